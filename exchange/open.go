package exchange

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// openList reads a file and opens it as what its content says it is. The book says the
// format also when there is an error.
func openList(file string, isHeader func(*row) bool) (*book, error) {
	data, err := readFile(file, MaxFile)
	if err != nil {
		return &book{}, err
	}
	switch {
	case len(bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))) == 0:
		return &book{}, errEmpty()
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		b := &book{format: "xlsx"}
		return b, b.openXLSX(data)
	}
	if err := refuseOther(data); err != nil {
		return &book{}, err
	}
	b := &book{format: "csv"}
	return b, b.openCSV(data, isHeader)
}

func errEmpty() error {
	return refuseFile(codeEmpty, "the file has no rows to import: check whether it is the right file")
}

// readFile reads a regular file of at most limit bytes. It never waits for a pipe.
func readFile(file string, limit int64) ([]byte, error) {
	if err := checkRegular(os.Stat(file)); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(file, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, refuseFile(codeUnreadable, "the file may not be read: give this account the right to read it")
	}
	defer func() { _ = f.Close() }() // it was read only: nothing is lost
	if err := checkRegular(f.Stat()); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, refuseFile(codeUnreadable, "the file cannot be read to its end: copy it to this machine and import that")
	}
	if int64(len(data)) > limit {
		return nil, tooLarge("more than 25 MB")
	}
	return data, nil
}

func checkRegular(info fs.FileInfo, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return refuseFile(codeUnreadable, "there is no such file: check the name")
	case err != nil:
		return refuseFile(codeUnreadable, "the file cannot be read: check the name and the rights")
	case info.IsDir():
		return refuseFile(codeUnreadable, "this is a folder: name the file in it")
	case !info.Mode().IsRegular():
		return refuseFile(codeUnreadable, "this is a device or a pipe: name a file on disk")
	case info.Size() > MaxFile:
		return tooLarge("more than 25 MB")
	}
	return nil
}

// refuseOther refuses what is known to be something else than a list.
func refuseOther(data []byte) error {
	text := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), " \t\r\n")
	switch {
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")):
		return refuseCompound(data)
	case len(data) > 4 && data[0] == 9 && bytes.IndexByte([]byte("\x00\x02\x04\x08"), data[1]) >= 0 && data[2] <= 16 && data[3] == 0:
		return errOldExcel()
	case bytes.HasPrefix(text, []byte("<")):
		if found, _ := hasDoctype(bytes.NewReader(text)); found {
			return errDoctype()
		}
		return errFormat()
	case bytes.HasPrefix(data, []byte("%PDF")), bytes.HasPrefix(data, []byte(`{\rtf`)), bytes.HasPrefix(data, []byte("PK")):
		return errFormat()
	}
	return nil
}

func errFormat() error {
	return refuseFile(codeFormat, "the file is not a list: save it as .xlsx or .csv")
}

func errOldExcel() error {
	return refuseFile(codeFormat, "the file is an old Excel file (.xls): save it as .xlsx")
}

// refuseCompound tells apart what has the shape of an old Office file: a workbook
// with a password has it too.
func refuseCompound(data []byte) error {
	if bytes.Contains(data, utf16Name("EncryptedPackage")) || bytes.Contains(data, utf16Name("EncryptionInfo")) {
		return errPassword()
	}
	if bytes.Contains(data, utf16Name("Workbook")) || bytes.Contains(data, utf16Name("Book")) {
		return errOldExcel()
	}
	return errFormat()
}

func utf16Name(name string) []byte {
	var out []byte
	for i := range len(name) {
		out = append(out, name[i], 0)
	}
	return out
}
