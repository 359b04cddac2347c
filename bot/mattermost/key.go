package mattermost

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"strconv"
	"strings"
)

// What a post of the bot carries besides what is read: by which it is found again. Whoever may
// read a channel can read it too, so the key of a message, which can hold the number of a
// casus, is there as a hash only. Everybody can write the same on a post of their own: it says
// something only on a post of the bot.
const (
	propMark = "regiebot"
	markKey  = "key"
	markPart = "part" // from 1
	markOf   = "of"   // parts in all; 0: what was added later
	markMore = "more" // parts were added later
	markTo   = "to"   // id of the post that this answers
)

// propAttachments is where the server keeps the buttons of a post.
const propAttachments = "attachments"

// tag says which message a post is of, and which part of it.
type tag struct {
	key      string // hashed
	part, of int
}

func hashed(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// mark is a tag as a post carries it; nil of none.
func (t tag) mark() map[string]any {
	if t.key == "" {
		return nil
	}
	return map[string]any{markKey: t.key, markPart: t.part, markOf: t.of}
}

// pending is by what the server knows a post in a channel for half a minute, so that it is not
// posted twice in that time. Empty: it knows nothing. What is added to a message can go and come
// again within that time, and has none.
func (t tag) pending(self, channel string) string {
	if t.key == "" || t.of == 0 {
		return ""
	}
	return self + ":" + hashed(t.key+"/"+strconv.Itoa(t.part)+"/"+strconv.Itoa(t.of)+"/"+channel)
}

// pendingAnswer is the same for an answer to what somebody did in a turn with an id. An answer of
// which nobody knows whether it was posted goes another way, which can end in the same channel; in
// a turn more than one thing can be said. Empty: nobody knows which turn it is.
func pendingAnswer(self, channel, turn string, p post) string {
	if turn == "" {
		return ""
	}
	return self + ":" + hashed(strings.Join([]string{turn, channel, strconv.Itoa(p.part), p.Message}, "\x00"))
}

// markOn is what a post carries of ours.
func markOn(p stored) map[string]any {
	mark, _ := p.Props[propMark].(map[string]any)
	return mark
}

// tagOn reads the tag of a post; false when it has none of ours.
func tagOn(p stored) (tag, bool) {
	mark := markOn(p)
	key, _ := mark[markKey].(string)
	part, hasPart := mark[markPart].(float64)
	of, hasOf := mark[markOf].(float64)
	return tag{key, int(part), int(of)}, key != "" && hasPart && hasOf && part >= 1 && part == float64(int(part))
}

// marked are the props of a post with what it carries of ours.
func marked(props, mark map[string]any) map[string]any {
	all := maps.Clone(props)
	if all == nil {
		all = map[string]any{}
	}
	if len(mark) > 0 {
		all[propMark] = mark
	}
	return all
}
