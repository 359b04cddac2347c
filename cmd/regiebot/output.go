package main

import (
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// The JSON documents of the command line. Empty lists are lists, never null.
type (
	messageJSON struct {
		Text    string       `json:"text"`
		Public  bool         `json:"public"`
		Refused bool         `json:"refused"`
		Buttons []buttonJSON `json:"buttons"`
		Form    *formJSON    `json:"form"`
		Files   []fileJSON   `json:"files"`
	}
	buttonJSON struct {
		Label string `json:"label"`
		Line  string `json:"line"`
	}
	formJSON struct {
		Title  string      `json:"title"`
		Line   string      `json:"line"`
		Fields []fieldJSON `json:"fields"`
	}
	fieldJSON struct {
		Name     string   `json:"name"`
		Label    string   `json:"label"`
		Kind     bot.Kind `json:"kind"`
		Choices  []string `json:"choices"`
		Optional bool     `json:"optional"`
		Value    string   `json:"value"`
		Problem  string   `json:"problem"`
	}
	fileJSON struct {
		Name   string `json:"name"`
		Type   string `json:"type"`
		Base64 string `json:"base64"`
	}
	deliveredJSON struct {
		State    string       `json:"state,omitempty"` // "sent" of tick; a simulation has none
		At       string       `json:"at"`
		To       string       `json:"to"`
		Platform string       `json:"platform"`
		Keys     []string     `json:"keys"`
		Casus    []string     `json:"casus"`
		Rules    []string     `json:"rules"`
		Text     string       `json:"text"`
		Buttons  []buttonJSON `json:"buttons"`
	}
	waitingJSON struct {
		State    string   `json:"state"` // "waiting"
		To       string   `json:"to"`
		Since    string   `json:"since"`
		Why      string   `json:"why"`
		Next     string   `json:"next"` // when it is looked at again; empty: as soon as it can
		Attempts int      `json:"attempts"`
		Keys     []string `json:"keys"`
		Casus    []string `json:"casus"`
		Rules    []string `json:"rules"`
	}
)

func messageDocument(m bot.Message) messageJSON {
	doc := messageJSON{Text: fullText(m), Public: m.Public, Refused: m.Refused, Buttons: allButtons(m), Files: []fileJSON{}}
	for _, f := range m.Files {
		doc.Files = append(doc.Files, fileJSON{f.Name, f.Type, base64.StdEncoding.EncodeToString(f.Data)})
	}
	if m.Form != nil {
		doc.Form = formDocument(*m.Form)
	}
	return doc
}

func formDocument(f bot.Form) *formJSON {
	doc := &formJSON{Title: f.Title, Line: f.Line, Fields: []fieldJSON{}}
	for _, field := range f.Fields {
		out := fieldJSON{field.Name, field.Label, field.Kind, []string{}, field.Optional, field.Value, field.Problem}
		for _, c := range field.Choices {
			out.Choices = append(out.Choices, c.Value)
		}
		doc.Fields = append(doc.Fields, out)
	}
	return doc
}

func deliveredDocument(d scheduler.Delivered, zone *time.Location) deliveredJSON {
	return deliveredJSON{
		At: d.At.In(zone).Format(time.RFC3339), To: d.To, Platform: d.Platform, Keys: list(d.Keys), Casus: list(d.Casus), Rules: list(d.Rules),
		Text: fullText(d.Message), Buttons: allButtons(d.Message),
	}
}

// waitingDocument is a message that waits, at a moment in the zone of the organisation.
func waitingDocument(w scheduler.Wachtend, at time.Time) waitingJSON {
	doc := waitingJSON{
		State: stateWaiting, To: w.Aan, Since: w.CreatedAt.In(at.Location()).Format(time.RFC3339), Why: string(w.Waarom), Attempts: w.Attempts,
		Keys: list(w.Keys), Casus: list(w.Zaken), Rules: list(w.Regels),
	}
	next := w.NotBefore
	if w.State == store.Claimed {
		next = w.ClaimedUntil
	}
	if next.After(at) {
		doc.Next = next.In(at.Location()).Format(time.RFC3339)
	}
	return doc
}

func list(words []string) []string {
	if words == nil {
		return []string{}
	}
	return words
}

// fullText is the text of a message with all its parts.
func fullText(m bot.Message) string {
	texts := []string{m.Text}
	for _, p := range m.Parts {
		texts = append(texts, p.Text)
	}
	return strings.TrimSpace(strings.Join(texts, "\n\n"))
}

func allButtons(m bot.Message) []buttonJSON {
	buttons := []buttonJSON{}
	for _, p := range append(m.Parts, bot.Part{Buttons: m.Buttons}) {
		for _, b := range p.Buttons {
			buttons = append(buttons, buttonJSON{b.Label, b.Line})
		}
	}
	return buttons
}

// plain writes a message for a terminal: the text, the questions of the form, and
// what each button would say.
func plain(m bot.Message) string {
	var out strings.Builder
	out.WriteString(strings.ReplaceAll(fullText(m), "**", ""))
	if m.Form != nil {
		out.WriteString("\n\n" + plainForm(*m.Form))
	}
	if buttons := allButtons(m); len(buttons) > 0 {
		out.WriteString("\n")
		for _, b := range buttons {
			fmt.Fprintf(&out, "\n  [%s]  %s", b.Label, b.Line)
		}
	}
	for _, f := range m.Files {
		fmt.Fprintf(&out, "\n  (%s, %d bytes)", f.Name, len(f.Data))
	}
	return out.String()
}

func plainForm(f bot.Form) string {
	lines := []string{f.Title}
	for _, field := range f.Fields {
		line := fmt.Sprintf("  %s=%s", field.Name, field.Value)
		if field.Hint != "" {
			line += "   (" + field.Hint + ")"
		}
		if field.Problem != "" {
			line += "   ! " + field.Problem
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
