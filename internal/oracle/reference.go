package oracle

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
)

// A Node is a node with its own settings, completed by the Defaults above it (13). Once evaluated, it has its outcome.
type Node struct {
	Ref        bsc.Ref
	KPI        *bsc.KPI // nil: a parent
	Scorer     bsc.Policy
	Aggregator bsc.Policy
	Round      bsc.Rounding
	Quota      bsc.Quota

	parent   *Node // above it in the definition; nil: the scorecard itself
	children []child
	judges   bool       // what people say counts
	joined   bsc.Rollup // how what they say of parts makes up the whole; "": not at all
	said     []saying   // by people, in order
	verdict  *saying    // which of it counts; nil: nothing
	alone    bool       // it has no score of its own, and is there by the verdict alone
	rates    threshold
	missing  bsc.MissingRule
	outcome
}

// Aggregates names the aggregator that the node's parts go into, below any vetoes. "" is the weighted mean.
func (n *Node) Aggregates() string { return innermost(n.Aggregator) }

// A child is a node under one parent: a KPI may have several (3).
type child struct {
	*Node
	weight *fraction
}

// An outcome is the outcome of a node. A number that is nil is not there.
type outcome struct {
	done       bool
	score      *fraction
	attainment *fraction
	low, high  *fraction
	coverage   *fraction
	rating     bsc.Rating
	flags      bsc.Flags
	partial    bool     // it is a missing leaf, or one below it counts
	open       bool     // its bounds are not just its score
	units      *big.Int // of effective weight, in 10^-10
	parts      []part   // of parents: the children that contributed
	value      value    // of KPIs
}

// A Tree is a card as the reference sees it.
type Tree struct {
	Nodes []*Node // in definition order

	card  Card
	scale scale
	kpis  map[string]*Node
}

// evaluate returns the card with how each of its nodes stands.
func evaluate(c Card) *Tree {
	r := NewTree(c)
	r.hear()
	root := r.Nodes[0]
	r.evaluate(root)
	if root.score != nil {
		root.units.SetInt64(1e10)
	}
	for _, n := range r.Nodes {
		n.handOn()
	}
	return r
}

// NewTree returns the card with what each of its nodes says, and nothing evaluated.
func NewTree(c Card) *Tree {
	d := c.Definition
	r := &Tree{card: c, kpis: map[string]*Node{}}
	met := cmp.Or(d.Scale.Met, "100")
	r.scale = scale{fractionOf(cmp.Or(d.Scale.Min, "0")), fractionOf(met), fractionOf(cmp.Or(d.Scale.Cap, met))}
	defaults := under(bsc.Defaults{
		Scorer:    bsc.Policy{Name: "linear"},
		Threshold: bsc.Policy{Name: "bands"},
		Missing:   bsc.Missing{Rule: bsc.MissingExclude},
		Round:     &bsc.Rounding{Places: 10},
	}, d.Defaults)
	root := r.node(bsc.Ref{Kind: bsc.KindScorecard, ID: d.ID}, defaults, bsc.Defaults{
		Threshold: d.Threshold, Aggregator: d.Aggregator, Round: d.Round,
	})
	root.Quota = d.Quota
	for i := range d.Perspectives {
		r.perspective(root, &d.Perspectives[i], defaults)
	}
	r.addUses()
	return r
}

func (r *Tree) perspective(root *Node, p *bsc.Perspective, above bsc.Defaults) {
	n := r.node(bsc.PerspectiveRef(p.ID), above, bsc.Defaults{
		Threshold: p.Threshold, Aggregator: p.Aggregator, Missing: p.Missing, Round: p.Round,
	})
	n.Quota = p.Quota
	root.adopt(n, p.Weight)
	for i := range p.Objectives {
		r.objective(n, &p.Objectives[i], under(above, p.Defaults))
	}
}

func (r *Tree) objective(parent *Node, o *bsc.Objective, above bsc.Defaults) {
	n := r.node(bsc.ObjectiveRef(o.ID), above, bsc.Defaults{
		Threshold: o.Threshold, Aggregator: o.Aggregator, Missing: o.Missing, Round: o.Round,
	})
	n.Quota = o.Quota
	parent.adopt(n, o.Weight)
	for i := range o.KPIs {
		k := &o.KPIs[i]
		leaf := r.node(bsc.KPIRef(k.ID), under(above, o.Defaults), bsc.Defaults{
			Scorer: k.Scorer, Threshold: k.Threshold, Missing: k.Missing, Round: k.Round,
		})
		leaf.KPI = k
		r.kpis[k.ID] = leaf
		n.adopt(leaf, k.Weight)
	}
}

