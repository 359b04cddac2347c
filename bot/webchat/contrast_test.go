package webchat

import (
	"maps"
	"math"
	"regexp"
	"strconv"
	"testing"
)

// TestContrast reads the colours of the page and checks WCAG 2.2 AA: 4.5:1 for
// text, 3:1 for the edges of what can be operated and for the focus.
func TestContrast(t *testing.T) {
	css, err := embedded.ReadFile("static/base.css")
	if err != nil {
		t.Fatal(err)
	}
	roots := regexp.MustCompile(`:root \{([^}]*)\}`).FindAllStringSubmatch(string(css), -1)
	if len(roots) != 2 {
		t.Fatalf("%d themes", len(roots))
	}
	light := colors(roots[0][1])
	dark := maps.Clone(light)
	maps.Copy(dark, colors(roots[1][1]))
	text := [][2]string{
		{"inkt", "grond"},
		{"inkt", "vlak"},
		{"zacht", "grond"},
		{"zacht", "vlak"},
		{"nadruk", "vlak"},
		{"nadruk", "grond"},
		{"op-nadruk", "nadruk"},
		{"op-licht", "nadruk-licht"},
		{"op-zij", "zij"},
		{"op-zij", "zij-hier"},
		{"zij-zacht", "zij"},
		{"zij-zacht", "zij-hier"},
		{"let-op", "let-op-vlak"},
		{"fout", "vlak"},
		{"fout", "grond"},
		{"fout", "fout-vlak"},
		{"op-teller", "teller"},
		{"op-k", "k0"},
		{"op-k", "k1"},
		{"op-k", "k2"},
		{"op-k", "k3"},
		{"op-k", "k4"},
		{"op-k", "k5"},
		{"op-k", "k6"},
	}
	edges := [][2]string{{"rand", "vlak"}, {"rand", "grond"}, {"nadruk", "grond"}, {"nadruk", "nadruk-licht"}, {"fout", "vlak"}, {"teller", "zij"}, {"teller", "zij-hier"}}
	for name, theme := range map[string]map[string]float64{"light": light, "dark": dark} {
		t.Run(name, func(t *testing.T) {
			checkPairs(t, theme, text, 4.5)
			checkPairs(t, theme, edges, 3)
		})
	}
}

func checkPairs(t *testing.T, theme map[string]float64, pairs [][2]string, least float64) {
	t.Helper()
	for _, p := range pairs {
		a, ok1 := theme[p[0]]
		b, ok2 := theme[p[1]]
		if !ok1 || !ok2 {
			t.Errorf("no colours %v", p)
			continue
		}
		if got := (max(a, b) + .05) / (min(a, b) + .05); got < least {
			t.Errorf("%s on %s is %.2f:1, want %.1f", p[0], p[1], got, least)
		}
	}
}

// colors gives the relative luminance of every colour of a theme.
func colors(css string) map[string]float64 {
	out := map[string]float64{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+): #([0-9a-f]{6})`).FindAllStringSubmatch(css, -1) {
		n, _ := strconv.ParseUint(m[2], 16, 32)
		out[m[1]] = .2126*linear(n>>16) + .7152*linear(n>>8&255) + .0722*linear(n&255)
	}
	return out
}

func linear(c uint64) float64 {
	v := float64(c) / 255
	if v <= .04045 {
		return v / 12.92
	}
	return math.Pow((v+.055)/1.055, 2.4)
}
