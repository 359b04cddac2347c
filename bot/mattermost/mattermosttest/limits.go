package mattermosttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The limits of the official model, server/public/model. Those of dialogs count bytes.
const (
	MaxMessageRunes = 16383
	MaxMessageBytes = 65535
	MaxPropsOld     = 8000   // in runes of JSON
	MaxProps        = 800000 // idem

	maxTitle    = 24
	maxLabel    = 24
	maxName     = 300
	maxHelp     = 150
	maxText     = 150
	maxTextarea = 3000
	maxSelect   = 3000
	maxTrigger  = 128
	maxURL      = 1024
	maxDisplay  = 64
	maxAbout    = 128
)

// Option is a choice in a dialog or a menu.
type Option struct {
	Text  string `json:"text"`
	Value string `json:"value"`
}

// Element is one field of a dialog, as it is on the wire. What it does not name is not known:
// bounds of dates among it.
type Element struct {
	DisplayName   string    `json:"display_name"`
	Name          string    `json:"name"`
	Type          string    `json:"type"`
	SubType       string    `json:"subtype"`
	Default       string    `json:"default"`
	Placeholder   string    `json:"placeholder"`
	HelpText      string    `json:"help_text"`
	Optional      bool      `json:"optional"`
	MinLength     int       `json:"min_length"`
	MaxLength     int       `json:"max_length"`
	DataSource    string    `json:"data_source"`
	DataSourceURL string    `json:"data_source_url"`
	Options       []*Option `json:"options"`
	MultiSelect   bool      `json:"multiselect"`
	Refresh       bool      `json:"refresh"`
}

// Dialog is a form, as it is on the wire.
type Dialog struct {
	CallbackID       string    `json:"callback_id"`
	Title            string    `json:"title"`
	IntroductionText string    `json:"introduction_text"`
	IconURL          string    `json:"icon_url"`
	Elements         []Element `json:"elements"`
	SubmitLabel      string    `json:"submit_label"`
	NotifyOnCancel   bool      `json:"notify_on_cancel"`
	State            string    `json:"state"`
	SourceURL        string    `json:"source_url"`
}

// OpenDialog is what opens a dialog.
type OpenDialog struct {
	TriggerID string `json:"trigger_id"`
	URL       string `json:"url"`
	Dialog    Dialog `json:"dialog"`
}

// faults are what is wrong with something.
type faults []string

func (f *faults) when(wrong bool, format string, args ...any) {
	if wrong {
		*f = append(*f, fmt.Sprintf(format, args...))
	}
}

// strict reads JSON that may hold nothing but what is known.
func strict(text []byte, v any) faults {
	var f faults
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	err := d.Decode(v)
	f.when(err != nil, "it cannot be read: %v", err)
	return f
}

// CheckOpenDialog holds the body of a call that opens a dialog against the limits of a
// version, and returns what is wrong with it; nothing when all is well.
func CheckOpenDialog(version string, body []byte) []string {
	var in OpenDialog
	f := strict(body, &in)
	f.when(in.URL == "", "it has no url")
	f.when(in.TriggerID == "", "it has no trigger_id")
	return append(f, CheckDialog(version, in.Dialog)...)
}

// CheckDialog holds a dialog against the limits of a version, and against what the clients
// of it cannot do.
func CheckDialog(version string, d Dialog) []string {
	var f faults
	f.when(d.Title == "" || len(d.Title) > maxTitle, "the title %q has %d bytes", d.Title, len(d.Title))
	f.when(d.IconURL != "", "the icon %q is fetched from elsewhere", d.IconURL)
	f.when(version == Old && d.SourceURL != "", "%s knows no source_url", version)
	names := map[string]bool{}
	dates := 0
	for _, e := range d.Elements {
		f.when(names[e.Name], "two elements have the name %q", e.Name)
		names[e.Name] = true
		for _, wrong := range append(checkElement(e), clients(version, e)...) {
			f = append(f, fmt.Sprintf("element %q: %s", e.Name, wrong))
		}
		if e.Type == "date" || e.Type == "datetime" {
			dates++
		}
	}
	f.when(dates > 0 && len(d.Elements) >= 8, "dates are not shown well in a dialog of %d elements", len(d.Elements))
	return f
}

// checkElement is what the model refuses of an element.
func checkElement(e Element) []string {
	var f faults
	f.when(e.MinLength < 0 || e.MinLength > e.MaxLength, "lengths from %d to %d", e.MinLength, e.MaxLength)
	f.when(e.DisplayName == "" || len(e.DisplayName) > maxLabel, "the label %q has %d bytes", e.DisplayName, len(e.DisplayName))
	f.when(e.Name == "" || len(e.Name) > maxName, "the name has %d bytes", len(e.Name))
	f.when(len(e.HelpText) > maxHelp, "the help text has %d bytes", len(e.HelpText))
	f.when(e.MultiSelect && e.Type != "select", "multiselect in a %s", e.Type)
	if of, known := kinds[e.Type]; known {
		of(&f, e)
	} else {
		f.when(true, "the type is %q", e.Type)
	}
	return f
}

