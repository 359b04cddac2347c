package procesregie

import "testing"

func TestBewaren(t *testing.T) {
	t.Run("BW-1 from the day after so many months", func(t *testing.T) {
		b := StandaardBewaren()
		c := Casus{Sluiting: Sluiting{Op: Date{2027, 8, 31}}}
		for months, want := range map[int]Date{12: {2028, 8, 31}, 6: {2028, 2, 29}, 1: {2027, 9, 30}} {
			b.Casus = months
			if got := b.WisOp(c); got != want {
				t.Errorf("%d months: %s", months, got)
			}
		}
		if got := b.WisOp(Casus{}); !got.IsZero() {
			t.Errorf("an open case is erased on %s", got)
		}
	})
	t.Run("BW-2 a profile of before has the standard", func(t *testing.T) {
		if got := (Profiel{}).Bewaartermijnen(); got != StandaardBewaren() {
			t.Errorf("%+v", got)
		}
		if got := (Profiel{Bewaren: Bewaren{Berichten: 3}}).Bewaartermijnen(); got != (Bewaren{12, 3, 7, 60}) {
			t.Errorf("%+v", got)
		}
	})
}
