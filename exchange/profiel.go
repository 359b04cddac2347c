package exchange

import (
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// ReadProfiel reads a practice profile (section 0 of the practice) from the bytes of a
// YAML file of at most 1 MB and checks it. The error is a [Problems] with everything
// that is wrong, each with its line; then the profile must not be used.
func ReadProfiel(data []byte) (procesregie.Profiel, error) {
	p := procesregie.Profiel{Bewaren: procesregie.StandaardBewaren()} // a key that is absent keeps its value
	file := readYAML(data, &p)
	if file.read {
		file.checkProfiel(p)
	}
	if err := file.err(); err != nil {
		return procesregie.Profiel{}, err
	}
	return p, nil
}

// checkProfiel adds what is wrong with the values of a profile, but for a line whose
// shape is wrong already: its value was not read.
func (f *yamlFile) checkProfiel(p procesregie.Profiel) {
	misread := map[int]bool{}
	for _, problem := range f.problems {
		misread[problem.Line] = true
	}
	for _, problem := range procesregie.CheckProfiel(p) {
		if line := f.lineOf(problem.Key); line == 0 || !misread[line] {
			f.add(line, "%s: %s", label(problem.Key), tidy(problem.Text))
		}
	}
}

// lineOf returns the line of a key, or of the nearest key above it that is in the
// file; 0 when there is none.
func (f *yamlFile) lineOf(key string) int {
	for i, r := range key {
		if place, ok := f.named[key[:i]]; ok && r == '.' {
			key = place + key[i:]
			break
		}
	}
	if place, ok := f.named[key]; ok {
		key = place
	}
	for key != "" {
		if line, ok := f.lines[key]; ok {
			return line
		}
		key = key[:max(strings.LastIndexAny(key, ".["), 0)]
	}
	return 0
}
