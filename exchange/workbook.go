package exchange

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// workbook is what an XLSX file says about itself: its sheets, the styles and texts
// they share, and the date system.
type workbook struct {
	archive *archive
	date    struct{ is1904 bool }
	styles  []cellStyle
	texts   *sharedTexts
	entries []sheetEntry
}

// sheetEntry is a sheet as the workbook lists it.
type sheetEntry struct {
	name   string
	hidden bool
	table  bool   // a worksheet, not a chart
	part   string // where it is
}

// relation is one line of a .rels part.
type relation struct {
	kind     string // the last word of its type: worksheet, styles, sharedStrings
	part     string
	external bool
}

func openWorkbook(data []byte) (*workbook, error) {
	a, err := openArchive(data)
	if err != nil {
		return nil, err
	}
	w := &workbook{archive: a}
	if err := w.checkKind(); err != nil {
		return nil, err
	}
	start, err := w.start()
	if err != nil {
		return nil, err
	}
	if err := w.readStart(start); err != nil {
		return nil, err
	}
	return w, nil
}

// checkKind refuses what is packed like a workbook and is none, and macros.
func (w *workbook) checkKind() error {
	const types = "[content_types].xml"
	a := w.archive
	if a.parts[types] == nil || a.parts["_rels/.rels"] == nil {
		return refuseFile(codeFormat, "the file is not a list: save it as .xlsx or .csv")
	}
	if a.hasPart(func(name string) bool {
		return strings.HasSuffix(name, "vbaproject.bin") || strings.Contains(name, "/macrosheets/")
	}) {
		return errMacros()
	}
	return a.scan(types, func(x *xmlScanner) error {
		return x.children(func() error {
			kind := strings.ToLower(string(x.attr("ContentType")))
			switch {
			case string(x.name) != "Override": // some programs declare a type for macros in every file
			case strings.Contains(kind, "sheet.binary"):
				return refuseFile(codeFormat, "the file is a binary workbook (.xlsb): save it as .xlsx")
			case strings.Contains(kind, "macroenabled"), strings.Contains(kind, "vbaproject"), strings.Contains(kind, "macrosheet"):
				return errMacros()
			}
			return nil
		})
	})
}

func errMacros() error {
	return refuseFile(codeMacros, "the file has macros: save it as .xlsx without macros")
}

// start finds the part that lists the sheets.
func (w *workbook) start() (string, error) {
	rels, err := w.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.kind == "officedocument" && !r.external {
			return r.part, nil
		}
	}
	return "", refuseFile(codeFormat, "the file is not a list: save it as .xlsx or .csv")
}

// relations reads the .rels part that belongs to a part, by id.
func (w *workbook) relations(part string) (map[string]relation, error) {
	dir, file := path.Split(part)
	rels := map[string]relation{}
	err := w.archive.scan(dir+"_rels/"+file+".rels", func(x *xmlScanner) error {
		return x.children(func() error {
			if len(rels) >= maxParts {
				return tooLarge("more than 5,000 parts")
			}
			kind := strings.ToLower(string(x.attr("Type")))
			rels[string(x.attr("Id"))] = relation{
				kind:     kind[strings.LastIndexByte(kind, '/')+1:],
				part:     targetPart(dir, string(x.attr("Target"))),
				external: bytes.EqualFold(x.attr("TargetMode"), []byte("External")),
			}
			return nil
		})
	})
	return rels, err
}

func targetPart(dir, target string) string {
	if !strings.HasPrefix(target, "/") {
		target = dir + target
	}
	return partName(target)
}

func (w *workbook) readStart(start string) error {
	if w.archive.parts[start] == nil {
		return damaged("a part is missing")
	}
	rels, err := w.relations(start)
	if err != nil {
		return err
	}
	isWorkbook := false
	err = w.archive.scan(start, func(x *xmlScanner) error {
		isWorkbook = string(x.name) == "workbook"
		return w.readWorkbook(x, rels)
	})
	if err != nil {
		return err
	}
	if !isWorkbook {
		return refuseFile(codeFormat, "the file is not a list: save it as .xlsx or .csv")
	}
	return w.readShared(rels)
}

func (w *workbook) readWorkbook(x *xmlScanner, rels map[string]relation) error {
	return x.children(func() error {
		switch string(x.name) {
		case "workbookPr":
			w.date.is1904 = isTrue(x.attr("date1904"))
		case "sheets":
			return x.children(func() error { return w.addSheet(x, rels) })
		}
		return nil
	})
}

func isTrue(value []byte) bool {
	return string(value) == "1" || string(value) == "true" || string(value) == "on"
}

func (w *workbook) addSheet(x *xmlScanner, rels map[string]relation) error {
	if len(w.entries) >= maxSheets {
		return tooLarge("more than 1,000 sheets")
	}
	rel, found := rels[string(x.prefixed("id"))]
	if !found || rel.external {
		return damaged("a sheet is missing")
	}
	if rel.kind == "xlmacrosheet" || rel.kind == "xlintlmacrosheet" {
		return errMacros()
	}
	if slices.ContainsFunc(w.entries, func(e sheetEntry) bool { return e.part == rel.part }) {
		return damaged("two sheets are the same part") // read a thousand times, one part would cost minutes
	}
	state := string(x.attr("state"))
	w.entries = append(w.entries, sheetEntry{
		name:   string(x.attr("name")),
		hidden: state == "hidden" || state == "veryHidden",
		table:  rel.kind == "worksheet",
		part:   rel.part,
	})
	return nil
}

// readShared reads the styles and the texts that the sheets share.
func (w *workbook) readShared(rels map[string]relation) error {
	w.texts = &sharedTexts{}
	if err := w.readOne(rels, "styles", w.readStyles); err != nil {
		return err
	}
	return w.readOne(rels, "sharedstrings", w.texts.read)
}

// readOne reads the part of a kind of which there is at most one.
func (w *workbook) readOne(rels map[string]relation, kind string, read func(*xmlScanner) error) error {
	part := ""
	for _, r := range rels {
		if r.kind == "vbaproject" {
			return errMacros()
		}
		if r.kind != kind || r.external {
			continue
		}
		if part != "" {
			return damaged("a part stands in it twice")
		}
		part = r.part
	}
	if part == "" {
		return nil
	}
	return w.archive.scan(part, read)
}
