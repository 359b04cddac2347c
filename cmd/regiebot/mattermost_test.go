package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/mattermost"
	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
	"github.com/regiebot/regiebot/bot/platform"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// chatServer is a Mattermost with the people of the example team, and a machine that is
// connected to it.
type chatServer struct {
	*mattermosttest.Server
	*machine
	team, channel string            // ids
	people        map[string]string // ids by user name
	public        string            // where the service listens
}

// onMattermost makes a machine with the example team on a server of Mattermost; address is that
// of the database, empty for one of the machine.
func onMattermost(t *testing.T, address string, o mattermosttest.Options) *chatServer {
	t.Helper()
	c := &chatServer{Server: mattermosttest.New(t, o), machine: newMachine(t), people: map[string]string{}}
	if address != "" {
		c.database = address
	}
	c.ok("member", "add", "--file", "voorbeeld/team.yaml")
	var all []string
	for _, name := range []string{"anouk", "bram", "hanan", "joris"} {
		c.people[name] = c.AddUser(name)
		all = append(all, c.people[name])
		c.ok("member", "add", name, "--id", "mattermost:"+c.people[name])
	}
	c.team = c.AddTeam("jeugd", all...)
	c.channel = c.AddChannel(c.team, "noord", "P", append(all, c.BotID)...)
	c.public = "http://" + freeAddress(t)
	c.settings()
	return c
}

// freeAddress is an address on which nothing listens: the server must know it before the
// service is there.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().String()
}

// settings sets the environment for this server.
func (c *chatServer) settings() {
	c.Setenv("REGIEBOT_MATTERMOST_URL", c.URL+"/")
	c.Setenv("REGIEBOT_MATTERMOST_TOKEN", c.Token)
	c.Setenv("REGIEBOT_PUBLIC_URL", c.public)
	c.Setenv("REGIEBOT_MATTERMOST_TEAM", "jeugd")
}

// serving starts the service where the server calls it.
func (c *chatServer) serving(log io.Writer) *running {
	c.Helper()
	s := c.serveWith(c.T, log, "--listen", strings.TrimPrefix(c.public, "http://"))
	c.until("the websocket is open", func() bool { return s.figure("regiebot_mattermost_connected 1") })
	return s
}

// until waits until something is so.
func (c *chatServer) until(what string, so func() bool) {
	c.Helper()
	eventually(c.T, what, so)
}

// all are the commands that the service makes.
func (c *chatServer) all(triggers []mattermosttest.Command) bool {
	return len(triggers) == len(mattermostCommands())
}

// byHand enters every command as an administrator does, and gives their tokens to the service.
func (c *chatServer) byHand() {
	var tokens []string
	manual, err := mattermost.Manifest(mattermostCommands(), c.public, nil)
	must(c.T, err)
	for _, one := range manual.Commands {
		tokens = append(tokens, c.AddCommand(c.team, one.Trigger, one.URL))
	}
	c.Setenv("REGIEBOT_MATTERMOST_COMMAND_TOKENS", strings.Join(tokens, ",\n"))
}

// asks has Anouk type a command in her conversation with the bot, and gives what she sees
// of it, also when that comes later.
func (c *chatServer) asks(line string) string {
	c.Helper()
	who := c.people["anouk"]
	before := len(c.Seen(who, ""))
	text := c.Command(who, c.DM(who), "", "/"+line).Text()
	if strings.Contains(text, bot.Wait) {
		c.until("the answer to "+line, func() bool { return len(c.Seen(who, "")) > before+1 })
		seen := c.Seen(who, "")
		return seen[len(seen)-1].Text()
	}
	return text
}

// shows reports whether somebody reads something in their conversation with the bot.
func (c *chatServer) shows(name, text string) bool {
	return strings.Contains(c.Shown(c.people[name], c.DM(c.people[name])), text)
}

// clean fails when the server was given anything that it refuses or cannot show.
func (c *chatServer) clean() {
	c.Helper()
	for _, p := range c.Problems() {
		c.Error(p)
	}
}

