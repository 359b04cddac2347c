package bench_test

import (
	"slices"
	"testing"
	"time"
)

func TestChatRows(t *testing.T) {
	took := func(d time.Duration, slowest int) chatTimes {
		list := slices.Repeat(durations{d}, 1000)
		for i := range slowest {
			list[i] = 10 * d
		}
		return chatTimes{one: list, together: list, spent: 100 * d}
	}
	f := &figures{}
	f.reportChat(chatSite{title: "Chat", path: "/chat", proof: "seal"}, map[string]chatTimes{
		"/check": took(time.Millisecond, 0), "/row": took(2*time.Millisecond, 0), "/write": took(4*time.Millisecond, 11), "/x": took(8*time.Millisecond, 11),
	}, []chatAsk{{name: "/x"}})
	if got, want := f.report.rows[0].what, "bare handler that checks a seal of Chat, loopback HTTP"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	want := []row{
		{"`/x` through `/chat` of `serve`", "8.00 ms", "80.0 ms", "", "8.00 × the seal, 4.00 × one row (p99 40.0 ×), 2.00 × one row stored (p99 2.00 ×), p99.9 80.0 ms"},
		{"… each of 8 at the same time", "8.00 ms", "80.0 ms", "1 250", "0.25 of the rate of one row (p99 40.0 ×), 0.50 of the rate of one row stored (p99 2.00 ×), p99.9 80.0 ms"},
	}
	if got := f.report.rows[6:]; !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}
