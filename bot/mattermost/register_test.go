package mattermost

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
)

// inCommands is the part of a server that keeps slash commands.
type inCommands struct {
	mu     sync.Mutex
	has    []command
	hidden []command // those that the bot may not see
	made   int
	put    []command
}

func (s *inCommands) use(side *inSide) {
	side.set("GET /commands", func(r *http.Request) (int, any) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if r.URL.Query().Get("custom_only") != "true" || r.URL.Query().Get("team_id") != inTeam {
			return 400, ""
		}
		return 200, slices.Clone(s.has)
	})
	side.set("POST /commands", func(r *http.Request) (int, any) {
		s.mu.Lock()
		defer s.mu.Unlock()
		var c command
		if json.NewDecoder(r.Body).Decode(&c) != nil || c.ID != "" || c.Token != "" || c.CreatorID != "" || c.TeamID != inTeam {
			return 400, ""
		}
		for _, other := range append(slices.Clone(s.has), s.hidden...) {
			if other.Trigger == c.Trigger {
				return 400, map[string]any{"id": idDuplicate, "status_code": 400}
			}
		}
		s.made++
		c.ID, c.Token, c.CreatorID = inID("i", s.made), inID("k", s.made), inBot
		s.has = append(s.has, c)
		return 201, c
	})
	for i := range 10 {
		id := inID("i", i)
		side.set("PUT /commands/"+id, func(r *http.Request) (int, any) {
			s.mu.Lock()
			defer s.mu.Unlock()
			var c command
			_ = json.NewDecoder(r.Body).Decode(&c)
			n := slices.IndexFunc(s.has, func(c command) bool { return c.ID == id })
			if n < 0 || c.ID != id || c.TeamID != s.has[n].TeamID {
				return 400, ""
			}
			c.Token, c.CreatorID = s.has[n].Token, s.has[n].CreatorID // the server keeps these
			s.has[n] = c
			s.put = append(s.put, c)
			return 200, c
		})
		side.set("DELETE /commands/"+id, func(*http.Request) (int, any) {
			s.mu.Lock()
			defer s.mu.Unlock()
			n := slices.IndexFunc(s.has, func(c command) bool { return c.ID == id })
			if n < 0 {
				return 404, map[string]any{"id": "store.sql_command.save.get.app_error", "status_code": 404}
			}
			s.has = slices.Delete(s.has, n, n+1)
			return 200, map[string]string{"status": "OK"}
		})
	}
}

// inHas is a command as the bot made it, changed.
func inHas(n int, trigger string, change func(*command)) command {
	cfg := inConfig("http://x")
	i := slices.IndexFunc(cfg.Commands, func(c Command) bool { return c.Name == trigger })
	c := cfg.wanted(cfg.Commands[i])
	c.ID, c.Token, c.CreatorID, c.TeamID = inID("i", n), inID("k", n), inBot, inTeam
	change(&c)
	return c
}

