package exchange

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// check compares a node with the type it must become, and notes the line of every key.
func (f *yamlFile) check(n *yaml.Node, t reflect.Type, key string) {
	f.lines[key] = n.Line
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		f.add(n.Line, "anchors (& and *) are not taken: write it out")
		return
	}
	if n.Tag == "!!null" {
		return // an empty value is no value
	}
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		f.checkText(n, t, key)
		return
	}
	switch t.Kind() {
	case reflect.Struct:
		f.checkStruct(n, t, key)
	case reflect.Map:
		f.checkMap(n, t, key)
	case reflect.Slice:
		f.checkSlice(n, t, key)
	default:
		f.checkScalar(n, t, key)
	}
}

func (f *yamlFile) wrongShape(n *yaml.Node, key, want string) {
	if key == "" {
		f.add(n.Line, "the file must hold %s", want)
		return
	}
	f.add(n.Line, "%s must be %s", key, want)
}

// pairs calls take for every key of a mapping; a key that is there twice is a problem.
func (f *yamlFile) pairs(n *yaml.Node, key string, take func(name, value *yaml.Node)) {
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i]
		switch {
		case name.Kind != yaml.ScalarNode || name.Tag == "!!merge":
			f.add(name.Line, "a key must be a word")
		case seen[name.Value]:
			f.add(name.Line, "%s stands here twice", dotted(key, label(name.Value)))
		default:
			seen[name.Value] = true
			f.lines[dotted(key, name.Value)] = name.Line
			take(name, n.Content[i+1])
		}
	}
}

func dotted(key, name string) string {
	if key == "" {
		return name
	}
	return key + "." + name
}

func (f *yamlFile) checkStruct(n *yaml.Node, t reflect.Type, key string) {
	if n.Kind != yaml.MappingNode {
		f.wrongShape(n, key, "keys with values")
		return
	}
	fields, names := map[string]reflect.Type{}, []string{}
	for field := range fieldsOf(t) {
		name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		fields[name] = field.Type
		names = append(names, name)
	}
	f.pairs(n, key, func(name, value *yaml.Node) {
		if fields[name.Value] == nil {
			f.add(name.Line, "unknown key %s: known here are %s", shown(name.Value), strings.Join(names, ", "))
			return
		}
		f.check(value, fields[name.Value], dotted(key, name.Value))
	})
}

func fieldsOf(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if !yield(t.Field(i)) {
				return
			}
		}
	}
}

func (f *yamlFile) checkMap(n *yaml.Node, t reflect.Type, key string) {
	if n.Kind != yaml.MappingNode {
		f.wrongShape(n, key, "keys with values")
		return
	}
	f.pairs(n, key, func(name, value *yaml.Node) {
		f.check(value, t.Elem(), dotted(key, name.Value))
	})
}

func (f *yamlFile) checkSlice(n *yaml.Node, t reflect.Type, key string) {
	if n.Kind != yaml.SequenceNode {
		f.wrongShape(n, key, "a list")
		return
	}
	for i, item := range n.Content {
		if item.Tag == "!!null" {
			f.add(item.Line, "%s has an empty item", key)
			continue
		}
		at := fmt.Sprintf("%s[%d]", key, i+1)
		if name := itemName(item); name != "" {
			f.named[dotted(key, name)] = at
		}
		f.check(item, t.Elem(), at)
	}
}

// itemName returns the name by which an item of a list is known: that of a domain of
// a checklist.
func itemName(n *yaml.Node) string {
	for i := 0; i+1 < len(n.Content) && n.Kind == yaml.MappingNode; i += 2 {
		if n.Content[i].Value == "sleutel" {
			return n.Content[i+1].Value
		}
	}
	return ""
}

// checkText is for types that read themselves from text: dates and switches.
func (f *yamlFile) checkText(n *yaml.Node, t reflect.Type, key string) {
	if n.Kind != yaml.ScalarNode {
		f.wrongShape(n, key, "one value")
		return
	}
	value := reflect.New(t).Interface().(encoding.TextUnmarshaler)
	if err := value.UnmarshalText([]byte(n.Value)); err != nil {
		want := "a date like 2026-11-27 that exists"
		if t.Kind() == reflect.Bool {
			want = "aan or uit"
		}
		f.wrongShape(n, key, want)
	}
}

func (f *yamlFile) checkScalar(n *yaml.Node, t reflect.Type, key string) {
	if n.Kind != yaml.ScalarNode {
		f.wrongShape(n, key, "one value")
		return
	}
	switch t.Kind() {
	case reflect.Int:
		if number, err := strconv.ParseInt(n.Value, 10, 32); err != nil {
			f.wrongShape(n, key, "a whole number")
		} else {
			n.Tag, n.Value, n.Style = "!!int", strconv.FormatInt(number, 10), 0
		}
	case reflect.String:
		n.Tag = "!!str"
		if hasHostile(strings.ReplaceAll(n.Value, "\n", "")) {
			f.wrongShape(n, key, "plain text: it holds invisible characters")
		}
	}
}
