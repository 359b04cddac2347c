package bench_test

import (
	"crypto/hmac"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// slackRow is as long as a row of the access log, and slackReply as an answer.
const (
	slackRow   = 400
	slackReply = 2500
)

// bareSlack serves what a service on Slack cannot do without, until its standard input
// ends: /check looks at the signature, /row reads a row too, and /write also stores one.
func bareSlack(path string) error {
	reader, err := sql.Open("sqlite3", readerOf(path))
	if err != nil {
		return err
	}
	writer, err := sql.Open("sqlite3", writerOf(path))
	if err != nil {
		return err
	}
	writer.SetMaxOpenConns(1)
	b := &bare{reader: reader, writer: writer, reply: strings.Repeat("x", slackRow)}
	mux := http.NewServeMux()
	mux.Handle("POST /check", slackOnly(func() error { return nil }))
	mux.Handle("POST /row", slackOnly(b.row))
	mux.Handle("POST /write", slackOnly(func() error { return errors.Join(b.row(), b.write()) }))
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

// slackOnly does some work for what Slack signed within five minutes.
func slackOnly(work func() error) http.Handler {
	reply := []byte(`{"text":"` + strings.Repeat("x", slackReply) + `"}`)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = slackSigned(r.Header, body)
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

func slackSigned(h http.Header, body []byte) error {
	moment := h.Get(slackMoment)
	at, err := strconv.ParseInt(moment, 10, 64)
	if err == nil && time.Since(time.Unix(at, 0)).Abs() > 5*time.Minute {
		err = errors.New("too old")
	}
	if err == nil && !hmac.Equal([]byte(slackSign(moment, body)), []byte(h.Get(slackSignature))) {
		err = errors.New("not signed")
	}
	return err
}
