package bot_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/bot"
)

func TestLineCut(t *testing.T) {
	line := bot.Line{{Text: "één "}, {Text: "twee", Bold: true}}
	for n, want := range map[int][2]bot.Line{
		0: {nil, line},
		2: {{{Text: "éé"}}, {{Text: "n "}, {Text: "twee", Bold: true}}},
		4: {line[:1], line[1:]},
		6: {{{Text: "één "}, {Text: "tw", Bold: true}}, {{Text: "ee", Bold: true}}},
		8: {line, nil},
		9: {line, nil},
	} {
		head, tail := line.Cut(n)
		if diff := cmp.Diff(want, [2]bot.Line{head, tail}); diff != "" {
			t.Errorf("after %d:\n%s", n, diff)
		}
	}
}
