package main

import (
	"fmt"
	"strings"
)

// damagedCases says which cases cannot be read, what that means for what was done, and
// what to do; nil when there are none.
func damagedCases(zaken []string, what string) error {
	if len(zaken) == 0 {
		return nil
	}
	return fmt.Errorf("%s cannot be read and %s: %s. %s", cases(len(zaken)), what, strings.Join(zaken, ", "), damagedAdvice)
}

const damagedAdvice = "They were damaged, or changed outside regiebot: restore a backup of before the damage, or erase them with regiebot erase ZAAK"

func cases(n int) string {
	if n == 1 {
		return "1 case"
	}
	return fmt.Sprintf("%d cases", n)
}
