package bsc_test

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
)

// The reference is a second, plain implementation of what the numbers mean, to be read beside
// the design's page on semantics: exact fractions, recursion, nothing prepared, nothing reused.
// A number in parentheses is a point of that page. Only the library's types of definitions and
// readings are shared; every number is computed here.

// A testCard is a definition with what it is evaluated on. It is its own source of readings.
type testCard struct {
	def      *bsc.Definition
	readings map[bsc.Ref]bsc.Reading
	targets  bsc.UnitTargets
	period   bsc.Period
	timing   bsc.Timing
}

func (c testCard) Reading(q bsc.Query) (bsc.Reading, bool) {
	r, ok := c.readings[q.Ref]
	return r, ok
}

func (c testCard) input() bsc.Input {
	return bsc.Input{Period: c.period, Readings: c, Targets: c.targets, Timing: c.timing}
}

// A referenceNode is a node with what it says itself, completed by the Defaults above it (13),
// and, once evaluated, how it stands.
type referenceNode struct {
	ref        bsc.Ref
	kpi        *bsc.KPI // nil: a parent
	children   []referenceChild
	scorer     bsc.Policy
	bands      bands
	aggregator bsc.Policy
	missing    bsc.MissingRule
	round      bsc.Rounding
	quota      bsc.Quota

	referenceOutcome
}

// A referenceChild is a child under one parent: a KPI may have several (3).
type referenceChild struct {
	*referenceNode
	weight *fraction
}

// A referenceOutcome is how a node stands. Numbers that are nil are not there.
type referenceOutcome struct {
	done       bool
	score      *fraction
	attainment *fraction
	low, high  *fraction
	coverage   *fraction
	rating     bsc.Rating
	flags      bsc.Flags
	partial    bool     // it is a missing leaf, or one counts below it
	open       bool     // its bounds are not just its score
	units      *big.Int // of effective weight, in 10^-10
	parts      []part   // of parents: the children that contributed
	value      value    // of KPIs
}

// A reference is a card as the reference evaluates it.
type reference struct {
	testCard
	scale referenceScale
	nodes []*referenceNode // in definition order
	kpis  map[string]*referenceNode
}

// evaluateReference evaluates the card.
func evaluateReference(c testCard) *reference {
	r := newReference(c)
	root := r.nodes[0]
	r.evaluate(root)
	if root.score != nil {
		root.units.SetInt64(1e10)
	}
	for _, n := range r.nodes {
		n.handOn()
	}
	return r
}

// newReference builds the tree.
func newReference(c testCard) *reference {
	d := c.def
	r := &reference{testCard: c, kpis: map[string]*referenceNode{}}
	met := cmp.Or(d.Scale.Met, "100")
	r.scale = referenceScale{fractionOf(cmp.Or(d.Scale.Min, "0")), fractionOf(met), fractionOf(cmp.Or(d.Scale.Cap, met))}
	defaults := under(bsc.Defaults{
		Scorer:    bsc.Policy{Name: "linear"},
		Threshold: bsc.Policy{Name: "bands"},
		Missing:   bsc.Missing{Rule: bsc.MissingExclude},
		Round:     &bsc.Rounding{Places: 10},
	}, d.Defaults)
	root := r.node(bsc.Ref{Kind: bsc.KindScorecard, ID: d.ID}, defaults, bsc.Defaults{
		Threshold: d.Threshold, Aggregator: d.Aggregator, Round: d.Round,
	})
	root.quota = d.Quota
	for i := range d.Perspectives {
		r.perspective(root, &d.Perspectives[i], defaults)
	}
	r.addUses()
	return r
}

func (r *reference) perspective(root *referenceNode, p *bsc.Perspective, above bsc.Defaults) {
	n := r.node(bsc.PerspectiveRef(p.ID), above, bsc.Defaults{
		Threshold: p.Threshold, Aggregator: p.Aggregator, Missing: p.Missing, Round: p.Round,
	})
	n.quota = p.Quota
	root.adopt(n, p.Weight)
	for i := range p.Objectives {
		r.objective(n, &p.Objectives[i], under(above, p.Defaults))
	}
}

