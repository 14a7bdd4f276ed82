package bad_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCheck_badTime pins the exact text of what is wrong with what a definition says of time.
func TestCheck_badTime(t *testing.T) {
	const atKPI = "/perspectives/1/objectives/0/kpis/0"
	sum := func(k *bsc.KPI) { k.Frequency, k.Rollup = period.Monthly, bsc.RollupSum }
	phased := func(target bsc.Target) func(d *bsc.Definition, k *bsc.KPI) {
		return func(_ *bsc.Definition, k *bsc.KPI) {
			sum(k)
			k.Targets = []bsc.Target{target}
		}
	}
	profile := func(weights ...bsc.Number) bsc.Target {
		return bsc.Target{Period: period.Year(2026), Value: "12", Phasing: bsc.PhasingSeasonal, Profile: weights}
	}
	cases := []struct {
		name  string
		spoil func(d *bsc.Definition, k *bsc.KPI)
		code  bsc.Code
		want  []string
	}{
		{"calendar", func(d *bsc.Definition, _ *bsc.KPI) { d.Calendar.StartMonth = 13 }, bsc.ErrValue, []string{
			`/calendar/start_month: 13 is not a month (1 to 12)`,
		}},
		{"frequency of the calendar", func(d *bsc.Definition, k *bsc.KPI) {
			d.Calendar.Table = []period.CalendarRow{{Label: period.Year(2026), First: period.Day(2026, 1, 1), Last: period.Day(2026, 12, 31)}}
			k.Frequency = period.Quarterly
		}, bsc.ErrFrequency, []string{
			atKPI + `/frequency: the calendar has no quarters (a frequency of which the calendar has periods)`,
		}},
		{"rollups", func(_ *bsc.Definition, k *bsc.KPI) { k.Rollup, k.TargetRollup = "total", "averge" }, bsc.ErrValue, []string{
			atKPI + `/rollup: unknown roll-up "total" (sum, mean, mean_of_periods, last, min, max)`,
			atKPI + `/target_rollup: unknown roll-up "averge" (sum, mean, mean_of_periods, last, min, max)`,
		}},
		{"unknown basis", func(_ *bsc.Definition, k *bsc.KPI) { k.Rollup, k.Basis = bsc.RollupSum, "year_to_dat" }, bsc.ErrValue, []string{
			atKPI + `/basis: unknown basis "year_to_dat" (period, period_to_date, year_to_date, half_to_date, quarter_to_date, month_to_date, or rolling_1 to rolling_400); did you mean "year_to_date"?`,
		}},
		{"rolling nothing", func(_ *bsc.Definition, k *bsc.KPI) { k.Rollup, k.Basis = bsc.RollupSum, bsc.Rolling(0) }, bsc.ErrValue, []string{
			atKPI + `/basis: unknown basis "rolling_0" (period, period_to_date, year_to_date, half_to_date, quarter_to_date, month_to_date, or rolling_1 to rolling_400)`,
		}},
		{"rolling too far", func(_ *bsc.Definition, k *bsc.KPI) { k.Rollup, k.Basis = bsc.RollupSum, bsc.Rolling(401) }, bsc.ErrValue, []string{
			atKPI + `/basis: unknown basis "rolling_401" (period, period_to_date, year_to_date, half_to_date, quarter_to_date, month_to_date, or rolling_1 to rolling_400)`,
		}},
		{"basis without a rollup", func(_ *bsc.Definition, k *bsc.KPI) { k.Basis = bsc.BasisYearToDate }, bsc.ErrFrequency, []string{
			atKPI + `/basis: the basis year_to_date without a rollup (sum, mean, mean_of_periods, last, min, max)`,
		}},
		{"basis below the frequency", func(_ *bsc.Definition, k *bsc.KPI) {
			k.Frequency, k.Rollup, k.Basis = period.Quarterly, bsc.RollupSum, bsc.BasisMonthToDate
		}, bsc.ErrFrequency, []string{
			atKPI + `/basis: the basis month_to_date of a KPI with readings by quarter (a basis of one or more of its periods)`,
		}},
		{"prorate", func(_ *bsc.Definition, k *bsc.KPI) { k.Prorate = true }, bsc.ErrFrequency, []string{
			atKPI + `/prorate: prorate without a frequency (year, half, quarter, month, period, week, day)`,
		}},
		{"grace", func(d *bsc.Definition, k *bsc.KPI) {
			k.GraceDays = 367
			d.Series = []bsc.Series{{ID: "orders", GraceDays: -1}}
		}, bsc.ErrValue, []string{
			atKPI + `/grace_days: grace_days is 367 (0 to 366)`,
			`/series/0/grace_days: grace_days is -1 (0 to 366)`,
		}},
		{"periods not in the calendar", func(d *bsc.Definition, k *bsc.KPI) {
			k.Since, k.Review = period.Numbered(2026, 13), period.Week(9999, 52)
			k.Targets = []bsc.Target{{Period: period.Numbered(2026, 14), Value: "1"}}
			d.Initiatives = []bsc.Initiative{{ID: "x", Start: period.Numbered(2026, 15)}}
		}, bsc.ErrPeriod, []string{
			atKPI + `/since: 2026-P13 is not in the calendar (P01 to P12)`,
			atKPI + `/targets/0/period: 2026-P14 is not in the calendar (P01 to P12)`,
			atKPI + `/review: 9999-W52 is not in the calendar (periods within 0001-01-01 to 9999-12-31)`,
			`/initiatives/0/start: 2026-P15 is not in the calendar (P01 to P12)`,
		}},
		{"target below the frequency", func(_ *bsc.Definition, k *bsc.KPI) {
			sum(k)
			k.Targets = []bsc.Target{{Period: period.Week(2026, 31), Value: "1"}}
		}, bsc.ErrFrequency, []string{
			atKPI + `/targets/0/period: a target for 2026-W31, which no whole months make up (periods made up of the KPI's own); set prorate, and those that lie partly in it count by their days`,
		}},
		{"two targets of one moment", func(_ *bsc.Definition, k *bsc.KPI) {
			moment := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
			k.Targets = []bsc.Target{
				{Period: period.Year(2026), Value: "1"},
				{Period: period.Year(2026), Value: "2", RecordedAt: moment},
				{Period: period.Year(2026), Value: "3", RecordedAt: moment.In(time.FixedZone("", 3600))},
			}
		}, bsc.ErrDuplicate, []string{
			atKPI + `/targets/2/period: a second target for 2026 (one target a period and recorded_at)`,
		}},
		{"a moment that cannot be written", func(_ *bsc.Definition, k *bsc.KPI) {
			k.Targets = []bsc.Target{{Value: "1", RecordedAt: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}}
		}, bsc.ErrValue, []string{
			atKPI + `/targets/0/recorded_at: it is not a moment (RFC 3339, such as 2026-07-03T09:00:00Z)`,
		}},
		{"unknown phasing", phased(bsc.Target{Period: period.Year(2026), Value: "12", Phasing: "season"}), bsc.ErrValue, []string{
			atKPI + `/targets/0/phasing: unknown phasing "season" (linear, seasonal, step, glide); did you mean "seasonal"?`,
		}},
		{"phasing for ever", phased(bsc.Target{Value: "12", Phasing: bsc.PhasingLinear}), bsc.ErrPhasing, []string{
			atKPI + `/targets/0/phasing: a target for every period is not phased (a period, such as a year)`,
		}},
		{"glide of a sum", phased(bsc.Target{Period: period.Year(2026), Baseline: "1", Value: "12", Phasing: bsc.PhasingGlide}), bsc.ErrPhasing, []string{
			atKPI + `/targets/0/phasing: glide does not suit a KPI that adds up (linear, seasonal or step)`,
		}},
		{"glide from nowhere", func(_ *bsc.Definition, k *bsc.KPI) {
			k.Targets = []bsc.Target{{Period: period.Year(2026), Value: "12", Phasing: bsc.PhasingGlide}}
		}, bsc.ErrPhasing, []string{
			atKPI + `/targets/0/phasing: a glide without a baseline or a value (both)`,
		}},
		{"linear of a stock", func(_ *bsc.Definition, k *bsc.KPI) {
			k.Targets = []bsc.Target{{Period: period.Year(2026), Value: "12", Phasing: bsc.PhasingLinear}}
		}, bsc.ErrPhasing, []string{
			atKPI + `/targets/0/phasing: linear phases what adds up (glide, or a KPI with the rollup sum)`,
		}},
		{"profile without a season", phased(bsc.Target{Period: period.Year(2026), Value: "12", Phasing: bsc.PhasingLinear, Profile: []bsc.Number{"1"}}), bsc.ErrPhasing, []string{
			atKPI + `/targets/0/profile: a profile without the phasing seasonal (phasing: seasonal)`,
		}},
		{"season without a profile", phased(profile()), bsc.ErrPhasing, []string{
			atKPI + `/targets/0/profile: a profile of 0 weights for 2026 (a weight for each of its 2 half-years, 4 quarters, 12 months or 12 numbered periods)`,
		}},
		{"profile of 5", phased(profile("1", "2", "3", "4", "5")), bsc.ErrPhasing, []string{
			atKPI + `/targets/0/profile: a profile of 5 weights for 2026 (a weight for each of its 2 half-years, 4 quarters, 12 months or 12 numbered periods)`,
		}},
		{"profile of nothing", phased(profile("0", "0", "0", "0")), bsc.ErrPhasing, []string{
			atKPI + `/targets/0/profile: all weights of the profile are 0 (at least one weight above 0)`,
		}},
		{"negative profile", phased(profile("1", "-2", "3", "4")), bsc.ErrPhasing, []string{
			atKPI + `/targets/0/profile/1: the weight -2 is negative (0 or more)`,
		}},
		{"profile in words", phased(profile("1", "two", "3", "4")), bsc.ErrNumber, []string{
			atKPI + `/targets/0/profile/1: "two" is not a number (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`,
		}},
		{"not phased", phased(bsc.Target{Period: period.Year(2026), Value: "12"}), bsc.ErrPhasing, []string{
			"warning: " + atKPI + `/targets/0/phasing: the target for 2026 is not phased: a period within it is measured against the whole of it, and one that cuts it has no target; say how it is phased: linear in equal shares, seasonal by a profile, or step for all of it at the end`,
		}},
		{"parts that do not add up", func(_ *bsc.Definition, k *bsc.KPI) {
			sum(k)
			k.Targets = []bsc.Target{{Period: period.Half(2026, 1), Value: "5"}, {Period: period.Half(2026, 2), Value: "6"}, {Period: period.Year(2026), Value: "12"}}
			for i := range 2 {
				k.Targets[i].Phasing = bsc.PhasingLinear
			}
		}, bsc.ErrPhasing, []string{
			"warning: " + atKPI + `/targets/2/value: the targets stated for all parts of 2026 add up to 11, not to 12`,
		}},
		{"unknown comparison", func(_ *bsc.Definition, k *bsc.KPI) { k.Targets = []bsc.Target{{Against: "lastyear"}} }, bsc.ErrValue, []string{
			atKPI + `/targets/0/against: unknown comparison "lastyear" (previous, last_year, or series: and the id of a series); did you mean "last_year"?`,
		}},
		{"comparison with a KPI", func(_ *bsc.Definition, k *bsc.KPI) { k.Targets = []bsc.Target{{Against: "kpi:hours"}} }, bsc.ErrValue, []string{
			atKPI + `/targets/0/against: unknown comparison "kpi:hours" (previous, last_year, or series: and the id of a series)`,
		}},
		{"comparison with nothing", func(d *bsc.Definition, k *bsc.KPI) {
			d.Series = []bsc.Series{{ID: "industry"}}
			k.Targets = []bsc.Target{{Against: "series:industri"}}
		}, bsc.ErrUnknownRef, []string{
			atKPI + `/targets/0/against: there is no series "industri"; did you mean "industry"?`,
		}},
		{"comparison and value", func(_ *bsc.Definition, k *bsc.KPI) {
			k.Targets = []bsc.Target{{Against: bsc.ComparisonLastYear, Value: "1"}}
		}, bsc.ErrTarget, []string{
			atKPI + `/targets/0/against: a comparison and a value or a phasing exclude each other (one of them)`,
		}},
		{"times", func(_ *bsc.Definition, k *bsc.KPI) {
			k.Targets = []bsc.Target{{Value: "1", Times: "2"}, {Period: period.Year(2026), Against: bsc.ComparisonLastYear, Times: "0"}, {Period: period.Year(2027), Against: bsc.ComparisonLastYear, Times: "x"}}
		}, bsc.ErrTarget, []string{
			atKPI + `/targets/0/times: times without a comparison (against: previous, last_year or a series)`,
			atKPI + `/targets/1/times: times is 0 (above 0)`,
			atKPI + `/targets/2/times: "x" is not a number (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`,
		}},
		{"max age", func(d *bsc.Definition, k *bsc.KPI) {
			k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, HalfLife: 121}
			d.Defaults.Missing = bsc.Missing{Rule: bsc.MissingZero, MaxAge: 1}
			d.Perspectives[0].Defaults.Missing = bsc.Missing{MaxAge: 121, Rule: bsc.MissingCarryForward}
		}, bsc.ErrValue, []string{
			`/perspectives/0/defaults/missing/max_age: max_age is 121 (1 to 120 periods)`,
			atKPI + `/missing/max_age: max_age is 0 (1 to 120 periods)`,
			atKPI + `/missing/half_life: half_life is 121 (1 to 120 periods)`,
			`/defaults/missing/max_age: max_age without the rule carry_forward (rule: carry_forward)`,
		}},
		{"a perspective has no readings", func(d *bsc.Definition, _ *bsc.KPI) {
			d.Perspectives[0].Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1}
		}, bsc.ErrValue, []string{
			`/perspectives/0/missing/rule: carry_forward carries readings, and this node has none (exclude, zero or require; carry_forward on KPIs or in defaults)`,
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			def := oracle.Small()
			c.spoil(def, &def.Perspectives[1].Objectives[0].KPIs[0])
			problems := bsc.Check(def, nil)
			require.NotEmpty(t, problems)
			assert.Equal(t, c.want, oracle.Lines(problems))
			assert.ErrorIs(t, problems[0], c.code)
			for _, p := range problems {
				assert.NoError(t, oracle.Bounded(p))
			}
		})
	}
}

