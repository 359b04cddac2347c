package summary_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

const summaryDoc = "../docs/summary.md"

// What was counted when the sentences of [leugenslijst] and [waarlijst] were first tried.
const (
	eersteLijst, eersteDoorgelaten = 449, 104
	tweedeLijst, tweedeDoorgelaten = 74, 47
	derdeDoorgelaten               = 0
	eersteWaar                     = 59
)

// schrijfDoc holds docs/summary.md against what was counted.
func schrijfDoc(t *testing.T, lies, truths map[string]*uitkomst) {
	t.Helper()
	got := fmt.Sprintf(docTekst, vormenTabel(), leugenTabel(lies), len(alleLijstleugens()), eersteLijst, eersteDoorgelaten, tweedeLijst, tweedeDoorgelaten, derdeDoorgelaten, len(alleLijstwaarheden()), eersteWaar, lijstwaar(), waarTabel(truths))
	if *update {
		if err := os.WriteFile(summaryDoc, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(summaryDoc)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Error("docs/summary.md is not up to date: go test ./summary -run TestSummaryDoc -update")
	}
}

func vormenTabel() string {
	var out strings.Builder
	out.WriteString("| about | for example | cites |\n|---|---|---|\n")
	before := ""
	for _, form := range toetsvormen {
		about := form.over
		if about == before {
			about = ""
		}
		before = form.over
		fmt.Fprintf(&out, "| %s | %s | %s |\n", about, form.voorbeeld, strings.Join(form.feiten, " "))
	}
	return out.String()
}

func leugenTabel(lies map[string]*uitkomst) string {
	var out strings.Builder
	out.WriteString("| kind | planted | **passed** | not what the facts say | wrong ids | not understood |\n|---|---:|---:|---:|---:|---:|\n")
	line := func(soort string, n uitkomst) {
		fmt.Fprintf(&out, "| %s | %d | **%d** | %d | %d | %d |\n", soort, n.getoond, n.gehouden, n.weerlegd, n.nummer, n.vorm)
	}
	for _, soort := range slices.Sorted(maps.Keys(lies)) {
		line(soort, *lies[soort])
	}
	line("all", totaal(lies))
	return out.String()
}

func waarTabel(truths map[string]*uitkomst) string {
	var out strings.Builder
	out.WriteString("| kind | shown | kept | % |\n|---|---:|---:|---:|\n")
	line := func(soort string, n uitkomst) {
		fmt.Fprintf(&out, "| %s | %d | %d | %.1f |\n", soort, n.getoond, n.gehouden, float64(n.gehouden)*100/float64(n.getoond))
	}
	for _, soort := range slices.Sorted(maps.Keys(truths)) {
		line(soort, *truths[soort])
	}
	line("all", totaal(truths))
	return out.String()
}

const docTekst = `# Summaries: what a language model may say

For administrators, inspectors and developers. What stands between a language model and the people who read a summary (TR-3), what that
guarantees, what it does not, and how you can check it yourself. This page is written and checked by a test:

    go test ./summary -run TestSummaryDoc -update

## What is promised

A summary answers three questions: which help was there, why, and did it help? Without a language model it is a template: every sentence is
made from the record. That is the default, and it is always there to fall back on. With a model the sentences are the model's, and then:

1. **No sentence says what the facts it cites do not say.** Every sentence of a model goes through a checker that is no model. What the
   checker does not understand in full, or finds untrue, is dropped, and the plain sentence comes in its place.
2. **Every fact is said.** A plain sentence is left out only when the sentences that were kept say everything it says. Nothing is cut in
   silence: "9 van 9 trajecten verwerkt".
3. **A model decides nothing.** It cannot add a fact, a name, a cause, a judgement, a diagnosis, advice or a prediction, for there are no words
   for these. Instructions hidden in the record can at most make it write sentences that are dropped.

## How the checker works

The checker gets one sentence, the ids it cites, and the facts of the history on a day. Providers are placeholders on both sides
("aanbieder A"); names come back only into a sentence that passed.

**A closed vocabulary.** A sentence is read into words of a list, numbers, dates, placeholders, quotations and plain punctuation. One other
word or character, and it is dropped. That holds for letters that look like others, characters that cannot be seen, and another language.
A sentence has at most 600 characters, and an end.

**A grammar.** All of it must be read by rules. Each rule says what it is about ("traject 3", "trajecten 2 en 5", "er"), what it claims, and
what must hold for that. Nothing is skipped: "niet" is part of a rule or it is not understood. Tense is a claim: "liep" needs a trajectory that
is over, "loopt" one that is not. So is number: "trajecten 1 en 2 hebben geholpen" needs it of both.

**Every reading.** When a sentence can be read in more than one way, each way must be true. What can be read as more than its words say, has no form:
"tijdens traject 4 liep ook traject 5, van … tot en met …" (whose days?), "maar" beside a provider, a period of what is over with "vanaf", help that is
given "nu" in a pause. The same holds of what a reader hears beside the words: a part that could be the end of the part before it, "maar" between what
is no contrast, "is" of what has yet to begin, whether it helped said twice, a period or a provider behind a crisis or a pause. Under "Waarom was die hulp er?" stand only reasons that were recorded.

**The ids.** Every claim must rest on facts that are cited, and every id that is cited must bear out a claim. A true sentence with a wrong id is
dropped, for its reader would look in the wrong place.

**Exactly.** A period is its first and last day, a duration its days, both of them counted. "Deels geholpen" is not "geholpen", "onbekend" is not "niet
vastgelegd". How many ended early can be said without "voor zover bekend" only when of each it is known how it ended.

What is dropped gives a reason of one or two fixed words. It never holds anything of the sentence.

## What it understands

Examples of all forms, about one history that nobody has, on 13 November 2026. Other verbs, another order and several parts in one
sentence are understood too.

%s
## Lies

The tests hold a model that lies in every way we could think of, about every history of the sample list, the one above, and 40 that
were drawn. A lie changes one thing in a true sentence to what the history does not have, and is compared with that history itself, not with
what the checker knows of it; or it adds what no fact can say. At most 500 of a kind are tried, no two with the same words and ids about the
same history. This is how many passed, and why the others were dropped:

%s
Beside these stand %d false and misleading sentences that were written by hand, each with the reason why, before the checker was tried on any of
them. Of the first %d of them %d passed then; of the next %d, aimed at what was left after the mending of those, %d; of the rest, in words that a
model would choose, %d. Five of those next ones turned out to be no lies: they pass, and were taken out. None of the others passes now. Who wrote them
had read the grammar, so this is no share of what a model would get through.

## True sentences

As important, for a checker that drops everything lets no lie pass. Most are made by templates that are not those of the checker, about the
same histories. The last ones were written by hand before the checker was tried on them. It understood 59 of 70, and learned some of the others
since; the rest still counts. Of %d others, written in the same way about the same history, it kept %d at first and %d now. These are our sentences, in forms that are taught or near to them: a real model will have its own share.

%s
Every sentence of a plain summary passes as well, about the sample list and about any history that the tests draw.

## What it does not do

* **It knows no more than the record.** What was recorded wrongly is told wrongly, with or without a model.
* **It judges sentences, not a story.** Each is true; which come first, and which facts get a nicer sentence, is the choice of a model. No fact can be
  left out, for the plain sentence comes back.
* **It does not judge good Dutch.** "Traject 1 was ambulante hulp, 181 dagen" passes. It is clumsy, and true.
* **It drops much that is true:** what is put in other words than the list has, reasons and comparisons, weeks and months, words such as "alle",
  "beide" and "daarna", and sentences in which the second part leaves out its verb,
  or does not begin with its trajectory and stands behind "en" or a comma alone. A model that was not taught the forms is left with few sentences,
  and then the plain summary comes, which says so.
* **A quotation is quoted.** The reason to start stands between quotation marks exactly as it was recorded; double
  quotation marks inside it become single ones. What people wrote there is not judged;
  it leaves the house only when the profile allows free text.
* **A name is a name.** A provider is called what the record calls it. A record with a sentence for a name has that sentence in every summary, with or
  without a model.
* **The table is no proof.** It shows that these lies do not pass. The guarantee is the closed grammar; a mistake in a rule of it would be a hole. So
  the rules are few lines each, and a rule that is added needs a lie that it lets through when it is wrong.
`
