package platform

import (
	"context"
	"crypto/tls"
	"errors"
	"net"

	"github.com/gorilla/websocket"
)

// NetworkCause is an error of the network in one word, for the log and a status: the errors of
// libraries may hold addresses with a secret in them.
func NetworkCause(err error) string {
	var (
		closed  *websocket.CloseError
		name    *net.DNSError
		cert    *tls.CertificateVerificationError
		network net.Error
	)
	switch {
	case errors.As(err, &closed):
		return "closed"
	case errors.As(err, &name):
		return "name_unknown"
	case errors.As(err, &cert):
		return "certificate"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return "timeout"
	}
	return "unreachable"
}
