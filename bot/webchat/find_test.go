package webchat

import (
	"errors"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func TestFindKnowsWhatWasSent(t *testing.T) {
	server := start(t).s
	to := bot.Address{Member: "anouk"}
	if _, there, err := server.Find(t.Context(), to, "k1", time.Time{}); there || err != nil {
		t.Fatalf("found before it was sent: %v %v", there, err)
	}
	sent, err := server.Send(t.Context(), to, "k1", bot.Message{Text: "Hallo"})
	if err != nil {
		t.Fatal(err)
	}
	if got, there, err := server.Find(t.Context(), to, "k1", time.Time{}); !there || err != nil || got != sent {
		t.Errorf("got %v %v %v, want %v", got, there, err, sent)
	}
	if _, there, _ := server.Find(t.Context(), bot.Address{Member: "bram"}, "k1", time.Time{}); there {
		t.Error("found at another address")
	}
}

func TestSendSaysThatAnAddressIsNotThere(t *testing.T) {
	server := start(t).s
	_, err := server.Send(t.Context(), bot.Address{Member: "niemand"}, "k", bot.Message{Text: "Hallo"})
	var not *bot.NotSent
	if !errors.As(err, &not) || not.Why != bot.Unreachable {
		t.Errorf("got %v, want unreachable", err)
	}
}
