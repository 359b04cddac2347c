package exchange

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// TeamFile is a team as a file describes it.
type TeamFile struct {
	Team     procesregie.Team
	Leden    []procesregie.Lid // in the order of the file
	Profiel  string            // name of a practice profile; empty: not said
	Tijdzone string            // name of a time zone, such as Europe/Amsterdam; empty: not said
}

// teamYAML is the shape of the file.
type teamYAML struct {
	Team           string             `yaml:"team"`
	Profiel        string             `yaml:"profiel"`
	Tijdzone       string             `yaml:"tijdzone"`
	Sluitingsdagen []procesregie.Date `yaml:"sluitingsdagen"`
	Crisiscontact  string             `yaml:"crisiscontact"`
	Kanalen        idsYAML            `yaml:"kanalen"`
	Leden          []lidYAML          `yaml:"leden"`
}

// idsYAML are ids on chat platforms.
type idsYAML struct {
	Slack      string `yaml:"slack"`
	Mattermost string `yaml:"mattermost"`
}

// byPlatform are the ids that are given; nil when none is.
func (ids idsYAML) byPlatform() map[string]string {
	var given map[string]string
	for platform, id := range map[string]string{"slack": ids.Slack, "mattermost": ids.Mattermost} {
		if id == "" {
			continue
		}
		if given == nil {
			given = map[string]string{}
		}
		given[platform] = id
	}
	return given
}

type lidYAML struct {
	Gebruikersnaam string        `yaml:"gebruikersnaam"`
	Naam           string        `yaml:"naam"`
	Rol            string        `yaml:"rol"`
	Functie        string        `yaml:"functie"`
	Werkdagen      []string      `yaml:"werkdagen"`
	Uren           int           `yaml:"uren"`
	CaseloadNorm   int           `yaml:"caseload_norm"`
	Vervanger      string        `yaml:"vervanger"`
	IDs            idsYAML       `yaml:"ids"`
	Afwezig        []periodeYAML `yaml:"afwezig"`
}

type periodeYAML struct {
	Van procesregie.Date `yaml:"van"`
	Tot procesregie.Date `yaml:"tot"`
}

// ReadTeam reads a team from the bytes of a YAML file of at most 1 MB. The error is a
// [Problems] with everything that is wrong, each with its line.
func ReadTeam(data []byte) (TeamFile, error) {
	var in teamYAML
	file := readYAML(data, &in)
	if len(file.problems) == 0 {
		check := teamCheck{file: file, in: &in}
		check.team()
	}
	if err := file.err(); err != nil {
		return TeamFile{}, err
	}
	return in.team(), nil
}

func (in *teamYAML) team() TeamFile {
	out := TeamFile{
		Team:     procesregie.Team{Naam: in.Team, Crisiscontact: in.Crisiscontact, Sluitingsdagen: in.Sluitingsdagen, Kanalen: in.Kanalen.byPlatform()},
		Profiel:  in.Profiel,
		Tijdzone: in.Tijdzone,
	}
	for _, l := range in.Leden {
		out.Leden = append(out.Leden, l.lid(in.Team))
	}
	return out
}

func (l *lidYAML) lid(team string) procesregie.Lid {
	lid := procesregie.Lid{
		Naam: l.Naam, Gebruiker: l.Gebruikersnaam, Team: team, Rol: procesregie.Rol(l.Rol), Functie: l.Functie,
		Uren: l.Uren, Norm: l.CaseloadNorm, Vervanger: l.Vervanger, IDs: l.IDs.byPlatform(),
	}
	for _, word := range l.Werkdagen {
		day, _ := shortWeekday(word)
		lid.Werkdagen = append(lid.Werkdagen, day)
	}
	for _, p := range l.Afwezig {
		lid.Afwezig = append(lid.Afwezig, procesregie.Periode{Van: p.Van, Tot: p.Tot})
	}
	return lid
}

// shortWeekday reads ma, di, wo, do, vr, za or zo.
func shortWeekday(word string) (time.Weekday, bool) {
	day := slices.Index([]string{"zo", "ma", "di", "wo", "do", "vr", "za"}, strings.ToLower(word))
	return time.Weekday(day), day >= 0
}

var userName = regexp.MustCompile(`^[a-z0-9._-]{1,64}$`)

// teamCheck looks for what is wrong in a team of the right shape.
type teamCheck struct {
	file  *yamlFile
	in    *teamYAML
	users map[string]int // user name → line
}

// item is the key of an item of a list.
func item(key string, i int) string { return key + "[" + strconv.Itoa(i+1) + "]" }

func (c *teamCheck) problem(key, format string, args ...any) {
	c.file.add(c.file.lineOf(key), format, args...)
}

