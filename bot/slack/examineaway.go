package slack

import (
	"context"
	"net/http"
	"strings"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot/platform"
)

// outlet is another address of Slack than that of the Web API, which a firewall may hold back.
type outlet struct {
	address string
	lost    string // what does not arrive without it
}

// outlets are the addresses that are needed beside that of the Web API. A Slack that is not
// Slack's own (a test) has none.
func (c Config) outlets() []outlet {
	if c.APIURL != "" && c.APIURL != api.APIURL {
		return nil
	}
	list := []outlet{
		{"https://hooks.slack.com/", "een antwoord dat langer duurt, komt dan niet aan"},
		{"https://files.slack.com/", "bestanden komen dan niet aan"},
	}
	if c.AppToken != "" {
		// Slack says at every connection which of the two it is.
		list = append(list, outlet{"https://wss-primary.slack.com/", "de verbinding valt dan soms weg"}, outlet{"https://wss-backup.slack.com/", "de verbinding valt dan soms weg"})
	}
	return list
}

// examineOutlets looks whether the other addresses of Slack can be reached, by the same way as
// the adapter goes: whatever answers there is good, and nothing is asked of it.
func examineOutlets(ctx context.Context, client *http.Client, outlets []outlet) (list []platform.Finding) {
	for _, o := range outlets {
		if err := touch(ctx, client, o.address); err != nil {
			name := strings.Trim(strings.TrimPrefix(o.address, "https:"), "/")
			list = append(list, platform.Bad(name+" is niet te bereiken ("+cause(err)+"): "+o.lost+".", "Laat deze computer naar "+name+" gaan, poort 443: firewall en proxy (HTTPS_PROXY)."))
		}
	}
	if len(outlets) > 0 && len(list) == 0 {
		list = []platform.Finding{platform.Good("De andere adressen van Slack zijn te bereiken.")}
	}
	return list
}

// touch reports whether anything answers at an address.
func touch(ctx context.Context, client *http.Client, address string) error {
	ctx, stop := context.WithTimeout(ctx, quickly)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return err
	}
	answer, err := client.Do(req)
	if err != nil {
		return err
	}
	return answer.Body.Close()
}
