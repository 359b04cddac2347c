package mattermost

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
	"github.com/regiebot/regiebot/bot/platform"
)

// examining is a server on which everything is as it should be, for a test to change, with a
// service that says nothing to the bot.
type examining struct {
	*mattermosttest.Server
	t                    *testing.T
	team, channel, anouk string
	service              *httptest.Server
	answer               func(w http.ResponseWriter, r *http.Request)
	change               []func(*Config)
}

func newExamining(t *testing.T, o mattermosttest.Options) *examining {
	w := &examining{Server: mattermosttest.New(t, o), t: t}
	w.service = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if w.answer != nil {
			w.answer(rw, r)
			return
		}
		rw.Header().Set("Content-Type", jsonType)
		text := `{}`
		if r.Method != http.MethodPost {
			text = `{"text":"` + sentence(errMethod) + `"}`
		}
		_, _ = io.WriteString(rw, text)
	}))
	t.Cleanup(w.service.Close)
	w.anouk = w.AddUser("anouk")
	w.team = w.AddTeam("jeugd", w.anouk)
	w.channel = w.AddChannel(w.team, "noord", "P", w.anouk, w.BotID)
	for _, name := range []string{"casus", "regiebot"} {
		w.AddCommand(w.team, name, w.service.URL+PathCommand)
	}
	return w
}

