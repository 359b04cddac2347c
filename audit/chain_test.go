package audit_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/audit"
)

// The encoding as another program would write it, from the documentation alone.
func TestHashIsWhatTheDocumentationSays(t *testing.T) {
	first := audit.Next(audit.Head{}, event(1))
	second := audit.Next(first.Head(), event(2))
	for _, r := range []audit.Row{first, second} {
		var text strings.Builder
		for _, value := range []string{
			"regiebot-audit-1", fmt.Sprint(r.Nr), fmt.Sprint(r.At.UnixMilli()), "R", "casus toon", "gelukt", "anouk", "consulent", "bram",
			"slack", "D024", r.Casus, "casus", r.Object, "procesregie", "VPR-11", r.Verzoek, r.Vorige,
		} {
			fmt.Fprintf(&text, "%d:%s,", len(value), value)
		}
		sum := sha256.Sum256([]byte(text.String()))
		if want := hex.EncodeToString(sum[:]); r.Hash != want {
			t.Errorf("row %d has hash %s, want %s", r.Nr, r.Hash, want)
		}
	}
	if first.Nr != 1 || first.Vorige != "" || second.Nr != 2 || second.Vorige != first.Hash {
		t.Errorf("no chain: %+v, %+v", first, second)
	}
	// The same bytes in every version: a log outlives the program that wrote it.
	if want := "add7bc4b77daa49e21f05ae9570756a64179d1563c314c4237a5f36808ebbcbe"; first.Hash != want {
		t.Errorf("the encoding has changed: row 1 has hash %s", first.Hash)
	}
}

func TestSignedNamesWhatItIs(t *testing.T) {
	h := audit.Head{Nr: 7, Hash: "abc", At: at(0)}
	if got, want := string(h.Signed()), "21:regiebot-audit-head-1,1:7,13:1794556800000,3:abc,"; got != want {
		t.Errorf("signed %q, want %q", got, want)
	}
	if got, want := string(h.SignedAnchor()), "23:regiebot-audit-anchor-1,1:7,13:1794556800000,3:abc,"; got != want {
		t.Errorf("signed %q, want %q", got, want)
	}
}

func TestSignatureOfTheEnds(t *testing.T) {
	ours, other := newSigner(1), newSigner(2)
	row := chain(3)[2]
	moved := ours.head(row)
	moved.At = moved.At.Add(time.Millisecond)
	for name, test := range map[string]struct {
		check func(func(signature, data []byte) error) error
		ok    bool
	}{
		"a head":                         {ours.head(row).CheckHead, true},
		"a head of another key":          {other.head(row).CheckHead, false},
		"a head without a signature":     {row.Head().CheckHead, false},
		"a head that is an anchor":       {ours.anchor(row).CheckHead, false},
		"a head with another moment":     {moved.CheckHead, false},
		"no head yet":                    {audit.Head{}.CheckHead, true},
		"an anchor":                      {ours.anchor(row).CheckAnchor, true},
		"an anchor of another key":       {other.anchor(row).CheckAnchor, false},
		"an anchor that is a head":       {ours.head(row).CheckAnchor, false},
		"no anchor yet":                  {audit.Head{}.CheckAnchor, true},
		"number 0 with a hash":           {audit.Head{Hash: row.Hash}.CheckHead, false},
		"a number without hash, as none": {audit.Head{Nr: 4}.CheckAnchor, false},
	} {
		t.Run(name, func(t *testing.T) {
			why, _ := reason(t, test.check(ours.verify))
			if (why == "") != test.ok || !test.ok && why != audit.Unsigned {
				t.Errorf("got %q", why)
			}
		})
	}
}

func TestNextKeepsWhatEveryPlaceCanKeep(t *testing.T) {
	e := event(1)
	e.At = time.Date(2026, time.November, 13, 9, 0, 0, 123_999_999, time.FixedZone("CET", 3600))
	e.Wat = "a\r\nb\x00c\td\x7f"
	e.Plaats = "\xff"
	e.Object = strings.Repeat("é", 150)
	e.Doel = "één doel"
	r := audit.Next(audit.Head{}, e)
	if want := at(0).Add(123 * time.Millisecond); !r.At.Equal(want) || r.At.Location() != time.UTC {
		t.Errorf("moment %v, want %v", r.At, want)
	}
	if r.Wat != "a  b c d " || r.Plaats != "�" || r.Object != strings.Repeat("é", 100) || r.Doel != "één doel" {
		t.Errorf("%q %q %q %q", r.Wat, r.Plaats, r.Object, r.Doel)
	}
}

func TestTextsAreAlwaysClean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := event(1)
		e.Plaats = string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		e.Object = rapid.String().Draw(t, "text")
		r := audit.Next(audit.Head{}, e)
		for _, text := range []string{r.Plaats, r.Object} {
			if !utf8.ValidString(text) || len(text) > 200 || strings.ContainsAny(text, "\r\n\x00") {
				t.Fatalf("%q", text)
			}
		}
		again := audit.Next(audit.Head{}, r.Event)
		if again != r {
			t.Fatalf("cleaning twice is something else: %+v, %+v", again, r)
		}
	})
}

// Two events that differ in any way have different hashes, also where a text moves from
// one field to the next.
func TestHashesDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SampledFrom([]string{"", "a", "1:a,", "aa", "0:,", ",", "é"})
		draw := func(name string) audit.Event {
			return audit.Event{At: at(0), Wat: words.Draw(t, name), Actie: words.Draw(t, name), Uitkomst: words.Draw(t, name), Wie: words.Draw(t, name)}
		}
		a, b := draw("a"), draw("b")
		if (a == b) != (audit.Next(audit.Head{}, a).Hash == audit.Next(audit.Head{}, b).Hash) {
			t.Fatalf("%+v and %+v", a, b)
		}
	})
}

func TestCheck(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*audit.Event)
		ok     bool
	}{
		"complete": {func(*audit.Event) {}, true},
		"refused":  {func(e *audit.Event) { e.Uitkomst = audit.Geweigerd }, true},
		"failed":   {func(e *audit.Event) { e.Uitkomst = audit.Mislukt }, true},
		"only the least": {func(e *audit.Event) {
			*e = audit.Event{At: e.At, Wat: "erase", Actie: "D", Uitkomst: "gelukt", Wie: "root"}
		}, true},
		"no moment":    {func(e *audit.Event) { e.At = time.Time{} }, false},
		"before 1970":  {func(e *audit.Event) { e.At = time.UnixMilli(-1) }, false},
		"no command":   {func(e *audit.Event) { e.Wat = "" }, false},
		"nobody":       {func(e *audit.Event) { e.Wie = "" }, false},
		"no action":    {func(e *audit.Event) { e.Actie = "" }, false},
		"two actions":  {func(e *audit.Event) { e.Actie = "CR" }, false},
		"small letter": {func(e *audit.Event) { e.Actie = "r" }, false},
		"no outcome":   {func(e *audit.Event) { e.Uitkomst = "ja" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			e := event(1)
			test.change(&e)
			if err := e.Check(); (err == nil) != test.ok {
				t.Errorf("got %v", err)
			}
		})
	}
	for _, actie := range []string{audit.Aanmaken, audit.Inzien, audit.Wijzigen, audit.Verwijderen, audit.Uitvoeren} {
		e := event(1)
		e.Actie = actie
		if err := e.Check(); err != nil {
			t.Errorf("%s: %v", actie, err)
		}
	}
}
