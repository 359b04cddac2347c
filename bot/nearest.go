package bot

import "strings"

// Nearest returns the words of a list that somebody may have meant, the best first:
// those that begin alike or differ in at most a third of the letters.
func Nearest(typed string, known []string) []string {
	typed = strings.ToLower(typed)
	best, limit := []string(nil), len([]rune(typed))/3+1
	for _, k := range known {
		d := distance(typed, strings.ToLower(k))
		if len(typed) >= 3 && strings.HasPrefix(strings.ToLower(k), typed) {
			d = min(d, 1)
		}
		switch {
		case d < limit || d == limit && len(best) == 0:
			best, limit = []string{k}, d
		case d == limit:
			best = append(best, k)
		}
	}
	return best
}

// distance is the number of letters to add, drop or change (Levenshtein).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		previous := row[0]
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := previous
			if x[i-1] != y[j-1] {
				cost++
			}
			previous, row[j] = row[j], min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(y)]
}
