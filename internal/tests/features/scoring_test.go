package features_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// How KPIs are scored.

func TestScoring_higherIsBetter(t *testing.T) {
	scores(t, bsc.KPI{Targets: target("200")}, "150", "75", "200", "100")
}

func TestScoring_lowerChangesTheScore(t *testing.T) {
	scores(t, bsc.KPI{Direction: bsc.DirectionLower, Targets: target("40")}, "40", "100", "60", "50", "80", "0", "30", "100")
}

func TestScoring_targetOrRangeIsBest(t *testing.T) {
	within := bsc.NewPolicy("range", bsc.RangeArgs{Within: bsc.BothSides("2"), ZeroAt: bsc.BothSides("6")})
	scores(t, bsc.KPI{Direction: bsc.DirectionCloser, Targets: target("20"), Scorer: within},
		"20", "100", "18", "100", "22", "100", "24", "50", "16", "50", "26", "0", "13", "0")
}

func TestScoring_outsideARangeIsBest(t *testing.T) {
	avoid := bsc.NewPolicy("avoid", bsc.AvoidArgs{Within: bsc.BothSides("10"), MetAt: bsc.BothSides("30")})
	scores(t, bsc.KPI{Targets: target("50"), Scorer: avoid}, "50", "0", "60", "0", "70", "50", "80", "100", "20", "100", "35", "25")
}

// labelled evaluates a KPI read as labels, which scores by points.
func labelled(t *testing.T, points map[string]bsc.Number, label string) bsc.Outcome {
	t.Helper()
	s := card(t, bsc.KPI{ID: "k", Scorer: bsc.NewPolicy("points", bsc.PointsArgs{Labels: points})})
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: year, Reading: bsc.Reading{Label: label}}))
	r, err := s.Evaluate(bsc.Input{Period: year, Readings: readings})
	require.NoError(t, err)
	return of(t, r, bsc.KPIRef("k"))
}

func TestScoring_yesOrNo(t *testing.T) {
	scores(t, bsc.KPI{Targets: target("1"), Scorer: bsc.Policy{Name: "binary"}}, "1", "100", "0", "0")
	yesNo := map[string]bsc.Number{"yes": "100", "no": "0"}
	assert.Equal(t, "100", labelled(t, yesNo, "yes").Score.String())
	assert.Equal(t, "0", labelled(t, yesNo, "no").Score.String())
}

func TestScoring_textWithItsOwnScore(t *testing.T) {
	grades := map[string]bsc.Number{"AAA": "100", "BB": "62.5", "C": "10"}
	o := labelled(t, grades, "BB")
	assert.Equal(t, "62.5", o.Score.String())
	assert.Equal(t, "BB", o.Label)
	assert.Contains(t, labelled(t, grades, "D").Reason.String(), `"D"`)
}

func TestScoring_baseline(t *testing.T) {
	scores(t, bsc.KPI{Targets: []bsc.Target{{Baseline: "60", Value: "80"}}}, "60", "0", "75", "75", "50", "0", "80", "100")
}

// A KPI has one score. Where performance on a scale of its own and the progress since a baseline are both wanted, the
// second is a KPI that is calculated from the first, shown and not counted.
func TestScoring_performanceAndProgress(t *testing.T) {
	s := card(
		t,
		bsc.KPI{ID: "nps", Scorer: bsc.NewPolicy("curve", bsc.CurveArgs{Anchors: [][2]bsc.Number{{"-100", "0"}, {"100", "100"}}})},
		bsc.KPI{
			ID: "progress", Weight: "0", Calculator: bsc.NewPolicy("sum", bsc.ListArgs{Of: []bsc.Operand{{ID: "nps"}}}),
			Targets: []bsc.Target{{Baseline: "20", Value: "40"}},
		},
	)
	r := evaluated(t, s, "nps", "35")
	assert.Equal(t, "67.5", r.ScoreOf(bsc.KPIRef("nps")).String())
	assert.Equal(t, "75", r.ScoreOf(bsc.KPIRef("progress")).String())
	assert.Equal(t, "67.5", r.Score().String(), "progress is not counted")
}

