package vectors_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// inForce shows the target in force: its value, baseline, rule and where it is stated.
func inForce(o bsc.Outcome) string {
	text := "none"
	if o.Target.Value.Valid {
		text = string(bsc.NumberOf(o.Target.Value.Decimal.Round(4)))
	}
	if b := o.Target.Baseline; b.Valid {
		text += " from " + string(bsc.NumberOf(b.Decimal.Round(4)))
	}
	text += " " + string(o.Target.Rule)
	if !o.Target.From.IsZero() {
		text += " " + o.Target.From.String()
	}
	return text
}

// TestEvaluate_targetsOfSums has the order of precedence for a KPI that adds up: a year of
// 1,200, of which the second quarter and two months are stated apart.
func TestEvaluate_targetsOfSums(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Scorer: bsc.Policy{Name: "stated"}, Targets: []bsc.Target{
		{Period: period.Year(2026), Value: "1200", Baseline: "700", Phasing: bsc.PhasingLinear},
		{Period: period.Quarter(2026, 2), Value: "400", Baseline: "120", Phasing: bsc.PhasingSeasonal, Profile: []bsc.Number{"1", "2", "5"}},
		{Period: period.Month(2026, 1), Value: "50"},
		{Period: period.Month(2026, 5), Value: "130"},
		{Period: period.Year(2027), Value: "2400", Phasing: bsc.PhasingStep},
		{Value: "90"},
	}}
	toDate, rolling := kpi, kpi
	toDate.Basis, rolling.Basis = bsc.BasisYearToDate, bsc.Rolling(12)
	cases := []struct {
		kpi    bsc.KPI
		period period.Period
		want   string
	}{
		{kpi, period.Year(2026), "1200 from 700 stated 2026"},
		{kpi, period.Quarter(2026, 2), "400 from 120 stated 2026-Q2"},
		{kpi, period.Month(2026, 1), "50 stated 2026-01"},
		{kpi, period.Month(2026, 2), "93.75 from 72.5 phased 2026"}, // (1200 - 400 - 50) / 8, (700 - 120) / 8
		{kpi, period.Month(2026, 4), "45 from 20 phased 2026-Q2"},   // (400 - 130) · 1/6
		{kpi, period.Month(2026, 6), "225 from 100 phased 2026-Q2"}, // (400 - 130) · 5/6
		{kpi, period.Quarter(2026, 1), "237.5 rolled_up"},           // 50 and 2 · 93.75; January has no baseline
		{kpi, period.Half(2026, 2), "562.5 from 435 phased 2026"},   // 6 · 93.75
		{kpi, period.Half(2026, 1), "637.5 rolled_up"},              // 237.5 and 400
		{kpi, period.Month(2027, 11), "0 phased 2027"},              // all of it is due in December
		{kpi, period.Month(2027, 12), "2400 phased 2027"},
		{kpi, period.Month(2025, 12), "90 standing"},
		{kpi, period.Quarter(2025, 4), "270 standing"}, // for every month
		{toDate, period.Month(2026, 1), "50 stated 2026-01"},
		{toDate, period.Month(2026, 4), "282.5 rolled_up"},            // 50, 2 · 93.75, 45
		{toDate, period.Month(2026, 12), "1200 from 700 stated 2026"}, // the year to date is the year
		{rolling, period.Month(2026, 1), "1040 rolled_up"},            // 11 · 90 and 50
		{rolling, period.Month(2027, 12), "2400 phased 2027"},
		{rolling, period.Month(2026, 12), "1200 rolled_up"},
		{kpi, period.Week(2026, 19), "45 from 20 phased 2026-Q2"}, // held: April's
		{kpi, period.Day(2026, 1, 31), "50 stated 2026-01"},       // held: January's
	}
	for _, c := range cases {
		t.Run(fmt.Sprint(c.period, " ", c.kpi.Basis), func(t *testing.T) {
			result := evaluate(t, oracle.CardOf(c.kpi), bsc.Input{Period: c.period, Readings: new(bsc.Readings)})
			assert.Equal(t, c.want, inForce(of(t, result, bsc.KPIRef("k"))))
		})
	}
}

