package exchange

import (
	"strconv"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// tijdas is the axis of time: whole days, evenly spread over the width.
type tijdas struct {
	van         int // day number of the first day
	dagen       int // at least 1
	links, wijd int // in pixels
	maten       []maatstreep
}

// maatstreep is a line of the axis, on the first day of a year, a quarter or a month.
type maatstreep struct {
	x           int
	jaar, maand string // what begins there; "" has no words
	zwaar       bool   // a year
}

// dagnummer counts days from 1970. A difference of times would stop at 292 years.
func dagnummer(d procesregie.Date) int {
	return int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// x is where a day begins. It may lie outside the axis.
func (a tijdas) x(d procesregie.Date) int {
	return a.links + (dagnummer(d)-a.van)*a.wijd/a.dagen
}

// maakAs makes an axis that holds two days and all between them. Up to four months it
// tells months, up to three and a half years quarters, and then years.
func maakAs(eerste, laatste procesregie.Date, links, wijd int) tijdas {
	dagen := dagnummer(laatste) - dagnummer(eerste) + 1
	stap, begin := 3, 3 // months between lines; months of which the first begins the axis
	switch {
	case dagen <= 120:
		stap, begin = 1, 1
	case dagen > 1280:
		begin = 12
	}
	van, eind := maandBegin(eerste, begin), maandBegin(laatste, stap).AddMonths(stap)
	a := tijdas{van: dagnummer(van), links: links, wijd: wijd}
	a.dagen = max(dagnummer(eind)-a.van, 1)
	if begin == 12 {
		a.streepJaren(van, eind)
	} else {
		a.streepMaanden(van, eind, stap)
	}
	return a
}

// maandBegin is the first day of the month, or of the quarter or year, in which a day is.
func maandBegin(d procesregie.Date, maanden int) procesregie.Date {
	return procesregie.Date{Year: d.Year, Month: (d.Month-1)/time.Month(maanden)*time.Month(maanden) + 1, Day: 1}
}

// The least room for the words of a year and of a month, and between lines, in pixels.
const jaarBreed, maandBreed, streepBreed = 64, 44, 12

// streepMaanden sets a line at every month or quarter. Words stand where what they name
// begins, and only where there is room for them before the next.
func (a *tijdas) streepMaanden(van, eind procesregie.Date, stap int) {
	for d := van; d.Before(eind); d = d.AddMonths(stap) {
		m := maatstreep{x: a.x(d), zwaar: d.Month == time.January}
		if (m.zwaar || d == van) && min(a.jaarX(d.Year+1), a.links+a.wijd)-m.x >= jaarBreed {
			m.jaar = strconv.Itoa(d.Year)
		}
		if a.x(d.AddMonths(stap))-m.x >= maandBreed {
			m.maand = procesregie.MonthName(d.Month)[:3]
		}
		a.maten = append(a.maten, m)
	}
}

// streepJaren sets a line at every year, or at every so many when they would be too close.
// The first year has its line and its words too when there is room.
func (a *tijdas) streepJaren(van, eind procesregie.Date) {
	woord, lijn := a.jaarStap(jaarBreed), a.jaarStap(streepBreed)
	eerste := van.Year
	if a.jaarX((eerste/woord+1)*woord)-a.links < jaarBreed {
		eerste = 0
	}
	for jaar := van.Year; a.jaarX(jaar) < a.x(eind); jaar++ {
		if jaar%lijn != 0 && jaar != eerste {
			continue
		}
		m := maatstreep{x: a.jaarX(jaar), zwaar: jaar%woord == 0 || jaar == eerste}
		if m.zwaar && a.links+a.wijd-m.x >= jaarBreed {
			m.jaar = strconv.Itoa(jaar)
		}
		a.maten = append(a.maten, m)
	}
}

func (a *tijdas) jaarX(jaar int) int {
	return a.x(procesregie.Date{Year: jaar, Month: time.January, Day: 1})
}

// jaarStap is the least of 1, 2, 5, 10, 20, 50, … years that is so many pixels wide.
func (a *tijdas) jaarStap(pixels int) int {
	for tien := 1; ; tien *= 10 {
		for _, stap := range [...]int{1, 2, 5} {
			if stap*tien*365*a.wijd >= pixels*a.dagen {
				return stap * tien
			}
		}
	}
}
