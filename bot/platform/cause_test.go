package platform

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"os"
	"testing"

	"github.com/gorilla/websocket"
)

func TestNetworkCause(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&websocket.CloseError{Code: 1006, Text: "geheim"}, "closed"},
		{&net.DNSError{Name: "geheim", IsNotFound: true}, "name_unknown"},
		{&net.DNSError{IsTimeout: true}, "name_unknown"},
		{&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}, "certificate"},
		{context.DeadlineExceeded, "timeout"},
		{&net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}, "timeout"},
		{&net.OpError{Op: "dial", Err: errors.New("geheim")}, "unreachable"},
		{errors.New("wss://geheim?ticket=1"), "unreachable"},
	} {
		if got := NetworkCause(c.err); got != c.want {
			t.Errorf("%T: %q, want %q", c.err, got, c.want)
		}
	}
}
