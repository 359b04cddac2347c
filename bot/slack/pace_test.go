package slack

import (
	"testing"

	"github.com/regiebot/regiebot/bot/platform"
)

// Slack counts methods for the whole workspace, and messages by conversation.
func TestLanes(t *testing.T) {
	for _, method := range []string{methodUpdate, methodDelete, methodHistory, methodOpen, methodPlace, methodPerson, methodFile} {
		equal(t, method+" is a conversation", isConversation(method), false)
		equal(t, method+" has the speed of a conversation", speedOf(method) == speedOf("D1"), false)
	}
	for _, id := range []string{"C1", "D1", "G1"} {
		equal(t, id+" is a conversation", isConversation(id), true)
	}
	unasked, all := speedOf(platform.Unasked), speedOf(platform.Everyone)
	equal(t, "reminders leave room", unasked.Every > all.Every && unasked.Burst < all.Burst, true)
}
