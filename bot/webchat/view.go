package webchat

import "time"

// entryView is an entry as one person sees it.
type entryView struct {
	ID, Rev int
	Base    string // address of the conversation
	Day     string // set on the first entry of a day
	Hour    string
	Stamp   string // machine-readable moment
	Name    string
	Letters string
	Color   int  // which of the colours of the personas; 0 is Regiebot
	Mine    bool // said by the reader
	Private bool // in the channel, for the reader only
	Asked   string
	How     how
	Line    string
	Refused bool
	Welcome bool
	Text    []block
	Parts   []part
	Buttons []button
	Files   []attachment
	Form    *formLink
	Fresh   bool // the first one that was not read before
}

// formLink is a form in the conversation.
type formLink struct {
	Token, Title string
	Part, Done   bool
}

// views lists the entries of a conversation with a revision after since. The lock
// of the room is held.
func (s *Server) views(at seat, since int) []entryView {
	var out []entryView
	var previous time.Time
	for _, e := range s.room.entries {
		if !e.visible(at) {
			continue
		}
		if e.rev > since {
			out = append(out, s.view(at, e, previous))
		}
		previous = e.at
	}
	return out
}

func (s *Server) view(at seat, e *entry, previous time.Time) entryView {
	v := entryView{
		ID: e.id, Rev: e.rev, Base: at.path(), Hour: hour(e.at), Stamp: e.at.Format(time.RFC3339),
		Mine: e.by == at.member, Private: at.place == channel && e.only != "", How: e.how, Line: e.line,
		Refused: e.body.refused, Welcome: e.body.welcome, Text: e.body.text, Parts: e.body.parts, Buttons: e.body.buttons,
	}
	if previous.IsZero() || day(previous) != day(e.at) {
		v.Day = day(e.at)
	}
	v.Name, v.Letters, v.Color = s.face(e.by)
	if asker, ok := s.persona(e.asked); ok && e.only == "" {
		v.Asked = asker.Name
	}
	v.Files = ownFiles(e, at.member)
	v.Form = s.room.formLink(e.body.form, at.member)
	return v
}

// face is the name, the letters and the colour of whoever said something.
func (s *Server) face(member string) (name, letters string, color int) {
	for i, p := range s.cfg.Personas {
		if p.Member == member {
			return p.Name, initials(p.Name), i%6 + 1
		}
	}
	return "Regiebot", "R", 0
}

// ownFiles are the files of an entry; others than the asker see only their names.
func ownFiles(e *entry, member string) []attachment {
	if e.only != "" || e.asked == member {
		return e.body.files
	}
	var out []attachment
	for _, f := range e.body.files {
		out = append(out, attachment{Name: f.Name, Size: f.Size})
	}
	return out
}

// formLink is the state of a form for one person; nil when there is no form. The
// lock is held.
func (m *room) formLink(name, member string) *formLink {
	t, ok := m.tokens[name]
	if !ok {
		return nil
	}
	l := &formLink{Token: name, Title: t.form.Title}
	if sh := t.sheets[member]; sh != nil {
		l.Part, l.Done = sh.part, sh.done
	}
	return l
}
