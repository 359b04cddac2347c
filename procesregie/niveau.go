package procesregie

// Niveau is a level of procesregie (RN-1…4). The empty Niveau is "geen
// procesregie": the resident keeps the direction (RN-0).
type Niveau string

// The levels. PR is the single level of organisations that know only
// procesregie and versterkte procesregie (GM), or only yes and no (UW).
const (
	Geen      Niveau = ""
	PR        Niveau = "PR"
	Licht     Niveau = "licht"
	Basis     Niveau = "basis"
	Intensief Niveau = "intensief"
	VPR       Niveau = "VPR"
)

// Dutch is the level as people read it: "geen procesregie" for none.
func (n Niveau) Dutch() string {
	if n == Geen {
		return "geen procesregie"
	}
	return string(n)
}
