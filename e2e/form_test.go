package e2e

import (
	"github.com/chromedp/chromedp/kb"
)

// form is the form that is open.
type form struct{ w *window }

// form waits for the form with this title. It is there once its first question has
// the focus for good, which htmx gives it a moment after it shows the form.
func (w *window) form(title string) form {
	w.t.Helper()
	until[bool](w, `eyes.dialog(%s) !== null && !document.querySelector(".htmx-added, .htmx-swapping, .htmx-settling")`, title)
	return form{w}
}

// fill replaces the text of a field.
func (f form) fill(label, text string) form {
	f.w.t.Helper()
	f.w.click(`eyes.question(%s).querySelector("input, textarea")`, label)
	see[bool](f.w, `document.activeElement.select() || true`)
	f.w.write(text)
	f.has(label, text)
	return f
}

// choose points at choices of a group.
func (f form) choose(label string, choices ...string) form {
	f.w.t.Helper()
	for _, choice := range choices {
		f.w.click(`eyes.among(eyes.question(%s).querySelectorAll(".keuzes label"), %s)`, label, choice)
	}
	return f
}

// pick chooses from a list, by typing the beginning of what is wanted.
func (f form) pick(label, choice string) form {
	f.w.t.Helper()
	see[bool](f.w, `eyes.question(%s).querySelector("select").focus() || true`, label)
	f.w.keys(choice)
	until[bool](f.w, `eyes.words(eyes.question(%s).querySelector("select").selectedOptions[0]) === %s`, label, choice)
	return f
}

// has waits until a question has this answer; of several choices all, with commas.
func (f form) has(label, value string) form {
	f.w.t.Helper()
	until[bool](f.w, `eyes.value(%s) === %s`, label, value)
	return f
}

// send sends the form.
func (f form) send() asked {
	f.w.t.Helper()
	a := f.w.ask()
	f.w.click(`document.querySelector("#versturen")`)
	return a
}

// problem waits for what is wrong with a question.
func (f form) problem(label string) string {
	f.w.t.Helper()
	return until[string](f.w, `eyes.words(eyes.question(%s).querySelector(".probleem"))`, label)
}

// kept waits until the form says that what was filled in is kept.
func (f form) kept() form {
	f.w.t.Helper()
	until[bool](f.w, `eyes.words(document.querySelector("#bewaard")) === "Bewaard. Je kunt later verder."`)
	return f
}

// leave closes the form with Escape.
func (f form) leave() {
	f.w.t.Helper()
	f.w.keys(kb.Escape)
	f.w.noForm()
}

// noForm waits until no form is open.
func (w *window) noForm() {
	w.t.Helper()
	until[bool](w, `eyes.dialog() === null`)
}
