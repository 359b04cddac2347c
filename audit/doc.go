// Package audit is the access log as a value: who did what to which casus, when, and
// by which rule, in rows that are chained so that none can be changed, removed,
// inserted or moved without being noticed. The fields are those of NEN 7513. There is
// no content of a casus in it, ever.
//
// # The chain
//
// Every [Row] has a number, one more than that of the row before it, and a hash over
// its number, all its fields and the hash of the row before it. To check a row without
// this program, make one text of these seventeen values, in this order:
//
//	nr        the number, in decimal
//	tijd      the moment, as milliseconds since 1 January 1970 UTC, in decimal
//	actie     gebeurtenis  uitkomst
//	gebruiker rol          namens
//	platform  plaats
//	casus     soort        object
//	doel      regel        verzoek
//	vorige    the hash of the row before it; empty in row 1
//
// Write each value as its length in bytes (UTF-8) in decimal, a colon, the value and a
// comma, as in "3:abc,": what is called a netstring. In front of all comes the netstring
// of the name "regiebot-audit-1". The hash is the SHA-256 of that text, as 64 small
// hexadecimal digits. The lengths make it unambiguous: no two rows have the same text.
//
// # The ends
//
// A chain says nothing about rows that were cut off its end, or off its beginning. The
// last row is therefore kept as a signed [Head], and so is the last row that was removed
// because its time was over: the anchor, after which the log begins. What is signed is
// made the same way: the name "regiebot-audit-head-1" or "regiebot-audit-anchor-1", the
// number, the moment and the hash. The names keep a head from being passed off as an
// anchor.
//
// # Beginning again
//
// A log that is broken stays broken, and is begun again: by a row, a restart, that holds
// the hash of the last row there was, a number above every row that is known of, and in
// its rule the SHA-256 over all rows before it, as they were found: of each row the text
// of above, and then its hash as a netstring. The restart is signed by itself, with the
// name "regiebot-audit-restart-1". Rows before a signed restart that has their sum may be
// broken; from there on the chain proves itself.
package audit
