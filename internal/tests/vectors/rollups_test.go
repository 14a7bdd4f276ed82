package vectors_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shows is what a KPI shows: value, flags, periods, gaps and target.
func shows(o bsc.Outcome) string {
	parts := []string{"-"}
	if o.Actual.Valid {
		parts[0] = string(bsc.NumberOf(o.Actual.Decimal.Round(4)))
	}
	if o.Flags != 0 {
		parts = append(parts, o.Flags.String())
	}
	if w := o.Window; !w.First.IsZero() {
		parts = append(parts, w.First.String())
		if w.Last != w.First {
			parts[len(parts)-1] += ".." + w.Last.String()
		}
	}
	for _, g := range o.Window.Gaps {
		parts = append(parts, "without "+g.Period.String())
	}
	return strings.Join(parts, " ")
}

// TestEvaluate_rollups has one table for what a KPI shows in a period, by frequency, roll-up and basis.
func TestEvaluate_rollups(t *testing.T) {
	monthly := []string{
		"k 2025-10 7", "k 2025-11 8", "k 2025-12 9", "k 2026-01 10", "k 2026-02 20", "k 2026-03 60",
		"k 2026-04 40", "k 2026-05 5 provisional", "k 2026-06 0 not_applicable", "k 2026-08 80",
	}
	quarterly := []string{"k 2025-Q4 4", "k 2026-Q1 100", "k 2026-Q2 200"}
	weekly := []string{"k 2026-W01 7", "k 2026-W02 14", "k 2026-W03 21", "k 2026-W04 28", "k 2026-W05 35"}
	kpi := func(f period.Frequency, r bsc.Rollup, b bsc.Basis) bsc.KPI {
		return bsc.KPI{Frequency: f, Rollup: r, Basis: b}
	}
	prorated := func(r bsc.Rollup) bsc.KPI { return bsc.KPI{Frequency: period.Weekly, Rollup: r, Prorate: true} }
	since := kpi(period.Monthly, bsc.RollupSum, "")
	since.Since = period.Month(2026, 2)
	cases := []struct {
		kpi    bsc.KPI
		facts  []string
		period string
		want   string
	}{
		{kpi(period.Monthly, "", ""), monthly, "2026-03", "60 2026-03"},
		{kpi(period.Monthly, bsc.RollupSum, ""), monthly, "2026-Q1", "90 2026-01..2026-03"},
		{kpi(period.Monthly, bsc.RollupMean, ""), monthly, "2026-Q1", "30.3333 2026-01..2026-03"}, // (310 + 560 + 1860) / 90
		{kpi(period.Monthly, bsc.RollupLast, ""), monthly, "2026-Q1", "60 2026-01..2026-03"},
		{kpi(period.Monthly, bsc.RollupMin, ""), monthly, "2026-Q1", "10 2026-01..2026-03"},
		{kpi(period.Monthly, bsc.RollupMax, ""), monthly, "2026-H1", "60 provisional 2026-01..2026-06"},
		{kpi(period.Monthly, bsc.RollupSum, ""), monthly, "2026-Q2", "45 provisional 2026-04..2026-06"}, // June does not apply
		{kpi(period.Monthly, bsc.RollupSum, ""), monthly, "2026-Q3", "80 no_data 2026-07..2026-09 without 2026-07 without 2026-09"},
		{kpi(period.Monthly, bsc.RollupLast, ""), monthly, "2026-Q3", "80 partial 2026-07..2026-09 without 2026-09"},
		{kpi(period.Monthly, bsc.RollupSum, ""), monthly, "2026-Q4", "- no_data 2026-10..2026-12 without 2026-10 without 2026-11 without 2026-12"},
		{kpi(period.Monthly, bsc.RollupSum, ""), monthly, "2026-06", "- not_applicable 2026-06"},
		{kpi(period.Monthly, bsc.RollupSum, ""), monthly, "2026-W20", "40 held 2026-04"},
		{kpi(period.Monthly, bsc.RollupSum, bsc.BasisYearToDate), monthly, "2026-03", "90 2026-01..2026-03"},
		{kpi(period.Monthly, bsc.RollupSum, bsc.BasisYearToDate), monthly, "2026-04-30", "130 held 2026-01..2026-04"},
		{kpi(period.Monthly, bsc.RollupSum, bsc.BasisHalfToDate), monthly, "2026-05", "135 provisional 2026-01..2026-05"},
		{kpi(period.Monthly, bsc.RollupSum, bsc.BasisQuarterToDate), monthly, "2026-05", "45 provisional 2026-04..2026-05"},
		{kpi(period.Monthly, bsc.RollupSum, bsc.BasisMonthToDate), monthly, "2026-05", "5 provisional 2026-05"},
		{kpi(period.Monthly, bsc.RollupSum, bsc.Rolling(3)), monthly, "2026-01", "27 2025-11..2026-01"},
		{kpi(period.Monthly, bsc.RollupSum, bsc.Rolling(1)), monthly, "2026-Q1", "60 2026-03"},
		{kpi("", bsc.RollupSum, bsc.BasisYearToDate), monthly, "2026-03", "90 2026-01..2026-03"},
		{kpi("", bsc.RollupSum, ""), monthly, "2026-Q1", "- no_data 2026-Q1 without 2026-Q1"},
		{kpi(period.Quarterly, "", ""), quarterly, "2026-05", "100 held 2026-Q1"},
		{kpi(period.Quarterly, "", ""), quarterly, "2026-06", "200 held 2026-Q2"},
		{kpi(period.Quarterly, bsc.RollupSum, bsc.BasisYearToDate), quarterly, "2026-07", "300 held 2026-Q1..2026-Q2"},
		{kpi(period.Quarterly, bsc.RollupSum, bsc.BasisYearToDate), quarterly, "2026-02", "4 no_data 2025-Q1..2025-Q4 without 2025-Q1 without 2025-Q2 without 2025-Q3"},
		{kpi(period.Yearly, "", ""), quarterly, "2026-02", "- no_data 2025 without 2025"},
		{since, monthly, "2026-Q1", "80 2026-02..2026-03"},
		{since, monthly, "2026-01", "- not_due"},
		{prorated(bsc.RollupSum), weekly, "2026-01", "97 2026-W01..2026-W05"}, // 4 days of the first and 6 of the last
		{prorated(bsc.RollupMean), weekly, "2026-01", "21.9032 2026-W01..2026-W05"},
		{prorated(bsc.RollupLast), weekly, "2026-01", "28 2026-W01..2026-W04"},
		{prorated(bsc.RollupMax), weekly, "2026-01", "35 2026-W01..2026-W05"},
		{prorated(bsc.RollupSum), weekly, "2026-W02", "14 2026-W02"},
	}
	for _, c := range cases {
		c.kpi.ID, c.kpi.Scorer = "k", bsc.Policy{Name: "stated"}
		t.Run(fmt.Sprint(c.period, " ", c.kpi.Frequency, " ", c.kpi.Rollup, " ", c.kpi.Basis), func(t *testing.T) {
			result := evaluate(t, oracle.CardOf(c.kpi), bsc.Input{Period: must(period.Parse(c.period)), Readings: readings(t, c.facts...)})
			assert.Equal(t, c.want, shows(of(t, result, bsc.KPIRef("k"))))
		})
	}
}

