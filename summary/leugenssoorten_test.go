package summary_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	p "github.com/regiebot/regiebot/procesregie"
)

// anders is a way to change what is recorded of a trajectory: the kind of lie, the place,
// and the values that it does not have.
type anders struct {
	soort, plek string
	waarden     func(h p.Historie, t p.Traject) []string
}

// elkeDag writes a date in every way.
func elkeDag(days ...p.Date) []string {
	var list []string
	for _, d := range days {
		if !d.IsZero() {
			list = append(list, d.Compact(), d.Dutch(), fmt.Sprintf("%d %s %d", d.Day, p.MonthName(d.Month), d.Year))
		}
	}
	return list
}

// rond are days around one, and those of other trajectories.
func rond(h p.Historie, d p.Date) []string {
	days := []p.Date{d.AddDays(1), d.AddDays(-1), d.AddDays(7), d.AddMonths(1), d.AddMonths(-1), d.AddMonths(12), d.AddMonths(-12), {Year: d.Year + 100, Month: d.Month, Day: min(d.Day, 28)}}
	for _, t := range h.Trajecten {
		days = append(days, t.Start, t.Eind)
	}
	days = slices.DeleteFunc(days, func(other p.Date) bool { return other == d })
	return elkeDag(days...)
}

var andersen = []anders{
	{"invented dates: first day", "van", func(h p.Historie, t p.Traject) []string { return rond(h, t.Start) }},
	{"invented dates: last day", "tot", func(h p.Historie, t p.Traject) []string {
		if t.Eind.IsZero() {
			return nil
		}
		return rond(h, t.Eind)
	}},
	{"invented durations", "dagen", func(_ p.Historie, t p.Traject) []string {
		number, _, _ := strings.Cut(trajectVelden(t)["dagen"], " ")
		n, err := strconv.Atoi(number)
		if err != nil {
			panic(err)
		}
		var list []string
		for _, other := range []int{n - 1, n + 1, n + 7, n * 2, n * 10, n / 7, n / 30} {
			if other > 0 && other != n {
				list = append(list, p.Count(other, "dag", "dagen"))
			}
		}
		return append(list, "ruim een half jaar", fmt.Sprintf("%d weken", n/7+1), fmt.Sprintf("bijna %d maanden", n/30+1))
	}},
	{"invented forms of help", "vorm", func(_ p.Historie, t p.Traject) []string {
		var list []string
		for _, c := range slices.Concat(p.Hulpvormen, p.Productcategorieen) {
			if c.Naam != t.Vorm() {
				list = append(list, c.Naam)
			}
		}
		return append(list, "speltherapie", "gezinstherapie")
	}},
	{"invented providers", "aanb", func(h p.Historie, t p.Traject) []string {
		list := []string{"aanbieder Z", "aanbieder ZZ", "onbekende aanbieder", "aanbieder", "Stichting De Linde", "aanbieder " + strings.ToLower(t.Aanbieder[len(t.Aanbieder)-1:])}
		for _, other := range h.Trajecten {
			if other.Aanbieder != t.Aanbieder {
				list = append(list, other.Aanbieder)
			}
		}
		return list
	}},
	{"swapped ends", "einde", func(_ p.Historie, t p.Traject) []string {
		var list []string
		for _, code := range slices.Sorted(maps.Keys(eindeTekst)) {
			if code != t.Reden {
				list = append(list, eindeTekst[code])
			}
		}
		if t.Reden == "01" {
			return append(list, "eerder dan gepland", "niet volgens plan", "voortijdig", "later dan gepland")
		}
		return append(list, "niet eerder dan gepland", "niet voortijdig", "later dan gepland")
	}},
	{"swapped results", "res", func(_ p.Historie, t p.Traject) []string {
		list := []string{"is niet vastgelegd", "is onbekend"}
		for _, res := range slices.Sorted(maps.Keys(resultaatTekst)) {
			if res != t.Resultaat {
				list = append(list, resultaatTekst[res])
			}
		}
		return list
	}},
	{"swapped results", "open", func(_ p.Historie, t p.Traject) []string {
		list := []string{"is wel vastgelegd", "is bekend", "is niet onbekend"}
		for _, res := range []string{"", p.ResultaatOnbekend} {
			if res != t.Resultaat {
				list = append(list, onbekendTekst[res])
			}
		}
		return list
	}},
	{"another trajectory", "nr", func(h p.Historie, t p.Traject) []string {
		list := []string{"0", "99", "-1", fmt.Sprint(t.Nummer, ",5"), fmt.Sprint(t.Nummer, "0")}
		for _, other := range h.Trajecten {
			if other.Nummer != t.Nummer {
				list = append(list, fmt.Sprint(other.Nummer))
			}
		}
		return list
	}},
	{"invented reasons to start", "aanleiding", func(_ p.Historie, t p.Traject) []string {
		return []string{"mishandeling", t.Aanleiding + " en geweld", "", "niet vastgelegd", "geen " + t.Aanleiding, t.Aanleiding[1:]}
	}},
}

