package mattermosttest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

// integration is a program of which every answer is given.
type integration struct {
	*httptest.Server
	answers chan string
	got     chan string
}

func newIntegration(t *testing.T) *integration {
	i := &integration{answers: make(chan string, 10), got: make(chan string, 10)}
	i.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		i.got <- string(text)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, <-i.answers)
	}))
	t.Cleanup(i.Close)
	return i
}

// town is a server with two people, a team, a channel and a command.
type town struct {
	*Server
	program                     *integration
	anouk, bram, team, room, dm string
	now                         time.Time
}

func newTown(t *testing.T, version string) *town {
	w := &town{program: newIntegration(t), now: time.Date(2026, 11, 13, 9, 0, 0, 0, time.UTC)}
	w.Server = New(t, Options{Version: version, Now: func() time.Time { return w.now }})
	w.anouk, w.bram = w.AddUser("anouk"), w.AddUser("bram")
	w.team = w.AddTeam("voorbeeldstad", w.anouk, w.bram)
	w.room = w.AddChannel(w.team, "jeugd-noord", "P", w.anouk, w.bram, w.BotID)
	w.dm = w.DM(w.anouk)
	w.AddCommand(w.team, "casus", w.program.URL+"/command")
	return w
}

func (w *town) api(t *testing.T, token, call, body string) (int, string) {
	t.Helper()
	method, path, _ := strings.Cut(call, " ")
	r, err := http.NewRequestWithContext(t.Context(), method, w.URL+"/api/v4"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text)
}

func both(t *testing.T, test func(*testing.T, *town)) {
	for _, version := range []string{Old, Recent} {
		t.Run(version, func(t *testing.T) { test(t, newTown(t, version)) })
	}
}

func (w *town) clean(t *testing.T) {
	t.Helper()
	if problems := w.Problems(); len(problems) > 0 {
		t.Errorf("problems: %q", problems)
	}
}

func TestACommandIsAnsweredPrivately(t *testing.T) {
	both(t, func(t *testing.T, w *town) {
		w.program.answers <- `{"text":"alleen voor jou","attachments":[{"fallback":"x","actions":[{"id":"a1","type":"button","name":"Verder","integration":{"url":"` + w.program.URL + `","context":{"t":"1"}}}]}]}`
		r := w.Command(w.anouk, w.room, "", "/Casus ZO-2026-0001  met @bram\n en meer ")
		form := <-w.program.got
		for _, want := range []string{"text=ZO-2026-0001++met+%40bram%0A+en+meer+", "command=%2Fcasus", "user_mentions=bram", "channel_name=jeugd-noord", "response_url=", "trigger_id=", "token="} {
			if !strings.Contains(form, want) {
				t.Errorf("%s is not in %s", want, form)
			}
		}
		if strings.Contains(form, "root_id") == w.Old() {
			t.Errorf("root_id: %s", form)
		}
		if !strings.Contains(r.Text(), "alleen voor jou") || strings.Contains(w.Shown(w.bram, w.room), "alleen") {
			t.Errorf("seen: %+v", r)
		}
		w.program.answers <- `{"ephemeral_text":"gedrukt"}`
		pressed := w.Press(w.anouk, r.Posts[0].ID, "Verder")
		if got := <-w.program.got; !strings.Contains(got, `"context":{"t":"1"}`) || !strings.Contains(pressed.Text(), "gedrukt") {
			t.Errorf("pressed: %s %+v", got, pressed)
		}
		w.clean(t)
	})
}

func TestAnUnknownCommandOrABadAnswerIsAnError(t *testing.T) {
	both(t, func(t *testing.T, w *town) {
		if r := w.Command(w.anouk, w.room, "", "/onbekend"); r.Status != http.StatusNotFound {
			t.Errorf("unknown: %+v", r)
		}
		w.program.answers <- ``
		if r := w.Command(w.anouk, w.room, "", "/casus"); r.Status != http.StatusInternalServerError || len(w.Problems()) != 1 {
			t.Errorf("empty: %+v %q", r, w.Problems())
		}
	})
}