func TestRegister(t *testing.T) {
	same := func(*command) {}
	theirs := func(c *command) { c.CreatorID = inAnouk }
	elsewhere := func(c *command) { c.CreatorID, c.URL = inAnouk, "https://elders.nl/hook" }
	for _, c := range []struct {
		name   string
		has    []command
		hidden []command
		want   TeamCommands
		tokens []string // known afterwards
		not    []string // not known
	}{
		{"none", nil, nil, TeamCommands{Created: []string{"casus", "hulp"}}, []string{inID("k", 1), inID("k", 2)}, nil},
		{"all", []command{inHas(1, "casus", same), inHas(2, "hulp", same)}, nil, TeamCommands{Kept: []string{"casus", "hulp"}}, []string{inID("k", 1), inID("k", 2)}, nil},
		{
			"another address, as before a move",
			[]command{inHas(1, "casus", func(c *command) { c.URL = "https://oud.nl/mattermost/command" }), inHas(2, "hulp", same)},
			nil,
			TeamCommands{Repaired: []string{"casus"}, Kept: []string{"hulp"}},
			[]string{inID("k", 1), inID("k", 2)},
			nil,
		},
		{
			"not shown to who types, and asked with GET",
			[]command{inHas(1, "casus", func(c *command) { c.AutoComplete = false }), inHas(2, "hulp", func(c *command) { c.Method = "G" })},
			nil,
			TeamCommands{Repaired: []string{"casus", "hulp"}},
			[]string{inID("k", 1), inID("k", 2)},
			nil,
		},
		{
			"a picture that somebody gave it stays",
			[]command{inHas(1, "casus", func(c *command) { c.Username, c.IconURL = "Regie", "/static/x.png" }), inHas(2, "hulp", same)},
			nil,
			TeamCommands{Kept: []string{"casus", "hulp"}},
			nil, nil,
		},
		{
			"entered by hand",
			[]command{inHas(1, "casus", func(c *command) { theirs(c); c.AutoComplete, c.URL = false, c.URL+"/" }), inHas(2, "hulp", theirs)},
			nil,
			TeamCommands{ByHand: []string{"casus", "hulp"}},
			[]string{inID("k", 1), inID("k", 2)},
			nil,
		},
		{
			"of somebody else",
			[]command{inHas(1, "casus", elsewhere)},
			nil,
			TeamCommands{Created: []string{"hulp"}, Taken: []string{"casus"}},
			nil,
			[]string{inID("k", 9)},
		},
		{
			"of somebody else, where the bot may not look", nil,
			[]command{inHas(1, "casus", elsewhere)},
			TeamCommands{Created: []string{"hulp"}, Taken: []string{"casus"}},
			[]string{inID("k", 1)},
			nil,
		},
		{
			"ours beside one of somebody else",
			[]command{inHas(3, "casus", elsewhere), inHas(1, "casus", same), inHas(2, "hulp", same)},
			nil,
			TeamCommands{Kept: []string{"casus", "hulp"}},
			[]string{inID("k", 1)},
			[]string{inID("k", 3)},
		},
		{
			"more than one of ours",
			[]command{inHas(4, "casus", same), inHas(1, "casus", func(c *command) { c.AutoComplete = false }), inHas(3, "casus", same), inHas(5, "casus", theirs), inHas(2, "hulp", same)},
			nil,
			TeamCommands{Repaired: []string{"casus"}, Kept: []string{"hulp"}, Weeded: []string{"casus", "casus"}},
			[]string{inID("k", 1), inID("k", 2), inID("k", 5)},
			[]string{inID("k", 3), inID("k", 4)},
		},
		{
			"more than one of a name that is none of ours",
			[]command{inHas(3, "casus", func(c *command) { c.Trigger = "anders" }), inHas(4, "casus", func(c *command) { c.Trigger = "anders" }), inHas(1, "casus", same), inHas(2, "hulp", same)},
			nil,
			TeamCommands{Kept: []string{"casus", "hulp"}},
			nil, nil,
		},
		{
			"taken away, and of another team",
			[]command{inHas(3, "casus", func(c *command) { c.DeleteAt = 1; c.Trigger = "was" }), inHas(4, "hulp", func(c *command) { c.TeamID = inChannel; c.Trigger = "was" })},
			nil,
			TeamCommands{Created: []string{"casus", "hulp"}},
			[]string{inID("k", 1)},
			[]string{inID("k", 3), inID("k", 4)},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			side, s := newInSide(t), &inCommands{has: c.has, hidden: c.hidden}
			s.use(side)
			m := inMattermost(t, inConfig(side.URL), inbox{})
			c.want.Team = "voorbeeldstad"
			before := slices.Clone(c.has)
			got, err := m.Register(t.Context())
			if err != nil || !reflect.DeepEqual(got.Teams, []TeamCommands{c.want}) {
				t.Errorf("got %+v, %v", got.Teams, err)
			}
			for _, token := range c.tokens {
				if !m.in.tokens.has(token) {
					t.Errorf("%s is not known", token)
				}
			}
			for _, token := range c.not {
				if m.in.tokens.has(token) {
					t.Errorf("%s is known", token)
				}
			}
			for _, was := range before {
				if was.CreatorID != inBot && !slices.Contains(s.has, was) {
					t.Errorf("%+v was changed", was)
				}
			}
			again, err := m.Register(t.Context())
			if err != nil || len(again.Teams[0].Created)+len(again.Teams[0].Repaired) != 0 {
				t.Errorf("the second time: %+v, %v", again.Teams, err)
			}
		})
	}
}

