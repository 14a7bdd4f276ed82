package vectors_test

import (
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
)

// A foundCase is what the meaning asks for where the library once answered something else.
type foundCase struct {
	name     string
	calendar period.Calendar
	kpi      bsc.KPI
	targets  []bsc.Target // none: 1 for every period
	asOf     string
	facts    string
	period   string
	want     string // value, flags and target
}

// foundCases are what random timed cards found, each as small as it gets.
func foundCases() []foundCase {
	year := func(value bsc.Number, p bsc.Phasing) bsc.Target {
		return bsc.Target{Period: period.Year(2026), Value: value, Phasing: p}
	}
	quarter := func(n int, value bsc.Number, p bsc.Phasing) bsc.Target {
		return bsc.Target{Period: period.Quarter(2026, n), Value: value, Phasing: p}
	}
	month := func(n int, value bsc.Number) bsc.Target {
		return bsc.Target{Period: period.Month(2026, n), Value: value}
	}
	of := func(name string, inputs ...string) bsc.Policy {
		return bsc.NewPolicy(name, map[string]any{"of": inputs})
	}
	ratio := bsc.NewPolicy("ratio", map[string]any{"num": "mean", "den": "sum"})
	monthly := func(r bsc.Rollup, b bsc.Basis) bsc.KPI {
		return bsc.KPI{Frequency: period.Monthly, Rollup: r, Basis: b}
	}
	weekly := func(r bsc.Rollup, b bsc.Basis) bsc.KPI {
		return bsc.KPI{Frequency: period.Weekly, Rollup: r, Basis: b, Prorate: true}
	}
	carried := bsc.KPI{Frequency: period.Monthly, Missing: bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1}}
	means := "series:mean 2026-01 10;series:mean 2026-02 11;series:mean 2026-03 13;series:sum 2026-02 0;series:sum 2026-03 0;"
	three := "k 2026-01 70;k 2026-02 70;k 2026-03 70"
	weeks := period.Calendar{Weeks: &period.WeekYear{Pattern: period.Weeks445, EndDay: period.Saturday, EndMonth: 12, Nearest: true}}
	return []foundCase{
		{
			name: "quotients: a product of a mean", kpi: bsc.KPI{Calculator: of("product", "mean", "sum")},
			facts: means + "series:sum 2026-01 77.7", period: "2026-Q1", want: "881.4633 capped; 1 standing",
		},
		{
			name: "quotients: a difference of a mean", kpi: bsc.KPI{Calculator: of("difference", "sum", "mean")},
			facts: means + "series:sum 2026-01 7000", period: "2026-Q1", want: "6988.6556 capped; 1 standing",
		},
		{
			name: "quotients: a sum of ratios", kpi: bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupSum, Calculator: ratio},
			facts:  "series:mean 2026-01 10;series:sum 2026-01 3;series:mean 2026-02 1000;series:sum 2026-02 3",
			period: "2026-Q1", want: "336.6667 partial,capped; 2 standing",
		},
		{
			name: "period to date: its own target", kpi: monthly(bsc.RollupSum, bsc.BasisPeriodToDate),
			targets: []bsc.Target{quarter(1, "30", bsc.PhasingLinear)},
			asOf:    "2026-03-05", facts: "k 2026-01 5;k 2026-02 5", period: "2026-Q1", want: "10 held; 20 phased 2026-Q1",
		},
		{
			name: "period to date: the year's", kpi: monthly(bsc.RollupSum, bsc.BasisPeriodToDate),
			targets: []bsc.Target{year("120", bsc.PhasingLinear)},
			asOf:    "2026-03-05", facts: "k 2026-01 5;k 2026-02 5", period: "2026", want: "10 held; 20 phased 2026",
		},
		{
			name: "to date: weeks of the year", kpi: weekly(bsc.RollupMax, bsc.BasisYearToDate), targets: []bsc.Target{year("80", "")},
			facts: "k 2026-W01 1;k 2026-W02 1;k 2026-W03 1;k 2026-W04 1;k 2026-W05 40", period: "2026-01", want: "40; 80 rolled_up",
		},
		{
			name: "to date: stated for the period", kpi: monthly(bsc.RollupMean, bsc.BasisYearToDate),
			targets: []bsc.Target{quarter(1, "80", ""), month(2, "50")}, facts: three, period: "2026-Q1", want: "70; 80 stated 2026-Q1",
		},
		{
			name: "to date: stated for the period alone", kpi: monthly(bsc.RollupMean, bsc.BasisYearToDate),
			targets: []bsc.Target{month(3, "80")}, facts: three, period: "2026-03", want: "70; 80 stated 2026-03",
		},
		{
			name: "to date: stated for the period that is not due", kpi: monthly(bsc.RollupLast, bsc.BasisYearToDate),
			targets: []bsc.Target{month(3, "80")}, asOf: "2026-03-15", facts: "k 2026-01 70;k 2026-02 70", period: "2026-03",
			want: "70 held; 80 stated 2026-03",
		},
		{
			name: "parts: weeks that lie in two", kpi: weekly(bsc.RollupSum, ""),
			targets: []bsc.Target{year("1200", bsc.PhasingLinear), quarter(1, "250", bsc.PhasingLinear)},
			asOf:    "2026-04-01", period: "2026-H2", want: "- not_due; 635.6364 phased 2026",
		},
		{
			name: "step: what its parts leave", kpi: monthly(bsc.RollupSum, ""),
			targets: []bsc.Target{year("1200", bsc.PhasingStep), quarter(4, "300", bsc.PhasingLinear)},
			asOf:    "2026-08-01", period: "2026-Q3", want: "- no_data,overdue; 900 phased 2026",
		},
		{
			name: "same days: a month in a quarter", kpi: bsc.KPI{Frequency: period.ByPeriod, Rollup: bsc.RollupSum, Basis: bsc.BasisQuarterToDate},
			targets: []bsc.Target{quarter(1, "300", bsc.PhasingLinear), month(2, "200")},
			facts:   "k 2026-P01 50;k 2026-P02 200", period: "2026-P02", want: "250; 250 rolled_up",
		},
		{
			name: "same days: the KPI's own month", kpi: monthly("", ""), targets: []bsc.Target{month(2, "200"), year("999", "")},
			facts: "k 2026-02 100", period: "2026-P02", want: "100; 200 stated 2026-02",
		},
		{
			name: "stale: not overdue", kpi: monthly("", ""), asOf: "2026-06-20", facts: "k 2026-06 100 stale", period: "2026-06",
			want: "100 stale; 1 standing",
		},
		{
			name: "stale: the last is shown", kpi: monthly(bsc.RollupLast, ""), facts: "k 2026-01 1 stale;k 2026-02 2 stale", period: "2026-Q1",
			want: "2 stale; 1 standing",
		},
		{name: "stale: its own is shown", kpi: carried, facts: "k 2026-01 1;k 2026-06 2 stale", period: "2026-06", want: "2 stale; 1 standing"},
		{name: "before the table", calendar: oracle.Thirteen(), kpi: bsc.KPI{Frequency: period.Yearly}, period: "2025-P03", want: "- not_due; none "},
		{
			name: "failed input", kpi: bsc.KPI{Frequency: period.Quarterly, Rollup: bsc.RollupSum, Calculator: of("sum", "week", "late")},
			asOf: "2026-04-05", period: "2026-Q1", want: "- no_data; 1 standing",
		},
		{
			name: "since: a calculation", kpi: bsc.KPI{Calculator: of("sum", "any"), Since: period.Month(2026, 3)}, facts: "series:any 2026 3",
			period: "2026", want: "3; 1 standing",
		},
		{
			name: "since: the last of a year", kpi: bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupLast, Since: period.Month(2026, 11)},
			facts: "k 2026-11 1", period: "2026", want: "1 partial covers 0.4918032786; 1 standing",
		},
		{
			name: "input of the same frequency", calendar: weeks, kpi: bsc.KPI{Calculator: of("sum", "last"), Basis: bsc.BasisYearToDate},
			facts: "series:last 2026-02 3;series:last 2026-03 3", period: "2026-03", want: "3; 1 standing",
		},
		{
			name:    "a part before the first period",
			kpi:     bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupSum, Since: period.Month(2026, 3)},
			targets: []bsc.Target{year("100", bsc.PhasingLinear), month(1, "50")}, facts: "k 2026-03 5", period: "2026-03",
			want: "5; 10 phased 2026",
		},
		{
			name: "an input before the table", calendar: oracle.Thirteen(),
			kpi:    bsc.KPI{Calculator: of("sum", "yearly")},
			period: "2025-P03", want: "- not_due; 1 standing",
		},
		{
			name:  "stale: as fresh as nothing",
			kpi:   bsc.KPI{Calculator: ratio, Missing: bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1}},
			facts: "series:mean 2026-01 1;series:sum 2026-01 1;series:mean 2026-06 1;series:sum 2026-06 0", period: "2026-06",
			want: "1 stale fresh 0; 1 standing",
		},
		{
			name: "steps back",
			kpi: bsc.KPI{
				Calculator: of("sum", "only"), Basis: bsc.BasisYearToDate, Missing: bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1},
			},
			asOf: "2026-04-15", facts: "series:only 2026-01 5;series:only 2026-02 1 not_due;series:only 2026-03 7", period: "2026-03",
			want: "5 stale; 1 standing",
		},
		{
			name: "weeks that lie in two years", kpi: weekly(bsc.RollupSum, bsc.Rolling(2)),
			targets: []bsc.Target{year("365", bsc.PhasingLinear), {Period: period.Year(2025), Value: "365", Phasing: bsc.PhasingLinear}},
			facts:   "k 2025-W52 1;k 2026-W01 1", period: "2026-W01", want: "2; 14 rolled_up",
		},
		{
			name: "benchmark", kpi: bsc.KPI{Calculator: of("sum", "sum"), Basis: bsc.BasisYearToDate},
			targets: []bsc.Target{{Against: "series:sum"}}, facts: "series:sum 2026-01 3;series:sum 2026-02 3", period: "2026-02",
			want: "6; 6 compared 2026-02",
		},
	}
}