// TestEvaluate_partial shows what a value of two months in three means for the score's bounds and coverage.
func TestEvaluate_partial(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "10"}}})
	result := evaluate(t, def, bsc.Input{Period: period.Quarter(2026, 1), Readings: readings(t, "k 2026-02 6", "k 2026-03 4")})
	k, o := of(t, result, bsc.KPIRef("k")), of(t, result, bsc.ObjectiveRef("o"))
	assert.Equal(t, "50 0 1000 partial 0.6555555555", fmt.Sprint(k.Score, k.Low, k.High, k.Flags, k.Coverage)) // 59 of 90 days
	assert.Equal(t, "50 0 1000 partial 0.6555555555", fmt.Sprint(o.Score, o.Low, o.High, o.Flags, o.Coverage))
}

// TestEvaluate_wrongFrequency pins what is said where readings and periods do not fit.
func TestEvaluate_wrongFrequency(t *testing.T) {
	cases := []struct {
		kpi         bsc.KPI
		fact        string
		period      string
		want, check string
	}{
		{
			bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupSum},
			"k 2026-Q1 1", "2026-Q1",
			"a reading for 2026-Q1, where readings are by the month (readings of its frequency)", "kpi:k: a reading for 2026-Q1, where readings are by the month (readings of its frequency)",
		},
		{bsc.KPI{Frequency: period.Weekly, Rollup: bsc.RollupSum}, "k 2026-W02 1", "2026-01", "no whole weeks make up 2026-01 (a frequency whose periods do); set prorate, and those that lie partly in it count by their days", ""},
		{bsc.KPI{}, "k 2026-P13 1", "2026-01", "", "kpi:k: 2026-P13 is not in the calendar (P01 to P12)"},
	}
	for _, c := range cases {
		c.kpi.ID, c.kpi.Scorer = "k", bsc.Policy{Name: "stated"}
		facts := readings(t, c.fact)
		card := bsc.MustCompile(oracle.CardOf(c.kpi), nil)
		result, err := card.Evaluate(bsc.Input{Period: must(period.Parse(c.period)), Readings: facts})
		require.NoError(t, err)
		k := of(t, result, bsc.KPIRef("k"))
		if c.want != "" {
			require.Error(t, k.Err)
			assert.Equal(t, "kpi:k: "+c.want, k.Err.Error())
			assert.ErrorIs(t, k.Err, bsc.ErrFrequency)
		}
		assert.Equal(t, c.check, strings.TrimSpace(card.CheckReadings(facts).String()))
	}
}

