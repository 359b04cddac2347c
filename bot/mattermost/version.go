package mattermost

import (
	"context"
	"net/http"
	"strconv"
	"strings"
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
		return version{}, without(err)
	}
	if v := m.rest.version.Load(); v != nil {
		return *v, nil
	}
	return version{}, without(errNonsense)
}