// TestServeOnMattermost: it makes its commands, what is due goes out, what is asked is answered,
// and who must hear of a change hears it at once.
func TestServeOnMattermost(t *testing.T) {
	for _, version := range []string{mattermosttest.Old, mattermosttest.Recent} {
		t.Run(version, func(t *testing.T) {
			storetest.EachAddress(t, func(t *testing.T, address string) {
				c := onMattermost(t, address, mattermosttest.Options{Version: version, Admin: true})
				c.caseOf("ZO-2026-0801")
				c.caseOf("ZO-2026-0802")
				c.ok("say", "--as", "anouk", "vpr start zaak=ZO-2026-0801 ovv=02-11-2026 duo=@bram")
				s := c.serving(io.Discard)
				c.until("what was due is posted", func() bool { return c.shows("bram", "ZO-2026-0801") })
				c.until("the receipt is stored", func() bool { return len(c.receipts(t)["bram"]) == 1 })
				if r := c.receipts(t)["bram"][0]; r.Platform != mattermost.Platform || r.ID == "" {
					t.Errorf("the receipt is %+v", r)
				}
				c.until("the commands are there", func() bool { return c.all(c.Commands(c.team)) })
				if text := c.asks("agenda week"); !strings.Contains(text, "ZO-2026-0801") {
					t.Errorf("the agenda is %s", text)
				}
				// The rounds are a minute apart: within that only a wake brings it.
				begin := time.Now()
				if text := c.asks("vpr start zaak=ZO-2026-0802 ovv=02-11-2026 duo=@bram"); !strings.Contains(text, "Bram") {
					t.Errorf("the answer is %s", text)
				}
				c.until("the duo-partner hears of it", func() bool { return c.shows("bram", "ZO-2026-0802") })
				if took := time.Since(begin); took > 25*time.Second {
					t.Errorf("it took %v", took)
				}
				c.Say(c.people["anouk"], c.DM(c.people["anouk"]), "", "casus toon ZO-2026-0801")
				c.until("a message is answered", func() bool {
					return strings.Count(c.Shown(c.people["anouk"], c.DM(c.people["anouk"])), "ZO-2026-0801") > 1
				})
				if !s.figure("regiebot_mattermost_problem 0") || s.figure("regiebot_mattermost_last_heard_timestamp_seconds 0") {
					t.Error("the figures are wrong")
				}
				if status, text := s.get("/readyz"); status != http.StatusOK {
					t.Errorf("status %d: %s", status, text)
				}
				c.clean()
			})
		})
	}
}

// TestMattermostWhileNobodyListened: what was said meanwhile is answered when the service is
// back, once, also with two of them.
func TestMattermostWhileNobodyListened(t *testing.T) {
	c := onMattermost(t, storetest.Postgres(t), mattermosttest.Options{Admin: true})
	c.caseOf("ZO-2026-0801")
	anouk := c.people["anouk"]
	first := c.serving(io.Discard)
	c.until("it is known up to where was looked", func() bool { return !c.seen().IsZero() })
	first.stop()
	c.Say(anouk, c.DM(anouk), "", "casus toon ZO-2026-0801")
	answers := func() (n int) {
		for _, p := range c.Seen(anouk, c.DM(anouk)) {
			if p.UserID == c.BotID {
				n++
			}
		}
		return n
	}
	if n := answers(); n != 0 {
		t.Fatalf("%d answers of nobody", n)
	}
	before := c.seen()
	c.serving(io.Discard)
	other := c.serve(t)
	c.until("the other one listens too", func() bool { return other.figure("regiebot_mattermost_connected 1") })
	c.until("it is answered", func() bool { return answers() > 0 })
	c.until("that is noted", func() bool { return c.seen().After(before) })
	if n := answers(); n != 1 {
		t.Errorf("%d answers: %s", n, c.Shown(anouk, c.DM(anouk)))
	}
	c.clean()
}

// seen is up to where posts were looked at.
func (c *chatServer) seen() time.Time {
	at, err := seenUpTo(c.open(c.T))(c.Context())
	must(c.T, err)
	return at
}

// TestMattermostByHand: a bot that may not make its commands works with those that an
// administrator entered, and with no other.
func TestMattermostByHand(t *testing.T) {
	c := onMattermost(t, "", mattermosttest.Options{})
	c.caseOf("ZO-2026-0801")
	c.byHand()
	s := c.serving(io.Discard)
	if text := c.asks("casus toon ZO-2026-0801"); !strings.Contains(text, "ZO-2026-0801") {
		t.Errorf("the answer is %s", text)
	}
	team := c.AddTeam("ander", c.people["anouk"])
	c.Leave(c.team, c.people["anouk"])
	c.AddCommand(team, "casus", c.public+mattermost.PathCommand)
	if text := c.asks("casus toon ZO-2026-0801"); strings.Contains(text, "ZO-2026-0801") || !strings.Contains(text, "token") {
		t.Errorf("with a token that is not known: %s", text)
	}
	if status, text := s.get("/readyz"); status != http.StatusOK {
		t.Errorf("status %d: %s", status, text)
	}
	c.clean()
}

