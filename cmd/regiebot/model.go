package main

import (
	"context"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/bot/platform"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/store"
)

// modelCmd turns the language model on or off for every process at once.
type modelCmd struct {
	State string `arg:"" optional:"" enum:"on,off," default:"" help:"on or off. Without it: prints what it is."`
}

// Run turns the switch and prints the state. It needs no setting that is right: it must always
// be possible to turn the model off.
func (c *modelCmd) Run(ctx context.Context, e *env) error {
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if c.State != "" {
		event := audit.Event{Wat: "model " + c.State, Actie: audit.Wijzigen, Soort: "instelling", Object: commands.SettingTaalmodel}
		err = e.logged(ctx, s, event, func(tx *store.Tx) error { return commands.ZetTaalmodel(ctx, tx, c.State == "on") })
		if err != nil {
			return err
		}
	}
	st, err := e.modelState(ctx, s)
	if err != nil {
		return err
	}
	set := "no language model is set (" + settingModelURL + "), so none is used"
	if st.Set {
		set = "the language model is " + st.Name + " on " + st.Host
	}
	return e.report(st, "The switch is %s, for every process at once; %s; the practice in use says taalmodel: %s.", st.Switch, set, st.Profile)
}

// modelState is how it stands with the language model.
type modelState struct {
	Switch  string `json:"switch"`  // on or off
	Profile string `json:"profile"` // aan or uit
	Set     bool   `json:"set"`
	Name    string `json:"name"`
	Host    string `json:"host"`
}

// modelState looks how it stands. A setting that is wrong counts as none.
func (e *env) modelState(ctx context.Context, s *store.Store) (st modelState, err error) {
	if in, wrong := e.modelSetting(); wrong == nil && in.URL != "" {
		st = modelState{Set: true, Name: in.Naam, Host: hostOr(in.URL, "")}
	}
	err = s.View(ctx, func(tx *store.Tx) error {
		on, err := commands.TaalmodelAan(ctx, tx)
		if err != nil {
			return err
		}
		p, err := tx.Profiel(ctx)
		if err != nil {
			return err
		}
		text, err := p.Taalmodel.MarshalText()
		st.Profile, st.Switch = string(text), map[bool]string{true: "on", false: "off"}[on]
		return err
	})
	return st, err
}

// examineModel looks at the settings of the language model. It does not call it: nothing goes
// there that nobody asked for.
func (e *env) examineModel(ctx context.Context, s *store.Store) ([]platform.Finding, error) {
	if _, err := e.model(); err != nil {
		return settingFindings(err), nil
	}
	st, err := e.modelState(ctx, s)
	switch {
	case err != nil:
		return nil, err
	case !st.Set && st.Profile == "aan":
		return []platform.Finding{platform.Bad("De werkwijze zet het taalmodel aan, maar er is er geen ingesteld: samenvattingen zijn gewone tekst.", "Stel "+settingModelURL+" in, of zet taalmodel: uit in de werkwijze.")}, nil
	case !st.Set:
		return []platform.Finding{platform.Good("Er is geen taalmodel ingesteld: samenvattingen zijn gewone tekst.")}, nil
	}
	text := "Taalmodel " + st.Name + " op " + st.Host + " is ingesteld"
	switch {
	case st.Switch == "off":
		text += ", maar de schakelaar staat uit (regiebot model on)"
	case st.Profile != "aan":
		text += ", maar de werkwijze gebruikt het niet (taalmodel: uit)"
	}
	return []platform.Finding{platform.Good("%s. Of het antwoordt, is niet geprobeerd: er gaat niets heen waar niemand om vroeg.", text)}, nil
}
