package slack

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
)

func TestHomeGolden(t *testing.T) {
	m := bot.Message{
		Text:    "**Je agenda** voor deze week",
		Parts:   []bot.Part{{Text: "**ZO-2026-0142**\nMDO, uiterlijk 24-12-2026", Buttons: []bot.Button{{Label: "Plannen", Line: "mdo plan"}}}},
		Buttons: []bot.Button{{Label: "Hele maand", Line: "agenda maand"}},
	}
	v := renderer().homeView(m, "U1")
	checkView(t, v)
	golden(t, "home-agenda", v)
}

// TestHome: every message that passes bot.Check is a home page; it says everything, or
// says that it does not.
func TestHome(t *testing.T) {
	more := shown(richText(bot.Blocks(moreHome)).blocks)
	rapid.Check(t, func(t *rapid.T) {
		m := someMessage().Draw(t, "message")
		v := renderer().homeView(m, "U1")
		checkView(t, v)
		got := shown(v.Blocks.BlockSet)
		begin, cut := strings.CutSuffix(got, more)
		if !strings.HasPrefix(said(m), strings.TrimSuffix(begin, "⟧")) || !cut && got != said(m) {
			t.Errorf("it says %.300q, not %.300q", got, said(m))
		}
	})
}

// TestHomeFull: what does not fit is said on the last line, and the buttons of the last
// item are there.
func TestHomeFull(t *testing.T) {
	long := bot.Message{Text: "Kop"}
	for i := range 60 {
		long.Parts = append(long.Parts, bot.Part{Text: fmt.Sprintf("deel %d", i), Buttons: []bot.Button{{Label: "Ja", Line: "ja"}}})
	}
	heavy := bot.Message{Text: "Kop"}
	for i := range 24 {
		p := bot.Part{Text: fmt.Sprintf("deel %d", i)}
		for j := range 25 {
			p.Buttons = append(p.Buttons, bot.Button{Label: fmt.Sprintf("knop %d", j), Line: strings.Repeat("x", bot.MaxLine)})
		}
		heavy.Parts = append(heavy.Parts, p)
	}
	for name, m := range map[string]bot.Message{"many blocks": long, "many bytes": heavy} {
		t.Run(name, func(t *testing.T) {
			v := renderer().homeView(m, "U1")
			checkView(t, v)
			if got := shown(v.Blocks.BlockSet); !strings.HasSuffix(got, "›Hier past niet alles. Meer zien? Typ ⟦/agenda maand⟧.") {
				t.Errorf("it ends in %q", got[max(0, len(got)-80):])
			}
		})
	}
}