// TestMattermostWithoutCommands: a bot that may not make its commands, while nobody entered
// them, still answers messages, and the figures say that something is wrong.
func TestMattermostWithoutCommands(t *testing.T) {
	c := onMattermost(t, "", mattermosttest.Options{})
	c.caseOf("ZO-2026-0801")
	log := &talk{lines: make(chan struct{}, 1)}
	s := c.serving(log)
	c.until("the log says so", func() bool { return strings.Contains(log.String(), "not_allowed") })
	c.until("the problem is counted", func() bool { return s.figure("regiebot_mattermost_problem 1") })
	anouk := c.people["anouk"]
	c.Say(anouk, c.DM(anouk), "", "casus toon ZO-2026-0801")
	c.until("a message is answered", func() bool { return strings.Count(c.Shown(anouk, c.DM(anouk)), "ZO-2026-0801") > 1 })
	if status, text := s.get("/readyz"); status != http.StatusOK {
		t.Errorf("status %d: %s", status, text)
	}
}

// TestReadyAndMattermost: a minute without a websocket is not ready, and a token that does not
// work neither.
func TestReadyAndMattermost(t *testing.T) {
	c := onMattermost(t, "", mattermosttest.Options{Admin: true})
	e := c.env()
	e.mattermostSettings = mattermostSettings{MattermostURL: c.URL, MattermostToken: c.Token}
	e.PublicURL = c.public
	now := newTestClock()
	p, err := e.platforms(t.Context(), c.open(t), nil, now.now)
	must(t, err)
	c.Stop()
	runPlatforms(t, p)
	eventually(t, "it was tried", func() bool { return p.list[0].link.status().problem != "" })
	if text := p.problem(now.now()); text != "" {
		t.Errorf("a moment without: %q", text)
	}
	now.pass(lost + time.Second)
	if text := p.problem(now.now()); !strings.HasPrefix(text, "Mattermost is not connected (") || !strings.HasSuffix(text, "), see regiebot doctor") {
		t.Errorf("a minute without: %q", text)
	}
	c.Start()
	eventually(t, "it is ready again", func() bool { return p.problem(now.now()) == "" })
	c.Revoke()
	c.Break()
	eventually(t, "a token that does not work is told", func() bool { return strings.Contains(p.problem(now.now()), "bot token: invalid_token") })
}

// TestAnotherServer: a token of another server than before sends nothing, until somebody says
// that it is meant.
func TestAnotherServer(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		c := onMattermost(t, address, mattermosttest.Options{Admin: true})
		c.ok("tick")
		c.caseOf("ZO-2026-0801")
		c.ok("say", "--as", "anouk", "vpr start zaak=ZO-2026-0801 ovv=02-11-2026 duo=@bram")
		other := mattermosttest.New(t, mattermosttest.Options{Admin: true})
		id := strings.TrimPrefix(other.URL, "http://")
		c.Setenv("REGIEBOT_MATTERMOST_URL", other.URL)
		c.Setenv("REGIEBOT_MATTERMOST_TOKEN", other.Token)
		for _, args := range [][]string{{"tick"}, {"serve", "--listen", "127.0.0.1:0"}} {
			c.refused([]string{"the token of Mattermost is of the server " + id, "nothing was sent", "--mattermost-server " + id}, args...)
		}
		if _, out, _ := c.run("doctor"); !strings.Contains(out, "De leden hebben hun account op een andere server") {
			t.Errorf("doctor says %s", out)
		}
		c.refused([]string{"--mattermost-server " + id}, "tick", "--mattermost-server", "nog een ander")
		c.settings()
		if out, _ := c.ok("tick"); !strings.Contains(out, "to bram") || !c.shows("bram", "ZO-2026-0801") {
			t.Errorf("wrote %s", out)
		}
		c.Setenv("REGIEBOT_MATTERMOST_URL", other.URL)
		c.Setenv("REGIEBOT_MATTERMOST_TOKEN", other.Token)
		c.ok("tick", "--mattermost-server", id)
		c.ok("tick") // from now on it is the one
		c.settings()
		c.refused([]string{"nothing was sent"}, "tick")
	})
}

