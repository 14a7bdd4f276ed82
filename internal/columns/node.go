package columns

import (
	"math"
	"math/big"
	"math/bits"
	"slices"
)

// A Plan says what to compute. It is immutable once it is built, and may be shared.
type Plan struct {
	Low, Met, High int64 // the scale in units of 10^-10

	leaves
	kpis    int32
	nodes   []Node
	weights []int64 // by position, among its siblings, in units that the parent chooses
	rules   []Rule  // by position
	parents []int32 // by position: into nodes; -1: none
	uses    map[int32][]Edge
}

// A Rule says how a child without a score affects its parent.
type Rule uint8

// The rules.
const (
	Exclude Rule = iota
	Zero         // it counts with Low
	Require      // the parent has no score
)

// A Method says how a node is computed from its children.
type Method uint8

// The methods.
const (
	Foreign Method = iota // computed by its owner
	Mean                  // Σ w·s / Σ w
	Lowest
	Highest
)

// A Node is computed from its own children, which stand side by side, and from KPIs it uses from elsewhere.
type Node struct {
	First  int32 // position of the first child
	Count  int32
	Method Method
	whole  bool  // if every child is Whole, so is the node
	small  bool  // Σ w·s fits an int64
	total  int64 // Σ w
	// share is 2^64 / total, rounded down, if the node is small and rounds to the nearest unit; else 0.
	share uint64

	Uses    []Edge
	Percent bool // weights are percent: a child without a score counts with Low
	// Weights are those of its children, followed by those it uses, if they do not fit the columns; else nil.
	Weights     []*big.Int
	MinScored   int   // the number of children that must have a score
	MinCoverage int64 // in units of 10^-10
	Round       Rounding
}

// An Edge leads from a child to a node.
type Edge struct {
	Child  int32
	Node   int32
	Weight int64
}

// NewPlan returns a plan of so many KPIs and other nodes. Fill it with SetLeaf and SetNode.
func NewPlan(low, met, high int64, kpis, nodes int) *Plan {
	n := kpis + nodes
	p := &Plan{
		Low: low, Met: met, High: high, kpis: int32(kpis), nodes: make([]Node, nodes),
		weights: make([]int64, n), rules: make([]Rule, n), parents: make([]int32, n),
	}
	p.kinds, p.exps = make([]Kind, kpis), make([]int8, kpis)
	p.lines = make([]line, kpis)
	for i := range p.parents {
		p.parents[i] = -1
	}
	return p
}

// SetChild sets a position's weight among its siblings and its rule for a missing score.
func (p *Plan) SetChild(position int32, weight int64, rule Rule) {
	p.weights[position], p.rules[position] = weight, rule
}

// MaxTotal bounds the sum of the weights below a node. With scores of at most 2^54 units, their products sum
// up to less than 2^116.
const MaxTotal = 1 << 62

// SetNode adds a node after its children. The sum of its weights must be at most MaxTotal, and times Round.Step fit 63
// bits.
func (p *Plan) SetNode(number int32, n Node) {
	counted := 0
	for at := n.First; at < n.First+n.Count; at++ {
		p.parents[at] = number
		n.total += p.weights[at]
		if p.weights[at] > 0 {
			counted++
		}
	}
	for _, e := range n.Uses {
		if p.uses == nil {
			p.uses = map[int32][]Edge{}
		}
		p.uses[e.Child] = append(p.uses[e.Child], e)
		n.total += e.Weight
		if e.Weight > 0 {
			counted++
		}
	}
	hi, lo := bits.Mul64(uint64(n.total), uint64(max(p.High, -p.Low)))
	n.small = hi == 0 && lo < 1<<63
	n.whole = n.Method != Foreign && counted > 0 && counted >= n.MinScored
	if n.small && p.Low >= 0 && n.Round == (Rounding{Step: 1}) && n.whole && n.Method == Mean {
		n.share = math.MaxUint64 // stands for 2^64, the share of 1
		if n.total > 1 {
			n.share, _ = bits.Div64(1, 0, uint64(n.total))
		}
	}
	p.nodes[number] = n
}

// Clone returns a copy whose leaves can be set again. Call Index after them.
func (p *Plan) Clone() *Plan {
	c := *p
	c.kinds, c.exps = slices.Clone(p.kinds), slices.Clone(p.exps)
	c.lines, c.curves = slices.Clone(p.lines), slices.Clone(p.curves)
	return &c
}

// WithNodes returns a plan with these leaves and the nodes of another plan, which has as many of both.
func (p *Plan) WithNodes(of *Plan) *Plan {
	c := *p
	c.nodes, c.weights, c.rules, c.parents, c.uses = of.nodes, of.weights, of.rules, of.parents, of.uses
	return &c
}

// Size returns the number of positions.
func (p *Plan) Size() int { return len(p.parents) }

// Position returns a node's position in the columns.
func (p *Plan) Position(node int32) int32 { return p.kpis + node }

// Parent returns the node that a position is a child of; -1 for the last one.
func (p *Plan) Parent(position int32) int32 { return p.parents[position] }

