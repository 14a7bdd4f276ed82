package viewers

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
)

// A strategy is what every drawing of a map shows: its layers, bottom first, and its links.
type strategy struct {
	layers []layer
	links  int
}

// A layer is a perspective with the names of its nodes.
type layer struct {
	name  string
	nodes []string
}

// differences returns how the labels and links of a drawing differ from the strategy.
func (s strategy) differences(nodes, perspectives []string, links int) []string {
	var layers, names []string
	for _, l := range s.layers {
		layers = append(layers, l.name)
		names = append(names, l.nodes...)
	}
	all := append(pair("node", nodes, names), pair("perspective", perspectives, layers)...)
	if links != s.links {
		all = append(all, fmt.Sprintf("links: %d, want %d", links, s.links))
	}
	return all
}

// pair gives every name a label of its own that shows it, and returns what is left of both. A label may show
// several names, so a name gives its label up if it can have another.
func pair(what string, labels, names []string) (all []string) {
	fits := make([][]int, len(names)) // the labels that show the name
	for i, name := range names {
		for j, label := range labels {
			if shows(label, name) {
				fits[i] = append(fits[i], j)
			}
		}
	}
	owner := map[int]int{} // of a label: a name
	var place func(name int, tried map[int]bool) bool
	place = func(name int, tried map[int]bool) bool {
		for _, label := range fits[name] {
			if tried[label] {
				continue
			}
			tried[label] = true
			if other, taken := owner[label]; !taken || place(other, tried) {
				owner[label] = name
				return true
			}
		}
		return false
	}
	for i, name := range names {
		if !place(i, map[int]bool{}) {
			all = append(all, fmt.Sprintf("%s: no label shows %.60q", what, name))
		}
	}
	for i, label := range labels {
		if _, taken := owner[i]; !taken {
			all = append(all, fmt.Sprintf("%s: a label that is no name: %.60q", what, label))
		}
	}
	return all
}

// shows reports whether a label contains the name, whole or cut with an ellipsis. A name without visible
// characters matches any label.
func shows(label, name string) bool {
	seen, name := plain(label), plain(name)
	if name == "" {
		return strings.TrimSpace(label) != ""
	}
	if strings.Contains(seen, name) {
		return true
	}
	const least = 20 // bytes that a cut leaves
	parts := strings.Split(seen, "…")
	for _, part := range parts[:len(parts)-1] {
		for end := least; end <= min(len(part), len(name)); end++ {
			if strings.HasSuffix(part, name[:end]) {
				return true
			}
		}
	}
	return false
}

// plain returns the visible text that stays when a drawing breaks lines, drops characters that do not belong
// into a line of text, or limits accents.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || unicode.IsSpace(r) || !unicode.IsPrint(r) || unicode.Is(unicode.M, r) {
			return -1
		}
		return r
	}, text)
}

// unclean returns the characters of a text that must not reach a reader: those that control a terminal,
// change the direction of text beyond their own, or are not valid.
func unclean(text string) []string {
	var all []string
	isolates := 0
	for _, r := range text {
		switch {
		case r >= '\u2066' && r <= '\u2068':
			isolates++
		case r == '\u2069':
			isolates--
		case r == '\n':
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r&0xfffe == 0xfffe, r == '\ufeff':
			all = append(all, fmt.Sprintf("%U", r))
		}
	}
	if !utf8.ValidString(text) {
		all = append(all, "invalid UTF-8")
	}
	if isolates != 0 {
		all = append(all, fmt.Sprintf("%d isolates left open", isolates))
	}
	return all
}

func TestStrategy_differences(t *testing.T) {
	t.Parallel()
	s := strategy{layers: []layer{{"P", []string{"Train staff", "Train"}}, {"Q", []string{"Earn more from loyal customers", "\u200b"}}}, links: 3}
	assert.Empty(t, s.differences([]string{"Train", "▲ Train\nstaff\n70", "Earn more from loyal cust…", "q-2"}, []string{"Q", "P"}, 3))
	assert.Len(t, s.differences([]string{"Train", "Training", "Earn less from loyal cust…"}, []string{"P"}, 2), 5)
}

func TestUnclean(t *testing.T) {
	t.Parallel()
	assert.Empty(t, unclean("a\n\u2068שלום\u2069 👩‍👩‍👧‍👦 \ufffd"))
	for _, bad := range []string{"\x00", "\x1b[31m", "\u0085", "\u202e", "\u2068", "\u2069", "\xff", "\ufffe", "\U0001ffff", "\ufeff", "\r", "\t"} {
		assert.NotEmpty(t, unclean("a"+bad), "%q", bad)
	}
}
