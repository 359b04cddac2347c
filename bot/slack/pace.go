package slack

import (
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot/platform"
)

// The methods that have a lane of their own: Slack counts each by itself, for the whole
// workspace.
const (
	methodUpdate  = "chat.update"
	methodDelete  = "chat.delete"
	methodHistory = "conversations.history"
	methodOpen    = "conversations.open"
	methodPlace   = "conversations.info"
	methodPerson  = "users.info"
	methodFile    = "files.getUploadURLExternal"
	methodHome    = "views.publish"
)

// speedOf is the speed of a lane: of a method as Slack's tiers promise it, of all messages
// together ("several hundred a minute"), and of one conversation: one message a second,
// and a few at once.
func speedOf(lane string) platform.Speed {
	switch lane {
	case platform.Everyone:
		return platform.Speed{Every: time.Second / 4, Burst: 10}
	case platform.Unasked:
		return platform.Speed{Every: time.Second / 3, Burst: 6}
	case methodUpdate, methodDelete, methodHistory, methodOpen, methodPlace: // tier 3
		return platform.Speed{Every: time.Minute / 50, Burst: 20}
	case methodPerson, methodFile, methodHome: // tier 4
		return platform.Speed{Every: time.Minute / 100, Burst: 40}
	}
	return platform.Speed{Every: time.Second, Burst: 4}
}

// isConversation tells the id of a conversation from the name of a method.
func isConversation(lane string) bool { return !strings.Contains(lane, ".") }
