package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/backup"
	"github.com/regiebot/regiebot/store"
)

// backupCmd writes everything into one encrypted file.
type backupCmd struct {
	Output         string   `required:"" help:"File to write; it must not exist."`
	Recipient      []string `env:"REGIEBOT_BACKUP_RECIPIENT" help:"Public key of age (age1…) that can open the backup. May be given more than once."`
	PassphraseFile string   `help:"File with a passphrase that opens the backup, in place of a recipient."`
}

// Run writes the backup while others go on working, and prints what is in it. It opens
// everything that is sealed on the way: damage that nobody notices is in every backup
// that is made after it.
func (c *backupCmd) Run(ctx context.Context, e *env) error {
	to, err := c.keys()
	if err != nil {
		return err
	}
	file, err := backup.Create(c.Output, time.Now())
	if err != nil {
		return err
	}
	defer file.Discard()
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	w, err := file.Write(ctx, s, backup.Header{Moment: time.Now(), Program: version()}, to...)
	made := audit.Event{Wat: "backup", Actie: audit.Uitvoeren, Soort: "reservekopie", Object: stamp(w.SHA256)}
	// Before it has its name: what left the database is in the access log.
	if err := e.logged(ctx, s, made, func(*store.Tx) error { return err }); err != nil {
		return err
	}
	if err := file.Publish(); err != nil {
		return err
	}
	if err := e.report(newBackupJSON(c.Output, w), "%s", c.text(e, w)); err != nil || len(w.Damaged) == 0 {
		return err
	}
	return fmt.Errorf("the backup is written, but %d rows of the database are damaged and are in it as they are (%s): keep the last backup that was whole", len(w.Damaged), someOf(w.Damaged))
}

// keys are the keys that can open the backup: recipients or a passphrase, not both, which
// the format does not know.
func (c *backupCmd) keys() ([]age.Recipient, error) {
	if (len(c.Recipient) == 0) == (c.PassphraseFile == "") {
		return nil, usagef("give --recipient (or REGIEBOT_BACKUP_RECIPIENT) or --passphrase-file, and not both")
	}
	if c.PassphraseFile == "" {
		return backup.Recipients(c.Recipient)
	}
	to, _, err := readPassphrase(c.PassphraseFile)
	return []age.Recipient{to}, err
}

func (c *backupCmd) text(e *env, w backup.Written) string {
	return fmt.Sprintf("the database as it was at %s is in %s (%d bytes)\nrows: %s\nplanned reminders: %d\n%ssha256: %s",
		e.localTime(w.Moment), c.Output, w.Bytes, rowsText(w.Tables), w.Plan.Count, damagedText(w.Damaged), w.SHA256)
}

// readPassphrase reads a file of one line.
func readPassphrase(path string) (age.Recipient, age.Identity, error) {
	if err := onlyMine(path); err != nil {
		return nil, nil, err
	}
	text, err := readSecret(path)
	if err != nil {
		return nil, nil, err
	}
	to, with, err := backup.Passphrase(text)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return to, with, nil
}

// onlyMine refuses a secret that others on this machine may read, as a key file.
func onlyMine(path string) error {
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0 { // what else is wrong is said by whoever reads it
		return nil //nolint:nilerr // see above
	}
	return fmt.Errorf("others on this machine may read %s: run `chmod 600 %s`, and choose another passphrase if it may have been read", path, path)
}

// longestSecret is more than any passphrase or identity file.
const longestSecret = 64 << 10

func readSecret(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("%s cannot be read: check the name and the rights", path)
	}
	defer func() { _ = file.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(file, longestSecret))
	if err != nil {
		return "", fmt.Errorf("%s cannot be read: check the name and the rights", path)
	}
	return string(text), nil
}

// backupJSON is what is printed with --json.
type backupJSON struct {
	File   string         `json:"file"`
	Bytes  int64          `json:"bytes"`
	SHA256 string         `json:"sha256"`
	Moment time.Time      `json:"moment"`
	Rows   int            `json:"rows"`
	Tables []backup.Table `json:"tables"`
	// Damaged names the rows that cannot be read.
	Damaged []string `json:"damaged"`
	store.PlanProof
}

func newBackupJSON(path string, w backup.Written) backupJSON {
	return backupJSON{path, w.Bytes, w.SHA256, w.Moment, w.Rows(), w.Tables, list(w.Damaged), w.Plan}
}

func rowsText(tables []backup.Table) string {
	var words []string
	for _, t := range tables {
		words = append(words, fmt.Sprintf("%s %d", t.Name, t.Rows))
	}
	return strings.Join(words, ", ")
}

// localTime writes a moment in the zone of the organisation.
func (e *env) localTime(at time.Time) string {
	zone, _ := e.zone() // a zone that is unknown was refused when the database was opened
	return at.In(zoneOr(zone)).Format("2006-01-02 15:04:05")
}

// stamp is enough of a sum to know a file again.
func stamp(sum string) string { return sum[:min(16, len(sum))] }

// opener reads what opens a backup.
func opener(identity, passphrase string) ([]age.Identity, error) {
	if (identity == "") == (passphrase == "") {
		return nil, usagef("give --identity or --passphrase-file, and not both")
	}
	if passphrase != "" {
		_, with, err := readPassphrase(passphrase)
		return []age.Identity{with}, err
	}
	text, err := readSecret(identity)
	if err != nil {
		return nil, err
	}
	with, err := backup.Identities(strings.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", identity, err)
	}
	return with, nil
}
