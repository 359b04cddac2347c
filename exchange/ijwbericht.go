package exchange

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// The codes with which an iJw message is refused or warned about.
const (
	codeMessage = "message"
	codeVersion = "version" // a warning only
	codeElement = "element" // a warning only
)

// ijwBericht is an iJw message that was read: a header, and the products in it.
type ijwBericht struct {
	soort   int // 301, 305, 307 or 315
	kop     [kopCount]string
	dag     procesregie.Date
	person  string // keyed hash of the BSN whose products are read
	named   bool   // the identification of the message holds a BSN of somebody in it
	rows    []ijwRow
	unknown []string // elements that are not known, each once
	once    func(string) string
	hash    func(bsn string) string
	room    int // how many products it may have
}

// ijwRow is one product in a message.
type ijwRow struct {
	file     int32
	soort    int32
	number   int32 // place in the message, from 1
	refused  bool
	hash     string // keyed hash of the BSN
	regel    procesregie.IJwRegel
	mistakes []productMistake
}

// productMistake is what is wrong with an element of a product.
type productMistake struct {
	element string
	mistake mistake
}

// The elements of a header that are read.
const (
	kopCode = iota
	kopVersie
	kopSubversie
	kopAfzender
	kopOntvanger
	kopIdentificatie
	kopDagtekening
	kopCount
)

func kopNames() []string {
	return []string{"BerichtCode", "BerichtVersie", "BerichtSubversie", "Afzender", "Ontvanger", "Identificatie", "Dagtekening"}
}

// ijwShape is what one kind of message looks like.
type ijwShape struct {
	soort        int
	code         string // BerichtCode
	list, single string // elements around the products
}

func ijwShapes() []ijwShape {
	return []ijwShape{
		{301, "436", "ToegewezenProducten", "ToegewezenProduct"},
		{305, "438", "StartProducten", "StartProduct"},
		{307, "440", "StopProducten", "StopProduct"},
		{315, "446", "AangevraagdeProducten", "AangevraagdProduct"},
	}
}

// passedOver are elements that are known and not read: nothing of them is stored.
func passedOver(name string) bool {
	return slices.Contains([]string{
		"XsdVersie", "Geboortedatum", "Geslacht", "Naam", "Communicatie", "JuridischeStatus", "WettelijkeVertegenwoordiging", "Commentaar",
		"Relaties", "Contactgegevens", "GezagsdragerBekend", "ReferentieAanbieder", "Omvang", "Budget", "BeschikkingNummer",
		"BeschikkingIngangsdatum", "ToewijzingEinddatum", "Verwijzer", "Raamcontract",
	}, name)
}

// readBericht reads an iJw message out of XML. Elements are matched by local name.
func readBericht(data []byte, b *ijwBericht) error {
	x := newXMLScanner(bytes.NewReader(data))
	if err := x.root(); err != nil {
		return err
	}
	named, err := rootSoort(x)
	if err != nil {
		return err
	}
	err = x.children(func() error {
		switch string(x.name) {
		case "Header":
			return b.readHeader(x, named)
		case "Client":
			return b.readClient(x)
		}
		b.pass(x)
		return nil
	})
	if err != nil {
		return err
	}
	if err := x.finish(); err != nil {
		return err
	}
	if b.soort == 0 {
		return refuseMessage("the message has no header")
	}
	if len(b.rows) == 0 {
		return refuseFile(codeEmpty, "the message has no products to import: check whether it is the right file")
	}
	return nil
}

func refuseMessage(text string) error { return refuseFile(codeMessage, text) }

var soortInNamespace = regexp.MustCompile(`/(?:jw|JW)(\d{3})(?:/|$)`)

