package slack

import (
	"fmt"
	"strings"
	"testing"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// TestWhereItIsCut: at the border of a paragraph, else a line, a sentence, a word, and
// only then within a word.
func TestWhereItIsCut(t *testing.T) {
	sentence := "Dit is een zin. "
	tests := map[string]struct {
		text string
		end  string // of the first piece
	}{
		"paragraph": {strings.Repeat("a. b ", 400) + "\n\n" + strings.Repeat("c. d ", 400), "a. b "},
		"list":      {strings.Repeat("a. b ", 500) + "\n* " + strings.Repeat("c. d ", 200), "a. b "},
		"line":      {strings.Repeat("a. b ", 400) + "einde\n" + strings.Repeat("c. d ", 400), "einde"},
		"sentence":  {strings.Repeat(sentence+"nog wat ", 300), "zin. "},
		"question":  {strings.Repeat("a", 2000) + "? " + strings.Repeat("b ", 1000), "aa? "},
		"word":      {strings.Repeat("woord ", 1000), "woord "},
		"weights":   {strings.Repeat("**a** ", 600), " "},
		"letters":   {strings.Repeat("é", 5000), "éé"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			pieces := chunks(bot.Blocks(test.text))
			if len(pieces) < 2 {
				t.Fatalf("%d pieces", len(pieces))
			}
			if first := shown(richText(pieces[0]).blocks); !strings.HasSuffix(first, test.end) {
				t.Errorf("the first piece ends in %q", first[len(first)-30:])
			}
		})
	}
}

// TestUnitsStayWhole: a part is in one post with all its buttons, and with the text of its
// own when that fits in one block.
func TestUnitsStayWhole(t *testing.T) {
	m := bot.Message{Text: "Kop"}
	for i := range bot.MaxParts {
		p := bot.Part{Text: fmt.Sprintf("deel %d: ", i) + strings.Repeat("tekst ", 60)}
		for j := range bot.MaxButtons {
			p.Buttons = append(p.Buttons, bot.Button{Label: fmt.Sprintf("%d/%d", i, j), Line: "x"})
		}
		m.Parts = append(m.Parts, p)
	}
	posts := renderer().render(m, "U1")
	if len(posts) < 2 {
		t.Fatalf("%d posts", len(posts))
	}
	part := 0
	for _, p := range posts {
		checkPost(t, p)
		for i, b := range p.Blocks {
			row, ok := b.(*api.ActionBlock)
			if !ok {
				continue
			}
			if text := shown(p.Blocks[i-1 : i]); !strings.HasPrefix(text, fmt.Sprintf("deel %d: ", part)) {
				t.Errorf("the buttons of part %d stand under %.20q", part, text)
			}
			if n := len(row.Elements.ElementSet); n != bot.MaxButtons {
				t.Errorf("part %d has %d buttons", part, n)
			}
			part++
		}
	}
}

// TestOrdinaryMessageIsOnePost: what fits in one post is one.
func TestOrdinaryMessageIsOnePost(t *testing.T) {
	m := bot.Message{Text: "**Je agenda**", Buttons: []bot.Button{{Label: "Meer", Line: "agenda maand"}}}
	for i := range 12 {
		m.Parts = append(m.Parts, bot.Part{
			Text:    fmt.Sprintf("**ZO-2026-%04d**\nMDO, uiterlijk 24-12-2026\nPlan het op tijd.", i),
			Buttons: []bot.Button{{Label: "Plannen", Line: "mdo plan"}, {Label: "Gehouden", Line: "mdo verslag"}, {Label: "Later", Line: "agenda uitstellen"}},
		})
	}
	if posts := renderer().render(m, "U1"); len(posts) != 1 {
		t.Errorf("%d posts", len(posts))
	}
}
