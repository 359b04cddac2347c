package webchat

import (
	"reflect"
	"strings"
	"testing"
)

func TestPieces(t *testing.T) {
	tests := map[string][]string{ // what stays on one line
		"":                                    nil,
		"gewone woorden, MP-casus":            nil,
		"uiterlijk do 24 december 2026, maar": {"do 24 december"},
		"ZO-2026-0142: MDO houden":            {"ZO-2026-0142"},
		"sinds 09-11-2026 (VPR-6)":            {"09-11-2026", "VPR-6"},
		"za 7 maart 2026 en zo 8 maart 2026":  {"za 7 maart", "zo 8 maart"},
		"1-2-3-4-5-6-7-8-9-10-11-12-13":       nil, // too long for a telephone
		"zodo 24 december 2026":               nil,
	}
	for text, want := range tests {
		var whole []string
		all := ""
		for _, p := range pieces(text) {
			all += p.Text
			if p.Whole {
				whole = append(whole, p.Text)
			}
		}
		if !reflect.DeepEqual(whole, want) || all != text {
			t.Errorf("pieces(%q) keeps %q whole, want %q; together %q", text, whole, want, all)
		}
	}
}

// TestLabelInCard: a button in a card that names its case shows what it does; the
// case stays in its name for who cannot see the card.
func TestLabelInCard(t *testing.T) {
	const zaak = "ZO-2026-0142"
	tests := []struct{ label, text, shown, hidden string }{
		{"Bekijken · " + zaak, "**" + zaak + ": brief**", "Bekijken", " · " + zaak},
		{"Bekijken · " + zaak, "**ZO-2026-0143: brief**", "Bekijken · " + zaak, ""},
		{"Bekijken", zaak, "Bekijken", ""},
		{" · " + zaak, zaak, " · " + zaak, ""},
	}
	for _, tc := range tests {
		if shown, hidden := labelIn(tc.text, tc.label); shown != tc.shown || hidden != tc.hidden {
			t.Errorf("labelIn(%q, %q) = %q, %q", tc.text, tc.label, shown, hidden)
		}
	}
}

func TestPiecesAreShown(t *testing.T) {
	pages, err := parsePages()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := pages.ExecuteTemplate(&out, "tekst", parse("Op **vr 13 november 2026** <b>")); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), `<p>Op <strong><span class="heel">vr 13 november</span> 2026</strong> &lt;b&gt;</p>`; got != want {
		t.Errorf("shown as %s", got)
	}
}
