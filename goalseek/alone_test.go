package goalseek_test

import (
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/goalseek"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func n(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func null(text string) decimal.NullDecimal {
	if text == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(n(text))
}

// TestAlone_random evaluates every answer on random cards again: it reaches the score, and a step less does not. What
// cannot be reached is not reached at the bounds, either, nor at numbers in between.
func TestAlone_random(t *testing.T) {
	count := map[string]int{}
	for seed := range oracle.Cards(600) {
		card := oracle.RandomCard(seed)
		result, err := card.Result()
		require.NoError(t, err)
		checkEach(t, seed, card, result, count)
	}
	t.Log(count)
	for _, what := range []string{"needed", "spare", "most", "refused", "label", "bisected", "again"} {
		assert.Positive(t, count[what], what)
	}
}

func checkEach(t *testing.T, seed uint64, card oracle.Card, result *bsc.Result, count map[string]int) {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 2))
	nodes := result.Scorecard().Nodes()
	scale := result.Scorecard().Scale()
	g := goalseek.Goal{Result: result, Bounds: map[bsc.Ref]goalseek.Bounds{}}
	if rng.IntN(3) == 0 {
		g.Node = oracle.Pick(rng, nodes...)
	}
	g.Score = scale.Min.Add(scale.Met.Sub(scale.Min).Mul(decimal.New(int64(rng.IntN(105)), -2)))
	if now, ok := result.ScoreOf(g.Node).Decimal(); ok && rng.IntN(4) == 0 {
		g.Score = now.Add(oracle.Pick(rng, decimal.New(1, -10), decimal.New(1, 0), decimal.New(-1, -10), decimal.New(-1, 0)))
	}
	for _, ref := range nodes {
		if ref.Kind == bsc.KindKPI && rng.IntN(3) == 0 {
			g.Bounds[ref] = randomBounds(rng)
		}
	}
	answers, err := goalseek.Each(g)
	require.NoError(t, err, "seed %d", seed)
	for _, a := range answers {
		checkAlone(t, seed, card, g, a, count)
	}
}

func randomBounds(rng *rand.Rand) goalseek.Bounds {
	b := goalseek.Bounds{Step: oracle.Pick(rng, decimal.Zero, n("1"), n("0.1"), n("0.25"), n("0.001"), n("5"))}
	if rng.IntN(2) == 0 {
		b.Low = decimal.NewNullDecimal(decimal.New(int64(rng.IntN(200)-150), 0))
	}
	if rng.IntN(2) == 0 {
		b.High = decimal.NewNullDecimal(decimal.New(int64(rng.IntN(300)+60), 0))
	}
	return b
}

// checkAlone evaluates an answer again.
func checkAlone(t *testing.T, seed uint64, card oracle.Card, g goalseek.Goal, a goalseek.Answer, count map[string]int) {
	t.Helper()
	node := a.Node
	at := func(x decimal.Decimal) (decimal.Decimal, bool) {
		r, err := bsc.Mix{Of: g.Result, Actuals: map[bsc.Ref]decimal.Decimal{a.Ref: x}}.Evaluate()
		require.NoError(t, err)
		return r.ScoreOf(node).Decimal()
	}
	reaches := func(x decimal.Decimal) bool {
		score, ok := at(x)
		return ok && score.GreaterThanOrEqual(a.Goal)
	}
	if a.Bisected {
		count["bisected"]++
	}
	switch {
	case a.NeededLabel != "":
		count["label"]++
	case !a.Needed.Valid && !a.Reached && !a.Then.Valid():
		count["refused"]++
		assert.False(t, a.Reason.IsZero(), "seed %d: %s", seed, a)
	case !a.Needed.Valid:
		count["any"]++
	case a.Reached:
		count[map[bool]string{true: "spare", false: "needed"}[enough(a.NodeScore, a.Goal)]]++
		require.True(t, reaches(a.Needed.Decimal), "seed %d: %s: %s", seed, a.Ref, a)
		edge(t, seed, g, a, func(x decimal.Decimal) bool { return !reaches(x) })
		if !a.Bisected {
			again(t, seed, card, a, count)
		}
	default:
		count["most"]++
		most, _ := a.Then.Decimal()
		require.True(t, most.LessThan(a.Goal), "seed %d: %s (%v)", seed, a, a.Bisected)
		got, _ := at(a.Needed.Decimal)
		require.True(t, got.Equal(most), "seed %d: %s: %s", seed, a, got)
		edge(t, seed, g, a, func(x decimal.Decimal) bool {
			score, ok := at(x)
			return !ok || score.LessThan(most)
		})
		b := g.Bounds[a.Ref]
		for _, x := range []decimal.NullDecimal{b.Low, b.High, a.Actual, null("0"), null("50"), null("1000")} {
			if !refused(g.Result, a.Ref, x.Decimal) && inBounds(b, x) && (!b.Step.IsZero() || x.Decimal.Mod(usualStep(g, a)).IsZero()) {
				require.False(t, reaches(x.Decimal), "seed %d: %s reaches with %s", seed, a, x.Decimal)
			}
		}
	}
}

