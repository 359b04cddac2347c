package exchange

import (
	"math"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// day is a date in four bytes: days since 30 December 1899, as spreadsheets count. A
// list holds millions of them. 0 is no date.
type day int32

// noDay is a date that no spreadsheet or calendar has.
const noDay day = math.MinInt32

func epoch() procesregie.Date {
	return procesregie.Date{Year: 1899, Month: time.December, Day: 30}
}

// dayOf returns the day of a date; 0 for the zero Date.
func dayOf(d procesregie.Date) day {
	if d.IsZero() {
		return 0
	}
	return day(epoch().DaysUntil(d))
}

// date returns the date of a day; the zero Date for 0.
func (d day) date() procesregie.Date {
	if d == 0 {
		return procesregie.Date{}
	}
	return epoch().AddDays(int(d))
}

// excelDay returns the day of a serial number; the time of day is dropped. In the
// system of 1904 day 0 is 1 January of that year.
func excelDay(serial float64, is1904 bool) day {
	if serial < 1 || serial > 2_958_465 { // 31 December 9999
		return noDay
	}
	if is1904 {
		serial += 1462
	}
	return day(serial)
}

// inRange reports whether the day lies in the years that an import takes: 1990–2100.
func (d day) inRange() bool { return d >= 32874 && d <= 73415 }
