package commands

import (
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// nextText says when the next reminder of the team comes and when the last round was. How
// many go out in the next round is kept.
func (s *status) nextText() (string, error) {
	text, err := s.comes()
	if err != nil {
		return "", fmt.Errorf("status: %w", err)
	}
	last, err := s.tx.LastTick(s.ctx, "tick")
	if err != nil {
		return "", fmt.Errorf("status: %w", err)
	}
	if !last.IsZero() {
		text = strings.TrimSpace(text + " Laatst nagelopen: " + s.moment(last) + ".")
	}
	return text, nil
}

// comes says when the next reminder of the team comes.
func (s *status) comes() (string, error) {
	next, ok, err := s.tx.NextDueOf(s.ctx, s.Lid.Team)
	switch {
	case err != nil:
		return "", err
	case !ok:
		return "Er zijn geen herinneringen gepland.", nil
	case next.After(s.At):
		return "De eerstvolgende herinnering is op " + s.moment(next) + ".", nil
	case s.copied != "" || s.Stil || s.Klok || !s.BezetTot.IsZero():
		return "Er staan herinneringen klaar die nog niet zijn verstuurd. De oudste is van " + s.moment(next) + ".", nil
	}
	return s.comesNow()
}

// comesNow says what goes out in the next round, unless that is the main message.
func (s *status) comesNow() (string, error) {
	list, err := s.tx.Due(s.ctx, s.At, maxDue)
	for _, r := range list {
		if r.Team == s.Lid.Team && (r.Dringend || s.Praktijk.WerktNu(r.Aan, s.At)) {
			s.due++
		}
	}
	switch {
	case err != nil:
		return "", err
	case s.due == 0:
		return "Er staan herinneringen klaar. Ze gaan uit op een ochtend waarop de ontvanger werkt.", nil
	case len(s.Wachtend) == 0 && !s.isUnsettled():
		return "", nil
	}
	return s.dueText(), nil
}

// dueText says how many reminders go out in the next round.
func (s *status) dueText() string {
	return procesregie.Count(s.due, "herinnering voor het team gaat", "herinneringen voor het team gaan") + " zo uit."
}
