package mattermost

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// heardPost is a post of somebody for the bot.
type heardPost struct {
	stored
	channelType string // D in a conversation of two
	missed      bool   // it was found afterwards
	answered    bool   // an answer to it stands in the channel
}

// direct is the type of a conversation of two.
const direct = "D"

// Claims on a post, for every process. Whoever makes the first handles it. Whoever handled it
// makes the second too; when that is free after a while, the process that made the first has
// ended meanwhile, and who makes the second then tries once more.
const (
	claimPost  = Platform + "/post/"
	claimAgain = Platform + "/again/"
)

// patience is how long a post that was claimed by another process is left to it, from when this one
// first saw that. Until then it is not known that the post was handled.
const patience = time.Minute

// errElsewhere says that another process is at a post.
var errElsewhere = errors.New("mattermost: another process is at it")

// forUs reports whether a post is one of a person to the bot: in their conversation with it, or
// where they mention it. What programs and the server itself say is nothing to answer. What was
// changed before anybody heard it is; what was heard before is claimed.
func forUs(p stored, channelType string, me who) bool {
	if p.UserID == me.ID || p.Type != "" || p.DeleteAt != 0 || !wellNamed(p) || ofProgram(p) {
		return false
	}
	return channelType == direct || mentions(p.Message, me.Username)
}

// wellNamed reports whether the ids of a post are ids: they become part of addresses.
func wellNamed(p stored) bool { return isID(p.ID) && isID(p.UserID) && isID(p.ChannelID) }

// ofProgram reports whether a program posted something in the name of its person.
func ofProgram(p stored) bool {
	for _, program := range []string{"from_webhook", "from_bot", "from_plugin", "from_oauth_app"} {
		if is := p.Props[program]; is == "true" || is == true {
			return true
		}
	}
	return false
}

// verbatim is what stands in code: the server finds no mention in it either.
var verbatim = regexp.MustCompile("(?s)```.*?(```|$)|`[^`\n]*`")

// mentions reports whether a text mentions a user name, as the server would find it.
func mentions(text, name string) bool {
	if name == "" {
		return false
	}
	text = strings.ToLower(verbatim.ReplaceAllString(text, " "))
	for rest := text; ; {
		before, after, found := strings.Cut(rest, "@"+strings.ToLower(name))
		if !found {
			return false
		}
		sign := strings.TrimLeft(after, ".-_:") // these can end a sentence, and stand inside a name
		if !endsInWord(before) && !beginsWithWord(sign) {
			return true
		}
		rest = after
	}
}

func isWord(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }

func endsInWord(text string) bool {
	return text != "" && isWord(rune(text[len(text)-1]))
}

func beginsWithWord(text string) bool { return text != "" && isWord(rune(text[0])) }

// missed makes that somebody looks for posts that did not come.
func (in *inlet) missed() { ring(in.look) }

// queue is what keeps posts in order: what one person says in one conversation.
func (p heardPost) queue() string { return p.ChannelID + "/" + p.UserID }

// hearPost takes a post that came on the websocket.
func (m *Mattermost) hearPost(p heardPost) {
	if !m.in.posts.InTurn(p.queue(), func(ctx context.Context) {
		if m.attend(ctx, p) != nil {
			m.in.missed()
		}
	}) {
		m.in.missed() // there is no room now
	}
}

// attend handles a post, unless that was done or is being done, here or by another process.
func (m *Mattermost) attend(ctx context.Context, p heardPost) error {
	claim, first := m.in.seen.Claim(claimPost+p.ID, m.in.now())
	if !first {
		return nil
	}
	ours, err := m.claim(ctx, p)
	if err != nil || !ours {
		m.in.seen.Forget(claim) // or nobody here would ever look whether it was done
		return err
	}
	var once sync.Once
	ended := func(given bool) { once.Do(func() { m.attended(context.WithoutCancel(ctx), claim, p, given) }) }
	safely(ctx, m.in.log, func(string) (none bot.Message) { ended(true); return none }, func() (none bot.Message) {
		m.box().told(ctx, p.stored, p.channelType, p.ID, ended)
		return none
	})
	return nil
}

// attended notes that a post was handled. When the answer could not be given its second claim stays
// free: then who looks for posts that were missed tries once more, a while from now.
func (m *Mattermost) attended(ctx context.Context, claim *platform.Claim, p heardPost, given bool) {
	if !given {
		m.in.waited(p.ID) // from now, and not from when somebody looks
		m.in.seen.Forget(claim)
		m.in.missed()
		return
	}
	m.in.seen.Finish(claim, nil)
	_, err := m.cfg.First(ctx, claimAgain+p.ID)
	m.in.trouble(ctx, "a post was handled, and that could not be noted", err)
}

// claim reports whether this process is to handle a post.
func (m *Mattermost) claim(ctx context.Context, p heardPost) (bool, error) {
	ours, err := m.cfg.First(ctx, claimPost+p.ID)
	if err == nil && p.answered {
		return false, nil // its claim was lost when a backup was put back, if it was ours
	}
	if err != nil || ours || !p.missed {
		return ours, err
	}
	if !m.in.waited(p.ID) {
		return false, errElsewhere
	}
	return m.cfg.First(ctx, claimAgain+p.ID)
}

// waited reports whether a post was left to another process for long enough.
func (in *inlet) waited(id string) bool {
	since, known := in.left.Get(id)
	if !known {
		since = in.now()
		in.left.Put(id, since, oldest)
	}
	return in.now().Sub(since) >= patience
}
