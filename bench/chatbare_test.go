package bench_test

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
)

// chatRow is as long as a row of the access log, and chatReply as an answer.
const (
	chatRow   = 400
	chatReply = 2500
)

// bareChat serves what a service on a platform cannot do without, until its standard input
// ends: /check looks at what every request comes with, /row reads a row too, and /write also
// stores one.
func bareChat(name, path string) error {
	site, ok := chatSites()[name]
	if !ok {
		return errors.New("no bare process has the name " + name)
	}
	reader, err := sql.Open("sqlite3", readerOf(path))
	if err != nil {
		return err
	}
	writer, err := sql.Open("sqlite3", writerOf(path))
	if err != nil {
		return err
	}
	writer.SetMaxOpenConns(1)
	b := &bare{reader: reader, writer: writer, reply: strings.Repeat("x", chatRow)}
	mux := http.NewServeMux()
	mux.Handle("POST /check", site.only(func() error { return nil }))
	mux.Handle("POST /row", site.only(b.row))
	mux.Handle("POST /write", site.only(func() error { return errors.Join(b.row(), b.write()) }))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stdout, "listens on http://%s\n", listener.Addr())
	server := &http.Server{Handler: mux}
	go func() { _, _ = io.Copy(io.Discard, os.Stdin); _ = server.Close() }()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return errors.Join(reader.Close(), writer.Close())
}

// only does some work for what the platform sent.
func (site chatSite) only(work func() error) http.Handler {
	reply := []byte(`{"text":"` + strings.Repeat("x", chatReply) + `"}`)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = site.proven(r.Header, body)
		}
		if err == nil {
			err = work()
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(reply)
	})
}
