package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/compare"
	"github.com/go-bsc/bsc/lint"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A printer writes the results of an organisation for the period that is asked for.
type printer struct {
	*organisation
	out    io.Writer
	asked  period.Period
	org    *cascade.Cascade // of that period
	result *cascade.Result
}

func (p printer) printf(format string, args ...any) { fmt.Fprintf(p.out, format, args...) }

func percent(share decimal.Decimal) string { return share.Shift(2).StringFixed(1) + " %" }

// value returns an org unit's revenue.
func value(r *bsc.Result) string {
	v, ok := r.Value(revenue)
	if !ok {
		return "none"
	}
	return v.StringFixed(1)
}

func (p printer) isPerson(unit string) bool { return len(p.org.Below(unit)) == 0 }

// scores prints every org unit with its objectives, and what adds up.
func (p printer) scores() {
	p.printf("Every unit, the year to date in %v\n\n%-20s %7s %9s %10s %9s %9s   %s\n", p.asked,
		"", "total", "skills", "first-time", "delight", "revenue", "revenue of target")
	p.unit("", 0)
}

func (p printer) unit(above string, depth int) {
	for _, id := range p.org.Below(above) {
		r := p.result.Of(id)
		p.printf("%-20s %7s", strings.Repeat("  ", depth)+p.org.NameOf(id), r.Display(r.Scorecard().Ref(), 1))
		for _, objective := range []string{"skills", "first-time", "delight", "revenue"} {
			p.printf(" %*s", max(9, len(objective)), r.ScoreOf(bsc.ObjectiveRef(objective)).Text(1))
		}
		o, _ := r.Of(revenue)
		p.printf("   %s of %s\n", value(r), bsc.NumberOf(o.Target.Value.Decimal))
		p.unit(id, depth+1)
	}
}

// lineOfSight prints what a person's KPIs count for at the top, on which ways, and where their revenue has counted.
func (p printer) lineOfSight(person string) {
	p.printf("\nWhat %s contributes to the company's score\n", p.org.NameOf(person))
	for o := range p.result.Of(person).All() {
		if o.Ref.Kind != bsc.KindKPI {
			continue
		}
		sights, _ := p.result.LineOfSight(person, o.Ref)
		for _, s := range sights {
			top := s.Steps[len(s.Steps)-1]
			p.printf("  %-27s score %5s, %5s  → %s: %s\n", o.Name, o.Score.Text(1), percent(s.Share),
				strings.Join(p.through(s), " → "), p.org.Scorecard(top.OrgUnit).NameOf(top.Ref))
		}
	}
	for id, r := range p.result.All() {
		for _, a := range r.Addends(revenue) {
			if n := len(a.Parts); a.OrgUnit == person && n > 0 {
				p.printf("  revenue of %s in %s, from %v to %v\n", a.Value.Decimal.StringFixed(1), p.org.NameOf(id),
					a.Parts[0].Period, a.Parts[n-1].Period)
			}
		}
	}
	var all, own decimal.Decimal
	for _, s := range p.result.Shares() {
		all = all.Add(s.Share)
		if s.OrgUnit == person {
			own = own.Add(s.Share)
		}
	}
	p.printf("  in all %s of the company's score; everybody's together are %s\n", percent(own), percent(all))
}

// through returns the names of the org units that a line of sight passes.
func (p printer) through(s cascade.Sight) []string {
	var names []string
	for _, step := range s.Steps {
		names = append(names, p.org.NameOf(step.OrgUnit))
	}
	return slices.Compact(names)
}

// compare prints the people by how they mend machines.
func (p printer) compare() {
	var people []*bsc.Result
	for id, r := range p.result.All() {
		if p.isPerson(id) {
			people = append(people, r)
		}
	}
	s := compare.OrgUnits(bsc.ObjectiveRef("first-time"), people, 1)
	p.printf("\nMend it on the first visit, person by person: median %s, quartiles %s and %s\n",
		s.Spread.Median.Decimal.StringFixed(1), s.Spread.Lower.Decimal.StringFixed(1), s.Spread.Upper.Decimal.StringFixed(1))
	for _, row := range s.Rows {
		note := ""
		if row.BestPractice {
			note = "  to learn from"
		}
		p.printf("  %d. %-6s %5s  %5s behind the best%s\n", row.Rank, p.org.NameOf(row.OrgUnit), row.Shown, row.Gap.Decimal.StringFixed(1), note)
	}
	for _, w := range s.Warnings {
		p.printf("  %v\n", w)
	}
}

// gaps prints the targets that do not add up.
func (p printer) gaps() {
	p.printf("\nTargets that do not add up\n")
	for _, g := range p.result.TargetGaps() {
		p.printf("  %s, %s: the target is %s, those below add up to %s\n", p.org.NameOf(g.OrgUnit),
			p.org.Scorecard(g.OrgUnit).NameOf(g.KPI), bsc.NumberOf(g.Target.Decimal), bsc.NumberOf(g.Sum))
	}
}

// review prints what a review of the template finds, by rule, and which of its KPIs are not SMART.
func (p printer) review() error {
	in := lint.Input{Definition: p.template, Period: p.asked}
	report, err := lint.Check(in, nil)
	if err != nil {
		return err
	}
	p.printf("\nThe template reviewed: %d errors, %d warnings\n", report.Count(lint.SeverityError), report.Count(lint.SeverityWarning))
	seen := map[string]bool{}
	for _, f := range report.Findings {
		if f.Severity != lint.SeverityInfo && !seen[f.Rule] {
			seen[f.Rule] = true
			p.printf("  %v\n", f)
		}
	}
	kpis, err := lint.Smart(in, nil)
	if err != nil {
		return err
	}
	for _, k := range kpis {
		p.printf("  %v\n", k)
	}
	return nil
}
