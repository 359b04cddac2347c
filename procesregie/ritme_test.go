package procesregie_test

import (
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

func metRitme(praktijk p.Praktijk, ritmes ...p.Ritme) p.Praktijk {
	praktijk.Team.Ritmes = ritmes
	return praktijk
}

func ritme(wat, eerste string, weken int) p.Ritme {
	return p.Ritme{Wat: wat, Eerste: dag(eerste), Weken: weken}
}

func TestRitmeNext(t *testing.T) {
	for _, c := range []struct {
		name  string
		ritme p.Ritme
		from  string
		want  string
	}{
		{"VPR-9 the first one lies ahead", ritme("casuistiekbespreking", "2026-11-17", 2), "2026-01-01", "2026-11-17"},
		{"VPR-9 on the day itself", ritme("casuistiekbespreking", "2026-11-17", 2), "2026-12-01", "2026-12-01"},
		{"VPR-9 the day after", ritme("casuistiekbespreking", "2026-11-17", 2), "2026-12-02", "2026-12-15"},
		{"VPR-12 every year", ritme("training", "2024-02-29", 0), "2024-03-01", "2025-02-28"},
		{"VPR-12 every year counts from the first", ritme("training", "2024-02-29", 0), "2027-03-01", "2028-02-29"},
	} {
		t.Run(c.name, func(t *testing.T) { gelijk(t, c.want, c.ritme.Next(dag(c.from)).String()) })
	}
}

func TestPlanTeam(t *testing.T) {
	plan := func(praktijk p.Praktijk, today string, sent ...p.Sent) []string {
		list := p.PlanTeam(praktijk, dag(today), sent)
		out := []string{}
		for _, r := range list {
			out = append(out, regel(r)+" "+r.Regels[0]+" "+r.Uiterlijk.String())
		}
		return out
	}
	t.Run("VPR-9 to the channel of the team on the working day before", func(t *testing.T) {
		praktijk := metRitme(altijdTeam(t), ritme("casuistiekbespreking", "2026-11-16", 2))
		gelijk(t, []string{"2026-11-13 09:00 ritme casuistiekbespreking #team VPR-9 2026-11-16"}, plan(praktijk, "2026-11-01"))
		gelijk(t, []string{"2026-12-24 09:00 ritme casuistiekbespreking #team VPR-9 2026-12-28"}, plan(praktijk, "2026-12-15"))
	})
	t.Run("VPR-9 once it went out, the next", func(t *testing.T) {
		praktijk := metRitme(altijdTeam(t), ritme("casuistiekbespreking", "2026-11-17", 2))
		first := p.PlanTeam(praktijk, dag("2026-11-10"), nil)[0]
		gelijk(t, []string{"2026-11-30 09:00 ritme casuistiekbespreking #team VPR-9 2026-12-01"}, plan(praktijk, "2026-11-16", p.Sent{Key: first.Key, At: first.At}))
	})
	t.Run("VPR-9 the one-to-one to each manager, on a working day of their own", func(t *testing.T) {
		praktijk := metRitme(voorbeeld(t), ritme("werkoverleg", "2026-11-16", 1)) // joris does not work on Friday
		gelijk(t, []string{"2026-11-12 09:00 ritme werkoverleg joris VPR-9 2026-11-16"}, plan(praktijk, "2026-11-10"))
	})
	t.Run("VPR-9 a manager who is away is stood in for", func(t *testing.T) {
		praktijk := metRitme(metLid(voorbeeld(t), "joris", weg("2026-10-19", "2026-11-20")), ritme("werkoverleg", "2026-11-17", 1))
		gelijk(t, []string{"2026-11-16 09:00 ritme werkoverleg joris>karin VPR-9 2026-11-17"}, plan(praktijk, "2026-11-10"))
	})
	t.Run("VPR-12 theme meeting and training, yearly or otherwise", func(t *testing.T) {
		praktijk := metRitme(altijdTeam(t), ritme("themabijeenkomst", "2026-04-14", 0), ritme("training", "2026-06-01", 26), ritme("casuistiekbespreking", "2027-01-12", 0))
		gelijk(t, lines(`
			2027-04-13 09:00 ritme themabijeenkomst #team VPR-12 2027-04-14
			2026-11-27 09:00 ritme training #team VPR-12 2026-11-30
			2027-01-11 09:00 ritme casuistiekbespreking #team VPR-9 2027-01-12`), plan(praktijk, "2026-11-13"))
	})
	t.Run("VPR-9 two events around closing days are both told before them", func(t *testing.T) {
		praktijk := metRitme(altijdTeam(t), ritme("casuistiekbespreking", "2026-12-21", 1))
		for d := dag("2026-12-22"); d.Before(dag("2027-01-04")); d = d.AddDays(1) {
			praktijk.Team.Sluitingsdagen = append(praktijk.Team.Sluitingsdagen, d)
		}
		gelijk(t, lines(`
			2026-12-18 09:00 ritme casuistiekbespreking #team VPR-9 2026-12-21
			2026-12-21 09:00 ritme casuistiekbespreking #team VPR-9 2026-12-28
			2026-12-21 09:00 ritme casuistiekbespreking #team VPR-9 2027-01-04`), plan(praktijk, "2026-12-15"))
		first := p.PlanTeam(praktijk, dag("2026-12-15"), nil)[0]
		gelijk(t, lines(`
			2026-12-21 09:00 ritme casuistiekbespreking #team VPR-9 2026-12-28
			2026-12-21 09:00 ritme casuistiekbespreking #team VPR-9 2027-01-04`), plan(praktijk, "2026-12-19", p.Sent{Key: first.Key, At: first.At}))
	})
	t.Run("VPR-9 a team that is closed for good does not keep the program busy", func(t *testing.T) {
		praktijk := metRitme(altijdTeam(t), ritme("casuistiekbespreking", "2026-12-21", 1))
		for d := dag("2024-01-01"); d.Before(dag("2029-01-01")); d = d.AddDays(1) {
			praktijk.Team.Sluitingsdagen = append(praktijk.Team.Sluitingsdagen, d)
		}
		if n := len(plan(praktijk, "2026-12-15")); n > 10 {
			t.Errorf("%d messages", n)
		}
	})
	t.Run("VPR-9 no rhythm, no message", func(t *testing.T) { gelijk(t, []string{}, plan(altijdTeam(t), "2026-11-13")) })
	t.Run("VPR-9 two events on one day have keys of their own", func(t *testing.T) {
		list := p.PlanTeam(metRitme(altijdTeam(t), ritme("casuistiekbespreking", "2026-11-17", 2), ritme("training", "2026-11-17", 0)), dag("2026-11-10"), nil)
		if list[0].Key == list[1].Key {
			t.Error(list[0].Key)
		}
	})
}

func TestRitmeNu(t *testing.T) {
	praktijk := metRitme(altijdTeam(t), ritme("casuistiekbespreking", "2026-11-17", 2))
	r := p.PlanTeam(praktijk, dag("2026-11-10"), nil)[0]
	for _, c := range []struct {
		name     string
		praktijk p.Praktijk
		now      string
		want     bool
	}{
		{"VPR-9 the day before", praktijk, "2026-11-16 09:00", true},
		{"VPR-9 late, but still ahead", praktijk, "2026-11-17 16:59", true},
		{"VPR-9 over", praktijk, "2026-11-18 00:00", false},
		{"VPR-9 another rhythm", metRitme(praktijk, ritme("casuistiekbespreking", "2026-11-18", 2)), "2026-11-16 09:00", false},
		{"VPR-9 no rhythm any more", metRitme(praktijk), "2026-11-16 09:00", false},
	} {
		t.Run(c.name, func(t *testing.T) { gelijk(t, c.want, c.praktijk.RitmeNu(r, om(c.now))) })
	}
	t.Run("VPR-9 every event has a name, and two have the list", func(t *testing.T) {
		for _, wat := range p.RitmeSoorten {
			r := p.Reminder{Stap: p.Stap(wat)}
			gelijk(t, false, p.RitmeNaam(r) == "")
			gelijk(t, wat == "casuistiekbespreking" || wat == "werkoverleg", p.RitmeMetLijst(r))
		}
	})
}
