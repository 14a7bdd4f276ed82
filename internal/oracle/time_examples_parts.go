package oracle

import (
	"fmt"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// monthly is a KPI that adds up by the month, with targets.
func monthly(basis bsc.Basis, targets ...bsc.Target) bsc.KPI {
	return bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: basis, Targets: targets}
}

// standing is a target for every period.
func standing(value bsc.Number) bsc.Target { return bsc.Target{Value: value} }

// stated is a target for one period.
func stated(period string, value bsc.Number, phasing bsc.Phasing) bsc.Target {
	return bsc.Target{Period: periodOf(period), Value: value, Phasing: phasing}
}

// lower makes lower better.
func lower(k bsc.KPI) bsc.KPI {
	k.Direction = bsc.DirectionLower
	return k
}

// with changes a KPI.
func with(k bsc.KPI, change func(*bsc.KPI)) bsc.KPI {
	change(&k)
	return k
}

// dayReadings are readings of 1 for the days of a month.
func dayReadings(id, month string, last int) string {
	text := id
	for day := 1; day <= last; day++ {
		text += fmt.Sprintf(" %s-%02d=1", month, day)
	}
	return text
}

// dueCases are for points 1, 2 and 4: what failed, what is due, and what is not.
func dueCases() []timeCase {
	year := monthly(bsc.BasisYearToDate, standing("100"))
	daily := with(monthly(bsc.BasisMonthToDate, standing("1")), func(k *bsc.KPI) { k.Frequency = period.Daily })
	halfYear := "2026-07=100 2026-08=100"
	return []timeCase{
		{
			name: "2: June's 90 of 100 on 30 June", kpi: monthly("", standing("100")), facts: "k 2026-06=90",
			in: "2026-06", asOf: "2026-06-30",
			want: TimeWant{Actual: "90", Target: "100", Attainment: "90", Flags: "provisional", Parts: "there"},
		},
		{
			name: "2: undated readings of days that have not begun", kpi: daily,
			facts: dayReadings("k", "2026-02", 28), in: "2026-02", asOf: "2026-02-22",
			want: TimeWant{Actual: "22", Target: "22", Attainment: "100", Flags: "provisional,held", Coverage: "1"},
		},
		{
			name: "2: a part that runs counts in the year to date", kpi: year,
			facts: months("k", append(repeat(8, "100"), "45")...), in: "2026-09", asOf: "2026-09-15",
			want: TimeWant{Actual: "845", Target: "900", Flags: "provisional", Coverage: "1"},
		},
		{
			name: "2: the period has not begun", kpi: year, facts: months("k", repeat(12, "100")...), in: "2026-09",
			asOf: "2026-08-31",
			want: TimeWant{Actual: "none", Target: "900", Flags: "not_due", Parts: "-", Gaps: "-"},
		},
		{
			name: "2: within its grace",
			kpi:  with(monthly("", standing("100")), func(k *bsc.KPI) { k.GraceDays = 10 }), in: "2026-06",
			asOf: "2026-07-10", want: TimeWant{Flags: "not_due", Target: "100", Parts: "not_due", Gaps: "2026-06"},
		},
		{
			name: "2: after its grace",
			kpi:  with(monthly("", standing("100")), func(k *bsc.KPI) { k.GraceDays = 10 }), in: "2026-06",
			asOf: "2026-07-11",
			want: TimeWant{Flags: "no_data,overdue", Target: "100", Parts: "missing", Gaps: "2026-06"},
		},
		{
			name: "2: not applicable, and not begun", kpi: year, facts: months("k", "100", "100", "n/a"),
			in: "2026-03", asOf: "2026-02-28", want: TimeWant{Flags: "not_due", Target: "200"},
		},
		{
			name: "4: 200 of 300 on 5 September", kpi: monthly("", standing("100")), facts: "k " + halfYear,
			in: "2026-Q3", asOf: "2026-09-05",
			want: TimeWant{
				Actual: "200", Target: "300", Attainment: "66.6666666667", Flags: "partial",
				Coverage: "0.6739130434", Parts: "there there not_due", Gaps: "2026-09",
			},
		},
		{
			name: "4: to date 200 of 200", kpi: monthly(bsc.BasisQuarterToDate, standing("100")), facts: "k " + halfYear,
			in: "2026-Q3", asOf: "2026-09-05",
			want: TimeWant{
				Actual: "200", Target: "200", Attainment: "100", Flags: "held", Coverage: "1", Parts: "there there",
				Gaps: "-",
			},
		},
		{
			name: "4: a rolling window moves back", kpi: monthly(bsc.Rolling(2), standing("100")),
			facts: months("k", repeat(8, "100")...), in: "2026-09", asOf: "2026-09-05",
			want: TimeWant{Actual: "200", Target: "200", Flags: "held", Parts: "there there"},
		},
		{
			name:  "4: a comparison on a whole period is over what is there",
			kpi:   monthly("", bsc.Target{Against: bsc.ComparisonLastYear}),
			facts: "k 2025-07=80 2025-08=80 2025-09=80 " + halfYear, in: "2026-Q3", asOf: "2026-09-05",
			want: TimeWant{
				Actual: "200", Target: "160", Rule: bsc.TargetCompared, From: "2025-Q3", Attainment: "125",
			},
		},
		{
			name: "standing, over four months", kpi: monthly(bsc.Rolling(4), standing("100")),
			facts: months("k", repeat(6, "90")...), in: "2026-06",
			want: TimeWant{Actual: "360", Target: "400", Rule: bsc.TargetStanding, From: "-", Attainment: "90"},
		},
	}
}

