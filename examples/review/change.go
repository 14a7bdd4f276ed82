package main

import (
	"fmt"

	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/words"
)

// moved says what the score has done and why.
func (r *review) moved() error {
	b, err := bridge.Between(r.told, r.current, &bridge.Options{Restated: r.restated})
	if err != nil {
		return err
	}
	fmt.Fprintf(r.out, "%s, %s\n\n%s\n", r.current.Scorecard().Name(), now, b.Summary(3))
	r.head("What moved, and why")
	fmt.Fprint(r.out, b.Text(words.English()))
	return nil
}

// targets says how much of it was a moved target.
func (r *review) targets() error {
	r.head("Was it performance, or did the targets move?")
	b, err := bridge.Between(r.restated, r.current, nil)
	if err != nil {
		return err
	}
	places := r.current.Scorecard().Scale().Places()
	fmt.Fprintf(r.out, "performance %s, targets %s\n", b.Of(bridge.Performance).StringFixed(places), b.Of(bridge.Targets).StringFixed(places))
	return nil
}

// first says what costs most.
func (r *review) first() error {
	r.head("What to do first")
	for _, s := range impact.Shortfalls(r.current, 4) {
		fmt.Fprintf(r.out, "%-30s costs %4s points (%s %s, target %s)  %s\n",
			s.Name, s.Points.StringFixed(1), s.Actual.Decimal, s.Unit, s.Target.Value.Decimal, s.Owner)
	}
	return nil
}
