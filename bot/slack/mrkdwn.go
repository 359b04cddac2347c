package slack

import (
	"strings"
	"unicode"

	api "github.com/slack-go/slack"
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

// clean takes out of a text what cannot be shown: bytes that are no text, control
// characters, and marks that turn the direction of what follows and so can make a sentence
// look different from what it says. Lines end in one way.
func clean(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, text)
}

// oneLine is a text on one line.
func oneLine(text string) string { return strings.Join(strings.Fields(clean(text)), " ") }

// formatting are the characters to which mrkdwn gives a meaning and for which it has no
// escape. A word joiner has no width; behind it they are no formatting any more.
const formatting = "*_~`:@#"

const wordJoiner = "\u2060"

// escape makes a text harmless where Slack reads mrkdwn.
func escape(text string) string {
	var out strings.Builder
	for _, r := range clean(text) {
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
	return api.NewTextBlockObject(api.PlainTextType, fit(oneLine(text), limit), false, false)
}

// fit is a text of at most so many characters. One that was longer ends in an ellipsis, so
// that it can be seen.
func fit(text string, limit int) string {
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	return string(runes[:limit-1]) + "…"
}