// TestEvaluate_targetsOfOthers has the order of precedence for KPIs that do not add up.
func TestEvaluate_targetsOfOthers(t *testing.T) {
	targets := []bsc.Target{
		{Period: period.Year(2026), Baseline: "40", Value: "60"},
		{Period: period.Quarter(2026, 2), Baseline: "40", Value: "52", Phasing: bsc.PhasingGlide},
		{Period: period.Month(2026, 1), Value: "41"},
		{Period: period.Month(2026, 2), Value: "42"},
		{Period: period.Month(2026, 3), Value: "46"},
		{Period: period.Year(2028), Value: "80"},
		{Value: "30"},
	}
	plain := bsc.KPI{ID: "k", Frequency: period.Monthly, Scorer: bsc.Policy{Name: "stated"}, Targets: targets}
	mean, last, high, toDate := plain, plain, plain, plain
	mean.Rollup = bsc.RollupMean
	last.Rollup = bsc.RollupLast
	high.Rollup, high.TargetRollup = bsc.RollupLast, bsc.RollupMax
	toDate.Rollup, toDate.Basis = bsc.RollupMean, bsc.BasisYearToDate
	lastToDate := toDate
	lastToDate.Rollup = bsc.RollupLast
	cases := []struct {
		kpi    bsc.KPI
		period period.Period
		want   string
	}{
		{plain, period.Month(2026, 1), "41 stated 2026-01"},
		{plain, period.Month(2026, 4), "44 from 40 glide 2026-Q2"},
		{plain, period.Month(2026, 5), "48 from 40 glide 2026-Q2"},
		{plain, period.Month(2026, 6), "52 from 40 glide 2026-Q2"},
		{plain, period.Month(2026, 7), "60 from 40 enclosing 2026"},
		{plain, period.Quarter(2026, 1), "60 from 40 enclosing 2026"}, // nothing says how months make a quarter
		{plain, period.Month(2027, 2), "46 earlier 2026-03"},
		{plain, period.Year(2027), "60 from 40 earlier 2026"},
		{plain, period.Month(2025, 12), "30 standing"},
		{plain, period.Year(2025), "30 standing"},
		{mean, period.Quarter(2026, 1), "43.0333 rolled_up"}, // (41·31 + 42·28 + 46·31) / 90
		{last, period.Quarter(2026, 1), "46 rolled_up"},
		{high, period.Half(2026, 1), "60 from 40 enclosing 2026"}, // not all months are stated
		{high, period.Quarter(2026, 1), "46 rolled_up"},
		{toDate, period.Month(2026, 4), "43.275 rolled_up"}, // (41·31 + 42·28 + 46·31 + 44·30) / 120
		{lastToDate, period.Month(2026, 4), "44 from 40 glide 2026-Q2"},
		{lastToDate, period.Month(2026, 12), "60 from 40 stated 2026"},
	}
	for _, c := range cases {
		t.Run(fmt.Sprint(c.period, " ", c.kpi.Rollup, " ", c.kpi.Basis), func(t *testing.T) {
			result := evaluate(t, oracle.CardOf(c.kpi), bsc.Input{Period: c.period, Readings: new(bsc.Readings)})
			assert.Equal(t, c.want, inForce(of(t, result, bsc.KPIRef("k"))))
		})
	}
}

// TestEvaluate_revisedTarget checks that a revision holds from the moment it was recorded, and no earlier.
func TestEvaluate_revisedTarget(t *testing.T) {
	july := time.Date(2026, 7, 15, 0, 0, 0, 0, time.UTC)
	def := oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}, Targets: []bsc.Target{
		{Period: period.Year(2026), Value: "130", RecordedAt: july, Origin: "revised"},
		{Period: period.Year(2026), Value: "120", Origin: "agreed"},
	}})
	for moment, want := range map[time.Time]string{
		{}: "130 revised", july: "130 revised", july.Add(-1): "120 agreed", july.AddDate(1, 0, 0): "130 revised",
	} {
		result := evaluate(t, def, bsc.Input{Period: period.Month(2026, 6), Readings: new(bsc.Readings), AsOf: moment})
		k := of(t, result, bsc.KPIRef("k"))
		assert.Equal(t, want, k.Target.Value.Decimal.String()+" "+k.Target.Origin, moment)
	}
}

