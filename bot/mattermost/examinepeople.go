package mattermost

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot/platform"
)

// examineChannel looks at the channel of a team.
func (m *Mattermost) examineChannel(ctx context.Context, c platform.Account, me account) platform.Finding {
	name := "Het kanaal van team " + c.Name
	switch {
	case c.ID == "":
		return platform.Bad("Team "+c.Name+" heeft geen kanaal in Mattermost: de agenda van overleggen komt dan nergens aan.",
			"Zet in het teambestand: kanalen: {mattermost: …} en laad het met regiebot member add --file. Het id staat onderaan bij de gegevens van het kanaal (View Info).")
	case !isID(c.ID):
		return platform.Bad(name+" heeft een id dat geen id van Mattermost is.", "Een id is 26 kleine letters en cijfers. Het staat onderaan bij de gegevens van het kanaal (View Info).")
	}
	var there struct {
		room
		DeleteAt int64 `json:"delete_at"`
	}
	err := m.patiently(ctx, "/channels/"+c.ID, &there)
	in, errIn := m.joined(ctx, c.ID, me.ID)
	switch {
	case away(err) || err == nil && errIn == nil && !in:
		return platform.Bad("De bot is geen lid van het kanaal van team "+c.Name+".", "Zet hem erin: typ in dat kanaal /invite @"+me.Username+". Is hij daar al lid, dan klopt het id "+c.ID+" in het teambestand niet.")
	case errors.Join(err, errIn) != nil:
		return platform.Bad(name+" kon niet worden bekeken ("+code(errors.Join(err, errIn))+").", "Probeer het later opnieuw.")
	case there.DeleteAt != 0:
		return platform.Bad(name+" is gearchiveerd.", "Kies een ander kanaal in het teambestand.")
	case there.Type != "O" && there.Type != "P":
		return platform.Bad(name+" is een privégesprek en geen kanaal.", "Kies een kanaal waar het team in zit.")
	case there.Shared != nil && *there.Shared:
		return platform.Bad(name+" is gedeeld met een andere server.", "Kies een kanaal waar alleen het team in zit.")
	}
	if guests, err := m.guests(ctx, c.ID); err == nil && guests {
		return platform.Finding{Good: true, What: name + " is er, en de bot is er lid van. Er zitten ook gasten in.", Repair: "Horen die daar niet, kies dan een kanaal waar alleen het team in zit."}
	}
	return platform.Good("Het kanaal van team %s is er, en de bot is er lid van.", c.Name)
}

// joined reports whether somebody is in a channel.
func (m *Mattermost) joined(ctx context.Context, channel, user string) (bool, error) {
	err := m.patiently(ctx, "/channels/"+channel+"/members/"+user, nil)
	if away(err) {
		return false, nil
	}
	return err == nil, err
}

// examineMembers looks at the accounts of the members, and proposes one for who has none.
func (m *Mattermost) examineMembers(ctx context.Context, members []platform.Account) (list []platform.Finding) {
	var without []platform.Account
	fine := 0
	for _, one := range members {
		if one.ID == "" {
			without = append(without, one)
			continue
		}
		if f := m.examineMember(ctx, one); f.What == "" {
			fine++
		} else {
			list = append(list, f)
		}
	}
	if fine > 0 {
		list = append(list, platform.Good("%s: het account in Mattermost is in orde.", platform.Members(fine)))
	}
	if len(without) == 0 {
		return list
	}
	return append(list, m.propose(ctx, without)...)
}

// examineMember looks at the account of one member; empty when there is nothing to say.
func (m *Mattermost) examineMember(ctx context.Context, of platform.Account) platform.Finding {
	link := "Zoek het goede account op, en leg het vast met: regiebot member add " + of.Name + " --id mattermost:…"
	if !isID(of.ID) {
		return platform.Bad("Het id van "+of.Name+" is geen id van Mattermost: dat is 26 kleine letters en cijfers.", link)
	}
	var a account
	err := m.patiently(ctx, "/users/"+of.ID, &a)
	switch {
	case away(err):
		return platform.Bad("Het account van "+of.Name+" bestaat niet op deze server, of de bot mag het niet zien.", link)
	case err != nil:
		return platform.Bad("Het account van "+of.Name+" kon niet worden bekeken ("+code(err)+").", "Probeer het later opnieuw.")
	case a.DeleteAt != 0:
		return platform.Bad("Het account van "+of.Name+" is uitgezet: herinneringen gaan naar wie vervangt.", "Is "+of.Name+" weg? regiebot member remove "+of.Name+". Anders: laat het account weer aanzetten.")
	case a.IsBot:
		return platform.Bad("Bij "+of.Name+" staat het account van een bot, niet van een mens.", link)
	case a.RemoteID != "":
		return platform.Bad("Het account van "+of.Name+" is van een andere server: de bot antwoordt het niet.", link)
	case slices.Contains(strings.Fields(a.Roles), "system_guest"):
		return platform.Finding{Good: true, What: "Het account van " + of.Name + " is van een gast.", Repair: "Hoort deze gast bij de casussen van het team, doe dan niets. Anders: regiebot member remove " + of.Name}
	}
	return m.examineTeam(ctx, of, a)
}

// examineTeam looks whether the bot shares a team with somebody: else neither the commands nor
// the bot itself can be found, and some servers allow no direct conversation.
func (m *Mattermost) examineTeam(ctx context.Context, of platform.Account, a account) platform.Finding {
	teams, _, err := m.ownTeams(ctx)
	if err != nil || len(teams) == 0 {
		return platform.Finding{} // that is told elsewhere
	}
	for _, t := range teams {
		if err := m.patiently(ctx, "/teams/"+t.ID+"/members/"+a.ID, nil); err == nil || !away(err) {
			return platform.Finding{}
		}
	}
	return platform.Bad("Het account van "+of.Name+" zit in geen team met de bot: de opdrachten zijn daar niet, en een privébericht kan worden geweigerd.", "Zet het account in het team: mmctl team users add "+teams[0].Name+" "+a.Username)
}

// propose names accounts that may be those of members who have none. It links nobody: that is
// for an administrator.
func (m *Mattermost) propose(ctx context.Context, members []platform.Account) (list []platform.Finding) {
	var names []string
	for _, one := range members {
		names = append(names, one.Name)
	}
	var all []account
	if err := m.call(ctx, http.MethodPost, "/users/usernames", names, &all); err != nil {
		all = nil // then nobody is proposed
	}
	for _, one := range members {
		repair := "Zoek het id op (mmctl user search NAAM): regiebot member add " + one.Name + " --id mattermost:…"
		i := slices.IndexFunc(all, func(a account) bool {
			return one.Alike(a.Username) && a.DeleteAt == 0 && !a.IsBot && a.RemoteID == "" && isID(a.ID)
		})
		if i >= 0 {
			repair = "Is dit het goede account? regiebot member add " + one.Name + " --id mattermost:" + all[i].ID + " (@" + all[i].Username + ")"
		}
		list = append(list, platform.Bad(one.Name+" heeft geen account in Mattermost: er komt geen herinnering aan.", repair))
	}
	return list
}
