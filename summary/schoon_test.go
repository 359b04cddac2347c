package summary

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/procesregie"
)

func maker(names ...string) schoonmaker {
	return nieuweSchoonmaker(Vraag{Verberg: names, Historie: procesregie.Historie{
		Trajecten: []procesregie.Traject{{Aanbieder: "Praktijk Voorbeeldweg"}}, NietGestart: []procesregie.Levering{{Aanbieder: "Ömer & Zn."}},
	}})
}

func TestSchoon(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "",
		"opvoedvragen":          "opvoedvragen",
		"Zorgen over de school": "Zorgen over de school",
		"ruzie thuis, en veel verzuim. De ouders vragen hulp!": "ruzie thuis, en veel verzuim. De ouders vragen hulp!",
		"vader/moeder (gescheiden) en oma’s zorgen":            "vader/moeder (gescheiden) en oma’s zorgen",
		"zorgen om Kevin thuis":                                "zorgen om [weggelaten] thuis",
		"zorgen om kevin's gedrag":                             "zorgen om [weggelaten] gedrag",
		"zorgen om KÉVIN, thuis":                               "zorgen om [weggelaten] thuis",
		"de kevins en jansens":                                 "de [weggelaten] en [weggelaten]",
		"zorgen om k e v i n thuis":                            "zorgen om [weggelaten] thuis",
		"zorgen om ke vin thuis":                               "zorgen om [weggelaten] thuis",
		"zorgen om ke\u200bvin thuis":                          "zorgen om [weggelaten] thuis",
		"zorgen om ｋｅｖｉｎ thuis":                                "zorgen om [weggelaten] thuis",
		"zorgen om ke\u0301vin thuis":                          "zorgen om [weggelaten] thuis",
		"zorgen om Кеvin thuis":                                "zorgen om [weggelaten] thuis", // two Cyrillic letters
		"zorgen om 𝐤𝐞𝐯𝐢𝐧 thuis":                                "zorgen om [weggelaten] thuis",
		"zorgen om bo thuis":                                   "zorgen om [weggelaten] thuis",
		"zorgen om Mohammed thuis":                             "zorgen om [weggelaten] thuis", // nobody named him
		"Mohammed is stil":                                     "[weggelaten] is stil",
		"Het kind is stil":                                     "Het kind is stil",
		"praktijk stopte":                                      "[weggelaten] stopte",
		"hulp van Omer":                                        "hulp van [weggelaten]",
		"zie www.school.example":                               "[weggelaten]",
		"hij belt met hulp van zijn oom naar 06-12345678":      "hij belt met hulp van [weggelaten]",
		"de ouders wonen samen met een tante aan de dorpsstraat 12 b in zeist met veel zorg": "de ouders wonen samen met een tante [weggelaten] met veel zorg",
		"mevrouw de boer belde over school":                                                  "[weggelaten] over school",
		"zorg van meneer bakker thuis":                                                       "zorg [weggelaten]",
		"het kind heet sophie, en is stil":                                                   "het [weggelaten] stil",
		"wonen aan de kerkweg":                                                               "wonen aan de [weggelaten]",
		"hij loopt onderweg weg":                                                             "hij loopt onderweg weg",
		"bsn nine nine six one zero":                                                         "[weggelaten]",
		"ruzie\n\tthuis":                                                                     "ruzie thuis",
		"[weggelaten]":                                                                       "[weggelaten]",
	} {
		if got := maker("Kevin Jansen", "Bo").schoon(text); got != want {
			t.Errorf("schoon(%q) = %q, want %q", text, got, want)
		}
	}
	long := strings.Repeat("zorgen ", langsteVrijeTekst)
	if got := maker().schoon(long + "meer"); got != long+Weggelaten {
		t.Errorf("of a long text %q is left", got[len(got)-40:])
	}
}

