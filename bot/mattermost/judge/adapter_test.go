package judge_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/mattermost"
	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
)

// service is the adapter on a server, with a program that says what a test wants.
type service struct {
	*mattermosttest.Server
	adapter    *mattermost.Mattermost
	team, room string
	looked     int // bodies that were judged
	kinds      map[string]int
	wrong      int // problems that were told

	mu    sync.Mutex
	says  bot.Message       // to a line
	then  bot.Message       // to a form that is filled in
	whom  map[string]string // ids by member
	heard []bot.Request
}

func newService(t *testing.T, version string) *service {
	s := &service{Server: mattermosttest.New(t, mattermosttest.Options{Version: version, Admin: true}), whom: map[string]string{}, kinds: map[string]int{}}
	s.team = s.AddTeam("voorbeeldstad")
	s.room = s.AddChannel(s.team, "jeugd-noord", "P", s.BotID)
	var handler http.Handler
	program := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(program.Close)
	seal := func(data []byte) []byte {
		mac := hmac.New(sha256.New, []byte("geheim"))
		mac.Write(data)
		return mac.Sum(nil)[:16]
	}
	adapter, err := mattermost.New(mattermost.Config{
		URL: s.URL, Token: s.Token, Teams: []string{"voorbeeldstad"}, PublicURL: program.URL, Answer: s.answer,
		Commands: []mattermost.Command{{Name: "casus", Short: "Een casus openen, bekijken of wijzigen; één regel uitleg", Usage: "toon ZO-2026-0001"}},
		Tickets:  bot.Tickets{Platform: mattermost.Platform, MAC: seal, Check: func(mac, data []byte) bool { return hmac.Equal(mac, seal(data)) }},
		People:   mattermost.People{Member: s.member, Whom: s.address},
		First:    func(context.Context, string) (bool, error) { return true, nil },
		Seen:     func(context.Context) (time.Time, error) { return time.Now(), nil },
		Note:     func(context.Context, time.Time) error { return nil },
		Now:      time.Now, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	s.adapter, handler = adapter, adapter.Handler()
	if _, err := adapter.Register(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(s.Commands(s.team)) != 1 {
		t.Fatalf("registered: %+v", s.Commands(s.team))
	}
	return s
}

func (s *service) answer(_ context.Context, req bot.Request) (bot.Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = append(s.heard, req)
	switch {
	case req.Partial:
		return bot.Message{Text: "Bewaard."}, nil
	case req.Fields != nil:
		return s.then, nil
	case s.then.Form != nil && req.Line == s.then.Form.Line && req.Line == otherLine:
		return bot.Message{Text: "Vul het in.", Form: s.then.Form}, nil
	}
	return s.says, nil
}

func (s *service) member(_ context.Context, id string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, known := range s.whom {
		if known == id {
			return name, nil
		}
	}
	return "", nil
}

func (s *service) address(_ context.Context, to bot.Address) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.whom[to.Member], nil
}

// newcomer is somebody with a conversation of their own, so that nobody waits for another.
func (s *service) newcomer() (member, id string) {
	member = "lid" + mattermosttest.NewID()[:8]
	id = s.AddUser(member)
	s.Join(s.team, id)
	s.Join(s.room, id)
	s.mu.Lock()
	s.whom[member] = id
	s.mu.Unlock()
	return member, id
}

func (s *service) program(says, then bot.Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.says, s.then = says, then
}

// judged holds everything that reached the server since the last time against the official
// model, and against what the server knows of its clients.
func (s *service) judged(t *rapid.T, version string) {
	t.Helper()
	all := s.Recorded()
	for _, c := range all[s.looked:] {
		if c.By == s.BotID || c.By == "" {
			if err := verdict(version, c); err != nil {
				t.Errorf("the model says: %.3000v", err)
			}
			kind, _, _ := strings.Cut(strings.ReplaceAll(c.What, "/patch", "/*"), "posts/")
			s.kinds[kind]++
		}
	}
	s.looked = len(all)
	problems := s.Problems()
	for _, p := range problems[s.wrong:] {
		t.Errorf("the server says: %.1000s", p)
	}
	s.wrong = len(problems)
}

// pieces are what people, and names of things, can hold.
var pieces = []string{
	"casus", "de", "één", "vrijdag", "@all", "@channel", "@here", "@anouk", "@regiebot.", "~jeugd-noord", "#tag", "# kop", "> citaat", "| a | b |", "```", "`x`", "**vet**", "*", "_", "~~weg~~",
	"<!channel>", "<http://a.nl|klik>", "[klik](http://a.nl)", "![plaatje](http://a.nl/a.png)", "https://voorbeeld.nl/x?y=1", "www.voorbeeld.nl", "mail@voorbeeld.nl", ":smile:", ":)", "$x$", "&amp;", "<b>",
	"1. een", "* punt", "- punt", "---", "===", "\\", "\\@all", "😀", "é", "\u202e", "\u2060", "ZO-2026-0001", "13-11-2026", "14.30 uur", "a\tb", "\n", "\n\n", strings.Repeat("a", 200), strings.Repeat("é", 100),
}

// said are texts of at most so many characters.
func said(most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		want := rapid.OneOf(rapid.IntRange(1, min(most, 80)), rapid.IntRange(1, most), rapid.Just(most)).Draw(t, "length")
		few := rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 12).Draw(t, "pieces")
		var text strings.Builder
		for i := 0; text.Len() < 4*want && i < 4*want; i++ {
			text.WriteString(few[i%len(few)] + " ")
		}
		runes := []rune(strings.TrimSpace(text.String()))
		return visible(string(runes[:min(want, len(runes))]))
	})
}

