-- +goose Up

-- Which messages in the outbox are about a casus: erasing one casus must find them among
-- everything that was ever sent.
CREATE TABLE outbox_casus (
    zaak TEXT NOT NULL,
    post TEXT NOT NULL,
    PRIMARY KEY (zaak, post)
);
CREATE INDEX outbox_casus_post ON outbox_casus (post);

-- The list of zaaknummers of a message is JSON. It is read a character at a time, because
-- the databases share no function that takes it apart.
INSERT INTO outbox_casus (zaak, post)
WITH RECURSIVE walk (id, zaken, place, word) AS (
    SELECT id, zaken, 1, '' FROM outbox WHERE zaken LIKE '["%'
    UNION ALL
    SELECT id, zaken, place + 1, CASE
        WHEN word = '' AND substr(zaken, place, 1) <> '"' THEN ''
        WHEN length(word) > 1 AND substr(word, length(word), 1) = '"' THEN ''
        ELSE word || substr(zaken, place, 1) END
    FROM walk WHERE place <= length(zaken)
)
SELECT DISTINCT c.zaak, walk.id FROM walk JOIN casussen c ON '"' || c.zaaknummer || '"' = walk.word;

CREATE INDEX outbox_sent ON outbox (sent_at) WHERE state = 'sent';
CREATE INDEX outbox_failed ON outbox (created_at) WHERE state = 'failed';

-- What must still be changed or taken away on a platform. An empty receipt: the message
-- may be there or not, and is found by its key. message is what comes in its place; empty
-- takes it away.
CREATE TABLE corrections (
    id               TEXT   NOT NULL PRIMARY KEY,
    aan              TEXT   NOT NULL,
    key              TEXT   NOT NULL,
    receipt_platform TEXT   NOT NULL,
    receipt_id       TEXT   NOT NULL,
    message          TEXT   NOT NULL,
    versie           BIGINT NOT NULL,
    attempts         BIGINT NOT NULL,
    not_before       BIGINT NOT NULL,
    claimed_until    BIGINT NOT NULL
);

-- The closed casussen: when they were closed, and on which day they are erased according
-- to what the procesregisseur was told. An empty day of closing is looked up later; the
-- casus itself is sealed.
CREATE TABLE vergeten (
    zaak      TEXT NOT NULL PRIMARY KEY,
    gesloten  TEXT NOT NULL,
    wissen_op TEXT NOT NULL
);
CREATE INDEX vergeten_wanneer ON vergeten (wissen_op, gesloten);
INSERT INTO vergeten (zaak, gesloten, wissen_op) SELECT zaak, '', '' FROM casussen WHERE open = 0;
