package scheduler

import (
	"context"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// again puts back in the outbox what fell out of it, for who is told of it still: the module was
// off, the casus closed, or the help another for a while. A colleague who had it already is no
// reason that they never hear it.
func (r *signals) again(ctx context.Context, tx *store.Tx) error {
	posts, err := tx.PostsAbout(ctx, r.casus.Zaaknummer)
	if err != nil || !r.tells() {
		return err
	}
	for _, name := range r.praktijk.SignaalOntvangers(r.casus) {
		if err := r.enqueue(ctx, tx, name, r.missed(posts, name)); err != nil {
			return err
		}
	}
	return nil
}

// missed returns the signals that fell out of the queue of somebody, and that they never heard.
func (r *signals) missed(posts []store.Post, name string) (items []item) {
	begins := signalFor(r.casus.Zaaknummer, name)
	for _, p := range posts {
		if !fell(p) || !strings.HasPrefix(strings.TrimPrefix(p.Key, passedKey), begins) {
			continue
		}
		for _, i := range r.holding(p) {
			twice := slices.ContainsFunc(items, func(o item) bool { return o.place == i.place })
			if !twice && !has(posts, signalAt(r.casus.Zaaknummer, i.place), begins) && r.latest(i) {
				items = append(items, i)
			}
		}
	}
	return items
}

// fell reports whether a message with signals was taken out of the queue, and nobody got it.
func fell(p store.Post) bool {
	return isSignal(p) && p.State == store.Failed && p.Cause == causeStale
}

// latest reports whether a signal would be told now, if it had not been.
func (r *signals) latest(i item) bool {
	verteld := slices.Clone(r.verteld)
	verteld[i.place] = ""
	return slices.ContainsFunc(procesregie.NieuweSignalen(r.list, verteld, r.op), func(s procesregie.Signaal) bool {
		return s.Sleutel == i.Sleutel && s.Traject == i.Traject
	})
}
