package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// The case of the story: licht, of Anouk, since 9 November 2026.
const zaak = "ZO-2026-0169"

// TestVPRFromStartToFirstMDO is a VPR as people live it, from the checklist to the
// record of the first MDO. Dates are counted by hand: the startbijeenkomst is on
// Friday 13 November 2026, so day 42 is 25 December, a day off, and the advised day
// Thursday 24 December; the reminder to plan comes three weeks before that.
func TestVPRFromStartToFirstMDO(t *testing.T) {
	anouk := newProfile(t, startDemo(t))
	anouk.open("/")
	anouk.clock("vr 13 november 2026 · 09.00 uur")
	anouk.find("Welkom bij Regiebot")
	anouk.picture("start")

	checklist(anouk)
	bram := startVPR(anouk)
	startbijeenkomst(anouk, bram)
	reminder := waitForReminder(anouk)
	planMDO(anouk, bram, reminder)
	holdMDO(anouk)
	lookBack(anouk)
	manager(anouk.another().be("joris"))
}

// checklist fills in the MP checklist without touching the mouse.
func checklist(anouk *window) {
	anouk.t.Helper()
	until[bool](anouk, `document.activeElement.id === "invoer"`)
	anouk.keys("/mp" + kb.ArrowDown + kb.Tab)
	until[bool](anouk, `document.querySelector("#invoer").value === "/mpcheck "`)
	anouk.keys("jeugd" + kb.Enter)
	f := anouk.form("MP-checklist jeugd")
	until[bool](anouk, `eyes.question("Crisis").contains(document.activeElement)`)
	ja, nee, onbekend, next := " ", kb.ArrowDown, kb.ArrowUp, kb.Tab
	anouk.keys(nee + next + nee + next + ja + next + onbekend)
	f.has("Crisis", "nee").has("Acute onveiligheid", "nee").has("Structurele onveiligheid", "ja")
	anouk.picture("checklist")
	anouk.keys(next + ja + next + ja + next + ja + next + next + next + next + ja)
	for _, question := range []string{"Kindfactoren", "Ouderfactoren", "Opvoedingsfactoren", "Hulpverlening"} {
		f.has(question, "ja")
	}
	a := anouk.ask()
	anouk.keys(next + next + kb.Enter)
	a.answer().begins("MP-casus volgens de checklist.").says("MPJ-2", "meldcode")
	anouk.noForm()
}

// startVPR asks which level fits, starts the VPR, and looks at what the duo hears.
func startVPR(anouk *window) (bram *window) {
	anouk.t.Helper()
	anouk.find("Welkom bij Regiebot").press("Welk niveau past?")
	advice := anouk.form("Niveau van procesregie").choose("Veiligheid", "ja").choose("Voorwaarden", "ja").choose("OVV", "ja").send().answer()
	advice.begins("Niveau: VPR").says("RN-4")

	unread := see[int](anouk, `eyes.unread("bram")`)
	advice.press("VPR starten")
	started := anouk.form("VPR start").fill("Zaaknummer", zaak).fill("Kernbesluit OVV", "12 november").pick("Duo-partner", "Bram").send().answer()
	started.begins("VPR gestart voor " + zaak + ", na het kernbesluit van do 12 november 2026. Duo-partner: Bram.").
		says("Het eerste MDO komt uiterlijk 42 dagen na de startbijeenkomst.")
	started.picture("vpr-gestart")

	anouk.unread("bram", unread+1)
	bram = anouk.another().be("bram")
	told := bram.find("Je bent duo-partner van " + zaak)
	told.says("De procesregisseur is Anouk.")
	told.picture("duo-bericht")
	anouk.unread("bram", 0)
	return bram
}

// startbijeenkomst records the letter and the startbijeenkomst; the duo sees it come in.
func startbijeenkomst(anouk, bram *window) {
	anouk.t.Helper()
	started := anouk.find("VPR gestart voor " + zaak)
	started.press("Brief is verstuurd")
	anouk.form("VPR brief").has("Zaaknummer", zaak).fill("Datum", "vandaag").send().answer().
		begins("Brief van " + zaak + " vastgelegd: verstuurd op vr 13 november 2026.")

	started.press("Startbijeenkomst vastleggen")
	held := anouk.form("VPR: startbijeenkomst").has("Zaaknummer", zaak).fill("Datum", "vandaag").choose("Aanwezig", "ouders", "jeugdige").
		fill("Casusregisseur", "gezinsbegeleider, Ambulant Voorbeeld").send().answer()
	held.begins("Startbijeenkomst van "+zaak+" vastgelegd: vr 13 november 2026. Casusregisseur: gezinsbegeleider, Ambulant Voorbeeld.").
		says("plan het eerste MDO uiterlijk do 24 december 2026.", "De laatste dag is vr 25 december 2026, maar dan werkt de gemeente niet.",
			"Niet aanwezig: hulpverleners.")
	bram.find(zaak+": de startbijeenkomst was op vr 13 november 2026.", "Vastgelegd door Anouk.")
}