// TestSlackAndMattermost: both at once, each with its own people; who is on both hears it on
// Slack.
func TestSlackAndMattermost(t *testing.T) {
	c := onMattermost(t, "", mattermosttest.Options{Admin: true})
	f := newFakeSlack(t)
	f.settings(true) // with Socket Mode the public address need not be https
	c.ok("member", "add", "hanan", "--id", "slack:"+slackID("hanan"))
	c.caseOf("ZO-2026-0801")
	c.ok("say", "--as", "anouk", "vpr start zaak=ZO-2026-0801 ovv=02-11-2026 duo=@bram")
	s := c.serving(io.Discard)
	c.until("who is on Mattermost hears it there", func() bool { return c.shows("bram", "ZO-2026-0801") })
	c.until("the commands are there", func() bool { return c.all(c.Commands(c.team)) })
	c.asks("melding crisis zaak=ZO-2026-0801")
	f.until("who is on both hears it on Slack", func() bool { return len(f.postsTo("DHANAN")) > 0 })
	if c.shows("hanan", "ZO-2026-0801") {
		t.Error("it came twice")
	}
	if !s.figure("regiebot_slack_connected 1") || !s.figure("regiebot_mattermost_connected 1") {
		t.Error("the figures are wrong")
	}
	s.stop()
	t.Setenv("REGIEBOT_SLACK_SIGNING_SECRET", fakeSigning)
	if code, _, errs := c.run("serve", "--listen", "127.0.0.1:0"); code != exitUsage || !strings.Contains(errs, "cannot be called by Slack") {
		t.Errorf("status %d, said %q", code, errs)
	}
}

// TestMattermostSettings: everything that is wrong is told at once, and nothing of what was set.
func TestMattermostSettings(t *testing.T) {
	const token, public = "KANARIE0123456789", "https://regiebot.voorbeeldstad.nl"
	for name, c := range map[string]struct {
		set    mattermostSettings
		public string
		want   []string // nil: they are right
	}{
		"all":              {mattermostSettings{MattermostURL: "https://chat.voorbeeldstad.nl/", MattermostToken: token, MattermostCommands: "a1, b2"}, public, nil},
		"a path":           {mattermostSettings{MattermostURL: "https://voorbeeldstad.nl/chat", MattermostToken: token}, public, nil},
		"without a token":  {mattermostSettings{MattermostURL: "https://chat.voorbeeldstad.nl"}, public, []string{"REGIEBOT_MATTERMOST_TOKEN is missing"}},
		"a token alone":    {mattermostSettings{MattermostToken: token}, "", []string{"REGIEBOT_MATTERMOST_URL is missing", "REGIEBOT_PUBLIC_URL is missing"}},
		"no scheme":        {mattermostSettings{MattermostURL: "chat.KANARIE.nl", MattermostToken: token}, public, []string{"REGIEBOT_MATTERMOST_URL is not an address"}},
		"a password in it": {mattermostSettings{MattermostURL: "https://a:KANARIE@chat.nl", MattermostToken: token}, public, []string{"REGIEBOT_MATTERMOST_URL is not an address"}},
		"a question in it": {mattermostSettings{MattermostURL: "https://chat.nl/?KANARIE", MattermostToken: token}, public, []string{"REGIEBOT_MATTERMOST_URL is not an address"}},
		"odd tokens":       {mattermostSettings{MattermostURL: "https://chat.nl", MattermostToken: "KANARIE x", MattermostCommands: "é"}, public, []string{"REGIEBOT_MATTERMOST_TOKEN holds", "REGIEBOT_MATTERMOST_COMMAND_TOKENS holds"}},
		"tokens given twice": {
			mattermostSettings{MattermostURL: "https://chat.nl", MattermostToken: token, MattermostTokenFile: "/KANARIE", MattermostCommands: "a1", MattermostCommandFile: "/KANARIE"},
			public,
			[]string{"REGIEBOT_MATTERMOST_TOKEN and REGIEBOT_MATTERMOST_TOKEN_FILE are both set", "REGIEBOT_MATTERMOST_COMMAND_TOKENS and REGIEBOT_MATTERMOST_COMMAND_TOKENS_FILE are both set"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := c.set.secrets(c.public)
			if c.want == nil {
				if err != nil || s.token != token || strings.HasSuffix(s.url, "/") {
					t.Errorf("%+v, %v", s, err)
				}
				return
			}
			if err == nil || strings.Contains(err.Error(), kanarie) || strings.Count(err.Error(), "\n") != len(c.want)-1 {
				t.Fatalf("got %v", err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, not %q", err, want)
				}
			}
			for _, f := range settingFindings(err) {
				if f.Good || f.Repair == "" || strings.Contains(f.What+f.Repair, kanarie) {
					t.Errorf("doctor says %+v", f)
				}
			}
		})
	}
	if got := (mattermostSettings{MattermostTeam: " jeugd, wijk ,"}).mattermostTeams(); !slices.Equal(got, []string{"jeugd", "wijk"}) {
		t.Errorf("got %q", got)
	}
	for set, want := range map[mattermostSettings]bool{{}: false, {MattermostTeam: "jeugd", MattermostServer: "x"}: false, {MattermostURL: "x"}: true, {MattermostCommandFile: "x"}: true} {
		if set.isSet() != want {
			t.Errorf("%+v: %v", set, !want)
		}
	}
}

