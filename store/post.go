package store

import (
	"database/sql"
	"time"
)

// Post is one message in the outbox.
type Post struct {
	ID        string    // made by the outbox
	Key       string    // same key, same message: it is put in the outbox once
	Aan       string    // user name of the recipient, or # and a channel, a slash and its team
	Message   []byte    // what to say; the store does not look inside
	Lost      bool      // Message cannot be opened any more, and is empty
	Keys      []string  // of the reminders in it
	Zaken     []string  // zaaknummers it is about
	Regels    []string  // exact rule ids
	NotBefore time.Time // zero: at once
	Dringend  bool      // it waits for none but the urgent messages before it
	CreatedAt time.Time
	Place     int // among messages of the same moment that are put in by several transactions; not kept

	State        State
	Attempts     int       // how often it was claimed, this time included, but for what was given back
	ClaimedBy    string    // name of the worker
	ClaimedUntil time.Time // end of the lease, by the clock of the database
	Unsure       bool      // an attempt may have put it on the platform: look first
	Receipt      Receipt   // of the platform, once sent
	SentAt       time.Time // zero: not sent
	SeenAt       time.Time // when the recipient opened a casus in it; zero: not yet
	DoneAt       time.Time // when nothing in it held any more, or it was given up; zero: neither
	Cause        string    // why the last attempt failed
}

// Receipt is what a platform gave back for a message.
type Receipt struct {
	Platform string
	ID       string
}

// State is where a message in the outbox stands.
type State string

// The states of a message.
const (
	Waiting State = "waiting" // to be sent at or after NotBefore
	Claimed State = "claimed" // a worker is sending it, until ClaimedUntil
	Sent    State = "sent"
	Cleared State = "cleared" // sent or given up so long ago that nothing of it is kept
	Failed  State = "failed"  // given up; see Cause
)

// waiting reports whether a message was not delivered, as far as is known.
func (p Post) waiting() bool { return p.State != Sent && p.State != Cleared }

const postColumns = `id, key, aan, message, keys, zaken, regels, not_before, state, attempts, claimed_by,
	claimed_until, receipt_platform, receipt_id, created_at, sent_at, cause, dringend, unsure, seen_at, done_at`

const selectPosts = "SELECT " + postColumns + " FROM outbox"

// scanPost reads a message. One that cannot be opened is Lost: it is for who delivers
// to say so, and no reason to hold up the others.
func (tx *Tx) scanPost(rows *sql.Rows) (p Post, err error) {
	var message, keys, zaken, regels, state string
	var notBefore, until, created, sent, attempts, dringend, unsure, seen, done number
	err = rows.Scan(&p.ID, &p.Key, &p.Aan, &message, &keys, &zaken, &regels, &notBefore, &state, &attempts, &p.ClaimedBy,
		&until, &p.Receipt.Platform, &p.Receipt.ID, &created, &sent, &p.Cause, &dringend, &unsure, &seen, &done)
	if err != nil {
		return p, err
	}
	text, unreadable := tx.open(outboxMessage, p.ID, message, p.ID)
	p.Message, p.Lost, p.State, p.Attempts = []byte(text), unreadable != nil, State(state), int(attempts.value)
	p.NotBefore, p.ClaimedUntil = instant(notBefore.value), instant(until.value)
	p.CreatedAt, p.SentAt, p.SeenAt, p.DoneAt = instant(created.value), instant(sent.value), instant(seen.value), instant(done.value)
	p.Dringend, p.Unsure = dringend.value == 1, unsure.value != 0 || unsure.wrong
	for _, list := range []struct {
		text string
		into *[]string
	}{{keys, &p.Keys}, {zaken, &p.Zaken}, {regels, &p.Regels}} {
		if decode("outbox", list.text, list.into) != nil { // part of what the message is about
			p.Lost, p.Message = true, nil
		}
	}
	return p, nil
}