func TestScoring_customPoints(t *testing.T) {
	curve := bsc.NewPolicy("curve", bsc.CurveArgs{Anchors: [][2]bsc.Number{{"0", "0"}, {"10", "20"}, {"20", "80"}, {"40", "100"}}})
	scores(t, bsc.KPI{Scorer: curve}, "5", "10", "15", "50", "30", "90", "99", "100")
	steps := bsc.NewPolicy("steps", bsc.StepsArgs{From: [][2]bsc.Number{{"0", "10"}, {"50", "60"}, {"90", "100"}}})
	scores(t, bsc.KPI{Scorer: steps}, "49", "10", "50", "60", "90", "100")
	table := bsc.NewPolicy("achievement", bsc.AchievementArgs{Anchors: [][2]bsc.Number{{"70", "0"}, {"90", "60"}, {"100", "100"}}})
	scores(t, bsc.KPI{Targets: target("50"), Scorer: table}, "35", "0", "40", "30", "45", "60", "50", "100")
}

// The same rule as Go code; as text in the definition it is a formula, in the module of that name.
func TestScoring_userCode(t *testing.T) {
	var registry bsc.Registry
	require.NoError(t, registry.Scorer("acme.com/square@1", bsc.ScorerFunc(func(in bsc.ScoreInput) (decimal.Decimal, error) {
		return in.Actual.Mul(in.Actual), nil
	}).New))
	s, err := bsc.Compile(definition(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "acme.com/square@1"}}), &bsc.Options{Registry: &registry})
	require.NoError(t, err)
	assert.Equal(t, "49", evaluated(t, s, "k", "7").Score().String())
}

func TestScoring_scale(t *testing.T) {
	def := definition(bsc.KPI{ID: "k", Targets: target("80")})
	def.Scale = bsc.Scale{Min: "1", Met: "5", Cap: "6"}
	assert.Equal(t, "3", evaluated(t, compiled(t, def), "k", "40").Score().String())
	r := evaluated(t, compiled(t, def), "k", "47.56")
	assert.Equal(t, "3.378", r.Score().String())
	assert.Equal(t, "3.38", report.Of(r).Nodes[0].Display, "shown with places that suit the scale")
}

// Clamping is said: the score is clamped, the attainment is not, and a flag tells.
func TestScoring_clampIsSaid(t *testing.T) {
	o := of(t, evaluated(t, card(t, bsc.KPI{ID: "k", Targets: target("50")}), "k", "70"), bsc.KPIRef("k"))
	assert.Equal(t, "100", o.Score.String())
	assert.Equal(t, "140", o.Attainment.String())
	assert.True(t, o.Flags.Has(bsc.FlagCapped))
	o = of(t, evaluated(t, card(t, bsc.KPI{ID: "k", Targets: target("50")}), "k", "50"), bsc.KPIRef("k"))
	assert.False(t, o.Flags.Has(bsc.FlagCapped))
}

func TestScoring_overAchievementIsKept(t *testing.T) {
	def := definition(bsc.KPI{ID: "k", Targets: target("50")})
	def.Scale = bsc.Scale{Min: "0", Met: "100", Cap: "120"}
	s := compiled(t, def)
	assert.Equal(t, "110", evaluated(t, s, "k", "55").Score().String())
	assert.Equal(t, "120", evaluated(t, s, "k", "70").Score().String())
}

// A loss of 20 where one of 40 was expected is better, and half of a way of 60 since a loss of 100 is half.
func TestScoring_negativeTargets(t *testing.T) {
	scores(t, bsc.KPI{Targets: []bsc.Target{{Baseline: "-100", Value: "-40"}}}, "-70", "50", "-40", "100", "-20", "100", "-100", "0")
	onVariance := bsc.NewPolicy("bands", bsc.BandsArgs{On: "variance_percent", Bands: []bsc.BandArgs{
		{Rating: bsc.RatingRed}, {Rating: bsc.RatingAmber, From: bsc.BandLimit{Value: "-10"}}, {Rating: bsc.RatingGreen, From: bsc.BandLimit{Value: "0"}},
	}})
	ratings(t, bsc.KPI{Targets: []bsc.Target{{Baseline: "-100", Value: "-40"}}, Threshold: onVariance},
		"-20", "green", "-40", "green", "-44", "amber", "-44.1", "red")
}

