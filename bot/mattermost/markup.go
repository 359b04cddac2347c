package mattermost

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot"
)

// markdown writes the light markdown of a message as Mattermost's, and everything in it as
// text.
func markdown(text string, named map[rune]string) string {
	var out []string
	for _, b := range bot.Blocks(clean(text)) {
		lines := make([]string, 0, len(b.Lines))
		for _, line := range b.Lines {
			lines = append(lines, writeLine(b.List, line, named))
		}
		out = append(out, strings.Join(lines, "\n"))
	}
	return strings.Join(out, "\n\n")
}

// writeLine writes a line of a paragraph or an item of a list.
func writeLine(list bool, line bot.Line, named map[rune]string) string {
	line = trimmed(line)
	var out strings.Builder
	if list {
		out.WriteString("* ")
		if len(line) == 0 {
			out.WriteString(wordJoiner)
		}
	}
	for i, span := range line {
		text := escapeLine(span.Text, named, i == 0)
		if span.Bold {
			text = "**" + lead(line, i) + text + tail(line, i) + "**"
		}
		out.WriteString(text)
	}
	return out.String()
}

// trimmed is a line without spaces at its ends (four of them would make it code) and around
// what is bold: markdown wants none between ** and a word.
func trimmed(line bot.Line) bot.Line {
	var out bot.Line
	for _, span := range line {
		text := span.Text
		if span.Bold {
			text = strings.TrimSpace(text)
			before, after, _ := strings.Cut(span.Text, text)
			out = append(plainly(out, before), bot.Span{Text: text, Bold: true})
			out = plainly(out, after)
			continue
		}
		out = plainly(out, text)
	}
	return trimEnd(trimStart(out))
}

// plainly adds a text that is not bold to a line. Neighbours of one weight are one: an escape looks
// at what stands beside a character.
func plainly(line bot.Line, text string) bot.Line {
	if n := len(line); n > 0 && !line[n-1].Bold {
		line[n-1].Text += text
		return line
	}
	if text == "" {
		return line
	}
	return append(line, bot.Span{Text: text})
}

func trimStart(line bot.Line) bot.Line {
	if len(line) == 0 {
		return line
	}
	if line[0].Text = strings.TrimSpace(line[0].Text + "|"); line[0].Text == "|" {
		return line[1:]
	}
	line[0].Text = strings.TrimSuffix(line[0].Text, "|")
	return line
}

func trimEnd(line bot.Line) bot.Line {
	n := len(line)
	if n == 0 {
		return line
	}
	if line[n-1].Text = strings.TrimRightFunc(line[n-1].Text, unicode.IsSpace); line[n-1].Text == "" {
		return line[:n-1]
	}
	return line
}

// lead is what stands between ** and what is bold. Commonmark does not take ** for bold
// when it stands between a letter and a mark: a word joiner is neither.
func lead(line bot.Line, i int) string {
	inner, _ := utf8.DecodeRuneInString(line[i].Text)
	if i == 0 || wordy(inner) {
		return ""
	}
	return wordJoiner
}

// tail is the same at the other end.
func tail(line bot.Line, i int) string {
	inner, _ := utf8.DecodeLastRuneInString(line[i].Text)
	if i == len(line)-1 || wordy(inner) {
		return ""
	}
	if next, _ := utf8.DecodeRuneInString(line[i+1].Text); unicode.IsSpace(next) {
		return ""
	}
	return wordJoiner
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
