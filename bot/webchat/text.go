package webchat

import "github.com/regiebot/regiebot/bot"

// block is a paragraph or a list of a message, for the templates: they escape every piece
// of it.
type block = bot.Block

func parse(text string) []block { return bot.Blocks(text) }
