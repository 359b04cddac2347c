package mattermost

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot/platform"
)

// channelState is a channel as far as it is looked at.
type channelState struct {
	room
	DeleteAt int64 `json:"delete_at"`

	joined, guests bool
}

// examineChannel looks at the channel of a team.
func (m *Mattermost) examineChannel(ctx context.Context, c platform.Account, me account) platform.Finding {
	switch {
	case c.ID == "":
		return platform.Bad("Team "+c.Name+" heeft geen kanaal in Mattermost: de agenda van overleggen komt dan nergens aan.",
			"Zet in het teambestand: kanalen: {mattermost: …} en laad het met regiebot member add --file. Het id staat onderaan bij de gegevens van het kanaal (View Info).")
	case !isID(c.ID):
		return platform.Bad("Het kanaal van team "+c.Name+" heeft een id dat geen id van Mattermost is.", "Een id is 26 kleine letters en cijfers. Het staat onderaan bij de gegevens van het kanaal (View Info).")
	}
	there, err := m.channelState(ctx, c.ID, me.ID)
	switch {
	case away(err) || err == nil && !there.joined:
		return platform.Bad("De bot is geen lid van het kanaal van team "+c.Name+".", "Zet hem erin: typ in dat kanaal /invite @"+me.Username+". Is hij daar al lid, dan klopt het id "+c.ID+" in het teambestand niet.")
	case err != nil:
		return platform.Bad("Het kanaal van team "+c.Name+" kon niet worden bekeken ("+code(err)+").", "Probeer het later opnieuw.")
	}
	return there.finding("Het kanaal van team " + c.Name)
}

// channelState asks for a channel that somebody should be in.
func (m *Mattermost) channelState(ctx context.Context, channel, user string) (there channelState, err error) {
	if err = m.patiently(ctx, "/channels/"+channel, &there); err == nil {
		there.joined, err = m.joined(ctx, channel, user)
	}
	if err == nil && there.joined {
		there.guests, err = m.guests(ctx, channel)
	}
	return there, err
}

// finding is how it is with a channel that the bot is in.
func (there channelState) finding(name string) platform.Finding {
	switch {
	case there.DeleteAt != 0:
		return platform.Bad(name+" is gearchiveerd.", "Kies een ander kanaal in het teambestand.")
	case there.Type != "O" && there.Type != "P":
		return platform.Bad(name+" is een privégesprek en geen kanaal.", "Kies een kanaal waar het team in zit.")
	case there.Shared != nil && *there.Shared:
		return platform.Bad(name+" is gedeeld met een andere server.", "Kies een kanaal waar alleen het team in zit.")
	case there.guests:
		return platform.Finding{Good: true, What: name + " is er, en de bot is er lid van. Er zitten ook gasten in.", Repair: "Horen die daar niet, kies dan een kanaal waar alleen het team in zit."}
	}
	return platform.Good("%s is er, en de bot is er lid van.", name)
}

// joined reports whether somebody is in a channel.
func (m *Mattermost) joined(ctx context.Context, channel, user string) (bool, error) {
	err := m.patiently(ctx, "/channels/"+channel+"/members/"+user, nil)
	if away(err) {
		return false, nil
	}
	return err == nil, err
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
	teams, _, err := m.examinedTeams(ctx)
	if err != nil || len(teams) == 0 {
		return platform.Finding{} // that is told elsewhere
	}
	for _, t := range teams {
		if in, err := m.belongs(ctx, t.ID, a.ID); in || err != nil {
			return platform.Finding{}
		}
	}
	return platform.Bad("Het account van "+of.Name+" zit in geen team met de bot: de opdrachten zijn daar niet, en een privébericht kan worden geweigerd.", "Zet het account in het team: mmctl team users add "+teams[0].Name+" "+a.Username)
}

// belongs reports whether somebody is in a team. The server still knows who was taken out of it.
func (m *Mattermost) belongs(ctx context.Context, team, user string) (bool, error) {
	var there struct {
		DeleteAt int64 `json:"delete_at"`
	}
	err := m.patiently(ctx, "/teams/"+team+"/members/"+user, &there)
	if away(err) {
		return false, nil
	}
	return err == nil && there.DeleteAt == 0, err
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
