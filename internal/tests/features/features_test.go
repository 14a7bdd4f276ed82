package features_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var year = period.Year(2026)

func number(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// definition has one objective, and the default scale of 0 to 100.
func definition(kpis ...bsc.KPI) *bsc.Definition {
	def := oracle.CardOf(kpis...)
	def.Scale = bsc.Scale{}
	return def
}

// card compiles a scorecard with one objective.
func card(t *testing.T, kpis ...bsc.KPI) *bsc.Scorecard {
	t.Helper()
	return compiled(t, definition(kpis...))
}

func compiled(t *testing.T, def *bsc.Definition) *bsc.Scorecard {
	t.Helper()
	s, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	return s
}

// evaluated evaluates a scorecard for the year on pairs of an id and a value.
func evaluated(t *testing.T, s *bsc.Scorecard, pairs ...string) *bsc.Result {
	t.Helper()
	actuals := bsc.Actuals{}
	for i := 0; i < len(pairs); i += 2 {
		actuals[pairs[i]] = number(pairs[i+1])
	}
	r, err := s.Evaluate(bsc.Input{Period: year, Readings: actuals})
	require.NoError(t, err)
	return r
}

// scores checks what a KPI scores for each of some actuals: pairs of an actual and a score.
func scores(t *testing.T, k bsc.KPI, pairs ...string) {
	t.Helper()
	k.ID = "k"
	s := card(t, k)
	for i := 0; i < len(pairs); i += 2 {
		o, _ := evaluated(t, s, "k", pairs[i]).Of(bsc.KPIRef("k"))
		assert.Equal(t, pairs[i+1], o.Score.String(), "of %s: %s", pairs[i], o.Reason)
	}
}

// ratings checks how a KPI is rated for each of some actuals: pairs of an actual and a rating.
func ratings(t *testing.T, k bsc.KPI, pairs ...string) {
	t.Helper()
	k.ID = "k"
	s := card(t, k)
	for i := 0; i < len(pairs); i += 2 {
		o, _ := evaluated(t, s, "k", pairs[i]).Of(bsc.KPIRef("k"))
		assert.Equal(t, bsc.Rating(pairs[i+1]), o.Rating, "of %s", pairs[i])
	}
}

// stated is a KPI whose reading is its score.
func stated(id, weight string) bsc.KPI {
	return bsc.KPI{ID: id, Weight: bsc.Number(weight), Scorer: bsc.Policy{Name: "stated"}}
}

// target is a target for every period.
func target(value string) []bsc.Target { return []bsc.Target{{Value: bsc.Number(value)}} }

// read evaluates a period on facts of one KPI or series: pairs of a period and a value.
func read(t *testing.T, s *bsc.Scorecard, in bsc.Input, ref bsc.Ref, pairs ...string) *bsc.Result {
	t.Helper()
	readings := new(bsc.Readings)
	for i := 0; i < len(pairs); i += 2 {
		p, err := period.Parse(pairs[i])
		require.NoError(t, err)
		require.NoError(t, readings.Add(bsc.Fact{Ref: ref, Period: p, Reading: bsc.Reading{Value: number(pairs[i+1])}}))
	}
	in.Readings = readings
	r, err := s.Evaluate(in)
	require.NoError(t, err)
	return r
}

// of returns an outcome.
func of(t *testing.T, r *bsc.Result, ref bsc.Ref) bsc.Outcome {
	t.Helper()
	o, ok := r.Of(ref)
	require.True(t, ok, ref)
	return o
}
