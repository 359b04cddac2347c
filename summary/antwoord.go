package summary

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	openai "github.com/sashabaranov/go-openai"
)

// What an answer may hold at most; more is not what was asked for.
const (
	meesteZinnen = 200
	meesteTekens = 20_000
)

// antwoordSchema is the form of an answer, as the API takes it.
const antwoordSchema = `{"type":"object","properties":{"zinnen":{"type":"array","items":{"type":"object","properties":{` +
	`"deel":{"type":"string","enum":["welke","waarom","hielp"]},"tekst":{"type":"string"},"feiten":{"type":"array","items":{"type":"string"}}},` +
	`"required":["deel","tekst","feiten"],"additionalProperties":false}}},"required":["zinnen"],"additionalProperties":false}`

// modelZin is a sentence as a model gives it; nothing of it is known to be true.
type modelZin struct {
	Deel   string   `json:"deel"` // welke, waarom or hielp
	Tekst  string   `json:"tekst"`
	Feiten []string `json:"feiten"` // ids of the facts it says to rest on
}

// koppen are the parts that a model may write, by what it calls them.
var koppen = map[string]string{"welke": KopHulp, "waarom": KopAanleiding, "hielp": KopResultaat}

// leesAntwoord reads the sentences of an answer; the reason says why it cannot be used.
func leesAntwoord(answer openai.ChatCompletionChoice) (list []modelZin, reason string) {
	message := answer.Message
	switch {
	case message.Refusal != "" || answer.FinishReason == openai.FinishReasonContentFilter:
		return nil, ReasonRefused
	case len(message.ToolCalls) > 0 || message.FunctionCall != nil:
		return nil, ReasonInvalid
	case answer.FinishReason != openai.FinishReasonStop:
		return nil, ReasonCut
	case utf8.RuneCountInString(message.Content) > meesteTekens:
		return nil, ReasonInvalid
	}
	return leesZinnen(message.Content)
}

// ruweZin is a sentence of which a field can be missing.
type ruweZin struct {
	Deel, Tekst *string
	Feiten      *[]string
}

func (z ruweZin) heel() bool {
	return z.Deel != nil && z.Tekst != nil && z.Feiten != nil && *z.Feiten != nil && koppen[*z.Deel] != ""
}

// leesZinnen reads exactly what the schema allows; not every API holds a model to it.
func leesZinnen(content string) ([]modelZin, string) {
	var answer struct{ Zinnen []ruweZin }
	in := json.NewDecoder(strings.NewReader(content))
	in.DisallowUnknownFields()
	if err := in.Decode(&answer); errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, ReasonCut
	} else if err != nil || len(answer.Zinnen) == 0 || len(answer.Zinnen) > meesteZinnen {
		return nil, ReasonInvalid
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return nil, ReasonInvalid
	}
	var list []modelZin
	for _, z := range answer.Zinnen {
		if !z.heel() {
			return nil, ReasonInvalid
		}
		list = append(list, modelZin{*z.Deel, *z.Tekst, *z.Feiten})
	}
	return list, ""
}
