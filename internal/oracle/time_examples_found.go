package oracle

import (
	"fmt"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// foundCases are for questions that came up in use and that the pages leave open: each is decided here.
func foundCases() []timeCase {
	prorated := func(d *bsc.Definition) { d.Series[0].Prorate = true }
	perPeriod := func(f period.Frequency, value bsc.Number) bsc.KPI {
		return with(calculated("sum", `{"of": ["a"]}`, standing(value)), func(k *bsc.KPI) { k.Frequency, k.Prorate = f, true })
	}
	quarterly := func(in string, target string) timeCase {
		return timeCase{
			name: "11: a standing target for each quarter, of weeks that lie in two, in " + in,
			kpi:  perPeriod(period.Quarterly, "10"), series: "a week sum", change: prorated, in: in,
			facts: weeksOf("a", 53), want: TimeWant{Target: target, Rule: bsc.TargetStanding},
		}
	}
	july := monthly(bsc.BasisYearToDate, stated("2026", "28", ""), bsc.Target{Period: period.Month(2026, 7), Against: bsc.ComparisonLastYear, Times: "2"})
	year := months("k", repeat(9, "1")...) + strings.ReplaceAll(months("k", repeat(9, "1")...), "2026", "2025")
	until := with(calculated("product", `{"of": ["grown", "sales"]}`, standing("1")), func(k *bsc.KPI) {
		k.Until = period.Month(2026, 2)
		k.Quota.MinCoverage = "0"
	})
	growth := calculated("change", `{"of": "sales"}`, standing("1"))
	growth.ID = "grown"
	toDate := with(calculated("difference", `{"of": ["grown"]}`, standing("1")), func(k *bsc.KPI) { k.Basis = bsc.BasisYearToDate })
	rolling := with(calculated("sum", `{"of": ["grown"]}`, standing("1")), func(k *bsc.KPI) {
		k.ID, k.Frequency, k.Basis = "rolling", period.Monthly, bsc.Rolling(3)
	})
	stock := with(growth, func(k *bsc.KPI) { k.Calculator.Args = []byte(`{"of": "stock"}`) })
	return []timeCase{
		quarterly("2026", "40"), quarterly("2026-H1", "20"), quarterly("2026-Q1", "10"),
		{
			name: "11: a standing target for each week, of months", kpi: perPeriod(period.Weekly, "70"),
			series: "a month sum", change: prorated, in: "2026-03", facts: months("a", "1", "1", "155", "1"),
			want: TimeWant{Actual: "155", Target: "310", Attainment: "50"}, // 31 days of 70 a week
		},
		{
			name: "9: a comparison beside what is stated for the year", kpi: july, in: "2026-09", facts: year,
			want: TimeWant{Actual: "9", Target: "18", Rule: bsc.TargetCompared},
		},
		{
			name: "6: of months that prorate and periods that do not, the periods are joined",
			kpi:  calculated("sum", `{"of": ["a", "b"]}`, standing("10")), series: "a month sum; b period sum",
			in: "2026-P03", facts: months("a", repeat(12, "31")...) + "b 2026-P03=28",
			change: func(d *bsc.Definition) {
				prorated(d)
				d.Calendar.Weeks = &period.WeekYear{Pattern: period.Weeks445, EndDay: period.Saturday, EndMonth: 12, Nearest: true}
			},
			want: TimeWant{Actual: "1894/30", Parts: "there"}, // 28, March, and four days of April
		},
		{
			name: "9: what is measured until February is compared with January and February", kpi: until,
			more: []bsc.KPI{growth}, series: "sales month sum", in: "2026",
			facts: months("sales", "20", "30", "1") + "sales 2025-01=5 2025-02=10 2025-03=7",
			want:  TimeWant{Actual: "1750", Parts: "there there"}, // (50 - 15) · 50
		},
		{
			name: "9: one change to date beside the same, rolling", kpi: toDate, more: []bsc.KPI{stock, rolling},
			series: "stock month mean", in: "2026-03",
			facts: months("stock", "31", "28", "31") + "stock 2025-10=1 2025-11=1 2025-12=1",
			want:  TimeWant{Actual: "none", Flags: "no_data"}, // not of October to December
		},
	}
}

// weeks445 is a calendar of four, four and five weeks, whose year 2026 begins on 4 January.
func weeks445(d *bsc.Definition) {
	d.Calendar.Weeks = &period.WeekYear{Pattern: period.Weeks445, EndDay: period.Saturday, EndMonth: 12, Nearest: true}
}

// foundFrames are cases about which days count.
func foundFrames() []timeCase {
	ended := bsc.KPI{Frequency: period.Monthly, GraceDays: 40, Until: period.Month(2026, 6), Targets: []bsc.Target{standing("10")}}
	of := func(s *bsc.Series, f period.Frequency, until period.Period) {
		s.Frequency, s.Prorate, s.Until = f, f != "", until
	}
	mixed := func(basis bsc.Basis) bsc.KPI {
		return with(calculated("sum", `{"of": ["flow", "rate"]}`, stated("2025", "5", ""), stated("2026", "10", "")), func(k *bsc.KPI) {
			k.Basis, k.TargetRollup = basis, bsc.RollupMin
		})
	}
	late := bsc.KPI{
		Frequency: period.Monthly, Rollup: bsc.RollupMean, Basis: bsc.Rolling(1), Prorate: true, Since: period.Month(2026, 4),
		Targets: []bsc.Target{standing("10"), stated("2026-04", "20", "")},
	}
	cut := bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupLast, Prorate: true, Targets: []bsc.Target{standing("10")}}
	weekly := bsc.KPI{
		Frequency: period.Weekly, Rollup: bsc.RollupLast, Basis: bsc.Rolling(3), Targets: []bsc.Target{stated("2026-W42", "10", "")},
	}
	return []timeCase{
		{
			name: "8: a KPI that ended in June does not show June while July could still be late", kpi: ended, in: "2026-W33",
			asOf: "2026-08-20", facts: "k 2026-06=5", want: TimeWant{Actual: "none", Flags: "not_applicable"},
		},
		{
			name:   "2: what applies on no day of a week that has not begun has no target there",
			kpi:    calculated("sum", `{"of": ["a", "b"]}`, stated("2026", "48", bsc.PhasingLinear)),
			series: "a period sum; b month sum", in: "2026-W06", asOf: "2026-01-15",
			change: func(d *bsc.Definition) {
				weeks445(d)
				of(&d.Series[0], period.ByPeriod, periodOf("2025-P12"))
				of(&d.Series[1], "", period.Month(2025, 11))
			},
			want: TimeWant{Target: "none", Flags: "not_due"},
		},
		{
			name: "5: what is stale of a month that goes on after the period is not shown", kpi: cut, change: weeks445, in: "2026-P03",
			facts: "k 2026-03=stale:5 2026-04=stale:7", want: TimeWant{Actual: "5", Flags: "stale", Parts: "missing"},
		},
		{
			name: "24: a value that stands for the year, on a basis of two years whose months lie in both",
			kpi:  mixed(bsc.Rolling(2)), series: "flow month sum; rate month mean", in: "2026", actuals: "flow=4 rate=6",
			change: weeks445, want: TimeWant{Actual: "10", Target: "5", Rule: bsc.TargetRolledUp, From: "-"},
		},
		{
			name: "8: a value that stands for a quarter, on a basis of a month before the KPI's first one", kpi: late,
			change: weeks445, in: "2026-Q1", actuals: "k=10",
			want: TimeWant{Actual: "10", Target: "20", Rule: bsc.TargetStated, From: "2026-04"},
		},
		{
			name: "24: a value that stands for a quarter, on a basis of weeks of which none that applies has begun",
			kpi:  weekly, in: "2026-Q4", asOf: "2026-11-17", until: "2026-W50", actuals: "k=5",
			want: TimeWant{Actual: "5", Target: "10", Rule: bsc.TargetEarlier, From: "2026-W42"},
		},
	}
}

