package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/go-bsc/bsc/words"
)

// Markdown writes the scorecard in GitHub's Markdown: a section with a table for each perspective, and one
// for the links of the strategy map. The error is that of w, or a *bsc.Problem with bsc.ErrInput for a view
// with nothing to draw or with more than MaxNodes lines.
func (v View) Markdown(w io.Writer) error {
	s, rows, err := v.lines()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	for _, r := range rows {
		switch r.depth {
		case 0:
			fmt.Fprintf(&b, "# %s\n", escapeMarkdown(s.title()))
			s.markdownStanding(&b, r)
		case 1:
			fmt.Fprintf(&b, "\n## %s\n", escapeMarkdown(r.name))
			s.markdownStanding(&b, r)
			if s.result != nil {
				fmt.Fprintf(&b, "\n| | %s |\n|---|---:|---|---|---:|---:|---|\n", s.heads("score", "rating", "change", "actual", "target", "notes"))
			} else {
				fmt.Fprintf(&b, "\n| | %s |\n|---|---:|\n", s.heads("weight"))
			}
		default:
			s.markdownRow(&b, r)
		}
	}
	s.markdownLinks(&b)
	if s.anyJudged(refsOf(rows)) {
		fmt.Fprintf(&b, "\n%s\n", escapeMarkdown("[ ] "+s.assessed()))
	}
	return write(w, &b)
}

func (s *subject) markdownStanding(b *bytes.Buffer, r row) {
	if st, ok := s.standing(r.ref); ok {
		fmt.Fprintf(b, "\n%s\n", escapeMarkdown(strings.TrimSpace(strings.Join([]string{s.sentence(st), st.look.sign, st.finalSign()}, " "))))
	}
}

func (s *subject) markdownRow(b *bytes.Buffer, r row) {
	name := escapeMarkdown(r.name)
	if r.depth == 2 {
		name = "**" + name + "**"
	}
	st, ok := s.standing(r.ref)
	if !ok {
		fmt.Fprintf(b, "| %s | %s |\n", name, escapeMarkdown(s.number(r.weight)))
		return
	}
	rating := ""
	if st.rated {
		rating = st.look.sign + " " + st.look.name
	}
	if st.judged {
		rating = strings.TrimSpace(rating + " [" + st.final.sign + " " + st.final.name + "]")
	}
	actual, target := s.values(st.outcome)
	cells := []string{st.score, rating, st.move, actual, target, s.notes(st.outcome)}
	for i := range cells {
		cells[i] = escapeMarkdown(cells[i])
	}
	fmt.Fprintf(b, "| %s | %s |\n", name, strings.Join(cells, " | "))
}

// markdownLinks lists the strategy map.
func (s *subject) markdownLinks(b *bytes.Buffer) {
	links := s.card.Map().Links()
	if len(links) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n| %s | %s |\n|---|---|---|---|---:|\n", escapeMarkdown(s.say("strategy_map")),
		s.heads("cause", "effect", "kind", "strength"), escapeMarkdown(s.say("column.lag", "lags", s.lags())))
	for _, l := range links {
		kind := s.sayName(words.Name("link", string(l.Kind)))
		if l.Inverse {
			kind += ", " + s.say("inverse")
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %d |\n", escapeMarkdown(s.name(l.From)), escapeMarkdown(s.name(l.To)), escapeMarkdown(kind), escapeMarkdown(s.strength(l.Strength)), l.Delay)
	}
}

// heads writes the heads of columns.
func (s *subject) heads(columns ...string) string {
	for i, c := range columns {
		columns[i] = escapeMarkdown(s.say("column." + c))
	}
	return strings.Join(columns, " | ")
}

// escapeMarkdown writes text within a line so that nothing in it is markup and no address becomes a link.
func escapeMarkdown(s string) string {
	var b strings.Builder
	s = isolate(s)
	for i, r := range s {
		address := r == '.' && i >= 3 && strings.EqualFold(s[i-3:i], "www")
		if address || strings.ContainsRune("\\`*_{}[]()#+!|<>&~@$:", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
