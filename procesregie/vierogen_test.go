package procesregie_test

import (
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

func afschalen(naar p.Niveau) p.Voorstel {
	return p.Voorstel{Soort: p.VoorstelAfschalen, Niveau: naar, Datum: dag("2026-12-02"), Reden: "veilig"}
}

func sluiten() p.Voorstel {
	return p.Voorstel{Soort: p.VoorstelSluiten, Datum: dag("2026-12-02"), Reden: "zelf", Nazorg: "geen"}
}

// geweigerd wants a refusal with these words, and nothing changed.
func geweigerd(t *testing.T, before, after p.Casus, err error, words string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("want a refusal with %q, got %v", words, err)
	}
	gelijk(t, before, after)
}

func TestVoorstel(t *testing.T) {
	praktijk := altijdTeam(t)
	als := func(wie, op string) p.Handeling { return p.Handeling{Praktijk: praktijk, Door: wie, Vandaag: dag(op)} }
	for _, v := range []p.Voorstel{afschalen(p.Basis), sluiten()} {
		for _, c := range []struct{ name, voor, beslist, want string }{
			{"VPR-10 the duo-partner confirms", "vera", "wim", ""},
			{"VPR-10 the gedragswetenschapper confirms", "vera", "gea", ""},
			{"VPR-10 what the duo-partner proposes the gedragswetenschapper confirms", "wim", "gea", ""},
			{"VPR-10 what the gedragswetenschapper proposes the duo-partner confirms", "gea", "wim", ""},
			{"VPR-10 what the manager proposes the duo-partner confirms", "mo", "wim", ""},
			{"VPR-10 not the same person, as procesregisseur", "vera", "vera", "zelf voorgesteld"},
			{"VPR-10 not the same person, as duo-partner", "wim", "wim", "zelf voorgesteld"},
			{"VPR-10 not the same person, as gedragswetenschapper", "gea", "gea", "zelf voorgesteld"},
			{"VPR-10 not the procesregisseur", "wim", "vera", "de duo-partner of de gedragswetenschapper"},
			{"VPR-10 not the manager", "vera", "mo", "de duo-partner of de gedragswetenschapper"},
			{"VPR-10 not another consulent", "vera", "cas", "de duo-partner of de gedragswetenschapper"},
		} {
			t.Run(c.name+", "+string(v.Soort), func(t *testing.T) {
				vpr := zaakVPR("2026-11-13")
				waits, err := p.StelVoor(vpr, v, als(c.voor, "2026-12-02"))
				if err != nil {
					t.Fatal(err)
				}
				gelijk(t, true, waits.IsVPR())
				done, decided, err := p.BeslisVoorstel(waits, 1, p.Bevestigd, als(c.beslist, "2026-12-07"))
				if c.want != "" {
					geweigerd(t, waits, done, err, c.want)
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				gelijk(t, false, done.IsVPR())
				gelijk(t, v.Soort == p.VoorstelAfschalen, done.IsOpen())
				last := done.Niveaus[len(done.Niveaus)-1]
				gelijk(t, c.voor+" "+c.beslist, last.Door+done.Sluiting.Door+" "+last.Tweede+done.Sluiting.Tweede)
				gelijk(t, "bevestigd "+c.beslist, string(decided.Besluit)+" "+decided.Beslist)
				_, _, err = p.BeslisVoorstel(done, 1, p.Bevestigd, als("gea", "2026-12-07"))
				geweigerd(t, done, done, err, "wacht niet meer")
			})
		}
	}
	vpr := zaakVPR("2026-11-13")
	waits, err := p.StelVoor(vpr, afschalen(p.Basis), als("vera", "2026-12-02"))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("VPR-10 rejected: it stays a VPR", func(t *testing.T) {
		c, v, err := p.BeslisVoorstel(waits, 1, p.Afgewezen, als("wim", "2026-12-03"))
		gelijk(t, nil, err)
		gelijk(t, "true afgewezen", strings.Join([]string{map[bool]string{true: "true"}[c.IsVPR()], string(v.Besluit)}, " "))
	})
	t.Run("VPR-10 taken back by who proposed it, and nobody else", func(t *testing.T) {
		_, _, err := p.BeslisVoorstel(waits, 1, p.Ingetrokken, als("vera", "2026-12-03"))
		gelijk(t, nil, err)
		c, _, err := p.BeslisVoorstel(waits, 1, p.Ingetrokken, als("wim", "2026-12-03"))
		geweigerd(t, waits, c, err, "Alleen Vera")
	})
	t.Run("VPR-10 one at a time", func(t *testing.T) {
		c, err := p.StelVoor(waits, sluiten(), als("mo", "2026-12-03"))
		geweigerd(t, waits, c, err, "wacht al een voorstel")
	})
	t.Run("VPR-10 it waits two weeks", func(t *testing.T) {
		_, _, err := p.BeslisVoorstel(waits, 1, p.Bevestigd, als("wim", "2026-12-16"))
		gelijk(t, nil, err)
		c, _, err := p.BeslisVoorstel(waits, 1, p.Bevestigd, als("wim", "2026-12-17"))
		geweigerd(t, waits, c, err, "verlopen")
		again, err := p.StelVoor(waits, afschalen(p.Licht), als("vera", "2026-12-17"))
		gelijk(t, nil, err)
		_, nr := again.OpenVoorstel(dag("2026-12-17"))
		gelijk(t, 2, nr)
		c, _, err = p.BeslisVoorstel(again, 1, p.Bevestigd, als("wim", "2026-12-17"))
		geweigerd(t, again, c, err, "wacht niet meer")
	})
	t.Run("VPR-10 what the rules refuse now is not done", func(t *testing.T) {
		crisis := kopie(waits)
		crisis.Voorstellen = []p.Voorstel{waits.Voorstellen[0]}
		crisis.Voorstellen[0].Soort, crisis.Voorstellen[0].Reden, crisis.Voorstellen[0].Nazorg = p.VoorstelSluiten, "zelf", "geen"
		crisis.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-12-02 03:00")}}
		c, _, err := p.BeslisVoorstel(crisis, 1, p.Bevestigd, als("wim", "2026-12-03"))
		geweigerd(t, crisis, c, err, "melding crisis")
	})
	t.Run("VPR-10 what could not be done is not proposed", func(t *testing.T) {
		v := afschalen(p.Basis)
		v.Reden = ""
		c, err := p.StelVoor(vpr, v, als("vera", "2026-12-02"))
		geweigerd(t, vpr, c, err, "waarom")
		c, err = p.StelVoor(zaakPR(p.Basis, "2026-06-01"), sluiten(), als("vera", "2026-12-02"))
		geweigerd(t, zaakPR(p.Basis, "2026-06-01"), c, err, "is geen VPR")
	})
	t.Run("VPR-10 handed over, it lapses: it is somebody else's case now", func(t *testing.T) {
		c, err := p.DraagOver(waits, "cas", "vakantie", als("vera", "2026-12-03"))
		gelijk(t, nil, err)
		_, nr := c.OpenVoorstel(dag("2026-12-03"))
		gelijk(t, 0, nr)
		after, _, err := p.BeslisVoorstel(c, 1, p.Bevestigd, als("wim", "2026-12-03"))
		geweigerd(t, c, after, err, "wacht niet meer")
	})
	t.Run("VPR-10 who proposed it has left: it cannot be confirmed", func(t *testing.T) {
		weg := metLid(praktijk, "vera", func(l *p.Lid) { l.Weg = true })
		c, _, err := p.BeslisVoorstel(waits, 1, p.Bevestigd, p.Handeling{Praktijk: weg, Door: "wim", Vandaag: dag("2026-12-03")})
		geweigerd(t, waits, c, err, "weg uit het team")
	})
	t.Run("VPR-10 nobody to confirm: first a duo-partner", func(t *testing.T) {
		alleen := metLid(praktijk, "gea", func(l *p.Lid) { l.Weg = true })
		c := zaakVPR("2026-11-13")
		c.Duo = ""
		after, err := p.StelVoor(c, afschalen(p.Basis), p.Handeling{Praktijk: alleen, Door: "vera", Vandaag: dag("2026-12-02")})
		geweigerd(t, c, after, err, "Kies een duo-partner")
	})
	t.Run("VPR-10 no other way: level and closing ask for a second person", func(t *testing.T) {
		h := als("vera", "2026-12-02")
		c, err := p.WisselNiveau(vpr, p.NiveauWissel{Niveau: p.Basis, Sinds: dag("2026-12-02"), Reden: "r"}, h)
		geweigerd(t, vpr, c, err, "twee personen")
		c, err = p.SluitCasus(vpr, p.Sluiting{Op: dag("2026-12-02"), Reden: "zelf", Nazorg: "geen"}, h)
		geweigerd(t, vpr, c, err, "twee personen")
	})
}

func TestNoodtoegang(t *testing.T) {
	praktijk := altijdTeam(t)
	vpr, at := zaakVPR("2026-11-13"), om("2026-12-02 23:30")
	als := func(wie string) p.Handeling {
		return p.Handeling{Praktijk: praktijk, Door: wie, Vandaag: dag("2026-12-02")}
	}
	for _, wie := range []string{"cas", "kim"} {
		t.Run("VPR-11 an hour of reading for "+wie, func(t *testing.T) {
			c, err := p.GeefNoodtoegang(vpr, " de politie belt ", at, als(wie))
			gelijk(t, nil, err)
			gelijk(t, []p.Noodtoegang{{Wie: wie, Reden: "de politie belt", Van: at, Tot: at.Add(p.NoodDuur)}}, c.Noodtoegang)
			again, err := p.GeefNoodtoegang(c, "nog eens", at, als(wie))
			geweigerd(t, c, again, err, "al noodtoegang tot")
		})
	}
	for wie, words := range map[string]string{"vera": "al zien", "wim": "al zien", "mo": "al zien", "gea": "al zien", "bo": "geen noodtoegang", "fay": "geen noodtoegang", "niemand": "geen noodtoegang"} {
		t.Run("VPR-11 not for "+wie, func(t *testing.T) {
			c, err := p.GeefNoodtoegang(vpr, "r", at, als(wie))
			geweigerd(t, vpr, c, err, words)
		})
	}
	t.Run("VPR-11 not without a reason, and not with a word", func(t *testing.T) {
		for _, reden := range []string{"", "  ", "a", "nood      "} {
			c, err := p.GeefNoodtoegang(vpr, reden, at, als("cas"))
			geweigerd(t, vpr, c, err, "waarom")
		}
	})
}
