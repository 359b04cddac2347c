package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// memberCmd manages the members.
type memberCmd struct {
	Add    memberAddCmd    `cmd:"" help:"Add or change a member, or load a team from a file."`
	List   memberListCmd   `cmd:"" help:"List the members."`
	Remove memberRemoveCmd `cmd:"" help:"A member has left: what was theirs goes to who stands in."`
}

type memberAddCmd struct {
	User string   `arg:"" optional:"" help:"User name, such as anouk."`
	File string   `help:"A team file (YAML)."`
	Name string   `help:"The name colleagues use."`
	Role string   `help:"consulent, gedragswetenschapper, manager, kwaliteitsmedewerker, beheerder or 'functionaris gegevensbescherming'."`
	Team string   `help:"Name of the team. Without it: the only team."`
	ID   []string `name:"id" help:"Id on a chat platform, such as slack:U012345."`
	Days string   `help:"Working days: ma,di,wo,do,vr."`
}

// Run adds one member, or those of a file.
func (c *memberAddCmd) Run(ctx context.Context, e *env) error {
	if (c.User == "") == (c.File == "") {
		return usagef("give a user name, or --file with a team file")
	}
	s, err := e.openOrMake(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if c.File != "" {
		return c.file(ctx, e, s)
	}
	var lid procesregie.Lid
	err = e.loggedAs(ctx, s, func(tx *store.Tx) (audit.Event, error) {
		var isNew bool
		if lid, isNew, err = c.member(ctx, tx); err == nil {
			err = tx.SaveLid(ctx, lid)
		}
		return aboutLid("member add", made(isNew), lid), err
	})
	if err != nil {
		return err
	}
	return e.report(map[string]any{"members": 1, "user": lid.Gebruiker, "team": lid.Team}, "%s is a member of %s", lid.Gebruiker, lid.Team)
}

// aboutLid is an event of the access log about a member: who it is, and what gives rights.
func aboutLid(wat, actie string, lid procesregie.Lid) audit.Event {
	return audit.Event{Wat: wat, Actie: actie, Soort: "lid", Object: lid.Gebruiker, Regel: rightsOf(lid)}
}

// rightsOf says what a member may, and over which platforms they are known; no id.
func rightsOf(lid procesregie.Lid) string {
	if lid.Gebruiker == "" || lid.Rol == "" {
		return ""
	}
	text := fmt.Sprintf("rol %s, team %s", lid.Rol, lid.Team)
	if len(lid.IDs) > 0 {
		text += ", bekend op " + strings.Join(slices.Sorted(maps.Keys(lid.IDs)), " en ")
	}
	return text
}

func (c *memberAddCmd) file(ctx context.Context, e *env, s *store.Store) error {
	source, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("the team file cannot be read: %w", errors.Unwrap(err))
	}
	n, err := e.loadTeam(ctx, s, source, e.Profile == "")
	var unfinished *unfinishedError
	if errors.As(err, &unfinished) { // the team is stored
		return err
	}
	if err != nil {
		return fmt.Errorf("nothing of %s was stored; repair it and try again:\n%w", c.File, err)
	}
	return e.report(map[string]any{"members": n}, "%d members loaded", n)
}

// loadTeam stores a team file in one go and returns the number of its members. The
// profile the file names is put in use when withProfile is set.
func (e *env) loadTeam(ctx context.Context, s *store.Store, source []byte, withProfile bool) (int, error) {
	team, err := exchange.ReadTeam(source)
	if err != nil {
		return 0, err
	}
	loaded := audit.Event{Wat: "member add", Actie: audit.Wijzigen, Soort: "team", Object: team.Team.Naam}
	err = e.logged(ctx, s, loaded, func(tx *store.Tx) error {
		if withProfile && team.Profiel != "" {
			inUse, err := tx.ProfielSource(ctx)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return err
			}
			wanted, err := otherProfile(team.Profiel, string(inUse))
			if err != nil {
				return err
			}
			if err := e.useProfile(ctx, tx, wanted); err != nil {
				return err
			}
		}
		return e.saveTeam(ctx, tx, team)
	})
	if err != nil {
		return 0, err
	}
	_, err = e.planAnew(ctx, s)
	return len(team.Leden), err
}

func (e *env) saveTeam(ctx context.Context, tx *store.Tx, team exchange.TeamFile) error {
	old, err := tx.Team(ctx, team.Team.Naam)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	team.Team.Ritmes = old.Ritmes
	if team.Team.Kanalen == nil {
		team.Team.Kanalen = old.Kanalen
	}
	if err := tx.SaveTeam(ctx, team.Team); err != nil {
		return err
	}
	var events []audit.Event
	for _, lid := range team.Leden {
		isNew, err := saveLid(ctx, tx, lid)
		if err != nil {
			return err
		}
		events = append(events, e.event(aboutLid("member add", made(isNew), lid)))
	}
	return tx.Log(ctx, events...)
}

