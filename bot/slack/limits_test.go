package slack

import "github.com/regiebot/regiebot/bot/slack/slacklimits"

// tester is what a check reports to: a test, or one case of a property.
type tester = slacklimits.Tester

// checkPost holds a post against Slack's own limits.
func checkPost(t tester, p post) {
	t.Helper()
	slacklimits.Post(t, p.Blocks, p.Text)
}

// checkView holds a modal or a home page against them.
func checkView(t tester, view any) {
	t.Helper()
	slacklimits.View(t, view)
}
