package commands_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestElkeOpdrachtHeeftEenGesprek fails when a command, or one of its forms, is in no
// script: what people can say is specified there.
func TestElkeOpdrachtHeeftEenGesprek(t *testing.T) {
	said := linesOfScripts(t)
	for _, c := range commands.All() {
		for _, s := range c.Subs {
			line := strings.TrimSpace(c.Name + " " + s.Name)
			t.Run(line, func(t *testing.T) {
				if !slices.ContainsFunc(said, func(l string) bool { return l == line || strings.HasPrefix(l, line+" ") }) {
					t.Errorf("no script in testdata says %q", line)
				}
			})
		}
	}
}

// linesOfScripts are the lines that people say in the scripts.
func linesOfScripts(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	var lines []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(text), "\n") {
			if said, ok := strings.CutPrefix(line, "say "); ok {
				lines = append(lines, strings.ReplaceAll(said, "''", "'"))
			}
		}
	}
	return lines
}

// eerst is what must be said before the example of a form can be taken. The others
// work right after the VPR of ZO-2026-0142 was opened.
var eerst = map[string][]string{
	"casus nieuw":          {},
	"regiebot ritme":       {},
	"vpr start":            {"casus nieuw zaak=ZO-2026-0142 start=21-09-2026 niveau=intensief"},
	"vpr brief":            begin(""),
	"vpr onvolledig":       begin(""),
	"mdo verslag":          {"casus nieuw zaak=ZO-2026-0060 start=21-09-2026 niveau=intensief"},
	"melding klaar":        begin("melding crisis zaak=ZO-2026-0142"),
	"casus niveau":         {"casus nieuw zaak=ZO-2026-0142 start=21-09-2026 niveau=licht"},
	"casus duo":            {"casus nieuw zaak=ZO-2026-0142 start=21-09-2026 niveau=licht"},
	"casus voorstel":       begin(`vpr afschalen zaak=ZO-2026-0142 naar=basis reden="het kan lichter"`),
	"agenda besproken":     begin("mpcheck jeugd crisis=ja zaak=ZO-2026-0142", "mpcheck aanmeldteam concept=CODE zaak=ZO-2026-0142"),
	"traject einde":        begin(nieuwTraject),
	"traject weg":          begin(nieuwTraject),
	"traject samenvatting": begin(nieuwTraject),
	"mpcheck vastleggen":   begin("mpcheck jeugd crisis=ja"),
	"mpcheck aanmeldteam":  begin("mpcheck jeugd crisis=ja"),
	"mpcheck voorleggen":   begin("mpcheck jeugd crisis=ja"),
	"mpcheck kopieer":      begin("mpcheck jeugd crisis=ja"),
}

const nieuwTraject = `traject nieuw zaak=ZO-2026-0142 jeugdige=J1 hulpvorm=ambulant aanbieder="Ambulant Voorbeeld" start=02-11-2026`

// door is who says an example that not everybody may say.
var door = map[string]string{
	"regiebot ritme": "joris", "casus voorstel": "ilse", "casus noodtoegang": "esra",
}

// begin opens a VPR and its startbijeenkomst, and then says more.
func begin(more ...string) []string {
	return append([]string{
		"casus nieuw zaak=ZO-2026-0142 start=21-09-2026 niveau=intensief", "vpr start zaak=ZO-2026-0142 ovv=27-10-2026 duo=@bram",
		`vpr startbijeenkomst zaak=ZO-2026-0142 datum=vandaag aanwezig=ouders casusregisseur="begeleider, Ambulant Voorbeeld"`,
	}, slices.DeleteFunc(more, func(line string) bool { return line == "" })...)
}

// TestElkVoorbeeldWerkt fails when an example in the help is not taken as it stands.
func TestElkVoorbeeldWerkt(t *testing.T) {
	for _, c := range commands.All() {
		for _, s := range c.Subs {
			line := strings.TrimSpace(c.Name + " " + s.Name)
			t.Run(line, func(t *testing.T) {
				g, err := nieuwGesprek(t, storetest.SQLite(t))
				if err != nil {
					t.Fatal(err)
				}
				before, named := eerst[line]
				if !named {
					before = begin()
				}
				for _, l := range before {
					g.mustTake(t, l)
				}
				if who := door[line]; who != "" {
					g.wie = who
				}
				g.mustTake(t, s.Example)
			})
		}
	}
}

// TestHulpIsOveral asks for help after every command and every form.
func TestHulpIsOveral(t *testing.T) {
	g, err := nieuwGesprek(t, storetest.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range commands.All() {
		lines := map[string]bool{c.Name + " hulp": true}
		for _, s := range c.Subs {
			if s.Name != "hulp" {
				lines[strings.TrimSpace(c.Name+" "+s.Name)+" hulp"] = true
			}
		}
		for _, line := range slices.Sorted(maps.Keys(lines)) {
			if m := g.mustTake(t, line); !strings.Contains(m.Text, c.Name) && line != "regiebot hulp" {
				t.Errorf("%s says nothing about %s:\n%s", line, c.Name, m.Text)
			}
		}
	}
}

// mustTake says a line that may not be refused. CODE in it is the code of the last
// checklist, which is in its buttons.
func (g *gesprek) mustTake(t *testing.T, line string) bot.Message {
	t.Helper()
	for _, b := range g.last.Buttons {
		if _, rest, ok := strings.Cut(b.Line, "concept="); ok {
			code := strings.Fields(rest)[0]
			line = strings.NewReplacer("CODE", code, "K4F2", code).Replace(line)
		}
	}
	m, err := g.ask(g.newRequest(line, nil))
	if err == nil && m.Refused {
		err = fmt.Errorf("refused: %s", m.Text)
	}
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return m
}
