package summary_test

// toetsvorm is a form of words that the checker understands, with an example and the ids
// of the facts that the example rests on.
type toetsvorm struct {
	over, voorbeeld string
	feiten          []string
}

// toetsvormen are examples of all forms, about the history of the examples.
var toetsvormen = []toetsvorm{
	{"help, provider and period", "Traject 1 was ambulante hulp bij aanbieder A, van 01-02-2021 tot en met 31-07-2021.", []string{"T1"}},
	{"help, provider and period", "De jeugdige kreeg ambulante hulp bij aanbieder A, van 1 februari 2021 tot en met 31 juli 2021 (traject 1).", []string{"T1"}},
	{"help, provider and period", "Van 01-02-2021 tot en met 31-07-2021 kreeg de jeugdige ambulante hulp bij aanbieder A (traject 1).", []string{"T1"}},
	{"help, provider and period", "In traject 2 kreeg de jeugdige daghulp bij aanbieder B.", []string{"T2"}},
	{"help, provider and period", "Traject 2 (daghulp bij aanbieder B) liep van 01-10-2021 tot en met 30-06-2022.", []string{"T2"}},
	{"help, provider and period", "Traject 5 is pleegzorg bij aanbieder E, sinds 01-09-2024.", []string{"T5"}},
	{"help, provider and period", "Trajecten 1, 3 en 6: ambulante hulp.", []string{"T1", "T3", "T6"}},
	{"help, provider and period", "Traject 1 bestond uit ambulante hulp en traject 2 bestond uit daghulp.", []string{"T1", "T2"}},
	{"first and last day", "Traject 2 begon op 01-10-2021 en eindigde op 30-06-2022.", []string{"T2"}},
	{"first and last day", "Traject 7 begint op 01-12-2026.", []string{"T7"}},
	{"duration, in days", "Traject 1 duurde 181 dagen.", []string{"T1"}},
	{"duration, in days", "Traject 5 loopt nog en duurt nu 804 dagen.", []string{"T5"}},
	{"runs or is over", "Traject 5 loopt nog, trajecten 1 en 2 zijn voorbij.", []string{"T5", "T1", "T2"}},
	{"runs or is over", "Trajecten 5 en 6 lopen nu.", []string{"LOP"}},
	{"runs or is over", "Traject 7 is nog niet begonnen.", []string{"T7"}},
	{"crisis and pause", "Traject 4 begon met een crisis.", []string{"T4"}},
	{"crisis and pause", "Traject 6 is in pauze sinds 01-11-2026.", []string{"T6"}},
	{"how it ended", "Traject 2 eindigde volgens plan.", []string{"T2"}},
	{"how it ended", "Traject 1 stopte eerder dan gepland, in overleg.", []string{"T1"}},
	{"how it ended", "Traject 4 is eerder dan gepland gestopt, door de aanbieder.", []string{"T4"}},
	{"how it ended", "Hoe traject 3 eindigde, is niet vastgelegd.", []string{"T3"}},
	{"whether it helped", "Traject 2 heeft geholpen.", []string{"T2"}},
	{"whether it helped", "Traject 1 heeft deels geholpen, maar stopte eerder dan gepland.", []string{"T1"}},
	{"whether it helped", "Traject 4 hielp niet.", []string{"T4"}},
	{"whether it helped", "Of traject 3 hielp, is niet vastgelegd.", []string{"T3"}},
	{"whether it helped", "Het resultaat van trajecten 5 en 6 is niet vastgelegd.", []string{"T5", "T6"}},
	{"reason to start", "De aanleiding van traject 1 was “opvoedvragen”.", []string{"T1"}},
	{"reason to start", "De aanleiding van traject 2 is niet vastgelegd.", []string{"T2"}},
	{"at the same time", "Tijdens traject 2 liep ook traject 3.", []string{"O1"}},
	{"at the same time", "Trajecten 2 en 3 liepen tegelijk, van 01-03-2022 tot en met 30-06-2022.", []string{"O1"}},
	{"at the same time", "Vanaf 01-10-2026 lopen trajecten 5 en 6 tegelijk.", []string{"T5", "T6"}},
	{"time without help", "Tussen traject 1 en traject 2 was 61 dagen geen hulp bekend, van 01-08-2021 tot en met 30-09-2021.", []string{"G1"}},
	{"time without help", "Na traject 3 en voor traject 4 was er 73 dagen geen hulp bekend.", []string{"G2"}},
	{"counts", "Er zijn 7 trajecten bekend.", []string{"TEL"}},
	{"counts", "Er lopen nu 2 trajecten: trajecten 5 en 6.", []string{"LOP"}},
	{"counts", "Van de 4 trajecten die voorbij zijn, stopten er voor zover bekend 2 eerder dan gepland: trajecten 1 en 4.", []string{"VRG"}},
	{"tried before", "Ambulante hulp is eerder geprobeerd (trajecten 1 en 3).", []string{"V1"}},
	{"tried before", "Ambulante hulp loopt nu weer (traject 6).", []string{"V1"}},
	{"outside the count", "Telt niet mee: vervoer bij aanbieder F, sinds 01-09-2024.", []string{"N1"}},
	{"outside the count", "Daghulp bij aanbieder B is toegewezen, maar nog niet begonnen, vanaf 01-01-2027.", []string{"S1"}},
}
