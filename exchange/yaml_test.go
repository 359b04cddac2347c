package exchange

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/procesregie"
)

func TestTeamOfTheSample(t *testing.T) {
	data, err := os.ReadFile("testdata/team.yaml")
	if err != nil {
		t.Fatal(err)
	}
	team, err := ReadTeam(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(team.Leden) != 13 || team.Profiel != "standaard" || team.Tijdzone != "Europe/Amsterdam" {
		t.Errorf("%d members, profile %q, zone %q", len(team.Leden), team.Profiel, team.Tijdzone)
	}
	wantTeam := procesregie.Team{
		Naam: "Jeugdteam Voorbeeldstad", Crisiscontact: "hanan",
		Sluitingsdagen: []procesregie.Date{{Year: 2026, Month: 5, Day: 15}, {Year: 2027, Month: 5, Day: 7}},
	}
	if diff := cmp.Diff(wantTeam, team.Team); diff != "" {
		t.Error(diff)
	}
	wantLid := procesregie.Lid{
		Naam: "Chantal", Gebruiker: "chantal", Team: "Jeugdteam Voorbeeldstad", Rol: procesregie.Consulent, Functie: "jeugd- en gezinswerker",
		Werkdagen: []time.Weekday{time.Monday, time.Tuesday, time.Thursday}, Uren: 24, Norm: 22, Vervanger: "esra",
		Afwezig: []procesregie.Periode{{Van: procesregie.Date{Year: 2026, Month: 12, Day: 28}, Tot: procesregie.Date{Year: 2027, Month: 1, Day: 1}}},
	}
	if diff := cmp.Diff(wantLid, team.Leden[2]); diff != "" {
		t.Error(diff)
	}
	if team.Leden[12].Rol != procesregie.FG {
		t.Errorf("the last has role %q", team.Leden[12].Rol)
	}
}

// problemLines writes problems as "line: text", shortened to what the test gives.
func problemLines(t *testing.T, err error) []string {
	t.Helper()
	var problems Problems
	if !errors.As(err, &problems) {
		t.Fatalf("not a list of problems: %v", err)
	}
	var lines []string
	for _, p := range problems {
		lines = append(lines, fmt.Sprintf("%d: %s", p.Line, p.Text))
	}
	return lines
}

// teamWithProblems has one of everything that can be wrong.
const teamWithProblems = `team: ""
tijdzone: Europe/Voorbeeldstad
crisiscontact: niemand
leden:
  - gebruikersnaam: Anouk
    naam: Anouk
    rol: consulent
  - gebruikersnaam: bram
    naam: "999900432"
    rol: chef
    werkdagen: [ma, maa, MA]
    uren: 400
    caseload_norm: -1
    vervanger: bram
    afwezig:
      - van: 2026-12-28
        tot: 2026-12-01
      - van: 2026-12-28
  - gebruikersnaam: bram
    rol: consulent
    functie: "a\u202Eb"
  - naam: Iemand
    rol: manager
    vervanger: wie
`

func TestTeamTellsEveryProblemAtOnce(t *testing.T) {
	_, err := ReadTeam([]byte(teamWithProblems))
	want := []string{
		"1: team is missing",
		"2: tijdzone is not a known time zone: write it like Europe/Amsterdam",
		"3: crisiscontact “niemand” is not the gebruikersnaam of a member",
		"5: gebruikersnaam “Anouk” may hold a–z, 0–9, dot, dash and underscore only, at most 64",
		"9: naam may hold a BSN: a number of a person never belongs here",
		"10: rol “chef” is not known: choose one of consulent, gedragswetenschapper, manager, kwaliteitsmedewerker, beheerder, functionaris gegevensbescherming",
		"11: werkdagen: “maa” is not one of ma, di, wo, do, vr, za, zo",
		"11: werkdagen: “MA” stands here twice",
		"12: uren must be from 0 to 80 a week",
		"13: caseload_norm must be from 0 to 1000 points",
		"14: vervanger is the member itself",
		"17: afwezig ends (2026-12-01) before it begins (2026-12-28)",
		"18: afwezig needs van and tot",
		"19: gebruikersnaam “bram” stands here twice: also on line 8",
		"19: naam is missing",
		"22: a member needs a gebruikersnaam",
		"24: vervanger “wie” is not the gebruikersnaam of a member",
	}
	lines := problemLines(t, err)
	// invisible characters are a problem of shape, and told before the rest
	if len(lines) != 1 || lines[0] != "21: leden[3].functie must be plain text: it holds invisible characters" {
		t.Errorf("%q", lines)
	}
	_, err = ReadTeam([]byte(strings.Replace(teamWithProblems, `"a\u202Eb"`, "x", 1)))
	if diff := cmp.Diff(want, problemLines(t, err)); diff != "" {
		t.Error(diff)
	}
}

func TestYAMLShape(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "0: the file is empty"},
		{"only a comment", "# niets\n", "0: the file is empty"},
		{"not YAML", "team: [a\n", "1: this is not YAML: did not find expected ',' or ']'"},
		{"a list", "- a\n", "1: the file must hold keys with values"},
		{"unknown key", "team: a\nteamnaam: b\n", "2: unknown key “teamnaam”: known here are team, profiel, tijdzone, sluitingsdagen, crisiscontact, kanalen, leden"},
		{"key twice", "team: a\nteam: b\n", "2: team stands here twice"},
		{"number expected", "leden:\n  - uren: veel\n", "2: leden[1].uren must be a whole number"},
		{"day that does not exist", "sluitingsdagen: [2026-02-30]\n", "1: sluitingsdagen[1] must be a date like 2026-11-27 that exists"},
		{"date in another form", "sluitingsdagen: [1-5-2026]\n", "1: sluitingsdagen[1] must be a date like 2026-11-27 that exists"},
		{"list expected", "leden: anouk\n", "1: leden must be a list"},
		{"one value expected", "team: [a]\n", "1: team must be one value"},
		{"empty item", "leden:\n  -\n", "2: leden has an empty item"},
		{"second document", "team: a\n---\nteam: b\n", "0: the file holds more than one document (---)"},
		{"anchor", "team: &x a\nprofiel: *x\n", "1: anchors (& and *) are not taken: write it out"},
		{"merge", "leden:\n  - <<: {rol: consulent}\n", "2: a key must be a word"},
		{"too large", "# " + strings.Repeat("x", maxYAML), "0: the file has more than 1 MB"},
	} {
		_, err := ReadTeam([]byte(c.text))
		if lines := problemLines(t, err); lines[0] != c.want {
			t.Errorf("%s: %q, want %q", c.name, lines[0], c.want)
		}
	}
}

