package main

import (
	"fmt"

	"github.com/go-bsc/bsc/bridge"
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

// targets says how much of it was a moved target.
func (r *review) targets() error {
	r.head("Was it performance, or did the targets move?")
	for _, c := range []bridge.Cause{bridge.Performance, bridge.Targets} {
		fmt.Fprintf(r.out, "%-12s %5s\n", c, r.change.Of(c).StringFixed(1))
	}
	return nil
}

// first says what costs most, and what brings most for its cost.
func (r *review) first() error {
	r.head("What to do first")
	all := impact.Shortfalls(r.current, -1)
	for _, s := range all[:4] {
		fmt.Fprintf(r.out, "%-30s costs %4s points: %s %s better is on target; %s points for each; %s\n",
			s.Name, s.Points.StringFixed(1), s.Lack.Decimal.Round(2), s.Unit, s.PerUnit.Decimal.StringFixed(2), s.Owner)
	}
	fmt.Fprintf(r.out, "Most for its cost: %s\n", impact.Cheapest(all, costs)[0].Name)
	return nil
}
