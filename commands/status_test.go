package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

const jeugdteam = "Jeugdteam Voorbeeldstad"

// TestStatusSaysWhatIsWrong: each thing that is not in order is said, to who may know of
// it, and then nobody hears that everything was delivered.
func TestStatusSaysWhatIsWrong(t *testing.T) {
	at := time.Date(2026, time.November, 13, 8, 0, 0, 0, time.UTC)
	to := func(aan, why string, keys ...string) commands.Wachtend {
		return commands.Wachtend{Post: store.Post{Aan: aan, CreatedAt: at, Attempts: 2, NotBefore: at.Add(time.Hour), Keys: keys}, Waarom: why}
	}
	const nobody = "" // hears of it
	for name, tc := range map[string]struct {
		stand  commands.Stand
		text   string
		hear   string // who hears of it
		others string // who does not
	}{
		"the platform is busy":         {commands.Stand{BezetTot: at.Add(time.Hour)}, "Het chatplatform vraagt om te wachten tot vr 13 november 2026 om 10.00 uur.", "joris bram", nobody},
		"a new profile":                {commands.Stand{Herplannen: store.Replanning{Done: 1200, Total: 1005000, Running: true}}, "1.200 van 1.005.000 casussen zijn opnieuw gepland.", "joris bram", nobody},
		"messages to change":           {commands.Stand{Correcties: 2}, "2 berichten worden nog aangepast", "joris lars", "bram"},
		"one message to change":        {commands.Stand{Correcties: 1}, "1 bericht wordt nog aangepast", "karin", "anouk"},
		"given up":                     {commands.Stand{NietBezorgd: []commands.Wachtend{to("esra", "")}}, "**Niet bezorgd** in de laatste week", "joris esra", "bram"},
		"given up in another team":     {commands.Stand{NietBezorgd: []commands.Wachtend{to("zoe", "")}}, "Niet bezorgd", nobody, "joris esra lars"},
		"waits for another team":       {commands.Stand{Wachtend: []commands.Wachtend{to("zoe", "ready")}}, "nog te bezorgen", nobody, "joris lars karin bram"},
		"waits":                        {commands.Stand{Wachtend: []commands.Wachtend{to("esra", "retry")}}, "(2 pogingen). Volgende poging: vr 13 november 2026 om 10.00 uur", "joris lars karin esra", "bram marit"},
		"waits for the channel":        {commands.Stand{Wachtend: []commands.Wachtend{to(procesregie.Kanaal(jeugdteam), "ready")}}, "voor het kanaal van het team", "joris", "bram"},
		"waits for another's channel":  {commands.Stand{Wachtend: []commands.Wachtend{to(procesregie.Kanaal("West"), "ready")}}, "kanaal", nobody, "joris lars"},
		"the rounds stand still":       {commands.Stand{Stil: true, Laatst: at.Add(-time.Hour)}, "De herinneringen zijn niet meer nagelopen sinds vr 13 november 2026 om 08.00 uur. Meld het nu de beheerder.", "joris bram", nobody},
		"nobody delivers":              {commands.Stand{Stil: true, Laatst: at}, "**Er gaan nu geen berichten uit**: er is geen dienst die bezorgt. Meld het nu de beheerder.", "joris bram", nobody},
		"waits for who delivers":       {commands.Stand{Stil: true, Laatst: at, Wachtend: []commands.Wachtend{to("bram", "stopped")}}, "voor jou, sinds vr 13 november 2026 om 09.00 uur: er is geen dienst die bezorgt", "bram", "esra"},
		"there was never a round":      {commands.Stand{Stil: true}, "De herinneringen zijn nog niet nagelopen.", "joris bram", nobody},
		"the clock":                    {commands.Stand{Klok: true, Stil: true}, "**De klok klopt niet**", "joris bram", nobody},
		"a reason that nobody knows":   {commands.Stand{Wachtend: []commands.Wachtend{to("bram", "iets nieuws")}}, "voor jou, sinds vr 13 november 2026 om 09.00 uur: het wacht", "bram", "esra"},
		"nothing":                      {commands.Stand{Laatst: at}, "**Alles is bezorgd**: er wacht geen bericht voor jullie team.", "joris lars karin", "bram marit"},
		"nothing for you":              {commands.Stand{Laatst: at}, "**Alles voor jou is bezorgd**: er wacht geen bericht.", "bram marit", "joris"},
		"nothing of a colleague":       {commands.Stand{Laatst: at, Wachtend: []commands.Wachtend{to("esra", "retry")}}, "**Alles is bezorgd**", nobody, "bram joris"},
		"it was not known and is sent": {commands.Stand{Wachtend: []commands.Wachtend{to("bram", "unsure")}}, "het is niet zeker of het al is aangekomen; dat wordt eerst nagekeken (2 pogingen)", "bram joris", "esra"},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := nieuwGesprek(t, ":memory:")
			if err != nil {
				t.Fatal(err)
			}
			g.app.Delivering(func(context.Context, *store.Tx, time.Time) (commands.Stand, error) { return tc.stand, nil })
			for who := range strings.FieldsSeq(tc.hear) {
				text := g.status(t, who)
				if !strings.Contains(text, tc.text) || !strings.HasPrefix(name, "nothing") && strings.Contains(text, "**Alles ") {
					t.Errorf("%s hears\n%s", who, text)
				}
			}
			for who := range strings.FieldsSeq(tc.others) {
				if text := g.status(t, who); strings.Contains(text, tc.text) {
					t.Errorf("%s hears\n%s", who, text)
				}
			}
		})
	}
}

