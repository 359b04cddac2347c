package bench_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/summary"
)

// rowsEach is how many rows of help there are for each casus of a list.
const rowsEach = 10

// hulp measures lists and messages about help on their way in, and what is made of the
// history of a young person.
func (f *figures) hulp(b *testing.B) {
	for _, n := range sizes(b, 10_000) {
		f.imports(b, n)
	}
	f.history(b)
	f.checker(b)
}

// helpFile is one way in which help comes: its files, and the same files read by bare code.
type helpFile struct {
	what, command string
	args          []string
	bare          func(tb testing.TB)
	bareName      string
}

// imports measures `import` of the built program with n casussen, the first time and again.
func (f *figures) imports(b *testing.B, n int) {
	rows := float64(n * rowsEach)
	for _, file := range f.helpFiles(b, n) {
		name := "import-" + strings.ToLower(file.what)
		path := f.copyOf(b, n, name)
		bare := durations{timed(func() { file.bare(b) })}
		spent, most := f.load(b, path, file)
		again, _ := f.load(b, path, file)
		what := fmt.Sprintf("`import %s`, %s rows of %s", file.command, count(rows), file.what)
		f.report.time(what, durations{spent}, rows/spent.Seconds(), against(durations{spent}, bare, file.bareName))
		f.report.time("… the same again, nothing new", durations{again}, rows/again.Seconds(), against(durations{again}, bare, file.bareName))
		if most > 0 {
			f.report.value("… memory of the process, at most", megabytes(most))
		}
		must(b, os.Remove(path))
	}
}

// load runs an import, and returns how long it took and how much memory it had at most; 0
// where that cannot be seen.
func (f *figures) load(b *testing.B, path string, file helpFile) (spent time.Duration, most int64) {
	b.Helper()
	args := append([]string{"import", file.command}, file.args...)
	cmd := exec.Command(f.binary, args...)
	cmd.Env = append(os.Environ(), "REGIEBOT_DATABASE="+path)
	var said bytes.Buffer
	cmd.Stderr = &said
	begin := time.Now()
	must(b, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			if err != nil {
				err = errors.Join(err, errors.New(said.String()))
			}
			must(b, err)
			return time.Since(begin), most
		case <-time.After(5 * time.Millisecond):
			most = max(most, mostMemory(cmd.Process.Pid))
		}
	}
}

// mostMemory is the memory that a process has had at most, in bytes. What the system says
// of one that has ended includes the memory of who started it.
func mostMemory(pid int) int64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(text)) {
		if key, value, _ := strings.Cut(line, ":"); key == "VmHWM" {
			kilobytes, _ := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
			return kilobytes << 10
		}
	}
	return 0
}

// helpFiles writes help in n casussen in every way there is.
func (f *figures) helpFiles(b *testing.B, n int) []helpFile {
	b.Helper()
	var list []procesregie.Hulp
	for i := range n {
		h := procesregie.Hulp{Zaaknummer: zaak(i)}
		for j := range rowsEach {
			h.Rijen = append(h.Rijen, helpRow(i, j))
		}
		list = append(list, h)
	}
	folder := filepath.Join(f.folder, fmt.Sprint("hulp-", n))
	must(b, os.Mkdir(folder, 0o700))
	b.Cleanup(func() { must(b, os.RemoveAll(folder)) })
	lists := filepath.Join(folder, "trajecten.csv")
	sheet := filepath.Join(folder, "trajecten.xlsx")
	write(b, lists, func(w io.Writer) error { return exchange.WriteTrajectenCSV(w, list) })
	write(b, sheet, func(w io.Writer) error { return exchange.WriteTrajectenXLSX(w, list) })
	messages := helpMessages(b, folder, n)
	return []helpFile{
		{"CSV", "trajecten", []string{lists}, func(tb testing.TB) { readCSV(tb, lists) }, "encoding/csv"},
		{"XLSX", "trajecten", []string{sheet}, func(tb testing.TB) { unzip(tb, sheet) }, "unzipping and encoding/xml"},
		{"iJw", "ijw", messages, func(tb testing.TB) { readXML(tb, messages[1:]) }, "encoding/xml"},
	}
}

// helpRow is row j of the help in casus i: one of the forms that there are, a half year
// every year.
func helpRow(i, j int) procesregie.Levering {
	form := []string{"02", "03", "11", "14"}[j%4]
	start := procesregie.Date{Year: 2015 + j, Month: time.March, Day: 1}
	return procesregie.Levering{
		Jeugdige: "J1", Aanbieder: fmt.Sprint("Aanbieder Voorbeeld ", j), AGB: strconv.Itoa(99000001 + j), Hulpvorm: form, Verwijzer: "01",
		Toewijzing: strconv.Itoa(1_000_000 + i*rowsEach + j), Start: start, Eind: start.AddDays(180 + j), Reden: "01", Crisis: procesregie.Nee,
		Aanleiding: "opvoedvragen, onrust op school", Resultaat: procesregie.DeelsGeholpen,
	}
}

