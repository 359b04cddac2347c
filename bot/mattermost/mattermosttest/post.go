package mattermosttest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// Post is a message as the server keeps it.
type Post struct {
	ID            string         `json:"id"`
	CreateAt      int64          `json:"create_at"`
	UpdateAt      int64          `json:"update_at"`
	EditAt        int64          `json:"edit_at"`
	DeleteAt      int64          `json:"delete_at"`
	IsPinned      bool           `json:"is_pinned"`
	UserID        string         `json:"user_id"`
	ChannelID     string         `json:"channel_id"`
	RootID        string         `json:"root_id"`
	OriginalID    string         `json:"original_id"`
	Message       string         `json:"message"`
	Type          string         `json:"type"`
	Props         map[string]any `json:"props"`
	Hashtags      string         `json:"hashtags"`
	FileIDs       []string       `json:"file_ids"`
	PendingPostID string         `json:"pending_post_id"`

	Only     string `json:"-"` // an ephemeral post: id of who sees it
	revision int
}

// copied is a post without anything that it shares with another.
func (p Post) copied() Post {
	p.Props = clone(p.Props)
	p.FileIDs = append([]string{}, p.FileIDs...)
	return p
}

// clone copies what JSON can hold.
func clone(props map[string]any) map[string]any {
	text, err := json.Marshal(props)
	copied := map[string]any{}
	if err != nil || json.Unmarshal(text, &copied) != nil || copied == nil {
		return map[string]any{}
	}
	return copied
}

// sent is a post as the API gives it: where buttons go is not told to anybody.
func (p Post) sent() Post {
	p = p.copied()
	each(p.Props, func(action map[string]any) { delete(action, "integration") })
	return p
}

// each goes through the actions in props.
func each(props map[string]any, do func(map[string]any)) {
	attachments, _ := props["attachments"].([]any)
	for _, a := range attachments {
		attachment, _ := a.(map[string]any)
		actions, _ := attachment["actions"].([]any)
		for _, one := range actions {
			if action, ok := one.(map[string]any); ok {
				do(action)
			}
		}
	}
}

func (s *Server) postRoutes() []route {
	return []route{
		{http.MethodPost, "posts", s.createPost, false, false},
		{http.MethodPost, "posts/ephemeral", s.createEphemeral, false, false},
		{http.MethodGet, "posts/*", s.getPost, false, false},
		{http.MethodPut, "posts/*", s.updatePost, false, false},
		{http.MethodPut, "posts/*/patch", s.patchPost, false, false},
		{http.MethodDelete, "posts/*", s.deletePost, false, false},
		{http.MethodGet, "posts/*/thread", s.getThread, false, false},
		{http.MethodGet, "channels/*/posts", s.getPosts, false, false},
		{http.MethodPost, "posts/*/actions/*", s.doAction, false, false},
		{http.MethodPost, "actions/dialogs/open", s.openDialog, true, false},
		{http.MethodPost, "actions/dialogs/submit", s.submitDialog, false, false},
	}
}

