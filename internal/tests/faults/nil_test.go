package faults_test

import (
	"reflect"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/compare"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/lint"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/go-bsc/bsc/report"
	"github.com/go-bsc/bsc/sensitivity"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFaults_nilArguments gives nil to every door that takes a pointer, a writer or a function: what can fail returns a
// typed error, and what cannot has nothing to say.
func TestFaults_nilArguments(t *testing.T) {
	card := bsc.MustCompile(oracle.Small(), nil)
	in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{}}
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	view := render.View{Card: card, Result: result}
	of, none := bsc.ObjectiveRef("grow"), (*bsc.Scorecard)(nil)
	for name, door := range map[string]func() error{
		"Compile":   func() error { return second(bsc.Compile(nil, nil)) },
		"Unmarshal": func() error { return bsc.Unmarshal([]byte("{}"), nil, nil) },
		"Evaluate":  func() error { return second(none.Evaluate(in)) },
		"With":      func() error { return second(none.With(bsc.Overrides{})) },
		"Board":     func() error { return second(none.Board(in)) },
		"EvaluatePeriods": func() (last error) {
			for _, err := range bsc.EvaluatePeriods(period.Year(2025), in, nil) {
				last = err
			}
			return last
		},
		"nil Readings": func() error {
			return second(card.Evaluate(bsc.Input{Period: in.Period, Readings: (*bsc.Readings)(nil)}))
		},
		"NewTrend":              func() error { return second(history.NewTrend(nil, in.Period, in)) },
		"NewTimeline":           func() error { return second(history.NewTimeline([]history.Version{{From: in.Period}}, nil)) },
		"cascade.New":           func() error { return second(cascade.New([]cascade.OrgUnit{{ID: "a"}}, nil)) },
		"cascade.Evaluate":      func() error { return second((*cascade.Cascade)(nil).Evaluate(in)) },
		"NewSums":               func() error { return second(bsc.NewSums([]bsc.OrgUnitSums{{OrgUnit: "a"}}, nil)) },
		"impact.WhatIf":         func() error { return second(impact.WhatIf(nil, of, decimal.Decimal{}, 1)) },
		"sensitivity.Flips":     func() error { return second(sensitivity.Flips(nil, of)) },
		"sensitivity.Swings":    func() error { return second(sensitivity.Swings(nil, of, sensitivity.Intervals{})) },
		"sensitivity.Reversals": func() error { return second(sensitivity.Reversals(nil, of)) },
		"sensitivity.Ranks": func() error {
			return second(sensitivity.Ranks(t.Context(), []*bsc.Result{nil}, of, sensitivity.Options{}))
		},
		"sensitivity.LeaveOneOut":  func() error { return second(sensitivity.LeaveOneOut([]*bsc.Result{nil}, of)) },
		"sensitivity.ImportanceOf": func() error { return second(sensitivity.ImportanceOf(nil, of)) },
		"no view":                  func() error { return render.View{}.Text(nil) },
		"Text":                     func() error { return view.Text(nil) },
		"Markdown":                 func() error { return view.Markdown(nil) },
		"ScorecardSVG":             func() error { return view.ScorecardSVG(nil) },
		"MapSVG":                   func() error { return view.MapSVG(nil) },
		"MapDOT":                   func() error { return view.MapDOT(nil) },
		"MapMermaid":               func() error { return view.MapMermaid(nil) },
	} {
		err := door()
		require.Error(t, err, name)
		assert.ErrorIs(t, err, bsc.ErrInput, name)
		assert.NoError(t, oracle.Bounded(err), name)
	}
	_, err = impact.Of(nil, of, decimal.Decimal{}, 1)
	assert.ErrorIs(t, err, bsc.ErrUnknownRef)
	_, err = report.Explain(nil, of)
	assert.ErrorIs(t, err, bsc.ErrUnknownRef)

	assert.NotEmpty(t, bsc.Check(nil, nil))
	assert.Empty(t, card.CheckReadings(nil))
	assert.Empty(t, report.Of(nil).Nodes)
	assert.Empty(t, none.Nodes())
	assert.Empty(t, none.Map().Links())
	found, err := lint.Check(lint.Input{}, nil)
	require.NoError(t, err)
	assert.NotEmpty(t, found.Findings)
	assert.Empty(t, compare.WeightBalanceOf(nil).Perspectives)
	assert.Empty(t, impact.EarlyWarnings(nil, 1))
	assert.Empty(t, impact.TrendWarnings(nil, 1))
	assert.Empty(t, impact.Shortfalls(nil, 1))
	assert.Empty(t, impact.Reach(nil, of))
	assert.Empty(t, impact.PolarityOf(nil, of, of))
	assert.Empty(t, impact.CutPoints(nil, of, bsc.Ref{}))
	for range impact.AllPaths(nil, bsc.Ref{}, bsc.Ref{}) {
		t.Error("a path on no map")
	}
	_, more := impact.Paths(nil, of, of, 1)
	assert.False(t, more)
	for _, path := range []func(m *bsc.StrategyMap, from, to bsc.Ref) (impact.Path, bool){impact.ShortestPath, impact.SoonestPath, impact.StrongestPath, impact.LongestPath} {
		_, found := path(nil, of, bsc.Ref{})
		assert.False(t, found)
	}
}

// second returns the error of a door.
func second[T any](_ T, err error) error { return err }

// TestFaults_nilScorecard asks scorecards that are none, such as that of an org unit that a cascade does not have.
func TestFaults_nilScorecard(t *testing.T) {
	for _, none := range []*bsc.Scorecard{nil, {}} {
		v := reflect.ValueOf(none)
		for i := range v.NumMethod() {
			if v.Type().Method(i).Name == "MarshalJSON" {
				continue // json.Marshal writes null for nil, and does not call it
			}
			method := v.Method(i)
			args := make([]reflect.Value, method.Type().NumIn())
			for j := range args {
				args[j] = reflect.Zero(method.Type().In(j))
			}
			assert.NotPanics(t, func() { method.Call(args) }, v.Type().Method(i).Name)
		}
		assert.Len(t, none.CheckTargets(bsc.OrgUnitTargets{"sales": {Value: "1"}}), 1)
	}
}