// TestEvaluate_foundOverTime has what TestEvaluate_timeReference found, each as small as it gets.
func TestEvaluate_foundOverTime(t *testing.T) {
	for _, c := range foundCases() {
		t.Run(c.name, c.test)
	}
}

func (c foundCase) test(t *testing.T) {
	c.kpi.ID, c.kpi.Targets = "k", c.targets
	if c.targets == nil {
		c.kpi.Targets = []bsc.Target{{Value: "1"}}
	}
	def := oracle.CardOf(c.kpi)
	def.Calendar = c.calendar
	for _, rollup := range []bsc.Rollup{bsc.RollupMean, bsc.RollupSum, bsc.RollupLast} {
		def.Series = append(def.Series, bsc.Series{ID: string(rollup), Frequency: period.Monthly, Rollup: rollup})
	}
	def.Series = append(def.Series, bsc.Series{ID: "any"}, bsc.Series{ID: "week", Frequency: period.Weekly})
	def.Series = append(def.Series, bsc.Series{ID: "only", Frequency: period.Monthly})
	def.Series = append(def.Series, bsc.Series{ID: "yearly", Frequency: period.Yearly, Rollup: bsc.RollupLast})
	def.Series = append(def.Series, bsc.Series{ID: "late", Frequency: period.Quarterly, GraceDays: 10})
	in := bsc.Input{Period: must(period.Parse(c.period)), Readings: new(bsc.Readings)}
	if c.facts != "" {
		in.Readings = readings(t, strings.Split(c.facts, ";")...)
	}
	if c.asOf != "" {
		in.AsOf = must(time.Parse(time.DateOnly, c.asOf))
	}
	o := of(t, evaluate(t, def, in), bsc.KPIRef("k"))
	got := "-"
	if o.Actual.Valid {
		got = string(bsc.NumberOf(o.Actual.Decimal.Round(4)))
	}
	got = strings.TrimSpace(got + " " + o.Flags.String())
	if strings.Contains(c.want, "covers") {
		got += " covers " + o.Coverage.String()
	}
	if strings.Contains(c.want, "fresh") {
		got += " fresh " + o.Window.Freshness.String()
	}
	got += "; " + inForce(o)
	assert.Equal(t, c.want, got, o.Err)
}
