package slack

import (
	"strings"
	"testing"

	api "github.com/slack-go/slack"
	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
)

// TestRenderGoldens: one message of every kind, as it goes out.
func TestRenderGoldens(t *testing.T) {
	messages := map[string]bot.Message{
		"bericht": {
			Text:    "**ZO-2026-0142: VPR** sinds vr 13 november 2026\nProcesregisseur: Anouk\n\nNog te doen:\n* Plan het **MDO**, uiterlijk do 24 december 2026\n* Stuur de brief\n\nWaarom? VPR-6.",
			Buttons: []bot.Button{{Label: "MDO plannen", Line: "mdo plan zaak=ZO-2026-0142"}, {Label: "Later", Line: "agenda uitstellen zaak=ZO-2026-0142"}},
			Preview: "Herinnering over ZO-2026-0142",
		},
		"geweigerd": {Text: "Er is niets gedaan. **ZO-2026-0142** is gesloten.", Refused: true},
		"agenda": {
			Text: "**Je agenda** voor deze week",
			Parts: []bot.Part{
				{Text: "**ZO-2026-0142**\nMDO, uiterlijk 24-12-2026", Buttons: []bot.Button{{Label: "Plannen", Line: "mdo plan zaak=ZO-2026-0142"}}},
				{Text: "**ZO-2026-0150**\nEvaluatie, uiterlijk 30-11-2026", Buttons: []bot.Button{{Label: "Plannen", Line: "evaluatie plan zaak=ZO-2026-0150"}}},
				{Text: "Zonder knoppen"},
			},
			Buttons: []bot.Button{{Label: "Hele maand", Line: "agenda maand"}},
		},
		"mensentekst": {
			Text:    "**Notitie**: <!channel> <@U012AB3CD> *vet* _schuin_ ~weg~ `code` :warning: <https://evil.example|klik>\n> citaat\n# kop\n* punt & <komma>",
			Buttons: []bot.Button{{Label: "<!here> :boom: & *x*", Line: "casus toon zaak=<x>"}},
			Preview: "<!channel> *1* :x: & @anouk",
		},
	}
	for name, m := range messages {
		t.Run(name, func(t *testing.T) {
			posts := renderer().render(m, "U012AB3CD")
			for _, p := range posts {
				checkPost(t, p)
			}
			golden(t, "post-"+name, posts)
		})
	}
}

// TestRender: every message that passes bot.Check goes out within Slack's limits, with
// everything it says, in order, and no other meaning than bold and lists.
func TestRender(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := someMessage().Draw(t, "message")
		posts := renderer().render(m, "U012AB3CD")
		got := ""
		for _, p := range posts {
			checkPost(t, p)
			if p.Blocks[0].BlockType() == api.MBTAction && shown(p.Blocks) != said(m) {
				t.Errorf("a post begins with buttons: %.100s", shown(p.Blocks))
			}
			got += shown(p.Blocks)
		}
		if got = joined(got); got != said(m) {
			t.Errorf("it says %.300q, not %.300q", got, said(m))
		}
	})
}

// TestButtonsWork: what a button carries can be used by its owner, and says its line.
func TestButtonsWork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := renderer()
		m := someMessage().Draw(t, "message")
		var want []bot.Button
		for _, p := range m.Parts {
			want = append(want, p.Buttons...)
		}
		want = append(want, m.Buttons...)
		got := allButtons(s.render(m, "U1"))
		if len(got) != len(want) {
			t.Fatalf("%d buttons, want %d", len(got), len(want))
		}
		for i, b := range got {
			given := rapid.SampledFrom([]string{b.Value, strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(b.Value)}).Draw(t, "given")
			if line, fault := s.readLine(given, "U1"); line != want[i].Line || fault != bot.Fine {
				t.Errorf("%q says %q (%v)", want[i].Line, line, fault)
			}
			if line, fault := s.readLine(given, "U2"); line != "" || fault != bot.Foreign {
				t.Errorf("somebody else says %q (%v)", line, fault)
			}
		}
	})
}

func allButtons(posts []post) []*api.ButtonBlockElement {
	var out []*api.ButtonBlockElement
	for _, p := range posts {
		for _, b := range p.Blocks {
			if row, ok := b.(*api.ActionBlock); ok {
				for _, e := range row.Elements.ElementSet {
					if b, ok := e.(*api.ButtonBlockElement); ok {
						out = append(out, b)
					}
				}
			}
		}
	}
	return out
}

func TestRenderNothing(t *testing.T) {
	if posts := renderer().render(bot.Message{Form: &bot.Form{Title: "x"}}, "U1"); len(posts) != 0 {
		t.Errorf("a message that says nothing has %d posts", len(posts))
	}
	posts := renderer().render(bot.Message{Buttons: []bot.Button{{Label: "Ja", Line: "ja"}}}, "")
	if len(posts) != 1 || shown(posts[0].Blocks) != "‹Ja›" {
		t.Errorf("buttons without a text: %v", posts)
	}
	if line, fault := renderer().readLine(allButtons(posts)[0].Value, "U9"); line != "ja" || fault != bot.Fine {
		t.Errorf("a button of nobody says %q (%v)", line, fault)
	}
}

// TestPreview: what a notification shows is neutral.
func TestPreview(t *testing.T) {
	if p := renderer().render(bot.Message{Text: "**ZO-1** van Jan"}, ""); p[0].Text != bot.DefaultPreview {
		t.Errorf("it shows %q", p[0].Text)
	}
	long := strings.Repeat("word ", 3000)
	for _, p := range renderer().render(bot.Message{Text: long, Preview: "Over ZO-1"}, "") {
		if p.Text != "Over ZO-1" {
			t.Errorf("it shows %q", p.Text)
		}
	}
}
