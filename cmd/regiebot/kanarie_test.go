package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// kanarie is what stands in every text that somebody types in this test. It may be shown
// to who may see it, and may be nowhere else.
const kanarie = "KANARIE"

// kanarieVelden are the fields in which people write, each filled with a mark by one of
// kanarieRegels. A form that gets such a field must be added here.
var kanarieVelden = []string{
	"aanbieder", "aanduiding", "aanleiding", "actie", "bedreigend", "beschermend", "casusregisseur", "doelen", "evalueert", "hoevaak", "opschalen", "reden", "uitkomst",
	"veiligheid", "verbindt", "vervolg", "vraag", "waardoor",
}

// kanarieNummers are in lists and messages about help, and may be nowhere else: the BSN not
// even in the database.
var kanarieNummers = []string{bsns[0], "987650400", "987650401"}

// geenTekst are the fields that look like text, and are a number, a moment or a word.
var geenTekst = []string{"zaak", "jeugdige", "traject", "gemeld", "concept", "nr", "weken", "over", "regel"}

// opmaak goes with every mark: what could be taken for SQL, a page or markdown.
const opmaak = `<b>');--**`

// kanarieRegels fill every field, in an order that the rules allow, and show it to who may
// see it.
var kanarieRegels = []struct{ who, line string }{
	{"anouk", `casus nieuw zaak=ZO-2026-0400 start=21-09-2026 niveau=licht aanduiding="KANARIE aanduiding"`},
	{"anouk", `casus niveau zaak=ZO-2026-0400 naar=intensief datum=20-10-2026 reden="KANARIE reden"`},
	{"anouk", `casus afspraken zaak=ZO-2026-0400 evalueert="KANARIE evalueert" hoevaak="KANARIE hoevaak" verbindt="KANARIE verbindt" opschalen="KANARIE opschalen"`},
	{"anouk", `vpr start zaak=ZO-2026-0400 ovv=27-10-2026 duo=@bram`},
	{"anouk", `vpr startbijeenkomst zaak=ZO-2026-0400 datum=29-10-2026 aanwezig=ouders casusregisseur="KANARIE casusregisseur"`},
	{"anouk", `mdo gehouden zaak=ZO-2026-0400 datum=12-11-2026 doelen="KANARIE doelen" beschermend="KANARIE beschermend" bedreigend="KANARIE bedreigend" veiligheid="KANARIE veiligheid" vervolg="KANARIE vervolg" bijstelling=nee volgende="over 5 weken"`},
	{"anouk", `evaluatie gehouden zaak=ZO-2026-0400 datum=12-11-2026 uitkomst="KANARIE uitkomst"`},
	{"esra", `casus noodtoegang zaak=ZO-2026-0400 reden="KANARIE noodtoegang"`},
	{"anouk", `melding crisis zaak=ZO-2026-0400`},
	{"anouk", `melding klaar zaak=ZO-2026-0400 actie="KANARIE actie"`},
	{"anouk", `mpcheck jeugd kind=ja zaak=ZO-2026-0400`},
	{"anouk", `mpcheck voorleggen zaak=ZO-2026-0400 vraag="KANARIE vraag"`},
	{"anouk", `traject nieuw zaak=ZO-2026-0400 jeugdige=J1 hulpvorm=ambulant aanbieder="KANARIE aanbieder" start=05-01-2026 aanleiding="KANARIE aanleiding"`},
	{"anouk", `traject einde zaak=ZO-2026-0400 traject=1 datum=30-06-2026 reden=plan hielp=deels waardoor="KANARIE waardoor"`},
	{"anouk", `traject toon ZO-2026-0400`},
	{"bram", `traject samenvatting ZO-2026-0400`},
	{"anouk", `traject tijdlijn ZO-2026-0400`},
	{"anouk", `vpr ovv zaak=ZO-2026-0400 reden="KANARIE ovv"`},
	{"anouk", `vpr afschalen zaak=ZO-2026-0400 naar=basis reden="KANARIE afschalen"`},
	{"anouk", `casus toon ZO-2026-0400`},
	{"anouk", `casus dossier ZO-2026-0400`},
	{"bram", `mdo toon ZO-2026-0400`},
	{"karin", `casus toon ZO-2026-0400`},
	{"esra", `evaluatie toon ZO-2026-0400`}, // with noodtoegang
}

