package backup

import (
	"errors"
	"io"
	"strings"

	"filippo.io/age"
)

// Recipients reads the public keys for which a backup is encrypted, such as age1…
func Recipients(words []string) ([]age.Recipient, error) {
	var all []age.Recipient
	for _, word := range words {
		list, err := age.ParseRecipients(strings.NewReader(word))
		if err != nil || len(list) != 1 {
			return nil, errors.New("a recipient is a public key of age, which begins with age1 and is made with: age-keygen")
		}
		all = append(all, list...)
	}
	return all, nil
}

// Identities reads a file with the secret keys that open a backup. No error repeats
// anything of it.
func Identities(file io.Reader) ([]age.Identity, error) {
	list, err := age.ParseIdentities(file)
	if isDisk(err) {
		return nil, err
	}
	if err != nil {
		return nil, errors.New("this is no identity file of age: it holds a line that begins with AGE-SECRET-KEY-, and is made with: age-keygen")
	}
	return list, nil
}

// shortest is the shortest passphrase that is taken: guessing costs a second each.
const shortest = 16

// Passphrase returns what encrypts with a passphrase, and what opens it. The end of the
// line that it stands on is not part of it.
func Passphrase(text string) (to age.Recipient, with age.Identity, err error) {
	text = strings.TrimRight(text, "\r\n")
	if len([]rune(text)) < shortest || strings.ContainsAny(text, "\r\n") {
		return nil, nil, errors.New("a passphrase file holds one line of at least 16 characters")
	}
	recipient, err := age.NewScryptRecipient(text)
	if err != nil {
		return nil, nil, err
	}
	identity, err := age.NewScryptIdentity(text)
	return recipient, identity, err
}
