package bench_test

import (
	"fmt"
	"net/http"
	"runtime"
	"testing"
	"time"
)

// The size of the measurements on a chat platform.
const (
	chatCasussen = 10_000
	chatTeams    = 30 // 240 people, of whom the service asks the platform once in three minutes who they are
	chatClients  = 8
	chatRounds   = 20
	chatEach     = 32 // of each client, each round
)

// chatTimes is what came out for one kind of request.
type chatTimes struct {
	one      durations // one after the other
	together durations // each of those at the same time
	spent    time.Duration
}

func (t chatTimes) perSecond() float64 { return float64(len(t.together)) / t.spent.Seconds() }

// chatLines are the commands that are measured.
func chatLines(url string) []chatAsk {
	return []chatAsk{
		{name: "/regiebot hulp", url: url, line: "regiebot hulp", says: "Dit kan ik voor je doen"},
		{name: "/agenda week", url: url, line: "agenda week", says: "Jouw agenda"},
		{name: "/casus toon", url: url, line: "casus toon zaak=#", says: "ZO-"},
		{name: "/mpcheck", url: url, line: lineCheck, says: "Het aanmeldteam beslist"},
	}
}

// chat measures slash commands of a platform through the service as it is.
func (f *figures) chat(site chatSite) func(*testing.B) {
	return func(b *testing.B) {
		path := f.copyOf(b, min(chatCasussen, largest(b)), site.name)
		there := site.start(b)
		service, base := f.chatService(b, path, site, there)
		defer service.interrupt()
		plain := start(b, bareProcess(b, site.name, path))
		defer plain.end()
		bareURL := plain.address()
		people := f.sample.chatPeopleOf(b, min(chatTeams, teams(min(chatCasussen, largest(b)))), site, there)
		var asks []chatAsk
		for _, name := range []string{"/check", "/row", "/write"} {
			asks = append(asks, chatAsk{name: name, url: bareURL + name, line: lineCheck, says: "text", bare: true})
		}
		lines := chatLines(base + site.path)
		people.meet(b, lines[0])
		times := people.measure(b, append(asks, lines...))
		f.reportChat(site, times, lines)
		f.chatMemory(b, service, plain, fmt.Sprintf("%d people on %s", len(people.ids), site.title))
	}
}

// meet has everybody say something, no faster than the platform says who they are.
func (p *chatPeople) meet(b *testing.B, a chatAsk) {
	b.Helper()
	client := newChatClient()
	for i := range p.ids {
		must(b, a.give(client, p.requests(b, a, 1)[0]))
		if i >= p.site.comes.atOnce {
			time.Sleep(p.site.comes.each)
		}
	}
}

func newChatClient() *http.Client {
	return &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: chatClients}}
}

// measure asks everything in turn: first one at a time, then with some clients at the
// same time.
func (p *chatPeople) measure(b *testing.B, asks []chatAsk) map[string]chatTimes {
	b.Helper()
	client := newChatClient()
	defer client.CloseIdleConnections()
	var kinds []kind
	for _, a := range asks {
		var ready []*http.Request
		kinds = append(kinds, kind{a.name, func() { ready = p.requests(b, a, perBlock) }, func() {
			must(b, a.give(client, ready[0]))
			ready = ready[1:]
		}, nil})
	}
	all := map[string]chatTimes{}
	for name, one := range interleave(kinds) {
		all[name] = chatTimes{one: one}
	}
	for range chatRounds {
		for _, a := range asks {
			t := all[a.name]
			spent, each, err := a.together(client, p.requests(b, a, chatClients*chatEach), chatClients)
			must(b, err)
			t.spent, t.together = t.spent+spent, append(t.together, each...)
			all[a.name] = t
		}
	}
	return all
}

// reportChat holds what was measured against the bare handlers.
func (f *figures) reportChat(site chatSite, times map[string]chatTimes, lines []chatAsk) {
	f.chatRows(fmt.Sprintf("bare handler that checks a %s of %s, loopback HTTP", site.proof, site.title), times["/check"], nil, nil)
	f.chatRows("… that reads one row of SQLite too", times["/row"], nil, nil)
	f.chatRows("… and stores one row, safe on disk", times["/write"], nil, nil)
	for _, a := range lines {
		t := times[a.name]
		one, together := []string{against(t.one, times["/check"].one, "the "+site.proof)}, []string(nil)
		for _, base := range []struct{ path, name string }{{"/row", "one row"}, {"/write", "one row stored"}} {
			other := times[base.path]
			one = append(one, against(t.one, other.one, base.name)+" (p99 "+t.one.tail(other.one)+")")
			together = append(together, digits(t.perSecond()/other.perSecond())+" of the rate of "+base.name+" (p99 "+t.together.tail(other.together)+")")
		}
		f.chatRows("`"+a.name+"` through `"+site.path+"` of `serve`", t, one, together)
	}
}

// chatRows reports one kind of request: one at a time, and some at the same time.
func (f *figures) chatRows(what string, t chatTimes, one, together []string) {
	f.report.time(what, t.one, noRate, append(one, "p99.9 "+short(t.one.p999()))...)
	f.report.time(fmt.Sprintf("… each of %d at the same time", chatClients), t.together, t.perSecond(), append(together, "p99.9 "+short(t.together.p999()))...)
}

// tail is how many times as long the slowest in a hundred take as those of another.
func (d durations) tail(other durations) string {
	return digits(float64(d.p99())/float64(other.p99())) + " ×"
}

// chatMemory reports the memory of the service after all that was asked.
func (f *figures) chatMemory(b *testing.B, service, plain *program, with string) {
	b.Helper()
	if runtime.GOOS != "linux" {
		b.Log("memory is measured on Linux only")
		return
	}
	bytes := service.status("VmRSS")
	f.report.value("resident memory of `serve` after that, with "+with, megabytes(bytes),
		fmt.Sprintf("%s × the bare handlers", digits(float64(bytes)/float64(plain.status("VmRSS")))))
	f.report.value("… at most", megabytes(service.status("VmHWM")))
}