// waitForReminder moves the clock until the reminder to plan the MDO arrives.
func waitForReminder(anouk *window) message {
	anouk.t.Helper()
	anouk.move("+1 week")
	anouk.clock("vr 20 november 2026 · 09.00 uur")
	// Anouk does not work on Fridays: what was due at once came on Monday.
	anouk.find(zaak+": Eerste MDO houden. Doe dit uiterlijk do 24 december 2026.", "Het MDO is nog niet gepland.").at("2026-11-16T09:00")
	for range 30 {
		told := anouk.move("Naar volgende herinnering")
		if strings.HasPrefix(told, "Het is nu do 3 december 2026, 09.00 uur.") {
			if !strings.Contains(told, "Anouk 1") {
				anouk.t.Errorf("the clock tells %q, want one message for Anouk", told)
			}
			break
		}
	}
	anouk.clock("do 3 december 2026 · 09.00 uur")
	reminder := anouk.find(zaak + ": Eerste MDO houden").at("2026-12-03T09:00")
	reminder.card(zaak).says("Doe dit uiterlijk do 24 december 2026. De laatste dag is vr 25 december 2026, maar dan werkt de gemeente niet. "+
		"Het MDO is nog niet gepland.", "Je krijgt dit als procesregisseur.", "VPR-6")
	reminder.cardPicture("mdo-herinnering", "ZO-2026-0142: Eerste MDO houden")
	return reminder
}

// planMDO plans the MDO too late, which is refused where it was typed, and then in time.
func planMDO(anouk, bram *window, reminder message) {
	anouk.t.Helper()
	reminder.press("MDO plannen · " + zaak)
	f := anouk.form("MDO plan").has("Zaaknummer", zaak).fill("Datum", "28 december")
	f.send()
	want := "ma 28 december 2026 is te laat: het eerste MDO is uiterlijk vr 25 december 2026 (dag 42). Plan het uiterlijk do 24 december 2026."
	if got := f.problem("Datum"); got != want {
		anouk.t.Errorf("under the date stands %q, want %q", got, want)
	}
	f.has("Datum", "28 december").fill("Datum", "17 december").send().answer().begins("MDO van " + zaak + " gepland op do 17 december 2026.")
	bram.find(zaak + ": het MDO is gepland op do 17 december 2026.")
}

// holdMDO fills in half of the record, goes on with it at another computer, and sends it.
func holdMDO(anouk *window) {
	anouk.t.Helper()
	anouk.move("+1 week")
	anouk.move("+1 week")
	anouk.clock("do 17 december 2026 · 09.00 uur")
	anouk.find("MDO van " + zaak + " gepland").press("MDO gehouden")
	anouk.form("MDO gehouden").has("Zaaknummer", zaak).fill("Datum", "vandaag").fill("Doelen en resultaten", "Elke dag naar school.").
		fill("Beschermend", "Oma past op.").kept().leave()
	anouk.find("MDO gehouden", "deels ingevuld, bewaard")

	elsewhere := newProfile(anouk.t, anouk.base).be("anouk")
	elsewhere.say("mdo gehouden zaak=" + zaak)
	f := elsewhere.form("MDO gehouden")
	until[bool](elsewhere, `eyes.words(document.querySelector("#formulier-intro")) ===
		"Je was hier al mee bezig op do 17 december 2026 om 09.00 uur. Wat je toen invulde, staat er nog."`)
	held := f.has("Datum", "17-12-2026").has("Doelen en resultaten", "Elke dag naar school.").has("Beschermend", "Oma past op.").
		fill("Bedreigend", "Er zijn schulden.").fill("Zicht op veiligheid", "De school ziet de kinderen elke dag.").
		fill("Vervolg", "De gezinsbegeleider komt twee keer per week.").choose("Plan bijgesteld", "ja").fill("Volgende evaluatie", "over 4 weken").
		send().answer()
	held.begins("MDO van " + zaak + " vastgelegd: gehouden op do 17 december 2026. Volgende evaluatie: do 14 januari 2027.")
	anouk.find("MDO van " + zaak + " vastgelegd")
}

// lookBack asks for the agenda and for the reasons.
func lookBack(anouk *window) {
	anouk.t.Helper()
	week := anouk.say("agenda").answer().begins("Jouw agenda tot en met do 24 december 2026")
	week.card("ZO-2026-0142: Eerste MDO houden").says("Doe dit uiterlijk do 24 december 2026.")
	week.picture("agenda")
	month := week.press("Hele maand").answer().begins("Jouw agenda tot en met zo 17 januari 2027")
	month.card(zaak + ": Evaluatie houden").says("do 14 januari 2027")

	anouk.say("casus toon "+zaak).answer().says("Eerste MDO: ", "do 17 december 2026", "Duo-partner: Bram").
		press("Waarom deze termijnen?").answer().begins("Waarom deze termijnen gelden bij "+zaak).
		says("De volgende evaluatie is afgesproken op do 14 januari 2027.", "regel VPR-7")
	anouk.say("regiebot waarom VPR-6").answer().begins("Regel VPR-6").says("Gooise Meren")
}

// manager: who steers the team hears what is overdue with others. Of ZO-2026-0138 the
// last day was Friday 20 November; two working days later is Tuesday 24 November.
func manager(joris *window) {
	joris.t.Helper()
	joris.find("ZO-2026-0138: Eerste MDO houden. Te laat: de laatste dag was vr 20 november 2026, 2 werkdagen geleden.").
		at("2026-11-24T09:00").says("Je krijgt dit als manager. De procesregisseur is Esra.")
	text := see[string](joris, `eyes.words(document.querySelector("#berichten"))`)
	for _, private := range []string{"Oma past op", "Er zijn schulden"} {
		if strings.Contains(text, private) {
			joris.t.Errorf("the manager reads what was said in the MDO: %q", private)
		}
	}
}
