package commands

import "github.com/regiebot/regiebot/procesregie"

var traject = Command{
	Name: "traject", Short: "welke hulp er was en is, en of die hielp", Menu: true,
	Subs: []Sub{
		{
			Name: "toon", Short: "de trajecten in een casus", Example: "traject toon ZO-2026-0142", Reads: true, Daad: procesregie.ZieInhoud,
			Fields: velden(zaakVeld(), welkeJeugdige()), Run: trajectToon,
		},
		{
			Name: "nieuw", Short: "een traject vastleggen", Title: "Nieuw traject",
			Example: `traject nieuw zaak=ZO-2026-0142 jeugdige=J1 hulpvorm=ambulant aanbieder="Ambulant Voorbeeld" start=02-11-2026`,
			Fields:  trajectNieuwVelden, Run: trajectNieuw,
		},
		{
			Name: "einde", Short: "het einde van een traject vastleggen", Title: "Traject beëindigen",
			Example: `traject einde zaak=ZO-2026-0142 traject=1 datum=vandaag reden=plan hielp=deels waardoor="de ouders deden mee"`,
			Fields:  trajectEindeVelden, Run: trajectEinde,
		},
		{
			Name: "weg", Short: "weghalen wat je per ongeluk vastlegde", Title: "Traject weghalen",
			Example: "traject weg zaak=ZO-2026-0142 jeugdige=J1 traject=1 wat=traject",
			Fields:  trajectWegVelden, Run: trajectWeg,
		},
		{
			Name: "samenvatting", Short: "welke hulp was er, waarom, en hielp het?", Example: "traject samenvatting ZO-2026-0142", Reads: true, Daad: procesregie.ZieInhoud,
			Fields: samenvattingVelden, Run: trajectSamenvatting,
		},
		{
			Name: "tijdlijn", Short: "de trajecten in een plaatje", Example: "traject tijdlijn ZO-2026-0142", Reads: true, Daad: procesregie.ZieInhoud,
			Fields: velden(zaakVeld(), welkeJeugdige()), Run: trajectTijdlijn,
		},
	},
}

// The forms of help as they are typed, in the order of [procesregie.Hulpvormen].
var hulpvormen = []keuze{
	{"wijkteam", "01"},
	{"ambulant", "02"},
	{"daghulp", "03"},
	{"netwerk", "04"},
	{"pleegzorg", "11"},
	{"gezinsgericht", "12"},
	{"gesloten", "13"},
	{"groep", "14"},
}

// Why help ended, as it is typed, in the order of [procesregie.RedenenBeeindiging].
var eindredenen = []keuze{{"plan", "01"}, {"overleg", "02"}, {"gezin", "03"}, {"aanbieder", "04"}, {"buiten", "05"}}

// Whether it helped, as it is typed.
var hielpen = []keuze{
	{"geholpen", procesregie.Geholpen}, {"deels", procesregie.DeelsGeholpen}, {"niet", procesregie.NietGeholpen}, {"onbekend", procesregie.ResultaatOnbekend},
}

// keuze is a word that is typed, and what it stands for.
type keuze struct{ woord, code string }

// codeVan returns what a word stands for; "" when it is none of the list.
func codeVan(list []keuze, woord string) string {
	for _, k := range list {
		if k.woord == woord {
			return k.code
		}
	}
	return ""
}

// keuzeVeld offers words; in a form they are written as the names of a code list have them.
func keuzeVeld(v Veld, list []keuze, names []procesregie.Code) Veld {
	v.Soort = soortKeuze
	for _, k := range list {
		name, ok := procesregie.CodeNaam(names, k.code)
		if !ok {
			name = k.code
		}
		v.Keuzes, v.Namen = append(v.Keuzes, k.woord), append(v.Namen, name)
	}
	return v
}
