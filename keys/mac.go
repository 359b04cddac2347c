package keys

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"

	"github.com/tink-crypto/tink-go/v2/insecuresecretdataaccess"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/signature/ed25519"
)

// MAC returns a keyed hash of data (HMAC-SHA256, 32 bytes), for what leaves the program and
// must come back unchanged. It says nothing about data to who has no key.
func (r *Ring) MAC(data []byte) []byte {
	r.refresh()
	return sum(r.current.Load().macs[0], data)
}

// CheckMAC reports whether mac is the beginning, at least 16 bytes, of what [Ring.MAC]
// returned for data. It outlives [Ring.Rotate], not [Ring.DropOld].
func (r *Ring) CheckMAC(mac, data []byte) bool {
	if len(mac) < 16 || len(mac) > sha256.Size {
		return false
	}
	if r.current.Load().checkMAC(mac, data) {
		return true
	}
	r.refresh() // it may be of a newer key
	return r.current.Load().checkMAC(mac, data)
}

func (h *held) checkMAC(mac, data []byte) bool {
	for _, key := range h.macs {
		if hmac.Equal(mac, sum(key, data)[:len(mac)]) {
			return true
		}
	}
	return false
}

func sum(key, data []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(data)
	return h.Sum(nil)
}

// macKeys derives a key for each key that signs; the one that is used comes first. Every
// error is errContent.
func macKeys(signing *keyset.Handle) ([][]byte, error) {
	primary, _, err := numbers(signing)
	if err != nil {
		return nil, err
	}
	var list [][]byte
	for i := range signing.Len() {
		entry, err := signing.Entry(i)
		if err != nil {
			return nil, errContent
		}
		private, ok := entry.Key().(*ed25519.PrivateKey)
		if !ok {
			return nil, errContent
		}
		key, err := hkdf.Key(sha256.New, private.PrivateKeyBytes().Data(insecuresecretdataaccess.Token{}), nil, "regiebot mac", sha256.Size)
		if err != nil {
			return nil, errContent
		}
		if entry.KeyID() == primary {
			list = append([][]byte{key}, list...)
		} else {
			list = append(list, key)
		}
	}
	return list, nil
}
