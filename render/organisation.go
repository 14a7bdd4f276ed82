package render

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// An Organisation is what to draw of a cascade: its org units as a tree, or against the nodes of their scorecards. It is
// plain data. The zero Organisation has nothing to draw, which is an error. Many goroutines may draw one.
//
// One org unit's scorecard is drawn by a [View] of its own result, and by [Organisation.PageMarkdown] with its place in
// the tree.
type Organisation struct {
	Result *cascade.Result

	// Words are the language of all that is not the host's own; nil: English. Templates are one line each.
	Words words.Catalogue
}

// A unitRow is an org unit in a drawing.
type unitRow struct {
	*subject // of its own result
	ref      bsc.Ref
	id, name string
	last     []bool // whether each of the org units above it, and itself, is the last of its siblings
	stands   standing
}

// depth says how many org units stand above one.
func (r *unitRow) depth() int { return len(r.last) - 1 }

// rows lists the org units of the cascade, each before those below it. The error is a *bsc.Problem with bsc.ErrInput.
func (o Organisation) rows() ([]unitRow, error) {
	if o.Result == nil || o.Result.Cascade() == nil {
		return nil, &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("nothing_to_draw"), Allowed: words.New("drawable_organisation")}
	}
	c := o.Result.Cascade()
	var rows []unitRow
	for id, depth := range c.Tree() {
		if len(rows) == MaxNodes {
			return nil, tooMany("too_many_units_to_draw", len(c.OrgUnits()))
		}
		r, err := o.row(id)
		if err != nil {
			return nil, err
		}
		r.last = make([]bool, depth+1)
		rows = append(rows, r)
	}
	var later []bool // whether a sibling follows, by depth
	for i := range slices.Backward(rows) {
		depth := rows[i].depth()
		for len(later) <= depth {
			later = append(later, false)
		}
		later = later[:depth+1]
		for d := range later {
			rows[i].last[d] = !later[d]
		}
		later[depth] = true
	}
	return rows, nil
}

// row returns an org unit without its place.
func (o Organisation) row(id string) (r unitRow, err error) {
	s, err := View{Result: o.Result.Of(id), Words: o.Words}.subject()
	if err != nil {
		return r, err
	}
	name := orElse(clean(o.Result.Cascade().NameOf(id)), clean(id))
	r = unitRow{subject: s, ref: bsc.Ref{Kind: bsc.KindOrgUnit, ID: id}, id: id, name: name}
	r.stands, _ = s.standing(s.card.Ref())
	return r, nil
}

// covered shows how much of the weight of an org unit's scorecard has data; "" where it does not count.
func (r *unitRow) covered() string {
	if r.stands.outcome.Flags&(bsc.FlagUnscored|bsc.FlagNotApplicable|bsc.FlagNotDue) != 0 {
		return ""
	}
	return r.speech.Number(r.stands.outcome.Coverage.Shift(2).RoundFloor(0).String()) + " %"
}

// said describes an org unit in a sentence.
func (r *unitRow) said() string {
	text := r.name + ". " + r.sentence(r.stands)
	if covered := r.covered(); covered != "" {
		text += ". " + r.say("covered", "coverage", covered)
	}
	if note := r.notes(r.stands.outcome); note != "" {
		text += ". " + note
	}
	return text + "."
}

// asked returns the period that was evaluated.
func asked(rows []unitRow) period.Period { return rows[0].result.Period() }

// TreeMarkdown writes the tree of org units as a table in GitHub's Markdown: score, rating, coverage and what is
// particular. The error is that of w, or a *bsc.Problem with bsc.ErrInput for what has no org units or more than MaxNodes.
func (o Organisation) TreeMarkdown(w io.Writer) error {
	rows, err := o.rows()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	s := rows[0].subject
	fmt.Fprintf(&b, "# %s\n\n| | %s |\n|---|---:|---|---:|---|\n", escapeMarkdown(treeTitle(rows)), s.heads("score", "rating", "coverage", "notes"))
	for i := range rows {
		r := &rows[i]
		cells := []string{r.stands.score, r.rating(), r.covered(), r.remarks()}
		for i := range cells {
			cells[i] = escapeMarkdown(cells[i])
		}
		fmt.Fprintf(&b, "| %s%s | %s |\n", indentMarkdown(r.depth()), escapeMarkdown(r.name), strings.Join(cells, " | "))
	}
	o.keyMarkdown(&b, rows)
	return write(w, &b)
}

// rating shows the rating of an org unit by its sign and name, with the final one in brackets.
func (r *unitRow) rating() string {
	var text string
	if r.stands.rated {
		text = r.stands.look.sign + " " + r.stands.look.name
	}
	if r.stands.judged {
		text = strings.TrimSpace(text + " [" + r.stands.final.sign + " " + r.stands.final.name + "]")
	}
	return text
}

// remarks says why there is no score, and what is particular.
func (r *unitRow) remarks() string {
	parts := []string{r.notes(r.stands.outcome)}
	if r.stands.score == "–" {
		parts = append(parts, r.stands.why)
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// indentMarkdown sets a name in by its depth, with spaces that stay.
func indentMarkdown(depth int) string { return strings.Repeat("&emsp;", depth) }

func (o Organisation) keyMarkdown(b *bytes.Buffer, rows []unitRow) {
	if slices.ContainsFunc(rows, func(r unitRow) bool { return r.stands.judged }) {
		fmt.Fprintf(b, "\n%s\n", escapeMarkdown("[ ] "+rows[0].assessed()))
	}
}

// TreeText writes the tree of org units for a terminal. There are no colours: signs show the ratings. The errors are
// those of TreeMarkdown.
func (o Organisation) TreeText(w io.Writer) error {
	rows, err := o.rows()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString(treeTitle(rows) + "\n")
	judged := false
	for i := range rows {
		r := &rows[i]
		judged = judged || r.stands.judged
		fmt.Fprintf(&b, "%s%s%s %s", branches(r.last), strings.Repeat(" ", max(0, 5-utf8.RuneCountInString(r.stands.score))), r.stands.score, orElse(isolate(r.stands.look.sign), "·"))
		if r.stands.judged {
			b.WriteString(" " + r.stands.finalSign())
		}
		b.WriteString("  " + isolate(r.name))
		if covered := r.covered(); covered != "" && covered != "100 %" {
			b.WriteString("  (" + r.say("covered", "coverage", covered) + ")")
		}
		if note := r.remarks(); note != "" {
			b.WriteString("  " + isolate(note))
		}
		b.WriteByte('\n')
	}
	if judged {
		b.WriteString("[ ] " + rows[0].assessed() + "\n")
	}
	return write(w, &b)
}
