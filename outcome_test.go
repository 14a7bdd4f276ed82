package bsc_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// scribble writes other values into everything that can be reached from a value.
func scribble(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if e := v.Elem(); e.IsValid() {
			scribble(e)
		}
	case reflect.Slice:
		for i := range v.Len() {
			scribble(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			v.SetMapIndex(key, reflect.Zero(v.Type().Elem()))
		}
	case reflect.Struct:
		if v.CanSet() && v.Type() == reflect.TypeFor[decimal.Decimal]() {
			v.Set(reflect.ValueOf(dec("-77")))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				scribble(v.Field(i))
			}
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString("scribbled")
		}
	case reflect.Bool:
		if v.CanSet() {
			v.SetBool(!v.Bool())
		}
	case reflect.Int:
		if v.CanSet() {
			v.SetInt(v.Int() + 7)
		}
	}
}

// scribbleAll is scribble for values that a caller was given.
func scribbleAll(given ...any) {
	for _, v := range given {
		own := reflect.New(reflect.TypeOf(v)).Elem()
		own.Set(reflect.ValueOf(v))
		scribble(own)
	}
}

// keptByResult is a result of which the evaluation keeps what its outcomes have: a pace, gaps, an error, an assessment.
func keptByResult(t *testing.T) *bsc.Result {
	t.Helper()
	registry := new(bsc.Registry)
	require.NoError(t, registry.Scorer("test/fails@1", bsc.ScorerFunc(func(bsc.ScoreInput) (decimal.Decimal, error) {
		return decimal.Decimal{}, errors.New("it fails")
	}).New))
	phased := []bsc.Target{{Period: bsc.Year(2026), Baseline: "10", Value: "1200", Phasing: bsc.PhasingLinear, Origin: "agreed"}}
	kpi := func(id string) bsc.KPI {
		return bsc.KPI{ID: id, Frequency: bsc.Monthly, Rollup: bsc.RollupSum, Basis: bsc.YearToDate, Targets: phased, Attributes: map[string]string{"cost centre": id}}
	}
	failing := kpi("fails")
	failing.Scorer = bsc.Policy{Name: "test/fails@1"}
	card, err := bsc.Compile(&bsc.Definition{
		ID: "c", Attributes: map[string]string{"of": "card"}, Frequency: bsc.Monthly,
		Defaults:     bsc.Defaults{Assessments: bsc.AssessmentsCount},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{kpi("whole"), kpi("gap"), failing}}, {ID: "empty"}}}},
	}, &bsc.Options{Registry: registry})
	require.NoError(t, err)
	readings := new(bsc.Readings)
	for _, id := range []string{"whole", "gap", "fails"} {
		for month := 1; month <= 4; month++ {
			if id != "gap" || month != 2 {
				require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef(id), Period: bsc.Month(2026, month), Reading: bsc.Reading{Value: dec("80")}}))
			}
		}
	}
	result, err := card.Evaluate(bsc.Input{Period: bsc.Month(2026, 4), Readings: readings, Assessments: []bsc.Assessment{
		{Ref: bsc.KPIRef("whole"), Score: "50", Author: "ann", Reason: "one-off"},
	}})
	require.NoError(t, err)
	return result
}

// TestOutcome_own writes through everything that an outcome has, and all else that a result and its card give out.
func TestOutcome_own(t *testing.T) {
	r := keptByResult(t)
	whole, gap, failing := of(t, r, bsc.KPIRef("whole")), of(t, r, bsc.KPIRef("gap")), of(t, r, bsc.KPIRef("fails"))
	require.NotNil(t, whole.Pace)
	require.NotNil(t, whole.Assessment)
	require.NotEmpty(t, whole.Attributes)
	require.NotEmpty(t, gap.Window.Gaps)
	require.Error(t, failing.Err)
	require.NotEmpty(t, r.Scorecard().Warnings())

	report, text, warnings := document(t, r), explained(t, r), r.Scorecard().Warnings().String()
	for o := range r.All() {
		one, _ := r.Of(o.Ref)
		x, err := r.Explain(o.Ref)
		require.NoError(t, err)
		scribbleAll(o, one, x, r.Scorecard().Children(o.Ref))
	}
	scribbleAll(whole, gap, failing, r.Total(), r.Attention(-1), r.Report(), r.CountRatings(bsc.KindKPI), r.Balance())
	card := r.Scorecard()
	scribbleAll(card.Warnings(), card.Ratings(), card.Calendar(), card.Nodes(), card.Initiatives(bsc.Ref{}), card.Map().Layers(), card.Map().Links())
	assert.Equal(t, report, document(t, r))
	assert.Equal(t, text, explained(t, r))
	assert.Equal(t, warnings, card.Warnings().String())
	assert.Equal(t, bsc.NumberOf(dec("-77")), bsc.NumberOf(whole.Pace.Target), "it was written")
}

// TestCascade_Warnings_own locates warnings, which writes into them.
func TestCascade_Warnings_own(t *testing.T) {
	units := shop()
	units[0].Contributes = append(units[0].Contributes, bsc.UnitContribution{Mode: bsc.Contributory, From: bsc.KPIRef("calls"), To: bsc.ObjectiveRef("grow")})
	cascade := cascadeOf(t, units)
	own := cascade.Warnings()
	own.Locate([]byte(`{"units":[]}`))
	require.NotZero(t, own[0].Line)
	assert.Zero(t, cascade.Warnings()[0].Line)
}