// Every spelling of what must not leave, and a piece of it that may not be found in what
// is left.
func TestSchoonGeheimen(t *testing.T) {
	for kind, spellings := range map[string][][2]string{
		"BSN": {
			{"123456782", "678"},
			{"1234.56.782", "56"},
			{"1 2 3 4 5 6 7 8 2", "7"},
			{"12345\u200b6782", "678"},
			{"１２３４５６７８２", "５"},
			{"bsn:123456782", "678"},
			{"١٢٣٤٥٦٧٨٢", "٣"},
			{"①②③④⑤⑥⑦⑧②", "③"},
			{"een twee drie vier vijf zes zeven acht twee", "vier"},
			{"123-45-6782x", "678"},
			{"eentweedrievier", "drie"},
		},
		"phone": {
			{"06-12345678", "345"},
			{"0612345678", "345"},
			{"06 12 34 56 78", "34"},
			{"+31 6 12345678", "345"},
			{"(010) 123 45 67", "45"},
			{"010-1234567", "345"},
			{"0031612345678", "345"},
			{"nul zes een twee drie vier", "zes"},
			{"nulzes", "zes"},
			{"06/12.34.56.78", "34"},
		},
		"e-mail": {
			{"kevin.jansen@voorbeeld.nl", "kevin"},
			{"marie@voorbeeld.nl", "marie"},
			{"marie @ voorbeeld . nl", "marie"},
			{"marie＠voorbeeld.nl", "marie"},
			{"marie(at)voorbeeld.nl", "marie"},
			{"marie at voorbeeld punt nl", "marie"},
			{"marie [at] voorbeeld.nl", "marie"},
			{"MARIE@VOORBEELD.NL", "MARIE"},
			{"marie apenstaartje voorbeeld punt nl", "marie"},
			{"mailto:marie@voorbeeld", "marie"},
		},
		"address": {
			{"Dorpsstraat 12", "orps"},
			{"dorpsstraat 12", "orps"},
			{"oude weg 12b", "oude"},
			{"van der goesweg 3", "goes"},
			{"Plein 1944 nr. 7", "Plein"},
			{"dorpsstraat", "orps"},
			{"kerklaan twaalf", "kerk"},
			{"lange akker 7 hs", "akker"},
		},
		"postcode": {{"1234 AB", "AB"}, {"1234AB", "AB"}, {"1234 ab zeist", "zeist"}, {"１２３４ ＡＢ", "AB"}, {"12 34 AB", "AB"}},
		"date": {
			{"12-05-2012", "12"}, {"12 mei 2012", "mei"}, {"twaalf mei tweeduizendtwaalf", "mei"}, {"12/5/'12", "12"}, {"2012.05.12", "05"}, {"mei 2012", "mei"}, {"geboren in mei", "mei"}, {"12e", "12"},
		},
		"link": {{"https://voorbeeld.nl/kevin", "voorbeeld"}, {"www.voorbeeld.nl", "voorbeeld"}, {"voorbeeld.nl/pad", "pad"}, {"http:\\\\voorbeeld", "voorbeeld"}, {"hxxps://voorbeeld", "voorbeeld"}},
		"name": {
			{"Kevin", "evin"},
			{"kevin", "evin"},
			{"KEVIN", "EVIN"},
			{"kevin’s", "evin"},
			{"kevintje", "evin"},
			{"k.e.v.i.n", "v"},
			{"Jansen", "ansen"},
			{"jan sen", "sen"},
			{"kevin-jansen", "ansen"},
			{"kevinjansen", "evin"},
			{"Voorbeeldweg", "oorbeeld"},
			{"voorbeeldweg", "oorbeeld"},
			{"ömer", "mer"},
			{"Omers", "mer"},
			{"kévïn", "v"},
			{"_kevin_", "evin"},
			{"#kevin", "evin"},
			{"ke-vin", "vin"},
			{"k\u00a0e\u2009v\u3000i n", "v"},
			{"\u202enivek\u202c kevin", "evin"},
			{"KeViN", "V"},
		},
	} {
		for _, s := range spellings {
			for _, around := range [][2]string{{"", ""}, {"zorgen om ", " thuis"}, {"(", ")"}, {"\"", "\"."}, {"zorgen.", ""}, {"Er is ruzie; ", ", en meer"}} {
				text := around[0] + s[0] + around[1]
				got := maker("Kevin Jansen").schoon(text)
				if strings.Contains(strings.ToLower(strings.ReplaceAll(got, Weggelaten, "")), strings.ToLower(s[1])) {
					t.Errorf("%s: of %q is left %q", kind, text, got)
				}
				veilig(t, got)
			}
		}
	}
}

