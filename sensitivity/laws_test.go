package sensitivity

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// Laws on random cards: what is found is what evaluations from scratch find.

// law calls f with random cards, some with assessments.
func law(t *testing.T, usually uint64, f func(t *testing.T, rng *rand.Rand, c oracle.Card) int) {
	cases := 0
	for seed := range oracle.Cards(usually) {
		c := oracle.RandomCard(seed)
		if seed%3 == 0 {
			c = oracle.RandomJudgedCard(seed)
		}
		if _, err := c.Result(); err != nil {
			continue // assessments that do not fit
		}
		cases += f(t, rand.New(rand.NewPCG(seed, 3)), c)
		if t.Failed() {
			t.Fatalf("card %d: %s", seed, c)
		}
	}
	require.Positive(t, cases)
	t.Log(cases, "cases")
}

// evaluated evaluates a card from scratch under the weights of another scorecard.
func evaluated(t *testing.T, c oracle.Card, card *bsc.Scorecard) *bsc.Result {
	t.Helper()
	r, err := card.Evaluate(c.Input())
	require.NoError(t, err)
	return r
}

// anyParent returns a node that has children.
func anyParent(rng *rand.Rand, card *bsc.Scorecard) bsc.Ref {
	var all []bsc.Ref
	for _, ref := range card.Nodes() {
		if len(card.Children(ref)) > 0 {
			all = append(all, ref)
		}
	}
	if len(all) == 0 || rng.IntN(2) == 0 {
		return card.Ref()
	}
	return all[rng.IntN(len(all))]
}

// isMonotone reports whether nothing between a weight and a node can change and change back.
func isMonotone(r *bsc.Result, l *lever, of bsc.Ref) bool {
	t := treeOf(r)
	for at := l.parent; ; at = t.parents[at] {
		rules, _ := r.Scorecard().Rules(at)
		name := rules.Aggregator.Name
		for rules.Aggregator.Name == "veto" { // of another
			return false
		}
		switch name {
		case "weighted_mean", "weighted_sum", "geometric", "harmonic", "power", "lowest", "highest", "median":
		default:
			return false
		}
		if at == of {
			return true
		}
	}
}

// TestLaw_flips: with the weight of a turn an evaluation from scratch gives the new rating, one unit before it the old
// one, and no weight between the defined one and the turn any other.
func TestLaw_flips(t *testing.T) {
	exactly, monotone := 0, 0
	law(t, 120, func(t *testing.T, rng *rand.Rand, c oracle.Card) int {
		r, err := c.Result()
		require.NoError(t, err)
		of := anyParent(rng, r.Scorecard())
		s, err := Flips(r, of)
		require.NoError(t, err)
		now, _ := r.Of(of)
		require.Equal(t, now.Rating, s.Rating)
		found := map[bsc.Ref]Flip{}
		for _, f := range s.Flips {
			found[f.Ref] = f
		}
		all, cases := levers(r, of), 0
		require.Len(t, s.Flips, len(all))
		rated := func(l *lever, n int64) bsc.Rating {
			card, err := l.with(l.weight(n))
			require.NoError(t, err)
			o, _ := evaluated(t, c, card).Of(of)
			return o.Rating
		}
		for _, l := range all {
			f := found[l.of]
			known := isMonotone(r, l, of) && len(r.Bands(of)) > 0
			for _, way := range []struct {
				turn *Turn
				up   bool
			}{{f.Lighter, false}, {f.Heavier, true}} {
				first, last := l.start(way.up), l.at(steps, way.up)
				if way.turn != nil {
					cases++
					last = l.units(exact.Rat(way.turn.Weight))
					require.Equal(t, way.turn.Weight.String(), l.weight(last).String())
					require.Equal(t, way.turn.Rating, rated(l, last), "%s at %s", l.of, way.turn.Weight)
					require.NotEqual(t, now.Rating, way.turn.Rating)
					before := last + map[bool]int64{true: -1, false: 1}[way.up]
					if way.turn.Exact {
						before = l.near(before, way.up)
					}
					if before != first && (before > first) == way.up {
						require.Equal(t, now.Rating, rated(l, before), "%s before %s", l.of, way.turn.Weight)
					}
					if way.turn.Exact {
						exactly++
					}
				}
				if !known || l.top == 0 {
					continue
				}
				monotone++
				for range 4 { // none between
					low, high := last, last
					if way.up {
						low = first + 1 // the weight as defined may lie within a unit
					} else {
						high = first - 1
					}
					if way.turn != nil {
						last := l.near(last, way.up)
						low, high = min(first, last)+1, max(first, last)-1
						if (last > first) != way.up {
							continue
						}
					}
					if low > high {
						continue
					}
					n := low + rng.Int64N(high-low+1)
					require.Equal(t, now.Rating, rated(l, n), "%s at %d between %d and %d", l.of, n, first, last)
				}
			}
		}
		return cases
	})
	require.Positive(t, exactly)
	require.Positive(t, monotone)
	t.Log(exactly, "exact", monotone, "monotone")
}

