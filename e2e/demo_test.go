package e2e

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// welcome is the first line of the demo: where the page is.
var welcome = regexp.MustCompile(`^Regiebot demo: open (http://127\.0\.0\.1:\d+) in your browser`)

// startDemo starts a fresh demo and returns its address. When the test ends the demo
// is interrupted; it must then leave quietly: without a warning in its log, with exit
// status 0, and with its database thrown away.
func startDemo(t *testing.T, arguments ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background()) // it ends after the windows, which a cleanup closes
	dir := t.TempDir()
	cmd := exec.CommandContext(ctx, program, append([]string{"demo", "--listen", "127.0.0.1:0"}, arguments...)...)
	cmd.Env = append(quietEnvironment(), "TMPDIR="+dir)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	var log bytes.Buffer
	cmd.Stderr = &log
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		stop()
		t.Fatalf("starting the demo: %v", err)
	}
	t.Cleanup(func() {
		stop()
		_ = cmd.Wait() // says only that the demo was interrupted
		if code := cmd.ProcessState.ExitCode(); code != 0 || log.Len() > 0 {
			t.Errorf("the demo left with status %d and this log:\n%s", code, log.String())
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("the demo left behind: %v %v", left, err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	found := welcome.FindStringSubmatch(line)
	if found == nil {
		t.Fatalf("the demo began with %q (%v)", line, err)
	}
	return found[1]
}

// quietEnvironment is ours, without settings of regiebot.
func quietEnvironment() []string {
	var list []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "REGIEBOT_") && !strings.HasPrefix(v, "TMPDIR=") {
			list = append(list, v)
		}
	}
	return list
}