// foundCalculations are cases about what calculations are made of.
func foundCalculations() []timeCase {
	growth := func(against string) bsc.KPI {
		return calculated("change", `{"of": "shown", "against": "`+against+`"}`, standing("10"))
	}
	shown := with(calculated("sum", `{"of": ["stock", 100]}`, standing("1")), func(k *bsc.KPI) {
		k.ID, k.Frequency = "shown", period.Monthly
	})
	grown := with(calculated("change", `{"of": "sales"}`, standing("1")), func(k *bsc.KPI) { k.ID = "grown" })
	summed := with(calculated("sum", `{"of": ["a", "grown"]}`, standing("1")), func(k *bsc.KPI) { k.ID = "shown" })
	twice := calculated("change", `{"of": "grown"}`, standing("1"))
	rate := with(calculated("ratio", badOfAll, standing("1")), func(k *bsc.KPI) { k.ID, k.Frequency = "shown", period.Quarterly })
	quarters := with(calculated("sum", `{"of": ["b", 1]}`, standing("1")), func(k *bsc.KPI) {
		k.ID, k.Frequency, k.Rollup = "quarters", period.Quarterly, bsc.RollupSum
	})
	bought := with(calculated("sum", `{"of": ["shown", "b"]}`, bsc.Target{Against: bsc.ComparisonPrevious}), func(k *bsc.KPI) {
		k.Frequency = period.Monthly
	})
	total := with(calculated("sum", `{"of": ["b", "c"]}`, standing("1")), func(k *bsc.KPI) { k.ID = "total" })
	same := with(calculated("sum", `{"of": ["a"]}`, standing("1")), func(k *bsc.KPI) { k.ID = "same" })
	rest := with(calculated("difference", `{"of": ["same", "a"]}`, standing("1")), func(k *bsc.KPI) { k.ID = "rest" })
	net := with(calculated("difference", `{"of": ["a", "b"]}`, standing("1")), func(k *bsc.KPI) {
		k.ID, k.Frequency, k.Rollup, k.Prorate = "net", period.Weekly, bsc.RollupSum, true
	})
	prorated := func(places ...int) func(*bsc.Definition) {
		return func(d *bsc.Definition) {
			weeks445(d)
			for _, i := range places {
				d.Series[i].Prorate = true
			}
		}
	}
	return []timeCase{
		{
			name: "9: what is held is compared with the same month a year before, whatever that year's week held",
			kpi:  growth("last_year"), more: []bsc.KPI{shown}, series: "stock month mean", in: "2026-W35",
			// The week of 2025 ends with August.
			facts: "stock 2026-07=50 2025-07=30 2025-08=99", want: TimeWant{Actual: "20"},
		},
		{
			name: "9: what has no rollup has no value in a period that cuts its months, and so no past there",
			kpi:  growth("previous"), series: "shown month", change: prorated(0), in: "2026-P02",
			// P02 is February, and P01 is not January.
			facts: months("shown", "1527", "11"), want: TimeWant{Actual: "none", Flags: "no_data"},
		},
		{
			name: "9: a change of a change goes back over the same months twice", kpi: twice, more: []bsc.KPI{grown}, series: "sales month sum",
			in: "2026-Q3", facts: months("sales", "10", "500", "10", "40", "1000", "40", "100", "", "100"),
			want: TimeWant{Actual: "60"}, // 200 - 80 is 120, and 80 - 20 is 60
		},
		{
			name: "9: a change, in months that roll, of a sum that holds a change",
			kpi:  with(growth("previous"), func(k *bsc.KPI) { k.Basis = bsc.Rolling(2) }),
			more: []bsc.KPI{summed, grown}, series: "sales month sum; a month sum", in: "2026-04",
			facts: months("sales", "1", "2", "4", "8") + months("a", "1", "1", "1", "1"),
			want:  TimeWant{Actual: "3"}, // 2 + 12 - 6 is 8, and 2 + 6 - 3 is 5
		},
		{
			name: "9: a value that stands for the period is compared with a series' value, whatever ended before it",
			kpi:  calculated("sum", `{"of": ["a", "stock"]}`, bsc.Target{Against: "series:stock", Times: "1.05"}), series: "a month sum; stock month mean",
			in: "2026-Q1", actuals: "stock=40", want: TimeWant{Actual: "40", Target: "42"},
			change: func(d *bsc.Definition) { d.Series[0].Until = period.Year(2025) },
		},
		{
			name: "9: a quarter that is too little for what follows it is enough itself", kpi: carrying(growth("previous"), 3),
			more: []bsc.KPI{rate}, series: badAndAll, in: "2026-06",
			facts: "bad 2025-10=10 2025-11=10 2025-12=30 2026-01=50 2026-04=1 2026-05=1 2026-06=1;" +
				"all 2025-10=100 2025-11=50 2025-12=50 2026-01=100 2026-04=1 2026-05=1 2026-06=1",
			want: TimeWant{Actual: "0.25", Parts: "missing"}, // that of March: 0.50 after 0.25
		},
		{
			name: "9: a month before the calendar's first year has nothing of it, though the year begins in that month",
			kpi:  growth("previous"), series: "shown year min", in: "2025-01", facts: "shown 2025=5",
			change: func(d *bsc.Definition) { d.Calendar, d.Series[0].Prorate = Thirteen(), true },
			want:   TimeWant{Actual: "none", Flags: "no_data"}, // it begins on 30 December
		},
		{
			name: "9: one month, rolling, has the change of that month a year ago",
			kpi: with(calculated("change", `{"of": "grown", "against": "last_year"}`, standing("1")), func(k *bsc.KPI) {
				k.Basis = bsc.Rolling(1)
			}),
			more: []bsc.KPI{with(grown, func(k *bsc.KPI) { k.Calculator.Args = []byte(`{"of": "stock"}`) })}, series: "stock month mean",
			// It is 20 - 4.
			in: "2026-02", facts: "stock 2025-01=1 2025-02=5 2026-01=10 2026-02=30", want: TimeWant{Actual: "16"},
		},
		{
			name: "6: of what is not due by the quarter, what is missing in a quarter that is there is named",
			kpi:  with(calculated("sum", `{"of": ["all", "a", "quarters"]}`, standing("1")), func(k *bsc.KPI) { k.Basis = bsc.BasisYearToDate }),
			more: []bsc.KPI{quarters}, series: "a quarter sum; b month sum; all year sum", in: "2026", asOf: "2027-01-10",
			change: func(d *bsc.Definition) { d.Series[1].GraceDays = 100 },
			facts: months("b", "1", "", "1", "1", "1", "1", "1", "1", "1") +
				"a 2026-Q2=1 2026-Q3=1 2026-Q4=1; all 2026=1",
			want: TimeWant{Flags: "no_data,overdue", Gaps: "2026-02 2026-Q1"},
		},
		{
			name: "9: what states no frequency is read as the KPI is, before as now", kpi: bought, series: "shown month max; b month",
			in: "2026-Q2", facts: "shown 2026-01=1 2026-02=1 2026-03=1 2026-04=5 2026-05=5 2026-06=5; b 2026-Q1=2",
			change: func(d *bsc.Definition) { d.Series[1].Frequency, d.Series[1].Until = "", period.Month(2026, 3) },
			// There is no roll-up to make one value of three months.
			want: TimeWant{Actual: "5", Target: "none", Rule: bsc.TargetCompared, Flags: "no_data"},
		},
		{
			name: "6: of periods that prorate and a total by periods that do not, the periods are joined",
			kpi:  calculated("sum", `{"of": ["a", "total"]}`, standing("10")), more: []bsc.KPI{total},
			series: "a period sum; b period sum; c month sum", in: "2026-P03",
			change: func(d *bsc.Definition) {
				prorated(0, 2)(d)
				d.Series[1].Frequency = "" // that of what is asked for
			},
			facts: "a 2026-P03=10; b 2026-P03=1; c 2026-03=31 2026-04=30", // four days of April
			want:  TimeWant{Actual: "46", Parts: "there"},
		},
		{
			name: "13: a share of a week, less itself, is nothing to divide by",
			kpi:  calculated("ratio", `{"num": "c", "den": "rest"}`, standing("1")), more: []bsc.KPI{same, rest},
			series: "a week sum; c month sum", change: prorated(0, 1), in: "2026-W09",
			facts: "a 2026-W09=6.35; c 2026-02=28 2026-03=31", want: TimeWant{Actual: "none", Flags: "no_data"},
		},
		{
			name: "3: a week that does not apply makes nothing provisional", kpi: calculated("product", `{"of": ["a", "net"]}`, standing("6480")),
			more: []bsc.KPI{net}, series: "a quarter sum; b week", in: "2026-Q1", asOf: "2026-05-20",
			change: func(d *bsc.Definition) { d.Series[0].Prorate = true },
			facts: "a 2025-Q4=92 2026-Q1=90 2026-Q2=91;" +
				strings.Replace(strings.Replace(weeksOf("b", 14), "W01=1", "W01=n/a", 1), "W14=1", "W14=n/a", 1),
			want: TimeWant{Actual: "6480", Flags: "-"}, // 90 · 12 · (7 - 1)
		},
	}
}

// foundTargets are cases of targets.
func foundTargets() []timeCase {
	labelled := monthly("", stated("2026-Q1", "30", bsc.PhasingStep))
	labelled.Rollup, labelled.TargetRollup = bsc.RollupLast, bsc.RollupSum
	labelled.Scorer = bsc.NewPolicy("points", map[string]any{"labels": map[string]int{"yes": 100, "no": 0}})
	return []timeCase{{
		name: "5: a score that asks for no target does not wait for a step's last part", kpi: labelled, in: "2026-Q1",
		facts: "k 2026-01=label:no 2026-02=label:yes", want: TimeWant{Attainment: "100", Flags: "partial", Parts: "passed there missing"},
	}}
}

// weeksOf are readings of 1 of so many weeks of 2026.
func weeksOf(id string, n int) string {
	text := id
	for w := 1; w <= n; w++ {
		text += fmt.Sprintf(" 2026-W%02d=1", w)
	}
	return text + ";"
}
