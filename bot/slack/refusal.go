package slack

import (
	"context"
	"errors"
	"log/slog"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// apiError is an error as Slack names it, such as channel_not_found.
type apiError string

func (c apiError) Error() string { return "slack: " + string(c) }

// errNonsense is what is known of an answer that cannot be read. The errors of the library are
// not passed on: they may hold what was answered.
const errNonsense = platform.Nonsense(Platform)

// meanings is what every refusal of Slack says about the address or the message. What is
// not in it says nothing that is certain; Slack itself says of internal_error and
// fatal_error that something may have happened.
//
// What is wrong with the token, the app or the workspace is [bot.Failed] and not
// [bot.Unreachable]: it holds for every address at once, and would make everybody
// unreachable.
var meanings = table(map[bot.Why][]apiError{
	bot.Busy: {"ratelimited", "rate_limited"},
	bot.Unreachable: {
		"channel_not_found", "not_in_channel", "is_archived", "is_inactive", "channel_type_not_supported", "method_not_supported_for_channel_type",
		"restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel",
		"restricted_action_thread_locked", "user_not_found", "users_not_found", "user_not_visible", "user_disabled", "user_not_in_channel", "user_is_bot",
		"cannot_dm_bot", "invalid_user_combination",
	},
	bot.Unfit: {
		"msg_too_long", "msg_blocks_too_long", "no_text", "invalid_blocks", "invalid_blocks_format", "block_mismatch", "invalid_attachments",
		"too_many_attachments", "attachment_payload_limit_exceeded", "invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large",
		"markdown_text_conflict", "invalid_arguments", "cant_update_message", "cant_delete_message", "edit_window_closed", "compliance_exports_prevent_deletion",
		"file_uploads_disabled", "file_upload_size_restricted", "posting_to_channel_denied",
	},
	bot.Failed: {
		"not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "missing_scope", "no_permission", "not_allowed_token_type",
		"access_denied", "accesslimited", "ekm_access_denied", "enterprise_is_restricted", "org_login_required", "team_added_to_org", "team_access_not_granted",
		"team_not_found", "two_factor_setup_required", "external_channel_migrating", "messages_tab_disabled", "message_limit_exceeded",
		"metadata_must_be_sent_from_app", "as_user_not_supported", "deprecated_endpoint", "method_deprecated", "unknown_method", "invalid_arg_name",
		"invalid_array_arg", "invalid_charset", "invalid_form_data", "invalid_json", "json_not_object", "invalid_post_type", "missing_post_type",
		"missing_charset", "request_timeout", "message_not_found", "invalid_cursor", "invalid_ts_latest", "invalid_ts_oldest", "streaming_state_conflict",
		"users_list_not_supplied", "not_enough_users", "too_many_users", "upgrade_required", "storage_limit_reached", "file_not_found",
	},
})

func table(of map[bot.Why][]apiError) map[apiError]bot.Why {
	all := map[apiError]bot.Why{}
	for why, codes := range of {
		for _, c := range codes {
			all[c] = why
		}
	}
	return all
}

// refusal says what an error of the Web API means: a [bot.NotSent] when it is certain that
// nothing was done, else an error of which nothing is certain. What Slack answered is in
// none of them, but for the name of its error.
func refusal(err error) error {
	var limited *api.RateLimitedError
	var answered api.StatusCodeError
	var not *bot.NotSent
	var some *platform.Partly
	switch c := codeOf(err); {
	case err == nil:
		return nil
	case errors.As(err, &some):
		return some
	case errors.As(err, &not):
		return not
	case errors.As(err, &limited):
		return &bot.NotSent{Why: bot.Busy, After: min(max(limited.RetryAfter, 0), platform.LongestRest), Cause: apiError("ratelimited")}
	case c != "":
		if why, known := meanings[c]; known {
			return &bot.NotSent{Why: why, Cause: c}
		}
		return c
	case errors.As(err, &answered):
		return platform.RefusedStatus(Platform, answered.Code) // Slack says what is wrong in a 200
	}
	return platform.Unanswered(Platform, err)
}

// codeOf is how Slack names an error; empty when it is no error of Slack.
func codeOf(err error) apiError {
	var refused api.SlackErrorResponse
	var c apiError
	switch {
	case errors.As(err, &c):
		return c
	case !errors.As(err, &refused):
		return ""
	}
	for _, r := range refused.Err {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' {
			return "an error without a name"
		}
	}
	return apiError(refused.Err[:min(len(refused.Err), 64)])
}

// call makes one call of the Web API in its lanes; the last of them is what Slack means when
// it asks to wait.
func (s *Slack) call(ctx context.Context, f func(ctx context.Context) error, lanes ...string) error {
	if err := s.out.turns.Take(ctx, 1, lanes...); err != nil {
		return err
	}
	return s.ask(ctx, lanes[len(lanes)-1], f)
}

// ask makes one call whose turn it is.
func (s *Slack) ask(ctx context.Context, lane string, f func(ctx context.Context) error) error {
	ctx, reached := platform.Watch(ctx)
	err := f(ctx)
	if err == nil {
		s.in.alive.bot("")
		return nil
	}
	s.revoked(ctx, codeOf(err))
	refused := refusal(err)
	if !reached() && platform.NotSent(refused) == nil {
		refused = &bot.NotSent{Cause: refused}
	}
	return s.out.turns.Heed(lane, refused)
}

// revoked notes that the token of the bot does nothing any more, when that is what Slack says:
// nobody would notice otherwise, because what comes in comes in as before. A right that is
// missing is not noted: it holds for some calls, and the next one that goes right would
// hide it again.
func (s *Slack) revoked(ctx context.Context, c apiError) {
	switch c {
	case "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type",
		"org_login_required", "team_access_not_granted":
		if s.in.alive.bot(string(c)) {
			s.in.log.LogAttrs(ctx, slog.LevelError, "slack: the token of the bot does not work any more", slog.String("why", string(c)))
		}
	}
}

// outgoing is what is kept about Slack between calls.
type outgoing struct {
	turns   platform.Turns
	directs platform.Cache[string]
	people  platform.Cache[person]
	places  platform.Cache[bot.Place]
	self    platform.Cache[Who]
}

// quickly bounds a call that others wait for.
const quickly = 5 * time.Second
