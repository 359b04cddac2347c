package mattermost

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
)

// moment is when everything in these tests happens.
var moment = time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)

const someone, other = "owner11111111111111111111a", "other22222222222222222222b"

// drawing is an adapter that can only draw: on a server of a version.
func drawing(major, minor int) *Mattermost {
	mac := func(data []byte) []byte {
		h := hmac.New(sha256.New, []byte("k"))
		h.Write(data)
		return h.Sum(nil)
	}
	m := &Mattermost{rest: &client{}, cfg: Config{
		PublicURL: "https://regiebot.voorbeeldstad.nl", Now: func() time.Time { return moment },
		Tickets: bot.Tickets{Platform: Platform, MAC: mac, Check: func(sum, data []byte) bool { return hmac.Equal(sum, mac(data)[:len(sum)]) }},
	}}
	m.rest.version.Store(&version{major, minor})
	return m
}

// filed is an attachment as the server keeps it: with every field that it knows.
type filed struct {
	ID         int       `json:"id"`
	Fallback   string    `json:"fallback"`
	Color      string    `json:"color"`
	Pretext    string    `json:"pretext"`
	AuthorName string    `json:"author_name"`
	AuthorLink string    `json:"author_link"`
	AuthorIcon string    `json:"author_icon"`
	Title      string    `json:"title"`
	TitleLink  string    `json:"title_link"`
	Text       string    `json:"text"`
	Fields     []string  `json:"fields"`
	ImageURL   string    `json:"image_url"`
	ThumbURL   string    `json:"thumb_url"`
	Footer     string    `json:"footer"`
	FooterIcon string    `json:"footer_icon"`
	Timestamp  any       `json:"ts"`
	Actions    []control `json:"actions,omitempty"`
}

var alphanumeric = regexp.MustCompile(`^[A-Za-z0-9]+$`)

// postProblems are the limits of Post.IsValid (5.37 and now), of attachments and of actions.
func postProblems(p post) (problems []string) {
	if p.Message == "" || utf8.RuneCountInString(p.Message) > 16383 || len(p.Message) > 65535 {
		problems = append(problems, fmt.Sprintf("a message of %d bytes", len(p.Message)))
	}
	list := []filed{}
	for _, a := range p.Attachments {
		list = append(list, filed{Text: a.Text, Actions: a.Actions})
	}
	data, _ := json.Marshal(map[string]any{"attachments": list, "from_bot": "true", "regiebot": map[string]any{"key": strings.Repeat("f", 64), "part": 10, "of": 24}})
	if n := utf8.RuneCount(data); n > 7600 {
		problems = append(problems, fmt.Sprintf("props of %d characters", n))
	}
	for _, c := range controlsOf([]post{p}) {
		problems = append(problems, controlProblems(c)...)
	}
	return problems
}

func controlProblems(c control) (problems []string) {
	if c.Name == "" || !alphanumeric.MatchString(c.ID) || !strings.HasPrefix(c.Integration.URL, "https://") {
		problems = append(problems, "no name, id or address: "+c.ID)
	}
	if c.Type == typeMenu != (len(c.Options) > 0) || c.Type != typeMenu && c.Type != typeButton {
		problems = append(problems, "a menu without choices, or a button with")
	}
	for _, o := range c.Options {
		if o.Text == "" || o.Value == "" {
			problems = append(problems, "a choice without text or value")
		}
	}
	return problems
}

func controlsOf(posts []post) (all []control) {
	for _, p := range posts {
		for _, a := range p.Attachments {
			all = append(all, a.Actions...)
		}
	}
	return all
}

// linesOf are what the buttons and choices of posts say, in order.
func linesOf(t interface{ Fatalf(string, ...any) }, m *Mattermost, posts []post, user string) (lines []string) {
	ids := map[string]bool{}
	for _, c := range controlsOf(posts) {
		if ids[c.ID] {
			t.Fatalf("two controls are %s", c.ID)
		}
		ids[c.ID] = true
		tickets := []string{c.Integration.Context[contextTicket]}
		if c.Type == typeMenu {
			tickets = nil
			for _, o := range c.Options {
				tickets = append(tickets, o.Value)
			}
		}
		for _, ticket := range tickets {
			line, _, fault := m.readLine(ticket, user)
			if fault != bot.Fine {
				t.Fatalf("a ticket is not taken: %d", fault)
			}
			lines = append(lines, line)
		}
	}
	return lines
}

func written(t *testing.T, posts []post) string {
	t.Helper()
	var out strings.Builder
	for i, p := range posts {
		if i > 0 {
			out.WriteString("\n=====\n")
		}
		out.WriteString(p.Message + "\n")
		for _, a := range p.Attachments {
			out.WriteString("---\n")
			if a.Text != "" {
				out.WriteString(a.Text + "\n")
			}
			for _, c := range a.Actions {
				fmt.Fprintf(&out, "[%s %s]", c.Type, c.Name)
				for _, o := range c.Options {
					fmt.Fprintf(&out, " %s;", o.Text)
				}
				out.WriteString("\n")
			}
		}
	}
	return strings.ReplaceAll(out.String(), wordJoiner, "^")
}

