package bot_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
)

var known = []string{"mpcheck", "regie-niveau", "casus", "vpr", "mdo", "evaluatie", "melding", "agenda", "regiebot"}

func TestNearest(t *testing.T) {
	for _, c := range []struct {
		typed string
		want  []string
	}{
		{"vpor", []string{"vpr"}},
		{"casu", []string{"casus"}},
		{"cassus", []string{"casus"}},
		{"CASUS", []string{"casus"}},
		{"evaluate", []string{"evaluatie"}},
		{"eva", []string{"evaluatie"}}, // begins alike
		{"agneda", []string{"agenda"}}, // two letters changed places
		{"regie", []string{"regie-niveau", "regiebot"}},
		{"regieniveau", []string{"regie-niveau"}},
		{"hallo", nil},
		{"x", nil},
		{"", nil},
		{"zaterdagmiddag", nil},
	} {
		if got := bot.Nearest(c.typed, known); !slices.Equal(got, c.want) {
			t.Errorf("Nearest(%q) = %v, want %v", c.typed, got, c.want)
		}
	}
}

// A word of the list is always its own nearest, whatever capitals it is typed in.
func TestNearestOfAKnownWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-zéï-]{1,12}`), 1, 8, rapid.ID[string]).Draw(t, "list")
		word := rapid.SampledFrom(list).Draw(t, "word")
		if got := bot.Nearest(strings.ToUpper(word), list); len(got) != 1 || got[0] != word {
			t.Fatalf("Nearest(%q, %v) = %v", strings.ToUpper(word), list, got)
		}
	})
}

// What is offered is always a word of the list, and each of them once.
func TestNearestOffersKnownWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for i, word := range bot.Nearest(rapid.String().Draw(t, "typed"), known) {
			if !slices.Contains(known, word) || slices.Index(bot.Nearest(word, known), word) < 0 {
				t.Fatalf("offer %d is %q", i, word)
			}
		}
	})
}

func TestNearestOfNothing(t *testing.T) {
	if got := bot.Nearest("vpr", nil); got != nil {
		t.Errorf("an empty list offers %v", got)
	}
}
