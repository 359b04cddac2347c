package summary

import (
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// blik is one trajectory as a part of a sentence looks at it.
type blik struct {
	kennis
	f Feit
	v vangst
}

// tijd is when a verb fits: "was" only for what is over.
type tijd func(b blik) bool

func altijd(blik) bool          { return true }
func voorbij(b blik) bool       { return b.f.Traject.Voorbij(b.op) }
func nietVoorbij(b blik) bool   { return !voorbij(b) }
func straks(b blik) bool        { return b.f.Van.After(b.op) }
func begonnen(b blik) bool      { return !straks(b) }
func loopt(b blik) bool         { return b.f.Traject.Loopt(b.op) }
func gegeven(b blik) bool       { return loopt(b) && !b.inPauze() } // in a pause nobody gets help
func gekregen(b blik) bool      { return voorbij(b) && b.f.Traject.PauzeSinds.IsZero() }
func (b blik) vorm() bool       { return b.v.vormen[0] == b.f.Traject.Vorm() }
func (b blik) bij() bool        { return b.v.aanbieders[0] == b.f.Traject.Aanbieder }
func (b blik) begin() bool      { return b.v.dagen[0] == b.f.Van }
func (b blik) eind() bool       { return b.v.dagen[0] == b.f.Tot }
func (b blik) periode() bool    { return b.v.dagen[0] == b.f.Van && b.v.dagen[1] == b.f.Tot }
func (b blik) crisis() bool     { return b.f.Traject.Crisis == procesregie.Ja }
func (b blik) geenCrisis() bool { return b.f.Traject.Crisis == procesregie.Nee }
func (b blik) pauze() bool      { return b.inPauze() && b.v.dagen[0] == b.f.Traject.PauzeSinds }
func (b blik) pauzeKomt() bool  { return !b.inPauze() && b.v.dagen[0] == b.f.Traject.PauzeSinds }
func (b blik) wel() bool        { return true }
func (b blik) inPauze() bool {
	return !b.f.Traject.PauzeSinds.IsZero() && !b.f.Traject.PauzeSinds.After(b.op)
}
func (b blik) crisisOp() bool    { return b.crisis() && b.begin() }
func (b blik) afgeleid() bool    { return b.f.Traject.RedenAfgeleid && b.f.Traject.Reden != "" }
func (b blik) beginBekend() bool { return nietVoorbij(b) && begonnen(b) && b.begin() }

// duur is of one trajectory: of more it is not said whether each took that long.
func (b blik) duur() bool { return len(b.v.wie[0]) == 1 && b.v.getallen[0] == b.f.Dagen }

// looptAl is for "loopt": of what has yet to begin it is said only with its first day.
func (b blik) looptAl() bool {
	return begonnen(b) || slices.ContainsFunc(b.v.staart, func(d deelzin) bool {
		return slices.Contains(d.regel.zegtVan, AspectBegin) && d.vangst.dagen[0] == b.f.Van
	})
}

// vormAl is for a form of help with a time: of what has yet to begin not the last day alone.
func (b blik) vormAl() bool {
	dated := slices.ContainsFunc(b.v.staart, func(d deelzin) bool { return len(d.vangst.dagen) > 0 })
	return b.vorm() && (!dated || b.looptAl())
}

// trajectvorm is a form of words about trajectories.
type trajectvorm struct {
	bron string
	als  tijd
	zegt []Aspect
	waar func(blik) bool
}

// regels makes rules of it: one for every way to write it.
func (t trajectvorm) regels() []regel {
	var list []regel
	for _, p := range patronen(t.bron) {
		list = append(list, regel{patroon: p, zegtVan: t.zegt, zegt: perTraject(t.zegt, func(b blik) bool { return t.als(b) && t.waar(b) })})
	}
	return list
}

// perTraject says the same of each of the trajectories that a part is about.
func perTraject(zegt []Aspect, waar func(blik) bool) func(kennis, vangst) []claim {
	return func(k kennis, v vangst) []claim {
		var all []claim
		for _, n := range v.wie[0] {
			f, known := k.traject(n)
			if !known || !waar(blik{k, f, v}) {
				return onwaar()
			}
			all = append(all, claim{{[]string{f.ID}, zegt}})
		}
		return all
	}
}

var (
	zegtVorm    = []Aspect{AspectVorm}
	zegtBij     = []Aspect{AspectAanbieder}
	zegtBegin   = []Aspect{AspectBegin}
	zegtEind    = []Aspect{AspectEind}
	zegtPeriode = []Aspect{AspectBegin, AspectEind}
	zegtDuur    = []Aspect{AspectDuur}
	zegtStand   = []Aspect{AspectStand}
	zegtCrisis  = []Aspect{AspectCrisis}
	zegtPauze   = []Aspect{AspectPauze}
)

// gezegden follow on the trajectories they are about.
var gezegden = []trajectvorm{
	{"was|betrof/waren|betroffen VORM STAART", voorbij, zegtVorm, blik.vorm},
	{"is|betreft/zijn|betreffen VORM STAART", nietVoorbij, zegtVorm, blik.vormAl},
	{"bestond/bestonden uit VORM STAART", voorbij, zegtVorm, blik.vorm},
	{"bestaat/bestaan uit VORM STAART", nietVoorbij, zegtVorm, blik.vormAl},
	{"was/waren bij AANB STAART", voorbij, zegtBij, blik.bij},
	{"is/zijn bij AANB STAART", loopt, zegtBij, blik.bij},
	{"werd/werden uitgevoerd|gegeven|geleverd|geboden door AANB STAART", voorbij, zegtBij, blik.bij},
	{"wordt/worden uitgevoerd|gegeven|geleverd|geboden door AANB STAART", gegeven, zegtBij, blik.bij},
	{"liep/liepen STAART1", voorbij, nil, blik.wel},
	{"loopt/lopen STAART1", nietVoorbij, nil, blik.looptAl},
	{"begon|startte/begonnen|startten op DAG STAART", begonnen, zegtBegin, blik.begin},
	{"is/zijn begonnen|gestart op DAG", begonnen, zegtBegin, blik.begin},
	{"is/zijn op DAG begonnen|gestart", begonnen, zegtBegin, blik.begin},
	{"begint|start/beginnen|starten op DAG STAART", straks, zegtBegin, blik.begin},
	{"eindigde|stopte/eindigden|stopten op DAG", voorbij, zegtEind, blik.eind},
	{"is/zijn gestopt|geëindigd op DAG", voorbij, zegtEind, blik.eind},
	{"is/zijn op DAG gestopt|geëindigd", voorbij, zegtEind, blik.eind},
	{"eindigt|stopt/eindigen|stoppen op DAG", nietVoorbij, zegtEind, blik.eind},
	{"duurde|liep [in totaal] DUUR", voorbij, zegtDuur, blik.duur},
	{"liep DUUR STAART1", voorbij, zegtDuur, blik.duur},
	{"heeft [in totaal] DUUR geduurd", voorbij, zegtDuur, blik.duur},
	{"loopt nog [,] nu DUUR", loopt, []Aspect{AspectStand, AspectDuur}, blik.duur},
	{"duurt|loopt nu DUUR", loopt, zegtDuur, blik.duur},
	{"duurt tot nu toe DUUR", loopt, zegtDuur, blik.duur},
	{"loopt/lopen nog [steeds]", loopt, zegtStand, blik.wel},
	{"is/zijn voorbij|afgelopen|gestopt|geëindigd", voorbij, zegtStand, blik.wel},
	{"loopt/lopen niet meer", voorbij, zegtStand, blik.wel},
	{"is/zijn [nog] niet voorbij|afgelopen|gestopt|geëindigd", loopt, zegtStand, blik.wel},
	{"is/zijn nog niet begonnen|gestart", straks, zegtStand, blik.wel},
	{"begon|startte/begonnen|startten met een crisis", begonnen, zegtCrisis, blik.crisis},
	{"begon|startte/begonnen|startten niet met een crisis", begonnen, zegtCrisis, blik.geenCrisis},
	{"is/zijn met een crisis begonnen|gestart", begonnen, zegtCrisis, blik.crisis},
	{"begon|startte/begonnen|startten op DAG met een crisis", begonnen, []Aspect{AspectBegin, AspectCrisis}, blik.crisisOp},
	{"begon|startte/begonnen|startten met een crisis op DAG", begonnen, []Aspect{AspectBegin, AspectCrisis}, blik.crisisOp},
	{"is|staat/zijn|staan [nu] in pauze sinds DAG", loopt, zegtPauze, blik.pauze},
	{"is|staat/zijn|staan sinds DAG in pauze", loopt, zegtPauze, blik.pauze},
}

// zelfstandig are sentences that name their trajectories in another place.
var zelfstandig = []trajectvorm{
	{"de aanbieder van WIE was AANB", voorbij, zegtBij, blik.bij},
	{"de aanbieder van WIE is AANB", nietVoorbij, zegtBij, blik.bij},
	{"de jeugdige kreeg VOORAF VORM STAART ( WIE ) STAART", gekregen, zegtVorm, blik.vorm},
	{"de jeugdige kreeg VOORAF VORM STAART in WIE STAART", gekregen, zegtVorm, blik.vorm},
	{"in|bij WIE kreeg de jeugdige VOORAF VORM STAART", gekregen, zegtVorm, blik.vorm},
	{"VOORAF1 kreeg de jeugdige VORM STAART ( WIE )", gekregen, zegtVorm, blik.vorm},
	{"de jeugdige heeft VORM STAART gekregen ( WIE )", gekregen, zegtVorm, blik.vorm},
	{"er was VORM STAART ( WIE ) STAART", voorbij, zegtVorm, blik.vorm},
	{"de jeugdige krijgt [nu] VOORAF VORM STAART ( WIE ) STAART", gegeven, zegtVorm, blik.vorm},
	{"de jeugdige krijgt [nu] VOORAF VORM STAART in WIE STAART", gegeven, zegtVorm, blik.vorm},
	{"in WIE krijgt de jeugdige [nu] VOORAF VORM STAART", gegeven, zegtVorm, blik.vorm},
	{"VOORAF1 krijgt de jeugdige VORM STAART ( WIE )", gegeven, zegtVorm, blik.vorm},
	{"AANB gaf VORM STAART ( WIE )", gekregen, []Aspect{AspectVorm, AspectAanbieder}, func(b blik) bool { return b.vorm() && b.bij() }},
	{"AANB gaf VORM in WIE", gekregen, []Aspect{AspectVorm, AspectAanbieder}, func(b blik) bool { return b.vorm() && b.bij() }},
	{"AANB geeft VORM STAART ( WIE )", gegeven, []Aspect{AspectVorm, AspectAanbieder}, func(b blik) bool { return b.vorm() && b.bij() }},
}

// vooropgezet are sentences in which a time or a provider comes first: then they name all
// trajectories of which that is so.
var vooropgezet = []trajectvorm{
	{"van DAG tot en met DAG liep/liepen WIE STAART", voorbij, zegtPeriode, blik.periode},
	{"van DAG tot en met DAG loopt/lopen WIE STAART", nietVoorbij, zegtPeriode, blik.periode},
	{"sinds DAG loopt/lopen WIE STAART", loopt, zegtBegin, blik.beginBekend},
	{"op DAG begon|startte/begonnen|startten WIE", begonnen, zegtBegin, blik.begin},
	{"op DAG begint|start/beginnen|starten WIE", straks, zegtBegin, blik.begin},
	{"op DAG eindigde|stopte/eindigden|stopten WIE", voorbij, zegtEind, blik.eind},
	{"op DAG eindigt|stopt/eindigen|stoppen WIE", nietVoorbij, zegtEind, blik.eind},
	{"bij AANB liep/liepen WIE STAART", voorbij, zegtBij, blik.bij},
	{"bij AANB loopt/lopen WIE STAART", loopt, zegtBij, blik.bij},
}

// allemaal makes rules that hold only when of no other trajectory the same is so.
func allemaal(vormen []trajectvorm) []regel {
	var list []regel
	for _, t := range vormen {
		for _, r := range t.regels() {
			each := r.zegt
			r.zegt = func(k kennis, v vangst) []claim {
				for _, f := range k.lijst {
					if f.Soort == SoortTraject && !slices.Contains(v.wie[0], f.Traject.Nummer) && t.als(blik{k, f, v}) && t.waar(blik{k, f, v}) {
						return onwaar()
					}
				}
				return each(k, v)
			}
			list = append(list, r)
		}
	}
	return list
}

// bijzinnen follow on the name of a trajectory and its form; each says something itself.
var bijzinnen = []trajectvorm{
	{"bij AANB", altijd, zegtBij, blik.bij},
	{"van DAG tot en met DAG", altijd, zegtPeriode, blik.periode},
	{"sinds DAG", altijd, zegtBegin, blik.beginBekend},
	{"vanaf DAG", nietVoorbij, zegtBegin, blik.begin}, // of what is over it sounds as if it goes on
	{"tot en met DAG", altijd, zegtEind, blik.eind},
	{"begint op DAG", straks, zegtBegin, blik.begin},
	{"( DUUR )", voorbij, zegtDuur, blik.duur},
	{"DUUR", voorbij, zegtDuur, blik.duur}, // "in totaal" could be of all help of that form
	{"gedurende DUUR", voorbij, zegtDuur, blik.duur},
	{"( [loopt nog ,] nu DUUR )", loopt, []Aspect{AspectStand, AspectDuur}, blik.duur},
	{"( loopt nog )", loopt, zegtStand, blik.wel},
	{"nu DUUR", loopt, zegtDuur, blik.duur},
}

// achteraan stand behind all others: a period or a provider behind these would be that of
// the crisis or of the pause.
var achteraan = []trajectvorm{
	{"begonnen|gestart met een crisis", begonnen, zegtCrisis, blik.crisis},
	{"begint met een crisis", straks, zegtCrisis, blik.crisis},
	{"in pauze sinds DAG", loopt, zegtPauze, blik.pauze},
	{"in pauze vanaf DAG", loopt, zegtPauze, blik.pauzeKomt},
}

// label is a form of help without a verb.
var label = []trajectvorm{{"WIE : VORM STAART", altijd, zegtVorm, blik.vormAl}}

var (
	bijAanbieder = bouw(bijzinnen[:1])
	staarten     = slices.Concat(bouw(bijzinnen), alsLaatste(bouw(achteraan)))
	voorafjes    = bouw(slices.Concat(bijzinnen[:5], bijzinnen[7:9]))
	naamgevingen = bouw([]trajectvorm{{"VORM", altijd, zegtVorm, blik.vorm}})
)

func bouw(vormen []trajectvorm) []regel {
	var list []regel
	for _, t := range vormen {
		list = append(list, t.regels()...)
	}
	return list
}

// onderwerp is what stands before a gezegde, and achterNaam what follows on a form of help
// that does.
var (
	onderwerp  = patronen("WIE TUSSEN")[0]
	achterNaam = patronen("STAART ( WIE )")[0]
)

// aanleiding is the reason to start as it may be quoted.
func (b blik) aanleiding() string { return strings.TrimSpace(aanleiding(b.f.Traject)) }
