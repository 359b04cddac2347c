-- +goose Up

-- The help in a casus, one row a casus. data is all of it; the signals in it are to be
-- looked at from the day kijk_op on, '' when there is nothing to look at.
CREATE TABLE hulp (
    zaak    TEXT   NOT NULL PRIMARY KEY,
    kijk_op TEXT   NOT NULL,
    versie  BIGINT NOT NULL,
    data    TEXT   NOT NULL
);
CREATE INDEX hulp_kijk_op ON hulp (kijk_op, zaak) WHERE kijk_op <> '';

-- Whose help a message is about: keyed hashes of the numbers that messages carry. soort is
-- 'persoon' for a BSN, 'toewijzing' for the number of an assignment.
CREATE TABLE hulp_sleutels (
    soort    TEXT NOT NULL,
    hash     TEXT NOT NULL,
    zaak     TEXT NOT NULL,
    jeugdige TEXT NOT NULL,
    PRIMARY KEY (soort, hash, zaak, jeugdige)
);
CREATE INDEX hulp_sleutels_zaak ON hulp_sleutels (zaak, soort);
-- A BSN is that of one young person; an assignment may be found with several.
CREATE UNIQUE INDEX hulp_sleutels_persoon ON hulp_sleutels (hash) WHERE soort = 'persoon';
