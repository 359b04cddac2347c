package slacklimits

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

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
	c.element(fmt.Sprintf("%s: %v", what, e["type"]), e)
}

func (c *check) element(what string, e map[string]any) {
	c.t.Helper()
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
