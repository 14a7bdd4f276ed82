package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/compare"
	"github.com/go-bsc/bsc/lint"
	"github.com/shopspring/decimal"
)

// A printer writes the results of the cascade.
type printer struct {
	out    io.Writer
	org    *cascade.Cascade
	result *cascade.Result
}

func (p printer) printf(format string, args ...any) { fmt.Fprintf(p.out, format, args...) }

func percent(share decimal.Decimal) string { return share.Shift(2).StringFixed(1) + " %" }

// scores prints every org unit with its objectives, and what adds up.
func (p printer) scores() {
	p.printf("Every unit, June 2026\n\n%-20s %7s %9s %9s %9s %9s   %s\n", "", "total", "skills", "first-time", "delight", "revenue", "revenue of target")
	p.unit("", 0)
}

func (p printer) unit(above string, depth int) {
	for _, id := range p.org.Below(above) {
		r := p.result.Of(id)
		p.printf("%-20s %7s", strings.Repeat("  ", depth)+p.org.NameOf(id), r.Display(r.Scorecard().Ref(), 1))
		for _, objective := range []string{"skills", "first-time", "delight", "revenue"} {
			o, _ := r.Of(bsc.ObjectiveRef(objective))
			p.printf(" %9s", o.Score.Text(1))
		}
		revenue, _ := r.Of(bsc.KPIRef("revenue"))
		p.printf("   %s of %s\n", revenue.Actual.Decimal.StringFixed(1), bsc.NumberOf(revenue.Target.Value.Decimal))
		p.unit(id, depth+1)
	}
}

// lineOfSight prints what a person's KPIs count for at the top, and on which way.
func (p printer) lineOfSight(person string) {
	p.printf("\nWhat %s contributes to the company's score\n", p.org.NameOf(person))
	for o := range p.result.Of(person).All() {
		if o.Ref.Kind != bsc.KindKPI {
			continue
		}
		sights, _ := p.result.LineOfSight(person, o.Ref)
		for _, s := range sights {
			var steps []string
			for _, step := range s.Steps[1:] {
				if step.Ref.Kind == bsc.KindObjective {
					name := p.org.Scorecard(step.OrgUnit).NameOf(step.Ref)
					steps = append(steps, p.org.NameOf(step.OrgUnit)+": "+name)
				}
			}
			p.printf("  %-27s score %5s, %5s  → %s\n", o.Name, o.Score.Text(1), percent(s.Share), strings.Join(steps, " → "))
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

// compare prints the people by how they mend machines.
func (p printer) compare() {
	var people []*bsc.Result
	for id, r := range p.result.All() {
		if len(p.org.Below(id)) == 0 {
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

// review prints a review of the template, and which of its KPIs are SMART.
func (p printer) review(template *bsc.Definition, company *bsc.Result) error {
	in := lint.Input{Definition: template, Period: company.Period()}
	report, err := lint.Check(in, nil)
	if err != nil {
		return err
	}
	p.printf("\nThe template reviewed: %d errors, %d warnings\n", report.Count(lint.SeverityError), report.Count(lint.SeverityWarning))
	for _, f := range report.Findings {
		if f.Severity != lint.SeverityInfo {
			p.printf("  %v\n", f)
		}
	}
	kpis, err := lint.Smart(in, nil)
	if err != nil {
		return err
	}
	p.printf("\nSpecific, measurable, achievable, relevant, time-bound?\n")
	for _, k := range kpis {
		p.printf("  %v\n", k)
	}
	return nil
}
