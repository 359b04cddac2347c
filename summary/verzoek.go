package summary

import (
	"encoding/json"

	openai "github.com/sashabaranov/go-openai"
)

// PromptVersie names the instruction that the model gets, for the access log. A change of
// the instruction or of the form of the answer has a new one.
const PromptVersie = "1"

// How long an answer may be, in tokens: enough to say everything of every trajectory.
const (
	tokensVooraf     = 600
	tokensPerTraject = 300
	meesteTokens     = 8000
)

// nauwelijksToeval is the temperature: the library leaves out 0.
const nauwelijksToeval = 0.01

// verzoek is what is asked: an instruction that is the same for everybody, and the facts as
// data. Nothing in it names a user, and nothing asks the other side to keep it.
func (m *Model) verzoek(v Vraag) openai.ChatCompletionRequest {
	tokens := min(tokensVooraf+tokensPerTraject*len(v.Historie.Trajecten), meesteTokens)
	request := openai.ChatCompletionRequest{
		Model: m.naam,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: opdracht},
			{Role: openai.ChatMessageRoleUser, Content: feitenVoorModel(v)},
		},
		MaxTokens:   tokens, //nolint:staticcheck // the newer field is not known to every compatible server
		Temperature: nauwelijksToeval,
		ResponseFormat: &openai.ChatCompletionResponseFormat{
			Type: openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{
				Name: "samenvatting", Schema: json.RawMessage(antwoordSchema), Strict: true,
			},
		},
	}
	if openai.NewReasoningValidator().Validate(request) != nil { // models that choose these themselves
		request.MaxTokens = 0 //nolint:staticcheck // it is the field that they refuse
		request.MaxCompletionTokens, request.Temperature = meesteTokens, 0
	}
	return request
}
