package summary

import (
	"slices"
	"strings"
)

// Zin is one sentence, or two that belong together, of a summary.
type Zin struct {
	Text      string
	Feiten    []string // ids of the facts it rests on
	Trajecten []int    // their trajectories, ascending; none when it rests on no trajectory
	Bron      string   // [BronPlain] or [BronModel]: who wrote it
}

// Who wrote a sentence, or a summary.
const (
	BronPlain = "plain"
	BronModel = "model"
)

// Deel is a part of a summary under one heading.
type Deel struct {
	Kop    string // "" for the main message
	Zinnen []Zin
}

// Samenvatting is the summary of one history.
type Samenvatting struct {
	Jeugdige string
	Delen    []Deel // the main message, the three questions of UW-02, the questions for the plan, the way of counting
	Verwerkt int    // trajectories that all three questions are answered for
	Van      int    // trajectories there are: nothing is cut in silence (TR-3)
}

// Zinnen returns all sentences in order.
func (s Samenvatting) Zinnen() []Zin {
	var all []Zin
	for _, d := range s.Delen {
		all = append(all, d.Zinnen...)
	}
	return all
}

// Tekst is the summary as lines of text; headings stand on a line of their own, after an
// empty one.
func (s Samenvatting) Tekst() string {
	var out strings.Builder
	for i, d := range s.Delen {
		if i > 0 {
			out.WriteString("\n")
		}
		if d.Kop != "" {
			out.WriteString(d.Kop + "\n")
		}
		for _, z := range d.Zinnen {
			out.WriteString(z.Text + "\n")
		}
	}
	return out.String()
}

// zin makes a sentence that rests on facts.
func zin(text string, feiten ...Feit) Zin {
	z := Zin{Text: text, Bron: BronPlain}
	for _, f := range feiten {
		z.Feiten = append(z.Feiten, f.ID)
		z.Trajecten = samen(z.Trajecten, f.Trajecten)
	}
	return z
}

// samen puts numbers together, ascending and each once.
func samen(a, b []int) []int {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
