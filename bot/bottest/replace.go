package bottest

import (
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func (p Platform) replaced(t *testing.T) {
	for name, to := range map[string]bot.Address{"member": p.Member, "channel": p.Channel} {
		key := "replaced/" + name
		sent := p.send(t, to, key, "vroeger "+name)
		for _, text := range []string{"eerst " + name, "daarna " + name} {
			p.replace(t, to, sent, text)
			p.shows(t, to, text, true)
		}
		p.shows(t, to, "vroeger "+name, false)
		p.shows(t, to, "eerst "+name, false)
		if got, there := p.find(t, to, key, time.Time{}); !there || got != sent {
			t.Errorf("a changed message is found %v %+v, want %+v", there, got, sent)
		}
	}
}

func (p Platform) longReplaced(t *testing.T) {
	sent := p.send(t, p.Member, "long/replaced", long("voorheen"))
	p.replace(t, p.Member, sent, "nog maar kort")
	p.shows(t, p.Member, "voorheen", false)
	p.shows(t, p.Member, "nog maar kort", true)
	p.replace(t, p.Member, sent, "")
	p.shows(t, p.Member, "nog maar kort", false)
}

func (p Platform) longer(t *testing.T) {
	sent := p.send(t, p.Other, "longer", "kort begin")
	for range 2 { // the second time changes nothing
		p.replace(t, p.Other, sent, long("uitgebreid")+"tot slot")
		p.shows(t, p.Other, "kort begin", false)
		if n := strings.Count(p.Shown(t, p.Other), "tot slot"); n != 1 {
			t.Errorf("the end is there %d times", n)
		}
	}
	p.replace(t, p.Other, sent, "kort slot")
	p.shows(t, p.Other, "uitgebreid", false)
	p.shows(t, p.Other, "tot slot", false)
	p.shows(t, p.Other, "kort slot", true)
}

func (p Platform) longAgain(t *testing.T) {
	sent := p.send(t, p.Other, "long/again", long("van meet af")+"einde een")
	for _, end := range []string{"einde twee", "einde drie"} {
		p.replace(t, p.Other, sent, "even kort")
		p.shows(t, p.Other, "van meet af", false)
		p.replace(t, p.Other, sent, long("opnieuw")+end)
		p.shows(t, p.Other, "even kort", false)
		if n := strings.Count(p.Shown(t, p.Other), end); n != 1 {
			t.Errorf("the end is there %d times", n)
		}
	}
	p.replace(t, p.Other, sent, "")
	p.shows(t, p.Other, "opnieuw", false)
	p.shows(t, p.Other, "einde", false)
}

func (p Platform) takenAway(t *testing.T) {
	for name, to := range map[string]bot.Address{"member": p.Member, "channel": p.Channel} {
		sent := p.send(t, to, "away/"+name, "weg bij "+name)
		kept := p.send(t, to, "kept/"+name, "blijft bij "+name)
		p.replace(t, to, sent, "")
		p.shows(t, to, "weg bij "+name, false)
		p.shows(t, to, "blijft bij "+name, true)
		if got, there := p.find(t, to, "kept/"+name, time.Time{}); !there || got != kept {
			t.Errorf("the other one: %v %+v, want %+v", there, got, kept)
		}
	}
}

func (p Platform) gone(t *testing.T) {
	sent := p.send(t, p.Member, "gone", "straks weg")
	p.replace(t, p.Member, sent, "")
	p.replace(t, p.Member, sent, "")
	p.replace(t, p.Member, sent, "iets anders")
	p.shows(t, p.Member, "straks weg", false)
}
