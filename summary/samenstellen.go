package summary

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// samenstellen puts the sentences of a model that pass, and the plain sentences that they
// leave something unsaid of, into one summary. The main message, the questions and the way
// of counting are always plain. An error is that of the context: sentences that are made to
// be hard to read are not read for ever.
func samenstellen(ctx context.Context, v Vraag, list []modelZin) (Uitkomst, error) {
	s := nieuweSamensteller(v)
	for _, z := range list {
		if err := ctx.Err(); err != nil {
			return Uitkomst{}, err
		}
		s.neem(z)
	}
	return s.uitkomst(), nil
}

func (s *samensteller) uitkomst() Uitkomst {
	if s.kept == 0 || s.dropped > s.kept {
		return s.zonder(ReasonTooManyDropped)
	}
	out := Uitkomst{Samenvatting: s.vul(), Engine: BronModel, Kept: s.kept, Dropped: s.dropped}
	if out.Verwerkt != out.Van { // nothing is cut in silence: then it is not cut at all
		return s.zonder(ReasonInvalid)
	}
	return out
}

type samensteller struct {
	v         Vraag
	plain     Samenvatting // as people read it
	verhuld   Samenvatting // the same sentences, as the checker reads them
	namen     namen
	toetser   *Toetser
	trajecten map[string][]int // of every fact
	delen     map[string]*modelDeel
	kept      int
	dropped   int
}

// modelDeel is what stands in one part of the sentences of a model.
type modelDeel struct {
	zinnen []Zin
	gezegd map[Bewering]bool
}

func nieuweSamensteller(v Vraag) *samensteller {
	hidden, names := verhul(v.Historie)
	facts := Feiten(hidden, v.Op)
	s := &samensteller{
		v: v, plain: Plain(v.Historie, v.Op, v.Geweigerd), verhuld: Plain(hidden, v.Op, v.Geweigerd), namen: names,
		toetser: NieuweToetser(facts, v.Op), trajecten: map[string][]int{}, delen: map[string]*modelDeel{},
	}
	for _, f := range facts {
		s.trajecten[f.ID] = f.Trajecten
	}
	for _, part := range s.plain.Delen {
		s.delen[part.Kop] = &modelDeel{gezegd: map[Bewering]bool{}}
	}
	return s
}

// neem takes a sentence that passes. One that says nothing new in its part, or once more
// that something did not help, is left out without a word: it is not wrong, and it stands
// there already.
func (s *samensteller) neem(z modelZin) {
	text := strings.Join(strings.Fields(z.Tekst), " ")
	verdict := s.toetser.Toets(text, z.Feiten)
	named, ok := s.namen.terug(text)
	part := s.delen[thuis(verdict.Zegt, koppen[z.Deel])]
	if !verdict.Goed || !ok || len(verdict.Zegt) == 0 || part == nil {
		s.dropped++
		return
	}
	if part.zegt(verdict.Zegt) || part.hamert(verdict.Zegt) {
		return
	}
	kept := Zin{Text: hoofdletter(named), Bron: BronModel}
	for _, claim := range verdict.Zegt {
		part.gezegd[claim] = true
		if !slices.Contains(kept.Feiten, claim.Feit) {
			kept.Feiten = append(kept.Feiten, claim.Feit)
			kept.Trajecten = samen(kept.Trajecten, s.trajecten[claim.Feit])
		}
	}
	part.zinnen = append(part.zinnen, kept)
	s.kept++
}

// thuis is the part that a sentence belongs to, when all it says belongs to one question;
// else the part that the model put it in. Under the question why stands nothing but reasons:
// anything else would look like one.
func thuis(claims []Bewering, kop string) string {
	if kop == KopAanleiding {
		kop = KopHulp
	}
	home := ""
	for _, b := range claims {
		at := vanAspect(b.Aspect)
		if home != "" && at != "" && at != home {
			return kop
		}
		home = cmp.Or(home, at)
	}
	return cmp.Or(home, kop)
}

// vanAspect is the part to which an aspect belongs, "" when it fits in any: a period, a count.
func vanAspect(a Aspect) string {
	switch a {
	case AspectAanleiding:
		return KopAanleiding
	case AspectEinde, AspectVroeg, AspectAfgeleid, AspectResultaat:
		return KopResultaat
	case AspectVorm, AspectAanbieder, AspectCrisis, AspectPauze, AspectOverlap, AspectGat, AspectNa, AspectEerder, AspectWeer, AspectBuiten:
		return KopHulp
	}
	return ""
}

// zegt reports whether everything was said in a part.
func (d *modelDeel) zegt(claims []Bewering) bool {
	return !slices.ContainsFunc(claims, func(b Bewering) bool { return !d.gezegd[b] })
}

// hamert reports whether a part said already of a trajectory whether it helped: with
// something new beside it each time that could be said over and over.
func (d *modelDeel) hamert(claims []Bewering) bool {
	return slices.ContainsFunc(claims, func(b Bewering) bool { return b.Aspect == AspectResultaat && d.gezegd[b] })
}

// vul puts the parts together.
func (s *samensteller) vul() Samenvatting {
	out := s.plain
	out.Delen = slices.Clone(s.plain.Delen)
	var answers []Deel
	for i, part := range out.Delen {
		if part.Kop != KopHulp && part.Kop != KopAanleiding && part.Kop != KopResultaat {
			continue
		}
		model := s.delen[part.Kop]
		out.Delen[i].Zinnen = slices.Concat(model.zinnen, s.rest(i, model))
		answers = append(answers, out.Delen[i])
	}
	out.Verwerkt = verwerkt(out.Van, answers...)
	return out
}

// rest are the plain sentences of a part of which the model left something unsaid. What a
// plain sentence says is what the same checker reads in it; one that it does not
// understand stays.
func (s *samensteller) rest(part int, model *modelDeel) []Zin {
	var list []Zin
	for i, z := range s.plain.Delen[part].Zinnen {
		hidden := s.verhuld.Delen[part].Zinnen[i]
		verdict := s.toetser.Toets(hidden.Text, hidden.Feiten)
		if !verdict.Goed || len(verdict.Zegt) == 0 || !model.zegt(verdict.Zegt) {
			list = append(list, z)
		}
	}
	return list
}

// zonder is the plain summary when the sentences of the model are not used.
func (s *samensteller) zonder(reason string) Uitkomst {
	out := ZonderModel(s.v, reason)
	out.Dropped = s.kept + s.dropped
	return out
}
