package exchange

import (
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// people finds the consulenten of a team by the names that a list uses.
type people struct {
	active  map[string]bool     // user names of consulenten who have not left
	names   map[string][]string // compared name → user names
	mapped  map[string]string   // compared name → user name, out of a map
	problem error               // of the map
}

func newPeople(practice procesregie.Praktijk, m *Map) *people {
	p := &people{active: map[string]bool{}, names: map[string][]string{}, mapped: map[string]string{}}
	for user, lid := range practice.Leden {
		otherTeam := lid.Team != "" && practice.Team.Naam != "" && lid.Team != practice.Team.Naam
		if lid.Weg || lid.Rol != procesregie.Consulent || otherTeam {
			continue
		}
		p.active[user] = true
		p.addName(personName(user), user)
		p.addName(personName(lid.Naam), user)
	}
	if m != nil {
		p.addMap(m, practice.Leden)
	}
	return p
}

func (p *people) addName(name, user string) {
	if users := p.names[name]; name != "" && (len(users) == 0 || users[len(users)-1] != user) {
		p.names[name] = append(users, user)
	}
}

func (p *people) addMap(m *Map, members map[string]procesregie.Lid) {
	for _, name := range sortedKeys(m.file.Leden) {
		user := strings.TrimPrefix(m.file.Leden[name], "@")
		if lid, ok := members[user]; !ok || lid.Weg {
			p.problem = refuseFile(codeMap, "the map names a member who is not in the team: "+shown(user))
			return
		}
		p.mapped[personName(name)] = user
	}
}

// find returns the user name of the consulent whom a list means, or why there is none.
func (p *people) find(word string) (user string, m mistake) {
	word = strings.TrimPrefix(word, "@")
	name := personName(word)
	if user, ok := p.mapped[name]; ok {
		if !p.active[user] {
			return "", mistake{codeMember, "this is mapped to a member who is no consulent"}
		}
		return user, mistake{}
	}
	if p.active[word] {
		return word, mistake{}
	}
	switch users := p.names[name]; len(users) {
	case 1:
		return users[0], mistake{}
	case 0:
		return "", mistake{codeMember, "this is no consulent of the team: write a name or user name as “regiebot member list” has it, or name the member in a map (--map)"}
	default:
		return "", mistake{codeMember, "this is the name of more than one consulent: write the user name"}
	}
}
