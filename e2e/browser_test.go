package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// chromium is the browser that is used.
const chromium = "/usr/bin/chromium"

// errNoBrowser says that there is none to test with.
var errNoBrowser = errors.New("there is no browser at ")

// startBrowser starts one browser for all tests: a context of chromedp, or why there is
// none. Its profile is a new one and is thrown away; every test gets one of its own in it.
var startBrowser = sync.OnceValues(func() (context.Context, error) {
	path := os.Getenv("REGIEBOT_TEST_CHROMIUM")
	if path == "" {
		path = chromium
	}
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("%w%s", errNoBrowser, path)
	}
	config, err := os.MkdirTemp("", "regiebot-e2e-config-") // not the one of whoever runs the tests
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.Env("XDG_CONFIG_HOME="+config), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "nl"),
		chromedp.Flag("blink-settings", "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"), // there is a mouse
		chromedp.WindowSize(wide.width, wide.height))
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(allocator)
	closeBrowser = func() {
		stop()
		free()
		_ = os.RemoveAll(config) // a temporary folder
	}
	return ctx, chromedp.Do(ctx)
})

// closeBrowser ends the browser, when it was started.
var closeBrowser = func() {}

// needBrowser returns the browser. Without one the test is skipped, or fails when
// REGIEBOT_TEST_BROWSER=required.
func needBrowser(t *testing.T) context.Context {
	t.Helper()
	ctx, err := startBrowser()
	if errors.Is(err, errNoBrowser) && os.Getenv("REGIEBOT_TEST_BROWSER") != "required" {
		t.Skipf("not tested in a browser: %v", err)
	}
	if err != nil {
		t.Fatalf("the browser cannot be used: %v", err)
	}
	return ctx
}

// size is a size of the window, in CSS pixels.
type size struct{ width, height int }

var (
	wide   = size{1280, 800}
	narrow = size{360, 740}
)

// window is one open page, as one person uses it.
type window struct {
	t    *testing.T
	base string // address of the demo
	ctx  context.Context

	mu       sync.Mutex
	problems []string // what the browser complained about
	allowed  []string // what it may complain about
}

// newProfile opens a window in a fresh profile of the browser.
func newProfile(t *testing.T, base string) *window {
	t.Helper()
	return openWindow(t, needBrowser(t), base, chromedp.WithNewBrowserContext())
}

// another opens a second window next to this one, in the same profile.
func (w *window) another() *window {
	w.t.Helper()
	return openWindow(w.t, w.ctx, w.base)
}

func openWindow(t *testing.T, parent context.Context, base string, options ...chromedp.ContextOption) *window {
	t.Helper()
	w := &window{t: t, base: base}
	ctx, closeWindow := chromedp.NewContext(parent, append(options, chromedp.WithListener(w.hear))...)
	w.ctx = ctx
	t.Cleanup(func() {
		closeWindow()
		w.mu.Lock()
		defer w.mu.Unlock()
		for _, p := range w.problems {
			t.Errorf("the browser complained: %s", p)
		}
	})
	// The first call binds the life of the window to its context, so that one has no
	// deadline; the timer is there instead.
	late := time.AfterFunc(patience, closeWindow)
	err := chromedp.Do(ctx)
	late.Stop()
	if err != nil {
		t.Fatalf("opening a window: %v", err)
	}
	call(w, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: eyes + looks})
	// Every window behaves as the one in front: two people work at the same time.
	call(w, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	call(w, audits.Enable, cdp.Empty{})
	w.resize(wide)
	return w
}

// hear collects what the browser complains about: exceptions, everything that is
// logged, and the issues that its developer tools would show.
func (w *window) hear(event any) {
	text := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text = "exception: " + e.ExceptionDetails.Text
		if o := e.ExceptionDetails.Exception; o != nil {
			text += " " + o.Description
		}
	case *runtime.EventConsoleAPICalled:
		text = "console." + string(e.Type) + ": "
		for _, a := range e.Args {
			text += string(a.Value) + a.Description + " "
		}
	case *audits.EventIssueAdded:
		details, _ := json.Marshal(e.Issue.Details)
		text = "issue " + string(e.Issue.Code) + ": " + string(details)
	case *log.EventEntryAdded:
		text = "log " + string(e.Entry.Level) + ": " + e.Entry.Text + " " + e.Entry.URL
	default:
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.ContainsFunc(w.allowed, func(a string) bool { return strings.Contains(text, a) }) {
		w.problems = append(w.problems, text)
	}
}

// allow lets the browser complain about something that a test does on purpose.
func (w *window) allow(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.allowed = append(w.allowed, text)
}