// kinds is what the model refuses of an element of a type.
var kinds = map[string]func(f *faults, e Element){
	"text":     func(f *faults, e Element) { f.typed(e, maxText) },
	"textarea": func(f *faults, e Element) { f.typed(e, maxTextarea) },
	"select": func(f *faults, e Element) {
		f.lengths(e, maxSelect)
		f.choices(e)
	},
	"bool": func(f *faults, e Element) {
		f.when(!slices.Contains([]string{"", "true", "false"}, e.Default), "the default of a bool is %q", e.Default)
		f.when(len(e.Placeholder) > maxText, "the placeholder has %d bytes", len(e.Placeholder))
	},
	"radio": func(f *faults, e Element) { f.when(!e.offers(e.Default), "the default %q is no option", e.Default) },
	"date": func(f *faults, e Element) {
		f.lengths(e, maxText)
		f.when(!isDay(e.Default), "the default %q is no date", e.Default)
	},
}

func (f *faults) lengths(e Element, most int) {
	f.when(len(e.Default) > most, "the default has %d bytes", len(e.Default))
	f.when(len(e.Placeholder) > most, "the placeholder has %d bytes", len(e.Placeholder))
}

func (f *faults) typed(e Element, most int) {
	f.lengths(e, most)
	known := []string{"", "text", "email", "number", "tel", "url", "password"}
	f.when(!slices.Contains(known, e.SubType), "the subtype is %q", e.SubType)
}

func (f *faults) choices(e Element) {
	switch e.DataSource {
	case "users", "channels":
	case "":
		if !e.MultiSelect {
			f.when(!e.offers(e.Default), "the default %q is no option", e.Default)
			return
		}
		for one := range strings.SplitSeq(strings.ReplaceAll(e.Default, " ", ""), ",") {
			f.when(!e.offers(one), "the default %q is no option", one)
		}
	default: // "dynamic" asks while somebody types: nobody here answers that
		f.when(true, "the data source is %q", e.DataSource)
	}
}

// offers reports whether a value can be chosen. Nothing can.
func (e Element) offers(value string) bool {
	return value == "" || slices.ContainsFunc(e.Options, func(o *Option) bool { return o != nil && o.Value == value })
}

var relativeDay = regexp.MustCompile(`^[+-][0-9]{1,3}[dwmHMS]$`)

// isDay reports whether a date element takes a value. Nothing is one too.
func isDay(text string) bool {
	if text == "" || slices.Contains([]string{"today", "tomorrow", "yesterday"}, text) || relativeDay.MatchString(text) {
		return true
	}
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// clients is what the clients cannot do with an element that the model takes.
func clients(version string, e Element) []string {
	var f faults
	recent := slices.Contains([]string{"date", "datetime"}, e.Type) || e.MultiSelect || e.Refresh
	f.when(version == Old && recent, "%s knows no %s with multiselect %v, refresh %v", version, e.Type, e.MultiSelect, e.Refresh)
	switch e.Type {
	case "bool":
		f.when(!e.Optional, "who does not tick it cannot send the dialog")
	case "radio":
		f.when(e.Optional, "who leaves it empty cannot send the dialog")
		f.options(e)
	case "select":
		if e.DataSource == "" {
			f.options(e)
		}
	case "text", "textarea":
		oneLine := e.Type == "text"
		f.when(oneLine && strings.ContainsAny(e.Default, "\r\n"), "the default has lines, and the field has one")
		f.when(units(e.Default) > e.most(), "the default is longer than what can be typed")
	}
	return f
}

func (f *faults) options(e Element) {
	f.when(len(e.Options) == 0, "there is nothing to choose")
	seen := map[string]bool{}
	for _, o := range e.Options {
		f.when(o == nil || o.Text == "" || o.Value == "", "an option without text or value")
		if o != nil {
			f.when(seen[o.Value], "two options are %q", o.Value)
			seen[o.Value] = true
		}
	}
}

// most is how much can be typed in an element, as [units].
func (e Element) most() int {
	switch {
	case e.MaxLength > 0:
		return e.MaxLength
	case e.Type == "textarea":
		return maxTextarea
	}
	return maxText
}

// units is the length of a text as browsers count it.
func units(text string) (n int) {
	for _, r := range text {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

func isHTTP(address string) bool {
	u, err := url.ParseRequestURI(address)
	return err == nil && (strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")) && u.Host != ""
}

// CheckCommand holds a slash command against the limits.
func CheckCommand(c Command) []string {
	var f faults
	f.when(!triggers.MatchString(c.Trigger) || len(c.Trigger) > maxTrigger, "the trigger is %q", c.Trigger)
	f.when(len(c.URL) > maxURL || !isHTTP(c.URL), "the url is %q", c.URL)
	f.when(c.Method != "P" && c.Method != "G", "the method is %q", c.Method)
	f.when(len(c.DisplayName) > maxDisplay, "the display name has %s bytes", strconv.Itoa(len(c.DisplayName)))
	f.when(len(c.Description) > maxAbout, "the description has %d bytes", len(c.Description))
	return f
}

var triggers = regexp.MustCompile(`^[A-Za-z0-9_.-][A-Za-z0-9_./-]*$`)