// TestStatusOfALongQueue: what waits fits in a message on every platform.
func TestStatusOfALongQueue(t *testing.T) {
	g, err := nieuwGesprek(t, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	post := store.Post{Aan: "esra", CreatedAt: g.now, NotBefore: g.now.Add(time.Hour), Attempts: 12}
	g.app.Delivering(func(context.Context, *store.Tx, time.Time) (s commands.Stand, err error) {
		for range 5000 {
			s.Wachtend = append(s.Wachtend, commands.Wachtend{Post: post, Waarom: "retry"})
		}
		return s, nil
	})
	if text := g.status(t, "joris"); !strings.Contains(text, "**5000 berichten zijn nog te bezorgen**") || !strings.Contains(text, "Je ziet de eerste 40 van 5000.") {
		t.Error(text)
	}
}

// TestBezorgdOfManyMessages: of a casus about which much was sent the last messages fit.
func TestBezorgdOfManyMessages(t *testing.T) {
	g, err := nieuwGesprek(t, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range begin() {
		g.mustTake(t, l)
	}
	err = g.store.Update(t.Context(), func(tx *store.Tx) error {
		for n := range 300 {
			err := tx.Enqueue(t.Context(), store.Post{
				Key: fmt.Sprintf("vol/%d", n), Aan: "anouk", Message: []byte("{}"), Zaken: []string{zaakAnouk}, CreatedAt: g.now.Add(time.Duration(n) * time.Second),
				Keys: []string{
					zaakAnouk + "/startbijeenkomst/2026-11-13/1-week/anouk", zaakAnouk + "/mdo/2026-11-13/1-week/anouk", "ritme/" + jeugdteam + "/casuistiekbespreking/2026-11-17/#team",
					"ZO-2026-0999/crisis/20261113T080000Z/begin/anouk", zaakAnouk + "/mdo/2026-11-13/te-laat/anouk",
				},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	m := g.mustTake(t, "regiebot bezorgd zaak="+zaakAnouk)
	text := show(m)
	if !strings.Contains(text, "Je ziet de laatste 25 van 30") || strings.Contains(text, "Crisis") || strings.Count(text, "\n* ") != 25 {
		t.Error(text)
	}
	want := "voor jou: herinnering Startbijeenkomst houden (1 week vooraf, laatste dag 13-11-2026), " +
		"herinnering Eerste MDO houden (1 week vooraf, laatste dag 13-11-2026), herinnering Casuïstiekbespreking van 17-11-2026, en nog 1. Nog niet bezorgd"
	if !strings.Contains(text, want) {
		t.Error(text)
	}
}

// TestStatusOfWhatGoesInTheNextRound: what is due goes out within the minute, and then all is
// well. When nothing goes out it is not.
func TestStatusOfWhatGoesInTheNextRound(t *testing.T) {
	for name, tc := range map[string]struct {
		stand       commands.Stand
		at          string
		text, never string
	}{
		"in the next round": {commands.Stand{}, "2026-11-16T09:00:00+01:00", "**Alles is in orde**. 1 herinnering voor het team gaat zo uit.\n", "klaar"},
		"after something that waits": {
			commands.Stand{Wachtend: []commands.Wachtend{{Post: store.Post{Aan: "bram"}, Waarom: "ready"}}},
			"2026-11-16T09:00:00+01:00", "**1 bericht is nog te bezorgen**\n", "Alles",
		},
		"the rounds stand still": {commands.Stand{Stil: true}, "2026-11-16T09:00:00+01:00", "Er staan herinneringen klaar die nog niet zijn verstuurd. De oudste is van", "gaat zo uit"},
		"the platform is busy":   {commands.Stand{BezetTot: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)}, "2026-11-16T09:00:00+01:00", "Er staan herinneringen klaar die nog niet zijn verstuurd.", "gaat zo uit"},
		"in the evening":         {commands.Stand{}, "2026-11-13T20:00:00+01:00", "Er staan herinneringen klaar. Ze gaan uit op een ochtend waarop de ontvanger werkt.", "gaat zo uit"},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := nieuwGesprek(t, ":memory:")
			if err != nil {
				t.Fatal(err)
			}
			g.mustTake(t, "casus nieuw zaak=ZO-2026-0230 start=02-11-2026 niveau=intensief")
			g.mustTake(t, "vpr start zaak=ZO-2026-0230 ovv=10-11-2026 duo=@bram")
			if g.now, err = time.Parse(time.RFC3339, tc.at); err != nil {
				t.Fatal(err)
			}
			g.stands(tc.stand)
			if text := g.status(t, "joris"); !strings.Contains(text, tc.text) || strings.Contains(text, tc.never) {
				t.Error(text)
			}
		})
	}
}

func (g *gesprek) status(t *testing.T, who string) string {
	t.Helper()
	g.wie = who
	m, err := g.ask(bot.Request{Line: "regiebot status", From: g.person(who), In: g.in, At: g.now})
	if err != nil {
		t.Fatal(err)
	}
	return show(m)
}
