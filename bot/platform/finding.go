package platform

import (
	"context"
	"fmt"
	"strings"
)

// Finding is what came of looking at one thing, in Dutch.
type Finding struct {
	Good   bool   `json:"good"`
	What   string `json:"what"`             // what was looked at, and how it is
	Repair string `json:"repair,omitempty"` // what to do; of what is good: what to think of, mostly empty
}

// Good is something that is as it should be.
func Good(format string, args ...any) Finding {
	return Finding{Good: true, What: fmt.Sprintf(format, args...)}
}

// Bad is something that must be repaired, and how.
func Bad(what, repair string) Finding { return Finding{What: what, Repair: repair} }

// Account is a member or the channel of a team, and its id on a platform.
type Account struct {
	Name string // user name of the member, or name of the team
	Full string // how colleagues call the member; only to propose an account
	ID   string // empty: not known
}

// Examined is what is looked at beside the platform itself.
type Examined struct {
	Members, Channels []Account

	Homes []string // ids of where the members may have their accounts; none: not known yet
}

// Home is where the accounts are that a platform knows: a workspace, a server.
type Home struct{ ID, Name string }

// Alike reports whether one of the names of an account looks like that of a member.
func (a Account) Alike(names ...string) bool {
	for _, name := range names {
		if name != "" && (strings.EqualFold(name, a.Name) || a.Full != "" && strings.EqualFold(name, a.Full)) {
			return true
		}
	}
	return false
}

// Accounts is how the accounts of members on a platform are looked at.
type Accounts struct {
	Platform string                                     // as people call it
	Look     func(context.Context, Account) Finding     // at one; empty when it is fine
	Propose  func(context.Context, []Account) []Finding // for who have none
}

// Examine looks at the accounts of the members one by one, and has one proposed for who has none.
func (a Accounts) Examine(ctx context.Context, members []Account) (list []Finding) {
	var without []Account
	fine := 0
	for _, m := range members {
		if m.ID == "" {
			without = append(without, m)
			continue
		}
		if f := a.Look(ctx, m); f.What == "" {
			fine++
		} else {
			list = append(list, f)
		}
	}
	if fine > 0 {
		list = append(list, Good("%s: het account in %s is in orde.", Members(fine), a.Platform))
	}
	if len(without) == 0 {
		return list
	}
	return append(list, a.Propose(ctx, without)...)
}

// Members is a number of members, for people.
func Members(n int) string {
	if n == 1 {
		return "1 lid"
	}
	return fmt.Sprintf("%d leden", n)
}
