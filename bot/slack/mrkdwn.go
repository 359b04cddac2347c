package slack

import (
	"strings"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot/platform"
)

// How text of people stays text.
//
// Everything that is said goes into rich_text blocks, and labels into plain_text. In rich
// text Slack gives a meaning to the type of an element alone: a mention is an element of
// type user, a link one of type link, an emoji one of type emoji, bold is a style. A text
// element is shown as it is: <!channel>, <@U1>, *bold*, _italics_, ~, backticks, > at the
// beginning of a line, :emoji: and web addresses are letters in it. (Whoever turns other
// markup into rich text has to make links and emoji himself for that reason: agent-slack#90,
// #158; hermes-agent#114810.) In mrkdwn there is no way to write an asterisk that is only an
// asterisk: Slack knows escapes for & < > and for nothing else. Nothing here makes a mrkdwn
// text object, so there is nothing to get out of.
//
// One text remains that Slack reads as mrkdwn: the line that a notification shows. It is
// neutral and goes through [escape].

// formatting are the characters to which mrkdwn gives a meaning and for which it has no
// escape. A word joiner has no width; behind it they are no formatting any more.
const formatting = "*_~`:@#"

const wordJoiner = "\u2060"

// escape makes a text harmless where Slack reads mrkdwn.
func escape(text string) string {
	var out strings.Builder
	for _, r := range platform.Clean(text) {
		switch {
		case r == '&':
			out.WriteString("&amp;")
		case r == '<':
			out.WriteString("&lt;")
		case r == '>':
			out.WriteString("&gt;")
		case strings.ContainsRune(formatting, r):
			out.WriteRune(r)
			out.WriteString(wordJoiner)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// unescape undoes what Slack does to some of the texts it gives back (bolt-python#513).
func unescape(text string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text)
}

// plain is a text for a label, on one line: nothing in it has a meaning, :emoji: neither. What does not
// fit ends in an ellipsis; [bot.Check] sees to it that everything fits.
func plain(text string, limit int) *api.TextBlockObject {
	return api.NewTextBlockObject(api.PlainTextType, platform.Fit(platform.OneLine(text), limit), false, false)
}
