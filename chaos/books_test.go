package chaos_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// books are what the database says, read without the store: it is what is tested.
type books struct{ db *sql.DB }

func openBooks(t *testing.T, address string) books {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+address+"?mode=ro&_busy_timeout=5000")
	if strings.HasPrefix(address, "postgres") {
		var config *pgx.ConnConfig
		if config, err = pgx.ParseConfig(address); err == nil {
			db = stdlib.OpenDB(*config)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return books{db}
}

// count counts rows; false when the database is away.
func (b books) count(ctx context.Context, from string, args ...any) (int, bool) {
	var n int
	err := b.db.QueryRowContext(ctx, "SELECT count(*) FROM "+from, args...).Scan(&n)
	return n, err == nil
}

// waiting counts what should be on the server by a moment, and what is still to be changed
// there.
func (b books) waiting(ctx context.Context, at time.Time) (int, bool) {
	var n int
	err := b.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'claimed'))
		+ (SELECT count(*) FROM reminders WHERE state = 'planned' AND at <= $1)
		+ (SELECT count(*) FROM corrections) + (SELECT count(*) FROM revisions)`, at.UnixMilli()).Scan(&n)
	return n, err == nil
}

// reminder is a row of the table reminders.
type reminder struct {
	p.Reminder
	State string
	Done  time.Time
}

// series names what a reminder has in common with its earlier and later stages.
func (r reminder) series() string {
	return strings.Join([]string{r.Zaak, string(r.Termijn), r.Uiterlijk.String(), r.Voor}, "/")
}

func (b books) reminders(t *testing.T) []reminder {
	t.Helper()
	rows, err := b.db.QueryContext(t.Context(), "SELECT key, zaak, team, termijn, uiterlijk, stap, voor, aan, at, state, done_at FROM reminders ORDER BY key")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []reminder
	for rows.Next() {
		var r reminder
		var uiterlijk string
		var at, done int64
		if err := rows.Scan(&r.Key, &r.Zaak, &r.Team, &r.Termijn, &uiterlijk, &r.Stap, &r.Voor, &r.Aan, &at, &r.State, &done); err != nil {
			t.Fatal(err)
		}
		if err := r.Uiterlijk.UnmarshalText([]byte(uiterlijk)); err != nil {
			t.Fatal(err)
		}
		r.At, r.Done = time.UnixMilli(at), time.UnixMilli(done)
		list = append(list, r)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// message is a row of the outbox.
type message struct {
	ID, Key, State string
	Keys           []string // of its reminders
	Created        time.Time
	Attempts       int
	Unsure         bool // given up, because nobody can tell whether it is there
}

func (b books) messages(t *testing.T) []message {
	t.Helper()
	rows, err := b.db.QueryContext(t.Context(), "SELECT id, key, state, keys, created_at, attempts, unsure FROM outbox ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []message
	for rows.Next() {
		var m message
		var keys string
		var created, unsure int64
		if err := rows.Scan(&m.ID, &m.Key, &m.State, &keys, &created, &m.Attempts, &unsure); err != nil {
			t.Fatal(err)
		}
		m.Created, m.Unsure = time.UnixMilli(created), unsure != 0
		if err := json.Unmarshal([]byte(keys), &m.Keys); err != nil {
			t.Fatal(err)
		}
		list = append(list, m)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// practice is what planning says now, of every casus: which reminders hold, and which
// should be planned.
type practice struct {
	cases    map[string]p.Casus
	practice map[string]p.Praktijk
	planned  map[string]bool // keys
}

func readPractice(t *testing.T, s *store.Store) practice {
	t.Helper()
	now := practice{map[string]p.Casus{}, map[string]p.Praktijk{}, map[string]bool{}}
	err := s.View(t.Context(), func(tx *store.Tx) error {
		list, err := tx.Casussen(t.Context(), store.Filter{})
		if err != nil {
			return err
		}
		for _, c := range list {
			if now.practice[c.Team], err = tx.Praktijk(t.Context(), c.Team); err != nil {
				return err
			}
			sent, err := tx.Sent(t.Context(), c.Zaaknummer)
			if err != nil {
				return err
			}
			now.cases[p.ZaakKey(c.Zaaknummer)] = c
			for _, r := range p.Plan(c, now.practice[c.Team], sent) {
				now.planned[r.Key] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// stage returns the place of a reminder in its series, from 1; false when what it asks is
// not asked any more of whom it was meant for.
func (now practice) stage(r reminder) (int, bool) {
	c, ok := now.cases[p.ZaakKey(r.Zaak)]
	if !ok {
		return 0, false
	}
	practice := now.practice[c.Team]
	terms := p.Termijnen(c, practice)
	if !practice.Geldt(c, terms, r.Reminder) {
		return 0, false
	}
	i := slices.IndexFunc(terms, func(t p.Termijn) bool { return t.Owns(r.Reminder) })
	return 1 + terms[i].Rang(r.Stap, practice), true
}
