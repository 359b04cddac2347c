package slack

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// What Slack puts above a request, and how far its moment may be from ours, on both
// sides: a request of later than now is as little Slack's as one of long ago.
const (
	signatureHeader = "X-Slack-Signature"
	timestampHeader = "X-Slack-Request-Timestamp"
	tolerance       = 5 * time.Minute
)

// Why a request is not Slack's. The texts are for the log.
var (
	errNoSecret  = errors.New("no signing secret is set")
	errUnsigned  = errors.New("the signature or its moment is missing or not well-formed")
	errStale     = errors.New("the moment of the signature is too far from now")
	errWrongSign = errors.New("the signature is wrong")
)

// promise is what the headers of a request say, of which the body is not read yet.
type promise struct {
	signature []byte
	stamp     string
	err       error // why it cannot be Slack's, whatever the body is; nil: it can
}

// promised reads the headers. Without a secret nothing is Slack's, and neither is what was
// signed more than five minutes from now.
func promised(secret string, header http.Header, now time.Time) promise {
	given, ok := strings.CutPrefix(header.Get(signatureHeader), "v0=")
	signature, err := hex.DecodeString(given)
	p := promise{signature: signature, stamp: header.Get(timestampHeader)}
	at, known := moment(p.stamp)
	switch {
	case secret == "":
		p.err = errNoSecret
	case !ok || err != nil || !known:
		p.err = errUnsigned
	case now.Sub(at).Abs() > tolerance:
		p.err = errStale
	}
	return p
}

// kept reports whether this raw body was signed with the secret, as the headers say. It gives
// the signature itself, by which the same request is recognised when it comes again.
func (p promise) kept(secret string, body []byte) (mac [sha256.Size]byte, err error) {
	if p.err != nil {
		return mac, p.err
	}
	hash := hmac.New(sha256.New, []byte(secret))
	hash.Write([]byte("v0:" + p.stamp + ":"))
	hash.Write(body)
	hash.Sum(mac[:0])
	if !hmac.Equal(mac[:], p.signature) {
		return mac, errWrongSign
	}
	return mac, nil
}

// moment reads seconds since 1970: digits only, and so few that no calculation with them
// can overflow.
func moment(seconds string) (time.Time, bool) {
	if len(seconds) == 0 || len(seconds) > 12 || strings.Trim(seconds, "0123456789") != "" {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(seconds, 10, 64)
	return time.Unix(n, 0), err == nil
}
