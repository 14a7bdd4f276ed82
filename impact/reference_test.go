package impact_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReach_reference compares every answer with the list of all paths, which is made in the plainest way.
func TestReach_reference(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for range oracle.Cards(400) {
		def := oracle.RandomMap(rng)
		m := bsc.MustCompile(def, nil).Map()
		r := oracle.NewMap(def.Links, m.Order())
		for _, from := range m.Nodes() {
			checkReach(t, r, m, from)
		}
		if t.Failed() {
			t.Fatal(def.Links)
		}
	}
}

func checkReach(t *testing.T, r oracle.Map, m *bsc.StrategyMap, from bsc.Ref) {
	byEnd := map[bsc.Ref][][]bsc.Link{}
	for _, p := range r.Paths(from, false) {
		end := p[len(p)-1].To
		byEnd[end] = append(byEnd[end], p)
	}
	signs := r.Polarities(from)
	reached := impact.Reach(m, from)
	assert.Len(t, reached, len(byEnd))
	var all []bsc.Ref
	for _, got := range reached {
		all = append(all, got.Ref)
		links, lag, strength := 1<<30, 1<<30, new(big.Rat)
		for _, p := range byEnd[got.Ref] {
			links, lag = min(links, len(p)), min(lag, impact.Path{Links: p}.Delay())
			if s := oracle.Strength(p); s.Cmp(strength) > 0 {
				strength = s
			}
		}
		assert.Equal(t, []int{links, lag}, []int{got.Links, got.Delay})
		assert.Zero(t, strength.Cmp(got.Strength.Rat()))
		assert.Equal(t, signs[got.Ref], got.Polarity)
		assert.Equal(t, got.Polarity, impact.PolarityOf(m, from, got.Ref))
		assert.Contains(t, m.AllCauses(got.Ref), from)
	}
	assert.Equal(t, fmt.Sprint(m.AllEffects(from)), fmt.Sprint(all))
}

// TestOf_reference compares propagation with a simulation in fractions, period by period over all links until nothing
// moves within a period.
func TestOf_reference(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	for range oracle.Cards(400) {
		def := oracle.RandomMap(rng)
		card := bsc.MustCompile(def, nil)
		m := card.Map()
		if len(m.Nodes()) == 0 {
			continue
		}
		from, periods := m.Nodes()[rng.IntN(len(m.Nodes()))], rng.IntN(8)
		want := oracle.NewMap(def.Links, m.Order()).Impact(from, big.NewRat(7, 1), periods)
		impacts, err := impact.Of(card, from, dec("7"), periods)
		require.NoError(t, err)
		got := map[bsc.Ref]map[int]bsc.Number{}
		for _, i := range impacts {
			got[i.Ref] = map[int]bsc.Number{}
			sum := new(big.Rat)
			for _, a := range i.Arrivals {
				got[i.Ref][a.Delay] = bsc.NumberOf(a.Change)
				sum.Add(sum, a.Change.Rat())
			}
			assert.Less(t, new(big.Rat).Sub(sum, i.Change.Rat()).FloatString(12), "0.000000001000")
		}
		require.Equal(t, want, got, "%v", def.Links)
	}
}
