package exchange

import (
	"errors"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/regiebot/regiebot/procesregie"
)

// mistake is why a value is refused; the zero mistake is none.
type mistake struct{ code, text string }

func (m mistake) is() bool { return m.code != "" }

// readRow reads a row of a list and keeps it, whether it is right or not.
func (im *casusImport) readRow(s *casusSheet, t *table, r *tableRow) error {
	im.report.Files[s.file].Read++
	im.rows = append(im.rows, casusRow{sheet: int32(len(im.sheets) - 1), number: int32(r.number), next: -1})
	row := &im.rows[len(im.rows)-1]
	if r.beyond {
		im.refuse(row, veldZaaknummer, mistake{codeColumns, "this row has more cells than the header: is there a separator in a text without quotes?"})
	}
	for v := veld(0); v < veldenCasus; v++ {
		if err := im.readCell(row, v, r.cells[v]); err != nil {
			return err
		}
	}
	if t.header.fields[veldRegisseur] < 0 {
		if err := im.readCell(row, veldRegisseur, cell{kind: kindText, text: t.sheet.name}); err != nil {
			return err
		}
	}
	im.warn(s, t, r)
	return nil
}

// warn names what is not refused but worth a look.
func (im *casusImport) warn(s *casusSheet, t *table, r *tableRow) {
	warnRow(&im.report.Files[s.file], RowProblem{
		Sheet: s.name, Row: r.number, Column: s.columns[veldZaaknummer], order: s.order,
		Text: "this row is struck through: check whether this case is still open",
	}, t, r)
}

// warnRow adds the warnings of a row that any list can have. The problem says where the
// row is, and what to check when it is struck through.
func warnRow(report *FileReport, problem RowProblem, t *table, r *tableRow) {
	if r.struck {
		problem.Code = codeStruck
		report.add(problem, true)
	}
	for i, col := range r.bsn {
		problem.Column, _ = t.skippedName(col)
		problem.Code, problem.Text = codeBSN, "a possible BSN stands here: it is not stored, but it does not belong in this list"
		report.add(problem, i == 0)
	}
}

// refuse notes a problem and refuses the row.
func (im *casusImport) refuse(row *casusRow, v veld, m mistake) {
	s := im.sheets[row.sheet]
	im.report.Files[s.file].add(RowProblem{
		Sheet: s.name, Row: int(row.number), Column: s.columns[v], Code: m.code, Refused: true, Text: m.text, order: s.order,
	}, !row.refused)
	row.refused = true
	row.wrong |= 1 << v
}

// readCell reads the value of one field.
func (im *casusImport) readCell(row *casusRow, v veld, c cell) error {
	if c.kind == kindNone {
		return nil
	}
	if m := spoiled(c); m.is() {
		im.refuse(row, v, m)
		return nil
	}
	if _, isDay := v.slot(); isDay && v != veldZaaknummer {
		im.readDay(row, v, c)
		return nil
	}
	m, err := im.readText(row, v, c)
	if m.is() {
		im.refuse(row, v, m)
	}
	return err
}

// spoiled says why nothing can be read from a cell.
func spoiled(c cell) mistake {
	switch {
	case c.kind == kindUnsaved:
		return mistake{codeFormula, "this holds a formula without a saved value: open the list in a spreadsheet and save it"}
	case c.kind == kindError:
		return mistake{codeFormula, "this holds an error value: correct the formula"}
	case hasHostile(c.text):
		return mistake{codeCharacters, "this holds a line break, a tab or an invisible character: type it again"}
	}
	return mistake{}
}

func (im *casusImport) readDay(row *casusRow, v veld, c cell) {
	d := readDateCell(c, im.m.monthFirst())
	if d.month {
		im.sheets[row.sheet].monthFirst |= 1 << v
	}
	if d.both {
		row.both |= 1 << v
	}
	if m := noDate(c, d); m.is() {
		im.refuse(row, v, m)
		return
	}
	i, _ := v.slot()
	row.values.day[i] = d.day
}

