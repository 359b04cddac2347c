package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/store"
)

// privacyCmd says what happens with data.
type privacyCmd struct{}

// Run prints, from the configuration as it is, what is processed where, for how long and
// what leaves the machine. It is in Dutch: it goes into the register of processing.
func (privacyCmd) Run(ctx context.Context, e *env) error {
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	var parts []commands.PrivacyDeel
	err = s.View(ctx, func(tx *store.Tx) error {
		p, err := tx.Profiel(ctx)
		if err != nil {
			return err
		}
		on, err := commands.TaalmodelAan(ctx, tx)
		o := e.omgeving(s)
		o.ModelUit = !on
		parts = commands.Privacy(p, o)
		return err
	})
	if err != nil {
		return err
	}
	if e.JSON {
		return e.printJSON(parts)
	}
	for _, p := range parts {
		if _, err := fmt.Fprintf(e.out, "%s\n  * %s\n\n", p.Kop, strings.Join(p.Regels, "\n  * ")); err != nil {
			return err
		}
	}
	return nil
}

// hostOr is the host of an address where what is said on a platform is kept, or another.
func hostOr(address, other string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return other
}

// omgeving says where this program runs and what it is connected to.
func (e *env) omgeving(s *store.Store) commands.Omgeving {
	o := commands.Omgeving{Database: e.databaseText(s)}
	if path, _, err := e.keyFile(); err == nil && e.ring == nil {
		o.Sleutel = "het bestand " + path + ", apart van de database"
		if besides(path, e.Database) {
			o.Sleutel = "het bestand " + path + ". LET OP: dat staat in dezelfde map als de database"
		}
	}
	if e.slackSettings.isSet() {
		o.Platforms = append(o.Platforms, "Slack ("+hostOr(e.SlackAPIURL, "slack.com")+")")
	}
	if e.mattermostSettings.isSet() {
		o.Platforms = append(o.Platforms, "Mattermost ("+hostOr(e.MattermostURL, "een eigen server")+")")
	}
	if in, err := e.modelSetting(); err == nil && in.URL != "" {
		o.Taalmodel = hostOr(in.URL, "") + ", model " + in.Naam
	}
	if e.AuditHead != "" {
		o.Logboekkop = "hij staat ook in " + e.AuditHead
	}
	return o
}

func (e *env) databaseText(s *store.Store) string {
	if s.Kind() != "postgres" {
		return "een SQLite-bestand op deze computer (" + e.Database + ")"
	}
	return postgresText(e.Database)
}

// postgresText names the server of an address, and nothing else of it.
func postgresText(address string) string {
	host := "onbekend"
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		host = u.Hostname()
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return "PostgreSQL op deze computer"
	}
	return "PostgreSQL op " + host
}

// besides reports whether a file is in the folder of a SQLite database.
func besides(path, database string) bool {
	if strings.Contains(database, "://") {
		return false
	}
	a, errA := filepath.Abs(path)
	b, errB := filepath.Abs(database)
	return errA == nil && errB == nil && filepath.Dir(a) == filepath.Dir(b)
}
