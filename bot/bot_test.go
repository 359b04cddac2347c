package bot

import "testing"

func TestSilent(t *testing.T) {
	for name, c := range map[string]struct {
		m    Message
		want bool
	}{
		"nothing":      {Message{}, true},
		"spaces":       {Message{Text: " \n"}, true},
		"only a file":  {Message{Files: []File{{Name: "a.csv"}}}, true},
		"only a form":  {Message{Form: &Form{Title: "Casus"}}, true},
		"a text":       {Message{Text: "Ja"}, false},
		"only a part":  {Message{Parts: []Part{{}}}, false},
		"only buttons": {Message{Buttons: []Button{{Label: "Ja", Line: "ja"}}}, false},
	} {
		if got := c.m.Silent(); got != c.want {
			t.Errorf("%s: silent is %v", name, got)
		}
	}
}
