package mattermosttest

// own is a post of who calls, to change it.
func (s *Server) own(c call) (*Post, *fault) {
	p := s.stored(c.path[1])
	if p == nil || p.UserID != c.by.ID && !c.by.admin() {
		return nil, forbidden() // also when it is not there
	}
	return p, nil
}

func (s *Server) updatePost(c call) (answered, *fault) {
	var in Post
	if f := c.into(&in); f != nil {
		return answered{}, f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if in.ID != c.path[1] {
		return answered{}, invalid("id")
	}
	p, f := s.own(c)
	if f != nil {
		return answered{}, f
	}
	if in.FileIDs == nil {
		in.FileIDs = p.FileIDs
	}
	if f := s.put(p, in); f != nil {
		return answered{}, f
	}
	return answered{body: p.sent()}, nil
}

func (s *Server) patchPost(c call) (answered, *fault) {
	var in struct {
		Message *string         `json:"message"`
		Props   *map[string]any `json:"props"`
		FileIDs *[]string       `json:"file_ids"`
		Pinned  *bool           `json:"is_pinned"`
	}
	if f := c.into(&in); f != nil {
		return answered{}, f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p, f := s.own(c)
	if f != nil {
		return answered{}, f
	}
	next := p.copied()
	if in.Message != nil {
		next.Message = *in.Message
	}
	if in.Props != nil {
		next.Props = *in.Props
	}
	if in.FileIDs != nil {
		next.FileIDs = *in.FileIDs
	}
	if f := s.put(p, next); f != nil {
		return answered{}, f
	}
	return answered{body: p.sent()}, nil
}

// put changes a post. The lock is held.
func (s *Server) put(p *Post, to Post) *fault {
	if f := s.fits(Post{Message: to.Message, Props: to.Props}); f != nil {
		return f
	}
	to = to.copied()
	p.UpdateAt = s.moment()
	if to.Message != p.Message {
		p.EditAt = p.UpdateAt
	}
	p.Message, p.Props, p.FileIDs = to.Message, to.Props, to.FileIDs
	number(p.Props)
	p.revision = s.change()
	by := s.world.users[p.UserID]
	s.judge("changed post", *p, by)
	s.tellChannel(p.ChannelID, "post_edited", map[string]any{"post": asText(p.sent())})
	return nil
}

func (s *Server) getPost(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.stored(c.path[1])
	switch {
	case p == nil:
		return answered{}, missing("app.post.get.app_error")
	case !s.reads(c.by, s.world.channels[p.ChannelID]):
		return answered{}, forbidden()
	}
	return answered{body: p.sent()}, nil
}

func (s *Server) deletePost(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.stored(c.path[1])
	switch {
	case p == nil:
		return answered{}, missing("app.post.get.app_error")
	case p.UserID != c.by.ID && !c.by.admin():
		return answered{}, forbidden()
	}
	s.remove(p)
	return answered{body: map[string]string{"status": "OK"}}, nil
}

func (s *Server) remove(p *Post) {
	p.DeleteAt = s.moment()
	p.UpdateAt = p.DeleteAt
	p.revision = s.change()
	s.tellChannel(p.ChannelID, "post_deleted", map[string]any{"post": asText(p.sent())})
	for _, answer := range s.posts {
		if answer.RootID == p.ID && answer.DeleteAt == 0 {
			s.remove(answer)
		}
	}
}

// Remove takes a post away, as a person or an administrator does.
func (s *Server) Remove(post string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.stored(post); p != nil {
		s.remove(p)
	}
}
