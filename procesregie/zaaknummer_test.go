package procesregie_test

import (
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

func TestValidZaak(t *testing.T) {
	for text, want := range map[string]bool{
		"ZO-2026-0142": true, "1": true, "a1": true, "20260301": true, "Z.1/2_3-4": true, "é1": true,
		strings.Repeat("1", 40): true, strings.Repeat("1", 41): false,
		"": false, "ZO": false, "-1": false, ".1": false, "/1": false, "_1": false, "ZO 1": false, "ZO-1\n": false, " ZO-1": false, "ZO:1": false, "ZO-1'": false, "1;2": false,
	} {
		if got := p.ValidZaak(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestZaakKey(t *testing.T) {
	for text, want := range map[string]string{" zo-2026-0142 ": "ZO-2026-0142", "ZO-2026-0142": "ZO-2026-0142", "é1": "É1"} {
		gelijk(t, want, p.ZaakKey(text))
	}
}