// TestEvaluate_comparisons takes targets from the KPI's own past and from a series.
func TestEvaluate_comparisons(t *testing.T) {
	against := func(c bsc.Comparison, times bsc.Number) bsc.KPI {
		return bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Against: c, Times: times}}}
	}
	toDate := against(bsc.ComparisonLastYear, "")
	toDate.Basis = bsc.BasisYearToDate
	stated := against(bsc.ComparisonLastYear, "")
	stated.Targets = append(stated.Targets, bsc.Target{Period: period.Year(2026), Value: "600", Phasing: bsc.PhasingLinear})
	calculated := bsc.KPI{
		ID: "k", Calculator: policy("ratio", `{"num": "a", "den": "b"}`),
		Targets: []bsc.Target{{Period: period.Year(2026), Against: bsc.ComparisonPrevious}},
	}
	facts := readings(t, "k 2025-01 10", "k 2025-02 20", "k 2025-03 30", "k 2025-12 40", "k 2026-01 20", "k 2026-02 30", "k 2026-03 40", "k 2026-04 50",
		"series:industry 2026-01 16", "series:industry 2026-02 10", "series:industry 2026-03 10",
		"series:a 2026-03 6", "series:b 2026-03 3", "series:a 2026-04 8", "series:b 2026-04 2")
	cases := []struct {
		kpi    bsc.KPI
		period period.Period
		want   string
	}{
		{against(bsc.ComparisonPrevious, ""), period.Month(2026, 1), "40 compared 2025-12; 50"},
		{against(bsc.ComparisonPrevious, "1.25"), period.Month(2026, 1), "50 compared 2025-12; 40"},
		{against(bsc.ComparisonLastYear, ""), period.Month(2026, 1), "10 compared 2025-01; 200"},
		{against(bsc.ComparisonLastYear, ""), period.Quarter(2026, 1), "60 compared 2025-Q1; 150"},
		{against(bsc.ComparisonLastYear, ""), period.Month(2026, 4), "none compared 2025-04; nothing complete to compare with in 2025-04"},
		{against(bsc.ComparisonLastYear, ""), period.Quarter(2026, 2), "none compared 2025-Q2; too little of the window"},
		{against(bsc.ComparisonPrevious, ""), period.Quarter(2026, 1), "none compared 2025-Q4; nothing complete to compare with in 2025-Q4"}, // one month of three
		{toDate, period.Month(2026, 2), "30 compared 2025-02; 166.6666666667"},
		{toDate, period.Week(2026, 10), "30 compared 2025-02; 166.6666666667"},
		{stated, period.Month(2026, 1), "50 phased 2026; 40"},
		{against("series:industry", ""), period.Month(2026, 1), "16 compared 2026-01; 125"},
		{against("series:industry", "0.5"), period.Quarter(2026, 1), "18 compared 2026-Q1; 500"},
		{calculated, period.Month(2026, 4), "2 compared 2026-03; 200"},
	}
	for _, c := range cases {
		t.Run(fmt.Sprint(c.period, " ", c.kpi.Targets), func(t *testing.T) {
			def := oracle.CardOf(c.kpi)
			def.Series = []bsc.Series{
				{ID: "industry", Frequency: period.Monthly, Rollup: bsc.RollupSum},
				{ID: "a", Frequency: period.Monthly, Rollup: bsc.RollupSum},
				{ID: "b", Frequency: period.Monthly, Rollup: bsc.RollupSum},
			}
			k := of(t, evaluate(t, def, bsc.Input{Period: c.period, Readings: facts}), bsc.KPIRef("k"))
			got := k.Reason
			if k.Attainment.Valid() {
				got = words.Text(k.Attainment.String())
			}
			assert.Equal(t, c.want, inForce(k)+"; "+got.String())
		})
	}
}

