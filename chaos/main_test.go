package chaos_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
	_ "time/tzdata" // the tests do not depend on the zones of the machine
)

// TestMain is also the door of the workers: this program starts itself again, with an
// order in its environment.
func TestMain(m *testing.M) {
	text, ok := os.LookupEnv(orderName)
	if !ok {
		os.Exit(m.Run())
	}
	var o order
	err := json.Unmarshal([]byte(text), &o)
	if err == nil {
		err = o.work()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "the worker ends:", err)
		os.Exit(1)
	}
}
