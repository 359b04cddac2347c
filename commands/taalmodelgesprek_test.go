package commands_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/summary"
)

// nepModel is a language model that answers what a script tells it to.
type nepModel struct {
	mu     sync.Mutex
	asked  []string // the requests
	zinnen []map[string]any
	status int  // 0: 200
	slow   bool // it never answers
	before func()
}

// ServeHTTP answers one request.
func (n *nepModel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	n.mu.Lock()
	n.asked = append(n.asked, string(body))
	zinnen, status, slow, before := n.zinnen, n.status, n.slow, n.before
	n.mu.Unlock()
	if before != nil {
		before()
	}
	if slow {
		<-r.Context().Done()
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if status != 0 {
		w.WriteHeader(status)
	}
	content, _ := json.Marshal(map[string]any{"zinnen": zinnen})
	_ = json.NewEncoder(w).Encode(map[string]any{"choices": []map[string]any{{
		"message": map[string]any{"role": "assistant", "content": string(content)}, "finish_reason": "stop",
	}}})
}

// requests are how often the model was asked.
func (n *nepModel) requests() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.asked)
}

// connect gives the program a language model that listens on this machine.
func (g *gesprek) connect() (*nepModel, error) {
	n := &nepModel{}
	server := httptest.NewServer(n)
	g.tb.Cleanup(server.Close)
	m, err := summary.NieuwModel(summary.Instelling{URL: server.URL + "/v1", Naam: "voorbeeld-klein", Wacht: 500 * time.Millisecond})
	if err != nil {
		return nil, err
	}
	g.model = n
	g.app.WithModel(m)
	return n, nil
}

// taalmodel says how it is with the language model:
//
//	taalmodel zegt FILE      it answers the lines of a file: part | sentence | ids
//	taalmodel status 500     it answers with that status; 200: well again
//	taalmodel traag          it never answers
//	taalmodel werkwijze aan  the profile of the practice: uit, aan or tekst (free text too)
//	taalmodel schakelaar uit the switch: regiebot model off
//	taalmodel gevraagd       how often it was asked since the last time
func taalmodel(g *gesprek, args []string) (string, error) {
	if g.model == nil {
		if _, err := g.connect(); err != nil {
			return "", err
		}
	}
	n := g.model
	n.mu.Lock()
	defer n.mu.Unlock()
	switch strings.Join(args[:1], "") {
	case "zegt":
		return "", n.say(args[1])
	case "status":
		var err error
		n.status, err = strconv.Atoi(args[1])
		return "", err
	case "traag":
		n.slow = true
	case "werkwijze":
		return "", g.modelProfile(args[1])
	case "schakelaar":
		return "", g.store.Update(context.Background(), func(tx *store.Tx) error {
			return commands.ZetTaalmodel(context.Background(), tx, args[1] == "aan")
		})
	case "gevraagd":
		asked := len(n.asked)
		n.asked = nil
		return fmt.Sprintln(asked), nil
	default:
		return "", errors.New("usage: taalmodel zegt|status|traag|werkwijze|schakelaar|gevraagd")
	}
	return "", nil
}

// say reads what the model answers. The lock is held.
func (n *nepModel) say(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	n.status, n.slow, n.zinnen = 0, false, nil
	for line := range strings.Lines(string(text)) {
		words := strings.Split(strings.TrimSpace(line), " | ")
		if len(words) != 3 {
			return fmt.Errorf("%q is not: part | sentence | ids", line)
		}
		n.zinnen = append(n.zinnen, map[string]any{"deel": words[0], "tekst": words[1], "feiten": strings.Fields(words[2])})
	}
	return nil
}

// modelProfile puts a practice in use that has a language model or not.
func (g *gesprek) modelProfile(how string) error {
	source, _ := procesregie.ProfielBestand("standaard")
	text := string(source)
	if how != "uit" {
		text = strings.Replace(text, "\ntaalmodel: uit\n", "\ntaalmodel: aan\n", 1)
	}
	if how == "tekst" {
		text = strings.Replace(text, "\ntaalmodel_vrije_tekst: uit\n", "\ntaalmodel_vrije_tekst: aan\n", 1)
	}
	p, err := exchange.ReadProfiel([]byte(text))
	if err != nil {
		return err
	}
	return g.store.Update(context.Background(), func(tx *store.Tx) error { return tx.SetProfiel(context.Background(), p, []byte(text)) })
}
