package platform

import "testing"

func TestClean(t *testing.T) {
	tests := map[string]string{
		"a\r\nb\rc\td": "a\nb\nc\td", "x\u202ey\u2066z\u200f": "xyz", "\x1b[31m": "[31m", "\u0085": "", "é👨‍👩‍👧": "é👨‍👩‍👧",
		"< & > stay": "< & > stay",
	}
	for text, want := range tests {
		if got := Clean(text); got != want {
			t.Errorf("Clean(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestFit(t *testing.T) {
	for text, want := range map[string]string{"": "", "één": "één", "vier": "vier", "vijfje": "vij…"} {
		if got := Fit(text, 4); got != want {
			t.Errorf("Fit(%q) = %q, want %q", text, got, want)
		}
	}
}
