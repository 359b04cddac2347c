package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot/platform"
	"github.com/regiebot/regiebot/store/storetest"
)

// looked is what doctor says, as JSON.
func (m *machine) looked(code int) []platform.Finding {
	m.Helper()
	got, out, errs := m.run("doctor", "--json")
	var list []platform.Finding
	if err := json.Unmarshal([]byte(out), &list); err != nil || got != code {
		m.Fatalf("status %d, wrote %q, said %q", got, out, errs)
	}
	if sick := slices.ContainsFunc(list, func(f platform.Finding) bool { return !f.Good }); sick != (code == exitRefused) || sick && !strings.HasSuffix(errs, "regiebot: something must be repaired, see above\n") {
		m.Errorf("status %d of %+v, said %q", code, list, errs)
	}
	return list
}

// wellTeam is a team of one that is whole on Slack, with its channel.
func wellTeam(t *testing.T, f *fakeSlack, address string) *machine {
	t.Helper()
	m := newMachine(t)
	m.database = address
	team := filepath.Join(t.TempDir(), "team.yaml")
	must(t, os.WriteFile(team, []byte("team: Noord\nkanalen: {slack: C1}\nleden:\n  - gebruikersnaam: anouk\n    naam: Anouk\n    rol: consulent\n    ids: {slack: UANOUK}\n"), 0o600))
	m.ok("member", "add", "--file", team)
	f.rooms["C1"] = map[string]any{"id": "C1", "is_private": true, "is_member": true}
	return m
}

// TestDoctorFindsNothing: on a machine where all is well each thing is named once, the status
// is 0, and nothing was posted or changed.
func TestDoctorFindsNothing(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		f := newFakeSlack(t)
		m := wellTeam(t, f, address)
		f.settings(true)
		t.Setenv("REGIEBOT_SLACK_SIGNING_SECRET", "0123456789abcdef0123456789abcdef")
		out, errs := m.ok("doctor")
		want := []string{
			"De database is bereikbaar en de sleutels passen.", "De database is in gebruik.", "De klok is te vertrouwen.",
			"Er is geen taalmodel ingesteld: samenvattingen zijn gewone tekst.",
			"Slack. Het token van de bot werkt, in de werkruimte Voorbeeldstad.", "Slack. Het token heeft precies de rechten die nodig zijn.",
			"Slack. De klok waarmee Regiebot rekent, die van de database, loopt gelijk met die van Slack.", "Slack. Socket Mode: de verbinding komt tot stand.", "Slack. HTTP: het signing secret heeft de goede vorm. Of het het goede is, is hier niet te zien.",
			"Slack. Het kanaal van team Noord is er, en de bot is er lid van.", "Slack. 1 lid: het account in Slack is in orde.",
		}
		if out != "goed     "+strings.Join(want, "\ngoed     ")+"\n" || errs != "" {
			t.Errorf("wrote\n%s\nsaid %q", out, errs)
		}
		for i, f := range m.looked(exitDone) {
			if !f.Good || f.What != want[i] || f.Repair != "" {
				t.Errorf("got %+v", f)
			}
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		for _, call := range f.calls {
			if !slices.Contains([]string{"auth.test", "bots.info", "apps.connections.open", "conversations.info", "users.info"}, call) {
				t.Errorf("doctor called %s", call)
			}
		}
		if len(f.acks) != 0 {
			t.Errorf("doctor acknowledged %q", f.acks)
		}
	})
}

// TestDoctorFinds: one thing that is wrong is one finding that is not good, with what to do.
func TestDoctorFinds(t *testing.T) {
	for name, c := range map[string]struct {
		change func(t *testing.T, f *fakeSlack, m *machine)
		want   string
	}{
		"the token": {func(_ *testing.T, f *fakeSlack, _ *machine) { f.refuse["auth.test"] = "invalid_auth" }, "Slack. Het token van de bot werkt niet (invalid_auth)."},
		"a scope":   {func(_ *testing.T, f *fakeSlack, _ *machine) { f.scopes = strings.Replace(f.scopes, "im:write,", "", 1) }, "Slack. Het token mist rechten: im:write."},
		"too many":  {func(_ *testing.T, f *fakeSlack, _ *machine) { f.scopes += ",admin" }, "Slack. Het token heeft meer rechten dan nodig: admin."},
		"the clock": {func(_ *testing.T, f *fakeSlack, _ *machine) { f.date = time.Hour }, "Slack. De klok waarmee Regiebot rekent, die van de database, wijkt"},
		"the socket": {
			func(_ *testing.T, f *fakeSlack, _ *machine) { f.refuse["apps.connections.open"] = "link_disabled" },
			"Slack. Socket Mode staat uit in de app.",
		},
		"the signing secret": {
			func(t *testing.T, _ *fakeSlack, _ *machine) { t.Setenv("REGIEBOT_SLACK_SIGNING_SECRET", "kort") },
			"Slack. HTTP: het signing secret heeft niet de goede vorm.",
		},
		"the channel": {func(_ *testing.T, f *fakeSlack, _ *machine) { f.rooms["C1"]["is_member"] = false }, "Slack. De bot is geen lid van het kanaal van team Noord."},
		"a member":    {func(_ *testing.T, f *fakeSlack, _ *machine) { f.users["UANOUK"]["deleted"] = true }, "Slack. Het account van anouk is uitgezet"},
		"a member without an id": {
			func(_ *testing.T, _ *fakeSlack, m *machine) {
				m.ok("member", "add", "bram", "--role", "consulent")
			},
			"Slack. bram heeft geen account in Slack",
		},
		"no platform": {
			func(t *testing.T, _ *fakeSlack, _ *machine) {
				t.Setenv("REGIEBOT_SLACK_BOT_TOKEN", "")
				t.Setenv("REGIEBOT_SLACK_APP_TOKEN", "")
			},
			"Er is geen chatplatform ingesteld.",
		},
		"the clock of this machine": {
			func(_ *testing.T, _ *fakeSlack, m *machine) { m.ok("tick", "--at", "2020-01-15T09:00") },
			"De klok is niet te vertrouwen",
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFakeSlack(t)
			m := wellTeam(t, f, storetest.SQLite(t))
			f.settings(true)
			f.tell(func() {}) // nobody is there yet
			c.change(t, f, m)
			var sick []platform.Finding
			for _, one := range m.looked(exitRefused) {
				if !one.Good {
					sick = append(sick, one)
				}
			}
			if len(sick) != 1 || !strings.HasPrefix(sick[0].What, c.want) || sick[0].Repair == "" {
				t.Fatalf("found %+v, not %q", sick, c.want)
			}
			_, out, _ := m.run("doctor")
			// What a clock differs by is another second the next time.
			if !strings.Contains(out, "\nLET OP   "+c.want) || !strings.Contains(out, "\n         → "+sick[0].Repair+"\n") {
				t.Errorf("wrote\n%s", out)
			}
			if n := f.called("chat.postMessage") + f.called("conversations.open"); n != 0 {
				t.Errorf("%d calls that people can see", n)
			}
		})
	}
}

