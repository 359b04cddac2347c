package exchange

import (
	"bytes"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/procesregie"
)

// sampleKnown is the team of the samples, with nothing stored but the given cases.
func sampleKnown(t testing.TB, stored ...procesregie.Casus) Known {
	t.Helper()
	data, err := os.ReadFile("testdata/team.yaml")
	if err != nil {
		t.Fatal(err)
	}
	team, err := ReadTeam(data)
	if err != nil {
		t.Fatal(err)
	}
	practice := procesregie.Praktijk{Team: team.Team, Leden: map[string]procesregie.Lid{}, Zone: time.UTC}
	practice.Profiel.Niveaus = []procesregie.Niveau{procesregie.Licht, procesregie.Basis, procesregie.Intensief, procesregie.VPR}
	for _, lid := range team.Leden {
		practice.Leden[lid.Gebruiker] = lid
	}
	return Known{Praktijk: practice, Casus: lookup(stored)}
}

func lookup(stored []procesregie.Casus) func(string) (procesregie.Casus, bool, error) {
	byKey := map[string]procesregie.Casus{}
	for _, c := range stored {
		byKey[procesregie.ZaakKey(c.Zaaknummer)] = c
	}
	return func(zaak string) (procesregie.Casus, bool, error) {
		c, found := byKey[procesregie.ZaakKey(zaak)]
		return c, found, nil
	}
}

func read(t testing.TB, known Known, m *Map, files ...string) (Report, []procesregie.Casus) {
	t.Helper()
	report, casussen, err := ReadCasussen(files, m, known)
	if err != nil {
		t.Fatal(err)
	}
	return report, collect(casussen)
}

func collect(casussen iter.Seq[procesregie.Casus]) []procesregie.Casus {
	return slices.Collect(casussen)
}

// counts writes the counts of a file: read, new, changed, unchanged, refused.
func counts(f FileReport) string {
	return fmt.Sprint(f.Read, f.New, f.Changed, f.Unchanged, f.Refused)
}

func refusals(f FileReport) []string {
	var lines []string
	for _, p := range f.Problems {
		if p.Refused {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %d %s", p.Sheet, p.Row, p.Code)))
		}
	}
	return lines
}

func warnings(f FileReport) []string {
	var lines []string
	for _, p := range f.Problems {
		if !p.Refused {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %d %s %s", p.Sheet, p.Row, p.Column, p.Code)))
		}
	}
	return lines
}

func TestSampleCaseload(t *testing.T) {
	report, casussen := read(t, sampleKnown(t), nil, "testdata/caseload.xlsx")
	f := report.Files[0]
	if f.Problem != nil {
		t.Fatal(f.Problem)
	}
	if got := counts(f); got != "66 51 0 1 14" {
		t.Errorf("counts are %s", got)
	}
	want := []string{
		"Chantal 6 vpr", "Daniël 10 date", "Esra 6 date", "Esra 8 vpr", "Esra 9 order", "Gijs 3 date", "Gijs 4 date", "Gijs 5 date",
		"Gijs 6 level", "Gijs 7 missing", "Gijs 10 duplicate", "Nieuw 9 duplicate", "Nieuw 11 missing", "Nieuw 12 member",
	}
	if diff := cmp.Diff(want, refusals(f)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Legenda", "Totaal", "oud 2024"}, f.SkippedSheets); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Aanbieder(s)", "Bijzonderheden", "Opm.", "BSN", "Gezin", "Opmerkingen", "Bijz.", "Aanbieder", "Bron"}, f.SkippedColumns); diff != "" {
		t.Error(diff)
	}
	wantWarnings := []string{
		"Anouk 6 start_niveau filled", "Bram 3 start_niveau filled",
		"Chantal 3 BSN bsn", "Chantal 4 BSN bsn", "Chantal 4 Niveau sinds filled", "Chantal 5 BSN bsn", "Chantal 6 BSN bsn", "Chantal 7 BSN bsn",
		"Chantal 8 BSN bsn", "Chantal 9 BSN bsn", "Daniël 4 start_niveau filled", "Esra 5 start_niveau filled",
		"Fleur 3 Zaaknr struck", "Fleur 3 start_niveau filled", "Gijs 2 start_niveau filled", "Gijs 9 Bijzonderheden bsn", "Nieuw 4 start_niveau filled",
	}
	if diff := cmp.Diff(wantWarnings, warnings(f)); diff != "" {
		t.Error(diff)
	}
	if len(casussen) != 51 {
		t.Errorf("%d cases to be saved", len(casussen))
	}
	if got, want := report.Sentence(), "14 of 66 rows were refused"; !strings.HasPrefix(got, want) {
		t.Errorf("sentence is %q", got)
	}
	var out bytes.Buffer
	if err := report.WriteText(&out); err != nil {
		t.Fatal(err)
	}
	t.Log(out.String())
	out.Reset()
	if err := report.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	t.Log(out.String())

	again, changed := read(t, sampleKnown(t, casussen...), nil, "testdata/caseload.xlsx")
	if got := counts(again.Files[0]); got != "66 0 0 52 14" || len(changed) > 0 {
		t.Errorf("the second time counts are %s and %d cases change", got, len(changed))
	}
}

func TestSampleCasussen(t *testing.T) {
	report, casussen := read(t, sampleKnown(t), nil, "testdata/casussen.csv")
	if got := counts(report.Files[0]); got != "44 44 0 0 0" || len(report.Files[0].Problems) > 0 {
		t.Errorf("counts are %s, problems %v", got, report.Files[0].Problems)
	}
	var out bytes.Buffer
	if err := WriteCasussenCSV(&out, casussen); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/casussen.csv")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Error(diff)
	}
	if report.Sentence() != "" {
		t.Error(report.Sentence())
	}
}

func TestSampleOtherTeam(t *testing.T) {
	const list = "testdata/lijst-ander-team.csv"
	m, err := LoadMap("testdata/lijst-ander-team.kolommen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	report, _ := read(t, sampleKnown(t), m, list)
	f := report.Files[0]
	if got := counts(f); got != "6 4 0 0 2" {
		t.Errorf("counts are %s", got)
	}
	if diff := cmp.Diff([]string{"7 level", "8 date"}, refusals(f)); diff != "" {
		t.Error(diff)
	}
	report, _ = read(t, sampleKnown(t), nil, list)
	if p := report.Files[0].Problem; p == nil || p.Code != "header" {
		t.Errorf("without a map the problem is %v", p)
	}
}
