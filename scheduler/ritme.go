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
	var lines []string
	for _, k := range cases {
		lines = append(lines, "* "+k.Zaaknummer+": "+d.praktijk.Naam(k.Regisseur))
	}
	for _, zaak := range r.tx.UnreadableIn(d.Team) {
		lines = append(lines, "* "+zaak+" (kan niet worden gelezen: meld het de beheerder)")
	}
	if len(lines) == 0 {
		return head + ". Er zijn nu geen VPR-casussen.", nil
	}
	return fmt.Sprintf("%s. Op de agenda: %s (regel VPR-9).\n%s", head, procesregie.Count(len(lines), "VPR-casus", "VPR-casussen"), strings.Join(lines, "\n")), nil
}