func (s *Server) createPost(c call) (answered, *fault) {
	var p Post
	if f := c.into(&p); f != nil {
		return answered{}, f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.mayPost(c.by, s.world.channels[p.ChannelID]); f != nil {
		return answered{}, f
	}
	if p.PendingPostID != "" {
		if id, seen := s.pending[p.PendingPostID]; seen {
			return s.again(c, id)
		}
	}
	p.UserID = c.by.ID
	made, f := s.store(p, c.by)
	if f != nil {
		return answered{}, f
	}
	if p.PendingPostID != "" {
		s.pending[p.PendingPostID] = made.ID
	}
	return answered{status: http.StatusCreated, body: made.sent()}, nil
}

// mayPost refuses who may not post in a channel.
func (s *Server) mayPost(by *user, ch *channel) *fault {
	switch {
	case ch == nil || !ch.members[by.ID]:
		return forbidden()
	case ch.DeleteAt != 0:
		return refuse(http.StatusBadRequest, "api.post.create_post.can_not_post_to_deleted.error")
	case s.restricted && ch.Type == "D" && !s.sharing(ch):
		return refuse(http.StatusBadRequest, "api.post.create_post.can_not_post_in_restricted_dm.error")
	}
	return nil
}

// again answers who posts the same once more.
func (s *Server) again(c call, id string) (answered, *fault) {
	p := s.stored(id)
	if p == nil || p.UserID != c.by.ID {
		return answered{}, refuse(http.StatusInternalServerError, "api.post.deduplicate_create_post.failed_to_get")
	}
	return answered{status: http.StatusCreated, body: p.sent()}, nil
}

func (s *Server) sharing(ch *channel) bool {
	var both []string
	for id := range ch.members {
		both = append(both, id)
	}
	return len(both) == 2 && s.world.share(both[0], both[1])
}

// stored is a post that is there. The lock is held.
func (s *Server) stored(id string) *Post {
	for _, p := range s.posts {
		if p.ID == id && p.DeleteAt == 0 {
			return p
		}
	}
	return nil
}

// store puts a new post in a channel, and tells of it. The lock is held.
func (s *Server) store(p Post, by *user) (*Post, *fault) {
	if f := s.fits(p); f != nil {
		return nil, f
	}
	if p.RootID != "" {
		root := s.stored(p.RootID)
		if root == nil || root.RootID != "" || root.ChannelID != p.ChannelID {
			return nil, refuse(http.StatusBadRequest, "api.post.create_post.root_id.app_error")
		}
	}
	p = p.copied()
	p.ID, p.CreateAt, p.EditAt, p.DeleteAt = NewID(), s.moment(), 0, 0
	p.UpdateAt = p.CreateAt
	if by.IsBot {
		p.Props["from_bot"] = "true"
	}
	number(p.Props)
	p.FileIDs = s.attach(p)
	p.revision = s.change()
	s.posts = append(s.posts, &p)
	ch := s.world.channels[p.ChannelID]
	ch.LastPostAt = p.CreateAt
	ch.Total++
	s.judge("post", p, by)
	s.tellPosted(p, ch, by)
	return &p, nil
}

// number gives every action an id.
func number(props map[string]any) {
	each(props, func(action map[string]any) {
		if id, _ := action["id"].(string); id == "" {
			action["id"] = NewID()
		}
	})
}

// fits refuses what a database does not take.
func (s *Server) fits(p Post) *fault {
	props, _ := json.Marshal(p.Props)
	switch {
	case len([]rune(p.Message)) > MaxMessageRunes:
		return refuse(http.StatusBadRequest, "model.post.is_valid.message_length.app_error")
	case len([]rune(string(props))) > s.maxProps():
		return refuse(http.StatusBadRequest, "model.post.is_valid.props.app_error")
	case strings.ContainsRune(p.Message, 0), bytes.Contains(props, []byte(`\u0000`)):
		return refuse(http.StatusInternalServerError, "app.post.save.app_error")
	case strings.HasPrefix(p.Type, "system_"):
		return refuse(http.StatusBadRequest, "api.context.invalid_param.app_error")
	}
	return nil
}

func (s *Server) createEphemeral(c call) (answered, *fault) {
	var in struct {
		UserID string `json:"user_id"`
		Post   *Post  `json:"post"`
	}
	if f := c.into(&in); f != nil {
		return answered{}, f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case in.UserID == "":
		return answered{}, invalid("user_id")
	case in.Post == nil:
		return answered{}, invalid("post")
	case !c.by.admin():
		return answered{}, forbidden()
	}
	in.Post.UserID = c.by.ID
	return answered{status: http.StatusCreated, body: s.whisper(in.UserID, *in.Post).sent()}, nil
}

// whisper shows a post to one person. It is not stored. The lock is held.
func (s *Server) whisper(to string, p Post) *Post {
	p = p.copied()
	p.ID, p.Type, p.Only, p.CreateAt = NewID(), "system_ephemeral", to, s.moment()
	p.UpdateAt = p.CreateAt
	number(p.Props)
	each(p.Props, func(action map[string]any) {
		cookie := NewID()
		action["cookie"] = cookie
		s.cookies[cookie] = &p
	})
	p.revision = s.change()
	s.hidden = append(s.hidden, &p)
	s.judge("ephemeral post", p, s.world.users[s.BotID])
	s.tellOne(to, "ephemeral_message", map[string]any{"post": asText(p.sent())})
	return &p
}

// asText is JSON in a text, as events carry it.
func asText(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}

// listing is a list of posts as the API gives it: newest first.
func listing(posts []*Post) map[string]any {
	order, all := []string{}, map[string]Post{}
	for _, p := range posts {
		order = append(order, p.ID)
		all[p.ID] = p.sent()
	}
	return map[string]any{"order": order, "posts": all, "next_post_id": "", "prev_post_id": "", "has_next": false}
}

// in are the posts of a channel, newest first; also the deleted ones, where they count.
func (s *Server) in(channel string, deleted bool) []*Post {
	var list []*Post
	for _, p := range slices.Backward(s.posts) {
		if p.ChannelID == channel && (deleted || p.DeleteAt == 0) {
			list = append(list, p)
		}
	}
	return list
}
