package commands

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
)

// maxTijdlijnen is how many pictures go with one message.
const maxTijdlijnen = 5

// trajectTijdlijn draws the help in a case, a picture for each young person, and says the same
// in words.
func trajectTijdlijn(c *Call) (Reply, error) {
	k, list, err := c.gevraagdeHulp()
	if err != nil {
		return Reply{}, err
	}
	if len(list) == 0 {
		return c.geenHulp(k), nil
	}
	if len(list) > maxTijdlijnen {
		return Reply{}, &procesregie.Refusal{Field: "jeugdige", Text: fmt.Sprintf("In %s zijn %d jeugdigen. Zeg van wie je de tijdlijn wilt zien: %s.", k.Zaaknummer, len(list), shorten(procesregie.ListOr(codesVan(list))))}
	}
	r := say(fmt.Sprintf("**Tijdlijn van de hulp in %s**", k.Zaaknummer))
	text := ""
	for _, one := range list {
		var picture bytes.Buffer
		if err := exchange.WriteTijdlijn(&picture, one, c.Vandaag); err != nil {
			return Reply{}, fmt.Errorf("tijdlijn: %w", err)
		}
		name := fmt.Sprintf("%s-%s-tijdlijn.png", procesregie.ZaakKey(k.Zaaknummer), one.Jeugdige)
		r.Files = append(r.Files, bot.File{Name: name, Type: "image/png", Data: picture.Bytes()})
		text += strings.ReplaceAll(exchange.TijdlijnTekst(one, c.Vandaag), "\n- ", "\n* ") + "\n"
	}
	if utf8.RuneCountInString(text) > maxTrajecten {
		r, text = r.metBestand(k, "tijdlijn", text), c.kort(list)
	}
	return c.trajectKnoppen(r.inDelen(text), k, "tijdlijn"), nil
}
