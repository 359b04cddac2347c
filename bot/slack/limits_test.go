package slack

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// tester is what a check reports to: a test, or one case of a property.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkPost reports everything in a post that Slack refuses, or that gives what people
// wrote a meaning. It reads the JSON that goes out, and takes its numbers from Slack's
// reference and from no constant of this package.
func checkPost(t tester, p post) {
	t.Helper()
	c := check{t: t, surface: "message", most: 50, ids: map[string]bool{}}
	blocks := c.decode(map[string]any{"blocks": p.Blocks})
	c.blocks(blocks["blocks"])
	if c.characters > 12000 {
		c.fault("post: %d characters, at most 12000", c.characters)
	}
	c.length("fallback", p.Text, 1, 3000)
	if strings.ContainsAny(strings.NewReplacer("&lt;", "", "&gt;", "", "&amp;", "").Replace(p.Text), "<>&") {
		c.fault("fallback %q holds what Slack reads as a mention or a link", p.Text)
	}
}

// checkView does the same for a modal or a home page.
func checkView(t tester, view any) {
	t.Helper()
	c := check{t: t, surface: "view", most: 100, ids: map[string]bool{}}
	v := c.decode(view)
	text, _ := json.Marshal(view)
	if len(text) > 250000 {
		c.fault("view: %d bytes, at most 250000", len(text))
	}
	c.blocks(v["blocks"])
	metadata, _ := v["private_metadata"].(string)
	c.length("private_metadata", metadata, 0, 3000)
	callback, _ := v["callback_id"].(string)
	c.length("callback_id", callback, 0, 255)
	switch v["type"] {
	case "home":
	case "modal":
		c.plain("title", v["title"], 24)
		c.plain("close", v["close"], 24)
		if c.inputs > 0 || v["submit"] != nil {
			c.plain("submit", v["submit"], 24)
		}
	default:
		c.fault("view of type %v", v["type"])
	}
}

// check walks one post or view.
type check struct {
	t          tester
	surface    string
	most       int // blocks
	characters int
	inputs     int
	buttons    int
	ids        map[string]bool // block ids, and action ids of buttons
}

func (c *check) fault(format string, args ...any) {
	c.t.Helper()
	c.t.Errorf("Slack refuses this: "+format, args...)
}

func (c *check) decode(v any) map[string]any {
	c.t.Helper()
	text, err := json.Marshal(v)
	out := map[string]any{}
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	if err != nil {
		c.fault("no JSON: %v", err)
	}
	return out
}

func (c *check) length(what, text string, least, most int) {
	c.t.Helper()
	if n := utf8.RuneCountInString(text); n < least || n > most {
		c.fault("%s has %d characters, not %d to %d: %.60q", what, n, least, most, text)
	}
	for _, r := range text {
		if r < ' ' && r != '\n' && r != '\t' {
			c.fault("%s holds the control character %q", what, r)
		}
	}
}

// keys checks that an object has what it must have and nothing else.
func (c *check) keys(what string, object map[string]any, must, may string) {
	c.t.Helper()
	for _, key := range strings.Fields(must) {
		if _, ok := object[key]; !ok {
			c.fault("%s has no %s", what, key)
		}
	}
	for key := range object {
		if !slices.Contains(strings.Fields(must+" "+may), key) {
			c.fault("%s has a %s", what, key)
		}
	}
}

func (c *check) blocks(v any) {
	c.t.Helper()
	list, _ := v.([]any)
	if len(list) < 1 || len(list) > c.most {
		c.fault("%s: %d blocks, 1 to %d", c.surface, len(list), c.most)
	}
	for i, b := range list {
		block, _ := b.(map[string]any)
		c.block(fmt.Sprintf("block %d (%v)", i, block["type"]), block)
	}
}

func (c *check) block(what string, block map[string]any) {
	c.t.Helper()
	if id, ok := block["block_id"].(string); ok {
		c.length(what+": block_id", id, 1, 255)
		c.once(what+": block_id "+id, "block "+id)
	}
	switch block["type"] {
	case "rich_text":
		c.keys(what, block, "type elements", "block_id")
		before := c.characters
		c.each(what, block["elements"], 1000, c.rich)
		if n := c.characters - before; n > 3000 {
			c.fault("%s: %d characters, at most 3000", what, n)
		}
	case "actions":
		c.keys(what, block, "type elements", "block_id")
		c.each(what, block["elements"], 25, c.button)
	case "input":
		c.input(what, block)
	default: // sections and contexts hold mrkdwn, which is not made here
		c.fault("%s is not made here", what)
	}
}

func (c *check) once(what, id string) {
	c.t.Helper()
	if c.ids[id] {
		c.fault("%s stands there twice", what)
	}
	c.ids[id] = true
}

func (c *check) each(what string, v any, most int, one func(what string, object map[string]any)) {
	c.t.Helper()
	list, _ := v.([]any)
	if len(list) < 1 || len(list) > most {
		c.fault("%s: %d elements, 1 to %d", what, len(list), most)
	}
	for i, e := range list {
		object, _ := e.(map[string]any)
		one(fmt.Sprintf("%s: %d (%v)", what, i, object["type"]), object)
	}
}

