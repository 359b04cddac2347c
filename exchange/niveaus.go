package exchange

import (
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// levelWords returns the words for the levels of a profile, in the form of plainName.
func levelWords(levels []procesregie.Niveau) map[string]procesregie.Niveau {
	words := map[string]procesregie.Niveau{}
	for _, level := range levels {
		for _, word := range wordsFor(level) {
			words[plainName(word)] = level
		}
	}
	return words
}

func wordsFor(level procesregie.Niveau) []string {
	words := []string{string(level)}
	switch level {
	case procesregie.Licht:
		return append(words, "l")
	case procesregie.Basis:
		return append(words, "b")
	case procesregie.Intensief:
		return append(words, "int", "i", "zwaar")
	case procesregie.VPR:
		return append(words, "versterkt", "versterkte procesregie", "drang")
	case procesregie.PR:
		return append(words, "procesregie")
	}
	return words
}

// mapLevels adds the words of the map; a level that the profile does not have refuses
// the file.
func (im *casusImport) mapLevels() error {
	if im.m == nil {
		return nil
	}
	own := levelWords(im.known.Praktijk.Profiel.Niveaus)
	for _, word := range sortedKeys(im.m.file.Niveaus) {
		level, ok := own[plainName(im.m.file.Niveaus[word])]
		if !ok {
			return refuseFile(codeMap, "the map names a level that the practice profile does not have: "+shown(im.m.file.Niveaus[word]))
		}
		im.levels[plainName(word)] = level
	}
	return nil
}

func (im *casusImport) readLevel(text string) (string, mistake) {
	if level, ok := im.levels[plainName(text)]; ok {
		return string(level), mistake{}
	}
	var names []string
	for _, level := range im.known.Praktijk.Profiel.Niveaus {
		names = append(names, string(level))
	}
	return "", mistake{codeLevel, shown(text) + " is no level of the practice profile: " + strings.Join(names, ", ") + "; or say in a map (--map) which level it is"}
}
