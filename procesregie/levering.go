package procesregie

import "slices"

// Levering is help for a young person as a source gives it: one row. Several rows can
// be one trajectory; merging happens when counting (TR-0), see [Geschiedenis].
type Levering struct {
	Jeugdige         string `json:"jeugdige"`            // code of the young person within the casus, such as J1
	Aanbieder        string `json:"aanbieder,omitempty"` // name of the provider; it or AGB is there
	AGB              string `json:"agb,omitempty"`
	Hulpvorm         string `json:"hulpvorm,omitempty"`         // one of [Hulpvormen], two digits; it or Productcategorie is there
	Productcategorie string `json:"productcategorie,omitempty"` // one of [Productcategorieen], two digits
	Productcode      string `json:"productcode,omitempty"`      // as the municipality has it
	Verwijzer        string `json:"verwijzer,omitempty"`        // one of [Verwijzers]
	Toewijzing       string `json:"toewijzing,omitempty"`       // number of the assignment
	ToegewezenVan    Date   `json:"toegewezen_van,omitzero"`    // zero: not known
	ToegewezenTot    Date   `json:"toegewezen_tot,omitzero"`    // last day; zero: not known
	Start            Date   `json:"start,omitzero"`             // zero: assigned, not started
	Eind             Date   `json:"eind,omitzero"`              // last day; zero: goes on
	PauzeSinds       Date   `json:"pauze_sinds,omitzero"`       // in a pause since this day; zero: not. A pause is no end
	Reden            string `json:"reden,omitempty"`            // of the end, one of [RedenenBeeindiging]
	RedenAfgeleid    bool   `json:"reden_afgeleid,omitempty"`   // Reden was derived from another code list (JZ588)
	Crisis           Answer `json:"crisis,omitempty"`           // started with a crisis
	Aanleiding       string `json:"aanleiding,omitempty"`       // why it began; free text
	Resultaat        string `json:"resultaat,omitempty"`        // one of [Resultaten]; "" is not recorded
	Waardoor         string `json:"waardoor,omitempty"`         // why it helped or not; free text of who ended it
	Zelf             bool   `json:"zelf,omitempty"`             // a member of the team recorded it: it is in no list and no message
}

// The kinds of [LeveringFout], as reports name them.
const (
	FoutMist     = "missing"
	FoutVolgorde = "order"
	FoutCode     = "code"
	FoutNummer   = "number"
)

// LeveringFout is one thing that is wrong with a row of help. Veld is the canonical name of
// the field, such as reden_beeindiging; Soort one of the kinds above; Text an English
// sentence that repeats nothing of the row but dates.
type LeveringFout struct{ Veld, Soort, Text string }

// Check returns every reason for which a row of help is refused; none when it can be used
// (TR-0). It does not judge characters, lengths and possible BSNs: that is for who reads
// the text.
func (l Levering) Check() []LeveringFout {
	var found []LeveringFout
	add := func(wrong bool, veld, soort, text string) {
		if wrong {
			found = append(found, LeveringFout{veld, soort, text})
		}
	}
	add(l.Jeugdige == "", "jeugdige_ref", FoutMist, "jeugdige_ref is needed and empty")
	add(l.Jeugdige != "" && !ValidJeugdige(l.Jeugdige), "jeugdige_ref", FoutNummer,
		"jeugdige_ref must be 1–40 letters, digits and - _ . /, first a letter or digit")
	add(l.Aanbieder == "" && l.AGB == "", "aanbieder", FoutMist, "aanbieder and agb are both empty: one of the two is needed")
	add(l.Hulpvorm == "" && l.Productcategorie == "", "hulpvorm", FoutMist,
		"hulpvorm and productcategorie are both empty: one of the two is needed")
	add(l.Start.IsZero() && l.ToegewezenVan.IsZero(), "start", FoutMist, "start and toewijzing_start are both empty: one of the two is needed")
	add(l.Start.IsZero() && !l.Eind.IsZero(), "start", FoutMist, "eind is filled, so start is needed, and it is empty")
	return append(append(found, l.checkCodes()...), l.checkOrder()...)
}

// ValidJeugdige reports whether text can be the code of a young person within a casus:
// the characters of a zaaknummer, no digit needed.
func ValidJeugdige(text string) bool { return zaakPattern.MatchString(text) }

func (l Levering) checkCodes() []LeveringFout {
	var found []LeveringFout
	for _, c := range []struct {
		veld, code string
		list       []Code
		from       string
	}{
		{"hulpvorm", l.Hulpvorm, Hulpvormen, "the CBS protocol"},
		{"productcategorie", l.Productcategorie, Productcategorieen, "code list JZ020"},
		{"verwijzer", l.Verwijzer, Verwijzers, "the CBS protocol"},
		{"reden_beeindiging", l.Reden, RedenenBeeindiging, "the CBS protocol (01–05, not JZ588)"},
	} {
		if _, known := CodeNaam(c.list, c.code); c.code != "" && !known {
			found = append(found, LeveringFout{c.veld, FoutCode, "this is no " + c.veld + " of " + c.from})
		}
	}
	if l.Resultaat != "" && !slices.Contains(Resultaten, l.Resultaat) {
		found = append(found, LeveringFout{"resultaat", FoutCode, "resultaat must be geholpen, deels geholpen, niet geholpen or onbekend"})
	}
	return found
}

func (l Levering) checkOrder() []LeveringFout {
	var found []LeveringFout
	for _, o := range []struct {
		veld, early string
		late, day   Date
	}{
		{"eind", "start", l.Eind, l.Start},
		{"toewijzing_eind", "toewijzing_start", l.ToegewezenTot, l.ToegewezenVan},
		{"pauze_sinds", "start", l.PauzeSinds, l.Start},
	} {
		if !o.late.IsZero() && !o.day.IsZero() && o.late.Before(o.day) {
			text := o.veld + " (" + o.late.Compact() + ") is before " + o.early + " (" + o.day.Compact() + ")"
			found = append(found, LeveringFout{o.veld, FoutVolgorde, text})
		}
	}
	return found
}

// Loopt reports whether the help runs on a day: it has begun, and its last day has not
// passed. Help in a pause runs (TR-0).
func (l Levering) Loopt(day Date) bool { return runs(l.Start, l.Eind, day) }

// runs reports whether a period holds a day; first and last day are in it.
func runs(start, end, day Date) bool {
	return !start.IsZero() && !start.After(day) && (end.IsZero() || !end.Before(day))
}
