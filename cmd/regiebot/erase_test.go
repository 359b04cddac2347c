package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/store/storetest"
)

const erasedCase = "ZO-2026-0101"

func TestEraseAsksFirst(t *testing.T) {
	d := newDesk(t)
	code, out, errs := d.call("erase", erasedCase)
	if code != exitRefused || !strings.Contains(errs, "regiebot erase "+erasedCase+" --yes") || strings.Count(errs, "\n") != 1 {
		t.Errorf("%d: %s", code, errs)
	}
	if !strings.Contains(out, "this would be erased of "+erasedCase) || !strings.Contains(out, "rows of casussen: 1") || !strings.Contains(out, "rows of reminders: ") {
		t.Errorf("%s", out)
	}
	if list := d.ok("export", "casussen"); !strings.Contains(list, erasedCase) {
		t.Error("erased without a yes")
	}
	_, out, _ = d.call("erase", erasedCase, "--json")
	if erased, said := said(t, out)["erased"]; erased != false || !said {
		t.Errorf("it could be taken for a proof: %s", out)
	}
	for _, row := range d.log() {
		if row.Wat == "erase" {
			t.Errorf("logged: %+v", row)
		}
	}
}

// said reads a document.
func said(t *testing.T, text string) (doc map[string]any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// What the files of a server still hold is not said to be gone.
func TestEraseProofIsHonest(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		d := newDesk(t)
		d.holds(d.ok("erase", "ZO-2026-0142", "--yes"), "nothing of it is in the files of the database")
		doc := said(t, d.ok("erase", erasedCase, "--yes", "--json"))
		if doc["erased"] != true || doc["clean"] != true || len(doc["remains_until_overwritten"].([]any)) != 0 {
			t.Errorf("%v", doc)
		}
	})
	t.Run("postgres", func(t *testing.T) {
		d := newDesk(t, "--database", storetest.Postgres(t))
		text := d.ok("erase", "ZO-2026-0142", "--yes")
		d.holds(text, "the rows are gone", "write-ahead log", "replicas", "base backups", "the zaaknummer can be read")
		if strings.Contains(text, "nothing of it") {
			t.Errorf("%s", text)
		}
		doc := said(t, d.ok("erase", erasedCase, "--yes", "--json"))
		if doc["erased"] != true || doc["clean"] != false || len(doc["remains_until_overwritten"].([]any)) != 4 {
			t.Errorf("%v", doc)
		}
	})
}

func TestEraseGivesProof(t *testing.T) {
	d := newDesk(t)
	d.ok("tick", "--at", "2026-11-13T09:00")
	before := d.ok("export", "casussen")
	var proof struct {
		Case  string           `json:"case"`
		At    string           `json:"at"`
		Rows  map[string]int64 `json:"rows"`
		Clean bool             `json:"clean"`
		Log   struct {
			Row  int64  `json:"row"`
			Hash string `json:"hash"`
		} `json:"log"`
	}
	if err := json.Unmarshal([]byte(d.ok("erase", strings.ToLower(erasedCase), "--yes", "--json")), &proof); err != nil {
		t.Fatal(err)
	}
	if proof.Case != erasedCase || proof.At == "" || proof.Rows["casussen"] != 1 || proof.Rows["reminders"] == 0 || !proof.Clean {
		t.Errorf("%+v", proof)
	}
	var row audit.Row
	for _, r := range d.log() {
		if r.Wat == "erase" {
			row = r
		}
	}
	if row.Nr != proof.Log.Row || row.Hash != proof.Log.Hash || row.Casus != erasedCase || row.Actie != audit.Verwijderen || row.Wie != systemUser() {
		t.Errorf("%+v, in the proof %+v", row, proof.Log)
	}
	d.ok("audit", "verify")
	gone := strings.Split(before, "\n")
	after := d.ok("export", "casussen")
	if strings.Contains(after, erasedCase) || strings.Count(after, "\n") != len(gone)-2 {
		t.Errorf("%s", after)
	}
	if text := d.refused("erase", erasedCase, "--yes"); !strings.Contains(text, "there is no case "+erasedCase) {
		t.Error(text)
	}
}

