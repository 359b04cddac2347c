package summary

import (
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// vul fills a place of a pattern, in every way that fits.
func (l *lezer) vul(plek string, i int, v vangst, verder vervolg) {
	switch plek {
	case "WIE":
		l.wie(i, func(i int, wie []int) { v := v; v.wie = bij(v.wie, wie); verder(i, v) })
	case "VORM":
		l.vorm(i, func(i int, naam string) { v := v; v.vormen = bij(v.vormen, naam); verder(i, v) })
	case "LIJST":
		l.lijst(i, nil, func(i int, list []vormWie) { v := v; v.lijsten = bij(v.lijsten, list); verder(i, v) })
	case "EINDE", "GESTOPT":
		l.einde(eindeLijsten[plek], i, v, verder)
	case "STAART", "STAART1", "VOORAF", "VOORAF1":
		l.staart(aanhangsels[plek], i, v, verder)
	case "TUSSEN":
		l.tussen(i, v, verder)
	case "MITS":
		l.mits(i, v, verder)
	default:
		if end := enkelePlekken[plek](l, i, &v); end > i {
			verder(end, v)
		}
	}
}

// enkelePlekken are the places that can be filled in one way: each keeps what it finds and
// returns where it ends, or 0.
var enkelePlekken = map[string]func(l *lezer, i int, v *vangst) int{
	"DAG": (*lezer).dag, "N": (*lezer).aantal, "DUUR": (*lezer).duur, "CITAAT": (*lezer).citaat, "AANB": (*lezer).aanbieder,
}

func (l *lezer) dag(i int, v *vangst) int {
	if l.op(i).soort != isDag {
		return 0
	}
	v.dagen = bij(v.dagen, l.op(i).dag)
	return i + 1
}

func (l *lezer) aantal(i int, v *vangst) int {
	if l.getal(i) == 0 {
		return 0
	}
	v.getallen = bij(v.getallen, l.getal(i))
	return i + 1
}

func (l *lezer) duur(i int, v *vangst) int {
	if n := l.getal(i); n == 0 || !l.is(i+1, keerAantal(n, "dag", "dagen")) {
		return 0
	}
	return l.aantal(i, v) + 1
}

func (l *lezer) citaat(i int, v *vangst) int {
	if l.op(i).soort != isCitaat {
		return 0
	}
	v.citaat = l.op(i).tekst
	return i + 1
}

func (l *lezer) aanbieder(i int, v *vangst) int {
	if end, ok := l.vanaf(i, []string{"onbekende", "aanbieder"}); ok {
		v.aanbieders = bij(v.aanbieders, "")
		return end
	}
	if l.op(i).soort != isAanbieder {
		return 0
	}
	v.aanbieders = bij(v.aanbieders, l.op(i).tekst)
	return i + 1
}

// mits reads "voor zover bekend", or nothing.
func (l *lezer) mits(i int, v vangst, verder vervolg) {
	verder(i, v)
	if end, ok := l.vanaf(i, []string{"voor", "zover", "bekend"}); ok {
		v.mits = true
		verder(end, v)
	}
}

// einde reads words for how help ended.
func (l *lezer) einde(list []eindeWoorden, i int, v vangst, verder vervolg) {
	for _, e := range list {
		if end, ok := l.vanaf(i, e.woorden); ok {
			v := v
			v.einde = e.codes
			verder(end, v)
		}
	}
}

// Numbers that are also written as words, from 1 on.
var telwoorden = strings.Fields("één twee drie vier vijf zes zeven acht negen tien elf twaalf")

// getal is the number at a place, 0 when there is none.
func (l *lezer) getal(i int) int {
	if t := l.op(i); t.soort == isGetal {
		return t.getal
	}
	if t := l.op(i); t.soort == isWoord {
		return slices.Index(telwoorden, t.tekst) + 1
	}
	return 0
}

// wie reads trajectories: "traject 3", "traject 3 en traject 4", "trajecten 1, 2 en 3",
// "trajecten 1 tot en met 4". What has several has each once.
func (l *lezer) wie(i int, verder func(int, []int)) {
	if l.is(i, "de") && l.is(i+1, "trajecten") {
		i++
	}
	switch {
	case l.is(i, "trajecten"):
		l.nummers(i+1, nil, nil, verder)
	case l.is(i, "traject") && l.op(i+1).soort == isGetal:
		verder(i+2, []int{l.op(i + 1).getal})
		l.nummers(i+1, nil, []string{"traject"}, verder)
		l.nummers(i+1, nil, nil, verder)
	}
}

// nummers reads two or more numbers, with a word before every next one or with none. The
// last one comes after "en".
func (l *lezer) nummers(i int, had []int, woord []string, verder func(int, []int)) {
	n := l.nieuwNummer(i, had)
	if n == 0 {
		return
	}
	had = bij(had, n)
	if end, ok := l.vanaf(i+2, woord); ok && l.is(i+1, ",") {
		l.nummers(end, had, woord, verder)
	} else if ok && l.is(i+1, "en") {
		l.laatste(end, had, verder)
	}
	if end, ok := l.vanaf(i+1, []string{"tot", "en", "met"}); ok && len(had) == 1 && len(woord) == 0 {
		l.reeks(end, n, verder)
	}
}

// laatste reads the last number of some.
func (l *lezer) laatste(i int, had []int, verder func(int, []int)) {
	if n := l.nieuwNummer(i, had); n > 0 {
		verder(i+1, bij(had, n))
	}
}

// nieuwNummer is the number in figures at a place when it was not named before, else 0.
func (l *lezer) nieuwNummer(i int, had []int) int {
	if t := l.op(i); t.soort == isGetal && !slices.Contains(had, t.getal) {
		return t.getal
	}
	return 0
}

// reeks reads the last number of "1 tot en met 4".
func (l *lezer) reeks(i, van int, verder func(int, []int)) {
	last := l.op(i)
	if last.soort != isGetal || last.getal <= van || last.getal > van+1000 {
		return
	}
	var all []int
	for n := van; n <= last.getal; n++ {
		all = append(all, n)
	}
	verder(i+1, all)
}

// vormWoorden are the names of all forms of help, and their words and marks.
var vormWoorden = leesVormen()

type vormNaam struct {
	naam    string
	woorden []string
}

func leesVormen() []vormNaam {
	var names []vormNaam
	for _, code := range slices.Concat(procesregie.Hulpvormen, procesregie.Productcategorieen, []procesregie.Code{{Naam: "onbekende hulp"}}) {
		spaced := strings.NewReplacer("(", " ( ", ")", " ) ").Replace(code.Naam)
		names = append(names, vormNaam{code.Naam, strings.Fields(spaced)})
	}
	return names
}

// vorm reads a form of help by its name.
func (l *lezer) vorm(i int, verder func(int, string)) {
	for _, form := range vormWoorden {
		if end, ok := l.vanaf(i, form.woorden); ok {
			verder(end, form.naam)
		}
	}
}

// lijst reads forms with their trajectories.
func (l *lezer) lijst(i int, had []vormWie, verder func(int, []vormWie)) {
	l.vorm(i, func(i int, naam string) {
		if !l.is(i, "(") {
			return
		}
		l.wie(i+1, func(i int, wie []int) {
			if !l.is(i, ")") {
				return
			}
			list := bij(had, vormWie{naam, wie})
			verder(i+1, list)
			if l.is(i+1, ",") || l.is(i+1, "en") {
				l.lijst(i+2, list, verder)
			}
		})
	})
}

// naam reads a form of help that stands for one trajectory: "pleegzorg (traject 5)".
func (l *lezer) naam(i int, v vangst, verder vervolg) {
	l.staartVan(naamgevingen, i, v, func(i int, v vangst) {
		l.pas(achterNaam, i, v, func(i int, v vangst) {
			if len(v.wie[0]) == 1 {
				verder(i, v)
			}
		})
	})
}
