package store_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// readableInHelp is what must stand nowhere: of help, of whom it is about, of what was told.
func readableInHelp() map[string]string {
	plain := sha256.Sum256([]byte("123456782"))
	return map[string]string{
		"the name of a provider":       "Kanarie Jeugdhulp",
		"the code of a provider":       "98765432",
		"why it began":                 "kanarie-onrust-thuis",
		"why it helped":                "kanarie-een-vast-gezicht",
		"the number of an assignment":  "TOEW-771177",
		"the number in a message":      "TOEW-882288",
		"the name of a message":        "BERICHT-993399",
		"a BSN":                        "123456782",
		"a hash of a BSN without keys": hex.EncodeToString(plain[:]),
		"what was told":                "TR-1/kanarie",
	}
}

// secretHelp puts all of it in a casus.
func secretHelp(t testing.TB, s *store.Store, zaak string) {
	t.Helper()
	text := readableInHelp()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		hash, err := tx.PersoonHash(ctx)
		if err != nil {
			return err
		}
		err = tx.SaveHulp(ctx, p.Hulp{
			Zaaknummer: zaak,
			Rijen: []p.Levering{{
				Jeugdige: "J1", Aanbieder: text["the name of a provider"], AGB: text["the code of a provider"], Hulpvorm: "02", Start: day("2026-01-05"),
				Toewijzing: text["the number of an assignment"], Aanleiding: text["why it began"], Waardoor: text["why it helped"],
			}},
			IJw: []p.IJwRegel{{
				Soort: 305, Jeugdige: "J1", Afzender: text["the code of a provider"], AGB: text["the code of a provider"], Van: day("2026-01-20"),
				Identificatie: text["the name of a message"], Toewijzing: text["the number in a message"], Productcategorie: "45",
			}},
		})
		if err != nil {
			return err
		}
		h, told, err := tx.Verteld(ctx, zaak)
		if err != nil {
			return err
		}
		if err := tx.SaveVerteld(ctx, h, append(told, text["what was told"]), day("2026-12-01")); err != nil {
			return err
		}
		return tx.SavePersonen(ctx, map[string]p.Persoon{hash(text["a BSN"]): {Zaaknummer: zaak, Jeugdige: "J1"}})
	})
}

func TestNothingOfHelpIsReadable(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := filled(t, storetest.Open(t, address))
		save(t, s, casus("ZO-1"))
		secretHelp(t, s, "ZO-1")
		text := readableInHelp()
		same(t, hulp(t, s, "ZO-1").Rijen[0].Waardoor, text["why it helped"])
		same(t, persoon(t, s, text["a BSN"]).Zaaknummer, "ZO-1")
		same(t, len(found(t, s, text["the number in a message"])), 1)
		all := ""
		for _, table := range store.AllTables() {
			rows, err := s.Rows(t.Context(), table)
			if err != nil {
				t.Fatal(err)
			}
			all += strings.Join(rows, "\n")
		}
		if s.Kind() == "sqlite" {
			all += string(onDisk(t, address))
		}
		if !strings.Contains(all, "ZO-1") {
			t.Fatal("the zaaknummer is to be found: this test looks in the wrong place")
		}
		for name, secret := range text {
			if strings.Contains(all, secret) {
				t.Errorf("%s stands readable", name)
			}
		}
		key := names(t, s, "SELECT value FROM settings WHERE key = 'hulp.sleutel'")[0]
		if !strings.HasPrefix(key, s.Ring().Prefix()) {
			t.Errorf("the key of the hashes is stored as %.12q", key)
		}
	})
}

// In two databases the same BSN has different hashes: who has one file learns nothing from
// another.
func TestHashesAreOfOneDatabase(t *testing.T) {
	hashOf := func() string {
		s := storetest.Open(t, storetest.SQLite(t))
		var got string
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			hash, err := tx.PersoonHash(ctx)
			if err != nil {
				return err
			}
			got = hash("123456782")
			if got == hash("123456790") || got != hash("123456782") {
				t.Error("not a hash")
			}
			return nil
		})
		return got
	}
	if one, other := hashOf(), hashOf(); one == other || len(one) != 64 {
		t.Errorf("%d digits, the same: %v", len(one), one == other)
	}
}

