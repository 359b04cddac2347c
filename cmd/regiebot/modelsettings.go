package main

import (
	"errors"
	"net"
	"net/url"
	"strings"

	"github.com/regiebot/regiebot/summary"
)

// modelSettings are the settings of the language model.
type modelSettings struct {
	ModelURL     string `name:"model-url" env:"REGIEBOT_MODEL_URL" group:"Language model" placeholder:"URL" help:"Address of a compatible API, such as https://model.voorbeeldstad.nl/v1. Without it summaries are plain."`
	ModelKey     string `name:"model-key" env:"REGIEBOT_MODEL_KEY" group:"Language model" placeholder:"…" help:"Key of the API, when it asks for one."`
	ModelKeyFile string `name:"model-key-file" env:"REGIEBOT_MODEL_KEY_FILE" group:"Language model" placeholder:"FILE" help:"File that holds it."`
	ModelName    string `name:"model-name" env:"REGIEBOT_MODEL_NAME" group:"Language model" placeholder:"NAME" help:"Name of the model, as the API knows it."`
}

// The settings, for who repairs them.
const (
	settingModelURL  = "REGIEBOT_MODEL_URL"
	settingModelKey  = "REGIEBOT_MODEL_KEY"
	settingModelName = "REGIEBOT_MODEL_NAME"
)

// maxModelName is how long the name of a model may be: it stands whole in the access log.
const maxModelName = 100

// modelSetting reads the settings. Without any the address is empty: there is no model. The error
// names everything that is missing or cannot be right, at once; each is a [wrongSetting].
func (c modelSettings) modelSetting() (in summary.Instelling, err error) {
	if c == (modelSettings{}) {
		return in, nil
	}
	var problems []error
	if in.URL, err = modelAddress(c.ModelURL); err != nil {
		problems = append(problems, err)
	}
	if in.Key, err = (secret{settingModelKey, c.ModelKey, c.ModelKeyFile}).read(); err != nil {
		problems = append(problems, err)
	}
	if in.Naam, err = modelName(c.ModelName); err != nil {
		problems = append(problems, err)
	}
	return in, errors.Join(problems...)
}

// modelAddress checks the address of the model: what goes there is about people, so it is
// encrypted on the way, or it stays on this machine.
func modelAddress(given string) (string, error) {
	address := strings.TrimRight(strings.TrimSpace(given), "/")
	u, err := url.Parse(address)
	switch {
	case address == "":
		return "", &wrongSetting{usagef("%s is missing: without it the language model is not used", settingModelURL), settingModelURL + " ontbreekt, en andere instellingen van het taalmodel zijn er wel.", "Zet het adres erin, of haal de andere weg."}
	case err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return "", &wrongSetting{usagef("%s is not an address of an API: use a form such as https://model.voorbeeldstad.nl/v1, without a user, a password or a question mark", settingModelURL), settingModelURL + " is geen adres van een taalmodel.", "Gebruik een vorm zoals https://model.voorbeeldstad.nl/v1, zonder wachtwoord of vraagteken erin."}
	case u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())):
		return "", &wrongSetting{usagef("%s must begin with https://: only to this machine itself http:// will do", settingModelURL), settingModelURL + " begint niet met https://.", "Gebruik https. Alleen naar deze computer zelf (127.0.0.1) mag het zonder."}
	}
	return address, nil
}

func modelName(given string) (string, error) {
	name := strings.TrimSpace(given)
	switch {
	case name == "":
		return "", &wrongSetting{usagef("%s is missing: the API must know which model", settingModelName), settingModelName + " ontbreekt.", "Zet de naam van het model erin, zoals de aanbieder die noemt."}
	case len(name) > maxModelName || strings.ContainsFunc(name, isOdd):
		return "", &wrongSetting{usagef("%s is not a name of a model: at most %d letters, digits and signs, without spaces", settingModelName, maxModelName), settingModelName + " is geen naam van een model.", "Gebruik hoogstens 100 letters, cijfers en tekens, zonder spaties."}
	}
	return name, nil
}

// isLoopback reports whether a host is this machine.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// model is the language model that is set; nil when there is none. It is not called.
func (c modelSettings) model() (*summary.Model, error) {
	in, err := c.modelSetting()
	if err != nil || in.URL == "" {
		return nil, err
	}
	return summary.NieuwModel(in)
}
