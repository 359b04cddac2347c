// Package exchange carries files in and out: lists of cases and of help in XLSX and CSV,
// iJw messages in XML, the team, practice profiles and column maps in YAML, terms as a
// calendar file, and the timeline of a young person out as a picture.
//
// Reading never guesses and never overwrites. A file that cannot be trusted as a
// whole is refused with a code and a sentence; a row that is impossible, ambiguous
// or in contradiction with what is stored is refused and named; the rest is handed
// back to be saved. What a file is follows from its content. Every reader holds the
// limits of [MaxFile] and its neighbours while it reads, so that a hostile file costs
// seconds and megabytes, not more.
//
// Nothing here knows a database or a chat platform: what is stored comes in as a
// function, what must be saved goes out as values.
package exchange
