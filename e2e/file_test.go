package e2e

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// TestCalendarFile: "agenda ics" gives a file that a calendar can read, to the person
// who asked and to nobody else.
func TestCalendarFile(t *testing.T) {
	w := newProfile(t, startDemo(t)).be("anouk")
	answer := w.say("agenda ics").answer().begins("Je agenda als bestand: ")
	name, data := w.download(answer)
	if name != "regiebot-agenda.ics" {
		t.Errorf("the file is called %q", name)
	}
	if n := strings.Count(data, "\n"); n == 0 || n != strings.Count(data, "\r\n") {
		t.Errorf("%d lines end in another way than a calendar wants", n)
	}
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\n", "END:VCALENDAR\r\n", "SUMMARY:ZO-2026-0142: Eerste MDO houden\r\n", "DTSTART;VALUE=DATE:20261224\r\n",
	} {
		if !strings.Contains(data, want) {
			t.Errorf("the file does not hold %q:\n%s", want, data)
		}
	}

	link := see[string](w, `document.getElementById(%s).querySelector(".bestanden a").getAttribute("href")`, answer.id)
	bram := w.another()
	bram.allow("status of 403")
	bram.do(chromedp.Navigate(w.base + strings.Replace(link, "/anouk/", "/bram/", 1)))
	if text := bram.screen(); !strings.Contains(text, "Dit bestand is voor iemand anders.") {
		t.Errorf("Bram sees: %s", text)
	}
}

// download clicks on the file of a message and returns its name and what is in it.
func (w *window) download(m message) (name, data string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	dir, yes := w.t.TempDir(), true
	_, err := chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, DownloadPath: dir, EventsEnabled: &yes,
		BrowserContextID: chromedp.FromContext(w.ctx).BrowserContextID,
	})
	if err != nil {
		w.t.Fatalf("allowing downloads: %v", err)
	}
	begin := chromedp.BrowserEvents(ctx, browser.DownloadWillBegin)
	progress := chromedp.BrowserEvents(ctx, browser.DownloadProgress)
	w.click(`document.getElementById(%s).querySelector(".bestanden a")`, m.id)
	file := ""
	for e, err := range begin {
		if err != nil {
			w.t.Fatalf("no download began: %v", err)
		}
		name, file = e.SuggestedFilename, e.GUID
		break
	}
	for e, err := range progress {
		if err != nil {
			w.t.Fatalf("the download did not end: %v", err)
		}
		if e.State == browser.DownloadProgressStateCompleted {
			break
		}
	}
	content, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		w.t.Fatal(err)
	}
	return name, string(content)
}
