package webchat

import "strings"

// block is a paragraph or a list of a message.
type block struct {
	List  bool
	Lines []line
}

// line is one line of a paragraph or one item of a list.
type line []span

// span is a piece of a line in one weight.
type span struct {
	Text string
	Bold bool
}

// parse takes the light markdown of a message apart: **bold**, lists with "* ",
// paragraphs separated by an empty line. Nothing else has a meaning. The result
// is data: the template escapes every piece of it.
func parse(text string) []block {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	var out []block
	open := false // the last block goes on
	for raw := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(raw) == "" {
			open = false
			continue
		}
		item, list := strings.CutPrefix(raw, "* ")
		if !open || out[len(out)-1].List != list {
			out = append(out, block{List: list})
		}
		last := &out[len(out)-1]
		last.Lines = append(last.Lines, spans(item))
		open = true
	}
	return out
}

// spans splits a line at its pairs of **. A pair with nothing between it, and a
// ** without a second one, stay as they are written.
func spans(s string) line {
	var out line
	plain := ""
	for {
		before, rest, ok := strings.Cut(s, "**")
		bold, after, closed := strings.Cut(rest, "**")
		if !ok || !closed {
			return appendSpan(out, span{Text: plain + s})
		}
		if strings.TrimSpace(bold) == "" {
			plain += before + "**"
			s = rest
			continue
		}
		out = appendSpan(out, span{Text: plain + before})
		out = append(out, span{Text: bold, Bold: true})
		plain, s = "", after
	}
}

func appendSpan(l line, s span) line {
	if s.Text == "" {
		return l
	}
	return append(l, s)
}