func (c *teamCheck) team() {
	c.name("team", c.in.Team, true)
	if c.in.Tijdzone != "" {
		if _, err := time.LoadLocation(c.in.Tijdzone); err != nil || c.in.Tijdzone == "Local" {
			c.problem("tijdzone", "tijdzone is not a known time zone: write it like Europe/Amsterdam")
		}
	}
	if len(c.in.Leden) == 0 {
		c.problem("leden", "leden is empty: a team has members")
	}
	c.ids("kanalen", c.in.Kanalen)
	c.userNames()
	for i := range c.in.Leden {
		c.lid(item("leden", i), &c.in.Leden[i])
	}
	c.known("crisiscontact", c.in.Crisiscontact)
}

func (c *teamCheck) userNames() {
	c.users = map[string]int{}
	for i, l := range c.in.Leden {
		key := item("leden", i) + ".gebruikersnaam"
		switch line, twice := c.users[l.Gebruikersnaam]; {
		case l.Gebruikersnaam == "":
			c.problem(key, "a member needs a gebruikersnaam")
		case !userName.MatchString(l.Gebruikersnaam):
			c.problem(key, "gebruikersnaam %s may hold a–z, 0–9, dot, dash and underscore only, at most 64", shown(l.Gebruikersnaam))
		case hasBSN(l.Gebruikersnaam):
			c.problem(key, "gebruikersnaam may hold a BSN: choose another")
		case twice:
			c.problem(key, "gebruikersnaam %s stands here twice: also on line %d", shown(l.Gebruikersnaam), line)
		default:
			c.users[l.Gebruikersnaam] = c.file.lineOf(key)
		}
	}
}

func (c *teamCheck) lid(key string, l *lidYAML) {
	c.name(key+".naam", l.Naam, true)
	c.name(key+".functie", l.Functie, false)
	if !slices.Contains(procesregie.Rollen, procesregie.Rol(l.Rol)) {
		c.problem(key+".rol", "rol %s is not known: choose one of %s", shown(l.Rol), roles())
	}
	if l.Uren < 0 || l.Uren > 80 {
		c.problem(key+".uren", "uren must be from 0 to 80 a week")
	}
	if l.CaseloadNorm < 0 || l.CaseloadNorm > 1000 {
		c.problem(key+".caseload_norm", "caseload_norm must be from 0 to 1000 points")
	}
	c.days(key, l)
	c.ids(key+".ids", l.IDs)
	if c.known(key+".vervanger", l.Vervanger); l.Vervanger != "" && l.Vervanger == l.Gebruikersnaam {
		c.problem(key+".vervanger", "vervanger is the member itself")
	}
}

// ids checks ids on chat platforms; whether they exist is not known here.
func (c *teamCheck) ids(key string, ids idsYAML) {
	for platform, id := range ids.byPlatform() {
		if err := CheckID(platform, id); err != nil {
			c.problem(key+"."+platform, "%v", err)
		}
	}
}

func roles() string {
	var names []string
	for _, r := range procesregie.Rollen {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}

func (c *teamCheck) days(key string, l *lidYAML) {
	seen := map[string]bool{}
	for i, word := range l.Werkdagen {
		at := item(key+".werkdagen", i)
		if _, ok := shortWeekday(word); !ok {
			c.problem(at, "werkdagen: %s is not one of ma, di, wo, do, vr, za, zo", shown(word))
		} else if seen[strings.ToLower(word)] {
			c.problem(at, "werkdagen: %s stands here twice", shown(word))
		}
		seen[strings.ToLower(word)] = true
	}
	for i, p := range l.Afwezig {
		at := item(key+".afwezig", i)
		switch {
		case p.Van.IsZero() || p.Tot.IsZero():
			c.problem(at, "afwezig needs van and tot")
		case p.Tot.Before(p.Van):
			c.problem(at+".tot", "afwezig ends (%s) before it begins (%s)", p.Tot, p.Van)
		}
	}
}

// name checks a text that people will read.
func (c *teamCheck) name(key, text string, needed bool) {
	last := key[strings.LastIndexByte(key, '.')+1:]
	switch {
	case needed && strings.TrimSpace(text) == "":
		c.problem(key, "%s is missing", last)
	case hasBSN(text):
		c.problem(key, "%s may hold a BSN: a number of a person never belongs here", last)
	case hasHostile(text):
		c.problem(key, "%s holds invisible or control characters: type it again", last)
	case len([]rune(text)) > 100:
		c.problem(key, "%s is longer than 100 characters", last)
	}
}

// known checks that a user name, when there is one, is that of a member.
func (c *teamCheck) known(key, user string) {
	if _, ok := c.users[user]; user != "" && !ok {
		c.problem(key, "%s %s is not the gebruikersnaam of a member", key[strings.LastIndexByte(key, '.')+1:], shown(user))
	}
}