// TestSeen: up to where was looked goes forward only, also with several at once, and a moment
// that cannot be read is none.
func TestSeen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s, ctx := open(), t.Context()
		seen, note := seenUpTo(s), noteSeen(s)
		if at, err := seen(ctx); err != nil || !at.IsZero() {
			t.Errorf("got %v, %v", at, err)
		}
		begin := time.Date(2026, 11, 22, 9, 0, 0, 123e6, time.UTC)
		done := make(chan error)
		for i := range 8 {
			go func() { done <- note(ctx, begin.Add(time.Duration(i)*time.Second)) }()
		}
		for range 8 {
			must(t, <-done)
		}
		must(t, note(ctx, begin))
		if at, err := seen(ctx); err != nil || !at.Equal(begin.Add(7*time.Second)) {
			t.Errorf("got %v, %v", at, err)
		}
		must(t, s.Update(ctx, func(tx *store.Tx) error { return tx.SetSetting(ctx, seenName, "gisteren") }))
		if at, err := seen(ctx); err != nil || !at.IsZero() {
			t.Errorf("got %v, %v", at, err)
		}
		must(t, s.Close())
		if _, err := seen(ctx); err == nil {
			t.Error("a database that is gone says that nobody ever looked")
		}
	})
}

// wellOnMattermost is a team of one that is whole on Mattermost, with its channel, its service and
// its commands.
func wellOnMattermost(t *testing.T, o mattermosttest.Options) *chatServer {
	t.Helper()
	c := onMattermost(t, "", o)
	must(t, c.open(t).Update(t.Context(), func(tx *store.Tx) error {
		leden, err := tx.Leden(t.Context(), "")
		for _, l := range leden {
			if err == nil && c.people[l.Gebruiker] == "" {
				l.Weg = true
				err = tx.SaveLid(t.Context(), l)
			}
		}
		if err != nil {
			return err
		}
		return eachTeam(t.Context(), tx, func(team *procesregie.Team) { team.Kanalen = map[string]string{"mattermost": c.channel} })
	}))
	return c
}

func eachTeam(ctx context.Context, tx *store.Tx, change func(*procesregie.Team)) error {
	teams, err := tx.Teams(ctx)
	for _, team := range teams {
		if err == nil {
			change(&team)
			err = tx.SaveTeam(ctx, team)
		}
	}
	return err
}

// sick are the findings that are not good.
func (c *chatServer) sick() (list []platform.Finding) {
	c.Helper()
	for _, f := range c.looked(exitRefused) {
		if !f.Good {
			list = append(list, f)
		}
	}
	return list
}

