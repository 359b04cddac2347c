package exchange

import (
	"strings"
	"testing"
)

func TestCheckID(t *testing.T) {
	for _, c := range []struct {
		platform, id string
		want         string // in the error; empty: it is right
	}{
		{"slack", "U012AB3CD", ""},
		{"slack", "C1", ""},
		{"slack", "@bram", "capitals and digits"},
		{"slack", "u012ab3cd", "capitals and digits"},
		{"slack", " U012 ", "capitals and digits"},
		{"slack", "", "capitals and digits"},
		{"slack", "U" + strings.Repeat("1", 40), "capitals and digits"},
		{"mattermost", "8sazq1hthbgwjcd1mjhs1ibq1o", ""},
		{"mattermost", "8sazq1hthbgwjcd1mjhs1ibq1", "26 small letters and digits"},
		{"mattermost", "8SAZQ1HTHBGWJCD1MJHS1IBQ1O", "26 small letters and digits"},
		{"mattermost", "anouk", "26 small letters and digits"},
		{"teams", "U9", "use mattermost or slack"},
		{"", "U9", "use mattermost or slack"},
	} {
		err := CheckID(c.platform, c.id)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q %q: got %v, want %q", c.platform, c.id, err, c.want)
		}
	}
}
