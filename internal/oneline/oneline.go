// Package oneline makes foreign text safe to show in one line of a log, a terminal or a message.
package oneline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable replaces controls, invisible characters and broken UTF-8.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}
