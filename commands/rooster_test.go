package commands_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// rooster is the file with who may do what with the case of Anouk.
const rooster = "testdata/rooster.golden"

// kijker is one column of the table: somebody with a part in the case of Anouk, a VPR
// with Bram as duo-partner, or without one.
type kijker struct {
	kop, wie string
	change   func(*procesregie.Lid)
	blind    bool // may not know that the case exists
	leest    bool // may read its content
}

var kijkers = []kijker{
	{kop: "eigen", wie: "anouk", leest: true},
	{kop: "duo", wie: "bram", leest: true},
	{kop: "gedragsw.", wie: "ilse", leest: true},
	{kop: "manager", wie: "joris", leest: true},
	{kop: "kwaliteit", wie: "karin"},
	{kop: "consulent", wie: "esra"},
	{kop: "beheerder", wie: "lars", blind: true},
	{kop: "fg", wie: "marit", blind: true},
	{kop: "ander team", wie: "hanan", blind: true, change: func(l *procesregie.Lid) { l.Team = "West" }},
	{kop: "weg", wie: "gijs", blind: true, change: func(l *procesregie.Lid) { l.Weg = true }},
	{kop: "vreemde", wie: "vreemde", blind: true},
}

// TestRooster is the whole matrix: every form by everybody, about the case of Anouk. Each
// cell says what came of it; the file is the specification, and what must hold of every
// cell is checked beside it.
func TestRooster(t *testing.T) {
	lines := []string{roosterRegel("opdracht", func(k kijker) string { return k.kop })}
	for _, c := range commands.All() {
		for _, s := range c.Subs {
			line := strings.TrimSpace(c.Name + " " + s.Name)
			t.Run(line, func(t *testing.T) { // each closes its databases
				lines = append(lines, roosterRegel(line, func(k kijker) string { return cel(t, line, s.Example, k) }))
			})
		}
	}
	got := strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.WriteFile(rooster, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(rooster)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("who may do what is different (-%s +now):\n%s", rooster, diff)
	}
}

func roosterRegel(head string, cell func(kijker) string) string {
	text := fmt.Sprintf("%-26s", head)
	for _, k := range kijkers {
		text += fmt.Sprintf(" %-10s", cell(k))
	}
	return strings.TrimSpace(text)
}

// cel lets somebody say the example of a form, in a database of its own.
func cel(t *testing.T, line, example string, k kijker) string {
	t.Helper()
	g := roosterGesprek(t, line)
	example = strings.ReplaceAll(example, "K4F2", g.code)
	g.wie = k.wie
	if k.change != nil {
		g.changeLid(t, k)
	}
	before := g.mustSnapshot(t)
	m := g.mustAnswer(t, example)
	text := show(m)
	if strings.Contains(text, geheim) && !k.leest {
		t.Errorf("%s, %s: the content is shown:\n%s", line, k.kop, text)
	}
	mayKnow := line == "casus nieuw" || slices.Contains([]string{"regiebot logboek", "regiebot bezorgd"}, line) && k.kop == "fg"
	if k.blind && strings.Contains(example, zaakAnouk) && !mayKnow {
		unknown := g.mustAnswer(t, strings.ReplaceAll(example, zaakAnouk, "ZO-2026-9999"))
		if diff := cmp.Diff(show(unknown), strings.ReplaceAll(text, zaakAnouk, "ZO-2026-9999")); diff != "" {
			t.Errorf("%s, %s: a number that there is answers differently from one that there is not:\n%s", line, k.kop, diff)
		}
	}
	switch {
	case m.Refused && strings.Contains(text, "Ik ken je niet"):
		return "-"
	case m.Refused && (strings.Contains(text, "Ik ken geen casus") || strings.Contains(text, "Ik ken '"+zaakAnouk)):
		return "onbekend"
	case m.Refused:
		return "geweigerd"
	case g.mustSnapshot(t) != before:
		return "wijzigt"
	case strings.Contains(text, geheim):
		return "inhoud"
	case strings.Contains(text, "Je ziet alleen deze regel"):
		return "kaart"
	case strings.Contains(text, zaakAnouk):
		return "proces"
	}
	return "niets"
}

