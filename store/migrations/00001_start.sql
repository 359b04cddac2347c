-- +goose Up

-- One row a case. data is the whole casus; the other columns are there to find it.
CREATE TABLE casussen (
    zaak        TEXT   NOT NULL PRIMARY KEY,
    zaaknummer  TEXT   NOT NULL,
    team        TEXT   NOT NULL,
    regisseur   TEXT   NOT NULL,
    duo         TEXT   NOT NULL,
    niveau      TEXT   NOT NULL,
    open        BIGINT NOT NULL,
    start_regie TEXT   NOT NULL,
    versie      BIGINT NOT NULL,
    data        TEXT   NOT NULL
);
CREATE INDEX casussen_team ON casussen (team, open);
CREATE INDEX casussen_regisseur ON casussen (regisseur, open);
CREATE INDEX casussen_duo ON casussen (duo, open);

-- plan_aan and plan_at are what planning said; aan and at are what holds now.
CREATE TABLE reminders (
    key       TEXT   NOT NULL PRIMARY KEY,
    zaak      TEXT   NOT NULL,
    team      TEXT   NOT NULL,
    termijn   TEXT   NOT NULL,
    uiterlijk TEXT   NOT NULL,
    stap      TEXT   NOT NULL,
    voor      TEXT   NOT NULL,
    aan       TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    plan_aan  TEXT   NOT NULL,
    plan_at   BIGINT NOT NULL,
    dringend  BIGINT NOT NULL,
    regels    TEXT   NOT NULL,
    state     TEXT   NOT NULL,
    done_at   BIGINT NOT NULL
);
CREATE INDEX reminders_due ON reminders (state, at);
CREATE INDEX reminders_zaak ON reminders (zaak, team);

CREATE TABLE outbox (
    id               TEXT   NOT NULL PRIMARY KEY,
    key              TEXT   NOT NULL UNIQUE,
    aan              TEXT   NOT NULL,
    message          TEXT   NOT NULL,
    keys             TEXT   NOT NULL,
    zaken            TEXT   NOT NULL,
    regels           TEXT   NOT NULL,
    not_before       BIGINT NOT NULL,
    state            TEXT   NOT NULL,
    attempts         BIGINT NOT NULL,
    claimed_by       TEXT   NOT NULL,
    claimed_until    BIGINT NOT NULL,
    receipt_platform TEXT   NOT NULL,
    receipt_id       TEXT   NOT NULL,
    created_at       BIGINT NOT NULL,
    sent_at          BIGINT NOT NULL,
    cause            TEXT   NOT NULL
);
-- The queue itself: small, however long the history grows.
CREATE INDEX outbox_queue ON outbox (aan, id) WHERE state IN ('waiting', 'claimed');
CREATE INDEX outbox_history ON outbox (aan, state, sent_at);

CREATE TABLE members (
    gebruiker TEXT   NOT NULL PRIMARY KEY,
    team      TEXT   NOT NULL,
    rol       TEXT   NOT NULL,
    weg       BIGINT NOT NULL,
    data      TEXT   NOT NULL
);
CREATE INDEX members_team ON members (team);

CREATE TABLE member_ids (
    platform  TEXT NOT NULL,
    id        TEXT NOT NULL,
    gebruiker TEXT NOT NULL REFERENCES members (gebruiker) ON DELETE CASCADE,
    PRIMARY KEY (platform, id)
);
CREATE INDEX member_ids_gebruiker ON member_ids (gebruiker);

CREATE TABLE teams (
    naam TEXT NOT NULL PRIMARY KEY,
    data TEXT NOT NULL
);

CREATE TABLE settings (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE drafts (
    gebruiker  TEXT   NOT NULL,
    id         TEXT   NOT NULL,
    line       TEXT   NOT NULL,
    fields     TEXT   NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (gebruiker, id)
);

-- When the jobs of the scheduler last ran.
CREATE TABLE ticks (
    name TEXT   NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);

-- Forms that were handled, so that one that arrives twice is handled once.
CREATE TABLE submissions (
    id TEXT   NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
