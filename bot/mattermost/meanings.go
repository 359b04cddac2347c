package mattermost

import "github.com/regiebot/regiebot/bot"

// meanings is what refusals of the server say about the address or the message, for those
// whose status does not say it. What is wrong with the token, the settings or the licence is
// [bot.Failed] and not [bot.Unreachable]: it holds for every address at once, and would make
// everybody unreachable.
var meanings = map[string]bot.Why{
	// The bot is not in the channel, or may not post there.
	idPermission: bot.Unreachable,
	"api.post.create_post.can_not_post_to_deleted.error":              bot.Unreachable,
	"api.post.create_post.can_not_post_in_restricted_dm.error":        bot.Unreachable,
	"api.post.create_post.town_square_read_only":                      bot.Unreachable,
	"api.channel.create_channel.direct_channel.team_restricted_error": bot.Unreachable,
	idPlugin:                            bot.Unfit,
	"model.post.is_valid.msg.app_error": bot.Unfit,
	"model.post.is_valid.message_length.app_error": bot.Unfit,
	"model.post.is_valid.props.app_error":          bot.Unfit,
}
