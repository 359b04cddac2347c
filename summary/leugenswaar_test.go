package summary_test

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

// bewering is a sentence with the ids that it cites, about the history at an index.
type bewering struct {
	soort string
	over  int
	tekst string
	ids   []string
}

// velden are what a sentence about something says, by the name of the place for it.
type velden map[string]string

// zet fills the places of a template.
func (v velden) zet(template string) string {
	for naam, waarde := range v {
		template = strings.ReplaceAll(template, "{"+naam+"}", waarde)
	}
	return strings.ToUpper(template[:1]) + template[1:]
}

// met is a copy with other values: name, value, name, value.
func (v velden) met(anders ...string) velden {
	c := maps.Clone(v)
	for i := 0; i < len(anders); i += 2 {
		c[anders[i]] = anders[i+1]
	}
	return c
}

// datum writes a date in one of the ways people do; which one follows from the date and
// the place.
func datum(d p.Date, n int) string {
	if d.IsZero() {
		return ""
	}
	switch (d.Day + n) % 4 {
	case 0:
		return fmt.Sprintf("%d %s %d", d.Day, p.MonthName(d.Month), d.Year)
	case 1:
		return d.Dutch()
	}
	return d.Compact()
}

// Words of our own for what is recorded: the tables of the checker are not used here.
var (
	eindeTekst = map[string]string{
		"01": "volgens plan", "02": "eerder dan gepland, in overleg", "03": "eerder dan gepland, door de jeugdige of de ouders",
		"04": "eerder dan gepland, door de aanbieder", "05": "eerder dan gepland, door iets van buiten",
	}
	resultaatTekst = map[string]string{p.Geholpen: "heeft geholpen", p.DeelsGeholpen: "heeft deels geholpen", p.NietGeholpen: "heeft niet geholpen"}
	onbekendTekst  = map[string]string{"": "is niet vastgelegd", p.ResultaatOnbekend: "is onbekend"}
)

// trajectVelden are what is known of a trajectory; what is not known has no place.
func trajectVelden(t p.Traject) velden {
	v := velden{"nr": fmt.Sprint(t.Nummer), "vorm": t.Vorm(), "aanb": t.Aanbieder, "van": datum(t.Start, 0)}
	if !t.Eind.IsZero() {
		v["tot"] = datum(t.Eind, 1)
	}
	last := op
	if t.Eind != (p.Date{}) && t.Eind.Before(op) {
		last = t.Eind
	}
	if days := t.Start.DaysUntil(last) + 1; days > 0 {
		v["dagen"] = p.Count(days, "dag", "dagen")
	}
	if t.Eind.Before(op) && !t.Eind.IsZero() && t.Reden != "" {
		v["einde"] = eindeTekst[t.Reden]
	}
	if text, known := resultaatTekst[t.Resultaat]; known && !t.Start.After(op) {
		v["res"] = text
	} else if text, known := onbekendTekst[t.Resultaat]; known && !t.Start.After(op) {
		v["open"] = text
	}
	if t.Aanleiding != "" {
		v["aanleiding"] = strings.Join(strings.Fields(t.Aanleiding), " ")
	}
	return v
}

