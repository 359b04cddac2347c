package slack

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	api "github.com/slack-go/slack"
	"pgregory.net/rapid"
)

// The example that Slack publishes with its description of signatures.
const (
	exampleSecret    = "8f742231b10e8888abcd99yyyzzz85a5"
	exampleTime      = "1531420618"
	exampleSignature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
	exampleBody      = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V" +
		"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
		"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
		"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)

var exampleMoment = time.Unix(1531420618, 0)

func signature(value, stamp string) http.Header {
	h := http.Header{}
	if value != "" {
		h.Set("x-slack-signature", value)
	}
	if stamp != "" {
		h.Set("x-slack-request-timestamp", stamp)
	}
	return h
}

// verify is the whole check of a request.
func verify(secret string, header http.Header, body []byte, now time.Time) ([sha256.Size]byte, error) {
	return promised(secret, header, now).kept(secret, body)
}

func TestVerify(t *testing.T) {
	for _, c := range []struct {
		name, secret, signature, stamp, body string
		after                                time.Duration // the moment of the signature
		want                                 error
	}{
		{"the published example", exampleSecret, exampleSignature, exampleTime, exampleBody, 0, nil},
		{"in capitals it is the same number", exampleSecret, "v0=" + strings.ToUpper(exampleSignature[3:]), exampleTime, exampleBody, 0, nil},
		{"five minutes old", exampleSecret, exampleSignature, exampleTime, exampleBody, 5 * time.Minute, nil},
		{"older", exampleSecret, exampleSignature, exampleTime, exampleBody, 5*time.Minute + time.Nanosecond, errStale},
		{"five minutes of the future", exampleSecret, exampleSignature, exampleTime, exampleBody, -5 * time.Minute, nil},
		{"later", exampleSecret, exampleSignature, exampleTime, exampleBody, -5*time.Minute - time.Nanosecond, errStale},
		{"another secret", exampleSecret + "x", exampleSignature, exampleTime, exampleBody, 0, errWrongSign},
		{"no secret", "", exampleSignature, exampleTime, exampleBody, 0, errNoSecret},
		{"signed with no secret", "", mac("", exampleTime, exampleBody), exampleTime, exampleBody, 0, errNoSecret},
		{"another body", exampleSecret, exampleSignature, exampleTime, exampleBody + "&", 0, errWrongSign},
		{"no body", exampleSecret, exampleSignature, exampleTime, "", 0, errWrongSign},
		{"another moment", exampleSecret, exampleSignature, "1531420619", exampleBody, 0, errWrongSign},
		{"the same moment with a zero before it", exampleSecret, exampleSignature, "0" + exampleTime, exampleBody, 0, errWrongSign},
		{"no signature", exampleSecret, "", exampleTime, exampleBody, 0, errUnsigned},
		{"no moment", exampleSecret, exampleSignature, "", exampleBody, 0, errUnsigned},
		{"another version", exampleSecret, "v1=" + exampleSignature[3:], exampleTime, exampleBody, 0, errUnsigned},
		{"no version", exampleSecret, exampleSignature[3:], exampleTime, exampleBody, 0, errUnsigned},
		{"not a number", exampleSecret, "v0=zz", exampleTime, exampleBody, 0, errUnsigned},
		{"half a signature", exampleSecret, exampleSignature[:35], exampleTime, exampleBody, 0, errWrongSign},
		{"an empty signature", exampleSecret, "v0=", exampleTime, exampleBody, 0, errWrongSign},
		{"a moment with a sign", exampleSecret, exampleSignature, "+" + exampleTime, exampleBody, 0, errUnsigned},
		{"a moment before 1970", exampleSecret, exampleSignature, "-1", exampleBody, 0, errUnsigned},
		{"a moment that overflows", exampleSecret, exampleSignature, "9223372036854775807", exampleBody, 0, errUnsigned},
		{"a moment with a space", exampleSecret, exampleSignature, exampleTime + " 1", exampleBody, 0, errUnsigned},
		{"the largest moment", exampleSecret, exampleSignature, "999999999999", exampleBody, 0, errStale},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := verify(c.secret, signature(c.signature, c.stamp), []byte(c.body), exampleMoment.Add(c.after))
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if err == nil && hex.EncodeToString(got[:]) != exampleSignature[3:] {
				t.Errorf("the signature is %x", got)
			}
		})
	}
}

// The check of the library is another way to say the same, at the clock of the machine.
func TestVerifyIsThatOfTheLibrary(t *testing.T) {
	now := time.Now()
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringN(0, 40, -1).Draw(t, "secret")
		body := rapid.SliceOf(rapid.Byte()).Draw(t, "body")
		stamp := now.Add(time.Duration(rapid.IntRange(-400, 400).Draw(t, "seconds")) * time.Second)
		if d := now.Sub(stamp).Abs(); d > 295*time.Second && d < 305*time.Second {
			t.Skip("their clock goes on")
		}
		seconds := unix(stamp)
		signed := rapid.SampledFrom([]string{mac(secret, seconds, string(body)), mac(secret+"x", seconds, string(body)), "v0=00", ""}).Draw(t, "signature")
		header := signature(signed, seconds)
		_, ours := verify(secret, header, body, now)
		verifier, theirs := api.NewSecretsVerifier(header, secret)
		if theirs == nil {
			if _, err := verifier.Write(body); err != nil {
				t.Fatal(err)
			}
			theirs = verifier.Ensure()
		}
		if (ours == nil) != (theirs == nil) {
			t.Fatalf("ours %v, theirs %v", ours, theirs)
		}
	})
}

func FuzzVerify(f *testing.F) {
	f.Add(exampleSignature, exampleTime, []byte(exampleBody))
	f.Add("v0=", "-0", []byte{})
	f.Fuzz(func(t *testing.T, signed, stamp string, body []byte) {
		h := http.Header{signatureHeader: {signed}, timestampHeader: {stamp}}
		if _, err := verify(exampleSecret, h, body, exampleMoment); err == nil && !strings.EqualFold(signed, mac(exampleSecret, stamp, string(body))) {
			t.Errorf("accepted")
		}
	})
}
