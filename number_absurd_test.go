package bsc_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// absurd returns numbers with which nothing can be computed in plain digits.
func absurd() []decimal.Decimal {
	var list []decimal.Decimal
	for _, exponent := range []int32{100_000_000, -100_000_000, 2_000_000_000, -2_000_000_000} {
		list = append(list, decimal.New(1, exponent), decimal.New(-7, exponent), nines(100_000, exponent))
	}
	for _, exponent := range []int32{0, 18, -18, -50_000, -99_999, -200_000} {
		list = append(list, nines(100_000, exponent), nines(100_000, exponent).Neg())
	}
	return list
}

// farZeros returns 0 in ways that are as far from the point.
func farZeros() []decimal.Decimal {
	var list []decimal.Decimal
	for _, exponent := range []int32{100_000_000, -100_000_000, 2_000_000_000, -2_000_000_000} {
		list = append(list, decimal.New(0, exponent))
	}
	return list
}

func TestNumberOf_absurd(t *testing.T) {
	assert.Equal(t, bsc.Number("1e100000000"), bsc.NumberOf(decimal.New(1, 100_000_000)))
	assert.Equal(t, bsc.Number("-12e-2000000000"), bsc.NumberOf(decimal.New(-12, -2_000_000_000)))
	for _, d := range absurd() {
		n := bsc.NumberOf(d)
		_, err := n.Decimal()
		require.ErrorIs(t, err, bsc.ErrNumber)
		text, err := json.Marshal(n)
		require.NoError(t, err)
		assert.Equal(t, string(n), string(text), "it is JSON")
		_, err = bsc.NewScore(d)
		require.ErrorIs(t, err, bsc.ErrNumber)
	}
	for _, d := range farZeros() {
		assert.Equal(t, bsc.Number("0"), bsc.NumberOf(d))
		score, err := bsc.NewScore(d)
		require.NoError(t, err)
		assert.Equal(t, "0", score.String())
	}
	widest := decimal.New(1, 1000)
	assert.Equal(t, bsc.Number("1"+strings.Repeat("0", 1000)), bsc.NumberOf(widest), "plain digits as far as they go")
}

// TestCurve_absurd asks a line from -10 over 0 to 10, which scores 0, 50 and 100.
func TestCurve_absurd(t *testing.T) {
	curve, err := bsc.NewCurve(bsc.Anchor{Value: dec("-10"), Score: dec("0")}, bsc.Anchor{Value: dec("0"), Score: dec("50")}, bsc.Anchor{Value: dec("10"), Score: dec("100")})
	require.NoError(t, err)
	for _, c := range []struct {
		number decimal.Decimal
		score  string // of the number as a value
		from   string // the values that reach the number as a score; "all" and "none"
	}{
		{decimal.New(1, 100_000_000), "100", "none"},
		{decimal.New(-7, 2_000_000_000), "0", "all"},
		{decimal.New(1, -100_000_000), "50", "-9.99"},
		{decimal.New(7, -2_000_000_000), "50", "-9.99"},
		{decimal.New(-7, -2_000_000_000), "50", "all"},
		{decimal.New(0, 2_000_000_000), "50", "all"},
		{decimal.New(0, -2_000_000_000), "50", "all"},
		{nines(100_000, 0), "100", "none"},
		{nines(100_000, 0).Neg(), "0", "all"},
		{nines(100_000, 2_000_000_000), "100", "none"},
		{nines(100_000, -2_000_000_000), "50", "-9.99"},
		{nines(100_000, -99_999), "100", "-8"}, // almost 10
		{nines(100_000, -99_999).Neg(), "0", "all"},
		{nines(100_000, -100_001), "50.5", "-9.98"}, // almost 0.1
		{nines(100_000, -200_000), "50", "-9.99"},
		{decimal.New(5, -1001), "50", "-9.99"}, // half of the last place
		{decimal.New(1, 1001), "100", "none"},
	} {
		what := fmt.Sprintf("%d digits, exponent %d", c.number.NumDigits(), c.number.Exponent())
		assert.Equal(t, c.score, curve.At(c.number).String(), what)
		from := "none"
		if ranges := curve.Reaching(c.number, 2); len(ranges) > 0 {
			require.Len(t, ranges, 1, what)
			require.False(t, ranges[0].High.Valid, what)
			if from = "all"; ranges[0].Low.Valid {
				from = ranges[0].Low.Decimal.String()
			}
		}
		assert.Equal(t, c.from, from, what)
	}
	for _, d := range absurd() {
		_, err := bsc.NewCurve(bsc.Anchor{Value: d}, bsc.Anchor{Value: dec("1")})
		require.ErrorIs(t, err, bsc.ErrNumber)
		_, err = bsc.NewCurve(bsc.Anchor{}, bsc.Anchor{Value: dec("1"), Score: d})
		require.ErrorIs(t, err, bsc.ErrNumber)
	}
}