func (r *reference) objective(parent *referenceNode, o *bsc.Objective, above bsc.Defaults) {
	n := r.node(bsc.ObjectiveRef(o.ID), above, bsc.Defaults{
		Threshold: o.Threshold, Aggregator: o.Aggregator, Missing: o.Missing, Round: o.Round,
	})
	n.quota = o.Quota
	parent.adopt(n, o.Weight)
	for i := range o.KPIs {
		k := &o.KPIs[i]
		leaf := r.node(bsc.KPIRef(k.ID), under(above, o.Defaults), bsc.Defaults{
			Scorer: k.Scorer, Threshold: k.Threshold, Missing: k.Missing, Round: k.Round,
		})
		leaf.kpi = k
		r.kpis[k.ID] = leaf
		n.adopt(leaf, k.Weight)
	}
}

// addUses adds the KPIs that objectives use from elsewhere, after their own (3).
func (r *reference) addUses() {
	for _, p := range r.def.Perspectives {
		for _, o := range p.Objectives {
			for _, use := range o.Uses {
				r.find(bsc.ObjectiveRef(o.ID)).adopt(r.kpis[use.KPI], use.Weight)
			}
		}
	}
}

// node adds a node that inherits some things and says others itself.
func (r *reference) node(ref bsc.Ref, above, own bsc.Defaults) *referenceNode {
	d := under(above, own)
	n := &referenceNode{ref: ref, scorer: d.Scorer, aggregator: d.Aggregator, missing: d.Missing.Rule, round: *d.Round}
	n.bands = readBands(d.Threshold, r.scale)
	n.units, n.coverage = new(big.Int), integer(0)
	r.nodes = append(r.nodes, n)
	return n
}

func (r *reference) find(ref bsc.Ref) *referenceNode {
	return r.nodes[slices.IndexFunc(r.nodes, func(n *referenceNode) bool { return n.ref == ref })]
}

// adopt adds a child; an unset weight is 1 (12).
func (n *referenceNode) adopt(child *referenceNode, weight bsc.Number) {
	n.children = append(n.children, referenceChild{child, fractionOf(cmp.Or(weight, "1"))})
}

// under is what holds where some Defaults stand below others: the nearest win (13).
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
	}
}

// notThere are the flags of what changes neither score nor coverage nor bounds (10).
const notThere = bsc.FlagNotApplicable | bsc.FlagNotDue | bsc.FlagUnscored

// counts says whether the child is there for its parent.
func (c referenceChild) counts() bool {
	return c.weight.sign() > 0 && c.flags&notThere == 0
}

// evaluate settles a node, after its children.
func (r *reference) evaluate(n *referenceNode) {
	if n.done {
		return
	}
	n.done = true
	if n.kpi != nil {
		r.measure(n)
		return
	}
	for _, c := range n.children {
		r.evaluate(c.referenceNode)
	}
	if !slices.ContainsFunc(n.children, referenceChild.counts) {
		n.flags = bsc.FlagUnscored // none of its children is there, so neither is it
		return
	}
	n.cover()
	r.rollUp(n)
	r.bound(n)
}

// cover is Σ (weight × the child's coverage) / Σ weight, over the children that are there (11).
func (n *referenceNode) cover() {
	sum, weights := integer(0), integer(0)
	for _, c := range n.children {
		if c.counts() {
			sum, weights = sum.plus(c.weight.times(c.coverage)), weights.plus(c.weight)
			n.partial = n.partial || c.partial
			n.open = n.open || c.open
		} else if c.open && canVeto(n.aggregator, c.ref.ID) {
			n.open = true // of weight 0, and yet it can move the score
		}
	}
	n.coverage = sum.over(weights).rounded(10, bsc.RoundHalfAway)
}

