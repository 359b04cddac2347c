// Package chaos proves that no reminder is lost and none is doubled.
//
// It holds a chat server that misbehaves on purpose ([Server]), the client that a
// real platform would have ([Client], a bot.Sender), and the clock they share
// ([Clock]). Its tests run several processes of the scheduler against that server,
// kill them at random, restart the database, move the clock and change casussen
// meanwhile; then everything calms down, and what is on the server is counted
// against what the database says, key by key.
//
// The server keeps every message it stores, also two with the same key: it hides no
// mistake of who sends. No part of the program that people use imports this package.
//
//	go test ./chaos    a short run
//	make chaos         the long one; see docs/reliability.md
package chaos
