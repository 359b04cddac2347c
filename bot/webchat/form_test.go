package webchat

import (
	"net/http"
	"net/url"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func yesNo() []bot.Choice {
	return []bot.Choice{{Value: "ja", Label: "Ja"}, {Value: "nee", Label: "Nee"}}
}

func five() []bot.Choice {
	return []bot.Choice{{Value: "1", Label: "Een"}, {Value: "2", Label: "Twee"}, {Value: "3", Label: "Drie"}, {Value: "4", Label: "Vier"}, {Value: "5", Label: "Vijf"}}
}

func sample() bot.Form {
	return bot.Form{Title: "MDO vastleggen", Intro: "Vul **alles** in.", Line: "mdo gehouden " + secret, Fields: []bot.Field{
		{Name: "zaak", Label: "Zaak", Kind: bot.KindLine, Value: "142"},
		{Name: "doel", Label: "Doelen", Kind: bot.KindParagraph},
		{Name: "datum", Label: "Datum", Kind: bot.KindDate},
		{Name: "bij", Label: "Bijstelling", Kind: bot.KindChoice, Choices: yesNo()},
		{Name: "reden", Label: "Reden", Kind: bot.KindChoice, Choices: five(), Optional: true},
		{Name: "wie", Label: "Aanwezig", Kind: bot.KindTicks, Choices: five(), Optional: true},
		{Name: "duo", Label: "Duo", Kind: bot.KindPerson, Choices: []bot.Choice{{Value: "bram", Label: "Bram"}}},
	}}
}

func complete() url.Values {
	return url.Values{"zaak": {"142"}, "doel": {"een\r\ntwee"}, "datum": {"morgen"}, "bij": {"ja"}, "wie": {"1", "3"}, "duo": {"bram"}, "vreemd": {"x"}}
}

// opened makes the program answer Anouk with a form, and returns its address.
func (d *demo) opened(f bot.Form) (dialog, action string) {
	d.Helper()
	d.says(bot.Message{Form: &f}, nil)
	dialog = d.say(anouk, "mdo gehouden")
	m := regexp.MustCompile(`action="([^"]+/formulier/[A-Z0-9]+)"`).FindStringSubmatch(dialog)
	if m == nil {
		d.Fatalf("no dialog: %s", dialog)
	}
	d.mu.Lock()
	d.heard = nil
	d.mu.Unlock()
	d.says(bot.Message{Text: "Vastgelegd."}, nil)
	return dialog, m[1]
}

func (d *demo) submit(action string, v url.Values) string {
	d.Helper()
	return d.fine(d.do(http.MethodPost, action, v))
}

func TestDialogDrawsEveryKind(t *testing.T) {
	d := start(t)
	dialog, _ := d.opened(sample())
	d.hides(dialog, secret, "mdo gehouden")
	d.shows(dialog, "<dialog", "MDO vastleggen", "Vul <strong>alles</strong> in.", "Versturen",
		`<input type="text" id="veld-0" name="zaak" value="142" aria-required="true" autofocus>`,
		`<textarea id="veld-1" name="doel" rows="3" aria-required="true">`,
		`<input type="text" id="veld-2" name="datum" value="" aria-describedby="veld-2-hint" aria-required="true">`, hintDate,
		`<fieldset class="veld" role="radiogroup" aria-required="true">`, `type="radio" id="veld-3-0" name="bij" value="ja"`,
		`<select id="veld-4" name="reden">`, `(mag leeg blijven)`, `type="checkbox" id="veld-5-4" name="wie" value="5"`,
		`<select id="veld-6" name="duo" aria-required="true">`, `<option value="bram">Bram</option>`)
}

func TestSubmit(t *testing.T) {
	d := start(t)
	_, action := d.opened(sample())
	if body := d.submit(action, complete()); body != "" {
		t.Errorf("the dialog stays: %s", body)
	}
	got := d.requests()
	want := map[string]string{"zaak": "142", "doel": "een\ntwee", "datum": "morgen", "bij": "ja", "reden": "", "wie": "1,3", "duo": "bram"}
	if len(got) != 1 || got[0].Line != "mdo gehouden "+secret || got[0].Partial || len(got[0].Fields) != len(want) {
		t.Fatalf("heard %+v", got)
	}
	for name, value := range want {
		if got[0].Fields[name] != value {
			t.Errorf("%s = %q, want %q", name, got[0].Fields[name], value)
		}
	}
	d.shows(d.page(anouk), "Formulier ingevuld: MDO vastleggen", "Vastgelegd.", "verstuurd")
	d.hides(d.page(anouk), "Formulier openen")
}

// TestSubmitTwiceIsOnce: the first answer comes only when all other forms are on
// their way, so that they are really sent at the same time.
func TestSubmitTwiceIsOnce(t *testing.T) {
	var looks atomic.Int32 // every form looks at the clock before it is its turn
	d := start(t, func(c *Config) {
		now := c.Clock.Now
		c.Clock.Now = func() time.Time { looks.Add(1); return now() }
	})
	_, action := d.opened(sample())
	before := looks.Load()
	d.reply = func(bot.Request) (bot.Message, error) {
		for looks.Load() < before+6 { // five forms, and the moment of this request
			runtime.Gosched()
		}
		return bot.Message{Text: "Vastgelegd."}, nil
	}
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() { d.do(http.MethodPost, action, complete()) })
	}
	all.Wait()
	if n := len(d.requests()); n != 1 {
		t.Errorf("the program heard the form %d times", n)
	}
	page := d.page(anouk)
	if n := strings.Count(page, sorrySentForm); n != 4 {
		t.Errorf("%d sentences for 4 forms too many", n)
	}
	if n := strings.Count(page, "Vastgelegd."); n != 1 {
		t.Errorf("%d answers", n)
	}
}