// Weight returns a position's weight below its parent.
func (p *Plan) Weight(position int32) int64 { return p.weights[position] }

// Uses returns the nodes that use a KPI from elsewhere.
func (p *Plan) Uses(position int32) []Edge { return p.uses[position] }

// Method returns how a node is computed from its children.
func (p *Plan) Method(node int32) Method { return p.nodes[node].Method }

// Nodes computes all nodes, children first. For a Foreign node it calls foreign, which must set it.
func (p *Plan) Nodes(c *Columns, sums []Numerator, foreign func(node int32)) {
	one := len(c.chunks) == 1 && sums == nil && len(c.judged) == 0
	for i := range p.nodes {
		n := &p.nodes[i]
		switch {
		case n.Method == Foreign:
			foreign(int32(i))
		case one && n.share != 0 && len(n.Uses) == 0 && p.swift(c.chunks[0], n, int(p.kpis)+i):
		default:
			p.Node(c, int32(i), sums)
		}
	}
}

// swift computes a node whose children are all Whole, in columns of one chunk. That is the common case. It
// returns false if Node must look closer.
func (p *Plan) swift(ch *chunk, n *Node, at int) bool {
	marks := ch.marks[n.First:][:n.Count]
	scores, weights := ch.scores[n.First:][:len(marks)], p.weights[n.First:][:len(marks)]
	all, num := Whole, int64(0)
	for j, mark := range marks {
		all &= mark
		num += weights[j] * scores[j]
	}
	if all != Whole {
		return false
	}
	ch.marks[at], ch.scores[at] = Whole, n.wholeMean(wide{lo: uint64(num)}, p)
	return true
}

// A Numerator is the exact Σ w·s of a node whose children are all Whole. Shift changes it.
type Numerator struct {
	wide
	valid bool
}

// Node computes one node that is not Foreign: in one pass if every child is Whole, else with the missing
// rules.
func (p *Plan) Node(c *Columns, node int32, sums []Numerator) {
	n := &p.nodes[node]
	ch, i := c.at(p.kpis + node)
	if sums != nil {
		sums[node].valid = false
	}
	if n.whole && n.Method == Mean && len(c.judged) == 0 {
		if num, ok := p.sum(c, n); ok {
			ch.set(i, Whole, n.wholeMean(num, p), Span{})
			if sums != nil {
				sums[node] = Numerator{num, true}
			}
			return
		}
	}
	mark, score, span := p.gather(c, node)
	ch.set(i, mark, score, span)
}

// sum adds up w·s. It returns false if a child with a weight is not Whole.
func (p *Plan) sum(c *Columns, n *Node) (wide, bool) {
	var num wide
	all := Whole
	for at, end := n.First, n.First+n.Count; at < end; {
		ch, i := c.at(at)
		marks := ch.marks[i:min(i+int(end-at), len(ch.marks))]
		scores, weights := ch.scores[i:][:len(marks)], p.weights[at:][:len(marks)]
		if n.small {
			var part int64
			for j, mark := range marks {
				all &= mark
				part += weights[j] * scores[j]
			}
			num = num.add(wide{part >> 63, uint64(part)})
		} else {
			for j, mark := range marks {
				all &= mark
				num = num.add(mul(weights[j], scores[j]))
			}
		}
		at += int32(len(marks))
	}
	for _, e := range n.Uses {
		all &= c.Mark(e.Child)
		num = num.add(mul(e.Weight, c.Score(e.Child)))
	}
	return num, all == Whole || p.weighsWhole(c, n)
}

// weighsWhole reports whether every child with a weight is Whole.
func (p *Plan) weighsWhole(c *Columns, n *Node) bool {
	for at := n.First; at < n.First+n.Count; at++ {
		if p.weights[at] != 0 && c.Mark(at)&Whole != Whole {
			return false
		}
	}
	for _, e := range n.Uses {
		if e.Weight != 0 && c.Mark(e.Child)&Whole != Whole {
			return false
		}
	}
	return true
}

// mean divides a sum by the total weight of its terms.
func (n *Node) mean(num wide, total int64, p *Plan) int64 {
	return n.Round.round(num, uint64(total), p.Low, p.High)
}

// wholeMean is mean if all children count.
func (n *Node) wholeMean(num wide, p *Plan) int64 {
	if n.share == 0 {
		return n.mean(num, n.total, p)
	}
	score := nearest(num.lo, n.share, num.lo, uint64(n.total))
	return min(max(int64(score), p.Low), p.High)
}

// Shift updates a node after the score of a child with a weight has changed by change. The child must have a
// score before and after. Shift returns false if the node must be computed anew, because some of its data is
// missing.
func (p *Plan) Shift(c *Columns, node int32, weight, change int64, sums []Numerator) bool {
	s := &sums[node]
	if !s.valid {
		return false
	}
	n := &p.nodes[node]
	s.wide = s.add(mul(weight, change))
	ch, i := c.at(p.kpis + node)
	ch.scores[i] = n.wholeMean(s.wide, p)
	return true
}
