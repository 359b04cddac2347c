package main

import (
	"context"
	"errors"
	"iter"
	"maps"
	"runtime/debug"
	"slices"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

type importTrajectenCmd struct {
	Files  []string `arg:"" name:"file" help:"XLSX or CSV files."`
	DryRun bool     `help:"Report what would happen and store nothing."`
	Map    string   `help:"A column map (YAML) for a list with other names."`
	Team   string   `help:"Name of a team: only its cases are known. Without it: every case."`
}

// Run imports the lists in one transaction and prints the report.
func (c *importTrajectenCmd) Run(ctx context.Context, e *env) error {
	return e.importHelp(ctx, c.job(), c.DryRun)
}

// job is the import of the lists.
func (c *importTrajectenCmd) job() helpImport {
	var columns *exchange.Map
	if c.Map != "" {
		columns, _ = exchange.LoadMap(c.Map) // a broken map refuses every file, and says why in the report
	}
	return helpImport{"import trajecten", func(ctx context.Context, tx *store.Tx) (found helpFound, err error) {
		if c.Team != "" {
			if err := mustBeTeam(ctx, tx, c.Team); err != nil {
				return found, err
			}
		}
		found.report, found.hulp, err = exchange.ReadTrajecten(c.Files, columns, exchange.KnownHulp{Hulp: storedHelp(ctx, tx, c.Team)})
		return found, err
	}}
}

type importIJwCmd struct {
	Files  []string `arg:"" name:"file" help:"XML files: JW301, JW305, JW307 and JW315."`
	DryRun bool     `help:"Report what would happen and store nothing."`
	Map    string   `help:"A list (CSV or XLSX) with bsn, casus_ref and jeugdige_ref: whose the BSNs are."`
	NewBSN bool     `name:"new-bsn" help:"Who is known with one BSN may have another in the map: the BSN itself changed."`
}

// Run imports the messages in one transaction and prints the report.
func (c *importIJwCmd) Run(ctx context.Context, e *env) error {
	return e.importHelp(ctx, c.job(), c.DryRun)
}

// job is the import of the messages. No BSN goes further than the function that hashes it.
func (c *importIJwCmd) job() helpImport {
	return helpImport{"import ijw", func(ctx context.Context, tx *store.Tx) (found helpFound, err error) {
		known := exchange.KnownHulp{
			Hulp:       storedHelp(ctx, tx, ""),
			Toewijzing: func(nummer string) ([]procesregie.Persoon, error) { return tx.Toewijzing(ctx, nummer) },
			Persoon:    func(hash string) (procesregie.Persoon, bool, error) { return tx.Persoon(ctx, hash) },
			MetBSN:     func(zaak string) ([]string, error) { return tx.Bekend(ctx, zaak) },
		}
		if c.NewBSN {
			known.MetBSN = func(string) ([]string, error) { return nil, nil }
		}
		if known.Hash, err = tx.PersoonHash(ctx); err != nil {
			return found, err
		}
		var people *exchange.Koppeling
		if c.Map != "" {
			people, _ = exchange.LoadKoppeling(c.Map, known.Hash) // a broken map refuses every file too
		}
		report, result, err := exchange.ReadIJw(c.Files, people, known)
		return helpFound{report, result.Hulp, result.Personen}, err
	}}
}

// helpImport is an import of help: its name in the access log, and how it reads.
type helpImport struct {
	name string
	read func(context.Context, *store.Tx) (helpFound, error)
}

// helpFound is what an import read against what is stored.
type helpFound struct {
	report   exchange.Report
	hulp     iter.Seq2[procesregie.Hulp, error] // of each case with something new, all of it
	personen map[string]procesregie.Persoon     // whom the keyed hash of a BSN is, when that is new
}

// importMemory is from how many bytes on memory is cleared at once: with what the database
// takes, an import stays under the 256 MB that are promised.
const importMemory = 192 << 20

// importHelp imports help, or only reports what would happen, and prints the report.
func (e *env) importHelp(ctx context.Context, job helpImport, dryRun bool) error {
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	before := debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(before, importMemory))
	defer debug.SetMemoryLimit(before)
	var report exchange.Report
	if dryRun {
		err = s.View(ctx, func(tx *store.Tx) error {
			found, err := job.read(ctx, tx)
			report = found.report
			return err
		})
	} else {
		report, err = e.loadHelp(ctx, s, job)
	}
	if err != nil {
		return err
	}
	return e.printReport(report, dryRun)
}

// loadHelp reads against what is stored, and stores what is new or changed: all or nothing.
func (e *env) loadHelp(ctx context.Context, s *store.Store, job helpImport) (report exchange.Report, err error) {
	err = e.loggedAs(ctx, s, func(tx *store.Tx) (audit.Event, error) {
		found, err := job.read(ctx, tx)
		n := 0
		if err == nil {
			report = found.report
			n, err = e.saveHelp(ctx, tx, job.name, found)
		}
		return counted(job.name, n), err
	})
	return report, err
}

// saveHelp stores what was found, with an event for each case that changed, and returns how
// many those are.
func (e *env) saveHelp(ctx context.Context, tx *store.Tx, wat string, found helpFound) (int, error) {
	changed := map[string]string{} // zaaknummer → what was done
	for h, err := range found.hulp {
		if err == nil {
			err = tx.SaveHulp(ctx, h)
		}
		if err != nil {
			return 0, err
		}
		changed[h.Zaaknummer] = made(h.Versie == 0)
	}
	if err := tx.SavePersonen(ctx, found.personen); err != nil {
		return 0, err
	}
	for _, p := range found.personen {
		if changed[p.Zaaknummer] == "" {
			changed[p.Zaaknummer] = audit.Wijzigen
		}
	}
	events := make([]audit.Event, 0, len(changed))
	for _, zaak := range slices.Sorted(maps.Keys(changed)) {
		events = append(events, e.event(audit.Event{Wat: wat, Actie: changed[zaak], Soort: "traject", Casus: zaak}))
	}
	return len(changed), e.logAll(ctx, tx, events)
}

// logAll writes events, not too many at a time.
func (e *env) logAll(ctx context.Context, tx *store.Tx, events []audit.Event) error {
	for part := range slices.Chunk(events, importEvents) {
		if err := tx.Log(ctx, part...); err != nil {
			return err
		}
	}
	return nil
}

// storedHelp returns the help in a stored case. With a team, the case of another is as if it
// were not there.
func storedHelp(ctx context.Context, tx *store.Tx, team string) func(string) (procesregie.Hulp, bool, error) {
	return func(zaak string) (procesregie.Hulp, bool, error) {
		h, err := tx.Hulp(ctx, zaak)
		if err == nil && team != "" {
			var c procesregie.Casus
			if c, err = tx.Casus(ctx, zaak); err == nil && c.Team != team {
				err = store.ErrNotFound
			}
		}
		switch {
		case errors.Is(err, store.ErrNotFound):
			return procesregie.Hulp{}, false, nil
		case errors.Is(err, store.ErrUnreadable):
			err = exchange.ErrDamaged
		}
		return h, err == nil, err
	}
}
