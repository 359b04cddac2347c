package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"

	"github.com/regiebot/regiebot/store"
)

// takeRounds makes this process one that sends. On SQLite there can be only one: a second
// is refused, and what one that died was sending is taken over at once. give is called when
// the sending is over.
func takeRounds(ctx context.Context, s *store.Store) (give func() error, err error) {
	give, err = s.LockRounds(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.ReleaseClaims(ctx); err != nil {
		_ = give() // it is given back anyhow when the process ends
		return nil, err
	}
	return give, nil
}

// workerName is the name of this process in what it sends: no other has it, on any machine
// and after any restart.
func workerName() string {
	host, _ := os.Hostname()
	return fmt.Sprintf("%s/%d/%s", host, os.Getpid(), rand.Text()[:8])
}
