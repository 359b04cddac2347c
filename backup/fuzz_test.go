package backup_test

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/backup"
	"github.com/regiebot/regiebot/store"
)

// FuzzReadLines: whatever stands in a file that opens, reading it ends, in one of our sentences
// or in rows of text and numbers.
func FuzzReadLines(f *testing.F) {
	for _, text := range []string{
		"", "hallo\n", firstLine, firstLine + oneTable + `["a",1]` + "\n" + lastLine, firstLine + oneTable + `[{"base64":"/w=="},null]` + "\n" + lastLine,
		firstLine + `{"table":"a","columns":null}` + "\n" + `[]` + "\n[[[[", firstLine + `{"end":{"tables":[],"sha256":"SUM"}}`,
	} {
		f.Add(summed(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		tables := 0
		err := backup.ReadLines(strings.NewReader(text), store.Rows{
			Table: func(name string, _ []string) error {
				if tables++; name == "" {
					t.Error("a table without a name")
				}
				return nil
			},
			Row: func(values []any) error {
				if tables == 0 {
					t.Error("a row before any table")
				}
				for _, v := range values {
					switch v.(type) {
					case nil, string, int64:
					default:
						t.Errorf("a value of kind %T", v)
					}
				}
				return nil
			},
		})
		if err != nil && !oneOf(err) && err.Error() != backup.ErrNewer.Error() {
			t.Errorf("%v", err)
		}
	})
}
