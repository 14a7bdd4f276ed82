package fault

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-bsc/bsc/internal/oneline"
	"github.com/go-bsc/bsc/words"
)

// CheckText returns what is wrong with the characters of a text; nil if nothing. Text that is not prose is one line.
// What CheckText refuses no document may hold, so a value built in Go that has it could be written and not read.
func CheckText(s string, prose bool) *Fault {
	if isPlain(s) {
		return nil
	}
	refuse := func(code Code, says, got, allowed string) *Fault {
		f := New(code, says, "got", got)
		f.Allowed = words.New(allowed)
		return f
	}
	if !utf8.ValidString(s) {
		return refuse(Syntax, "text_not_utf8", oneline.Quote(s), "text_in_utf8") // quoted here, as JSON keeps no broken bytes
	}
	for _, r := range s {
		switch {
		case unicode.IsControl(r) && !(prose && strings.ContainsRune("\n\r\t", r)):
			if strings.ContainsRune("\n\r\t", r) {
				return refuse(Value, "text_has_line_break", s, "text_of_one_line")
			}
			return refuse(Value, "text_has_control", s, "text_printable")
		case r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF:
			return refuse(Value, "text_has_no_character", s, "text_printable")
		}
	}
	return nil
}

// isPlain reports whether a text has printable ASCII only, as most have.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
