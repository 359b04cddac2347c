// Package store keeps what the bot knows, in SQLite or in PostgreSQL.
//
// A [Store] is opened with keys and with the name of a file, ":memory:" or a
// postgres:// address. Everything is read in [Store.View] and changed in
// [Store.Update]; both give a [Tx], whose methods are the whole vocabulary.
//
// A casus is stored as one value and always together with its reminders: whoever
// saves a casus, a member, a team or a profile replans what follows from it in the
// same transaction, so that no reminder can rest on something that has changed.
//
// What can hold free text about a casus is sealed with the keys of package keys, each
// row for its own place: casussen.data, hulp.data, drafts.fields, outbox.message, and what
// is to be changed on a platform (corrections). So is who is who (members.data), the marks
// by which a database is known and is in use, and the key of the hashes by which messages
// about help are matched (hulp_sleutels); of a BSN nothing else is kept. The other columns
// stay readable: it is by them that rows are found and reminders come on time (zaaknummer,
// team, who, level, terms, moments), and teams, profile, settings, reminders and the access
// log hold no free text about a casus. A row that cannot be opened, or of which the columns say something else,
// is ErrUnreadable and stands in nobody's way.
//
// There is one SQL text for both databases, with ? for its values. Instants are
// Unix milliseconds and come back in UTC, dates are ISO text. Nothing in SQL decides
// who may see what, and nothing looks inside a data column.
package store
