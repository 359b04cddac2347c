package webchat

import (
	"crypto/rand"
	"embed"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"sync"

	"github.com/regiebot/regiebot/bot"
)

//go:embed pages static
var embedded embed.FS

// Server is the chat page. It implements [bot.Sender].
type Server struct {
	cfg    Config
	pages  *template.Template
	room   *room
	boot   string // tells a page of an earlier server from one of this
	moving sync.Mutex
	lines  lines
	closed chan struct{}
	close  sync.Once
}

// New makes a chat page, or reports everything that is wrong with cfg (in English).
func New(cfg Config) (*Server, error) {
	cfg.Channel = strings.TrimPrefix(cfg.Channel, "#")
	if err := cfg.check(); err != nil {
		return nil, err
	}
	if cfg.Lifetime <= 0 {
		cfg.Lifetime = DefaultLifetime
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	cfg.Answer = bot.Excuse(cfg.Answer, cfg.Log)
	pages, err := parsePages()
	if err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, pages: pages, room: newRoom(), boot: rand.Text(), closed: make(chan struct{})}
	s.welcome()
	return s, nil
}

// Close ends all live connections. Give it to http.Server.RegisterOnShutdown:
// otherwise an open page keeps Shutdown waiting.
func (s *Server) Close() { s.close.Do(func() { close(s.closed) }) }

// everything is the pattern of what no other pattern takes.
const everything = "/"

// Handler is the page. The caller listens on loopback only and sets the time
// limits of its http.Server: ReadHeaderTimeout 5 s, ReadTimeout 30 s, IdleTimeout
// 2 min, and a WriteTimeout longer than the slowest answer and the longest move of
// the clock (or none). Live connections lift the limits for themselves.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.home)
	mux.Handle("GET /static/{file}", http.FileServerFS(onlyStatic{embedded}))
	mux.HandleFunc("GET /als/{member}", s.home)
	mux.HandleFunc("GET /als/{member}/{place}", s.as(s.page))
	mux.HandleFunc("GET /als/{member}/{place}/live", s.as(s.live))
	mux.HandleFunc("GET /als/{member}/{place}/bestand/{token}", s.as(s.file))
	mux.HandleFunc("POST /als/{member}/{place}/zeg", s.as(s.say))
	mux.HandleFunc("POST /als/{member}/{place}/druk", s.as(s.press))
	mux.HandleFunc("POST /als/{member}/{place}/formulier/{token}", s.as(s.submit))
	mux.HandleFunc("POST /als/{member}/{place}/formulier/{token}/bewaar", s.as(s.keep))
	mux.HandleFunc("POST /als/{member}/{place}/klok", s.as(s.move))
	mux.HandleFunc(everything, s.elsewhere(mux))
	return s.guard(mux)
}

// onlyStatic hides the templates.
type onlyStatic struct{ fs.FS }

// Open opens a file under static; a folder does not exist.
func (o onlyStatic) Open(name string) (fs.File, error) {
	if !strings.HasPrefix(name, "static/") {
		return nil, fs.ErrNotExist
	}
	return o.FS.Open(name)
}
