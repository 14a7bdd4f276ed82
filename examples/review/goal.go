package main

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/goalseek"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// takes says what it would take to come to 75: each KPI alone, all together, the cheapest way, and over the year.
func (r *review) takes() error {
	r.head("What it would take to come to 75")
	goal := goalseek.Goal{Result: r.current, Score: decimal.NewFromInt(75), Bounds: map[bsc.Ref]goalseek.Bounds{}}
	for id, step := range map[string]string{
		"training": "0.1", "turnover": "0.1", "on-time": "0.1", "damage": "0.01",
		"satisfaction": "0.1", "resolution": "1", "growth": "0.1", "margin": "0.1",
	} {
		goal.Bounds[bsc.KPIRef(id)] = goalseek.Bounds{Step: decimal.RequireFromString(step)}
	}
	alone, err := goalseek.Each(goal)
	if err != nil {
		return err
	}
	fmt.Fprintln(r.out, "One KPI alone, where that is enough:")
	for _, a := range alone {
		if a.Reached {
			r.move(&a)
		}
	}
	together, err := goalseek.Together(goal)
	if err != nil {
		return err
	}
	fmt.Fprintf(r.out, "All together, each %s %% of the way to its target, in whole steps:\n", together.Share.Decimal.Shift(2).Round(0))
	for i := range together.Moves {
		r.move(&together.Moves[i])
	}
	cheapest, err := goalseek.Cheapest(goal, costs)
	if err != nil {
		return err
	}
	fmt.Fprintf(r.out, "The cheapest way, for %s thousand euros:\n", cheapest.Cost.Decimal.Round(0))
	for i := range cheapest.Moves {
		r.move(&cheapest.Moves[i])
	}
	return r.year()
}

// move shows what a KPI's actual must be.
func (r *review) move(a *goalseek.Answer) {
	fmt.Fprintf(r.out, "  %-30s %s → %s %s\n", a.Name, a.Actual.Decimal.Round(2), a.Needed.Decimal, a.Unit)
}

// costs are what the departments say that one unit more would cost, in thousands of euros.
var costs = map[bsc.Ref]decimal.Decimal{
	bsc.KPIRef("on-time"): decimal.NewFromInt(40), bsc.KPIRef("training"): decimal.NewFromInt(6), bsc.KPIRef("resolution"): decimal.NewFromInt(3),
}

// year says what the last three months must bring for a margin that scores 70.
func (r *review) year() error {
	in := bsc.Input{Period: period.Year(2026), Readings: r.readings, AsOf: october}
	result, err := r.timeline.Evaluate(in)
	if err != nil {
		return err
	}
	margin := bsc.KPIRef("margin")
	goal := goalseek.Goal{Result: result, Node: margin, Score: decimal.NewFromInt(70), Bounds: map[bsc.Ref]goalseek.Bounds{
		margin: {Step: decimal.RequireFromString("0.01")},
	}}
	rest, err := goalseek.Remaining(result.Scorecard(), in, goal, margin)
	if err != nil {
		return err
	}
	r.head("What the rest of the year must bring")
	fmt.Fprintf(r.out, "For the year's operating margin to score 70, which is %s %%:\n", rest.Needed.Decimal.Round(2))
	for _, open := range rest.Open {
		fmt.Fprintf(r.out, "  %s  %s %s\n", open.Period, open.Value, rest.Unit)
	}
	return nil
}
