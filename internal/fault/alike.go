package fault

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-bsc/bsc/internal/oneline"
	"github.com/go-bsc/bsc/words"
)

// Names that look the same and are not: é as one character or as two, a Latin or a Cyrillic a. There is no table of what
// looks alike here: what may be composed of marks, or is of another alphabet, may look the same.

// lookAlike returns a name that may look like another one; "" if there is none.
func lookAlike(wrong string, names []string) string {
	letters, plain := lettersOf(wrong), isPlain(wrong)
	for _, name := range names {
		if plain && isPlain(name) || strings.EqualFold(wrong, name) || len(name) > 4*maxID {
			continue
		}
		if slices.EqualFunc(letters, lettersOf(name), letter.same) {
			return name
		}
	}
	return ""
}

// Outline returns a name in small, with a sign for every letter that is not ASCII or has marks: names that differ only by
// case, or by how their letters are composed, have one outline. Others may have it, too.
func Outline(name string) string {
	if isPlain(name) {
		return strings.ToLower(name)
	}
	var b strings.Builder
	for _, l := range lettersOf(name) {
		if l.alphabet != ascii {
			l.text = "*"
		}
		b.WriteString(l.text)
	}
	return b.String()
}

// Alike says in what two names of one outline differ, if one may be taken for the other; else nothing.
func Alike(name, other string) words.Phrase {
	switch {
	case strings.EqualFold(name, other):
		return words.New("alike_but_for_case")
	case lookAlike(name, []string{other}) != "":
		return words.New("alike_in_other_characters", "other", codes(other), "name", codes(name))
	}
	return words.Phrase{}
}

// codes shows a value in ASCII, every other character by its code.
func codes(s string) string { return strconv.QuoteToASCII(oneline.Cut(s, 40)) }

// A letter is a character with the marks that stand on it.
type letter struct {
	text     string
	alphabet alphabet
}

// An alphabet is what decides whether two letters may look the same.
type alphabet uint8

const (
	ascii alphabet = iota
	latin
	greek
	cyrillic
	other
	joined // of several characters: one with marks, or the parts of a Korean one
)

// lettersOf returns the letters of a name, in small.
func lettersOf(name string) (list []letter) {
	name = strings.ToLower(name)
	for at := 0; at < len(name); {
		r, size := utf8.DecodeRuneInString(name[at:])
		text := name[at : at+size]
		at += size
		if last := len(list) - 1; last >= 0 && joins(r) {
			list[last] = letter{list[last].text + text, joined}
			continue
		}
		list = append(list, letter{text, alphabetOf(r)})
	}
	return list
}

// joins reports whether a character is shown as a part of the one before it: a mark, or a Korean vowel or final.
func joins(r rune) bool { return unicode.Is(unicode.M, r) || 0x1160 <= r && r <= 0x11FF }

func alphabetOf(r rune) alphabet {
	switch {
	case r < utf8.RuneSelf:
		return ascii
	case unicode.Is(unicode.Latin, r):
		return latin
	case unicode.Is(unicode.Greek, r):
		return greek
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	}
	return other
}

// same reports whether two letters are or may look the same.
func (a letter) same(b letter) bool {
	if a.text == b.text || a.alphabet == b.alphabet {
		return a.text == b.text
	}
	if a.alphabet > b.alphabet {
		a, b = b, a
	}
	if b.alphabet == joined {
		return a.alphabet != ascii // e is not é
	}
	foreign := b.alphabet == greek || b.alphabet == cyrillic
	return foreign && (a.alphabet != ascii || 'a' <= a.text[0] && a.text[0] <= 'z')
}
