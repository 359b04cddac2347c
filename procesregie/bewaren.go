package procesregie

import "cmp"

// Bewaren is how long each kind of data stays. After that it is erased by itself: the
// bot holds working data and is not the dossier.
type Bewaren struct {
	Casus       int `yaml:"gesloten_casus_maanden"`      // months after closing (BW-1)
	Berichten   int `yaml:"verzonden_berichten_maanden"` // months after sending (BW-2)
	Formulieren int `yaml:"formulieren_dagen"`           // days after the last answer (BW-3)
	Logboek     int `yaml:"toegangslog_maanden"`         // months after the event (BW-4)
}

// StandaardBewaren is what holds where a profile says nothing.
func StandaardBewaren() Bewaren {
	return Bewaren{Casus: 12, Berichten: 12, Formulieren: 7, Logboek: 60}
}

// Bewaartermijnen returns how long each kind of data stays. What the profile does not
// set, as one of before there were retention settings, is the standard.
func (p Profiel) Bewaartermijnen() Bewaren {
	b, standard := p.Bewaren, StandaardBewaren()
	return Bewaren{
		Casus: cmp.Or(b.Casus, standard.Casus), Berichten: cmp.Or(b.Berichten, standard.Berichten),
		Formulieren: cmp.Or(b.Formulieren, standard.Formulieren), Logboek: cmp.Or(b.Logboek, standard.Logboek),
	}
}

// AankondigDagen is how many days before it is erased the procesregisseur hears of it.
const AankondigDagen = 30

// WisOp returns the day from which a closed case is erased (BW-1); zero for an open one.
func (b Bewaren) WisOp(c Casus) Date {
	if c.IsOpen() {
		return Date{}
	}
	return c.Sluiting.Op.AddMonths(b.Casus)
}

func (c *profielChecker) bewaren() {
	b := c.p.Bewaren
	c.span(true, "bewaren.gesloten_casus_maanden", b.Casus, bounds{1, 240})
	c.span(true, "bewaren.verzonden_berichten_maanden", b.Berichten, bounds{1, 240})
	c.span(true, "bewaren.formulieren_dagen", b.Formulieren, bounds{1, 30})
	c.span(true, "bewaren.toegangslog_maanden", b.Logboek, bounds{12, 240})
}
