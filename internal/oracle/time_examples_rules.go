package oracle

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// Each of these cases covers one rule that the numbers of the page do not reach.

// carrying lets earlier parts stand in.
func carrying(k bsc.KPI, age int) bsc.KPI {
	k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: age}
	return k
}

// frameRules are about what is due, held and carried.
func frameRules() []timeCase {
	daily := with(monthly("", standing("1")), func(k *bsc.KPI) { k.Frequency = period.Daily })
	march := with(carrying(monthly("", standing("10")), 2), func(k *bsc.KPI) { k.Since = period.Month(2026, 3) })
	quarter := bsc.KPI{Frequency: period.Quarterly, GraceDays: 20, Targets: []bsc.Target{standing("10")}}
	rolling := with(monthly(bsc.Rolling(3), standing("10")), func(k *bsc.KPI) { k.Until = period.Month(2026, 3) })
	return []timeCase{
		{
			name: "2: undated readings in a whole month", kpi: daily, facts: dayReadings("k", "2026-02", 28),
			in: "2026-02", asOf: "2026-02-22",
			want: TimeWant{Actual: "22", Target: "28", Flags: "partial,provisional", Coverage: "0.7857142857"},
		},
		{
			name: "4: what is known not to apply later does not keep the window open", in: "2026",
			asOf: "2026-03-10", kpi: monthly(bsc.BasisYearToDate, standing("10")),
			facts: months("k", "1", "2", "3") + "k 2026-12=n/a",
			want:  TimeWant{Actual: "6", Target: "30", Flags: "provisional,held", Parts: "there there there"},
		},
		{
			name: "4: the quarter before goes on being shown", kpi: quarter, facts: "k 2025-Q4=5", in: "2026-03",
			asOf: "2026-04-03", want: TimeWant{Actual: "5", Flags: "held", Parts: "there"},
		},
		{
			name: "4: the quarter before is no longer shown", kpi: quarter, facts: "k 2025-Q4=5", in: "2026-03",
			asOf: "2026-04-21", want: TimeWant{Actual: "none", Flags: "no_data,overdue", Gaps: "2026-Q1"},
		},
		{
			name: "5: too old is shown", kpi: carrying(monthly("", standing("10")), 1), facts: "k 2026-01=7",
			in: "2026-04", want: TimeWant{Actual: "7", Flags: "stale", Parts: "missing"},
		},
		{
			name: "5: a year later it is not", kpi: carrying(monthly("", standing("10")), 1), facts: "k 2026-01=7",
			in: "2027-03", want: TimeWant{Actual: "none", Flags: "no_data"},
		},
		{
			name: "5: what lies before the first period is not carried", kpi: march, facts: "k 2026-02=7",
			in: "2026-03", want: TimeWant{Actual: "none", Flags: "no_data"},
		},
		{
			name: "8: what comes after the last period is not awaited", kpi: rolling, asOf: "2026-05-10",
			in: "2026-05", facts: months("k", "10", "20", "30"),
			want: TimeWant{Actual: "30", Target: "10", Flags: "-"},
		},
	}
}

