package faults_test

import (
	"encoding/json"
	"runtime"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// all are readings of oracle.Small.
var all = bsc.Actuals{"hours": dec("4"), "sales": dec("5"), "margin": dec("9")}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func policy(name, args string) bsc.Policy {
	if args == "" {
		return bsc.Policy{Name: name}
	}
	return bsc.Policy{Name: name, Args: json.RawMessage(args)}
}

// sourceOf and targetsOf are sources that are functions.
type (
	sourceOf  func(bsc.Query) (bsc.Reading, bool)
	targetsOf func(bsc.Query) (bsc.Target, bool)
)

func (f sourceOf) Reading(q bsc.Query) (bsc.Reading, bool) { return f(q) }
func (f targetsOf) Target(q bsc.Query) (bsc.Target, bool)  { return f(q) }

// boardOf makes a board of a definition, without readings.
func boardOf(t testing.TB, def *bsc.Definition) (*bsc.Scorecard, *bsc.Board) {
	t.Helper()
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	board, err := card.Board(bsc.Input{Period: period.Year(2026)})
	require.NoError(t, err)
	return card, board
}

func handle(t testing.TB, card *bsc.Scorecard, kpi string) bsc.Handle {
	t.Helper()
	h, ok := card.KPI(kpi)
	require.True(t, ok, kpi)
	return h
}

func of(t *testing.T, r *bsc.Result, ref bsc.Ref) bsc.Outcome {
	t.Helper()
	o, ok := r.Of(ref)
	require.True(t, ok, ref)
	return o
}

// document is a result as JSON.
func document(t *testing.T, r *bsc.Result) string {
	t.Helper()
	text, err := json.Marshal(report.Of(r))
	require.NoError(t, err)
	return string(text)
}

// explained is the explanation of everything as text.
func explained(t *testing.T, r *bsc.Result) string {
	t.Helper()
	x, err := r.Explain(r.Total().Ref)
	require.NoError(t, err)
	return x.String()
}

// goroutines waits until there are no more than so many.
func goroutines(t *testing.T, most int) {
	t.Helper()
	for range 200 {
		if runtime.NumGoroutine() <= most {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, there were %d before", runtime.NumGoroutine(), most)
}
