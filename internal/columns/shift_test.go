package columns

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A live is the state of a plan that changes KPI by KPI, as an owner keeps it.
type live struct {
	*testPlan
	columns Columns
	sums    []Numerator
	kpis    []state
	shifted int // how often Shift was enough
}

// newLive returns a plan with data, fully computed.
func newLive(rng *rand.Rand, p *testPlan) *live {
	l := &live{testPlan: p, columns: p.newColumns(rng), sums: make([]Numerator, len(p.nodes))}
	l.kpis = p.fillKPIs(rng, &l.columns)
	p.Nodes(&l.columns, l.sums, p.foreign(&l.columns))
	return l
}

// A move is what happened to one child of a node.
type move struct {
	weight, change int64
	whole          bool // it was Whole, and is
}

// change gives a KPI new data, and updates the nodes above it.
func (l *live) change(rng *rand.Rand, at int32, missing bool) {
	mark, score := l.columns.Mark(at), l.columns.Score(at)
	st, scored := anyState(rng, l.scale)
	switch {
	case scored || !missing:
		l.setValue(rng, &l.columns, at, &l.kpis[at])
		if l.Kind(at) != Other {
			l.Leaf(&l.columns, at)
		}
	default:
		l.kpis[at] = st
		st.put(&l.columns, at)
	}
	moves := map[int32][]move{}
	l.tell(moves, at, mark, score)
	for node := range int32(len(l.nodes)) { // children before parents
		if len(moves[node]) == 0 {
			continue
		}
		position := l.Position(node)
		mark, score := l.columns.Mark(position), l.columns.Score(position)
		switch {
		case l.shift(node, moves[node]):
			l.shifted++
		case l.Method(node) == Foreign:
			l.foreign(&l.columns)(node)
		default:
			l.Node(&l.columns, node, l.sums)
		}
		l.tell(moves, position, mark, score)
	}
}

// tell records a position's former state for all nodes above it.
func (l *live) tell(moves map[int32][]move, at int32, mark Mark, score int64) {
	m := move{
		weight: l.Weight(at), change: l.columns.Score(at) - score,
		whole: mark&Whole == Whole && l.columns.Mark(at)&Whole == Whole,
	}
	if parent := l.Parent(at); parent >= 0 {
		moves[parent] = append(moves[parent], m)
	}
	for _, e := range l.Uses(at) {
		m.weight = e.Weight
		moves[e.Node] = append(moves[e.Node], m)
	}
}

// shift updates a node by the changes below it; false if it must be computed anew.
func (l *live) shift(node int32, moves []move) bool {
	for _, m := range moves {
		if !m.whole || !l.Plan.Shift(&l.columns, node, m.weight, m.change, l.sums) {
			return false
		}
	}
	return true
}

// requireFresh compares the state with one computed afresh from the same data.
func (l *live) requireFresh(t *testing.T) {
	t.Helper()
	columns, sums := New(l.Size()), make([]Numerator, len(l.nodes))
	fresh := &columns
	for at, st := range l.kpis {
		fresh.SetValue(int32(at), l.columns.Value(int32(at)))
		st.put(fresh, int32(at))
	}
	l.Nodes(fresh, sums, l.foreign(fresh))
	for at := range int32(l.Size()) {
		mark := fresh.Mark(at)
		require.Equal(t, mark, l.columns.Mark(at), "mark of %d", at)
		if mark&Scored != 0 && fresh.Score(at) != l.columns.Score(at) {
			require.Equal(t, fresh.Score(at), l.columns.Score(at), "score of %d", at)
		}
		if want, got := fresh.Span(at, l.Plan), l.columns.Span(at, l.Plan); mark&Scored != 0 && want != got {
			require.Equal(t, want, got, "span of %d", at)
		}
	}
	for node := range sums {
		if sums[node].valid != l.sums[node].valid || sums[node].valid && sums[node] != l.sums[node] {
			require.Equal(t, sums[node], l.sums[node], "sum of %d", node)
		}
	}
}

// TestShift_fresh is evidence that a plan updated KPI by KPI, with Shift wherever possible, always equals one
// computed afresh. It covers KPIs used by several nodes, data that goes and comes back, and numbers at their
// limits. BSC_UPDATES=1000000 makes that many changes.
func TestShift_fresh(t *testing.T) {
	const each = 40
	inShares(t, countOf(t, "BSC_UPDATES", 20_000), func(t *testing.T, rng *rand.Rand, count int) {
		shifted := 0
		for done := 0; done < count; done += each {
			l := newLive(rng, anyPlan(rng))
			missing := rng.IntN(2) == 0
			for range each {
				l.change(rng, rng.Int32N(int32(len(l.kpis))), missing)
				l.requireFresh(t)
			}
			l.requireStates(t, l.want(l.kpis), &l.columns)
			shifted += l.shifted
		}
		require.Positive(t, shifted, "Shift was never enough")
	})
}