func TestADialogOpensWhileItsTriggerLives(t *testing.T) {
	both(t, func(t *testing.T, w *town) {
		dialog := `{"trigger_id":%q,"url":"` + w.program.URL + `","dialog":{"callback_id":"c","title":"Casus","elements":[{"display_name":"Naam","name":"naam","type":"text","subtype":"","default":"","placeholder":"","help_text":"","optional":false,"min_length":0,"max_length":0,"data_source":"","options":null}],"submit_label":"Ja","notify_on_cancel":true,"state":"s1","introduction_text":"","icon_url":""}}`
		open := func(wait time.Duration) (Result, int) {
			status := make(chan int, 1)
			go func() {
				form := <-w.program.got
				trigger := form[strings.Index(form, "trigger_id=")+len("trigger_id="):]
				trigger, _, _ = strings.Cut(trigger, "&")
				w.now = w.now.Add(wait)
				code, _ := w.api(t, w.Token, "POST /actions/dialogs/open", strings.ReplaceAll(dialog, "%q", `"`+strings.NewReplacer("%2B", "+", "%2F", "/", "%3D", "=").Replace(trigger)+`"`))
				status <- code
				w.program.answers <- `{}`
			}()
			return w.Command(w.anouk, w.room, "", "/casus nieuw"), <-status
		}
		if r, code := open(time.Minute); r.Dialog != nil || code != http.StatusBadRequest {
			t.Errorf("too late: %d %+v", code, r)
		}
		if r, code := open(4 * time.Second); (r.Dialog == nil) != w.Old() || (code == http.StatusOK) == w.Old() {
			t.Errorf("after 4 s: %d %+v", code, r)
		}
		r, code := open(time.Second)
		if r.Dialog == nil || code != http.StatusOK {
			t.Fatalf("in time: %d %+v", code, r)
		}
		if r := w.Submit(w.anouk, nil); r.Errors["naam"] == "" {
			t.Errorf("sent empty: %+v", r)
		}
		w.program.answers <- `{"errors":{"naam":"te kort"}}`
		if r := w.Submit(w.anouk, map[string]any{"naam": "A"}); r.Errors["naam"] != "te kort" || r.Dialog == nil {
			t.Errorf("refused: %+v", r)
		}
		<-w.program.got
		w.program.answers <- `{}`
		w.Cancel(w.anouk)
		var left map[string]any
		if json.Unmarshal([]byte(<-w.program.got), &left) != nil || left["cancelled"] != true || left["state"] != "s1" || (left["submission"] == nil) != w.Old() {
			t.Errorf("left: %v", left)
		}
		w.clean(t)
	})
}

func TestABadDialogIsAProblem(t *testing.T) {
	for name, e := range map[string]Element{
		"long label":     {DisplayName: "Checklist procesregie §1", Name: "a", Type: "text"},
		"required tick":  {DisplayName: "a", Name: "a", Type: "bool"},
		"optional radio": {DisplayName: "a", Name: "a", Type: "radio", Optional: true, Options: []*Option{{"a", "a"}}},
		"no option":      {DisplayName: "a", Name: "a", Type: "select", Default: "b", Options: []*Option{{"a", "a"}}},
		"two lines":      {DisplayName: "a", Name: "a", Type: "text", Default: "a\nb"},
		"min over max":   {DisplayName: "a", Name: "a", Type: "text", MinLength: 1},
	} {
		if len(CheckDialog(Recent, Dialog{Title: "t", Elements: []Element{e}})) != 1 {
			t.Errorf("%s: %v", name, CheckDialog(Recent, Dialog{Title: "t", Elements: []Element{e}}))
		}
	}
	date := Dialog{Title: "t", Elements: []Element{{DisplayName: "a", Name: "a", Type: "date", Default: "2026-11-13"}}}
	if len(CheckDialog(Recent, date)) != 0 || len(CheckDialog(Old, date)) != 1 {
		t.Errorf("a date: %v and %v", CheckDialog(Recent, date), CheckDialog(Old, date))
	}
}

func TestPostsHaveTheLimitsOfTheVersion(t *testing.T) {
	both(t, func(t *testing.T, w *town) {
		props := func(n int) string { return `"props":{"a":"` + strings.Repeat("a", n) + `"}` }
		for _, c := range []struct {
			name, body string
			status     int
		}{
			{"fine", `"message":"dag"`, 201},
			{"long", `"message":"` + strings.Repeat("é", MaxMessageRunes) + `"`, 201},
			{"too long", `"message":"` + strings.Repeat("a", MaxMessageRunes+1) + `"`, 400},
			{"nul", `"message":"a\u0000"`, 500},
			{"props", `"message":"a",` + props(8000), map[bool]int{true: 400, false: 201}[w.Old()]},
			{"no thread", `"message":"a","root_id":"` + NewID() + `"`, 400},
		} {
			if status, text := w.api(t, w.Token, "POST /posts", `{"channel_id":"`+w.dm+`",`+c.body+`}`); status != c.status {
				t.Errorf("%s: %d %.200s", c.name, status, text)
			}
		}
		if status, _ := w.api(t, w.Token, "POST /posts/ephemeral", `{"user_id":"`+w.anouk+`","post":{"channel_id":"`+w.dm+`","message":"a"}}`); status != 403 {
			t.Errorf("the bot whispers: %d", status)
		}
		if status, _ := w.api(t, w.Token, "POST /commands", `{"team_id":"`+w.team+`","trigger":"x","method":"P","url":"http://a.nl"}`); status != 403 {
			t.Errorf("the bot makes a command: %d", status)
		}
		if status, _ := w.api(t, "nonsense", "GET /users/me", ""); status != 401 {
			t.Errorf("a token of nobody: %d", status)
		}
	})
}