// leugens are falsehoods about a history, each false by how it is made: one value of a true
// sentence is one that the history does not have.
func leugens(over int, h p.Historie) []bewering {
	var list []bewering
	add := func(soort, tekst string, ids ...string) { list = append(list, bewering{soort, over, tekst, ids}) }
	for _, t := range h.Trajecten {
		v, id := trajectVelden(t), trajectID(t.Nummer)
		for _, template := range trajectTekst[stand(t)] {
			if !v.past(template) {
				continue
			}
			for _, other := range andersen {
				if !slices.Contains(plekken(template), other.plek) {
					continue
				}
				for _, value := range other.waarden(h, t) {
					add(other.soort, v.met(other.plek, value).zet(template), id)
				}
			}
			if v["tot"] != "" && t.Start != t.Eind && slices.Contains(plekken(template), "tot") {
				add("swapped first and last day", v.met("van", v["tot"], "tot", v["van"]).zet(template), id)
			}
			list = append(list, verkeerdeNummers(over, h, t, v.zet(template))...)
		}
		list = append(list, verkeerdeTijd(over, t)...)
	}
	list = append(list, omgekeerd(over, h)...)
	list = append(list, geplakt(over, h)...)
	list = append(list, verkeerdePerioden(over, h)...)
	return append(list, verkeerdeTellingen(over, h)...)
}

// verkeerdeNummers are true sentences with other ids than those of the facts they say.
func verkeerdeNummers(over int, h p.Historie, t p.Traject, tekst string) []bewering {
	id := trajectID(t.Nummer)
	wrong := [][]string{nil, {""}, {"TEL"}, {"LOP"}, {"T99"}, {id + " "}, {strings.ToLower(id)}, {id, "TEL"}, {id, "T99"}, {id, ""}}
	for _, other := range h.Trajecten {
		if other.Nummer != t.Nummer {
			wrong = append(wrong, []string{trajectID(other.Nummer)}, []string{id, trajectID(other.Nummer)})
		}
	}
	var list []bewering
	for _, ids := range wrong {
		list = append(list, bewering{"a true sentence with a wrong id", over, tekst, ids})
	}
	return list
}

// verkeerdeTijd says of what is over that it runs, and the other way round.
func verkeerdeTijd(over int, t p.Traject) []bewering {
	says := map[string][]string{
		"voorbij": {
			"Traject {nr} is voorbij.", "Traject {nr} loopt niet meer.", "Traject {nr} was {vorm}.", "Traject {nr} was bij {aanb}.", "De jeugdige kreeg {vorm} (traject {nr}).",
			"Traject {nr} liep tot en met {tot}.", "Traject {nr} eindigde op {tot}.", "Traject {nr} is gestopt.",
		},
		"loopt": {
			"Traject {nr} loopt nog.", "Traject {nr} loopt nu.", "Traject {nr} is nog niet voorbij en is begonnen op {van}, en loopt nog.", "De jeugdige krijgt {vorm} (traject {nr}).", "Traject {nr} loopt sinds {van}.",
			"Op dit moment loopt traject {nr}.", "Traject {nr} duurt nu {dagen}.",
		},
		"straks": {"Traject {nr} is nog niet begonnen.", "Traject {nr} is nog niet gestart."},
	}
	v := trajectVelden(t)
	if v["tot"] == "" {
		v["tot"] = op.AddDays(-1).Compact()
	}
	var list []bewering
	for _, when := range slices.Sorted(maps.Keys(says)) {
		for _, template := range says[when] {
			if when != stand(t) {
				list = append(list, bewering{"wrong tense: over, running, to come", over, v.met("dagen", "12 dagen").zet(template), []string{trajectID(t.Nummer)}})
			}
		}
	}
	if t.Crisis != p.Ja {
		list = append(list, bewering{"flipped negations", over, v.zet("Traject {nr} begon met een crisis."), []string{trajectID(t.Nummer)}})
	}
	if t.Crisis != p.Nee {
		list = append(list, bewering{"flipped negations", over, v.zet("Traject {nr} begon niet met een crisis."), []string{trajectID(t.Nummer)}})
	}
	if t.PauzeSinds.IsZero() {
		list = append(list, bewering{"flipped negations", over, v.zet("Traject {nr} is in pauze sinds {van}."), []string{trajectID(t.Nummer)}})
	}
	return list
}

