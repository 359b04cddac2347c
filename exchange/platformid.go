package exchange

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// platformIDs are what an id of a person or a channel looks like on each chat platform, and
// how that is told.
func platformIDs() map[string]platformID {
	return map[string]platformID{
		"slack":      {regexp.MustCompile(`^[A-Z][A-Z0-9]{1,39}$`), "capitals and digits, such as U012AB3CD"},
		"mattermost": {regexp.MustCompile(`^[a-z0-9]{26}$`), "26 small letters and digits"},
	}
}

type platformID struct {
	form  *regexp.Regexp
	shape string
}

// CheckID checks an id of a person or a channel on a chat platform (slack or mattermost):
// whether it has the form of one. Whether it exists is not known here.
func CheckID(platform, id string) error {
	known := platformIDs()
	of, ok := known[platform]
	switch {
	case !ok:
		return fmt.Errorf("%s is not a chat platform: use %s", shown(platform), strings.Join(slices.Sorted(maps.Keys(known)), " or "))
	case !of.form.MatchString(id) || hasBSN(id):
		return fmt.Errorf("%s: %s is not an id on %s: that is %s, and no name", platform, shown(id), platform, of.shape)
	}
	return nil
}
