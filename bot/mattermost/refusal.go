package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// apiError is an error as the server names it, such as api.context.permissions.app_error.
type apiError struct {
	id     string
	status int
}

func (e apiError) Error() string { return "mattermost: " + e.id + " (" + strconv.Itoa(e.status) + ")" }

// status is an answer of something between us and the server, or of a server that is down.
type status int

func (s status) Error() string { return "mattermost: HTTP " + strconv.Itoa(int(s)) }

// limited is a server that asks to wait.
type limited struct{ after time.Duration }

func (limited) Error() string { return "mattermost: HTTP 429" }

// errNonsense is what is known of an answer that cannot be read.
const errNonsense = platform.Nonsense(Platform)

// Names of errors that are asked for.
const (
	idPermission = "api.context.permissions.app_error"
	idRoute      = "api.context.404.app_error" // the server knows no such call
	idNameless   = "an error without a name"
	idPlugin     = "a plugin of the server refused it"
)

// pluginRefused is how the name of an error begins when a plugin refuses a post. What comes
// behind it is the text of the plugin.
const pluginRefused = "Post rejected by plugin"

// refused is what an answer other than 2xx says. Of its body only the name of the error is
// kept.
func refused(answer *http.Response, body []byte) error {
	if answer.StatusCode == http.StatusTooManyRequests {
		return limited{waitOf(answer.Header)}
	}
	var said struct {
		ID     string `json:"id"`
		Status int    `json:"status_code"`
	}
	if json.Unmarshal(body, &said) != nil || said.ID == "" || said.Status == 0 {
		return status(answer.StatusCode)
	}
	return apiError{nameOf(said.ID), answer.StatusCode}
}

// nameOf is the name of an error, when it is one.
func nameOf(id string) string {
	switch {
	case strings.HasPrefix(id, pluginRefused):
		return idPlugin
	case len(id) > 120 || strings.Trim(id, nameRunes) != "":
		return idNameless
	}
	return id
}

// nameRunes is of what names of errors are made.
const nameRunes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"

// waitOf is how long a server asks to wait; 0: it does not say.
func waitOf(h http.Header) time.Duration {
	for _, name := range []string{"Retry-After", "X-Ratelimit-Reset"} {
		if n, err := strconv.Atoi(h.Get(name)); err == nil && n > 0 {
			return min(time.Duration(min(n, 1<<20))*time.Second, platform.LongestRest)
		}
	}
	return 0
}

// refusal says what an error of a call means: a [bot.NotSent] when it is certain that nothing
// was done, else an error of which nothing is certain. What the server answered is in none of
// them, but for the name of its error.
func refusal(err error) error {
	var named apiError
	var wait limited
	var bare status
	var not *bot.NotSent
	var some *platform.Partly
	switch {
	case err == nil:
		return nil
	case errors.As(err, &some):
		return some
	case errors.As(err, &not):
		return not
	case errors.As(err, &wait):
		return &bot.NotSent{Why: bot.Busy, After: wait.after, Everyone: true, Cause: status(http.StatusTooManyRequests)}
	case errors.As(err, &named):
		return refusedName(named)
	case errors.As(err, &bare):
		return refusedStatus(bare)
	}
	return platform.Unanswered(Platform, err)
}

// refusedName is what an error of the server itself means. It refuses before it does anything:
// 4xx is certain, and so is what it has not at all. Another 5xx may come after it was done.
func refusedName(e apiError) error {
	why, known := meanings[e.id]
	switch {
	case known:
		return &bot.NotSent{Why: why, Cause: e}
	case e.status == http.StatusRequestEntityTooLarge:
		return &bot.NotSent{Why: bot.Unfit, Cause: e}
	case e.status/100 == 4 && e.status != http.StatusRequestTimeout, e.status == http.StatusNotImplemented:
		return &bot.NotSent{Cause: e}
	}
	return e
}

// refusedStatus is what an answer means that is not of the server itself, or of one that does
// not say what is wrong.
func refusedStatus(n status) error {
	if err := platform.RefusedStatus(Platform, int(n)); platform.NotSent(err) != nil {
		return err
	}
	return n
}

// revoked notes that the token of the bot does nothing any more, when that is what the server
// says, once: nobody would notice otherwise, because commands come in as before. The websocket is
// left: the next one opens when the token works again, and then what was said meanwhile is looked for.
func (m *Mattermost) revoked(ctx context.Context, err error) {
	var named apiError
	if !errors.As(err, &named) || named.status != http.StatusUnauthorized {
		return
	}
	if !m.rest.dead.Swap(true) {
		m.cfg.Log.LogAttrs(ctx, slog.LevelError, "mattermost: the token of the bot does not work any more", slog.String("why", named.id))
		if open := m.in.current.Load(); open != nil {
			open.Drop(deaf)
		}
	}
}

// tokenDead reports that the server refuses the token of the bot since the last call.
func (m *Mattermost) tokenDead() bool { return m.rest.dead.Load() }

// notSent is [platform.NotSent].
func notSent(err error) *bot.NotSent { return platform.NotSent(err) }

// without is [platform.Without].
func without(err error) error { return platform.Without(err) }

// named reports whether the server refused something by one of these names.
func named(err error, ids ...string) bool {
	var e apiError
	return errors.As(err, &e) && slices.Contains(ids, e.id)
}
