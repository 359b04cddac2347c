package exchange

import (
	"fmt"
	"strings"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// sleutel writes the key of a reminder, casus/term/last day/stage/recipient, in words. One
// of another form stays as it is.
func (s *schrijver) sleutel(key string) string {
	parts := strings.Split(strings.TrimPrefix(key, procesregie.ZaakKey(s.casus.Zaaknummer)+"/"), "/")
	if len(parts) != 4 {
		return strings.Join(parts, ", ")
	}
	soort := procesregie.TermijnSoort(parts[0])
	return fmt.Sprintf("%s (%s), %s, voor %s", termijnWoord(soort), s.termijnDag(soort, parts[1]), stapWoord(procesregie.Stap(parts[2])), s.wie(parts[3]))
}

// termijnWoord is what a kind of term is about.
func termijnWoord(soort procesregie.TermijnSoort) string {
	words := map[procesregie.TermijnSoort]string{
		procesregie.TermijnMDO:              "eerste MDO",
		procesregie.TermijnBrief:            "brief van de VPR",
		procesregie.TermijnStartbijeenkomst: "startbijeenkomst",
		procesregie.TermijnEvaluatie:        "evaluatie",
		procesregie.TermijnMaximum:          "einde van het niveau",
		procesregie.TermijnSpoed:            "spoedmelding",
		procesregie.TermijnCrisis:           "crisismelding",
		procesregie.TermijnRitme:            "bijeenkomst van het team",
	}
	return orElse(words[soort], string(soort))
}

// termijnDag writes the day of a term as it stands in a key: the last day, for the letter
// the day from which it is asked for, for a report the moment it came in.
func (s *schrijver) termijnDag(soort procesregie.TermijnSoort, text string) string {
	if at, err := time.Parse("20060102T150405Z", text); err == nil {
		return "gemeld " + s.om(at)
	}
	if soort == procesregie.TermijnBrief {
		return compact(text)
	}
	return "laatste dag " + compact(text)
}

// compact writes a day that stands in a key; what is no day stays as it is.
func compact(text string) string {
	if d, err := procesregie.ParseDate(text); err == nil {
		return d.Compact()
	}
	return text
}

// stapWoord is the stage of a term at which somebody is reminded.
func stapWoord(stap procesregie.Stap) string {
	switch stap {
	case procesregie.StapStart:
		return "bij de start"
	case procesregie.StapTeLaat:
		return "te laat"
	case procesregie.StapManager:
		return "te laat, aan de manager"
	case "uur-0":
		return "meteen na de melding"
	}
	for _, one := range []struct {
		before procesregie.Stap
		words  string
	}{
		{procesregie.StapManagerWeek, "te laat, aan de manager, wekelijkse herinnering van %s"},
		{procesregie.StapWeek, "wekelijkse herinnering van %s"},
		{procesregie.StapDag, "dagelijkse herinnering van %s"},
		{procesregie.StapUitstel, "uitgesteld tot %s"},
		{"werkdag-", "op werkdag %s na de melding"},
		{"uur-", "%s uur na de melding"},
	} {
		if rest, ok := strings.CutPrefix(string(stap), string(one.before)); ok {
			return fmt.Sprintf(one.words, compact(rest))
		}
	}
	return vooraf(string(stap))
}

// vooraf is a stage that is counted back from the last day, such as 3-weken.
func vooraf(stap string) string {
	n, unit, ok := strings.Cut(stap, "-")
	switch {
	case !ok || strings.Trim(n, "0123456789") != "":
		return stap
	case unit == "werkdag" && n != "1":
		unit = "werkdagen"
	}
	return n + " " + unit + " vooraf"
}
