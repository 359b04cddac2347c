package mattermosttest

import (
	"net/http"
	"slices"
	"strconv"
)

// The sizes of a page of posts.
const (
	pageSize  = 60
	pageMost  = 200
	sinceMost = 1000
)

func (s *Server) getPosts(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.world.channels[c.path[1]]
	if ch == nil {
		return answered{}, missing("app.channel.get.existing.app_error")
	}
	if !s.reads(c.by, ch) {
		return answered{}, forbidden()
	}
	if c.query("include_deleted") == "true" && !c.by.admin() {
		return answered{}, forbidden()
	}
	if since := c.query("since"); since != "" {
		from, err := strconv.ParseInt(since, 10, 64)
		if err != nil {
			return answered{}, invalid("since")
		}
		if from > 0 {
			return answered{body: s.since(ch.ID, from)}, nil
		}
	}
	list := s.in(ch.ID, false)
	if before := c.query("before"); before != "" {
		list = s.beside(list, before, func(p, mark *Post) bool { return p.CreateAt < mark.CreateAt })
	}
	if after := c.query("after"); after != "" {
		list = s.beside(list, after, func(p, mark *Post) bool { return p.CreateAt > mark.CreateAt })
	}
	return answered{body: s.page(c, list)}, nil
}

// since are the posts that changed after a moment, also those that were deleted, newest
// first: at most [sinceMost], and those are the newest made.
func (s *Server) since(channel string, from int64) map[string]any {
	var list []*Post
	for _, p := range s.in(channel, true) {
		if p.UpdateAt > from && len(list) < sinceMost {
			list = append(list, p)
		}
	}
	answer := listing(list)
	s.withRoots(answer, list)
	return answer
}

// withRoots adds the beginnings of threads, in the map and not in the order.
func (s *Server) withRoots(answer map[string]any, list []*Post) {
	all, _ := answer["posts"].(map[string]Post)
	for _, p := range list {
		if root := s.stored(p.RootID); root != nil {
			all[root.ID] = root.sent()
		}
	}
}

// beside are the posts on one side of another; nothing when nobody knows that one.
func (s *Server) beside(list []*Post, id string, on func(p, mark *Post) bool) []*Post {
	at := slices.IndexFunc(s.posts, func(p *Post) bool { return p.ID == id })
	if at < 0 {
		return nil
	}
	var found []*Post
	for _, p := range list {
		if on(p, s.posts[at]) {
			found = append(found, p)
		}
	}
	return found
}

func (s *Server) page(c call, list []*Post) map[string]any {
	size := c.number("per_page", pageSize)
	if size == 0 {
		size = pageSize
	}
	size = min(size, pageMost)
	from := min(c.number("page", 0)*size, len(list))
	if c.query("after") != "" { // the page next to that post, still newest first
		from = max(0, len(list)-(c.number("page", 0)+1)*size)
	}
	part := list[from:min(from+size, len(list))]
	answer := listing(part)
	s.withRoots(answer, part)
	if end := from + size; end < len(list) {
		answer["prev_post_id"] = list[end].ID
	}
	if from > 0 {
		answer["next_post_id"] = list[from-1].ID
	}
	return answer
}

func (s *Server) getThread(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.stored(c.path[1])
	if p == nil {
		return answered{}, missing("app.post.get.app_error")
	}
	if !s.reads(c.by, s.world.channels[p.ChannelID]) {
		return answered{}, forbidden()
	}
	root := p.ID
	if p.RootID != "" {
		root = p.RootID
	}
	var list []*Post
	for _, one := range s.in(p.ChannelID, false) {
		if one.ID == root || one.RootID == root {
			list = append(list, one)
		}
	}
	return answered{status: http.StatusOK, body: listing(list)}, nil
}
