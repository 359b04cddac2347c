package exchange

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/procesregie"
)

// line makes a CSV with one case: the smallest there is, with some fields changed.
func line(fields ...string) string {
	values := map[string]string{"zaaknummer": "ZO-2026-0001", "procesregisseur": "anouk", "niveau": "basis", "start_regie": "2026-01-05"}
	for _, f := range fields {
		name, value, _ := strings.Cut(f, "=")
		values[name] = value
	}
	var row []string
	for _, name := range strings.Split(canonicalHeader, ";") {
		row = append(row, csvCell2(values[name]))
	}
	return canonicalHeader + "\n" + strings.Join(row, ";") + "\n"
}

// csvCell2 quotes a value as it is, without a guard.
func csvCell2(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

func TestRowsAreRefused(t *testing.T) {
	vpr := "niveau=VPR;ovv_kernbesluit=2026-02-03"
	for _, c := range []struct{ rule, fields, want string }{
		{"missing zaaknummer", "zaaknummer=", "zaaknummer missing"},
		{"missing procesregisseur", "procesregisseur=-", "procesregisseur missing"},
		{"missing niveau", "niveau=?", "niveau missing"},
		{"missing start", "start_regie=n.v.t.", "start_regie missing"},
		{"zaaknummer without digit", "zaaknummer=ZO", "zaaknummer number"},
		{"zaaknummer with a space", "zaaknummer=ZO 2026 1", "zaaknummer number"},
		{"zaaknummer of 41", "zaaknummer=" + strings.Repeat("1", 41), "zaaknummer number"},
		{"zaaknummer that begins with a dash", "zaaknummer=_1", "zaaknummer number"},
		{"level", "niveau=midden", "niveau level"},
		{"level PR under standaard", "niveau=PR", "niveau level"},
		{"member", "procesregisseur=Marieke (inval)", "procesregisseur member"},
		{"member of another role", "procesregisseur=joris", "procesregisseur member"},
		{"duo of another role", "duo=Ilse", "duo member"},
		{"date", "start_regie=ja", "start_regie date"},
		{"VPR-1 no kernbesluit", "niveau=VPR", "ovv_kernbesluit vpr"},
		{"VPR-3 the duo is the procesregisseur", "duo=Anouk", "duo vpr"},
		{"startbijeenkomst before kernbesluit", vpr + ";startbijeenkomst=2026-02-02", "startbijeenkomst order"},
		{"MDO before startbijeenkomst", vpr + ";startbijeenkomst=2026-02-10;mdo_gehouden=2026-02-09", "mdo_gehouden order"},
		{"planned MDO before startbijeenkomst", vpr + ";startbijeenkomst=2026-02-10;mdo_gepland=2026-02-09", "mdo_gepland order"},
		{"MDO before kernbesluit", vpr + ";mdo_gehouden=2026-02-02", "mdo_gehouden order"},
		{"start_niveau before start_regie", "start_niveau=2026-01-04", "start_niveau order"},
		{"kernbesluit before start_regie", "niveau=VPR;ovv_kernbesluit=2026-01-04", "start_niveau order"},
		{"closed before start", "status=gesloten;gesloten_op=2026-01-04", "gesloten_op order"},
		{"closed without a date", "status=gesloten", "gesloten_op missing"},
		{"reason without closing", "reden_sluiting=zelf", "gesloten_op missing"},
		{"open with a date of closing", "status=open;gesloten_op=2026-03-04", "status conflict"},
		{"open with a reason", "status=open;reden_sluiting=zelf", "status conflict"},
		{"open with aftercare", "status=open;nazorg=geen", "status conflict"},
		{"status", "status=half", "status code"},
		{"reason", "status=gesloten;gesloten_op=2026-03-04;reden_sluiting=klaar", "reden_sluiting code"},
		{"aftercare", "status=gesloten;gesloten_op=2026-03-04;nazorg=veel", "nazorg code"},
		{"casusregisseur of 201", "casusregisseur=" + strings.Repeat("é", 201), "casusregisseur too-long"},
		{"BSN in casusregisseur", "casusregisseur=bel 999900432", "casusregisseur bsn"},
		{"BSN with dots", "casusregisseur=9999.00.432", "casusregisseur bsn"},
		{"BSN as zaaknummer", "zaaknummer=999900432", "zaaknummer bsn"},
		{"BSN as procesregisseur", "procesregisseur=999900432", "procesregisseur bsn"},
		{"BSN as level", "niveau=999900432", "niveau bsn"},
		{"BSN as date", "start_regie=999900432", "start_regie bsn"},
		{"BSN as status", "status=999900432", "status bsn"},
		{"control character", "casusregisseur=a\x07b", "casusregisseur characters"},
		{"escape", "procesregisseur=a\x1b[31m", "procesregisseur characters"},
		{"line break", "casusregisseur=a\nb", "casusregisseur characters"},
		{"tab", "casusregisseur=a\tb", "casusregisseur characters"},
		{"zero width", "zaaknummer=ZO-\u200b1", "zaaknummer characters"},
		{"bidi", "casusregisseur=a\u202eb", "casusregisseur characters"},
		{"byte order mark inside", "niveau=ba\ufeffsis", "niveau characters"},
	} {
		f, casussen := readCSV(t, sampleKnown(t), nil, line(strings.Split(c.fields, ";")...))
		var got []string
		for _, p := range f.Problems {
			if p.Refused {
				got = append(got, p.Column+" "+p.Code)
			}
		}
		if strings.Join(got, ", ") != c.want || len(casussen) > 0 {
			t.Errorf("%s: %q, want %q", c.rule, got, c.want)
		}
	}
}

func TestRowsAreTaken(t *testing.T) {
	for name, fields := range map[string]string{
		"no duo, no letter": "niveau=VPR;ovv_kernbesluit=2026-02-03", "MDO too late": "niveau=VPR;ovv_kernbesluit=2026-02-03;startbijeenkomst=2026-02-04;mdo_gehouden=2026-09-09",
		"same day": "niveau=drang;ovv_kernbesluit=2026-02-03;startbijeenkomst=2026-02-03;mdo_gepland=2026-02-03;mdo_gehouden=2026-02-03",
		"capitals": "zaaknummer=zo-2026-1;procesregisseur=ANOUK;niveau=ZWAAR.;status=Open", "accents": "procesregisseur=Daniël", "without accents": "procesregisseur=daniel", "with @": "procesregisseur=@bram",
		"200 characters": "casusregisseur=" + strings.Repeat("é", 200), "eight digits": "zaaknummer=20260301", "slashes and dots": "zaaknummer=2026/12.3_b", "letters with accents": "zaaknummer=Zé1",
		"short levels": "niveau=l", "int.": "niveau=int.", "versterkte procesregie": "niveau=Versterkte procesregie;ovv_kernbesluit=2026-02-03",
		"the dash of n.v.t.": "duo=–;casusregisseur=onbekend;laatste_evaluatie=NVT",
	} {
		f, casussen := readCSV(t, sampleKnown(t), nil, line(strings.Split(fields, ";")...))
		if len(casussen) != 1 {
			t.Errorf("%s: %v %v", name, f.Problem, f.Problems)
		}
	}
}

func TestEveryFieldOfACase(t *testing.T) {
	known := sampleKnown(t)
	_, casussen := readCSV(t, known, nil, canonicalHeader+"\n"+fullRow(7)+"\n")
	date := func(iso string) procesregie.Date {
		d, err := procesregie.ParseDate(iso)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	want := procesregie.Casus{
		Zaaknummer: "ZO-2026-000007", Team: "Jeugdteam Voorbeeldstad", Regisseur: "anouk", Duo: "bram", Casusregisseur: "gezinsbegeleider, Ambulant Voorbeeld",
		StartRegie: date("2026-01-05"), Niveaus: []procesregie.NiveauWissel{{Niveau: procesregie.VPR, Sinds: date("2026-02-03")}},
		VPR:  procesregie.VPRStappen{Kernbesluit: date("2026-02-03"), Brief: date("2026-02-05"), Startbijeenkomst: date("2026-02-16"), OVVOpnieuw: date("2026-04-07")},
		MDOs: []procesregie.MDO{{Gepland: date("2026-03-26"), Gehouden: date("2026-03-26")}}, Evaluaties: []procesregie.Evaluatie{{Gehouden: date("2026-05-07")}},
		VolgendeEvaluatie: date("2026-06-18"), Sluiting: procesregie.Sluiting{Op: date("2026-07-01"), Reden: "zelf", Nazorg: "voorveld"},
	}
	if diff := cmp.Diff([]procesregie.Casus{want}, casussen); diff != "" {
		t.Error(diff)
	}
}

func TestStartOfTheLevelIsFilledIn(t *testing.T) {
	for fields, want := range map[string]string{
		"niveau=basis": "2026-01-05", "niveau=VPR;ovv_kernbesluit=2026-02-03": "2026-02-03", "niveau=basis;ovv_kernbesluit=2026-02-03": "2026-01-05", "start_niveau=2026-03-04": "2026-03-04",
	} {
		f, casussen := readCSV(t, sampleKnown(t), nil, line(strings.Split(fields, ";")...))
		if got := casussen[0].Sinds().String(); got != want || len(casussen[0].Niveaus) != 1 {
			t.Errorf("%s: since %s, want %s", fields, got, want)
		}
		if filled := len(f.Problems) == 1 && f.Problems[0].Code == "filled" && !f.Problems[0].Refused; filled == strings.Contains(fields, "start_niveau") {
			t.Errorf("%s: %v", fields, f.Problems)
		}
	}
}

func TestClosedByItsDate(t *testing.T) {
	f, casussen := readCSV(t, sampleKnown(t), nil, line("start_niveau=2026-01-05", "gesloten_op=2026-03-04"))
	if len(casussen) != 1 || casussen[0].IsOpen() || len(f.Problems) != 1 || f.Problems[0].Code != "filled" || f.Problems[0].Column != "gesloten_op" {
		t.Errorf("%v %+v", casussen, f.Problems)
	}
}

// storedCase is a case as the bot itself would have made it.
func storedCase(t testing.TB) procesregie.Casus {
	_, casussen := readCSV(t, sampleKnown(t), nil, line("start_niveau=2026-01-05", "laatste_evaluatie=2026-06-04"))
	casussen[0].Versie = 3
	return casussen[0]
}

func TestAddsFillsNeverOverwrites(t *testing.T) {
	for _, c := range []struct{ name, fields, counts, code, column string }{
		{"the same", "start_niveau=2026-01-05;laatste_evaluatie=2026-06-04", "1 0 0 1 0", "", ""},
		{"less", "", "1 0 0 1 0", "", ""},
		{"open said", "status=open", "1 0 0 1 0", "", ""},
		{"other capitals", "zaaknummer=zo-2026-0001;procesregisseur=Anouk", "1 0 0 1 0", "", ""},
		{"a duo", "duo=bram", "1 0 1 0 0", "", ""},
		{"a date of the letter", "brief_verstuurd=2026-03-04", "1 0 1 0 0", "", ""},
		{"closing", "status=gesloten;gesloten_op=2026-07-08;reden_sluiting=zelf;nazorg=geen", "1 0 1 0 0", "", ""},
		{"another level", "niveau=licht", "1 0 0 0 1", "conflict", "niveau"},
		{"another start", "start_regie=2026-01-06", "1 0 0 0 1", "conflict", "start_regie"},
		{"another start of the level", "start_niveau=2026-02-06", "1 0 0 0 1", "conflict", "start_niveau"},
		{"another worker", "procesregisseur=bram", "1 0 0 0 1", "conflict", "procesregisseur"},
		{"another evaluation", "laatste_evaluatie=2026-07-08", "1 0 0 0 1", "conflict", "laatste_evaluatie"},
		{"breaks a rule with what is stored", "duo=bram;ovv_kernbesluit=2026-02-03;mdo_gehouden=2026-02-02", "1 0 0 0 1", "order", "mdo_gehouden"},
	} {
		stored := storedCase(t)
		f, casussen := readCSV(t, sampleKnown(t, stored), nil, line(strings.Split(c.fields, ";")...))
		if counts(f) != c.counts {
			t.Errorf("%s: %s %v", c.name, counts(f), f.Problems)
		}
		if c.code != "" && (len(f.Problems) != 1 || f.Problems[0].Code != c.code || f.Problems[0].Column != c.column) {
			t.Errorf("%s: %+v", c.name, f.Problems)
		}
		if len(casussen) != f.Changed {
			t.Errorf("%s: %d cases to be saved", c.name, len(casussen))
		}
		for _, changed := range casussen {
			if changed.Versie != 3 || changed.Zaaknummer != stored.Zaaknummer || changed.Niveau() != stored.Niveau() || changed.LastEvaluatie() != stored.LastEvaluatie() {
				t.Errorf("%s: %+v", c.name, changed)
			}
		}
	}
}

// TestVPRIsNotClosedByAList: two persons close a VPR (VPR-10), and a list is not one.
func TestVPRIsNotClosedByAList(t *testing.T) {
	vpr := storedCase(t)
	vpr.Niveaus = append(vpr.Niveaus, procesregie.NiveauWissel{Niveau: procesregie.VPR, Sinds: vpr.StartRegie.AddDays(30)})
	vpr.VPR.Kernbesluit = vpr.StartRegie.AddDays(30)
	for _, fields := range []string{"status=gesloten;gesloten_op=2026-07-08;reden_sluiting=zelf;nazorg=geen", "gesloten_op=2026-07-08"} {
		of := append(strings.Split(fields, ";"), "niveau=VPR", "ovv_kernbesluit="+vpr.VPR.Kernbesluit.String())
		f, casussen := readCSV(t, sampleKnown(t, vpr), nil, line(of...))
		last := f.Problems[max(0, len(f.Problems)-1):]
		if counts(f) != "1 0 0 0 1" || len(last) != 1 || last[0].Code != "conflict" || last[0].Column != "status" || len(casussen) > 0 {
			t.Errorf("%s: %s %+v", fields, counts(f), f.Problems)
		}
	}
}

func TestConflictNamesBothValues(t *testing.T) {
	f, _ := readCSV(t, sampleKnown(t, storedCase(t)), nil, line("niveau=licht"))
	if text := f.Problems[0].Text; !strings.Contains(text, "“licht”") || !strings.Contains(text, "“basis”") {
		t.Error(text)
	}
}

func TestCaseOfAnotherTeam(t *testing.T) {
	stored := storedCase(t)
	stored.Team = "Jeugdteam Elders"
	f, casussen := readCSV(t, sampleKnown(t, stored), nil, line("niveau=licht", "duo=bram"))
	if counts(f) != "1 0 0 0 1" || f.Problems[0].Code != "conflict" || len(casussen) > 0 {
		t.Errorf("%s %v", counts(f), f.Problems)
	}
	if text := f.Problems[0].Text; strings.Contains(text, "basis") || strings.Contains(text, "Elders") {
		t.Error(text)
	}
}

// TestWhoLeftTheTeam: what is stored with somebody who has left since can be exported
// and imported again, but no new case goes to them.
func TestWhoLeftTheTeam(t *testing.T) {
	stored := storedCase(t)
	known := sampleKnown(t, stored)
	anouk := known.Praktijk.Leden["anouk"]
	anouk.Weg = true
	known.Praktijk.Leden["anouk"] = anouk
	if f, _ := readCSV(t, known, nil, line()); counts(f) != "1 0 0 1 0" {
		t.Error(counts(f), f.Problems)
	}
	if f, _ := readCSV(t, known, nil, line("zaaknummer=Z2")); counts(f) != "1 0 0 0 1" {
		t.Error(counts(f), f.Problems)
	}
}

func TestTwoMembersWithOneName(t *testing.T) {
	known := sampleKnown(t)
	other := known.Praktijk.Leden["bram"]
	other.Gebruiker = "bram.b"
	known.Praktijk.Leden["bram.b"] = other
	for word, want := range map[string]string{"Bram": "", "BRAM": "", "bram": "bram", "bram.b": "bram.b", "Bram.B": "bram.b"} {
		if got, _ := newPeople(known.Praktijk, nil).find(word); got != want {
			t.Errorf("%s is %q, want %q", word, got, want)
		}
	}
}

func TestSameZaaknummerTwice(t *testing.T) {
	const header = "zaaknr;consulent;niveau;start;niveau sinds;duo;brief;mdo;startbijeenkomst;ovv\n"
	for _, c := range []struct{ name, rows, counts, refused string }{
		{"the same", "Z1;anouk;basis;5-1-2026\nz1;Anouk;b;2026-01-05", "2 1 0 1 0", ""},
		{"more in the second", "Z1;anouk;basis;5-1-2026\nZ1;anouk;basis;5-1-2026;6-1-2026;bram", "2 1 0 1 0", ""},
		{"another level", "Z1;anouk;basis;5-1-2026\nZ1;anouk;licht;5-1-2026", "2 0 0 0 2", "2 duplicate, 3 duplicate"},
		{"the third contradicts", "Z1;anouk;basis;5-1-2026\nZ1;anouk;basis;5-1-2026\nZ1;bram;basis;5-1-2026", "3 0 0 0 3", "2 duplicate, 3 duplicate, 4 duplicate"},
		{"two of three contradict", "Z1;anouk;basis;5-1-2026;;bram\nZ1;anouk;basis;5-1-2026\nZ1;anouk;basis;5-1-2026;;esra", "3 1 0 0 2", "2 duplicate, 4 duplicate"},
		{"one is refused already", "Z1;anouk;basis;x\nZ1;anouk;basis;5-1-2026", "2 1 0 0 1", "2 date"},
		{"one is refused and contradicts", "Z1;anouk;licht;x\nZ1;anouk;basis;5-1-2026", "2 0 0 0 2", "2 date, 2 duplicate, 3 duplicate"},
		{"together out of order", "Z1;anouk;basis;5-1-2026;;;;;3-3-2026\nZ1;anouk;basis;5-1-2026;;;;2-2-2026", "2 1 0 0 1", "3 order"},
	} {
		f, _ := readCSV(t, sampleKnown(t), nil, header+c.rows+"\n")
		if got := strings.Join(refusals(f), ", "); counts(f) != c.counts || got != c.refused {
			t.Errorf("%s: %s, %s", c.name, counts(f), got)
		}
	}
	_, casussen := readCSV(t, sampleKnown(t), nil, header+"Z1;anouk;basis;5-1-2026\nZ1;anouk;basis;5-1-2026;6-1-2026;bram\n")
	if casussen[0].Duo != "bram" || casussen[0].Sinds().String() != "2026-01-06" {
		t.Errorf("%+v", casussen[0])
	}
}

func TestTwiceOverFilesAndStored(t *testing.T) {
	known := sampleKnown(t, storedCase(t))
	first, second := writeTemp(t, "a.csv", []byte(line("duo=bram"))), writeTemp(t, "b.csv", []byte(line("brief_verstuurd=2026-03-04")))
	report, casussen := read(t, known, nil, first, second, "testdata/niets.csv")
	if got := counts(report.Files[0]) + ", " + counts(report.Files[1]); got != "1 0 1 0 0, 1 0 0 1 0" {
		t.Error(got)
	}
	if len(casussen) != 1 || casussen[0].Duo != "bram" || casussen[0].VPR.Brief.String() != "2026-03-04" {
		t.Errorf("%+v", casussen)
	}
	if report.Files[2].Problem == nil {
		t.Error("a missing file was taken")
	}
	if got := report.Sentence(); got != "1 of 3 files was refused: see standard output for what to do, then import again" {
		t.Error(got)
	}
	other := writeTemp(t, "b.csv", []byte(line("niveau=licht")))
	report, _ = read(t, sampleKnown(t), nil, first, other)
	if got := report.Files[1].Problems[0].Text; !strings.Contains(got, "a.csv row 2") {
		t.Error(got)
	}
}

func TestErrorOfTheStore(t *testing.T) {
	known := sampleKnown(t)
	broken := errors.New("no connection")
	known.Casus = func(string) (procesregie.Casus, bool, error) { return procesregie.Casus{}, false, broken }
	for _, text := range []string{line(), line("procesregisseur=wie")} {
		_, casussen, err := ReadCasussen([]string{writeTemp(t, "a.csv", []byte(text))}, nil, known)
		if !errors.Is(err, broken) || casussen != nil {
			t.Errorf("%v", err)
		}
	}
}

// TestNumberOfAPersonAppearsNowhere puts one in every place of a list.
func TestNumberOfAPersonAppearsNowhere(t *testing.T) {
	const bsn = "999900432"
	header := strings.Split(canonicalHeader, ";")
	texts := []string{bsn + ";" + canonicalHeader + "\n" + bsn + ";" + fullRow(1) + ";" + bsn + "\n"}
	for _, name := range header {
		texts = append(texts, line(name+"="+bsn), line(name+"=x "+bsn+" y"), line(name+"=9999 00 432"), line("niveau=nog niet", name+"=9999.00.432"))
	}
	known := sampleKnown(t, storedCase(t))
	for _, text := range texts {
		path := writeTemp(t, bsn+".csv", []byte(text))
		report, casussen := read(t, known, nil, path)
		out := fmt.Sprintf("%+v %v", casussen, report.Sentence())
		var w strings.Builder
		if err := errors.Join(report.WriteText(&w), report.WriteJSON(&w)); err != nil {
			t.Fatal(err)
		}
		if all := out + w.String(); strings.Contains(all, bsn) || strings.Contains(all, "9999 00 432") || strings.Contains(all, "9999.00.432") {
			t.Errorf("%q: %s", text, all)
		}
	}
}

func TestProblemsHaveAnEnd(t *testing.T) {
	rows := strings.Repeat("Z;x;y;1;1;x;begeleider;1;1;1;1;1;1;1;1;x;1;x;x\n", 2000)
	f, _ := readCSV(t, sampleKnown(t), nil, canonicalHeader+"\n"+rows)
	if f.Refused != 2000 || len(f.Problems) > maxProblems+2000 || f.Problems[len(f.Problems)-1].Row != 2001 {
		t.Errorf("%d refused, %d problems", f.Refused, len(f.Problems))
	}
}
