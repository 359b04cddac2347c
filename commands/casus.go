package commands

import (
	"errors"
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

var casus = Command{
	Name: "casus", Short: "een casus openen, bekijken, wijzigen of sluiten", Menu: true,
	Subs: []Sub{
		{
			Name: "nieuw", Short: "een casus openen", Example: "casus nieuw zaak=ZO-2026-0142 start=13-11-2026 niveau=licht",
			Fields: casusNieuwVelden, New: true, Run: casusNieuw,
		},
		{
			Name: "toon", Short: "een casus bekijken", Example: "casus toon ZO-2026-0142", Reads: true,
			Fields: velden(zaakVeld()), Run: casusToon,
		},
		{
			Name: "wijzig", Short: "gegevens van een casus wijzigen", Example: `casus wijzig zaak=ZO-2026-0142 casusregisseur="behandelaar, Praktijk Voorbeeldweg"`,
			Fields: velden(wijzigVelden...), Edit: wijzigbaar, Run: casusWijzig,
		},
		{
			Name: "niveau", Short: "het niveau veranderen of verlengen", Example: `casus niveau zaak=ZO-2026-0142 naar=basis datum=vandaag reden="meer domeinen"`,
			Fields: casusNiveauVelden, Run: casusNiveau,
		},
		{
			Name: "duo", Short: "de duo-partner kiezen", Example: "casus duo zaak=ZO-2026-0142 @bram", Daad: procesregie.Draag,
			Fields: velden(zaakVeld(), consulentVeld("duo", "Duo-partner", "De tweede consulent bij een VPR")), Run: casusDuo,
		},
		{
			Name: "overdragen", Short: "aan een collega overdragen", Daad: procesregie.Draag, Example: `casus overdragen zaak=ZO-2026-0142 aan=@bram reden="andere wijk"`,
			Fields: velden(zaakVeld(), consulentVeld("aan", "Aan", "De nieuwe procesregisseur"), redenVeld("Waarom draag je de casus over?")), Run: casusOverdragen,
		},
		{
			Name: "afspraken", Short: "de afspraken en startvoorwaarden vastleggen", Example: "casus afspraken zaak=ZO-2026-0142",
			Fields: velden(afspraakVelden...), Edit: afspraken, Run: casusAfspraken,
		},
		{
			Name: "sluit", Short: "een casus sluiten", Example: "casus sluit zaak=ZO-2026-0142 datum=vandaag reden=zelf nazorg=voorveld",
			Fields: velden(sluitVelden...), Run: casusSluit,
		},
		{
			Name: "voorstel", Short: "een voorstel bij een VPR bevestigen of afwijzen", Example: "casus voorstel zaak=ZO-2026-0142 nr=1 besluit=bevestigen",
			Fields: voorstelVelden, Run: casusVoorstel,
		},
		{
			Name: "noodtoegang", Short: "een uur meelezen als het niet kan wachten", Example: `casus noodtoegang zaak=ZO-2026-0142 reden="Anouk is onbereikbaar, de politie belt"`,
			Fields: noodVelden, Daad: procesregie.VraagNood, Run: casusNoodtoegang,
		},
		{
			Name: "dossier", Short: "de tekst van een casus of verslag voor het dossier", Example: "casus dossier ZO-2026-0142",
			Reads: true, Daad: procesregie.Neem, Fields: dossierVelden, Run: casusDossier,
		},
		{
			Name: "lijst", Short: "je eigen casussen", Example: "casus lijst", Reads: true, Run: casusLijst,
		},
	},
}

var sluitVelden = []Veld{
	zaakVeld(), gebeurdOp("De laatste dag van de regie"),
	{Naam: "reden", Label: "Reden", Hint: "zelf: het gezin kan zelf verder", Soort: soortKeuze, Keuzes: procesregie.SluitRedenen},
	{Naam: "nazorg", Label: "Nazorg", Hint: "voorveld: warme overdracht aan algemene voorziening", Soort: soortKeuze, Keuzes: procesregie.NazorgVormen},
}

func isNotFound(err error) bool { return errors.Is(err, store.ErrNotFound) }

// changed is the reply after a change: what was done, what comes next, what is missing.
func (c *Call) changed(k procesregie.Casus, done string, remarks ...string) Reply {
	r := say(append([]string{done}, remarks...)...)
	if c.toegang(k) < procesregie.ToegangVolledig {
		return r // somebody else goes on with it
	}
	next := c.nextTerm(k)
	if next != nil {
		head := "**Nu eerst**: "
		if next.Advies.After(c.Vandaag.AddDays(farAhead)) {
			head = "**Eerstvolgende termijn**: "
		}
		r.Text = paragraphsOf(r.Text, head+lower(next.Titel())+". "+next.StandAt(c.At, c.Praktijk.Calendar()))
		r.Buttons = append(r.Buttons, buttons(next.Acties()[:min(2, len(next.Acties()))])...)
	}
	return r.button("Casus bekijken", "casus toon zaak="+k.Zaaknummer)
}

// farAhead is how many days off a term no longer is the next thing to do.
const farAhead = 42

func lower(text string) string {
	if strings.HasPrefix(text, "MDO") {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}

// nextTerm returns the open term that is due first, or nil.
func (c *Call) nextTerm(k procesregie.Casus) *procesregie.Termijn {
	var next *procesregie.Termijn
	for _, t := range procesregie.Termijnen(k, c.Praktijk) {
		if next == nil || !t.Uiterlijk.IsZero() && (next.Uiterlijk.IsZero() || t.Uiterlijk.Before(next.Uiterlijk)) {
			next = &t
		}
	}
	return next
}

func casusDuo(c *Call) (Reply, error) {
	k, err := c.casus(procesregie.Draag)
	if err != nil {
		return Reply{}, err
	}
	before := k.Duo
	if k, err = procesregie.KiesDuo(k, c.Text("duo"), c.handeling()); err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	if err := c.tellDuo(k, before); err != nil {
		return Reply{}, err
	}
	return c.changed(k, fmt.Sprintf("**%s is duo-partner van %s**. %s krijgt nu bericht.", c.naam(k.Duo), k.Zaaknummer, c.naam(k.Duo))), nil
}

// tellDuo tells the new duo-partner, and the one who is replaced (VPR-3).
func (c *Call) tellDuo(k procesregie.Casus, before string) error {
	m := say(fmt.Sprintf("**Je bent duo-partner van %s**", k.Zaaknummer), fmt.Sprintf("De procesregisseur is %s.", c.naam(k.Regisseur)))
	if next := c.nextTerm(k); next != nil {
		m.Text = paragraphsOf(m.Text, "Wat er nu loopt: "+lower(next.Titel())+". "+next.StandAt(c.At, c.Praktijk.Calendar()))
	}
	if err := c.tell(k.Duo, k, m.button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), "VPR-3"); err != nil {
		return err
	}
	if before == "" || before == k.Duo {
		return nil
	}
	text := fmt.Sprintf("**Je bent geen duo-partner meer van %s**", k.Zaaknummer)
	if k.Duo != "" {
		return c.tell(before, k, say(text, fmt.Sprintf("%s neemt het van je over.", c.naam(k.Duo))), "VPR-3")
	}
	return c.tell(before, k, say(text), "VPR-3")
}

func casusOverdragen(c *Call) (Reply, error) {
	k, err := c.casus(procesregie.Draag)
	if err != nil {
		return Reply{}, err
	}
	before, duo, had := k.Regisseur, k.Duo, "meer"
	if duo == "" {
		had = "gekozen"
	}
	if k, err = procesregie.DraagOver(k, c.Text("aan"), c.Text("reden"), c.handeling()); err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	text := fmt.Sprintf("**%s is overgedragen** van %s naar %s.", k.Zaaknummer, c.naam(before), c.naam(k.Regisseur))
	if err := c.tellHandover(k, before, duo, text); err != nil {
		return Reply{}, err
	}
	r := c.changed(k, text)
	if k.IsVPR() && k.Duo == "" {
		r = say(text, "Er is nu geen duo-partner "+had+". "+c.naam(k.Regisseur)+" kiest een andere consulent.")
	}
	return r, nil
}

// tellHandover tells the new procesregisseur, and who had a part in the case before.
func (c *Call) tellHandover(k procesregie.Casus, before, duo, text string) error {
	of := ""
	if before != c.Lid.Gebruiker {
		of = " van " + c.naam(before)
	}
	m := say(fmt.Sprintf("**Je bent nu procesregisseur van %s**", k.Zaaknummer), fmt.Sprintf("%s droeg de casus%s aan je over. Niveau: %s.", c.naam(c.Lid.Gebruiker), of, k.Niveau().Dutch())).
		button("Casus bekijken", "casus toon zaak="+k.Zaaknummer)
	if k.IsVPR() && k.Duo == "" {
		m.Text = paragraphsOf(m.Text, "Er is nu geen duo-partner. Kies een andere consulent.")
		m = m.button("Duo kiezen", "casus duo zaak="+k.Zaaknummer)
	}
	if err := c.tell(k.Regisseur, k, m); err != nil {
		return err
	}
	for _, name := range []string{before, duo} {
		if name == k.Regisseur {
			continue
		}
		if err := c.tell(name, k, say(text)); err != nil {
			return err
		}
	}
	return nil
}

func casusSluit(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	if k.IsVPR() {
		return c.stelVoor(k, procesregie.Voorstel{Soort: procesregie.VoorstelSluiten, Datum: c.Date("datum"), Reden: c.Text("reden"), Nazorg: c.Text("nazorg")})
	}
	k, err = procesregie.SluitCasus(k, procesregie.Sluiting{Op: c.Date("datum"), Reden: c.Text("reden"), Nazorg: c.Text("nazorg")}, c.handeling())
	if err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	if err := c.tellOther(k, "de casus is gesloten op "+k.Sluiting.Op.Dutch()+"."); err != nil {
		return Reply{}, err
	}
	return closed(k), nil
}

// closed is the reply to who closed a case.
func closed(k procesregie.Casus) Reply {
	care := ""
	if k.Sluiting.Nazorg == "voorveld" {
		care = "Regel de warme overdracht aan het voorveld: bel samen, en spreek af wie het gezin volgt."
	}
	return say(fmt.Sprintf("**%s is gesloten** op %s.", k.Zaaknummer, k.Sluiting.Op.Dutch()), "Er komen geen herinneringen meer.", care,
		"Zet het einde ook in het dossier.").toDossier(k, exchange.StukCasus).button("Mijn casussen", "casus lijst")
}
