// Package backup writes a database into one encrypted file and reads it back.
//
// A file is age around gzip around lines of JSON:
//
//	{"regiebot_backup":1,"schema":3,"moment":"2026-11-13T09:00:00Z","database":"sqlite","program":"v1.0.0"}
//	{"table":"settings","columns":["key","value"]}
//	["zone","Europe/Amsterdam"]
//	…
//	{"end":{"tables":[{"table":"settings","rows":7},…],"planned":120,"planned_sha256":"…","sha256":"…"}}
//
// A value is text, a whole number, null, or {"base64":"…"} for text that is no UTF-8. The
// end counts the rows, gives the number of planned reminders with a SHA-256 of their keys
// in the order of their bytes, and the SHA-256 of every line before it.
//
// Why this, and not the copy of the pages that SQLite can make of itself while it runs:
// that is a file, which would lie on the disk without encryption before it could be
// encrypted, and it is of no use on PostgreSQL. Here everything is read in one snapshot
// beside the program that goes on working ([store.Store.View]: write-ahead log on SQLite,
// repeatable read on PostgreSQL) and passes through memory a row at a time. So there is
// one format for both databases, the backup of one can be restored into the other, and
// with age and gunzip anybody can read it without this program.
//
// What is sealed in the database is sealed in the file too: the key file is not in it, so
// who has the backup and its identity still reads no case.
package backup
