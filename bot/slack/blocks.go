package slack

import (
	"strconv"
	"unicode/utf8"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// post is one message on Slack.
type post struct {
	Blocks []api.Block
	Text   string // for the notification: neutral, never the content
}

// group are blocks that stay together: a text and its buttons.
type group struct {
	blocks []api.Block
	weight int // in characters, see [postRoom]
}

// sayAction begins the action_id of a button that says a line.
const sayAction = "say/"

// render makes a message what Slack shows: one post, or more when it does not fit in one. Nothing
// is left out. Its buttons work for the owner (a Slack id), or for everybody who sees
// them. The message keeps to [bot.Check]; without text, parts and buttons there is no post.
func (s *Slack) render(m bot.Message, owner string) []post {
	preview := platform.Fit(platform.OneLine(m.Preview), maxPreview)
	if preview == "" {
		preview = bot.DefaultPreview
	}
	text := escape(preview)
	var posts []post
	for _, blocks := range pack(s.groups(m, owner)) {
		posts = append(posts, post{Blocks: blocks, Text: text})
	}
	return posts
}

// groups are a message in the order in which it is read: its text, its parts with their
// buttons, its own buttons.
func (s *Slack) groups(m bot.Message, owner string) []group {
	l := &layout{owner: owner, slack: s}
	l.text(m.Text)
	for _, p := range m.Parts {
		l.text(p.Text)
		l.buttons(p.Buttons)
	}
	l.buttons(m.Buttons)
	return l.groups
}

// layout is a message that is being laid out.
type layout struct {
	slack  *Slack
	owner  string
	groups []group
	made   int // buttons so far: no two of a message have the same action_id
}

// text adds a text, in as many blocks as it needs.
func (l *layout) text(text string) {
	for _, chunk := range chunks(bot.Blocks(platform.Clean(text))) {
		l.groups = append(l.groups, richText(chunk))
	}
}

// buttons adds buttons to what stands above them.
func (l *layout) buttons(buttons []bot.Button) {
	for len(buttons) > 0 {
		n := min(len(buttons), maxElements)
		l.row(buttons[:n])
		buttons = buttons[n:]
	}
}

func (l *layout) row(buttons []bot.Button) {
	if len(l.groups) == 0 {
		l.groups = append(l.groups, group{})
	}
	elements, weight := make([]api.BlockElement, 0, len(buttons)), blockCost
	for _, b := range buttons {
		l.made++
		elements = append(elements, l.slack.button(b, l.owner, l.made))
		weight += buttonCost + min(utf8.RuneCountInString(b.Label), maxLabel)
	}
	last := &l.groups[len(l.groups)-1]
	last.blocks = append(last.blocks, api.NewActionBlock("", elements...))
	last.weight += weight
}

// button carries a ticket for its line: who made it and whose it is can be checked when it
// is pressed.
func (s *Slack) button(b bot.Button, owner string, n int) *api.ButtonBlockElement {
	value := s.cfg.Tickets.Make(bot.Ticket{Line: b.Line, For: owner, Until: s.cfg.Now().Add(bot.TicketLife)})
	return api.NewButtonBlockElement(sayAction+strconv.Itoa(n), value, plain(b.Label, maxLabel))
}

// readLine reads what a button carries, when somebody (a Slack id) presses it. The line is
// empty unless all is [bot.Fine].
func (s *Slack) readLine(value, user string) (string, bot.Fault) {
	line, fault := s.cfg.Tickets.Read(value, user, s.cfg.Now())
	if fault == bot.Unknown {
		return s.cfg.Tickets.Read(unescape(value), user, s.cfg.Now())
	}
	return line, fault
}

// richText makes paragraphs and lists one block. Paragraphs in a row are one section, with
// an empty line between them, as in what people write in Slack themselves.
func richText(blocks []bot.Block) group {
	var elements []api.RichTextElement
	var run bot.Line // paragraphs since the last list
	flush := func() {
		if len(run) > 0 {
			elements, run = append(elements, api.NewRichTextSection(texts(run)...)), nil
		}
	}
	for i, b := range blocks {
		if b.List {
			flush()
			elements = append(elements, list(b))
			continue
		}
		run = addParagraph(run, b, i > 0)
	}
	flush()
	return group{blocks: []api.Block{api.NewRichTextBlock("", elements...)}, weight: blockCost + weigh(blocks...)}
}

// bullets is a list. The library's own also writes an offset, which is for numbered lists
// and which not all of Slack's descriptions know.
type bullets struct {
	Type     api.RichTextElementType     `json:"type"`
	Elements []*api.RichTextSection      `json:"elements"`
	Style    api.RichTextListElementType `json:"style"`
}

// RichTextElementType makes it a part of rich text.
func (b bullets) RichTextElementType() api.RichTextElementType { return b.Type }

func list(b bot.Block) bullets {
	out := bullets{Type: api.RTEList, Style: api.RTEListBullet}
	for _, line := range b.Lines {
		out.Elements = append(out.Elements, api.NewRichTextSection(texts(line)...))
	}
	return out
}

// addParagraph adds a paragraph to those before it. Between paragraphs is an empty line;
// what follows a list begins on a line of its own already.
func addParagraph(run bot.Line, b bot.Block, later bool) bot.Line {
	lead := ""
	switch {
	case len(run) > 0:
		lead = "\n\n"
	case later:
		lead = "\n"
	}
	for i, line := range b.Lines {
		if i > 0 {
			lead = "\n"
		}
		if lead != "" {
			run = append(run, bot.Span{Text: lead})
		}
		run = append(run, line...)
	}
	return run
}

// texts are pieces of text; those of one weight that follow each other are one.
func texts(line bot.Line) []api.RichTextSectionElement {
	var elements []api.RichTextSectionElement
	var last *api.RichTextSectionTextElement
	for i, span := range line {
		if i > 0 && span.Bold == line[i-1].Bold {
			last.Text += span.Text
			continue
		}
		last = api.NewRichTextSectionTextElement(span.Text, nil)
		if span.Bold {
			last.Style = &api.RichTextSectionTextStyle{Bold: true}
		}
		elements = append(elements, last)
	}
	return elements
}