// omgekeerd puts "niet" in every place of true sentences, and takes it out of them.
func omgekeerd(over int, h p.Historie) []bewering {
	var list []bewering
	for _, b := range enkele(over, h) {
		words := strings.Fields(b.tekst)
		for i := range words {
			if words[i] == "niet" {
				without := strings.Join(slices.Delete(slices.Clone(words), i, i+1), " ")
				list = append(list, bewering{"flipped negations", over, without, b.ids})
			}
			for _, word := range []string{"niet", "nooit", "geen"} {
				if strings.Contains(b.tekst, "vastgelegd") || strings.Contains(b.tekst, "onbekend") {
					continue // whether it did not help is not recorded either
				}
				with := strings.Join(slices.Insert(slices.Clone(words), i, word), " ")
				list = append(list, bewering{"flipped negations", over, with, b.ids})
			}
		}
		list = append(list, bewering{"flipped negations", over, "Het is niet waar dat " + strings.ToLower(b.tekst[:1]) + b.tekst[1:], b.ids})
	}
	return list
}

// geplakt says of one trajectory what is true of another.
func geplakt(over int, h p.Historie) []bewering {
	var list []bewering
	for _, a := range h.Trajecten {
		for _, b := range h.Trajecten {
			va, vb := trajectVelden(a), trajectVelden(b)
			if a.Nummer == b.Nummer || stand(a) != stand(b) {
				continue
			}
			for _, template := range trajectTekst[stand(a)] {
				places := plekken(template)
				for _, taken := range places {
					if taken == "nr" || va[taken] == vb[taken] || vb[taken] == "" || gelijkeDag(taken, a, b) {
						continue
					}
					glued := va.met(taken, vb[taken])
					if glued.past(template) {
						text := glued.zet(template)
						list = append(list, bewering{"two facts glued", over, text, []string{trajectID(a.Nummer)}}, bewering{"two facts glued", over, text, []string{trajectID(a.Nummer), trajectID(b.Nummer)}})
					}
				}
			}
			list = append(list, gewisseld(over, a, b)...)
		}
	}
	return list
}

// gelijkeDag reports whether a value is the same although it is written in another way.
func gelijkeDag(taken string, a, b p.Traject) bool {
	return taken == "van" && a.Start == b.Start || taken == "tot" && a.Eind == b.Eind
}

