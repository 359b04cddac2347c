package webchat

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// move moves the clock of the demo and says what was delivered on the way.
func (s *Server) move(w http.ResponseWriter, r *http.Request, at seat) {
	v := movedView{Text: sorryMoving}
	if s.moving.TryLock() {
		defer s.moving.Unlock()
		v = s.moved(context.WithoutCancel(r.Context()), r.PostForm.Get("stap"))
	}
	if !scripted(r) {
		s.back(w, r, at, "")
		return
	}
	s.show(w, "gelopen", v)
}

// movedView tells how a move of the clock went; Now is empty when it did not move.
type movedView struct{ Now, Text string }

// moved takes one step and tells the result in Dutch. A move that failed half-way
// still shows where the clock stands.
func (s *Server) moved(ctx context.Context, step string) movedView {
	before := s.room.last()
	known, err := s.step(ctx, step)
	now := s.cfg.Clock.Now()
	s.room.nudge()
	switch {
	case err != nil:
		return movedView{Text: bot.Sorry(ctx, s.cfg.Log, err).Text}
	case !known:
		return movedView{Text: sorryStep}
	}
	return movedView{Now: day(now) + ", " + hour(now) + " uur", Text: s.delivered(before)}
}

// step calls the clock. A day and a week are days of the calendar: across a change
// of summer time the hour of the day stays the same.
func (s *Server) step(ctx context.Context, step string) (known bool, err error) {
	now := s.cfg.Clock.Now()
	switch step {
	case "uur":
		return true, s.cfg.Clock.Add(ctx, time.Hour)
	case "dag":
		return true, s.cfg.Clock.Add(ctx, now.AddDate(0, 0, 1).Sub(now))
	case "week":
		return true, s.cfg.Clock.Add(ctx, now.AddDate(0, 0, 7).Sub(now))
	case "herinnering":
		return true, s.cfg.Clock.NextReminder(ctx)
	}
	return false, nil
}

// delivered counts the messages that nobody asked for since an entry, for each
// person and the channel.
func (s *Server) delivered(since int) string {
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	counts := map[string]int{}
	total := 0
	for _, e := range s.room.entries[since:] {
		if e.by == "" && e.asked == "" {
			counts[e.only]++
			total++
		}
	}
	if total == 0 {
		return "Geen berichten bezorgd."
	}
	return count(total, "bericht", "berichten") + " bezorgd: " + strings.Join(s.tally(counts), ", ") + "."
}

// tally lists the counts in the order of the personas, the channel last.
func (s *Server) tally(counts map[string]int) []string {
	var out []string
	for _, p := range s.cfg.Personas {
		if n := counts[p.Member]; n > 0 {
			out = append(out, p.Name+" "+strconv.Itoa(n))
		}
	}
	if n := counts[""]; n > 0 {
		out = append(out, "#"+s.cfg.Channel+" "+strconv.Itoa(n))
	}
	return out
}

// last is the number of the newest entry.
func (m *room) last() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.entries)
}

// nudge is wake without the lock.
func (m *room) nudge() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.wake()
}
