package slack

import (
	"strings"
	"unicode/utf8"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// pack divides groups over posts. A group is not taken apart: a button stays with what it
// is about.
func pack(groups []group) [][]api.Block {
	var posts [][]api.Block
	room := 0
	for _, g := range groups {
		last := len(posts) - 1
		if last < 0 || g.weight > room || len(posts[last])+len(g.blocks) > maxBlocks {
			posts, room = append(posts, nil), postRoom
			last++
		}
		posts[last] = append(posts[last], g.blocks...)
		room -= g.weight
	}
	return posts
}

// chunks divides a text over blocks of rich text: at the border of a paragraph, else of a
// line, a sentence, a word. Together they are the text.
func chunks(text []bot.Block) [][]bot.Block {
	var out [][]bot.Block
	room, letters := 0, 0
	for _, b := range small(text) {
		weight, long := weigh(b), length(b)
		if len(out) == 0 || weight > room || long > letters {
			out, room, letters = append(out, nil), chunkRoom, maxText
		}
		last := len(out) - 1
		out[last] = append(out[last], b)
		room, letters = room-weight, letters-long
	}
	return out
}

// small divides paragraphs and lists that do not fit in one block. What says nothing is
// left out: Slack refuses it.
func small(text []bot.Block) []bot.Block {
	var out []bot.Block
	for _, b := range text {
		part := bot.Block{List: b.List}
		for _, line := range pieces(b) {
			whole := part
			whole.Lines = append(whole.Lines, line)
			if len(part.Lines) > 0 && !fits(whole) {
				out, whole = append(out, part), bot.Block{List: b.List, Lines: []bot.Line{line}}
			}
			part = whole
		}
		if len(part.Lines) > 0 {
			out = append(out, part)
		}
	}
	return out
}

// pieces are the lines of a block; a line that does not fit by itself is divided.
func pieces(b bot.Block) []bot.Line {
	var out []bot.Line
	for _, line := range b.Lines {
		for !fits(bot.Block{List: b.List, Lines: []bot.Line{line}}) {
			n := border(line)
			head, tail := line.Cut(n)
			out, line = append(out, head), tail
		}
		if len(line) > 0 {
			out = append(out, line)
		}
	}
	return out
}

func fits(b bot.Block) bool { return weigh(b) <= chunkRoom && length(b) <= maxText }

// lineEnds is what the lead of a paragraph adds to a line, at most.
const lineEnds = 2

// weigh counts blocks as [postRoom] does.
func weigh(blocks ...bot.Block) int {
	total := 0
	for _, b := range blocks {
		for _, line := range b.Lines {
			total += 2*spanCost + lineEnds
			for _, span := range line {
				total += spanCost + utf8.RuneCountInString(span.Text)
			}
		}
	}
	return total
}

// length counts the characters of a block.
func length(b bot.Block) int {
	total := 0
	for _, line := range b.Lines {
		total += lineEnds + utf8.RuneCountInString(written(line))
	}
	return total
}

func written(line bot.Line) string {
	var out strings.Builder
	for _, span := range line {
		out.WriteString(span.Text)
	}
	return out.String()
}

// border is after how many characters a line that is too long is best divided: as late as
// it fits, after a sentence, else after a word, else anywhere.
func border(line bot.Line) int {
	most := prefix(line)
	text := string([]rune(written(line))[:most])
	for _, ends := range [][]string{{". ", "! ", "? "}, {" "}} {
		at := 0
		for _, end := range ends {
			if i := strings.LastIndex(text, end); i >= 0 {
				at = max(at, i+len(end))
			}
		}
		if at > 0 {
			return utf8.RuneCountInString(text[:at])
		}
	}
	return most
}

// prefix is how many characters of a line fit in a block.
func prefix(line bot.Line) int {
	n, room := 0, chunkRoom-2*spanCost-lineEnds
	for _, span := range line {
		room -= spanCost
		if room <= 0 {
			break
		}
		long := min(utf8.RuneCountInString(span.Text), room)
		n, room = n+long, room-long
	}
	return min(n, maxText-lineEnds)
}