// veilig fails when a text holds what no scrubbed text may hold, whatever went in.
func veilig(t interface{ Errorf(string, ...any) }, text string) {
	rest := strings.ReplaceAll(text, Weggelaten, "")
	for _, r := range rest {
		if unicode.IsNumber(r) || strings.ContainsRune("@[]{}<>=_#&\\+*|$", r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			t.Errorf("%q has a %q", text, r)
		}
	}
	if procesregie.FindBSN(text) || strings.Contains(rest, "//") || strings.Contains(strings.ToLower(rest), "www") {
		t.Errorf("%q has a number or a link", text)
	}
}

// spelling draws a way to write a name.
func spelling(t *rapid.T, name string) string {
	between := rapid.SampledFrom([]string{"", "", "\u200b", "\u00ad", " ", ".", "-", "_", "\u00a0", "\ufeff", "\u0301"}).Draw(t, "tussen")
	wide := rapid.Bool().Draw(t, "breed")
	var out strings.Builder
	for i, r := range name {
		if i > 0 && rapid.Bool().Draw(t, "los") {
			out.WriteString(between)
		}
		if rapid.Bool().Draw(t, "hoofdletter") {
			r = unicode.ToUpper(r)
		}
		if wide {
			r += '！' - '!'
		}
		out.WriteRune(r)
	}
	return out.String() + rapid.SampledFrom([]string{"", "s", "'s", "’s", "tje", ".", ",", "!", "-broer"}).Draw(t, "na")
}

func TestSchoonProperties(t *testing.T) {
	common := rapid.SampledFrom([]string{"zorgen", "om", "thuis.", "De", "ouders", "en", "veel", "ruzie,", "hulp", "op", "school"})
	words := rapid.SliceOfN(common, 0, 6)
	t.Run("TR-3 a name is gone however it is written", rapid.MakeCheck(func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"kevin", "fatima", "jansen", "voorbeeldweg"}).Draw(t, "naam")
		text := strings.Join(append(append(words.Draw(t, "voor"), spelling(t, name)), words.Draw(t, "na")...), " ")
		got := maker("Kevin Jansen", "Fatima").schoon(text)
		if strings.Contains(gevouwen(got), name) {
			t.Fatalf("%q became %q", text, got)
		}
		veilig(t, got)
	}))
	t.Run("TR-3 what is ordinary stays", rapid.MakeCheck(func(t *rapid.T) {
		text := strings.ReplaceAll(strings.Join(words.Draw(t, "woorden"), " "), "De", "de")
		if got := maker("Kevin Jansen").schoon(text); got != text {
			t.Fatalf("%q became %q", text, got)
		}
	}))
}

func FuzzSchoon(f *testing.F) {
	for _, text := range []string{"zorgen om Kevin", "06-12345678", "a@b.nl", "1234 AB", "[weggelaten] x", "\x00\xff", "é\u0301 ǅ"} {
		f.Add(text)
	}
	s := maker("Kevin Jansen", "Bo")
	f.Fuzz(func(t *testing.T, text string) {
		got := s.schoon(text)
		veilig(t, got)
		if strings.Contains(gevouwen(strings.ReplaceAll(got, Weggelaten, " ")), "kevin") {
			t.Errorf("%q became %q", text, got)
		}
		if again := s.schoon(got); !strings.Contains(again, Weggelaten) && again != got {
			t.Errorf("%q became %q, and then %q", text, got, again)
		}
	})
}