// saveLid stores a member of a file, and reports whether it is a new one. Ids that the
// file does not name stay as they are. Who could not be reached is tried again.
func saveLid(ctx context.Context, tx *store.Tx, lid procesregie.Lid) (isNew bool, err error) {
	known, err := tx.Lid(ctx, lid.Gebruiker)
	switch {
	case errors.Is(err, store.ErrNotFound):
		isNew = true
	case err != nil:
		return false, err
	case known.Team != lid.Team && !known.Weg:
		return false, fmt.Errorf("%s is a member of another team already", lid.Gebruiker)
	default:
		lid.IDs = withIDs(known.IDs, lid.IDs)
	}
	return isNew, tx.SaveLid(ctx, lid)
}

// withIDs are ids on platforms with newer ones on top.
func withIDs(known, newer map[string]string) map[string]string {
	all := maps.Clone(known)
	if all == nil {
		return newer
	}
	maps.Copy(all, newer)
	return all
}

var userName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// member makes the member of the flags, on top of what is known.
func (c *memberAddCmd) member(ctx context.Context, tx *store.Tx) (lid procesregie.Lid, isNew bool, err error) {
	user := strings.ToLower(strings.TrimPrefix(c.User, "@"))
	if !userName.MatchString(user) || procesregie.FindBSN(user+" "+c.Name) {
		return lid, false, usagef("a user name is small letters, digits and . _ -, and neither it nor the name holds a number that may be a BSN")
	}
	lid, err = tx.Lid(ctx, user)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return lid, isNew, err
	}
	isNew = err != nil
	lid.Gebruiker, lid.Weg, lid.Onbereikbaar = user, false, time.Time{} // the administrator says that all is well
	lid.Naam = cmp.Or(c.Name, lid.Naam, user)
	lid.Rol = cmp.Or(procesregie.Rol(strings.ToLower(c.Role)), lid.Rol)
	if isNew && c.Role == "" || !slices.Contains(procesregie.Rollen, lid.Rol) {
		return lid, isNew, usagef("give --role: consulent, gedragswetenschapper, manager, kwaliteitsmedewerker, beheerder or 'functionaris gegevensbescherming'")
	}
	if err := c.days(&lid); err != nil {
		return lid, isNew, err
	}
	if err := c.ids(&lid); err != nil {
		return lid, isNew, err
	}
	err = c.team(ctx, tx, &lid)
	return lid, isNew, err
}

func (c *memberAddCmd) days(lid *procesregie.Lid) error {
	if c.Days == "" {
		return nil
	}
	lid.Werkdagen = nil
	for _, word := range strings.Split(strings.ToLower(c.Days), ",") {
		day := slices.Index([]string{"zo", "ma", "di", "wo", "do", "vr", "za"}, strings.TrimSpace(word))
		if day < 0 {
			return usagef("--days %q: use ma,di,wo,do,vr,za,zo", c.Days)
		}
		lid.Werkdagen = append(lid.Werkdagen, time.Weekday(day))
	}
	return nil
}

// ids adds the ids of the flags; they are checked as those of a team file are.
func (c *memberAddCmd) ids(lid *procesregie.Lid) error {
	for _, text := range c.ID {
		platform, id, _ := strings.Cut(text, ":")
		platform, id = strings.ToLower(strings.TrimSpace(platform)), strings.TrimSpace(id)
		if platform == "" || id == "" {
			return usagef("--id %q: use platform:id, such as slack:U012345", text)
		}
		if err := exchange.CheckID(platform, id); err != nil {
			return usagef("--id: %v", err)
		}
		if lid.IDs == nil {
			lid.IDs = map[string]string{}
		}
		lid.IDs[platform] = id
	}
	return nil
}

func (c *memberAddCmd) team(ctx context.Context, tx *store.Tx, lid *procesregie.Lid) error {
	if c.Team == "" && lid.Team != "" {
		return nil
	}
	teams, err := tx.Teams(ctx)
	if err != nil {
		return err
	}
	name := c.Team
	if name == "" && len(teams) > 1 {
		return usagef("there is more than one team: give --team")
	}
	if name == "" {
		name = "Team"
		if len(teams) == 1 {
			name = teams[0].Naam
		}
	}
	lid.Team = name
	if slices.ContainsFunc(teams, func(t procesregie.Team) bool { return t.Naam == name }) {
		return nil
	}
	return tx.SaveTeam(ctx, procesregie.Team{Naam: name})
}