// geweigerdeRegels are not understood or not allowed: what was typed is in no log either.
var geweigerdeRegels = []struct{ who, line string }{
	{"anouk", `KANARIE hallo`},
	{"anouk", `casus wijzig zaak=KANARIE-1 aanduiding="KANARIE"`},
	{"anouk", `mdo plan zaak=ZO-2026-0400 KANARIE`},
	{"lars", `casus toon KANARIE-2`},
}

// kooi is an installation of which everything that leaves it is kept.
type kooi struct {
	t   *testing.T
	e   *env
	s   *store.Store
	app bot.Answer
	log bytes.Buffer
	mu  sync.Mutex
	out map[string]string // what leaves the installation, by its name
	now time.Time
}

// TestKanarie plants a mark in every field and looks for it in everything that is written
// or goes out: previews, buttons, logs at debug, metrics, the bytes of the database, the
// backup, the access log, and what administrators see.
func TestKanarie(t *testing.T) {
	k := newKooi(t)
	k.everyFieldIsCovered()
	for _, step := range kanarieRegels {
		line := strings.ReplaceAll(step.line, kanarie+" ", kanarie+opmaak+" ")
		if m := k.say(step.who, line, nil); m.Refused {
			t.Errorf("%s: refused: %s", step.line, m.Text)
		}
	}
	if text := fullText(k.say("anouk", "casus dossier ZO-2026-0400", nil)); strings.Count(text, kanarie+opmaak) < 12 {
		t.Errorf("the marks are not as they were typed:\n%s", text)
	}
	for _, step := range geweigerdeRegels {
		if m := k.say(step.who, step.line, nil); !m.Refused {
			t.Errorf("%s: taken: %s", step.line, m.Text)
		}
	}
	k.say("anouk", "casus wijzig", map[string]string{"zaak": "ZO-2026-0400", "aanduiding": "KANARIE concept"}) // half filled in
	k.fails()
	k.help()
	k.rounds()
	k.posts()
	k.administrators()
	k.databaseBytes()
	for name, text := range k.out {
		if i := strings.Index(text, kanarie); i >= 0 {
			t.Errorf("%s: a mark got out: …%s…", name, text[max(0, i-80):min(len(text), i+80)])
		}
		for _, nummer := range kanarieNummers {
			if strings.Contains(text, nummer) {
				t.Errorf("%s: the number %s got out", name, nummer)
			}
		}
		if len(text) == 0 {
			t.Errorf("%s: nothing was looked at", name)
		}
	}
}

func newKooi(t *testing.T) *kooi {
	t.Helper()
	dir := t.TempDir()
	k := &kooi{t: t, out: map[string]string{}}
	k.e = &env{config: config{Database: filepath.Join(dir, "k.db"), KeyFile: filepath.Join(t.TempDir(), "keys.json"), Timezone: "Europe/Amsterdam", Log: "debug"}, out: io.Discard, errs: &k.log}
	k.cli("keys", "init")
	k.cli("member", "add", "--file", "voorbeeld/team.yaml")
	s, err := k.e.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	k.s, k.app = s, bot.Excuse(newApp(s, k.e).Answer, k.e.logger())
	if k.now, err = k.e.moment("2026-11-13T09:00"); err != nil {
		t.Fatal(err)
	}
	return k
}

// cli runs a subcommand on the same database, and keeps what it prints and logs.
func (k *kooi) cli(args ...string) string {
	k.t.Helper()
	var out, errs bytes.Buffer
	code := run(k.t.Context(), append([]string{"--database", k.e.Database, "--key-file", k.e.KeyFile, "--log", "debug"}, args...), strings.NewReader(""), &out, &errs)
	if code != exitDone {
		k.t.Errorf("%q: status %d: %s", args, code, errs.String())
	}
	k.out["cli "+args[0]+" "+args[min(1, len(args)-1)]] += out.String() + errs.String() + " "
	return out.String()
}

// say keeps of an answer what others can see of it: the preview, the buttons, the names
// of files, and the texts that go to a channel.
func (k *kooi) say(who, line string, partial map[string]string) bot.Message {
	k.t.Helper()
	k.now = k.now.Add(time.Second)
	req := bot.Request{Line: line, Fields: partial, Partial: partial != nil, From: bot.Person{Platform: bot.Local, ID: who}, In: bot.Place{ID: "plein"}, At: k.now}
	m, err := k.app(k.t.Context(), req)
	if err != nil {
		k.t.Fatal(err)
	}
	k.outside("answer", m)
	if strings.Contains(fullText(m), kanarie) && !m.Direct && !m.Refused {
		k.t.Errorf("%s: content in a room where others listen:\n%s", line, fullText(m))
	}
	return m
}

