package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// What a request may be: its largest size in bytes, and the time in which all of it is there. The
// size has room for a text that is far too long, so that it can be refused in a sentence.
const (
	maxBody  = 4 << 20
	bodyTime = 5 * time.Second
)

// What the addresses take, and give.
const (
	formType = "application/x-www-form-urlencoded"
	jsonType = "application/json"
)

// Why a request is refused. The texts are for the log.
var (
	errMethod = errors.New("it is no POST")
	errKind   = errors.New("its content type is another")
	errFull   = errors.New("too much is going on, or the program stops")
)

// Handler serves what the server calls: [PathCommand], [PathDialog] and [PathAction]. The answer
// is always JSON with status 200: the server hides every other answer from people. What is
// refused gets a sentence, for who asked alone. A command without the token of one of our
// commands does nothing; dialogs and buttons carry no token, there a [bot.Ticket] says what
// they may do.
func (m *Mattermost) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(PathCommand, door[reply]{m.in, formType, whispered, m.takeCommand})
	mux.Handle(PathAction, door[actionReply]{m.in, jsonType, hinted, m.takeAction})
	mux.Handle(PathDialog, door[dialogReply]{m.in, jsonType, failed, m.takeDialog})
	return mux
}

// hinted is a sentence for who pressed a button.
func hinted(text string) actionReply { return actionReply{EphemeralText: text, Verbatim: true} }

// failed is a sentence in a dialog, which stays open.
func failed(text string) dialogReply { return dialogReply{Error: text} }

// door lets in what the server sends to one address.
type door[R any] struct {
	in   *inlet
	kind string                                           // media type of what comes
	say  func(text string) R                              // a sentence for who asked
	take func(r arrived) (func(context.Context) R, error) // reads what came, and gives what does it
}

// arrived is a request of which the whole body is there.
type arrived struct {
	*http.Request
	body []byte
}

// ServeHTTP reads, does and answers.
func (d door[R]) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := d.enter(w, r)
	if err != nil {
		d.in.log.LogAttrs(r.Context(), slog.LevelWarn, "mattermost: a request was refused", slog.String("path", r.URL.Path), slog.String("why", err.Error()))
		answer = d.say(sentence(err))
	}
	data, err := json.Marshal(answer)
	if err != nil {
		data, _ = json.Marshal(d.say(bot.Sorry(r.Context(), d.in.log, errors.New("mattermost: an answer cannot be written")).Text)) // a text always can
	}
	w.Header().Set("Content-Type", jsonType)
	if _, err := w.Write(data); err != nil {
		d.in.log.LogAttrs(r.Context(), slog.LevelWarn, "mattermost: an answer could not be given", slog.String("path", r.URL.Path))
	}
}

// enter does what came, or says why not.
func (d door[R]) enter(w http.ResponseWriter, r *http.Request) (answer R, err error) {
	body, err := receive(w, r, d.kind)
	if err != nil {
		return answer, err
	}
	do, err := d.take(arrived{r, body})
	if err != nil {
		return answer, err
	}
	if !d.in.pool.Now(func(ctx context.Context) { answer = safely(ctx, d.in.log, d.say, func() R { return do(ctx) }) }) {
		return answer, errFull
	}
	return answer, nil
}

// receive reads the body of a request, or says why it is refused.
func receive(w http.ResponseWriter, r *http.Request, kind string) ([]byte, error) {
	if r.Method != http.MethodPost {
		return nil, errMethod
	}
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != kind {
		return nil, errKind
	}
	// Where it cannot be set, the server of the program has a bound of its own.
	line := http.NewResponseController(w)
	_ = line.SetReadDeadline(time.Now().Add(bodyTime))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err == nil { // what is left of another still has to come in time, for the server of the program reads on
		_ = line.SetReadDeadline(time.Time{}) // or whoever takes longer to answer would look as if its caller had gone
	}
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		return nil, errLarge
	}
	if err != nil {
		return nil, errHalf
	}
	return body, nil
}

// sentence is what people hear of a request that is refused.
func sentence(why error) string {
	switch {
	case errors.Is(why, errLarge):
		return wordLarge
	case errors.Is(why, errToken):
		return wordEntry
	case errors.Is(why, errUnsure):
		return wordUnsure
	case errors.Is(why, errFull):
		return wordFull
	}
	return wordUnread
}

// What people hear of what is not let in.
const (
	wordLarge  = "Dit is te veel tekst in één keer. Er is niets gedaan. Maak het korter en verstuur het opnieuw."
	wordEntry  = "Deze opdracht is niet goed ingesteld. Er is niets gedaan. Vraag je beheerder om het token van de opdracht na te kijken."
	wordUnsure = "Ik kan nu niet nagaan of deze opdracht van Mattermost komt. Er is niets gedaan. Probeer het zo opnieuw."
	wordFull   = "Het is nu te druk. Er is niets gedaan. Probeer het over een minuut opnieuw."
	wordUnread = "Dit kan ik niet lezen. Er is niets gedaan. Probeer het opnieuw of meld het de beheerder."
)

// takeCommand reads a slash command. Nobody but the server knows its token.
func (m *Mattermost) takeCommand(r arrived) (func(context.Context) reply, error) {
	c, token, err := readCommand(r.body)
	if err != nil {
		return nil, err
	}
	if err := m.trusted(r.Context(), r.Header, token); err != nil {
		return nil, err
	}
	m.in.alive.heard(m.in.now())
	return func(ctx context.Context) reply {
		return m.in.once(ctx, c.TriggerID, func() reply { return m.box().command(ctx, c, c.TriggerID) })
	}, nil
}

// takeAction reads a press.
func (m *Mattermost) takeAction(r arrived) (func(context.Context) actionReply, error) {
	p, err := readPressed(r.body)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) actionReply { return m.box().action(ctx, p, p.TriggerID) }, nil
}

// takeDialog reads a dialog. It carries nothing of its own that names it: its state does.
func (m *Mattermost) takeDialog(r arrived) (func(context.Context) dialogReply, error) {
	s, err := readSubmitted(r.body)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) dialogReply { return m.box().submitted(ctx, s, "") }, nil
}