// found is what Examine says, one finding on a line: + when it is good, and what to do behind an
// arrow.
func (w *examining) found(of platform.Examined) string {
	w.t.Helper()
	cfg := Config{
		URL: w.URL, Token: w.Token, PublicURL: w.service.URL, Teams: []string{"jeugd"}, Commands: []Command{{Name: "casus"}, {Name: "regiebot"}},
		Answer:  func(context.Context, bot.Request) (bot.Message, error) { return bot.Message{}, nil },
		Tickets: bot.Tickets{Platform: Platform, MAC: func([]byte) []byte { return make([]byte, 32) }, Check: func(_, _ []byte) bool { return true }},
		People: People{
			Member: func(context.Context, string) (string, error) { return "", nil },
			Whom:   func(context.Context, bot.Address) (string, error) { return "", nil },
		},
		First: func(context.Context, string) (bool, error) { return true, nil },
		Seen:  func(context.Context) (time.Time, error) { return time.Time{}, nil },
		Note:  func(context.Context, time.Time) error { return nil },
		Now:   time.Now, Log: slog.New(slog.DiscardHandler),
	}
	for _, change := range w.change {
		change(&cfg)
	}
	m, err := New(cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	m.in.tempo.Least = time.Millisecond
	var lines []string
	for _, f := range m.Examine(w.t.Context(), of) {
		mark := "-"
		if f.Good {
			mark = "+"
		}
		if !f.Good && f.Repair == "" || f.What == "" {
			w.t.Errorf("nobody knows what to do: %+v", f)
		}
		lines = append(lines, strings.TrimSuffix(mark+" "+f.What+" → "+f.Repair, " → "))
	}
	for _, p := range w.Seen(w.BotID, "") {
		w.t.Errorf("it posted %+v", p)
	}
	return strings.Join(lines, "\n")
}

// tokensAlone is a service that knows the tokens that were given, and no team.
func tokensAlone(c *Config) { c.Teams, c.CommandTokens = nil, []string{idOf("token")} }

// instead lets a call of the API have another answer, every time.
func instead(path string, status int, body string) func(*examining) {
	return func(w *examining) {
		w.Interfere(mattermosttest.Interference{Path: path, Times: 1000, Status: status, Body: body})
	}
}

func naysaying(path string, status int, id string) func(*examining) {
	return instead(path, status, `{"id":"`+id+`","status_code":500,"message":"GEHEIM"}`)
}

const (
	goodAccount  = "+ Het token van de bot werkt, voor het account regiebot."
	goodVersion  = "+ De server is versie 11.6."
	goodSocket   = "+ De websocket komt tot stand."
	goodCommands = "+ In team jeugd komen alle opdrachten bij Regiebot aan (2)."
)

// TestExamine: everything that can be wrong is told once, with what to do; and only that.
func TestExamine(t *testing.T) {
	anouk := func(w *examining) platform.Examined {
		return platform.Examined{Members: []platform.Account{{Name: "anouk", Full: "Anouk", ID: w.anouk}}}
	}
	noord := func(w *examining) platform.Examined {
		return platform.Examined{Channels: []platform.Account{{Name: "Noord", ID: w.channel}}}
	}
	member := func(name, id string) func(*examining) platform.Examined {
		return func(*examining) platform.Examined {
			return platform.Examined{Members: []platform.Account{{Name: name, ID: id}}}
		}
	}
	channel := func(id string) func(*examining) platform.Examined {
		return func(*examining) platform.Examined {
			return platform.Examined{Channels: []platform.Account{{Name: "Noord", ID: id}}}
		}
	}
	give := "/commands/execute"
	outside := "- Het account van anouk zit in geen team met de bot: de opdrachten zijn daar niet, en een privébericht kan worden geweigerd. → Zet het account in het team: mmctl team users add jeugd "
	for name, c := range map[string]struct {
		change func(*examining)
		of     func(*examining) platform.Examined
		want   string   // the one line that is not as it is when all is well; empty: none
		away   []string // what is not said then
	}{
		"all is well": {},
		"an administrator": {
			func(w *examining) {
				w.change = append(w.change, func(c *Config) { c.Token = w.Boss })
				w.Join(w.team, w.named("sysadmin"))
			}, nil, "- Het token is van het account sysadmin, en dat is geen botaccount. → Maak een botaccount", []string{goodAccount},
		},
		"an old server": {
			func(w *examining) {
				w.between(func(p *httputil.ReverseProxy) {
					p.ModifyResponse = func(r *http.Response) error { r.Header.Set("X-Version-Id", "5.36.1.x"); return nil }
				})
			}, nil, "- De server is versie 5.36. Regiebot werkt vanaf 5.37. → Werk Mattermost bij.", []string{goodVersion},
		},
		"commands are off": {
			instead("/config/client", 200, `{"EnableCommands":"false"}`), nil,
			"- Opdrachten met een schuine streep staan uit op deze server. → System Console", nil,
		},
		"another address": {
			instead("/config/client", 200, `{"SiteURL":"https://chat.voorbeeldstad.nl"}`), nil,
			"+ De server noemt zichzelf https://chat.voorbeeldstad.nl, en dat is een ander adres dan REGIEBOT_MATTERMOST_URL. → Neem liever hetzelfde adres", nil,
		},
		"another server": {
			instead("/config/client", 200, `{"DiagnosticId":"twee"}`),
			func(*examining) platform.Examined { return platform.Examined{Homes: []string{"een", ""}} },
			"- De leden hebben hun account op een andere server (een) dan die van het token (twee): er wordt niets verstuurd. → Gebruik het adres en het token van die server. Is de nieuwe bedoeld: start Regiebot één keer met --mattermost-server twee", nil,
		},
		"a server that is meant": {
			instead("/config/client", 200, `{"DiagnosticId":"twee"}`),
			func(*examining) platform.Examined { return platform.Examined{Homes: []string{"een", "twee"}} }, "", nil,
		},
		"no encryption": {
			func(w *examining) {
				w.change = append(w.change, func(c *Config) { c.PublicURL = "http://regiebot.intern" })
			}, nil, "+ De server roept Regiebot aan zonder versleuteling (http). → Zet er een webserver", nil,
		},
		"no websockets": {
			func(w *examining) {
				w.between(func(p *httputil.ReverseProxy) { p.Transport = noSockets{} })
			}, nil, "- De websocket komt niet tot stand (status 502): wie een bericht stuurt, krijgt geen antwoord. → Laat wat er tussen", []string{goodSocket},
		},
		"no conversation with itself": {
			naysaying("/channels/direct", 403, idPermission), nil,
			"- De opdrachten konden niet worden geprobeerd: de bot kan geen gesprek met zichzelf beginnen (" + idPermission + "). → Typ zelf",
			[]string{goodCommands},
		},
		"a command with another token": {
			instead(give, 200, `{"text":"`+sentence(errToken)+`"}`), nil,
			"- In team jeugd kent Regiebot het token niet van: /casus, /regiebot. → Zet het token",
			[]string{goodCommands},
		},
		"a service that cannot ask the server": {
			instead(give, 200, `{"text":"`+sentence(errUnsure)+`"}`), nil,
			"- In team jeugd kon de dienst niet nagaan of de opdrachten van Mattermost komen. → Probeer het later",
			[]string{goodCommands},
		},
		"no team is named": {
			func(w *examining) { w.change = append(w.change, func(c *Config) { c.Teams = nil }) }, nil,
			"- In REGIEBOT_MATTERMOST_TEAM staat geen team: Regiebot maakt geen opdrachten, en neemt er geen aan. → Zet daar de namen",
			[]string{goodCommands},
		},
		"no team is named, and the tokens are given": {func(w *examining) { w.change = append(w.change, tokensAlone) }, nil, "", nil},
		"a token that may be of somebody else": {
			func(w *examining) {
				w.change = append(w.change, tokensAlone)
				instead(give, 200, `{"text":"`+sentence(errToken)+`"}`)(w)
			}, nil, "- In team jeugd kent Regiebot het token niet van: /casus, /regiebot. → Werkt dit team met Regiebot? Zet het token",
			[]string{goodCommands},
		},
		"a command of another program": {
			instead(give, 200, `{"text":"<html>Welkom</html>"}`), nil,
			"- In team jeugd gaan opdrachten naar een ander programma: /casus, /regiebot. → Haal die",
			[]string{goodCommands},
		},
		"a service that is busy": {instead(give, 200, `{"text":"`+sentence(errFull)+`"}`), nil, "", nil},
		"an address that cannot be reached": {
			naysaying(give, 500, idUnreached), nil,
			"- In team jeugd kan de server http://127.0.0.1",
			[]string{goodCommands},
		},
		"a bare error": {
			instead(give, 500, "<html>GEHEIM</html>"), nil, "- In team jeugd kan de server http://127.0.0.1", []string{goodCommands},
		},
		"one command with an address that cannot be reached": {
			entered("http://127.0.0.1:1/mattermost/command"), nil,
			"- In team jeugd kan de server niet bezorgen: /nieuw (" + idUnreached + "). → Andere opdrachten bezorgt hij wel. Zet bij deze het adres http://127.0.0.1",
			[]string{goodCommands},
		},
		"one command with an address of something else": {
			func(w *examining) {
				other := httptest.NewServer(http.NotFoundHandler())
				w.t.Cleanup(other.Close)
				entered(other.URL + PathCommand)(w)
			}, nil, "- In team jeugd kan de server niet bezorgen: /nieuw (", []string{goodCommands},
		},
		"no command that is there can be reached": {
			func(w *examining) {
				w.change = append(w.change, func(c *Config) { c.Commands = append([]Command{{Name: "nieuw"}}, c.Commands...) })
				w.service.Close()
			}, nil, "- In team jeugd kan de server http://127.0.0.1", []string{goodCommands},
		},
		"an answer of something in between": {
			naysaying(give, 500, idBadAnswer), nil, "- In team jeugd kreeg de server van http://127.0.0.1", []string{goodCommands},
		},
		"commands that the bot may not give": {
			naysaying(give, 403, idPermission), nil, "- In team jeugd mag de bot geen opdrachten geven: er is niets geprobeerd. → Typ zelf", []string{goodCommands},
		},
		"no conversations of one": {
			naysaying(give, 400, idRestrictedDM), nil, "- In team jeugd kan de bot geen opdrachten proberen", []string{goodCommands},
		},
		"commands off in the team": {
			naysaying(give, 501, idDisabled), nil, "- In team jeugd staan opdrachten met een schuine streep uit. → System Console", []string{goodCommands},
		},
		"something else": {
			naysaying(give, 400, "api.iets"), nil, "- In team jeugd kon geen opdracht worden geprobeerd (api.iets). → Probeer het later", []string{goodCommands},
		},
		"an id that is none":    {nil, channel("noord"), "- Het kanaal van team Noord heeft een id dat geen id van Mattermost is. →", nil},
		"no channel":            {nil, channel(""), "- Team Noord heeft geen kanaal in Mattermost: de agenda van overleggen komt dan nergens aan. → Zet in het teambestand: kanalen: {mattermost: …}", nil},
		"a good channel":        {nil, noord, "+ Het kanaal van team Noord is er, en de bot is er lid van.", nil},
		"a channel with guests": {func(w *examining) { w.Join(w.channel, w.AddGuest("gast")) }, noord, "+ Het kanaal van team Noord is er, en de bot is er lid van. Er zitten ook gasten in. →", nil},
		"a channel that is not": {nil, channel(idOf("nowhere")), "- De bot is geen lid van het kanaal van team Noord. → Zet hem erin: typ in dat kanaal /invite @regiebot. Is hij daar al lid, dan klopt het id nowherexxxxxxxxxxxxxxxxxxx in het teambestand niet.", nil},
		"a conversation":        {nil, func(w *examining) platform.Examined { return channel(w.DM(w.anouk))(w) }, "- Het kanaal van team Noord is een privégesprek en geen kanaal. →", nil},
		"a channel that fails":  {naysaying("/channels/"+strings.Repeat("?", idLength), 500, "api.iets"), noord, "- Het kanaal van team Noord kon niet worden bekeken (api.iets). → Probeer het later", nil},
		"a good member":         {nil, anouk, "+ 1 lid: het account in Mattermost is in orde.", nil},
		"a member that fails":   {naysaying("/users/"+strings.Repeat("?", idLength), 500, "api.iets"), anouk, "- Het account van anouk kon niet worden bekeken (api.iets). → Probeer het later", nil},
		"a member without id":   {nil, member("joris", ""), "- joris heeft geen account in Mattermost: er komt geen herinnering aan. → Zoek het id op (mmctl user search NAAM): regiebot member add joris --id mattermost:…", nil},
		"a name as an id":       {nil, member("bram", "bram"), "- Het id van bram is geen id van Mattermost: dat is 26 kleine letters en cijfers. →", nil},
		"nobody has that id":    {nil, member("bram", idOf("nowhere")), "- Het account van bram bestaat niet op deze server, of de bot mag het niet zien. →", nil},
		"never in the team":     {func(w *examining) { w.anouk = w.AddUser("bram") }, anouk, outside + "bram", nil},
		"taken out of the team": {func(w *examining) { w.Leave(w.team, w.anouk) }, anouk, outside + "anouk", nil},
		"a guest":               {nil, func(w *examining) platform.Examined { return w.joined(w.AddGuest("gast")) }, "+ Het account van iemand is van een gast. →", nil},
		"a bot":                 {nil, func(w *examining) platform.Examined { return w.joined(w.AddBot("robot")) }, "- Bij iemand staat het account van een bot, niet van een mens. →", nil},
		"of another server":     {nil, func(w *examining) platform.Examined { return w.joined(w.AddRemote("buur")) }, "- Het account van iemand is van een andere server: de bot antwoordt het niet. →", nil},
		"members that cannot be proposed": {
			naysaying("/users/usernames", 403, idPermission), member("anouk", ""),
			"- anouk heeft geen account in Mattermost: er komt geen herinnering aan. → Zoek het id op", nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newExamining(t, mattermosttest.Options{})
			if c.change != nil {
				c.change(w)
			}
			var of platform.Examined
			if c.of != nil {
				of = c.of(w)
			}
			w.compare(w.found(of), c.want, c.away)
		})
	}
}

