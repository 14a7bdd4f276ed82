package catalog

import (
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
)

// A Query says which templates to find: those that match all of its fields. The zero Query matches every
// template.
type Query struct {
	Department  string     `json:"department,omitempty"`  // an id
	Perspective string     `json:"perspective,omitempty"` // an id
	Timing      bsc.Timing `json:"timing,omitempty"`      // lead or lag
	// Text is words, or parts of them, in name, question, formula or pitfalls, in any order and case.
	Text string `json:"text,omitempty"`
	_    struct{}
}

// Find returns the templates that match, by department and then by id.
func Find(q Query) []Template {
	words := strings.Fields(strings.ToLower(q.Text))
	return slices.DeleteFunc(All(), func(t Template) bool { return !q.matches(t) || !t.mentions(words) })
}

// matches compares everything but the text.
func (q Query) matches(t Template) bool {
	return (q.Department == "" || q.Department == t.Department) &&
		(q.Perspective == "" || q.Perspective == t.Perspective) &&
		(q.Timing == "" || q.Timing == t.Timing)
}

// mentions reports whether the template's texts have all words, which must be in lower case.
func (t Template) mentions(words []string) bool {
	texts := append([]string{t.Name, t.Question, t.Formula}, t.Pitfalls...)
	all := strings.ToLower(strings.Join(texts, "\n"))
	for _, word := range words {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}
