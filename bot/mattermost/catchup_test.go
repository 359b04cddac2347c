package mattermost

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// inPosts answers for the posts of a channel, page by page, as the server does.
func inPosts(all ...stored) func(r *http.Request) (int, any) {
	slices.SortStableFunc(all, func(a, b stored) int { return int(b.CreateAt - a.CreateAt) })
	return func(r *http.Request) (int, any) {
		n, _ := strconv.Atoi(r.URL.Query().Get("page"))
		per, _ := strconv.Atoi(r.URL.Query().Get("per_page"))
		p := page{Order: []string{}, Posts: map[string]stored{}}
		for _, post := range all[min(n*per, len(all)):min((n+1)*per, len(all))] {
			p.Order = append(p.Order, post.ID)
			p.Posts[post.ID] = post
		}
		return 200, p
	}
}

// inConversations answers for the channels of the bot.
func inConversations(all ...channel) func(*http.Request) (int, any) {
	return func(*http.Request) (int, any) { return 200, all }
}

// inHeard collects what was told.
type inHeard struct {
	mu  sync.Mutex
	ids []string
}

func (h *inHeard) box() inbox {
	return inbox{told: inTold(func(_ context.Context, p stored, _, id string) {
		h.mu.Lock()
		defer h.mu.Unlock()
		if id != p.ID {
			panic("another id")
		}
		h.ids = append(h.ids, p.ID)
	})}
}

func (h *inHeard) list() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.ids)
}

func inAt(id string, ago time.Duration, change func(*stored)) stored {
	return inStored(func(p *stored) {
		p.ID, p.CreateAt = id, inMoment.Add(-ago).UnixMilli()
		change(p)
	})
}

const channelPosts = "GET /channels/" + inChannel + "/posts"

