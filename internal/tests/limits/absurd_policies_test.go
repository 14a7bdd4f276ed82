package limits_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A call gives a policy an input with a number in one of its fields; it is false where there are fewer.
type call func(field int, d decimal.Decimal) (there bool, err error)

// TestPolicies_absurd gives built-in policies absurd numbers in every field of their inputs, as a host may that calls
// them itself: each is an error. Zeros that are written so are zeros.
func TestPolicies_absurd(t *testing.T) {
	numbers := absurd()
	for _, call := range slices.Concat(scorerCalls(t), aggregatorCalls(t), thresholdCalls(t), calculatorCalls(t)) {
		for _, d := range numbers {
			for field := 0; ; field++ {
				there, err := call(field, d)
				if !there {
					require.NotZero(t, field)
					require.NoError(t, err, "without the number")
					break
				}
				require.ErrorIs(t, err, bsc.ErrNumber, "field %d", field)
			}
		}
		for _, zero := range farZeros() {
			for field, there := 0, true; there; field++ {
				var err, plain error
				there, err = call(field, zero)
				_, plain = call(field, decimal.Decimal{})
				assert.Equal(t, fmt.Sprint(plain), fmt.Sprint(err), "0 is 0")
			}
		}
	}
}

func policy(name, args string) bsc.Policy { return bsc.Policy{Name: name, Args: json.RawMessage(args)} }

// putInto puts a number into one of some fields; it is false where there are fewer.
func putInto(field int, d decimal.Decimal, fields ...*decimal.Decimal) bool {
	if field >= len(fields) {
		return false
	}
	*fields[field] = d
	return true
}

func fieldsOf(target *bsc.ResolvedTarget, scale *bsc.ResolvedScale) []*decimal.Decimal {
	return []*decimal.Decimal{
		&target.Baseline.Decimal, &target.Value.Decimal, &target.Stretch.Decimal, &target.Floor.Decimal,
		&scale.Min, &scale.Met, &scale.Cap,
	}
}

func targetOf(baseline, value string) bsc.ResolvedTarget {
	return bsc.ResolvedTarget{
		Baseline: decimal.NewNullDecimal(dec(baseline)), Value: decimal.NewNullDecimal(dec(value)),
	}
}

func scorerCalls(t *testing.T) (calls []call) {
	t.Helper()
	for name, args := range map[string]string{
		"linear": "", "binary": "", "stated": "", "curve": `{"anchors":[[0,0],[1,1]]}`, "range": `{"zero_at":9}`,
		"goal_flag": `{"goal":5,"red_flag":1}`, "percent_bands": `{"limits":[1,2,3]}`,
		"steps": `{"from":[[1,1],[2,2]]}`, "points": `{"labels":{"yes":1}}`,
	} {
		scorer, err := new(bsc.Registry).NewScorer(policy(name, args))
		require.NoError(t, err)
		calls = append(calls, func(field int, d decimal.Decimal) (bool, error) {
			in := bsc.ScoreInput{Actual: dec("3"), Target: targetOf("1", "5"), Scale: bsc.DefaultScale()}
			in.Trace = new(bsc.Trace)
			switch name {
			case "range":
				in.Direction = bsc.DirectionCloser
			case "points":
				in.Label, in.Actual = "yes", decimal.Decimal{}
			}
			there := putInto(field, d, append(fieldsOf(&in.Target, &in.Scale), &in.Actual)...)
			_, err := scorer.Score(in)
			return there, err
		})
	}
	return calls
}

func aggregatorCalls(t *testing.T) (calls []call) {
	t.Helper()
	for name, args := range map[string]string{
		"weighted_mean": "", "weighted_sum": "", "geometric": "", "harmonic": "", "power": `{"p":2.5}`,
		"min": "", "max": "", "median": "", "most_frequent": "", "veto": `{"limit":1,"cap":1}`,
	} {
		aggregator, err := new(bsc.Registry).NewAggregator(policy(name, args))
		require.NoError(t, err)
		calls = append(calls, func(field int, d decimal.Decimal) (bool, error) {
			part := func(id string) bsc.Part {
				return bsc.Part{Ref: bsc.KPIRef(id), Score: dec("3"), Weight: dec("3"), Rating: bsc.RatingGreen}
			}
			in := bsc.AggregateInput{
				Scale: bsc.DefaultScale(), Parts: []bsc.Part{part("a"), part("b")}, Beside: []bsc.Part{part("c")},
				Levels: []bsc.Level{{Rating: bsc.RatingGreen}}, Trace: new(bsc.Trace),
			}
			second, beside := &in.Parts[1], &in.Beside[0]
			there := putInto(field, d, &second.Score, &second.Weight, &beside.Score, &beside.Weight,
				&in.Levels[0].From, &in.Scale.Min, &in.Scale.Met, &in.Scale.Cap)
			parts := slices.Clone(in.Parts)
			_, err := aggregator.Aggregate(in)
			assert.Equal(t, parts, in.Parts, "the host's own stay as they are")
			return there, err
		})
	}
	return calls
}

func thresholdCalls(t *testing.T) (calls []call) {
	t.Helper()
	score, err := bsc.NewScore(dec("3"))
	require.NoError(t, err)
	const bands = `"bands":[{"rating":"red"},{"rating":"green","from":1}]`
	for _, args := range []string{``, `{"on":"actual",` + bands + `}`, `{"on":"percent_of_target",` + bands + `}`} {
		threshold, err := new(bsc.Registry).NewThreshold(policy("bands", args))
		require.NoError(t, err)
		calls = append(calls, func(field int, d decimal.Decimal) (bool, error) {
			in := bsc.RateInput{Score: score, Target: targetOf("1", "5"), Scale: bsc.DefaultScale()}
			in.Actual, in.Trace = decimal.NewNullDecimal(dec("3")), new(bsc.Trace)
			there := putInto(field, d, append(fieldsOf(&in.Target, &in.Scale), &in.Actual.Decimal)...)
			_, err := threshold.Rate(in)
			return there, err
		})
	}
	return calls
}

func calculatorCalls(t *testing.T) (calls []call) {
	t.Helper()
	for _, name := range []string{"ratio", "sum", "difference", "product", "mean", "change"} {
		args := `{"of":["a","b"]}`
		switch name {
		case "ratio":
			args = `{"num":"a","den":"b"}`
		case "change":
			args = `{"of":"a","as":"percent"}`
		}
		calculator, err := new(bsc.Registry).NewCalculator(policy(name, args))
		require.NoError(t, err)
		calls = append(calls, func(field int, d decimal.Decimal) (bool, error) {
			in := bsc.CalculateInput{Values: []decimal.Decimal{dec("3"), dec("3")}, Trace: new(bsc.Trace)}
			there := putInto(field, d, &in.Values[0], &in.Values[1])
			_, err := calculator.Calculate(in)
			return there, err
		})
	}
	return calls
}