// calculationRules are about calculations.
func calculationRules() []timeCase {
	each := carrying(with(calculated("sum", `{"of": ["a", "b"]}`, standing("100")), func(k *bsc.KPI) {
		k.Frequency = period.Monthly
	}), 1)
	turns := calculated("ratio", turnsArgs, standing("8"))
	quota := with(turns, func(k *bsc.KPI) { k.Quota.MinCoverage = "0.8" })
	toDate := carrying(with(calculated("sum", `{"of": ["only"]}`, standing("1")), func(k *bsc.KPI) {
		k.Basis = bsc.BasisYearToDate
	}), 1)
	twelve := months("cost", repeat(12, "100")...)
	byQuarter := with(calculated("sum", `{"of": ["a"]}`, bsc.Target{Against: bsc.ComparisonLastYear}), func(k *bsc.KPI) {
		k.Frequency, k.Rollup = period.Quarterly, bsc.RollupSum
	})
	return []timeCase{
		{
			name: "6: the whole quarter before stands in", kpi: each, series: "a month sum; b month sum",
			in: "2026-Q1", facts: "a 2025-10=90 2025-11=90; b 2025-10=90 2025-11=90",
			want: TimeWant{Actual: "360", Target: "300", Flags: "partial,carried", Coverage: "0"},
		},
		{
			name: "6: what ends earlier has its turn then", kpi: toDate, series: "only month", in: "2026-03",
			asOf: "2026-04-15", facts: "only 2026-01=5 2026-02=not_due:1 2026-03=7",
			want: TimeWant{Actual: "5", Flags: "stale"},
		},
		{
			name: "6: a part that something stands in for is not missing beside a stock", kpi: carrying(turns, 1),
			series: costAndOne, in: "2026-Q1",
			facts: months("cost", "100", "100") + months("stock", "25", "25", "25"),
			want:  TimeWant{Actual: "12", Flags: "partial,carried"},
		},
		{
			name: "6: the stock covers too little", kpi: quota, series: costAndOne, in: "2026",
			facts: twelve + months("stock", repeat(9, "150")...),
			want:  TimeWant{Actual: "8", Flags: "no_data", Coverage: "0"},
		},
		{
			name: "5: five months of the stock are too few", kpi: turns, series: costAndOne, in: "2026",
			facts: twelve + months("stock", repeat(5, "150")...),
			want:  TimeWant{Actual: "8", Flags: "no_data", Coverage: "0"},
		},
		{
			name: "6: at the coarser frequency, which is named first", in: "2026-Q1",
			facts:  months("bad", "1", "2", "3") + "all 2026-Q1=60",
			kpi:    calculated("ratio", `{"num": "all", "den": "bad"}`, standing("10")),
			series: "bad month sum; all quarter sum", want: TimeWant{Actual: "10", Parts: "there"},
		},
		{
			name: "9: a counterpart that is not complete", kpi: byQuarter, series: "a month sum", in: "2026-Q1",
			facts: months("a", "1", "2", "3") + "a 2025-01=5 2025-02=5",
			want:  TimeWant{Actual: "6", Target: "none", Flags: "no_data"},
		},
		{
			name: "11: a standing target for whatever is to date", series: "a month sum; b month sum",
			in: "2026-03",
			kpi: with(calculated("sum", `{"of": ["a", "b"]}`, standing("300")), func(k *bsc.KPI) {
				k.Basis = bsc.BasisYearToDate
			}),
			facts: months("a", "90", "90", "90") + months("b", "90", "90", "90"),
			want:  TimeWant{Actual: "540", Target: "300"},
		},
	}
}

// targetRules are about targets.
func targetRules() []timeCase {
	stock := bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupLast, Targets: []bsc.Target{{Against: bsc.ComparisonLastYear}}}
	mean := bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupMean, Targets: []bsc.Target{
		stated("2026-01", "10", ""), stated("2026-02", "20", ""), stated("2026-03", "40", ""),
	}}
	second := stated("2026-Q2", "7", "")
	quarter := bsc.KPI{Frequency: period.Quarterly, Rollup: bsc.RollupMean, Targets: []bsc.Target{second}}
	weekly := bsc.KPI{
		Frequency: period.Weekly, Rollup: bsc.RollupSum, Prorate: true, Targets: []bsc.Target{stated("2026", "365", "")},
	}
	halves := monthly("", stated("2026-Q1", "300", ""), stated("2026-Q2", "300", bsc.PhasingStep))
	benchmark := monthly("", bsc.Target{Against: "series:industry"})
	toDate := bsc.KPI{
		Frequency: period.Quarterly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate, Targets: []bsc.Target{standing("8")},
	}
	return []timeCase{
		{
			name: "9: a series of quarters beside months", kpi: benchmark, series: "industry quarter sum",
			in: "2026-Q1", facts: months("k", "1", "2", "3") + "industry 2026-Q1=60", want: TimeWant{Target: "60"},
		},
		{
			name: "9: a stock that is missing is compared with the last month", kpi: stock, facts: "k 2025-03=5",
			in: "2026-Q1", want: TimeWant{Flags: "no_data", Target: "5", Rule: bsc.TargetCompared},
		},
		{
			name: "5: targets of the months that are there", kpi: mean, facts: months("k", "10", "", "40"),
			in: "2026-Q1", want: TimeWant{Actual: "25", Target: "25"},
		},
		{
			name: "24: what is held has today's target where it has none", kpi: quarter, facts: "k 2026-Q1=7",
			in: "2026-05", want: TimeWant{Actual: "7", Target: "7", Rule: bsc.TargetEnclosing, From: "2026-Q2"},
		},
		{
			name: "5: a cut week that is missing loses what is cut", kpi: weekly, in: "2026-01",
			facts: "k 2026-W01=7 2026-W02=7 2026-W03=7 2026-W04=7", want: TimeWant{Actual: "25", Target: "359"},
		},
		{
			name: "3: a step in a part of the window", kpi: halves, facts: months("k", repeat(5, "100")...),
			in: "2026-H1", want: TimeWant{Actual: "500", Target: "none", Flags: "no_data"},
		},
		{
			name: "3: a step in a part of the window, whose first month is missing", kpi: halves, in: "2026-H1",
			facts: months("k", "100", "100", "100", "", "100", "100"), want: TimeWant{Actual: "500", Target: "500"},
		},
		{
			name: "actuals of a month of quarters to date", kpi: toDate, in: "2026-05", actuals: "k=4",
			want: TimeWant{Actual: "4", Target: "40"},
		},
	}
}
