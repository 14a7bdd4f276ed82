package columns

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
)

// A state is how a position stands, in plain fields.
type state struct {
	mark  Mark
	score int64
	span  Span
}

// standing are the marks that say how a position stands.
const standing = Scored | Absent | Bounded | Complete | Fixed

// spanOf returns what missing data leaves open, by the documentation of the marks.
func (st state) spanOf(s testScale) Span {
	switch {
	case st.mark&Spread != 0:
		return st.span
	case st.mark&Complete != 0:
		return Span{st.score, st.score, Full}
	}
	return Span{s.low, s.high, 0}
}

// put writes how a position stands into columns.
func (st state) put(c *Columns, at int32) {
	c.Set(at, st.mark, st.score, st.span)
	if st.mark&Kept != 0 {
		c.Keep(at, st)
	}
}

// A child is one of a node's children.
type child struct {
	at     int32
	weight int64
	rule   Rule
}

// A testPlan is a plan with its ingredients.
type testPlan struct {
	*Plan
	scale    testScale
	leaves   []Leaf
	nodes    []Node
	children [][]child // by node
}

// anyPlan returns a plan of some KPIs, objectives above them, perspectives above those, and a top.
// Objectives and perspectives also use KPIs from elsewhere.
func anyPlan(rng *rand.Rand) *testPlan {
	at := rng.IntN(len(scales))
	p := &testPlan{scale: scales[at]}
	kind := anyKind(rng, at)
	for range 1 + rng.IntN(24) {
		if rng.IntN(3) == 0 {
			kind = anyKind(rng, at)
		}
		leaf, _ := anyLeaf(rng, kind, p.scale)
		p.leaves = append(p.leaves, leaf)
	}
	kpis := int32(len(p.leaves))
	first, end := int32(0), kpis
	for level := range 3 {
		parents := int32(1)
		if level < 2 {
			parents = 1 + rng.Int32N(1+(end-first)/2)
		}
		starts := []int32{first, end}
		for range parents - 1 {
			starts = append(starts, first+rng.Int32N(end-first+1)) // some have no children of their own
		}
		slices.Sort(starts)
		for i := range parents {
			p.node(rng, starts[i], starts[i+1], kpis)
		}
		first, end = end, end+parents
	}
	p.Plan = NewPlan(p.scale.low, p.scale.met, p.scale.high, len(p.leaves), len(p.nodes))
	for i, l := range p.leaves {
		p.SetLeaf(int32(i), l)
	}
	p.fill(rng)
	p.Index()
	return p
}

// node adds a node with its own children from..end, before their weights and rules are known.
func (p *testPlan) node(rng *rand.Rand, from, end, kpis int32) {
	n := Node{First: from, Count: end - from}
	var children []child
	for at := from; at < end; at++ {
		children = append(children, child{at: at})
	}
	if rng.IntN(2) == 0 {
		for range rng.IntN(4) {
			at := rng.Int32N(kpis)
			if !slices.ContainsFunc(children, func(c child) bool { return c.at == at }) {
				children = append(children, child{at: at})
			}
		}
	}
	p.nodes, p.children = append(p.nodes, n), append(p.children, children)
}

// fill chooses weights and rules, and gives the plan its nodes.
func (p *testPlan) fill(rng *rand.Rand) {
	rules := make([]Rule, p.Size())
	usual := rng.IntN(3) > 0
	for i := range rules {
		if !usual || rng.IntN(4) == 0 {
			rules[i] = Rule(rng.IntN(3))
		}
	}
	for i := range p.nodes {
		n, children := &p.nodes[i], p.children[i]
		n.Method = Method(rng.IntN(4))
		if rng.IntN(2) == 0 {
			n.Method = Mean
		}
		n.Round = anyRounding(rng, 1)
		total := p.anyTotal(rng, n.Round.Step)
		n.Percent = rng.IntN(4) == 0
		for j, weight := range anyWeights(rng, total, len(children)) {
			children[j].weight, children[j].rule = weight, rules[children[j].at]
		}
		n.MinScored = rng.IntN(3)
		if rng.IntN(4) == 0 {
			n.MinScored = rng.IntN(len(children) + 2)
		}
		if rng.IntN(3) == 0 {
			n.MinCoverage = []int64{0, 1, Full / 2, Full / 3, Full/3 + 1, Full - 1, Full, rng.Int64N(Full)}[rng.IntN(8)]
		}
		for _, ch := range children[:n.Count] {
			p.SetChild(ch.at, ch.weight, ch.rule)
		}
		for _, ch := range children[n.Count:] {
			n.Uses = append(n.Uses, Edge{Child: ch.at, Node: int32(i), Weight: ch.weight})
			p.rules[ch.at] = ch.rule // which its parent may set later, to the same
		}
		p.SetNode(int32(i), *n)
	}
}