func enough(s bsc.Score, goal decimal.Decimal) bool {
	d, ok := s.Decimal()
	return ok && d.GreaterThanOrEqual(goal)
}

func inBounds(b goalseek.Bounds, x decimal.NullDecimal) bool {
	return x.Valid && (b.Step.IsZero() || x.Decimal.Mod(b.Step).IsZero()) &&
		(!b.Low.Valid || x.Decimal.GreaterThanOrEqual(b.Low.Decimal)) && (!b.High.Valid || x.Decimal.LessThanOrEqual(b.High.Decimal))
}

// edge checks that on one side of what is needed, a step away, something holds, or a bound is there.
func edge(t *testing.T, seed uint64, g goalseek.Goal, a goalseek.Answer, holds func(decimal.Decimal) bool) {
	t.Helper()
	b := g.Bounds[a.Ref]
	step := b.Step
	if step.IsZero() {
		step = usualStep(g, a)
	}
	require.True(t, a.Needed.Decimal.Mod(step).IsZero(), "seed %d: %s", seed, a)
	for _, x := range []decimal.Decimal{a.Needed.Decimal.Sub(step), a.Needed.Decimal.Add(step)} {
		if !inBounds(b, decimal.NewNullDecimal(x)) || refused(g.Result, a.Ref, x) || holds(x) {
			return
		}
	}
	require.Fail(t, "a step less will do", "seed %d: %s (%v) %v", seed, a, b, a.Bisected)
}

// refused reports whether a KPI's scorer takes no such actual.
func refused(r *bsc.Result, kpi bsc.Ref, x decimal.Decimal) bool {
	rules, _ := r.Scorecard().Rules(kpi)
	return !rules.Unscored && !r.ScoreAt(kpi, x).Valid()
}

// usualStep is the step of a KPI whose bounds have none, as the documentation of Bounds has it.
func usualStep(g goalseek.Goal, a goalseek.Answer) decimal.Decimal {
	b := g.Bounds[a.Ref]
	o, _ := g.Result.Of(a.Ref)
	bends, _ := g.Result.Bends(a.Ref)
	digits, some := int32(-100), false
	for _, d := range append(
		bends, a.Actual.Decimal, o.Target.Value.Decimal, o.Target.Baseline.Decimal, o.Target.Stretch.Decimal, o.Target.Floor.Decimal,
		b.Low.Decimal, b.High.Decimal,
	) {
		if !d.IsZero() {
			digits, some = max(digits, int32(d.NumDigits())+d.Exponent()), true
		}
	}
	if !some {
		digits = 1
	}
	return decimal.New(1, max(digits-30, min(digits, 0)-6, -18))
}

// again evaluates the whole card with the reading.
func again(t *testing.T, seed uint64, card oracle.Card, a goalseek.Answer, count map[string]int) {
	t.Helper()
	before, is := card.Readings[a.Ref]
	if !is || before.Label != "" || before.State != "" && before.State != bsc.StateFinal {
		return
	}
	own := card.Clone()
	own.Readings[a.Ref] = bsc.Reading{Value: a.Needed.Decimal}
	result, err := own.Result()
	require.NoError(t, err)
	require.Equal(t, a.Then, result.ScoreOf(a.Node), "seed %d: %s", seed, a)
	count["again"]++
}
