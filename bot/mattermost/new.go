package mattermost

import (
	"context"
	"time"

	"github.com/regiebot/regiebot/bot/platform"
)

// Mattermost is the bot on one server. It is a [bot.Sender]; Handler serves what the server
// calls, Run keeps the websocket open.
type Mattermost struct {
	cfg  Config
	rest *client  // calls of the REST API
	in   *inlet   // what comes in
	out  outgoing // what is remembered of what goes out
	talk talk     // what is going on in conversations
}

// answerWithin is how long an answer may take to go into the answer of a call. A server of
// before 2022 lets what it calls think for three seconds, the network included.
const answerWithin = 2 * time.Second

// New makes the adapter. It calls nobody yet.
func New(cfg Config) (*Mattermost, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	return &Mattermost{
		cfg: cfg, rest: newClient(cfg), in: newInlet(cfg),
		talk: talk{
			Talk:  platform.Talk{Log: cfg.Log, Within: answerWithin},
			links: platform.Links{Uses: linkUses, Life: linkLife},
		},
	}, nil
}

// talk is what the conversation remembers in this process.
type talk struct {
	platform.Talk                        // what goes on after its answer
	queues        platform.Queues        // what somebody does with one form or one button, in order
	links         platform.Links         // how often a response_url was used
	shut          platform.Recent        // states of forms that are done with
	presses       presses                // buttons, by who pressed them
	handed        presses                // buttons of everybody, by to whom they were given
	doors         platform.Cache[string] // the newest response_url of somebody in a thread of a channel
	names         platform.Cache[string] // ids by user name on the server; empty: nobody has it
}

// How often and how long the server takes answers at a response_url.
const (
	linkUses = 5
	linkLife = 30 * time.Minute
)

// Finish waits until everything that was asked is answered, or until ctx is done. It is for
// when nothing comes in any more.
func (m *Mattermost) Finish(ctx context.Context) error { return m.talk.Finish(ctx) }
