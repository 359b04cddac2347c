// Package slacklimits holds what goes to Slack against the limits of Slack's reference. It is
// for tests.
package slacklimits

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Tester is what a check reports to: a test, or one case of a property.
type Tester interface {
	Helper()
	Errorf(format string, args ...any)
}

// Post reports everything in the blocks of a post and in its text that Slack refuses, or
// that gives what people wrote a meaning. It reads the JSON that goes out, and takes its
// numbers from Slack's reference and from no constant of the adapter.
func Post(t Tester, blocks any, text string) {
	t.Helper()
	c := check{t: t, surface: "message", most: 50, ids: map[string]bool{}}
	c.blocks(c.decode(map[string]any{"blocks": blocks})["blocks"])
	if c.characters > 12000 {
		c.fault("post: %d characters, at most 12000", c.characters)
	}
	c.length("fallback", text, 1, 3000)
	if strings.ContainsAny(strings.NewReplacer("&lt;", "", "&gt;", "", "&amp;", "").Replace(text), "<>&") {
		c.fault("fallback %q holds what Slack reads as a mention or a link", text)
	}
}

// View does the same for a modal or a home page.
func View(t Tester, view any) {
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
	t          Tester
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