// After the keys changed help opens and its people are known, also once the older keys are
// gone.
func TestRotationKeepsHelp(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		ring := keyFile(t)
		s := filled(t, process(t, address, ring.Path()))
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		hulpEverywhere(t, s, "ZO-1")
		sealed := sealedRows(t, s)
		if err := s.Ring().Rotate(); err != nil {
			t.Fatal(err)
		}
		done, err := s.Reseal(t.Context(), nil)
		if err != nil || done.Rows != sealed || done.Unreadable != nil || done.Left != nil {
			t.Fatalf("%+v of %d, %v", done, sealed, err)
		}
		if _, err := s.Ring().DropOld(); err != nil {
			t.Fatal(err)
		}
		for _, text := range names(t, s, "SELECT data FROM hulp UNION ALL SELECT value FROM settings WHERE key = 'hulp.sleutel'") {
			if !strings.HasPrefix(text, s.Ring().Prefix()) {
				t.Errorf("stored as %.12q", text)
			}
		}
		fresh := process(t, address, ring.Path())
		known(t, fresh, "ZO-1")
		hulpEverywhere(t, fresh, "ZO-2")
		known(t, s, "ZO-2")
	})
}

// Older keys may not go while they are what help is waiting for.
func TestRotationNamesHelpThatCannotBeOpened(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := filled(t, process(t, address, keyFile(t).Path()))
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		hulpEverywhere(t, s, "ZO-1", "ZO-2")
		exec(t, s, "UPDATE hulp SET data = 'rb1.nothing' WHERE zaak = 'ZO-1'")
		exec(t, s, "UPDATE settings SET value = 'rb1.nothing' WHERE key = 'hulp.sleutel'")
		if err := s.Ring().Rotate(); err != nil {
			t.Fatal(err)
		}
		done, err := s.Reseal(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		same(t, done.Unreadable, []string{"hulp ZO-1"})
		same(t, done.Left, []string{"settings hulp.sleutel"})
	})
}

func sealedRows(t testing.TB, s *store.Store) int {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (int, error) { return tx.SealedRows(ctx) })
}

func TestHelpCountsAsSealed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		before := sealedRows(t, s)
		hulpEverywhere(t, s, "ZO-1")
		same(t, sealedRows(t, s), before+1)
	})
}

// A database with nothing sealed but help is not one of before.
func TestHelpAloneTellsTheRightKeys(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := filled(t, storetest.Open(t, address))
		save(t, s, casus("ZO-1"))
		hulpEverywhere(t, s, "ZO-1")
		for _, statement := range []string{"DELETE FROM settings WHERE key <> 'profiel'", "DELETE FROM members", "UPDATE casussen SET data = '{}'"} {
			exec(t, s, statement)
		}
		_, err := store.Open(t.Context(), address, keyFile(t))
		wants(t, err, store.ErrWrongKeys)
		storetest.Open(t, address)
	})
}

// Help is in a backup, with by what its people are known.
func TestRestoreKeepsHelp(t *testing.T) {
	src := storetest.Open(t, storetest.SQLite(t))
	save(t, filled(t, src), casus("ZO-1"))
	hulpEverywhere(t, src, "ZO-1")
	told(t, src, "ZO-1", day("2026-12-01"), "a")
	places(t, func(t *testing.T, _ string, place func(testing.TB) string) {
		s, err := restore(t, place(t), store.Schema(), taken(t, src).into(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		known(t, s, "ZO-1")
		same(t, hulp(t, s, "ZO-1"), hulp(t, src, "ZO-1"))
		same(t, toLookAt(t, s, "2026-11-30"), "[]")
		same(t, toLookAt(t, s, "2026-12-01"), "[ZO-1]")
	})
}

// A database of before there was help keeps everything, and can have help.
func TestADatabaseWithoutHelpIsBroughtUpToDate(t *testing.T) {
	src := storetest.Open(t, storetest.SQLite(t))
	everything(t, src)
	places(t, func(t *testing.T, kind string, place func(testing.TB) string) {
		address := place(t)
		old, err := store.OpenAt(t.Context(), address, storetest.Ring(t), 5)
		if err != nil {
			t.Fatal(err)
		}
		if old.Has(t.Context(), "hulp") {
			t.Fatal("there is help in the older schema")
		}
		rows := taken(t, src).asOf(t, 5)
		rows.rows["settings"] = slices.DeleteFunc(rows.rows["settings"], func(row []any) bool { return row[0] == "hulp.sleutel" })
		if err := old.Update(t.Context(), rows.into(t.Context())); err != nil {
			t.Fatal(err)
		}
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
		s := storetest.Open(t, address)
		for table, want := range dump(t, src) {
			want = slices.DeleteFunc(want, func(row string) bool {
				return strings.HasPrefix(table, "hulp") || strings.Contains(row, "hulp.sleutel")
			})
			got, err := s.Rows(t.Context(), table)
			slices.Sort(got)
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: the table %s has changed: %v", kind, table, err)
			}
		}
		same(t, toLookAt(t, s, "2026-11-13"), "[]")
		save(t, s, casus("ZO-1"))
		hulpEverywhere(t, s, "ZO-1")
		known(t, s, "ZO-1")
		same(t, len(damaged(t, s)), 0)
	})
}