// shared returns a plan of two KPIs below one node, of which another one uses the first, and a top.
func shared() *Plan {
	p := NewPlan(0, 100*unit, 100*unit, 2, 3)
	for at := range int32(2) {
		p.SetLeaf(at, Leaf{Kind: Line, Rise: 100})
	}
	for at, weight := range []int64{1, 2, 3, 1} {
		p.SetChild(int32(at), weight, Exclude)
	}
	mean := Node{Method: Mean, Round: Rounding{Step: 1}}
	first, second, top := mean, mean, mean
	first.Count = 2
	second.First, second.Uses = 2, []Edge{{Child: 0, Node: 1, Weight: 5}}
	top.First, top.Count = 2, 2
	for i, n := range []Node{first, second, top} {
		p.SetNode(int32(i), n)
	}
	p.Index()
	return p
}

// TestShift_byHand is evidence by hand for when Shift is enough, and for what it changes.
func TestShift_byHand(t *testing.T) {
	p := shared()
	c, sums := New(p.Size()), make([]Numerator, 3)
	c.SetValue(0, 30)
	c.SetValue(1, 60)
	p.Leaves(&c)
	p.Nodes(&c, sums, nil)
	scores := func() (points []int64) {
		for node := range int32(3) {
			points = append(points, c.Score(p.Position(node))/(unit/4))
		}
		return points
	}
	require.Equal(t, []int64{4 * 50, 4 * 30, 4 * 45}, scores())

	c.SetValue(0, 90)
	p.Leaf(&c, 0)
	require.True(t, p.Shift(&c, 0, p.Weight(0), 60*unit, sums))
	for _, e := range p.Uses(0) {
		require.True(t, p.Shift(&c, e.Node, e.Weight, 60*unit, sums))
	}
	require.True(t, p.Shift(&c, 2, 3, 20*unit, sums))
	require.True(t, p.Shift(&c, 2, 1, 60*unit, sums))
	assert.Equal(t, []int64{4 * 70, 4 * 90, 4 * 75}, scores())

	c.Set(1, Missing, 0, Span{})
	p.Node(&c, 0, sums)
	p.Node(&c, 2, sums)
	assert.Equal(t, []int64{4 * 90, 4 * 90, 4 * 90}, scores())
	assert.Equal(t, Span{30 * unit, 966_666_666_667, 3_333_333_333}, c.Span(p.Position(0), p))
	assert.False(t, p.Shift(&c, 0, 1, unit, sums), "half of its data is missing")
	assert.False(t, p.Shift(&c, 2, 3, unit, sums), "below it some is")
	assert.Equal(t, []int64{4 * 90, 4 * 90, 4 * 90}, scores(), "what Shift refuses it leaves alone")
	assert.True(t, p.Shift(&c, 1, 5, 0, sums), "the other node has all of its data")
}

// TestShift_unrounded is evidence that Shift keeps the exact sum: many changes that cancel out leave no
// trace, and small ones are not lost in rounding.
func TestShift_unrounded(t *testing.T) {
	p := NewPlan(0, 100*unit, 100*unit, 3, 1)
	for at := range int32(3) {
		p.SetChild(at, 1, Exclude)
	}
	p.SetNode(0, Node{Method: Mean, Count: 3, Round: Rounding{Step: unit}})
	p.Index()
	c, sums := New(p.Size()), make([]Numerator, 1)
	for at := range int32(3) {
		c.Set(at, Whole, 10*unit, Span{})
	}
	p.Nodes(&c, sums, nil)
	for range 3 * unit / 1_000_000 / 2 {
		require.True(t, p.Shift(&c, 0, 1, 1_000_000, sums))
	}
	require.Equal(t, int64(11*unit), c.Score(3), "half a point more, in steps of which none shows")
	require.True(t, p.Shift(&c, 0, 1, -1, sums))
	require.Equal(t, int64(10*unit), c.Score(3))
}

// TestShift_beside is evidence that a child of weight 0 without data does not make a node compute anew.
func TestShift_beside(t *testing.T) {
	for _, weight := range []int64{1, MaxTotal} { // the sum fits 64 bits, or does not
		p := NewPlan(0, 100*unit, 100*unit, 3, 1)
		p.SetChild(0, weight, Require)
		p.SetChild(1, 0, Require)
		p.SetNode(0, Node{Method: Mean, Count: 2, Uses: []Edge{{Child: 2}}, Round: Rounding{Step: 1}})
		p.Index()
		c, sums := New(p.Size()), make([]Numerator, 1)
		c.Set(0, Whole, 10*unit, Span{})
		c.Set(1, Missing, 99, Span{})
		c.Set(2, Absent, 99, Span{})
		p.Nodes(&c, sums, nil)
		assert.Equal(t, Whole, c.Mark(3))
		assert.Equal(t, int64(10*unit), c.Score(3))
		assert.True(t, p.Shift(&c, 0, weight, 5*unit, sums), "weight %d", weight)
		assert.Equal(t, int64(15*unit), c.Score(3))
	}
}
