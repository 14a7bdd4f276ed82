package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/shopspring/decimal"
)

// How the state of a node is kept in the columns, and read from them.

// kept is what the columns keep of a node that they did not compute: its state and, for KPIs, its value.
type kept struct {
	value value
	state state
	memo  *memo // on a board: what the sources have said for this node; nil: the evaluation's memo
}

// enter puts a node's state into the columns and keeps the rest beside them.
func (e *evaluation) enter(at int, k *kept) {
	st := &k.state
	mark := columns.Kept
	for _, m := range []struct {
		is   bool
		mark columns.Mark
	}{{st.ok, columns.Scored}, {st.absent, columns.Absent}, {st.bounded, columns.Bounded}, {st.complete, columns.Complete}, {st.fixed, columns.Fixed}} {
		if m.is {
			mark |= m.mark
		}
	}
	if mark&columns.Whole != columns.Whole {
		mark |= columns.Spread
	}
	place := e.card.places[at]
	e.columns.Keep(place, k)
	e.columns.Set(place, mark, st.score, columns.Span{Low: st.low, High: st.high, Coverage: st.coverage})
}

// stored returns what the columns keep of a node; nil if nothing.
func (e *evaluation) stored(at int) *kept {
	k, _ := e.columns.Kept(e.card.places[at]).(*kept)
	return k
}

// kept returns what the columns keep of a node or the rows have of it; nil if it follows from the columns.
func (e *evaluation) kept(at int) *kept {
	k := e.stored(at)
	if k == nil && e.isInRows(at) {
		return e.derived(at)
	}
	return k
}

// isInRows reports whether the rows have scored a KPI and nothing else is kept of it.
func (e *evaluation) isInRows(at int) bool {
	if e.timed.plan == nil || e.card.nodes[at].kpi == nil || e.plan.Kind(e.card.places[at]) != columns.Other {
		return false
	}
	_, isScore := e.given[at]
	return !isScore
}

// memoOf returns what the sources have said for a KPI.
func (e *evaluation) memoOf(at int) *memo {
	if k := e.stored(at); k != nil && k.memo != nil {
		return k.memo
	}
	return e.memo
}

// nodeAt returns the node at a position in the columns.
func (s *Scorecard) nodeAt(place int32) int {
	if int(place) < len(s.kpis) {
		return s.kpis[place]
	}
	return s.parents[int(place)-len(s.kpis)]
}

// mark returns a node's mark in the columns.
func (e *evaluation) mark(at int) columns.Mark { return e.columns.Mark(e.card.places[at]) }

// stands returns the value of a KPI and the state of a node.
func (e *evaluation) stands(at int) (value, *state) {
	if k := e.kept(at); k != nil {
		return k.value, &k.state
	}
	if e.card.nodes[at].kpi == nil {
		return value{}, e.state(at)
	}
	return e.value(at), e.state(at)
}

// state returns the complete state of a node, as kept or as it follows from the columns.
func (e *evaluation) state(at int) *state {
	if k := e.kept(at); k != nil {
		return &k.state
	}
	if c, ok := e.given[at]; ok {
		return &e.adopt(at, c).state
	}
	if e.card.nodes[at].kpi == nil {
		return e.parentState(at)
	}
	v := e.value(at)
	t := e.plainTarget(at, &v)
	st := e.decide(at, &v, &t, e.inside(at))
	return &st
}

// inside returns the score of a node whose score lies inside the scale, where it equals the attainment.
func (e *evaluation) inside(at int) Score {
	if score := e.score(at); score.quanta > e.card.low && score.quanta < e.card.high {
		return score
	}
	return Score{}
}

// parentState returns the state of a node above KPIs that the columns have computed.
func (e *evaluation) parentState(at int) *state {
	st := new(state)
	score := e.inside(at)
	if !score.Valid() {
		e.parent(at, st) // computes the score that is in the columns, with its attainment
		return st
	}
	place := e.card.places[at]
	mark, span := e.columns.Mark(place), e.columns.Span(place, e.plan)
	st.bounded, st.low, st.high = mark&columns.Bounded != 0, span.Low, span.High
	st.complete, st.fixed, st.coverage = mark&columns.Complete != 0, mark&columns.Fixed != 0, span.Coverage
	if !st.complete {
		st.flags = FlagPartial
	}
	st.flags |= e.ownFlag(at) | e.flagBelow(at)
	e.stand(at, nil, st, score)
	return st
}

// value returns a KPI's value.
func (e *evaluation) value(at int) value {
	if k := e.kept(at); k != nil {
		return k.value
	}
	if c, ok := e.given[at]; ok {
		return e.adopt(at, c).value
	}
	slot := e.card.places[at]
	mark := e.columns.Mark(slot)
	if mark&columns.Scored == 0 {
		return e.noReading(at)
	}
	amount := decimal.New(e.columns.Value(slot), int32(e.plan.Exp(slot))).Normalize()
	return value{amount: amount, state: measure.There, coverage: fullQuanta, provisional: mark&columns.Provisional != 0}
}

