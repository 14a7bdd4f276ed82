package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/report"
	"github.com/go-bsc/bsc/words"
)

// PageMarkdown writes all about one org unit in GitHub's Markdown: its place in the tree, its scorecard as
// [View.Markdown] does, what others bring to it, and who has not reported what. The error is that of w, or a *bsc.Problem
// with bsc.ErrUnknownRef for an org unit that there is not, or with bsc.ErrInput as for View.Markdown.
func (o Organisation) PageMarkdown(w io.Writer, unit string) error {
	p := report.PageOf(o.Result, unit)
	if p == nil {
		return &bsc.Problem{Code: bsc.ErrUnknownRef, Ref: bsc.Ref{Kind: bsc.KindOrgUnit, ID: unit}, Detail: words.New("no_such_unit", "unit", unit)}
	}
	r, err := o.row(unit)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	o.wayMarkdown(&b, p)
	if err := (View{Result: o.Result.Of(unit), Words: o.Words}).Markdown(&b); err != nil {
		return err
	}
	o.contributorsMarkdown(&b, &r, p)
	o.missingMarkdown(&b, &r, p)
	return write(w, &b)
}

// nameOf returns the name of an org unit, or its id.
func (o Organisation) nameOf(unit string) string {
	return orElse(clean(o.Result.Cascade().NameOf(unit)), clean(unit))
}

// wayMarkdown names the org units above, from the top, and those below.
func (o Organisation) wayMarkdown(b *bytes.Buffer, p *report.Page) {
	var way []string
	for _, above := range p.Above {
		way = append(way, escapeMarkdown(o.nameOf(above)))
	}
	fmt.Fprintf(b, "%s\n\n", strings.Join(append(way, "**"+escapeMarkdown(o.nameOf(p.Unit))+"**"), " › "))
}

// contributorsMarkdown lists what others bring.
func (o Organisation) contributorsMarkdown(b *bytes.Buffer, r *unitRow, p *report.Page) {
	if len(p.Contributors) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n| | %s |\n|---|---|---|---:|---:|\n", escapeMarkdown(r.say("contributors")), r.heads("from", "mode", "score", "actual"))
	for i := range p.Contributors {
		c := &p.Contributors[i]
		value := c.Brought
		if value == "" {
			value = c.Value
		}
		actual := ""
		if d, err := value.Decimal(); err == nil && value != "" {
			actual = r.number(d)
		}
		score := "–"
		if c.Score.Valid() {
			score = r.speech.Number(o.Result.Of(c.Unit).Display(c.From, r.card.Scale().Places()))
		}
		cells := []string{o.nameOf(c.Unit), orElse(clean(c.Name), clean(c.From.ID)), r.sayName(words.Name("mode", string(c.Mode))), score, actual}
		for i := range cells {
			cells[i] = escapeMarkdown(cells[i])
		}
		fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
	}
}

// missingMarkdown lists who has not reported what.
func (o Organisation) missingMarkdown(b *bytes.Buffer, r *unitRow, p *report.Page) {
	if len(p.Missing) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n", escapeMarkdown(r.say("not_reported")))
	for _, g := range p.Missing[:min(len(p.Missing), MaxNodes)] {
		name := clean(g.Ref.ID)
		if card := o.Result.Cascade().Scorecard(g.OrgUnit); card != nil {
			name = orElse(clean(card.NameOf(g.Ref)), name)
		}
		fmt.Fprintf(b, "- %s\n", escapeMarkdown(o.nameOf(g.OrgUnit)+", "+name+", "+g.Period.String()))
	}
	if n := len(p.Missing) - MaxNodes; n > 0 {
		fmt.Fprintf(b, "- %s\n", escapeMarkdown(strings.TrimSpace(r.say("and_more", "n", n))))
	}
}