// Two processes that begin at once leave one command of each name, and both know its token.
func TestRegisterAtOnce(t *testing.T) {
	side, s := newInSide(t), &inCommands{}
	s.use(side)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			m := inMattermost(t, inConfig(side.URL), inbox{})
			r, err := m.Register(t.Context())
			if err != nil || len(r.Teams) != 1 || len(r.Teams[0].Taken) != 0 || !m.in.tokens.has(inID("k", 1)) || !m.in.tokens.has(inID("k", 2)) {
				t.Errorf("got %+v, %v", r, err)
			}
		})
	}
	all.Wait()
	if len(s.has) != 2 {
		t.Errorf("there are %d", len(s.has))
	}
}

// The server reads which commands there are before it stores a new one: of two processes that begin at
// once both create all of them. One of each is left, and both processes know its token.
func TestRegisterTwice(t *testing.T) {
	w := newExamining(t, mattermosttest.Options{Admin: true})
	team := w.AddTeam("voorbeeldstad")
	w.Couple()
	cfg := inConfig(w.URL)
	cfg.Token = w.Token
	var all sync.WaitGroup
	both := []*Mattermost{inMattermost(t, cfg, inbox{}), inMattermost(t, cfg, inbox{})}
	for _, m := range both {
		all.Go(func() {
			r, err := m.Register(t.Context())
			if err != nil || len(r.Teams) != 1 || !slices.Equal(r.Teams[0].Created, []string{"casus", "hulp"}) {
				t.Errorf("got %+v, %v", r, err)
			}
		})
	}
	all.Wait()
	var names []string
	for _, c := range w.Commands(team) {
		names = append(names, c.Trigger)
		for _, m := range both {
			if err := m.trusted(t.Context(), http.Header{}, c.Token); err != nil {
				t.Errorf("the token of %s: %v", c.Trigger, err)
			}
		}
	}
	if slices.Sort(names); !slices.Equal(names, []string{"casus", "hulp"}) {
		t.Errorf("there are %q", names)
	}
}

// Two processes take the same command away: who comes second finds nothing, and goes on. When it
// cannot be taken away, that is tried again later.
func TestRegisterWeedsWhatIsGone(t *testing.T) {
	for code, bad := range map[int]bool{404: false, 500: true} {
		same := func(*command) {}
		side, s := newInSide(t), &inCommands{has: []command{inHas(1, "casus", same), inHas(3, "casus", same), inHas(2, "hulp", same)}}
		s.use(side)
		side.set("DELETE /commands/"+inID("i", 3), func(*http.Request) (int, any) {
			return code, map[string]any{"id": "api.command.x.app_error", "status_code": code}
		})
		m := inMattermost(t, inConfig(side.URL), inbox{})
		if r, err := m.Register(t.Context()); (err != nil) != bad || !m.in.tokens.has(inID("k", 1)) {
			t.Errorf("%d: %+v, %v", code, r, err)
		}
	}
}

func TestRegisterTeams(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  []string // with their problem
	}{
		{nil, []string{" no_team"}},
		{[]string{" Voorbeeldstad", "elders"}, []string{"voorbeeldstad ", "elders not_in_team"}},
		{[]string{"elders"}, []string{"elders not_in_team"}},
	} {
		side := newInSide(t)
		cfg := inConfig(side.URL)
		cfg.Teams = c.names
		r, err := inMattermost(t, cfg, inbox{}).Register(t.Context())
		var got []string
		for _, of := range r.Teams {
			got = append(got, of.Team+" "+of.Problem)
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, %v", c.names, got, err)
		}
	}
}