func TestCatchUp(t *testing.T) {
	same := func(*stored) {}
	answerOf := func(id string) func(*stored) {
		return func(p *stored) { p.UserID, p.Props = inBot, map[string]any{propMark: map[string]any{markTo: id}} }
	}
	last := inMoment.Add(-2 * time.Minute)
	conversation := channel{ID: inChannel, Type: direct, LastPostAt: last.UnixMilli()}
	for _, c := range []struct {
		name   string
		seen   time.Duration // ago; 0: never
		in     []channel
		posts  []stored
		before []string // claims
		want   []string
		upTo   time.Time
	}{
		{"never before", 0, []channel{conversation}, []stored{inAt(inID("a", 1), overlap+time.Minute, same)}, nil, nil, inMoment},
		{"nothing was said", time.Hour, nil, nil, nil, nil, inMoment.Add(-time.Hour)},
		{
			"oldest first, each once", time.Hour,
			[]channel{conversation, conversation},
			[]stored{inAt(inID("a", 1), 20*time.Minute, same), inAt(inID("a", 2), 10*time.Minute, same), inAt(inID("a", 3), 2*time.Minute, same)},
			nil,
			[]string{inID("a", 1), inID("a", 2), inID("a", 3)},
			last,
		},
		{
			"not from before, but for the overlap", time.Hour,
			[]channel{conversation},
			[]stored{inAt(inID("a", 1), time.Hour+overlap+time.Millisecond, same), inAt(inID("a", 2), time.Hour+overlap, same)},
			nil,
			[]string{inID("a", 2)},
			last,
		},
		{
			"at most a day back", 72 * time.Hour,
			[]channel{conversation},
			[]stored{inAt(inID("a", 1), oldest+time.Millisecond, same), inAt(inID("a", 2), oldest, same)},
			nil,
			[]string{inID("a", 2)},
			last,
		},
		{
			"a conversation in which nothing was said since is not read", 24 * time.Hour,
			[]channel{{ID: inChannel, Type: direct, LastPostAt: inMoment.Add(-25 * time.Hour).UnixMilli()}},
			[]stored{inAt(inID("a", 1), time.Minute, same)},
			nil, nil, inMoment.Add(-24 * time.Hour),
		},
		{
			"one that is closed is not read", time.Hour,
			[]channel{{ID: inChannel, Type: direct, LastPostAt: last.UnixMilli(), DeleteAt: 1}},
			[]stored{inAt(inID("a", 1), 2*time.Minute, same)},
			nil, nil, inMoment.Add(-time.Hour),
		},
		{
			"in a channel what mentions the bot", time.Hour,
			[]channel{{ID: inChannel, Type: "O", LastPostAt: last.UnixMilli()}},
			[]stored{inAt(inID("a", 1), 2*time.Minute, same), inAt(inID("a", 2), 3*time.Minute, func(p *stored) { p.Message = "@regiebot hulp" })},
			nil,
			[]string{inID("a", 2)},
			last,
		},
		{
			"of people only", time.Hour,
			[]channel{conversation},
			[]stored{
				inAt(inID("a", 1), 2*time.Minute, func(p *stored) { p.Props = map[string]any{"from_bot": "true"} }),
				inAt(inID("a", 3), 2*time.Minute, func(p *stored) { p.Type = "system_add_to_channel" }),
				inAt(inID("a", 4), 2*time.Minute, func(p *stored) { p.UserID = inBot }),
			},
			nil, nil, last,
		},
		{
			"what was changed before anybody heard it", time.Hour,
			[]channel{conversation},
			[]stored{inAt(inID("a", 1), 3*time.Minute, func(p *stored) { p.EditAt = p.CreateAt + 1 })},
			nil,
			[]string{inID("a", 1)},
			last,
		},
		{
			"what was done, and changed then", time.Hour,
			[]channel{conversation},
			[]stored{inAt(inID("a", 1), 3*time.Minute, func(p *stored) { p.EditAt = p.CreateAt + 1 })},
			[]string{claimPost + inID("a", 1), claimAgain + inID("a", 1)},
			nil, last,
		},
		{
			"what a process did that goes on", time.Hour,
			[]channel{conversation},
			[]stored{inAt(inID("a", 1), 3*time.Minute, same)},
			[]string{claimPost + inID("a", 1), claimAgain + inID("a", 1)},
			nil, last,
		},
		{
			"what a process ended at", time.Hour,
			[]channel{conversation},
			[]stored{inAt(inID("a", 1), 3*time.Minute, same)},
			[]string{claimPost + inID("a", 1)},
			[]string{inID("a", 1)},
			last,
		},
		{
			"what a process answered before it ended", time.Hour,
			[]channel{conversation},
			[]stored{inAt(inID("a", 1), 3*time.Minute, same), inAt(inID("a", 2), 2*time.Minute, answerOf(inID("a", 1)))},
			[]string{claimPost + inID("a", 1)},
			nil, last,
		},
		{
			"an answer of somebody else is none", time.Hour,
			[]channel{conversation},
			[]stored{inAt(inID("a", 1), 3*time.Minute, same), inAt(inID("a", 2), 2*time.Minute, func(p *stored) { answerOf(inID("a", 1))(p); p.UserID, p.Type = inAnouk, "x" })},
			[]string{claimPost + inID("a", 1)},
			[]string{inID("a", 1)},
			last,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			side, d, heard := newInSide(t), &inDatabase{}, &inHeard{}
			side.set("GET /users/me/teams/"+inTeam+"/channels", inConversations(c.in...))
			side.set(channelPosts, inPosts(c.posts...))
			if c.seen != 0 {
				d.upTo = inMoment.Add(-c.seen)
			}
			for _, key := range c.before {
				_, _ = d.first(t.Context(), key)
			}
			cfg, now := inConfig(side.URL), inMoment
			cfg.Now = func() time.Time { return now }
			d.use(&cfg)
			for range 2 { // the second process finds nothing to do
				m := inMattermost(t, cfg, heard.box())
				before := d.upTo
				err := m.catchUp(t.Context())
				if left := errors.Is(err, errElsewhere); left && d.upTo.Equal(before) {
					now = now.Add(patience)
					err = m.catchUp(t.Context())
				} else if left {
					t.Errorf("it is noted up to %v while another process is at it", d.upTo)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if got := heard.list(); !slices.Equal(got, c.want) || !d.upTo.Equal(c.upTo) {
				t.Errorf("heard %v, up to %v", got, d.upTo)
			}
		})
	}
}

// Whatever was said, and whatever pages it comes in: each post once, and in its order.
func TestCatchUpReadsAllPages(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(0, 3*pageOfPosts+1).Draw(r, "posts")
		var all []stored
		var want []string
		for i := range n {
			id := inID("a", i)
			all = append(all, inAt(id, time.Hour-time.Duration(i)*time.Second, func(*stored) {}))
			want = append(want, id)
		}
		answer := inPosts(slices.Clone(all)...)
		found := search{from: inMoment.Add(-time.Hour).UnixMilli(), known: map[string]bool{}, answered: map[string]bool{}}
		for number := range mostPages {
			req, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, "/?per_page="+strconv.Itoa(pageOfPosts)+"&page="+strconv.Itoa(number), nil)
			_, p := answer(req)
			if found.add(p.(page), channel{Type: direct}, who{ID: inBot}) {
				break
			}
			found.add(p.(page), channel{Type: direct}, who{ID: inBot}) // a page that moved comes twice
		}
		var got []string
		for _, p := range found.oldestFirst() {
			got = append(got, p.ID)
		}
		if !slices.Equal(got, want) {
			r.Fatalf("got %d of %d", len(got), n)
		}
	})
}

