package store

import (
	"errors"
	"fmt"

	"github.com/regiebot/regiebot/keys"
)

// sealedColumn is a column whose text is sealed, each row for its own place.
type sealedColumn struct {
	table, column string
	key           []string // columns of the primary key
}

// sealedColumns lists what is sealed, and what a change of the key goes through:
// everything that can hold free text about a casus, answers, factors or names of people
// outside the team, and who is who in the teams: what a member may do must not be for
// anybody to write who has no keys. The other columns are what rows are found by.
func sealedColumns() []sealedColumn {
	return []sealedColumn{casusData, hulpData, memberData, draftFields, outboxMessage, correctionKey, correctionReceipt, correctionMessage}
}

var (
	casusData     = sealedColumn{"casussen", "data", []string{"zaak"}}
	memberData    = sealedColumn{"members", "data", []string{"gebruiker"}}
	draftFields   = sealedColumn{"drafts", "fields", []string{"gebruiker", "id"}}
	outboxMessage = sealedColumn{"outbox", "message", []string{"id"}}
)

// place is where text is sealed for: table.column.key-of-the-row.
func (c sealedColumn) place(row string) string { return c.table + "." + c.column + "." + row }

// seal returns text for a row as it is stored.
func (tx *Tx) seal(c sealedColumn, row, text string) (string, error) {
	sealed, err := tx.ring.Seal([]byte(text), c.place(row))
	if err == nil && tx.sealedWith == "" {
		tx.sealedWith = keys.PrefixOf(sealed)
	}
	return sealed, err
}

// open returns the text that is stored in a row. ErrUnreadable names shown, a name of
// the row that everybody may know.
func (tx *Tx) open(c sealedColumn, row, sealed, shown string) (string, error) {
	text, err := tx.ring.Open(sealed, c.place(row))
	if err != nil {
		return "", &unreadableRow{c.table, shown, err}
	}
	return string(text), nil
}

// outdated says that something was sealed with a key that was replaced before it was
// stored. Whoever replaces keys goes through the rows once, so it must not be stored.
func (tx *Tx) outdated() bool {
	return tx.sealedWith != "" && tx.sealedWith != tx.ring.Prefix()
}

var errOutdated = errors.New("the keys were changed several times at the same moment: nothing of this change was stored; try again")

// errForm says that what was opened is not what the program writes.
var errForm = errors.New("it holds something else than this program writes")

// unreadableRow says which row cannot be opened, and nothing of what is in it.
type unreadableRow struct {
	table, row string
	cause      error
}

// Error returns the sentence.
func (u *unreadableRow) Error() string {
	return fmt.Sprintf("%s of the table %s cannot be read: %v", u.row, u.table, u.cause)
}

// Unwrap returns ErrUnreadable and what is wrong.
func (u *unreadableRow) Unwrap() []error { return []error{ErrUnreadable, u.cause} }

// readable leaves out the error of a row that cannot be opened: what else is done in
// the transaction must not depend on it.
func readable(err error) error {
	if errors.Is(err, ErrUnreadable) {
		return nil
	}
	return err
}