// Of what was asked for and is not there, the number is not kept.
func TestEraseUnknown(t *testing.T) {
	d := newDesk(t)
	for _, args := range [][]string{{"erase", "ZO-9999-1", "--yes"}, {"export", "inzage", "ZO-9999-1"}} {
		if text := d.refused(args...); !strings.Contains(text, "there is no case ZO-9999-1") {
			t.Error(text)
		}
	}
	d.refused("erase", "ZO-9999-1")
	n := 0
	for _, r := range d.log() {
		if strings.Contains(r.Casus+r.Object, "9999") {
			t.Errorf("%+v", r)
		}
		if r.Uitkomst == audit.Mislukt && r.Object == "onbekend nummer" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d rows", n)
	}
	for _, zaak := range []string{"ZO'; DROP TABLE casussen", "niets", ""} {
		if code, _, _ := d.call("erase", zaak, "--yes"); code != exitUsage {
			t.Errorf("%q: %d", zaak, code)
		}
	}
}

// After it was erased, no file of the database holds its number but in the access log:
// not where messages about it went out either, and in whatever capitals it was written.
func TestErasedBytes(t *testing.T) {
	for _, zaak := range []string{erasedCase, "Zo-2026-klein"} {
		t.Run(zaak, func(t *testing.T) { erasedBytes(t, zaak) })
	}
}

func erasedBytes(t *testing.T, zaak string) {
	d := newDesk(t)
	who := "chantal"
	if zaak != erasedCase {
		who = "anouk"
		d.ok("say", "--as", who, "--at", "2026-11-13T08:50", "casus nieuw zaak="+zaak+" start=13-11-2026 niveau=basis")
	}
	d.ok("tick", "--at", "2026-11-13T09:00")
	d.ok("say", "--as", who, "--at", "2026-11-13T10:00", "casus toon "+zaak)
	d.ok("say", "--as", who, "--at", "2026-11-13T10:00", "mpcheck jeugd crisis=nee acuut=nee structureel=ja kind=ja ouder=ja opvoeding=ja hulpverlening=ja zaak="+zaak)
	d.ok("say", "--as", who, "--at", "2026-11-13T10:00", "casus overdragen zaak="+zaak+" aan=bram reden=verhuisd")
	if out := d.ok("tick", "--at", "2026-11-13T10:01"); !strings.Contains(out, zaak) {
		t.Fatalf("nobody was told: %s", out)
	}
	d.ok("erase", strings.ToLower(zaak), "--yes")
	d.exec("PRAGMA secure_delete = ON; UPDATE audit SET casus = ''; PRAGMA wal_checkpoint(TRUNCATE)")
	names, err := filepath.Glob(filepath.Join(d.folder, "regiebot.db*"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.ToUpper(string(text)), strings.ToUpper(zaak)) {
			t.Errorf("the number stands in %s", filepath.Base(name))
		}
	}
}

func TestExportInzage(t *testing.T) {
	d := newDesk(t)
	d.ok("tick", "--at", "2026-11-13T09:00")
	d.ok("say", "--as", "anouk", "casus toon "+erasedCase)
	d.ok("say", "--as", "chantal", "mpcheck jeugd crisis=nee acuut=nee structureel=ja kind=ja ouder=ja opvoeding=ja hulpverlening=ja zaak="+strings.ToLower(erasedCase))
	text := d.ok("export", "inzage", strings.ToLower(erasedCase))
	for _, want := range []string{"Alles wat Regiebot bewaart over " + erasedCase, "Procesregisseur: ", "Niveau: ", "Herinneringen die nog komen", "Toegangslog", "casus toon, ingezien", "Veld antwoord kind: ja"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for _, other := range []string{"ZO-2026-0102", "ZO-2026-0103"} {
		if strings.Contains(text, other) {
			t.Errorf("%s is in it", other)
		}
	}
	file := filepath.Join(d.folder, "inzage.txt")
	if out := d.ok("export", "inzage", erasedCase, "--output", file); !strings.Contains(out, file) {
		t.Error(out)
	}
	written, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(written), "export inzage, uitgevoerd") {
		t.Errorf("the first export is not in the second: %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}
