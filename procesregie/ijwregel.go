package procesregie

import "cmp"

// IJwRegel is one product of an iJw message about a known young person, without anything
// that names a person. It is kept as it came: what is true follows from all of them
// together, whatever the order in which they arrived.
type IJwRegel struct {
	Soort         int    `json:"soort"` // 301, 305 or 307
	Jeugdige      string `json:"jeugdige"`
	Afzender      string `json:"afzender"`
	Identificatie string `json:"identificatie"` // of the message; a keyed hash when it may be a BSN
	Dagtekening   Date   `json:"dagtekening"`
	Volgnummer    int    `json:"volgnummer"` // place of the product in the message, from 1
	AGB           string `json:"agb"`        // of the provider

	Toewijzing       string `json:"toewijzing,omitempty"`
	Productcategorie string `json:"productcategorie,omitempty"`
	Productcode      string `json:"productcode,omitempty"`
	Besluit          string `json:"besluit,omitempty"`     // 301: Toewijzingsdatum and -tijd
	Van              Date   `json:"van"`                   // 301: Ingangsdatum; 305 and 307: Begindatum
	Tot              Date   `json:"tot,omitzero"`          // Einddatum
	Reden            string `json:"reden,omitempty"`       // 301: JZ002; 307: JZ588
	Ingetrokken      bool   `json:"ingetrokken,omitempty"` // 305 and 307: status 3
}

// The codes of reasons of iJw that do more than explain.
const (
	IJwVerwijderd = "13" // JZ002: the assignment is withdrawn
	IJwPauze      = "20" // JZ588: in a pause
	IJwPauzeOud   = "21" // the same, in older messages
)

// IsPauze reports whether a JW307 says that help pauses, which is no end (TR-0).
func (r *IJwRegel) IsPauze() bool { return r.Reden == IJwPauze || r.Reden == IJwPauzeOud }

// Bericht names the message and the place in it: what was read before has the same one.
func (r *IJwRegel) Bericht() IJwBericht {
	return IJwBericht{r.Afzender, r.Identificatie, r.Dagtekening, r.Volgnummer}
}

// IJwBericht is one place in one message.
type IJwBericht struct {
	afzender, identificatie string
	dagtekening             Date
	volgnummer              int
}

// CompareIJw orders products by day, then 301, 305, 307, then by message.
func CompareIJw(a, b IJwRegel) int {
	return cmp.Or(
		a.Dagtekening.Compare(b.Dagtekening), cmp.Compare(a.Soort, b.Soort),
		cmp.Compare(a.Afzender, b.Afzender), cmp.Compare(a.Identificatie, b.Identificatie), cmp.Compare(a.Volgnummer, b.Volgnummer),
	)
}

// Groep names what a product belongs to: an assignment, or one delivery without a number.
func (r *IJwRegel) Groep() string {
	if r.Toewijzing != "" {
		return personKey(r.Jeugdige, r.Toewijzing)
	}
	return personKey(r.Jeugdige, "\x00"+r.AGB+"\x00"+r.Productcategorie+"\x00"+r.Productcode+"\x00"+r.Van.String())
}

// IJwLevering is the key of a row of JW305 and JW307, within its group.
type IJwLevering struct {
	soort                int
	agb, categorie, code string
	begin, eind          Date
	reden                string
}

// Levering returns the key of a product of JW305 or JW307 within its group.
func (r *IJwRegel) Levering() IJwLevering {
	return IJwLevering{r.Soort, r.AGB, r.Productcategorie, r.Productcode, r.Van, r.Tot, r.Reden}
}

// cbsReden translates a reason of JZ588 to one of the CBS protocol; "" where there is none.
func cbsReden(jz588 string) string {
	switch jz588 {
	case "31":
		return "01"
	case "34":
		return "02"
	case "32":
		return "03"
	case "33":
		return "04"
	case "35", "02":
		return "05"
	}
	return ""
}