// entered enters one more command, which is looked at first, with an address.
func entered(address string) func(*examining) {
	return func(w *examining) {
		w.AddCommand(w.team, "nieuw", address)
		w.change = append(w.change, func(c *Config) { c.Commands = append([]Command{{Name: "nieuw"}}, c.Commands...) })
	}
}

// between puts a proxy before the server.
func (w *examining) between(change func(*httputil.ReverseProxy)) {
	to, err := url.Parse(w.URL)
	if err != nil {
		w.t.Fatal(err)
	}
	next := httputil.NewSingleHostReverseProxy(to)
	change(next)
	p := httptest.NewServer(next)
	w.t.Cleanup(p.Close)
	instead("/config/client", http.StatusOK, "{}")(w) // or it names the address behind
	w.change = append(w.change, func(c *Config) { c.URL = p.URL })
}

// noSockets lets no websockets through.
type noSockets struct{}

func (noSockets) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/websocket") {
		return &http.Response{StatusCode: http.StatusBadGateway, Body: http.NoBody, Header: http.Header{}, Request: r}, nil
	}
	return http.DefaultTransport.RoundTrip(r)
}

// joined is somebody in the team, as a member to look at.
func (w *examining) joined(id string) platform.Examined {
	w.Join(w.team, id)
	return platform.Examined{Members: []platform.Account{{Name: "iemand", ID: id}}}
}

