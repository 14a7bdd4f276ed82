package fault

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-bsc/bsc/words"
)

// maxID is the largest number of bytes in an id, and in names that are compared to find what was meant.
const maxID = 128

// CheckID returns what is wrong with an id; the zero Phrase if nothing. hasKind says whether a text begins with a kind of
// node and a colon, as no id may.
func CheckID(id string, hasKind func(string) bool) words.Phrase {
	switch {
	case id == "":
		return words.New("id_missing")
	case len(id) > maxID:
		return words.New("id_too_long", "id", id)
	case !utf8.ValidString(id) || strings.ContainsFunc(id, func(r rune) bool { return r == ' ' || !unicode.IsPrint(r) }):
		return words.New("id_not_printable", "id", id)
	case hasKind(id):
		return words.New("id_begins_with_kind", "id", id)
	}
	return words.Phrase{}
}
