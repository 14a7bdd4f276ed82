package laws_test

import (
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLaw_mix: a mix of nothing else is the result; what is scored again on the same definition, compiled once more, is
// the same; and what has other actuals, weights or targets is what an evaluation on these finds.
func TestLaw_mix(t *testing.T) {
	law(t, func(t *testing.T, rng *rand.Rand, c oracle.Card) int {
		result := resultOf(t, c)
		card := result.Scorecard()
		same(t, result, mixed(t, bsc.Mix{Of: result}))
		again, err := bsc.Compile(c.Definition, &bsc.Options{Registry: oracle.Registry()})
		require.NoError(t, err)
		same(t, result, mixed(t, bsc.Mix{Of: result, Card: again}))
		same(t, result, mixed(t, bsc.Mix{Of: result, Targets: result, Card: card.WithWeightsOf(again)}))
		return actualsAgain(t, rng, c, result)
	})
}

// TestLaw_mixOfTimed: the same of results whose values come in over time.
func TestLaw_mixOfTimed(t *testing.T) {
	books := oracle.Daybooks()
	for seed := range oracle.Cards(300) {
		c := oracle.RandomTimedCard(seed, books)
		result, err := c.Result()
		require.NoError(t, err)
		again, err := bsc.Compile(c.Units[0].Definition, &bsc.Options{Registry: oracle.Registry()})
		require.NoError(t, err)
		same(t, result, mixed(t, bsc.Mix{Of: result}))
		same(t, result, mixed(t, bsc.Mix{Of: result, Card: again}))
		same(t, result, mixed(t, bsc.Mix{Of: result, Card: result.Scorecard().WithWeightsOf(again)}))
	}
}

// TestLaw_mixOfWeights: a mix under other weights, some of them 0, is what an evaluation under them finds, whatever people
// have judged.
func TestLaw_mixOfWeights(t *testing.T) {
	cases := 0
	for seed := range oracle.Cards(600) {
		c := oracle.RandomJudgedCard(seed)
		result, err := c.Result()
		if err != nil {
			continue // assessments that do not fit
		}
		rng := rand.New(rand.NewPCG(seed, 5))
		o := bsc.Overrides{Weights: map[bsc.Ref]bsc.Number{}}
		for _, ref := range result.Scorecard().Nodes()[1:] {
			if rng.IntN(3) == 0 {
				o.Weights[ref] = []bsc.Number{"0", "0", "5", "0.25"}[rng.IntN(4)]
			}
		}
		other, err := result.Scorecard().With(o)
		if err != nil {
			continue // percentages that do not add up, or nothing but 0
		}
		want, err := other.Evaluate(c.Input())
		require.NoError(t, err)
		same(t, want, mixed(t, bsc.Mix{Of: result, Card: other}))
		cases++
	}
	require.Positive(t, cases)
}

func mixed(t testing.TB, m bsc.Mix) *bsc.Result {
	t.Helper()
	result, err := m.Evaluate()
	require.NoError(t, err)
	return result
}

// same compares what two results say of all nodes, but for the words of failures and paces.
func same(t testing.TB, want, got *bsc.Result) {
	t.Helper()
	for o := range want.All() {
		other, ok := got.Of(o.Ref)
		require.True(t, ok)
		for _, x := range []*bsc.Outcome{&o, &other} {
			x.Err, x.Reason, x.Pace = nil, other.Reason, nil
		}
		require.Equal(t, o, other)
	}
}

// actualsAgain changes some actuals and weights, and compares the mix with an evaluation on them.
func actualsAgain(t testing.TB, rng *rand.Rand, c oracle.Card, result *bsc.Result) int {
	actuals, set := map[bsc.Ref]decimal.Decimal{}, facts{}
	for o := range result.All() {
		rules, _ := result.Scorecard().Rules(o.Ref)
		if o.Ref.Kind == bsc.KindKPI && o.Actual.Valid && !o.Flags.Has(bsc.FlagStale) && rules.Calculator.IsZero() && rng.IntN(3) == 0 {
			actuals[o.Ref] = decimal.New(rng.Int64N(40000)-20000, -2)
			set[factKey{o.Ref, c.Period}] = bsc.Reading{Value: actuals[o.Ref], State: bsc.StateFinal}
		}
	}
	in := c.Input()
	in.Readings = layered{set, c}
	want, err := result.Scorecard().Evaluate(in)
	require.NoError(t, err)
	got := mixed(t, bsc.Mix{Of: result, Actuals: actuals})
	for o := range want.All() {
		other, _ := got.Of(o.Ref)
		if len(result.Scorecard().Inputs(o.Ref)) > 0 && o.Actual.Valid != other.Actual.Valid {
			return 0 // an input does not apply, or the calculation fails: only an evaluation knows what that means
		}
	}
	for o := range want.All() {
		other, _ := got.Of(o.Ref)
		require.Equal(t, o.Score, other.Score, "%s", o.Ref)
		require.Equal(t, o.Rating, other.Rating, "%s", o.Ref)
	}
	return min(1, len(actuals))
}

// TestMix says what a mix is of, and refuses what is no KPI and what is no number.
func TestMix(t *testing.T) {
	def := oracle.CardOf(
		bsc.KPI{ID: "a", Weight: "3", Targets: []bsc.Target{{Value: "100"}}},
		bsc.KPI{ID: "b", Weight: "1", Targets: []bsc.Target{{Value: "100"}}},
	)
	result := func(a, b int64) *bsc.Result {
		actuals := bsc.Actuals{"a": decimal.New(a, 0), "b": decimal.New(b, 0)}
		r, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: actuals})
		require.NoError(t, err)
		return r
	}
	before := result(80, 40)
	def.Perspectives[0].Objectives[0].KPIs[0].Weight, def.Perspectives[0].Objectives[0].KPIs[1].Weight = "1", "1"
	def.Perspectives[0].Objectives[0].KPIs[1].Targets[0].Value = "50"
	after := result(90, 45)
	a, b := bsc.KPIRef("a"), bsc.KPIRef("b")
	for _, c := range []struct {
		mix  bsc.Mix
		want string
	}{
		{bsc.Mix{Of: before}, "70"},
		{bsc.Mix{Of: after}, "90"},
		{bsc.Mix{Of: after, Targets: before}, "67.5"},
		{bsc.Mix{Of: after, Card: before.Scorecard()}, "90"},
		{bsc.Mix{Of: after, Targets: before, Card: before.Scorecard()}, "78.75"},
		{bsc.Mix{Of: before, Card: before.Scorecard().WithWeightsOf(after.Scorecard())}, "60"},
		{bsc.Mix{Of: before, Without: []bsc.Ref{b}}, "80"},
		{bsc.Mix{Of: before, Actuals: map[bsc.Ref]decimal.Decimal{b: decimal.New(60, 0)}}, "75"},
		{bsc.Mix{Of: before, Scores: map[bsc.Ref]decimal.Decimal{a: decimal.New(100, 0)}}, "85"},
	} {
		assert.Equal(t, c.want, mixed(t, c.mix).Score().String())
	}
	_, err := bsc.Mix{}.Evaluate()
	require.ErrorIs(t, err, bsc.ErrInput)
	o := bsc.ObjectiveRef("o")
	_, err = bsc.Mix{Of: before, Without: []bsc.Ref{o}}.Evaluate()
	require.ErrorIs(t, err, bsc.ErrUnknownRef)
	_, err = bsc.Mix{Of: before, Scores: map[bsc.Ref]decimal.Decimal{a: decimal.New(1, 60)}}.Evaluate()
	require.ErrorIs(t, err, bsc.ErrNumber)
}
