package bot_test

import (
	"testing"

	"github.com/regiebot/regiebot/bot"
)

func TestSafeName(t *testing.T) {
	for name, want := range map[string]string{
		"agenda.ics": "agenda.ics", "/etc/passwd": "passwd", "../../etc/passwd": "passwd", `C:\x\a.csv`: "a.csv", "a\r\nb": "ab",
		"a\nb\x00.xlsx": "ab.xlsx", "caseload\xff.xlsx": "caseload_.xlsx", "": "bestand", "..": "bestand", "/": "bestand",
	} {
		if got := (bot.File{Name: name}).SafeName(); got != want {
			t.Errorf("SafeName of %q = %q, want %q", name, got, want)
		}
	}
}
