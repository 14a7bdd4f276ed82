package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
)

// An appraisal is a person's year as it was known at a moment, with its quarters.
type appraisal struct {
	person
	Year     *bsc.Result
	Quarters *history.Trend
}

// appraise evaluates everybody's year, on what was known at a moment.
func (c *company) appraise(asOf time.Time) (all []appraisal, err error) {
	cards := map[string]*bsc.Scorecard{}
	for job, def := range c.jobs {
		if cards[job], err = bsc.Compile(def, nil); err != nil {
			return nil, err
		}
	}
	for _, p := range c.people {
		card, err := cards[p.Job].With(c.agreed[p.ID])
		if err != nil {
			return nil, err
		}
		in := bsc.Input{
			Period: last, Readings: &c.readings, Assessments: c.said[p.ID], AsOf: asOf,
			OrgUnit: p.ID, OrgUnitAttributes: map[string]string{"grade": p.Grade}, Since: p.Since, Until: p.Until,
		}
		a := appraisal{person: p}
		if a.Quarters, err = history.NewTrend(card, first, in); err != nil {
			return nil, err
		}
		in.Period = year
		if a.Year, err = card.Evaluate(in); err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

// Moved returns the last quarter that has one before it: which way the score went, and for how long.
func (a appraisal) Moved() (moved history.Point) {
	for p := range a.Quarters.Of(a.Year.Scorecard().Ref()) {
		if p.Movement != "" {
			moved = p
		}
	}
	return moved
}

// Attention says why somebody should look at the appraisal.
func (a appraisal) Attention() (reasons []string) {
	if moved := a.Moved(); moved.Movement == history.Falling && moved.Streak > 1 {
		reasons = append(reasons, fmt.Sprintf("falling for %d quarters", moved.Streak))
	}
	total := a.Year.Total()
	rank := slices.IndexFunc(a.Year.Scorecard().Ratings(), func(l bsc.RatingLevel) bool { return l.ID == total.FinalRating })
	if rank < 2 { // the two worst, or none
		reasons = append(reasons, "final rating "+cmp.Or(string(total.FinalRating), "missing, "+total.Reason.String()))
	}
	for _, result := range a.Quarters.Results() {
		for o := range result.All() {
			if o.Assessment == nil && len(o.Assessments) > 0 {
				reasons = append(reasons, fmt.Sprintf("nobody else has judged %s in %s", o.Name, result.Period()))
			}
		}
	}
	return reasons
}
