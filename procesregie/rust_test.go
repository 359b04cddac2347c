package procesregie_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	p "github.com/regiebot/regiebot/procesregie"
)

func TestTijd(t *testing.T) {
	t.Run("EV-5 the usual calm", func(t *testing.T) {
		gelijk(t, 48*time.Hour, p.Tijd{}.LosBinnen())
		gelijk(t, 3, p.Tijd{}.Maximum())
	})
	t.Run("EV-5 as the profile has it", func(t *testing.T) {
		gelijk(t, 12*time.Hour, p.Tijd{LosBinnenUren: 12}.LosBinnen())
		gelijk(t, 1, p.Tijd{MaximumPerDag: 1}.Maximum())
	})
	for _, name := range p.Profielen() {
		t.Run("EV-5 the profile "+name+" says it", func(t *testing.T) {
			tijd := profiel(t, name).Tijd
			gelijk(t, []int{48, 3}, []int{tijd.LosBinnenUren, tijd.MaximumPerDag})
		})
	}
}

// Only near its end may a term be spoken of by itself.
func TestMagLos(t *testing.T) {
	dagTerm := p.Termijn{Uiterlijk: dag("2026-10-24")} // the night after it the clock goes back
	for _, c := range []struct {
		name string
		term p.Termijn
		now  string
		want bool
	}{
		{"EV-5 48 hours before the end of the last day", dagTerm, "2026-10-23 00:00", true},
		{"EV-5 a minute before that", dagTerm, "2026-10-22 23:59", false},
		{"EV-5 on the last day", dagTerm, "2026-10-24 09:00", true},
		{"EV-5 48 hours after, by the clock an hour less", dagTerm, "2026-10-26 23:00", true},
		{"EV-5 a minute after that", dagTerm, "2026-10-26 23:01", false},
		{"VPR-2 a letter has no last day", p.Termijn{}, "2026-10-24 09:00", false},
		{"SC-2 a crisis, by its moment", p.Termijn{Uiterlijk: dag("2026-10-24"), Moment: om("2026-10-24 03:00")}, "2026-10-22 03:00", true},
		{"SC-2 a crisis, a minute sooner", p.Termijn{Uiterlijk: dag("2026-10-24"), Moment: om("2026-10-24 03:00")}, "2026-10-22 02:59", false},
	} {
		t.Run(c.name, func(t *testing.T) { gelijk(t, c.want, altijdTeam(t).MagLos(c.term, om(c.now))) })
	}
	t.Run("EV-5 as near as the profile has it", func(t *testing.T) {
		praktijk := altijdTeam(t)
		praktijk.Profiel.Tijd.LosBinnenUren = 15
		gelijk(t, []bool{true, false}, []bool{praktijk.MagLos(dagTerm, om("2026-10-24 09:00")), praktijk.MagLos(dagTerm, om("2026-10-24 08:59"))})
	})
}

