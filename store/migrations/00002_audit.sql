-- +goose Up

-- The access log: one row an event, chained. Nothing changes a row; only those whose
-- time is over are removed, the oldest first.
CREATE TABLE audit (
    nr       BIGINT NOT NULL PRIMARY KEY,
    at       BIGINT NOT NULL,
    actie    TEXT   NOT NULL,
    wat      TEXT   NOT NULL,
    uitkomst TEXT   NOT NULL,
    wie      TEXT   NOT NULL,
    rol      TEXT   NOT NULL,
    namens   TEXT   NOT NULL,
    platform TEXT   NOT NULL,
    plaats   TEXT   NOT NULL,
    casus    TEXT   NOT NULL,
    soort    TEXT   NOT NULL,
    object   TEXT   NOT NULL,
    doel     TEXT   NOT NULL,
    regel    TEXT   NOT NULL,
    verzoek  TEXT   NOT NULL,
    vorige   TEXT   NOT NULL,
    hash     TEXT   NOT NULL
);
CREATE INDEX audit_casus ON audit (casus, nr);
CREATE INDEX audit_at ON audit (at);

-- The ends of the log, signed: what is 'head' for the last row that was written, and
-- 'anchor' for the last row that was removed.
CREATE TABLE audit_head (
    what      TEXT   NOT NULL PRIMARY KEY,
    nr        BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    hash      TEXT   NOT NULL,
    signature TEXT   NOT NULL
);