// applicableCases are for point 3: a part that does not apply takes its target with it.
func applicableCases() []timeCase {
	year := stated("2026", "1200", "")
	linear := stated("2026", "1200", bsc.PhasingLinear)
	step := stated("2026", "1200", bsc.PhasingStep)
	fromBaseline := linear
	fromBaseline.Baseline = "600"
	hundreds := func(none int) string {
		values := repeat(12, "100")
		values[none-1] = "n/a"
		return months("k", values...)
	}
	half := months("k", repeat(6, "100")...)
	whole := strings.Repeat("there ", 4) + "not_applicable" + strings.Repeat(" there", 7)
	gone := strings.Repeat("there ", 6) + strings.TrimSpace(strings.Repeat("not_applicable ", 6))
	return []timeCase{
		{
			name: "3: a month of leave in a quarter", kpi: monthly("", standing("10")),
			facts: "k 2026-04=10 2026-05=n/a 2026-06=10", in: "2026-Q2",
			want: TimeWant{
				Actual: "20", Target: "20", Attainment: "100", Flags: "-", Coverage: "1",
				Parts: "there not_applicable there", Gaps: "-",
			},
		},
		{
			name: "3: unphased, May does not apply", kpi: monthly("", year), facts: hundreds(5), in: "2026",
			want: TimeWant{
				Actual: "1100", Target: "1100", Rule: bsc.TargetStated, From: "2026", Parts: whole, Coverage: "1",
			},
		},
		{
			name: "3: unphased, May does not apply, seen in June", kpi: monthly("", year), facts: hundreds(5),
			in: "2026-06", want: TimeWant{Actual: "100", Target: "1100", Rule: bsc.TargetEnclosing, From: "2026"},
		},
		{
			name: "3: a leaver at the end of June, in June", kpi: monthly(bsc.BasisYearToDate, year), facts: half,
			in: "2026-06", until: "2026-06",
			want: TimeWant{Actual: "600", Target: "600", Rule: bsc.TargetEnclosing, From: "2026"},
		},
		{
			name: "3: a leaver at the end of June, in December", kpi: monthly(bsc.BasisYearToDate, year), facts: half,
			in: "2026-12", until: "2026-06",
			want: TimeWant{Actual: "600", Target: "600", Rule: bsc.TargetStated, From: "2026", Parts: gone},
		},
		{
			name:  "3: cut, and unphased",
			kpi:   monthly(bsc.BasisYearToDate, stated("2026-Q2", "300", ""), standing("100")),
			facts: months("k", repeat(5, "100")...), in: "2026-05",
			want: TimeWant{Actual: "500", Target: "none", Flags: "failed"},
		},
		{
			name: "3: a step, its last month does not apply", kpi: monthly("", step), facts: hundreds(12),
			in: "2026", want: TimeWant{Actual: "1100", Target: "1100", From: "2026"},
		},
		{
			name: "3: a step falls due in the last month that applies", kpi: monthly("", step), facts: hundreds(12),
			in: "2026-11", want: TimeWant{Actual: "100", Target: "1100", Rule: bsc.TargetPhased, From: "2026"},
		},
		{
			name: "3: a step, before it falls due", kpi: monthly("", step), facts: hundreds(12), in: "2026-10",
			want: TimeWant{Target: "0", Rule: bsc.TargetPhased, Flags: "not_due"},
		},
		{
			name: "3: March is stated, and does not apply", kpi: monthly("", linear, stated("2026-03", "200", "")),
			facts: hundreds(3), in: "2026", want: TimeWant{Target: "1000", Rule: bsc.TargetStated, From: "2026"},
		},
		{
			name: "3: March is stated, and May does not apply",
			kpi:  monthly("", linear, stated("2026-03", "200", "")), facts: hundreds(5), in: "2026",
			want: TimeWant{Target: "12200/11"},
		},
		{
			name: "3: the same to date", kpi: monthly(bsc.BasisYearToDate, linear, stated("2026-03", "200", "")),
			facts: hundreds(5), in: "2026-06",
			want: TimeWant{Target: "6200/11", Rule: bsc.TargetRolledUp, From: "-"}, // 200 and 4 · 1000/11
		},
		{
			name: "3: baselines, too", facts: hundreds(5), in: "2026",
			kpi:  monthly("", fromBaseline),
			want: TimeWant{Target: "1100", Baseline: "550", Attainment: "100"},
		},
		{
			name: "3: nothing applies", kpi: monthly("", standing("10")),
			facts: "k 2026-04=n/a 2026-05=n/a 2026-06=n/a", in: "2026-Q2",
			want: TimeWant{Flags: "not_applicable", Actual: "none", Target: "none", Gaps: "-"},
		},
	}
}