func TestWhatIsPostedTwiceIsThereOnce(t *testing.T) {
	both(t, func(t *testing.T, w *town) {
		body := `{"channel_id":"` + w.dm + `","message":"een keer","pending_post_id":"k1"}`
		for range 2 {
			w.api(t, w.Token, "POST /posts", body)
		}
		if n := len(w.Seen(w.anouk, w.dm)); n != 1 {
			t.Errorf("%d posts", n)
		}
		w.Stop()
		w.Start()
		w.api(t, w.Token, "POST /posts", body)
		if n := len(w.Seen(w.anouk, w.dm)); n != 2 {
			t.Errorf("after a restart %d posts", n)
		}
	})
}

func TestMentions(t *testing.T) {
	w := newTown(t, Recent)
	for text, want := range map[string][]string{
		"@all":                    {"all"},
		"dag @Anouk.":             {"anouk"},
		`\@channel`:               {"channel"},
		"@\u2060channel":          nil,
		"a@here.nl":               nil,
		"naar @bram-@here, en zo": {"bram", "here"},
		"@niemand":                nil,
		"**@bram**":               {"bram"},
		"mail anouk@bram":         nil,
	} {
		w.mu.Lock()
		got := w.mentioned(text)
		w.mu.Unlock()
		if !slices.Equal(got, want) {
			t.Errorf("%q calls %q, want %q", text, got, want)
		}
	}
}

func TestPagesOfPosts(t *testing.T) {
	both(t, func(t *testing.T, w *town) {
		var ids []string
		for range 5 {
			ids = append(ids, w.Say(w.anouk, w.dm, "", "x"))
		}
		order := func(query string) []string {
			_, text := w.api(t, w.Token, "GET /channels/"+w.dm+"/posts?"+query, "")
			var list struct{ Order []string }
			_ = json.Unmarshal([]byte(text), &list)
			return list.Order
		}
		slices.Reverse(ids)
		for query, want := range map[string][]string{
			"": ids, "per_page=2": ids[:2], "per_page=2&page=1": ids[2:4], "per_page=2&page=2": ids[4:], "per_page=2&page=3": {},
			"before=" + ids[1]: ids[2:], "after=" + ids[3] + "&per_page=2": ids[1:3],
		} {
			if got := order(query); !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", query, got, want)
			}
		}
		w.Remove(ids[2])
		if got := order("since=1"); len(got) != 5 {
			t.Errorf("since gives deleted posts too: %q", got)
		}
		if got := order(""); len(got) != 4 {
			t.Errorf("a page gives no deleted posts: %q", got)
		}
	})
}

func TestInterference(t *testing.T) {
	w := newTown(t, Recent)
	w.Interfere(Interference{Path: "/posts", Status: 502, Type: "text/html", Body: "<html>", Done: true})
	body := `{"channel_id":"` + w.dm + `","message":"toch"}`
	if status, text := w.api(t, w.Token, "POST /posts", body); status != 502 || text != "<html>" || len(w.Seen(w.anouk, w.dm)) != 1 {
		t.Errorf("%d %s", status, text)
	}
	if status, _ := w.api(t, w.Token, "POST /posts", body); status != 201 {
		t.Errorf("once: %d", status)
	}
}

// TestLimit: an answer to somebody says twice how much is left, for the token and for the account; a
// refusal says it once, and is not JSON.
func TestLimit(t *testing.T) {
	w := newTown(t, Recent)
	for _, c := range []struct {
		token         string
		status, times int
		kind          string
	}{{w.Token, 200, 2, "application/json"}, {"", 401, 1, "application/json"}, {w.Token, 429, 1, "text/plain; charset=utf-8"}} {
		if c.status != 429 {
			w.Limit(1, 1)
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.URL+"/api/v4/users/me", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+c.token)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		for _, name := range []string{"X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset"} {
			if got := resp.Header.Values(name); len(got) != c.times {
				t.Errorf("%d: %s is %q", c.status, name, got)
			}
		}
		if resp.StatusCode != c.status || resp.Header.Get("Content-Type") != c.kind || (resp.Header.Get("Retry-After") != "") != (c.status == 429) {
			t.Errorf("%d, not %d: %v", resp.StatusCode, c.status, resp.Header)
		}
	}
}