// gewisseld are sentences about two trajectories that have what the other has.
func gewisseld(over int, a, b p.Traject) []bewering {
	va, vb := trajectVelden(a), trajectVelden(b)
	ids := []string{trajectID(a.Nummer), trajectID(b.Nummer)}
	var list []bewering
	add := func(soort, text string) { list = append(list, bewering{soort, over, text, ids}) }
	if a.Aanbieder != b.Aanbieder {
		add("swapped providers", fmt.Sprintf("Traject %s was bij %s en traject %s was bij %s.", va["nr"], vb["aanb"], vb["nr"], va["aanb"]))
		add("swapped providers", fmt.Sprintf("Traject %s is bij %s, traject %s is bij %s.", va["nr"], vb["aanb"], vb["nr"], va["aanb"]))
		add("swapped providers", fmt.Sprintf("Trajecten %s en %s waren bij %s.", va["nr"], vb["nr"], va["aanb"]))
		add("swapped providers", fmt.Sprintf("Traject %s was %s bij %s, traject %s was %s bij %s.", va["nr"], va["vorm"], vb["aanb"], vb["nr"], vb["vorm"], va["aanb"]))
	}
	if va["res"] != vb["res"] {
		for _, v := range []velden{va, vb} {
			if v["res"] != "" {
				more := strings.Replace(v["res"], "heeft", "hebben", 1)
				add("a subject too many", fmt.Sprintf("Trajecten %s en %s %s.", va["nr"], vb["nr"], more))
				add("a subject too many", fmt.Sprintf("Traject %s en traject %s %s.", va["nr"], vb["nr"], more))
				add("a subject too many", fmt.Sprintf("Beide trajecten %s.", more))
			}
		}
	}
	if b.Start.Before(a.Start) {
		add("wrong order", fmt.Sprintf("Eerst begon traject %s en daarna traject %s.", va["nr"], vb["nr"]))
		add("wrong order", fmt.Sprintf("Na traject %s begon traject %s.", va["nr"], vb["nr"]))
		add("wrong order", fmt.Sprintf("Traject %s begon op %s en daarna begon traject %s.", va["nr"], va["van"], vb["nr"]))
		add("wrong order", fmt.Sprintf("Traject %s liep voor traject %s.", va["nr"], vb["nr"]))
		add("wrong order", fmt.Sprintf("Traject %s was %s, vervolgens was traject %s %s.", va["nr"], va["vorm"], vb["nr"], vb["vorm"]))
	}
	return list
}

// verkeerdePerioden are about overlaps and time without help.
func verkeerdePerioden(over int, h p.Historie) []bewering {
	var list []bewering
	add := func(soort, tekst string, ids ...string) { list = append(list, bewering{soort, over, tekst, ids}) }
	// A part of a period is none of these lies, for it is true of it too.
	longer := func(soort string, v velden, template string, van, tot p.Date, ids ...string) {
		if !slices.Contains(plekken(template), "van") {
			return
		}
		for _, n := range []int{1, 2, 7, 31, 366} {
			for i, day := range elkeDag(van.AddDays(-n), tot.AddDays(n)) {
				add(soort, v.met([]string{"van", "tot"}[i/3], day).zet(template), ids...)
			}
		}
	}
	together := paren(h)
	for _, both := range together {
		ids := []string{trajectID(both.a.Nummer), trajectID(both.b.Nummer)}
		for _, template := range paarTekst {
			v := both.velden()
			longer("wrong overlaps", v, template, both.van, both.tot, ids...)
			for _, n := range []int{1, 2, 30} {
				if strings.Contains(template, "{dagen}") {
					add("wrong overlaps", v.met("dagen", p.Count(both.van.DaysUntil(both.tot)+1+n, "dag", "dagen")).zet(template), ids...)
				}
			}
			for _, other := range h.Trajecten {
				if other.Nummer != both.a.Nummer && other.Nummer != both.b.Nummer && !samenMet(together, both.a, other, both) {
					add("wrong overlap partner", v.met("b", fmt.Sprint(other.Nummer)).zet(template), ids...)
					add("wrong overlap partner", v.met("b", fmt.Sprint(other.Nummer)).zet(template), ids[0], trajectID(other.Nummer))
				}
			}
			add("a true sentence with a wrong id", v.zet(template), ids[0])
			add("a true sentence with a wrong id", v.zet(template), append(ids, "TEL")...)
		}
	}
	for _, empty := range leegten(h) {
		v := empty.velden()
		for _, template := range leegteTekst {
			longer("wrong time without help", v, template, empty.van, empty.tot, empty.id)
			if strings.Contains(template, "{voor}") && strings.Contains(template, "{na}") {
				add("wrong time without help", v.met("voor", v["na"], "na", v["voor"]).zet(template), empty.id)
			}
			for _, n := range []int{1, 7} {
				if strings.Contains(template, "{dagen}") {
					add("wrong time without help", v.met("dagen", p.Count(empty.van.DaysUntil(empty.tot)+1+n, "dag", "dagen")).zet(template), empty.id)
				}
			}
			add("a true sentence with a wrong id", v.zet(template), "G99")
			add("a true sentence with a wrong id", v.zet(template), empty.id, "TEL")
		}
	}
	return list
}