// rootSoort returns the number of the message that the namespace of the root element
// names; "" when it names none.
func rootSoort(x *xmlScanner) (string, error) {
	full := string(x.names[x.marks[0]:])
	if string(x.name) != "Bericht" {
		return "", refuseMessage("this is XML, but no iJw message: name a JW301, JW305, JW307 or JW315")
	}
	declared := "xmlns"
	if prefix, _, found := strings.Cut(full, ":"); found {
		declared += ":" + prefix
	}
	if m := soortInNamespace.FindSubmatch(x.attr(declared)); m != nil {
		return string(m[1]), nil
	}
	return "", nil
}

// leaf reads the text of the element that was opened last.
func leaf(x *xmlScanner) (string, error) {
	text, err := x.appendText(nil)
	return trimmed(string(text)), err
}

// pass notes an element that is not known.
func (b *ijwBericht) pass(x *xmlScanner) {
	name := label(string(x.name))
	if !passedOver(name) && len(b.unknown) < maxUnknown && !slices.Contains(b.unknown, name) {
		b.unknown = append(b.unknown, name)
	}
}

// maxUnknown is how many unknown elements of a message are named.
const maxUnknown = 20

// ijwDate reads a date of XML, without a zone.
func ijwDate(text string) (procesregie.Date, mistake) {
	d, err := procesregie.ParseDate(text)
	if err != nil || !dayOf(d).inRange() {
		return procesregie.Date{}, mistake{codeDate, "this is not a date such as 2026-11-13, of 1990 to 2100"}
	}
	return d, mistake{}
}

// readClient reads the products of a person.
func (b *ijwBericht) readClient(x *xmlScanner) error {
	if b.soort == 0 {
		return refuseMessage("the header does not come first")
	}
	at := slices.IndexFunc(ijwShapes(), func(s ijwShape) bool { return s.soort == b.soort })
	shape, before := ijwShapes()[at], len(b.rows)
	b.person = ""
	err := x.children(func() error {
		switch name := string(x.name); {
		case name == "Bsn":
			return b.readBSN(x)
		case name == shape.list:
			return b.readList(x, shape.single)
		case slices.ContainsFunc(ijwShapes(), func(s ijwShape) bool { return s.list == name }):
			return refuseMessage("the products are those of another message than the BerichtCode says")
		}
		b.pass(x)
		return nil
	})
	if err != nil {
		return err
	}
	if b.person == "" && len(b.rows) > before {
		return errBSN()
	}
	for i := before; i < len(b.rows); i++ {
		b.setPerson(&b.rows[i])
	}
	return nil
}

// setPerson says whose a product is. The number of an assignment may pass the elfproef by
// chance, but one that is the BSN of the person would be stored and shown.
func (b *ijwBericht) setPerson(row *ijwRow) {
	row.hash = b.person
	if n := digitsOf(row.regel.Toewijzing); len(n) == bsnDigits && b.hash(n) == b.person {
		row.regel.Toewijzing = ""
		row.mistakes = append(row.mistakes, productMistake{productNames()[pToewijzing], mistakeBSN()})
	}
}

// digitsOf returns the digits in a text.
func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

func errBSN() error {
	return refuseFile(codeBSN, "the message has no BSN, or one that cannot exist: ask the sender to correct it")
}

func (b *ijwBericht) readBSN(x *xmlScanner) error {
	text, err := leaf(x)
	if err != nil {
		return err
	}
	if b.person != "" || !isBSN(text) {
		return errBSN()
	}
	b.person = b.hash(text)
	b.named = b.named || strings.Contains(digitsOf(b.kop[kopIdentificatie]), text)
	return nil
}

// isBSN judges nine digits; those that stand for an unknown person are no BSN.
func isBSN(text string) bool {
	nine := len(text) == bsnDigits && strings.Trim(text, "0123456789") == ""
	return nine && text != "000000000" && text != "999999999" && procesregie.ValidBSN(text)
}

func (b *ijwBericht) readList(x *xmlScanner, single string) error {
	return x.children(func() error {
		if string(x.name) != single {
			b.pass(x)
			return nil
		}
		if len(b.rows) >= b.room {
			return tooLarge("more than 200,000 products, together with the files before it")
		}
		return b.readProduct(x)
	})
}
