package commands

import (
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

func logboekVelden(*Call) []Veld {
	return []Veld{
		zaakVeld(),
		{Naam: "van", Label: "Van", Hint: "De eerste dag. Leeg: vanaf het begin", Soort: soortDatum, Voorbij: true, Optional: true},
		{Naam: "tot", Label: "Tot en met", Hint: "De laatste dag. Leeg: tot nu", Soort: soortDatum, Voorbij: true, Optional: true},
		{Naam: "wie", Label: "Wie", Hint: "Leeg: iedereen", Soort: soortPersoon, Optional: true},
	}
}

// logRows is how many rows of the access log one answer shows.
const logRows = 100

// regiebotLogboek shows who saw or did what with a case: when, who, in which role, what
// and on what ground. There is no content in it.
func regiebotLogboek(c *Call) (Reply, error) {
	k, err := c.casus(procesregie.ZieLogboek)
	if err != nil {
		return Reply{}, err
	}
	filter := store.AuditFilter{Wie: c.Text("wie")}
	if c.Has("van") {
		filter.From = c.Date("van").At(0, 0, c.Praktijk.Zone)
	}
	if c.Has("tot") {
		filter.To = c.Date("tot").AddDays(1).At(0, 0, c.Praktijk.Zone)
	}
	rows, err := c.tx.AuditOf(c.ctx, k.Zaaknummer, filter, logRows+1)
	if err != nil {
		return Reply{}, err
	}
	if len(rows) == 0 {
		return say(fmt.Sprintf("**Logboek van %s**: er staat niets in deze periode.", k.Zaaknummer)), nil
	}
	var lines []string
	for _, row := range rows[:min(len(rows), logRows)] {
		lines = append(lines, c.logLine(row))
	}
	head := fmt.Sprintf("**Logboek van %s**, de laatste eerst.", k.Zaaknummer)
	if len(rows) > logRows {
		head += fmt.Sprintf(" Je ziet de laatste %d regels. Kies een periode met van= en tot= voor de rest.", logRows)
	}
	return pages(head, lines), nil
}

// deeds are what was done, by the action of the access log.
var deeds = map[string]string{
	audit.Aanmaken: "aangemaakt", audit.Inzien: "bekeken", audit.Wijzigen: "gewijzigd", audit.Verwijderen: "gewist", audit.Uitvoeren: "meegenomen",
}

func (c *Call) logLine(r audit.Row) string {
	when := procesregie.DutchMoment(r.At.In(c.Praktijk.Zone))
	done := deeds[r.Actie]
	if r.Actie == audit.Inzien && r.Object == degrees[procesregie.ToegangKaart] {
		done = "zag de kaart"
	}
	if r.Uitkomst != audit.Gelukt {
		done = r.Uitkomst
	}
	line := fmt.Sprintf("%s: %s (%s), %s met '%s'", when, c.naam(r.Wie), r.Rol, done, r.Wat)
	switch {
	case r.Regel == procesregie.GrondNood:
		line += ", met **noodtoegang**"
	case r.Regel == procesregie.GrondTeam:
		line += ", als collega in het team"
	case r.Regel != "" && !strings.HasSuffix(r.Regel, r.Rol):
		line += ", als " + r.Regel
	}
	if who, ok := strings.CutPrefix(r.Plaats, "opdrachtregel "); ok { // somebody on the server said it as this member
		who, _, _ = strings.Cut(who, " ")
		line += ", ingevoerd op de server door " + who
	}
	if r.Namens != "" {
		line += " namens " + c.naam(r.Namens)
	}
	return line
}
