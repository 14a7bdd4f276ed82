package columns

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/exact"
)

// A taking is what a node does with one of its children.
type taking uint8

const (
	absent taking = iota // the child is not there
	counts               // it counts with its score
	filled               // it has no score, and counts with Low
	left                 // it does not count
	needed               // it must have a score, and has none
)

// takes decides what a node does with a child. The missing rules are in this one place. has is the mark of a
// child that has a score, or could have one.
func (n *Node) takes(mark, has Mark, rule Rule) taking {
	switch {
	case mark&Absent != 0:
		return absent
	case mark&has != 0:
		return counts
	case rule == Require:
		return needed
	case rule == Zero || n.Percent:
		return filled
	}
	return left
}

// An End selects one of a child's scores: the one it has, or the lowest or highest it could have.
type End uint8

// The ends.
const (
	Scores End = iota
	Lows
	Highs
)

// A Lack is why a node has no score.
type Lack uint8

// The lacks. The zero Lack is none.
const (
	Nothing   Lack = iota
	Required       // a child that must have one has none
	Unknown        // no child has one
	TooFew         // of Node.MinScored
	TooLittle      // of Node.MinCoverage
)

// lacks decides whether a node can have a score at all. The quotas are in this one place.
func (n *Node) lacks(required, known bool, scored int, coverage int64) Lack {
	switch {
	case required:
		return Required
	case !known:
		return Unknown
	case scored < n.MinScored:
		return TooFew
	case coverage < n.MinCoverage:
		return TooLittle
	}
	return Nothing
}

// A pool is what a node finds among its children at one end of their scores.
type pool struct {
	num      wide
	total    int64 // Σ w of what counts
	best     int64
	parts    int
	scored   int
	known    bool // something counts that is not only filled in
	required bool
}

// child adds a child as the node takes it.
func (f *pool) child(n *Node, how taking, weight, score, low int64, rule Rule) {
	switch how {
	case counts:
		f.scored++
		f.known = true
		f.put(n, weight, score)
	case filled:
		f.known = f.known || rule == Zero
		f.put(n, weight, low)
	case needed:
		f.required = true
	}
}

// put adds a score.
func (f *pool) put(n *Node, weight, score int64) {
	f.num = f.num.add(mul(weight, score))
	f.total += weight
	if f.parts == 0 || n.Method == Lowest && score < f.best || n.Method == Highest && score > f.best {
		f.best = score
	}
	f.parts++
}

// score returns the score of the pool.
func (f *pool) score(n *Node, p *Plan) int64 {
	if n.Method == Lowest || n.Method == Highest {
		return n.Round.round(mul(f.best, 1), 1, p.Low, p.High)
	}
	return n.mean(f.num, f.total, p)
}

// A gathering is what a node finds among its children, at all three ends of their scores.
type gathering struct {
	pools   [3]pool // by End
	there   bool
	mark    Mark
	shares  int64 // Σ w of the children there
	covered wide  // Σ w·coverage
}

// gather applies the missing rules to a node's children. A node is not there if none of them is, unless a judgement of it
// stands alone.
func (p *Plan) gather(c *Columns, number int32) (Mark, int64, Span) {
	n := &p.nodes[number]
	g := gathering{mark: Complete | Fixed}
	for at := n.First; at < n.First+n.Count; at++ {
		g.child(p, n, c, at, p.weights[at])
	}
	for _, e := range n.Uses {
		g.child(p, n, c, e.Child, e.Weight)
	}
	switch {
	case g.there:
		return g.settle(p, n)
	case c.alone(p.kpis + number):
		return Complete | Fixed | Spread, 0, Span{Coverage: Full}
	}
	return Absent, 0, Span{}
}

func (g *gathering) child(p *Plan, n *Node, c *Columns, at int32, weight int64) {
	brings := c.brings(at, p)
	if weight == 0 || brings.mark&Absent != 0 {
		return
	}
	g.there = true
	g.mark &= brings.mark
	g.shares += weight
	g.covered = g.covered.add(mul(weight, brings.Coverage))
	rule := p.rules[at]
	g.pools[Scores].child(n, n.takes(brings.mark, Scored, rule), weight, brings.score, p.Low, rule)
	could := n.takes(brings.mark, Bounded, rule)
	g.pools[Lows].child(n, could, weight, brings.Low, p.Low, rule)
	g.pools[Highs].child(n, could, weight, brings.High, p.Low, rule)
}

// settle returns the node's mark, score and span.
func (g *gathering) settle(p *Plan, n *Node) (Mark, int64, Span) {
	span := Span{Coverage: g.covered.div(uint64(g.shares), exact.Floor)}
	mark := g.mark & (Complete | Fixed)
	var score int64
	now, low := &g.pools[Scores], &g.pools[Lows]
	if n.lacks(now.required, now.known, now.scored, span.Coverage) == Nothing {
		mark |= Scored
		score = now.score(n, p)
	}
	switch {
	case mark&Fixed != 0:
		if mark&Scored != 0 {
			mark |= Bounded
			span.Low, span.High = score, score
		}
	case n.lacks(low.required, low.known, low.scored, Full) == Nothing:
		mark |= Bounded
		span.Low, span.High = low.score(n, p), g.pools[Highs].score(n, p)
	}
	if mark != Whole {
		mark |= Spread
	}
	return mark, score, span
}

