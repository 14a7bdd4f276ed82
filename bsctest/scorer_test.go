package bsctest_test

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bsctest"
	"github.com/shopspring/decimal"
)

// TestScorer_faults plants one fault for every rule that holds for all policies.
func TestScorer_faults(t *testing.T) {
	inputs := []bsc.ScoreInput{
		{Actual: number(80), Target: target(100), Attributes: map[string]string{"id": "1", "floor": "10"}},
		{Actual: number(70), Target: target(100), Attributes: map[string]string{"id": "2", "floor": "20"}},
		{Actual: number(60), Target: target(100), Attributes: map[string]string{"id": "3", "floor": "30"}},
	}
	for _, c := range []struct {
		name   string
		scorer bsc.ScorerFunc
		rule   string
	}{
		{"panic", divides, "a scorer must not panic"},
		{"counter", counts(), "one input must have one result"},
		{"memory", remembers(), "a result must not depend on what was asked before"},
		{"error of another kind", fickle(), "one input must have one result"},
		{"writes to its input", writes, "a scorer must not change its input"},
		{"writes while it is traced", writesTraced, "a scorer must not change its input"},
		{"keeps its input", keeps(), "a scorer must not keep its input"},
		{"reads the trace", readsTrace, "a Trace must not change the result"},
		{"copies the trace", copiesTrace, "a Trace must not change the result"},
		{"shared scratch", scratch(), "a result must be the same in every goroutine"},
		{"refuses", refuses, "an input given to the test must have a result or ErrNoData"},
		{"huge", huge, "a number is below 10^52"},
	} {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
			requireOnly(t, c.rule, bsctest.TestScorer(c.scorer, inputs...))
		})
	}
}

// divides forgets that there may be no target, or one of zero.
func divides(in bsc.ScoreInput) (decimal.Decimal, error) {
	return in.Actual.DivRound(in.Target.Value.Decimal, 10), nil
}

// counts answers differently every time.
func counts() bsc.ScorerFunc {
	var calls atomic.Int64
	return func(bsc.ScoreInput) (decimal.Decimal, error) { return number(calls.Add(1)), nil }
}

// remembers answers differently after one certain KPI.
func remembers() bsc.ScorerFunc {
	var mu sync.Mutex
	last := ""
	return func(in bsc.ScoreInput) (decimal.Decimal, error) {
		mu.Lock()
		defer mu.Unlock()
		before := last
		last = in.Attributes["id"]
		if before == "2" && last == "1" {
			return number(1), nil
		}
		return number(2), nil
	}
}

// fickle fails in another way every time.
func fickle() bsc.ScorerFunc {
	var calls atomic.Int64
	return func(in bsc.ScoreInput) (decimal.Decimal, error) {
		switch {
		case in.Label == "":
			return in.Actual, nil
		case calls.Add(1)%3 == 0:
			return decimal.Decimal{}, bsc.ErrNoData
		}
		return decimal.Decimal{}, bsc.ErrLabel
	}
}

func writes(in bsc.ScoreInput) (decimal.Decimal, error) {
	if in.Attributes != nil {
		in.Attributes["seen"] = "yes"
	}
	return in.Actual, nil
}

func writesTraced(in bsc.ScoreInput) (decimal.Decimal, error) {
	if in.Trace != nil {
		return writes(in)
	}
	return in.Actual, nil
}

// keeps uses the attributes of the first KPI it sees for all KPIs.
func keeps() bsc.ScorerFunc {
	var mu sync.Mutex
	var kept map[string]string
	return func(in bsc.ScoreInput) (decimal.Decimal, error) {
		mu.Lock()
		defer mu.Unlock()
		if kept == nil {
			kept = in.Attributes
		}
		return number(int64(len(kept["floor"]))), nil
	}
}

func readsTrace(in bsc.ScoreInput) (decimal.Decimal, error) {
	if in.Trace != nil {
		return in.Actual.Round(0), nil
	}
	return in.Actual, nil
}

func copiesTrace(in bsc.ScoreInput) (decimal.Decimal, error) {
	if in.Trace != nil {
		panic("not prepared for explanations")
	}
	return in.Actual, nil
}

// scratch works in memory that all goroutines share. It locks, but not for long enough.
func scratch() bsc.ScorerFunc {
	var place atomic.Value
	return func(in bsc.ScoreInput) (decimal.Decimal, error) {
		place.Store(in.Actual)
		for range 10 {
			runtime.Gosched()
		}
		return place.Load().(decimal.Decimal), nil
	}
}

func refuses(bsc.ScoreInput) (decimal.Decimal, error) {
	return decimal.Decimal{}, errors.New("not today")
}

func huge(bsc.ScoreInput) (decimal.Decimal, error) { return decimal.New(1, 100_000_000), nil }

func TestScorer_noData(t *testing.T) {
	none := bsc.ScorerFunc(func(bsc.ScoreInput) (decimal.Decimal, error) { return decimal.Decimal{}, bsc.ErrNoData })
	if err := bsctest.TestScorer(none, bsc.ScoreInput{Actual: number(1)}); err != nil {
		t.Error(err)
	}
}
