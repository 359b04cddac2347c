package procesregie

import "time"

// The calm of a profile that says nothing about it (own choice).
const (
	standaardLosUren = 48
	standaardPerDag  = 3
)

// Clock returns the wall-clock time of ordinary reminders; 09:00 when it is not set.
func (t Tijd) Clock() (hour, minute int) {
	at, err := time.Parse("15:04", t.Herinner)
	if err != nil {
		return 9, 0
	}
	return at.Hour(), at.Minute()
}

// LosBinnen returns how near the end of a term must be for a reminder of it to come by
// itself, outside the message of the morning; 48 hours when it is not set.
func (t Tijd) LosBinnen() time.Duration {
	if t.LosBinnenUren == 0 {
		return standaardLosUren * time.Hour
	}
	return time.Duration(t.LosBinnenUren) * time.Hour
}

// Maximum returns how many messages with ordinary reminders one person gets in a day; 3
// when it is not set. A crisis does not count.
func (t Tijd) Maximum() int {
	if t.MaximumPerDag == 0 {
		return standaardPerDag
	}
	return t.MaximumPerDag
}
