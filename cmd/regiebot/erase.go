package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// eraseCmd erases one case.
type eraseCmd struct {
	Zaak string `arg:"" help:"The zaaknummer."`
	Yes  bool   `help:"Erase without asking."`
}

// Run erases the case and prints a proof without content. Without --yes it says what
// would go, and erases only when somebody at a terminal says so.
func (c *eraseCmd) Run(ctx context.Context, e *env) error {
	if err := checkZaak(c.Zaak); err != nil {
		return err
	}
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if !c.Yes {
		if err := c.ask(ctx, e, s); err != nil {
			return err
		}
	}
	return c.erase(ctx, e, s)
}

// errDry undoes what was only to be looked at.
var errDry = errors.New("not to be stored")

// ask says what would be erased, and goes on only after a yes.
func (c *eraseCmd) ask(ctx context.Context, e *env, s *store.Store) error {
	var would store.Erased
	err := s.Update(ctx, func(tx *store.Tx) (err error) {
		if would, err = scheduler.Erase(ctx, tx, c.Zaak, time.Now()); err == nil {
			err = errDry
		}
		return err
	})
	if !errors.Is(err, errDry) {
		return c.sentence(err)
	}
	if e.JSON {
		if err := e.printJSON(erasedDocument(would, false)); err != nil {
			return err
		}
	} else if _, err := fmt.Fprintf(e.out, "this would be erased of %s, for good:\n%s", would.Zaak, erasedText(would)); err != nil {
		return err
	}
	if e.says(fmt.Sprintf("type %s to erase it: ", would.Zaak), would.Zaak) {
		return nil
	}
	return fmt.Errorf("nothing was erased: to erase %s for good, say regiebot erase %s --yes", would.Zaak, would.Zaak)
}

// erase erases, and prints the proof.
func (c *eraseCmd) erase(ctx context.Context, e *env, s *store.Store) error {
	var done store.Erased
	at := time.Now()
	err := e.loggedAs(ctx, s, func(tx *store.Tx) (audit.Event, error) {
		event := audit.Event{Wat: "erase", Actie: audit.Verwijderen, Soort: "casus", Doel: "verzoek", Casus: procesregie.ZaakKey(c.Zaak)}
		var err error
		if done, err = scheduler.Erase(ctx, tx, c.Zaak, at); errors.Is(err, store.ErrNotFound) {
			event.Casus, event.Object = "", "onbekend nummer"
		}
		return event, err
	})
	if err != nil {
		return c.sentence(err)
	}
	clean := true
	if err := scheduler.Scrub(ctx, s, at); err != nil {
		clean = false
		e.logger().LogAttrs(ctx, slog.LevelWarn, "what was erased is still in the files of the database; the next round of the bot removes it", slog.Any("cause", err))
	}
	row, err := e.rowOf(ctx, s, done.Zaak)
	if err != nil {
		return err
	}
	return e.proof(done, row, whatRemains(s, clean))
}

// rowOf returns the row of this call in the access log.
func (e *env) rowOf(ctx context.Context, s *store.Store, zaak string) (row audit.Row, err error) {
	err = s.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.AuditOf(ctx, zaak, store.AuditFilter{}, 20)
		i := slices.IndexFunc(rows, func(r audit.Row) bool { return r.Verzoek == e.verzoek })
		if err == nil && i < 0 {
			err = errors.New("the erasure is not in the access log: see regiebot audit verify")
		}
		if err == nil {
			row = rows[i]
		}
		return err
	})
	return row, err
}

// remains is what an erased case can still be found in.
type remains struct {
	text   string
	clean  bool     // nothing of it is in the files of the database
	places []string // that hold it until they are overwritten
}

// whatRemains promises no more than a database can do: a server does not overwrite what
// is deleted.
func whatRemains(s *store.Store, scrubbed bool) remains {
	switch {
	case s.Kind() == "postgres":
		places := []string{"dead space in the files of the tables", "the write-ahead log", "replicas", "base backups"}
		return remains{"the rows are gone; until it is overwritten the server can still hold what was in them, in " + strings.Join(places, ", ") +
			": what was sealed stays sealed there, the zaaknummer can be read. VACUUM FULL, in the monthly maintenance, clears the files of the tables", false, places}
	case !scrubbed:
		return remains{"the next round of the bot removes it from the files of the database", false, []string{"the journal of the database"}}
	}
	return remains{"nothing of it is in the files of the database but the rows of the access log", true, []string{}}
}

// proof prints what was erased, when, and where that is recorded.
func (e *env) proof(done store.Erased, row audit.Row, left remains) error {
	doc := erasedDocument(done, true)
	doc["at"], doc["clean"], doc["remains_until_overwritten"] = e.localTime(row.At), left.clean, left.places
	doc["log"] = map[string]any{"row": row.Nr, "hash": row.Hash}
	return e.report(doc, "erased %s at %s\n%s%s\naccess log: row %d, hash %s", done.Zaak, e.localTime(row.At), erasedText(done), left.text, row.Nr, row.Hash)
}

// erasedDocument says what is gone, or what would be: only the first is a proof.
func erasedDocument(d store.Erased, erased bool) map[string]any {
	return map[string]any{"erased": erased, "case": d.Zaak, "rows": d.Rows, "messages_changed": d.Changed, "reminders_planned_again": d.Planned, "messages_to_withdraw": d.Corrected}
}

// erasedText is a line for each kind of thing.
func erasedText(d store.Erased) string {
	var b strings.Builder
	for _, table := range slices.Sorted(maps.Keys(d.Rows)) {
		fmt.Fprintf(&b, "  rows of %s: %d\n", table, d.Rows[table])
	}
	for _, one := range []struct {
		n    int
		what string
	}{
		{d.Changed, "messages that are about other cases too, and keep the rest"},
		{d.Planned, "reminders of other cases that go out anew"},
		{d.Corrected, "messages to be taken away or changed on the chat platform, by the next rounds"},
	} {
		if one.n > 0 {
			fmt.Fprintf(&b, "  %s: %d\n", one.what, one.n)
		}
	}
	return b.String()
}

// sentence says what to do about an error.
func (c *eraseCmd) sentence(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("there is no case %s: nothing was erased", c.Zaak)
	}
	return err
}
