package keys

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	tinkpb "github.com/tink-crypto/tink-go/v2/proto/tink_go_proto"
	"github.com/tink-crypto/tink-go/v2/signature"
)

// layout is the version of the file.
const layout = 1

// bundle is what is in a key file.
type bundle struct {
	name       string // of the file, through all its changes; no secret
	generation int    // counts the changes of the file, from 1
	sealing    *keyset.Handle
	signing    *keyset.Handle
}

// onDisk is the form of a key file.
type onDisk struct {
	Note       string          `json:"note"`
	Layout     int             `json:"regiebot_keys"`
	Name       string          `json:"name,omitempty"`
	Generation int             `json:"generation"`
	Sealing    json.RawMessage `json:"sealing"`
	Signing    json.RawMessage `json:"signing"`
}

func newBundle() (bundle, error) {
	sealing, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return bundle{}, fmt.Errorf("making a key: %w", err)
	}
	signing, err := keyset.NewHandle(signature.ED25519KeyTemplate())
	if err != nil {
		return bundle{}, fmt.Errorf("making a key: %w", err)
	}
	return bundle{name: rand.Text(), generation: 1, sealing: sealing, signing: signing}, nil
}

// rotated returns a bundle with one more key that seals from then on, and one more that
// signs.
func (b bundle) rotated() (bundle, error) {
	sealing, err := more(b.sealing, aead.AES256GCMKeyTemplate())
	if err != nil {
		return bundle{}, err
	}
	signing, err := more(b.signing, signature.ED25519KeyTemplate())
	return bundle{b.name, b.generation + 1, sealing, signing}, err
}

// more returns keys with one more, which is used from then on.
func more(handle *keyset.Handle, template *tinkpb.KeyTemplate) (*keyset.Handle, error) {
	manager := keyset.NewManagerFromHandle(handle)
	id, err := manager.Add(template)
	if err == nil {
		err = manager.SetPrimary(id)
	}
	if err == nil {
		handle, err = manager.Handle()
	}
	if err != nil {
		return nil, fmt.Errorf("adding a key: %w", err)
	}
	return handle, nil
}

// without returns a bundle with only the keys that are used, and how many of those that
// seal went.
func (b bundle) without() (bundle, int, error) {
	sealing, err := only(b.sealing)
	if err != nil {
		return bundle{}, 0, err
	}
	signing, err := only(b.signing)
	return bundle{b.name, b.generation + 1, sealing, signing}, b.sealing.Len() - 1, err
}

// only returns the key that is used.
func only(handle *keyset.Handle) (*keyset.Handle, error) {
	primary, ids, err := numbers(handle)
	manager := keyset.NewManagerFromHandle(handle)
	for _, id := range ids {
		if err == nil && id != primary {
			err = manager.Delete(id)
		}
	}
	if err == nil {
		handle, err = manager.Handle()
	}
	if err != nil {
		return nil, fmt.Errorf("removing keys: %w", err)
	}
	return handle, nil
}

func (b bundle) marshal() ([]byte, error) {
	file := onDisk{
		Note:       "The keys of a Regiebot. Without this file its database cannot be read. Keep a copy apart from the database.",
		Layout:     layout,
		Name:       b.name,
		Generation: b.generation,
	}
	var err error
	if file.Sealing, err = cleartext(b.sealing); err != nil {
		return nil, err
	}
	if file.Signing, err = cleartext(b.signing); err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(file, "", "  ")
	return append(text, '\n'), err
}

// cleartext returns a keyset as it stands in the file: it is the file that is kept safe.
func cleartext(handle *keyset.Handle) (json.RawMessage, error) {
	var text bytes.Buffer
	err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&text))
	return text.Bytes(), err
}

// errContent stands for every error about the content of a key file: those of the
// parsers could quote it.
var errContent = errors.New("not the content of a key file")

func unmarshal(text []byte) (bundle, error) {
	var file onDisk
	if json.Unmarshal(text, &file) != nil || file.Layout != layout || file.Generation < 1 {
		return bundle{}, errContent
	}
	b := bundle{name: file.Name, generation: file.Generation}
	var err error
	if b.sealing, err = parsed(file.Sealing); err != nil {
		return bundle{}, err
	}
	if b.signing, err = parsed(file.Signing); err != nil {
		return bundle{}, err
	}
	if b.name == "" { // a file of before it had a name: its only key that signs told it apart
		b.name, err = fingerprint(b.signing)
	}
	return b, err
}

func parsed(text json.RawMessage) (*keyset.Handle, error) {
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(text)))
	if err != nil {
		return nil, errContent
	}
	return handle, nil
}

// numbers returns the number of the key that seals, and of all keys.
func numbers(handle *keyset.Handle) (primary uint32, all []uint32, err error) {
	for i := range handle.Len() {
		entry, err := handle.Entry(i)
		if err != nil {
			return 0, nil, errContent
		}
		all = append(all, entry.KeyID())
		if entry.IsPrimary() {
			primary = entry.KeyID()
		}
	}
	return primary, all, nil
}
