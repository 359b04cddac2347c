package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// settingReplan holds how far planning everything anew has come; it is there while that is
// going on.
const settingReplan = "herplannen"

// atOnce is how many open casussen are planned anew in the transaction that asks for it.
const atOnce = page

// Replanning is how far planning every open casus anew has come.
type Replanning struct {
	Since   time.Time // when it began, by the clock of the database
	Done    int       // casussen that were planned anew
	Total   int       // open casussen when it began
	Running bool      // there is more to do
}

// replanJob is a Replanning as it is stored. Last is the last casus that was planned.
type replanJob struct {
	Since time.Time `json:"since"`
	Done  int       `json:"done"`
	Total int       `json:"total"`
	Last  string    `json:"last"`
}

func (j replanJob) shown() Replanning {
	return Replanning{Since: j.Since, Done: j.Done, Total: max(j.Total, j.Done), Running: true}
}

// Replanning returns how far planning everything anew has come; zero when it is done.
func (tx *Tx) Replanning(ctx context.Context) (Replanning, error) {
	job, running, err := tx.replanJob(ctx)
	if err != nil || !running {
		return Replanning{}, err
	}
	return job.shown(), nil
}

// replanJob reads the job. One that cannot be read begins anew.
func (tx *Tx) replanJob(ctx context.Context) (job replanJob, running bool, err error) {
	text, running, err := tx.Setting(ctx, settingReplan)
	if running && decode("settings", text, &job) != nil {
		job = replanJob{}
	}
	return job, running, err
}

func (tx *Tx) writeReplanJob(ctx context.Context, job replanJob) error {
	text, err := encode(job)
	if err != nil {
		return err
	}
	return tx.writeSetting(ctx, settingReplan, text)
}

func (tx *Tx) endReplanJob(ctx context.Context) error {
	_, err := tx.exec(ctx, "DELETE FROM settings WHERE key = ?", settingReplan)
	return err
}

// replanEverything plans every open casus anew: at once when there are few, and otherwise
// in the steps of [Store.ReplanStep]. What was still to be done of an earlier time begins
// anew.
func (tx *Tx) replanEverything(ctx context.Context) error {
	clear(tx.praktijken)
	total, err := first(ctx, tx, q("SELECT count(*) FROM casussen WHERE open = 1"), scanNumber)
	if err != nil {
		return err
	}
	if total <= atOnce {
		if err := tx.endReplanJob(ctx); err != nil {
			return err
		}
		return tx.ReplanAll(ctx, "")
	}
	now, err := tx.now(ctx)
	if err != nil {
		return err
	}
	return tx.writeReplanJob(ctx, replanJob{Since: now, Total: int(total)})
}

// ReplanStep plans the next page of open casussen anew, when that is to be done, and
// returns how far that has come: not Running when there is nothing left. A process that
// dies loses one step; several processes may take steps at once.
func (s *Store) ReplanStep(ctx context.Context) (done Replanning, err error) {
	err = s.Update(ctx, func(tx *Tx) error {
		done, err = tx.replanStep(ctx)
		return err
	})
	return done, err
}

func (tx *Tx) replanStep(ctx context.Context) (Replanning, error) {
	// Who is second waits here, before it has done any work.
	if n, err := tx.exec(ctx, "UPDATE settings SET value = value WHERE key = ?", settingReplan); err != nil || n == 0 {
		return Replanning{}, err
	}
	job, _, err := tx.replanJob(ctx)
	if err != nil {
		return Replanning{}, err
	}
	n, last, err := tx.planPage(ctx, "", job.Last, func(c procesregie.Casus) error { return tx.replan(ctx, c) })
	if err != nil {
		return Replanning{}, err
	}
	job.Done, job.Last = job.Done+n, last
	if n == page {
		return job.shown(), tx.writeReplanJob(ctx, job)
	}
	done := job.shown()
	done.Running = false
	return done, tx.endReplanJob(ctx)
}

// CatchUpPlan plans a casus anew when everything is being planned anew and its turn has
// not come; true when it did. One that is not there or cannot be opened keeps what was
// planned.
func (tx *Tx) CatchUpPlan(ctx context.Context, zaak string) (bool, error) {
	job, running, err := tx.replanJob(ctx)
	if err != nil || !running {
		return false, err
	}
	// Not in Go: the databases have different orders of text.
	key := procesregie.ZaakKey(zaak)
	n, err := first(ctx, tx, q("SELECT count(*) FROM casussen WHERE zaak = ? AND open = 1 AND zaak > ?", key, job.Last), scanNumber)
	if err != nil || n == 0 {
		return false, err
	}
	err = tx.Replan(ctx, key)
	if errors.Is(err, ErrUnreadable) {
		return false, nil
	}
	return err == nil, err
}

// leaveReplanJob takes the name of a casus that is erased out of the job.
func (tx *Tx) leaveReplanJob(ctx context.Context, zaak string) error {
	job, running, err := tx.replanJob(ctx)
	if err != nil || !running || job.Last != zaak {
		return err
	}
	if job.Last, err = first(ctx, tx, q("SELECT coalesce(max(zaak), '') FROM casussen WHERE zaak < ?", zaak), scanText); err != nil {
		return fmt.Errorf("casussen: %w", err)
	}
	return tx.writeReplanJob(ctx, job)
}
