package procesregie

import (
	"slices"
	"strings"
	"testing"
)

// mpjKeys are the eight questions that decide, and the three that are recorded.
var (
	mpjKeys    = []string{"crisis", "acuut", "structureel", "complex", "kind", "ouder", "opvoeding", "hulpverlening"}
	mpjContext = []string{"gezin", "context", "netwerk"}
)

// eachAnswers calls f for every way to answer the questions: 3 to the power of n.
func eachAnswers(keys []string, f func(map[string]Answer)) {
	total := 1
	for range keys {
		total *= 3
	}
	for n := range total {
		answers := map[string]Answer{}
		for _, key := range keys {
			answers[key] = Answer(n % 3)
			n /= 3
		}
		f(answers)
	}
}

// completions returns every outcome that filling in the unknown answers can give.
func completions(answers map[string]Answer, keys []string, outcome func(map[string]bool) bool) (yes, no bool) {
	for n := range 1 << len(keys) {
		full := map[string]bool{}
		fits := true
		for i, key := range keys {
			full[key] = n>>i&1 == 1
			fits = fits && (answers[key] == Onbekend || (answers[key] == Ja) == full[key])
		}
		if fits {
			yes, no = yes || outcome(full), no || !outcome(full)
		}
	}
	return yes, no
}

// mpjOracle is MPJ-1, MPJ-2 and MPJ-4 for known answers, written down once more.
func mpjOracle(a map[string]bool) bool {
	if a["crisis"] || a["acuut"] {
		return true
	}
	return (a["structureel"] || a["complex"]) && a["kind"] && a["ouder"] && a["opvoeding"] && a["hulpverlening"]
}

func outcomeOf(yes, no bool) Uitkomst {
	switch {
	case yes && no:
		return Twijfel
	case yes:
		return MP
	}
	return GeenMP
}

func with(answers map[string]Answer, key string, a Answer) map[string]Answer {
	changed := map[string]Answer{}
	for k, v := range answers {
		changed[k] = v
	}
	changed[key] = a
	return changed
}

func only(answers map[string]Answer, keys []string) map[string]Answer {
	kept := map[string]Answer{}
	for _, key := range keys {
		kept[key] = answers[key]
	}
	return kept
}

// checkUitslag holds one outcome against every way to fill in the unknown answers.
func checkUitslag(t *testing.T, u Uitslag, answers map[string]Answer, keys []string, oracle func(map[string]bool) bool) {
	t.Helper()
	if want := outcomeOf(completions(answers, keys, oracle)); u.Uitkomst != want {
		t.Fatalf("%v: %s, want %s", answers, u.Uitkomst, want)
	}
	var open []string
	for _, key := range keys {
		if answers[key] == Onbekend && tips(answers, key, keys, oracle) {
			open = append(open, key)
		}
	}
	if u.Uitkomst == Twijfel && !sameKeys(u.Open, open) || u.Uitkomst != Twijfel && len(u.Open) > 0 {
		t.Fatalf("%v: open %v, want %v", answers, u.Open, open)
	}
	if (u.Uitkomst == Twijfel) != (len(u.Beslissend) == 0) {
		t.Fatalf("%v: %s decided by %v", answers, u.Uitkomst, u.Beslissend)
	}
	if u.Uitkomst == Twijfel {
		return
	}
	if got := outcomeOf(completions(only(answers, u.Beslissend), keys, oracle)); got != u.Uitkomst {
		t.Fatalf("%v: %v alone gives %s, not %s", answers, u.Beslissend, got, u.Uitkomst)
	}
	for _, key := range u.Beslissend {
		fewer := slices.DeleteFunc(slices.Clone(u.Beslissend), func(k string) bool { return k == key })
		if got := outcomeOf(completions(only(answers, fewer), keys, oracle)); got == u.Uitkomst {
			t.Fatalf("%v: %s is not needed in %v", answers, key, u.Beslissend)
		}
	}
}

// tips reports whether one unknown answer can change the outcome, for some way to
// fill in the others.
func tips(answers map[string]Answer, key string, keys []string, oracle func(map[string]bool) bool) bool {
	rest := slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return k == key || answers[k] != Onbekend })
	for n := range 1 << len(rest) {
		full := map[string]bool{}
		for k, a := range answers {
			full[k] = a == Ja
		}
		for i, k := range rest {
			full[k] = n>>i&1 == 1
		}
		full[key] = true
		yes := oracle(full)
		full[key] = false
		if yes != oracle(full) {
			return true
		}
	}
	return false
}