// TestEvaluate_rolledUpOutOfRange adds up products that are each as large as a calculation may be.
func TestEvaluate_rolledUpOutOfRange(t *testing.T) {
	def := oracle.Small()
	def.Series = []bsc.Series{{ID: "a", Frequency: period.Monthly}, {ID: "b", Frequency: period.Monthly}, {ID: "c", Frequency: period.Monthly}}
	kpi := &def.Perspectives[1].Objectives[0].KPIs[0]
	kpi.Frequency, kpi.Rollup, kpi.Calculator = period.Monthly, bsc.RollupSum, policy("product", `{"of": ["a", "b", "c"]}`)
	readings := new(bsc.Readings)
	for month := range 3 {
		for id, value := range map[string]string{"a": "9999999999999999999999999999999999e18", "b": "1e18", "c": "1e-18"} {
			require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.SeriesRef(id), Period: period.Month(2026, 1+month), Reading: bsc.Reading{Value: dec(value)}}))
		}
	}
	in := bsc.Input{Period: period.Month(2026, 1), Readings: readings}
	assert.Equal(t, "100", of(t, evaluate(t, def, in), bsc.KPIRef("sales")).Score.String())
	in.Period = period.Quarter(2026, 1)
	sales := of(t, evaluate(t, def, in), bsc.KPIRef("sales"))
	assert.ErrorIs(t, sales.Err, bsc.ErrNumber)
	assert.EqualError(t, sales.Err, `kpi:sales: the sum over 2026-Q1 is out of range (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`)
}

func policy(name, args string) bsc.Policy {
	if args == "" {
		return bsc.Policy{Name: name}
	}
	return bsc.Policy{Name: name, Args: json.RawMessage(args)}
}

func evaluate(t *testing.T, def *bsc.Definition, in bsc.Input) *bsc.Result {
	t.Helper()
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	if in.Period.IsZero() {
		in.Period = period.Year(2026)
	}
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	return result
}

func of(t *testing.T, r *bsc.Result, ref bsc.Ref) bsc.Outcome {
	t.Helper()
	o, ok := r.Of(ref)
	require.True(t, ok, ref)
	return o
}
