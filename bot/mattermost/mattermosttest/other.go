package mattermosttest

import (
	"net/http"
	"slices"
	"strings"
)

func (s *Server) makeDirect(c call) (answered, *fault) {
	var in []string
	if f := c.into(&in); f != nil {
		return answered{}, f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case len(in) != 2 || !slices.Contains(in, c.by.ID):
		return answered{}, invalid("user_ids")
	case s.world.users[in[0]] == nil || s.world.users[in[1]] == nil:
		return answered{}, refuse(http.StatusBadRequest, "api.channel.create_direct_channel.invalid_user.app_error")
	case s.restricted && !s.world.share(in[0], in[1]):
		return answered{}, forbidden()
	}
	return answered{status: http.StatusCreated, body: *s.direct(in[0], in[1])}, nil
}

func (s *Server) otherRoutes() []route {
	return []route{
		{http.MethodGet, "system/ping", s.ping, true, false},
		{http.MethodGet, "config/client", s.clientConfig, true, false},
		{http.MethodPost, "files", s.upload, false, false},
		{http.MethodGet, "files/*", s.download, false, false},
		{http.MethodGet, "files/*/info", s.fileInfo, false, false},
	}
}

func (s *Server) ping(call) (answered, *fault) {
	return answered{body: map[string]string{"status": "OK", "ActiveSearchBackend": "database"}}, nil
}

func (s *Server) clientConfig(call) (answered, *fault) {
	return answered{body: map[string]string{
		"Version": strings.Join([]string{s.options.Version, "0"}, "."), "SiteURL": s.URL, "EnableCommands": "true", "EnableBotAccountCreation": "true",
	}}, nil
}
