package summary_test

import (
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/summary"
)

// scherp are histories with sentences about them that must not pass, written by hand: each is
// false, or true to the letter and read as something false. Behind | are the ids.
var scherp = []struct {
	over   string
	rijen  []p.Levering
	zinnen string
}{
	{"the example", nil, `
Traject 7 loopt bij aanbieder G. | T7
Trajecten 5 en 7 lopen bij aanbieder E. | T5 T7
Bij aanbieder G loopt traject 7. | T7
Traject 7 wordt gegeven door aanbieder G. | T7
Traject 7 is bij aanbieder G. | T7
Traject 7 loopt nog. | T7
Traject 7 loopt nu. | T7
Traject 7 loopt sinds 01-12-2026. | T7
Sinds 01-12-2026 loopt traject 7. | T7
Traject 7 begon op 01-12-2026. | T7
Traject 7 is begonnen op 01-12-2026. | T7
Traject 7 was gezinsgericht verblijf bij aanbieder G. | T7
Traject 7 is nog niet voorbij. | T7
Traject 7 is voorbij. | T7
De jeugdige krijgt gezinsgericht verblijf bij aanbieder G (traject 7). | T7
De jeugdige kreeg gezinsgericht verblijf bij aanbieder G (traject 7). | T7
Of traject 7 helpt, is niet vastgelegd. | T7
Of traject 7 hielp, is niet vastgelegd. | T7
Het resultaat van trajecten 5, 6 en 7 is niet vastgelegd. | T5 T6 T7
Trajecten 5, 6 en 7 lopen nu. | LOP
Trajecten 5, 6 en 7 lopen tegelijk. | T5 T6 T7
Vanaf 01-10-2026 lopen trajecten 5, 6 en 7 tegelijk. | T5 T6 T7
Sinds 01-12-2026 lopen trajecten 5 en 7 tegelijk. | T5 T7
De jeugdige krijgt nu ambulante hulp bij aanbieder A (traject 6). | T6
De jeugdige krijgt ambulante hulp bij aanbieder A (traject 6). | T6
Sinds 01-10-2026 krijgt de jeugdige ambulante hulp (traject 6). | T6
In traject 6 krijgt de jeugdige nu ambulante hulp. | T6
De jeugdige krijgt ambulante hulp in traject 6. | T6
Aanbieder A geeft ambulante hulp (traject 6). | T6
Traject 6 wordt gegeven door aanbieder A. | T6
Traject 6 is niet in pauze. | T6
Traject 6 is in pauze sinds 01-10-2026. | T6
Traject 5 is in pauze sinds 01-11-2026. | T5
Trajecten 5 en 6 zijn in pauze sinds 01-11-2026. | T5 T6
Traject 6 is eerder dan gepland gestopt. | T6
Traject 1: ambulante hulp bij aanbieder A, vanaf 01-02-2021. | T1
Traject 1: ambulante hulp, vanaf 01-02-2021. | T1
Trajecten 1: ambulante hulp, vanaf 01-02-2021. | T1
Traject 1 (ambulante hulp, vanaf 01-02-2021) heeft deels geholpen. | T1
Ambulante hulp bij aanbieder A, vanaf 01-02-2021 (traject 1) heeft deels geholpen. | T1
Traject 1: ambulante hulp bij aanbieder A, sinds 01-02-2021. | T1
Traject 1 was ambulante hulp, sinds 01-02-2021. | T1
Traject 1: ambulante hulp bij aanbieder A, van 01-02-2021 tot 31-07-2021. | T1
Traject 1: ambulante hulp bij aanbieder A, tot 31-07-2021. | T1
Traject 1: ambulante hulp bij aanbieder A, tot en met 01-08-2021. | T1
Traject 1: ambulante hulp bij aanbieder A, van 01-02-2021 tot en met 01-08-2021. | T1
Traject 1 duurde 180 dagen. | T1
Traject 1 duurde 6 maanden. | T1
Traject 1 duurde bijna 181 dagen. | T1
Traject 1 duurde 181 dag. | T1
Trajecten 1 en 2 duurden 181 dagen. | T1 T2
Trajecten 1 en 2 duurden in totaal 454 dagen. | T1 T2
Trajecten 1 en 2 waren ambulante hulp. | T1 T2
Trajecten 1 tot en met 3 waren ambulante hulp. | T1 T2 T3
Trajecten 1 tot 4 zijn voorbij. | T1 T2 T3 T4
Trajecten 1 tot en met 5 zijn voorbij. | T1 T2 T3 T4 T5
Traject 1 of traject 2 heeft geholpen. | T1 T2
Traject 1 en 2 hebben niet geholpen. | T1 T2
Trajecten 1 en 2 hebben niet allebei geholpen. | T1 T2
Trajecten 1 en 4 hebben niet geholpen. | T1 T4
Alleen traject 2 heeft geholpen. | T2
Traject 2 heeft als enige geholpen. | T2
Traject 2 heeft ook geholpen. | T2
Traject 1 heeft geholpen. | T1
Traject 1 hielp. | T1
Traject 1 heeft niet geholpen. | T1
Traject 3 heeft niet geholpen. | T3
Traject 3 hielp niet. | T3
Of traject 3 hielp, is onbekend. | T3
Het is onbekend of traject 3 hielp. | T3
Het is niet vastgelegd of traject 3 hielp en traject 2 hielp. | T2 T3
Het is niet vastgelegd of traject 3 hielp en traject 2 heeft geholpen. | T2 T3
Het is niet vastgelegd of traject 3 heeft geholpen, traject 2 heeft geholpen. | T2 T3
Het is niet vastgelegd of traject 3 heeft geholpen, en traject 4 heeft niet geholpen. | T3 T4
Het is niet vastgelegd hoe traject 3 eindigde en traject 2 hielp. | T2 T3
Het is niet vastgelegd hoe traject 3 is geëindigd en traject 1 is eerder dan gepland gestopt. | T1 T3
Hoe traject 2 eindigde, is niet vastgelegd. | T2
Traject 3 eindigde volgens plan. | T3
Traject 3 stopte eerder dan gepland. | T3
Traject 2 stopte eerder dan gepland, in overleg. | T2
Traject 2 stopte niet volgens plan. | T2
Traject 1 stopte niet eerder dan gepland. | T1
Traject 1 eindigde niet volgens plan op 31-07-2021. | T1
Traject 2 eindigde niet eerder dan gepland op 30-06-2022. | T2
Traject 2 stopte niet voortijdig op 30-06-2022. | T2
Traject 1 stopte eerder dan gepland, door de aanbieder. | T1
Traject 1 stopte eerder dan gepland, door de jeugdige of de ouders. | T1
Traject 1 stopte eerder dan gepland, door aanbieder A. | T1
Traject 4 stopte eerder dan gepland, door aanbieder D. | T4
Traject 4 stopte eerder dan gepland, niet door de aanbieder. | T4
Traject 4 stopte eerder dan gepland door de aanbieder. | T4
Traject 4 is eerder dan gepland door de aanbieder gestopt. | T4
Traject 4 stopte eerder dan gepland, door de aanbieder. Die reden is afgeleid uit het bericht van de aanbieder. | T4
Traject 2 eindigde volgens plan, maar heeft geholpen bij aanbieder B. | T2
Traject 4 was bij aanbieder D, maar heeft niet geholpen. | T4
Traject 2 was bij aanbieder B, maar heeft geholpen. | T2
Traject 4 heeft niet geholpen, maar was bij aanbieder D. | T4
Traject 2 was daghulp, maar traject 5 is pleegzorg. | T2 T5
Traject 4 begon met een crisis, maar was bij aanbieder D. | T4
Traject 2 duurde 273 dagen, maar heeft geholpen. | T2
Traject 2 heeft geholpen omdat traject 1 is gestopt. | T1 T2
Traject 2 heeft geholpen en dus is traject 1 voorbij. | T1 T2
Traject 1 begon met een crisis. | T1
Traject 1 begon niet met een crisis. | T1
Traject 4 begon niet met een crisis. | T4
Trajecten 4 en 5 begonnen met een crisis. | T4 T5
Nu loopt traject 5. | T5
Op dit moment loopt traject 6. | T6
Op 13-11-2026 loopt traject 5. | T5
Er loopt nu 1 traject: traject 5. | LOP
Er lopen nu 3 trajecten. | LOP
Er loopt geen traject meer. | LOP
Er lopen nu geen trajecten. | LOP
Er zijn 6 trajecten bekend. | TEL
Er zijn 7 trajecten bekend op 12-11-2026. | TEL
Er zijn maar 7 trajecten bekend. | TEL
Er zijn al 7 trajecten bekend. | TEL
Van de 4 trajecten die voorbij zijn, stopten er 2 eerder dan gepland: trajecten 1 en 4. | VRG
Van de 7 trajecten die voorbij zijn, stopten er voor zover bekend 2 eerder dan gepland: trajecten 1 en 4. | VRG
2 van de 7 trajecten stopten eerder dan gepland: trajecten 1 en 4. | VRG
Er stopte voor zover bekend 1 traject eerder dan gepland: traject 1. | VRG
Er stopten 2 trajecten eerder dan gepland: trajecten 1 en 4. | VRG
Voor zover bekend stopten 2 van de 4 trajecten die voorbij zijn eerder dan gepland: trajecten 1 en 3. | VRG
Tijdens traject 2 liep ook traject 3, van 01-03-2022 tot en met 30-06-2022. | O1
Tijdens traject 2 liep ook traject 3 (122 dagen). | O1
Naast traject 2 liep ook traject 3, van 01-03-2022 tot en met 30-06-2022 (122 dagen). | O1
Tijdens traject 3 liep ook traject 2, van 01-03-2022 tot en met 30-06-2022. | O1
Traject 3 liep tegelijk met traject 2, van 01-03-2022 tot en met 30-06-2022. | O1
Traject 3 liep tegelijk met traject 2 (122 dagen). | O1
Naast traject 6 loopt ook traject 5, vanaf 01-10-2026. | T5 T6
Naast traject 5 loopt ook traject 6 (44 dagen). | T5 T6
Tijdens traject 1 liep ook traject 2. | T1 T2
Trajecten 1 en 2 liepen tegelijk. | T1 T2
Trajecten 2 en 3 lopen tegelijk. | O1
Trajecten 2 en 3 liepen 306 dagen tegelijk. | O1
Trajecten 1, 2 en 3 liepen tegelijk. | T1 T2 T3
Van 01-03-2022 tot en met 31-12-2022 liepen trajecten 2 en 3 tegelijk. | O1
Van 01-08-2021 tot en met 30-09-2021 was er geen hulp. | G1
Van 01-08-2021 tot en met 30-09-2021 was er geen hulp nodig. | G1
Van 31-07-2021 tot en met 01-10-2021 was er geen hulp bekend. | G1
Na traject 2 was er 73 dagen geen hulp bekend. | G2
Tussen traject 2 en traject 1 was er 61 dagen geen hulp bekend. | G1
Tussen traject 1 en traject 4 was er 61 dagen geen hulp bekend. | G1
Sinds 01-08-2021 is er geen hulp bekend. | G1
Sinds 01-08-2021 is er geen hulp meer bekend, na traject 1. | G1
Er is nu 61 dagen geen hulp bekend, na traject 1. | G1
Daghulp bij aanbieder B is toegewezen, maar niet begonnen. | S1
Daghulp bij aanbieder B is toegewezen, maar nog niet begonnen. | S1
Toegewezen, niet begonnen: daghulp bij aanbieder B. | S1
Daghulp bij aanbieder B is toegewezen, maar niet begonnen, sinds 01-01-2027. | S1
Daghulp bij aanbieder B telt niet mee. | S1
Vervoer bij aanbieder F is toegewezen, maar niet begonnen. | N1
Vervoer bij aanbieder F telt niet mee, sinds 01-09-2024. | N1
Vervoer bij aanbieder F telt niet mee, vanaf 01-09-2024. | N1
Ambulante hulp is eerder geprobeerd (traject 1). | V1
Ambulante hulp is eerder geprobeerd (trajecten 1, 3 en 6). | V1
Pleegzorg is eerder geprobeerd (traject 5). | V1
Pleegzorg is nog niet eerder geprobeerd. | TEL
Daghulp loopt nu weer (traject 2). | V2
Pleegzorg loopt nu weer (traject 5). | V1
Eerder geprobeerd: ambulante hulp (trajecten 1 en 3) en daghulp (traject 2). | V1 V2
De aanleiding van traject 1 was “opvoedvragen” en “geweld”. | T1
De aanleiding van traject 1 was “Opvoedvragen”. | T1
De aanleiding van traject 1 was opvoedvragen. | T1
De aanleiding van traject 1 was niet “opvoedvragen”. | T1
De aanleiding van trajecten 1 en 2 was “opvoedvragen”. | T1 T2
De aanleiding van traject 2 is onbekend. | T2
De aanleiding van trajecten 1 en 3 is niet vastgelegd. | T1 T3
“Traject 2 heeft niet geholpen.” | T2
Traject 1 liep van 02-01-2021 tot en met 31-07-2021. | T1
Traject 1 liep van 31-07-2021 tot en met 01-02-2021. | T1
Traject 5 loopt sinds maandag 1 september 2024. | T5
Traject 5 loopt sinds september 2024. | T5
Traject 5 loopt nog, nu 803 dagen. | T5
Traject 5 duurde 804 dagen. | T5
Traject 5 heeft geholpen. | T5
Traject 5 is gezinsgericht verblijf bij aanbieder E. | T5
Traject 5 is gestopt. | T5
Traject 5 stopt op 01-12-2026. | T5
Traject 5 loopt al 804 dagen. | T5
Trajecten 1, 2, 3 en 4 stopten eerder dan gepland. | T1 T2 T3 T4
Traject 1 heeft deels geholpen. | T2
Traject 1 heeft deels geholpen. | T1 T2
Trajecten 5 en 6 lopen momenteel. Trajecten 5 en 6 lopen nu. | T5 T6
Trajecten 2 en 3 overlapten. Trajecten 2 en 3 liepen tegelijk. | T2 T3
Traject 1 was ambulante hulp, van 01-02-2021 tot en met 31-07-2021, traject 2 was daghulp. | T1 T2
Traject 1 was ambulante hulp, bij aanbieder A, traject 2 was daghulp. | T1 T2
Traject 1 was ambulante hulp, 181 dagen, traject 2 was daghulp. | T1 T2
Traject 1 stopte eerder dan gepland, op 31-07-2021, traject 2 is voorbij. | T1 T2
, bij aanbieder A kreeg de jeugdige ambulante hulp (traject 1). | T1
Traject 6 is ambulante hulp, in pauze sinds 01-11-2026, begonnen met een crisis. | T6
`},
	{"nothing has begun", []p.Levering{{Hulpvorm: "02", Aanbieder: "aanbieder A", Start: dag("2026-12-01"), Crisis: p.Ja}}, `
Er loopt geen traject meer. | LOP
Er lopen geen trajecten meer. | LOP
Traject 1 loopt niet meer. | T1
Traject 1: ambulante hulp bij aanbieder A, begint op 01-12-2026, begonnen met een crisis. | T1
Traject 1 is niet voorbij. | T1
Er loopt nu 1 traject. | LOP
Traject 1 loopt bij aanbieder A, vanaf 01-11-2026. | T1
Traject 1 begon niet met een crisis. | T1
Het resultaat van traject 1 is niet vastgelegd. | T1
`},
	{"begins and ends later", []p.Levering{{Hulpvorm: "02", Aanbieder: "aanbieder A", Start: dag("2026-12-01"), Eind: dag("2027-03-01")}}, `
Traject 1: ambulante hulp bij aanbieder A, tot en met 01-03-2027. | T1
Traject 1 is ambulante hulp bij aanbieder A, tot en met 01-03-2027. | T1
Traject 1 loopt tot en met 01-03-2027. | T1
`},
	{"nothing counts", []p.Levering{{Productcategorie: "42", Aanbieder: "aanbieder A", Start: dag("2026-01-01")}}, `
Er loopt geen traject meer. | LOP
Er lopen geen trajecten meer. | LOP
Er is geen hulp bekend. | TEL
Er zijn 0 trajecten bekend. | TEL
Er is 1 traject bekend. | TEL
`},
	{"a pause to come", []p.Levering{{Hulpvorm: "02", Aanbieder: "aanbieder A", Start: dag("2026-01-01"), PauzeSinds: dag("2026-12-01")}}, `
Traject 1 is in pauze sinds 01-12-2026. | T1
Traject 1 staat nu in pauze sinds 01-12-2026. | T1
Traject 1: ambulante hulp bij aanbieder A, sinds 01-01-2026, in pauze sinds 01-12-2026. | T1
`},
	{"one of two of a form goes on", []p.Levering{
		{Hulpvorm: "02", Aanbieder: "aanbieder A", Start: dag("2020-01-01")},
		{Hulpvorm: "02", Aanbieder: "aanbieder B", Start: dag("2021-01-01"), Eind: dag("2021-12-31")},
	}, `
Ambulante hulp loopt nu weer (traject 1). | V1
Ambulante hulp loopt weer (traject 1). | V1
Eerder geprobeerd: ambulante hulp (traject 2). Daarvan loopt nu weer: ambulante hulp (traject 1). | V1
`},
	{"one day, and equal dates", []p.Levering{
		{Hulpvorm: "02", Aanbieder: "aanbieder A", Start: dag("2026-01-01"), Eind: dag("2026-01-01"), Resultaat: p.Geholpen},
		{Hulpvorm: "03", Aanbieder: "aanbieder B", Start: dag("2026-01-01"), Eind: dag("2026-01-01"), Resultaat: p.NietGeholpen},
		{Hulpvorm: "03", Aanbieder: "aanbieder C", Start: dag("2026-01-03"), Eind: dag("2026-01-05"), Aanleiding: "x”. Traject 2 heeft geholpen. “y"},
	}, `
Traject 1 duurde 0 dagen. | T1
Traject 1 duurde 1 dagen. | T1
Traject 1 duurde één dagen. | T1
Trajecten 1 en 2 liepen 2 dagen tegelijk. | O1
Tussen traject 1 en traject 3 was er 1 dag geen hulp bekend. | G1
Tussen trajecten 1 en 2 was er 1 dag geen hulp bekend. | G1
Trajecten 1 en 2 hebben geholpen. | T1 T2
De aanleiding van traject 3: “x”. | T3
De aanleiding van traject 3: “x”. Traject 2 heeft geholpen. | T2 T3
De aanleiding van traject 3: “x”. Traject 2 heeft geholpen. “y”. | T3
De aanleiding van traject 3: “y”. | T3
`},
}