// named is the id of somebody by their user name.
func (w *examining) named(name string) string {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.URL+"/api/v4/users/username/"+name, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.Boss)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, _ := io.ReadAll(res.Body)
	_, after, _ := strings.Cut(string(text), `"id":"`)
	return after[:idLength]
}

// compare holds what was found against what is said when all is well, and one line that is wanted.
func (w *examining) compare(found, want string, away []string) {
	w.t.Helper()
	if strings.Contains(found, "GEHEIM") {
		w.t.Errorf("it tells what the server said:\n%s", found)
	}
	lines := []string{goodAccount, goodVersion, goodSocket, goodCommands}
	total := len(lines) - len(away)
	for _, line := range away {
		if strings.Contains(found, line) {
			w.t.Errorf("%q in\n%s", line, found)
		}
		for i := range lines {
			if lines[i] == line {
				lines[i] = ""
			}
		}
	}
	if want != "" {
		lines, total = append(lines, want), total+1
	}
	for _, line := range lines {
		if line != "" && strings.Count("\n"+found, "\n"+line) != 1 {
			w.t.Errorf("not once %q in\n%s", line, found)
		}
	}
	// The explanation of commands that were entered by hand is another: that is told too.
	rest := 0
	for line := range strings.Lines(found) {
		if !strings.Contains(line, "staat een andere uitleg bij") {
			rest++
		}
	}
	if rest != total {
		w.t.Errorf("%d findings, not %d:\n%s", rest, total, found)
	}
}

