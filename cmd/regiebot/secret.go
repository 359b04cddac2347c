package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// How long a secret may be, in bytes: more than any token is long, or than all tokens of a
// server together.
const (
	maxSecret  = 4 << 10
	maxSecrets = 64 << 10
)

// secret is a setting that is given itself, or as the name of a file that holds it. It is
// never part of an error.
type secret struct {
	name  string // of the setting, for who repairs it
	value string
	file  string
}

// wrongSetting is a setting that is missing or cannot be right: in English for the command
// line, in Dutch for doctor.
type wrongSetting struct {
	err          error
	what, repair string
}

// Error is the English sentence.
func (w *wrongSetting) Error() string { return w.err.Error() }

// Unwrap gives what kind of error it is.
func (w *wrongSetting) Unwrap() error { return w.err }

// read returns the secret; empty when none is set. The error is a [wrongSetting].
func (s secret) read() (string, error) {
	value, err := s.text()
	if err != nil {
		return "", err
	}
	if len(value) > maxSecret || strings.ContainsFunc(value, isOdd) {
		return "", s.odd()
	}
	return value, nil
}

// readAll returns several secrets in one setting, with a comma, a space or the end of a line
// between them; none when none is set. The error is a [wrongSetting].
func (s secret) readAll() ([]string, error) {
	value, err := s.text()
	if err != nil {
		return nil, err
	}
	all := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(", ;\t\r\n", r) })
	if len(value) > maxSecrets || strings.ContainsFunc(strings.Join(all, ""), isOdd) {
		return nil, s.odd()
	}
	return all, nil
}

// isOdd reports whether a character is in no token.
func isOdd(r rune) bool { return r < '!' || r > '~' }

func (s secret) odd() error {
	return &wrongSetting{usagef("%s holds characters that no token has: copy it again", s.name), "In " + s.name + " staan tekens die in geen token voorkomen.", "Kopieer het opnieuw."}
}

// text is what is set, without spaces around it.
func (s secret) text() (string, error) {
	switch {
	case s.value != "" && s.file != "":
		return "", &wrongSetting{usagef("%s and %s_FILE are both set: leave one out", s.name, s.name), s.name + " en " + s.name + "_FILE zijn allebei ingesteld.", "Laat een van de twee weg."}
	case s.file == "":
		return strings.TrimSpace(s.value), nil
	}
	text, err := os.ReadFile(s.file)
	if err != nil {
		return "", &wrongSetting{
			fmt.Errorf("%s_FILE: %s cannot be read: %w", s.name, s.shownFile(), reasonOf(err)),
			s.name + "_FILE: het bestand is niet te lezen.", "Kijk of het er is, en of Regiebot het mag lezen (chmod 600, van het account van de dienst).",
		}
	}
	value := strings.TrimSpace(string(text))
	if value == "" {
		return "", &wrongSetting{usagef("%s_FILE: %s is empty", s.name, s.shownFile()), s.name + "_FILE: het bestand is leeg.", "Zet het token in het bestand."}
	}
	return value, nil
}

// shownFile is the file for people. A name without a folder may be the secret itself, put in
// the wrong setting: no token and no signing secret holds a separator.
func (s secret) shownFile() string {
	if !strings.ContainsRune(s.file, os.PathSeparator) {
		return "the file (its name is not shown: it may be the secret itself; give the name with its folder)"
	}
	return "the file " + s.file
}

// reasonOf is why a file cannot be read, without its name.
func reasonOf(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
