package commands

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
)

// maxTrajecten is how many characters of a history one message shows. What does not fit is in
// a file.
const maxTrajecten = 9000

// trajectToon shows the help in a case, of every young person or of one (TR-0).
func trajectToon(c *Call) (Reply, error) {
	k, list, err := c.gevraagdeHulp()
	if err != nil {
		return Reply{}, err
	}
	if len(list) == 0 {
		return c.geenHulp(k), nil
	}
	return c.trajectKnoppen(c.trajecten(k, list), k, "toon"), nil
}

// gevraagdeHulp returns the case and the histories in it that are asked for: of every young
// person, or of the one of the field "jeugdige"; none when no help is known.
func (c *Call) gevraagdeHulp() (procesregie.Casus, []procesregie.Historie, error) {
	k, err := c.casus(procesregie.ZieInhoud)
	if err != nil {
		return k, nil, err
	}
	h, err := c.hulpIn(k)
	if err != nil {
		return k, nil, err
	}
	all := h.Geschiedenis()
	if len(all) == 0 {
		return k, nil, nil
	}
	list, err := c.gevraagd(k, all)
	return k, list, err
}

// geenHulp says that no help is known.
func (c *Call) geenHulp(k procesregie.Casus) Reply {
	r := say(fmt.Sprintf("**Bij %s is nog geen hulp bekend**.", k.Zaaknummer), "Dat wil niet zeggen dat er geen hulp was. De bron kent dit niet: "+procesregie.List(procesregie.BronMist(0))+".")
	if k.IsOpen() && c.toegang(k) == procesregie.ToegangVolledig {
		return r.button("Nieuw traject", "traject nieuw zaak="+k.Zaaknummer)
	}
	return r
}

// trajecten writes histories with the way of counting at the end. When they do not fit, the
// message has what runs and the last ones, and a file has everything.
func (c *Call) trajecten(k procesregie.Casus, list []procesregie.Historie) Reply {
	r := say(fmt.Sprintf("**Trajecten in %s**", k.Zaaknummer))
	var whole []string
	for _, h := range list {
		whole = append(whole, c.historieTekst(h, math.MaxInt))
	}
	text := strings.Join(append(whole, zoGeteld(list...)), "\n\n")
	if utf8.RuneCountInString(text) <= maxTrajecten {
		return r.inDelen(text)
	}
	return r.metBestand(k, "trajecten", text).inDelen(c.kort(list))
}

// addHulp says in one line which help is known, to who may see it.
func (c *Call) addHulp(r *Reply, k procesregie.Casus) error {
	if c.toegang(k) < procesregie.ToegangInhoud {
		return nil
	}
	h, err := c.hulpIn(k)
	var broken *procesregie.Refusal
	if errors.As(err, &broken) {
		*r = r.part(broken.Text)
		return nil
	}
	all := h.Geschiedenis()
	if err != nil || len(all) == 0 {
		return err
	}
	var counts []string
	running := 0
	for _, one := range all {
		counts = append(counts, fmt.Sprintf("%s %d", one.Jeugdige, len(one.Trajecten)))
		running += len(one.Lopend(c.Vandaag))
	}
	text := fmt.Sprintf("**Trajecten**: %s; %s (%s).", strings.Join(counts, ", "), lopend(running), kortGeteld(all...))
	if utf8.RuneCountInString(text) > 1000 {
		text = fmt.Sprintf("**Trajecten**: van %d jeugdigen; %s.", len(all), lopend(running))
	}
	*r = r.part(text, procesregie.Actie{Label: "Trajecten", Regel: "traject toon zaak=" + k.Zaaknummer})
	return nil
}

// lopend is how many trajectories run.
func lopend(n int) string {
	switch n {
	case 0:
		return "nu loopt er geen"
	case 1:
		return "nu loopt er 1"
	}
	return fmt.Sprintf("nu lopen er %d", n)
}

// inDelen adds a text in parts that fit on every platform.
func (r Reply) inDelen(text string) Reply {
	for _, piece := range pieces(text) {
		r = r.part(piece)
	}
	return r
}

// metBestand adds the whole of a text that does not fit as a file, and says so.
func (r Reply) metBestand(k procesregie.Casus, what, text string) Reply {
	r.Text = paragraphsOf(r.Text, "Niet alles past in dit bericht. **In het bestand staat alles.**")
	r.Files = append(r.Files, bot.File{
		Name: procesregie.ZaakKey(k.Zaaknummer) + "-" + what + ".txt", Type: "text/plain; charset=utf-8", Data: []byte(strings.ReplaceAll(text, "**", "")),
	})
	return r
}

// kort writes as much of histories as fits in a message, and says how much that is.
func (c *Call) kort(list []procesregie.Historie) string {
	last := zoGeteld(list...)
	for n := 40; n > 0; n /= 2 {
		var texts []string
		for _, h := range list {
			texts = append(texts, c.historieTekst(h, n))
		}
		if text := strings.Join(append(texts, last), "\n\n"); utf8.RuneCountInString(text) <= maxTrajecten {
			return text
		}
	}
	var lines []string
	for _, h := range list[:min(len(list), maxTrajecten/200)] {
		lines = append(lines, c.historieKop(h))
	}
	if n := len(list) - len(lines); n > 0 {
		lines = append(lines, fmt.Sprintf("En nog %s.", procesregie.Count(n, "jeugdige", "jeugdigen")))
	}
	return strings.Join(append(lines, last), "\n\n")
}

// historieKop is the main message about the help of a young person: how much, and what runs.
func (c *Call) historieKop(h procesregie.Historie) string {
	return fmt.Sprintf("**%s: %s**, %s.", h.Jeugdige, procesregie.Count(len(h.Trajecten), "traject", "trajecten"), lopend(len(h.Lopend(c.Vandaag))))
}

// historieTekst writes the help of a young person: of every list the last lines, most of them,
// and of the trajectories those that run.
func (c *Call) historieTekst(h procesregie.Historie, most int) string {
	var lines []string
	for i, t := range h.Trajecten {
		if i >= len(h.Trajecten)-most || t.Loopt(c.Vandaag) {
			lines = append(lines, trajectLine(t, c.Vandaag))
		}
	}
	text := c.historieKop(h)
	if n := len(h.Trajecten); len(lines) < n {
		text += fmt.Sprintf(" Je ziet wat loopt en de laatste: %d van de %d.", len(lines), n)
	}
	for _, extra := range []struct {
		title string
		lines []string
	}{
		{"Tegelijk", overlapLines(h)},
		{"Geen hulp bekend", gatLines(h, c.Vandaag)},
		{"Telt niet mee", each(h.TeltNietMee, leveringLine)},
		{"Toegewezen, niet begonnen", each(h.NietGestart, leveringLine)},
	} {
		lines = append(lines, lineOf(extra.title, extra.lines, most)...)
	}
	return text + "\n" + bullets(lines)
}

// lineOf writes the last of a list on one line, and says when there were more; there is no line
// of an empty list.
func lineOf(title string, list []string, most int) []string {
	if len(list) == 0 {
		return nil
	}
	if n := len(list); n > most {
		title += fmt.Sprintf(" (de laatste %d van de %d)", most, n)
		list = list[n-most:]
	}
	return []string{title + ": " + strings.Join(list, "; ") + "."}
}

// each writes every item of a list.
func each[T any](list []T, write func(T) string) []string {
	var lines []string
	for _, item := range list {
		lines = append(lines, write(item))
	}
	return lines
}
