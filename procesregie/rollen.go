package procesregie

import (
	"strings"
	"unicode"
)

// functie is one kind of job and what RO-1 says about it.
type functie struct {
	vormen []string // how people write it: lower case, one space between words, without a plural
	mag    Answer
	uitleg string
}

// functies holds the jobs that RO-1 names. Those that may not come first: a text
// that names two jobs is judged by the strictest.
var functies = [...]functie{
	{
		[]string{"jeugd en gezinswerker", "jeugd gezinswerker"},
		Nee,
		"Een jeugd- en gezinswerker is nooit casusregisseur: die doet onderzoek en procesregie. Kies iemand van de aanbieder.",
	},
	{
		[]string{"multiprobleemregisseur", "multiprobleem regisseur", "multi probleem regisseur", "multi problem regisseur", "multiproblem regisseur", "mp regisseur"},
		Nee,
		"Een multiprobleem-regisseur is nooit casusregisseur: die doet onderzoek en procesregie. Kies iemand van de aanbieder.",
	},
	{
		[]string{"wmo consulent", "wmoconsulent", "consulent wmo"},
		Nee,
		"Een Wmo-consulent is nooit casusregisseur, alleen procesregisseur. Kies iemand van de aanbieder.",
	},
	{
		[]string{"sociaal werker wmo", "wmo sociaal werker"},
		Ja,
		"Een sociaal werker Wmo is casusregisseur zolang de hulp kort duurt. Duurt de hulp langer, dan wordt hij procesregisseur.",
	},
	{[]string{"jongerenwerker"}, Ja, "Een jongerenwerker mag casusregisseur zijn."},
	{[]string{"pedagoog", "pedagog"}, Ja, "Een pedagoog mag casusregisseur zijn."},
	{
		[]string{"relatiespecialist", "relatie specialist", "echtscheidingsspecialist", "scheidingsspecialist", "relatie en echtscheidingsspecialist"},
		Ja,
		"Een relatie- of echtscheidingsspecialist mag casusregisseur zijn.",
	},
	{[]string{"mantelzorgondersteuner", "mantelzorg ondersteuner"}, Ja, "Een mantelzorgondersteuner mag casusregisseur zijn."},
}

// MagCasusregisseur says whether somebody with this job may be casusregisseur, and
// why (RO-1). The text may hold more than the job, such as a name and an
// organisation. Onbekend when the rule does not name the job: then the roles only
// have to be clear to both sides (RO-2).
func MagCasusregisseur(text string) (Answer, Grond) {
	words := " " + plainWords(text) + " "
	for _, f := range functies {
		if f.isIn(words) {
			return f.mag, Grond{Regel: "RO-1", Uitleg: f.uitleg}
		}
	}
	return Onbekend, Grond{Regel: "RO-2", Uitleg: "De regel noemt deze functie niet. Spreek met de aanbieder af wie casusregisseur is en wat die doet."}
}

func (f functie) isIn(words string) bool {
	for _, vorm := range f.vormen {
		for _, ending := range [...]string{" ", "s ", "en "} {
			if strings.Contains(words, " "+vorm+ending) {
				return true
			}
		}
	}
	return false
}

// plainWords is a text in lower case with one space between its words: dashes and
// other signs make no difference.
func plainWords(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// Trede is one step of the ladder of SI-1: who does it, and what.
type Trede struct {
	Wie string
	Wat string
}

// Opschaling returns the ladder of SI-1 from the bottom up: what the casusregisseur
// does when agreements are at risk, and then the procesregisseur.
func Opschaling() []Trede {
	return []Trede{
		{"casusregisseur", "Bespreek je zorg op tijd met het gezin."},
		{"casusregisseur", "Vertel de procesregisseur wat je ziet."},
		{"casusregisseur", "Overleg met collega's en met de gedragswetenschapper van je eigen organisatie."},
		{"casusregisseur", "Volg zo nodig zelf de stappen van de meldcode."},
		{"casusregisseur", "Wordt het niet beter? Schaal dan op naar de procesregisseur."},
		{"procesregisseur", "Organiseer een groot overleg en maak nieuwe afspraken over de veiligheid."},
		{"procesregisseur", "Of pas de indicatie aan."},
		{"procesregisseur", "Of meld de casus bij de jeugdbeschermingstafel. Vraag de casusregisseur om informatie."},
	}
}
