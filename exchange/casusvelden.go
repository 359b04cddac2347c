package exchange

// veld is a field of a case in a list, in the order of the canonical header.
type veld int8

// The fields of a case.
const (
	veldZaaknummer veld = iota
	veldRegisseur
	veldNiveau
	veldStartRegie
	veldStartNiveau
	veldDuo
	veldCasusregisseur
	veldOVV
	veldBrief
	veldStartbijeenkomst
	veldMDOGepland
	veldMDOGehouden
	veldOVVOpnieuw
	veldLaatste
	veldVolgende
	veldStatus
	veldGesloten
	veldReden
	veldNazorg
	veldenCasus // how many there are
)

// casusSchema is what a list of cases can hold, with every name it is known by.
func casusSchema() *schema {
	return &schema{key: int(veldZaaknummer), sheet: int(veldRegisseur), fields: []field{
		veldZaaknummer: {"zaaknummer", []string{"zaaknr", "zaak nr", "zaak", "dossier", "dossiernr", "dossiernummer", "casus", "casusnr"}, true},
		veldRegisseur:  {"procesregisseur", []string{"regisseur", "consulent", "jeugdconsulent", "medewerker", "eigenaar"}, true},
		veldNiveau:     {"niveau", []string{"nivo", "normering", "regievorm"}, true},
		veldStartRegie: {"start_regie", []string{"start", "startdatum", "datum start", "begin regie", "sinds"}, true},

		veldStartNiveau:      {name: "start_niveau", aliases: []string{"niveau sinds", "start niveau"}},
		veldDuo:              {name: "duo", aliases: []string{"duo-partner", "tweede consulent"}},
		veldCasusregisseur:   {name: "casusregisseur", aliases: []string{"casusregie"}},
		veldOVV:              {name: "ovv_kernbesluit", aliases: []string{"ovv", "ovv d.d.", "kernbesluit", "kernbesluit ovv", "datum ovv"}},
		veldBrief:            {name: "brief_verstuurd", aliases: []string{"brief"}},
		veldStartbijeenkomst: {name: "startbijeenkomst"},
		veldMDOGepland:       {name: "mdo_gepland"},
		veldMDOGehouden:      {name: "mdo_gehouden", aliases: []string{"mdo"}},
		veldOVVOpnieuw:       {name: "ovv_opnieuw"},
		veldLaatste:          {name: "laatste_evaluatie", aliases: []string{"laatste eval.", "evaluatie"}},
		veldVolgende:         {name: "volgende_evaluatie", aliases: []string{"volgende eval."}},
		veldStatus:           {name: "status"},
		veldGesloten:         {name: "gesloten_op", aliases: []string{"afgesloten", "einddatum"}},
		veldReden:            {name: "reden_sluiting"},
		veldNazorg:           {name: "nazorg"},
	}}
}

// Where the value of a field is kept in casusValues: in text, or else in day. The
// zaaknummer stands apart.
const (
	textRegisseur = iota
	textNiveau
	textDuo
	textCasusregisseur
	textStatus
	textReden
	textNazorg
	textCount
)

const (
	dayStartRegie = iota
	dayStartNiveau
	dayOVV
	dayBrief
	dayStartbijeenkomst
	dayMDOGepland
	dayMDOGehouden
	dayOVVOpnieuw
	dayLaatste
	dayVolgende
	dayGesloten
	dayCount
)

// slot returns where a field is kept.
func (v veld) slot() (index int, isDay bool) {
	switch v {
	case veldRegisseur:
		return textRegisseur, false
	case veldNiveau:
		return textNiveau, false
	case veldDuo, veldCasusregisseur:
		return int(v-veldDuo) + textDuo, false
	case veldStatus:
		return textStatus, false
	case veldReden, veldNazorg:
		return int(v-veldReden) + textReden, false
	case veldStartRegie, veldStartNiveau:
		return int(v-veldStartRegie) + dayStartRegie, true
	case veldGesloten:
		return dayGesloten, true
	default:
		return int(v-veldOVV) + dayOVV, true
	}
}

// casusValues is what a list says about a case, or what is stored, in the same small
// form, so that both can be compared field by field.
type casusValues struct {
	text [textCount]string
	day  [dayCount]day
}

func (c *casusValues) isEmpty(v veld) bool {
	i, isDay := v.slot()
	if isDay {
		return c.day[i] == 0
	}
	return c.text[i] == ""
}

func (c *casusValues) same(v veld, other *casusValues) bool {
	i, isDay := v.slot()
	if isDay {
		return c.day[i] == other.day[i]
	}
	return c.text[i] == other.text[i]
}

// take copies a field.
func (c *casusValues) take(v veld, from *casusValues) {
	i, isDay := v.slot()
	if isDay {
		c.day[i] = from.day[i]
		return
	}
	c.text[i] = from.text[i]
}

// told writes a value for people; "" when it is empty.
func (c *casusValues) told(v veld) string {
	i, isDay := v.slot()
	if isDay && c.day[i] != 0 {
		return c.day[i].date().Compact()
	}
	return c.show(v)
}

// show writes a value as an export does; "" when it is empty.
func (c *casusValues) show(v veld) string {
	i, isDay := v.slot()
	if isDay {
		return c.day[i].date().String()
	}
	return c.text[i]
}
