package bsc

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/shopspring/decimal"
)

// layOut gives every node its position in the columns of an evaluation, and says which of
// them package columns computes: KPIs whose value is one reading of the period evaluated and whose
// built-in scorer has one target for all periods, and nodes whose built-in aggregator
// needs nothing but scores and weights. The rest is computed node by node, in decimals.
func (s *Scorecard) layOut() {
	s.places = make([]int32, len(s.nodes))
	s.ids = make([]string, len(s.kpis))
	for slot, at := range s.kpis {
		s.places[at] = int32(slot)
		s.ids[slot] = s.nodes[at].ref.ID
	}
	s.parents = nil
	for _, kind := range []Kind{KindObjective, KindPerspective, KindScorecard} {
		for at := range s.nodes {
			if s.nodes[at].ref.Kind == kind {
				s.places[at] = int32(len(s.kpis) + len(s.parents))
				s.parents = append(s.parents, at)
			}
		}
	}
	s.plainIDs = s.idsArePlain()
	plan := s.weighted()
	s.bare = plan.Clone()
	s.bare.Index()
	s.plans = [almanac.Kinds + 1]*columns.Plan{}
	s.plans[0] = s.withStanding(plan, 0)
	for i := range s.time.Measures {
		if kind := s.time.Measures[i].Kind; s.plans[kind] == nil {
			s.plans[kind] = s.withStanding(plan.Clone(), kind)
		}
	}
	s.timed, s.timePlans = s.isTimed(), s.newTimePlans()
}

// weighted returns a plan of all nodes without leaves.
func (s *Scorecard) weighted() *columns.Plan {
	plan := columns.NewPlan(s.low, unitsOf(s.scale.Met).Int64(), s.high, len(s.kpis), len(s.parents))
	for i, at := range s.parents {
		plan.SetNode(int32(i), s.columnsNode(plan, at))
	}
	return plan
}

// reweigh lays out a scorecard of which only weights have changed: plans of time do not depend on them.
func (s *Scorecard) reweigh() {
	plan := s.weighted()
	s.bare = s.bare.WithNodes(plan)
	for kind, before := range s.plans {
		if before != nil {
			s.plans[kind] = before.WithNodes(plan)
		}
	}
}

// withStanding gives a plan the leaves of the KPIs that are plain in periods of a kind and have one target for all of
// them, or none.
func (s *Scorecard) withStanding(plan *columns.Plan, kind almanac.Kind) *columns.Plan {
	for slot, at := range s.kpis {
		if target, ok := s.nodes[at].kpi.standingTarget(); ok && s.plain(slot, kind) {
			plan.SetLeaf(int32(slot), s.leaf(&s.nodes[at], target))
		}
	}
	plan.Index()
	return plan
}

// planOf returns the plan for periods of a kind.
func (s *Scorecard) planOf(kind almanac.Kind) *columns.Plan {
	if plan := s.plans[kind]; plan != nil {
		return plan
	}
	return s.plans[0]
}

// idsArePlain reports whether the id of a KPI or series alone says what a key of Actuals means.
func (s *Scorecard) idsArePlain() bool {
	seen := make(map[string]bool, len(s.slots))
	for ref := range s.slots {
		if _, prefixed := cutKind(ref.ID); prefixed || seen[ref.ID] {
			return false
		}
		seen[ref.ID] = true
	}
	return true
}

// plain reports whether in periods of a kind a KPI's value is the reading of the period, and is scored by a built-in
// rule on numbers.
func (s *Scorecard) plain(slot int, kind almanac.Kind) bool {
	n, m := &s.nodes[s.kpis[slot]], &s.time.Measures[slot]
	if !s.builtinNumbers(slot) || m.Calc != nil {
		return false
	}
	return (m.Kind == 0 || m.Kind == kind) && m.Basis == (measure.Basis{}) && m.Since == 0 && m.Until == 0 && !n.kpi.summed
}

