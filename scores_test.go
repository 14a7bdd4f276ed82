package bsc_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestScores_flags: a KPI that stands for a node of another result says what the node says of its score, by itself and
// among others, and whether or not the columns take it over.
func TestScores_flags(t *testing.T) {
	kpi := func(id string, frequency period.Frequency) bsc.KPI {
		return bsc.KPI{ID: id, Frequency: frequency, Rollup: bsc.RollupLast, Targets: []bsc.Target{{Baseline: "0", Value: "100"}}}
	}
	carried := kpi("carried", period.Monthly)
	carried.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 2}
	theirs := bsc.MustCompile(cardOf(
		bsc.Objective{ID: "plain", KPIs: []bsc.KPI{kpi("there", period.Monthly), carried, kpi("held", period.Quarterly), kpi("provisional", period.Monthly), kpi("beyond", period.Monthly)}},
		bsc.Objective{ID: "half", KPIs: []bsc.KPI{kpi("some", period.Monthly), kpi("none", period.Monthly)}},
	), nil)
	readings := new(bsc.Readings)
	for id, f := range map[string]bsc.Fact{
		"there": {Period: period.Month(2026, 5)}, "carried": {Period: period.Month(2026, 4)}, "held": {Period: period.Quarter(2026, 1)}, "some": {Period: period.Month(2026, 5)},
		"provisional": {Period: period.Month(2026, 5), Reading: bsc.Reading{State: bsc.StateProvisional}}, "beyond": {Period: period.Month(2026, 5)},
	} {
		if f.Ref, f.Value = bsc.KPIRef(id), dec("60"); id == "beyond" {
			f.Value = dec("160")
		}
		require.NoError(t, readings.Add(f))
	}
	result, err := theirs.Evaluate(bsc.Input{Period: period.Month(2026, 5), Readings: readings})
	require.NoError(t, err)
	for ref, want := range map[bsc.Ref]string{
		bsc.KPIRef("there"): "", bsc.KPIRef("carried"): "partial,carried", bsc.KPIRef("held"): "held", bsc.KPIRef("provisional"): "provisional", bsc.KPIRef("none"): "no_data",
		bsc.KPIRef("beyond"): "", bsc.ObjectiveRef("half"): "partial", bsc.ObjectiveRef("plain"): "partial",
	} {
		if ref == bsc.KPIRef("beyond") {
			require.Equal(t, bsc.FlagCapped, of(t, result, ref).Flags)
		} else {
			require.Equal(t, want, of(t, result, ref).Flags.String(), ref)
		}
		for _, rounding := range []*bsc.Rounding{nil, {Places: 2}} { // the columns, and not
			own := stated("own")
			own.Round = rounding
			card := bsc.MustCompile(cardOf(bsc.Objective{ID: "o", KPIs: []bsc.KPI{own}}), nil)
			in := bsc.Input{Period: period.Month(2026, 5), Readings: bsc.Actuals{}, Scores: []bsc.ScoreFrom{{KPI: bsc.KPIRef("own"), Result: result, Of: ref}}}
			r, err := card.Evaluate(in)
			require.NoError(t, err)
			assert.Equal(t, want, of(t, r, bsc.KPIRef("own")).Flags.String(), ref)
			assert.Equal(t, of(t, result, ref).Score, of(t, r, bsc.KPIRef("own")).Score, ref)
			for r, err := range card.EvaluateOrgUnits(context.Background(), slices.Values([]bsc.Input{in, in})) {
				require.NoError(t, err)
				assert.Equal(t, want, of(t, r, bsc.KPIRef("own")).Flags.String(), ref)
			}
		}
	}
}

// TestScores_bands: where a KPI that stands for a node has bands that are not on the score, it keeps the node's rating,
// and nothing has failed.
func TestScores_bands(t *testing.T) {
	theirs, err := bsc.MustCompile(cardOf(bsc.Objective{ID: "o", KPIs: manyStated(1)}), nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"k0": dec("95")}})
	require.NoError(t, err)
	own := stated("own")
	own.Threshold = bsc.NewPolicy("bands", map[string]any{"on": "percent_of_target", "bands": []any{map[string]any{"rating": "red"}, map[string]any{"rating": "amber", "from": 50}}})
	own.Targets = []bsc.Target{{Value: "10"}}
	card := bsc.MustCompile(cardOf(bsc.Objective{ID: "o", KPIs: []bsc.KPI{own}}), nil)
	r, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{}, Scores: []bsc.ScoreFrom{{KPI: bsc.KPIRef("own"), Result: theirs, Of: bsc.ObjectiveRef("o")}}})
	require.NoError(t, err)
	o := of(t, r, bsc.KPIRef("own"))
	assert.Equal(t, of(t, theirs, bsc.ObjectiveRef("o")).Rating, o.Rating)
	assert.Equal(t, bsc.RatingGreen, o.Rating)
	assert.Zero(t, o.Flags)
	assert.NoError(t, o.Err)
}

// TestScores_judged: what a person has judged is certain, whatever data is missing below it.
func TestScores_judged(t *testing.T) {
	def := cardOf(bsc.Objective{ID: "o", KPIs: manyStated(2)})
	def.Defaults.Assessments = bsc.AssessmentsCount
	theirs, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{
		Period: period.Year(2026), Readings: bsc.Actuals{"k0": dec("20")}, Assessments: []bsc.Assessment{{Ref: bsc.ObjectiveRef("o"), Score: "70"}},
	})
	require.NoError(t, err)
	for _, rounding := range []*bsc.Rounding{nil, {Places: 2}} {
		own := stated("own")
		own.Round = rounding
		card := bsc.MustCompile(cardOf(bsc.Objective{ID: "o", KPIs: []bsc.KPI{own}}), nil)
		r, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{}, Scores: []bsc.ScoreFrom{{KPI: bsc.KPIRef("own"), Result: theirs, Of: bsc.ObjectiveRef("o")}}})
		require.NoError(t, err)
		o := of(t, r, bsc.KPIRef("own"))
		assert.Equal(t, "70 70 70 0.5", fmt.Sprint(o.Score, " ", o.Low, " ", o.High, " ", o.Coverage))
		assert.Equal(t, "70 70", fmt.Sprint(of(t, r, card.Ref()).Low, " ", of(t, r, card.Ref()).High))
	}
}

// TestTiming_unscored: a KPI that is shown only says so, also where only leading KPIs are asked for.
func TestTiming_unscored(t *testing.T) {
	shown, lag := stated("shown"), stated("lag")
	shown.Scorer, shown.Timing, lag.Timing = bsc.Policy{Name: "none"}, bsc.TimingLag, bsc.TimingLag
	lead := stated("lead")
	lead.Timing = bsc.TimingLead
	card := bsc.MustCompile(cardOf(bsc.Objective{ID: "o", KPIs: []bsc.KPI{shown, lag, lead}}), nil)
	in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"shown": dec("1"), "lag": dec("1"), "lead": dec("50")}}
	all, err := card.Evaluate(in)
	require.NoError(t, err)
	in.Timing = bsc.TimingLead
	leading, err := card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, of(t, all, bsc.KPIRef("shown")).Reason, of(t, leading, bsc.KPIRef("shown")).Reason)
	assert.NotEqual(t, of(t, leading, bsc.KPIRef("lag")).Reason, of(t, leading, bsc.KPIRef("shown")).Reason)
	assert.Equal(t, "50", leading.Score().String())
}
