package summary

import openai "github.com/sashabaranov/go-openai"

// PromptVersie names the instruction that the model gets, for the access log. A change of
// the instruction or of the form of the answer has a new one.
const PromptVersie = "1"

func (m *Model) verzoek(Vraag) openai.ChatCompletionRequest {
	return openai.ChatCompletionRequest{Model: m.naam}
}
