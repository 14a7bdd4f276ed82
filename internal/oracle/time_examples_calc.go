package oracle

import (
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// calculated is a KPI that a calculator makes, with arguments as JSON.
func calculated(name, args string, targets ...bsc.Target) bsc.KPI {
	return bsc.KPI{Calculator: bsc.Policy{Name: name, Args: []byte(args)}, Targets: targets}
}

const (
	badOfAll   = `{"num": "bad", "den": "all"}`
	badAndAll  = "bad month sum; all month sum"
	turnsArgs  = `{"num": "cost", "den": "stock"}`
	costAndOne = "cost month sum; stock month mean"
)

// jointCases are for point 6: calculations use the joint parts of flows.
func jointCases() []timeCase {
	rate := lower(calculated("ratio", badOfAll, standing("0.25")))
	quota := func(q bsc.Number, k bsc.KPI) bsc.KPI {
		k.Quota.MinCoverage = q
		return k
	}
	carry := with(rate, func(k *bsc.KPI) { k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1} })
	profit := calculated("difference", `{"of": ["revenue", "cost"]}`, standing("30"))
	branches := calculated("sum", `{"of": ["a", "b"]}`, standing("35"))
	turns := calculated("ratio", turnsArgs, standing("8"))
	twelve := months("cost", repeat(12, "100")...)
	nine := months("stock", repeat(9, "150")...)
	all := "there there there"
	return []timeCase{
		{
			name: "6: bad of all, and June does not apply", kpi: rate, series: badAndAll, in: "2026-Q2",
			facts: "bad 2026-04=20 2026-05=20 2026-06=n/a; all 2026-04=100 2026-05=100 2026-06=100",
			want: TimeWant{
				Actual: "0.2", Target: "0.25", Attainment: "120", Flags: "-", Coverage: "1",
				Parts: "there there not_applicable", Gaps: "-",
			},
		},
		{
			name: "6: June's numerator is missing", kpi: rate, series: badAndAll, in: "2026-Q2",
			facts: "bad 2026-04=20 2026-05=20; all 2026-04=100 2026-05=100 2026-06=100",
			want: TimeWant{
				Actual: "0.2", Flags: "partial", Coverage: "0.6703296703", Parts: "there there missing",
				Gaps: "2026-06",
			},
		},
		{
			name: "6: June's numerator is missing, and all is asked for", kpi: quota("1", rate), series: badAndAll,
			in: "2026-Q2", facts: "bad 2026-04=20 2026-05=20; all 2026-04=100 2026-05=100 2026-06=100",
			want: TimeWant{Actual: "0.2", Flags: "no_data", Attainment: "none", Coverage: "0"},
		},
		{
			name: "6: June's numerator is not due", kpi: rate, series: badAndAll, in: "2026-Q2", asOf: "2026-06-30",
			facts: "bad 2026-04=20 2026-05=20; all 2026-04=100 2026-05=100 2026-06=100",
			want:  TimeWant{Actual: "0.2", Flags: "partial", Parts: "there there not_due", Gaps: "2026-06"},
		},
		{
			name: "6: the whole earlier part stands in", kpi: carry, series: badAndAll, in: "2026-Q2",
			facts: "bad 2026-04=20 2026-05=50; all 2026-04=100 2026-05=100 2026-06=300",
			want:  TimeWant{Actual: "0.4", Flags: "partial,carried", Parts: "there there carried"}, // 120 of 300
		},
		{
			name: "6: revenue less cost, and June's cost does not apply", kpi: profit,
			series: "revenue month sum; cost month sum", in: "2026-Q2",
			facts: "revenue 2026-04=100 2026-05=100 2026-06=100; cost 2026-04=80 2026-05=80 2026-06=n/a",
			want:  TimeWant{Actual: "40", Coverage: "1", Parts: "there there not_applicable"},
		},
		{
			name: "6: branch B does not apply until March", kpi: branches, series: "a month sum; b month sum",
			in: "2026-Q1", facts: "a 2026-01=10 2026-02=10 2026-03=10; b 2026-01=n/a 2026-02=n/a 2026-03=5",
			want: TimeWant{Actual: "35", Target: "35", Flags: "-", Coverage: "1", Parts: all},
		},
		{
			name: "6: branch B begins in March", kpi: branches, series: "a month sum; b month sum", in: "2026-Q1",
			facts:  months("a", "10", "10", "10") + "b 2026-03=5",
			want:   TimeWant{Actual: "35", Coverage: "1", Parts: all},
			change: func(d *bsc.Definition) { d.Series[1].Since = period.Month(2026, 3) },
		},
		{
			name: "6: a mean of flows, part by part", kpi: calculated("mean", `{"of": ["a", "b"]}`, standing("10")),
			in: "2026-Q1", series: "a month sum; b month sum",
			facts: months("a", "10", "10", "10") + "b 2026-01=n/a 2026-02=20 2026-03=40",
			want:  TimeWant{Actual: "50", Parts: all}, // 10 + 15 + 25
		},
		{
			name: "6: twelve months over a stock of which three are missing", kpi: turns, series: costAndOne,
			in: "2026", facts: twelve + nine,
			want: TimeWant{Actual: "8", Attainment: "100", Flags: "partial", Coverage: "0.7479452054"},
		},
		{
			name: "6: nine months over a stock", kpi: turns, series: costAndOne, in: "2026",
			facts: months("cost", repeat(9, "100")...) + nine,
			want:  TimeWant{Actual: "none", Attainment: "none", Flags: "no_data"},
		},
		{
			name: "6: nine months over a stock, which are enough", kpi: quota("0.7", turns), series: costAndOne,
			in: "2026", facts: months("cost", repeat(9, "100")...) + nine,
			want: TimeWant{Actual: "6", Attainment: "75", Flags: "partial"},
		},
		{
			name: "6: a month's costs over a yearly stock", kpi: calculated("ratio", turnsArgs, standing("8")),
			in: "2026-12", series: "cost month sum; stock year last",
			facts: "cost 2026-12=100; stock 2025=50 2026=25",
			want:  TimeWant{Actual: "4", Flags: "held"}, // the year ends with the month
		},
		{
			name:   "6: monthly cases over a yearly population",
			kpi:    calculated("ratio", `{"num": "cases", "den": "people"}`, standing("1")),
			series: "cases month sum; people year last", in: "2026-03", facts: "cases 2026-03=5; people 2025=100",
			want: TimeWant{Actual: "0.05", Flags: "held"},
		},
		{
			name: "6: nothing applies", kpi: branches, series: "a month sum; b month sum", in: "2026-01",
			facts: "a 2026-01=n/a; b 2026-01=n/a", want: TimeWant{Flags: "not_applicable", Gaps: "-"},
		},
		{
			name: "6: at the coarser frequency", kpi: calculated("ratio", badOfAll, standing("1")),
			series: "bad month sum; all quarter sum", in: "2026-H1",
			facts: months("bad", "1", "2", "3", "4", "", "6") + "all 2026-Q1=60 2026-Q2=100",
			want:  TimeWant{Actual: "0.1", Flags: "partial", Parts: "there missing", Gaps: "2026-05"},
		},
	}
}