func TestCatchUpWithoutATeam(t *testing.T) {
	side, d, heard := newInSide(t), &inDatabase{upTo: inMoment.Add(-time.Hour)}, &inHeard{}
	side.set("GET /users/me/teams", func(*http.Request) (int, any) { return 200, []team{} })
	cfg := inConfig(side.URL)
	d.use(&cfg)
	m := inMattermost(t, cfg, heard.box())
	if err := m.catchUp(t.Context()); err != nil { // a server of before does not tell
		t.Fatal(err)
	}
	side.set("GET /users/me/channels", inConversations(channel{ID: inChannel, Type: direct, LastPostAt: inMoment.UnixMilli()}))
	side.set(channelPosts, inPosts(inAt(inPost, time.Minute, func(*stored) {})))
	if err := m.catchUp(t.Context()); err != nil || len(heard.list()) != 1 {
		t.Errorf("heard %v, %v", heard.list(), err)
	}
}

// A post of another year (imported, or of a clock that was wrong) and a moment that was noted then do
// not end the looking.
func TestCatchUpInAnotherYear(t *testing.T) {
	other := channel{ID: inID("o", 1), Type: "O", LastPostAt: inMoment.AddDate(1, 0, 0).UnixMilli()}
	for name, seen := range map[string]time.Time{
		"noted as it should":      inMoment.Add(-time.Hour),
		"noted by another clock":  inMoment.Add(overlap - time.Second),
		"noted in another year":   inMoment.AddDate(1, 0, 0),
		"noted a little too late": inMoment.Add(overlap + time.Second),
	} {
		t.Run(name, func(t *testing.T) {
			side, d, heard := newInSide(t), &inDatabase{upTo: seen}, &inHeard{}
			side.set("GET /users/me/teams/"+inTeam+"/channels", inConversations(channel{ID: inChannel, Type: direct, LastPostAt: inMoment.UnixMilli()}, other))
			side.set("GET /channels/"+other.ID+"/posts", inPosts())
			side.set(channelPosts, inPosts())
			cfg := inConfig(side.URL)
			d.use(&cfg)
			m := inMattermost(t, cfg, heard.box())
			if err := m.catchUp(t.Context()); err != nil || d.upTo.After(inMoment) && !d.upTo.Equal(seen) {
				t.Fatalf("%v, up to %v", err, d.upTo)
			}
			side.set(channelPosts, inPosts(inAt(inPost, time.Second, func(*stored) {})))
			if err := m.catchUp(t.Context()); err != nil || len(heard.list()) != 1 {
				t.Errorf("heard %v, %v, up to %v", heard.list(), err, d.upTo)
			}
		})
	}
}

// What cannot be read is looked at again: the moment does not move. What the bot may not read any
// more holds up nothing.
func TestCatchUpWhatGoesWrong(t *testing.T) {
	const channels = "GET /users/me/teams/" + inTeam + "/channels"
	refuse := func(code int, id string) func(*http.Request) (int, any) {
		return func(*http.Request) (int, any) { return code, map[string]any{"id": id, "status_code": code} }
	}
	for _, c := range []struct {
		name   string
		call   string
		answer func(*http.Request) (int, any)
		bad    bool
	}{
		{"the server is down", channelPosts, func(*http.Request) (int, any) { return 502, "<html>" }, true},
		{"a page in between", channelPosts, func(*http.Request) (int, any) { return 200, "<html>" }, true},
		{"the channels are not known", channels, func(*http.Request) (int, any) { return 500, "" }, true},
		{"the list ends half-way", channels, func(*http.Request) (int, any) { return 200, `[{"id":` }, true},
		{"the teams are not known", "GET /users/me/teams", func(*http.Request) (int, any) { return 500, "" }, true},
		{"the bot is not known", "GET /users/me", func(*http.Request) (int, any) { return 500, "" }, true},
		{"the bot was taken out of the channel", channelPosts, refuse(403, idPermission), false},
		{"the channel is gone", channelPosts, refuse(404, "app.channel.get.existing.app_error"), false},
		{"no channels in a team", channels, refuse(404, "app.channel.get_channels.not_found.app_error"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			since := inMoment.Add(-time.Hour)
			side, d, heard := newInSide(t), &inDatabase{upTo: since}, &inHeard{}
			side.set(channels, inConversations(channel{ID: inChannel, Type: direct, LastPostAt: inMoment.UnixMilli()}))
			side.set(c.call, c.answer)
			cfg := inConfig(side.URL)
			d.use(&cfg)
			err := inMattermost(t, cfg, heard.box()).catchUp(t.Context())
			if (err != nil) != c.bad || c.bad && !d.upTo.Equal(since) {
				t.Errorf("%v, up to %v", err, d.upTo)
			}
		})
	}
}