// addUses adds the KPIs that objectives use from elsewhere, after their own (3).
func (r *Tree) addUses() {
	for _, p := range r.card.Definition.Perspectives {
		for _, o := range p.Objectives {
			for _, use := range o.Uses {
				r.Node(bsc.ObjectiveRef(o.ID)).adopt(r.kpis[use.KPI], use.Weight)
			}
		}
	}
}

// node adds a node that inherits some things and says others itself.
func (r *Tree) node(ref bsc.Ref, above, own bsc.Defaults) *Node {
	d := under(above, own)
	n := &Node{Ref: ref, Scorer: d.Scorer, Aggregator: d.Aggregator, missing: d.Missing.Rule, Round: *d.Round}
	n.judges, n.joined = d.Assessments == bsc.AssessmentsCount, d.AssessmentRollup
	if n.joined == bsc.RollupNone {
		n.joined = ""
	}
	n.rates = readThreshold(d.Threshold, r.scale, r.card.Period)
	n.units, n.coverage = new(big.Int), integer(0)
	r.Nodes = append(r.Nodes, n)
	return n
}

// Node finds a node of the card. There must be one.
func (r *Tree) Node(ref bsc.Ref) *Node {
	return r.Nodes[slices.IndexFunc(r.Nodes, func(n *Node) bool { return n.Ref == ref })]
}

// adopt adds a child; an unset weight is 1 (12).
func (n *Node) adopt(below *Node, weight bsc.Number) {
	n.children = append(n.children, child{below, fractionOf(cmp.Or(weight, "1"))})
	if below.parent == nil {
		below.parent = n
	}
}

// under returns the Defaults in force where some stand below others: the nearest win (13).
func under(above, own bsc.Defaults) bsc.Defaults {
	nearest := func(p, above bsc.Policy) bsc.Policy {
		if p.IsZero() {
			return above
		}
		return p
	}
	return bsc.Defaults{
		Scorer:     nearest(own.Scorer, above.Scorer),
		Threshold:  nearest(own.Threshold, above.Threshold),
		Aggregator: nearest(own.Aggregator, above.Aggregator),
		Missing:    cmp.Or(own.Missing, above.Missing),
		Round:      cmp.Or(own.Round, above.Round),

		Assessments:      cmp.Or(own.Assessments, above.Assessments),
		AssessmentRollup: cmp.Or(own.AssessmentRollup, above.AssessmentRollup),
	}
}

// notThere are the flags of a node that changes neither score nor coverage nor bounds (10).
const notThere = bsc.FlagNotApplicable | bsc.FlagNotDue | bsc.FlagUnscored

// counts says whether the child is there for its parent.
func (c child) counts() bool {
	return c.weight.sign() > 0 && c.flags&notThere == 0
}

// evaluate computes a node, after its children.
func (r *Tree) evaluate(n *Node) {
	if n.done {
		return
	}
	n.done = true
	if n.KPI != nil {
		r.measure(n)
		return
	}
	for _, c := range n.children {
		r.evaluate(c.Node)
	}
	if !slices.ContainsFunc(n.children, child.counts) {
		n.flags = bsc.FlagUnscored // none of its children is there, so neither is it
		if n.isBare() && n.ruled() {
			n.standAlone()
		}
		return
	}
	n.cover()
	r.rollUp(n)
	r.bound(n)
}

// cover is Σ (weight × the child's coverage) / Σ weight, over the children that count. It is rounded down at each
// level, so that it is 1 only if it is complete (11).
func (n *Node) cover() {
	sum, weights := integer(0), integer(0)
	for _, c := range n.children {
		if c.counts() {
			sum, weights = sum.plus(c.weight.times(c.coverage)), weights.plus(c.weight)
			n.partial = n.partial || c.partial
			n.open = n.open || c.isOpen()
		} else if c.isOpen() && canVeto(n.Aggregator, c.Ref.ID) {
			n.open = true // its weight is 0, and yet it can change the score
		}
	}
	n.coverage = sum.over(weights).rounded(10, bsc.RoundFloor)
}

// reaches says whether a coverage meets a quota, to eight places (11). Only what is complete is all of it.
func (x *fraction) reaches(quota bsc.Number) bool {
	least := fractionOf(cmp.Or(quota, "0"))
	if least.compare(integer(1)) == 0 {
		return x.compare(least) >= 0
	}
	least = least.rounded(8, bsc.RoundHalfAway)
	return x.rounded(8, bsc.RoundHalfAway).compare(least) >= 0
}

// rollUp gives a parent its score, or none (10, 12).
func (r *Tree) rollUp(n *Node) {
	parts, ok := r.gather(n, func(c child) *fraction { return c.score })
	if ok {
		ok = n.coverage.reaches(n.Quota.MinCoverage)
	}
	if !ok {
		n.flags = bsc.FlagNoData | n.own()
		return
	}
	exact, err := r.aggregate(n, parts)
	switch {
	case err != nil:
		n.flags = bsc.FlagFailed | n.own()
		return
	case exact == nil:
		n.flags = bsc.FlagNoData | n.own()
		return
	}
	n.parts = parts.counted
	n.flags |= n.own() | n.fromBelow()
	if n.partial {
		n.flags |= bsc.FlagPartial
	}
	r.settle(n, exact)
	r.rate(n)
}