func TestSentFormDoesNotOpenAgain(t *testing.T) {
	d := start(t)
	_, action := d.opened(sample())
	token := d.button(d.page(anouk), "Formulier openen")
	d.submit(action, complete())
	if body := d.press(anouk, token); body != "" {
		t.Errorf("opened: %s", body)
	}
	d.shows(d.page(anouk+"?formulier="+token), sorrySentForm)
	d.hides(d.page(anouk+"?formulier="+token), "<dialog")
}

func TestMissingAnswersAreAskedAtOnce(t *testing.T) {
	d := start(t)
	_, action := d.opened(sample())
	again := d.submit(action, url.Values{"zaak": {"142"}, "doel": {" "}, "datum": {"morgen"}, "bij": {"misschien"}, "duo": {""}})
	if n := len(d.requests()); n != 0 {
		t.Errorf("the program heard %d requests", n)
	}
	d.shows(again, "3 antwoorden kloppen nog niet.", "Vul dit in.", "Kies een van de antwoorden.", `value="morgen"`,
		`<textarea id="veld-1" name="doel" rows="3" aria-describedby="veld-1-fout" aria-invalid="true" aria-required="true" autofocus>`,
		`<fieldset class="veld fout" role="radiogroup" aria-required="true" aria-invalid="true" aria-describedby="veld-3-fout">`)
	if n := strings.Count(again, "autofocus"); n != 1 {
		t.Errorf("%d fields have the focus", n)
	}
}

func TestProblemsOfTheProgram(t *testing.T) {
	d := start(t)
	_, action := d.opened(sample())
	wrong := sample()
	wrong.Fields[2].Problem = "Deze datum begrijp ik niet."
	d.says(bot.Message{Text: "Nog één ding.", Form: &wrong, Refused: true}, nil)
	again := d.submit(action, complete())
	d.shows(again, "Deze datum begrijp ik niet.", "Nog één ding.", "Eén antwoord klopt nog niet.", `value="morgen"`, action)
	d.hides(d.page(anouk), "Formulier ingevuld")
	d.says(bot.Message{Text: "Nog niet goed. Deze datum begrijp ik niet.", Form: &wrong, Refused: true}, nil)
	if n := strings.Count(d.submit(action, complete()), "Deze datum begrijp ik niet."); n != 1 {
		t.Errorf("what is wrong is said %d times", n)
	}
	d.says(bot.Message{Text: "Vastgelegd."}, nil)
	if body := d.submit(action, complete()); body != "" {
		t.Errorf("the dialog stays: %s", body)
	}
	d.shows(d.page(anouk), "Formulier ingevuld", "Vastgelegd.")
}

func TestFailedFormCanBeSentAgain(t *testing.T) {
	for name, tc := range map[string]struct {
		err  error
		want string
	}{"mistake": {bot.Mistakef("Deze zaak is gesloten."), "Deze zaak is gesloten."}, "error": {errSecret, "kenmerk"}} {
		t.Run(name, func(t *testing.T) {
			d := start(t)
			_, action := d.opened(sample())
			d.says(bot.Message{}, tc.err)
			d.shows(d.submit(action, complete()), tc.want, `value="morgen"`)
			d.hides(d.log.String(), "morgen")
			d.says(bot.Message{Text: "Vastgelegd."}, nil)
			d.submit(action, complete())
			d.shows(d.page(anouk), "Vastgelegd.")
		})
	}
}

func TestQuestionBackLeavesTheFormOpen(t *testing.T) {
	d := start(t)
	_, action := d.opened(sample())
	d.says(bot.Message{Text: "Weet je het zeker?", Refused: true, Buttons: []bot.Button{{Label: "Ja", Line: "ja"}}}, nil)
	if body := d.submit(action, complete()); body != "" {
		t.Errorf("the dialog stays: %s", body)
	}
	page := d.page(anouk)
	d.shows(page, "Weet je het zeker?")
	d.shows(d.press(anouk, d.button(page, "Formulier openen")), `value="morgen"`)
}

func TestNextForm(t *testing.T) {
	d := start(t)
	_, action := d.opened(sample())
	d.says(bot.Message{Form: &bot.Form{Title: "Stap twee", Line: "stap twee"}}, nil)
	next := d.submit(action, complete())
	d.shows(next, "Stap twee")
	d.hides(next, action)
	d.submit(action, complete())
	d.shows(d.page(anouk), sorrySentForm)
}