// rich checks an element of rich text: sections, lists of sections, texts. Everything else
// (user, link, emoji, broadcast, quote…) is a meaning.
func (c *check) rich(what string, e map[string]any) {
	c.t.Helper()
	switch e["type"] {
	case "rich_text_section":
		c.keys(what, e, "type elements", "")
		c.each(what, e["elements"], 5000, c.rich)
	case "rich_text_list":
		c.keys(what, e, "type elements style", "indent border")
		if e["style"] != "bullet" {
			c.fault("%s has the style %v", what, e["style"])
		}
		c.each(what, e["elements"], 5000, c.rich)
	case "text":
		c.keys(what, e, "type text", "style")
		text, _ := e["text"].(string)
		c.length(what, text, 1, 3000)
		c.characters += utf8.RuneCountInString(text)
		if style, ok := e["style"].(map[string]any); ok && !maps.Equal(style, map[string]any{"bold": true}) {
			c.fault("%s has the style %v", what, style)
		}
	default:
		c.fault("%s has a meaning of its own", what)
	}
}

func (c *check) button(what string, e map[string]any) {
	c.t.Helper()
	c.keys(what, e, "type text action_id value", "style accessibility_label")
	if e["type"] != "button" {
		c.fault("%s is no button", what)
	}
	c.plain(what, e["text"], 75)
	id, _ := e["action_id"].(string)
	value, _ := e["value"].(string)
	c.length(what+": action_id", id, 1, 255)
	c.length(what+": value", value, 1, 2000)
	c.once(what+": action_id "+id, "action "+id)
	c.buttons++
}

// plain checks a text without any formatting; :emoji: stay letters.
func (c *check) plain(what string, v any, most int) {
	c.t.Helper()
	object, _ := v.(map[string]any)
	c.keys(what, object, "type text emoji", "")
	if object["type"] != "plain_text" || object["emoji"] != false {
		c.fault("%s is no plain text without emoji", what)
	}
	text, _ := object["text"].(string)
	c.length(what, text, 1, most)
	if strings.TrimSpace(text) == "" {
		c.fault("%s says nothing", what)
	}
	c.characters += utf8.RuneCountInString(text)
}

func (c *check) input(what string, block map[string]any) {
	c.t.Helper()
	c.inputs++
	c.keys(what, block, "type block_id label element", "hint optional dispatch_action")
	c.plain(what+": label", block["label"], 2000)
	if block["hint"] != nil {
		c.plain(what+": hint", block["hint"], 2000)
	}
	e, _ := block["element"].(map[string]any)
	id, _ := e["action_id"].(string)
	c.length(what+": action_id", id, 1, 255)
	if e["placeholder"] != nil {
		c.plain(what+": placeholder", e["placeholder"], 150)
	}
	what = fmt.Sprintf("%s: %v", what, e["type"])
	switch e["type"] {
	case "plain_text_input":
		c.typed(what, e)
	case "datepicker":
		c.keys(what, e, "type action_id", "placeholder initial_date")
		if date, ok := e["initial_date"].(string); ok && !isDay(date) {
			c.fault("%s begins with %q", what, date)
		}
	case "static_select":
		c.choices(what, e, 100, "initial_option")
	case "radio_buttons":
		c.choices(what, e, 10, "initial_option")
	case "checkboxes":
		c.choices(what, e, 10, "initial_options")
	default:
		c.fault("%s is no field", what)
	}
}

func isDay(text string) bool {
	_, err := time.Parse("2006-01-02", text)
	return err == nil && regexp.MustCompile(`^\d{4}-\d\d-\d\d$`).MatchString(text)
}

func (c *check) typed(what string, e map[string]any) {
	c.t.Helper()
	c.keys(what, e, "type action_id", "initial_value multiline max_length min_length placeholder")
	most, ok := e["max_length"].(float64)
	if !ok || most < 1 || most > 3000 {
		c.fault("%s takes %v characters, 1 to 3000", what, e["max_length"])
	}
	value, _ := e["initial_value"].(string)
	c.length(what+": initial_value", value, 0, int(most))
	if strings.Contains(value, "\n") && e["multiline"] != true {
		c.fault("%s has several lines on one line", what)
	}
}

func (c *check) choices(what string, e map[string]any, most int, initial string) {
	c.t.Helper()
	c.keys(what, e, "type action_id options", "placeholder "+initial)
	options := map[string]string{}
	c.each(what, e["options"], most, func(what string, o map[string]any) {
		value, text := c.option(what, o)
		if _, twice := options[value]; twice {
			c.fault("%s stands there twice", what)
		}
		options[value] = text
	})
	begin, _ := e[initial].([]any)
	if one, ok := e[initial].(map[string]any); ok {
		begin = []any{one}
	}
	if len(begin) == 0 && e[initial] != nil {
		c.fault("%s begins with nothing", what)
	}
	for _, o := range begin {
		object, _ := o.(map[string]any)
		if value, text := c.option(what, object); options[value] != text {
			c.fault("%s begins with %q, which is no option", what, value)
		}
	}
}

