package main

import (
	"encoding/json"
	"fmt"

	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/summary"
)

// summaryJSON is the document of the summary of one young person.
type summaryJSON struct {
	Casus     string         `json:"casus"`
	Jeugdige  string         `json:"jeugdige"`
	Engine    string         `json:"engine"` // plain or model
	Reason    string         `json:"reason"` // why it is plain; empty: nobody asked for the model, or it wrote
	Processed int            `json:"processed"`
	Of        int            `json:"of"`
	Kept      int            `json:"kept"`
	Dropped   int            `json:"dropped"`
	Sentences []sentenceJSON `json:"sentences"`
}

type sentenceJSON struct {
	Text      string `json:"text"`
	Trajecten []int  `json:"trajecten"`
	From      string `json:"from"`
}

func summaryDocument(zaak string, u summary.Uitkomst) summaryJSON {
	doc := summaryJSON{
		Casus: zaak, Jeugdige: u.Jeugdige, Engine: u.Engine, Reason: u.Reason, Processed: u.Verwerkt, Of: u.Van,
		Kept: u.Kept, Dropped: u.Dropped, Sentences: []sentenceJSON{},
	}
	for _, z := range u.Zinnen() {
		numbers := z.Trajecten
		if numbers == nil {
			numbers = []int{}
		}
		doc.Sentences = append(doc.Sentences, sentenceJSON{z.Text, numbers, z.Bron})
	}
	return doc
}

// printSummaries prints the summary of each young person; with --json one document a line.
func (e *env) printSummaries(q asked, list []summary.Uitkomst) error {
	out := json.NewEncoder(e.out)
	for i, u := range list {
		var err error
		switch {
		case e.JSON:
			err = out.Encode(summaryDocument(q.zaak, u))
		case i > 0:
			_, err = fmt.Fprint(e.out, "\n\n"+commands.SamenvattingTekst(q.zaak, u, q.zonder))
		default:
			_, err = fmt.Fprint(e.out, commands.SamenvattingTekst(q.zaak, u, q.zonder))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// prompt prints the exact request body for each young person. Without a language model it is
// what one would get.
func (c *summaryCmd) prompt(e *env, q asked) error {
	m, err := e.model()
	if err != nil {
		return err
	}
	if m == nil {
		tell(e.errs, "regiebot: no language model is set, so nothing goes anywhere; this is what a model named "+noModel+" would get")
		if m, err = summary.NieuwModel(summary.Instelling{URL: "https://model.invalid/v1", Naam: noModel}); err != nil {
			return err
		}
	}
	for _, v := range q.list {
		body, err := m.Verzoek(v)
		if err == nil {
			_, err = fmt.Fprintf(e.out, "%s\n", body)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// noModel stands for the name of a model that is not set.
const noModel = "NAME"
