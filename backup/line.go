package backup

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"time"
	"unicode/utf8"

	"github.com/regiebot/regiebot/store"
)

// format is the version of the format of the file.
const format = 1

// Header is the first line: where a backup comes from.
type Header struct {
	Format   int       `json:"regiebot_backup"`
	Schema   int64     `json:"schema"`
	Moment   time.Time `json:"moment"`
	Database string    `json:"database"` // sqlite or postgres
	Program  string    `json:"program"`  // version of the program that wrote it
}

// Table counts the rows of a table.
type Table struct {
	Name string `json:"table"`
	Rows int    `json:"rows"`
}

// Summary is what a backup holds.
type Summary struct {
	Header
	Tables []Table
	Plan   store.PlanProof
}

// Rows is the number of rows in all tables.
func (s Summary) Rows() int {
	all := 0
	for _, t := range s.Tables {
		all += t.Rows
	}
	return all
}

// tableLine announces the rows of a table.
type tableLine struct {
	Table   string   `json:"table"`
	Columns []string `json:"columns"`
}

// endLine is the last line.
type endLine struct {
	End end `json:"end"`
}

type end struct {
	Tables []Table `json:"tables"`
	store.PlanProof
	SHA256 string `json:"sha256"`
}

// endBegins is how the last line begins, and no other.
const endBegins = `{"end":`

// bytesValue is text that is no text.
type bytesValue struct {
	Base64 []byte `json:"base64"`
}

// toLine returns the values of a row as JSON can carry them.
func toLine(values []any) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
		if text, ok := v.(string); ok && !utf8.ValidString(text) {
			out[i] = bytesValue{[]byte(text)} // JSON would replace what it cannot carry
		}
	}
	return out
}

// fromLine reads a row: text, int64 and nil.
func fromLine(line []byte) ([]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	var values []any
	if err := decoder.Decode(&values); err != nil {
		return nil, err
	}
	for i, v := range values {
		value, err := fromJSON(v)
		if err != nil {
			return nil, err
		}
		values[i] = value
	}
	return values, nil
}

func fromJSON(v any) (any, error) {
	switch v := v.(type) {
	case nil, string:
		return v, nil
	case json.Number:
		return v.Int64()
	case map[string]any:
		if text, ok := v["base64"].(string); ok && len(v) == 1 {
			raw, err := base64.StdEncoding.DecodeString(text)
			return string(raw), err
		}
	}
	return nil, notOurs("a value of an unknown kind")
}