func write(tb testing.TB, path string, f func(io.Writer) error) {
	tb.Helper()
	file, err := os.Create(path)
	must(tb, err)
	must(tb, errors.Join(f(file), file.Close()))
}

// A JW305 and one product in it.
const (
	jw305 = `<?xml version="1.0" encoding="UTF-8"?>
<b:Bericht xmlns:i="http://www.istandaarden.nl/ijw/3_2/basisschema/schema" xmlns:b="http://www.istandaarden.nl/ijw/3_2/jw305/schema"><b:Header>` +
		`<b:BerichtCode>438</b:BerichtCode><b:BerichtVersie>3</b:BerichtVersie><b:BerichtSubversie>2</b:BerichtSubversie><b:Afzender>99000004</b:Afzender>` +
		`<b:Ontvanger>9999</b:Ontvanger><b:BerichtIdentificatie><i:Identificatie>B%d</i:Identificatie><i:Dagtekening>2026-10-07</i:Dagtekening>` +
		`</b:BerichtIdentificatie></b:Header><b:Client><b:Bsn>%s</b:Bsn><b:StartProducten>%s</b:StartProducten></b:Client></b:Bericht>`
	jw305Product = `<b:StartProduct><b:ToewijzingNummer>%d</b:ToewijzingNummer><b:Product><i:Categorie>45</i:Categorie><i:Code>45A04</i:Code></b:Product>` +
		`<b:Begindatum>%d-03-01</b:Begindatum><b:StatusAanlevering>1</b:StatusAanlevering></b:StartProduct>`
)

// helpMessages writes a message for every casus, with a map that says whose they are, and
// returns the arguments of the import: the map first.
func helpMessages(tb testing.TB, folder string, n int) []string {
	tb.Helper()
	people := strings.Builder{}
	people.WriteString("bsn;casus_ref;jeugdige_ref\n")
	paths := []string{"--map=" + filepath.Join(folder, "koppeling.csv")}
	bsn := 999_000_000
	for i := range n {
		for bsn++; !procesregie.ValidBSN(strconv.Itoa(bsn)); {
			bsn++
		}
		fmt.Fprintf(&people, "%d;%s;J1\n", bsn, zaak(i))
		var products strings.Builder
		for j := range rowsEach {
			fmt.Fprintf(&products, jw305Product, 5_000_000+i*rowsEach+j, 2015+j)
		}
		path := filepath.Join(folder, fmt.Sprint(i, ".xml"))
		must(tb, os.WriteFile(path, fmt.Appendf(nil, jw305, i, strconv.Itoa(bsn), products.String()), 0o600))
		paths = append(paths, path)
	}
	must(tb, os.WriteFile(filepath.Join(folder, "koppeling.csv"), []byte(people.String()), 0o600))
	return paths
}

// readCSV reads every field of a list.
func readCSV(tb testing.TB, path string) {
	tb.Helper()
	file, err := os.Open(path)
	must(tb, err)
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma, r.ReuseRecord = ';', true
	for err == nil {
		_, err = r.Read()
	}
	if !errors.Is(err, io.EOF) {
		must(tb, err)
	}
}

// readXML reads every token of some messages.
func readXML(tb testing.TB, paths []string) {
	tb.Helper()
	for _, path := range paths {
		text, err := os.ReadFile(path)
		must(tb, err)
		tokens(tb, bytes.NewReader(text))
	}
}

// unzip reads every token of every part of a workbook.
func unzip(tb testing.TB, path string) {
	tb.Helper()
	book, err := zip.OpenReader(path)
	must(tb, err)
	defer book.Close()
	for _, part := range book.File {
		r, err := part.Open()
		must(tb, err)
		tokens(tb, r)
		must(tb, r.Close())
	}
}

func tokens(tb testing.TB, r io.Reader) {
	tb.Helper()
	x := xml.NewDecoder(r)
	var err error
	for err == nil {
		_, err = x.RawToken()
	}
	if !errors.Is(err, io.EOF) {
		must(tb, err)
	}
}

// trajectories is how many trajectories the young person has whose history is told.
const trajectories = 20