// TestEvaluate_withoutRollup evaluates a quarter with a monthly KPI that has no roll-up: the quarter does not show it,
// which alarms nobody and changes nothing above it, whatever its missing rule says. What is calculated from it has no
// value, and says why.
func TestEvaluate_withoutRollup(t *testing.T) {
	def := oracle.CardOf(
		bsc.KPI{ID: "monthly", Frequency: period.Monthly, Scorer: bsc.Policy{Name: "stated"}, Missing: bsc.Missing{Rule: bsc.MissingRequire}},
		bsc.KPI{ID: "shown", Frequency: period.Monthly, Scorer: bsc.Policy{Name: "none"}},
		bsc.KPI{ID: "weekly", Frequency: period.Weekly, Scorer: bsc.Policy{Name: "stated"}},
		bsc.KPI{ID: "other", Scorer: bsc.Policy{Name: "stated"}},
	)
	def.Series = []bsc.Series{{ID: "head", Frequency: period.Monthly}}
	facts := readings(t, "monthly 2026-01 1", "shown 2026-01 1", "weekly 2026-W02 1", "other 2026-Q1 70")
	in := bsc.Input{Period: period.Quarter(2026, 1), Readings: facts}
	result := evaluate(t, def, in)
	for id, by := range map[string]string{"monthly": "month", "shown": "month", "weekly": "week"} {
		k := of(t, result, bsc.KPIRef(id))
		assert.Equal(t, bsc.FlagUnscored, k.Flags, id)
		assert.NoError(t, k.Err, id)
		assert.Equal(t, "not shown by the quarter: its readings are by the "+by+", and it has no rollup", k.Reason.String())
		assert.False(t, k.Score.Valid() || k.Actual.Valid || k.Counted.Valid(), id)
		assert.Empty(t, k.Window.Parts)
	}
	total := result.Total()
	assert.Equal(t, "70 70 70 1 ", fmt.Sprint(total.Score, total.Low, total.High, total.Coverage, total.Flags))
	_, ok := result.Value(bsc.SeriesRef("head"))
	assert.False(t, ok)

	in.Period = period.Month(2026, 1)
	assert.Equal(t, "1", of(t, evaluate(t, def, in), bsc.KPIRef("monthly")).Score.String(), "its month shows it")
}