// TestExamineWithoutAServer: then there is nothing else to look at.
func TestExamineWithoutAServer(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*examining)
		want   string
	}{
		"no token":  {naysaying("/users/me", 401, "api.context.session_expired.app_error"), "- Het token van de bot werkt niet (invalid_token). → Maak een nieuw token"},
		"trouble":   {naysaying("/users/me", 500, "api.iets"), "- De server van Mattermost heeft een storing of te veel te doen (api.iets): er is verder niets bekeken. →"},
		"down":      {instead("/users/me", 503, "<html>GEHEIM</html>"), "- De server van Mattermost heeft een storing of te veel te doen (status 503)"},
		"an office": {instead("/users/me", 200, "<html>Log in op GEHEIM</html>"), "- Op het adres 127.0.0.1"},
		"hung up": {func(w *examining) {
			w.Interfere(mattermosttest.Interference{Path: "/users/me", Times: 1000, Cut: true})
		}, "- De server van Mattermost (127.0.0.1"},
		"not a bit":  {func(w *examining) { w.Stop() }, "- De server van Mattermost (127.0.0.1"},
		"no rights":  {naysaying("/users/me", 403, idPermission), "- Het token van de bot werkt niet (" + idPermission + ")."},
		"empty user": {instead("/users/me", 200, "{}"), "- Op het adres 127.0.0.1"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newExamining(t, mattermosttest.Options{})
			c.change(w)
			if found := w.found(platform.Examined{}); !strings.HasPrefix(found, c.want) || strings.Contains(found, "\n") || strings.Contains(found, "GEHEIM") {
				t.Errorf("got %q, not %q", found, c.want)
			}
		})
	}
}

