package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// Enqueue puts a message in the outbox, to be sent when the transaction is stored.
// It needs Key, Aan, Message and CreatedAt. A key that was put in before changes
// nothing, whatever became of that message.
func (tx *Tx) Enqueue(ctx context.Context, p Post) error {
	if p.Key == "" || p.Aan == "" || p.CreatedAt.IsZero() {
		return fmt.Errorf("outbox: a message without key, recipient or moment")
	}
	if done, err := tx.wasCleared(ctx, p.Key); done || err != nil {
		return err
	}
	if err := tx.put(ctx, p); err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	return nil
}

func (tx *Tx) put(ctx context.Context, p Post) error {
	lists, err := encodeAll(p.Keys, p.Zaken, p.Regels)
	if err != nil {
		return err
	}
	id := tx.postID(p)
	message, err := tx.seal(outboxMessage, id, string(p.Message))
	if err != nil {
		return err
	}
	n, err := tx.exec(ctx, "INSERT INTO outbox ("+postColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, '', 0, '', '', ?, 0, '', ?, 0, 0, 0) ON CONFLICT DO NOTHING`,
		id, p.Key, p.Aan, message, lists[0], lists[1], lists[2], millis(p.NotBefore), millis(p.CreatedAt), flag(p.Dringend))
	if err != nil || n == 0 {
		return err
	}
	return tx.noteZaken(ctx, id, p.Zaken)
}

// noteZaken keeps which casussen a message is about where it can be found.
func (tx *Tx) noteZaken(ctx context.Context, id string, zaken []string) error {
	var rows [][]any
	seen := map[string]bool{}
	for _, zaak := range zaken {
		if key := procesregie.ZaakKey(zaak); !seen[key] {
			seen[key] = true
			rows = append(rows, []any{key, id})
		}
	}
	return tx.insert(ctx, "outbox_casus (zaak, post)", rows)
}

func encodeAll(lists ...[]string) ([]string, error) {
	var texts []string
	for _, list := range lists {
		text, err := encode(list)
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, nil
}

// postID makes ids that sort in the order in which messages were put in: by moment,
// then by place, given and in the transaction, then by key. They have one length and only hex
// digits, so that every order of text is the same.
func (tx *Tx) postID(p Post) string {
	tx.posts++
	sum := sha256.Sum256([]byte(p.Key))
	return fmt.Sprintf("%012x%06x%x", p.CreatedAt.UnixMilli(), p.Place+tx.posts, sum[:8])
}

// Waiting returns the messages that have still to be sent, also those that a worker
// is sending, in the order in which they were put in.
func (tx *Tx) Waiting(ctx context.Context) ([]Post, error) {
	posts, err := collect(ctx, tx, q(selectPosts+" WHERE state IN ('waiting', 'claimed')"), tx.scanPost)
	slices.SortFunc(posts, func(a, b Post) int { return cmp.Compare(a.ID, b.ID) })
	return posts, err
}

// History returns at most limit messages that were sent to a member or a channel,
// the last one first; an empty name is everybody.
func (tx *Tx) History(ctx context.Context, aan string, limit int) ([]Post, error) {
	if aan == "" {
		return collect(ctx, tx, q(selectPosts+" WHERE state = 'sent' ORDER BY sent_at DESC, id DESC LIMIT ?", limit), tx.scanPost)
	}
	return collect(ctx, tx, q(selectPosts+" WHERE state = 'sent' AND aan = ? ORDER BY sent_at DESC, id DESC LIMIT ?", aan, limit), tx.scanPost)
}
