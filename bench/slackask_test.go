package bench_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const slackSecret = "0123456789abcdef0123456789abcdef"

// What goes above a request of Slack.
const (
	slackSignature = "X-Slack-Signature"
	slackMoment    = "X-Slack-Request-Timestamp"
)

// slackSign is the signature of a body that was sent at a moment.
func slackSign(moment string, body []byte) string {
	hash := hmac.New(sha256.New, []byte(slackSecret))
	fmt.Fprintf(hash, "v0:%s:", moment)
	hash.Write(body)
	return "v0=" + hex.EncodeToString(hash.Sum(nil))
}

// slackAsk is one thing that is asked over HTTP as Slack does.
type slackAsk struct {
	name string
	url  string
	line string // without the slash; # stands for a casus of who asks
	says string // what every good answer holds
	bare bool   // of a bare process: who asks does not matter there
}

// slackPeople are who ask, in turn, so that each asks no more than the service allows a
// person.
type slackPeople struct {
	ids   []string          // on Slack
	cases map[string]string // a VPR of each, by id
	reply string            // where what comes after the answer goes, with a number of its own
	purse purse
	said  int
}

// slackPeopleOf are people with casussen out of the first teams.
func (s *sample) slackPeopleOf(tb testing.TB, teams int, reply string) *slackPeople {
	tb.Helper()
	p := &slackPeople{cases: map[string]string{}, reply: reply}
	for i := range teams * perTeam {
		c := s.casus(i)
		id := slackID(c.Regisseur)
		if c.IsVPR() && p.cases[id] == "" {
			p.ids, p.cases[id] = append(p.ids, id), c.Zaaknummer
		}
	}
	p.purse.people = len(p.ids)
	return p
}

func slackID(member string) string {
	return "U" + strings.ToUpper(strings.ReplaceAll(member, "-", ""))
}

// requests makes signed requests, in advance: signing is Slack's work. It waits until so
// many may be asked.
func (p *slackPeople) requests(tb testing.TB, a slackAsk, n int) []*http.Request {
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

func (p *slackPeople) request(tb testing.TB, a slackAsk) *http.Request {
	tb.Helper()
	p.said++
	id := p.ids[p.said%len(p.ids)]
	command, text, _ := strings.Cut(strings.ReplaceAll(a.line, "#", p.cases[id]), " ")
	body := []byte(url.Values{
		"api_app_id": {"A1"}, "team_id": {"T1"}, "team_domain": {"voorbeeldstad"}, "user_id": {id}, "user_name": {strings.ToLower(id)},
		"channel_id": {"D" + id}, "channel_name": {"directmessage"}, "command": {"/" + command}, "text": {text},
		"trigger_id": {fmt.Sprintf("%d.%s", p.said, id)}, "response_url": {fmt.Sprintf("%s/%d", p.reply, p.said)}, "is_enterprise_install": {"false"},
	}.Encode())
	req, err := http.NewRequestWithContext(tb.Context(), http.MethodPost, a.url, bytes.NewReader(body))
	must(tb, err)
	moment := strconv.FormatInt(time.Now().Unix(), 10)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set(slackMoment, moment)
	req.Header.Set(slackSignature, slackSign(moment, body))
	return req
}

// give sends a request and looks whether the answer is one.
func (a slackAsk) give(client *http.Client, req *http.Request) error {
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
func (a slackAsk) together(client *http.Client, list []*http.Request, atOnce int) (all time.Duration, each durations, err error) {
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

// What the service lets one person ask; a little less, for who is first in line.
const (
	purseMost = 36 // at once
	purseEach = time.Second
)

// purse is what may still be asked without that anybody is refused.
type purse struct {
	people int
	spent  float64 // by each, of what they may at once
	at     time.Time
}

// take asks for n, and says how long to wait first.
func (p *purse) take(n int, now time.Time) time.Duration {
	back := now.Sub(p.at).Seconds() / purseEach.Seconds()
	p.spent, p.at = max(0, p.spent-back)+float64(n)/float64(p.people), now
	return time.Duration(max(0, p.spent-purseMost) * float64(purseEach))
}