// samenMet reports whether two trajectories ran together in the period of a pair.
func samenMet(list []paar, a, b p.Traject, as paar) bool {
	return slices.ContainsFunc(list, func(other paar) bool {
		same := other.a.Nummer == a.Nummer && other.b.Nummer == b.Nummer || other.a.Nummer == b.Nummer && other.b.Nummer == a.Nummer
		return same && (other.van == as.van && other.tot == as.tot || other.van.DaysUntil(other.tot) == as.van.DaysUntil(as.tot))
	})
}

// verkeerdeTellingen are wrong numbers, and words for all, some and none.
func verkeerdeTellingen(over int, h p.Historie) []bewering {
	var list []bewering
	add := func(tekst string, id string) {
		list = append(list, bewering{"wrong counts", over, tekst, []string{id}})
	}
	n, runs := len(h.Trajecten), kies(h, func(t p.Traject) bool { return stand(t) == "loopt" })
	past := kies(h, func(t p.Traject) bool { return stand(t) == "voorbij" })
	early := kiesReden(past, "02", "03", "04", "05")
	for _, other := range []int{0, 1, n - 1, n + 1, n * 2, 100} {
		if other >= 0 && other != n {
			add(fmt.Sprintf("Er zijn %d trajecten bekend.", other), "TEL")
			add(fmt.Sprintf("Er zijn %d trajecten bekend op %s.", other, op.Compact()), "TEL")
		}
		if other >= 0 && other != len(runs) {
			add(fmt.Sprintf("Er lopen nu %d trajecten.", other), "LOP")
			add(fmt.Sprintf("Nu lopen er %d trajecten.", other), "LOP")
		}
		if other != len(early) {
			add(fmt.Sprintf("Van de %d trajecten die voorbij zijn, stopten er voor zover bekend %d eerder dan gepland: trajecten %s.", len(past), other, lijstje(early)), "VRG")
		}
		if other != len(past) {
			add(fmt.Sprintf("Van de %d trajecten die voorbij zijn, stopten er voor zover bekend %d eerder dan gepland: trajecten %s.", other, len(early), lijstje(early)), "VRG")
		}
	}
	if n > 1 {
		add(fmt.Sprintf("Er zijn %d trajecten bekend op %s.", n, op.AddDays(1).Compact()), "TEL")
	}
	if len(runs) > 0 {
		add("Er loopt nu geen traject.", "LOP")
		for _, t := range past {
			add(fmt.Sprintf("Nu lopen trajecten %s.", lijstje(append(slices.Clone(runs), t))), "LOP")
		}
	}
	return append(list, hoeveelheden(over, h)...)
}

// kiesReden returns the ones with one of some reasons.
func kiesReden(list []p.Traject, codes ...string) []p.Traject {
	return slices.DeleteFunc(slices.Clone(list), func(t p.Traject) bool { return !slices.Contains(codes, t.Reden) })
}

// hoeveelheden say of all, most, both or none what does not hold for them.
func hoeveelheden(over int, h p.Historie) []bewering {
	var list []bewering
	ids := idsVan(h.Trajecten)
	for _, res := range slices.Sorted(maps.Keys(resultaatTekst)) {
		more := strings.Replace(resultaatTekst[res], "heeft", "hebben", 1)
		have := kies(h, func(t p.Traject) bool { return t.Resultaat == res })
		says := map[string]bool{
			"Alle trajecten " + more:                       len(have) == len(h.Trajecten),
			"Geen enkel traject " + resultaatTekst[res]:    len(have) == 0,
			"De meeste trajecten " + more:                  len(have)*2 > len(h.Trajecten),
			"Minder dan de helft van de trajecten " + more: len(have)*2 < len(h.Trajecten),
			"Elk traject " + resultaatTekst[res]:           len(have) == len(h.Trajecten),
			"Trajecten " + more:                            len(have) == len(h.Trajecten),
			"De trajecten " + more:                         len(have) == len(h.Trajecten),
		}
		if len(h.Trajecten) > 1 {
			says[fmt.Sprintf("Trajecten 1 tot en met %d %s", len(h.Trajecten), more)] = len(have) == len(h.Trajecten)
		}
		for _, text := range slices.Sorted(maps.Keys(says)) {
			if !says[text] {
				list = append(list, bewering{"all, most, both, none", over, text + ".", ids}, bewering{"all, most, both, none", over, text + ".", idsVan(have)})
			}
		}
	}
	return list
}
