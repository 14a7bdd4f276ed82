package bridge_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// A pair is two random cards, of which the second differs from the first in some causes only.
type pair struct {
	from, to, restated *bsc.Result
	differ             map[bridge.Cause]bool
}

// pairOf draws a pair; false where one has no score.
func pairOf(t testing.TB, seed uint64) (pair, bool) {
	rng := rand.New(rand.NewPCG(seed, 21))
	draw := oracle.RandomCard
	if rng.IntN(3) == 0 {
		draw = oracle.RandomJudgedCard
	}
	first, other := draw(seed), draw(seed+1)
	second := first
	second.Definition = first.Definition.Clone()
	p := pair{differ: map[bridge.Cause]bool{}}
	later := rng.IntN(3) == 0
	if later { // targets, limits and what is due may be others
		second.Period = period.Quarter(2026, 4)
		p.differ[bridge.Targets], p.differ[bridge.Performance], p.differ[bridge.Structure] = true, true, true
	}
	maybe := func(c bridge.Cause, change func()) {
		if rng.IntN(2) == 0 {
			p.differ[c] = true
			change()
		}
	}
	maybe(bridge.Performance, func() { second.Readings, second.Assessments = other.Readings, nil })
	maybe(bridge.Targets, func() { second.Targets = retargeted(rng, second.Targets) })
	maybe(bridge.Weights, func() { reweigh(rng, second.Definition) })
	maybe(bridge.Structure, func() { restructure(rng, second.Definition) })
	var err error
	p.from, err = first.Result()
	if err != nil {
		return p, false
	}
	if p.to, err = second.Result(); err != nil {
		return p, false // a weight or a target that the definition refuses
	}
	if later && rng.IntN(2) == 0 {
		p.differ[bridge.Restated] = true
		known := first
		known.Readings = draw(seed + 2).Readings
		in := known.Input()
		in.AsOf = time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)
		if late, err := p.from.Scorecard().Evaluate(in); err == nil {
			p.restated = late
		}
	}
	ok := p.from.Score().Valid() && p.to.Score().Valid() && (p.restated == nil || p.restated.Score().Valid())
	return p, ok
}

func retargeted(rng *rand.Rand, targets bsc.OrgUnitTargets) bsc.OrgUnitTargets {
	others := bsc.OrgUnitTargets{}
	for id, t := range targets {
		if d, err := decimal.NewFromString(string(t.Value)); err == nil && rng.IntN(2) == 0 {
			t.Value = bsc.NumberOf(d.Add(decimal.New(rng.Int64N(300)-150, -1)))
		}
		others[id] = t
	}
	return others
}

func reweigh(rng *rand.Rand, def *bsc.Definition) {
	for _, weights := range oracle.Siblings(def) {
		for _, w := range weights {
			if *w != "0" && rng.IntN(2) == 0 {
				*w = oracle.Pick(rng, bsc.Number("1"), "2", "0.5", "7")
			}
		}
	}
}

// restructure takes a KPI off, or gives an objective another aggregator or rounding.
func restructure(rng *rand.Rand, def *bsc.Definition) {
	for i := range def.Perspectives {
		for k := range def.Perspectives[i].Objectives {
			o := &def.Perspectives[i].Objectives[k]
			switch rng.IntN(3) {
			case 0:
				o.Aggregator = bsc.Policy{Name: oracle.Pick(rng, "weighted_mean", "min", "max", "median", "geometric", "harmonic")}
			case 1:
				if n := len(o.KPIs); n > 1 {
					o.KPIs = o.KPIs[:n-1]
				}
			}
		}
	}
}

// TestBetween_laws: on random pairs, everything adds up to the last digit, a cause that did not differ has brought
// nothing, and the bridge back has the same parts with other signs.
func TestBetween_laws(t *testing.T) {
	tested, mixed := 0, 0
	for seed := range oracle.Cards(900) {
		p, ok := pairOf(t, seed)
		if !ok {
			continue
		}
		o := &bridge.Options{Restated: p.restated}
		forth, err := bridge.Between(p.from, p.to, o)
		require.NoError(t, err)
		addsUp(t, seed, &p, forth)
		for _, c := range []bridge.Cause{bridge.Performance, bridge.Targets, bridge.Weights, bridge.Structure, bridge.Restated} {
			if !p.differ[c] && !(c == bridge.Structure && p.differ[bridge.Weights]) {
				require.True(t, forth.Of(c).IsZero(), "pair %d: %s brings %s", seed, c, forth.Of(c))
			}
		}
		back, err := bridge.Between(p.to, p.from, o)
		require.NoError(t, err)
		for i, s := range forth.Steps {
			require.True(t, s.Change.Equal(back.Steps[i].Change.Neg()), "pair %d: %s", seed, s.Cause)
			require.Equal(t, reversed(s.Parts), reversedTwice(back.Steps[i].Parts), "pair %d: %s", seed, s.Cause)
		}
		if tested++; forth.Mixed {
			mixed++
		}
	}
	require.Greater(t, tested, int(oracle.Cards(900))/3)
	require.Less(t, mixed, tested/2)
}

// reversed are the changes of parts with the other sign, by node; those of KPIs that were retired are entered on the way
// back.
func reversed(parts []bridge.Part) map[string]string {
	return byNode(parts, func(d decimal.Decimal) decimal.Decimal { return d.Neg() })
}

func reversedTwice(parts []bridge.Part) map[string]string {
	return byNode(parts, func(d decimal.Decimal) decimal.Decimal { return d })
}

func byNode(parts []bridge.Part, sign func(decimal.Decimal) decimal.Decimal) map[string]string {
	list := map[string]string{}
	for _, p := range parts {
		list[p.Ref.String()] = sign(p.Change).String()
	}
	return list
}

func addsUp(t *testing.T, seed uint64, p *pair, b *bridge.Bridge) {
	t.Helper()
	from, _ := p.from.Score().Decimal()
	to, _ := p.to.Score().Decimal()
	require.True(t, b.Change.Equal(to.Sub(from)), "pair %d", seed)
	sum := decimal.Decimal{}
	for _, s := range b.Steps {
		sum = sum.Add(s.Change)
		own := decimal.Decimal{}
		for _, part := range s.Parts {
			own = own.Add(part.Change)
		}
		require.True(t, own.Equal(s.Change), "pair %d: %s brings %s, and its parts %s", seed, s.Cause, s.Change, own)
	}
	require.True(t, sum.Equal(b.Change), "pair %d: causes bring %s of %s", seed, sum, b.Change)
}
