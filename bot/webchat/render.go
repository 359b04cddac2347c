package webchat

import "html/template"

// parsePages reads the embedded templates.
func parsePages() (*template.Template, error) {
	funcs := template.FuncMap{"size": size, "buttons": buttonRow, "pieces": pieces}
	return template.New("pages").Funcs(funcs).ParseFS(embedded, "pages/*.html")
}

// row is a number of buttons with the address they are sent to.
type row struct {
	Base    string
	Buttons []button
}

func buttonRow(base string, buttons []button) row { return row{Base: base, Buttons: buttons} }
