package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/commands"
)

const (
	handleiding = "../../docs/handleiding.md"
	beginDay    = "2026-11-13T09:00"
)

// reader says the lines of the guide, in its order, on the example team.
type reader struct {
	t        *testing.T
	database string
	who, at  string // of the next line
	reply    string // to the line before
}

// TestHandleiding: every line in the guide is taken, and the answer holds what the
// guide quotes below it. A comment such as <!-- 2026-12-10 16:00 anouk --> says when
// and by whom the block below it is said; without one it is Anouk in the demo.
func TestHandleiding(t *testing.T) {
	text, err := os.ReadFile(handleiding)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("REGIEBOT_KEY_FILE", filepath.Join(t.TempDir(), "keys.json"))
	r := &reader{t: t, database: filepath.Join(t.TempDir(), "regiebot.db")}
	r.run("keys", "init")
	r.run("member", "add", "--file", "voorbeeld/team.yaml")
	r.run("import", "casussen", "voorbeeld/casussen.csv")
	r.run("import", "trajecten", "voorbeeld/trajecten.csv")
	r.begin()
	inBlock := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "```":
			if inBlock = !inBlock; !inBlock {
				r.begin()
			}
		case inBlock:
			r.say(line)
		default:
			r.prose(line)
		}
	}
}

func (r *reader) begin() { r.who, r.at = "anouk", beginDay }

var (
	stage  = regexp.MustCompile(`^<!-- (\S+) (\S+) (\S+) -->$`)
	inline = regexp.MustCompile("`([^`]+)`")
)

// prose reads a line outside a block: a comment for the next block, a quote of the
// last reply, or commands in the text. A command with … in it is not complete.
func (r *reader) prose(line string) {
	if m := stage.FindStringSubmatch(line); m != nil {
		r.at, r.who = m[1]+"T"+m[2], m[3]
		return
	}
	if quote, ok := strings.CutPrefix(line, "> "); ok {
		if want := strings.ReplaceAll(quote, "**", ""); !strings.Contains(r.reply, want) {
			r.t.Errorf("the guide quotes %q, the answer is\n%s", want, r.reply)
		}
		return
	}
	for _, m := range inline.FindAllStringSubmatch(line, -1) {
		if isCommand(m[1]) && !strings.Contains(m[1], "…") {
			r.say(m[1])
		}
	}
}

func isCommand(text string) bool {
	name, rest, _ := strings.Cut(text, " ")
	return rest != "" && slices.ContainsFunc(commands.All(), func(c commands.Command) bool { return c.Name == name })
}

func (r *reader) say(line string) {
	r.reply = r.run("say", "--as", r.who, "--at", r.at, line)
}

func (r *reader) run(args ...string) string {
	var out, errs bytes.Buffer
	args = append([]string{"--database", r.database}, args...)
	if code := run(r.t.Context(), args, strings.NewReader(""), &out, &errs); code != exitDone {
		r.t.Errorf("%q ended with status %d: %s%s", args[2:], code, out.String(), errs.String())
	}
	return out.String()
}
