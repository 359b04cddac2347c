package summary

import (
	"regexp"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// namen are the providers of a history, as a summary names them. A model sees "aanbieder A"
// for the first, "aanbieder AA" for the 27th.
type namen []string

// verhul returns a history without who it is about and who helps: no code of the young
// person, no provider, no number. Free text stays in it, for who checks a quotation; what
// leaves is for [feitenVoorModel]. Numbers of trajectories and ids of facts do not change.
func verhul(h procesregie.Historie) (procesregie.Historie, namen) {
	var n namen
	hidden := procesregie.Historie{Trajecten: slices.Clone(h.Trajecten)}
	for i := range hidden.Trajecten {
		t := &hidden.Trajecten[i]
		t.Aanbieder, t.AGB, t.Leveringen = n.schuilnaam(t.Aanbieder, t.AGB), "", nil
	}
	hidden.TeltNietMee = n.verhul(h.TeltNietMee)
	hidden.NietGestart = n.verhul(h.NietGestart)
	return hidden, n
}

func (n *namen) verhul(rijen []procesregie.Levering) []procesregie.Levering {
	hidden := slices.Clone(rijen)
	for i := range hidden {
		l := &hidden[i]
		l.Aanbieder, l.AGB = n.schuilnaam(l.Aanbieder, l.AGB), ""
		l.Jeugdige, l.Toewijzing, l.Productcode = "", "", ""
	}
	return hidden
}

// schuilnaam is what stands for a provider. Providers with one name have one: it must come
// back as the reader knows it.
func (n *namen) schuilnaam(naam, agb string) string {
	echt := aanbieder(naam, agb)
	i := slices.Index(*n, echt)
	if i < 0 {
		i = len(*n)
		*n = append(*n, echt)
	}
	return "aanbieder " + letters(i)
}

// letters counts in capitals: A to Z, then AA, AB.
func letters(i int) string {
	text := ""
	for i++; i > 0; i = (i - 1) / 26 {
		text = string(rune('A'+(i-1)%26)) + text
	}
	return text
}

// naam returns the provider that letters stand for.
func (n namen) naam(code string) (string, bool) {
	for i, naam := range n {
		if letters(i) == code {
			return naam, true
		}
	}
	return "", false
}

// A whole run of letters is taken, so that AA is never read as A. In a list only the first
// has the word.
var (
	schuilnaam    = regexp.MustCompile(`\b[Aa]anbieder [A-Z]+\b|\b[Aa]anbieders [A-Z]+(?:(?:, | en | of )[A-Z]+)+\b`)
	citaten       = regexp.MustCompile(`[“"][^“”"]*[”"]`)
	schuilletters = regexp.MustCompile(`[A-Z]+\b`)
	schuilrest    = regexp.MustCompile(`(?i)\baanbieders?\s+(?:[A-Z]\b|(?-i:[A-Z]{1,3})\b)`)
)

// terug puts the names of providers back into a sentence, and leaves what it quotes as it
// was recorded. ok is false when a placeholder is left that stands for nobody.
func (n namen) terug(text string) (named string, ok bool) {
	rest, all := 0, true
	next := func(to int) {
		part, known := n.terugDeel(text[rest:to])
		named += part
		all = all && known
	}
	for _, quoted := range citaten.FindAllStringIndex(text, -1) {
		next(quoted[0])
		rest = quoted[1]
		named += text[quoted[0]:rest]
	}
	next(len(text))
	return named, all
}

// terugDeel does it in a text without quotations, all at once, so that nothing in a name is
// taken for a placeholder.
func (n namen) terugDeel(text string) (named string, ok bool) {
	var out strings.Builder
	rest := 0
	for _, at := range schuilnaam.FindAllStringIndex(text, -1) {
		names, known := n.noem(text[at[0]:at[1]])
		if !known || schuilrest.MatchString(text[rest:at[0]]) {
			return "", false
		}
		out.WriteString(text[rest:at[0]] + names)
		rest = at[1]
	}
	out.WriteString(text[rest:])
	return out.String(), !schuilrest.MatchString(text[rest:])
}

// noem names the providers of "aanbieder A" or "aanbieders A, B en C".
func (n namen) noem(text string) (string, bool) {
	word, list, _ := strings.Cut(text, " ")
	all := true
	named := schuilletters.ReplaceAllStringFunc(list, func(code string) string {
		naam, known := n.naam(code)
		all = all && known
		return naam
	})
	if word[0] == 'A' {
		named = hoofdletter(named)
	}
	return named, all
}