// TestEvaluate_seasonByWeeks gives a month the weight that a profile of months states, also
// where readings come by weeks and days.
func TestEvaluate_seasonByWeeks(t *testing.T) {
	for _, f := range []period.Frequency{period.Daily, period.Weekly, period.Monthly} {
		def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: f, Rollup: bsc.RollupSum, Prorate: true, Scorer: bsc.Policy{Name: "stated"}, Targets: []bsc.Target{{
			Period: period.Year(2026), Value: "1200", Phasing: bsc.PhasingSeasonal,
			Profile: []bsc.Number{"100", "100", "100", "100", "200", "100", "100", "100", "100", "100", "50", "50"},
		}}})
		for month, want := range map[int]string{1: "100", 5: "200", 12: "50"} {
			k := of(t, evaluate(t, def, bsc.Input{Period: period.Month(2026, month), Readings: new(bsc.Readings)}), bsc.KPIRef("k"))
			assert.Equal(t, want+" phased 2026", inForce(k), fmt.Sprint(f, month))
		}
	}
}

// TestEvaluate_leapDay has nothing to compare with: a year earlier there was no such day.
func TestEvaluate_leapDay(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Daily, Targets: []bsc.Target{{Against: bsc.ComparisonLastYear}}})
	for day, want := range map[string]string{"2024-02-29": "none compared", "2024-02-28": "1 compared 2023-02-28"} {
		k := of(t, evaluate(t, def, bsc.Input{Period: must(period.Parse(day)), Readings: readings(t, "k 2024-02-29 1", "k 2024-02-28 1", "k 2023-02-28 1", "k 2023-03-01 1")}), bsc.KPIRef("k"))
		assert.Equal(t, want, inForce(k))
	}
}

// unitTargets are several targets of one unit for one KPI.
type unitTargets []bsc.Target

func (u unitTargets) Target(q bsc.Query) (bsc.Target, bool) {
	for _, t := range u {
		if t.Period == q.Period {
			return t, true
		}
	}
	return bsc.Target{}, false
}

// TestEvaluate_targetsOfUnits checks that a unit's targets follow the same rules, and come before the definition's.
func TestEvaluate_targetsOfUnits(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Scorer: bsc.Policy{Name: "stated"}, Targets: []bsc.Target{
		{Period: period.Month(2026, 1), Value: "7"}, {Period: period.Month(2025, 1), Value: "5"},
	}})
	year := bsc.Target{Period: period.Year(2026), Value: "1200", Phasing: bsc.PhasingLinear}
	cases := []struct {
		targets bsc.TargetSource
		period  period.Period
		want    string
		ofUnit  bool
	}{
		{bsc.OrgUnitTargets{"k": year}, period.Month(2026, 1), "100 phased 2026", true},
		{bsc.OrgUnitTargets{"k": year}, period.Quarter(2026, 1), "300 phased 2026", true},
		{bsc.OrgUnitTargets{"k": year}, period.Month(2025, 1), "5 stated 2025-01", false},
		{bsc.OrgUnitTargets{"k": {Value: "3"}}, period.Quarter(2026, 1), "9 standing", true},
		{unitTargets{year, {Period: period.Month(2026, 2), Value: "210"}}, period.Month(2026, 1), "90 phased 2026", true},
		{unitTargets{year, {Period: period.Month(2026, 2), Value: "210"}}, period.Month(2026, 2), "210 stated 2026-02", true},
	}
	for _, c := range cases {
		result := evaluate(t, def, bsc.Input{Period: c.period, Readings: new(bsc.Readings), Targets: c.targets})
		k := of(t, result, bsc.KPIRef("k"))
		assert.Equal(t, fmt.Sprint(c.want, c.ofUnit), fmt.Sprint(inForce(k), k.Target.OfOrgUnit))
	}
	bad := bsc.OrgUnitTargets{"k": {Period: period.Year(2026), Value: "1200", Phasing: "lnear"}}
	k := of(t, evaluate(t, def, bsc.Input{Period: period.Month(2026, 1), Readings: readings(t, "k 2026-01 5"), Targets: bad}), bsc.KPIRef("k"))
	require.Error(t, k.Err)
	assert.Equal(t, `kpi:k: the unit's target, phasing: unknown phasing "lnear" (linear, seasonal, step, glide); did you mean "linear"?`, k.Err.Error())
}