// TestEvaluate_actualsStand checks that Actuals are values of the period as they stand, whatever the frequency.
func TestEvaluate_actualsStand(t *testing.T) {
	def := oracle.CardOf(
		bsc.KPI{ID: "sum", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "10"}}},
		bsc.KPI{ID: "held", Frequency: period.Yearly, Targets: []bsc.Target{{Value: "40"}}},
		bsc.KPI{ID: "past", Targets: []bsc.Target{{Against: bsc.ComparisonLastYear}}},
		bsc.KPI{ID: "both", Frequency: period.Monthly, Rollup: bsc.RollupSum, Calculator: policy("sum", `{"of": ["sum", "held"]}`), Targets: []bsc.Target{{Value: "20"}}},
	)
	result := evaluate(t, def, bsc.Input{Period: period.Quarter(2026, 1), Readings: bsc.Actuals{"sum": dec("24"), "held": dec("30"), "past": dec("1")}})
	var got []string
	for _, id := range []string{"sum", "held", "past", "both"} {
		o := of(t, result, bsc.KPIRef(id))
		got = append(got, fmt.Sprint(shows(o), "; ", o.Target.Value.Decimal, "; ", o.Score, o.Reason.String()))
	}
	assert.Equal(t, []string{
		"24 2026-Q1; 30; 80", "30 2026-Q1; 40; 75", "1 no_data 2026-Q1; 0; no scorenothing complete to compare with in 2025-Q1", "54 2026-Q1; 60; 90",
	}, got)
}

// TestEvaluate_carryForward follows a missing value through its ages, alone and in a sum.
func TestEvaluate_carryForward(t *testing.T) {
	carry := bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 2}
	stated := bsc.Policy{Name: "stated"}
	def := oracle.CardOf(
		bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Missing: carry, Scorer: stated},
		bsc.KPI{ID: "c", Calculator: policy("sum", `{"of": ["s"]}`), Missing: carry, Scorer: stated},
		bsc.KPI{ID: "young", Frequency: period.Monthly, Since: period.Month(2026, 3), Missing: carry, Scorer: stated},
	)
	def.Series = []bsc.Series{{ID: "s", Frequency: period.Monthly, Rollup: bsc.RollupSum}}
	facts := readings(t, "k 2026-01 7", "series:s 2026-01 9", "young 2026-02 1")
	want := map[string]string{
		"2026-02": "7 partial,carried 2026-02 without 2026-02; 9 partial,carried 2026-02 without 2026-02; - not_due",
		"2026-03": "7 partial,carried 2026-03 without 2026-03; 9 partial,carried 2026-03 without 2026-03; - no_data 2026-03 without 2026-03",
		"2026-04": "7 stale 2026-04 without 2026-04; 9 stale 2026-04 without 2026-04; - no_data 2026-04 without 2026-04",
		"2027-03": "7 stale 2027-03 without 2027-03; 9 stale 2027-03 without 2027-03; - no_data 2027-03 without 2027-03",
		"2027-04": "- no_data 2027-04 without 2027-04; - no_data 2027-04 without 2027-04; - no_data 2027-04 without 2027-04",
		"2026-Q1": "21 partial,carried 2026-01..2026-03 without 2026-02 without 2026-03; 27 partial,carried 2026-01..2026-03 without 2026-02 without 2026-03; ",
	}
	for asked, want := range want {
		result := evaluate(t, def, bsc.Input{Period: must(period.Parse(asked)), Readings: facts})
		got := shows(of(t, result, bsc.KPIRef("k"))) + "; " + shows(of(t, result, bsc.KPIRef("c"))) + "; "
		if asked[5] != 'Q' {
			got += shows(of(t, result, bsc.KPIRef("young")))
		}
		assert.Equal(t, want, got, asked)
	}
}