// Where a reminder goes that waits.
func TestVolgendeOchtend(t *testing.T) {
	basis := zaakPR(p.Basis, "2026-01-15")
	naar := func(aan string, at time.Time) string { return at.In(amsterdam()).Format("2006-01-02 15:04 ") + aan }
	team := altijdTeam(t)
	dinsdag := metLid(team, "vera", func(l *p.Lid) { l.Werkdagen = []time.Weekday{time.Tuesday} })
	r := p.Reminder{Voor: "vera", Aan: "vera", Stap: p.StapTeLaat}
	for _, c := range []struct {
		name     string
		praktijk p.Praktijk
		stap     p.Stap
		now      string
		want     string
	}{
		{"EV-5 the next day", team, p.StapTeLaat, "2026-07-14 09:00", "2026-07-15 09:00 vera"},
		{"EV-5 never the same day, however early", team, p.StapTeLaat, "2026-07-14 00:00", "2026-07-15 09:00 vera"},
		{"EV-5 over the weekend", team, p.StapTeLaat, "2026-07-17 16:59", "2026-07-20 09:00 vera"},
		{"EV-5 over the turn of the year", team, p.StapTeLaat, "2026-12-31 18:00", "2027-01-04 09:00 vera"},
		{"EV-5 over the night that the clock goes forward", team, p.StapTeLaat, "2026-03-27 23:30", "2026-03-30 09:00 vera"},
		{"EV-5 a part-timer, on the next day of theirs", dinsdag, p.StapTeLaat, "2026-07-14 09:00", "2026-07-21 09:00 vera"},
		{"EV-5 leave: who stands in", metLid(team, "vera", weg("2026-07-15", "2026-07-16")), p.StapTeLaat, "2026-07-14 09:00", "2026-07-15 09:00 mo"},
		{"EV-5 leave: the daily round waits", metLid(team, "vera", weg("2026-07-15", "2026-07-16")), "dag-2026-07-14", "2026-07-14 18:00", "2026-07-17 09:00 vera"},
		{"EV-5 who cannot be reached: who stands in, every day", metOnbereikbaar(team, "vera"), "dag-2026-07-14", "2026-07-14 18:00", "2026-07-15 09:00 mo"},
		{"EV-5 nobody can be reached: the person, once a day", metOnbereikbaar(team, "vera", "mo", "gea", "kim"), p.StapTeLaat, "2026-07-14 09:00", "2026-07-15 09:00 vera"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := r
			r.Stap = c.stap
			gelijk(t, c.want, naar(c.praktijk.VolgendeOchtend(basis, r, om(c.now))))
		})
	}
	t.Run("EV-5 the manager hears after an outage on the working morning after the others", func(t *testing.T) {
		r := p.Reminder{Voor: "mo", Aan: "mo", Stap: p.StapManager}
		gelijk(t, "2026-07-20 09:00 mo", naar(team.NaMelding(basis, r, om("2026-07-17 09:00"))))
		gelijk(t, "2026-07-21 09:00 mo", naar(metLid(team, "mo", weg("2026-07-20", "2026-07-20")).NaMelding(basis, r, om("2026-07-17 09:00")))+"")
	})
	t.Run("EV-5 the team closes between Christmas and New Year", func(t *testing.T) {
		closed := altijdTeam(t)
		closed.Team.Sluitingsdagen = []p.Date{dag("2026-12-28"), dag("2026-12-29"), dag("2026-12-30"), dag("2026-12-31")}
		gelijk(t, "2027-01-04 09:00 vera", naar(closed.VolgendeOchtend(basis, r, om("2026-12-24 10:00"))))
	})
	t.Run("EV-5 reminders in the evening, where a profile wants them", func(t *testing.T) {
		late := altijdTeam(t)
		late.Profiel.Tijd.Herinner = "18:30"
		gelijk(t, []bool{false, true, true}, []bool{late.WerktNu("vera", om("2026-07-14 18:29")), late.WerktNu("vera", om("2026-07-14 18:30")), late.WerktNu("vera", om("2026-07-14 23:59"))})
		gelijk(t, "2026-07-14 18:30 vera", naar(late.Later(basis, r, om("2026-07-14 18:00"))))
		gelijk(t, "2026-07-14 19:00 vera", naar(late.Later(basis, r, om("2026-07-14 19:00"))))
		gelijk(t, "2026-07-15 18:30 vera", naar(late.VolgendeOchtend(basis, r, om("2026-07-14 19:00"))))
	})
	t.Run("EV-5 the daily round that could not come on its day waits for its person", func(t *testing.T) {
		r := p.Reminder{Voor: "vera", Aan: "vera", Stap: "dag-2026-07-14"}
		gelijk(t, "2026-07-17 09:00 vera", naar(metLid(team, "vera", weg("2026-07-15", "2026-07-16")).Later(basis, r, om("2026-07-14 18:00"))))
	})
}

// What waits for another day comes on a working morning of who gets it.
func TestVolgendeOchtendProperty(t *testing.T) {
	standaard := profiel(t, "standaard")
	t.Run("EV-5 never today, and always a working morning of who gets it", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			praktijk := trekOnbereikbaar(t, trekTeam(t, standaard))
			c := trekCasus(t)
			now := dag("2024-01-01").At(0, 0, amsterdam()).Add(time.Duration(rapid.IntRange(0, 8*365*24*60).Draw(t, "minuut")) * time.Minute)
			r := p.Reminder{Voor: rapid.SampledFrom([]string{"a", "b", "m"}).Draw(t, "voor"), Stap: rapid.SampledFrom([]p.Stap{p.StapTeLaat, "dag-2026-07-14", "1-week"}).Draw(t, "stap")}
			aan, at := praktijk.VolgendeOchtend(c, r, now)
			local, today := at.In(amsterdam()), p.DateOf(now.In(amsterdam()))
			if !p.DateOf(local).After(today) || local.Format("15:04") != "09:00" {
				t.Fatalf("at %s, now %s", local, now.In(amsterdam()))
			}
			if !praktijk.Leden[aan].WorksOn(p.DateOf(local), praktijk.Calendar()) {
				t.Fatalf("%s does not work on %s", aan, p.DateOf(local))
			}
			if !praktijk.Bereikbaar(aan) && iemand(praktijk, c, r.Voor) {
				t.Fatalf("%s cannot be reached", aan)
			}
			if !praktijk.WerktNu(aan, at) && praktijk.Bereikbaar(aan) {
				t.Fatalf("%s is not at work at %s", aan, local)
			}
		})
	})
}
