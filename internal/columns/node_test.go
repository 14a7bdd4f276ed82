package columns

import (
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wantNode is how a node stands by the missing rules as they are documented.
func (p *testPlan) wantNode(node int32, states []state) state {
	n := p.nodes[node]
	var there []child
	for _, ch := range p.children[node] {
		if ch.weight != 0 && states[ch.at].mark&Absent == 0 {
			there = append(there, ch)
		}
	}
	if len(there) == 0 {
		return state{mark: Absent}
	}
	all := func(mark Mark) Mark {
		for _, ch := range there {
			if states[ch.at].mark&mark == 0 {
				return 0
			}
		}
		return mark
	}
	span := func(ch child) Span { return states[ch.at].spanOf(p.scale) }
	weights := sumOf(there, func(child) int64 { return 1 })
	covered := fraction(sumOf(there, func(ch child) int64 { return span(ch).Coverage }), weights)
	st := state{mark: all(Complete) | all(Fixed) | Spread}
	st.span.Coverage = rounded(covered, 1, exact.Floor).Int64()

	score, ok := p.made(n, there, states, Scored, func(ch child) int64 { return states[ch.at].score })
	if ok && st.span.Coverage >= n.MinCoverage {
		st.mark, st.score = st.mark|Scored, score
	}
	if st.mark&Fixed != 0 {
		if st.mark&Scored != 0 {
			st.mark, st.span.Low, st.span.High = st.mark|Bounded, score, score
		}
		return st
	}
	low, ok := p.made(n, there, states, Bounded, func(ch child) int64 { return span(ch).Low })
	high, _ := p.made(n, there, states, Bounded, func(ch child) int64 { return span(ch).High })
	if ok {
		st.mark, st.span.Low, st.span.High = st.mark|Bounded, low, high
	}
	return st
}

// made is what a node's method makes of those children that have a mark, and of the others by their rules;
// false if there is no result.
func (p *testPlan) made(n Node, there []child, states []state, has Mark, score func(child) int64) (int64, bool) {
	var counting []child
	scores := map[int32]int64{}
	scored, zeros := 0, 0
	for _, ch := range there {
		switch {
		case states[ch.at].mark&has != 0:
			scored++
			scores[ch.at] = score(ch)
		case ch.rule == Require:
			return 0, false
		case ch.rule == Zero:
			zeros++
			scores[ch.at] = p.scale.low
		case n.Percent:
			scores[ch.at] = p.scale.low
		default:
			continue
		}
		counting = append(counting, ch)
	}
	if scored+zeros == 0 || scored < n.MinScored {
		return 0, false
	}
	least, most := p.scale.high, p.scale.low
	for _, s := range scores {
		least, most = min(least, s), max(most, s)
	}
	weights := sumOf(counting, func(child) int64 { return 1 })
	total := sumOf(counting, func(ch child) int64 { return scores[ch.at] })
	quotient := integer(0)
	switch n.Method {
	case Mean:
		quotient = fraction(total, weights)
	case Lowest:
		quotient = integer(least)
	case Highest:
		quotient = integer(most)
	}
	return clamped(rounded(quotient, n.Round.Step, n.Round.Mode), p.scale.low, p.scale.high), true
}

// newColumns returns columns for a plan: flat ones, or in chunks.
func (p *testPlan) newColumns(rng *rand.Rand) Columns {
	if rng.IntN(2) == 0 {
		return New(p.Size())
	}
	return NewChunks(p.Size(), 2+uint(rng.IntN(4)))
}

// fillKPIs fills columns with data for the KPIs of a plan, and returns how they stand. A share of the plans has all its
// data.
func (p *testPlan) fillKPIs(rng *rand.Rand, c *Columns) []state {
	kpis := make([]state, len(p.leaves))
	all := rng.IntN(3) == 0
	for at := range kpis {
		st, scored := anyState(rng, p.scale)
		if scored || all {
			p.setValue(rng, c, int32(at), &kpis[at])
			continue
		}
		kpis[at] = st
		st.put(c, int32(at))
	}
	p.Leaves(c)
	for at, st := range kpis { // the owner's come after the leaves
		if st.mark&Whole != Whole || st.mark&Kept != 0 || p.Kind(int32(at)) == Other {
			st.put(c, int32(at))
		}
	}
	return kpis
}

// setValue gives a KPI all of its data.
func (p *testPlan) setValue(rng *rand.Rand, c *Columns, at int32, st *state) {
	if p.Kind(at) == Other {
		*st = state{mark: Whole, score: anyOn(rng, p.scale)}
		st.put(c, at)
		return
	}
	value := anyNumber(rng, maxValue)
	if l := p.leaves[at]; l.Kind == Line && rng.IntN(4) > 0 {
		value = within(l.Base + l.Rise/1000*rng.Int64N(1100))
	}
	*st = state{mark: Whole, score: leafScore(p.leaves[at], value, p.scale)}
	c.SetValue(at, value)
	if rng.IntN(4) == 0 {
		st.mark |= Provisional
		c.Set(at, st.mark, 0, Span{})
	}
}

// foreign returns a function that computes the foreign nodes of a plan.
func (p *testPlan) foreign(c *Columns) func(node int32) {
	return func(node int32) {
		st := p.foreignState(node, func(at int32) state { return state{mark: c.Mark(at), score: c.Score(at)} })
		st.put(c, p.Position(node))
	}
}

// requireStates compares columns with how their positions should stand.
func (p *testPlan) requireStates(t *testing.T, want []state, c *Columns) {
	t.Helper()
	for i, w := range want {
		at := int32(i)
		got := state{mark: c.Mark(at) & standing, span: c.Span(at, p.Plan)}
		expected := state{mark: w.mark & standing, span: w.spanOf(p.scale)}
		if w.mark&Scored != 0 {
			got.score, expected.score = c.Score(at), w.score
		}
		if w.mark&Bounded == 0 { // then low and high mean nothing
			got.span.Low, got.span.High, expected.span.Low, expected.span.High = 0, 0, 0, 0
		}
		if got == expected {
			continue
		}
		if at < p.Position(0) {
			require.Equal(t, expected, got, "KPI %d: %+v", at, p.leaves[at])
		}
		node := at - p.Position(0)
		var below []state
		for _, ch := range p.children[node] {
			below = append(below, want[ch.at])
		}
		require.Equal(t, expected, got, "node %d in %+v: %+v\nchildren %+v\nwhich stand %+v", node, p.scale, p.nodes[node], p.children[node], below)
	}
}

// TestNodes_oracle is evidence that fractions and the documented missing rules give every node of a plan the
// same state, with any marks, weights, rules and roundings, in flat columns and in chunks. BSC_PLANS=1000000
// compares that many.
func TestNodes_oracle(t *testing.T) {
	inShares(t, countOf(t, "BSC_PLANS", 8_000), func(t *testing.T, rng *rand.Rand, count int) {
		for range count {
			p := anyPlan(rng)
			for range 2 {
				c := p.newColumns(rng)
				want := p.want(p.fillKPIs(rng, &c))
				p.Nodes(&c, nil, p.foreign(&c))
				p.requireStates(t, want, &c)
			}
		}
	})
}

// TestNodes_chunks is evidence that the size of chunks changes nothing.
func TestNodes_chunks(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 4))
	for range 300 {
		p := anyPlan(rng)
		whole := New(p.Size())
		p.fillKPIs(rng, &whole)
		p.Nodes(&whole, nil, p.foreign(&whole))
		for shift := uint(2); shift <= 5; shift++ {
			c := NewChunks(p.Size(), shift)
			for at := range int32(len(p.leaves)) {
				c.SetValue(at, whole.Value(at))
				c.Set(at, whole.Mark(at), whole.Score(at), whole.Span(at, p.Plan))
			}
			p.Leaves(&c)
			for at := range int32(len(p.leaves)) {
				if whole.Mark(at)&Whole != Whole || whole.Mark(at)&Kept != 0 || p.Kind(at) == Other {
					c.Set(at, whole.Mark(at), whole.Score(at), whole.Span(at, p.Plan))
				}
			}
			p.Nodes(&c, nil, p.foreign(&c))
			for at := range int32(p.Size()) {
				assert.Equal(t, whole.Mark(at), c.Mark(at), "mark of %d", at)
				assert.Equal(t, whole.Score(at), c.Score(at), "score of %d", at)
				assert.Equal(t, whole.Span(at, p.Plan), c.Span(at, p.Plan), "span of %d", at)
			}
		}
	}
}
