package e2e

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// pictures are the moments of the story that are kept under docs.
var pictures = []string{"start", "checklist", "vpr-gestart", "mdo-herinnering", "duo-bericht", "agenda", "vier-ogen", "noodtoegang", "logboek"}

// sizes are the windows in which they are kept, with what is added to the name.
var sizes = map[string]size{"": wide, "-360": narrow}

const screenshots = "../docs/screenshots"

// picture keeps what is on the screen, wide and narrow, when pictures are updated.
func (w *window) picture(name string) {
	w.t.Helper()
	w.photograph(name, func() {})
}

// picture keeps the conversation with this message at the top.
func (m message) picture(name string) {
	m.w.t.Helper()
	m.w.photograph(name, func() { see[bool](m.w, `eyes.show(document.getElementById(%s)) || true`, m.id) })
}

// cardPicture keeps the conversation with this item of the message at the top.
func (m message) cardPicture(name string, texts ...string) {
	m.w.t.Helper()
	m.w.photograph(name, func() {
		see[bool](m.w, `eyes.show(eyes.card(document.getElementById(%s), ...%s)) || true`, m.id, texts)
	})
}

func (w *window) photograph(name string, arrange func()) {
	w.t.Helper()
	if !*update {
		return
	}
	for suffix, s := range sizes {
		w.resize(s)
		arrange()
		shot := call(w, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng})
		if err := os.WriteFile(filepath.Join(screenshots, name+suffix+".png"), shot.Data, 0o644); err != nil {
			w.t.Fatal(err)
		}
	}
	w.resize(wide)
}

// TestScreenshotsAreThere: the guide shows them, so all are there and quick to load.
func TestScreenshotsAreThere(t *testing.T) {
	if *update {
		t.Skip("they are being written by this run; the next one looks at them")
	}
	for _, name := range pictures {
		for suffix, s := range sizes {
			data, err := os.ReadFile(filepath.Join(screenshots, name+suffix+".png"))
			if err != nil {
				t.Error(err)
				continue
			}
			config, err := png.DecodeConfig(bytes.NewReader(data))
			if err != nil || config.Width != s.width || config.Height != s.height || len(data) > 300_000 {
				t.Errorf("%s%s: %dx%d, %d bytes, %v; want %dx%d and at most 300 kB", name, suffix, config.Width, config.Height, len(data), err, s.width, s.height)
			}
		}
	}
}