// The templates for trajectories that are over, that run, and that have yet to begin. One
// is used when all its places can be filled.
var trajectTekst = map[string][]string{
	"voorbij": {
		"Traject {nr} was {vorm} bij {aanb}.",
		"Traject {nr} was {vorm} bij {aanb} en liep van {van} tot en met {tot}.",
		"Traject {nr} liep van {van} tot en met {tot}.",
		"Traject {nr} liep van {van} tot en met {tot} en duurde {dagen}.",
		"Traject {nr} bestond uit {vorm}.",
		"Traject {nr}, van {van} tot en met {tot}, was {vorm}.",
		"Traject {nr} begon op {van} en eindigde op {tot}.",
		"Traject {nr} startte op {van} en duurde {dagen}.",
		"Traject {nr} duurde {dagen}.",
		"Traject {nr} ({vorm} bij {aanb}) duurde {dagen}.",
		"De jeugdige kreeg {vorm} bij {aanb} (traject {nr}).",
		"De jeugdige kreeg van {van} tot en met {tot} {vorm} bij {aanb} (traject {nr}).",
		"Van {van} tot en met {tot} kreeg de jeugdige {vorm} (traject {nr}).",
		"In traject {nr} kreeg de jeugdige {vorm} bij {aanb}, van {van} tot en met {tot} ({dagen}).",
		"Van {van} tot en met {tot} liep traject {nr} bij {aanb}.",
		"Op {van} begon traject {nr}.",
		"Traject {nr} stopte op {tot}.",
		"Traject {nr} werd uitgevoerd door {aanb}.",
		"Traject {nr} eindigde {einde}.",
		"Traject {nr} stopte {einde}.",
		"Traject {nr} duurde {dagen} en eindigde {einde}.",
		"Traject {nr} was {vorm} en {res}.",
		"Traject {nr} {res}.",
		"Traject {nr} bij {aanb} {res}.",
		"Traject {nr} {res} en is voorbij.",
		"Het resultaat van traject {nr} {open}.",
		"Of traject {nr} heeft geholpen, {open}.",
		"Traject {nr} was {vorm}, maar of traject {nr} hielp, {open}.",
		"De aanleiding van traject {nr} was “{aanleiding}”.",
		"De aanleiding voor traject {nr}: “{aanleiding}”.",
	},
	"loopt": {
		"Traject {nr} is {vorm} bij {aanb} en loopt sinds {van}.",
		"Traject {nr} loopt sinds {van} bij {aanb}.",
		"Traject {nr} loopt nog en duurt nu {dagen}.",
		"De jeugdige krijgt nu {vorm} bij {aanb} (traject {nr}).",
		"Sinds {van} krijgt de jeugdige {vorm} (traject {nr}).",
		"Sinds {van} loopt traject {nr}.",
		"Traject {nr} begon op {van}.",
		"Traject {nr} loopt nog steeds.",
		"Traject {nr} begon op {van} en loopt nog.",
		"Traject {nr} is nog niet voorbij.",
		"Of traject {nr} helpt, {open}.",
		"De aanleiding van traject {nr} is “{aanleiding}”.",
	},
	"straks": {
		"Traject {nr} begint op {van}.",
		"Traject {nr} is nog niet begonnen.",
		"Op {van} begint traject {nr}.",
		"Traject {nr} is {vorm} bij {aanb} en begint op {van}.",
	},
}

func stand(t p.Traject) string {
	switch {
	case t.Start.After(op):
		return "straks"
	case t.Eind.IsZero() || !t.Eind.Before(op):
		return "loopt"
	}
	return "voorbij"
}

var plek = regexp.MustCompile(`\{(\w+)\}`)

// plekken are the places of a template.
func plekken(template string) []string {
	var list []string
	for _, m := range plek.FindAllStringSubmatch(template, -1) {
		list = append(list, m[1])
	}
	return list
}

// past reports whether all places of a template can be filled.
func (v velden) past(template string) bool {
	return !slices.ContainsFunc(plekken(template), func(naam string) bool { return v[naam] == "" })
}

func trajectID(n int) string { return fmt.Sprintf("T%d", n) }

// paar is two trajectories that ran on the same days.
type paar struct {
	a, b     p.Traject
	van, tot p.Date
}

// paren finds them day by day, the slow way.
func paren(h p.Historie) []paar {
	var list []paar
	for i, a := range h.Trajecten {
		for _, b := range h.Trajecten[i+1:] {
			both := paar{a: a, b: b}
			for day := b.Start; day.Before(op); day = day.AddDays(1) {
				if a.Loopt(day) && b.Loopt(day) {
					if both.van.IsZero() {
						both.van = day
					}
					both.tot = day
				}
			}
			if !both.van.IsZero() && both.tot.AddDays(1).Before(op) {
				list = append(list, both)
			}
		}
	}
	return list
}

func (b paar) velden() velden {
	return velden{
		"a": fmt.Sprint(b.a.Nummer), "b": fmt.Sprint(b.b.Nummer), "van": datum(b.van, 0), "tot": datum(b.tot, 0),
		"dagen": p.Count(b.van.DaysUntil(b.tot)+1, "dag", "dagen"),
	}
}

var paarTekst = []string{
	"Traject {a} overlapte met traject {b} van {van} tot en met {tot}.",
	"Traject {a} en traject {b} liepen tegelijk van {van} tot en met {tot}.",
	"Trajecten {a} en {b} liepen {dagen} tegelijk.",
	"Trajecten {a} en {b} overlapten elkaar van {van} tot en met {tot} ({dagen}).",
	"Van {van} tot en met {tot} liepen trajecten {a} en {b} tegelijk.",
	"Trajecten {b} en {a} liepen van {van} tot en met {tot} tegelijk.",
}

// leegte is time without help between two trajectories.
type leegte struct {
	voor, na p.Traject
	van, tot p.Date
	id       string
}

