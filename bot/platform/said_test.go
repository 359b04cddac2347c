package platform

import (
	"slices"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

func TestReaders(t *testing.T) {
	for name, c := range map[string]struct {
		in      bot.Place
		visible bool
		want    []string
	}{
		"the organisation":    {bot.Place{ID: "C1"}, true, nil},
		"others":              {bot.Place{Outside: true}, false, []string{bot.OutsideNote}},
		"others, and visible": {bot.Place{Outside: true, Unknown: true}, true, []string{bot.OutsideNote, bot.RemoveNote}},
		"nobody knows":        {bot.Place{Unknown: true}, true, []string{bot.UnknownNote, bot.RemoveNote}},
	} {
		if got := Readers(c.in, c.visible); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestIsTwice(t *testing.T) {
	equal(t, "it is", IsTwice(bot.Message{Text: bot.TwiceNote, Refused: true}), true)
	equal(t, "an answer that says the same", IsTwice(bot.Message{Text: bot.TwiceNote}), false)
	equal(t, "another refusal", IsTwice(bot.Message{Text: "Nee.", Refused: true}), false)
}
