package backup

import (
	"io"

	"github.com/regiebot/regiebot/store"
)

// ReadLines reads what stands inside the encryption.
func ReadLines(in io.Reader, into store.Rows) error { return newReader(in, into).all() }