// TestPolicies_absurd gives built-in policies absurd numbers in every field of their inputs, as a host may that calls them
// itself: each is an error. Zeros that are written so are zeros.
func TestPolicies_absurd(t *testing.T) {
	registry := new(bsc.Registry)
	number := dec("3")
	target := func() bsc.ResolvedTarget {
		return bsc.ResolvedTarget{Baseline: decimal.NewNullDecimal(dec("1")), Value: decimal.NewNullDecimal(dec("5"))}
	}
	scale := bsc.DefaultScale
	var calls []func(at int, d decimal.Decimal) (there bool, err error) // with the number in one of its fields
	for name, args := range map[string]string{
		"linear": "", "binary": "", "stated": "", "curve": `{"anchors":[[0,0],[1,1]]}`, "range": `{"zero_at":9}`, "goal_flag": `{"goal":5,"red_flag":1}`,
		"percent_bands": `{"limits":[1,2,3]}`, "steps": `{"from":[[1,1],[2,2]]}`, "points": `{"labels":{"yes":1}}`,
	} {
		scorer, err := registry.NewScorer(policy(name, args))
		require.NoError(t, err)
		calls = append(calls, func(at int, d decimal.Decimal) (bool, error) {
			in := bsc.ScoreInput{Actual: number, Target: target(), Scale: scale(), Trace: new(bsc.Trace)}
			if name == "range" {
				in.Direction = bsc.CloserIsBetter
			}
			if name == "points" {
				in.Label, in.Actual = "yes", decimal.Decimal{}
			}
			there := putInto(at, d, &in.Actual, &in.Target.Baseline.Decimal, &in.Target.Value.Decimal, &in.Target.Stretch.Decimal, &in.Target.Floor.Decimal, &in.Scale.Min, &in.Scale.Met, &in.Scale.Cap)
			_, err := scorer.Score(in)
			return there, err
		})
	}
	for name, args := range map[string]string{
		"weighted_mean": "", "weighted_sum": "", "geometric": "", "harmonic": "", "power": `{"p":2.5}`, "min": "", "max": "", "median": "", "most_frequent": "",
		"veto": `{"limit":1,"cap":1}`,
	} {
		aggregator, err := registry.NewAggregator(policy(name, args))
		require.NoError(t, err)
		calls = append(calls, func(at int, d decimal.Decimal) (bool, error) {
			part := func(id string) bsc.Part {
				return bsc.Part{Ref: bsc.KPIRef(id), Score: number, Weight: number, Rating: bsc.Green}
			}
			in := bsc.AggregateInput{Scale: scale(), Trace: new(bsc.Trace), Parts: []bsc.Part{part("a"), part("b")}, Beside: []bsc.Part{part("c")}, Levels: []bsc.Level{{Rating: bsc.Green}}}
			there := putInto(at, d, &in.Parts[1].Score, &in.Parts[1].Weight, &in.Beside[0].Score, &in.Beside[0].Weight, &in.Levels[0].From, &in.Scale.Min, &in.Scale.Met, &in.Scale.Cap)
			parts := append([]bsc.Part(nil), in.Parts...)
			_, err := aggregator.Aggregate(in)
			assert.Equal(t, parts, in.Parts, "the host's own stay as they are")
			return there, err
		})
	}
	for _, args := range []string{``, `{"on":"actual","bands":[{"rating":"red"},{"rating":"green","from":1}]}`, `{"on":"percent_of_target","bands":[{"rating":"red"},{"rating":"green","from":1}]}`} {
		threshold, err := registry.NewThreshold(policy("bands", args))
		require.NoError(t, err)
		score, err := bsc.NewScore(number)
		require.NoError(t, err)
		calls = append(calls, func(at int, d decimal.Decimal) (bool, error) {
			in := bsc.RateInput{Score: score, Actual: decimal.NewNullDecimal(number), Target: target(), Scale: scale(), Trace: new(bsc.Trace)}
			there := putInto(at, d, &in.Actual.Decimal, &in.Target.Baseline.Decimal, &in.Target.Value.Decimal, &in.Target.Stretch.Decimal, &in.Target.Floor.Decimal, &in.Scale.Min, &in.Scale.Met, &in.Scale.Cap)
			_, err := threshold.Rate(in)
			return there, err
		})
	}
	for name, args := range map[string]string{"ratio": `{"num":"a","den":"b"}`, "sum": `{"of":["a","b"]}`, "difference": `{"of":["a","b"]}`, "product": `{"of":["a","b"]}`, "mean": `{"of":["a","b"]}`} {
		calculator, err := registry.NewCalculator(policy(name, args))
		require.NoError(t, err)
		calls = append(calls, func(at int, d decimal.Decimal) (bool, error) {
			in := bsc.CalculateInput{Values: []decimal.Decimal{number, number}, Trace: new(bsc.Trace)}
			there := putInto(at, d, &in.Values[0], &in.Values[1])
			_, err := calculator.Calculate(in)
			return there, err
		})
	}
	numbers := absurd()
	for _, call := range calls {
		for _, d := range numbers {
			for at := 0; ; at++ {
				there, err := call(at, d)
				if !there {
					require.NotZero(t, at)
					require.NoError(t, err, "without the number")
					break
				}
				require.ErrorIs(t, err, bsc.ErrNumber, "field %d", at)
			}
		}
		for _, zero := range farZeros() {
			for at := 0; ; at++ {
				there, err := call(at, zero)
				_, plain := call(at, decimal.Decimal{})
				if !there {
					break
				}
				assert.Equal(t, fmt.Sprint(plain), fmt.Sprint(err), "0 is 0")
			}
		}
	}
}

