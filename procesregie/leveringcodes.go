package procesregie

import "slices"

// Code is one value of a code list, with what it means in Dutch.
type Code struct{ Code, Naam string }

// The code lists of a levering, each in the order of its codes. Nobody changes them.
var (
	// Hulpvormen are the forms of help of the CBS protocol: 01–04 at home, 11–14 with a stay.
	Hulpvormen = []Code{
		{"01", "hulp door het wijkteam"},
		{"02", "ambulante hulp"},
		{"03", "daghulp"},
		{"04", "hulp in het eigen netwerk"},
		{"11", "pleegzorg"},
		{"12", "gezinsgericht verblijf"},
		{"13", "gesloten verblijf"},
		{"14", "verblijf in een groep of begeleid wonen"},
	}
	// Productcategorieen are those of code list JZ020; 31–38 are the ones of 2015.
	Productcategorieen = []Code{
		{"31", "hulp door het wijkteam (2015)"},
		{"32", "ambulante hulp (2015)"},
		{"33", "daghulp (2015)"},
		{"34", "hulp in het eigen netwerk (2015)"},
		{"35", "pleegzorg (2015)"},
		{"36", "gezinsgericht verblijf (2015)"},
		{"37", "gesloten verblijf (2015)"},
		{"38", "overig verblijf (2015)"},
		{"40", "persoonlijke verzorging"},
		{"41", "dagbehandeling"},
		{"42", "vervoer"},
		{"43", "verblijf met behandeling"},
		{"44", "verblijf zonder behandeling"},
		{"45", "ambulante jeugdhulp"},
		{"46", "crisishulp"},
		{"47", "jeugdreclassering"},
		{"48", "jeugdbescherming"},
		{"49", "preventief justitieel kader"},
		{"50", "maatwerk voor de jeugdige"},
		{"51", "generalistische basis-ggz"},
		{"52", "specialistische ggz"},
		{"53", "kindergeneeskunde"},
		{"54", "jeugd-ggz"},
		{"55", "landelijk ingekochte zorg"},
	}
	// Verwijzers are who may refer to youth care, of the CBS protocol; 07 is not used.
	Verwijzers = []Code{
		{"01", "gemeente"},
		{"02", "huisarts"},
		{"03", "jeugdarts"},
		{"04", "gecertificeerde instelling"},
		{"05", "medisch specialist"},
		{"06", "geen verwijzer"},
		{"08", "rechter, officier van justitie of jeugdinrichting"},
	}
	// RedenenBeeindiging are why help ended, of the CBS protocol; 02–05 are before its time.
	RedenenBeeindiging = []Code{
		{"01", "volgens plan"},
		{"02", "eerder gestopt, in overleg"},
		{"03", "eerder gestopt door de jeugdige of de ouders"},
		{"04", "eerder gestopt door de aanbieder"},
		{"05", "eerder gestopt door iets van buiten"},
	}
)

// What [Levering.Resultaat] can be, besides "" for not recorded.
const (
	Geholpen          = "geholpen"
	DeelsGeholpen     = "deels geholpen"
	NietGeholpen      = "niet geholpen"
	ResultaatOnbekend = "onbekend"
)

// Resultaten are the words that say whether help helped. Nobody changes the list.
var Resultaten = []string{Geholpen, DeelsGeholpen, NietGeholpen, ResultaatOnbekend}

// CodeNaam returns what a code of a list means in Dutch; ok is false when the list does
// not have it.
func CodeNaam(list []Code, code string) (naam string, ok bool) {
	for _, c := range list {
		if c.Code == code {
			return c.Naam, true
		}
	}
	return "", false
}

// The categories that are no youth care, or no help to a young person (TR-0).
var teltNietMee = []string{"42", "47", "48", "49"}

// TeltMee reports whether help of a category counts as a trajectory; an empty one does
// (TR-0).
func TeltMee(productcategorie string) bool { return !slices.Contains(teltNietMee, productcategorie) }
