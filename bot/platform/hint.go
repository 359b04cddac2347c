package platform

import (
	"slices"
	"strings"
)

// Hint is what a platform shows behind the name of a command while somebody types it, on one
// line: the words that can follow, or the example when there is one. usage are the examples,
// one on a line, each with the name of the command in front.
func Hint(name, usage string) string {
	var words []string
	for line := range strings.Lines(usage) {
		rest := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), name+" "))
		word, _, _ := strings.Cut(rest, " ")
		if strings.Contains(word, "=") {
			return rest
		}
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, " | ")
}