func (k *kooi) outside(name string, m bot.Message) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.out[name] += m.Preview + "\n"
	for _, b := range allButtons(m) {
		k.out[name] += b.Label + "\n" + b.Line + "\n"
	}
	for _, f := range m.Files {
		k.out[name] += f.Name + "\n"
	}
	if m.Form != nil {
		k.out[name] += m.Form.Title + "\n" + m.Form.Line + "\n"
	}
	if m.Public {
		k.out[name] += fullText(m)
	}
}

// everyFieldIsCovered asks for every form and looks at its fields.
func (k *kooi) everyFieldIsCovered() {
	k.t.Helper()
	all := ""
	for _, step := range kanarieRegels {
		all += step.line
	}
	for _, name := range kanarieVelden {
		if !strings.Contains(all, name+`="`+kanarie) {
			k.t.Errorf("no line fills %s with a mark", name)
		}
	}
	for _, c := range pageCommands() {
		for _, usage := range strings.Split(c.Usage, "\n") {
			words := append(strings.Fields(usage), "")
			m, err := k.app(k.t.Context(), bot.Request{Line: words[0] + " " + words[1], From: bot.Person{Platform: bot.Local, ID: "anouk"}, In: bot.Place{Private: true}, At: k.now})
			if err != nil || m.Form == nil {
				continue
			}
			for _, f := range m.Form.Fields {
				text := f.Kind == bot.KindLine || f.Kind == bot.KindParagraph
				if text && !slices.Contains(kanarieVelden, f.Name) && !slices.Contains(geenTekst, f.Name) {
					k.t.Errorf("%s: the text of %s has no mark", usage, f.Name)
				}
			}
		}
	}
}

// fails makes a request go wrong in the program itself: people get a reference, and the
// log the cause.
func (k *kooi) fails() {
	broken := bot.Excuse(func(context.Context, bot.Request) (bot.Message, error) {
		return bot.Message{}, errors.New("a cause")
	}, k.e.logger())
	panics := bot.Excuse(func(_ context.Context, r bot.Request) (bot.Message, error) { panic(r.Line) }, k.e.logger())
	for _, answer := range []bot.Answer{broken, panics} {
		m, _ := answer(k.t.Context(), bot.Request{Line: "KANARIE panic", Fields: map[string]string{"reden": "KANARIE panic"}})
		k.out["error report"] += m.Text
	}
}

// ear is a platform that keeps what can be read over a shoulder.
type ear struct{ k *kooi }

func (e ear) Send(_ context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	e.k.outside("delivered", m)
	e.k.out["delivered"] += key + " " + to.Channel + "\n"
	if strings.Contains(fullText(m), "TR-1") {
		e.k.out["signals"] += m.Preview + "\n"
	}
	if to.Channel != "" {
		e.k.out["channel"] += fullText(m)
	}
	return bot.Receipt{Platform: bot.Local, ID: key}, nil
}

func (ear) Find(context.Context, bot.Address, string, time.Time) (bot.Receipt, bool, error) {
	return bot.Receipt{}, false, nil
}

func (e ear) Replace(_ context.Context, _ bot.Address, r bot.Receipt, m *bot.Message) error {
	e.k.out["replaced"] += r.ID + " "
	if m != nil {
		e.k.outside("replaced", *m)
	}
	return nil
}

// help comes in from a list and a message, with a mark in every text and in the names that
// are not stored; enough of it for a signal.
func (k *kooi) help() {
	k.t.Helper()
	dir := k.t.TempDir()
	list := trajectKolom
	for i, start := range []string{"2021-01-04", "2022-01-03", "2023-01-02", "2026-09-01"} {
		list += fmt.Sprintf("ZO-2026-0400;J1;KANARIE aanbieder %d;9900000%d;%s;45;45A04;01;98765040%d;%s;;%s;;;nee;KANARIE aanleiding;\n", i, i, []string{"02", "03", "11", "12"}[i], i, start, start)
	}
	message := strings.NewReplacer("Aap", kanarie, "Voorbeeld", kanarie, "400101", "987650401").Replace(k.read("voorbeeld/ijw/jw305-a.xml"))
	files := map[string]string{"lijst.csv": list, "jw305.xml": message, "half.xml": message[:len(message)/2], "map.csv": "bsn;casus_ref;jeugdige_ref\n" + bsns[0] + ";ZO-2026-0400;J1\n"}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			k.t.Fatal(err)
		}
	}
	k.cli("import", "trajecten", filepath.Join(dir, "lijst.csv"))
	k.cli("import", "ijw", filepath.Join(dir, "jw305.xml"), "--map", filepath.Join(dir, "map.csv"))
	k.refused("import", "ijw", filepath.Join(dir, "half.xml"))
	k.refused("import", "ijw", filepath.Join(dir, "jw305.xml"), "--map", filepath.Join(dir, "half.xml"))
	k.refused("import", "trajecten", filepath.Join(dir, "map.csv"))
	for _, end := range []string{"", "-wal"} {
		k.out["database with help"+end] = k.read(k.e.Database+end) + " "
	}
}