// TestEvaluate_mixedFrequencies has one objective with KPIs by the month, the quarter and the
// year, and calculators over series of two frequencies.
func TestEvaluate_mixedFrequencies(t *testing.T) {
	stated := bsc.Policy{Name: "stated"}
	def := oracle.CardOf(
		bsc.KPI{ID: "m", Frequency: period.Monthly, Scorer: stated},
		bsc.KPI{ID: "q", Frequency: period.Quarterly, Scorer: stated},
		bsc.KPI{ID: "y", Frequency: period.Yearly, Scorer: stated},
		bsc.KPI{ID: "per-head", Calculator: policy("ratio", `{"num": "orders", "den": "heads"}`), Scorer: stated},
		bsc.KPI{ID: "turnover", Calculator: policy("product", `{"of": ["price", "volume"]}`), Rollup: bsc.RollupSum, Frequency: period.Monthly, Scorer: stated},
		bsc.KPI{ID: "double", Calculator: policy("sum", `{"of": ["turnover", "turnover"]}`), Scorer: stated},
	)
	def.Series = []bsc.Series{
		{ID: "orders", Frequency: period.Monthly, Rollup: bsc.RollupSum},
		{ID: "heads", Frequency: period.Quarterly, Rollup: bsc.RollupLast},
		{ID: "price", Frequency: period.Monthly},
		{ID: "volume", Frequency: period.Monthly},
	}
	facts := readings(t, "m 2026-05 1", "q 2026-Q1 2", "y 2025 3", "series:heads 2026-Q1 4", "series:heads 2026-Q2 8",
		"series:orders 2026-04 10", "series:orders 2026-05 30", "series:orders 2026-06 40",
		"series:price 2026-04 2", "series:volume 2026-04 3", "series:price 2026-05 4", "series:volume 2026-05 5",
		"series:price 2026-06 1", "series:volume 2026-06 1")
	for asked, want := range map[string][]string{
		"2026-05": {"1 2026-05", "2 held 2026-Q1", "3 held 2025", "7.5 held 2026-05", "20 2026-05", "40 2026-05"},
		"2026-Q2": {"", "- no_data 2026-Q2 without 2026-Q2", "3 held 2025", "10 2026-04..2026-06", "27 2026-04..2026-06", "54 2026-04..2026-06"},
	} {
		result := evaluate(t, def, bsc.Input{Period: must(period.Parse(asked)), Readings: facts})
		for i, id := range []string{"m", "q", "y", "per-head", "turnover", "double"} {
			if want[i] != "" {
				assert.Equal(t, want[i], shows(of(t, result, bsc.KPIRef(id))), asked+" "+id)
			}
		}
	}
}

// TestEvaluate_since drops what lies before a KPI's first period: from its value, its inputs and its target.
func TestEvaluate_since(t *testing.T) {
	march := period.Month(2026, 3)
	def := oracle.CardOf(
		bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Since: march, Targets: []bsc.Target{{Value: "10"}}},
		bsc.KPI{ID: "y", Frequency: period.Monthly, Rollup: bsc.RollupSum, Since: march, Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Period: period.Year(2026), Value: "100", Phasing: bsc.PhasingLinear}}},
		bsc.KPI{ID: "c", Calculator: policy("ratio", `{"num": "a", "den": "b"}`), Since: march, Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Value: "1"}}},
	)
	def.Series = []bsc.Series{{ID: "a", Frequency: period.Monthly, Rollup: bsc.RollupSum}, {ID: "b", Frequency: period.Monthly, Rollup: bsc.RollupSum}}
	facts := readings(t, "k 2026-02 99", "k 2026-03 5", "y 2026-02 99", "y 2026-03 5", "series:a 2026-02 6", "series:b 2026-02 7", "series:a 2026-03 1", "series:b 2026-03 2")
	result := evaluate(t, def, bsc.Input{Period: period.Quarter(2026, 1), Readings: facts, AsOf: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)})
	var got []string
	for _, id := range []string{"k", "y", "c"} {
		o := of(t, result, bsc.KPIRef(id))
		got = append(got, fmt.Sprint(o.Actual.Decimal, " of ", inForce(o), ": ", o.Score, o.Flags, o.Coverage))
	}
	assert.Equal(t, []string{"5 of 10 standing: 50  1", "5 of 10 phased 2026: 50  1", "0.5 of 1 standing: 50  1"}, got)
	assert.Contains(t, must(result.Explain(bsc.KPIRef("c"))).String(), "series:b = 2")
}

