package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

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

// PostsAboutTeam returns the messages about the returning events of a team that were sent at
// a moment or later.
func (tx *Tx) PostsAboutTeam(ctx context.Context, team string, since time.Time) ([]Post, error) {
	names, err := collect(ctx, tx, q("SELECT DISTINCT aan FROM reminders WHERE zaak = '' AND team = ? AND state || '' = 'sent'", team), scanText)
	if err != nil {
		return nil, err
	}
	var about []Post
	for _, name := range names {
		if name == procesregie.TeamKanaal {
			name = procesregie.Kanaal(team)
		}
		posts, err := collect(ctx, tx, q(selectPosts+" WHERE aan = ? AND state = 'sent' AND sent_at >= ?", name, millis(since)), tx.scanPost)
		if err != nil {
			return nil, fmt.Errorf("outbox: %w", err)
		}
		about = append(about, slices.DeleteFunc(posts, func(p Post) bool {
			return !slices.ContainsFunc(p.Keys, func(key string) bool { return strings.HasPrefix(key, procesregie.RitmeKey+team+"/") })
		})...)
	}
	return about, nil
}

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
