package summary_test

import p "github.com/regiebot/regiebot/procesregie"

// leugenslijst are sentences about histories that must not pass, all written down before the
// checker was tried on any of them. Behind the first | are the ids, behind the second is why
// it must not: it is false, nobody recorded it, or it is read as something false.
var leugenslijst = []struct {
	over   string
	rijen  []p.Levering // none: the history of the examples
	zinnen string
}{
	{"scope of not", nil, `
Niet traject 4 heeft geholpen. | T4 | another one did, it suggests
Traject 4 heeft geholpen niet. | T4 | no Dutch, and half of it is false
Traject 2 heeft niet niet geholpen. | T2 | nobody says so twice
Traject 4 heeft niet deels geholpen. | T4 | it may have helped in full
Traject 1 heeft niet deels geholpen. | T1 | it did
Traject 2 heeft niet deels geholpen. | T2 | it suggests not at all
Traject 1 heeft deels niet geholpen. | T1 | the other half of the glass
Traject 2 is niet volgens plan geëindigd. | T2 | it was by plan
Trajecten 2 en 4 hebben niet geholpen. | T2 T4 | traject 2 did
Trajecten 1 en 2 zijn niet gestopt. | T1 T2 | both are over
Trajecten 4 en 5 zijn niet voorbij. | T4 T5 | traject 4 is over
Niet alle trajecten hebben geholpen. | TEL | of some it is not known
Geen van de trajecten 1 en 4 heeft geholpen. | T1 T4 | traject 1 did in part
Traject 3 heeft geholpen noch niet geholpen. | T3 | that it is neither is not recorded
Dat traject 2 heeft geholpen, is niet vastgelegd. | T2 | it is
Dat traject 4 heeft geholpen, is niet vastgelegd. | T4 | it suggests that it did
Of traject 4 niet hielp, is niet vastgelegd. | T4 | it is
Of traject 3 niet hielp, is niet vastgelegd. | T3 | it suggests that it did not
Hoe traject 3 niet eindigde, is niet vastgelegd. | T3 | nonsense
Hoe traject 5 eindigde, is niet vastgelegd. | T5 | it has not ended
Hoe trajecten 1 en 3 eindigden, is niet vastgelegd. | T1 T3 | of traject 1 it is
De reden van het einde van traject 2 is niet vastgelegd. | T2 | it is: by plan
De reden van het einde van traject 5 is niet vastgelegd. | T5 | there is no end
Het resultaat van traject 1 is niet vastgelegd. | T1 | it is
Het resultaat van traject 4 is onbekend. | T4 | it is known
Het resultaat van trajecten 3 en 5 is onbekend. | T3 T5 | nobody filled in that it is not known
Traject 5 is nog niet begonnen. | T5 | it runs
Trajecten 6 en 7 zijn nog niet begonnen. | T6 T7 | traject 6 runs
Traject 7 is niet begonnen. | T7 | as if it never will
`},
	{"only, still, already, again, just", nil, `
Alleen trajecten 5 en 6 lopen nog. | T5 T6 | nobody says only
Alleen traject 4 begon met een crisis. | T4 | of the others that is not recorded
Traject 5 loopt als enige nog. | T5 | traject 6 does too
Slechts traject 2 heeft geholpen. | T2 | a judgement
Traject 5 loopt al. | T5 | impatience
Traject 5 loopt al sinds 01-09-2024. | T5 | that it is long is a judgement
Traject 4 loopt nog. | T4 | it is over
Traject 4 loopt nog niet. | T4 | it is over
Traject 7 loopt nog niet lang. | T7 | it has not begun
Traject 6 loopt weer. | T6 | it is in a pause
Traject 6 loopt niet. | T6 | in a pause it runs
Traject 5 is weer begonnen. | T5 | it never stopped
Daghulp loopt weer (traject 2). | V2 | it is over
Ambulante hulp loopt nu weer (traject 3). | V1 | it is traject 6
Pleegzorg loopt weer (traject 5). | T5 | it is the first
Verblijf in een groep of begeleid wonen loopt nu weer (traject 4). | V3 | it is over
Gezinsgericht verblijf is eerder geprobeerd (traject 7). | T7 | it has not begun
Daghulp is nog niet eerder geprobeerd. | V2 | it is
Daghulp is al eerder geprobeerd (trajecten 2 en 3). | V2 | traject 3 was another form
Traject 7 is pas begonnen. | T7 | it has not
Traject 6 is pas begonnen op 01-10-2026. | T6 | a judgement
Traject 5 loopt steeds. | T5 | nobody says so
Traject 6 loopt nog steeds niet. | T6 | it does
Traject 3 loopt niet meer door. | T3 | nobody says so
Er loopt nog maar 1 traject. | LOP | two do
Er lopen nog 2 trajecten. | LOP | it suggests that soon none does
Er lopen nu al 2 trajecten. | LOP | a judgement
Inmiddels zijn er 7 trajecten bekend. | TEL | a judgement
`},
	{"order, cause and comparison", nil, `
Eerst kwam traject 2, toen traject 1. | T1 T2 | the other way round
Traject 2 volgde op traject 3. | T2 T3 | it began before it
Traject 3 begon na traject 2. | T2 T3 | it began during it, if that is what it says
Na traject 2 volgde traject 4. | T2 T4 | traject 3 is between
Na traject 1 werd gestart met daghulp. | T1 T2 | it suggests that the one led to the other
Traject 2 kwam in plaats van traject 1. | T1 T2 | nobody recorded that
Traject 5 vervangt traject 4. | T4 T5 | nobody recorded that
Traject 4 is overgegaan in traject 5. | T4 T5 | nobody recorded that
Aansluitend op traject 4 begon traject 5. | T4 T5 | nobody recorded that it was joined to it
Doordat traject 1 stopte, begon traject 2. | T1 T2 | a cause
Traject 4 begon met een crisis en dus stopte traject 4 eerder dan gepland. | T4 | a cause
Traject 4 begon met een crisis, daardoor hielp traject 4 niet. | T4 | a cause
Door de crisis heeft traject 4 niet geholpen. | T4 | a cause
Traject 1 heeft deels geholpen, zodat traject 2 begon. | T1 T2 | a cause
Traject 4 hielp niet want traject 4 stopte eerder dan gepland. | T4 | a cause
Traject 1 was het eerste traject. | T1 | no such form; and which first?
Traject 5 is het langste traject. | T5 | no comparison is recorded
Traject 1 was het kortste traject. | T1 | no comparison is recorded
Het tweede traject was ambulante hulp. | T2 | it was daghulp
Het eerste traject heeft geholpen. | T1 | in part
Het laatste traject is pleegzorg. | T5 | it is traject 7
De eerste aanbieder was aanbieder B. | T2 | it was aanbieder A
Traject 4 duurde langer dan traject 5. | T4 T5 | shorter
Traject 2 hielp beter dan traject 4. | T2 T4 | a comparison
Traject 2 hielp meer dan traject 1. | T1 T2 | a comparison
Traject 3 duurde bijna even lang als traject 2. | T2 T3 | a comparison
Traject 1 duurde korter dan 181 dagen. | T1 | just as long
Traject 5 duurt nu meer dan 804 dagen. | T5 | not more
Traject 5 duurt nu minstens 804 dagen. | T5 | it may be more, that says
Traject 1 stopte eerder dan traject 2. | T1 T2 | reads as stopping early
Traject 1 stopte eerder dan gepland dan traject 4. | T1 T4 | no comparison is recorded
`},
	{"numbers, durations, totals", nil, `
Traject 1 duurde een half jaar. | T1 | rounded
Traject 1 duurde 26 weken. | T1 | rounded
Traject 1 duurde 0,5 jaar. | T1 | rounded
Traject 4 duurde anderhalf jaar. | T4 | rounded
Traject 5 duurt nu 2 jaar. | T5 | rounded
Traject 5 duurt nu 26 maanden. | T5 | rounded
Traject 5 duurt nu 115 weken. | T5 | rounded
Traject 5 duurt tot nu toe 804 dagen en 1 dag. | T5 | a day too many
Traject 1 duurde 181 nachten. | T1 | days
Traject 1 duurde 181.000 dagen. | T1 | a thousand times
Traject 1 duurde 181,5 dagen. | T1 | half a day too many
Traject 1 duurde honderdeenentachtig dagen. | T1 | a number in words, not in the list
Traject 1 duurde +181 dagen. | T1 | a sign
Traject 1 duurde 0181 dagen. | T1 | not how a number is written
Trajecten 1 en 3 duurden in totaal 487 dagen. | T1 T3 | a total over some
De jeugdige kreeg in totaal 181 dagen ambulante hulp (traject 1). | T1 | all ambulante hulp was more
In totaal 181 dagen kreeg de jeugdige ambulante hulp (traject 1). | T1 | all ambulante hulp was more
De jeugdige heeft ambulante hulp in totaal 181 dagen gekregen (traject 1). | T1 | all ambulante hulp was more
De jeugdige kreeg ambulante hulp, in totaal 306 dagen (traject 3). | T3 | all ambulante hulp was more
Er was ambulante hulp, in totaal 181 dagen (traject 1). | T1 | all ambulante hulp was more
Aanbieder A gaf ambulante hulp, in totaal 181 dagen (traject 1). | T1 | aanbieder A gives traject 6 too
In totaal was er 134 dagen geen hulp bekend. | G1 G2 | a total over gaps
Er was in totaal 61 dagen geen hulp bekend, na traject 1 en voor traject 2. | G1 | more gaps than this one
Er waren twee perioden zonder hulp. | G1 G2 | not said like that
Er zijn 2 trajecten bekend bij aanbieder A. | TEL | no count per provider
Er zijn 3 trajecten ambulante hulp bekend. | TEL | no count per form
Er zijn zes trajecten bekend. | TEL | seven
Er zijn acht trajecten bekend op 13 november 2026. | TEL | seven
Er zijn 7 trajecten bekend op 13 november 2025. | TEL | another year
Er zijn 7 trajecten bekend op 13-12-2026. | TEL | another month
Er zijn minstens 7 trajecten bekend. | TEL | suggests more
Er zijn 7 trajecten geweest. | TEL | one has not begun
Er zijn 7 jeugdigen bekend. | TEL | not young people
De jeugdige heeft 7 aanbieders. | TEL | not counted
Er zijn 9 trajecten bekend. | TEL | two do not count
Er lopen nu 3 trajecten: trajecten 5, 6 en 7. | LOP | traject 7 does not
Er lopen nu 2 trajecten: trajecten 5 en 7. | LOP | traject 6 does
Er loopt nu één traject: traject 5. | LOP | two do
Nu lopen er twee trajecten: trajecten 1 en 6. | LOP | traject 1 is over
4 van de 7 trajecten zijn voorbij. | TEL | no such form
Van de 4 trajecten die voorbij zijn, stopten er voor zover bekend 3 eerder dan gepland: trajecten 1, 3 en 4. | VRG | of traject 3 it is not known
Van de 4 trajecten die voorbij zijn, stopten er voor zover bekend 2 volgens plan: trajecten 2 en 3. | VRG | of traject 3 it is not known
Van de 4 trajecten die voorbij zijn, stopten er voor zover bekend 2 eerder dan gepland. | VRG | which ones is left out
Van de 5 trajecten die voorbij zijn, stopten er voor zover bekend 2 eerder dan gepland: trajecten 1 en 4. | VRG | four are over
Twee van de vier trajecten die voorbij zijn, stopten eerder dan gepland: trajecten 1 en 4. | VRG | of traject 3 it is not known
De helft van de trajecten stopte eerder dan gepland. | VRG | of four that are over, and of one it is not known
50% van de trajecten stopte eerder dan gepland. | VRG | a percentage of what?
Voor 50 procent heeft traject 1 geholpen. | T1 | nobody recorded a part
Traject 1 heeft voor de helft geholpen. | T1 | nobody recorded how much
Bij 1 van de 4 trajecten hielp de hulp. | TEL | not counted
`},
	{"dates", nil, `
Traject 5 begon in 2024. | T5 | half a date
Traject 5 begon in september 2024. | T5 | half a date
Traject 5 begon begin 2024. | T5 | September is no beginning
Traject 4 stopte midden 2024. | T4 | the end of August
Traject 2 begon eind 2021. | T2 | half a date
Traject 1 begon op 1 februari. | T1 | half a date
Traject 1 begon op 01-02. | T1 | half a date
Traject 1 begon op 01-02-21. | T1 | half a year
Traject 1 begon op 02-01-2021. | T1 | day and month swapped
Traject 1 begon op 2021-02-01. | T1 | another way to write it
Traject 1 begon op 01/02/2021. | T1 | another way to write it
Traject 1 begon op zondag 1 februari 2021. | T1 | a Monday
Traject 5 loopt sinds za 1 september 2024. | T5 | a Sunday
Traject 1 begon op 31-01-2021. | T1 | a day early
Traject 2 begon op 1 oktober 2022. | T2 | another year
Traject 2 eindigde op 31-06-2022. | T2 | no day
Traject 2 eindigde op 01-07-2022. | T2 | the first day without it
Traject 5 loopt tot en met 13-11-2026. | T5 | no end is recorded
Traject 5 liep van 01-09-2024 tot en met 13-11-2026. | T5 | it runs
Traject 5 loopt tot 2027. | T5 | no end is recorded
Traject 4 loopt sinds 15-03-2023. | T4 | it is over
Traject 4 liep sinds 15-03-2023. | T4 | until when?
Traject 4 liep vanaf 15-03-2023. | T4 | until when?
Traject 4 liep tot 31-08-2024. | T4 | that day too
Traject 1 liep tot en met 31-12-2022. | T1 | that is traject 3
Traject 2 liep van 01-03-2022 tot en met 30-06-2022. | T2 | that is the overlap
Traject 3 liep van 01-07-2022 tot en met 31-12-2022. | T3 | that is what is left after the overlap
Traject 7 begint over 18 dagen. | T7 | not recorded like that
Traject 7 begint op 01-12-2025. | T7 | another year
Traject 7 begint op 01-12-2026 en loopt nu. | T7 | not yet
Traject 6 begint op 01-10-2026. | T6 | it has begun
Traject 6 is in pauze sinds 13-11-2026. | T6 | earlier
Traject 6 is in pauze vanaf 01-11-2026 tot en met 13-11-2026. | T6 | no end is recorded
Traject 6 was in pauze sinds 01-11-2026. | T6 | it still is
Traject 6 is nu 13 dagen in pauze. | T6 | not said like that
`},
	{"whose days are these?", nil, `
Traject 4: verblijf in een groep of begeleid wonen, begonnen met een crisis (536 dagen). | T4 | a crisis of 536 days
Traject 4: verblijf in een groep of begeleid wonen, begonnen met een crisis, 536 dagen. | T4 | a crisis of 536 days
Traject 4 was verblijf in een groep of begeleid wonen, begonnen met een crisis van 15-03-2023 tot en met 31-08-2024. | T4 | a crisis from then until then
Traject 4 was verblijf in een groep of begeleid wonen, begonnen met een crisis tot en met 31-08-2024. | T4 | a crisis until then
Traject 4 was verblijf in een groep of begeleid wonen, begonnen met een crisis bij aanbieder D. | T4 | a crisis at the provider
Traject 4, gestart met een crisis gedurende 536 dagen, heeft niet geholpen. | T4 | a crisis of 536 days
Traject 6: ambulante hulp bij aanbieder A, in pauze sinds 01-11-2026 (loopt nog, nu 44 dagen). | T6 | a pause of 44 days
Traject 6 is ambulante hulp, in pauze sinds 01-11-2026, nu 44 dagen. | T6 | a pause of 44 days
Traject 6 (in pauze sinds 01-11-2026, nu 44 dagen) is ambulante hulp. | T6 | a pause of 44 days
Traject 6 loopt bij aanbieder A, in pauze sinds 01-11-2026 (loopt nog). | T6 | the pause goes on
Traject 6 loopt in pauze sinds 01-11-2026 bij aanbieder A. | T6 | a pause at the provider
De jeugdige krijgt nu 804 dagen pleegzorg (traject 5). | T5 | as if they are given from now on
De jeugdige krijgt nu nu 804 dagen pleegzorg (traject 5). | T5 | as if they are given from now on
Begonnen met een crisis kreeg de jeugdige verblijf in een groep of begeleid wonen (traject 4). | T4 | who began with a crisis?
`},
	{"what runs on into the next part", nil, `
Telt niet mee: vervoer bij aanbieder F, sinds 01-09-2024, en traject 1: ambulante hulp bij aanbieder A. | N1 T1 | traject 1 does count
Telt niet mee: vervoer bij aanbieder F, en trajecten 5 en 6 lopen nog. | N1 T5 T6 | not counted: transport and trajectories 5 and 6
Telt niet mee: vervoer bij aanbieder F en traject 2: daghulp. | N1 T2 | traject 2 does count
Toegewezen, niet begonnen: daghulp bij aanbieder B, vanaf 01-01-2027, en traject 5: pleegzorg bij aanbieder E. | S1 T5 | traject 5 runs
Toegewezen, niet begonnen: daghulp bij aanbieder B, vanaf 01-01-2027, traject 6: ambulante hulp. | S1 T6 | traject 6 runs
Eerder geprobeerd: ambulante hulp (trajecten 1 en 3), daghulp (traject 2) en verblijf in een groep of begeleid wonen (traject 4), en traject 5: pleegzorg. | V1 V2 V3 T5 | pleegzorg was not tried before
Eerder geprobeerd: ambulante hulp (trajecten 1 en 3), daghulp (traject 2) en verblijf in een groep of begeleid wonen (traject 4), pleegzorg (traject 5) loopt nog. | V1 V2 V3 T5 | pleegzorg was not tried before
Eerder geprobeerd: ambulante hulp (trajecten 1 en 3), daghulp (traject 2) en verblijf in een groep of begeleid wonen (traject 4). Daarvan loopt nu weer: ambulante hulp (traject 6) en traject 5: pleegzorg. | V1 V2 V3 T5 | pleegzorg was not tried before
Van de 4 trajecten die voorbij zijn, stopten er voor zover bekend 2 eerder dan gepland: trajecten 1 en 4, en traject 2: daghulp. | VRG T2 | traject 2 ended by plan
Er lopen nu 2 trajecten: trajecten 5 en 6, en traject 7: gezinsgericht verblijf. | LOP T7 | traject 7 does not run
Trajecten 5 en 6 lopen nog, en traject 1: ambulante hulp bij aanbieder A. | T1 T5 T6 | traject 1 is over
Traject 4 heeft niet geholpen, traject 2: daghulp. | T2 T4 | traject 2 helped
Traject 4 heeft niet geholpen en traject 2: daghulp bij aanbieder B. | T2 T4 | traject 2 helped
Traject 7 is nog niet begonnen, traject 5: pleegzorg. | T5 T7 | traject 5 runs
Traject 5 loopt nog, telt niet mee: vervoer bij aanbieder F. | N1 T5 | traject 5 counts
Traject 5 loopt nog en telt niet mee: vervoer bij aanbieder F, sinds 01-09-2024. | N1 T5 | traject 5 counts
Trajecten 1 en 2 zijn voorbij en toegewezen, niet begonnen: daghulp bij aanbieder B, vanaf 01-01-2027. | S1 T1 T2 | they did begin
Traject 5 loopt nog en eerder geprobeerd: ambulante hulp (trajecten 1 en 3), daghulp (traject 2) en verblijf in een groep of begeleid wonen (traject 4). | T5 V1 V2 V3 | traject 5 was not tried before
Traject 2 heeft geholpen, of traject 3 hielp, is niet vastgelegd. | T2 T3 | or traject 3 helped
Traject 2 heeft geholpen of traject 3 hielp, is niet vastgelegd. | T2 T3 | one of the two
Trajecten 1 en 2 zijn voorbij, of traject 5 helpt, is niet vastgelegd. | T1 T2 T5 | or traject 5 helps
Traject 1 was ambulante hulp, bij aanbieder B liep traject 2. | T1 T2 | traject 1 was not at aanbieder B
Traject 1 was ambulante hulp bij aanbieder A en bij aanbieder B liep traject 2. | T1 T2 | traject 1 was not at aanbieder B
Traject 1 was bij aanbieder A en aanbieder B gaf daghulp (traject 2). | T1 T2 | traject 1 was not at aanbieder B
Traject 1 was ambulante hulp en daghulp (traject 2) heeft geholpen. | T1 T2 | traject 1 was not daghulp
Traject 1 was ambulante hulp, daghulp (traject 2) heeft geholpen. | T1 T2 | traject 1 was not daghulp
Traject 5 is pleegzorg, sinds 01-10-2026 loopt traject 6. | T5 T6 | traject 5 began before that
Traject 1 was ambulante hulp, van 01-10-2021 tot en met 30-06-2022 liep traject 2. | T1 T2 | traject 1 ran before that
Traject 1 stopte eerder dan gepland, in overleg, op 30-06-2022 eindigde traject 2. | T1 T2 | traject 1 did not stop on that day
Traject 1 is voorbij en op 30-06-2022 eindigde traject 2. | T1 T2 | over on that day too?
Traject 4 stopte eerder dan gepland, door de aanbieder en de jeugdige kreeg daghulp (traject 2). | T2 T4 | by the provider and the young person
Traject 2 eindigde volgens plan, tijdens traject 5 loopt ook traject 6. | T2 T5 T6 | it did not end during traject 5
Traject 1 stopte eerder dan gepland, na traject 3 en voor traject 4 was er 73 dagen geen hulp bekend. | T1 G2 | it did not stop after traject 3
Traject 2 is voorbij, in traject 4 kreeg de jeugdige verblijf in een groep of begeleid wonen. | T2 T4 | over in traject 4?
Traject 4 hielp niet en de aanleiding van traject 1: “opvoedvragen”. | T1 T4 | the reason to start did not help?
`},
	{"but, and saying it over again", nil, `
Traject 2 eindigde volgens plan, maar heeft geholpen. | T2 | as if that is strange
Traject 2 heeft geholpen, maar eindigde volgens plan. | T2 | as if that is a pity
Traject 4 heeft niet geholpen, maar stopte eerder dan gepland. | T4 | as if that is good
Traject 4 stopte eerder dan gepland, maar hielp niet. | T4 | as if stopping early should help
Traject 2 heeft geholpen, maar is voorbij. | T2 | as if it should go on
Traject 4 heeft niet geholpen, maar trajecten 5 en 6 lopen nog. | T4 T5 T6 | as if they should stop
Er lopen nu 2 trajecten, maar traject 4 heeft niet geholpen. | LOP T4 | as if they should stop
Traject 5 loopt nog, maar is nog niet voorbij. | T5 | twice the same
Traject 1 is voorbij, maar stopte eerder dan gepland. | T1 | no contrast
Traject 4 heeft niet geholpen. Traject 4 heeft niet geholpen. | T4 | twice
Traject 4 heeft niet geholpen. Traject 4 hielp niet. | T4 | twice
Traject 4 heeft niet geholpen en hielp niet. | T4 | twice
Traject 4 hielp niet, traject 4 heeft niet geholpen, traject 4 hielp niet. | T4 | three times
Traject 4 stopte eerder dan gepland, door de aanbieder. Traject 4 stopte voortijdig. | T4 | twice
Traject 4 hielp niet en stopte voortijdig. Verblijf in een groep of begeleid wonen (traject 4) heeft niet geholpen. | T4 | twice
Trajecten 5 en 6 lopen nog. Traject 5 loopt nog steeds. | T5 T6 | twice
Traject 4 heeft NIET geholpen. | T4 | emphasis
Traject 4 heeft écht niet geholpen. | T4 | emphasis
Traject 4 heeft *niet* geholpen. | T4 | emphasis
Traject 4 heeft “niet” geholpen. | T4 | irony
Traject 2 heeft (niet) geholpen. | T2 | both ways
Traject 2 heeft “geholpen”. | T2 | irony
Traject 2 heeft geholpen (deels). | T2 | in full
Traject 2 heeft geholpen... | T2 | irony
Traject 2 heeft geholpen! | T2 | emphasis
Traject 2 heeft geholpen? | T2 | doubt
`},
	{"was and is", nil, `
Traject 7 is gezinsgericht verblijf bij aanbieder G. | T7 | as if it is there
Traject 7 is gezinsgericht verblijf. | T7 | as if it is there
Traject 7 bestaat uit gezinsgericht verblijf bij aanbieder G. | T7 | as if it is there
Traject 7 betreft gezinsgericht verblijf. | T7 | as if it is there
Het resultaat van traject 3 was niet vastgelegd. | T3 | as if it is now
De aanleiding van traject 2 was niet vastgelegd. | T2 | as if it is now
De aanleiding voor trajecten 5 en 6 was niet vastgelegd. | T5 T6 | as if it is now
Het resultaat van traject 5 was niet vastgelegd. | T5 | as if it is now
Traject 5 was pleegzorg. | T5 | it runs
Traject 5 was bij aanbieder E. | T5 | it runs
Traject 2 is daghulp bij aanbieder B. | T2 | it is over
Traject 2 loopt volgens plan. | T2 | it is over
Traject 5 loopt volgens plan. | T5 | not recorded
Traject 5 eindigt volgens plan. | T5 | not recorded
De aanbieder van traject 5 was aanbieder E. | T5 | it is
De aanbieder van traject 1 is aanbieder A. | T1 | it was
Trajecten 1 en 6 zijn bij aanbieder A. | T1 T6 | traject 1 is over
Aanbieder E gaf pleegzorg (traject 5). | T5 | gives
Ambulante hulp bij aanbieder A (traject 1) loopt niet meer. | T1 | traject 6 is that too, and runs
Ambulante hulp bij aanbieder A (traject 1) is voorbij. | T1 | traject 6 is that too, and runs
Ambulante hulp (traject 3) is afgelopen. | T3 | traject 6 is that too, and runs
Ambulante hulp (traject 1) is gestopt. | T1 | traject 6 is that too, and runs
Traject 1 loopt. | T1 | it is over
Traject 6 wordt uitgevoerd door aanbieder A. | T6 | in a pause nobody gives it
In traject 6 krijgt de jeugdige ambulante hulp bij aanbieder A. | T6 | in a pause nobody gives it
De jeugdige krijgt ambulante hulp sinds 01-10-2026 (traject 6). | T6 | in a pause nobody gives it
De jeugdige krijgt daghulp bij aanbieder B. | S1 | it has not begun
De jeugdige krijgt vervoer bij aanbieder F. | N1 | not said like that
Daghulp bij aanbieder B begint op 01-01-2027. | S1 | it was assigned; no first day is recorded
Daghulp bij aanbieder B loopt vanaf 01-01-2027. | S1 | it was assigned; no first day is recorded
Daghulp bij aanbieder B is toegewezen en begonnen. | S1 | not begun
Vervoer bij aanbieder F is voorbij. | N1 | not so
`},
	{"overlaps, gaps and ids", nil, `
Trajecten 2 en 3 liepen helemaal tegelijk. | O1 | in part
Trajecten 2 en 3 liepen deels tegelijk. | O1 | not said like that
Trajecten 2 en 3 liepen na elkaar. | O1 | together
Traject 3 liep tijdens traject 2. | O1 | half a year longer
Traject 3 liep binnen traject 2. | O1 | half a year longer
Trajecten 2 en 3 overlapten niet. | O1 | they did
Trajecten 3 en 4 overlapten elkaar. | T3 T4 | they did not
Trajecten 4 en 5 liepen tegelijk. | T4 T5 | the one began the day after the other
Trajecten 4 en 5 overlapten elkaar op 31-08-2024. | T4 T5 | they did not
Trajecten 5 en 6 liepen tegelijk van 01-10-2026 tot en met 13-11-2026. | T5 T6 | they still do
Trajecten 2 en 3 liepen van 01-10-2021 tot en met 31-12-2022 tegelijk. | O1 | the days of either
Trajecten 2 en 3 liepen 122 dagen tegelijk. | O2 | the ids of another
Trajecten 2 en 3 liepen tegelijk bij aanbieder B. | O1 | traject 3 was at aanbieder C
Tussen traject 2 en traject 3 was er geen hulp bekend. | O1 | they overlap
Tussen traject 4 en traject 5 was er 1 dag geen hulp bekend. | T4 T5 | no day
Na traject 4 was er 1 dag geen hulp bekend. | T4 | no day
Na traject 3 was er 61 dagen geen hulp bekend. | G2 | that is the other gap
Na traject 2 en voor traject 4 was er 73 dagen geen hulp bekend. | G2 | after traject 3
Voor traject 1 was er geen hulp bekend. | G1 | nothing is known of then
Van 01-08-2021 tot en met 30-09-2021 was er 61 dagen hulp. | G1 | none is known
Van 01-08-2021 tot en met 30-09-2021 wachtte de jeugdige op hulp. | G1 | nobody recorded that
Er is nu geen hulp bekend. | LOP | two run
Er was altijd hulp. | TEL | there were gaps
Traject 2 heeft geholpen. | T2 T4 | an id too many
Traject 2 heeft geholpen. | T2 TEL | an id too many
Traject 2 heeft geholpen. | T2 V2 | an id too many
Trajecten 5 en 6 lopen nu. | LOP TEL | an id too many
Trajecten 1 en 2 zijn voorbij. | T1 T2 T3 | an id too many
Traject 4 stopte eerder dan gepland. | T4 VRG | an id too many
Trajecten 2 en 3 liepen tegelijk. | O1 G1 | an id too many
Traject 1 heeft deels geholpen en traject 2 heeft geholpen. | T1 | an id too few
Traject 1 was bij aanbieder B en traject 2 was bij aanbieder A. | T1 T2 | swapped
Traject 1 en 2 waren bij aanbieder A en aanbieder B. | T1 T2 | which at which?
Traject 2 was bij aanbieder C. | T2 | that is traject 3
Traject 3 was bij aanbieder CC. | T3 | no such provider
Traject 3 was bij aanbieder 3. | T3 | no such provider
Traject 3 was bij aanbieder c. | T3 | not how it is written
Traject 3 was bij een andere aanbieder. | T3 | than which?
Traject 6 is bij dezelfde aanbieder als traject 1. | T1 T6 | not said like that
`},
	{"can, must, advice, people, quotations", nil, `
Traject 5 kan stoppen op 01-12-2026. | T5 | nobody recorded that
Traject 5 moet op 01-12-2026 stoppen. | T5 | advice
Traject 7 zou op 01-12-2026 beginnen. | T7 | doubt
Traject 7 mag beginnen op 01-12-2026. | T7 | leave
Traject 2 zou geholpen hebben. | T2 | doubt
Traject 2 lijkt te hebben geholpen. | T2 | doubt
Traject 3 heeft mogelijk geholpen. | T3 | a guess
Vermoedelijk heeft traject 3 geholpen. | T3 | a guess
Naar verwachting helpt traject 5. | T5 | a prediction
Hopelijk helpt traject 5. | T5 | a wish
Is het tijd om traject 5 te stoppen? | T5 | advice in a question
Waarom loopt traject 5 nog? | T5 | advice in a question
Wat als daghulp weer wordt geprobeerd? | V2 | advice in a question
Start daghulp opnieuw. | S1 | advice
Helaas heeft traject 4 niet geholpen. | T4 | a judgement
Traject 4 heeft niet geholpen, volgens aanbieder D. | T4 | who said so is not recorded
Volgens de jeugdige heeft traject 2 geholpen. | T2 | who said so is not recorded
Traject 2 heeft de jeugdige geholpen. | T2 | whom it helped is not recorded
Traject 2 heeft de ouders geholpen. | T2 | whom it helped is not recorded
De aanbieder stopte traject 4 zonder overleg. | T4 | nobody recorded that
Traject 4 werd afgebroken door aanbieder D. | T4 | more than was recorded
Traject 1 stopte eerder dan gepland, in overleg met de ouders. | T1 | with whom is not recorded
Traject 1 stopte in overleg. | T1 | that it was early is left out
De jeugdige was 14 jaar toen traject 1 begon. | T1 | no age is known
De jeugdige was jong bij traject 1. | T1 | no age is known
De aanleiding van traject 1 was “opvoedvragen en traject 2 heeft geholpen”. | T1 T2 | the quotation runs on
De aanleiding van traject 1 was “opvoedvragen. | T1 | no end of the quotation
De aanleiding van traject 1 was “opvoedvragen”, dat heeft geholpen. | T1 | what helped?
De aanleiding van traject 1 was “opvoedvragen” en “”. | T1 | an empty one too many
De aanleiding van traject 1 was “ opvoedvragen ”. | T1 | not as recorded
De aanleiding van traject 1 was ‘opvoedvragen’. | T1 | other quotation marks
De aanleiding van traject 1 was “opvoed vragen”. | T1 | not as recorded
De aanleiding van traject 2 was “opvoedvragen”. | T2 | that is traject 1
De aanleiding van traject 4 was “crisis”. | T4 | not recorded
De aanleiding van traject 4 was een crisis. | T4 | not recorded
De aanleiding van traject 1 was ook “opvoedvragen”. | T1 | as if there were more
Traject 1 had als aanleiding geen “opvoedvragen”. | T1 | it did
Voor traject 1 is geen aanleiding vastgelegd. | T1 | there is
Traject 1 eindigde met “opvoedvragen”. | T1 | it began with it
Traject 2 heeft gehοlpen. | T2 | a Greek letter
Traject 2 hееft geholpen. | T2 | Cyrillic letters
Тraject 2 heeft geholpen. | T2 | a Cyrillic letter
Traject ２ heeft geholpen. | T2 | a wide digit
Traject ② heeft geholpen. | T2 | a digit in a circle
Traject II heeft geholpen. | T2 | a Roman number
Traject 2 heeft geholpen․ | T2 | another dot
Traject 2 was daghulp bij aanbieder В. | T2 | a Cyrillic capital
Traject 2 was daghulp bij aanbieder B¹. | T2 | a footnote
Traject 2 heeft geholpen. 👍 | T2 | a judgement
Traject 2 heeft\u200bgeholpen. | T2 | a space that cannot be seen
Traject 2 heeft \u202eniet\u202c geholpen. | T2 | turned round
Traject 4 heeft niet\u00ad geholpen. | T4 | a hyphen that cannot be seen
`},
	{"a pause before a recorded end, and a crisis that goes on", []p.Levering{
		{Hulpvorm: "02", Aanbieder: "aanbieder A", Start: dag("2026-01-01"), Eind: dag("2026-12-31"), PauzeSinds: dag("2026-11-01")},
		{Hulpvorm: "14", Aanbieder: "aanbieder B", Start: dag("2026-06-01"), Crisis: p.Ja},
	}, `
Traject 1: ambulante hulp bij aanbieder A, in pauze sinds 01-11-2026, tot en met 31-12-2026. | T1 | a pause until then
Traject 1 is ambulante hulp, in pauze sinds 01-11-2026 tot en met 31-12-2026. | T1 | a pause until then
Traject 1 loopt, in pauze sinds 01-11-2026, tot en met 31-12-2026. | T1 | a pause until then
Traject 1 duurt nu 365 dagen. | T1 | not yet
Traject 1 duurde 365 dagen. | T1 | not yet
Traject 1 stopte op 31-12-2026. | T1 | not yet
Traject 1 is voorbij op 31-12-2026. | T1 | not recorded like that
Traject 1 liep van 01-01-2026 tot en met 31-12-2026. | T1 | not yet
Traject 2: verblijf in een groep of begeleid wonen, begonnen met een crisis, sinds 01-06-2026 (loopt nog, nu 166 dagen). | T2 | the crisis goes on
Traject 2 is verblijf in een groep of begeleid wonen, begonnen met een crisis sinds 01-06-2026. | T2 | the crisis goes on
Traject 2 is verblijf in een groep of begeleid wonen, begonnen met een crisis (loopt nog). | T2 | the crisis goes on
Traject 2 (begonnen met een crisis, nu 166 dagen) loopt nog. | T2 | a crisis of 166 days
Sinds 01-06-2026 krijgt de jeugdige verblijf in een groep of begeleid wonen, begonnen met een crisis, nu 166 dagen (traject 2). | T2 | a crisis of 166 days
Trajecten 1 en 2 lopen tegelijk, vanaf 01-06-2026. | O1 | it has an end
Trajecten 1 en 2 liepen tegelijk, van 01-06-2026 tot en met 31-12-2026. | O1 | not yet
Trajecten 1 en 2 begonnen met een crisis. | T1 T2 | of traject 1 that is not recorded
`},
	{"over, and one to come", []p.Levering{
		{Hulpvorm: "02", Aanbieder: "aanbieder A", Start: dag("2025-01-01"), Eind: dag("2025-12-31"), Reden: "01", Resultaat: p.Geholpen},
		{Hulpvorm: "03", Aanbieder: "aanbieder B", Start: dag("2026-12-01"), Eind: dag("2026-12-01")},
	}, `
Er loopt geen traject meer. | LOP | one is to come
Er lopen geen trajecten meer. | LOP | one is to come
Sinds 01-01-2026 is er geen hulp meer bekend. | G1 | one is to come
Traject 2 loopt tot en met 01-12-2026. | T2 | it has not begun
Traject 2 is daghulp, tot en met 01-12-2026. | T2 | it has not begun
Traject 2: daghulp bij aanbieder B, tot en met 01-12-2026. | T2 | it has not begun
Traject 2 duurt nu 1 dag. | T2 | it has not begun
Traject 2 duurde 1 dag. | T2 | it has not begun
Van 01-01-2026 tot en met 30-11-2026 was er geen hulp bekend, na traject 1 en voor traject 2. | G1 | not over yet
Er zijn 2 trajecten voorbij. | TEL | one
Trajecten 1 en 2 hebben geholpen. | T1 T2 | traject 2 has not begun
Van de 2 trajecten die voorbij zijn, stopte er 0 eerder dan gepland. | TEL | one is over
`},
	{"an assignment that ran out, and one to come", []p.Levering{
		{Hulpvorm: "02", Aanbieder: "aanbieder A", Start: dag("2020-01-01"), Eind: dag("2020-12-31"), Resultaat: p.NietGeholpen},
		{Hulpvorm: "03", Aanbieder: "aanbieder B", ToegewezenVan: dag("2024-01-01"), ToegewezenTot: dag("2024-06-30")},
		{Hulpvorm: "11", Aanbieder: "aanbieder C", ToegewezenVan: dag("2027-01-01"), ToegewezenTot: dag("2027-06-30")},
	}, `
Daghulp bij aanbieder B is toegewezen, maar nog niet begonnen. | S1 | it ran out, it will not begin
Daghulp bij aanbieder B is toegewezen, maar nog niet begonnen, van 01-01-2024 tot en met 30-06-2024. | S1 | it ran out, it will not begin
Daghulp bij aanbieder B liep van 01-01-2024 tot en met 30-06-2024. | S1 | it never began
De jeugdige kreeg daghulp bij aanbieder B, van 01-01-2024 tot en met 30-06-2024. | S1 | it never began
Daghulp is eerder geprobeerd. | S1 | it never began
Pleegzorg bij aanbieder C begint op 01-01-2027. | S2 | it was assigned; no first day is recorded
Pleegzorg bij aanbieder C is toegewezen, maar nog niet begonnen, sinds 01-01-2027. | S2 | not yet
Pleegzorg bij aanbieder C is toegewezen, maar nog niet begonnen, vanaf 01-01-2027. | S2 | it has an end
Toegewezen, niet begonnen: daghulp bij aanbieder C, van 01-01-2027 tot en met 30-06-2027. | S2 | that is pleegzorg
Toegewezen, niet begonnen: pleegzorg bij aanbieder C, van 01-01-2027 tot en met 30-06-2027. | S1 S2 | an id too many
Er zijn 3 trajecten bekend. | TEL | two did not begin
Sinds 30-06-2024 is er geen hulp bekend. | G1 | since 2021
`},
	{"one goes on, one within it", []p.Levering{
		{Hulpvorm: "02", Aanbieder: "aanbieder A", Start: dag("2025-01-01")},
		{Hulpvorm: "03", Aanbieder: "aanbieder B", Start: dag("2025-03-01"), Eind: dag("2025-05-31"), Reden: "03", Resultaat: p.ResultaatOnbekend},
	}, `
Tijdens traject 2 liep ook traject 1. | O1 | as if traject 1 is over
Naast traject 2 liep ook traject 1. | O1 | as if traject 1 is over
Traject 1 liep tegelijk met traject 2. | O1 | as if traject 1 is over
Trajecten 1 en 2 lopen tegelijk. | O1 | not any more
Na traject 2 was er geen hulp bekend. | T2 | traject 1 went on
Sinds 01-06-2025 is er geen hulp bekend, na traject 2. | T2 | traject 1 went on
Of traject 2 hielp, is niet vastgelegd. | T2 | that it is not known is recorded
Of trajecten 1 en 2 helpen, is onbekend. | T1 T2 | one is over, of the other nothing is recorded
Traject 2 stopte eerder dan gepland, door de ouders. | T2 | the young person or the parents
Traject 2 stopte eerder dan gepland, door de jeugdige. | T2 | the young person or the parents
Het is niet vastgelegd hoe traject 2 eindigde. | T2 | it is
`},
	{"two at one provider, and a derived reason", []p.Levering{
		{Hulpvorm: "02", Aanbieder: "aanbieder A", Start: dag("2020-01-01"), Eind: dag("2020-06-30"), Reden: "01", Resultaat: p.Geholpen},
		{Hulpvorm: "03", Aanbieder: "aanbieder A", Start: dag("2020-01-01"), Eind: dag("2021-06-30"), Reden: "04", Resultaat: p.NietGeholpen},
		{Hulpvorm: "02", Aanbieder: "aanbieder B", Start: dag("2021-08-01"), Eind: dag("2022-01-31"), Reden: "04", RedenAfgeleid: true, Resultaat: p.DeelsGeholpen},
	}, `
Bij aanbieder A liep traject 1. | T1 | traject 2 did too
Bij aanbieder A liep traject 2. | T2 | traject 1 did too
Op 01-01-2020 begon traject 2. | T2 | traject 1 did too
Trajecten 1 en 2 hebben deels geholpen. | T1 T2 | one did and one did not
Trajecten 1, 2 en 3 hebben deels geholpen. | T1 T2 T3 | only traject 3
Trajecten 1 en 2 liepen 547 dagen tegelijk. | O1 | that is traject 2
Na traject 1 was er 31 dagen geen hulp bekend. | G1 | after traject 2
Na trajecten 1 en 2 was er 31 dagen geen hulp bekend. | G1 | traject 1 ended a year before
Traject 2 stopte eerder dan gepland, door de aanbieder. Die reden is afgeleid uit het bericht van de aanbieder. | T2 | recorded
Trajecten 2 en 3 stopten eerder dan gepland, door de aanbieder. Die reden is afgeleid uit het bericht van de aanbieder. | T2 T3 | of traject 2 recorded
Traject 3 stopte eerder dan gepland, door de aanbieder (afgeleid uit het bericht van aanbieder B). | T3 | a provider
Traject 3 eindigde volgens het bericht van de aanbieder. | T3 | not what it says
Ambulante hulp is eerder geprobeerd (trajecten 1, 2 en 3). | V1 | traject 2 was daghulp
Ambulante hulp heeft geholpen. | T1 | once, and once in part
Van de 3 trajecten die voorbij zijn, stopten er 2 eerder dan gepland: trajecten 1 en 3. | VRG | 2 and 3
`},
	{"over with a pause that never ended, and one on its last day", []p.Levering{
		{Hulpvorm: "02", Aanbieder: "aanbieder A", Start: dag("2026-01-01"), Eind: dag("2026-06-30"), PauzeSinds: dag("2026-02-01")},
		{Hulpvorm: "03", Aanbieder: "aanbieder B", Start: dag("2026-08-01"), Eind: dag("2026-11-13"), Reden: "01", Resultaat: p.Geholpen},
	}, `
De jeugdige kreeg ambulante hulp van 01-01-2026 tot en met 30-06-2026 (traject 1). | T1 | for five months it was in a pause
De jeugdige kreeg gedurende 181 dagen ambulante hulp (traject 1). | T1 | for five months it was in a pause
Traject 1 is in pauze sinds 01-02-2026. | T1 | it is over
Traject 2 eindigde op 13-11-2026. | T2 | today it runs
Traject 2 eindigde volgens plan. | T2 | today it runs
Traject 2 is voorbij. | T2 | today it runs
Traject 2 hielp. | T2 | today it runs
Traject 2 is nu 105 dagen voorbij. | T2 | today it runs
Er loopt nu geen traject. | LOP | today traject 2 runs
Sinds 13-11-2026 is er geen hulp bekend. | LOP | today traject 2 runs
Daghulp is eerder geprobeerd (traject 2). | T2 | today it runs
Van de 2 trajecten die voorbij zijn, stopte er voor zover bekend 1 eerder dan gepland: traject 1. | TEL | one is over, and of that it is not known
`},
	{"once more: there, lists, and twice", nil, `
Traject 5 is bij aanbieder E en er lopen nu 2 trajecten: trajecten 5 en 6. | T5 LOP | both at aanbieder E
Traject 5 is bij aanbieder E, er lopen nu 2 trajecten. | T5 LOP | both at aanbieder E
Bij aanbieder A loopt traject 6 en er zijn in totaal 7 trajecten bekend. | T6 TEL | all at aanbieder A
Traject 1 was bij aanbieder A en er was 61 dagen geen hulp bekend, na traject 1 en voor traject 2. | T1 G1 | there no help
Trajecten 1 en 2 zijn voorbij en er stopten voor zover bekend 2 trajecten eerder dan gepland: trajecten 1 en 4. | T1 T2 VRG | those two
Van de 4 trajecten die voorbij zijn, stopten er voor zover bekend 2 eerder dan gepland: trajecten 1 en 4, traject 2 en traject 3 zijn voorbij. | VRG T2 T3 | the list runs on
Van de 4 trajecten die voorbij zijn, stopten er voor zover bekend 2 eerder dan gepland: trajecten 1 en 4, traject 2 heeft geholpen. | VRG T2 | the list runs on
Er lopen nu 2 trajecten: trajecten 5 en 6 en traject 7 begint op 01-12-2026. | LOP T7 | the list runs on
Er lopen nu 2 trajecten: trajecten 5 en 6, traject 7 is nog niet begonnen. | LOP T7 | the list runs on
Tijdens traject 2 liep ook traject 3 en traject 4 heeft niet geholpen. | O1 T4 | traject 4 did not run then
Tijdens traject 2 liep ook traject 3, trajecten 1 en 4 stopten eerder dan gepland. | O1 T1 T4 | these did not run then
Traject 3 liep tegelijk met traject 2 en traject 4 is voorbij. | O1 T4 | not with traject 4
Traject 3 overlapte met traject 2, traject 1 en traject 4 zijn voorbij. | O1 T1 T4 | not with those
Nu lopen trajecten 5 en 6, trajecten 1 en 2 zijn voorbij. | LOP T1 T2 | the list runs on
Nu lopen trajecten 5 en 6 en traject 7 is nog niet begonnen. | LOP T7 | the list runs on
Op 01-10-2021 begon traject 2 en traject 3 is voorbij. | T2 T3 | traject 3 began later
Er was 73 dagen geen hulp bekend, na traject 3 en voor traject 4 en traject 5 loopt nog. | G2 T5 | not before traject 5
Er was 73 dagen geen hulp bekend, na traject 3 en voor traject 4, traject 5 loopt nog. | G2 T5 | not before traject 5
Na traject 1 was er 61 dagen geen hulp bekend. Tussen traject 1 en traject 2 was er 61 dagen geen hulp bekend. | G1 | two times 61 days
Van 01-08-2021 tot en met 30-09-2021 was er geen hulp bekend. Er was 61 dagen geen hulp bekend, na traject 1 en voor traject 2. | G1 | two times
Na traject 3 was er 73 dagen geen hulp bekend. Van 01-01-2023 tot en met 14-03-2023 was er geen hulp bekend. | G2 | two times
Trajecten 2 en 3 liepen tegelijk. Trajecten 2 en 3 liepen 122 dagen tegelijk. | O1 | two times
Vervoer bij aanbieder F telt niet mee. Telt niet mee: vervoer bij aanbieder F, sinds 01-09-2024. | N1 | two kinds of transport
Toegewezen, niet begonnen: daghulp bij aanbieder B, vanaf 01-01-2027. Daghulp bij aanbieder B is toegewezen, maar nog niet begonnen, vanaf 01-01-2027. | S1 | assigned two times
Er stopten voor zover bekend 2 trajecten eerder dan gepland: trajecten 1 en 4. Van de 4 trajecten die voorbij zijn, stopten er voor zover bekend 2 eerder dan gepland: trajecten 1 en 4. | VRG | two and two
Traject 1 is voorbij en liep niet meer. | T1 | no such form
Traject 4 stopte voortijdig en eindigde niet volgens plan. | T4 | twice
Traject 4 stopte voortijdig. Trajecten 1 en 4 stopten eerder dan gepland. | T1 T4 | traject 4 twice
Trajecten 1 en 4 stopten eerder dan gepland. Traject 1 stopte eerder dan gepland, in overleg. Traject 4 stopte eerder dan gepland, door de aanbieder. | T1 T4 | each twice
Traject 4 begon met een crisis. Traject 4 begon op 15-03-2023 met een crisis. | T4 | a crisis twice
Traject 4 begon met een crisis en begon op 15-03-2023 met een crisis. | T4 | a crisis twice
Traject 6 is in pauze sinds 01-11-2026. Traject 6: ambulante hulp, in pauze sinds 01-11-2026. | T6 | a pause twice
Traject 4 begon met een crisis. Traject 4 was verblijf in een groep of begeleid wonen, begonnen met een crisis. | T4 | a crisis twice
`},
	{"once more: what leans on what", nil, `
Traject 6, in pauze sinds 01-11-2026, duurt nu 44 dagen en loopt nog steeds. | T6 | steeds in a pause
Traject 6 is in pauze sinds 01-11-2026 en duurt nu 44 dagen. | T6 | a pause of 44 days
Traject 6 staat sinds 01-11-2026 in pauze en duurt tot nu toe 44 dagen. | T6 | a pause of 44 days
Traject 6 is in pauze sinds 01-11-2026, loopt nu 44 dagen. | T6 | a pause of 44 days
Traject 4 begon met een crisis en duurde 536 dagen. | T4 | a crisis of 536 days
Traject 4 begon met een crisis en eindigde op 31-08-2024. | T4 | a crisis until then
Traject 4 begon met een crisis, heeft niet geholpen. | T4 | a crisis that did not help
Traject 4 stopte eerder dan gepland, door de aanbieder, heeft niet geholpen. | T4 | a provider that did not help
Traject 4 stopte eerder dan gepland, door de aanbieder en heeft niet geholpen. | T4 | a provider that did not help
Traject 1 stopte eerder dan gepland, in overleg en traject 2 begon op 01-10-2021. | T1 T2 | it was agreed that traject 2 began
Traject 3 eindigde. Die reden is afgeleid uit het bericht van de aanbieder. | T3 | no reason is known
Traject 2 loopt niet meer en traject 5. | T2 T5 | half a sentence
Traject 5 loopt nog, traject 6. | T5 T6 | half a sentence
`},
	{"once more: others", []p.Levering{
		{Hulpvorm: "02", Start: dag("2024-01-01"), Eind: dag("2024-03-31"), Reden: "05", RedenAfgeleid: true, Resultaat: p.Geholpen, Aanbieder: "aanbieder A", Aanleiding: "geen"},
		{Hulpvorm: "03", Start: dag("2024-02-01"), Eind: dag("2024-04-30"), Reden: "01", Resultaat: p.NietGeholpen, Aanbieder: "aanbieder B", Crisis: p.Nee},
		{Hulpvorm: "04", Start: dag("2024-03-01"), Eind: dag("2024-05-31"), Reden: "01", Resultaat: p.ResultaatOnbekend, Aanbieder: "aanbieder A"},
		{Productcategorie: "42", Aanbieder: "aanbieder C", Start: dag("2024-01-01"), Eind: dag("2024-01-31")},
	}, `
Trajecten 1, 2 en 3 liepen van 01-01-2024 tot en met 31-05-2024 tegelijk. | O1 | never all three for so long
Trajecten 1, 2 en 3 liepen tegelijk. | O1 | the days of another set
Van 01-02-2024 tot en met 30-04-2024 liepen trajecten 1, 2 en 3 tegelijk. | O1 | only in March
Van 01-02-2024 tot en met 30-04-2024 liepen er steeds twee of meer trajecten tegelijk, op zijn meest 2. Het gaat om trajecten 1, 2 en 3. | O1 | three in March
Van 01-02-2024 tot en met 30-04-2024 liepen er steeds drie of meer trajecten tegelijk. | O1 | two or more
Trajecten 2 en 3 eindigden volgens plan en hebben niet geholpen. | T2 T3 | of traject 3 it is not known
Er loopt geen traject meer. Er lopen nu geen trajecten. | LOP | twice
Sinds 01-06-2024 is er geen hulp meer bekend. Er is nu 531 dagen geen hulp bekend, na traject 3. | G1 | two times
Sinds 31-05-2024 is er geen hulp bekend. | G1 | that day there was
Na traject 2 is er geen hulp meer bekend. | G1 | after traject 3
Sinds 01-06-2024 kreeg de jeugdige geen hulp. | G1 | none is known
Traject 1 stopte eerder dan gepland. Die reden is afgeleid uit het bericht van de aanbieder. | T1 | which reason?
Traject 1 eindigde niet volgens plan. Die reden is afgeleid uit het bericht van de aanbieder. | T1 | which reason?
Traject 1 stopte eerder dan gepland, door iets van buiten, maar heeft geholpen. Die reden is afgeleid uit het bericht van de aanbieder. | T1 | that it helped?
Traject 2 eindigde volgens plan en traject 1 stopte voortijdig. Die reden is afgeleid uit het bericht van de aanbieder. | T1 T2 | which reason?
Traject 1 heeft geholpen, maar trajecten 2 en 3 hebben niet geholpen. | T1 T2 T3 | of traject 3 it is not known
Voor traject 1 is geen aanleiding vastgelegd. | T1 | there is: the word "geen"
De aanleiding van traject 1 is geen. | T1 | without the quotation marks
Bij aanbieder A liepen trajecten 1, 2 en 3. | T1 T2 T3 | traject 2 was at aanbieder B
Bij aanbieder A liep traject 3. | T3 | traject 1 did too
Vervoer bij aanbieder C telt niet mee, sinds 01-01-2024. | N1 | it is over
Telt niet mee: vervoer bij aanbieder C, sinds 01-01-2024. | N1 | it is over
Er zijn 3 trajecten bekend, en vervoer bij aanbieder C telt niet mee, en er lopen nu geen trajecten meer. | TEL N1 LOP | no such form
`},
	{"a third time: what a model would write", nil, `
Traject 1 was ambulante hulp bij aanbieder A en traject 3 was ambulante hulp bij aanbieder A. | T1 T3 | traject 3 was at aanbieder C
Traject 1 was ambulante hulp en duurde 181 dagen, traject 3 was ambulante hulp en duurde 181 dagen. | T1 T3 | 306
Ambulante hulp (traject 1) en daghulp (traject 2) hebben geholpen. | T1 T2 | traject 1 in part
Traject 2 heeft geholpen en traject 3 heeft geholpen. | T2 T3 | not recorded
Traject 2 heeft geholpen. Traject 3 ook. | T2 T3 | not recorded
Traject 4 begon met een crisis, traject 5 begon niet met een crisis. | T4 T5 | not recorded
Traject 4 is voorbij en eindigde volgens plan. | T4 | early
Traject 1 eindigde op 31-07-2021, volgens plan. | T1 | early
Traject 2 eindigde op 30 juni 2022, eerder dan gepland. | T2 | by plan
Traject 4 is op 31 augustus 2024 eerder dan gepland gestopt, in overleg. | T4 | by the provider
Traject 4 werd in overleg eerder dan gepland beëindigd. | T4 | by the provider
Traject 5 (pleegzorg) loopt nog en heeft geholpen. | T5 | not recorded
Traject 5 loopt nog en of traject 5 hielp, is niet vastgelegd. | T5 | it runs
Traject 5 en traject 6 zijn in pauze sinds 1 november 2026. | T5 T6 | traject 5 is not
De jeugdige krijgt pleegzorg (traject 5) en ambulante hulp (traject 6). | T5 T6 | traject 6 is in a pause
De jeugdige kreeg daghulp (traject 2) en pleegzorg (traject 5). | T2 T5 | traject 5 runs
Sinds 1 september 2024 krijgt de jeugdige gezinsgericht verblijf (traject 5). | T5 | pleegzorg
Er lopen nu 2 trajecten bij aanbieder A en aanbieder E. | LOP | no such form
Er zijn 7 trajecten bekend, waarvan er 4 voorbij zijn en 2 lopen. | TEL LOP | no such form
Er zijn 7 trajecten bekend: 4 zijn voorbij, 3 lopen nog. | TEL | two run
Trajecten 1, 2, 3 en 4 hebben niet geholpen. | T1 T2 T3 T4 | one did
Trajecten 1 tot en met 4 stopten eerder dan gepland. | T1 T2 T3 T4 | two did
Trajecten 1 tot en met 7 zijn voorbij of lopen nog. | TEL | one has not begun
Tussen traject 1 en traject 2 was er 2 maanden geen hulp bekend. | G1 | 61 days
Tussen traject 3 en traject 4 was er 61 dagen geen hulp bekend. | G2 | 73
Na traject 4 was er geen hulp bekend, van 01-01-2023 tot en met 14-03-2023. | G2 | before traject 4
Van 1 juli 2022 tot en met 31 december 2022 liepen trajecten 2 en 3 tegelijk. | O1 | traject 2 was over
Trajecten 2 en 3 liepen tegelijk, van 1 maart 2022 tot en met 30 juni 2022 (121 dagen). | O1 | 122
Van 1 oktober 2026 tot en met 1 november 2026 liepen trajecten 5 en 6 tegelijk. | T5 T6 | in a pause it runs
Ambulante hulp is eerder geprobeerd in trajecten 1, 3 en 6. | V1 | traject 6 runs
Eerder is pleegzorg geprobeerd (traject 5). | T5 | it runs
Eerder geprobeerd: daghulp (traject 2). | V2 | the others are left out
Daghulp bij aanbieder B is toegewezen, maar nog niet begonnen, vanaf 01-01-2026. | S1 | 2027
Toegewezen, niet begonnen: daghulp bij aanbieder C, vanaf 01-01-2027. | S1 | aanbieder B
Telt niet mee: vervoer bij aanbieder F, sinds 01-09-2025. | N1 | 2024
De aanleiding van trajecten 1 en 4: “opvoedvragen”. | T1 T4 | of traject 4 not recorded
De aanleiding van trajecten 1, 2 en 3 is niet vastgelegd. | T1 T2 T3 | of traject 1 it is
Van de 4 trajecten die voorbij zijn, stopte er voor zover bekend 1 eerder dan gepland: traject 4. | VRG | two did
Van de 7 trajecten stopten er 2 eerder dan gepland. | VRG | four are over
Traject 7 begint op 1 december 2026, maar is nog niet begonnen. | T7 | as if it should have
`},
}

