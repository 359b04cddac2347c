package mattermost

import "github.com/regiebot/regiebot/bot"

// meanings is what refusals of the server say about the address or the message, for those
// whose status does not say it. What is wrong with the token, the settings or the licence is
// [bot.Failed] and not [bot.Unreachable]: it holds for every address at once, and would make
// everybody unreachable.
var meanings = table(map[bot.Why][]string{
	bot.Unreachable: {
		idPermission, // the bot is not in the channel, or may not post there
		"app.channel.get.existing.app_error",
		"api.post.create_post.can_not_post_to_deleted.error", // archived, as all of these
		"api.post.patch_post.can_not_update_post_in_deleted.error",
		"api.post.update_post.can_not_update_post_in_deleted.error",
		"api.post.delete_post.can_not_delete_post_in_deleted.error",
		"api.user.view_archived_channels.get_posts_for_channel.app_error",
		"api.user.view_archived_channels.get_post.app_error",
		"api.post.create_post.can_not_post_in_restricted_dm.error", // without a team in common, as the next
		"api.channel.create_channel.direct_channel.team_restricted_error",
		"api.channel.create_direct_channel.invalid_user.app_error",
		"api.post.create_post.town_square_read_only",
		"app.post.create_post.shared_dm_or_gm.app_error",
	},
	bot.Unfit: {
		idPlugin, idEditLate,
		"model.post.is_valid.msg.app_error", "model.post.is_valid.message_length.app_error", "model.post.is_valid.props.app_error",
	},
})

func table(of map[bot.Why][]string) map[string]bot.Why {
	all := map[string]bot.Why{}
	for why, ids := range of {
		for _, id := range ids {
			all[id] = why
		}
	}
	return all
}
