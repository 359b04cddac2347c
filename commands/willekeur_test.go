package commands_test

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store/storetest"
)

// personen can speak in the random conversations: every role, and a stranger.
var personen = []string{"anouk", "bram", "ilse", "joris", "karin", "lars", "marit", "vreemde"}

// FuzzAnswer says random lines, as text and as the answers of a form. Whatever is
// said: no panic, no internal error, a reply that fits on every platform, nothing
// changed after a refusal, and no number that may be a BSN is said back.
func FuzzAnswer(f *testing.F) {
	for _, line := range linesOfScripts(f) {
		f.Add(line, "", uint8(len(line)))
	}
	for _, c := range commands.All() {
		for _, s := range c.Subs {
			f.Add(c.Name+" "+s.Name, s.Example, uint8(0))
		}
	}
	for _, line := range strangeLines {
		f.Add(line, line, uint8(1))
	}
	g, err := nieuwGesprek(f, storetest.SQLite(f))
	if err != nil {
		f.Fatal(err)
	}
	g.random = true
	g.app = commands.New(g.store, quiet, nil).Delivering(standAt) // to simulate a year for every line would take all day
	for _, line := range begin() {
		if _, err := g.ask(g.newRequest(line, nil)); err != nil {
			f.Fatal(err)
		}
	}
	f.Fuzz(func(t *testing.T, line, answers string, who uint8) {
		g.wie = personen[int(who)%len(personen)]
		req := g.newRequest(line, fieldsOf(answers))
		req.Partial = answers != "" && who > 127
		m, err := g.ask(req)
		g.open, g.seen, g.forms = "", map[string][]bot.Message{}, map[string]*bot.Form{}
		if err != nil {
			t.Fatalf("%q with %q: %v", line, answers, err)
		}
		if m.Refused && procesregie.FindBSN(m.Text) && !strings.Contains(m.Text, "20260301") {
			t.Fatalf("%q: the refusal repeats a number: %s", line, m.Text)
		}
	})
}

// fieldsOf reads key=value words as the fields of a form; nil when there are none.
func fieldsOf(text string) map[string]string {
	words, err := bot.Words(text)
	if err != nil {
		return nil
	}
	var fields map[string]string
	for _, w := range words {
		if w.Key != "" {
			if fields == nil {
				fields = map[string]string{}
			}
			fields[w.Key] = w.Value
		}
	}
	return fields
}

// strangeLines are lines that programs have stumbled over.
var strangeLines = []string{
	"", " ", "/", "=", "==", "zaak=", "=ja", `"`, `""`, `casus ""`, `casus toon ""`, `casus toon zaak=""`, "casus wat=toon", "wat=toon",
	"casus toon zaak=ZO-2026-0142 leeg=ja", "casus toon leeg=ja", "casus wijzig leeg=ja zaak=ZO-2026-0142", "hulp", "hulp hulp", "casus hulp hulp",
	"casus toon @", "casus duo @ zaak=1", "agenda @@bram", "agenda @Bram", "agenda @BRAM", "regiebot waarom zaak=ZO-2026-0142 VPR-6",
	"evaluatie plan ZO-2026-0142 week 53", "evaluatie plan ZO-2026-0142 31-12-2100", "evaluatie plan ZO-2026-0142 01-01-1990",
	"evaluatie plan zaak=ZO-2026-0142 datum=99999999999999999999-1-1", "melding crisis ZO-2026-0142 29-03-2026 02:30", "melding crisis ZO-2026-0142 nu",
	"mdo plan ZO-2026-0142 over 99999 jaar", "mdo plan ZO-2026-0142 over 0 dagen", "casus nieuw zaak=a start=vandaag", "casus nieuw ß1 vandaag",
	"casus nieuw zaak=İ1 start=vandaag", "casus nieuw zaak=١٢٣ start=vandaag", "vpr startbijeenkomst zaak=ZO-2026-0142 aanwezig=,,, datum=vandaag",
	"vpr startbijeenkomst zaak=ZO-2026-0142 aanwezig=ouders,ouders,niemand datum=vandaag", "regiebot ritme wat=training eerste=29-02-2028",
	"regiebot afwezig van=01-01-1990 tot=31-12-2100", "regiebot hulp casus toon extra woorden", "regiebot hulp \u00a0", "CASUS TOON ZO-2026-0142",
	"mpcheck jeugd zaak=ZO-2026-0142 zaak=ZO-2026-0142", "mpcheck jeugd ?", "mpcheck jeugd crisis=", "\xff\xfe", "casus\ntoon\tZO-2026-0142",
	"casus wijzig zaak=ZO-2026-0142 aanduiding=**vet** ", "casus wijzig zaak=ZO-2026-0142 aanduiding='\"'", "🙂", "casus toon 🙂1",
}
