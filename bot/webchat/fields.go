package webchat

import (
	"net/url"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// fill puts what was sent into a form. Of ticks there are as many values as were ticked.
func fill(form bot.Form, sent url.Values) bot.Form {
	values := map[string]string{}
	for _, f := range form.Fields {
		values[f.Name] = sent.Get(f.Name)
		if f.Kind == bot.KindTicks {
			values[f.Name] = strings.Join(sent[f.Name], ",")
		}
	}
	return form.Filled(values)
}
