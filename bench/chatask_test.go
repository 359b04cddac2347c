package bench_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// chatAsk is one thing that is asked over HTTP as a platform does.
type chatAsk struct {
	name string
	url  string
	line string // without the slash; # stands for a casus of who asks
	says string // what every good answer holds
	bare bool   // of a bare process: who asks does not matter there
}

// chatPeople are who ask, in turn, so that each asks no more than the service allows a
// person.
type chatPeople struct {
	site  chatSite
	there string            // address of the server of the platform
	ids   []string          // on the platform
	cases map[string]string // a VPR of each, by id
	purse purse
	said  int
}

// chatPeopleOf are people with casussen out of the first teams.
func (s *sample) chatPeopleOf(tb testing.TB, teams int, site chatSite, there string) *chatPeople {
	tb.Helper()
	p := &chatPeople{site: site, there: there, cases: map[string]string{}}
	for i := range teams * perTeam {
		c := s.casus(i)
		id := site.account(c.Regisseur)
		if c.IsVPR() && p.cases[id] == "" {
			p.ids, p.cases[id] = append(p.ids, id), c.Zaaknummer
		}
	}
	p.purse.people = len(p.ids)
	return p
}

// requests makes requests, in advance: that is the work of the platform. It waits until so many
// may be asked.
func (p *chatPeople) requests(tb testing.TB, a chatAsk, n int) []*http.Request {
	tb.Helper()
	if !a.bare {
		time.Sleep(p.purse.take(n, time.Now()))
	}
	var list []*http.Request
	for range n {
		list = append(list, p.request(tb, a))
	}
	return list
}

func (p *chatPeople) request(tb testing.TB, a chatAsk) *http.Request {
	tb.Helper()
	p.said++
	id := p.ids[p.said%len(p.ids)]
	command, text, _ := strings.Cut(strings.ReplaceAll(a.line, "#", p.cases[id]), " ")
	body := []byte(p.site.form(slash{id: id, command: command, text: text, there: p.there, number: p.said}).Encode())
	req, err := http.NewRequestWithContext(tb.Context(), http.MethodPost, a.url, bytes.NewReader(body))
	must(tb, err)
	req.Host = p.site.host
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	p.site.prove(req.Header, body)
	return req
}

// give sends a request and looks whether the answer is one.
func (a chatAsk) give(client *http.Client, req *http.Request) error {
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && (res.StatusCode != http.StatusOK || !bytes.Contains(text, []byte(a.says))) {
		err = fmt.Errorf("%s: status %d: %s", a.name, res.StatusCode, oneLine(string(text)))
	}
	return err
}

// together sends requests with some at the same time, and returns how long all took and
// how long each.
func (a chatAsk) together(client *http.Client, list []*http.Request, atOnce int) (all time.Duration, each durations, err error) {
	each = make(durations, len(list))
	failed := make([]error, atOnce)
	all = timed(func() {
		var group sync.WaitGroup
		for c := range atOnce {
			group.Go(func() {
				for i := c; i < len(list); i += atOnce {
					each[i] = timed(func() { failed[c] = errors.Join(failed[c], a.give(client, list[i])) })
				}
			})
		}
		group.Wait()
	})
	return all, each, errors.Join(failed...)
}
