package main

import (
	"fmt"

	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/words"
)

// moved says what the score has done and why.
func (r *review) moved() error {
	fmt.Fprintf(r.out, "%s, %s\n\n%s\n", r.current.Scorecard().Name(), now, r.change.Summary(3))
	r.head("What moved, and why")
	fmt.Fprint(r.out, r.change.Text(words.English()))
	return nil
}

// targets says how much of it was a moved target, beside all else.
func (r *review) targets() error {
	r.head("Was it performance, or did the targets move?")
	for _, step := range r.change.Steps {
		fmt.Fprintf(r.out, "%-24s %5s\n", words.Name("cause", string(step.Cause)), step.Change.StringFixed(1))
	}
	fmt.Fprintf(r.out, "%-24s %5s\n", "together", r.change.Change.StringFixed(1))
	return nil
}

// first says what costs most, and what brings most for its cost.
func (r *review) first() error {
	r.head("What to do first")
	all := impact.Shortfalls(r.current, -1)
	for _, s := range all[:4] {
		fmt.Fprintf(r.out, "%-30s costs %s points: %s, and %s %s are asked; %s points for each %s (%s)\n", s.Name,
			s.Points.StringFixed(1), s.Actual.Decimal.Round(2), s.Target.Value.Decimal, s.Unit, s.PerUnit.Decimal.StringFixed(2), s.Unit, s.Owner)
	}
	fmt.Fprintln(r.out, "\nFor a thousand euros each:")
	for _, s := range impact.Cheapest(all, costs) {
		fmt.Fprintf(r.out, "%-30s brings %s points\n", s.Name, s.PerUnit.Decimal.Div(costs[s.Ref]).StringFixed(2))
	}
	return nil
}
