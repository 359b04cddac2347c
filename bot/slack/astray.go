package slack

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// markBytes is how much of a sum a mark holds: enough to tell two forms apart.
const markBytes = 8

// markOf tells the answers of a form before a step from others. What is half filled in is kept
// by person and line: when two forms of one line are open, the answers before a step can
// be those of the other. Before the first step there are none, and it is empty.
func markOf(form bot.Form, before int) string {
	if before <= 0 {
		return ""
	}
	var answers [][2]string
	for _, f := range form.Fields[:min(before, len(form.Fields))] {
		answers = append(answers, [2]string{f.Name, f.Value})
	}
	text, _ := json.Marshal(answers) // strings: it cannot fail
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:markBytes])
}

// astray is what becomes of a step whose earlier answers are of another form: that form
// from its first step. What was typed in this step goes with no other case; it stands above, so
// that it is not lost.
func astray(form, step bot.Form, d desk) outcome {
	d.Step, d.Mark = 0, ""
	note := []string{wordOther}
	for _, f := range step.Fields {
		if typed := f.Kind == bot.KindLine || f.Kind == bot.KindParagraph; typed && strings.TrimSpace(f.Value) != "" {
			note = append(note, "**"+labelOf(f)+"**: "+f.Value)
		}
	}
	if len(note) > 1 {
		note[0] += " " + wordTyped
	}
	return outcome{form: &form, desk: d, note: paragraphs(note...)}
}
