package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// maxSecret is more than any token is long, in bytes.
const maxSecret = 4 << 10

// secret is a setting that is given itself, or as the name of a file that holds it. It is
// never part of an error.
type secret struct {
	name  string // of the setting, for who repairs it
	value string
	file  string
}

// read returns the secret; empty when none is set.
func (s secret) read() (string, error) {
	value := s.value
	switch {
	case s.value != "" && s.file != "":
		return "", usagef("%s and %s_FILE are both set: leave one out", s.name, s.name)
	case s.file != "":
		text, err := os.ReadFile(s.file)
		if err != nil {
			return "", fmt.Errorf("%s_FILE: %s cannot be read: %w", s.name, s.shownFile(), reasonOf(err))
		}
		value = string(text)
	}
	value = strings.TrimSpace(value)
	if len(value) > maxSecret || strings.ContainsFunc(value, func(r rune) bool { return r < '!' || r > '~' }) {
		return "", usagef("%s holds characters that no token has: copy it again", s.name)
	}
	if s.file != "" && value == "" {
		return "", usagef("%s_FILE: %s is empty", s.name, s.shownFile())
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