// TestEvaluate_pace compares what is there with what should be, also in the middle of a period.
func TestEvaluate_pace(t *testing.T) {
	sum := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate, Targets: []bsc.Target{
		{Period: period.Year(2026), Value: "1200", Phasing: bsc.PhasingLinear},
	}}
	year := sum
	year.Basis = ""
	stock := bsc.KPI{ID: "k", Frequency: period.Monthly, Targets: []bsc.Target{{Period: period.Year(2026), Baseline: "100", Value: "200"}}}
	apart := sum
	apart.Targets = append([]bsc.Target{{Period: period.Month(2026, 1), Value: "300"}}, sum.Targets...)
	at := func(month, day int) time.Time { return time.Date(2026, time.Month(month), day, 12, 0, 0, 0, time.UTC) }
	cases := map[string]struct {
		kpi    bsc.KPI
		period period.Period
		asOf   time.Time
		want   string
	}{
		"to date":             {sum, period.Month(2026, 2), time.Time{}, "0.2 of 0.1666666667"},
		"as of a day":         {sum, period.Month(2026, 2), at(2, 14), "0.2 of 0.125"},
		"the running year":    {year, period.Year(2026), at(2, 14), "0.2 of 0.125"},
		"the year that is up": {year, period.Year(2026), time.Time{}, ""},
		"a month's sum":       {year, period.Month(2026, 2), time.Time{}, ""},
		"a stock":             {stock, period.Month(2026, 2), time.Time{}, "0.2 of 0.1666666667"},
		"before the year":     {stock, period.Month(2026, 2), time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC), ""},
		"a part apart":        {apart, period.Month(2026, 2), time.Time{}, "0.2 of 0.3181818182"}, // (300 + 900/11) / 1200
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			facts := readings(t, "k 2026-01 120", "k 2026-02 120")
			k := of(t, evaluate(t, oracle.CardOf(c.kpi), bsc.Input{Period: c.period, Readings: facts, AsOf: c.asOf}), bsc.KPIRef("k"))
			got := ""
			if k.Pace != nil {
				got = k.Pace.Progress.String() + " of " + k.Pace.Expected.String()
			}
			assert.Equal(t, c.want, got)
		})
	}
}

