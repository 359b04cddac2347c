package procesregie

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// ruleIDs are the rules of the practice: prefix, first and last number.
var ruleIDs = []struct {
	prefix      string
	first, last int
}{
	{"MPJ", 1, 7}, {"MPV", 1, 4}, {"SC", 1, 4}, {"RN", 0, 8}, {"VPR", 1, 13}, {"EV", 1, 6}, {"TR", 0, 4}, {"CL", 1, 2}, {"RO", 1, 2}, {"SI", 1, 1}, {"BW", 1, 4},
}

func allRuleIDs() []string {
	var ids []string
	for _, r := range ruleIDs {
		for n := r.first; n <= r.last; n++ {
			ids = append(ids, fmt.Sprintf("%s-%d", r.prefix, n))
		}
	}
	return ids
}

func TestRegels(t *testing.T) {
	var got []string
	for _, r := range Regels() {
		got = append(got, r.ID)
	}
	want := allRuleIDs()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the rules are %v", got)
	}
	sentence := regexp.MustCompile(`[.?!](\s|$)`)
	for _, r := range Regels() {
		if found, ok := FindRule(" " + strings.ToLower(r.ID) + " "); !ok || found != r {
			t.Errorf("%s is not found", r.ID)
		}
		if n := len(sentence.FindAllString(r.Tekst, -1)); n < 1 || n > 5 {
			t.Errorf("%s has %d sentences", r.ID, n)
		}
		if n := utf8.RuneCountInString(r.Tekst); n > 420 {
			t.Errorf("%s has %d characters", r.ID, n)
		}
		for _, s := range strings.FieldsFunc(r.Tekst, func(c rune) bool { return strings.ContainsRune(".?:;", c) }) {
			if n := len(strings.Fields(s)); n > 20 {
				t.Errorf("%s has a sentence of %d words: %s", r.ID, n, s)
			}
		}
		if r.Titel == "" || r.Document == "" || !strings.HasSuffix(r.Tekst, ".") && !strings.HasSuffix(r.Tekst, "?") {
			t.Errorf("%s is not complete: %+v", r.ID, r)
		}
	}
	for _, id := range []string{"", "MPJ-0", "MPJ-8", "RN-9", "VPR-14", "VPR", "VPR-6-1"} {
		if r, ok := FindRule(id); ok {
			t.Errorf("%q is %s", id, r.ID)
		}
	}
}

func TestRegelOwners(t *testing.T) {
	owners := map[string]string{
		"MPJ": EigenaarZO, "MPV": EigenaarZO, "SC": EigenaarZO, "RN": EigenaarZO, "VPR": EigenaarGM, "EV": EigenaarZO, "TR": EigenaarUW,
		"CL": EigenaarZO, "RO": EigenaarZO, "SI": EigenaarZO, "BW": EigenaarEigen,
		"MPJ-5": EigenaarEigen, "MPJ-7": EigenaarEigen, "RN-5": EigenaarEigen, "EV-4": EigenaarEigen, "EV-5": EigenaarEigen, "SC-4": EigenaarEigen,
		"RN-4": EigenaarGM, "CL-2": EigenaarGM, "EV-6": EigenaarALG, "RO-2": EigenaarALG, "TR-0": EigenaarALG,
	}
	documents := map[string]string{EigenaarZO: "21-03-2024", EigenaarGM: "20-07-2022", EigenaarUW: "historisch", EigenaarEigen: "praktijkprofiel"}
	for _, id := range allRuleIDs() {
		t.Run(id+" owner and document", func(t *testing.T) {
			r, _ := FindRule(id)
			want, ok := owners[id]
			if !ok {
				want = owners[id[:strings.Index(id, "-")]]
			}
			if r.Eigenaar != want || r.Eigen != (want == EigenaarEigen) {
				t.Errorf("%s, own %v; want %s", r.Eigenaar, r.Eigen, want)
			}
			if !strings.Contains(r.Document, documents[r.Eigenaar]) {
				t.Errorf("%s: %s", r.Eigenaar, r.Document)
			}
		})
	}
}

// The list is the caller's own.
func TestRegelsCannotBeChanged(t *testing.T) {
	list := Regels()
	list[0].Tekst = "anders"
	if again := Regels(); again[0].Tekst == "anders" {
		t.Error("the rules were changed")
	}
}
