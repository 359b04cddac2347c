package exchange

import (
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

// mutated changes a few places of data: a byte, a piece cut out, a piece twice.
func mutated(random *rand.Rand, data []byte) []byte {
	out := slices.Clone(data)
	for range 1 + random.IntN(3) {
		if len(out) < 4 {
			return out
		}
		at := random.IntN(len(out))
		end := min(len(out), at+1+random.IntN(40))
		switch random.IntN(4) {
		case 0:
			out[at] ^= byte(1 << random.IntN(8))
		case 1:
			out[at] = "\"<>&;,=/ \n\t0129az'"[random.IntN(18)]
		case 2:
			out = slices.Delete(out, at, end)
		default:
			out = slices.Insert(out, at, slices.Clone(out[at:end])...)
		}
	}
	return out
}

// TestMutatedFiles imports thousands of changed files: nothing may panic, and what the
// report promises must hold for each. The changes are the same every time.
func TestMutatedFiles(t *testing.T) {
	known := sampleKnown(t)
	random := rand.New(rand.NewPCG(1, 2))
	sample := func(name string) []byte {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	caseload, casussen, other := sample("caseload.xlsx"), sample("casussen.csv"), sample("lijst-ander-team.csv")
	parts := withMerges(smallList()+xrow(3, `<c t="s"><v>1</v></c>`, `<c s="1"><v>999900432</v></c>`, `<c s="2"><f>A1</f><v>46000.5</v></c>`)+
		xrow(4, "Z2", `<c t="s"><v>1</v></c>`, `<c s="2"><f>A1</f><v>46000.5</v></c>`), "A1:A2", "B2:C3")
	names := sortedKeys(parts)
	for range 200 {
		checkImport(t, known, "lijst.csv", mutated(random, casussen))
		checkImport(t, known, "lijst.csv", mutated(random, other))
		checkImport(t, known, "lijst.xlsx", mutated(random, caseload))
		x := xlsxParts{}
		changed := names[random.IntN(len(names))]
		for _, name := range names {
			if x[name] = parts[name]; name == changed {
				x[name] = string(mutated(random, []byte(parts[name])))
			}
		}
		checkImport(t, known, "lijst.xlsx", x.bytes())
	}
}
