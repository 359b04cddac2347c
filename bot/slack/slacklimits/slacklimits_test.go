package slacklimits

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

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
				View(found, json.RawMessage(`{"type":"modal","title":`+text("T")+`,"close":`+text("S")+`,"submit":`+text("V")+`,"blocks":[`+blocks+`]}`))
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
