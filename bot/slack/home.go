package slack

import (
	"encoding/json"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// homeCallback is the callback_id of the home page.
const homeCallback = "regiebot/home/1"

// moreHome stands at the end of a home page that does not hold everything.
const moreHome = "Hier past niet alles. Meer zien? Typ **/agenda maand**."

// homeView is a message as the home page of its owner (a Slack id). What does not fit is
// left out whole, from the end, and the last line says so.
func (s *Slack) homeView(m bot.Message, owner string) api.HomeTabViewRequest {
	more := richText(bot.Blocks(moreHome)).blocks
	var blocks []api.Block
	bytes := 0
	for _, g := range s.groups(m, owner) {
		bytes += size(g.blocks)
		if len(blocks)+len(g.blocks) > maxViewBlocks-len(more) || bytes > homeBytes {
			blocks = append(blocks, more...)
			break
		}
		blocks = append(blocks, g.blocks...)
	}
	return api.HomeTabViewRequest{Type: api.VTHomeTab, CallbackID: homeCallback, Blocks: api.Blocks{BlockSet: blocks}}
}

// size is how many bytes something takes in a view.
func size(part any) int {
	text, _ := json.Marshal(part) // it was made here: it cannot fail
	return len(text)
}
