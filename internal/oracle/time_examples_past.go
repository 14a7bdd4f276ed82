package oracle

import (
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// comparedCases are of point 9: comparisons with the past and with others.
func comparedCases() []timeCase {
	against := func(t bsc.Target) bsc.KPI { return monthly("", t) }
	lastYear := bsc.Target{Against: bsc.ComparisonLastYear}
	times := bsc.Target{Against: bsc.ComparisonLastYear, Times: "1.1"}
	percent := bsc.Target{Against: bsc.ComparisonLastYear, Percent: "10"}
	days := bsc.KPI{Frequency: period.Daily, Rollup: bsc.RollupSum, Targets: []bsc.Target{lastYear}}
	loss := "k 2025-03=-20 2026-03=-21"
	growth := func(args string) bsc.KPI { return calculated("change", args, standing("10")) }
	sales := "sales 2025-01=100 2025-02=100 2025-03=100 2025-12=80 2026-01=110 2026-02=99 2026-03=121"
	none := TimeWant{Actual: "-21", Target: "none", Flags: "no_data", Rule: bsc.TargetCompared, From: "2025-03"}
	return []timeCase{
		{name: "9: times has no answer below 0", kpi: against(times), facts: loss, in: "2026-03", want: none},
		{
			name: "9: percent of a loss",
			kpi:  with(against(percent), func(k *bsc.KPI) { k.Scorer.Name = "binary" }), facts: loss, in: "2026-03",
			want: TimeWant{Actual: "-21", Target: "-18", Attainment: "0"},
		},
		{
			name: "9: two points more", kpi: against(bsc.Target{Against: bsc.ComparisonLastYear, Plus: "2"}),
			facts: "k 2025-03=20 2026-03=11", in: "2026-03", want: TimeWant{Target: "22", Attainment: "50"},
		},
		{
			name: "9: nothing last year, times 1.1", kpi: against(times), facts: "k 2025-03=0 2026-03=5",
			in: "2026-03", want: TimeWant{Actual: "5", Target: "0", Flags: "no_data", Attainment: "none"},
		},
		{
			name: "9: over the counterparts of what is there", kpi: monthly(bsc.BasisYearToDate, lastYear),
			in: "2026-03", facts: "k 2025-01=10 2025-02=20 2025-03=40 2026-01=11 2026-03=44",
			want: TimeWant{Actual: "55", Target: "50", Attainment: "110", Flags: "partial"},
		},
		{
			name: "9: another one is missing", kpi: monthly(bsc.BasisYearToDate, lastYear), in: "2026-03",
			facts: "k 2025-01=10 2025-03=40 2026-01=11 2026-02=22 2026-03=44",
			want:  TimeWant{Actual: "77", Target: "none", Flags: "no_data"},
		},
		{
			name: "9: another one does not apply", kpi: monthly(bsc.BasisYearToDate, lastYear), in: "2026-03",
			facts: "k 2025-01=10 2025-02=n/a 2025-03=40 2026-01=11 2026-02=22 2026-03=44",
			want:  TimeWant{Actual: "77", Target: "none", Flags: "no_data"},
		},
		{
			name: "9: 29 February is left out of the base", kpi: days,
			facts: dayReadings("k", "2024-02", 29) + ";" + dayReadings("k", "2023-02", 28), in: "2024-02",
			want: TimeWant{Actual: "29", Target: "28"},
		},
		{
			name: "9: previous pairs by position", kpi: against(bsc.Target{Against: bsc.ComparisonPrevious}),
			in: "2026-Q2", facts: months("k", "10", "20", "40", "11", "", "44"),
			want: TimeWant{Actual: "55", Target: "50", From: "2026-Q1"},
		},
		{
			name: "9: a benchmark beside what is there",
			kpi:  against(bsc.Target{Against: "series:industry"}), in: "2026-Q1",
			series: "industry month sum", facts: months("k", "5", "", "5") + months("industry", "10", "20", "40"),
			want: TimeWant{Actual: "10", Target: "50", Rule: bsc.TargetCompared, From: "2026-Q1"},
		},
		{
			name: "9: growth on last year", kpi: growth(`{"of": "sales", "against": "last_year", "as": "percent"}`),
			series: "sales month sum", facts: sales, in: "2026-Q1",
			want: TimeWant{Actual: "10", Attainment: "100"}, // 330 on 300
		},
		{
			name: "9: growth on last year, with a month missing",
			kpi:  growth(`{"of": "sales", "against": "last_year", "as": "percent"}`), series: "sales month sum",
			facts: strings.Replace(sales, "2026-02=99", "", 1), in: "2026-Q1",
			want: TimeWant{Actual: "15.5", Flags: "partial"}, // 231 on 200
		},
		{
			name: "9: a change on the month before", kpi: growth(`{"of": "sales"}`), series: "sales month sum",
			facts: sales, in: "2026-01", want: TimeWant{Actual: "30"},
		},
		{
			name: "9: growth on a loss", kpi: growth(`{"of": "sales", "as": "percent"}`), series: "sales month sum",
			facts: "sales 2026-01=-20 2026-02=-15", in: "2026-02", want: TimeWant{Actual: "25"},
		},
		{
			name: "9: growth on nothing", kpi: growth(`{"of": "sales", "as": "percent"}`),
			series: "sales month sum", facts: "sales 2026-01=0 2026-02=15", in: "2026-02",
			want: TimeWant{Actual: "none", Flags: "no_data"},
		},
	}
}

// zeroCases are of point 10.
func zeroCases() []timeCase {
	january, february := stated("2026-01", "10", ""), stated("2026-02", "10", "")
	perMonth := monthly(bsc.BasisYearToDate, january, february, stated("2026-03", "0", ""))
	season := func(weights string) bsc.Target {
		t := stated("2026-Q1", "90", bsc.PhasingSeasonal)
		for _, w := range strings.Fields(weights) {
			t.Profile = append(t.Profile, bsc.Number(w))
		}
		return t
	}
	budget := lower(monthly("", season("1 0 2")))
	accidents := bsc.Target{Period: period.Year(2026), Baseline: "12", Value: "0", Phasing: bsc.PhasingLinear}
	noAccident := lower(monthly("", accidents))
	both := season("1 0 2")
	both.Baseline = "30"
	return []timeCase{
		{
			name: "10: a target of 0 above a baseline", kpi: monthly("", bsc.Target{Baseline: "-100", Value: "0"}),
			facts: "k 2026-01=-40", in: "2026-01", want: TimeWant{Target: "0", Attainment: "60", Flags: "-"},
		},
		{
			name: "10: parts of a sum", kpi: perMonth, facts: months("k", "5", "5", "5"), in: "2026-03",
			want: TimeWant{Target: "20", Attainment: "75"},
		},
		{
			name: "10: nothing in the budget, and nothing spent", kpi: budget, facts: "k 2026-02=0", in: "2026-02",
			want: TimeWant{Target: "0", Attainment: "100", Flags: "-"},
		},
		{
			name: "10: nothing in the budget, and 5 spent", kpi: budget, facts: "k 2026-02=5", in: "2026-02",
			want: TimeWant{Target: "0", Attainment: "0", Flags: "-"},
		},
		{
			name: "10: nothing is expected yet", kpi: monthly("", season("1 0 2")), facts: "k 2026-02=5",
			in: "2026-02", want: TimeWant{Target: "0", Flags: "not_due"},
		},
		{
			name: "10: nothing is stated for a month", kpi: monthly("", stated("2026-03", "0", "")),
			facts: "k 2026-03=5", in: "2026-03", want: TimeWant{Target: "0", Flags: "not_due"},
		},
		{
			name: "10: 0 is a number to another rule", facts: "k 2026-02=5", in: "2026-02",
			want: TimeWant{Target: "0", Attainment: "100"},
			kpi:  with(monthly("", season("1 0 2")), func(k *bsc.KPI) { k.Scorer.Name = "binary" }),
		},
		{
			name: "10: shares where target and baseline are equal", kpi: monthly("", both), facts: "k 2026-02=5",
			in: "2026-02", want: TimeWant{Target: "0", Baseline: "0", Flags: "not_due"},
		},
		{
			name: "10: fewer than before", kpi: noAccident, facts: "k 2026-01=1", in: "2026-01",
			want: TimeWant{Target: "0", Baseline: "1", Attainment: "0"},
		},
	}
}

// additiveCases are of point 11: sums and differences of what adds up.
func additiveCases() []timeCase {
	sum := func(args string, targets ...bsc.Target) bsc.KPI { return calculated("sum", args, targets...) }
	quarters := []bsc.Target{stated("2026-Q1", "300", ""), stated("2026-Q2", "300", ""), stated("2026-Q3", "300", "")}
	toDate := with(sum(`{"of": ["a"]}`, quarters...), func(k *bsc.KPI) {
		k.Basis, k.Frequency = bsc.BasisYearToDate, period.Quarterly
	})
	each := with(sum(`{"of": ["a", "b"]}`, standing("100")), func(k *bsc.KPI) { k.Frequency = period.Monthly })
	whole := sum(`{"of": ["a", "b"]}`, standing("300"))
	two := "a month sum; b month sum"
	nineties := func(id string, n int) string { return months(id, repeat(n, "90")...) }
	return []timeCase{
		{
			name: "11: twelve months against quarters, to date", kpi: toDate, series: "a month sum",
			facts: nineties("a", 12), in: "2026-Q3", want: TimeWant{Actual: "810", Target: "900", Attainment: "90"},
		},
		{
			name: "11: a standing target for each month", kpi: each, series: two,
			facts: nineties("a", 3) + nineties("b", 3), in: "2026-Q1",
			want: TimeWant{Actual: "540", Target: "300", Rule: bsc.TargetStanding, Attainment: "180"},
		},
		{
			name: "11: a standing target for whatever is evaluated", kpi: whole, series: two,
			facts: nineties("a", 3) + nineties("b", 3), in: "2026-Q1",
			want: TimeWant{Actual: "540", Target: "300", Rule: bsc.TargetStanding},
		},
		{
			name: "11: and a month of it is missing", kpi: whole, series: two,
			facts: nineties("a", 3) + nineties("b", 2), in: "2026-Q1",
			want: TimeWant{Actual: "360", Target: "200", Rule: bsc.TargetStanding, Flags: "partial"},
		},
		{
			name: "11: a phased target", series: two, facts: nineties("a", 3) + nineties("b", 3), in: "2026-03",
			kpi: with(sum(`{"of": ["a", "b"]}`, stated("2026", "1200", bsc.PhasingLinear)), func(k *bsc.KPI) {
				k.Basis = bsc.BasisYearToDate
			}),
			want: TimeWant{Actual: "540", Target: "300", Rule: bsc.TargetPhased, From: "2026"},
		},
		{
			name: "11: a constant enters once", kpi: sum(`{"of": ["a", 12]}`, standing("100")), series: two,
			facts: nineties("a", 3), in: "2026-Q1", want: TimeWant{Actual: "282", Target: "100"},
		},
		{
			name: "11: a constant in each part", series: two, facts: nineties("a", 3), in: "2026-Q1",
			kpi: with(sum(`{"of": ["a", 12]}`, standing("100")), func(k *bsc.KPI) {
				k.Frequency, k.Rollup = period.Monthly, bsc.RollupSum
			}),
			want: TimeWant{Actual: "306", Target: "300"},
		},
		{
			name: "11: a difference of sums", series: two, facts: nineties("a", 3) + months("b", "40", "40", "40"),
			in: "2026-Q1", more: []bsc.KPI{with(sum(`{"of": ["a", "a"]}`), func(k *bsc.KPI) { k.ID = "twice" })},
			kpi: with(calculated("difference", `{"of": ["twice", "b"]}`, standing("140")), func(k *bsc.KPI) {
				k.Frequency = period.Monthly
			}),
			want: TimeWant{Actual: "420", Target: "420", Attainment: "100"},
		},
	}
}
