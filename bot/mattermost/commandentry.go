package mattermost

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
)

// command is a slash command as the server keeps it.
type command struct {
	ID               string `json:"id,omitempty"`
	Token            string `json:"token,omitempty"`
	CreatorID        string `json:"creator_id,omitempty"`
	TeamID           string `json:"team_id"`
	DeleteAt         int64  `json:"delete_at,omitempty"`
	Trigger          string `json:"trigger"`
	Method           string `json:"method"`
	Username         string `json:"username"`
	IconURL          string `json:"icon_url"`
	AutoComplete     bool   `json:"auto_complete"`
	AutoCompleteDesc string `json:"auto_complete_desc"`
	AutoCompleteHint string `json:"auto_complete_hint"`
	DisplayName      string `json:"display_name"`
	Description      string `json:"description"`
	URL              string `json:"url"`
}

// The longest texts of a slash command, in bytes.
const (
	maxDisplayName = 64
	maxDescription = 128
	maxHint        = 1024
)

// wanted is how a slash command should be, in whatever team.
func (c Config) wanted(of Command) command {
	return command{
		Trigger: strings.ToLower(of.Name), Method: "P", URL: c.callback(PathCommand),
		AutoComplete: true, AutoCompleteDesc: fitBytes(of.Short, maxHint), AutoCompleteHint: fitBytes(of.Usage, maxHint),
		DisplayName: fitBytes("Regiebot: "+of.Name, maxDisplayName), Description: fitBytes(of.Short, maxDescription),
	}
}

// comesToUs reports whether the server brings a command to the bot.
func (c Config) comesToUs(of command) bool {
	return strings.TrimRight(of.URL, "/") == c.callback(PathCommand)
}

// as is a command with everything as it should be, but what makes it this one.
func (c command) as(want command) command {
	want.ID, want.Token, want.CreatorID, want.TeamID = c.ID, c.Token, c.CreatorID, c.TeamID
	want.Username, want.IconURL = c.Username, c.IconURL // somebody's taste
	return want
}

// fitBytes is a text of at most so many bytes, at least three. One that was longer ends in an
// ellipsis, so that it can be seen.
func fitBytes(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	end := 0
	for i := range text {
		if i > limit-len("…") {
			break
		}
		end = i
	}
	return strings.TrimRight(text[:end], " "+wordJoiner) + "…"
}

// news is what was said in the log of the commands of each team.
type news struct {
	mu   sync.Mutex
	said map[string]string
}

// say tells what became of the commands of a team, unless that was so the last time.
func (n *news) say(ctx context.Context, log *slog.Logger, level slog.Level, t TeamCommands) {
	n.mu.Lock()
	defer n.mu.Unlock()
	attrs := t.attrs()
	text := fmt.Sprint(attrs)
	if n.said[t.Team] == text {
		return
	}
	if n.said == nil {
		n.said = map[string]string{}
	}
	n.said[t.Team] = text
	switch {
	case level > slog.LevelInfo:
		log.LogAttrs(ctx, level, "mattermost: the slash commands are not in order, see regiebot doctor", attrs...)
	case t.Problem != "":
		log.LogAttrs(ctx, level, "mattermost: the slash commands are left to who entered them by hand", attrs...)
	default:
		log.LogAttrs(ctx, level, "mattermost: the slash commands are in order", attrs...)
	}
}

// levelOf is how bad it is what became of the commands of a team. The bot need not be allowed to look
// at them when their tokens are given: then they were entered by hand.
func (c Config) levelOf(t TeamCommands) slog.Level {
	byHand := t.Problem == notAllowed && len(c.CommandTokens) > 0
	if t.Problem != "" && !byHand || len(t.Taken) > 0 {
		return slog.LevelWarn
	}
	return slog.LevelInfo
}