// short are texts of one line of at most so many bytes, that say something.
func short(most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		text := strings.Join(strings.Fields(said(most).Draw(t, "text")), " ")
		for len(text) > most {
			runes := []rune(text)
			text = string(runes[:len(runes)-1])
		}
		return visible(text)
	})
}

// visible is a text that says something.
func visible(text string) string {
	if strings.Trim(text, " \n\t*_-\u202e\u2060") == "" {
		return "x"
	}
	return text
}

func buttons(most int) *rapid.Generator[[]bot.Button] {
	return rapid.Custom(func(t *rapid.T) []bot.Button {
		var list []bot.Button
		for i := range rapid.OneOf(rapid.IntRange(0, 3), rapid.IntRange(0, most)).Draw(t, "buttons") {
			line := rapid.OneOf(rapid.Just("casus toon"), rapid.StringN(1, bot.MaxLine-3, -1)).Draw(t, "line")
			list = append(list, bot.Button{Label: fmt.Sprintf("%d %s", i, short(bot.MaxLabel-4).Draw(t, "label")), Line: strings.ReplaceAll(line, "\x00", "0") + fmt.Sprint(i)})
		}
		return list
	})
}

func messages() *rapid.Generator[bot.Message] {
	return rapid.Custom(func(t *rapid.T) bot.Message {
		m := bot.Message{Text: said(3000).Draw(t, "text"), Buttons: buttons(bot.MaxButtons).Draw(t, "buttons"), Refused: rapid.Bool().Draw(t, "refused")}
		for range rapid.OneOf(rapid.IntRange(0, 2), rapid.IntRange(0, 8)).Draw(t, "parts") {
			m.Parts = append(m.Parts, bot.Part{Text: said(1000).Draw(t, "part"), Buttons: buttons(5).Draw(t, "buttons")})
		}
		m.Public, m.Direct = rapid.Bool().Draw(t, "public"), rapid.Bool().Draw(t, "direct")
		if rapid.IntRange(0, 5).Draw(t, "files") == 0 {
			m.Files = []bot.File{{Name: "rooster.xlsx", Type: "application/octet-stream", Data: []byte("x")}}
		}
		return m
	})
}