// rollUp gives a parent its score, or none (10, 12).
func (r *reference) rollUp(n *referenceNode) {
	parts, ok := r.gather(n, func(c referenceChild) *fraction { return c.score })
	if ok {
		ok = n.coverage.compare(fractionOf(cmp.Or(n.quota.MinCoverage, "0"))) >= 0
	}
	if !ok {
		n.flags = bsc.FlagNoData
		return
	}
	exact, err := r.aggregate(n, parts)
	switch {
	case err != nil:
		n.flags = bsc.FlagFailed
		return
	case exact == nil:
		n.flags = bsc.FlagNoData
		return
	}
	n.parts = parts.counted
	r.settle(n, exact)
	r.rate(n)
	if n.partial {
		n.flags |= bsc.FlagPartial
	}
}

// gather collects the children with the scores that of gives them, where nil is none. It
// refuses where a missing rule or the quota leaves the parent without a score (10).
func (r *reference) gather(n *referenceNode, of func(referenceChild) *fraction) (parts gathered, ok bool) {
	scored := 0
	for _, c := range n.children {
		p := part{c.referenceNode, of(c), c.weight, c.rating}
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
			p.score, p.rating = r.scale.min, n.bands.rate(r.scale.min)
			ok = true
		case innermost(n.aggregator) == "weighted_sum":
			p.score = r.scale.min // it counts, but alone it gives no score
		default:
			continue
		}
		parts.counted = append(parts.counted, p)
	}
	return parts, ok && scored >= n.quota.MinChildren
}

// aggregate applies a parent's aggregator.
func (r *reference) aggregate(n *referenceNode, parts gathered) (*fraction, error) {
	return aggregate{r.scale, parts, n.bands.limits}.combine(n.aggregator)
}

// settle rounds the exact score once, as the node says, and clamps it to Min..Cap (5, 17, 18).
func (r *reference) settle(n *referenceNode, exact *fraction) {
	n.attainment = exact.rounded(int(n.round.Places), n.round.Mode)
	n.score = n.attainment.within(r.scale.min, r.scale.cap)
	if n.score != n.attainment {
		n.flags |= bsc.FlagCapped
	}
}

// bound is the score with all missing leaves at Min, and with all at Cap: the same roll-up of
// the children's own bounds (11).
func (r *reference) bound(n *referenceNode) {
	if !n.open {
		n.low, n.high = n.score, n.score
		return
	}
	lows, ok := r.gather(n, func(c referenceChild) *fraction { return c.low })
	highs, _ := r.gather(n, func(c referenceChild) *fraction { return c.high })
	switch name := innermost(n.aggregator); {
	case !ok: // the quota cannot be met
	case name == "most_frequent" || name == firstPart:
		n.low, n.high = r.scale.min, r.scale.cap
	default:
		n.low, n.high = r.end(n, lows), r.end(n, highs)
		if n.low == nil && n.high != nil {
			n.low = r.scale.min // refused as Min is negative; completions are not, from somewhere
		}
	}
}

// end is a parent's score in one completion of the missing data, or nil where its aggregator
// refuses it.
func (r *reference) end(n *referenceNode, parts gathered) *fraction {
	exact, err := r.aggregate(n, parts)
	if err != nil {
		return nil
	}
	return exact.rounded(int(n.round.Places), n.round.Mode).within(r.scale.min, r.scale.cap)
}

// handOn gives a parent's units of effective weight to the children that contributed, in
// proportion to their weights, by largest remainder, ties by definition order (14).
func (n *referenceNode) handOn() {
	if len(n.parts) == 0 {
		return
	}
	whole := sumOf(n.parts, part.itsWeight)
	if innermost(n.aggregator) == "weighted_sum" {
		whole = tenTo(2) // percent, of which those that are not there keep theirs
	}
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
