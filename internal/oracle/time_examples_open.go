package oracle

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// OpenTimeExamples are cases for which the design's page on time can be read in two ways. They hold the reading that
// the reference assumes.
func OpenTimeExamples() []TimeExample {
	var all []TimeExample
	for _, c := range append(append(openFrames(), openCalculations()...), openTargets()...) {
		all = append(all, c.example())
	}
	return append(all, openGiven()...)
}

// openFrames are about frames, parts and quotas.
func openFrames() []timeCase {
	rolling := with(monthly(bsc.Rolling(3), standing("10")), func(k *bsc.KPI) { k.Until = period.Month(2026, 3) })
	stock := bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupLast, Targets: []bsc.Target{standing("10")}}
	return []timeCase{
		{
			name: "a rolling window does not move back to what was measured last", kpi: rolling,
			facts: months("k", "10", "20", "30"), in: "2026-05",
			want: TimeWant{Actual: "30", Target: "10", Flags: "-", Parts: "there"},
		},
		{
			name: "a reading that is said to be not due ends the year to date without a moment, too",
			kpi:  monthly(bsc.BasisYearToDate, standing("10")), facts: months("k", "10", "20", "not_due:0"), in: "2026-03",
			want: TimeWant{Actual: "30", Target: "20", Flags: "held", Parts: "there there"},
		},
		{
			name: "a period that has not begun is not due, also where nothing applies",
			kpi:  monthly("", standing("10")), facts: "k 2026-03=n/a", in: "2026-03", asOf: "2026-02-28",
			want: TimeWant{Flags: "not_due", Parts: "-", Gaps: "-", Target: "none"},
		},
		{
			name: "of a stock, months before the one shown are covered even if they do not apply", kpi: stock,
			facts: "k 2026-06=5", in: "2026", since: "2026-06", asOf: "2026-07-15",
			want: TimeWant{Actual: "5", Flags: "partial", Coverage: "0.4958904109"}, // 181 of 365 days
		},
		{
			name: "too little comes before a target that is not there", kpi: monthly(""), facts: "k 2026-01=5",
			in: "2026-Q1", want: TimeWant{Actual: "5", Target: "none", Flags: "no_data"},
		},
		{
			name: "nothing expected comes before too little", kpi: monthly("", stated("2026", "120", bsc.PhasingStep)),
			facts: "k 2026-01=5", in: "2026-Q1", want: TimeWant{Actual: "5", Target: "0", Flags: "not_due"},
		},
		{
			name: "a step that falls due in what is missing is no data", in: "2026-Q2",
			kpi: monthly("", stated("2026-Q2", "300", bsc.PhasingStep)), facts: "k 2026-04=140 2026-05=140",
			want: TimeWant{Target: "none", Flags: "no_data"},
		},
	}
}

// openCalculations are about calculations.
func openCalculations() []timeCase {
	sum := calculated("sum", `{"of": ["flow", "stock"]}`, standing("10"))
	both := "flow month sum; stock month last"
	half := with(calculated("ratio", badOfAll, standing("1")), func(k *bsc.KPI) {
		k.Frequency, k.Rollup = period.Quarterly, bsc.RollupMean
	})
	rate := with(half, func(k *bsc.KPI) { k.Frequency, k.Rollup = period.Monthly, bsc.RollupMeanOfPeriods })
	month := with(calculated("sum", `{"of": ["any"]}`, standing("10")), func(k *bsc.KPI) { k.Frequency = period.Monthly })
	return []timeCase{
		{
			name: "a flow that does not apply at all is left out of a sum", kpi: sum, series: both, in: "2026-Q1",
			facts: months("flow", "n/a", "n/a", "n/a") + months("stock", "5", "6", "7"),
			want:  TimeWant{Actual: "7", Flags: "-"},
		},
		{
			name: "a stock that does not apply at all leaves a sum of flows", kpi: sum, series: both, in: "2026-Q1",
			facts: months("flow", "5", "6", "n/a") + months("stock", "n/a", "n/a", "n/a"),
			want:  TimeWant{Actual: "11", Flags: "-"},
		},
		{
			name: "a constant is an input of a mean", series: "a month sum", facts: months("a", "10", "20", "30"),
			kpi: calculated("mean", `{"of": ["a", 40]}`, standing("10")), in: "2026-Q1", want: TimeWant{Actual: "50"},
		},
		{
			name: "a calculated quarter is there with one of its months", kpi: half, series: badAndAll, in: "2026-Q1",
			facts: "bad 2026-01=1; all 2026-01=2",
			want:  TimeWant{Actual: "0.5", Flags: "partial", Coverage: "0.3444444444", Parts: "there"},
		},
		{
			name: "a month without an answer is missing, and nothing is overdue", kpi: rate, series: badAndAll,
			facts: "bad 2026-01=1 2026-02=1; all 2026-01=2 2026-02=0", in: "2026-02", asOf: "2026-03-10",
			want: TimeWant{Flags: "no_data", Parts: "missing", Gaps: "2026-02"},
		},
		{
			name: "an input without a frequency is read as the KPI is", kpi: month, series: "any  sum",
			change: func(d *bsc.Definition) { d.Series[0].Frequency, d.Series[0].Rollup = "", bsc.RollupSum },
			facts:  "any 2026-Q1=7 2026-01=1 2026-02=1 2026-03=1", in: "2026-Q1", want: TimeWant{Actual: "3"},
		},
		{
			name: "a change on nothing is a number", series: "a month sum", facts: months("a", "0", "15"),
			in: "2026-02", kpi: calculated("change", `{"of": "a"}`, standing("10")),
			want: TimeWant{Actual: "15", Attainment: "150"},
		},
		{
			name: "what changed may have a longer past", series: "a month sum", facts: months("a", "10", "15"),
			kpi: with(calculated("change", `{"of": "a"}`, standing("10")), func(k *bsc.KPI) {
				k.Since = period.Month(2026, 2)
			}),
			in: "2026-02", want: TimeWant{Actual: "5"},
		},
	}
}

