// Package oneline makes foreign text safe to show in one line of a log, a terminal or a message.
package oneline

import (
	"strconv"
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

// Cut shortens s to at most n bytes, at a rune's edge, and marks the cut.
func Cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	const mark = "…"
	end := n - len(mark)
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + mark
}

// Quote shows a value in a message: quoted, and cut if it is long.
func Quote(s string) string { return strconv.Quote(Cut(s, 60)) }
