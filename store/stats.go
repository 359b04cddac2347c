package store

import (
	"context"
	"database/sql"
	"time"
)

// Stats are counts for the status of the bot; no content.
type Stats struct {
	Open     int       // casussen
	Closed   int       // casussen
	Leden    int       // members who have not left
	Planned  int       // reminders
	Waiting  int       // messages to be sent, now or later
	Claimed  int       // messages that a worker is sending
	Sent     int       // messages
	Failed   int       // messages that were given up
	NextDue  time.Time // of the reminders; zero when there is none
	LastSent time.Time // of the messages; zero when there is none
}

// Stats counts what is stored.
func (tx *Tx) Stats(ctx context.Context) (Stats, error) {
	return first(ctx, tx, q(`SELECT
		(SELECT count(*) FROM casussen WHERE open = 1),
		(SELECT count(*) FROM casussen WHERE open = 0),
		(SELECT count(*) FROM members WHERE weg = 0),
		(SELECT count(*) FROM reminders WHERE state = 'planned'),
		(SELECT count(*) FROM outbox WHERE state = 'waiting'),
		(SELECT count(*) FROM outbox WHERE state = 'claimed'),
		(SELECT count(*) FROM outbox WHERE state = 'sent'),
		(SELECT count(*) FROM outbox WHERE state = 'failed'),
		(SELECT coalesce(min(at), 0) FROM reminders WHERE state = 'planned'),
		(SELECT coalesce(max(sent_at), 0) FROM outbox)`), scanStats)
}

func scanStats(rows *sql.Rows) (s Stats, err error) {
	var next, last int64
	err = rows.Scan(&s.Open, &s.Closed, &s.Leden, &s.Planned, &s.Waiting, &s.Claimed, &s.Sent, &s.Failed, &next, &last)
	s.NextDue, s.LastSent = instant(next), instant(last)
	return s, err
}