// timeCases are for points 8, 12 and 13: lifetimes, and roll-ups.
func timeCases() []timeCase {
	linear := stated("2026", "1200", bsc.PhasingLinear)
	year := monthly(bsc.BasisYearToDate, linear)
	july := with(year, func(k *bsc.KPI) { k.Since = period.Month(2026, 7) })
	second := "k 2026-07=100 2026-08=100 2026-09=100 2026-10=100 2026-11=100 2026-12=100"
	weekly := bsc.KPI{Frequency: period.Weekly, Rollup: bsc.RollupMeanOfPeriods, Prorate: true}
	mean := bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupMean, Targets: []bsc.Target{standing("30")}}
	weeks := "k 2026-W01=7 2026-W02=14 2026-W03=21 2026-W04=28 2026-W05=35"
	gone := strings.TrimSpace(strings.Repeat("not_applicable ", 6)) + strings.Repeat(" there", 6)
	return []timeCase{
		{
			name: "8: measured since July", kpi: july, facts: second, in: "2026-12",
			want: TimeWant{Actual: "600", Target: "1200", Parts: strings.TrimSpace(strings.Repeat("there ", 6))},
		},
		{
			name: "8: measured since July, in September", kpi: july, facts: second, in: "2026-09",
			want: TimeWant{Actual: "300", Target: "600", Rule: bsc.TargetPhased, From: "2026"},
		},
		{
			name: "8: measured since July, in June", kpi: july, facts: second, in: "2026-06",
			want: TimeWant{Flags: "not_due", Parts: "-"},
		},
		{
			name: "8: measured until June, in July", in: "2026-07", facts: "k 2026-07=5",
			want: TimeWant{Flags: "not_applicable", Parts: "-"},
			kpi:  with(monthly("", standing("10")), func(k *bsc.KPI) { k.Until = period.Half(2026, 1) }),
		},
		{
			name: "8: measured since the middle of a month", in: "2026-07", facts: "k 2026-07=5",
			want: TimeWant{Actual: "5", Target: "10"},
			kpi:  with(monthly("", standing("10")), func(k *bsc.KPI) { k.Since = period.Day(2026, 7, 20) }),
		},
		{
			name: "8: a unit since July", kpi: year, facts: second, in: "2026-12", since: "2026-07",
			want: TimeWant{Actual: "600", Target: "600", Parts: gone, Coverage: "1"},
		},
		{
			name: "8: a unit's own targets are spread over its own time", kpi: year, facts: second, in: "2026-12",
			since: "2026-07", own: []bsc.Target{linear},
			want: TimeWant{Actual: "600", Target: "1200", Attainment: "50"},
		},
		{
			name: "8: a unit's own targets, in September", kpi: year, facts: second, in: "2026-09",
			since: "2026-07", own: []bsc.Target{linear}, want: TimeWant{Actual: "300", Target: "600"},
		},
		{
			name: "12: a mean weighs by days", kpi: mean, facts: months("k", "10", "20", "60"), in: "2026-Q1",
			want: TimeWant{Actual: "2730/90"}, // 310 + 560 + 1860
		},
		{
			name: "12: a mean of periods weighs them alike", in: "2026-Q1", facts: months("k", "10", "20", "60"),
			kpi:  with(mean, func(k *bsc.KPI) { k.Rollup = bsc.RollupMeanOfPeriods }),
			want: TimeWant{Actual: "30", Target: "30", Attainment: "100"},
		},
		{
			name: "12: a cut week by its fraction", kpi: weekly, facts: weeks, in: "2026-01",
			want: TimeWant{Actual: "679/31"}, // (7·4/7 + 14 + 21 + 28 + 35·6/7) / (3 + 10/7)
		},
		{
			name: "13: a third is rounded once",
			kpi:  calculated("ratio", `{"num": "a", "den": "b"}`, standing("1")), series: "a month sum; b month sum",
			in: "2026-01", facts: "a 2026-01=1; b 2026-01=3",
			want: TimeWant{Actual: "1/3", Attainment: "33.3333333333"},
		},
		{
			name: "13: what is given is taken, with its 34 digits",
			kpi:  monthly("", standing("0.3333333333333333333333333333333333")), in: "2026-01",
			facts: "k 2026-01=0.3333333333333333333333333333333333", want: TimeWant{Attainment: "100"},
		},
		{
			name: "actuals stand as they are", kpi: monthly("", standing("10")), in: "2026-Q1", actuals: "k=24",
			want: TimeWant{Actual: "24", Target: "30", Attainment: "80", Flags: "-", Parts: "there"},
		},
		{
			name: "actuals stand for the whole period", kpi: monthly("", standing("10")), in: "2026-Q1",
			asOf: "2026-02-10", actuals: "k=24", want: TimeWant{Target: "30", Flags: "provisional"},
		},
		{
			name: "actuals to date stand for what has begun", kpi: monthly(bsc.BasisYearToDate, standing("10")), in: "2026-Q1",
			asOf: "2026-02-10", actuals: "k=24", want: TimeWant{Target: "20", Flags: "provisional"},
		},
		{
			name: "actuals of a year in a quarter",
			kpi:  bsc.KPI{Frequency: period.Yearly, Targets: []bsc.Target{standing("40")}}, in: "2026-Q1", actuals: "k=30",
			want: TimeWant{Actual: "30", Target: "40", Attainment: "75", Flags: "-"},
		},
		{
			name: "actuals are calculated with once", in: "2026-Q1", actuals: "a=24 b=30",
			series: "a month sum; b year last",
			kpi: with(calculated("sum", `{"of": ["a", "b"]}`, standing("20")), func(k *bsc.KPI) {
				k.Frequency, k.Rollup = period.Monthly, bsc.RollupSum
			}),
			want: TimeWant{Actual: "54", Target: "60", Attainment: "90"},
		},
		{
			name: "13: coverage is floored", kpi: monthly("", standing("1")), facts: months("k", "1", "1"),
			in: "2026-Q1", want: TimeWant{Coverage: "0.6555555555"},
		},
		{
			name: "25: a target raised without a period, as known today", in: "2026-Q2",
			facts: "k 2026-04=100 2026-05=100 2026-06=100",
			kpi:   monthly("", standing("100"), bsc.Target{Value: "120", RecordedAt: dateOf("2026-08-10")}),
			want:  TimeWant{Target: "360", Attainment: "83.3333333333"},
		},
		{
			name: "25: the same, as known in July", in: "2026-Q2", facts: "k 2026-04=100 2026-05=100 2026-06=100",
			asOf: "2026-07-15",
			kpi:  monthly("", standing("100"), bsc.Target{Value: "120", RecordedAt: dateOf("2026-08-10")}),
			want: TimeWant{Target: "300", Attainment: "100"},
		},
	}
}
