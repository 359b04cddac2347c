package scheduler

import (
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// rhythm words a returning event of the team (VPR-9, VPR-12). In the channel of the
// team a case is its number and nothing more.
func (r *round) rhythm(d due) (string, error) {
	head := fmt.Sprintf("**%s op %s**", procesregie.RitmeNaam(d.Reminder), d.Uiterlijk.Dutch())
	if !procesregie.RitmeMetLijst(d.Reminder) {
		return head + ". Regel " + strings.Join(d.Regels, ", ") + ".", nil
	}
	open := true
	cases, err := r.tx.Casussen(r.ctx, store.Filter{Team: d.Team, Niveau: string(procesregie.VPR), Open: &open})
	if err != nil {
		return "", err
	}
	var lines, zaken []string
	for _, k := range cases {
		lines, zaken = append(lines, "* "+k.Zaaknummer), append(zaken, k.Zaaknummer)
	}
	for _, zaak := range r.tx.UnreadableIn(d.Team) {
		lines, zaken = append(lines, "* "+zaak+" (kan niet worden gelezen: meld het de beheerder)"), append(zaken, zaak)
	}
	r.onAgenda(d.Key, zaken)
	text := fmt.Sprintf("%s. %s (regel VPR-9).\n%s", head, agendaCount(len(lines)), strings.Join(lines, "\n"))
	return strings.TrimSpace(text), nil
}

// agendaCount says how many casussen are listed.
func agendaCount(n int) string {
	if n == 0 {
		return "Er zijn nu geen VPR-casussen"
	}
	return "Op de agenda: " + procesregie.Count(n, "VPR-casus", "VPR-casussen")
}

// onAgenda remembers which casussen a team event names: who erases one must find it.
func (r *round) onAgenda(key string, zaken []string) {
	if r.agendas == nil {
		r.agendas = map[string][]string{}
	}
	r.agendas[key] = zaken
}