func (c *check) option(what string, o map[string]any) (value, text string) {
	c.t.Helper()
	c.keys(what, o, "text value", "")
	c.plain(what, o["text"], 75)
	value, _ = o["value"].(string)
	c.length(what+": value", value, 1, 75)
	label, _ := o["text"].(map[string]any)
	text, _ = label["text"].(string)
	return value, text
}

// faults counts what a check reports.
type faults []string

func (f *faults) Helper()                           {}
func (f *faults) Errorf(format string, args ...any) { *f = append(*f, fmt.Sprintf(format, args...)) }

// TestCheck: a check that finds nothing proves nothing. What is wrong in each of these is
// found.
func TestCheck(t *testing.T) {
	text := func(s string) string { return `{"type":"plain_text","text":"` + s + `","emoji":false}` }
	button := `{"type":"button","action_id":"a","value":"v","text":` + text("Ja") + `}`
	field := func(e string) string {
		return `{"type":"input","block_id":"b","label":` + text("Wat") + `,"element":` + e + `}`
	}
	rich := func(e string) string {
		return `{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[` + e + `]}]}`
	}
	wrong := map[string]string{
		"no blocks":          ``,
		"51 blocks":          strings.Repeat(rich(`{"type":"text","text":"x"}`)+",", 50) + rich(`{"type":"text","text":"x"}`),
		"mention":            rich(`{"type":"user","user_id":"U1"}`),
		"broadcast":          rich(`{"type":"broadcast","range":"channel"}`),
		"link":               rich(`{"type":"link","url":"https://x"}`),
		"emoji":              rich(`{"type":"emoji","name":"x"}`),
		"italics":            rich(`{"type":"text","text":"x","style":{"italic":true}}`),
		"empty text":         rich(`{"type":"text","text":""}`),
		"long text":          rich(`{"type":"text","text":"` + strings.Repeat("é", 3001) + `"}`),
		"two texts":          rich(`{"type":"text","text":"` + strings.Repeat("é", 1501) + `"},{"type":"text","text":"` + strings.Repeat("é", 1500) + `"}`),
		"control":            rich(`{"type":"text","text":"\u0007"}`),
		"mrkdwn":             `{"type":"section","text":{"type":"mrkdwn","text":"x"}}`,
		"quote":              `{"type":"rich_text","elements":[{"type":"rich_text_quote","elements":[]}]}`,
		"no buttons":         `{"type":"actions","elements":[]}`,
		"26 buttons":         `{"type":"actions","elements":[` + strings.Repeat(button+",", 25) + button + `]}`,
		"same action":        `{"type":"actions","elements":[` + button + "," + button + `]}`,
		"long label":         `{"type":"actions","elements":[` + strings.Replace(button, "Ja", strings.Repeat("j", 76), 1) + `]}`,
		"emoji label":        `{"type":"actions","elements":[` + strings.Replace(button, "false", "true", 1) + `]}`,
		"long value":         `{"type":"actions","elements":[` + strings.Replace(button, `"v"`, `"`+strings.Repeat("v", 2001)+`"`, 1) + `]}`,
		"too much":           strings.Repeat(rich(`{"type":"text","text":"`+strings.Repeat("x", 2900)+`"}`)+",", 4) + rich(`{"type":"text","text":"`+strings.Repeat("x", 500)+`"}`),
		"no options":         field(`{"type":"static_select","action_id":"a","options":[]}`),
		"foreign initial":    field(`{"type":"static_select","action_id":"a","options":[{"text":` + text("x") + `,"value":"x"}],"initial_option":{"text":` + text("y") + `,"value":"y"}}`),
		"11 radio buttons":   field(`{"type":"radio_buttons","action_id":"a","options":[` + strings.Repeat(`{"text":`+text("x")+`,"value":"x"},`, 10) + `{"text":` + text("x") + `,"value":"y"}]}`),
		"a date in words":    field(`{"type":"datepicker","action_id":"a","initial_date":"morgen"}`),
		"a value too long":   field(`{"type":"plain_text_input","action_id":"a","max_length":2,"initial_value":"abc"}`),
		"a misspelled field": field(`{"type":"plain_text_input","action_id":"a","max_length":2,"initialvalue":"abc"}`),
	}
	for name, blocks := range wrong {
		t.Run(name, func(t *testing.T) {
			found := &faults{}
			if strings.HasPrefix(blocks, `{"type":"input"`) {
				checkView(found, json.RawMessage(`{"type":"modal","title":`+text("T")+`,"close":`+text("S")+`,"submit":`+text("V")+`,"blocks":[`+blocks+`]}`))
			} else {
				c := check{t: found, surface: "message", most: 50, ids: map[string]bool{}}
				c.blocks(c.decode(json.RawMessage(`{"blocks":[` + blocks + `]}`))["blocks"])
				if c.characters > 12000 {
					c.fault("too much")
				}
			}
			if len(*found) == 0 {
				t.Error("it passes")
			}
		})
	}
}
