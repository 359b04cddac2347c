package webchat

import (
	"bytes"
	"fmt"
	"net/http"
	"time"
)

// event is one server-sent event.
type event struct {
	name string
	id   string // empty: keeps the last
	data []byte
}

// stream is an open live connection.
type stream struct {
	w    http.ResponseWriter
	ctl  *http.ResponseController
	last map[string]string // per event without id what was written last
}

// patience is how long a browser may take to read an event. The connection itself lasts
// as long as the page.
const patience = 30 * time.Second

// openStream starts a live connection, for which the time limits of the server do not hold.
func openStream(w http.ResponseWriter) (*stream, error) {
	ctl := http.NewResponseController(w)
	_ = ctl.SetReadDeadline(time.Time{})               // not every writer has one
	_ = ctl.SetWriteDeadline(time.Now().Add(patience)) // not every writer has one
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	_, _ = w.Write([]byte("retry: 1000\n\n")) // a page that was ended comes back after a second
	return &stream{w: w, ctl: ctl, last: map[string]string{}}, ctl.Flush()
}

// write sends events; one without id only when it differs from the last of its name.
func (s *stream) write(events ...event) error {
	_ = s.ctl.SetWriteDeadline(time.Now().Add(patience))
	for _, e := range events {
		if e.id == "" && s.last[e.name] == string(e.data) {
			continue
		}
		s.last[e.name] = string(e.data)
		if _, err := s.w.Write(encode(e)); err != nil {
			return err
		}
	}
	return s.ctl.Flush()
}

// encode writes an event as text. Every kind of line end in the data starts a new
// data line: text can never become a field of the event.
func encode(e event) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "event: %s\n", e.name)
	if e.id != "" {
		fmt.Fprintf(&b, "id: %s\n", e.id)
	}
	data := bytes.ReplaceAll(e.data, []byte("\r\n"), []byte("\n"))
	data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		fmt.Fprintf(&b, "data: %s\n", line)
	}
	b.WriteByte('\n')
	return b.Bytes()
}
