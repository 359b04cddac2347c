package mattermost

import (
	"strings"
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot"
)

// paragraphs writes a text as markdown in as few pieces as it fits in, of at most so many
// characters each: divided at the border of a paragraph, else of a line, a sentence, a word.
// Together they are the text.
func paragraphs(text string, most int) []string {
	var out []string
	for _, b := range bot.Blocks(clean(text)) {
		between := "\n\n"
		for _, line := range pieces(b, most) {
			last := len(out) - 1
			if last < 0 || utf8.RuneCountInString(out[last])+len(between)+utf8.RuneCountInString(line) > most {
				out = append(out, line)
			} else {
				out[last] += between + line
			}
			between = "\n"
		}
	}
	return out
}

// pieces are the lines of a block, or the block as a whole when it fits: a paragraph is not divided
// to fill a post.
func pieces(b bot.Block, most int) []string {
	var out []string
	for _, line := range b.Lines {
		for {
			head, tail := line.Cut(fitting(b.List, line, most))
			if written := writeLine(b.List, head, entities); written != "" {
				out = append(out, written)
			}
			if len(tail) == 0 {
				break
			}
			line = tail
		}
	}
	if whole := strings.Join(out, "\n"); whole != "" && utf8.RuneCountInString(whole) <= most {
		return []string{whole}
	}
	return out
}

// fitting is after how many characters a line is divided: all of it when that fits, else as late
// as it does, after a sentence, else after a word, else anywhere.
func fitting(list bool, line bot.Line, most int) int {
	fits := func(n int) bool {
		head, _ := line.Cut(n)
		return utf8.RuneCountInString(writeLine(list, head, entities)) <= most
	}
	long := 0
	for _, span := range line {
		long += utf8.RuneCountInString(span.Text)
	}
	if fits(long) {
		return long
	}
	low := 1
	for high := long; low+1 < high; {
		if middle := (low + high) / 2; fits(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return border(line, low)
}

// border is the last good place to divide a line before a number of characters.
func border(line bot.Line, most int) int {
	head, _ := line.Cut(most)
	var text strings.Builder
	for _, span := range head {
		text.WriteString(span.Text)
	}
	for _, ends := range [][]string{{". ", "! ", "? "}, {" "}} {
		at := 0
		for _, end := range ends {
			if i := strings.LastIndex(text.String(), end); i >= 0 {
				at = max(at, i+len(end))
			}
		}
		if at > 0 {
			return utf8.RuneCountInString(text.String()[:at])
		}
	}
	return most
}
