package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/store"
)

// The cases of the example team, and the help in them: a list, and messages.
//
//go:embed voorbeeld/casussen.csv voorbeeld/trajecten.csv voorbeeld/ijw
var exampleLists embed.FS

// loadExample fills a new database with the example team, its cases and the help in them.
func loadExample(ctx context.Context, e *env, s *store.Store, dir string) error {
	if _, err := e.loadTeam(ctx, s, exampleTeam, true); err != nil {
		return fmt.Errorf("the example team: %w", err)
	}
	if err := os.CopyFS(dir, exampleLists); err != nil {
		return fmt.Errorf("the example lists: %w", err)
	}
	messages, err := fs.Glob(exampleLists, "voorbeeld/ijw/*.xml")
	if err != nil {
		return err
	}
	for i, name := range messages {
		messages[i] = filepath.Join(dir, filepath.FromSlash(name))
	}
	folder := filepath.Join(dir, "voorbeeld")
	for _, load := range []func() (exchange.Report, error){
		func() (exchange.Report, error) {
			return (&importCasussenCmd{Files: []string{filepath.Join(folder, "casussen.csv")}}).load(ctx, e, s, nil)
		},
		func() (exchange.Report, error) {
			return e.loadHelp(ctx, s, (&importTrajectenCmd{Files: []string{filepath.Join(folder, "trajecten.csv")}}).job())
		},
		func() (exchange.Report, error) {
			return e.loadHelp(ctx, s, (&importIJwCmd{Files: messages, Map: filepath.Join(folder, "ijw", "koppeling.csv")}).job())
		},
	} {
		report, err := load()
		if sentence := report.Sentence(); err == nil && sentence != "" {
			err = errors.New(sentence)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
