package summary

import (
	"fmt"

	"github.com/regiebot/regiebot/procesregie"
)

// welke answers which help there was: every trajectory, overlaps, gaps, forms tried
// before, and what stands outside the count.
func (p schrijver) welke() []Zin {
	list := p.elk(SoortTraject, p.traject)
	list = append(list, p.elk(SoortOverlap, p.overlap)...)
	for _, f := range p.van(SoortGat) {
		if !f.Tot.IsZero() {
			list = append(list, zin(p.gat(f), f))
		}
	}
	list = append(list, p.eerder()...)
	list = append(list, p.elk(SoortTeltNietMee, func(f Feit) string {
		return "Telt niet mee: " + rij(f.Levering) + ", " + p.rijPeriode(f) + "."
	})...)
	return append(list, p.elk(SoortNietGestart, func(f Feit) string {
		return "Toegewezen, niet begonnen: " + rij(f.Levering) + ", " + p.rijPeriode(f) + "."
	})...)
}

func (p schrijver) traject(f Feit) string {
	t := f.Traject
	text := fmt.Sprintf("Traject %d: %s bij %s, %s", t.Nummer, t.Vorm(), aanbieder(t.Aanbieder, t.AGB), p.periode(f))
	if t.Crisis == procesregie.Ja {
		text += keerTijd(t.Start.After(p.op), ", begint met een crisis", ", begonnen met een crisis")
	}
	if t.Loopt(p.op) && !t.PauzeSinds.IsZero() {
		text += ", in pauze " + sindsOfVanaf(t.PauzeSinds, p.op) + t.PauzeSinds.Compact()
	}
	return text + "."
}

// keerTijd chooses words for what is to come or for what has begun.
func keerTijd(komt bool, straks, al string) string {
	if komt {
		return straks
	}
	return al
}

// sindsOfVanaf is "sinds" until a day has come.
func sindsOfVanaf(dag, op procesregie.Date) string {
	return keerTijd(dag.After(op), "vanaf ", "sinds ")
}

// periode says from when until when a trajectory ran, runs or will run.
func (p schrijver) periode(f Feit) string {
	t := f.Traject
	switch {
	case t.Start.After(p.op) && t.Eind.IsZero():
		return "begint op " + t.Start.Compact()
	case t.Start.After(p.op):
		return "begint op " + t.Start.Compact() + ", tot en met " + t.Eind.Compact()
	case t.Voorbij(p.op):
		return fmt.Sprintf("van %s tot en met %s (%s)", t.Start.Compact(), t.Eind.Compact(), duur(f.Dagen))
	case t.Eind.IsZero():
		return fmt.Sprintf("sinds %s (loopt nog, nu %s)", t.Start.Compact(), duur(f.Dagen))
	}
	return fmt.Sprintf("sinds %s, tot en met %s (loopt nog, nu %s)", t.Start.Compact(), t.Eind.Compact(), duur(f.Dagen))
}

func (p schrijver) overlap(f Feit) string {
	when, runs, days := "Vanaf "+f.Van.Compact(), "lopen", ""
	if !f.Tot.IsZero() {
		when, days = "Van "+f.Van.Compact()+" tot en met "+f.Tot.Compact(), " ("+duur(f.Dagen)+")"
		if f.Tot.Before(p.op) {
			runs = "liepen"
		}
	}
	if len(f.Trajecten) == 2 {
		return fmt.Sprintf("%s %s %s tegelijk%s.", when, runs, trajecten(f.Trajecten), days)
	}
	return fmt.Sprintf("%s %s er steeds twee of meer trajecten tegelijk, op zijn meest %d%s. Het gaat om %s.",
		when, runs, f.Aantal, days, trajecten(f.Trajecten))
}

func (p schrijver) gat(f Feit) string {
	is := "is"
	if f.Tot.Before(p.op) {
		is = "was"
	}
	return fmt.Sprintf("Van %s tot en met %s %s er geen hulp bekend, na %s en voor %s (%s).",
		f.Van.Compact(), f.Tot.Compact(), is, trajecten(f.Voor), trajecten(f.Na), duur(f.Dagen))
}

// eerder says in one sentence which forms were tried before, and which of them run again.
func (p schrijver) eerder() []Zin {
	forms := p.van(SoortVorm)
	var before, again []string
	for _, f := range forms {
		before = append(before, f.Naam+" ("+trajecten(f.Voor).String()+")")
		if len(f.Na) > 0 {
			again = append(again, f.Naam+" ("+trajecten(f.Na).String()+")")
		}
	}
	if len(before) == 0 {
		return nil
	}
	text := "Eerder geprobeerd: " + procesregie.List(before) + "."
	if len(again) > 0 {
		text += " Daarvan loopt nu weer: " + procesregie.List(again) + "."
	}
	return []Zin{zin(text, forms...)}
}

// rij names help that is no trajectory: what does not count by its category, for that is
// why it does not.
func rij(l procesregie.Levering) string {
	return rijVorm(l) + " bij " + aanbieder(l.Aanbieder, l.AGB)
}

func rijVorm(l procesregie.Levering) string {
	if naam, ok := procesregie.CodeNaam(procesregie.Productcategorieen, l.Productcategorie); ok && !procesregie.TeltMee(l.Productcategorie) {
		return naam
	}
	return l.Vorm()
}

func (p schrijver) rijPeriode(f Feit) string {
	begin := "sinds "
	if f.Levering.Start.IsZero() || f.Van.After(p.op) {
		begin = "vanaf "
	}
	switch {
	case f.Van.IsZero():
		return "datum onbekend"
	case f.Tot.IsZero():
		return begin + f.Van.Compact()
	}
	return "van " + f.Van.Compact() + " tot en met " + f.Tot.Compact()
}