// TestDoors_absurd brings absurd numbers to every other door that takes decimals of a host.
func TestDoors_absurd(t *testing.T) {
	var d decimal.Decimal // the number of the turn, which a host's policies have, too
	registry := new(bsc.Registry)
	require.NoError(t, registry.Scorer("test/notes@1", bsc.ScorerFunc(func(in bsc.ScoreInput) (decimal.Decimal, error) {
		in.Trace.Note("absurd", d)
		in.Trace.Formula("%s and %v and %s and %v", d, &d, decimal.NewNullDecimal(d), decimal.NullDecimal{})
		return in.Actual, nil
	}).New))
	require.NoError(t, registry.Scorer("test/scores@1", bsc.ScorerFunc(func(bsc.ScoreInput) (decimal.Decimal, error) { return d, nil }).New))
	require.NoError(t, registry.Aggregator("test/adds@1", bsc.AggregatorFunc(func(bsc.AggregateInput) (decimal.Decimal, error) { return d, nil }).New))
	require.NoError(t, registry.Calculator("test/calculates@1", func(a bsc.Args) (bsc.Calculator, error) {
		a.Reads("notes")
		return bsc.CalculatorFunc(func(bsc.CalculateInput) (decimal.Decimal, error) { return d, nil }), nil
	}))
	kpi := func(id, scorer string) bsc.KPI { return bsc.KPI{ID: id, Scorer: bsc.Policy{Name: scorer}} }
	calculated := kpi("calculated", "stated")
	calculated.Calculator = bsc.Policy{Name: "test/calculates@1"}
	plain := bsc.KPI{ID: "plain", Targets: []bsc.Target{{Value: "10"}}}
	card, err := bsc.Compile(&bsc.Definition{
		ID: "c", Series: []bsc.Series{{ID: "s"}}, Frequency: bsc.Monthly, Links: []bsc.Link{{From: bsc.ObjectiveRef("o"), To: bsc.ObjectiveRef("added")}},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{
			{ID: "o", KPIs: []bsc.KPI{plain, kpi("notes", "test/notes@1"), kpi("scores", "test/scores@1"), calculated}},
			{ID: "added", Aggregator: bsc.Policy{Name: "test/adds@1"}, Uses: []bsc.Use{{KPI: "notes"}}},
		}}},
	}, &bsc.Options{Registry: registry})
	require.NoError(t, err)
	year := bsc.Year(2026)
	evaluate := func(source bsc.Source) *bsc.Result {
		r, err := card.Evaluate(bsc.Input{Period: year, Readings: source})
		require.NoError(t, err)
		return r
	}
	good := bsc.Actuals{"plain": dec("5"), "notes": dec("50"), "scores": dec("1")}
	for _, d = range absurd() {
		r := evaluate(good)
		for _, failed := range []bsc.Ref{bsc.KPIRef("scores"), bsc.KPIRef("calculated"), bsc.ObjectiveRef("added")} {
			assert.ErrorIs(t, of(t, r, failed).Err, bsc.ErrNumber, failed)
		}
		x, err := r.Explain(bsc.KPIRef("notes"))
		require.NoError(t, err)
		shown := string(bsc.NumberOf(d))
		assert.Equal(t, shown+" and "+shown+" and "+shown+" and none", x.Formula)
		text, err := json.Marshal(x)
		require.NoError(t, err)
		assert.Contains(t, string(text), `"amount":`+shown)
		assert.NotEmpty(t, x.String())

		for _, source := range []bsc.Source{bsc.Actuals{"plain": d, "notes": d, "scores": d, "s": d}, oneNumber{d}} {
			for _, id := range []string{"plain", "notes"} {
				assert.ErrorIs(t, of(t, evaluate(source), bsc.KPIRef(id)).Err, bsc.ErrNumber)
			}
		}
		fact := bsc.Fact{Ref: bsc.KPIRef("plain"), Period: year, Reading: bsc.Reading{Value: d}}
		assert.ErrorIs(t, new(bsc.Readings).Add(fact), bsc.ErrNumber)
		text, err = json.Marshal(fact)
		require.NoError(t, err)
		assert.Contains(t, string(text), shown)
		assert.ErrorIs(t, json.Unmarshal(text, new(bsc.Fact)), bsc.ErrNumber)

		board, err := card.Board(bsc.Input{Period: year, Readings: good})
		require.NoError(t, err)
		handle, ok := card.KPI("plain")
		require.True(t, ok)
		assert.ErrorIs(t, board.Set(handle, d), bsc.ErrNumber)
		assert.ErrorIs(t, board.Apply(bsc.Update{Of: handle, Reading: bsc.Reading{Value: d}}), bsc.ErrNumber)

		_, err = card.Map().Impact(bsc.ObjectiveRef("o"), d, 1)
		assert.ErrorIs(t, err, bsc.ErrNumber)
		_, err = r.WhatIf(bsc.ObjectiveRef("o"), d, 1)
		assert.ErrorIs(t, err, bsc.ErrNumber)

		own := bsc.Explanation{Value: decimal.NewNullDecimal(d), Contributions: []bsc.Contribution{{Score: d, Weight: d, Share: d}}, Adjustments: []bsc.Adjustment{{Amount: d}}, Band: &bsc.Band{Low: decimal.NewNullDecimal(d)}}
		own.Outcome = bsc.Outcome{Coverage: d, EffectiveWeight: d, Actual: decimal.NewNullDecimal(d), Pace: &bsc.Pace{Target: d, Progress: d, Expected: d}, Window: bsc.Window{Freshness: d}}
		assert.NotEmpty(t, own.String())
		_, err = json.Marshal(&own)
		require.NoError(t, err)
	}
}

// oneNumber has the same reading of everything.
type oneNumber struct{ number decimal.Decimal }

func (o oneNumber) Reading(bsc.Query) (bsc.Reading, bool) { return bsc.Reading{Value: o.number}, true }

// putInto puts a number into one of some fields; it is false where there are fewer.
func putInto(at int, d decimal.Decimal, fields ...*decimal.Decimal) bool {
	if at >= len(fields) {
		return false
	}
	*fields[at] = d
	return true
}

// nines returns a number of so many nines.
func nines(digits int, exponent int32) decimal.Decimal {
	n, _ := new(big.Int).SetString(strings.Repeat("9", digits), 10)
	return decimal.NewFromBigInt(n, exponent)
}