// A Child is one child of a node as it counts there.
type Child struct {
	Position int32
	Score    int64
	Filled   bool // it has no score, and counts with Low
}

// A Gathering is what a node finds among its children at one end of their scores, child by child. It follows
// the rules of the columns, for nodes that another package computes.
type Gathering struct {
	Children []Child // those that count, in order
	Left     []int32 // those that have a weight and do not count
	There    bool    // at least one child is there
	Required int32   // a child that must have a score and has none; -1: none
	Scored   int     // children with a score of their own
	Lack     Lack
	Coverage int64 // Σ w·coverage / Σ w of the children there, rounded down
	Mark     Mark  // Complete and Fixed, if all children there are
}

// Gather applies the missing rules and quotas to the children of a node.
func (p *Plan) Gather(c *Columns, node int32, end End) Gathering {
	n := &p.nodes[node]
	g := Gathering{Required: -1, Mark: Complete | Fixed}
	known := false
	shares, covered := new(big.Int), new(big.Int)
	for i, at := range p.below(n) {
		weight := p.weighs(n, i, at)
		brings := c.brings(at, p)
		if weight.Sign() == 0 {
			continue
		}
		has, score := brings.at(end)
		how := n.takes(brings.mark, has, p.rules[at])
		if how != absent {
			g.There = true
			g.Mark &= brings.mark
			shares.Add(shares, weight)
			covered.Add(covered, new(big.Int).Mul(weight, big.NewInt(brings.Coverage)))
		}
		switch how {
		case counts:
			g.Scored++
			known = true
			g.Children = append(g.Children, Child{at, score, false})
			continue
		case filled:
			known = known || p.rules[at] == Zero
			g.Children = append(g.Children, Child{at, p.Low, true})
			continue
		case needed:
			g.Required = at
		}
		g.Left = append(g.Left, at)
	}
	if g.There {
		g.Coverage = exact.Div(covered, shares, exact.Floor).Int64()
	}
	if end != Scores {
		g.Lack = n.lacks(g.Required >= 0, known, g.Scored, Full)
	} else {
		g.Lack = n.lacks(g.Required >= 0, known, g.Scored, g.Coverage)
	}
	return g
}

// below lists the children of a node, first its own, then those it uses.
func (p *Plan) below(n *Node) []int32 {
	list := make([]int32, 0, int(n.Count)+len(n.Uses))
	for at := n.First; at < n.First+n.Count; at++ {
		list = append(list, at)
	}
	for _, e := range n.Uses {
		list = append(list, e.Child)
	}
	return list
}

// weighs returns the weight of a node's child.
func (p *Plan) weighs(n *Node, i int, at int32) *big.Int {
	switch {
	case n.Weights != nil:
		return n.Weights[i]
	case i < int(n.Count):
		return big.NewInt(p.weights[at])
	}
	return big.NewInt(n.Uses[i-int(n.Count)].Weight)
}

// A judgement counts instead of a child's own score.
type judgement struct {
	at    int32
	score int64
	alone bool
}

// Judge sets the score that a person gives a position, which counts instead of its own unless the position is
// Absent. If it stands alone, a node is there although none of its children is. Positions must come in ascending order.
func (c *Columns) Judge(position int32, score int64, alone bool) {
	c.judged = append(c.judged, judgement{position, score, alone})
}

// Unjudge takes all judgements back.
func (c *Columns) Unjudge() { c.judged = nil }

// Judged returns the score that counts instead of a position's own.
func (c *Columns) Judged(position int32) (int64, bool) {
	i, ok := c.find(position)
	if !ok || c.Mark(position)&Absent != 0 {
		return 0, false
	}
	return c.judged[i].score, true
}

// alone reports whether the judgement of a position stands alone.
func (c *Columns) alone(position int32) bool {
	i, ok := c.find(position)
	return ok && c.judged[i].alone
}

func (c *Columns) find(position int32) (at int, ok bool) {
	return slices.BinarySearchFunc(c.judged, position, func(j judgement, at int32) int { return int(j.at) - int(at) })
}

// bringing is what a position contributes to the nodes above it.
type bringing struct {
	mark  Mark
	score int64
	Span
}

// at returns the score at an end, and the mark that says whether there is one.
func (b *bringing) at(end End) (has Mark, score int64) {
	switch end {
	case Lows:
		return Bounded, b.Low
	case Highs:
		return Bounded, b.High
	}
	return Scored, b.score
}

// Brings returns the score that a position contributes to the nodes above it at an end, if it has one.
func (c *Columns) Brings(position int32, p *Plan, end End) (score int64, ok bool) {
	b := c.brings(position, p)
	has, score := b.at(end)
	return score, b.mark&has != 0
}

// brings returns what a position contributes to the nodes above it.
func (c *Columns) brings(position int32, p *Plan) bringing {
	ch, i := c.at(position)
	b := bringing{ch.marks[i], ch.scores[i], ch.span(i, p)}
	if len(c.judged) > 0 {
		if score, ok := c.Judged(position); ok {
			b.mark |= Scored | Bounded | Fixed
			b.score, b.Low, b.High = score, score, score
		}
	}
	return b
}
