package mattermosttest

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
)

// MaxFile is how large a file can be, in bytes. The default of real servers is 100 MB, on
// 5.37 50 MB; the server reads 10 MB at most.
const MaxFile = 5 << 20

type file struct {
	ID        string `json:"id"`
	UserID    string `json:"user_id"`
	PostID    string `json:"post_id,omitempty"`
	ChannelID string `json:"channel_id"`
	CreateAt  int64  `json:"create_at"`
	UpdateAt  int64  `json:"update_at"`
	DeleteAt  int64  `json:"delete_at"`
	Name      string `json:"name"`
	Extension string `json:"extension"`
	Size      int64  `json:"size"`
	MimeType  string `json:"mime_type"`

	data []byte
}

// upload takes files, as a form or as the whole body.
func (s *Server) upload(c call) (answered, *fault) {
	channel, parts, err := uploaded(c)
	if err != nil {
		return answered{}, refuse(http.StatusBadRequest, "api.file.upload_file.multipart_form.app_error")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.world.channels[channel]
	if ch == nil || !ch.members[c.by.ID] {
		return answered{}, forbidden()
	}
	infos := []file{}
	for name, data := range parts {
		if len(data) > MaxFile {
			return answered{}, refuse(http.StatusRequestEntityTooLarge, "api.file.upload_file.too_large_detailed.app_error")
		}
		kind := mime.TypeByExtension(path.Ext(name))
		if kind == "" {
			kind = "application/octet-stream"
		}
		now := s.moment()
		f := &file{
			ID: NewID(), UserID: c.by.ID, ChannelID: channel, CreateAt: now, UpdateAt: now, Name: name,
			Extension: strings.TrimPrefix(path.Ext(name), "."), Size: int64(len(data)), MimeType: kind, data: data,
		}
		s.files[f.ID] = f
		infos = append(infos, *f)
	}
	return answered{status: http.StatusCreated, body: map[string]any{"file_infos": infos, "client_ids": []string{}}}, nil
}

func uploaded(c call) (channel string, parts map[string][]byte, err error) {
	_, values, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type")) // of anything else the body is the file
	if values["boundary"] == "" {
		return c.query("channel_id"), map[string][]byte{c.query("filename"): c.body}, nil
	}
	channel, parts = c.query("channel_id"), map[string][]byte{}
	form := multipart.NewReader(bytes.NewReader(c.body), values["boundary"])
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return channel, parts, nil
		}
		if err != nil {
			return channel, parts, err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return channel, parts, err
		}
		switch part.FormName() {
		case "channel_id":
			channel = string(data)
		case "files":
			parts[part.FileName()] = data
		}
	}
}

// attach joins files to a post, and gives those that belong to it: what is of another, or of
// another post, is left out in silence.
func (s *Server) attach(p Post) []string {
	ids := []string{}
	for _, id := range p.FileIDs {
		f := s.files[id]
		if f == nil || f.UserID != p.UserID || f.PostID != "" || f.ChannelID != p.ChannelID {
			s.problem("a post has a file that cannot belong to it")
			continue
		}
		f.PostID = p.ID
		ids = append(ids, id)
	}
	return ids
}

func (s *Server) seenFile(c call) (*file, *fault) {
	f := s.files[c.path[1]]
	if f == nil {
		return nil, missing("app.file_info.get.app_error")
	}
	if !s.reads(c.by, s.world.channels[f.ChannelID]) {
		return nil, forbidden()
	}
	return f, nil
}

func (s *Server) download(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, fault := s.seenFile(c)
	if fault != nil {
		return answered{}, fault
	}
	return answered{raw: &raw{f.MimeType, f.data}}, nil
}

func (s *Server) fileInfo(c call) (answered, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, fault := s.seenFile(c)
	if fault != nil {
		return answered{}, fault
	}
	return answered{body: *f}, nil
}

// File is a file that stands under a post.
type File struct {
	Name string
	Data []byte
}

// Files are the files under a post, in their order.
func (s *Server) Files(p Post) []File {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []File
	for _, id := range p.FileIDs {
		if f := s.files[id]; f != nil {
			list = append(list, File{f.Name, f.data})
		}
	}
	return list
}