func choiceButtons(n int) (list []bot.Button) {
	for i := range n {
		list = append(list, bot.Button{Label: fmt.Sprintf("Keuze %d", i+1), Line: fmt.Sprintf("casus kies=%d", i+1)})
	}
	return list
}

func TestRender(t *testing.T) {
	for _, c := range []struct {
		name string
		m    bot.Message
		want string
	}{
		{"a sentence", bot.Message{Text: "Klaar."}, "Klaar.\n"},
		{"an answer with buttons", bot.Message{
			Text:    "**ZO-2026-0142** staat op niveau 2 sinds 27-11-2026.\n\nReden: zie @jan, *nu*.\n* MDO plannen\n* ouders bellen",
			Buttons: []bot.Button{{Label: "MDO plannen", Line: "mdo plan zaak=ZO-2026-0142"}, {Label: "Sluiten :)", Line: "casus sluit zaak=ZO-2026-0142"}},
		}, "**ZO-2026-0142** staat op niveau 2 sinds 27-11-2026.\n\nReden: zie @^jan, \\*nu\\*.\n\n* MDO plannen\n* ouders bellen\n---\n[button MDO plannen]\n[button Sluiten :^)]\n"},
		{"a digest", bot.Message{
			Text: "Dit staat open:",
			Parts: []bot.Part{
				{Text: "ZO-2026-0142: evaluatie voor 27-11-2026", Buttons: []bot.Button{{Label: "Gedaan", Line: "taak af=1"}}},
				{Text: "ZO-2026-0150: VPR", Buttons: []bot.Button{{Label: "Gedaan", Line: "taak af=2"}, {Label: "Later", Line: "taak later=2"}}},
				{Text: "Verder niets."},
			},
			Buttons: []bot.Button{{Label: "Agenda", Line: "agenda"}},
		}, "Dit staat open:\n\nZO-2026-0142: evaluatie voor 27-11-2026\n---\n[button Gedaan]\n---\nZO-2026-0150: VPR\n[button Gedaan]\n[button Later]\n" +
			"---\nVerder niets.\n[button Agenda]\n"},
		{"parts without buttons are one text", bot.Message{Text: "a", Parts: []bot.Part{{Text: "b"}, {Text: "c"}}}, "a\n\nb\n\nc\n"},
		{"eight buttons are a row", bot.Message{Text: "Welke?", Buttons: choiceButtons(8)}, "Welke?\n---\n" +
			"[button Keuze 1]\n[button Keuze 2]\n[button Keuze 3]\n[button Keuze 4]\n[button Keuze 5]\n[button Keuze 6]\n[button Keuze 7]\n[button Keuze 8]\n"},
		{"more are a menu", bot.Message{Text: "Welke?", Buttons: choiceButtons(9)}, "Welke?\n---\n" +
			"[select Kies…] Keuze 1; Keuze 2; Keuze 3; Keuze 4; Keuze 5; Keuze 6; Keuze 7; Keuze 8; Keuze 9;\n"},
		{"nothing", bot.Message{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			posts := drawing(5, 37).render(c.m, someone)
			want := c.want
			if len(posts) == 0 && want == "" {
				return
			}
			if got := written(t, posts); got != want {
				t.Errorf("%s\nwant:\n%s", got, want)
			}
			for _, p := range posts {
				if problems := postProblems(p); len(problems) > 0 {
					t.Error(problems)
				}
			}
		})
	}
}

// Whatever keeps to bot.Check fits on the oldest server, and nothing of it is lost.
func TestRenderOfAnything(t *testing.T) {
	m := drawing(5, 37)
	rapid.Check(t, func(t *rapid.T) {
		msg := anyMessage(t)
		posts := m.render(msg, someone)
		var text, want []string
		for _, p := range posts {
			if problems := postProblems(p); len(problems) > 0 {
				t.Fatalf("%q", problems)
			}
			if p.Message != wordMore {
				text = append(text, p.Message)
			}
			for _, a := range p.Attachments {
				text = append(text, a.Text)
			}
		}
		wantLines := []string{}
		want = append(want, msg.Text)
		for _, p := range msg.Parts {
			want = append(want, p.Text)
			wantLines = append(wantLines, says(p.Buttons)...)
		}
		wantLines = append(wantLines, says(msg.Buttons)...)
		if got := linesOf(t, m, posts, someone); strings.Join(got, "\n") != strings.Join(wantLines, "\n") {
			t.Fatalf("the buttons say %q, want %q", got, wantLines)
		}
		if got, want := bare(shown(strings.Join(text, "\n"))), bare(visible(strings.Join(want, "\n\n"))); got != want {
			t.Fatalf("%q\nwant\n%q", got, want)
		}
	})
}

// bare is a text without what is between its words, and without stars: those of lists and of bold too.
func bare(text string) string {
	return strings.NewReplacer("*", "", " ", "").Replace(plainText(text))
}

func says(buttons []bot.Button) (lines []string) {
	for _, b := range buttons {
		lines = append(lines, b.Line)
	}
	return lines
}