// TestEvaluate_notDueToDate lets what is to date end where it is due, and what is held go on being held.
func TestEvaluate_notDueToDate(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, GraceDays: 10, Basis: bsc.BasisYearToDate, Targets: []bsc.Target{
		{Period: period.Year(2026), Value: "120", Baseline: "60", Phasing: bsc.PhasingLinear},
	}}
	rolling := kpi
	rolling.ID, rolling.Basis = "r", bsc.Rolling(2)
	plain := kpi
	plain.ID, plain.Basis = "p", ""
	quarter := bsc.KPI{ID: "q", Frequency: period.Quarterly, GraceDays: 20, Scorer: bsc.Policy{Name: "stated"}, Targets: []bsc.Target{{Period: period.Year(2026), Value: "7"}}}
	rate := bsc.KPI{ID: "c", Calculator: policy("ratio", `{"num": "a", "den": "b"}`), Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Value: "1"}}}
	def := oracle.CardOf(kpi, rolling, plain, quarter, rate)
	def.Series = []bsc.Series{{ID: "a", Frequency: period.Monthly, Rollup: bsc.RollupSum, GraceDays: 5}, {ID: "b", Frequency: period.Monthly, Rollup: bsc.RollupSum, GraceDays: 10}}
	facts := readings(t, "k 2026-01 10", "k 2026-02 11", "r 2026-01 10", "r 2026-02 11", "p 2026-01 10", "q 2025-Q4 5",
		"series:a 2026-02 3", "series:b 2026-02 4", "series:a 2026-01 3", "series:b 2026-01 4")
	for day, want := range map[string][]string{
		"2026-04-03": {"21 held 2026-01..2026-02 of 20", "21 held 2026-01..2026-02 of 20", "- not_due 2026-03 without 2026-03 of 10", "5 held 2025-Q4 of 7", "0.75 held 2026-01..2026-02 of 1"},
		"2026-04-11": {
			"21 partial,overdue 2026-01..2026-03 without 2026-03 of 20", "11 partial,overdue 2026-02..2026-03 without 2026-03 of 10", "- no_data,overdue 2026-03 without 2026-03 of 10",
			"5 held 2025-Q4 of 7", "0.75 partial,overdue 2026-01..2026-03 without 2026-03 without 2026-03 of 1",
		},
	} {
		result := evaluate(t, def, bsc.Input{Period: period.Month(2026, 3), Readings: facts, AsOf: must(time.Parse(time.DateOnly, day))})
		for i, id := range []string{"k", "r", "p", "q", "c"} {
			o := of(t, result, bsc.KPIRef(id))
			assert.Equal(t, want[i], shows(o)+" of "+o.Target.Value.Decimal.String(), day+" "+id)
		}
	}
	result := evaluate(t, def, bsc.Input{Period: period.Month(2026, 1), Readings: new(bsc.Readings), AsOf: must(time.Parse(time.DateOnly, "2026-02-01"))})
	for _, id := range []string{"k", "r", "p", "q", "c"} {
		want := map[string]string{"q": "- no_data,overdue 2025-Q4 without 2025-Q4", "c": "- not_due 2026-01 without 2026-01 without 2026-01", "r": "- no_data,overdue 2025-11..2025-12 without 2025-11 without 2025-12"}[id]
		if want == "" {
			want = "- not_due 2026-01 without 2026-01"
		}
		assert.Equal(t, want, shows(of(t, result, bsc.KPIRef(id))), id)
	}
}

// TestEvaluate_longChain has calculated KPIs that read each other in a row, the last one to
// date: the whole row is calculated over the year, and no recursion follows it.
func TestEvaluate_longChain(t *testing.T) {
	const links = 20_000
	kpis := make([]bsc.KPI, links)
	for i := range kpis {
		kpis[i] = bsc.KPI{ID: fmt.Sprint("k", i), Calculator: policy("sum", fmt.Sprintf(`{"of": ["k%d"]}`, i-1)), Scorer: bsc.Policy{Name: "none"}}
	}
	kpis[0] = bsc.KPI{ID: "k0", Frequency: period.Monthly, Rollup: bsc.RollupSum, Scorer: bsc.Policy{Name: "none"}}
	kpis[links-1].Basis, kpis[links-1].Scorer = bsc.BasisYearToDate, bsc.Policy{Name: "stated"}
	result := evaluate(t, oracle.CardOf(kpis...), bsc.Input{Period: period.Month(2026, 2), Readings: readings(t, "k0 2026-01 1", "k0 2026-02 2")})
	assert.Equal(t, "2 3", fmt.Sprint(of(t, result, bsc.KPIRef("k19998")).Actual.Decimal, " ", of(t, result, bsc.KPIRef("k19999")).Actual.Decimal))
}