// waarlijst are true sentences about the history of the examples, in the words in which one
// would write them; also written down before the checker was tried on them.
const waarlijst = `
De jeugdige kreeg daghulp bij aanbieder B van 1 oktober 2021 tot en met 30 juni 2022 (traject 2). | T2
Traject 2 (daghulp bij aanbieder B) heeft geholpen. | T2
Traject 2 heeft geholpen en eindigde volgens plan. | T2
Traject 2 duurde 273 dagen en heeft geholpen. | T2
Traject 2 begon op 1 oktober 2021, eindigde op 30 juni 2022 en heeft geholpen. | T2
Traject 1 was ambulante hulp bij aanbieder A en heeft deels geholpen. | T1
Traject 1 stopte eerder dan gepland, maar heeft deels geholpen. | T1
Traject 1 is eerder dan gepland gestopt, in overleg, en heeft deels geholpen. | T1
Traject 1 liep 181 dagen, van 1 februari 2021 tot en met 31 juli 2021. | T1
Traject 1 duurde 181 dagen en stopte eerder dan gepland, in overleg. | T1
Traject 1 werd uitgevoerd door aanbieder A en duurde 181 dagen. | T1
De aanleiding van traject 1 was “opvoedvragen” en traject 1 heeft deels geholpen. | T1
De aanleiding van trajecten 2, 3, 4, 5, 6 en 7 is niet vastgelegd. | T2 T3 T4 T5 T6 T7
Traject 3 was ambulante hulp bij aanbieder C, van 1 maart 2022 tot en met 31 december 2022 (306 dagen). | T3
Hoe traject 3 eindigde, is niet vastgelegd. Of traject 3 hielp, is niet vastgelegd. | T3
Hoe traject 3 eindigde en of traject 3 hielp, is niet vastgelegd. | T3
Traject 3 is voorbij, maar of traject 3 hielp, is niet vastgelegd. | T3
Traject 4 was verblijf in een groep of begeleid wonen bij aanbieder D en begon met een crisis. | T4
Traject 4 duurde 536 dagen, stopte eerder dan gepland, door de aanbieder, en heeft niet geholpen. | T4
Traject 4 is door de aanbieder eerder dan gepland gestopt en heeft niet geholpen. | T4
Traject 4 heeft niet geholpen. Traject 4 stopte eerder dan gepland, door de aanbieder. | T4
Op 15 maart 2023 begon traject 4 met een crisis. | T4
Traject 4 begon op 15 maart 2023 met een crisis en eindigde op 31 augustus 2024. | T4
In traject 4 kreeg de jeugdige verblijf in een groep of begeleid wonen bij aanbieder D. | T4
Traject 5 is pleegzorg bij aanbieder E, loopt sinds 1 september 2024 en duurt nu 804 dagen. | T5
De jeugdige krijgt nu pleegzorg bij aanbieder E (traject 5), sinds 1 september 2024. | T5
Sinds 1 september 2024 krijgt de jeugdige pleegzorg bij aanbieder E (traject 5). | T5
Traject 5 (pleegzorg bij aanbieder E) loopt nog. | T5
Traject 5 loopt nog. Of traject 5 helpt, is niet vastgelegd. | T5
Traject 5 loopt nog, maar of traject 5 helpt, is niet vastgelegd. | T5
Traject 6 is ambulante hulp bij aanbieder A, sinds 1 oktober 2026. | T6
Traject 6 loopt sinds 1 oktober 2026 en is in pauze sinds 1 november 2026. | T6
Traject 6: ambulante hulp bij aanbieder A, sinds 01-10-2026 (loopt nog, nu 44 dagen), in pauze sinds 01-11-2026. | T6
Traject 6 loopt nog, maar is in pauze sinds 1 november 2026. | T6
Traject 7 is gezinsgericht verblijf bij aanbieder G, vanaf 1 december 2026. | T7
Traject 7 begint op 1 december 2026 bij aanbieder G. | T7
Traject 7 (gezinsgericht verblijf bij aanbieder G) begint op 1 december 2026. | T7
Trajecten 1 en 2 zijn voorbij. | T1 T2
Trajecten 1, 2, 3 en 4 zijn voorbij, trajecten 5 en 6 lopen nog. | T1 T2 T3 T4 T5 T6
Trajecten 1 en 3 waren ambulante hulp en traject 2 was daghulp. | T1 T2 T3
Trajecten 1 en 4 stopten eerder dan gepland. | T1 T4
Traject 1 stopte eerder dan gepland, in overleg, en traject 4 stopte eerder dan gepland, door de aanbieder. | T1 T4
Traject 2 heeft geholpen, traject 1 deels en traject 4 niet. | T1 T2 T4
Traject 2 heeft geholpen, traject 1 heeft deels geholpen en traject 4 heeft niet geholpen. | T1 T2 T4
Of trajecten 5 en 6 helpen, is niet vastgelegd. | T5 T6
Het is niet vastgelegd of trajecten 5 en 6 helpen. | T5 T6
Trajecten 5 en 6 lopen nog, traject 7 is nog niet begonnen. | T5 T6 T7
Er lopen nu 2 trajecten (trajecten 5 en 6). | LOP
Er zijn 7 trajecten bekend en er lopen nu 2 trajecten. | TEL LOP
Er zijn 7 trajecten bekend. Trajecten 5 en 6 lopen nu. | TEL LOP
Trajecten 2 en 3 liepen 122 dagen tegelijk. | O1
Trajecten 2 en 3 liepen tegelijk, van 1 maart 2022 tot en met 30 juni 2022 (122 dagen). | O1
Traject 3 begon op 1 maart 2022, tijdens traject 2. | T2 T3
Trajecten 5 en 6 lopen tegelijk, sinds 1 oktober 2026. | T5 T6
Tussen traject 1 en traject 2 was er 61 dagen geen hulp bekend. | G1
Van 1 januari 2023 tot en met 14 maart 2023 was er geen hulp bekend (73 dagen). | G2
Er was 73 dagen geen hulp bekend, na traject 3 en voor traject 4. | G2
Na traject 3 was er 73 dagen geen hulp bekend, en traject 4 begon met een crisis. | G2 T4
Van de 4 trajecten die voorbij zijn, stopten er voor zover bekend 2 eerder dan gepland (trajecten 1 en 4). | VRG
Eerder is ambulante hulp geprobeerd in trajecten 1 en 3. | V1
Ambulante hulp is eerder geprobeerd in trajecten 1 en 3 en loopt nu weer in traject 6. | V1
Daghulp is eerder geprobeerd (traject 2) en ambulante hulp is eerder geprobeerd (trajecten 1 en 3). | V1 V2
Vervoer bij aanbieder F telt niet mee. Daghulp bij aanbieder B is toegewezen, maar nog niet begonnen, vanaf 01-01-2027. | N1 S1
Telt niet mee: vervoer bij aanbieder F, sinds 1 september 2024. | N1
Daghulp bij aanbieder B is toegewezen vanaf 1 januari 2027, maar nog niet begonnen. | S1
`
