package bridges_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// hostile has policies of a host that fail, panic or return what is no score, now and then.
func hostile() *bsc.Registry {
	r := new(bsc.Registry)
	bad := func(sum decimal.Decimal) (decimal.Decimal, error) {
		switch n := sum.Round(0).IntPart() % 7; n {
		case 1:
			return decimal.Decimal{}, errors.New("no")
		case 2:
			panic("what now")
		case 3:
			return decimal.New(1, 200), nil
		case 4:
			return decimal.Decimal{}, bsc.ErrNoData
		}
		return sum, nil
	}
	err := errors.Join(
		r.Aggregator("test.example/moody@1", func(bsc.Args) (bsc.Aggregator, error) {
			return bsc.AggregatorFunc(func(in bsc.AggregateInput) (decimal.Decimal, error) {
				sum := decimal.Decimal{}
				for _, p := range append(in.Parts, in.Beside...) {
					sum = sum.Add(p.Score)
				}
				in.Parts[0].Score = decimal.New(7, 7)
				return bad(sum)
			}), nil
		}),
		r.Scorer("test.example/moody@1", func(bsc.Args) (bsc.Scorer, error) {
			return bsc.ScorerFunc(func(in bsc.ScoreInput) (decimal.Decimal, error) {
				return bad(in.Actual.Add(in.Target.Value.Decimal))
			}), nil
		}),
	)
	if err != nil {
		panic(err)
	}
	return r
}

// hosted is a card with policies of a host.
func hosted(rng *rand.Rand, many int) *bsc.Definition {
	def := &bsc.Definition{ID: "c"}
	k := 0
	for p := range 2 {
		perspective := bsc.Perspective{ID: fmt.Sprint("p", p)}
		for o := range 2 {
			objective := bsc.Objective{ID: fmt.Sprint("p", p, "o", o)}
			objective.Aggregator.Name = oracle.Pick(rng, "test.example/moody@1", "min", "weighted_mean")
			for i := range 1 + rng.IntN(many) {
				kpi := bsc.KPI{ID: fmt.Sprint("k", k), Targets: []bsc.Target{{Value: bsc.Number(fmt.Sprint(50 + rng.IntN(60)))}}}
				kpi.Scorer.Name = oracle.Pick(rng, "test.example/moody@1", "linear", "linear")
				if i > 0 {
					kpi.Weight = oracle.Pick(rng, bsc.Number("0"), "1", "2", "1234567890123456789012345678901234")
				}
				objective.KPIs = append(objective.KPIs, kpi)
				k++
			}
			perspective.Objectives = append(perspective.Objectives, objective)
		}
		def.Perspectives = append(def.Perspectives, perspective)
	}
	return def
}

func measured(t *testing.T, rng *rand.Rand, def *bsc.Definition, quarter int) *bsc.Result {
	card, err := bsc.Compile(def, &bsc.Options{Registry: hostile()})
	require.NoError(t, err)
	actuals := bsc.Actuals{}
	for _, ref := range card.Nodes() {
		if ref.Kind == bsc.KindKPI && rng.IntN(9) > 0 {
			actuals[ref.ID] = decimal.New(rng.Int64N(1200), -1)
		}
	}
	r, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, quarter), Readings: actuals})
	require.NoError(t, err)
	return r
}

// TestOdd_hosts: a host's policies may fail, panic or return nonsense in any score between.
func TestOdd_hosts(t *testing.T) {
	n := 0
	for seed := range oracle.Cards(20) {
		rng := rand.New(rand.NewPCG(seed, 39))
		many := oracle.Pick(rng, 4, 4, 4, 18)
		from := measured(t, rng, hosted(rng, many), 1)
		to := measured(t, rng, hosted(rng, many), 2)
		same := measured(t, rng, hosted(rand.New(rand.NewPCG(seed, 40)), many), 2)
		other := measured(t, rng, hosted(rand.New(rand.NewPCG(seed, 40)), many), 3)
		at := fmt.Sprint("hosts ", seed)
		n += sound(t, at, from, to, nil) + sound(t, at, same, other, nil)
	}
	t.Logf("%d bridges", n)
	require.Positive(t, n)
}

