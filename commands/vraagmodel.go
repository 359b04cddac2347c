package commands

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/summary"
)

// How long summaries may take together, so that there is an answer within 20 s; and how many
// a model is asked for at once.
const (
	modelTijd     = 19 * time.Second
	modelTegelijk = 4
)

// VraagModel has a language model write summaries, in the order of the questions, within 20 s
// in all. It holds no transaction. Before each question it looks at the switch: who turns the
// model off does not wait for questions that are still to be asked.
func VraagModel(ctx context.Context, log *slog.Logger, b Bevrager, vragen []summary.Vraag) []summary.Uitkomst {
	ctx, stop := context.WithTimeout(ctx, modelTijd)
	defer stop()
	list := make([]summary.Uitkomst, len(vragen))
	turn := make(chan struct{}, modelTegelijk)
	var all sync.WaitGroup
	for i, v := range vragen {
		v.NogAan = b.nogAan
		all.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			list[i] = vraagEen(ctx, log, b.Model, v)
		})
	}
	all.Wait()
	return list
}

// Bevrager is a language model, and the store with its switch.
type Bevrager struct {
	Model *summary.Model
	Store *store.Store
}

// nogAan reports whether the switch is on. When that cannot be seen, it is not.
func (b Bevrager) nogAan(ctx context.Context) (aan bool) {
	err := b.Store.View(ctx, func(tx *store.Tx) (err error) {
		aan, err = TaalmodelAan(ctx, tx)
		return err
	})
	return err == nil && aan
}

// vraagEen asks for one summary. What comes from another machine can end nothing but its own
// summary.
func vraagEen(ctx context.Context, log *slog.Logger, m *summary.Model, v summary.Vraag) (u summary.Uitkomst) {
	defer func() {
		if p := recover(); p != nil {
			log.LogAttrs(ctx, slog.LevelError, "a summary by the language model ended in a panic", slog.String("kind", fmt.Sprintf("%T", p)))
			u = summary.ZonderModel(v, summary.ReasonInvalid)
		}
	}()
	return m.Samenvatting(ctx, v)
}