// refused runs a subcommand that ends with status 1, and keeps what it prints and logs.
func (k *kooi) refused(args ...string) {
	k.t.Helper()
	var out, errs bytes.Buffer
	code := run(k.t.Context(), append([]string{"--database", k.e.Database, "--key-file", k.e.KeyFile, "--log", "debug"}, args...), strings.NewReader(""), &out, &errs)
	if code != exitRefused {
		k.t.Errorf("%q: status %d: %s", args, code, out.String()+errs.String())
	}
	k.out["refused "+strings.Join(args[:2], " ")] += out.String() + errs.String()
}

// rounds lets six weeks pass, with a platform that once takes nothing.
func (k *kooi) rounds() {
	k.t.Helper()
	k.say("joris", "regiebot ritme wat=casuistiekbespreking eerste=17-11-2026 weken=2", nil)
	rounds := scheduler.New(k.s, ear{k}, k.e.logger(), "kanarie")
	if _, err := rounds.RunUntil(k.t.Context(), k.now, k.now.AddDate(0, 0, 42)); err != nil {
		k.t.Fatal(err)
	}
	if !strings.Contains(k.out["channel"], "ZO-2026-0400") {
		k.t.Error("nothing was said in the channel")
	}
	if !strings.Contains(k.out["signals"], "ZO-2026-0400") {
		k.t.Error("nobody was told of the signals of help")
	}
}

// posts reads the outbox as the platforms will get it.
func (k *kooi) posts() {
	k.t.Helper()
	ctx := k.t.Context()
	err := k.s.View(ctx, func(tx *store.Tx) error {
		list, err := tx.History(ctx, "", 1000)
		for _, p := range list {
			var m bot.Message
			if err := json.Unmarshal(p.Message, &m); err != nil {
				return err
			}
			k.outside("outbox", m)
			k.out["outbox"] += fmt.Sprint(p.Key, p.Aan, p.Keys, p.Zaken, p.Regels, p.Cause) + "\n"
			if m.Preview == "" {
				k.t.Errorf("a message without a preview: %s", p.Key)
			}
		}
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
}

// administrators does what administrators do, and asks for the figures.
func (k *kooi) administrators() {
	k.t.Helper()
	dir := k.t.TempDir()
	pass := filepath.Join(dir, "pass")
	if err := os.WriteFile(pass, []byte("een lange zin om mee te openen\n"), 0o600); err != nil {
		k.t.Fatal(err)
	}
	server := httptest.NewServer(health(k.s, fine()))
	defer server.Close()
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/", "/debug"} {
		response, err := server.Client().Get(server.URL + path)
		if err != nil {
			k.t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		k.out["http"] += fmt.Sprint(response.Header) + string(body)
	}
	backupFile := filepath.Join(dir, "kopie.age")
	k.cli("backup", "--output", backupFile, "--passphrase-file", pass)
	k.out["backup bytes"] = k.read(backupFile)
	k.cli("audit", "verify")
	k.out["audit rows"] = k.cli("audit", "export")
	k.cli("privacy")
	k.cli("member", "list")
	k.cli("export", "casussen", "--output", filepath.Join(dir, "lijst.csv"))
	k.cli("export", "trajecten", "--output", filepath.Join(dir, "hulp.csv"))
	k.cli("export", "inzage", "ZO-2026-0400", "--output", filepath.Join(dir, "inzage.txt"))
	k.cli("keys", "rotate", "--drop-old", "--yes")
	k.out["log"] = k.log.String() + " "
}

// databaseBytes looks at the files of the database as they are, while it is open.
func (k *kooi) databaseBytes() {
	for _, end := range []string{"", "-wal"} {
		k.out["database"+end] = k.read(k.e.Database+end) + " "
	}
	k.cli("erase", "ZO-2026-0400", "--yes")
	k.out["database after erase"] = k.read(k.e.Database)
}

func (k *kooi) read(path string) string {
	k.t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		k.t.Fatal(err)
	}
	return string(data)
}
