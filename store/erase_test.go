package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// allesWeg takes the whole message away.
func allesWeg([]byte, string) ([]byte, error) { return nil, nil }

func erase(t testing.TB, s *store.Store, zaak string) store.Erased {
	t.Helper()
	var done store.Erased
	update(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
		done, err = tx.Erase(ctx, zaak, store.Erasing{At: at(12, 0), Without: allesWeg})
		return err
	})
	return done
}

// over is where a zaaknummer still stands, by table.
func over(t testing.TB, s *store.Store, zaak string) []string {
	t.Helper()
	var list []string
	for _, table := range store.Tables() {
		rows, err := s.Rows(t.Context(), table)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if strings.Contains(strings.ToUpper(row), zaak) {
				list = append(list, table+": "+row)
			}
		}
	}
	return list
}

// busy gives a casus a row in every table that can name it.
func busy(t testing.TB, s *store.Store, zaak string) {
	t.Helper()
	save(t, s, full(zaak))
	hulpEverywhere(t, s, zaak)
	c := load(t, s, zaak)
	c.Sluiting = p.Sluiting{Op: day("2026-11-13"), Reden: "zelf"}
	first := planned(t, s, zaak)[0].Key
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		one := post(zaak+"/bericht/1", "anouk", at(9, 0))
		one.Zaken, one.Keys = []string{zaak}, []string{first}
		return errors.Join(tx.MarkSent(ctx, []string{first}, at(9, 0)), tx.Enqueue(ctx, one), tx.SaveCasus(ctx, c),
			tx.SaveDraft(ctx, store.Draft{Gebruiker: "bram", ID: "mdo", Fields: map[string]string{"zaak": zaak}, UpdatedAt: at(9, 0)}))
	})
}

func TestEraseEveryTable(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, full("ZO-12"))
		hulpEverywhere(t, s, "ZO-12")
		busy(t, s, "ZO-1")
		if n := len(over(t, s, "ZO-1")) - len(over(t, s, "ZO-12")); n < 5 {
			t.Fatalf("only %d rows", n)
		}
		done := erase(t, s, "zo-1")
		want := map[string]int64{"casussen": 1, "reminders": done.Rows["reminders"], "vergeten": 1, "outbox": 1, "outbox_casus": 1, "drafts": 1, "revisions": 1, "hulp": 1, "hulp_sleutels": 3}
		same(t, done, store.Erased{Zaak: "ZO-1", Rows: want})
		if list := over(t, s, "ZO-1"); len(list) != len(over(t, s, "ZO-12")) {
			t.Errorf("%v", list)
		}
		if err := s.Update(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Erase(t.Context(), "ZO-1", store.Erasing{At: at(12, 0), Without: allesWeg})
			return err
		}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("again: %v", err)
		}
		if err := s.Scrub(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// A casus that cannot be opened can be erased.
func TestEraseUnreadable(t *testing.T) {
	s := filled(t, storetest.Open(t, storetest.SQLite(t)))
	busy(t, s, "ZO-1")
	if err := errors.Join(s.Exec(t.Context(), "UPDATE casussen SET data = 'x'"), s.Exec(t.Context(), "UPDATE outbox SET message = 'x'")); err != nil {
		t.Fatal(err)
	}
	erase(t, s, "ZO-1")
	if list := over(t, s, "ZO-1"); len(list) > 0 {
		t.Errorf("%v", list)
	}
}

// erasedTexts are what the rows of a casus hold, sealed: text that stands nowhere else.
func erasedTexts(t testing.TB, s *store.Store, zaak string) [][]byte {
	t.Helper()
	var list [][]byte
	for _, query := range []string{
		"SELECT data FROM casussen WHERE zaak = '" + zaak + "'", "SELECT data FROM hulp WHERE zaak = '" + zaak + "'", "SELECT fields FROM drafts WHERE id = 'mdo'",
		"SELECT message FROM outbox WHERE zaken LIKE '%" + zaak + "%'",
	} {
		texts, err := s.Names(t.Context(), query)
		if err != nil || len(texts) != 1 {
			t.Fatalf("%s: %d, %v", query, len(texts), err)
		}
		for at := 0; at+24 <= len(texts[0]); at += 24 {
			if at >= 24 { // what comes before is the name of the key
				list = append(list, []byte(texts[0][at:at+24]))
			}
		}
	}
	return list
}

func many(before string, n int) (list []p.Casus) {
	for i := range n {
		list = append(list, full(before+zaak(i)))
	}
	return list
}

// Not one byte of what was erased is in the files: neither what was sealed nor the number.
func TestErasedBytesAreGone(t *testing.T) {
	address := storetest.SQLite(t)
	s := filled(t, storetest.Open(t, address))
	save(t, s, many("", 300)...)
	const target = "DOEL-7"
	busy(t, s, target)
	save(t, s, many("A", 300)...) // so that pages are split and filled around it
	c := load(t, s, target)
	c.Aanduiding = strings.Repeat("een lange aanduiding ", 400) // on pages of its own
	save(t, s, c)
	texts := append(erasedTexts(t, s, target), []byte(target))
	found := func() (n int) {
		names, err := filepath.Glob(address + "*")
		if err != nil || len(names) < 3 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			file, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range texts {
				if bytes.Contains(file, text) {
					n++
				}
			}
		}
		return n
	}
	if n := found(); n < len(texts)*9/10 { // a few are cut by the end of a page
		t.Fatalf("%d of %d are there to be erased", n, len(texts))
	}
	erase(t, s, target)
	if err := s.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := found(); n > 0 {
		t.Errorf("%d of %d are still in the files", n, len(texts))
	}
}

// Who is reading keeps the journal: that is said, and later it works.
func TestScrubWaitsForReaders(t *testing.T) {
	s := filled(t, storetest.Open(t, storetest.SQLite(t)))
	save(t, s, full("ZO-1"))
	err := s.View(t.Context(), func(tx *store.Tx) error {
		if _, err := tx.Casus(t.Context(), "ZO-1"); err != nil {
			return err
		}
		save(t, s, full("ZO-2"))
		if err := s.Scrub(t.Context()); err == nil || !strings.Contains(err.Error(), "reading") {
			t.Errorf("%v", err)
		}
		return nil
	})
	if err := errors.Join(err, s.Scrub(t.Context())); err != nil {
		t.Error(err)
	}
}

// A database of before knows which messages are about which casus, and what was closed.
func TestMigrationFindsWhatIsThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, full("ZO-1"), full("Zo-2"), full("é/3"))
		busy(t, s, "ZO-4")
		for n, zaken := range [][]string{{"ZO-1"}, {"ZO-1", "Zo-2", "é/3"}, {}, {"weg-9"}} {
			one := post("k"+zaak(n), "anouk", at(10, n))
			one.Zaken = zaken
			enqueue(t, s, one)
		}
		want := map[string][]string{}
		for _, table := range []string{"outbox_casus", "vergeten"} {
			rows, err := s.Rows(t.Context(), table)
			if err != nil {
				t.Fatal(err)
			}
			want[table] = rows
		}
		statements, err := os.ReadFile("migrations/00003_vergeten.sql")
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"outbox_casus", "corrections", "vergeten"} {
			if err := s.Exec(t.Context(), "DROP TABLE "+table); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Exec(t.Context(), "DROP INDEX outbox_sent; DROP INDEX outbox_failed"); err != nil {
			t.Fatal(err)
		}
		for statement := range strings.SplitSeq(string(statements), ";\n") {
			if err := s.Exec(t.Context(), statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			more, err := tx.DateClosings(ctx, day("2027-01-01"), 10)
			if more {
				t.Error("there are more")
			}
			return err
		})
		for table, before := range want {
			rows, err := s.Rows(t.Context(), table)
			if err != nil {
				t.Fatal(err)
			}
			same(t, sortedRows(rows), sortedRows(withoutUnknown(before)))
			if len(rows) == 0 {
				t.Errorf("%s is empty", table)
			}
		}
	})
}

func sortedRows(rows []string) []string {
	slices.Sort(rows)
	return rows
}

// withoutUnknown leaves out the number of which there is no casus.
func withoutUnknown(rows []string) []string {
	return slices.DeleteFunc(rows, func(row string) bool { return strings.Contains(row, "WEG-9") })
}

// A receipt can hold the key of a message, and so a zaaknummer: what is to be taken away
// stands nowhere in plain text, and what is on a screen only is not kept at all.
func TestEraseHidesReceipts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, full("ZO-1"), full("ZO-2"))
		for platform, zaken := range map[string][]string{"slack": {"ZO-1"}, "scherm": {"ZO-1"}, "teams": {"ZO-1", "ZO-2"}} {
			one := post("zo-1/bericht/"+platform, "anouk", at(9, 0))
			one.Zaken = zaken
			enqueue(t, s, one)
		}
		claimed, err := s.Claim(t.Context(), "w", at(9, 0), time.Minute, 10)
		if err != nil {
			t.Fatal(err)
		}
		for len(claimed) > 0 {
			for _, p := range claimed {
				platform := p.Key[strings.LastIndex(p.Key, "/")+1:]
				update(t, s, func(ctx context.Context, tx *store.Tx) error {
					return tx.Delivered(ctx, p, store.Receipt{Platform: platform, ID: p.Key}, at(9, 1))
				})
			}
			if claimed, err = s.Claim(t.Context(), "w", at(9, 2), time.Minute, 10); err != nil {
				t.Fatal(err)
			}
		}
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			rest := func([]byte, string) ([]byte, error) { return []byte("ZO-2"), nil }
			done, err := tx.Erase(ctx, "ZO-1", store.Erasing{At: at(12, 0), Without: rest, Local: "scherm"})
			same(t, done.Corrected, 2)
			return err
		})
		if list := over(t, s, "ZO-1"); len(list) > 0 {
			t.Errorf("%v", list)
		}
		list, err := s.ClaimCorrections(t.Context(), at(12, 0), time.Minute, 10)
		if err != nil || len(list) != 2 {
			t.Fatal(list, err)
		}
		for _, c := range list {
			same(t, c.Receipt.ID, "zo-1/bericht/"+c.Receipt.Platform)
		}
	})
}
