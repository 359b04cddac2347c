-- +goose Up

-- dringend is a lane of its own: what is urgent waits for nothing else. unsure: an attempt
-- may have put the message on the platform. seen_at: the recipient opened the casus.
-- done_at: nothing in the message holds any more, and the platform was told.
ALTER TABLE outbox ADD COLUMN dringend BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN unsure BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN done_at BIGINT NOT NULL DEFAULT 0;
UPDATE outbox SET unsure = 1 WHERE attempts > 0 AND state IN ('waiting', 'claimed');

-- The queue as it is handed out, and what of the same recipient comes before a message.
DROP INDEX outbox_queue;
CREATE INDEX outbox_queue ON outbox (aan, dringend, id) WHERE state IN ('waiting', 'claimed');
CREATE INDEX outbox_order ON outbox (dringend DESC, id) WHERE state IN ('waiting', 'claimed');

-- gemist: held up by an outage. ended: it went out, and does not hold any more.
ALTER TABLE reminders ADD COLUMN gemist BIGINT NOT NULL DEFAULT 0;
ALTER TABLE reminders ADD COLUMN ended BIGINT NOT NULL DEFAULT 0;
CREATE INDEX reminders_aan ON reminders (aan, at) WHERE state = 'planned';
CREATE INDEX reminders_dringend ON reminders (state, dringend, at) WHERE state = 'planned' AND dringend = 1;

-- The casussen of which the messages on the platforms are to be looked through.
CREATE TABLE revisions (
    zaak TEXT   NOT NULL PRIMARY KEY,
    at   BIGINT NOT NULL
);
CREATE INDEX revisions_at ON revisions (at, zaak);