// noDate says why a cell holds no date.
func noDate(c cell, d dateReading) mistake {
	switch {
	case d.problem == "":
		return mistake{}
	case hasBSN(c.text):
		return mistakeBSN()
	}
	return mistake{codeDate, quoteDate(c) + d.problem}
}

// quoteDate repeats what was meant as a date; nothing that is just words.
func quoteDate(c cell) string {
	switch {
	case c.kind == kindDate && c.day != noDay:
		return c.day.date().Compact() + " "
	case len(c.text) > 25 || !strings.ContainsAny(c.text, "0123456789"):
		return "this "
	}
	return shown(c.text) + " "
}

// quoteDay is a date in a field of text.
func quoteDay(d day) string {
	if !d.inRange() {
		return "date"
	}
	return d.date().String()
}

func mistakeBSN() mistake {
	return mistake{codeBSN, "this may hold a BSN, which is never stored: take it out"}
}

func (im *casusImport) readText(row *casusRow, v veld, c cell) (mistake, error) {
	if hasBSN(c.text) {
		return mistakeBSN(), nil
	}
	text := norm.NFC.String(c.text)
	if c.kind == kindDate {
		text = quoteDay(c.day)
	}
	i, _ := v.slot()
	var m mistake
	var err error
	switch v {
	case veldZaaknummer:
		row.zaak, m = readZaak(c.kind, text)
	case veldRegisseur, veldDuo:
		row.values.text[i], m, err = im.readMember(row, v, text)
	case veldNiveau:
		row.values.text[i], m = im.readLevel(text)
	case veldCasusregisseur:
		row.values.text[i], m = readNote(text)
	default:
		row.values.text[i], m = readChoice(v, text)
	}
	return m, err
}

func readZaak(k kind, text string) (string, mistake) {
	if k == kindNumber && strings.Trim(text, "0123456789") != "" || k == kindDate {
		return "", mistake{codeNumber, "this is a number that is not whole, or a date: give the cell the format of text"}
	}
	if !procesregie.ValidZaak(text) {
		return "", mistake{codeNumber, "this is no zaaknummer: 1 to 40 letters, digits and - _ . /, first a letter or digit, with at least one digit"}
	}
	return strings.Clone(text), mistake{} // not a piece of something larger
}

// readMember finds a consulent. Who is stored with this case already may also have
// left the team since: that is no contradiction.
func (im *casusImport) readMember(row *casusRow, v veld, text string) (string, mistake, error) {
	user, m := im.people.find(text)
	if !m.is() || row.zaak == "" {
		return user, m, nil
	}
	stored, found, err := im.known.Casus(row.zaak)
	if errors.Is(err, ErrDamaged) {
		err = nil // the row is refused for that
	}
	if err != nil || !found {
		return "", m, err
	}
	holder := stored.Regisseur
	if v == veldDuo {
		holder = stored.Duo
	}
	if holder != "" && personName(text) == personName(holder) {
		return holder, mistake{}, nil
	}
	return "", m, nil
}

const maxNote = 200

func readNote(text string) (string, mistake) {
	if text = tidy(text); len([]rune(text)) > maxNote {
		return "", mistake{codeTooLong, "this is longer than 200 characters: role and organisation are enough"}
	}
	return strings.Clone(text), mistake{}
}

// readChoice reads one of a few words.
func readChoice(v veld, text string) (string, mistake) {
	choices := []string{statusOpen, statusClosed}
	switch v {
	case veldReden:
		choices = procesregie.SluitRedenen
	case veldNazorg:
		choices = procesregie.NazorgVormen
	}
	for _, choice := range choices {
		if plainName(text) == plainName(choice) {
			return choice, mistake{}
		}
	}
	return "", mistake{codeCode, "this must be one of: " + strings.Join(choices, ", ")}
}

const statusOpen, statusClosed = "open", "gesloten"
