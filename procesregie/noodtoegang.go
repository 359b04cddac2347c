package procesregie

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// NoodDuur is how long noodtoegang lasts.
const NoodDuur = time.Hour

// noodReden is how many characters the reason has at least (own choice).
const noodReden = 10

// Noodtoegang is an hour in which a colleague may read a case that is not theirs, for
// a reason that they gave. It is kept with the case and in the access log.
type Noodtoegang struct {
	Wie   string    `json:"wie"` // user name
	Reden string    `json:"reden"`
	Van   time.Time `json:"van"`
	Tot   time.Time `json:"tot"` // first moment at which it is over
}

// NoodTot returns until when somebody has noodtoegang at a moment; zero: they have none.
func (c Casus) NoodTot(gebruiker string, at time.Time) time.Time {
	for _, n := range c.Noodtoegang {
		if n.Wie == gebruiker && !at.Before(n.Van) && at.Before(n.Tot) {
			return n.Tot
		}
	}
	return time.Time{}
}

// GeefNoodtoegang gives who asks for it an hour in which to read the case.
func GeefNoodtoegang(c Casus, reden string, at time.Time, h Handeling) (Casus, error) {
	if ok, have := h.Praktijk.Mag(h.Praktijk.Leden[h.Door], VraagNood, c, at); !ok {
		if until := c.NoodTot(h.Door, at); !until.IsZero() {
			return c, refuse("", "zaak", fmt.Sprintf("Je hebt al noodtoegang tot %s. Bekijk de casus met: casus toon zaak=%s.", DutchMoment(until.In(h.Praktijk.zone())), c.Zaaknummer))
		}
		if have.Tot >= ToegangInhoud {
			return c, refuse("", "zaak", fmt.Sprintf("Je mag %s al zien. Bekijk de casus met: casus toon zaak=%s.", c.Zaaknummer, c.Zaaknummer))
		}
		return c, refuse("", "zaak", "Met jouw rol krijg je geen noodtoegang. Vraag het een consulent of de manager.")
	}
	reden = strings.TrimSpace(reden)
	if len([]rune(reden)) < noodReden {
		return c, refuse("", "reden", "Schrijf in een korte zin waarom het niet kan wachten. De procesregisseur en de manager lezen dit.")
	}
	c.Noodtoegang = append(slices.Clip(c.Noodtoegang), Noodtoegang{Wie: h.Door, Reden: reden, Van: at, Tot: at.Add(NoodDuur)})
	return c, nil
}
