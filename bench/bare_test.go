package bench_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	_ "github.com/mattn/go-sqlite3" // the driver that the store uses
)

// bare is the least that an answer can be made of: what everything is held against.
type bare struct {
	reader, writer *sql.DB
	reply          string
	written        atomic.Int64
}

// openBare opens a database with the settings of the store. reply is what every bare
// handler answers: as long as a real answer.
func openBare(tb testing.TB, path, reply string) *bare {
	tb.Helper()
	reader, err := sql.Open("sqlite3", readerOf(path))
	must(tb, err)
	writer, err := sql.Open("sqlite3", writerOf(path))
	must(tb, err)
	writer.SetMaxOpenConns(1)
	tb.Cleanup(func() { must(tb, reader.Close()); must(tb, writer.Close()) })
	return &bare{reader: reader, writer: writer, reply: reply}
}

// readerOf is the address of a database as the store opens it to read.
func readerOf(path string) string {
	return "file:" + path + "?mode=ro&_query_only=on&_busy_timeout=5000&_foreign_keys=on&_stmt_cache_size=64"
}

// writerOf is the address of a database as the store opens it to write.
func writerOf(path string) string {
	return "file:" + path + "?_busy_timeout=5000&_stmt_cache_size=64&_txlock=immediate&_journal_mode=WAL&_secure_delete=on&_synchronous=FULL"
}

// row reads one casus.
func (b *bare) row() error {
	var data string
	return b.reader.QueryRow("SELECT data FROM casussen WHERE zaak = ?", zaak(7)).Scan(&data)
}

// write stores one row, safe on disk when it returns.
func (b *bare) write() error {
	id := fmt.Sprintf("bare-%d", b.written.Add(1))
	_, err := b.writer.Exec("INSERT INTO drafts (gebruiker, id, line, fields, updated_at) VALUES ('bare', ?, '', ?, 0)", id, b.reply)
	return err
}

// handler serves /bare, /row and /write, with the body read as a form.
func (b *bare) handler() http.Handler {
	mux := http.NewServeMux()
	for path, work := range map[string]func() error{"/bare": func() error { return nil }, "/row": b.row, "/write": b.write} {
		mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
			err := r.ParseForm()
			if err == nil {
				err = work()
			}
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			_, _ = w.Write([]byte(b.reply))
		})
	}
	return mux
}

// bareRow opens a database for a bare process and returns what reads one casus.
func bareRow(path string) func() error {
	db, err := sql.Open("sqlite3", readerOf(path))
	if err != nil {
		return func() error { return err }
	}
	return (&bare{reader: db}).row
}