// A score may come from outside: as a reading, or from another scorecard's result.
func TestScoring_suppliedFromOutside(t *testing.T) {
	scores(t, stated("k", "1"), "83.5", "83.5")
	other := evaluated(t, card(t, stated("own", "1")), "own", "61")
	s := card(t, stated("k", "1"))
	r, err := s.Evaluate(bsc.Input{
		Period: year, Readings: bsc.Actuals{},
		Scores: []bsc.ScoreFrom{{KPI: bsc.KPIRef("k"), Result: other, Of: other.Scorecard().Ref()}},
	})
	require.NoError(t, err)
	assert.Equal(t, "61", r.Score().String())
}

func TestScoring_unscored(t *testing.T) {
	r := evaluated(t, card(t, stated("a", "1"), bsc.KPI{ID: "raw", Scorer: bsc.Policy{Name: "none"}}), "a", "70", "raw", "12345.678")
	o := of(t, r, bsc.KPIRef("raw"))
	assert.False(t, o.Score.Valid())
	assert.Equal(t, "12345.678", o.Actual.Decimal.String())
	assert.Equal(t, "70", r.Score().String())
	assert.Equal(t, "1", of(t, r, bsc.ObjectiveRef("o")).Coverage.String())

	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("raw"), Period: year, Reading: bsc.Reading{Value: number("3"), State: bsc.StateProvisional}}))
	r, err := r.Scorecard().Evaluate(bsc.Input{Period: year, Readings: readings})
	require.NoError(t, err)
	assert.Equal(t, bsc.FlagUnscored|bsc.FlagProvisional, of(t, r, bsc.KPIRef("raw")).Flags)
}

// monthlySales adds up by month, measured against 1200 for the year.
func monthlySales(p bsc.Phasing, profile ...bsc.Number) bsc.KPI {
	return bsc.KPI{
		ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate,
		Targets: []bsc.Target{{Period: year, Value: "1200", Phasing: p, Profile: profile}},
	}
}

func TestScoring_pace(t *testing.T) {
	r := read(t, card(t, monthlySales(bsc.PhasingLinear)), bsc.Input{Period: period.Month(2026, 3)}, bsc.KPIRef("k"),
		"2026-01", "80", "2026-02", "90", "2026-03", "100")
	o := of(t, r, bsc.KPIRef("k"))
	assert.Equal(t, "90", o.Score.String(), "270 of 300")
	assert.Equal(t, bsc.Pace{Of: year, Target: number("1200").Normalize(), Progress: number("0.225"), Expected: number("0.25")}, *o.Pace)
}

func TestScoring_milestones(t *testing.T) {
	in := bsc.Input{Period: period.Month(2026, 6)}
	sales := []string{"2026-01", "60", "2026-02", "60", "2026-03", "60", "2026-04", "60", "2026-05", "60", "2026-06", "60"}
	seasonal := read(t, card(t, monthlySales(bsc.PhasingSeasonal, "1", "2", "3", "4")), in, bsc.KPIRef("k"), sales...)
	assert.Equal(t, "360", of(t, seasonal, bsc.KPIRef("k")).Target.Value.Decimal.String())
	step := read(t, card(t, monthlySales(bsc.PhasingStep)), in, bsc.KPIRef("k"), sales...)
	assert.Equal(t, "0", of(t, step, bsc.KPIRef("k")).Target.Value.Decimal.String(), "nothing is expected before December")
	glide := bsc.KPI{
		ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupLast,
		Targets: []bsc.Target{{Period: year, Baseline: "60", Value: "120", Phasing: bsc.PhasingGlide}},
	}
	assert.Equal(t, "90", of(t, read(t, card(t, glide), in, bsc.KPIRef("k"), "2026-06", "70"), bsc.KPIRef("k")).Target.Value.Decimal.String())
}
