package slack

import (
	"context"
	"fmt"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// examineMember looks at the account of one member; empty when there is nothing to say.
func (s *Slack) examineMember(ctx context.Context, m platform.Account) platform.Finding {
	var p person
	err := s.patiently(ctx, func() (err error) {
		p, err = s.person(ctx, m.ID)
		return err
	})
	link := "Zoek het goede account op, en leg het vast met: regiebot member add " + m.Name + " --id slack:U…"
	not := platform.NotSent(err)
	switch {
	case not != nil && not.Why == bot.Unreachable:
		return platform.Bad("Het account van "+m.Name+" bestaat niet in deze werkruimte.", link)
	case err != nil:
		return platform.Bad("Het account van "+m.Name+" kon niet worden bekeken ("+code(err)+").", "Probeer het later opnieuw.")
	case p.Deleted:
		return platform.Bad("Het account van "+m.Name+" is uitgezet: herinneringen gaan naar wie vervangt.", "Is "+m.Name+" weg? regiebot member remove "+m.Name+". Anders: laat het account weer aanzetten.")
	case p.Bot:
		return platform.Bad("Bij "+m.Name+" staat het account van een app, niet van een mens.", link)
	case p.Outside:
		return platform.Bad("Het account van "+m.Name+" is van een andere organisatie: de bot antwoordt het niet.", link)
	case p.Guest:
		return platform.Finding{Good: true, What: "Het account van " + m.Name + " is van een gast.", Repair: "Hoort deze gast bij de casussen van het team, doe dan niets. Anders: regiebot member remove " + m.Name}
	}
	return platform.Finding{}
}

// attempts is how often something is looked at when Slack asks to wait.
const attempts = 3

// patiently looks at something, and waits when too much was asked of Slack: who examines
// has time, and an account about which nothing could be asked is not one that is wrong.
func (s *Slack) patiently(ctx context.Context, look func() error) (err error) {
	for range attempts {
		err = look()
		not := platform.NotSent(err)
		if not == nil || not.Why != bot.Busy {
			return err
		}
		if s.out.turns.Wait(ctx, min(max(not.After, time.Second), time.Minute)) != nil {
			return err
		}
	}
	return err
}

// propose names accounts that may be those of members who have none. It links nobody: that
// is for an administrator.
func (s *Slack) propose(ctx context.Context, members []platform.Account) []platform.Finding {
	var list []platform.Finding
	all, err := s.accounts(ctx)
	for _, m := range members {
		what := m.Name + " heeft geen account in Slack: er komt geen herinnering aan."
		repair := "Zoek het id op in Slack (profiel, drie puntjes, Lid-ID kopiëren): regiebot member add " + m.Name + " --id slack:U…"
		if likely := likelyOf(m, all); err == nil && len(likely) > 0 {
			repair = "Is dit het goede account? " + strings.Join(likely, " of ")
		}
		list = append(list, platform.Bad(what, repair))
	}
	return list
}

// mostProposed is how many accounts are proposed for one member.
const mostProposed = 3

// likelyOf are the command lines that would link a member to an account that looks like it.
func likelyOf(m platform.Account, all []api.User) (lines []string) {
	for _, u := range all {
		mail, _, _ := strings.Cut(u.Profile.Email, "@")
		alike := m.Alike(u.Name, u.RealName, u.Profile.DisplayName, u.Profile.RealName, mail)
		if alike && !u.Deleted && !u.IsBot && len(lines) < mostProposed {
			lines = append(lines, fmt.Sprintf("regiebot member add %s --id slack:%s (%s)", m.Name, u.ID, platform.FirstOf(u.Profile.RealName, u.RealName, u.Name)))
		}
	}
	return lines
}

// accounts are all accounts of the workspace.
func (s *Slack) accounts(ctx context.Context) (all []api.User, err error) {
	err = s.call(ctx, func(ctx context.Context) (err error) {
		all, err = s.client.GetUsersContext(ctx, api.GetUsersOptionLimit(200))
		return err
	}, methodPerson)
	return all, err
}
