package mattermosttest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Action is a button or a menu under a message, as it is on the wire.
type Action struct {
	ID            string       `json:"id"`
	Type          string       `json:"type"`
	Name          string       `json:"name"`
	Tooltip       string       `json:"tooltip"`
	Disabled      bool         `json:"disabled"`
	Style         string       `json:"style"`
	DataSource    string       `json:"data_source"`
	Options       []*Option    `json:"options"`
	DefaultOption string       `json:"default_option"`
	Integration   *Integration `json:"integration"`
	Cookie        string       `json:"cookie"`
}

// Integration is where an action goes, and with what.
type Integration struct {
	URL     string         `json:"url"`
	Context map[string]any `json:"context"`
}

// Attachment is a part of a message that can have actions.
type Attachment struct {
	ID         int64     `json:"id"`
	Fallback   string    `json:"fallback"`
	Color      string    `json:"color"`
	Pretext    string    `json:"pretext"`
	AuthorName string    `json:"author_name"`
	AuthorLink string    `json:"author_link"`
	AuthorIcon string    `json:"author_icon"`
	Title      string    `json:"title"`
	TitleLink  string    `json:"title_link"`
	Text       string    `json:"text"`
	Fields     []*Field  `json:"fields"`
	ImageURL   string    `json:"image_url"`
	ThumbURL   string    `json:"thumb_url"`
	Footer     string    `json:"footer"`
	FooterIcon string    `json:"footer_icon"`
	Timestamp  any       `json:"ts"`
	Actions    []*Action `json:"actions"`
}

// Field is a field of an attachment.
type Field struct {
	Title string `json:"title"`
	Value any    `json:"value"`
	Short any    `json:"short"`
}

// Attachments are the attachments of a post; those that cannot be read are left out.
func (p Post) Attachments() []Attachment {
	text, err := json.Marshal(p.Props["attachments"])
	var list []Attachment
	if err != nil || json.Unmarshal(text, &list) != nil {
		return nil
	}
	return list
}

// Text is everything that can be read in a post: its message, its attachments, the names of
// its buttons and menus.
func (p Post) Text() string {
	all := []string{p.Message}
	for _, a := range p.Attachments() {
		all = append(all, a.Pretext, a.Title, a.Text)
		for _, f := range a.Fields {
			all = append(all, f.Title, fmt.Sprint(f.Value))
		}
		all = append(all, a.Footer)
		for _, one := range a.Actions {
			all = append(all, one.Name)
			for _, o := range one.Options {
				all = append(all, o.Text)
			}
		}
	}
	return strings.Join(slices.DeleteFunc(all, func(t string) bool { return t == "" }), "\n")
}

// Actions are the buttons and menus under a post.
func (p Post) Actions() []Action {
	var list []Action
	for _, a := range p.Attachments() {
		for _, one := range a.Actions {
			list = append(list, *one)
		}
	}
	return list
}

// CheckPost holds what a bot posts against the limits of a version: what the model refuses,
// and what no client can show.
func CheckPost(version string, p Post) []string {
	var f faults
	props, err := json.Marshal(p.Props)
	f.when(err != nil, "the props cannot be written: %v", err)
	most := MaxProps
	if version == Old {
		most = MaxPropsOld
	}
	f.when(len([]rune(p.Message)) > MaxMessageRunes || len(p.Message) > MaxMessageBytes, "the message has %d bytes", len(p.Message))
	f.when(len([]rune(string(props))) > most, "the props have %d runes", len([]rune(string(props))))
	attachments, err := json.Marshal(p.Props["attachments"])
	f.when(err != nil, "the attachments cannot be written: %v", err)
	var list []*Attachment
	f = append(f, strict(attachments, &list)...)
	f.when(p.Message == "" && len(list) == 0 && len(p.FileIDs) == 0, "there is nothing in it")
	ids := map[string]bool{}
	for _, a := range list {
		f.when(a == nil, "an attachment is null")
		if a != nil {
			f = append(f, checkAttachment(a, ids)...)
		}
	}
	return f
}

var hexColor = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func checkAttachment(a *Attachment, ids map[string]bool) []string {
	var f faults
	f.when(a.Color != "" && !slices.Contains([]string{"good", "warning", "danger"}, a.Color) && !hexColor.MatchString(a.Color), "the color is %q", a.Color)
	for _, link := range []string{a.AuthorLink, a.AuthorIcon, a.TitleLink, a.ImageURL, a.ThumbURL, a.FooterIcon} {
		f.when(link != "", "an attachment leads to %q", link)
	}
	f.when(a.Timestamp != nil, "an attachment has a moment")
	for _, field := range a.Fields {
		f.when(field == nil, "a field is null")
		if field != nil {
			_, text := field.Value.(string)
			f.when(field.Value != nil && !text, "the value of a field is no text")
		}
	}
	for _, action := range a.Actions {
		f.when(action == nil, "an action is null")
		if action == nil {
			continue
		}
		f.when(ids[action.ID] && action.ID != "", "two actions have the id %q", action.ID)
		ids[action.ID] = true
		f = append(f, CheckAction(*action)...)
	}
	return f
}

