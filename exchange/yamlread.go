package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Problem is one thing that is wrong with a YAML file. Line counts from 1; 0 is the
// file as a whole. Text is an English sentence.
type Problem struct {
	Line int
	Text string
}

// Problems are all problems of a file at once, in the order of their lines.
type Problems []Problem

// Error returns one line per problem.
func (p Problems) Error() string {
	var lines []string
	for _, problem := range p {
		if problem.Line > 0 {
			lines = append(lines, fmt.Sprintf("line %d: %s", problem.Line, problem.Text))
			continue
		}
		lines = append(lines, problem.Text)
	}
	return strings.Join(lines, "\n")
}

// yamlFile is a YAML file that is checked against the shape of a Go value.
type yamlFile struct {
	lines    map[string]int    // key, such as vpr.mdo_dagen or leden[2].naam → line
	named    map[string]string // key of an item by its name → the same by its place in the list
	read     bool              // everything was read whose shape is right
	problems Problems
}

// readYAML reads data into the struct that out points to. A key that is unknown or
// stands there twice, and a value of another shape, are problems; so is whatever makes
// a file hard to judge by eye: a second document, an anchor.
func readYAML(data []byte, out any) *yamlFile {
	f := &yamlFile{lines: map[string]int{}, named: map[string]string{}}
	root := f.parse(data)
	if root == nil {
		return f
	}
	f.check(root, reflect.TypeOf(out).Elem(), "")
	shaped := len(f.problems) == 0
	err := root.Decode(out)
	if err != nil && shaped {
		f.add(1, "this cannot be read: %s", shownReason(lineWords.ReplaceAllString(err.Error(), "")))
	}
	var partly *yaml.TypeError
	f.read = err == nil || !shaped && errors.As(err, &partly)
	return f
}

func (f *yamlFile) add(line int, format string, args ...any) {
	f.problems = append(f.problems, Problem{line, fmt.Sprintf(format, args...)})
}

// err returns the problems in the order of their lines, or nil.
func (f *yamlFile) err() error {
	if len(f.problems) == 0 {
		return nil
	}
	sort.SliceStable(f.problems, func(i, j int) bool { return f.problems[i].Line < f.problems[j].Line })
	return f.problems
}

var lineWords = regexp.MustCompile(`yaml: (?:line (\d+): )?`)

func (f *yamlFile) parse(data []byte) *yaml.Node {
	if len(data) > maxYAML {
		f.add(0, "the file has more than 1 MB")
		return nil
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document yaml.Node
	err := decoder.Decode(&document)
	switch {
	case errors.Is(err, io.EOF):
		f.add(0, "the file is empty")
		return nil
	case err != nil:
		f.syntax(err)
		return nil
	}
	if decoder.Decode(new(yaml.Node)) == nil {
		f.add(0, "the file holds more than one document (---)")
		return nil
	}
	return document.Content[0]
}

func (f *yamlFile) syntax(err error) {
	text := err.Error()
	line := 0
	if m := lineWords.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
	}
	f.add(line, "this is not YAML: %s", shownReason(lineWords.ReplaceAllString(text, "")))
}

// shownReason keeps what the YAML reader says, on one line.
func shownReason(text string) string {
	if hasBSN(text) {
		return "check the spaces at the beginning of the line and the quotes"
	}
	return tidy(text)
}
