// Package e2e drives the program as people use it: it builds regiebot, starts its
// demo, and walks through the chat page in a real browser. It is a module of its own,
// so that the program does not link the driver of the browser.
//
//	go test ./...                        # from this folder
//	UPDATE_SCREENSHOTS=1 go test ./...   # and write docs/screenshots again
//
// REGIEBOT_BIN names a program that was built already, REGIEBOT_TEST_CHROMIUM a
// browser in another place than /usr/bin/chromium. Without a browser the tests are
// skipped, unless REGIEBOT_TEST_BROWSER=required.
package e2e
