package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// encode writes a value for a data column.
func encode(value any) (string, error) {
	text, err := json.Marshal(value)
	return string(text), err
}

// decode reads a data column. The error names the table and never the content.
func decode(table, text string, value any) error {
	if json.Unmarshal([]byte(text), value) != nil {
		return fmt.Errorf("a row of the table %s cannot be read", table)
	}
	return nil
}

// millis is an instant as it is stored: Unix milliseconds, 0 for none.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// instant reads what millis wrote.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// flag is a truth value as it is stored.
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// withoutValue takes out of the error of a driver what stands in a row that it cannot read.
func withoutValue(query string, err error) error {
	if !strings.HasPrefix(err.Error(), "sql: Scan error") {
		return err
	}
	_, rest, _ := strings.Cut(err.Error(), "name ")
	column, _, _ := strings.Cut(rest, ":")
	_, rest, _ = strings.Cut(query, "FROM ")
	table, _, _ := strings.Cut(rest, " ")
	return fmt.Errorf("a row of the table %s cannot be read: its column %s holds something else than this program writes; restore a backup of before the damage", table, column)
}

// number reads a whole number. SQLite keeps other things in such a column too, and one row
// that was damaged must not keep the others from being read.
type number struct {
	value int64
	wrong bool
}

// Scan takes what a driver gives.
func (n *number) Scan(value any) error {
	whole, ok := value.(int64)
	n.value, n.wrong = whole, !ok
	return nil
}