func sameKeys(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func TestMPJeugdTruthTable(t *testing.T) {
	p := loadProfiel(t, "standaard")
	t.Run("MPJ-5 all 6561 ways to answer", func(t *testing.T) {
		eachAnswers(mpjKeys, func(answers map[string]Answer) {
			checkUitslag(t, MPJeugd(answers, p), answers, mpjKeys, mpjOracle)
		})
	})
	t.Run("MPJ-3 the context never matters", func(t *testing.T) {
		eachAnswers(mpjKeys, func(answers map[string]Answer) {
			plain := MPJeugd(answers, p)
			for _, a := range []Answer{Ja, Nee} {
				all := answers
				for _, key := range mpjContext {
					all = with(all, key, a)
				}
				u := MPJeugd(all, p)
				if u.Uitkomst != plain.Uitkomst || !slices.Equal(u.Open, plain.Open) || !slices.Equal(u.Beslissend, plain.Beslissend) {
					t.Fatalf("%v: context %v gives %s", answers, a, u.Uitkomst)
				}
				if len(u.Opmerkingen) != 1 || u.Opmerkingen[0].Regel != "MPJ-3" {
					t.Fatalf("%v: the context is not shown: %v", answers, u.Opmerkingen)
				}
			}
		})
	})
	t.Run("MPJ-7 crisis, acute or structural, whatever the outcome", func(t *testing.T) {
		eachAnswers(mpjKeys, func(answers map[string]Answer) {
			u := MPJeugd(answers, p)
			if want := answers["crisis"] == Ja || answers["acuut"] == Ja || answers["structureel"] == Ja; u.Meldcode != want {
				t.Fatalf("%v: meldcode %v", answers, u.Meldcode)
			}
			if u.Crisis != (answers["crisis"] == Ja) {
				t.Fatalf("%v: crisis %v", answers, u.Crisis)
			}
		})
	})
}

func TestMPJeugd(t *testing.T) {
	domains := map[string]Answer{"kind": Ja, "ouder": Ja, "opvoeding": Ja, "hulpverlening": Ja}
	cases := []struct {
		name    string
		answers map[string]Answer
		want    Uitkomst
		rule    string
		keys    []string // Beslissend, or Open at Twijfel
	}{
		{"MPJ-1 crisis is enough", map[string]Answer{"crisis": Ja}, MP, "MPJ-1", []string{"crisis"}},
		{"MPJ-1 acute unsafety is enough", map[string]Answer{"acuut": Ja, "kind": Nee}, MP, "MPJ-1", []string{"acuut"}},
		{"MPJ-2 all four domains and structural unsafety", with(domains, "structureel", Ja), MP, "MPJ-2", []string{"structureel", "kind", "ouder", "opvoeding", "hulpverlening"}},
		{"MPJ-2 all four domains and other complex problems", with(domains, "complex", Ja), MP, "MPJ-2", []string{"complex", "kind", "ouder", "opvoeding", "hulpverlening"}},
		{"MPJ-4 one domain is nee", with(with(with(domains, "kind", Nee), "crisis", Nee), "acuut", Nee), GeenMP, "MPJ-4", []string{"crisis", "acuut", "kind"}},
		{"MPJ-4 four domains without the gate", with(with(with(with(domains, "structureel", Nee), "complex", Nee), "crisis", Nee), "acuut", Nee), GeenMP, "MPJ-4", []string{"crisis", "acuut", "structureel", "complex"}},
		{"MPJ-5 nothing is known", nil, Twijfel, "MPJ-5", mpjKeys},
		{"MPJ-5 only hulpverlening is unknown", map[string]Answer{"crisis": Nee, "acuut": Nee, "structureel": Ja, "complex": Nee, "kind": Ja, "ouder": Ja, "opvoeding": Ja}, Twijfel, "MPJ-5", []string{"hulpverlening"}},
	}
	p := loadProfiel(t, "zo")
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			u := MPJeugd(c.answers, p)
			keys := u.Beslissend
			if c.want == Twijfel {
				keys = u.Open
			}
			if u.Uitkomst != c.want || u.Grond[0].Regel != c.rule || !slices.Equal(keys, c.keys) {
				t.Errorf("%s by %s with %v", u.Uitkomst, u.Grond[0].Regel, keys)
			}
		})
	}
	t.Run("MPJ-2 the assumption is said, also when no profile is at hand", func(t *testing.T) {
		u := MPJeugd(with(domains, "complex", Ja), Profiel{})
		if u.Uitkomst != MP || len(u.Aanname) != 1 || !strings.Contains(u.Aanname[0], "eigen instelling") {
			t.Errorf("%s, %v", u.Uitkomst, u.Aanname)
		}
		if u := MPJeugd(map[string]Answer{"crisis": Ja}, p); len(u.Aanname) != 0 {
			t.Errorf("a crisis assumes nothing, not %v", u.Aanname)
		}
	})
	t.Run("MPJ-2 a profile can let another domain decide", func(t *testing.T) {
		own := Profiel{MPJeugd: []Domein{{Sleutel: "kind", Beslist: true}, {Sleutel: "netwerk", Beslist: true}, {Sleutel: "ouder"}}}
		answers := map[string]Answer{"complex": Ja, "kind": Ja, "ouder": Nee, "crisis": Nee, "acuut": Nee}
		if u := MPJeugd(answers, own); u.Uitkomst != Twijfel || !slices.Equal(u.Open, []string{"netwerk"}) {
			t.Errorf("%s, open %v", u.Uitkomst, u.Open)
		}
	})
	t.Run("MPJ-6 every question has words and keys of its own", func(t *testing.T) {
		seen := map[string]bool{}
		for _, q := range MPJeugdVragen(p) {
			if seen[q.Sleutel] || q.Naam == "" || !strings.HasSuffix(q.Vraag, "?") {
				t.Errorf("question %+v", q)
			}
			seen[q.Sleutel] = true
		}
		if len(seen) != len(mpjKeys)+len(mpjContext) {
			t.Errorf("%d questions", len(seen))
		}
	})
	t.Run("MPJ-7 the reminder names Veilig Thuis", func(t *testing.T) {
		if text := MeldcodeHerinnering(p); !strings.Contains(text, p.Meldcode) || p.Meldcode == "" {
			t.Errorf("%q", text)
		}
		if text := MeldcodeHerinnering(Profiel{}); strings.Contains(text, "Veilig Thuis") {
			t.Errorf("a number that is not set: %q", text)
		}
	})
}
