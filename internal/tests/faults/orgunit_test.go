package faults_test

import (
	"context"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// byGrade registers policies of every kind that read the org unit's grade, and spoil what they are given.
func byGrade(t *testing.T) *bsc.Registry {
	t.Helper()
	grade := func(unit string, attributes map[string]string) decimal.Decimal {
		g := dec(attributes["grade"])
		if unit == "" {
			g = dec("0")
		}
		attributes["grade"] = "spoilt"
		return g
	}
	r := new(bsc.Registry)
	require.NoError(t, r.Scorer("test/grade@1", bsc.ScorerFunc(func(in bsc.ScoreInput) (decimal.Decimal, error) {
		return in.Actual.Mul(grade(in.OrgUnit, in.OrgUnitAttributes)), nil
	}).New))
	require.NoError(t, r.Aggregator("test/grade@1", bsc.AggregatorFunc(func(in bsc.AggregateInput) (decimal.Decimal, error) {
		return in.Parts[0].Score.Mul(grade(in.OrgUnit, in.OrgUnitAttributes)), nil
	}).New))
	require.NoError(t, r.Threshold("test/grade@1", bsc.ThresholdFunc(func(in bsc.RateInput) (bsc.Rating, error) {
		if grade(in.OrgUnit, in.OrgUnitAttributes).Equal(dec("2")) {
			return bsc.RatingGreen, nil
		}
		return bsc.RatingRed, nil
	}).New))
	require.NoError(t, r.Calculator("test/grade@1", func(a bsc.Args) (bsc.Calculator, error) {
		a.Reads("hours")
		return bsc.CalculatorFunc(func(in bsc.CalculateInput) (decimal.Decimal, error) {
			return in.Values[0].Mul(grade(in.OrgUnit, in.OrgUnitAttributes)), nil
		}), nil
	}))
	return r
}

// TestOrgUnitAttributes gives policies the attributes of the org unit at every door: with grade 2, 3 hours are 6, 6 is
// scored 12 and rolled up to 24, green.
func TestOrgUnitAttributes(t *testing.T) {
	own := bsc.Policy{Name: "test/grade@1"}
	def := &bsc.Definition{
		ID: "card", Series: []bsc.Series{{ID: "hours"}},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{
			ID: "o", Aggregator: own, KPIs: []bsc.KPI{{ID: "k", Scorer: own, Threshold: own, Calculator: own}},
		}}}},
	}
	options := &bsc.Options{Registry: byGrade(t)}
	card, err := bsc.Compile(def, options)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	for _, unit := range []string{"ann", "ben"} {
		for _, year := range []int{2026, 2027} {
			require.NoError(t, readings.Add(bsc.Fact{
				OrgUnit: unit, Ref: bsc.SeriesRef("hours"), Period: period.Year(year), Reading: bsc.Reading{Value: dec("3")},
			}))
		}
	}
	grades := map[string]map[string]string{"ann": {"grade": "2"}, "ben": {"grade": "1"}}
	in := func(unit string, year int) bsc.Input {
		return bsc.Input{Period: period.Year(year), Readings: readings, OrgUnit: unit, OrgUnitAttributes: grades[unit]}
	}
	check := func(r *bsc.Result, door string) {
		t.Helper()
		k, _ := r.Of(bsc.KPIRef("k"))
		require.NoError(t, k.Err, door)
		want := map[string][]string{"ann": {"6", "12", "24", "green"}, "ben": {"3", "3", "3", "red"}}[r.OrgUnit()]
		o, _ := r.Of(bsc.ObjectiveRef("o"))
		assert.Equal(t, want, []string{k.Actual.Decimal.String(), k.Score.String(), o.Score.String(), string(k.Rating)}, "%s, %s", door, r.OrgUnit())
	}
	for _, unit := range []string{"ann", "ben"} {
		r, err := card.Evaluate(in(unit, 2026))
		require.NoError(t, err)
		check(r, "Evaluate")
		for r, err := range card.EvaluatePeriods(period.Year(2026), in(unit, 2027)) {
			require.NoError(t, err)
			check(r, "EvaluatePeriods")
		}
		board, err := card.Board(in(unit, 2026))
		require.NoError(t, err)
		check(board.Result(), "Board")
	}
	for r, err := range card.EvaluateOrgUnits(context.Background(), func(yield func(bsc.Input) bool) {
		for _, unit := range []string{"ann", "ben"} {
			for _, year := range []int{2026, 2027} {
				if !yield(in(unit, year)) {
					return
				}
			}
		}
	}) {
		require.NoError(t, err)
		check(r, "EvaluateOrgUnits")
	}
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "ann", Definition: def, Attributes: grades["ann"]}, {ID: "ben", Definition: def, Attributes: grades["ben"]},
	}, options)
	require.NoError(t, err)
	result, err := org.Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
	require.NoError(t, err)
	for _, unit := range []string{"ann", "ben"} {
		check(result.Of(unit), "Cascade")
	}
	assert.Equal(t, map[string]map[string]string{"ann": {"grade": "2"}, "ben": {"grade": "1"}}, grades, "the host's own maps stay as they are")
}

// TestOrgUnitAttributes_apart keeps inputs apart that differ in nothing but attributes.
func TestOrgUnitAttributes_apart(t *testing.T) {
	own := bsc.Policy{Name: "test/grade@1"}
	card, err := bsc.Compile(&bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{
		ID: "o", KPIs: []bsc.KPI{{ID: "k", Scorer: own, Frequency: period.Yearly}},
	}}}}}, &bsc.Options{Registry: byGrade(t)})
	require.NoError(t, err)
	readings := new(bsc.Readings)
	for _, year := range []int{2026, 2027} {
		require.NoError(t, readings.Add(bsc.Fact{OrgUnit: "ann", Ref: bsc.KPIRef("k"), Period: period.Year(year), Reading: bsc.Reading{Value: dec("3")}}))
	}
	var scores []string
	for r, err := range card.EvaluateOrgUnits(context.Background(), func(yield func(bsc.Input) bool) {
		for i, grade := range []string{"1", "2"} {
			in := bsc.Input{Period: period.Year(2026 + i), Readings: readings, OrgUnit: "ann", OrgUnitAttributes: map[string]string{"grade": grade}}
			if !yield(in) {
				return
			}
		}
	}) {
		require.NoError(t, err)
		scores = append(scores, r.Score().String())
	}
	assert.Equal(t, []string{"3", "6"}, scores)
}
