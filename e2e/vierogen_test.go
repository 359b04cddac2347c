package e2e

import (
	"os/user"
	"testing"
)

// TestTwoPersonsEndAVPR: Anouk proposes to scale down, nothing changes, and Bram, the
// duo-partner, confirms with the button under his message. Her own button takes it back
// and does not confirm; his works once.
func TestTwoPersonsEndAVPR(t *testing.T) {
	anouk := newProfile(t, startDemo(t)).be("anouk")
	proposed := anouk.say(`vpr afschalen zaak=ZO-2026-0142 naar=basis reden="de veiligheid is op orde"`).answer()
	proposed.begins("Voorgesteld voor ZO-2026-0142: afschalen naar basis").says("Gevraagd: Bram of Ilse")
	anouk.say("casus toon ZO-2026-0142").answer().says("ZO-2026-0142: VPR", "Wacht op een tweede persoon")

	bram := anouk.another().be("bram")
	asked := bram.find("Anouk vraagt je mee te beslissen over ZO-2026-0142")
	asked.says("de veiligheid is op orde")
	asked.picture("vier-ogen")
	asked.press("Bevestigen").answer().begins("ZO-2026-0142: het voorstel is bevestigd")
	anouk.find("ZO-2026-0142: het voorstel is bevestigd")
	anouk.say("casus toon ZO-2026-0142").answer().says("ZO-2026-0142: basis")
	proposed.press("Voorstel intrekken").answer().says("wacht niet meer")
}

// TestNoodtoegangIsSeenAtOnce: Esra reads a case that is not hers, for a reason; Anouk
// hears it the same moment, and finds it in the log of the case.
func TestNoodtoegangIsSeenAtOnce(t *testing.T) {
	esra := newProfile(t, startDemo(t)).be("esra")
	esra.say("evaluatie toon ZO-2026-0142").answer().says("is een casus van Anouk", "casus noodtoegang zaak=ZO-2026-0142")
	esra.say("casus noodtoegang zaak=ZO-2026-0142")
	esra.form("Casus noodtoegang").fill("Reden", "Anouk is onbereikbaar en de politie belt").send().answer().
		begins("Je kunt ZO-2026-0142 lezen tot vr 13 november 2026 om 10.00 uur.").picture("noodtoegang")
	anouk := esra.another().be("anouk")
	told := anouk.find("Esra leest mee in ZO-2026-0142 met noodtoegang")
	told.says("Anouk is onbereikbaar en de politie belt")
	log := told.press("Logboek bekijken").answer()
	log.begins("Logboek van ZO-2026-0142").says("Esra (consulent), geweigerd met 'evaluatie toon'")
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	log.says("vr 13 november 2026 om 09.00 uur: " + me.Username + " (beheerder), aangemaakt met 'import casussen'")
	log.picture("logboek")
}