// history20 is a history of so many trajectories, at providers with a letter; the forms
// overlap, and the last goes on.
func history20() procesregie.Historie {
	var rows []procesregie.Levering
	for n := range trajectories {
		start := procesregie.Date{Year: 2012, Month: time.January, Day: 1}.AddDays(270 * n)
		row := procesregie.Levering{
			Jeugdige: "J1", Aanbieder: "aanbieder " + string(rune('A'+n)), Hulpvorm: []string{"02", "03", "11", "14"}[n%4], Start: start,
			Eind: start.AddDays([]int{200, 300}[n%2]), Reden: []string{"01", "02", "04"}[n%3], Aanleiding: "opvoedvragen",
			Resultaat: []string{procesregie.Geholpen, procesregie.NietGeholpen}[n%2],
		}
		if n == trajectories-1 {
			row.Eind, row.Reden, row.Resultaat = procesregie.Date{}, "", ""
		}
		rows = append(rows, row)
	}
	return procesregie.Geschiedenis(rows)[0]
}

// history measures the plain summary and the picture.
func (f *figures) history(b *testing.B) {
	h, op := history20(), procesregie.DateOf(now())
	if len(h.Trajecten) != trajectories {
		b.Fatalf("%d trajectories", len(h.Trajecten))
	}
	text, plain := 0, summary.Plain(h, op, 0)
	for _, one := range plain.Zinnen() {
		text += len(one.Text)
	}
	var picture, empty bytes.Buffer
	must(b, exchange.WriteTijdlijn(&picture, h, op))
	size, err := png.DecodeConfig(bytes.NewReader(picture.Bytes()))
	must(b, err)
	blank := image.NewRGBA(image.Rect(0, 0, size.Width, size.Height))
	times := map[string]durations{}
	take := func(name string, f func()) { times[name] = append(times[name], timed(f)) }
	for range blocks {
		for range perBlock {
			take("json", func() { _, err = json.Marshal(h) })
			must(b, err)
			take("plain", func() { summary.Plain(h, op, 0) })
		}
		picture.Reset()
		empty.Reset()
		take("picture", func() { err = exchange.WriteTijdlijn(&picture, h, op) })
		must(b, err)
		take("blank", func() { err = png.Encode(&empty, blank) })
		must(b, err)
	}
	f.report.time(fmt.Sprintf("plain summary of %d trajectories, %d sentences and %s characters", trajectories, len(plain.Zinnen()), count(float64(text))),
		times["plain"], ownRate, against(times["plain"], times["json"], "writing the history as JSON"))
	f.report.time(fmt.Sprintf("picture of %d trajectories, %d by %d pixels", trajectories, size.Width, size.Height),
		times["picture"], ownRate, against(times["picture"], times["blank"], "a blank one of that size"))
	f.report.value("… its size", fmt.Sprintf("%.1f kB", float64(picture.Len())/1e3))
}

// checker measures how long it takes to find out whether a sentence is true: of what agrees
// with the facts, and of the same sentence about another trajectory.
func (f *figures) checker(b *testing.B) {
	h, op := history20(), procesregie.DateOf(now())
	toetser := summary.NieuweToetser(summary.Feiten(h, op), op)
	times := map[string]durations{}
	for range 20 {
		for i, t := range h.Trajecten {
			for _, sentence := range sentences(t, op) {
				for kind, id := range map[string]int{"true": i + 1, "false": (i+1)%trajectories + 1} {
					var found summary.Oordeel
					spent := timed(func() { found = toetser.Toets(sentence, []string{fmt.Sprint("T", id)}) })
					if found.Goed != (kind == "true") {
						b.Fatalf("%s with T%d: %v, %s", sentence, id, found.Goed, found.Waarom)
					}
					times[kind] = append(times[kind], spent)
				}
			}
		}
	}
	f.report.time("checking a sentence that is true", times["true"], ownRate)
	f.report.time("… and one about another trajectory", times["false"], ownRate)
}

// sentences are true of a trajectory, in forms that the model is taught.
func sentences(t procesregie.Traject, op procesregie.Date) []string {
	if !t.Voorbij(op) {
		return []string{fmt.Sprintf("Traject %d is %s bij %s, sinds %s.", t.Nummer, t.Vorm(), t.Aanbieder, t.Start.Compact())}
	}
	list := []string{
		fmt.Sprintf("Traject %d was %s bij %s, van %s tot en met %s.", t.Nummer, t.Vorm(), t.Aanbieder, t.Start.Compact(), t.Eind.Compact()),
		fmt.Sprintf("Traject %d begon op %s en eindigde op %s.", t.Nummer, t.Start.Compact(), t.Eind.Compact()),
		fmt.Sprintf("Traject %d duurde %d dagen.", t.Nummer, t.Dagen(op)),
	}
	if t.Resultaat == procesregie.Geholpen {
		return append(list, fmt.Sprintf("Traject %d heeft geholpen.", t.Nummer))
	}
	return append(list, fmt.Sprintf("Traject %d hielp niet.", t.Nummer))
}
