package exchange

import (
	"bytes"
	"iter"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// IJwUitkomst is what an import of iJw messages must save, in one transaction or not at all.
type IJwUitkomst struct {
	Hulp     iter.Seq2[procesregie.Hulp, error] // of each case with something new, all help it has from now on
	Personen map[string]procesregie.Persoon     // keyed hash of a BSN → whom the map names; only those that are new
}

// ReadIJw reads iJw messages: JW301, JW305, JW307 and JW315, as one command names them.
// The order in which messages arrive makes no difference, in one command or over several;
// a message that was read before changes nothing. A product whose person is not known by
// the map, an earlier map, or the number of an assignment is refused. What is stored is asked
// for again when it is saved, so that not all of it is in memory at once; an error of that
// comes with the case and ends it. The k may be nil.
//
// The error is that of a function of known; a file that cannot be read is no error but a
// refused file in the report. No BSN leaves this function, other than to known.Hash.
func ReadIJw(files []string, k *Koppeling, known KnownHulp) (Report, IJwUitkomst, error) {
	im := &ijwImport{known: known, koppeling: k, texts: map[string]string{}, cases: map[string]*ijwWork{}}
	im.nieuw, im.personen, im.anders = map[string]procesregie.Persoon{}, map[string]earlierPersoon{}, map[string]bool{}
	names := fileNames(files)
	im.report.Files = make([]FileReport, len(files))
	for i, file := range files {
		im.report.Files[i].File = names[i]
		if err := im.readFile(i, file); err != nil {
			return Report{}, IJwUitkomst{}, err
		}
	}
	if err := im.resolve(); err != nil {
		return Report{}, IJwUitkomst{}, err
	}
	for i := range im.report.Files {
		im.report.Files[i].sort()
	}
	return im.report, IJwUitkomst{im.result, im.nieuw}, nil
}

// ijwImport is an import of messages while it runs.
type ijwImport struct {
	known     KnownHulp
	koppeling *Koppeling
	texts     map[string]string

	report   Report
	rows     []ijwRow
	cases    map[string]*ijwWork // by zaaknummer
	order    []*ijwWork
	personen map[string]earlierPersoon // by hash, as far as it was asked
	nieuw    map[string]procesregie.Persoon
	anders   map[string]bool // hashes in the map of whom an earlier map named with another BSN
}

// readFile reads one message. What is wrong with it as a whole goes into its report.
func (im *ijwImport) readFile(i int, file string) error {
	report := &im.report.Files[i]
	b := &ijwBericht{once: im.once, hash: im.known.Hash, room: MaxRows - len(im.rows)}
	err := error(nil)
	if im.koppeling != nil && im.koppeling.problem != nil {
		err = im.koppeling.problem
	}
	var data []byte
	if err == nil {
		data, err = readFile(file, MaxFile)
	}
	if err == nil {
		report.Format, err = xmlFormat(data)
	}
	if err == nil {
		err = readBericht(data, b)
	}
	if err != nil {
		return report.refuseWhole(err)
	}
	im.take(i, b)
	return nil
}

// xmlFormat reports whether a file is XML at all.
func xmlFormat(data []byte) (string, error) {
	text := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), " \t\r\n")
	switch {
	case len(text) == 0:
		return "", errEmpty()
	case bytes.HasPrefix(text, []byte("<")):
		return "xml", nil
	case bytes.IndexByte(data[:min(len(data), 4)], 0) >= 0, bytes.HasPrefix(data, []byte("\xFE\xFF")), bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return "", refuseFile(codeEncoding, "the file is not XML in UTF-8: save it again as UTF-8")
	}
	return "", refuseFile(codeFormat, "the file is not XML: iJw messages are, lists go with import trajecten")
}

// take takes over the products of a message.
func (im *ijwImport) take(file int, b *ijwBericht) {
	report := &im.report.Files[file]
	report.Read = len(b.rows)
	if versie := b.kop[kopVersie] + "." + b.kop[kopSubversie]; versie != "3.2" {
		report.add(RowProblem{
			Row: 1, Column: "BerichtVersie", Code: codeVersion,
			Text: "this is iJw " + shown(versie) + ", not 3.2: check what was read of it",
		}, true)
	}
	for _, name := range b.unknown {
		report.add(RowProblem{Row: 1, Column: name, Code: codeElement, Text: "this element is not known and was not read"}, true)
	}
	identificatie := b.kop[kopIdentificatie]
	if b.named || hasBSN(identificatie) {
		identificatie = im.known.Hash("bericht " + identificatie) // not the hash of a person: this one is shown
	}
	im.rows = slices.Grow(im.rows, len(b.rows))
	for _, row := range b.rows {
		row.file, row.regel.Identificatie = int32(file), identificatie
		im.rows = append(im.rows, row)
		for _, m := range row.mistakes {
			im.refuse(&im.rows[len(im.rows)-1], m.element, m.mistake)
		}
	}
}

// refuse notes a problem and refuses the product.
func (im *ijwImport) refuse(row *ijwRow, element string, m mistake) {
	im.report.Files[row.file].add(RowProblem{Row: int(row.number), Column: element, Code: m.code, Refused: true, Text: m.text}, !row.refused)
	row.refused = true
}

func (im *ijwImport) once(text string) string {
	if known, ok := im.texts[text]; ok {
		return known
	}
	text = strings.Clone(text)
	im.texts[text] = text
	return text
}

// load returns a stored case; nil when there is none.
func (im *ijwImport) load(zaak string) (*ijwCase, error) {
	h, found, err := im.known.Hulp(zaak)
	switch {
	case isDamaged(err):
		return &ijwCase{damaged: true}, nil
	case err != nil || !found:
		return nil, err
	}
	return newIJwCase(h), nil
}