// Anybody can make a team, take the bot into it, and enter a command for it there, of which they
// know the token. Who has a token can say anything as anybody. So only teams that are named count.
func TestRegisterInTeamsOfOthers(t *testing.T) {
	theirs := inID("t", 6)
	for _, c := range []struct {
		name         string
		teams, given []string
		problem      []string // of each team
	}{
		{"none is named", nil, nil, []string{noTeam}},
		{"none is named, and tokens are given", nil, []string{inToken}, nil},
		{"another is named", []string{"voorbeeldstad"}, nil, []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			side, s := newInSide(t), &inCommands{}
			s.use(side)
			list := side.answer["GET /commands"]
			side.set("GET /users/me/teams", func(*http.Request) (int, any) {
				return 200, []team{{ID: theirs, Name: "aanvaller"}, {ID: inTeam, Name: "voorbeeldstad"}}
			})
			side.set("GET /commands", func(r *http.Request) (int, any) {
				if r.URL.Query().Get("team_id") != theirs {
					return list(r)
				}
				return 200, []command{inHas(6, "mijn", func(c *command) { c.CreatorID, c.TeamID = inAnouk, theirs })}
			})
			cfg := inConfig(side.URL)
			cfg.Teams, cfg.CommandTokens = c.teams, c.given
			m := inMattermost(t, cfg, inbox{})
			r, err := m.Register(t.Context())
			var problems []string
			for _, of := range r.Teams {
				problems = append(problems, of.Problem)
			}
			if err != nil || !slices.Equal(problems, c.problem) || len(c.teams) == 0 && s.made > 0 {
				t.Errorf("got %+v, %v, and made %d", r, err, s.made)
			}
			for token, want := range map[string]bool{inID("k", 6): false, inToken: len(c.given) > 0, inID("k", 1): len(c.teams) > 0} {
				if (m.trusted(t.Context(), http.Header{}, token) == nil) != want {
					t.Errorf("%s: %v", token, !want)
				}
			}
		})
	}
}

