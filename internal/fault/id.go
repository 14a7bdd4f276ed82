package fault

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-bsc/bsc/internal/oneline"
)

// AllowedID says what an id may be.
const AllowedID = "1 to 128 bytes, printable, no spaces"

// maxID is the largest number of bytes in an id, and in names that are compared to find what was meant.
const maxID = 128

// CheckID returns what is wrong with an id; "" if nothing. hasKind says whether a text begins with a kind of node and a
// colon, as no id may.
func CheckID(id string, hasKind func(string) bool) string {
	switch {
	case id == "":
		return "the id is missing"
	case len(id) > maxID:
		return "the id " + oneline.Quote(id) + " is too long"
	case !utf8.ValidString(id) || strings.ContainsFunc(id, func(r rune) bool { return r == ' ' || !unicode.IsPrint(r) }):
		return "the id " + oneline.Quote(id) + " has spaces or invisible characters"
	case hasKind(id):
		return "the id " + oneline.Quote(id) + " begins with a kind and a colon"
	}
	return ""
}