// TestExamineMissingCommands: who may make them makes them, and who may not enters them.
func TestExamineMissingCommands(t *testing.T) {
	for admin, want := range map[bool]string{
		false: "- In team jeugd ontbreken opdrachten: /nieuw. → De bot mag ze niet zelf maken. Voer ze in zoals regiebot manifest mattermost zegt.",
		true:  "- In team jeugd ontbreken opdrachten: /nieuw. → Start de dienst (regiebot serve): die maakt ze.",
	} {
		w := newExamining(t, mattermosttest.Options{Admin: admin})
		w.change = append(w.change, func(c *Config) { c.Commands = append(c.Commands, Command{Name: "nieuw"}) })
		found := w.found(platform.Examined{})
		if strings.Count("\n"+found, "\n"+want) != 1 {
			t.Errorf("not %q in\n%s", want, found)
		}
		if tooMuch := strings.Contains(found, "- De bot regiebot is beheerder van de hele server. Dat is meer dan nodig. →"); tooMuch != admin {
			t.Errorf("administrator %v:\n%s", admin, found)
		}
	}
}

// TestExamineMissingCommandsWithoutATeam: then the service makes none, whatever the bot may.
func TestExamineMissingCommandsWithoutATeam(t *testing.T) {
	w := newExamining(t, mattermosttest.Options{Admin: true})
	w.change = append(w.change, tokensAlone, func(c *Config) { c.Commands = append(c.Commands, Command{Name: "nieuw"}) })
	if found := w.found(platform.Examined{}); !strings.Contains(found, "- In team jeugd ontbreken opdrachten: /nieuw. → In REGIEBOT_MATTERMOST_TEAM staat geen team") {
		t.Error(found)
	}
}

// TestExamineWhatThisComputerSees: when the server cannot reach the service, it helps to know
// who can.
func TestExamineWhatThisComputerSees(t *testing.T) {
	for want, change := range map[string]func(*examining){
		"Vanaf deze computer antwoordt Regiebot daar wel. Is het een adres in jullie eigen netwerk? Zet 127.0.0.1 dan bij Allow untrusted": func(*examining) {},
		"Vanaf deze computer is het adres ook niet te bereiken (":                                                                          func(w *examining) { w.service.Close() },
		"Vanaf deze computer antwoordt daar iets anders dan Regiebot": func(w *examining) {
			w.answer = func(rw http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(rw, "<html>Welkom</html>") }
		},
	} {
		w := newExamining(t, mattermosttest.Options{})
		w.RefusePrivate()
		change(w)
		if found := w.found(platform.Examined{}); !strings.Contains(found, "- In team jeugd kan de server ") || !strings.Contains(found, want) {
			t.Errorf("not %q in\n%s", want, found)
		}
	}
}

// TestHome: a server is known by its own id; one that has none by its name. With a token that
// does not work, or without an answer, it is not known.
func TestHome(t *testing.T) {
	w := newRestAPI(t)
	settings := `{"DiagnosticId":"een","SiteURL":"https://chat"}`
	status := http.StatusOK
	w.wrong = func(r *http.Request, _ string) http.HandlerFunc {
		if !strings.HasSuffix(r.URL.Path, "/config/client") {
			return nil
		}
		return func(rw http.ResponseWriter, _ *http.Request) {
			rw.WriteHeader(status)
			_, _ = io.WriteString(rw, settings)
		}
	}
	host := strings.TrimPrefix(w.URL, "http://")
	home, err := w.adapter().Home(t.Context())
	if err != nil || home != (platform.Home{ID: "een", Name: host}) {
		t.Errorf("got %+v, %v", home, err)
	}
	for text, code := range map[string]int{`{"SiteName":"x"}`: http.StatusOK, `{"id":"api.x","status_code":404}`: http.StatusNotFound} {
		settings, status = text, code
		if home, err := w.adapter().Home(t.Context()); err != nil || home.ID != host {
			t.Errorf("%s: got %+v, %v", text, home, err)
		}
	}
	settings, status = `{"id":"api.x","status_code":500}`, http.StatusInternalServerError
	if home, err := w.adapter().Home(t.Context()); notSent(err) == nil {
		t.Errorf("got %+v, %v", home, err)
	}
}
