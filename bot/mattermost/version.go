package mattermost

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/regiebot/regiebot/bot/platform"
)

// version is that of a server, such as 5.37.
type version struct{ major, minor int }

// least reports whether a server is of this version or a later one.
func (v version) least(major, minor int) bool {
	return v.major > major || v.major == major && v.minor >= minor
}

// readVersion reads what every answer of a server says: 5.37.0.5.37.10.….
func readVersion(id string) (v version, ok bool) {
	parts := strings.SplitN(id, ".", 3)
	if len(parts) < 2 {
		return version{}, false
	}
	major, errMajor := strconv.Atoi(parts[0])
	minor, errMinor := strconv.Atoi(parts[1])
	if errMajor != nil || errMinor != nil || major <= 0 || minor < 0 {
		return version{}, false
	}
	return version{major, minor}, true
}

// server is the version of the server, as its last answer said; asked when there was none. It
// fails as [bot.NotSent].
func (m *Mattermost) server(ctx context.Context) (version, error) {
	if v := m.rest.version.Load(); v != nil {
		return *v, nil
	}
	if err := m.call(ctx, http.MethodGet, "/system/ping", nil, nil); err != nil {
		return version{}, platform.Without(err)
	}
	if v := m.rest.version.Load(); v != nil {
		return *v, nil
	}
	return version{}, platform.Without(errNonsense)
}

// feature is what later servers can do, and those of before 2026 cannot.
type feature int

// The features that the adapter uses where they are there.
const (
	featureDate feature = iota // a date in a dialog
	featureForm                // a next step in the answer to a dialog
)

// sinceFeature is from which version on a server is trusted with each feature. Some servers of
// before know them, while the apps on telephones that went with those do not.
var sinceFeature = [...]version{featureDate: {11, 6}, featureForm: {11, 6}}

// serverHas reports whether the server can do something, as its last answer said. One that
// has not said anything yet cannot.
func (m *Mattermost) serverHas(f feature) bool {
	v := m.rest.version.Load()
	return v != nil && v.least(sinceFeature[f].major, sinceFeature[f].minor)
}
