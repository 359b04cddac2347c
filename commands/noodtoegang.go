package commands

import (
	"fmt"

	"github.com/regiebot/regiebot/procesregie"
)

func noodVelden(*Call) []Veld {
	reden := redenVeld("Waarom kan het niet wachten? Dit lezen de procesregisseur en de manager.")
	return []Veld{zaakVeld(), reden}
}

// casusNoodtoegang gives an hour in which to read a case of a colleague. The
// procesregisseur and the managers are told at once, with the reason.
func casusNoodtoegang(c *Call) (Reply, error) {
	k, err := c.casus(procesregie.VraagNood)
	if err != nil {
		return Reply{}, err
	}
	if k, err = procesregie.GeefNoodtoegang(k, c.Text("reden"), c.At, c.handeling()); err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	c.about(k, noodGegeven)
	until := procesregie.DutchMoment(k.NoodTot(c.Lid.Gebruiker, c.At).In(c.Praktijk.Zone))
	told := say(fmt.Sprintf("**%s leest mee in %s met noodtoegang**, tot %s.", c.naam(c.Lid.Gebruiker), k.Zaaknummer, until), "Reden: "+c.Text("reden"),
		"Klopt dit niet? Bespreek het meteen.").button("Logboek bekijken", "regiebot logboek zaak="+k.Zaaknummer)
	names := c.tellers(k)
	for _, name := range names {
		if err := c.tell(name, k, told); err != nil {
			return Reply{}, err
		}
	}
	return say(fmt.Sprintf("**Je kunt %s lezen tot %s**.", k.Zaaknummer, until),
		c.krijgtBericht(names), "Alles wat je bekijkt, staat in het logboek.", c.answerable(k)).button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), nil
}

// tellers are who hears of noodtoegang: the procesregisseur, and the managers.
func (c *Call) tellers(k procesregie.Casus) []string {
	names := []string{k.Regisseur}
	for _, name := range c.Praktijk.MetRol(procesregie.Manager) {
		if name != k.Regisseur {
			names = append(names, name)
		}
	}
	return names
}

// noodGegeven is what the access log says of a case to which noodtoegang was given.
const noodGegeven = "noodtoegang"

// krijgtBericht says who is told.
func (c *Call) krijgtBericht(names []string) string {
	verb := "krijgen"
	if len(names) == 1 {
		verb = "krijgt"
	}
	return fmt.Sprintf("%s %s nu bericht, met je reden.", c.namen(names), verb)
}

// answerable says who must change what cannot wait.
func (c *Call) answerable(k procesregie.Casus) string {
	if !k.IsOpen() {
		return "Lezen kan, veranderen niet."
	}
	return fmt.Sprintf("Lezen kan, veranderen niet. Is er crisis of spoed? Meld het met: melding crisis zaak=%s", k.Zaaknummer)
}

// een writes user names of which one is enough.
func (c *Call) een(users []string) string {
	names := make([]string, 0, len(users))
	for _, u := range users {
		names = append(names, c.naam(u))
	}
	return procesregie.ListOr(names)
}

// namen writes user names as the names colleagues use.
func (c *Call) namen(users []string) string {
	names := make([]string, 0, len(users))
	for _, u := range users {
		names = append(names, c.naam(u))
	}
	return procesregie.List(names)
}