// TestOdd_nothing: what is not there is refused, and never a panic.
func TestOdd_nothing(t *testing.T) {
	e := oracle.RandomEnds(1)
	from, to, _, _ := results(t, &e)
	zero := new(bsc.Result)
	for _, pair := range [][2]*bsc.Result{{nil, nil}, {nil, to}, {from, nil}, {zero, zero}, {zero, to}, {from, zero}} {
		_, err := bridge.Between(pair[0], pair[1], nil)
		require.ErrorIs(t, err, bsc.ErrInput)
		_, err = bridge.Over(pair[:], nil)
		require.ErrorIs(t, err, bsc.ErrInput)
	}
	_, err := bridge.Between(from, to, &bridge.Options{Restated: zero})
	require.ErrorIs(t, err, bsc.ErrInput)
	_, err = bridge.Between(from, to, &bridge.Options{Node: bsc.KPIRef("nowhere")})
	require.ErrorIs(t, err, bsc.ErrUnknownRef)
	_, err = bridge.Between(from, to, &bridge.Options{Node: bsc.Ref{Kind: "odd", ID: "x"}})
	require.ErrorIs(t, err, bsc.ErrUnknownRef)
	_, err = bridge.Over(nil, nil)
	require.ErrorIs(t, err, bsc.ErrInput)
	var b *bridge.Bridge
	require.Empty(t, b.String())
	require.Empty(t, b.Parts())
	require.Empty(t, b.Lines())
	require.Zero(t, b.Of(bridge.Targets).Sign())
	b = new(bridge.Bridge)
	require.NotPanics(t, func() { _ = b.String(); b.Lines(); b.Summary(-1) })
	for _, m := range []bsc.Mix{{}, {Of: zero}} {
		_, err = m.Evaluate()
		require.ErrorIs(t, err, bsc.ErrInput)
	}
	r, err := bsc.Mix{Of: from, Card: new(bsc.Scorecard), Targets: zero}.Evaluate()
	require.NoError(t, err)
	require.Equal(t, from.Score(), r.Score())
	require.NotPanics(t, func() {
		new(bsc.Scorecard).WithWeightsOf(nil)
		from.Scorecard().WithWeightsOf(nil)
		(*bsc.Scorecard)(nil).WithWeightsOf(from.Scorecard())
		(*bsc.Result)(nil).Parts(bsc.KPIRef("x"))
		_, _ = zero.Combine(bsc.ObjectiveRef("x"), nil)
		zero.Decided(bsc.ObjectiveRef("x"), nil)
		zero.IsJudged(bsc.KPIRef("x"))
	})
}

// TestOdd_shared: goroutines may bridge the same results, of a board and of rows, at once.
func TestOdd_shared(t *testing.T) {
	def := oracle.Template()
	readings := new(bsc.Readings)
	rng := rand.New(rand.NewPCG(1, 41))
	for k := range def.KPIs() {
		for m := 1; m <= 6; m++ {
			require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef(k.ID), Period: period.Month(2026, m), Reading: bsc.Reading{Value: decimal.New(rng.Int64N(110), 0)}}))
		}
	}
	card := bsc.MustCompile(def, nil)
	var list []*bsc.Result
	for r, err := range card.EvaluatePeriods(period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 6), Readings: readings}) {
		require.NoError(t, err)
		list = append(list, r)
	}
	board, err := card.Board(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
	require.NoError(t, err)
	list = append(list, board.Result())
	at, ok := card.KPI("process1")
	require.True(t, ok)
	require.NoError(t, board.Set(at, decimal.New(3, 0)))
	list = append(list, board.Result())
	want := make([]string, len(list)*len(list))
	for i := range want {
		b, err := bridge.Between(list[i/len(list)], list[i%len(list)], nil)
		require.NoError(t, err)
		addsUp(t, fmt.Sprint(i), b)
		want[i] = b.Text(nil)
	}
	require.Contains(t, strings.Join(want, ""), "process1")
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for i := range want {
				b, err := bridge.Between(list[i/len(list)], list[i%len(list)], nil)
				if err != nil || b.Text(nil) != want[i] {
					t.Errorf("bridge %d: %v", i, err)
				}
			}
		})
	}
	wait.Wait()
	r, err := bridge.Over(list[:6], nil)
	require.NoError(t, err)
	require.Len(t, r.Bridges, 5)
	mixes(t, "rows", rng, list...)
}
