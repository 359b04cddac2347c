package slack

import (
	"crypto/sha256"
	"encoding/hex"

	api "github.com/slack-go/slack"
)

// What a message on Slack carries besides what is read: by which it is found again. Whoever
// may read a conversation can read it too, so the key of a message, which can hold the
// number of a casus, is there as a hash only.
const (
	eventType   = "regiebot"
	payloadKey  = "key"
	payloadPart = "part" // from 1
	payloadOf   = "of"   // parts in all; 0: what was added later
	payloadMore = "more" // parts were added later
)

// tag says which message a post is of, and which part of it.
type tag struct {
	key      string // hashed
	part, of int
}

func hashed(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// metadata is a tag as Slack keeps it.
func (t tag) metadata() api.SlackMetadata {
	return api.SlackMetadata{EventType: eventType, EventPayload: map[string]any{payloadKey: t.key, payloadPart: t.part, payloadOf: t.of}}
}

// tagOf reads the tag of a message; false when it has none of ours.
func tagOf(m api.SlackMetadata) (tag, bool) {
	key, _ := m.EventPayload[payloadKey].(string)
	part, hasPart := m.EventPayload[payloadPart].(float64)
	of, hasOf := m.EventPayload[payloadOf].(float64)
	return tag{key, int(part), int(of)}, m.EventType == eventType && key != "" && hasPart && hasOf && part >= 1 && part == float64(int(part))
}
