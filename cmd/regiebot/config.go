package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/procesregie"
)

// config are the settings that every subcommand knows, from flags or environment.
type config struct {
	Database  string `env:"REGIEBOT_DATABASE" default:"regiebot.db" help:"A file for SQLite, or postgres://… for PostgreSQL."`
	KeyFile   string `env:"REGIEBOT_KEY_FILE" help:"File with the keys of the database. Without it: regiebot/keys.json in the configuration folder of the user."`
	AuditHead string `name:"audit-head" env:"REGIEBOT_AUDIT_HEAD" help:"File in which the newest signed end of the access log is kept, outside the database."`
	Profile   string `env:"REGIEBOT_PROFILE" help:"Practice profile to put in use: a name or a file. Without it: the one in use, at first standaard."`
	Timezone  string `env:"REGIEBOT_TIMEZONE" default:"Europe/Amsterdam" help:"Zone of the organisation."`
	JSON      bool   `name:"json" help:"Print JSON: one document, or one object per message of tick and simulate."`
	PublicURL string `name:"public-url" env:"REGIEBOT_PUBLIC_URL" help:"The address under which a chat platform calls the service, such as https://regiebot.voorbeeldstad.nl; another name is refused there."`
	Log       string `env:"REGIEBOT_LOG" enum:"error,warn,info,debug" default:"info" help:"What is logged: error, warn, info or debug."`

	slackSettings      `embed:""`
	mattermostSettings `embed:""`
	modelSettings      `embed:""`
}

// cli is the command line.
type cli struct {
	config `embed:""`

	Demo     demoCmd     `cmd:"" help:"Local chat page with an example team, a movable clock and a throw-away database."`
	Serve    serveCmd    `cmd:"" help:"The bot: Slack, Mattermost, the scheduler, /healthz, /readyz and /metrics."`
	Say      sayCmd      `cmd:"" help:"One line as a member, as if typed in a private chat; prints the reply."`
	Tick     tickCmd     `cmd:"" help:"One round of the scheduler; prints what was delivered, to whom."`
	Simulate simulateCmd `cmd:"" help:"Every message that would be sent; sends and changes nothing."`
	Member   memberCmd   `cmd:"" help:"The members of the teams."`
	Profil   profileCmd  `cmd:"" name:"profile" help:"The practice profiles: list, show, check, use."`
	Import   importCmd   `cmd:"" help:"Take over cases from a file."`
	Export   exportCmd   `cmd:"" help:"Write the cases to a file."`
	Summary  summaryCmd  `cmd:"" help:"The help in a case as a summary: plain, or by the language model."`
	Model    modelCmd    `cmd:"" help:"Turn the language model on or off, for every process at once."`
	Migrate  migrateCmd  `cmd:"" help:"Bring the database up to date and do nothing else."`
	Audit    auditCmd    `cmd:"" help:"The access log: verify, export."`
	Keys     keysCmd     `cmd:"" help:"The keys with which the database is sealed: init, rotate."`
	Backup   backupCmd   `cmd:"" help:"Write everything into one encrypted file, also while the bot works."`
	Restore  restoreCmd  `cmd:"" help:"Make a database of a backup; it sends nothing until activate."`
	Erase    eraseCmd    `cmd:"" help:"Erase one case everywhere, and print a proof without content."`
	Activate activateCmd `cmd:"" help:"Put a restored copy in use."`
	Privacy  privacyCmd  `cmd:"" help:"What is processed where, for how long, and what leaves this machine."`
	Doctor   doctorCmd   `cmd:"" help:"Look whether everything that must work does, and say what to repair."`
	Manifest manifestCmd `cmd:"" help:"What a chat platform needs to know of the bot: slack, mattermost."`
	Version  versionCmd  `cmd:"" help:"The version of this program."`
}

// env is what a subcommand works with.
type env struct {
	config
	in   io.Reader
	out  io.Writer
	errs io.Writer
	ring *keys.Ring // of a throw-away database; nil: those of the key file

	verzoek string    // id of this call in the access log
	demo    time.Time // the clock with which the demo begins; zero: this is no demo
	log     *slog.Logger
}

// logger writes the log to standard error. It is one for everybody: two would write through
// each other.
func (e *env) logger() *slog.Logger {
	if e.log == nil {
		var level slog.Level
		_ = level.UnmarshalText([]byte(e.Log)) // the parser has checked it
		e.log = slog.New(slog.NewTextHandler(e.errs, &slog.HandlerOptions{Level: level}))
	}
	return e.log
}

// zone returns the zone of the organisation.
func (e *env) zone() (*time.Location, error) {
	zone, err := time.LoadLocation(e.Timezone)
	if err != nil {
		return nil, usagef("unknown time zone %q: use a name such as Europe/Amsterdam", e.Timezone)
	}
	return zone, nil
}

// readProfile reads one of the profiles that come with the program, or a file.
func readProfile(name string) (procesregie.Profiel, []byte, error) {
	source, ok := procesregie.ProfielBestand(name)
	if !ok {
		var err error
		if source, err = os.ReadFile(name); err != nil {
			return procesregie.Profiel{}, nil, fmt.Errorf("there is no profile %q: use %s, or the name of a file", name, strings.Join(procesregie.Profielen(), ", "))
		}
	}
	p, err := exchange.ReadProfiel(source)
	if err != nil {
		return p, nil, fmt.Errorf("the profile %q cannot be used; repair it and try again:\n%w", name, err)
	}
	return p, source, nil
}

// moment reads --at: local time in the zone, or with an offset. Empty is now.
func (e *env) moment(text string) (time.Time, error) {
	zone, err := e.zone()
	if err != nil || text == "" {
		return time.Now().In(zoneOr(zone)), err
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.In(zone), nil
		}
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04"} {
		t, err := time.ParseInLocation(layout, text, zone)
		if err != nil {
			continue
		}
		if t.Format(layout) != text {
			return t, usagef("%s does not exist in %s: the clock skips that hour", text, e.Timezone)
		}
		return earliest(t), nil
	}
	return time.Time{}, usagef("--at %q is not a moment: use a form such as 2026-11-13T09:00", text)
}

func zoneOr(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}

// earliest returns the first of two instants with the same reading on the clock.
func earliest(t time.Time) time.Time {
	if before := t.Add(-time.Hour); before.Format("15:04") == t.Format("15:04") {
		return before
	}
	return t
}
