package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"os/user"
	"strconv"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/store"
)

// The command line in the access log.
const (
	auditPlatform = "opdrachtregel"
	auditRol      = "beheerder"
	auditDoel     = "beheer"
	auditUnknown  = "onbekend"
)

// event completes an event of the access log with what is the same for everything that
// this call does: who, how, when, and the id of the call.
func (e *env) event(event audit.Event) audit.Event {
	e.verzoek = cmp.Or(e.verzoek, rand.Text())
	event.At, event.Verzoek = e.demo, e.verzoek
	if e.demo.IsZero() {
		event.At = time.Now()
	}
	event.Wie, event.Rol, event.Platform = systemUser(), auditRol, auditPlatform
	event.Doel = cmp.Or(event.Doel, auditDoel)
	event.Uitkomst = cmp.Or(event.Uitkomst, audit.Gelukt)
	return event
}

// systemUser is the name by which the operating system knows who runs the program.
func systemUser() string {
	u, err := user.Current()
	if err != nil || u.Username == "" {
		return auditUnknown
	}
	return u.Username
}

// logged runs f in a transaction, and writes in the access log that it was done, or in a
// transaction of its own that it failed. A call that cannot be understood is not written.
// Wat, Actie and what it is about are to be filled in. f can log more with event, and may
// run again.
func (e *env) logged(ctx context.Context, s *store.Store, event audit.Event, f func(*store.Tx) error) error {
	return e.loggedAs(ctx, s, func(tx *store.Tx) (audit.Event, error) { return event, f(tx) })
}

// loggedAs is logged for what is only known once it was done: f returns the event. With
// an error too it must say what was tried.
func (e *env) loggedAs(ctx context.Context, s *store.Store, f func(*store.Tx) (audit.Event, error)) error {
	var tried audit.Event
	err := s.Logged(ctx, func(tx *store.Tx) error {
		event, err := f(tx)
		if tried = event; err != nil {
			return err
		}
		return tx.Log(ctx, e.event(event))
	})
	var usage *usageError
	if err == nil || tried.Wat == "" || errors.As(err, &usage) {
		return err
	}
	tried.Uitkomst = audit.Mislukt
	// Why this fails too, if it does, is most likely the same: err is what to tell.
	_ = s.Logged(ctx, func(tx *store.Tx) error { return tx.Log(ctx, e.event(tried)) })
	return err
}

// counted is the event of something that was done to many cases: how many is its object.
func counted(wat string, n int) audit.Event {
	return audit.Event{Wat: wat, Actie: audit.Uitvoeren, Soort: "casussen", Object: strconv.Itoa(n)}
}

// made is the action on something that was made, or was there already.
func made(isNew bool) string {
	if isNew {
		return audit.Aanmaken
	}
	return audit.Wijzigen
}
