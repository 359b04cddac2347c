package webchat

// navView is what stands beside a conversation: the conversations of the reader
// and the people to switch to, with what they have not read.
type navView struct {
	Rooms  []roomView
	People []personView
	Total  int // unread outside this conversation
}

type roomView struct {
	Place  place
	Path   string
	Title  string
	Unread int
	Here   bool
}

type personView struct {
	Persona
	Path    string
	Letters string
	Color   int
	Unread  int
	Here    bool
}

// nav describes what stands beside a conversation. The lock of the room is held.
func (s *Server) nav(at seat) navView {
	v := navView{}
	for _, p := range []place{direct, channel} {
		other := seat{at.member, p}
		r := roomView{Place: p, Path: other.path(), Title: s.title(p), Unread: s.room.unread(other), Here: p == at.place}
		if !r.Here {
			v.Total += r.Unread
		}
		v.Rooms = append(v.Rooms, r)
	}
	for _, p := range s.cfg.Personas {
		person := s.person(p, p.Member == at.member)
		if !person.Here {
			v.Total += person.Unread
		}
		v.People = append(v.People, person)
	}
	return v
}

func (s *Server) person(p Persona, here bool) personView {
	v := personView{Persona: p, Path: seat{p.Member, direct}.path(), Here: here}
	_, v.Letters, v.Color = s.face(p.Member)
	v.Unread = s.room.unread(seat{p.Member, direct}) + s.room.unread(seat{p.Member, channel})
	return v
}

func (s *Server) title(p place) string {
	if p == channel {
		return "#" + s.cfg.Channel
	}
	return "Regiebot"
}
