package commands

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/regiebot/regiebot/summary"
)

// How long summaries may take together, so that there is an answer within 20 s; and how many
// a model is asked for at once.
const (
	modelTijd     = 19 * time.Second
	modelTegelijk = 4
)

// VraagModel has a language model write summaries, in the order of the questions, within 20 s
// in all. It holds no transaction.
func VraagModel(ctx context.Context, log *slog.Logger, m *summary.Model, vragen []summary.Vraag) []summary.Uitkomst {
	ctx, stop := context.WithTimeout(ctx, modelTijd)
	defer stop()
	list := make([]summary.Uitkomst, len(vragen))
	turn := make(chan struct{}, modelTegelijk)
	var all sync.WaitGroup
	for i, v := range vragen {
		all.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			list[i] = vraagEen(ctx, log, m, v)
		})
	}
	all.Wait()
	return list
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