func TestHalfFormIsKept(t *testing.T) {
	d := start(t)
	_, action := d.opened(sample())
	half := url.Values{"zaak": {"142"}, "datum": {"overmor"}, "bij": {"ja"}}
	d.shows(d.submit(action+"/bewaar", half), wordKept)
	got := d.requests()
	if len(got) != 1 || !got[0].Partial || got[0].Line != "mdo gehouden "+secret || got[0].Fields["datum"] != "overmor" {
		t.Fatalf("heard %+v", got)
	}
	page := d.page(anouk)
	d.shows(page, "deels ingevuld, bewaard")
	d.hides(page, "Vastgelegd.", "Formulier ingevuld")
	again := d.press(anouk, d.button(page, "Formulier openen"))
	d.shows(again, `value="overmor"`, `value="ja" checked`)
	d.submit(action, complete())
	d.heard = nil
	d.submit(action+"/bewaar", half)
	if len(d.requests()) != 0 {
		t.Error("a form that was sent is kept as half")
	}
}

func TestHalfFormThatCannotBeKeptSaysSo(t *testing.T) {
	d := start(t)
	_, action := d.opened(sample())
	d.says(bot.Message{}, bot.Mistakef("Bewaren lukt nu niet."))
	d.shows(d.submit(action+"/bewaar", complete()), "Bewaren lukt nu niet.")
	d.shows(d.submit(strings.Replace(action, "anouk", "bram", 1)+"/bewaar", complete()), bot.Foreign.Form())
}

func TestForeignFormDoesNothing(t *testing.T) {
	for name, tc := range map[string]struct{ from, to, want string }{
		"foreign": {"/als/anouk/", "/als/bram/", bot.Foreign.Form()},
		"unknown": {"/formulier/", "/formulier/X", bot.Unknown.Form()},
	} {
		t.Run(name, func(t *testing.T) {
			d := start(t)
			_, action := d.opened(sample())
			action = strings.Replace(action, tc.from, tc.to, 1)
			if body := d.submit(action, complete()); body != "" {
				t.Errorf("a dialog: %s", body)
			}
			if len(d.requests()) != 0 {
				t.Error("the program heard the form")
			}
			path, _, _ := strings.Cut(action, "/formulier")
			d.shows(d.page(path), tc.want)
		})
	}
}

func TestPublicFormIsForEachTheirOwn(t *testing.T) {
	d := start(t)
	f := sample()
	d.send(bot.Address{Channel: "jeugd-noord"}, "k", bot.Message{Form: &f})
	token := d.button(d.page(aTeam), "Formulier openen")
	d.press(aTeam, token)
	d.press(bTeam, token)
	d.submit(aTeam+"/formulier/"+token, complete())
	d.shows(d.page(bTeam), "Formulier openen")
	d.submit(bTeam+"/formulier/"+token, complete())
	if got := d.requests(); len(got) != 2 || got[0].From.ID != "anouk" || got[1].From.ID != "bram" {
		t.Errorf("heard %+v", got)
	}
}

func TestOptionalChoiceCanBeTakenBack(t *testing.T) {
	d := start(t)
	f := bot.Form{Title: "F", Line: "f", Fields: []bot.Field{{Name: "a", Label: "A", Kind: bot.KindChoice, Choices: yesNo(), Optional: true, Value: "ja"}}}
	dialog, action := d.opened(f)
	d.shows(dialog, "Geen antwoord", `value="ja" checked`)
	d.submit(action, url.Values{"a": {""}})
	if got := d.requests(); len(got) != 1 || got[0].Fields == nil || got[0].Fields["a"] != "" {
		t.Errorf("heard %+v", got)
	}
}

// TestUnknownIsNoAnswer: where "onbekend" can be chosen, it is the way to take an
// answer back; a second one would only make the form longer.
func TestUnknownIsNoAnswer(t *testing.T) {
	d := start(t)
	choices := append(yesNo(), bot.Choice{Value: "onbekend", Label: "onbekend"})
	f := bot.Form{Title: "F", Line: "f", Fields: []bot.Field{{Name: "a", Label: "A", Kind: bot.KindChoice, Choices: choices, Optional: true}}}
	dialog, _ := d.opened(f)
	d.shows(dialog, `value="ja" autofocus`, `value="onbekend"`, "(mag leeg blijven)")
	d.hides(dialog, "Geen antwoord", "checked")
}

func TestFormThatMayStayEmptySaysSoOnce(t *testing.T) {
	d := start(t)
	f := bot.Form{Title: "F", Line: "f", Fields: []bot.Field{{Name: "a", Label: "A", Optional: true}, {Name: "b", Label: "B", Optional: true}}}
	dialog, _ := d.opened(f)
	d.shows(dialog, "Je mag alles leeg laten.")
	d.hides(dialog, "(mag leeg blijven)")
}

func TestFormOpensFromTheAddress(t *testing.T) {
	d := start(t)
	d.opened(sample())
	token := d.button(d.page(anouk), "Formulier openen")
	d.shows(d.page(anouk+"?formulier="+token), "<dialog")
	d.hides(d.page(bram+"?formulier="+token), "<dialog")
	d.hides(d.page(anouk+"?formulier=X"), "<dialog")
}
