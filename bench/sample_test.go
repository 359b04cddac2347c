package bench_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the figures do not depend on the zones of the machine

	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
)

// The example team that comes with the program, and its casussen.
const (
	sampleTeam     = "../cmd/regiebot/voorbeeld/team.yaml"
	sampleCasussen = "../cmd/regiebot/voorbeeld/casussen.csv"
)

// sample is the example team with its casussen: the realistic mix of every figure.
type sample struct {
	source   []byte // of the profile
	praktijk procesregie.Praktijk
	leden    []procesregie.Lid
	variants [][]procesregie.Casus // the same casussen, each two weeks later than before
}

// variants is how many different starting days the casussen have in a large database.
const variants = 26

func loadSample(tb testing.TB) *sample {
	tb.Helper()
	source, _ := procesregie.ProfielBestand(procesregie.DefaultProfiel)
	profiel, err := exchange.ReadProfiel(source)
	must(tb, err)
	text, err := os.ReadFile(sampleTeam)
	must(tb, err)
	team, err := exchange.ReadTeam(text)
	must(tb, err)
	zone, err := time.LoadLocation("Europe/Amsterdam")
	must(tb, err)
	s := &sample{source: source, leden: team.Leden, praktijk: procesregie.Praktijk{Profiel: profiel, Team: team.Team, Zone: zone, Leden: map[string]procesregie.Lid{}}}
	for _, l := range team.Leden {
		s.praktijk.Leden[l.Gebruiker] = l
	}
	casussen := s.read(tb)
	for v := range variants {
		s.variants = append(s.variants, shifted(tb, casussen, 14*v))
	}
	return s
}

// read reads the list of the example as an import does.
func (s *sample) read(tb testing.TB) []procesregie.Casus {
	tb.Helper()
	none := func(string) (procesregie.Casus, bool, error) { return procesregie.Casus{}, false, nil }
	report, found, err := exchange.ReadCasussen([]string{filepath.FromSlash(sampleCasussen)}, nil, exchange.Known{Praktijk: s.praktijk, Casus: none})
	if sentence := report.Sentence(); err == nil && sentence != "" {
		err = errors.New(sentence)
	}
	must(tb, err)
	return slices.Collect(found)
}

// plain are the casussen as they are in the list.
func (s *sample) plain() []procesregie.Casus { return s.variants[0] }

var isoDay = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)

// shifted moves every date of every casus by a number of days.
func shifted(tb testing.TB, list []procesregie.Casus, days int) []procesregie.Casus {
	tb.Helper()
	var moved []procesregie.Casus
	for _, c := range list {
		zaak := c.Zaaknummer
		text, err := json.Marshal(c)
		must(tb, err)
		var later procesregie.Casus
		must(tb, json.Unmarshal(isoDay.ReplaceAllFunc(text, func(day []byte) []byte {
			d, err := procesregie.ParseDate(string(day))
			must(tb, err)
			return []byte(d.AddDays(days).String())
		}), &later))
		later.Zaaknummer = zaak
		moved = append(moved, later)
	}
	return moved
}

// perTeam is how many casussen a team has in a large database: the list, five times.
const perTeam = 5 * 44

// teams is how many teams a number of casussen needs.
func teams(casussen int) int { return (casussen + perTeam - 1) / perTeam }

// user is a member of the example, in team number t.
func user(name string, t int) string {
	if t == 0 || name == "" {
		return name
	}
	return fmt.Sprintf("%s-%04d", name, t)
}

func teamName(t int) string { return fmt.Sprintf("Jeugdteam %04d", t) }

// team is team number t with its members.
func (s *sample) team(t int) (procesregie.Team, []procesregie.Lid) {
	team := s.praktijk.Team
	team.Naam, team.Crisiscontact = teamName(t), user(team.Crisiscontact, t)
	var leden []procesregie.Lid
	for _, l := range s.leden {
		l.Team, l.Gebruiker, l.Vervanger = team.Naam, user(l.Gebruiker, t), user(l.Vervanger, t)
		leden = append(leden, l)
	}
	return team, leden
}

// casus is casus number i of a large database.
func (s *sample) casus(i int) procesregie.Casus {
	t := i / perTeam
	list := s.variants[t%variants]
	c := list[i%len(list)]
	c.Zaaknummer, c.Team, c.Regisseur, c.Duo = zaak(i), teamName(t), user(c.Regisseur, t), user(c.Duo, t)
	c.Niveaus = slices.Clone(c.Niveaus)
	for n := range c.Niveaus {
		c.Niveaus[n].Door = user(c.Niveaus[n].Door, t)
	}
	return c
}

func zaak(i int) string { return fmt.Sprintf("ZO-%07d", i) }

// must ends the measurement when there is an error.
func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// oneLine makes a text fit on one line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
