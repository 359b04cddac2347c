package judge_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"

	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
)

// verdict is what the official model says of one body that the adapter gave to the server;
// nil when it is valid. Of a body that it does not know it says so.
func verdict(version string, c mattermosttest.Call) error {
	for pattern, of := range map[string]func(string, []byte) error{
		"command": ofReply, "hook": ofReply, "action": ofAction, "dialog": ofDialog,
		"POST /posts": ofPost, "POST /posts/ephemeral": ofWhisper, "PUT /posts/*/patch": ofPatch, "PUT /posts/*": ofPost,
		"POST /actions/dialogs/open": ofOpening, "POST /commands": ofCommand, "PUT /commands/*": ofCommand,
	} {
		if fits, _ := path.Match(pattern, c.What); fits {
			if err := of(version, c.Body); err != nil {
				return fmt.Errorf("%s: %w\n%s", c.What, err, c.Body)
			}
			return nil
		}
	}
	for _, harmless := range []string{"GET ", "DELETE ", "POST /channels/direct", "POST /files", "POST /users/"} {
		if strings.HasPrefix(c.What, harmless) {
			return nil
		}
	}
	return fmt.Errorf("nobody judges %s", c.What)
}

func read(body []byte, v any) error { return json.NewDecoder(bytes.NewReader(body)).Decode(v) }

// valid is what the model says of a post, once the server has completed it.
func valid(version string, p *model.Post) error {
	p.PreSave()
	p.UserId = model.NewId()
	if p.ChannelId == "" {
		p.ChannelId = model.NewId()
	}
	if err := p.IsValid(model.PostMessageMaxRunesV2); err != nil {
		return err
	}
	props := utf8.RuneCountInString(model.StringInterfaceToJSON(p.GetProps()))
	if version == mattermosttest.Old && props > mattermosttest.MaxPropsOld {
		return fmt.Errorf("the props have %d runes", props)
	}
	if len(p.Message) > model.PostMessageMaxBytesV2 {
		return fmt.Errorf("the message has %d bytes", len(p.Message))
	}
	if p.GetProp(model.PostPropsAttachments) != nil && len(p.Attachments()) == 0 {
		return fmt.Errorf("the attachments cannot be read")
	}
	for _, a := range p.Attachments() {
		if err := a.IsValid(); err != nil {
			return err
		}
		for _, action := range a.Actions {
			if err := action.IsValid(); err != nil {
				return err
			}
		}
	}
	return nil
}

func ofPost(version string, body []byte) error {
	var p model.Post
	if err := read(body, &p); err != nil {
		return err
	}
	return valid(version, &p)
}

func ofWhisper(version string, body []byte) error {
	var w model.PostEphemeral
	if err := read(body, &w); err != nil {
		return err
	}
	return valid(version, w.Post)
}

func ofPatch(version string, body []byte) error {
	var patch model.PostPatch
	if err := read(body, &patch); err != nil {
		return err
	}
	p := &model.Post{}
	p.Patch(&patch)
	return valid(version, p)
}

func ofReply(version string, body []byte) error {
	r, err := model.CommandResponseFromJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	for _, one := range append([]*model.CommandResponse{r}, r.ExtraResponses...) {
		if one.ResponseType != "" && one.ResponseType != model.CommandResponseTypeEphemeral {
			return fmt.Errorf("the response_type is %q", one.ResponseType)
		}
		p := &model.Post{Message: one.Text, Type: one.Type, Props: one.Props}
		if len(one.Attachments) > 0 {
			model.ParseMessageAttachment(p, one.Attachments)
		}
		if err := valid(version, p); err != nil {
			return err
		}
	}
	return nil
}

func ofAction(version string, body []byte) error {
	var r model.PostActionIntegrationResponse
	if err := read(body, &r); err != nil {
		return err
	}
	if r.Update != nil {
		if err := valid(version, r.Update); err != nil {
			return err
		}
	}
	return valid(version, &model.Post{Message: r.EphemeralText})
}

func ofDialog(_ string, body []byte) error {
	var r model.SubmitDialogResponse
	if err := read(body, &r); err != nil {
		return err
	}
	return r.IsValid()
}

func ofOpening(_ string, body []byte) error {
	var r model.OpenDialogRequest
	if err := read(body, &r); err != nil {
		return err
	}
	return r.IsValid()
}

func ofCommand(_ string, body []byte) error {
	var c model.Command
	if err := read(body, &c); err != nil {
		return err
	}
	c.Token = ""
	c.PreSave()
	c.CreatorId = model.NewId()
	if err := c.IsValid(); err != nil {
		return err
	}
	return nil
}
