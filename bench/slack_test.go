package bench_test

import (
	"fmt"
	"net/http"
	"runtime"
	"testing"
	"time"
)

// The size of the measurements on Slack.
const (
	slackCasussen = 10_000
	slackTeams    = 30 // 240 people, of whom the service asks Slack once in three minutes who they are
	slackClients  = 8
	slackRounds   = 20
	slackEach     = 32 // of each client, each round
)

// How fast people may come for the first time: the service asks Slack for the direct
// conversation of each, which it may do so many times at once, and then one each so often.
const (
	slackAtOnce = 18
	slackPace   = 1250 * time.Millisecond
)

// slackTimes is what came out for one kind of request.
type slackTimes struct {
	one      durations // one after the other
	together durations // each of those at the same time
	spent    time.Duration
}

func (t slackTimes) perSecond() float64 { return float64(len(t.together)) / t.spent.Seconds() }

// slackLines are the commands that are measured.
func slackLines(url string) []slackAsk {
	return []slackAsk{
		{name: "/regiebot hulp", url: url, line: "regiebot hulp", says: "Dit kan ik voor je doen"},
		{name: "/agenda week", url: url, line: "agenda week", says: "Jouw agenda"},
		{name: "/casus toon", url: url, line: "casus toon zaak=#", says: "ZO-"},
		{name: "/mpcheck", url: url, line: lineCheck, says: "Het aanmeldteam beslist"},
	}
}

// slack measures signed slash commands through the service as it is.
func (f *figures) slack(b *testing.B) {
	path := f.copyOf(b, min(slackCasussen, largest(b)), "slack")
	there := newSlackSide(b)
	service, base := f.slackService(b, path, there.URL+"/")
	defer service.interrupt()
	plain := start(b, bareProcess(b, "slack", path))
	defer plain.end()
	bareURL := plain.address()
	people := f.sample.slackPeopleOf(b, min(slackTeams, teams(min(slackCasussen, largest(b)))), there.URL+"/response")
	var asks []slackAsk
	for _, name := range []string{"/check", "/row", "/write"} {
		asks = append(asks, slackAsk{name: name, url: bareURL + name, line: lineCheck, says: "text", bare: true})
	}
	lines := slackLines(base + "/slack/command")
	people.meet(b, lines[0])
	times := people.measure(b, append(asks, lines...))
	f.reportSlack(times, lines)
	f.slackMemory(b, service, plain, len(people.ids))
}

// meet has everybody say something, no faster than Slack says who they are.
func (p *slackPeople) meet(b *testing.B, a slackAsk) {
	b.Helper()
	client := newSlackClient()
	for i := range p.ids {
		must(b, a.give(client, p.requests(b, a, 1)[0]))
		if i >= slackAtOnce {
			time.Sleep(slackPace)
		}
	}
}

func newSlackClient() *http.Client {
	return &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: slackClients}}
}

// measure asks everything in turn: first one at a time, then with some clients at the
// same time.
func (p *slackPeople) measure(b *testing.B, asks []slackAsk) map[string]slackTimes {
	b.Helper()
	client := newSlackClient()
	defer client.CloseIdleConnections()
	var kinds []kind
	for _, a := range asks {
		var ready []*http.Request
		kinds = append(kinds, kind{a.name, func() { ready = p.requests(b, a, perBlock) }, func() {
			must(b, a.give(client, ready[0]))
			ready = ready[1:]
		}, nil})
	}
	all := map[string]slackTimes{}
	for name, one := range interleave(kinds) {
		all[name] = slackTimes{one: one}
	}
	for range slackRounds {
		for _, a := range asks {
			t := all[a.name]
			spent, each, err := a.together(client, p.requests(b, a, slackClients*slackEach), slackClients)
			must(b, err)
			t.spent, t.together = t.spent+spent, append(t.together, each...)
			all[a.name] = t
		}
	}
	return all
}

// reportSlack holds what was measured against the bare handlers.
func (f *figures) reportSlack(times map[string]slackTimes, lines []slackAsk) {
	f.slackRows("bare handler that checks a signature of Slack, loopback HTTP", times["/check"], nil, nil)
	f.slackRows("… that reads one row of SQLite too", times["/row"], nil, nil)
	f.slackRows("… and stores one row, safe on disk", times["/write"], nil, nil)
	for _, a := range lines {
		t := times[a.name]
		one, together := []string{against(t.one, times["/check"].one, "the signature")}, []string(nil)
		for _, base := range []struct{ path, name string }{{"/row", "one row"}, {"/write", "one row stored"}} {
			other := times[base.path]
			one = append(one, against(t.one, other.one, base.name)+" (p99 "+t.one.tail(other.one)+")")
			together = append(together, digits(t.perSecond()/other.perSecond())+" of the rate of "+base.name+" (p99 "+t.together.tail(other.together)+")")
		}
		f.slackRows("`"+a.name+"` through `/slack/command` of `serve`", t, one, together)
	}
}

// slackRows reports one kind of request: one at a time, and some at the same time.
func (f *figures) slackRows(what string, t slackTimes, one, together []string) {
	f.report.time(what, t.one, noRate, append(one, "p99.9 "+short(t.one.p999()))...)
	f.report.time(fmt.Sprintf("… each of %d at the same time", slackClients), t.together, t.perSecond(), append(together, "p99.9 "+short(t.together.p999()))...)
}

// tail is how many times as long the slowest in a hundred take as those of another.
func (d durations) tail(other durations) string {
	return digits(float64(d.p99())/float64(other.p99())) + " ×"
}

// slackMemory reports the memory of the service after all that was asked.
func (f *figures) slackMemory(b *testing.B, service, plain *program, people int) {
	b.Helper()
	if runtime.GOOS != "linux" {
		b.Log("memory is measured on Linux only")
		return
	}
	bytes := service.status("VmRSS")
	f.report.value(fmt.Sprintf("resident memory of `serve` after that, with %d people on Slack", people), megabytes(bytes),
		fmt.Sprintf("%s × the bare handlers", digits(float64(bytes)/float64(plain.status("VmRSS")))))
	f.report.value("… at most", megabytes(service.status("VmHWM")))
}