// anyTotal returns a sum of weights: of usual size, at the limit, or where Σ w·s just fits an int64, or just not.
func (p *testPlan) anyTotal(rng *rand.Rand, step int64) int64 {
	limit := min(MaxTotal, math.MaxInt64/step)
	edge := math.MaxInt64 / p.scale.size()
	total := []int64{1 + rng.Int64N(10), 100, 100 * pow10(rng.IntN(8)), edge, edge + 1, limit, 1 + rng.Int64N(limit)}[rng.IntN(7)]
	return min(total, limit)
}

// anyWeights splits a total into n weights, of which some are 0 and some the same.
func anyWeights(rng *rand.Rand, total int64, n int) []int64 {
	weights := make([]int64, n)
	if n == 0 {
		return weights
	}
	if same := total / int64(n); same > 0 && rng.IntN(3) == 0 {
		for i := range weights {
			weights[i] = same
		}
		return weights
	}
	for _, i := range rng.Perm(n) {
		switch rng.IntN(5) {
		case 0:
		case 1:
			weights[i] = total
		default:
			weights[i] = rng.Int64N(total + 1)
		}
		total -= weights[i]
	}
	weights[rng.IntN(n)] += total
	return weights
}

// anyState returns how a KPI may stand. Where scored is true, its leaf scores it: mark and score follow.
func anyState(rng *rand.Rand, s testScale) (st state, scored bool) {
	switch rng.IntN(8) {
	case 0:
		return state{mark: Missing}, false
	case 1:
		return state{mark: Absent | Kept | Spread}, false
	case 2, 3:
		return anyKept(rng, s), false
	}
	return state{mark: Whole}, true
}

// anyKept returns how a KPI may stand that its owner computes.
func anyKept(rng *rand.Rand, s testScale) state {
	scores := []int64{anyOn(rng, s), anyOn(rng, s), anyOn(rng, s)}
	slices.Sort(scores)
	if rng.IntN(3) == 0 {
		scores = []int64{s.low, scores[1], s.high}
	}
	st := state{mark: Kept | Spread | Mark(rng.IntN(256))&(Scored|Bounded|Complete|Fixed|Provisional)}
	st.score, st.span = scores[1], Span{scores[0], scores[2], rng.Int64N(Full + 1)}
	if st.mark&Complete != 0 {
		st.span.Coverage = Full
	}
	if st.mark&Fixed != 0 && st.mark&Scored != 0 {
		st.mark |= Bounded
		st.span.Low, st.span.High = st.score, st.score
	}
	if st.mark&Whole == Whole || st.mark&Complete == 0 && rng.IntN(4) == 0 {
		st.mark &^= Spread
	}
	return st
}

// anyOn returns a score on a scale, often an end of it.
func anyOn(rng *rand.Rand, s testScale) int64 {
	switch rng.IntN(5) {
	case 0:
		return s.low
	case 1:
		return s.high
	}
	return s.low + rng.Int64N(s.high-s.low+1)
}

// foreignState is what the owner of a foreign node computes. In these tests it is the lowest score below the
// node, Whole if everything below it is.
func (p *testPlan) foreignState(node int32, of func(at int32) state) state {
	found := state{mark: Whole, score: p.scale.high}
	for _, ch := range p.children[node] {
		st := of(ch.at)
		if st.mark&Whole != Whole {
			found.mark = Scored | Bounded | Kept | Spread
			found.span = Span{p.scale.low, p.scale.high, Full / 3}
		}
		if st.mark&Scored != 0 {
			found.score = min(found.score, st.score)
		}
	}
	return found
}

// want returns how every position stands, from how the KPIs do.
func (p *testPlan) want(kpis []state) []state {
	states := slices.Clone(kpis)
	for i := range p.nodes {
		if p.nodes[i].Method == Foreign {
			states = append(states, p.foreignState(int32(i), func(at int32) state { return states[at] }))
			continue
		}
		states = append(states, p.wantNode(int32(i), states))
	}
	return states
}

// sumOf returns Σ w·x.
func sumOf(children []child, x func(child) int64) *big.Int {
	sum := new(big.Int)
	for _, ch := range children {
		sum.Add(sum, new(big.Int).Mul(big.NewInt(ch.weight), big.NewInt(x(ch))))
	}
	return sum
}