func forms() *rapid.Generator[*bot.Form] {
	return rapid.Custom(func(t *rapid.T) *bot.Form {
		f := &bot.Form{Title: short(bot.MaxTitle).Draw(t, "title"), Intro: said(500).Draw(t, "intro"), Line: "casus nieuw", Submit: short(30).Draw(t, "submit")}
		for i := range rapid.OneOf(rapid.IntRange(1, 4), rapid.IntRange(1, 20)).Draw(t, "fields") {
			f.Fields = append(f.Fields, field(i).Draw(t, "field"))
		}
		return f
	})
}

func field(i int) *rapid.Generator[bot.Field] {
	return rapid.Custom(func(t *rapid.T) bot.Field {
		f := bot.Field{
			Name: fmt.Sprintf("veld%d", i), Label: short(bot.MaxFieldLabel).Draw(t, "label"), Optional: rapid.Bool().Draw(t, "optional"),
			Kind: rapid.SampledFrom([]bot.Kind{bot.KindLine, bot.KindParagraph, bot.KindDate, bot.KindChoice, bot.KindTicks, bot.KindPerson}).Draw(t, "kind"),
		}
		if rapid.Bool().Draw(t, "hinted") {
			f.Hint = string([]rune(short(bot.MaxHint*2).Draw(t, "hint"))[:1]) + strings.Repeat("é", rapid.IntRange(0, bot.MaxHint-1).Draw(t, "long"))
		}
		if rapid.IntRange(0, 3).Draw(t, "wrong") == 0 {
			f.Problem = short(100).Draw(t, "problem")
		}
		most := map[bot.Kind]int{bot.KindTicks: bot.MaxRadios, bot.KindChoice: bot.MaxChoices, bot.KindPerson: bot.MaxChoices}[f.Kind]
		if most == 0 {
			f.Value = rapid.OneOf(rapid.Just(""), rapid.Just("13-11-2026"), rapid.Just("over 6 weken"), said(map[bool]int{true: bot.MaxValue, false: bot.MaxShortValue}[f.Kind == bot.KindParagraph])).Draw(t, "value")
			return f
		}
		for n := range rapid.OneOf(rapid.IntRange(1, 4), rapid.IntRange(1, most)).Draw(t, "choices") {
			f.Choices = append(f.Choices, bot.Choice{Value: fmt.Sprintf("w%d", n), Label: short(bot.MaxLabel).Draw(t, "choice")})
		}
		f.Value = rapid.SampledFrom([]string{"", "w0", "w0", "w99"}).Draw(t, "value")
		return f
	})
}

// conversations is how many are tried on each version: the adapter does not hurry a server.
const conversations = 100

// TestEverythingThatIsRenderedIsValid lets a program say many things on both versions, in a
// command, in a form and its steps, after a press, as a message that nobody asked for, and
// asks the official model about each body.
func TestEverythingThatIsRenderedIsValid(t *testing.T) {
	for _, version := range versions {
		t.Run(version, func(t *testing.T) {
			s, tried := newService(t, version), 0
			rapid.Check(t, func(t *rapid.T) {
				if tried++; tried > conversations {
					return
				}
				says, then := messages().Draw(t, "says"), messages().Draw(t, "then")
				if rapid.Bool().Draw(t, "asks") {
					says.Form = forms().Draw(t, "form")
				}
				switch rapid.IntRange(0, 4).Draw(t, "again") {
				case 0:
					then.Form = forms().Draw(t, "another")
					then.Form.Line = otherLine
				case 1:
					then.Form = wrong(t, says.Form)
				}
				if bot.Check(says) != nil || bot.Check(then) != nil {
					t.Skip("too much for any platform")
				}
				s.program(says, then)
				s.converse(t)
				if rapid.IntRange(0, 3).Draw(t, "unasked") == 0 {
					s.deliver(t, then)
				}
				if err := s.adapter.Finish(context.Background()); err != nil {
					t.Fatal(err)
				}
				s.judged(t, version)
			})
			for _, kind := range []string{"command", "action", "dialog", "POST /posts", "PUT /", "POST /actions/dialogs/open"} {
				if s.kinds[kind] < 10 {
					t.Errorf("only %d bodies of %q were judged: %v", s.kinds[kind], kind, s.kinds)
				}
			}
		})
	}
}

