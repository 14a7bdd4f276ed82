package oracle

import (
	"fmt"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
)

// company is a receiver with three contributors of a, b and k.
func company(receiver, below func(*bsc.Definition)) *TimedCard {
	def := func(id string, change func(*bsc.Definition)) *bsc.Definition {
		k := monthly("", standing("10"))
		k.ID = "k"
		rate := calculated("ratio", `{"num": "a", "den": "b"}`, standing("1"))
		rate.ID = "rate"
		d := &bsc.Definition{ID: id, Scale: bsc.Scale{Cap: "1000"}, Series: seriesOf("a month sum; b month sum")}
		d.Perspectives = []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{k, rate}}}}}
		if change != nil {
			change(d)
		}
		return d
	}
	top, leaf := def("company", receiver), def("branch", below)
	c := &TimedCard{Book: NewDaybook(period.Calendar{}), Period: period.Quarter(2026, 1)}
	c.Units = []TimedUnit{{ID: "company", Definition: top}}
	var gives []cascade.Contribution
	for _, ref := range []bsc.Ref{bsc.KPIRef("k"), bsc.SeriesRef("a"), bsc.SeriesRef("b")} {
		gives = append(gives, cascade.Contribution{Mode: cascade.Additive, From: ref, To: ref})
	}
	for i := range 3 {
		u := TimedUnit{ID: fmt.Sprint("u", i), Parent: "company", Definition: leaf, Contributes: gives}
		c.Units = append(c.Units, u)
	}
	return c
}

// summed makes the target of k that of its contributors.
func summed(d *bsc.Definition) {
	k := &d.Perspectives[0].Objectives[0].KPIs[0]
	k.Target, k.Targets = bsc.TargetOfContributors, nil
}

// givenExamples are of point 7: contributions.
func givenExamples() []TimeExample {
	kpi := func(d *bsc.Definition) *bsc.KPI { return &d.Perspectives[0].Objectives[0].KPIs[0] }
	all := months("k", "10", "10", "10")
	two := months("k", "10", "10")
	type change func(*bsc.Definition)
	example := func(name string, receiver change, id string, want TimeWant, facts ...string) TimeExample {
		c := company(receiver, nil)
		for i, f := range facts {
			c.Facts = append(c.Facts, factsOf(f, fmt.Sprint("u", i), c.Units[1].Definition)...)
		}
		return TimeExample{name, c, "company", id, want}
	}
	partial := func(d *bsc.Definition) { kpi(d).Contributors = bsc.ContributorsPartial }
	leave := example("7: targets of contributors, one of whom left", summed, "k",
		TimeWant{Actual: "80", Target: "80", Rule: bsc.TargetSummed}, all, all, two)
	leave.Card.Units[3].Until = period.Month(2026, 2)
	own := example("7: targets of contributors, one of whom has its own", summed, "k",
		TimeWant{Actual: "90", Target: "105", Rule: bsc.TargetSummed}, all, all, all)
	own.Card.Units[3].Targets = map[string][]bsc.Target{"k": {standing("15")}}
	rate := "a 2026-01=1 2026-02=1 2026-03=1; b 2026-01=2 2026-02=2 2026-03=2"
	rates := example("7: a rate of what those bring that are there", func(d *bsc.Definition) {
		d.Series[0].Contributors = bsc.ContributorsPartial
	}, "rate", TimeWant{Actual: "0.4", Flags: "partial", Coverage: "0.8851851851"},
		rate, rate, "a 2026-01=1 2026-02=1; b 2026-01=2 2026-02=2 2026-03=4")
	gone := example("7: targets of contributors, one of whom left long ago", summed, "k",
		TimeWant{Actual: "60", Target: "60", Rule: bsc.TargetSummed}, all, all)
	gone.Card.Units[3].Until = period.Year(2025)
	// converted has rates of the company for all that contributors bring
	converted := func(e TimeExample, by bsc.Factor, months string) TimeExample {
		for i := range e.Card.Units {
			u := &e.Card.Units[i]
			u.Definition = u.Definition.Clone()
			u.Definition.Series = append(u.Definition.Series, bsc.Series{ID: "fx", Frequency: period.Monthly})
			u.Contributes = slices.Clone(u.Contributes)
			for j := range u.Contributes {
				u.Contributes[j].Factor = by
			}
		}
		e.Card.Facts = append(e.Card.Facts, factsOf(months, "company", e.Card.Units[0].Definition)...)
		return e
	}
	fx := bsc.Factor{Rates: bsc.SeriesRef("fx"), OrgUnit: "company"}
	return []TimeExample{
		rates, gone,
		converted(example("7: each month is converted by its own rate, and so are the targets", summed, "k",
			TimeWant{Actual: "97.2", Target: "97.2", Flags: "-"}, all, all, months("k", "10", "n/a", "10")), fx,
			"fx 2026-01=1.1 2026-02=1.2 2026-03=1.34"),
		converted(example("7: a month without a rate is missing", summed, "k",
			TimeWant{Actual: "73.5", Target: "73.5", Flags: "partial", Parts: "there missing there", Gaps: "2026-02"}, all, all, all), fx,
			"fx 2026-01=1.1 2026-03=1.35"),
		converted(example("7: a share of what the rates make", summed, "k",
			TimeWant{Actual: "67.5", Target: "67.5", Flags: "-"}, all, all, all), bsc.Factor{Share: "0.6", Rates: fx.Rates, OrgUnit: fx.OrgUnit},
			"fx 2026-01=1.2 2026-02=1.25 2026-03=1.3"),
		example("7: all are there", nil, "k", TimeWant{Actual: "90", Target: "30", Flags: "-"}, all, all, all),
		example("7: a month does not apply to one", nil, "k",
			TimeWant{Actual: "80", Target: "30", Flags: "-", Coverage: "1"}, all, all, months("k", "10", "10", "n/a")),
		example("7: a month of one is missing", nil, "k", TimeWant{
			Actual: "60", Target: "20", Flags: "partial", Parts: "there there missing", Gaps: "2026-03",
		}, all, all, two),
		example("7: those count that are there", partial, "k", TimeWant{
			Actual: "80", Target: "30", Flags: "partial", Coverage: "0.8851851851", Parts: "there there there",
		}, all, all, two),
		example("7: targets of contributors", summed, "k",
			TimeWant{Actual: "90", Target: "90", Rule: bsc.TargetSummed}, all, all, all),
		example("7: targets of contributors, and a month of one is missing", summed, "k",
			TimeWant{Actual: "60", Target: "60"}, all, all, two),
		leave, own,
		example("7: what does not apply is left out of all that a unit brings", nil, "rate",
			TimeWant{Actual: "0.5", Flags: "-"}, rate, rate,
			"a 2026-01=1 2026-02=1 2026-03=50; b 2026-01=2 2026-02=2 2026-03=n/a"),
	}
}
