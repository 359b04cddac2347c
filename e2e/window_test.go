package e2e

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// What the tests put into every page.
var (
	//go:embed eyes.js
	eyes string
	//go:embed looks.js
	looks string
)

// patience is how long a condition may take on a busy machine.
const patience = 30 * time.Second

// do runs actions in this window; whatever fails ends the test.
func (w *window) do(actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		w.t.Fatalf("the browser: %v", err)
	}
}

// call runs one command of the protocol in this window.
func call[P, R any](w *window, command cdp.Command[P, R], params P) R {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	result, err := chromedp.Call(ctx, command, params)
	if err != nil {
		w.t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// until waits until an expression is true in the page and returns its value.
func until[T any](w *window, expression string, args ...any) T {
	w.t.Helper()
	value, err := wait[T](w, fmt.Sprintf(expression, quoted(args)...))
	if err != nil {
		w.t.Fatalf("waited in vain (%v) for: %s\nOn the screen:\n%s", err, fmt.Sprintf(expression, quoted(args)...), w.screen())
	}
	return value
}

// quoted makes literals of JavaScript.
func quoted(args []any) []any {
	list := make([]any, len(args))
	for i, a := range args {
		text, _ := json.Marshal(a)
		list[i] = string(text)
	}
	return list
}

// wait looks at the page again and again, in the page itself. A page that is left
// while waiting is followed to the next one.
func wait[T any](w *window, expression string) (T, error) {
	const look = `new Promise((done) => {
		const look = () => {
			let v = null;
			try { v = %s } catch { }
			if (v) done(v); else setTimeout(look, 20);
		};
		look();
	})`
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	for {
		value, err := chromedp.Run(ctx, chromedp.Evaluate[T](fmt.Sprintf(look, expression), chromedp.EvalAwaitPromise))
		var left *cdproto.Error
		if err == nil || !errors.As(err, &left) {
			return value, err
		}
	}
}

// see evaluates an expression in the page, now.
func see[T any](w *window, expression string, args ...any) T {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](fmt.Sprintf(expression, quoted(args)...)))
	if err != nil {
		w.t.Fatalf("looking at %s: %v", fmt.Sprintf(expression, quoted(args)...), err)
	}
	return value
}

func (w *window) screen() string {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	text, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`eyes.screen()`)) // only to explain a failure
	return text
}

// open goes to a page of the demo.
func (w *window) open(path string) {
	w.t.Helper()
	w.do(chromedp.Navigate(w.base + path))
	until[bool](w, `document.querySelector("#invoer") !== null && !document.querySelector("#toestand:not([hidden])")`)
}

// be opens the direct messages of a member.
func (w *window) be(member string) *window {
	w.t.Helper()
	w.open("/als/" + member)
	return w
}

func (w *window) resize(s size) {
	w.t.Helper()
	w.do(chromedp.EmulateViewport(int64(s.width), int64(s.height)))
}

// click clicks with the mouse in the middle of an element, which nothing may cover.
func (w *window) click(element string, args ...any) {
	w.t.Helper()
	p := until[struct{ X, Y float64 }](w, `eyes.spot(`+element+`)`, args...)
	w.do(chromedp.MouseClickXY(p.X, p.Y))
}

// keys presses keys, one after the other.
func (w *window) keys(keys string) {
	w.t.Helper()
	w.do(chromedp.KeyEvent(keys))
}

// write puts text where the cursor stands, as a keyboard does but at once.
func (w *window) write(text string) {
	w.t.Helper()
	call(w, input.InsertText, input.InsertTextParams{Text: text})
}
