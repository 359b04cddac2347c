package bot

import (
	"path"
	"strings"
	"unicode"
)

// File goes with a message, only to the person who asked.
type File struct {
	Name string
	Type string // media type
	Data []byte
}

// SafeName is the name of a file without folders and control characters.
func (f File) SafeName() string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(f.Name, "_"))
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if name == "." || name == "/" || name == ".." {
		return "bestand"
	}
	return name
}
