package procesregie_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // the tests do not depend on the zones of the machine

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/exchange"
	p "github.com/regiebot/regiebot/procesregie"
)

// amsterdam is the zone of every test of terms and reminders.
var amsterdam = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return zone
})

// profielBytes is a profile that comes with the program, as its file holds it.
var profielBytes = sync.OnceValue(func() map[string][]byte {
	sources := map[string][]byte{}
	for _, name := range p.Profielen() {
		source, ok := p.ProfielBestand(name)
		if !ok {
			panic("no profile " + name)
		}
		sources[name] = source
	}
	return sources
})

// profiel reads a profile that comes with the program; each call gives one of its own.
func profiel(t testing.TB, name string) p.Profiel {
	t.Helper()
	read, err := exchange.ReadProfiel(profielBytes()[name])
	if err != nil {
		t.Fatalf("profile %s: %v", name, err)
	}
	return read
}

// voorbeeld is the example team under the profile standaard: anouk works ma, di, wo
// and do and is away from 28 December to 8 January; bram works every day.
func voorbeeld(t testing.TB) p.Praktijk {
	t.Helper()
	data, err := os.ReadFile("../cmd/regiebot/voorbeeld/team.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file, err := exchange.ReadTeam(data)
	if err != nil {
		t.Fatal(err)
	}
	return praktijkVan(profiel(t, file.Profiel), file.Team, file.Leden...)
}

// altijdTeam is a team in which everybody works from Monday to Friday and nobody is away:
// vera and wim are consulent, mo is the manager, cas the crisis contact.
func altijdTeam(t testing.TB) p.Praktijk {
	t.Helper()
	return praktijkVan(profiel(t, "standaard"), p.Team{Naam: "Oost", Crisiscontact: "cas"},
		p.Lid{Naam: "Vera", Gebruiker: "vera", Team: "Oost", Rol: p.Consulent},
		p.Lid{Naam: "Wim", Gebruiker: "wim", Team: "Oost", Rol: p.Consulent},
		p.Lid{Naam: "Cas", Gebruiker: "cas", Team: "Oost", Rol: p.Consulent},
		p.Lid{Naam: "Mo", Gebruiker: "mo", Team: "Oost", Rol: p.Manager},
		p.Lid{Naam: "Gea", Gebruiker: "gea", Team: "Oost", Rol: p.Gedragswetenschapper},
		p.Lid{Naam: "Kim", Gebruiker: "kim", Team: "Oost", Rol: p.Kwaliteitsmedewerker},
		p.Lid{Naam: "Bo", Gebruiker: "bo", Team: "Oost", Rol: p.Beheerder},
		p.Lid{Naam: "Fay", Gebruiker: "fay", Team: "Oost", Rol: p.FG})
}

func praktijkVan(profiel p.Profiel, team p.Team, leden ...p.Lid) p.Praktijk {
	praktijk := p.Praktijk{Profiel: profiel, Team: team, Leden: map[string]p.Lid{}, Zone: amsterdam()}
	for _, lid := range leden {
		praktijk.Leden[lid.Gebruiker] = lid
	}
	return praktijk
}

// metLid is a practice in which one member was changed.
func metLid(praktijk p.Praktijk, gebruiker string, change func(*p.Lid)) p.Praktijk {
	praktijk.Leden = maps.Clone(praktijk.Leden)
	lid := praktijk.Leden[gebruiker]
	lid.Afwezig = slices.Clone(lid.Afwezig)
	change(&lid)
	praktijk.Leden[gebruiker] = lid
	return praktijk
}

// weg makes a member absent from one day to another, both included.
func weg(van, tot string) func(*p.Lid) {
	return func(l *p.Lid) { l.Afwezig = append(l.Afwezig, p.Periode{Van: dag(van), Tot: dag(tot)}) }
}

// zaakPR is an open case of vera at a level since its start.
func zaakPR(niveau p.Niveau, start string) p.Casus {
	return p.Casus{
		Zaaknummer: "ZO-1", Team: "Oost", Regisseur: "vera", StartRegie: dag(start),
		Niveaus: []p.NiveauWissel{{Niveau: niveau, Sinds: dag(start)}},
	}
}

// zaakVPR is an open VPR of vera with wim as duo-partner, of which the letter was sent
// and the startbijeenkomst was held. The kernbesluit was two weeks before.
func zaakVPR(startbijeenkomst string) p.Casus {
	start := dag(startbijeenkomst)
	c := zaakPR(p.Basis, start.AddDays(-60).String())
	c.Duo = "wim"
	c.Niveaus = append(c.Niveaus, p.NiveauWissel{Niveau: p.VPR, Sinds: start.AddDays(-14)})
	c.VPR = p.VPRStappen{Kernbesluit: start.AddDays(-14), Brief: start.AddDays(-13), Startbijeenkomst: start}
	return c
}

// doorAnouk gives a case to the example team: anouk, with bram as duo-partner.
func doorAnouk(c p.Casus) p.Casus {
	c.Team, c.Regisseur = "Jeugdteam Voorbeeldstad", "anouk"
	if c.Duo != "" {
		c.Duo = "bram"
	}
	return c
}

func dag(iso string) p.Date {
	d, err := p.ParseDate(iso)
	if err != nil {
		panic(err)
	}
	return d
}

// om is an instant written as wall-clock time in Amsterdam: "2026-11-13 14:30".
func om(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", text, amsterdam())
	if err != nil {
		panic(err)
	}
	return at
}

// regel writes a reminder on one line: "2026-12-28 09:00 mdo te-laat anouk>bram".
func regel(r p.Reminder) string {
	to := r.Voor
	if r.Aan != r.Voor {
		to += ">" + r.Aan
	}
	return fmt.Sprintf("%s %s %s %s", r.At.In(amsterdam()).Format("2006-01-02 15:04"), r.Termijn, r.Stap, to)
}

func regels(list []p.Reminder) []string {
	lines := []string{}
	for _, r := range list {
		lines = append(lines, regel(r))
	}
	return lines
}

// van leaves the reminders about one kind of term.
func van(soort p.TermijnSoort, list []p.Reminder) []p.Reminder {
	return slices.DeleteFunc(slices.Clone(list), func(r p.Reminder) bool { return r.Termijn != soort })
}

// lines splits a block of text into its lines, without indentation and empty ones.
func lines(block string) []string {
	list := []string{}
	for line := range strings.Lines(block) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

func gelijk[T any](t testing.TB, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// loop delivers what is due, day after day, up to and including a day: it takes the
// earliest reminders, marks everything that is due then as sent, and plans again. It
// returns what went out.
func loop(c p.Casus, praktijk p.Praktijk, sent []p.Sent, until p.Date) (out []p.Reminder, after []p.Sent) {
	now := time.Time{}
	for {
		plan := p.Plan(c, praktijk, sent)
		if len(plan) == 0 || p.DateOf(plan[0].At.In(amsterdam())).After(until) {
			return out, sent
		}
		if plan[0].At.After(now) {
			now = plan[0].At
		}
		for _, r := range plan {
			if !r.At.After(now) {
				out, sent = append(out, r), append(sent, p.Sent{Key: r.Key, At: now})
			}
		}
	}
}

// termijn returns the one term of a kind that a case has.
func termijn(t testing.TB, c p.Casus, praktijk p.Praktijk, soort p.TermijnSoort) p.Termijn {
	t.Helper()
	list := termijnen(c, praktijk, soort)
	if len(list) != 1 {
		t.Fatalf("%d terms of kind %s", len(list), soort)
	}
	return list[0]
}

func termijnen(c p.Casus, praktijk p.Praktijk, soort p.TermijnSoort) []p.Termijn {
	return slices.DeleteFunc(p.Termijnen(c, praktijk), func(t p.Termijn) bool { return t.Soort != soort })
}

// uiterlijk lists the last days of the terms of a kind.
func uiterlijk(c p.Casus, praktijk p.Praktijk, soort p.TermijnSoort) []string {
	days := []string{}
	for _, t := range termijnen(c, praktijk, soort) {
		days = append(days, t.Uiterlijk.String())
	}
	return days
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }
