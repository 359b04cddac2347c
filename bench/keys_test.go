package bench_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// rotations is how many casussen get another key.
const rotations = 100_000

// keys measures sealing, and what it takes to change the key of everything.
func (f *figures) keys(b *testing.B) {
	f.seals(b)
	f.rotation(b)
}

// seals measures sealing and opening what is kept of the casussen of the example.
func (f *figures) seals(b *testing.B) {
	own := ring(b)
	size := 0
	times := map[string]durations{}
	for round := range 250 + 1 {
		for _, c := range f.sample.plain() {
			text, err := json.Marshal(c)
			must(b, err)
			var sealed string
			seal := timed(func() { sealed, err = own.Seal(text, c.Zaaknummer) })
			must(b, err)
			open := timed(func() { _, err = own.Open(sealed, c.Zaaknummer) })
			must(b, err)
			var again procesregie.Casus
			read := timed(func() { err = json.Unmarshal(text, &again) })
			must(b, err)
			if round > 0 { // the first warms up
				size += len(text)
				times["seal"], times["open"], times["read"] = append(times["seal"], seal), append(times["open"], open), append(times["read"], read)
			}
		}
	}
	f.report.time("reading the JSON of a casus", times["read"], ownRate)
	f.report.time(fmt.Sprintf("opening what is kept of a casus, %s bytes on average", count(float64(size)/float64(len(times["open"])))), times["open"], ownRate, against(times["open"], times["read"], "reading its JSON"))
	f.report.time("… and sealing it", times["seal"], ownRate, against(times["seal"], times["read"], "reading its JSON"))
}

// rotation changes the key of a database twice: with nobody else there, and while another
// process saves casussen.
func (f *figures) rotation(b *testing.B) {
	n := min(rotations, largest(b))
	path := f.copyOf(b, n, "keys")
	file := filepath.Join(f.folder, "keys.json")
	copyFile(b, keyFile(), file)
	one, other := process(b, path, file), process(b, path, file)
	bare := f.rewrite(b, n)
	alone := timed(func() { rotate(b, one) })
	f.report.time(fmt.Sprintf("writing %s rows of SQLite anew, in transactions of 250", count(float64(n))), durations{bare}, float64(n)/bare.Seconds())
	f.report.time(fmt.Sprintf("`keys rotate` of %s casussen", count(float64(n))), durations{alone}, float64(n)/alone.Seconds(), against(durations{alone}, durations{bare}, "the rows"))

	worker := &changer{TB: b, store: other}
	quiet := durations{}
	for range perBlock {
		quiet = append(quiet, timed(func() { worker.change(1, 0) }))
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		rotate(b, one)
	}()
	var busy durations
	for working := true; working; {
		select {
		case <-done:
			working = false
		default:
			busy = append(busy, timed(func() { worker.change(1, 0) }))
		}
	}
	f.report.time("reading, saving and replanning a casus while the key changes", busy, ownRate, against(busy, quiet, "without"))
}

// process opens a database as another process with the same key file does.
func process(tb testing.TB, path, file string) *store.Store {
	tb.Helper()
	own, err := keys.Load(file)
	must(tb, err)
	s, err := store.Open(tb.Context(), path, own)
	must(tb, err)
	tb.Cleanup(func() { must(tb, s.Close()) })
	return s
}

func rotate(tb testing.TB, s *store.Store) {
	err := s.Ring().Rotate()
	if err == nil {
		_, err = s.Reseal(tb.Context(), nil)
	}
	if err != nil {
		tb.Error(err)
	}
}

// rewrite stores every casus anew as it is, in as many transactions as a rotation: what
// the database alone needs for it.
func (f *figures) rewrite(b *testing.B, n int) time.Duration {
	db := openBare(b, f.copyOf(b, n, "rewrite"), "").writer
	return timed(func() {
		last := ""
		for {
			var next sql.NullString
			must(b, db.QueryRow("SELECT max(zaak) FROM (SELECT zaak FROM casussen WHERE zaak > ? ORDER BY zaak LIMIT 250)", last).Scan(&next))
			if !next.Valid {
				return
			}
			_, err := db.Exec("UPDATE casussen SET data = 'x' || substr(data, 2) WHERE zaak > ? AND zaak <= ?", last, next.String)
			must(b, err)
			last = next.String
		}
	})
}
