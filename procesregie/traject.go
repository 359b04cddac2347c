package procesregie

// Traject is a counted trajectory of a young person: one form of help at one provider,
// without a whole day in between (TR-0).
type Traject struct {
	Nummer           int    // from 1 per young person, by start, then end, then provider
	Hulpvorm         string // "" when the source has none: it counts by its Productcategorie
	Productcategorie string // of the first row
	Aanbieder        string // "" when only the AGB is known
	AGB              string // "" when only the name is known
	Verwijzer        string // of the first row
	Crisis           Answer // of the first row
	Aanleiding       string // of the first row; "" is not recorded
	Start, Eind      Date   // first and last day; zero Eind: goes on
	PauzeSinds       Date   // zero: not in a pause
	Reden            string // of the row that ended last; "" is not recorded
	RedenAfgeleid    bool
	Resultaat        string     // of the row that ended last; "" is not recorded
	Waardoor         string     // why it helped or not, of the same row; "" is not recorded
	Leveringen       []Levering // its rows, by start, then end, then provider
}

// Loopt reports whether a trajectory runs on a day; in a pause it does (TR-0).
func (t Traject) Loopt(day Date) bool { return runs(t.Start, t.Eind, day) }

// Voorbij reports whether the last day of a trajectory is before a day.
func (t Traject) Voorbij(day Date) bool { return !t.Eind.IsZero() && t.Eind.Before(day) }

// Dagen returns how long a trajectory took, or takes until a day when it goes on after it:
// first and last day both count. 0 when it has not begun (TR-3).
func (t Traject) Dagen(op Date) int {
	last := op
	if t.Voorbij(op) {
		last = t.Eind
	}
	return max(t.Start.DaysUntil(last)+1, 0)
}

// TeVroeg reports whether a trajectory is over, and ended before its time: reasons 02–05
// (TR-3). On its last day it still runs.
func (t Traject) TeVroeg(op Date) bool {
	return t.Voorbij(op) && t.Reden != "" && t.Reden != "01"
}

// Vorm is the form of help in Dutch: of the hulpvorm, else of the productcategorie.
func (t Traject) Vorm() string { return vormNaam(t.Hulpvorm, t.Productcategorie) }

// Vorm is the form of help in Dutch: of the hulpvorm, else of the productcategorie.
func (l Levering) Vorm() string { return vormNaam(l.Hulpvorm, l.Productcategorie) }

func vormNaam(hulpvorm, productcategorie string) string {
	if naam, ok := CodeNaam(Hulpvormen, hulpvorm); ok {
		return naam
	}
	if naam, ok := CodeNaam(Productcategorieen, productcategorie); ok {
		return naam
	}
	return "onbekende hulp"
}

// vormSleutel tells forms of help apart: a row without hulpvorm is never that of a row
// with one, also when their category is the same (TR-0).
func vormSleutel(hulpvorm, productcategorie string) string {
	if hulpvorm != "" {
		return "vorm " + hulpvorm
	}
	return "categorie " + productcategorie
}
