package procesregie

import "embed"

// profileFiles are the profiles that come with the program, as an organisation can
// print, change and load them again.
//
//go:embed profiles/*.yaml
var profileFiles embed.FS

// DefaultProfiel is the profile of who did not choose one.
const DefaultProfiel = "standaard"

// Profielen lists the names of the profiles that come with the program, the default
// first.
func Profielen() []string { return []string{DefaultProfiel, "zo", "gooise-meren", "utrecht-west"} }

// ProfielBestand returns the text (YAML, with explanation in Dutch) of a profile that
// comes with the program; ok is false when there is none of that name. The package
// exchange reads it.
func ProfielBestand(naam string) (text []byte, ok bool) {
	text, err := profileFiles.ReadFile("profiles/" + naam + ".yaml")
	return text, err == nil
}
