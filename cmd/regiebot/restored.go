package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"filippo.io/age"
	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/backup"
	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/store"
)

// restored is a database that is made of a backup, and what is known of it before anybody
// can see it.
type restored struct {
	cmd *restoreCmd
	env *env
	backup.Written
	with       []age.Identity
	difference store.PlanDifference
	log        error // why the access log does not say that it was restored
}

// make makes the database.
func (r *restored) make(ctx context.Context, ring *keys.Ring) error {
	s, err := store.Restore(ctx, r.env.Database, ring, store.Restoring{
		Schema: r.Schema,
		Load:   func(tx *store.Tx) error { return r.load(ctx, tx) },
		Prove:  r.prove,
	})
	switch {
	case errors.Is(err, store.ErrExists):
		return errors.New("the database is not empty, and a restore never replaces anything: give --database (or REGIEBOT_DATABASE) one that does not exist yet")
	case errors.Is(err, store.ErrWrongKeys):
		return errors.New("the key file does not open what is in the backup: set REGIEBOT_KEY_FILE to the key file that was in use when the backup was made, or a newer one that holds the same keys")
	case err != nil:
		return err
	}
	return s.Close()
}

func (r *restored) load(ctx context.Context, tx *store.Tx) error {
	again, err := backup.Load(ctx, tx, r.cmd.File, r.with...)
	if err == nil && again.SHA256 != r.SHA256 {
		err = errors.New("the backup was replaced while it was read: try again")
	}
	return err
}

// prove finds out what is damaged and what would be planned in another way, and writes in
// the access log that it was restored. A log that cannot be written on is damage too.
func (r *restored) prove(ctx context.Context, s *store.Store) error {
	err := s.View(ctx, func(tx *store.Tx) (err error) {
		if r.Damaged, err = tx.Damaged(ctx); err != nil {
			return err
		}
		r.difference, err = tx.PlanDifference(ctx)
		return err
	})
	if err != nil {
		return err
	}
	done := audit.Event{Wat: "restore", Actie: audit.Aanmaken, Soort: "reservekopie", Object: stamp(r.SHA256)}
	r.log = r.env.logged(ctx, s, done, func(*store.Tx) error { return nil })
	return ctx.Err()
}

// complaint is a sentence about what is damaged; nil when nothing is.
func (r *restored) complaint() error {
	var all []string
	if len(r.Damaged) > 0 {
		all = append(all, fmt.Sprintf("%d damaged rows of the backup are restored as they are (%s)", len(r.Damaged), someOf(r.Damaged)))
	}
	if r.log != nil {
		all = append(all, fmt.Sprintf("the access log cannot be written on (%v)", r.log))
	}
	if len(all) == 0 {
		return nil
	}
	return fmt.Errorf("everything was restored, but %s: look for an older backup that has them whole, or go on without (--accept-damaged)", strings.Join(all, ", and "))
}

// restoredJSON is what is printed with --json.
type restoredJSON struct {
	backupJSON
	Replanned store.PlanDifference `json:"replanned"`
	Active    bool                 `json:"active"`
}

func (r *restored) document() restoredJSON {
	doc := restoredJSON{newBackupJSON(r.cmd.File, r.Written), r.difference, false}
	doc.Replanned.Which, doc.Replanned.Unplanned = list(doc.Replanned.Which), list(doc.Replanned.Unplanned)
	return doc
}

func (r *restored) text() string {
	return fmt.Sprintf("the database of %s is restored\nrows: %s\nplanned reminders: %d, all of them there, with the same keys\n%s\n%ssha256 of the backup: %s\n%s\n%s",
		r.env.localTime(r.Moment), rowsText(r.Tables), r.Plan.Count, differenceText(r.difference), damagedText(r.Damaged), r.SHA256,
		"this copy is not in use: it sends nothing until regiebot activate. Look at it first: regiebot simulate", eraseAgain(r.env, r.Moment))
}

func differenceText(d store.PlanDifference) string {
	text := fmt.Sprintf("planned anew, nothing changes for the %d open cases", d.Open)
	if d.Differing > 0 {
		text = fmt.Sprintf("planned anew, %d of the %d open cases would change (%s): %d reminders more, %d otherwise, %d less. That is so when this version of the program plans in another way, or when what they rest on is damaged; they change when the case does",
			d.Differing, d.Open, someOf(d.Which), d.Added, d.Changed, d.Gone)
	}
	if len(d.Unplanned) > 0 {
		text += fmt.Sprintf("\nnot planned anew, because something of them is damaged: %s", strings.Join(d.Unplanned, ", "))
	}
	return text
}

// damagedText is a line for all that is damaged; empty when nothing is.
func damagedText(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("damaged, and kept as it is: %s\n", strings.Join(names, ", "))
}

// someOf is a list that is not too long for one sentence.
func someOf(names []string) string {
	const most = 10
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