// TestDoctorOnMattermost: with commands that were entered by hand everything is well, and nobody
// sees anything of it.
func TestDoctorOnMattermost(t *testing.T) {
	for _, version := range []string{mattermosttest.Old, mattermosttest.Recent} {
		t.Run(version, func(t *testing.T) {
			c := wellOnMattermost(t, mattermosttest.Options{Version: version})
			c.byHand()
			c.serving(io.Discard)
			out, errs := c.ok("doctor")
			for _, want := range []string{
				"goed     Mattermost. Het token van de bot werkt, voor het account regiebot.", "goed     Mattermost. De server is versie " + version + ".", "goed     Mattermost. De websocket komt tot stand.",
				fmt.Sprintf("goed     Mattermost. In team jeugd komen alle opdrachten bij Regiebot aan (%d).", len(mattermostCommands())),
				"is er, en de bot is er lid van.", "goed     Mattermost. 4 leden: het account in Mattermost is in orde.",
			} {
				if strings.Count(out, want) != 1 {
					t.Errorf("not once %q in\n%s%s", want, out, errs)
				}
			}
			for _, id := range c.people {
				if seen := c.Seen(id, ""); len(seen) != 0 {
					t.Errorf("somebody sees %+v", seen)
				}
			}
			c.clean()
		})
	}
}

// TestDoctorFindsOnMattermost: one thing that is wrong is one finding, with what to do.
func TestDoctorFindsOnMattermost(t *testing.T) {
	for name, one := range map[string]struct {
		change func(c *chatServer)
		want   string // of what
		repair string
	}{
		"the token":       {func(c *chatServer) { c.Revoke() }, "Het token van de bot werkt niet (invalid_token).", "Create New Token"},
		"the server away": {func(c *chatServer) { c.Stop() }, "De server van Mattermost (", "firewall"},
		"an address of something else": {func(c *chatServer) {
			c.Setenv("REGIEBOT_MATTERMOST_URL", c.URL+"/chat")
		}, "Op het adres ", "REGIEBOT_MATTERMOST_URL"},
		"the service away": {
			func(c *chatServer) { c.Setenv("REGIEBOT_LISTEN", "127.0.0.1:0") },
			"In team jeugd kan de server ", "kijk of de dienst draait",
		},
		"a private address": {func(c *chatServer) { c.RefusePrivate() }, "In team jeugd kan de server ", "AllowedUntrustedInternalConnections"},
		"no team":           {func(c *chatServer) { c.Leave(c.team, c.BotID) }, "De bot is geen lid van het team jeugd.", "mmctl team users add jeugd regiebot"},
		"no team named": {
			func(c *chatServer) {
				c.Setenv("REGIEBOT_MATTERMOST_TEAM", "")
				c.Setenv("REGIEBOT_MATTERMOST_COMMAND_TOKENS", "")
			},
			"In REGIEBOT_MATTERMOST_TEAM staat geen team", "docs/mattermost.md",
		},
		"another team": {func(c *chatServer) { c.Setenv("REGIEBOT_MATTERMOST_TEAM", "jeugd,wijk") }, "De bot is geen lid van het team wijk.", "mmctl team users add wijk regiebot"},
		"not in the channel": {
			func(c *chatServer) { c.Leave(c.channel, c.BotID) },
			"De bot is geen lid van het kanaal van team Jeugdteam Voorbeeldstad.", "/invite @regiebot",
		},
		"an archived channel": {func(c *chatServer) { c.Archive(c.channel) }, "Het kanaal van team Jeugdteam Voorbeeldstad is gearchiveerd.", "teambestand"},
		"a shared channel":    {func(c *chatServer) { c.Share(c.channel) }, "Het kanaal van team Jeugdteam Voorbeeldstad is gedeeld met een andere server.", "Kies een kanaal"},
		"a closed account":    {func(c *chatServer) { c.Deactivate(c.people["bram"], true) }, "Het account van bram is uitgezet", "member remove bram"},
		"outside the team":    {func(c *chatServer) { c.Leave(c.team, c.people["bram"]) }, "Het account van bram zit in geen team met de bot", "mmctl team users add jeugd bram"},
		"a member without an id": {func(c *chatServer) {
			c.AddUser("esra")
			c.ok("member", "add", "esra")
		}, "esra heeft geen account in Mattermost", "Is dit het goede account? regiebot member add esra --id mattermost:"},
	} {
		t.Run(name, func(t *testing.T) {
			c := wellOnMattermost(t, mattermosttest.Options{})
			c.byHand()
			if name != "the service away" {
				c.serving(io.Discard)
			}
			one.change(c)
			sick := c.sick()
			if len(sick) != 1 || !strings.HasPrefix(sick[0].What, "Mattermost. "+one.want) || !strings.Contains(sick[0].Repair, one.repair) {
				t.Errorf("found %+v", sick)
			}
		})
	}
}
