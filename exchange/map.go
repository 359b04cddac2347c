package exchange

import (
	"errors"
	"slices"
	"strings"
)

// Map says how a team's own list calls things: the file behind --map. A nil Map says
// nothing. Problems that can only be seen beside a list, such as a column that does
// not exist, refuse that list with the code "map".
type Map struct {
	file     mapFile
	problems error
}

// mapFile is the shape of the file.
type mapFile struct {
	Kolommen map[string]string `yaml:"kolommen"` // field → header text
	Niveaus  map[string]string `yaml:"niveaus"`  // their word → our level
	Leden    map[string]string `yaml:"leden"`    // their name → user name
	Datum    string            `yaml:"datum"`    // dmj or mdj
	Bladen   []string          `yaml:"bladen"`   // only these sheets
}

// ReadMap reads a column map from the bytes of a YAML file. The error is a [Problems];
// a list that is read with a broken map is refused with the code "map", so that a
// report can be made in any case.
func ReadMap(data []byte) (*Map, error) {
	m := &Map{}
	file := readYAML(data, &m.file)
	if m.file.Datum != "" && m.file.Datum != "dmj" && m.file.Datum != "mdj" {
		file.add(file.lineOf("datum"), "datum must be dmj or mdj")
	}
	seen := map[string]string{}
	for _, field := range sortedKeys(m.file.Kolommen) {
		column := plainName(m.file.Kolommen[field])
		line := file.lineOf("kolommen." + field)
		switch {
		case column == "":
			file.add(line, "kolommen.%s must be the text of a header", label(field))
		case seen[column] != "":
			file.add(line, "kolommen.%s names the same column as %s", label(field), label(seen[column]))
		}
		seen[column] = field
	}
	m.problems = file.err()
	return m, m.problems
}

// LoadMap reads a column map from a file; see [ReadMap].
func LoadMap(path string) (*Map, error) {
	data, err := readFile(path, MaxFile)
	if err != nil {
		err = Problems{{Text: err.Error()}}
		return &Map{problems: err}, err
	}
	return ReadMap(data)
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// column returns the header text that the map gives a field.
func (m *Map) column(field string) (string, bool) {
	if m == nil {
		return "", false
	}
	text, ok := m.file.Kolommen[field]
	return text, ok
}

// monthFirst reports whether dates in text have the month first.
func (m *Map) monthFirst() bool { return m != nil && m.file.Datum == "mdj" }

// wants reports whether a sheet must be read.
func (m *Map) wants(sheet string) bool {
	if m == nil || len(m.file.Bladen) == 0 {
		return true
	}
	return slices.ContainsFunc(m.file.Bladen, func(name string) bool { return plainName(name) == plainName(sheet) })
}

// checkFields refuses a map that is broken or names a field that does not exist.
func (m *Map) checkFields(s *schema) error {
	if m == nil {
		return nil
	}
	var problems Problems
	if errors.As(m.problems, &problems) {
		return refuseFile(codeMap, "the map cannot be used: "+tidy(strings.ReplaceAll(problems.Error(), "\n", "; ")))
	}
	for _, name := range sortedKeys(m.file.Kolommen) {
		if !slices.ContainsFunc(s.fields, func(known field) bool { return known.name == name }) {
			return refuseFile(codeMap, "the map names a field that does not exist: "+shown(name))
		}
	}
	return nil
}

// checkSheets refuses a map that names a sheet that does not exist or is hidden.
func (m *Map) checkSheets(b *book) error {
	if m == nil {
		return nil
	}
	for _, name := range m.file.Bladen {
		at := slices.IndexFunc(b.sheets, func(s *sheet) bool { return plainName(s.name) == plainName(name) })
		switch {
		case at < 0:
			return refuseFile(codeMap, "the map names a sheet that is not in the file: "+shown(name))
		case b.sheets[at].hidden:
			return refuseFile(codeMap, "the map names a sheet that is hidden: "+shown(name)+": show it first")
		}
	}
	return nil
}

// checkColumns refuses a map that names a column that no sheet has.
func (m *Map) checkColumns(tables []*table) error {
	if m == nil {
		return nil
	}
	for _, field := range sortedKeys(m.file.Kolommen) {
		if !hasColumn(tables, plainName(m.file.Kolommen[field])) {
			return refuseFile(codeMap, "the map names a column that is not in the file: "+shown(m.file.Kolommen[field]))
		}
	}
	return nil
}

func hasColumn(tables []*table, plain string) bool {
	for _, t := range tables {
		for _, c := range t.header.columns {
			if plainName(c.name) == plain {
				return true
			}
		}
	}
	return false
}