// What a clever liar would try.
func TestToetsScherp(t *testing.T) {
	count := 0
	for _, test := range scherp {
		h := voorbeeldgeschiedenis()
		if test.rijen != nil {
			h = p.Geschiedenis(test.rijen)[0]
		}
		checker := summary.NieuweToetser(summary.Feiten(h, op), op)
		for _, line := range strings.Split(strings.TrimSpace(test.zinnen), "\n") {
			text, ids, _ := strings.Cut(line, " | ")
			count++
			t.Run("TR-3 "+test.over+": "+line, func(t *testing.T) {
				if checker.Toets(text, strings.Fields(ids)).Goed {
					t.Error("it passes")
				}
			})
		}
	}
	if count < 190 {
		t.Errorf("%d sentences", count)
	}
}

// Next to these, what is true and stands close to it still passes.
func TestToetsScherpWaar(t *testing.T) {
	checker := summary.NieuweToetser(summary.Feiten(voorbeeldgeschiedenis(), op), op)
	for line := range strings.Lines(`Tijdens traject 2 liep ook traject 3. | O1
Traject 3 liep tegelijk met traject 2. | O1
Traject 7 loopt vanaf 01-12-2026. | T7
Traject 7 is gezinsgericht verblijf bij aanbieder G, vanaf 01-12-2026. | T7
Traject 5: pleegzorg bij aanbieder E, vanaf 01-09-2024. | T5
De jeugdige krijgt pleegzorg bij aanbieder E (traject 5). | T5
Nu lopen trajecten 5 en 6. | T5 T6
Nu lopen trajecten 5 en 6. | LOP
Traject 5 loopt nu. | T5
Het is niet vastgelegd of traject 3 hielp. Traject 2 hielp. | T2 T3
Traject 1 heeft deels geholpen, maar stopte eerder dan gepland. | T1
Traject 2 heeft geholpen, maar traject 4 heeft niet geholpen. | T2 T4
Traject 1 eindigde niet volgens plan. | T1
Traject 1 eindigde op 31-07-2021, niet volgens plan. | T1
Daghulp bij aanbieder B is toegewezen, maar nog niet begonnen, vanaf 01-01-2027. | S1
Vervoer bij aanbieder F telt niet mee. | N1
Na traject 1 was er 61 dagen geen hulp bekend. | G1
Na traject 3 en voor traject 4 was er 73 dagen geen hulp bekend en traject 2 is voorbij. | G2 T2
Traject 2 eindigde volgens plan en traject 4 stopte eerder dan gepland, door de aanbieder. | T2 T4
Traject 4 was bij aanbieder D en heeft niet geholpen. | T4
Traject 4 werd geboden door aanbieder D en heeft niet geholpen. | T4
Traject 4 begon met een crisis en was bij aanbieder D. | T4
`) {
		text, ids, _ := strings.Cut(strings.TrimSpace(line), " | ")
		t.Run("TR-3 "+text, func(t *testing.T) {
			if got := checker.Toets(text, strings.Fields(ids)); !got.Goed {
				t.Error(got.Waarom)
			}
		})
	}
}