// gather collects the children with the scores that of returns; nil is none. It refuses if a missing rule or the quota
// leaves the parent without a score (10).
func (r *Tree) gather(n *Node, of func(child) *fraction) (parts gathered, ok bool) {
	scored := 0
	for _, c := range n.children {
		p := part{c.Node, c.brings(of(c)), c.weight, r.shows(c)}
		switch {
		case p.weight.sign() == 0 && p.score != nil:
			parts.beside = append(parts.beside, p)
			continue
		case !c.counts():
			continue
		case p.score != nil:
			scored++
			ok = true
		case c.missing == bsc.MissingRequire:
			return gathered{}, false
		case c.missing == bsc.MissingZero:
			p.score, p.rating = r.scale.min, r.ratingOfMin(n)
			ok = true
		case innermost(n.Aggregator) == "weighted_sum":
			p.score = r.scale.min // it counts, but alone it gives no score
		default:
			continue
		}
		parts.counted = append(parts.counted, p)
	}
	return parts, ok && scored >= n.Quota.MinChildren
}

// counted is the number with which the node's own parent counts it (10).
func (r *Tree) counted(n *Node) *fraction {
	brings := child{Node: n}.brings(n.score)
	switch {
	case brings != nil || n.flags&notThere != 0 || n.parent == nil || n.missing == bsc.MissingRequire:
		return brings
	case n.missing == bsc.MissingZero || innermost(n.parent.Aggregator) == "weighted_sum":
		return r.scale.min
	}
	return nil
}

// aggregate applies a parent's aggregator.
func (r *Tree) aggregate(n *Node, parts gathered) (*fraction, error) {
	rated := slices.DeleteFunc(slices.Clone(n.rates.limits), func(l limit) bool { return l.rating == "" })
	return aggregate{r.scale, parts, rated}.combine(n.Aggregator)
}

// settle rounds the exact score once, as the node says, and clamps it to Min..Cap (5, 17, 18).
func (r *Tree) settle(n *Node, exact *fraction) {
	n.attainment = exact.rounded(int(n.Round.Places), n.Round.Mode)
	n.score = n.attainment.within(r.scale.min, r.scale.cap)
	if n.score != n.attainment {
		n.flags |= bsc.FlagCapped
	}
}

// bound is the score with all missing leaves at Min, and with all at Cap: the same roll-up of
// the children's own bounds (11).
func (r *Tree) bound(n *Node) {
	if !n.open {
		n.low, n.high = n.score, n.score
		return
	}
	lows, ok := r.gather(n, func(c child) *fraction { return c.low })
	highs, _ := r.gather(n, func(c child) *fraction { return c.high })
	switch name := innermost(n.Aggregator); {
	case !ok: // the quota cannot be met
	case name == "most_frequent" || name == firstPart:
		n.low, n.high = r.scale.min, r.scale.cap
	default:
		n.low, n.high = r.end(n, lows), r.end(n, highs)
		if n.low == nil && n.high != nil {
			n.low = r.scale.min // refused because Min is negative; completions above some score are not
		}
	}
}

// end is a parent's score for one completion of the missing data, or nil if its aggregator refuses it.
func (r *Tree) end(n *Node, parts gathered) *fraction {
	exact, err := r.aggregate(n, parts)
	if err != nil {
		return nil
	}
	return exact.rounded(int(n.Round.Places), n.Round.Mode).within(r.scale.min, r.scale.cap)
}

// handOn gives a parent's units of effective weight to the children that contributed, in
// proportion to their weights, by largest remainder, ties by definition order (14).
func (n *Node) handOn() {
	if len(n.parts) == 0 || n.Ref.Kind != bsc.KindScorecard && n.isJudged() {
		return
	}
	whole := sumOf(n.parts, part.itsWeight)
	handed := integer(0)
	rests := make([]*fraction, len(n.parts))
	for i, p := range n.parts {
		share := wholeNumber(n.units).times(p.weight).over(whole)
		p.node.units.Add(p.node.units, share.floor())
		rests[i] = share.minus(wholeNumber(share.floor()))
		handed = handed.plus(rests[i])
	}
	for range handed.rounded(0, bsc.RoundHalfAway).floor().Int64() {
		most := 0
		for i := range rests {
			if rests[most].below(rests[i]) {
				most = i
			}
		}
		rests[most] = integer(-1)
		n.parts[most].node.units.Add(n.parts[most].node.units, big.NewInt(1))
	}
}
