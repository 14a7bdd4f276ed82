package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/impact"
)

// printer writes one result as text. It keeps the first error of its writer.
type printer struct {
	out    io.Writer
	card   *bsc.Scorecard
	result *bsc.Result
	err    error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.out, format, args...)
	}
}

// light returns the sign of a rating, which is readable without colour.
func (p *printer) light(r bsc.Rating) string {
	for _, level := range p.card.Ratings() {
		if level.ID == r && level.Symbol != "" {
			return level.Symbol
		}
	}
	return "·"
}

// tree prints every node below its parent.
func (p *printer) tree() {
	total := p.result.Total()
	p.printf("%s, %s\n\n", p.card.Name(), p.result.Period())
	p.printf("%s  %-52s %8s  %8s\n", " ", "", "score", "coverage")
	for o := range p.result.All() {
		indent := map[bsc.Kind]string{bsc.KindPerspective: "  ", bsc.KindObjective: "    ", bsc.KindKPI: "      "}[o.Ref.Kind]
		name := indent + o.Name
		if o.Name == "" {
			name = indent + o.Ref.ID
		}
		p.printf("%s  %s %8s  %8s%s\n", p.light(o.Rating), pad(name, 52), p.score(o), coverage(o), remark(o))
	}
	p.printf("\n")
	counts := p.result.CountRatings(bsc.KindKPI)
	for _, level := range p.card.Ratings() {
		p.printf("%s %d %s   ", p.light(level.ID), counts[level.ID], level.ID)
	}
	p.printf("%s %d no rating   (KPIs)\n", p.light(""), counts[""])
	if total.Score.Valid() && !total.Low.Equal(total.High) {
		p.printf("With all data the total would lie between %s and %s.\n", total.Low.Text(1), total.High.Text(1))
	}
}

// coverage shows how much of the data below a node is there; "" for a node that does not count.
func coverage(o bsc.Outcome) string {
	if o.Flags&(bsc.FlagNotApplicable|bsc.FlagNotDue|bsc.FlagUnscored) != 0 {
		return ""
	}
	return o.Coverage.Shift(2).StringFixed(0) + "%"
}

func (p *printer) score(o bsc.Outcome) string {
	if !o.Score.Valid() {
		return "–"
	}
	return p.result.Display(o.Ref, 1)
}

// remark shows a KPI's actual and target, and what is particular about its outcome.
func remark(o bsc.Outcome) string {
	var parts []string
	if o.Actual.Valid {
		text := string(bsc.NumberOf(o.Actual.Decimal.Round(2)))
		if o.Target.Value.Valid {
			text += " of " + string(bsc.NumberOf(o.Target.Value.Decimal))
		}
		parts = append(parts, strings.TrimSpace(text+" "+o.Unit))
	}
	if o.Label != "" {
		parts = append(parts, o.Label)
	}
	if !o.Reason.IsZero() {
		parts = append(parts, o.Reason.String())
	} else if o.Flags != 0 {
		parts = append(parts, o.Flags.String())
	}
	if o.Err != nil {
		parts = append(parts, o.Err.Error())
	}
	if len(parts) == 0 {
		return ""
	}
	return "  " + strings.Join(parts, "; ")
}

// pad pads text with blanks to a width in runes.
func pad(text string, width int) string {
	if n := width - len([]rune(text)); n > 0 {
		return text + strings.Repeat(" ", n)
	}
	return text
}

// warnings prints the warnings of Compile.
func (p *printer) warnings() {
	for _, w := range p.card.Warnings() {
		p.printf("warning: %s\n", w)
	}
}

// strategyMap prints each linked node with its causes and effects, causes first.
func (p *printer) strategyMap() {
	p.printf("\nStrategy map, causes before effects\n")
	strategy := p.card.Map()
	for _, ref := range strategy.Order() {
		o, _ := p.result.Of(ref)
		p.printf("%s  %s\n", p.light(o.Rating), o.Name)
		for _, link := range strategy.Causes(ref) {
			p.printf("       ← %s\n", p.end(link.From, link))
		}
		for _, link := range strategy.Effects(ref) {
			p.printf("       → %s\n", p.end(link.To, link))
		}
	}
}

// end describes the far end of a link.
func (p *printer) end(ref bsc.Ref, link bsc.Link) string {
	o, _ := p.result.Of(ref)
	text := o.Name + " (" + string(link.Strength)
	if link.Kind != bsc.LinkHypothesis {
		text = o.Name + " (" + string(link.Kind)
	}
	if link.Inverse {
		text += ", inverse"
	}
	if link.Delay > 0 {
		text += fmt.Sprintf(", lag %d", link.Delay)
	}
	return text + ")"
}

// attention prints the KPIs whose shortfall costs the total most.
func (p *printer) attention() {
	p.printf("\nNeeds attention: points of the total lost to a KPI below its target\n")
	for _, s := range impact.Shortfalls(p.result, 5) {
		p.printf("%s  %s %6s", p.light(s.Rating), pad(s.Name, 40), s.Points.StringFixed(2))
		if s.Owner != "" {
			p.printf("  %s", s.Owner)
		}
		for _, i := range p.card.Initiatives(s.Parent) {
			p.printf("; initiative: %s", i.Name)
		}
		p.printf("\n")
	}
}

// explain prints one node's arithmetic: the one asked for, or the objective of the KPI that needs attention
// most.
func (p *printer) explain(text string) {
	ref := p.card.Ref()
	if text != "" {
		ref = bsc.ParseRef(text)
	} else if worst := impact.Shortfalls(p.result, 1); len(worst) > 0 {
		ref = worst[0].Parent
	}
	explanation, err := p.result.Explain(ref)
	if err != nil {
		p.err = err
		return
	}
	p.printf("\nOne score explained\n%s", explanation)
}
