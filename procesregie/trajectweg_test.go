package procesregie_test

import (
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

// What a member recorded by mistake can be taken back; what lists and messages say cannot.
func TestTrajectWeg(t *testing.T) {
	list := p.Levering{Jeugdige: "J1", Aanbieder: "Lijst", Hulpvorm: "02", Start: dag("2026-01-05")}
	h := p.Hulp{Zaaknummer: "ZO-2026-0142", Rijen: []p.Levering{list}}
	h, err := p.NieuwTraject(h, p.Levering{Jeugdige: "J1", Aanbieder: "Fout", Hulpvorm: "14", Start: dag("2026-11-02")}, dag("2026-11-13"))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("TR-0 recorded by hand", func(t *testing.T) {
		after, err := p.TrajectWeg(h, "j1", 2)
		if err != nil || len(after.Rijen) != 1 || after.Rijen[0] != list || len(h.Rijen) != 2 {
			t.Fatalf("%v, %+v", err, after.Rijen)
		}
	})
	for nummer, why := range map[int]string{1: "of a list", 3: "of none"} {
		t.Run("TR-0 refused "+why, func(t *testing.T) {
			if after, err := p.TrajectWeg(h, "J1", nummer); err == nil || len(after.Rijen) != 2 {
				t.Fatalf("%v, %+v", err, after.Rijen)
			}
		})
	}
}

// The end that was recorded with the wrong trajectory goes away, with what it said.
func TestEindeWeg(t *testing.T) {
	today := dag("2026-11-13")
	list := p.Levering{Jeugdige: "J1", Aanbieder: "Lijst", Hulpvorm: "02", Start: dag("2026-01-05")}
	end := p.Einde{Jeugdige: "J1", Nummer: 1, Eind: dag("2026-11-10"), Reden: "02", Resultaat: p.NietGeholpen, Waardoor: "vergist"}
	ended := func(t *testing.T, h p.Hulp) p.Hulp {
		t.Helper()
		h, err := p.BeeindigTraject(h, end, today)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	t.Run("TR-3 it runs again", func(t *testing.T) {
		h := ended(t, p.Hulp{Zaaknummer: "ZO-2026-0142", Rijen: []p.Levering{list}})
		after, err := p.EindeWeg(h, "J1", 1)
		if err != nil || after.Rijen[0] != list || h.Rijen[0] == list {
			t.Fatalf("%v, %+v", err, after.Rijen)
		}
	})
	t.Run("TR-3 refused without an end", func(t *testing.T) {
		if _, err := p.EindeWeg(p.Hulp{Zaaknummer: "ZO-2026-0142", Rijen: []p.Levering{list}}, "J1", 1); err == nil {
			t.Fatal("taken back what is not there")
		}
	})
	t.Run("TR-0 refused when two become one", func(t *testing.T) {
		h := ended(t, p.Hulp{Zaaknummer: "ZO-2026-0142", Rijen: []p.Levering{list}})
		again := list
		again.Start = dag("2026-11-12")
		h.Rijen = append(h.Rijen, again)
		if _, err := p.EindeWeg(h, "J1", 1); err == nil {
			t.Fatal("two trajectories became one")
		}
	})
	start := []p.IJwRegel{bericht(301, 1, "2026-01-01", "2026-12-31", ""), bericht(305, 2, "2026-01-05", "", "")}
	t.Run("TR-3 what only messages know runs again, without a row of ours", func(t *testing.T) {
		after, err := p.EindeWeg(ended(t, p.Hulp{Zaaknummer: "ZO-2026-0142", IJw: start}), "J1", 1)
		if err != nil || len(after.Rijen) != 0 || len(after.Leveringen()) != 1 {
			t.Fatalf("%v, %+v", err, after.Rijen)
		}
	})
	t.Run("TR-0 what only messages know is not taken back with its end", func(t *testing.T) {
		if _, err := p.TrajectWeg(ended(t, p.Hulp{Zaaknummer: "ZO-2026-0142", IJw: start}), "J1", 1); err == nil {
			t.Fatal("taken back")
		}
	})
	t.Run("TR-3 refused when a message says it", func(t *testing.T) {
		h := ended(t, p.Hulp{Zaaknummer: "ZO-2026-0142", IJw: start})
		h.IJw = append(h.IJw[:2:2], bericht(307, 3, "2026-01-05", "2026-10-30", "31"))
		if after, err := p.EindeWeg(h, "J1", 1); err == nil || len(after.Rijen) != 1 {
			t.Fatalf("%v, %+v", err, after.Rijen)
		}
	})
}