// missingCases are for point 5: what is missing is left out of value and target alike, if enough is there.
func missingCases() []timeCase {
	costs := "k 2026-04=140 2026-05=140"
	quota := func(q bsc.Number, k bsc.KPI) bsc.KPI {
		k.Quota.MinCoverage = q
		return k
	}
	carry := with(monthly("", standing("100")), func(k *bsc.KPI) {
		k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1}
	})
	stock := bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupLast}
	ofMonths := func(k bsc.KPI) bsc.KPI {
		k.Targets = []bsc.Target{stated("2026-01", "10", ""), stated("2026-02", "20", ""), stated("2026-03", "40", "")}
		return k
	}
	step := monthly("", stated("2026-Q2", "300", bsc.PhasingStep))
	return []timeCase{
		{
			name: "5: costs with a month missing", kpi: lower(monthly("", standing("100"))), facts: costs,
			in: "2026-Q2",
			want: TimeWant{
				Actual: "280", Target: "200", Attainment: "60", Flags: "partial", Coverage: "0.6703296703",
				Parts: "there there missing", Gaps: "2026-06", Rule: bsc.TargetStanding,
			},
		},
		{
			name: "5: costs against a target of the quarter", kpi: lower(monthly("", stated("2026-Q2", "300", ""))),
			facts: costs, in: "2026-Q2",
			want: TimeWant{Actual: "280", Target: "200", Attainment: "60", Rule: bsc.TargetStated, From: "2026-Q2"},
		},
		{
			name: "5: one month of twelve", kpi: monthly("", standing("100")), facts: "k 2026-01=100", in: "2026",
			want: TimeWant{Actual: "100", Flags: "no_data", Attainment: "none", Coverage: "0"},
		},
		{
			name: "5: one month of two", kpi: monthly(bsc.BasisYearToDate, standing("100")), facts: "k 2026-01=100",
			in: "2026-02", asOf: "2026-03-01",
			want: TimeWant{
				Actual: "100", Target: "100", Attainment: "100", Flags: "partial,overdue", Coverage: "0.5254237288",
			},
		},
		{
			name: "5: two months of three, and more is asked", kpi: quota("0.7", monthly("", standing("100"))),
			facts: costs, in: "2026-Q2",
			want: TimeWant{Actual: "280", Target: "200", Flags: "no_data", Attainment: "none", Coverage: "0"},
		},
		{
			name: "5: what is not due is not asked for", kpi: quota("1", monthly("", standing("100"))),
			facts: costs, in: "2026-Q2", asOf: "2026-06-15",
			want: TimeWant{Actual: "280", Target: "300", Flags: "partial", Coverage: "0.6703296703"},
		},
		{
			name: "5: one stands in for another", kpi: carry, facts: costs, in: "2026-Q2",
			want: TimeWant{
				Actual: "420", Target: "300", Flags: "partial,carried", Coverage: "0.6703296703",
				Parts: "there there carried",
			},
		},
		{
			name: "5: what stands in does not cover", kpi: quota("0.7", carry), facts: costs, in: "2026-Q2",
			want: TimeWant{Actual: "420", Target: "300", Flags: "no_data", Coverage: "0"},
		},
		{
			name: "5: half of them may stand in", kpi: carry, facts: "k 2026-03=50 2026-05=70", in: "2026-Q2",
			want: TimeWant{Actual: "190", Target: "300", Flags: "partial,carried", Parts: "carried there carried"},
		},
		{
			name: "5: a stock, the last month missing", kpi: ofMonths(stock), facts: months("k", "10", "20"),
			in: "2026-Q1",
			want: TimeWant{
				Actual: "20", Target: "20", Attainment: "100", From: "2026-02", Flags: "partial",
				Coverage: "0.6555555555", Parts: "passed there missing",
			},
		},
		{
			name: "5: a stock, earlier months missing", kpi: ofMonths(stock), facts: months("k", "", "", "40"),
			in: "2026-Q1", want: TimeWant{Actual: "40", Target: "40", Flags: "-", Coverage: "1", Gaps: "-"},
		},
		{
			name: "5: a stock, the last month not due", kpi: ofMonths(stock), facts: months("k", "10", "20"),
			in: "2026-Q1", asOf: "2026-03-20",
			want: TimeWant{Actual: "20", Target: "40", Flags: "partial", Parts: "passed there not_due"},
		},
		{
			name: "5: a step's last month missing", kpi: step, facts: costs, in: "2026-Q2",
			want: TimeWant{Actual: "280", Target: "none", Attainment: "none"},
		},
		{
			name: "5: a step's first month missing", kpi: step, facts: "k 2026-05=140 2026-06=140", in: "2026-Q2",
			want: TimeWant{Actual: "280", Target: "200", Attainment: "140"},
		},
		{
			name: "5: stale, and nothing else", kpi: monthly("", standing("100")), facts: "k 2026-04=stale:7",
			in:   "2026-Q2",
			want: TimeWant{Actual: "7", Flags: "stale", Target: "300", Parts: "missing missing missing"},
		},
	}
}