func anyMessage(t *rapid.T) bot.Message {
	label := rapid.StringMatching(`[A-Za-z é:@#<]{1,60}`)
	line := rapid.Custom(func(t *rapid.T) string {
		return "casus kies=" + strings.Repeat(rapid.StringMatching(`[A-Z0-9"' -]{1,9}`).Draw(t, "value"), rapid.IntRange(1, 200).Draw(t, "times"))
	})
	buttons := rapid.Custom(func(t *rapid.T) (list []bot.Button) {
		for i := range rapid.IntRange(0, bot.MaxButtons).Draw(t, "buttons") {
			list = append(list, bot.Button{Label: fmt.Sprint(i, label.Draw(t, "label")), Line: line.Draw(t, "line")})
		}
		return list
	})
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Repeat(anyText().Draw(t, "text")+" ", rapid.IntRange(1, 60).Draw(t, "times"))
	})
	m := bot.Message{Text: text.Draw(t, "text"), Buttons: buttons.Draw(t, "own")}
	for range rapid.IntRange(0, 6).Draw(t, "parts") {
		m.Parts = append(m.Parts, bot.Part{Text: text.Draw(t, "part"), Buttons: buttons.Draw(t, "buttons")})
	}
	return m
}

// The longest of everything that bot.Check lets pass.
func TestRenderOfTheLongest(t *testing.T) {
	m := bot.Message{Text: strings.Repeat("<", 9000), Parts: []bot.Part{{Text: strings.Repeat("$", bot.MaxValue)}}}
	for i := range bot.MaxButtons {
		m.Buttons = append(m.Buttons, bot.Button{Label: fmt.Sprintf("%02d", i) + strings.Repeat("é", bot.MaxLabel-2), Line: strings.Repeat("l", bot.MaxLine)})
	}
	if err := bot.Check(m); err != nil {
		t.Fatal(err)
	}
	d := drawing(5, 37)
	posts := d.render(m, "")
	for _, p := range posts {
		if problems := postProblems(p); len(problems) > 0 {
			t.Error(problems)
		}
	}
	if n := len(linesOf(t, d, posts, other)); n != bot.MaxButtons {
		t.Errorf("%d buttons in %d posts", n, len(posts))
	}
}

func TestReadLine(t *testing.T) {
	m := drawing(5, 37)
	own, all := m.ticket("agenda", someone), m.ticket("agenda", "")
	late := drawing(5, 37)
	late.cfg.Now = func() time.Time { return moment.Add(bot.TicketLife) }
	for _, c := range []struct {
		name         string
		m            *Mattermost
		ticket, user string
		line         string
		owned        bool
		fault        bot.Fault
	}{
		{"the owner", m, own, someone, "agenda", true, bot.Fine},
		{"somebody else", m, own, other, "", true, bot.Foreign},
		{"nobody", m, own, "", "", true, bot.Foreign},
		{"everybody's", m, all, other, "agenda", false, bot.Fine},
		{"too late", late, own, someone, "", true, bot.Expired},
		{"too late for everybody", late, all, someone, "", false, bot.Expired},
		{"made up", m, "1.x.y.z", someone, "", false, bot.Unknown},
		{"a line", m, "agenda", someone, "", false, bot.Unknown},
		{"nothing", m, "", someone, "", false, bot.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			line, owned, fault := c.m.readLine(c.ticket, c.user)
			if line != c.line || owned != c.owned || fault != c.fault {
				t.Errorf("%q, %v, %d", line, owned, fault)
			}
		})
	}
}

func TestTicketIn(t *testing.T) {
	for _, c := range []struct {
		name, context, want string
	}{
		{"a button", `{"ticket":"a"}`, "a"},
		{"a menu", `{"selected_option":"b"}`, "b"},
		{"what was chosen goes first", `{"ticket":"a","selected_option":"b"}`, "b"},
		{"nothing chosen", `{"selected_option":""}`, ""},
		{"no text", `{"ticket":{"x":1},"selected_option":[2]}`, ""},
		{"nothing", `null`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var context map[string]any
			if err := json.Unmarshal([]byte(c.context), &context); err != nil {
				t.Fatal(err)
			}
			if got := ticketIn(context); got != c.want {
				t.Errorf("%q", got)
			}
		})
	}
}

// The wire form is that of the server.
func TestPostAsJSON(t *testing.T) {
	posts := drawing(5, 37).render(bot.Message{Text: "Welke?", Buttons: choiceButtons(1)}, someone)
	data, err := json.Marshal(posts[0].Props())
	if err != nil {
		t.Fatal(err)
	}
	got := regexp.MustCompile(`"1\.[^"]+"`).ReplaceAllString(string(data), `"TICKET"`)
	want := `{"attachments":[{"actions":[{"id":"regiebot1","type":"button","name":"Keuze 1",` +
		`"integration":{"url":"https://regiebot.voorbeeldstad.nl/mattermost/action","context":{"ticket":"TICKET"}}}]}]}`
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if props := (post{Message: "x"}).Props(); props != nil {
		t.Errorf("%v", props)
	}
}
