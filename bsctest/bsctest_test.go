package bsctest_test

import (
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bsctest"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func number(n int64) decimal.Decimal { return decimal.New(n, 0) }

func target(n int64) bsc.ResolvedTarget {
	return bsc.ResolvedTarget{Value: decimal.NewNullDecimal(number(n)), Rule: bsc.TargetStanding}
}

// requireOnly checks that there are findings, all of one rule.
func requireOnly(t *testing.T, rule string, err error) {
	t.Helper()
	require.Error(t, err)
	for line := range strings.Lines(err.Error()) {
		assert.True(t, strings.HasSuffix(strings.TrimSuffix(line, "\n"), "; "+rule), "%q is not of the rule %q", line, rule)
	}
}

func TestNil(t *testing.T) {
	var readings *bsc.Readings
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"scorer", bsctest.TestScorer(nil), "the scorer is nil"},
		{"scorer func", bsctest.TestScorer(bsc.ScorerFunc(nil)), "the scorer is a nil bsc.ScorerFunc"},
		{"aggregator", bsctest.TestAggregator(nil), "the aggregator is nil"},
		{"aggregator func", bsctest.TestAggregator(bsc.AggregatorFunc(nil)), "the aggregator is a nil bsc.AggregatorFunc"},
		{"monotone aggregator", bsctest.TestMonotoneAggregator(bsc.AggregatorFunc(nil)), "the aggregator is a nil bsc.AggregatorFunc"},
		{"threshold", bsctest.TestThreshold(nil, nil), "the threshold is nil"},
		{"threshold func", bsctest.TestThreshold(bsc.ThresholdFunc(nil), nil), "the threshold is a nil bsc.ThresholdFunc"},
		{"calculator", bsctest.TestCalculator(nil, 1), "the calculator is nil"},
		{"calculator func", bsctest.TestCalculator(bsc.CalculatorFunc(nil), 1), "the calculator is a nil bsc.CalculatorFunc"},
		{"source", bsctest.TestSource(nil), "the source is nil"},
		{"source pointer", bsctest.TestSource(readings), "the source is a nil *bsc.Readings"},
		{"target source", bsctest.TestTargetSource(nil), "the target source is nil"},
	} {
		t.Run(c.name, func(t *testing.T) { assert.EqualError(t, c.err, c.want) })
	}
}

// TestScorer_panicsWithNil finds the panic that recover does not see.
func TestScorer_panicsWithNil(t *testing.T) {
	t.Setenv("GODEBUG", "panicnil=1")
	nothing := bsc.ScorerFunc(func(bsc.ScoreInput) (decimal.Decimal, error) { panic(nil) })
	err := bsctest.TestScorer(nothing, bsc.ScoreInput{Actual: number(8), Target: target(10)})
	assert.ErrorContains(t, err, "panic with nil; a scorer must not panic")
}

// TestFindings pins the form of a finding, and that findings of a rule broken often are cut short.
func TestFindings(t *testing.T) {
	faulty := bsc.ScorerFunc(func(in bsc.ScoreInput) (decimal.Decimal, error) {
		panic("no\nidea")
	})
	err := bsctest.TestScorer(faulty, bsc.ScoreInput{Actual: number(8), Target: target(10), Attributes: map[string]string{"a": "b"}})
	require.Error(t, err)
	lines := strings.Split(err.Error(), "\n")
	require.Len(t, lines, 4)
	assert.Equal(t, `input 1, actual 8, target 10, higher is better, scale 0/100/100, attributes map["a":"b"]: panic: no�idea; a scorer must not panic`, lines[0])
	assert.Regexp(t, `^and \d+ more; a scorer must not panic$`, lines[3])
}

// TestFill checks what a suite fills in if an input leaves it open.
func TestFill(t *testing.T) {
	filled := func(in bsc.ScoreInput) (decimal.Decimal, error) {
		if in.Ref.ID == "" || in.Period.IsZero() || in.Direction == "" || !in.Scale.Min.LessThan(in.Scale.Met) {
			return decimal.Decimal{}, bsc.ErrPolicy
		}
		return in.Actual, nil
	}
	assert.NoError(t, bsctest.TestScorer(bsc.ScorerFunc(filled), bsc.ScoreInput{Actual: number(8), Trace: new(bsc.Trace)}))
}
