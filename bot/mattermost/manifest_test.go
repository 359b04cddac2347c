package mattermost

import (
	"strings"
	"testing"
)

// TestManifest: what is entered by hand is what the bot would make, and the lines for a shell
// hold every word of it as one.
func TestManifest(t *testing.T) {
	commands := []Command{{Name: "Casus", Short: "een casus openen, 'snel'", Usage: "nieuw | toon"}, {Name: "vpr", Short: strings.Repeat("é", 100)}}
	m, err := Manifest(commands, "https://regiebot.voorbeeldstad.nl:8443/", []string{"jeugd", "wijk"})
	if err != nil {
		t.Fatal(err)
	}
	if m.Host != "regiebot.voorbeeldstad.nl" || len(m.Commands) != 2 {
		t.Fatalf("got %+v", m)
	}
	want := Config{PublicURL: "https://regiebot.voorbeeldstad.nl:8443"}.wanted(commands[0])
	if c := m.Commands[0]; c != (ManualCommand{want.DisplayName, want.Description, "casus", "https://regiebot.voorbeeldstad.nl:8443/mattermost/command", "POST", "nieuw | toon", "een casus openen, 'snel'"}) {
		t.Errorf("got %+v", c)
	}
	if n := len(m.Commands[1].Description); n > maxDescription {
		t.Errorf("a description of %d bytes", n)
	}
	lines := strings.Join(m.Lines, "\n")
	for text, n := range map[string]int{
		"mmctl bot create regiebot ": 1, "mmctl team users add 'jeugd' regiebot": 1, "mmctl team users add 'wijk' regiebot": 1,
		"command create 'jeugd'": 2, "command create 'wijk'": 2, "--trigger-word 'casus'": 2, "--autocompleteHint 'nieuw | toon'": 2,
		`--autocompleteDesc 'een casus openen, '\''snel'\'''`: 2, "--autocomplete --post": 4,
		"AllowedUntrustedInternalConnections 'regiebot.voorbeeldstad.nl'": 1,
	} {
		if got := strings.Count(lines, text); got != n {
			t.Errorf("%d times %q in\n%s", got, text, lines)
		}
	}
	text := m.String()
	for _, line := range append(strings.Split(lines, "\n"), "Command Trigger Word      vpr", "Request Method            POST", "zet regiebot.voorbeeldstad.nl bij Allow untrusted") {
		if !strings.Contains(text, line) {
			t.Errorf("no %q in\n%s", line, text)
		}
	}
	if strings.Contains(text, "%!") {
		t.Error(text)
	}
}

// TestPublicAddress: the server may call inside a network too, and nothing stands behind the name.
func TestPublicAddress(t *testing.T) {
	for given, want := range map[string]string{
		"": "", "https://regiebot.nl": "https://regiebot.nl", "https://regiebot.nl:443/": "https://regiebot.nl:443", "http://regiebot.intern:8081": "http://regiebot.intern:8081",
	} {
		if got, err := PublicAddress(given); got != want || err != nil {
			t.Errorf("%q: got %q, %v", given, got, err)
		}
	}
	for _, given := range []string{"regiebot.nl", "ftp://regiebot.nl", "https://", "https://regiebot.nl/mattermost", "https://regiebot.nl?x", "https://a:b@regiebot.nl", "://", " "} {
		if got, err := PublicAddress(given); err == nil || !strings.Contains(err.Error(), "use a form such as") {
			t.Errorf("%q: got %q, %v", given, got, err)
		}
	}
	for _, public := range []string{"", "regiebot.nl"} {
		if _, err := Manifest(nil, public, nil); err == nil {
			t.Errorf("%q: it is called nowhere", public)
		}
	}
}
