package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Text writes the scorecard as a tree for a terminal. Each objective lists the links that start there. There
// are no colours: signs show the ratings. The errors are those of Markdown.
func (v View) Text(w io.Writer) error {
	s, rows, err := v.lines()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	for _, r := range rows {
		s.textRow(&b, r)
	}
	if s.anyJudged(refsOf(rows)) {
		b.WriteString("[ ] " + s.assessed() + "\n")
	}
	return write(w, &b)
}

func (s *subject) textRow(b *bytes.Buffer, r row) {
	trunk := branches(r.last)
	name := isolate(r.name)
	if r.depth == 0 {
		name = s.title()
	}
	st, ok := s.standing(r.ref)
	if !ok {
		fmt.Fprintf(b, "%s%s\n", trunk, name)
	} else {
		fmt.Fprintf(b, "%s%s%s %s", trunk, strings.Repeat(" ", max(0, 5-utf8.RuneCountInString(st.score))), st.score, orElse(isolate(st.look.sign), "·"))
		if st.judged {
			b.WriteString(" " + st.finalSign())
		}
		b.WriteString("  " + name)
		if st.move != "" {
			b.WriteString("  " + st.move)
		}
		if said := s.figures(st.outcome); said != "" {
			b.WriteString("  (" + isolate(said) + ")")
		}
		if note := s.notes(st.outcome); note != "" {
			b.WriteString("  " + note)
		}
		b.WriteByte('\n')
	}
	for _, l := range s.card.Map().Effects(r.ref) {
		how := s.linkWords(l)
		if how != "" {
			how = " (" + how + ")"
		}
		fmt.Fprintf(b, "%s%s%s\n", stems(r.last, len(s.card.Children(r.ref)) > 0), s.say("line_leads_to", "node", isolate(s.name(l.To))), how)
	}
}

// branches draws the tree in front of a row. last says whether each of its ancestors, and itself, is the last
// of its siblings.
func branches(last []bool) string {
	if len(last) == 0 {
		return ""
	}
	here := "├─ "
	if last[len(last)-1] {
		here = "└─ "
	}
	return stems(last[:len(last)-1], false) + here
}

// stems draws the lines that pass a row which belongs to the row above it.
func stems(last []bool, more bool) string {
	var b strings.Builder
	for _, l := range last {
		if l {
			b.WriteString("   ")
		} else {
			b.WriteString("│  ")
		}
	}
	if more {
		b.WriteString("│  ")
	}
	return b.String()
}
