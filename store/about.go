package store

import (
	"context"
	"fmt"

	"github.com/regiebot/regiebot/procesregie"
)

// PostsAbout returns the messages about a casus that are kept, the first one put in
// first.
func (tx *Tx) PostsAbout(ctx context.Context, zaak string) ([]Post, error) {
	posts, err := collect(ctx, tx, q(selectPostsAbout, procesregie.ZaakKey(zaak)), tx.scanPost)
	if err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	return posts, nil
}

const selectPostsAbout = selectPosts + " WHERE id IN (SELECT post FROM outbox_casus WHERE zaak = ?) ORDER BY id"

// DraftsAbout returns the forms that name a casus anywhere, and that can be opened.
func (tx *Tx) DraftsAbout(ctx context.Context, zaak string) ([]Draft, error) {
	rows, err := collect(ctx, tx, q(selectAllDrafts+" ORDER BY updated_at, gebruiker, id"), scanDraft)
	if err != nil {
		return nil, fmt.Errorf("drafts: %w", err)
	}
	var list []Draft
	for _, row := range rows {
		d, err := tx.openDraft(row)
		if readable(err) != nil {
			return nil, err
		}
		if err == nil && d.names(procesregie.ZaakKey(zaak)) {
			list = append(list, d)
		}
	}
	return list, nil
}

// Wissen returns the day on which a casus is erased, as was told; zero: nobody was told.
func (tx *Tx) Wissen(ctx context.Context, zaak string) (procesregie.Date, error) {
	list, err := collect(ctx, tx, q(selectGesloten+" WHERE zaak = ?", procesregie.ZaakKey(zaak)), scanGesloten)
	if err != nil || len(list) == 0 {
		return procesregie.Date{}, err
	}
	return list[0].Wissen, nil
}