// noReading is the value of a KPI with readings of its own that has none for the period of the input.
func (e *evaluation) noReading(at int) value {
	if e.timeless() {
		return value{state: measure.Missing}
	}
	gap := Gap{Ref: e.card.nodes[at].ref, Period: e.in.Period, Overdue: e.today != 0}
	part := WindowPart{Period: e.in.Period, State: PartMissing}
	return value{state: measure.Missing, window: &Window{First: e.in.Period, Last: e.in.Period, Gaps: []Gap{gap}, Parts: []WindowPart{part}}}
}

// plainTarget returns the target of a KPI that the columns score: one that depends on no reading.
func (e *evaluation) plainTarget(at int, v *value) inForce {
	n := &e.card.nodes[at]
	if target, ok := n.kpi.standingTarget(); ok {
		return inForce{ResolvedTarget: target}
	}
	r := run{evaluation: e, knowledge: e.asAsked(nil)}
	own := plainValue(&e.inputs, v)
	return r.target(at, &own)
}

// plainValue returns the value of one reading of the evaluated period in the engine's form.
func plainValue(of *inputs, v *value) measure.Value {
	w := measure.PeriodWindow(of.in.Period.Label(), of.asked)
	own := measure.Value{State: v.state, Amount: v.amount, Window: w}
	own.Selection.States = []measure.State{v.state}
	return own
}

// valueOf returns the value of a KPI or a series by its slot.
func (e *evaluation) valueOf(slot int) value {
	if slot < len(e.card.kpis) {
		return e.value(e.card.kpis[slot])
	}
	i := slot - len(e.card.kpis)
	if !e.seriesInRow(i) {
		return e.series[i]
	}
	r := &run{evaluation: e, knowledge: e.asAsked(e.memo)}
	own := r.own(slot)
	return r.shown(&own)
}

// score returns a node's score.
func (e *evaluation) score(at int) Score {
	place := e.card.places[at]
	if e.columns.Mark(place)&columns.Scored == 0 {
		return Score{}
	}
	return Score{quanta: e.columns.Score(place), ok: true}
}

// rateInputOf returns the input of a node's threshold.
func (e *evaluation) rateInputOf(at int) RateInput {
	var v value
	if e.card.nodes[at].kpi != nil {
		v = e.value(at)
	}
	return e.rateInput(at, &v, e.state(at))
}

// rated returns the rating that a node's threshold gives to a score, with the rest of its input from in; "" if it gives
// none.
func (e *evaluation) rated(at int, in RateInput, score decimal.Decimal) Rating {
	in.Score = scoreOf(quantaOf(score))
	rating, err := e.ratingFor(at, &in)
	if err != nil {
		return ""
	}
	return rating
}

// share returns a node's share of the scorecard's total over what was present, its effective weight, in units of
// 10^-10. The first calls look only at what is above a node and beside that. After as many calls as there are nodes,
// the shares of all nodes are computed at once.
func (e *evaluation) share(at int) int64 {
	if e.looked.Load() > int64(len(e.card.nodes)) {
		e.allShares()
	}
	if shares := e.shares.Load(); shares != nil {
		return (*shares)[at]
	}
	if at == 0 {
		return e.shareAtTop()
	}
	share := e.passed(e.card.nodes[at].parent, at)
	for _, use := range e.plan.Uses(e.card.places[at]) {
		share += e.passed(e.card.parents[use.Node], at)
	}
	return share
}

// passed returns what a node passes on to one of its children. It recurses with share, but only over the kinds of a
// definition.
func (e *evaluation) passed(parent, child int) int64 {
	e.looked.Add(int64(len(e.card.nodes[parent].children)))
	nodes, shares := e.pass(parent, e.share(parent))
	if i := slices.Index(nodes, child); i >= 0 {
		return shares[i]
	}
	return 0
}

func (e *evaluation) shareAtTop() int64 {
	if e.score(0).Valid() {
		return fullQuanta
	}
	return 0
}

// allShares computes the shares of all nodes, for callers that will ask for most of them.
func (e *evaluation) allShares() {
	if e.shares.Load() != nil {
		return
	}
	all := make([]int64, len(e.card.nodes))
	all[0] = e.shareAtTop()
	for at := range e.card.nodes {
		nodes, shares := e.pass(at, all[at])
		for i, node := range nodes {
			all[node] += shares[i]
		}
	}
	e.shares.Store(&all) // other goroutines compute the same
}

// pass divides a node's share among its children that count: by local shares over what was present, rounded by largest
// remainder. A share that a person's judgement decides is not passed on.
func (e *evaluation) pass(at int, share int64) (nodes []int, shares []int64) {
	n := &e.card.nodes[at]
	if n.kpi != nil || share == 0 || !e.score(at).Valid() || at > 0 && e.counts(at).Valid() {
		return nil, nil
	}
	if number := e.card.places[at] - int32(len(e.card.kpis)); e.plan.Method(number) != columns.Foreign {
		for _, part := range e.plan.Shares(&e.columns, number, share) {
			nodes, shares = append(nodes, e.card.nodeAt(part.Child)), append(shares, part.Share)
		}
		return nodes, shares
	}
	g := e.gather(at, columns.Scores)
	own := decimal.New(share, -exact.Places)
	terms := make([]decimal.Decimal, len(g.parts))
	for i, p := range g.parts {
		terms[i] = own.Mul(p.Weight)
	}
	for _, part := range exact.Shares(terms, totalWeight(g.parts)) {
		shares = append(shares, part.Int64())
	}
	return g.nodes, shares
}
