package exchange

import (
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// The elements of a product that are read.
const (
	pToewijzing = iota
	pCategorie
	pCode
	pDatum
	pTijd
	pIngang
	pEind
	pWijziging
	pBegin
	pReden
	pStatus
	pAanvraag
	pCount
)

func productNames() []string {
	return []string{
		"ToewijzingNummer", "Categorie", "Code", "Toewijzingsdatum", "Toewijzingstijd", "Ingangsdatum", "Einddatum", "RedenWijziging",
		"Begindatum", "RedenBeeindiging", "StatusAanlevering", "ToewijzingIngangsdatum",
	}
}

// productReader judges the elements of one product.
type productReader struct {
	values   [pCount]string
	mistakes []productMistake
}

func (p *productReader) wrong(element int, m mistake) {
	if m.is() {
		p.mistakes = append(p.mistakes, productMistake{productNames()[element], m})
	}
}

func (b *ijwBericht) readProduct(x *xmlScanner) error {
	p := &productReader{}
	if err := b.readElements(x, p); err != nil {
		return err
	}
	row := ijwRow{soort: int32(b.soort), number: int32(len(b.rows) + 1)}
	row.regel = procesregie.IJwRegel{
		Soort: b.soort, Afzender: b.kop[kopAfzender], Identificatie: b.kop[kopIdentificatie], Dagtekening: b.dag,
		Volgnummer: int(row.number), AGB: b.agb(),
	}
	p.common(b.soort, &row.regel)
	switch b.soort {
	case 301:
		p.assignment(&row.regel)
	case 305, 307:
		p.delivery(b.soort, &row.regel)
	default:
		row.regel.Van = p.date(pAanvraag, true)
	}
	row.mistakes = p.mistakes
	for _, text := range []*string{&row.regel.Toewijzing, &row.regel.Productcategorie, &row.regel.Productcode, &row.regel.Besluit, &row.regel.Reden} {
		*text = b.once(*text)
	}
	b.rows = append(b.rows, row)
	return nil
}

func (b *ijwBericht) readElements(x *xmlScanner, p *productReader) error {
	return x.children(func() error {
		name := string(x.name)
		if name == "Product" {
			return b.readElements(x, p)
		}
		at := slices.Index(productNames(), name)
		if at < 0 {
			b.pass(x)
			return nil
		}
		text, err := leaf(x)
		if err != nil {
			return err
		}
		switch {
		case p.values[at] != "" && p.values[at] != text:
			p.wrong(at, mistake{codeDuplicate, "this element stands in the product twice, with two values"})
		case hasHostile(text):
			p.wrong(at, mistake{codeCharacters, "this holds a line break, a tab or an invisible character"})
		default:
			p.values[at] = text
		}
		return nil
	})
}

// common reads what every product has.
func (p *productReader) common(soort int, r *procesregie.IJwRegel) {
	r.Toewijzing, r.Productcategorie, r.Productcode = p.values[pToewijzing], p.values[pCategorie], p.values[pCode]
	if r.Toewijzing != "" {
		p.wrong(pToewijzing, readNummer(trajectToewijzing, kindText, r.Toewijzing))
	} else if soort == 301 {
		p.wrong(pToewijzing, missingElement())
	}
	switch {
	case hasBSN(r.Productcode):
		p.wrong(pCode, mistakeBSN())
	case r.Productcode != "":
		p.wrong(pCode, readNummer(trajectCode, kindText, r.Productcode))
	}
	_, known := procesregie.CodeNaam(procesregie.Productcategorieen, r.Productcategorie)
	switch {
	case r.Productcategorie == "" && r.Toewijzing == "":
		p.wrong(pCategorie, missingElement())
	case r.Productcategorie != "" && !known:
		p.wrong(pCategorie, mistake{codeCode, "this is no productcategorie of code list JZ020"})
	}
}

func missingElement() mistake {
	return mistake{codeMissing, "this element is needed and is not there: ask the sender to correct it"}
}

// date reads a date; needed or not.
func (p *productReader) date(element int, needed bool) procesregie.Date {
	if p.values[element] == "" {
		if needed {
			p.wrong(element, missingElement())
		}
		return procesregie.Date{}
	}
	d, m := ijwDate(p.values[element])
	p.wrong(element, m)
	return d
}

// assignment reads what JW301 says.
func (p *productReader) assignment(r *procesregie.IJwRegel) {
	day := p.date(pDatum, true)
	tijd := p.values[pTijd]
	if tijd == "" {
		tijd = "00:00:00"
	}
	at, err := time.Parse(time.TimeOnly, tijd)
	if err != nil {
		p.wrong(pTijd, mistake{codeDate, "this is not a time such as 16:02:11"})
	}
	r.Besluit = day.String() + "T" + at.Format(time.TimeOnly+".000000")
	r.Van, r.Tot = p.date(pIngang, true), p.date(pEind, false)
	r.Reden = p.code(pWijziging, 14, nil)
	p.inOrder(r, "Einddatum is before Ingangsdatum")
}

// delivery reads what JW305 and JW307 say.
func (p *productReader) delivery(soort int, r *procesregie.IJwRegel) {
	r.Van = p.date(pBegin, true)
	switch p.values[pStatus] {
	case "":
		p.wrong(pStatus, missingElement())
	case "1":
	case "3":
		r.Ingetrokken = true
	default:
		p.wrong(pStatus, mistake{codeCode, "this must be 1 (first) or 3 (taken back)"})
	}
	if soort == 305 {
		return
	}
	r.Tot = p.date(pEind, true)
	if r.Reden = p.code(pReden, 0, []string{"02", procesregie.IJwPauze, procesregie.IJwPauzeOud, "31", "32", "33", "34", "35", "36", "37", "38", "39"}); r.Reden == "" {
		p.wrong(pReden, missingElement())
	}
	p.inOrder(r, "Einddatum is before Begindatum")
}

// inOrder refuses an end before the start.
func (p *productReader) inOrder(r *procesregie.IJwRegel, text string) {
	if !r.Van.IsZero() && !r.Tot.IsZero() && r.Tot.Before(r.Van) {
		p.wrong(pEind, mistake{codeOrder, text})
	}
}

// code reads a code of two digits: 01 to last, or one of a list.
func (p *productReader) code(element, last int, list []string) string {
	text := p.values[element]
	known := text == "" || slices.Contains(list, text)
	if n := number(text); len(text) == 2 && strings.Trim(text, "0123456789") == "" && n >= 1 && n <= last {
		known = true
	}
	if !known {
		p.wrong(element, mistake{codeCode, "this code is not in the list of iJw"})
		return "?" // it is there, and wrong
	}
	return text
}