// openTargets are about targets.
func openTargets() []timeCase {
	weekly := bsc.KPI{Frequency: period.Weekly, Rollup: bsc.RollupSum, Prorate: true}
	against := func(c bsc.Comparison) bsc.KPI {
		return with(weekly, func(k *bsc.KPI) { k.Targets = []bsc.Target{{Against: c}} })
	}
	weeks := "k 2025-W01=7 2025-W02=7 2025-W03=7 2025-W04=7 2025-W05=14 2025-W49=7 2025-W50=7 2025-W51=7 2025-W52=7" +
		" 2026-W01=7 2026-W02=7 2026-W03=7 2026-W04=7 2026-W05=7"
	mean := bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupMean}
	earlier := with(mean, func(k *bsc.KPI) { k.Targets = []bsc.Target{stated("2026-03", "7", "")} })
	own := with(mean, func(k *bsc.KPI) { k.Targets = []bsc.Target{standing("9")} })
	return []timeCase{
		{
			name: "what does not apply has no target that adds up", kpi: monthly("", standing("10")), in: "2026-03",
			facts: "k 2026-03=n/a", want: TimeWant{Flags: "not_applicable", Target: "none"},
		},
		{
			name: "what does not apply keeps a target that does not add up", kpi: own, in: "2026-03",
			facts: "k 2026-03=n/a", want: TimeWant{Flags: "not_applicable", Target: "9"},
		},
		{
			// Of 2025-W05 6/7 count, as of 2026-W05, though only 5/7 of it are in January.
			name: "last year's weeks count by the shares that this year's have", kpi: against(bsc.ComparisonLastYear),
			facts: weeks, in: "2026-01", want: TimeWant{Actual: "31", Target: "37"},
		},
		{
			// The weeks 49 to 52, and 3/7 of 2026-W01.
			name: "the weeks before count by their own shares", kpi: against(bsc.ComparisonPrevious), facts: weeks,
			in: "2026-01", want: TimeWant{Actual: "31", Target: "31"},
		},
		{
			name: "an earlier target of the definition holds on", kpi: earlier, facts: "k 2026-05=7", in: "2026-05",
			want: TimeWant{Target: "7", Rule: bsc.TargetEarlier},
		},
		{
			name: "an earlier target of the unit's own does not", kpi: own, facts: "k 2026-05=7", in: "2026-05",
			own: []bsc.Target{stated("2026-03", "7", "")}, want: TimeWant{Target: "9", Rule: bsc.TargetStanding},
		},
		{
			name: "a comparison that is not there is no data, and what is late is overdue",
			kpi:  monthly(bsc.BasisYearToDate, bsc.Target{Against: bsc.ComparisonLastYear}), facts: months("k", "10", "", "10"),
			in: "2026-03", asOf: "2026-05-01", want: TimeWant{Target: "none", Flags: "no_data,overdue"},
		},
	}
}

// openGiven are about contributions.
func openGiven() []TimeExample {
	facts := func(c *TimedCard, all ...string) *TimedCard {
		for i, f := range all {
			unit := c.Units[i+1]
			c.Facts = append(c.Facts, factsOf(f, unit.ID, unit.Definition)...)
		}
		return c
	}
	partial := func(d *bsc.Definition) {
		summed(d)
		d.Perspectives[0].Objectives[0].KPIs[0].Contributors = bsc.ContributorsPartial
	}
	stock := func(d *bsc.Definition) { d.Series[1].Rollup = bsc.RollupMean }
	all, two, leave := months("k", "10", "10", "10"), months("k", "10", "10"), months("k", "10", "10", "n/a")
	stocks := months("a", "6", "6", "6") + months("b", "6", "6", "6")
	return []TimeExample{
		{
			"targets of contributors are those of the parts that count", facts(company(partial, nil), all, all, two),
			"company", "k",
			TimeWant{Actual: "80", Target: "80", Flags: "partial"},
		},
		{
			"a target of a month that does not apply to a contributor", facts(company(summed, nil), all, all, leave),
			"company", "k",
			TimeWant{Actual: "80", Target: "80"},
		},
		{
			"one that is stale, where all others are there: the latest is shown",
			facts(company(nil, nil), all, all, months("k", "stale:1", "stale:1", "stale:1")), "company", "k",
			TimeWant{Actual: "21", Flags: "stale"},
		},
		{
			"one that is stale, where another one is missing",
			facts(company(nil, nil), all, "", months("k", "stale:1", "stale:1", "stale:1")), "company", "k",
			TimeWant{Actual: "none", Flags: "no_data"},
		},
		{
			"a unit whose stock does not apply at all brings no flow", facts(company(stock, stock), stocks, stocks,
				months("a", "6", "6", "6")+months("b", "n/a", "n/a", "n/a")), "company", "rate",
			TimeWant{Actual: "3", Flags: "-"},
		},
	}
}
