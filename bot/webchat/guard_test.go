package webchat

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func TestLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "localhost:8080": true, "LOCALHOST.": true, "127.0.0.1:8080": true, "127.1.2.3": true,
		"[::1]:8080": true, "[::1]": true, "": false, "localhost.example.nl": false, "127.0.0.1.example.nl:8080": false,
		"example.nl": false, "192.168.1.4:8080": false, "0.0.0.0:8080": false, "notlocalhost": false,
	} {
		if got := Loopback(host); got != want {
			t.Errorf("Loopback(%q) = %v", host, got)
		}
	}
}

// TestRefusedRequests: a request that is refused changes nothing, asks nothing of
// the program and gets one Dutch sentence.
func TestRefusedRequests(t *testing.T) {
	const say = "/als/anouk/direct/zeg"
	tests := map[string]struct {
		method, path string
		change       func(*http.Request)
		status       int
		want         string
	}{
		"foreign host":    {"GET", "/", func(r *http.Request) { r.Host = "evil.example:8080" }, 421, "localhost"},
		"foreign site":    {"POST", say, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403, "andere website"},
		"foreign origin":  {"POST", say, foreignOrigin, 403, "andere website"},
		"unknown persona": {"POST", "/als/niemand/direct/zeg", nil, 404, "bestaat niet"},
		"unknown place":   {"POST", "/als/anouk/elders/zeg", nil, 404, "bestaat niet"},
		"unknown page":    {"GET", "/als/niemand", nil, 404, "bestaat niet"},
		"unknown path":    {"GET", "/iets", nil, 404, "bestaat niet"},
		"wrong method":    {"GET", say, nil, 405, "niet op deze manier"},
		"other method":    {"DELETE", "/als/anouk/direct", nil, 405, "niet op deze manier"},
		"unknown method":  {"BREW", "/niets", nil, 404, "bestaat niet"},
		"templates":       {"GET", "/static/..%2fpages%2fpage.html", nil, 404, ""},
		"folder":          {"GET", "/static/", nil, 404, "bestaat niet"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			d := start(t)
			r := httptest.NewRequestWithContext(t.Context(), tc.method, "http://localhost:8080"+tc.path, strings.NewReader("regel=agenda"))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if tc.change != nil {
				tc.change(r)
			}
			w := httptest.NewRecorder()
			d.s.Handler().ServeHTTP(w, r)
			if w.Code != tc.status || !strings.Contains(w.Body.String(), tc.want) {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			if n := len(d.requests()); n != 0 {
				t.Errorf("the program heard %d requests", n)
			}
			if n := d.s.room.last(); n != 3 { // the welcomes
				t.Errorf("%d entries", n)
			}
		})
	}
}

func foreignOrigin(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }

func TestBodyHasALimit(t *testing.T) {
	d := start(t)
	w := d.do("POST", "/als/anouk/direct/zeg", url.Values{"regel": {strings.Repeat("a", maxBody)}})
	if w.Code != http.StatusRequestEntityTooLarge || w.Body.String() != sorryBody+"\n" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if len(d.requests()) != 0 {
		t.Error("the program heard the line")
	}
}

func TestHeaders(t *testing.T) {
	d := start(t)
	for _, path := range []string{"/als/anouk/direct", "/static/base.css", "/static/htmx.min.js", "/niets"} {
		h := d.do("GET", path, nil).Header()
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s = %q", path, name, h.Get(name))
			}
		}
		csp := h.Get("Content-Security-Policy")
		if !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: CSP = %q", path, csp)
		}
	}
}

// TestPageKeepsToItsPolicy: nothing on the page needs what the policy forbids.
func TestPageKeepsToItsPolicy(t *testing.T) {
	d := start(t)
	page := d.page("/als/anouk/direct")
	if bad := regexp.MustCompile(`<style|\sstyle=|\son[a-z]+=|<script>|javascript:|https?://`).FindString(page); bad != "" {
		t.Errorf("the page has %q", bad)
	}
	d.shows(page, `<html lang="nl">`, `"allowEval":false`, `"includeIndicatorStyles":false`)
	for _, m := range regexp.MustCompile(`(?:src|href)="(/static/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		if w := d.do("GET", m[1], nil); w.Code != http.StatusOK {
			t.Errorf("%s: %d", m[1], w.Code)
		}
	}
}

func TestSorryPageLeadsBack(t *testing.T) {
	d := start(t)
	w := d.do("GET", "/niets", nil)
	d.shows(w.Body.String(), sorryNowhere, `href="/"`, `lang="nl"`)
}
