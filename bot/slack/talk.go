package slack

import (
	"context"
	"time"

	"github.com/regiebot/regiebot/bot/platform"
)

// answerWithin is how long an answer may take to go into the acknowledgement. Slack waits
// three seconds, the network included.
const answerWithin = 2 * time.Second

// talk is what the conversation remembers in this process.
type talk struct {
	platform.Talk                 // what goes on after its acknowledgement
	queues        platform.Queues // what somebody does with one form, in order
	links         platform.Links  // how often a response_url was used
	homes         homes           // home pages that may have changed
	shut          platform.Recent // ids of forms that are done with
}

// Finish waits until everything that was asked is answered, or until ctx is done. It is for
// when nothing comes in any more.
func (s *Slack) Finish(ctx context.Context) error { return s.talk.Finish(ctx) }