// TestEvaluate_carriedFailure keeps the cause of a failure that an earlier reading stands in for.
func TestEvaluate_carriedFailure(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Monthly, Scorer: bsc.Policy{Name: "stated"}, Missing: bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1}})
	source := broken{readings(t, "k 2026-01 7"), period.Month(2026, 2)}
	k := of(t, evaluate(t, def, bsc.Input{Period: period.Month(2026, 2), Readings: source}), bsc.KPIRef("k"))
	assert.Equal(t, "7 failed,partial,carried 2026-02 without 2026-02", shows(k))
	assert.ErrorIs(t, k.Err, bsc.ErrPanic)
}

// broken is a source that panics for one period.
type broken struct {
	bsc.Source
	in period.Period
}

func (b broken) Reading(q bsc.Query) (bsc.Reading, bool) {
	if q.Period == b.in {
		panic("no connection")
	}
	return b.Source.Reading(q)
}

// TestEvaluate_largerInputs reads inputs that are measured less often than what is calculated
// from them: a stock as it last was, and never a flow of a longer time.
func TestEvaluate_largerInputs(t *testing.T) {
	stated := bsc.Policy{Name: "stated"}
	def := oracle.CardOf(
		bsc.KPI{ID: "stock", Calculator: policy("ratio", `{"num": "orders", "den": "heads"}`), Scorer: stated},
		bsc.KPI{ID: "to-date", Calculator: policy("ratio", `{"num": "orders", "den": "heads"}`), Basis: bsc.BasisYearToDate, Scorer: stated},
		bsc.KPI{ID: "flow", Calculator: policy("ratio", `{"num": "orders", "den": "hours"}`), Scorer: stated},
	)
	def.Series = []bsc.Series{
		{ID: "orders", Frequency: period.Monthly, Rollup: bsc.RollupSum}, {ID: "heads", Frequency: period.Quarterly, Rollup: bsc.RollupLast}, {ID: "hours", Frequency: period.Quarterly, Rollup: bsc.RollupSum},
	}
	facts := readings(t, "series:heads 2026-Q1 4", "series:hours 2026-Q1 600", "series:orders 2026-01 1", "series:orders 2026-02 2", "series:orders 2026-03 3", "series:orders 2026-04 4", "series:orders 2026-05 10")
	result := evaluate(t, def, bsc.Input{Period: period.Month(2026, 5), Readings: facts})
	assert.Equal(t, "2.5 held 2026-05", shows(of(t, result, bsc.KPIRef("stock"))))
	assert.Equal(t, "5 held 2026-01..2026-05", shows(of(t, result, bsc.KPIRef("to-date"))))
	assert.Equal(t, "series:hours failed: no whole quarters make up 2026-05", of(t, result, bsc.KPIRef("flow")).Reason.String())
}

// TestEvaluate_ahead shows nothing of periods that have not begun: neither what is to date, nor what is held.
func TestEvaluate_ahead(t *testing.T) {
	stated := bsc.Policy{Name: "stated"}
	def := oracle.CardOf(
		bsc.KPI{ID: "year", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate, Scorer: stated},
		bsc.KPI{ID: "held", Frequency: period.Yearly, Scorer: stated},
		bsc.KPI{ID: "part", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisPeriodToDate, Targets: []bsc.Target{{Period: period.Year(2026), Value: "120", Phasing: bsc.PhasingLinear}}},
	)
	facts := readings(t, "year 2026-01 1", "held 2025 2", "part 2026-01 5", "part 2026-02 5")
	july := time.Date(2026, 2, 15, 0, 0, 0, 0, time.UTC)
	for asked, want := range map[string][]string{
		"2026-02": {"1 held 2026-01", "2 held 2025", "5 provisional 2026-02 of 10"},
		"2026-03": {"- not_due", "- not_due", "- not_due of 10"},
		"2026-Q1": {"1 held 2026-01", "2 held 2025", "10 provisional,held 2026-01..2026-02 of 20"},
		"2026-Q2": {"- not_due", "- not_due", "- not_due of 30"},
	} {
		result := evaluate(t, def, bsc.Input{Period: must(period.Parse(asked)), Readings: facts, AsOf: july})
		for i, id := range []string{"year", "held", "part"} {
			o := of(t, result, bsc.KPIRef(id))
			got := shows(o)
			if id == "part" {
				got += " of " + o.Target.Value.Decimal.String()
			}
			assert.Equal(t, want[i], got, asked+" "+id)
		}
		assert.Equal(t, asked == "2026-03" || asked == "2026-Q2", result.Total().Flags.Has(bsc.FlagNotDue), asked)
	}
}

