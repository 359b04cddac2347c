package commands

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

func logboekVelden(*Call) []Veld {
	zaak := zaakVeld()
	zaak.Optional, zaak.Hint = true, "Leeg: alle noodtoegang in het team"
	return []Veld{
		zaak,
		{Naam: "van", Label: "Van", Hint: "De eerste dag. Leeg: vanaf het begin", Soort: soortDatum, Voorbij: true, Optional: true},
		{Naam: "tot", Label: "Tot en met", Hint: "De laatste dag. Leeg: tot nu", Soort: soortDatum, Voorbij: true, Optional: true},
		{Naam: "wie", Label: "Wie", Hint: "Leeg: iedereen", Soort: soortPersoon, Optional: true, Weg: true},
	}
}

// logRows is how many rows of the access log one answer shows.
const logRows = 100

// regiebotLogboek shows who saw or did what with a case: when, who, in which role, what
// and on what ground. There is no content in it.
func regiebotLogboek(c *Call) (Reply, error) {
	filter := store.AuditFilter{Wie: c.Text("wie"), Nu: c.Has("zaak")}
	if c.Has("van") {
		filter.From = c.Date("van").At(0, 0, c.Praktijk.Zone)
	}
	if c.Has("tot") {
		filter.To = c.Date("tot").AddDays(1).At(0, 0, c.Praktijk.Zone)
	}
	if !c.Has("zaak") {
		return c.allNood(filter)
	}
	k, err := c.casus(procesregie.ZieLogboek)
	if err != nil {
		return Reply{}, err
	}
	rows, err := c.tx.AuditOf(c.ctx, k.Zaaknummer, filter, logRows+1)
	if err != nil {
		return Reply{}, err
	}
	return c.logReply("Logboek van "+k.Zaaknummer, rows), nil
}

// allNood shows every use of noodtoegang by the team, to who watches over it.
func (c *Call) allNood(filter store.AuditFilter) (Reply, error) {
	if c.Lid.Rol != procesregie.FG && c.Lid.Rol != procesregie.Manager {
		return Reply{}, &procesregie.Refusal{Field: "zaak", Text: "Zeg erbij van welke casus. Bijvoorbeeld: regiebot logboek zaak=ZO-2026-0142"}
	}
	filter.Object, filter.Onder = noodGegeven, slices.Sorted(maps.Keys(c.Praktijk.Leden))
	rows, err := c.tx.AuditOf(c.ctx, "", filter, logRows+1)
	if err != nil {
		return Reply{}, err
	}
	c.searched()
	return c.logReply("Noodtoegang in het team", rows), nil
}

// logReply writes rows of the access log, the newest first.
func (c *Call) logReply(title string, rows []audit.Row) Reply {
	if len(rows) == 0 {
		return say(fmt.Sprintf("**%s**: er staat niets in deze periode.", title))
	}
	var lines []string
	for _, row := range rows[:min(len(rows), logRows)] {
		line := c.logLine(row)
		if !c.Has("zaak") {
			line = row.Casus + ", " + line
		}
		lines = append(lines, line)
	}
	head := "**" + title + "**, de laatste eerst."
	if len(rows) > logRows {
		head += fmt.Sprintf(" Je ziet de laatste %d regels. Kies een periode met van= en tot= voor de rest.", logRows)
	}
	return pages(head, lines)
}

// deeds are what was done, by the action of the access log.
var deeds = map[string]string{
	audit.Aanmaken: "aangemaakt", audit.Inzien: "bekeken", audit.Wijzigen: "gewijzigd", audit.Verwijderen: "gewist", audit.Uitvoeren: "meegenomen",
}

// decisions are what was done with the end of a VPR, by the object of the row.
var decisions = map[string]string{
	"voorstel " + string(procesregie.VoorstelAfschalen): "stelde voor af te schalen",
	"voorstel " + string(procesregie.VoorstelSluiten):   "stelde voor te sluiten",
	"voorstel " + string(procesregie.Bevestigd):         "bevestigde een voorstel",
	"voorstel " + string(procesregie.Afgewezen):         "wees een voorstel af",
	"voorstel " + string(procesregie.Ingetrokken):       "trok een voorstel in",
}

// better says more precisely what was done, where the row tells.
func (c *Call) better(r audit.Row) (string, bool) {
	if done, ok := decisions[r.Object]; ok {
		return done, true
	}
	switch {
	case r.Soort == soortTaalmodel:
		return "taalmodel " + r.Object + ": " + r.Doel, true
	case r.Actie == audit.Inzien && r.Object == degrees[procesregie.ToegangKaart]:
		return "zag de kaart", true
	case r.Object == noodGegeven:
		return "kreeg **noodtoegang**", true
	}
	return "", false
}

func (c *Call) logLine(r audit.Row) string {
	when := procesregie.DutchMoment(r.At.In(c.Praktijk.Zone))
	done := deeds[r.Actie]
	if better, ok := c.better(r); ok {
		done = better
	}
	if r.Uitkomst != audit.Gelukt && r.Soort != soortTaalmodel { // of that it says what it was
		done = r.Uitkomst
	}
	who := fmt.Sprintf("%s (%s)", c.naam(r.Wie), r.Rol)
	if r.Namens != "" {
		who += " namens " + c.naam(r.Namens)
	}
	line := fmt.Sprintf("%s: %s, %s met '%s'", when, who, done, r.Wat)
	switch {
	case r.Regel == procesregie.GrondNood:
		line += ", met **noodtoegang**"
	case r.Regel == procesregie.GrondTeam:
		line += ", als collega in het team"
	case r.Regel != "" && !strings.HasSuffix(r.Regel, r.Rol):
		line += ", als " + r.Regel
	}
	if who, ok := strings.CutPrefix(r.Plaats, atTheServer); ok { // somebody on the server said it as this member
		who, _, _ = strings.Cut(who, " ")
		line += ", ingevoerd op de server door " + who
	}
	return line
}
