// Package keys holds the keys of a Regiebot: one file on disk, apart from the
// database, with a keyset to seal what the database holds (AES-256-GCM) and a keyset
// to sign (Ed25519).
//
// Sealed text is one line: "rb1.", the number of its key in eight hexadecimal digits,
// a point, and the ciphertext in base64. It opens only at the place it was sealed
// for: place is table.column.key-of-the-row, so a row that was copied to another casus
// does not open there.
//
// A key file can be replaced while programs run ([Ring.Rotate]): each looks at the
// file before it seals and when it meets a key it does not know. Neither a key nor
// opened text is ever part of an error or of a printed [Ring].
package keys