// builtinNumbers reports whether a KPI is scored by a built-in rule on numbers, and rated by one.
func (s *Scorecard) builtinNumbers(slot int) bool {
	n := &s.nodes[s.kpis[slot]]
	own, builtin := n.kpi.scorer.policy.(builtinScorer)
	if !builtin || !n.ratesPlainly() {
		return false
	}
	_, labels := own.rule.(pointsScorer)
	return !labels
}

// ratesPlainly reports whether a node's rating follows from its outcome by a built-in threshold.
func (n *node) ratesPlainly() bool {
	switch n.threshold.policy.(type) {
	case bands, noneThreshold:
		return true
	}
	return false
}

// leaf returns how the columns score a KPI with a target; the kind Other where they cannot.
func (s *Scorecard) leaf(n *node, target ResolvedTarget) columns.Leaf {
	own := n.kpi.scorer.policy.(builtinScorer)
	if own.checkDirection(n.kpi.direction) != nil || own.checkTarget(n.kpi.direction, target) != nil {
		return columns.Leaf{}
	}
	pieces := own.pieces(target, n.kpi.direction, s.scale)
	round := n.round.inColumns()
	exp, ok := exponentOf(pieces)
	if !ok {
		return columns.Leaf{}
	}
	l := columns.Leaf{Kind: columns.Curve, Exp: int8(exp), Round: round}
	for i := range pieces {
		p, ok := pieces[i].inUnits(exp, round.Step)
		if !ok {
			return columns.Leaf{}
		}
		l.Pieces = append(l.Pieces, p)
	}
	if p := &pieces[0]; len(pieces) == 1 && s.low >= 0 && n.round == tenPlaces() && p.one.Score.Equal(s.scale.Min) && p.two.Score.Equal(s.scale.Met) {
		from, _ := aligned(p.one.Value, exp)
		to, _ := aligned(p.two.Value, exp)
		l = columns.Leaf{Kind: columns.Line, Exp: int8(exp), Base: from, Rise: to - from}
	}
	return l
}

// inColumns returns the rounding as one to a multiple of units of 10^-10.
func (r rounding) inColumns() columns.Rounding {
	return columns.Rounding{Step: exact.Pow10(exact.Places - r.places).Int64(), Mode: r.mode}
}

// exponentOf returns the exponent at which all values of some pieces are integers, with as much
// room for values that have more decimals, or are larger, as fits.
func exponentOf(pieces []piece) (int32, bool) {
	const least, larger = -15, 3
	exponent := int32(0)
	var most decimal.Decimal
	for i := range pieces {
		p := &pieces[i]
		for _, v := range []decimal.Decimal{p.from.Decimal, p.one.Value, p.two.Value} {
			exponent = min(exponent, v.Exponent())
			most = decimal.Max(most, v.Abs())
		}
	}
	if _, ok := aligned(most, exponent); !ok {
		return 0, false
	}
	for exponent > least {
		if _, ok := aligned(most.Shift(larger), exponent-1); !ok {
			break
		}
		exponent--
	}
	return exponent, true
}

// inUnits returns a piece in integers: values in units of 10^exponent, scores in units of 10^-10.
func (p *piece) inUnits(exponent int32, step int64) (columns.Piece, bool) {
	var numbers [5]int64
	for i, v := range []struct {
		of       decimal.Decimal
		exponent int32
	}{{p.from.Decimal, exponent}, {p.one.Value, exponent}, {p.two.Value, exponent}, {p.one.Score, -exact.Places}, {p.two.Score, -exact.Places}} {
		n, ok := aligned(v.of, v.exponent)
		if !ok {
			return columns.Piece{}, false
		}
		numbers[i] = n
	}
	from, one, two, low, high := numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]
	if p.after {
		from++
	}
	c := columns.Piece{From: from, V0: one, S0: low, Rise: high - low, Run: two - one}
	switch {
	case one == two:
		c.Rise, c.Run = 0, 1
	case c.Run < 0:
		c.Rise, c.Run = -c.Rise, -c.Run
	}
	fit := columns.Fits(c.Rise) && columns.Fits(c.Run) && columns.Fits(c.From)
	return c, fit && new(big.Int).Mul(big.NewInt(c.Run), big.NewInt(step)).IsInt64()
}

