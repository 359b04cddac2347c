package procesregie

import "strings"

// Regel is one numbered rule of the practice, in our own words.
type Regel struct {
	ID       string // exact id, such as "VPR-6"
	Eigenaar string // whose rule it is
	Document string // where it stands
	Titel    string // a few words
	Tekst    string // one to three plain Dutch sentences
	Eigen    bool   // no source gives it: an own setting of the profile
}

// Owners of rules. What an owner holds is never applied to another without saying so.
const (
	EigenaarZO    = "Stichting ZO!"
	EigenaarGM    = "Gemeente Gooise Meren"
	EigenaarUW    = "Regio Utrecht West"
	EigenaarALG   = "Algemeen"
	EigenaarEigen = "eigen instelling van het profiel"
)

// bron is an owner and the document in which the owner's rules stand.
type bron struct{ eigenaar, document string }

var (
	bronZO    = bron{EigenaarZO, "Procesregie Stichting ZO!, 21-03-2024"}
	bronGM    = bron{EigenaarGM, "Verbeterplan Versterkte procesregie, 20-07-2022"}
	bronUW    = bron{EigenaarUW, "regionaal programma jeugdhulp, 2020 (historisch)"}
	bronALG   = bron{EigenaarALG, "training Na het besluit"}
	bronCBS   = bron{EigenaarALG, "Informatieprotocol Beleidsinformatie Jeugd (CBS), versie 7"}
	bronEigen = bron{EigenaarEigen, "praktijkprofiel"}
)

func (b bron) regel(id, titel, tekst string) Regel {
	return Regel{ID: id, Eigenaar: b.eigenaar, Document: b.document, Titel: titel, Tekst: tekst, Eigen: b == bronEigen}
}

// FindRule returns the rule with this id; capitals and spaces around it make no
// difference.
func FindRule(id string) (Regel, bool) {
	id = strings.ToUpper(strings.TrimSpace(id))
	for _, list := range regels {
		for _, r := range list {
			if r.ID == id {
				return r, true
			}
		}
	}
	return Regel{}, false
}

// Regels returns every rule, in the order of the practice. The caller may change the
// list.
func Regels() []Regel {
	var all []Regel
	for _, list := range regels {
		all = append(all, list...)
	}
	return all
}

var regels = [...][]Regel{regelsMP, regelsSpoed, regelsNiveau, regelsVPR, regelsEvaluatie, regelsTraject, regelsRollen, regelsBewaren}
