package chaos_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// crew keeps a number of workers alive: one that ends is followed by another.
type crew struct {
	order   order
	folder  string // of what the workers log
	slots   int
	mu      sync.Mutex
	dice    *rand.Rand
	working map[int]*worker
	over    bool
	kills   int
	ended   []string // how workers ended by themselves
	all     sync.WaitGroup
}

// worker is one process.
type worker struct {
	cmd    *exec.Cmd
	stop   io.Closer
	killed bool
}

// gather starts a crew, which ends with the test.
func gather(t *testing.T, o order, slots int, seed uint64) *crew {
	t.Helper()
	c := &crew{order: o, folder: t.TempDir(), slots: slots, dice: rand.New(rand.NewPCG(seed, 2)), working: map[int]*worker{}}
	for slot := range slots {
		c.all.Go(func() { c.keep(slot) })
	}
	t.Cleanup(c.stop)
	return c
}

// keep keeps one place of the crew filled.
func (c *crew) keep(slot int) {
	for {
		w, err := c.start(slot)
		if w == nil && err == nil {
			return
		}
		if err == nil {
			err = w.cmd.Wait()
		}
		c.mu.Lock()
		if (w == nil || !w.killed) && (!c.over || err != nil) {
			c.ended = append(c.ended, fmt.Sprintf("worker %d: %v\n%s", slot, err, c.panicked(slot)))
		}
		delete(c.working, slot)
		tired := len(c.ended) > 100
		c.mu.Unlock()
		if tired {
			return
		}
	}
}

// start starts a worker; nil when everything is over.
func (c *crew) start(slot int) (*worker, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		return nil, nil
	}
	o := c.order
	o.Name = fmt.Sprintf("w%d", slot)
	o.Skew = time.Duration(c.dice.IntN(481)-240) * time.Second
	text, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	log, err := os.OpenFile(filepath.Join(c.folder, o.Name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close() // the process has its own
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), orderName+"="+string(text))
	cmd.Stdout, cmd.Stderr = log, log
	stop, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, err
	}
	w := &worker{cmd: cmd, stop: stop}
	c.working[slot] = w
	return w, nil
}

// kill kills one of the workers on the spot; false when none was there.
func (c *crew) kill() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := c.working[c.dice.IntN(c.slots)]
	if w == nil || w.killed {
		return false
	}
	w.killed = w.cmd.Process.Kill() == nil
	if w.killed {
		c.kills++
	}
	return w.killed
}

func (c *crew) killed() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kills
}

// stop lets every worker end its work.
func (c *crew) stop() {
	c.mu.Lock()
	c.over = true
	for _, w := range c.working {
		_ = w.stop.Close()
	}
	c.mu.Unlock()
	done := make(chan struct{})
	go func() { c.all.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		c.mu.Lock()
		for slot, w := range c.working {
			c.ended = append(c.ended, fmt.Sprintf("worker %d does not stop", slot))
			w.killed = w.cmd.Process.Kill() == nil
		}
		c.mu.Unlock()
		<-done
	}
}

// panicked returns the beginning of the last panic in the log of a worker.
func (c *crew) panicked(slot int) string {
	const most = 40
	text, err := os.ReadFile(filepath.Join(c.folder, fmt.Sprintf("w%d.log", slot)))
	from := max(strings.LastIndex(string(text), "\npanic: "), strings.LastIndex(string(text), "\nfatal error: "))
	if err != nil || from < 0 {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(string(text[from:])), "\n")
	return strings.Join(lines[:min(most, len(lines))], "\n")
}

// logged returns what the workers logged about a message, or, of an empty one, the last
// lines of each.
func (c *crew) logged(id string) []string {
	const most = 8
	var all []string
	for slot := range c.slots {
		text, err := os.ReadFile(filepath.Join(c.folder, fmt.Sprintf("w%d.log", slot)))
		if err != nil {
			continue
		}
		own := slices.DeleteFunc(strings.Split(strings.TrimSpace(string(text)), "\n"), func(line string) bool { return !strings.Contains(line, id) })
		if id == "" {
			own = own[max(0, len(own)-most):]
		}
		for _, line := range own {
			all = append(all, fmt.Sprintf("log of w%d: %s", slot, line))
		}
	}
	return all
}
