package commands

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/summary"
)

// conceptAI begins a summary in which a language model wrote sentences.
const conceptAI = "Concept, gemaakt met AI: controleer"

// redenen are why a summary is plain, in Dutch, by [summary.Uitkomst] Reason.
var redenen = map[string]string{
	summary.ReasonOff:            "het taalmodel staat uit",
	summary.ReasonTimeout:        "het taalmodel gaf niet op tijd antwoord",
	summary.ReasonCut:            "het antwoord van het taalmodel brak af",
	summary.ReasonRefused:        "het taalmodel gaf geen antwoord op deze vraag",
	summary.ReasonInvalid:        "het antwoord van het taalmodel was niet te gebruiken",
	summary.ReasonStatus:         "het taalmodel is niet te bereiken of gaf een fout",
	summary.ReasonTooManyDropped: "te veel zinnen van het taalmodel klopten niet met de gegevens",
}

// SamenvattingKop is the sentence with which a summary begins: who wrote it, or why it is
// plain. zonder is why the model may not be used, in Dutch, or empty. Of a summary that was
// asked for without the model there is none.
func SamenvattingKop(u summary.Uitkomst, zonder string) string {
	switch {
	case u.Engine == summary.BronModel:
		return conceptAI
	case u.Reason == "":
		return ""
	case u.Reason == summary.ReasonOff && zonder != "":
		return "Samenvatting zonder taalmodel: " + zonder + "."
	}
	return "Samenvatting zonder taalmodel: " + cmp.Or(redenen[u.Reason], redenen[summary.ReasonStatus]) + "."
}

// SamenvattingVoet counts at the end of a summary what became of the sentences of the model;
// empty when it wrote none.
func SamenvattingVoet(u summary.Uitkomst) string {
	if u.Engine != summary.BronModel {
		return ""
	}
	return fmt.Sprintf("Zinnen van het taalmodel: %d, vergeleken met de gegevens. Vervangen door gewone tekst: %d.", u.Kept, u.Dropped)
}

// SamenvattingTekst is a whole summary as plain text, with its first sentence and its last.
func SamenvattingTekst(zaak string, u summary.Uitkomst, zonder string) string {
	title := fmt.Sprintf("Hulp in %s, jeugdige %s", zaak, u.Jeugdige)
	text := paragraphsOf(SamenvattingKop(u, zonder), title, strings.TrimSpace(u.Tekst()), SamenvattingVoet(u))
	return text + "\n"
}
