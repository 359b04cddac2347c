package exchange

// The limits of a file that is read. A file beyond one of them is refused whole,
// with the code "too-large".
const (
	MaxFile     = 25 << 20  // bytes of a file
	MaxUnpacked = 100 << 20 // bytes of all parts of an XLSX file together, as they really unpack
	MaxRows     = 200_000   // rows with content in a file, all sheets together
	MaxColumns  = 1_000     // the last column with content
	MaxText     = 32_767    // characters in a cell, or in a piece of text in XML
	MaxLevels   = 64        // levels of XML
)

const (
	maxParts  = 5_000   // parts of an XLSX file
	maxSheets = 1_000   // sheets of a workbook
	maxStyles = 100_000 // styles, fonts and number formats of a workbook
	maxMerges = 200_000 // cells that are merged downwards, in one sheet
	maxTag    = 1 << 18 // bytes of one tag of XML
	maxAttrs  = 256     // attributes of one tag
	maxYAML   = 1 << 20 // bytes of a YAML file
)

// fileError refuses a whole file. Its text is for people and holds nothing of what
// stands in the file.
type fileError struct{ code, text string }

// Error returns the sentence.
func (e *fileError) Error() string { return e.text }

func refuseFile(code, text string) error { return &fileError{code, text} }

// The codes with which a file is refused.
const (
	codeUnreadable = "unreadable"
	codeEmpty      = "empty"
	codeFormat     = "format"
	codeMacros     = "macros"
	codeTooLarge   = "too-large"
	codeDoctype    = "doctype"
	codeEncoding   = "encoding"
	codeHeader     = "header"
	codeMap        = "map"
)

func damaged(what string) error {
	return refuseFile(codeUnreadable, "the file is damaged ("+what+"): open it in the program that made it, save it again and import that")
}

func tooLarge(what string) error {
	return refuseFile(codeTooLarge, "the file has "+what+": split it into smaller lists")
}
