package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"
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
				b.WriteString("\n| | Score | Rating | Change | Actual | Target | Notes |\n|---|---:|---|---|---:|---:|---|\n")
			} else {
				b.WriteString("\n| | Weight |\n|---|---:|\n")
			}
		default:
			s.markdownRow(&b, r)
		}
	}
	s.markdownLinks(&b)
	if s.anyJudged(refsOf(rows)) {
		fmt.Fprintf(&b, "\n%s\n", escapeMarkdown("[ ] "+assessedKey))
	}
	return write(w, &b)
}

func (s *subject) markdownStanding(b *bytes.Buffer, r row) {
	if st, ok := s.standing(r.ref); ok {
		fmt.Fprintf(b, "\n%s\n", escapeMarkdown(strings.TrimSpace(strings.Join([]string{st.words(), st.look.sign, st.finalSign()}, " "))))
	}
}

func (s *subject) markdownRow(b *bytes.Buffer, r row) {
	name := escapeMarkdown(r.name)
	if r.depth == 2 {
		name = "**" + name + "**"
	}
	st, ok := s.standing(r.ref)
	if !ok {
		fmt.Fprintf(b, "| %s | %s |\n", name, escapeMarkdown(number(r.weight)))
		return
	}
	rating := ""
	if st.rated {
		rating = st.look.sign + " " + st.look.name
	}
	if st.judged {
		rating = strings.TrimSpace(rating + " [" + st.final.sign + " " + st.final.name + "]")
	}
	actual, target := values(st.outcome)
	cells := []string{st.score, rating, st.move, actual, target, notes(st.outcome)}
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
	fmt.Fprintf(b, "\n## Strategy map\n\n| Cause | Effect | Kind | Strength | Lag, in %s |\n|---|---|---|---|---:|\n", s.lagsCount())
	for _, l := range links {
		kind := string(l.Kind)
		if l.Inverse {
			kind += ", inverse"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %d |\n", escapeMarkdown(s.name(l.From)), escapeMarkdown(s.name(l.To)), kind, escapeMarkdown(string(l.Strength)), l.Delay)
	}
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