// leegten finds them day by day; only where one trajectory ended and one began.
func leegten(h p.Historie) []leegte {
	var list []leegte
	if len(h.Trajecten) == 0 {
		return nil
	}
	running := func(day p.Date) bool {
		return slices.ContainsFunc(h.Trajecten, func(t p.Traject) bool { return t.Loopt(day) })
	}
	n := 0
	for day := h.Trajecten[0].Start; day.Before(op); day = day.AddDays(1) {
		if running(day) {
			continue
		}
		n++
		empty := leegte{van: day, id: fmt.Sprintf("G%d", n)}
		for day.Before(op) && !running(day) {
			empty.tot, day = day, day.AddDays(1)
		}
		before, after := 0, 0
		for _, t := range h.Trajecten {
			if t.Eind.AddDays(1) == empty.van {
				empty.voor = t
				before++
			}
			if t.Start == empty.tot.AddDays(1) {
				empty.na = t
				after++
			}
		}
		if before == 1 && after == 1 {
			list = append(list, empty)
		}
	}
	return list
}

func (l leegte) velden() velden {
	return velden{
		"voor": fmt.Sprint(l.voor.Nummer), "na": fmt.Sprint(l.na.Nummer), "van": datum(l.van, 0), "tot": datum(l.tot, 0),
		"dagen": p.Count(l.van.DaysUntil(l.tot)+1, "dag", "dagen"),
	}
}

var leegteTekst = []string{
	"Tussen traject {voor} en traject {na} was {dagen} geen hulp bekend.",
	"Tussen traject {voor} en traject {na} was er geen hulp bekend, van {van} tot en met {tot}.",
	"Na traject {voor} was er {dagen} geen hulp bekend.",
	"Van {van} tot en met {tot} was er geen hulp bekend, na traject {voor} en voor traject {na}.",
	"Tussen trajecten {voor} en {na} was er {dagen} geen hulp bekend, van {van} tot en met {tot}.",
	"Van {van} tot en met {tot} was er geen hulp bekend ({dagen}).",
}

// lijstje writes numbers of trajectories.
func lijstje(list []p.Traject) string {
	var words []string
	for _, t := range list {
		words = append(words, fmt.Sprint(t.Nummer))
	}
	return p.List(words)
}

// kies returns the trajectories that meet a condition.
func kies(h p.Historie, wel func(p.Traject) bool) []p.Traject {
	return slices.DeleteFunc(slices.Clone(h.Trajecten), func(t p.Traject) bool { return !wel(t) })
}

func idsVan(list []p.Traject) []string {
	var ids []string
	for _, t := range list {
		ids = append(ids, trajectID(t.Nummer))
	}
	return ids
}

// waarheden are true sentences about a history, made of templates.
func waarheden(over int, h p.Historie) []bewering {
	var list []bewering
	add := func(soort, tekst string, ids ...string) { list = append(list, bewering{soort, over, tekst, ids}) }
	for _, t := range h.Trajecten {
		for _, template := range trajectTekst[stand(t)] {
			if v := trajectVelden(t); v.past(template) {
				add(soortVan(template), v.zet(template), trajectID(t.Nummer))
			}
		}
	}
	for _, both := range paren(h) {
		for _, template := range paarTekst {
			add("overlap", both.velden().zet(template), trajectID(both.a.Nummer), trajectID(both.b.Nummer))
		}
	}
	for _, empty := range leegten(h) {
		for _, template := range leegteTekst {
			add("time without help", empty.velden().zet(template), empty.id)
		}
	}
	return append(list, telWaarheden(over, h)...)
}

// soortVan is the kind of true sentence that a template makes.
func soortVan(template string) string {
	has := plekken(template)
	switch {
	case slices.Contains(has, "einde"):
		return "how it ended"
	case slices.Contains(has, "res"), slices.Contains(has, "open"):
		return "whether it helped"
	case slices.Contains(has, "aanleiding"):
		return "reason to start"
	case slices.Contains(has, "dagen"):
		return "duration"
	case slices.Contains(has, "vorm"), slices.Contains(has, "aanb"):
		return "help and provider"
	case slices.Contains(has, "van"), slices.Contains(has, "tot"):
		return "first and last day"
	}
	return "runs, over, to come"
}