// A bot without a team and without tokens takes no command, and says so once.
func TestEnlistWithoutATeam(t *testing.T) {
	var log strings.Builder
	cfg := inConfig(newInSide(t).URL)
	cfg.Teams, cfg.Log = nil, slog.New(slog.NewTextHandler(&log, nil))
	m := inMattermost(t, cfg, inbox{})
	for range 2 {
		if err := m.enlist(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if strings.Count(log.String(), "problem=no_team") != 1 || m.Status().Problem != "commands: no_team" {
		t.Errorf("the status is %+v, logged %s", m.Status(), log.String())
	}
}

func TestRegisterWhatGoesWrong(t *testing.T) {
	refuse := func(code int, id string) func(*http.Request) (int, any) {
		return func(*http.Request) (int, any) { return code, map[string]any{"id": id, "status_code": code} }
	}
	for _, c := range []struct {
		name, call string
		answer     func(*http.Request) (int, any)
		problem    string
		bad        bool
	}{
		{"the bot may not look", "GET /commands", refuse(403, idPermission), notAllowed, false},
		{"the bot may not make any", "POST /commands", refuse(403, idPermission), notAllowed, false},
		{"the server takes none", "GET /commands", refuse(501, idDisabled), disabled, false},
		{"the server is down", "GET /commands", func(*http.Request) (int, any) { return 502, "<html>" }, "", true},
		{"a page in between", "POST /commands", func(*http.Request) (int, any) { return 200, "<html>" }, "", true},
		{"the teams are not known", "GET /users/me/teams", refuse(500, "app.team.get_all.app_error"), "", true},
		{"the bot is not known", "GET /users/me", refuse(401, "api.context.session_expired.app_error"), "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			side := newInSide(t)
			side.set(c.call, c.answer)
			var log strings.Builder
			cfg := inConfig(side.URL)
			cfg.Log = slog.New(slog.NewTextHandler(&log, nil))
			m := inMattermost(t, cfg, inbox{})
			r, err := m.Register(t.Context())
			if (err != nil) != c.bad || !c.bad && (len(r.Teams) != 1 || r.Teams[0].Problem != c.problem) {
				t.Errorf("got %+v, %v", r, err)
			}
			for range 2 {
				if err := m.enlist(t.Context()); (err != nil) != c.bad {
					t.Error(err)
				}
			}
			if n := strings.Count(log.String(), "not in order"); !c.bad && n != 1 {
				t.Errorf("it was said %d times", n)
			}
			if c.problem == notAllowed && m.Status().Problem != "commands: not_allowed" {
				t.Errorf("the status is %+v", m.Status())
			}
		})
	}
}

// A token that was changed on the server is learned when the first command comes with it.
func TestCommandWithANewToken(t *testing.T) {
	side, s := newInSide(t), &inCommands{has: []command{inHas(1, "casus", func(*command) {}), inHas(2, "hulp", func(c *command) { c.URL = "https://elders.nl" })}}
	s.use(side)
	m := inMattermost(t, inConfig(side.URL), inbox{})
	for _, c := range []struct {
		token string
		want  bool
		asked int
	}{{inID("k", 7), false, 1}, {inID("k", 1), true, 1}, {inID("k", 2), false, 1}, {inID("k", 8), false, 1}} {
		got := m.trusted(t.Context(), http.Header{"Authorization": {"Token " + c.token}}, "") == nil
		if got != c.want || side.called("GET /commands") != c.asked {
			t.Errorf("%s: %v, asked %d times", c.token, got, side.called("GET /commands"))
		}
	}
}

// A server that is away tells nothing; one that says that the bot may not know has told.
func TestReadTokensWhatGoesWrong(t *testing.T) {
	for code, bad := range map[int]bool{502: true, 500: true, 403: false} {
		side := newInSide(t)
		side.set("GET /commands", func(*http.Request) (int, any) { return code, map[string]any{"id": idPermission, "status_code": code} })
		m := inMattermost(t, inConfig(side.URL), inbox{})
		m.in.tokens.put(inTeam, []string{inToken})
		if err := m.readTokens(t.Context()); (err != nil) != bad || !m.in.tokens.has(inToken) {
			t.Errorf("%d: %v, and the token is known: %v", code, err, m.in.tokens.has(inToken))
		}
	}
}

func TestWanted(t *testing.T) {
	cfg := Config{PublicURL: "https://regiebot.voorbeeldstad.nl/"}
	long := strings.Repeat("é", 2000)
	c := cfg.wanted(Command{Name: "Casus", Short: long, Usage: long})
	if c.Trigger != "casus" || c.Method != "P" || !c.AutoComplete || c.URL != "https://regiebot.voorbeeldstad.nl/mattermost/command" {
		t.Errorf("got %+v", c)
	}
	for text, limit := range map[string]int{c.Description: maxDescription, c.DisplayName: maxDisplayName, c.AutoCompleteDesc: maxHint, c.AutoCompleteHint: maxHint} {
		if len(text) > limit || !utf8.ValidString(text) || text == "" {
			t.Errorf("%q takes %d bytes of %d", text, len(text), limit)
		}
	}
}

// A bot that may not look at its commands is as it should be when their tokens are given; whatever else
// is the matter is not.
func TestEnlistByHand(t *testing.T) {
	for id, want := range map[string]struct {
		status int
		level  string
	}{idPermission: {403, "level=INFO"}, idDisabled: {501, "level=WARN"}} {
		side := newInSide(t)
		side.set("GET /commands", func(*http.Request) (int, any) {
			return want.status, map[string]any{"id": id, "status_code": want.status}
		})
		var log strings.Builder
		cfg := inConfig(side.URL)
		cfg.CommandTokens, cfg.Log = []string{inToken}, slog.New(slog.NewTextHandler(&log, nil))
		if err := inMattermost(t, cfg, inbox{}).enlist(t.Context()); err != nil || strings.Count(log.String(), "level=") != 1 || !strings.Contains(log.String(), want.level) {
			t.Errorf("%s: %v, logged %s", id, err, log.String())
		}
	}
}

// What became of the commands is said once, and again when it is something else.
func TestNews(t *testing.T) {
	var log strings.Builder
	l := slog.New(slog.NewTextHandler(&log, nil))
	var n news
	for _, of := range []TeamCommands{{Team: "a", Created: []string{"casus"}}, {Team: "a", Created: []string{"casus"}}, {Team: "b"}, {Team: "a", Taken: []string{"casus"}}, {Team: "a", Problem: disabled}} {
		n.say(t.Context(), l, Config{}.levelOf(of), of)
	}
	if got := log.String(); strings.Count(got, "level=INFO") != 2 || strings.Count(got, "level=WARN") != 2 {
		t.Errorf("logged %s", got)
	}
}
