-- +goose Up

-- dubbel: an earlier message with this reminder may have arrived; nobody can tell.
ALTER TABLE reminders ADD COLUMN dubbel BIGINT NOT NULL DEFAULT 0;

-- done_at is also when a message was given up, however long it waited before.
UPDATE outbox SET done_at = created_at WHERE state = 'failed';
DROP INDEX outbox_failed;
CREATE INDEX outbox_failed ON outbox (done_at) WHERE state = 'failed';
