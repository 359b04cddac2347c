package bot

import (
	"strings"
	"unicode"
)

// Block is a paragraph or a list of a message.
type Block struct {
	List  bool
	Lines []Line
}

// Line is one line of a paragraph or one item of a list.
type Line []Span

// Span is a piece of a line in one weight.
type Span struct {
	Text string
	Bold bool
}

// Cut divides a line after n characters.
func (l Line) Cut(n int) (head, tail Line) {
	for _, span := range l {
		runes := []rune(span.Text)
		at := min(n, len(runes))
		n -= at
		if at > 0 {
			head = append(head, Span{Text: string(runes[:at]), Bold: span.Bold})
		}
		if at < len(runes) {
			tail = append(tail, Span{Text: string(runes[at:]), Bold: span.Bold})
		}
	}
	return head, tail
}

// Blocks takes the light markdown of a message apart: **bold**, lists with "* ",
// paragraphs separated by an empty line. Nothing else has a meaning. The result is
// data: who shows it escapes every piece of it.
func Blocks(text string) []Block {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	var out []Block
	open := false // the last block goes on
	for raw := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(raw) == "" {
			open = false
			continue
		}
		item, list := strings.CutPrefix(raw, "* ")
		if !open || out[len(out)-1].List != list {
			out = append(out, Block{List: list})
		}
		last := &out[len(out)-1]
		last.Lines = append(last.Lines, spans(item))
		open = true
	}
	return out
}

// says reports whether anything of a text can be seen.
func says(text string) bool {
	for _, b := range Blocks(text) {
		for _, line := range b.Lines {
			for _, span := range line {
				if strings.ContainsFunc(span.Text, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }) {
					return true
				}
			}
		}
	}
	return false
}

// spans splits a line at its pairs of **. A pair with nothing between it, and a
// ** without a second one, stay as they are written.
func spans(s string) Line {
	var out Line
	plain := ""
	for {
		before, rest, ok := strings.Cut(s, "**")
		bold, after, closed := strings.Cut(rest, "**")
		if !ok || !closed {
			return appendSpan(out, Span{Text: plain + s})
		}
		if strings.TrimSpace(bold) == "" {
			plain += before + "**"
			s = rest
			continue
		}
		out = appendSpan(out, Span{Text: plain + before})
		out = append(out, Span{Text: bold, Bold: true})
		plain, s = "", after
	}
}

func appendSpan(l Line, s Span) Line {
	if s.Text == "" {
		return l
	}
	return append(l, s)
}
