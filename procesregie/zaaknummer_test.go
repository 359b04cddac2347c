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

func TestPlainZaak(t *testing.T) {
	for text, want := range map[string]string{
		"ZO\u20112026\u20110142": "ZO-2026-0142", "ZO\u20102026\u20120142": "ZO-2026-0142", "ZO\u20132026\u20140142": "ZO-2026-0142", "ZO\u20152026\u22120142": "ZO-2026-0142",
		"ZO\ufe582026\ufe630142": "ZO-2026-0142", "ZO\uff0d1": "ZO-1", "2026–0142": "2026-0142",
		"ZO-2026-0142": "ZO-2026-0142", "": "", "–": "–", "ja – nee": "ja – nee", "half–jaar": "half–jaar", "–1": "–1", "a–1–\xff": "a–1–\xff",
	} {
		gelijk(t, want, p.PlainZaak(text))
	}
}

func TestZaakKey(t *testing.T) {
	for text, want := range map[string]string{" zo-2026-0142 ": "ZO-2026-0142", "ZO-2026-0142": "ZO-2026-0142", "é1": "É1"} {
		gelijk(t, want, p.ZaakKey(text))
	}
}

func TestNoemtZaak(t *testing.T) {
	for text, want := range map[string]bool{
		"ZO-1": true, "zaak=zo-1": true, "Zie ZO-1.": true, "zie ZO\u20111.": true, "ZO-1, ZO-2": true, "**ZO-1: MDO**": true, "(ZO-1)": true, "ZO-12 en ZO-1": true, "ZO-1...": true, "é ZO-1": true,
		"": false, "ZO-2": false, "ZO-12": false, "AZO-1": false, "A-ZO-1": false, "ZO-1/2": false, "ZO-1.2": false, "ZO-1-a": false, "ZO-1--2": false, "ZO-1é": false, "éZO-1": false,
	} {
		if got := p.NoemtZaak(text, "Zo-1"); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if p.NoemtZaak("alles", "") || !p.NoemtZaak("zaak=É1", "é1") || p.NoemtZaak("\xff1", "1") != true {
		t.Error("an empty number, an accent or half a character")
	}
}
