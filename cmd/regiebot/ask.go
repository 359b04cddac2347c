package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// says reports whether somebody at a terminal gives an answer.
func (e *env) says(question, wanted string) bool {
	file, ok := e.in.(*os.File)
	if !ok || !isTerminal(file) {
		return false
	}
	if _, err := fmt.Fprint(e.errs, question); err != nil {
		return false
	}
	answer, _ := bufio.NewReader(file).ReadString('\n') // without an answer it is no
	return strings.EqualFold(strings.TrimSpace(answer), wanted)
}

// isTerminal reports whether somebody may be there to answer.
func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	nobody, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, nobody)
}
