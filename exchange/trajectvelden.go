package exchange

import "github.com/regiebot/regiebot/procesregie"

// trajectVeld is a field of a list of help, in the order of the canonical header.
type trajectVeld int8

// The fields of a row of help.
const (
	trajectCasus trajectVeld = iota
	trajectJeugdige
	trajectAanbieder
	trajectAGB
	trajectHulpvorm
	trajectCategorie
	trajectCode
	trajectVerwijzer
	trajectToewijzing
	trajectVan
	trajectTot
	trajectStart
	trajectEind
	trajectReden
	trajectCrisis
	trajectAanleiding
	trajectResultaat
	veldenTraject // how many there are
)

// trajectSchema is what a list of help can hold. The other names are those of the tables
// Toewijzing and Levering of the GGM.
func trajectSchema() *schema {
	return &schema{
		key: int(trajectCasus), sheet: -1, unknown: []int{int(trajectResultaat)},
		oneOf: [][2]int{
			{int(trajectAanbieder), int(trajectAGB)}, {int(trajectHulpvorm), int(trajectCategorie)}, {int(trajectStart), int(trajectVan)},
		},
		fields: []field{
			trajectCasus:      {"casus_ref", []string{"zaaknummer"}, true},
			trajectJeugdige:   {"jeugdige_ref", []string{"jeugdige"}, true},
			trajectAanbieder:  {name: "aanbieder"},
			trajectAGB:        {name: "agb", aliases: []string{"agb-code"}},
			trajectHulpvorm:   {name: "hulpvorm"},
			trajectCategorie:  {name: "productcategorie"},
			trajectCode:       {name: "productcode", aliases: []string{"code"}},
			trajectVerwijzer:  {name: "verwijzer"},
			trajectToewijzing: {name: "toewijzingnummer"},
			trajectVan:        {name: "toewijzing_start", aliases: []string{"datumStartToewijzing"}},
			trajectTot:        {name: "toewijzing_eind", aliases: []string{"datumEindeToewijzing"}},
			trajectStart:      {name: "start", aliases: []string{"datumStart"}},
			trajectEind:       {name: "eind", aliases: []string{"datumStop"}},
			trajectReden:      {name: "reden_beeindiging", aliases: []string{"stopreden"}},
			trajectCrisis:     {name: "crisis"},
			trajectAanleiding: {name: "aanleiding"},
			trajectResultaat:  {name: "resultaat"},
		},
	}
}

// The three ways in which a value is kept in trajectValues.
type trajectSoort int8

const (
	inText trajectSoort = iota
	inList
	inDay
)

// slot returns where a field is kept; the zaaknummer stands apart.
func (v trajectVeld) slot() (index int, soort trajectSoort) {
	switch v {
	case trajectJeugdige, trajectAanbieder, trajectAGB:
		return int(v - trajectJeugdige), inText
	case trajectCode:
		return 3, inText
	case trajectToewijzing:
		return 4, inText
	case trajectAanleiding:
		return 5, inText
	case trajectHulpvorm, trajectCategorie:
		return int(v - trajectHulpvorm), inList
	case trajectVerwijzer:
		return 2, inList
	case trajectReden, trajectCrisis:
		return int(v-trajectReden) + 3, inList
	case trajectResultaat:
		return 5, inList
	default:
		return int(v - trajectVan), inDay
	}
}

// trajectValues is a row of help in a small form, so that two can be compared field by
// field: a list can have 200,000.
type trajectValues struct {
	text [6]string
	list [6]uint8 // 1 + place in the code list; 0: empty
	day  [4]day
}

func (t *trajectValues) isEmpty(v trajectVeld) bool {
	switch i, soort := v.slot(); soort {
	case inText:
		return t.text[i] == ""
	case inList:
		return t.list[i] == 0
	default:
		return t.day[i] == 0
	}
}

// same reports whether two rows have the same value. A name is the same in any capitals.
func (t *trajectValues) same(v trajectVeld, other *trajectValues) bool {
	switch i, soort := v.slot(); {
	case soort == inList:
		return t.list[i] == other.list[i]
	case soort == inDay:
		return t.day[i] == other.day[i]
	case v == trajectJeugdige || v == trajectAanbieder:
		return t.text[i] == other.text[i] || personName(t.text[i]) == personName(other.text[i])
	default:
		return t.text[i] == other.text[i]
	}
}

func (t *trajectValues) take(v trajectVeld, from *trajectValues) {
	switch i, soort := v.slot(); soort {
	case inText:
		t.text[i] = from.text[i]
	case inList:
		t.list[i] = from.list[i]
	default:
		t.day[i] = from.day[i]
	}
}

// show writes a value as an export does; "" when it is empty.
func (t *trajectValues) show(v trajectVeld) string {
	switch i, soort := v.slot(); {
	case soort == inText:
		return t.text[i]
	case soort == inDay:
		return t.day[i].date().String()
	case t.list[i] == 0:
		return ""
	default:
		return v.codes()[t.list[i]-1]
	}
}

// told writes a value for people.
func (t *trajectValues) told(v trajectVeld) string {
	if i, soort := v.slot(); soort == inDay && t.day[i] != 0 {
		return t.day[i].date().Compact()
	}
	return t.show(v)
}

// codes returns the values that a field of a list can have, as they are stored.
func (v trajectVeld) codes() []string {
	switch v {
	case trajectHulpvorm:
		return codesOf(procesregie.Hulpvormen)
	case trajectCategorie:
		return codesOf(procesregie.Productcategorieen)
	case trajectVerwijzer:
		return codesOf(procesregie.Verwijzers)
	case trajectReden:
		return codesOf(procesregie.RedenenBeeindiging)
	case trajectCrisis:
		return []string{procesregie.Ja.String(), procesregie.Nee.String()}
	default:
		return procesregie.Resultaten
	}
}

func codesOf(list []procesregie.Code) []string {
	codes := make([]string, len(list))
	for i, c := range list {
		codes[i] = c.Code
	}
	return codes
}
