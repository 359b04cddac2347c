package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// anything is whether a row of a table holds a word.
func anything(t testing.TB, s *store.Store, table string, words ...string) bool {
	t.Helper()
	rows, err := s.Rows(t.Context(), table)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ToUpper(strings.Join(rows, "\n"))
	for _, word := range words {
		if strings.Contains(text, strings.ToUpper(word)) {
			return true
		}
	}
	return false
}

// After its term a message is nothing but the reason why it is not sent again.
func TestClearMessages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, full("ZO-1"))
		var posts []store.Post
		for _, name := range []string{"bezorgd", "mislukt"} {
			one := post("ZO-1/bericht/"+name, name, at(9, 0))
			one.Zaken, one.Keys, one.Regels = []string{"ZO-1"}, []string{"ZO-1/sleutel"}, []string{"VPR-6"}
			posts = append(posts, one)
		}
		enqueue(t, s, posts...)
		claimed, err := s.Claim(t.Context(), "werker", at(9, 0), time.Minute, 10)
		if err != nil || len(claimed) != 2 {
			t.Fatal(claimed, err)
		}
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.Delivered(ctx, claimed[0], store.Receipt{Platform: "slack", ID: "bewijs"}, at(9, 0)),
				tx.Failed(ctx, claimed[1], store.Failure{Cause: "een oorzaak", At: at(9, 0)}))
		})
		forget := func(before time.Time) (n int) {
			update(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
				n, err = tx.ClearMessages(ctx, before, 10)
				return err
			})
			return n
		}
		same(t, forget(at(9, 0)), 0)
		same(t, forget(at(9, 1)), 2)
		same(t, forget(at(9, 1)), 0)
		if words := []string{"ZO-1", "bezorgd", "mislukt", "bewijs", "slack", "oorzaak", "werker", "sleutel"}; anything(t, s, "outbox", words...) || anything(t, s, "outbox_casus", words...) {
			rows, _ := s.Rows(t.Context(), "outbox")
			t.Errorf("%v", rows)
		}
		enqueue(t, s, posts...)
		same(t, len(view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.Waiting(ctx) })), 0)
		enqueue(t, s, post("ZO-1/bericht/nieuw", "anouk", at(9, 0)))
		same(t, len(view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.Waiting(ctx) })), 1)
	})
}

// Of what went out long ago only an open casus still needs to know.
func TestForgetReminders(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, full("ZO-1"), full("ZO-2"), full("ZO-3"))
		for _, zaak := range []string{"ZO-1", "ZO-2", "ZO-3"} {
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				return tx.MarkSent(ctx, []string{planned(t, s, zaak)[0].Key}, at(9, 0))
			})
		}
		if err := s.Exec(t.Context(), "UPDATE reminders SET at = 1 WHERE state = 'sent'"); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"Oost/ritme", "Oost/komt"} {
			state := map[bool]string{true: "sent", false: "planned"}[key == "Oost/ritme"]
			if err := s.Exec(t.Context(), "INSERT INTO reminders VALUES ('"+key+"', '', 'Oost', '', '', '', 'marga', 'marga', 0, '', 0, 0, '', '"+state+"', 1, 0, 0, 0)"); err != nil {
				t.Fatal(err)
			}
		}
		c := load(t, s, "ZO-2")
		c.Sluiting = p.Sluiting{Op: day("2026-11-13"), Reden: "zelf"}
		save(t, s, c)
		if err := s.Exec(t.Context(), "DELETE FROM casussen WHERE zaak = 'ZO-3'"); err != nil {
			t.Fatal(err)
		}
		forget := func(before time.Time) (n int) {
			update(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
				n, err = tx.ForgetReminders(ctx, before, 10)
				return err
			})
			return n
		}
		same(t, forget(at(9, 0)), 1)
		same(t, forget(at(9, 1)), 2)
		sent := func(zaak string) int {
			return len(view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Sent, error) { return tx.Sent(ctx, zaak) }))
		}
		same(t, []int{sent("ZO-1"), sent("ZO-2"), sent("ZO-3")}, []int{1, 0, 0})
		if anything(t, s, "reminders", "Oost/ritme") || !anything(t, s, "reminders", "Oost/komt") {
			t.Error("of the team what went out goes, and what comes stays")
		}
	})
}
