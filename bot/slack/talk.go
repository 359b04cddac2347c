package slack

import (
	"context"
	"sync"
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
	pressing      pressing        // buttons of which the answer is not there yet
}

// pressing are the presses that are being answered, by who and what. The zero value is empty.
type pressing struct {
	mu   sync.Mutex
	busy map[string]bool
}

// begin reports whether nothing with that name was being answered yet.
func (p *pressing) begin(name string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.busy[name] {
		return false
	}
	if p.busy == nil {
		p.busy = map[string]bool{}
	}
	p.busy[name] = true
	return true
}

// end is for when it is answered.
func (p *pressing) end(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.busy, name)
}

// Finish waits until everything that was asked is answered, or until ctx is done. It is for
// when nothing comes in any more.
func (s *Slack) Finish(ctx context.Context) error { return s.talk.Finish(ctx) }