// telWaarheden are true counts, and sentences about several trajectories.
func telWaarheden(over int, h p.Historie) []bewering {
	var list []bewering
	add := func(soort, tekst string, ids ...string) { list = append(list, bewering{soort, over, tekst, ids}) }
	if n := len(h.Trajecten); n > 1 {
		add("counts", fmt.Sprintf("Er zijn %d trajecten bekend.", n), "TEL")
		add("counts", fmt.Sprintf("In totaal zijn er %d trajecten bekend op %s.", n, op.Dutch()), "TEL")
	}
	runs := kies(h, func(t p.Traject) bool { return stand(t) == "loopt" })
	if len(runs) > 1 {
		add("counts", fmt.Sprintf("Er lopen nu %d trajecten: trajecten %s.", len(runs), lijstje(runs)), "LOP")
		add("counts", fmt.Sprintf("Nu lopen trajecten %s.", lijstje(runs)), "LOP")
	}
	for res, words := range map[string]string{p.Geholpen: "hebben geholpen", p.DeelsGeholpen: "hebben deels geholpen", p.NietGeholpen: "hebben niet geholpen"} {
		if same := kies(h, func(t p.Traject) bool { return t.Resultaat == res && stand(t) != "straks" }); len(same) > 1 {
			add("several at once", fmt.Sprintf("Trajecten %s %s.", lijstje(same), words), idsVan(same)...)
		}
	}
	for _, code := range []string{"01", "02", "03", "04", "05"} {
		if same := kies(h, func(t p.Traject) bool { return t.Reden == code && stand(t) == "voorbij" }); len(same) > 1 {
			add("several at once", fmt.Sprintf("De trajecten %s eindigden %s.", lijstje(same), eindeTekst[code]), idsVan(same)...)
		}
	}
	over2 := kies(h, func(t p.Traject) bool { return stand(t) == "voorbij" })
	for i := 0; i+1 < len(over2); i++ {
		a, b := over2[i], over2[i+1]
		add("two facts, each with its own", fmt.Sprintf("Traject %d was %s bij %s, traject %d was %s bij %s.", a.Nummer, a.Vorm(), a.Aanbieder, b.Nummer, b.Vorm(), b.Aanbieder), idsVan(over2[i:i+2])...)
		if x, y := resultaatTekst[a.Resultaat], resultaatTekst[b.Resultaat]; x != "" && y != "" {
			add("two facts, each with its own", fmt.Sprintf("Traject %d %s en traject %d %s.", a.Nummer, x, b.Nummer, y), idsVan(over2[i:i+2])...)
		}
	}
	return list
}

// geschiedenissen are the histories that lies are told about: the sample list, the one of
// the examples, and drawn ones.
func geschiedenissen(t testing.TB) []p.Historie {
	all := voorbeeld(t)
	list := []p.Historie{voorbeeldgeschiedenis()}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		list = append(list, verborgen(all[name]))
	}
	random := rand.New(rand.NewPCG(7, 3))
	for range 40 {
		list = append(list, verborgen(p.Geschiedenis(willekeurig(random))[0]))
	}
	return list
}

// willekeurig draws rows close to each other in time.
func willekeurig(random *rand.Rand) []p.Levering {
	var rows []p.Levering
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	for range 2 + random.IntN(6) {
		l := p.Levering{
			Jeugdige: "J1", Aanbieder: pick("Noord", "Oost", "Zuid", "West"), Hulpvorm: pick("01", "02", "03", "04", "11", "12", "13", "14"), Crisis: p.Answer(random.IntN(3)),
			Start: dag("2023-01-01").AddDays(random.IntN(1600)), Aanleiding: pick("", "opvoedvragen", "school", "veiligheid thuis"),
		}
		if random.IntN(5) > 0 {
			l.Eind = l.Start.AddDays(random.IntN(400))
			l.Reden, l.Resultaat = pick("", "01", "02", "03", "04", "05"), pick("", p.Geholpen, p.DeelsGeholpen, p.NietGeholpen, p.ResultaatOnbekend)
		}
		rows = append(rows, l)
	}
	return rows
}

// sleutel spreads sentences by what they are and not by their place.
func (b bewering) sleutel() uint64 {
	h := fnv.New64a()
	for _, part := range append([]string{b.tekst, fmt.Sprint(b.over)}, b.ids...) {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return h.Sum64()
}

// enkele are one in eight of the true sentences about a history, to make many lies of each.
func enkele(over int, h p.Historie) []bewering {
	return slices.DeleteFunc(waarheden(over, h), func(b bewering) bool { return b.sleutel()%8 > 0 })
}

// steekproef keeps at most a number of different sentences, whichever came first.
type steekproef struct {
	perSleutel map[uint64]bewering
}

// neem takes a sentence into the sample.
func (s *steekproef) neem(b bewering) {
	if s.perSleutel == nil {
		s.perSleutel = map[uint64]bewering{}
	}
	if s.perSleutel[b.sleutel()] = b; len(s.perSleutel) > 8*perSoort {
		*s = s.eerste()
	}
}

func (s *steekproef) eerste() steekproef {
	kept := steekproef{map[uint64]bewering{}}
	keys := slices.Sorted(maps.Keys(s.perSleutel))
	for _, key := range keys[:min(len(keys), perSoort)] {
		kept.perSleutel[key] = s.perSleutel[key]
	}
	return kept
}

// lijst returns the sample in a fixed order.
func (s *steekproef) lijst() []bewering {
	first := s.eerste()
	var list []bewering
	for _, key := range slices.Sorted(maps.Keys(first.perSleutel)) {
		list = append(list, first.perSleutel[key])
	}
	return list
}