func TestCatchUpWhileTheDatabaseIsAway(t *testing.T) {
	away := errors.New("away")
	d := &inDatabase{fail: away}
	cfg := inConfig("http://127.0.0.1:1")
	d.use(&cfg)
	if err := inMattermost(t, cfg, inbox{}).catchUp(t.Context()); !errors.Is(err, away) {
		t.Errorf("got %v", err)
	}
}

func TestCatchUpAfterTheEnd(t *testing.T) {
	since := inMoment.Add(-time.Hour)
	side, d, heard := newInSide(t), &inDatabase{upTo: since}, &inHeard{}
	side.set("GET /users/me/teams/"+inTeam+"/channels", inConversations(channel{ID: inChannel, Type: direct, LastPostAt: inMoment.UnixMilli()}))
	side.set(channelPosts, inPosts(inAt(inPost, time.Minute, func(*stored) {})))
	cfg := inConfig(side.URL)
	d.use(&cfg)
	m := inMattermost(t, cfg, heard.box())
	m.in.drain(0)
	if err := m.catchUp(t.Context()); !errors.Is(err, errFull) || !d.upTo.Equal(since) || len(heard.list()) != 0 {
		t.Errorf("%v, up to %v, heard %v", err, d.upTo, heard.list())
	}
}

// Two processes that come back at once find the same post, however long ago it was written: one of
// them does it, and the other looks again until that is done.
func TestCatchUpWithTwoProcesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, told := &inDatabase{}, 0
		box := inbox{told: inTold(func(context.Context, stored, string, string) { told++; time.Sleep(patience / 2) })}
		cfg := inConfig("http://127.0.0.1:1")
		cfg.Now = time.Now
		d.use(&cfg)
		p := heardPost{stored: inStored(func(p *stored) { p.CreateAt = time.Now().Add(-20 * time.Minute).UnixMilli() }), channelType: direct, missed: true}
		one, other := inMattermost(t, cfg, box), inMattermost(t, cfg, box)
		var wrong failures
		var busy sync.WaitGroup
		one.attendAll([]heardPost{p}, &wrong, &busy)
		synctest.Wait()
		if err := other.attend(t.Context(), p); !errors.Is(err, errElsewhere) {
			t.Errorf("while the first is at it: %v", err)
		}
		busy.Wait()
		time.Sleep(patience)
		if err := errors.Join(other.attend(t.Context(), p), wrong.all()); err != nil || told != 1 {
			t.Errorf("done %d times, %v", told, err)
		}
	})
}

// A server that asks to wait is waited for.
func TestCatchUpIsPatient(t *testing.T) {
	side, d := newInSide(t), &inDatabase{upTo: inMoment.Add(-time.Hour)}
	busy := 2
	side.set("GET /users/me/teams/"+inTeam+"/channels", func(*http.Request) (int, any) {
		if busy--; busy >= 0 {
			return 429, "limit exceeded"
		}
		return 200, []channel{}
	})
	cfg := inConfig(side.URL)
	d.use(&cfg)
	m := inMattermost(t, cfg, inbox{})
	m.in.tempo = inBrisk
	m.rest.turns.Now, m.rest.turns.Sleep = nil, func(context.Context, time.Duration) error { return nil }
	begin := m.in.now()
	step := 0
	m.rest.turns.Now = func() time.Time { step++; return begin.Add(time.Duration(step) * time.Hour) }
	if err := m.catchUp(t.Context()); err != nil || busy >= 0 {
		t.Errorf("%v, %d", err, busy)
	}
}