// TestExplain_proRata shows the days that a person needs to redo a roll-up.
func TestExplain_proRata(t *testing.T) {
	for rollup, want := range map[bsc.Rollup]string{
		bsc.RollupSum:  "  actual 11, sum of 2026-W01 to 2026-W05\n    2026-W01: 7 × 4/7\n    2026-W02: 1\n    2026-W03: 0\n    2026-W04: 0\n    2026-W05: 7 × 6/7\n",
		bsc.RollupMean: "  actual 2.483870967741935483870967741935484, mean of 2026-W01 to 2026-W05\n    2026-W01: 7 on 4 days\n    2026-W02: 1 on 7 days\n    2026-W03: 0 on 7 days\n    2026-W04: 0 on 7 days\n    2026-W05: 7 on 6 days\n",
	} {
		def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Weekly, Rollup: rollup, Prorate: true, Scorer: bsc.Policy{Name: "stated"}})
		facts := readings(t, "k 2026-W01 7", "k 2026-W02 1", "k 2026-W03 0", "k 2026-W04 0", "k 2026-W05 7")
		x := must(evaluate(t, def, bsc.Input{Period: period.Month(2026, 1), Readings: facts}).Explain(bsc.KPIRef("k")))
		assert.Contains(t, x.String(), want)
	}
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Yearly, Scorer: bsc.NewPolicy("points", map[string]any{"labels": map[string]int{"pass": 100}})})
	facts := new(bsc.Readings)
	require.NoError(t, facts.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Year(2025), Reading: bsc.Reading{Label: "pass"}}))
	x := must(evaluate(t, def, bsc.Input{Period: period.Month(2026, 1), Readings: facts}).Explain(bsc.KPIRef("k")))
	assert.Contains(t, x.String(), `actual "pass", held from 2025`)
}

// TestEvaluate_halfInQuarter shows the last completed half-year of a half-yearly KPI in a quarter.
func TestEvaluate_halfInQuarter(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.HalfYearly, Targets: []bsc.Target{{Value: "10"}}})
	facts := readings(t, "k 2026-H1 5", "k 2026-H2 8")
	for asked, want := range map[period.Period]string{period.Quarter(2026, 2): "50", period.Quarter(2026, 3): "50", period.Quarter(2026, 4): "80"} {
		o := of(t, evaluate(t, def, bsc.Input{Period: asked, Readings: facts}), bsc.KPIRef("k"))
		assert.Equal(t, want, o.Score.String(), asked)
		assert.True(t, o.Flags.Has(bsc.FlagHeld), asked)
	}
}

// TestEvaluate_beforeTheCalendar asks for a year of months where the calendar has only three.
func TestEvaluate_beforeTheCalendar(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.Rolling(12), Targets: []bsc.Target{{Value: "10"}}})
	o := of(t, evaluate(t, def, bsc.Input{Period: period.Month(1, 3), Readings: readings(t, "k 0001-03 5")}), bsc.KPIRef("k"))
	assert.True(t, o.Flags.Has(bsc.FlagFailed))
	assert.ErrorIs(t, o.Err, bsc.ErrPeriod)
	assert.ErrorContains(t, o.Err, "the calendar does not reach back far enough from 0001-03")
}

// TestCheck_noProfile wants weights for a seasonal target, also where the KPI has periods that no year is made of.
func TestCheck_noProfile(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Weekly, Prorate: true, Rollup: bsc.RollupSum, Targets: []bsc.Target{
		{Period: period.Year(2026), Value: "12", Phasing: bsc.PhasingSeasonal},
	}})
	problems := bsc.Check(def, nil)
	require.Len(t, problems, 1)
	assert.ErrorIs(t, problems[0], bsc.ErrPhasing)
	assert.ErrorContains(t, problems[0], "a profile of 0 weights for 2026 (a weight for each of its 2 half-years, 4 quarters, 12 months")
}