// otherLine is the line of a form that comes after another.
const otherLine = "casus wijzig"

// wrong is a form that comes back with what is wrong with it.
func wrong(t *rapid.T, f *bot.Form) *bot.Form {
	if f == nil {
		return nil
	}
	again := *f
	again.Fields = slices.Clone(f.Fields)
	for i := range again.Fields {
		again.Fields[i].Problem = rapid.OneOf(rapid.Just(""), short(100)).Draw(t, "wrong")
	}
	return &again
}

// converse gives a command, fills in what opens, and presses what stands there.
func (s *service) converse(t *rapid.T) {
	_, id := s.newcomer()
	where := s.DM(id)
	if rapid.Bool().Draw(t, "in a room") {
		where = s.room
	}
	r := s.Command(id, where, "", "/casus toon ZO-2026-0001")
	if r.Status != 0 {
		t.Fatalf("the command gives %d %s", r.Status, r.Error)
	}
	for range 5 {
		d := s.Dialog(id)
		if d == nil {
			break
		}
		if r := s.SubmitUnchecked(id, answers(t, *d)); r.Status != 0 {
			t.Fatalf("the dialog gives %d %s", r.Status, r.Error)
		}
	}
	if s.Dialog(id) != nil {
		s.Cancel(id)
	}
	for _, p := range slices.Backward(s.Seen(id, "")) {
		if actions := p.Actions(); len(actions) > 0 {
			s.use(t, id, p, actions[0])
			return
		}
	}
}

// use presses a button, or takes the last option of a menu.
func (s *service) use(t *rapid.T, id string, p mattermosttest.Post, a mattermosttest.Action) {
	value := ""
	if len(a.Options) > 0 {
		value = a.Options[len(a.Options)-1].Value
	}
	if r := s.PressRaw(id, p, a, value); r.Status != 0 {
		t.Fatalf("%s gives %d %s", a.Name, r.Status, r.Error)
	}
}

// answers fill in a dialog.
func answers(t *rapid.T, d mattermosttest.Dialog) map[string]any {
	values := map[string]any{}
	for _, e := range d.Elements {
		switch {
		case e.Type == "bool":
			values[e.Name] = rapid.Bool().Draw(t, e.Name)
		case len(e.Options) > 0:
			values[e.Name] = e.Options[0].Value
		case e.Type == "date":
			values[e.Name] = "2026-11-27"
		default:
			values[e.Name] = rapid.OneOf(rapid.Just(""), rapid.Just("tekst"), said(500)).Draw(t, e.Name)
		}
	}
	return values
}

// deliver sends a message that nobody asked for, changes it and takes it away.
func (s *service) deliver(t *rapid.T, m bot.Message) {
	m.Form, m.Files = nil, nil
	member, _ := s.newcomer()
	to, key := bot.Address{Member: member}, "k"+member
	got, err := s.adapter.Send(context.Background(), to, key, m)
	if err != nil {
		t.Fatalf("sending: %v", err)
	}
	if found, there, err := s.adapter.Find(context.Background(), to, key, time.Time{}); err != nil || !there || found != got {
		t.Fatalf("found %v %+v, want %+v (%v)", there, found, got, err)
	}
	shorter := bot.Message{Text: said(200).Draw(t, "shorter")}
	for _, to2 := range []*bot.Message{&shorter, &m, nil} {
		if err := s.adapter.Replace(context.Background(), to, got, to2); err != nil {
			t.Fatalf("replacing: %v", err)
		}
	}
}