// TestEvaluate_nothingExpected says when a target of 0 means that nothing is expected yet: where it is
// a share of more that is to come, or a sum, and more would be better. A 0 that is stated is a target.
func TestEvaluate_nothingExpected(t *testing.T) {
	year, jan, feb, march := period.Year(2026), period.Month(2026, 1), period.Month(2026, 2), period.Month(2026, 3)
	zero := func(periods ...period.Period) (targets []bsc.Target) {
		for _, p := range periods {
			targets = append(targets, bsc.Target{Period: p, Value: "0"})
		}
		return targets
	}
	step := []bsc.Target{{Period: year, Value: "12", Phasing: bsc.PhasingStep}}
	noAccident := []bsc.Target{{Period: year, Baseline: "12", Value: "0", Phasing: bsc.PhasingLinear}}
	cases := []struct {
		name      string
		direction bsc.Direction
		scorer    string
		targets   []bsc.Target
		in        period.Period
		want      string // the score; "" is not due
	}{
		{"phased to later", bsc.DirectionHigher, "linear", step, jan, ""},
		{"phased to later, to a rule that takes 0 like any other", bsc.DirectionHigher, "binary", step, jan, "100"},
		{"phased to now", bsc.DirectionHigher, "binary", step, period.Month(2026, 12), "0"},
		{"stated", bsc.DirectionHigher, "binary", zero(jan), jan, "100"},
		{"standing", bsc.DirectionHigher, "binary", zero(period.Period{}), jan, "100"},
		{"a sum", bsc.DirectionHigher, "linear", zero(jan, feb, march), period.Quarter(2026, 1), ""},
		{"a sum, to a rule that takes 0 like any other", bsc.DirectionHigher, "binary", zero(jan, feb, march), period.Quarter(2026, 1), "100"},
		{"a sum, where less is better", bsc.DirectionLower, "binary", zero(jan, feb, march), period.Quarter(2026, 1), "0"},
		{"phased, where less is better", bsc.DirectionLower, "linear", noAccident, jan, "0"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			def := oracle.CardOf(bsc.KPI{
				ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Direction: c.direction,
				Scorer: bsc.Policy{Name: c.scorer}, Targets: c.targets,
			})
			facts := readings(t, "k 2026-01 1", "k 2026-02 1", "k 2026-03 1", "k 2026-12 1")
			o := of(t, evaluate(t, def, bsc.Input{Period: c.in, Readings: facts}), bsc.KPIRef("k"))
			if c.want == "" {
				assert.Equal(t, bsc.FlagNotDue, o.Flags)
				assert.Contains(t, o.Reason.String(), "nothing is expected yet: its target so far is ")
				return
			}
			assert.Equal(t, c.want, o.Score.String(), o.Reason)
		})
	}
}

// TestEvaluate_paceOfRolledUp shows the pace towards a target for the year also where the target in force is the mean
// of those of the parts, each of which is the year's.
func TestEvaluate_paceOfRolledUp(t *testing.T) {
	kpi := bsc.KPI{
		ID: "k", Frequency: period.Quarterly, Rollup: bsc.RollupLast, Basis: bsc.BasisYearToDate, TargetRollup: bsc.RollupMean,
		Targets: []bsc.Target{{Period: period.Year(2026), Value: "250"}},
	}
	result := evaluate(t, oracle.CardOf(kpi), bsc.Input{Period: period.Quarter(2026, 2), Readings: readings(t, "k 2026-Q1 90", "k 2026-Q2 100")})
	o := of(t, result, bsc.KPIRef("k"))
	assert.Equal(t, bsc.TargetRolledUp, o.Target.Rule)
	require.NotNil(t, o.Pace)
	assert.Equal(t, "2026 250 0.4 0.5", fmt.Sprint(o.Pace.Of, " ", o.Pace.Target, " ", o.Pace.Progress, " ", o.Pace.Expected))
}

// TestEvaluate_targetOfThePartShown measures a stock whose last month is away against what is said of the month that it
// shows or, where nothing is, of the period: the target of the quarter before holds on.
func TestEvaluate_targetOfThePartShown(t *testing.T) {
	quarterly := []bsc.Target{{Period: period.Quarter(2025, 4), Value: "100"}}
	for _, c := range []struct {
		targets []bsc.Target
		facts   []string
		want    string
	}{
		{quarterly, []string{"k 2026-04 90", "k 2026-05 90", "k 2026-06 90"}, "100 earlier 2025-Q4"},
		{quarterly, []string{"k 2026-04 90", "k 2026-05 90"}, "100 earlier 2025-Q4"},
		{append(quarterly, bsc.Target{Period: period.Month(2026, 5), Value: "95"}), []string{"k 2026-04 90", "k 2026-05 90"}, "95 stated 2026-05"},
	} {
		kpi := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupLast, Targets: c.targets}
		result := evaluate(t, oracle.CardOf(kpi), bsc.Input{Period: period.Quarter(2026, 2), Readings: readings(t, c.facts...)})
		o := of(t, result, bsc.KPIRef("k"))
		assert.Equal(t, c.want, fmt.Sprint(o.Target.Value.Decimal, " ", o.Target.Rule, " ", o.Target.From))
		assert.True(t, o.Score.Valid())
	}
}