// TestDoctorAndARestoredCopy: a copy sends nothing, and doctor says so.
func TestDoctorAndARestoredCopy(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		f := newFakeSlack(t)
		m := wellTeam(t, f, address)
		f.settings(true)
		storetest.Exec(t, m.database, "DELETE FROM settings WHERE key = 'actief'")
		list := m.looked(exitRefused)
		if i := slices.IndexFunc(list, func(f platform.Finding) bool { return !f.Good }); !strings.HasPrefix(list[i].What, "Deze database is niet in gebruik") || !strings.Contains(list[i].Repair, "regiebot activate") {
			t.Errorf("found %+v", list)
		}
	})
}

// TestDoctorAsksWhatIsThere: who left is not looked at, and a team without meetings and
// without a channel needs none.
func TestDoctorAsksWhatIsThere(t *testing.T) {
	f := newFakeSlack(t)
	m := newMachine(t)
	m.ok("member", "add", "anouk", "--role", "consulent", "--team", "Noord", "--id", "slack:UANOUK")
	m.ok("member", "add", "bram", "--role", "consulent", "--team", "Noord")
	m.ok("member", "remove", "bram")
	f.settings(true)
	for _, one := range m.looked(exitDone) {
		if strings.Contains(one.What, "bram") || strings.Contains(one.What, "kanaal") {
			t.Errorf("found %+v", one)
		}
	}
}

// TestDoctorAndSettingsThatCannotBe: each is a finding, after what there is to say of the
// program itself, and nothing of what was set is told.
func TestDoctorAndSettingsThatCannotBe(t *testing.T) {
	m := newMachine(t)
	m.ok("member", "add", "anouk", "--role", "consulent")
	t.Setenv("REGIEBOT_SLACK_BOT_TOKEN", "xapp-KANARIE")
	t.Setenv("REGIEBOT_SLACK_APP_TOKEN", fakeAppToken)
	t.Setenv("REGIEBOT_SLACK_APP_TOKEN_FILE", "/nowhere/KANARIE")
	_, out, errs := m.run("doctor")
	if strings.Contains(out+errs, kanarie) {
		t.Errorf("wrote %q, said %q", out, errs)
	}
	var whats []string
	for _, f := range m.looked(exitRefused) {
		if f.Good != (f.Repair == "") {
			t.Errorf("got %+v", f)
		}
		whats = append(whats, f.What)
	}
	want := []string{
		"De database is bereikbaar en de sleutels passen.", "De database is in gebruik.", "De klok is te vertrouwen.",
		"Er is geen taalmodel ingesteld: samenvattingen zijn gewone tekst.",
		"Slack. REGIEBOT_SLACK_BOT_TOKEN begint niet met xoxb-: het is een ander token.",
		"Slack. REGIEBOT_SLACK_APP_TOKEN en REGIEBOT_SLACK_APP_TOKEN_FILE zijn allebei ingesteld.",
	}
	if !slices.Equal(whats, want) {
		t.Errorf("got %q", whats)
	}
}

// TestDoctorAndTheClockOfTheService: signatures are checked with the clock of the database, so
// that is the one that is looked at.
func TestDoctorAndTheClockOfTheService(t *testing.T) {
	f := newFakeSlack(t)
	m := wellTeam(t, f, storetest.SQLite(t))
	f.settings(false)
	t.Setenv("REGIEBOT_SLACK_SIGNING_SECRET", "0123456789abcdef0123456789abcdef")
	e := m.env()
	e.slackSettings = slackSettings{SlackBotToken: fakeBotToken, SlackSigningSecret: fakeSigning, SlackAPIURL: f.URL}
	s := m.open(t)
	for behind, want := range map[time.Duration]bool{0: true, 7 * time.Minute: false} {
		list, err := e.examinePlatforms(t.Context(), s, func() time.Time { return time.Now().Add(-behind) })
		must(t, err)
		i := slices.IndexFunc(list, func(f platform.Finding) bool { return strings.Contains(f.What, "De klok waarmee Regiebot rekent") })
		if i < 0 || list[i].Good != want {
			t.Errorf("%v behind: %+v", behind, list)
		}
	}
}

// TestDoctorMakesNoDatabase: whoever mistypes its name is told so.
func TestDoctorMakesNoDatabase(t *testing.T) {
	m := newMachine(t)
	m.refused([]string{"there is no database"}, "doctor")
	if exists(m.database) || exists(m.key) {
		t.Error("something was made")
	}
}