const (
	zaakAnouk = "ZO-2026-0142"
	geheim    = "GEHEIM"
)

type roosterStaat struct {
	*gesprek
	code string // of the last checklist
}

// roosterGesprek has the case of Anouk, ready for the example of a form, with a mark in
// every text of it.
func roosterGesprek(t *testing.T, line string) roosterStaat {
	t.Helper()
	address := ":memory:"
	if line == "regiebot simuleer" { // reads beside itself, which a database in memory cannot
		address = storetest.SQLite(t)
	}
	g, err := nieuwGesprek(t, address)
	if err != nil {
		t.Fatal(err)
	}
	before, named := eerst[line]
	if !named {
		before = begin()
	}
	r := roosterStaat{g, "K4F2"}
	for _, l := range before {
		g.mustTake(t, l)
	}
	for _, b := range g.last.Buttons {
		if _, rest, ok := strings.Cut(b.Line, "concept="); ok {
			r.code = strings.Fields(rest)[0]
		}
	}
	ctx := context.Background()
	err = g.store.Update(ctx, func(tx *store.Tx) error {
		k, err := tx.Casus(ctx, zaakAnouk)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if strings.HasSuffix(line, "toon") || line == "casus dossier" {
			k.MDOs = []procesregie.MDO{{Gehouden: k.StartRegie, Verslag: procesregie.Verslag{Volgende: k.StartRegie}}}
			k.Checklists = []procesregie.Checklist{{Soort: procesregie.Jeugd, Op: k.StartRegie, Door: "anouk"}}
		}
		k.Evaluaties = []procesregie.Evaluatie{{Gehouden: k.StartRegie}}
		k.Overdrachten = []procesregie.Overdracht{{Op: k.StartRegie, Van: "bram", Aan: "anouk", Door: "joris"}}
		director := k.Casusregisseur
		merk(reflect.ValueOf(&k).Elem())
		if line == "vpr startbijeenkomst" {
			k.Casusregisseur = director // there is exactly one
		}
		return errors.Join(err, tx.SaveCasus(ctx, k))
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// vrij are the texts of a case that people write themselves.
var vrij = []string{
	"Aanduiding", "Casusregisseur", "Reden", "OVVReden", "Doelen", "Beschermend", "Bedreigend", "Veiligheid", "Vervolg", "Uitkomst", "Actie",
	"WieEvalueert", "HoeVaak", "WieVerbindt", "WanneerOp",
}

// merk puts the mark in every text that people write, where there is one or there can be.
func merk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			merk(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if v.Field(i).Kind() == reflect.String && v.Field(i).CanSet() && slices.Contains(vrij, name) {
				v.Field(i).SetString(geheim)
			} else if v.Field(i).CanSet() {
				merk(v.Field(i))
			}
		}
	}
}

func (g roosterStaat) changeLid(t *testing.T, k kijker) {
	t.Helper()
	ctx := context.Background()
	err := g.store.Update(ctx, func(tx *store.Tx) error {
		lid, err := tx.Lid(ctx, k.wie)
		if err != nil {
			return err
		}
		k.change(&lid)
		return errors.Join(tx.SaveTeam(ctx, procesregie.Team{Naam: "West"}), tx.SaveLid(ctx, lid))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (g roosterStaat) mustSnapshot(t *testing.T) string {
	t.Helper()
	text, err := g.snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (g roosterStaat) mustAnswer(t *testing.T, line string) bot.Message {
	t.Helper()
	g.open = ""
	m, err := g.ask(g.newRequest(line, nil))
	if err != nil {
		t.Fatalf("%s says %s: %v", g.wie, line, err)
	}
	return m
}