var (
	actionID = regexp.MustCompile(`^[A-Za-z0-9]+$`)
	styles   = []string{"", "default", "primary", "success", "good", "warning", "danger"}
)

// CheckAction holds a button or a menu against the limits.
func CheckAction(a Action) []string {
	var f faults
	f.when(a.Name == "", "an action has no name")
	f.when(a.ID != "" && !actionID.MatchString(a.ID), "nobody can press the action %q", a.ID)
	f.when(!slices.Contains(styles, a.Style) && !hexColor.MatchString(a.Style), "the style is %q", a.Style)
	f.when(a.Integration == nil || !isHTTP(a.Integration.URL), "the action %q leads nowhere", a.Name)
	switch a.Type {
	case "button":
		f.when(len(a.Options) > 0 || a.DataSource != "", "the button %q has options", a.Name)
	case "select":
		f.menu(a)
	default:
		f.when(true, "the type of %q is %q", a.Name, a.Type)
	}
	return f
}

func (f *faults) menu(a Action) {
	if a.DataSource != "" {
		f.when(a.DataSource != "users" && a.DataSource != "channels", "the data source is %q", a.DataSource)
		f.when(len(a.Options) > 0, "the menu %q has options and a data source", a.Name)
		return
	}
	f.when(len(a.Options) == 0, "the menu %q is empty", a.Name)
	for _, o := range a.Options {
		f.when(o == nil || o.Text == "" || o.Value == "", "the menu %q has an option without text or value", a.Name)
	}
}

func (s *Server) maxProps() int {
	if s.Old() {
		return MaxPropsOld
	}
	return MaxProps
}

// judge notes what is wrong with something that the bot shows. The lock is held.
func (s *Server) judge(what string, p Post, by *user) {
	if by == nil || by.ID != s.BotID {
		return
	}
	for _, wrong := range CheckPost(s.options.Version, p) {
		s.problem("%s: %s", what, wrong)
	}
	texts := []string{p.Message}
	for _, a := range p.Attachments() {
		texts = append(texts, a.Pretext, a.Text)
	}
	for _, text := range texts {
		for _, name := range s.mentioned(text) {
			s.problem("%s: it calls @%s", what, name)
		}
		if link := leads.FindString(escapedMark.ReplaceAllString(text, "")); link != "" {
			s.problem("%s: it leads to %q", what, link)
		}
		if address := address.FindString(escapedMark.ReplaceAllString(text, "$1")); address != "" {
			s.problem("%s: the server looks at %q", what, address)
		}
	}
}

// leads is what a client makes a link or an image of.
var leads = regexp.MustCompile(`!?\[[^\]\n]*\]\([^)\n]*\)`)

// address is what the server looks at for a preview, however it is escaped.
var address = regexp.MustCompile(`https?://\S+`)

var escapedMark = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

// mentioned are the names that a text calls: of people, and channel, all and here. It reads
// as the server does, which knows no way to escape.
func (s *Server) mentioned(text string) (names []string) {
	for _, word := range strings.FieldsFunc(escapedMark.ReplaceAllString(text, "$1"), apart) {
		if strings.HasPrefix(word, ":") && strings.HasSuffix(word, ":") {
			continue
		}
		names = append(names, s.called(strings.TrimLeft(word, ":.-_"))...)
	}
	return names
}

func apart(r rune) bool {
	return !strings.ContainsRune(":.-_@", r) && !unicode.IsLetter(r) && !unicode.IsNumber(r)
}

// called are the names in one word.
func (s *Server) called(word string) []string {
	for whole := word; whole != ""; whole = whole[:len(whole)-1] {
		if s.calls(whole) {
			return []string{strings.ToLower(whole[1:])}
		}
		if !strings.ContainsAny(whole[len(whole)-1:], ".-:_") {
			break
		}
	}
	var names []string
	for part := range strings.FieldsFuncSeq(word, func(r rune) bool { return strings.ContainsRune(".-:", r) }) {
		if s.calls(part) {
			names = append(names, strings.ToLower(part[1:]))
		}
	}
	return names
}

func (s *Server) calls(word string) bool {
	name, at := strings.CutPrefix(strings.ToLower(word), "@")
	return at && (slices.Contains([]string{"channel", "all", "here"}, name) || s.world.named(name) != nil)
}
