package platform

import (
	"errors"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

func TestParts(t *testing.T) {
	for _, test := range []struct {
		name       string
		parts      Parts
		whole, all string
	}{
		{"nothing", Parts{}, "", ""},
		{"one", Parts{1: {1: "a"}}, "a", "a"},
		{"three", Parts{3: {3: "c", 1: "a", 2: "b"}}, "a,b,c", "a,b,c"},
		{"half", Parts{3: {3: "c", 1: "a"}}, "", "a,c"},
		{"more than there are", Parts{1: {2: "b"}}, "", "b"},
		{"cut in two ways", Parts{3: {1: "a"}, 2: {1: "d", 2: "e"}}, "d,e", "d,e,a"},
		{"added later", Parts{0: {2: "b", 1: "a"}}, "", "a,b"},
		{"a number that is none", Parts{-1: {1: "a"}}, "", "a"},
	} {
		equal(t, test.name+" whole", strings.Join(test.parts.Whole(), ","), test.whole)
		equal(t, test.name+" all", strings.Join(test.parts.All(), ","), test.all)
		r, there := test.parts.Found(func(ids []string) bot.Receipt { return bot.Receipt{ID: strings.Join(ids, ",")} })
		equal(t, test.name+" is found", there, test.whole != "")
		if there {
			equal(t, test.name+" receipt", r.ID, test.whole)
		} else {
			equal(t, test.name+" receipt", r.ID, test.all)
		}
	}
	p := Parts{}
	p.Add(2, 1, "a")
	p.Add(2, 2, "b")
	equal(t, "added", strings.Join(p.Whole(), ","), "a,b")
}

func TestUnseen(t *testing.T) {
	other := errors.New("x")
	for name, test := range map[string]struct {
		err, is error
	}{
		"nothing":          {nil, nil},
		"another":          {other, other},
		"nobody can read":  {&bot.NotSent{Why: bot.Unreachable, Cause: other}, bot.ErrCannotTell},
		"too busy to look": {&bot.NotSent{Why: bot.Busy, Cause: other}, other},
	} {
		err := Unseen("chat", test.err)
		if !errors.Is(err, test.is) || verdictOf(err).certain {
			t.Errorf("%s: %v", name, err)
		}
	}
}