// near returns a weight a little nearer to the defined one: where a turn is exact, scores that round to the limit turn
// before it.
func (l *lever) near(n int64, up bool) int64 {
	share := l.shareOf(exact.Rat(l.weight(n)))
	by := big.NewRat(-3, utmost)
	if !up {
		by.Neg(by)
	}
	share.Add(share, by)
	if l.yields {
		return l.units(share.Mul(share, exact.Rat(l.own.Add(l.rest))))
	}
	others := new(big.Rat).Sub(big.NewRat(1, 1), share)
	if others.Sign() <= 0 {
		return l.top
	}
	return l.units(share.Quo(share.Mul(share, exact.Rat(l.rest)), others))
}

// TestLaw_reversals: with the weight of a turn, evaluations from scratch have the one behind ahead, and just before it
// they have not.
func TestLaw_reversals(t *testing.T) {
	exactly := 0
	law(t, 240, func(t *testing.T, rng *rand.Rand, c oracle.Card) int {
		other, cases := c.Clone(), 0
		other.Readings = oracle.RandomCard(rng.Uint64N(10_000)).Readings
		a, err := c.Result()
		require.NoError(t, err)
		b, err := a.Scorecard().Evaluate(other.Input())
		require.NoError(t, err)
		of := anyParent(rng, a.Scorecard())
		pairs, err := Reversals([]*bsc.Result{a, b}, of)
		require.NoError(t, err)
		require.Len(t, pairs, 1)
		order := a.ScoreOf(of).Compare(b.ScoreOf(of))
		require.Equal(t, order == 0, pairs[0].Ahead.Rank == pairs[0].Behind.Rank)
		for _, l := range levers(a, of) {
			for _, f := range pairs[0].Flips {
				for _, way := range []struct {
					turn *Turn
					by   int64
				}{{f.Lighter, 1}, {f.Heavier, -1}} {
					if f.Ref != l.of || way.turn == nil {
						continue
					}
					cases++
					if way.turn.Exact {
						exactly++
					}
					n := l.units(exact.Rat(way.turn.Weight))
					for _, at := range []struct {
						n      int64
						turned bool
					}{{n, true}, {n + way.by, false}} {
						card, err := l.with(l.weight(at.n))
						require.NoError(t, err)
						then := evaluated(t, c, card).ScoreOf(of).Compare(evaluated(t, other, card).ScoreOf(of))
						require.Equal(t, at.turned, then*order < 0, "%s at %s of %s", l.of, l.weight(at.n), l.own)
					}
				}
			}
		}
		return cases
	})
	require.Positive(t, exactly)
	t.Log(exactly, "exact")
}

// TestLaw_draws: the scores of a drawn weighting are those of an evaluation from scratch under it, to the last digit.
func TestLaw_draws(t *testing.T) {
	law(t, 120, func(t *testing.T, rng *rand.Rand, c oracle.Card) int {
		r, err := c.Result()
		require.NoError(t, err)
		of := anyParent(rng, r.Scorecard())
		for _, o := range []Options{{Draws: 3, Seed: 7, Concentration: "5"}, {Draws: 3, Seed: 7, Intervals: Intervals{Within: "30"}}} {
			d, p := o.drawerOf(r, of)
			require.Nil(t, p)
			counted := newCounting([]*bsc.Result{r}, of, o.Draws)
			for i := range o.Draws {
				require.NoError(t, counted.draw(i, d))
				card, err := r.Scorecard().With(bsc.Overrides{Weights: d.draw(i)})
				require.NoError(t, err)
				want, _ := evaluated(t, c, card).Of(of)
				got := counted.scores[0][i]
				score, ok := want.Score.Decimal()
				require.Equal(t, ok, got != unscored)
				if ok {
					require.Equal(t, score.String(), decimal.New(got, -exact.Places).String())
				}
				rating := counted.raters[0].rate(evaluated(t, c, card), of, got)
				require.Equal(t, want.Rating, rating)
			}
		}
		return 1
	})
}

// TestLaw_leaveOneOut: a KPI that is taken out does not apply.
func TestLaw_leaveOneOut(t *testing.T) {
	law(t, 120, func(t *testing.T, rng *rand.Rand, c oracle.Card) int {
		r, err := c.Result()
		require.NoError(t, err)
		of := anyParent(rng, r.Scorecard())
		left, err := LeaveOneOut([]*bsc.Result{r}, of)
		require.NoError(t, err)
		for _, l := range left {
			if l.Ref.Kind != bsc.KindKPI {
				continue
			}
			mixed, err := bsc.Mix{Of: r, Without: []bsc.Ref{l.Ref}}.Evaluate()
			require.NoError(t, err)
			require.Equal(t, mixed.ScoreOf(of), l.Results[0].Without.Score)
		}
		return len(left)
	})
}
