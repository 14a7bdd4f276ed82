package main

import (
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

var (
	january = period.Month(2026, 1)
	june    = period.Month(2026, 6)
	board   = time.Date(2026, 7, 6, 9, 0, 0, 0, time.UTC)  // when the board saw June
	today   = time.Date(2027, 1, 11, 9, 0, 0, 0, time.UTC) // when all of the year is recorded
)

// months prints how the company and its departments have gone.
func (p printer) months() error {
	trends, err := cascade.Trends(p.timeline.EvaluatePeriods(january, p.input(p.asked, today)))
	if err != nil {
		return err
	}
	p.printf("\nTheir totals to date, month by month\n")
	for id, r := range p.result.All() {
		if p.isPerson(id) {
			continue
		}
		p.printf("  %-16s", p.org.NameOf(id))
		for point := range trends[id].Of(r.Scorecard().Ref()) {
			p.printf(" %6s", point.Score.Text(1))
		}
		p.printf("\n")
	}
	return nil
}

// restated prints the departments' revenue as it was made at the time, and by the structure of the end.
func (p printer) restated() error {
	org, err := p.timeline.Restated(p.asked, today)
	if err != nil {
		return err
	}
	restated, err := org.Evaluate(p.input(p.asked, today))
	if err != nil {
		return err
	}
	p.printf("\nRevenue to date as it was made at the time, and restated to the structure of %v\n", p.asked)
	for id, r := range p.result.All() {
		if p.isPerson(id) {
			continue
		}
		p.printf("  %-16s %7s %7s", p.org.NameOf(id), value(r), value(restated.Of(id)))
		for _, person := range p.org.OrgUnits() {
			before, after := brought(r, person), brought(restated.Of(id), person)
			if p.isPerson(person) && !before.Equal(after) {
				p.printf("   %s brings %s, restated %s", p.org.NameOf(person), before.StringFixed(1), after.StringFixed(1))
			}
		}
		p.printf("\n")
	}
	for _, v := range p.timeline.Versions() {
		if v.Note != "" {
			p.printf("  %s %s, as was recorded on %s\n", v.OrgUnit.Name, v.Note, v.RecordedAt.Format(time.DateOnly))
		}
	}
	return nil
}

// brought returns the revenue that one org unit brings to another.
func brought(to *bsc.Result, unit string) decimal.Decimal {
	for _, a := range to.Addends(revenue) {
		if a.OrgUnit == unit {
			return a.Value.Decimal
		}
	}
	return decimal.Zero
}

// june prints June as the board saw it and as it is known now, where they differ, and what has been recorded since.
func (p printer) june() error {
	then, err := p.timeline.Evaluate(p.input(june, board))
	if err != nil {
		return err
	}
	now, err := p.timeline.Evaluate(p.input(june, today))
	if err != nil {
		return err
	}
	p.printf("\nJune as the board saw it on %s, and as it is known now\n", board.Format(time.DateOnly))
	for id, before := range then.All() {
		if after := now.Of(id); !before.Score().Equal(after.Score()) {
			p.printf("  %-16s total %s and %s, revenue %s and %s\n", p.org.NameOf(id),
				before.Score().Text(1), after.Score().Text(1), value(before), value(after))
		}
	}
	for _, f := range p.readings.Facts() {
		if f.RecordedAt.After(board) {
			seen, _ := p.readings.Reading(bsc.Query{OrgUnit: f.OrgUnit, Ref: f.Ref, Period: f.Period, AsOf: board})
			p.printf("  %s, %s in %v: %v, and %v since %s: %s\n", p.org.NameOf(f.OrgUnit),
				p.org.Scorecard(f.OrgUnit).NameOf(f.Ref), f.Period, seen.Value, f.Value, f.RecordedAt.Format(time.DateOnly), f.Note)
		}
	}
	return nil
}

// leave prints who was away, and what that does to revenue and target.
func (p printer) leave() {
	p.printf("\nOn leave: the month is not there, and neither is its target\n")
	for _, f := range p.readings.Facts() {
		if f.Ref != revenue || f.State != bsc.StateNotApplicable {
			continue
		}
		o, _ := p.result.Of(f.OrgUnit).Of(revenue)
		p.printf("  %s in %v: %s of %v, in %d of %d months\n", p.org.NameOf(f.OrgUnit), f.Period,
			o.Actual.Decimal.StringFixed(1), bsc.NumberOf(o.Target.Value.Decimal), o.Window.Readings, len(o.Window.Parts))
	}
}
