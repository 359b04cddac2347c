package exchange

import (
	"slices"
	"strings"
)

// readHeader reads the header; named is what the root element says the message is.
func (b *ijwBericht) readHeader(x *xmlScanner, named string) error {
	if b.soort != 0 || len(b.rows) > 0 {
		return refuseMessage("the header does not come first, or there are two")
	}
	if err := b.readKop(x); err != nil {
		return err
	}
	at := slices.IndexFunc(ijwShapes(), func(s ijwShape) bool { return s.code == b.kop[kopCode] })
	if at < 0 {
		return refuseMessage("this is another message than JW301, JW305, JW307 or JW315, which are read: take it out")
	}
	if b.soort = ijwShapes()[at].soort; named != "" && named != number3(b.soort) {
		return refuseMessage("the BerichtCode does not fit the root element: ask the sender for the message again")
	}
	return b.checkKop()
}

func number3(n int) string {
	return string([]byte{byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)})
}

func (b *ijwBericht) readKop(x *xmlScanner) error {
	return x.children(func() error {
		name := string(x.name)
		if name == "BerichtIdentificatie" {
			return b.readKop(x)
		}
		at := slices.Index(kopNames(), name)
		if at < 0 {
			b.pass(x)
			return nil
		}
		text, err := leaf(x)
		if err != nil {
			return err
		}
		if b.kop[at] != "" && b.kop[at] != text {
			return refuseMessage("the header has " + name + " twice")
		}
		b.kop[at] = text
		return nil
	})
}

// checkKop judges the header.
func (b *ijwBericht) checkKop() error {
	if err := b.checkElements(); err != nil {
		return err
	}
	agb := b.agb()
	if len(agb) != agbDigits || strings.Trim(agb, "0123456789") != "" {
		return refuseMessage("the provider in the header has no AGB code of eight digits")
	}
	var m mistake
	if b.dag, m = ijwDate(b.kop[kopDagtekening]); m.is() {
		return refuseMessage("Dagtekening in the header is not a date")
	}
	return nil
}

// checkElements judges each element of the header as a text.
func (b *ijwBericht) checkElements() error {
	for i, name := range kopNames() {
		if b.kop[i] == "" && i != kopVersie && i != kopSubversie {
			return refuseMessage("the header has no " + name)
		}
		if len(b.kop[i]) > maxNummer || hasHostile(b.kop[i]) {
			return refuseMessage(name + " in the header is too long or holds an invisible character")
		}
	}
	if hasBSN(b.kop[kopAfzender]) || hasBSN(b.kop[kopOntvanger]) {
		return refuseFile(codeBSN, "Afzender or Ontvanger in the header may be a BSN: ask the sender to correct it")
	}
	return nil
}

// agb returns the provider: who receives an assignment, or sends anything else.
func (b *ijwBericht) agb() string {
	if b.soort == 301 {
		return b.kop[kopOntvanger]
	}
	return b.kop[kopAfzender]
}
