package summary

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// Instelling says where the language model is and how long it may take.
type Instelling struct {
	URL  string // of a compatible API, such as https://host/v1; http or https
	Key  string // sent as bearer token; "" for none. Never in an error or a log
	Naam string // of the model, as the API knows it
	// HTTP is the client to use; nil for one of our own. Redirects are never followed, for
	// they would take the question and the key elsewhere.
	HTTP *http.Client
	// Wacht is how long a summary may take in all; 0 or more than 19 s is 19 s, so that
	// there is an answer within 20 s.
	Wacht time.Duration
}

// String names no setting: a key must not come into a log by accident.
func (Instelling) String() string { return "setting of the language model" }

// GoString is [Instelling.String].
func (in Instelling) GoString() string { return in.String() }

const langsteWacht = 19 * time.Second

// Model asks a language model for a summary. It can be used by several goroutines at once.
type Model struct {
	naam   string
	wacht  time.Duration
	http   *http.Client
	config func() openai.ClientConfig // a function, so that printing a Model shows no key
}

// NieuwModel prepares the use of a language model; it calls nobody. The error says which
// setting cannot be used, and repeats nothing of it.
func NieuwModel(in Instelling) (*Model, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	m := &Model{naam: strings.TrimSpace(in.Naam), wacht: in.Wacht, http: eigenClient(in.HTTP)}
	if m.wacht <= 0 || m.wacht > langsteWacht {
		m.wacht = langsteWacht
	}
	m.config = func() openai.ClientConfig {
		config := openai.DefaultConfig(in.Key)
		config.BaseURL = in.URL
		return config
	}
	return m, nil
}

func (in Instelling) check() error {
	address, err := url.Parse(in.URL)
	switch {
	case err != nil || address.Hostname() == "" || !slices.Contains([]string{"http", "https"}, address.Scheme):
		return errors.New("the address of the language model must begin with https:// or http://, with a host")
	case address.User != nil || address.RawQuery != "" || address.Fragment != "":
		return errors.New("the address of the language model must have no user, no password and nothing after ? or #")
	case strings.TrimSpace(in.Naam) == "":
		return errors.New("the name of the language model is needed")
	case strings.ContainsFunc(in.Key, nietInSleutel):
		return errors.New("the key of the language model has a space, a line break or a character that no key has")
	}
	return nil
}

func nietInSleutel(r rune) bool { return r <= ' ' || r > '~' }

// Naam is the name of the model, for the access log.
func (m *Model) Naam() string { return m.naam }

// Verzoek returns the exact request body that [Model.Samenvatting] sends for a question;
// it calls nobody.
func (m *Model) Verzoek(v Vraag) ([]byte, error) { return json.Marshal(m.verzoek(v)) }

// Samenvatting asks the model for a summary, checks every sentence of the answer and adds
// what they do not say in plain sentences (TR-3). It never fails: without an answer that
// can be used it is the plain summary with the reason.
func (m *Model) Samenvatting(ctx context.Context, v Vraag) Uitkomst {
	ctx, cancel := context.WithTimeout(ctx, m.wacht)
	defer cancel()
	answer, reason := m.vraag(ctx, m.verzoek(v), v.nogAan)
	if reason != "" {
		return ZonderModel(v, reason)
	}
	list, reason := leesAntwoord(answer)
	if reason != "" {
		return ZonderModel(v, reason)
	}
	out, err := samenstellen(ctx, v, list)
	if err != nil {
		return ZonderModel(v, ReasonTimeout)
	}
	return out
}