// aligned returns a number in units of 10^exponent, if it is an integer there that fits the columns.
func aligned(d decimal.Decimal, exponent int32) (int64, bool) {
	if d.NumDigits() > 18 {
		return 0, false
	}
	n := d.CoefficientInt64()
	if n == 0 {
		return 0, true
	}
	shift := d.Exponent() - exponent
	if shift < 0 || shift >= int32(len(pow10)) {
		return alignedSlowly(d, exponent)
	}
	if limit := most10[shift]; n > limit || n < -limit {
		return 0, false
	}
	return n * pow10[shift], true
}

// alignedSlowly is aligned for numbers with more decimals than the exponent has: they may be zeros.
func alignedSlowly(d decimal.Decimal, exponent int32) (int64, bool) {
	d, p := checkDecimal(d)
	if p != nil || d.Exponent() < exponent || d.Exponent()-exponent >= int32(len(pow10)) {
		return 0, false
	}
	return aligned(d, exponent)
}

// pow10 are the powers of ten that fit an int64.
var pow10 = [...]int64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
}

// most10 are the largest numbers whose product with those powers fits the columns.
var most10 = func() (most [len(pow10)]int64) {
	for i, p := range pow10 {
		most[i] = (1 << 61) / p
	}
	return most
}()

// columnsNode returns how the columns compute a node, and gives its children their weights.
func (s *Scorecard) columnsNode(plan *columns.Plan, at int) columns.Node {
	n := &s.nodes[at]
	round := n.round.inColumns()
	c := columns.Node{MinScored: n.minChildren, Round: round, Percent: n.traits.percent}
	c.MinCoverage = leastCoverage(n.minCoverage)
	if n.ratesPlainly() {
		c.Method = n.traits.column
	}
	weights, hundred, ok := n.weights(round.Step)
	if c.Hundred = hundred; !ok {
		c.Method, c.Weights = columns.Foreign, n.wideWeights()
	}
	for i, ch := range n.children {
		place := s.places[ch.node]
		if s.nodes[ch.node].parent != at {
			c.Uses = append(c.Uses, columns.Edge{Child: place, Node: s.places[at] - int32(len(s.kpis)), Weight: weights[i]})
			continue
		}
		if c.Count == 0 {
			c.First = place
		}
		c.Count++
		plan.SetChild(place, weights[i], ruleOf(s.nodes[ch.node].missing))
	}
	return c
}

// weights returns the weights of a node's children as integers in a unit of their own, and what 100 is in that unit. It
// is false, with zeros, where they do not fit the columns together.
func (n *node) weights(step int64) (weights []int64, hundred int64, ok bool) {
	exponent, weights := n.weightUnit(), make([]int64, len(n.children))
	total, ok := int64(0), true
	for i, ch := range n.children {
		var fits bool
		weights[i], fits = aligned(ch.weight, exponent)
		total += weights[i]
		if !fits || total > columns.MaxTotal {
			ok = false
			break
		}
	}
	hundred, fits := aligned(decimal.New(100, 0), exponent)
	for _, sum := range []int64{total, hundred} {
		high, low := bits.Mul64(uint64(sum), uint64(step))
		fits = fits && high == 0 && low <= math.MaxInt64
	}
	if !ok || !fits {
		return make([]int64, len(n.children)), hundred, false
	}
	return weights, hundred, true
}

// weightUnit returns the exponent at which the weights of all children are integers.
func (n *node) weightUnit() int32 {
	exponent := int32(0)
	for _, ch := range n.children {
		exponent = min(exponent, ch.weight.Exponent())
	}
	return exponent
}

// wideWeights returns the weights of a node's children as integers of any size.
func (n *node) wideWeights() []*big.Int {
	wide, exponent := make([]*big.Int, len(n.children)), n.weightUnit()
	for i, ch := range n.children {
		wide[i] = exact.Scaled(ch.weight, exponent)
	}
	return wide
}

func ruleOf(m MissingRule) columns.Rule {
	switch m {
	case MissingZero:
		return columns.Zero
	case MissingRequire:
		return columns.Require
	}
	return columns.Exclude
}