func TestProfielenOfTheProgram(t *testing.T) {
	for _, name := range procesregie.Profielen() {
		text, ok := procesregie.ProfielBestand(name)
		if !ok {
			t.Fatalf("there is no profile %s", name)
		}
		p, err := ReadProfiel(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if p.Naam != name || len(p.Niveaus) == 0 {
			t.Errorf("%s: name %q, levels %v", name, p.Naam, p.Niveaus)
		}
	}
}

// A profile of before there were retention settings holds the standard; nothing is kept
// not at all by a 0.
func TestProfielWithoutRetention(t *testing.T) {
	source, _ := procesregie.ProfielBestand("standaard")
	text := string(source)
	from, until := strings.Index(text, "\nbewaren:"), strings.Index(text, "\n# Mag de bot een taalmodel")
	p, err := ReadProfiel([]byte(text[:from] + text[until:]))
	if err != nil || p.Bewaren != procesregie.StandaardBewaren() {
		t.Errorf("%+v, %v", p.Bewaren, err)
	}
	p, err = ReadProfiel([]byte(text[:from] + "\nbewaren: {formulieren_dagen: 3}" + text[until:]))
	if err != nil || p.Bewaren.Formulieren != 3 || p.Bewaren.Logboek != 60 {
		t.Errorf("%+v, %v", p.Bewaren, err)
	}
	if _, err = ReadProfiel([]byte(strings.Replace(text, "formulieren_dagen: 7", "formulieren_dagen: 0", 1))); err == nil {
		t.Error("0 days was accepted")
	}
}

// A profile of before there were settings of calm has the usual, and a wrong one is told
// with its line.
func TestProfielCalm(t *testing.T) {
	source, _ := procesregie.ProfielBestand("standaard")
	text, calm := string(source), regexp.MustCompile(`(?m)^  (los_binnen_uren|maximum_per_dag): .*\n`)
	without := regexp.MustCompile(`(?m)^  - tijd.(los_binnen_uren|maximum_per_dag)\n`).ReplaceAllString(calm.ReplaceAllString(text, ""), "")
	p, err := ReadProfiel([]byte(without))
	if err != nil || p.Tijd.LosBinnen() != 48*time.Hour || p.Tijd.Maximum() != 3 || strings.Contains(without, "maximum_per_dag") {
		t.Errorf("%+v, %v", p.Tijd, err)
	}
	line := strings.Count(text[:strings.Index(text, "  los_binnen_uren: 48")], "\n") + 1
	for _, c := range []struct{ old, wrong, want string }{
		{"los_binnen_uren: 48", "los_binnen_uren: 400", fmt.Sprintf("%d: tijd.los_binnen_uren: must be 1 to 336, not 400", line)},
		{"los_binnen_uren: 48", "los_binnen_uren: twee dagen", fmt.Sprintf("%d: tijd.los_binnen_uren must be a whole number", line)},
		{"maximum_per_dag: 3", "maximum_per_dag: -3", fmt.Sprintf("%d: tijd.maximum_per_dag: must be 1 to 50, not -3", line+1)},
	} {
		_, err := ReadProfiel([]byte(strings.Replace(text, c.old, c.wrong, 1)))
		if lines := problemLines(t, err); len(lines) != 1 || lines[0] != c.want {
			t.Errorf("%q, want %q", lines, c.want)
		}
	}
}

func TestProfielTellsEveryProblemAtOnce(t *testing.T) {
	text, _ := procesregie.ProfielBestand("standaard")
	broken := strings.Replace(string(text), "mdo_dagen: 42", "mdo_dagen: 1", 1)
	broken = strings.Replace(broken, "herinner_om: \"09:00\"", "herinner_om: \"9 uur\"", 1)
	if broken == string(text) {
		t.Fatal("the profile has other words than this test expects")
	}
	_, err := ReadProfiel([]byte(broken))
	lines := problemLines(t, err)
	for _, key := range []string{"vpr.mdo_dagen", "tijd.herinner_om"} {
		word := key[strings.IndexByte(key, '.')+1:] + ":"
		line := 1 + strings.Count(broken[:strings.Index(broken, "\n  "+word)+1], "\n")
		want := fmt.Sprintf("%d: %s: ", line, key)
		if !slices.ContainsFunc(lines, func(text string) bool { return strings.HasPrefix(text, want) }) {
			t.Errorf("%s: want line %d, got %q", key, line, lines)
		}
	}
	_, err = ReadProfiel([]byte(strings.Replace(string(text), "telt_door: uit", "telt_door: misschien", 1)))
	if lines := problemLines(t, err); !strings.HasSuffix(lines[0], "maximum.telt_door must be aan or uit") {
		t.Errorf("%q", lines)
	}
	_, err = ReadProfiel([]byte(strings.Replace(broken, "\nmaximum:", "\nonbekend: 1\nmaximum:", 1)))
	for _, word := range []string{"onbekend", "vpr.mdo_dagen", "tijd.herinner_om"} {
		if lines := problemLines(t, err); !slices.ContainsFunc(lines, func(line string) bool { return strings.Contains(line, word) }) {
			t.Errorf("nothing about %s: %q", word, lines)
		}
	}
}

func TestProfielNamesTheLineOfAnItem(t *testing.T) {
	f := &yamlFile{lines: map[string]int{"mp_jeugd": 3, "mp_jeugd[2]": 8, "mp_jeugd[2].naam": 9}, named: map[string]string{"mp_jeugd.kind": "mp_jeugd[2]"}}
	for key, want := range map[string]int{
		"mp_jeugd": 3, "mp_jeugd.kind": 8, "mp_jeugd.kind.naam": 9, "mp_jeugd.kind.vraag": 8, "mp_jeugd.ouder": 3, "mp_jeugd[7].sleutel": 3, "mp_jeugd[2].kenmerken[1]": 8, "vpr.x": 0,
	} {
		if got := f.lineOf(key); got != want {
			t.Errorf("%s is on line %d, want %d", key, got, want)
		}
	}
}

func FuzzReadTeam(f *testing.F) {
	data, _ := os.ReadFile("testdata/team.yaml")
	f.Add(data)
	f.Add([]byte(teamWithProblems))
	f.Add([]byte("team: &a [*a]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		team, err := ReadTeam(data)
		if err == nil && (team.Team.Naam == "" || len(team.Leden) == 0) {
			t.Errorf("%+v was taken", team)
		}
		if err != nil && (err.Error() == "" || strings.ContainsAny(err.Error(), "\x00\x1b\u202e")) {
			t.Errorf("%q", err)
		}
		_, _ = ReadProfiel(data)
		_, _ = ReadMap(data)
	})
}

func TestIDsOfATeam(t *testing.T) {
	const file = `team: Noord
kanalen: {slack: C012ABC, mattermost: 8sazq1hthbgwjcd1mjhs1ibq1o}
leden:
  - {gebruikersnaam: anouk, naam: Anouk, rol: consulent, ids: {slack: U012ABC}}
  - {gebruikersnaam: bram, naam: Bram, rol: consulent}
`
	team, err := ReadTeam([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"slack": "C012ABC", "mattermost": "8sazq1hthbgwjcd1mjhs1ibq1o"}, team.Team.Kanalen); diff != "" {
		t.Error(diff)
	}
	if team.Leden[0].IDs["slack"] != "U012ABC" || team.Leden[1].IDs != nil {
		t.Errorf("%v, %v", team.Leden[0].IDs, team.Leden[1].IDs)
	}
	_, err = ReadTeam([]byte(strings.NewReplacer("C012ABC", "'#team-noord'", "U012ABC", "'@anouk'").Replace(file)))
	if got := problemLines(t, err); len(got) != 2 || !strings.HasPrefix(got[0], "2: slack: ") || !strings.HasPrefix(got[1], "4: slack: ") {
		t.Errorf("%q", got)
	}
}
