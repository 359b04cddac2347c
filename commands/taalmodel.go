package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/summary"
)

// WithModel gives the App a language model to write summaries with; nil: there is none.
func (a *App) WithModel(m *summary.Model) *App {
	a.model = m
	return a
}

// SettingTaalmodel is the setting of the store with the one switch of the language model, for
// every process at once: "uit", or else it is on.
const SettingTaalmodel = "taalmodel"

// TaalmodelAan reports whether the switch of the language model is on. It is so until somebody
// turns it off.
func TaalmodelAan(ctx context.Context, tx *store.Tx) (bool, error) {
	value, _, err := tx.Setting(ctx, SettingTaalmodel)
	return value != "uit", err
}

// ZetTaalmodel turns the switch of the language model on or off.
func ZetTaalmodel(ctx context.Context, tx *store.Tx, aan bool) error {
	text, _ := procesregie.Schakelaar(aan).MarshalText() // it has no error
	return tx.SetSetting(ctx, SettingTaalmodel, string(text))
}

// Why no language model is used, in Dutch, in the order in which it is looked at.
const (
	geenModel   = "er is geen taalmodel ingesteld"
	werkwijze   = "jullie werkwijze gebruikt het niet"
	casusZonder = "in deze casus mag het niet"
	isUitgezet  = "de beheerder heeft het uitgezet"
)

// ModelKeuze is what was chosen about the language model, for the whole practice and for a
// casus.
type ModelKeuze struct {
	Werkwijze bool // the profile of the practice wants it
	GeenAI    bool // the casus does not
}

// ZonderTaalmodel says in Dutch why the language model may not be used now; empty when it may.
// m is the model, nil when there is none.
func ZonderTaalmodel(ctx context.Context, tx *store.Tx, m *summary.Model, keuze ModelKeuze) (string, error) {
	switch {
	case m == nil:
		return geenModel, nil
	case !keuze.Werkwijze:
		return werkwijze, nil
	case keuze.GeenAI:
		return casusZonder, nil
	}
	aan, err := TaalmodelAan(ctx, tx)
	if err != nil || aan {
		return "", err
	}
	return isUitgezet, nil
}

// ModelVerberg are the names that are taken out of free text before it goes to a language
// model, as far as they are known: of the members of every team, of the providers, and what
// names the case itself.
func ModelVerberg(ctx context.Context, tx *store.Tx, k procesregie.Casus, list []procesregie.Historie) ([]string, error) {
	leden, err := tx.Leden(ctx, "")
	if err != nil {
		return nil, err
	}
	names := []string{k.Zaaknummer, k.Aanduiding, k.Casusregisseur}
	names = append(names, strings.FieldsFunc(k.Casusregisseur, func(r rune) bool { return strings.ContainsRune(",;()/", r) })...)
	for _, l := range leden {
		names = append(names, l.Naam, l.Gebruiker)
	}
	for _, h := range list {
		names = append(names, aanbieders(h)...)
	}
	hulp, err := tx.Hulp(ctx, k.Zaaknummer)
	if err != nil {
		return nil, err
	}
	for _, l := range hulp.Leveringen() { // also of who is not asked about: a code can be a name
		names = append(names, l.Jeugdige, l.Aanbieder)
	}
	return bekend(names), nil
}

// aanbieders are the names of the providers in a history.
func aanbieders(h procesregie.Historie) (names []string) {
	rows := slices.Concat(h.TeltNietMee, h.NietGestart)
	for _, t := range h.Trajecten {
		rows = append(rows, t.Leveringen...)
	}
	for _, l := range rows {
		names = append(names, l.Aanbieder)
	}
	return names
}

// bekend leaves out what is empty or hidden, and what stands there twice.
func bekend(names []string) []string {
	var list []string
	for _, name := range names {
		if name = strings.TrimSpace(name); name != "" && name != procesregie.Verborgen {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// ModelObject names a language model and what it is told to do, in the access log.
func ModelObject(m *summary.Model) string { return m.Naam() + "/" + summary.PromptVersie }

// soortTaalmodel is the kind of the rows of the access log about a language model.
const soortTaalmodel = "taalmodel"

// ModelVerstuurd makes of an event of the access log about a casus that the facts of a young person go to a
// language model. It is stored before they do.
func ModelVerstuurd(e audit.Event, m *summary.Model, jeugdige string) audit.Event {
	e.Actie, e.Soort, e.Object = audit.Uitvoeren, soortTaalmodel, ModelObject(m)
	e.Doel = "samenvatting " + jeugdige + ", verstuurd"
	return e
}

// ModelKlaar makes of the event of [ModelVerstuurd] what became of it: numbers, and why it was
// of no use.
func ModelKlaar(e audit.Event, u summary.Uitkomst) audit.Event {
	e.Doel = fmt.Sprintf("samenvatting %s, %d gehouden, %d vervangen", u.Jeugdige, u.Kept, u.Dropped)
	if u.Engine != summary.BronModel {
		e.Uitkomst = audit.Mislukt
		e.Doel += ", " + u.Reason
	}
	return e
}
