package platform_test

import (
	"context"
	"slices"
	"testing"

	"github.com/regiebot/regiebot/bot/platform"
)

func TestAlike(t *testing.T) {
	bram := platform.Account{Name: "bram", Full: "Bram de Wit"}
	for name, want := range map[string]bool{"Bram": true, "bram de wit": true, "de Wit": false, "": false} {
		if got := bram.Alike("iemand", name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
	if (platform.Account{Name: "bram"}).Alike("", "") {
		t.Error("no name is like no name")
	}
}

func TestFindings(t *testing.T) {
	if f := platform.Good("%d van de %d", 1, 2); !f.Good || f.What != "1 van de 2" || f.Repair != "" {
		t.Errorf("%+v", f)
	}
	if f := platform.Bad("100% weg", "zoek"); f.Good || f.What != "100% weg" || f.Repair != "zoek" {
		t.Errorf("%+v", f)
	}
	if platform.Members(1) != "1 lid" || platform.Members(2) != "2 leden" {
		t.Error("the number of members is wrong")
	}
}

func TestAccounts(t *testing.T) {
	look := func(_ context.Context, of platform.Account) platform.Finding {
		if of.ID == "weg" {
			return platform.Bad(of.Name+" is weg", "zoek")
		}
		return platform.Finding{}
	}
	propose := func(_ context.Context, of []platform.Account) (list []platform.Finding) {
		for _, one := range of {
			list = append(list, platform.Bad(one.Name+" heeft geen account", "kies"))
		}
		return list
	}
	for _, c := range []struct {
		members []platform.Account
		want    []string
	}{
		{nil, nil},
		{[]platform.Account{{Name: "a", ID: "1"}}, []string{"1 lid: het account in Overal is in orde."}},
		{[]platform.Account{{Name: "a", ID: "weg"}}, []string{"a is weg"}},
		{[]platform.Account{{Name: "a"}, {Name: "b", ID: "1"}, {Name: "c", ID: "weg"}, {Name: "d", ID: "2"}}, []string{"c is weg", "2 leden: het account in Overal is in orde.", "a heeft geen account"}},
	} {
		var got []string
		for _, f := range (platform.Accounts{Platform: "Overal", Look: look, Propose: propose}).Examine(t.Context(), c.members) {
			got = append(got, f.What)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %q", c.members, got)
		}
	}
}

func TestHint(t *testing.T) {
	for usage, want := range map[string]string{
		"":                                   "",
		"casus nieuw zaak=1\ncasus toon 1":   "nieuw | toon",
		"casus toon 1\ncasus toon 2":         "toon",
		"casus samenhang=ja\ncasus meer=nee": "samenhang=ja",
		"casus casus nieuw":                  "casus",
	} {
		if got := platform.Hint("casus", usage); got != want {
			t.Errorf("%q: got %q, want %q", usage, got, want)
		}
	}
}
