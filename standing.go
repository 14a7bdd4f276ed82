package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// kept is what the columns keep of a node that they did not compute: its state and, of KPIs, its value.
type kept struct {
	value value
	state state
	by    *evaluation // on a board: knows the readings that the value is made of; nil: the one that has it
}

// compute computes a KPI that is not in the columns.
func (e *evaluation) compute(at int) *kept {
	if c, ok := e.given[at]; ok {
		return e.adopt(at, c)
	}
	k := &kept{value: e.own(e.card.nodes[at].kpi.slot)}
	e.kpi(at, &k.value, &k.state)
	return k
}

// foreign computes a node that is not in the columns.
func (e *evaluation) foreign(number int32) {
	at := e.card.parents[number]
	k := new(kept)
	e.parent(at, &k.state)
	e.enter(at, k)
}

// enter puts how a node stands into the columns, and keeps the rest there.
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

func (e *evaluation) kept(at int) *kept {
	k, _ := e.columns.Kept(e.card.places[at]).(*kept)
	return k
}

// by returns the evaluation that knows what a KPI's value is made of.
func (e *evaluation) by(at int) *evaluation {
	if k := e.kept(at); k != nil && k.by != nil {
		return k.by
	}
	return e
}

// nodeAt returns the node of a position in the columns.
func (s *Scorecard) nodeAt(place int32) int {
	if int(place) < len(s.kpis) {
		return s.kpis[place]
	}
	return s.parents[int(place)-len(s.kpis)]
}

// mark says how a node stands.
func (e *evaluation) mark(at int) columns.Mark { return e.columns.Mark(e.card.places[at]) }

// state returns everything about how a node stands: as kept, or computed again from its value or
// its children, which gives the score that is in the columns.
func (e *evaluation) state(at int) *state {
	if k := e.kept(at); k != nil {
		return &k.state
	}
	if _, isScore := e.given[at]; !isScore {
		if st := e.plainState(at); st != nil {
			return st
		}
	}
	return e.byRules(at)
}

// byRules computes how a node stands again.
func (e *evaluation) byRules(at int) *state {
	if c, ok := e.given[at]; ok {
		return &e.adopt(at, c).state
	}
	st := new(state)
	if e.card.nodes[at].kpi != nil {
		v := e.value(at)
		e.kpi(at, &v, st)
	} else {
		e.parent(at, st)
	}
	return st
}

// plainState returns the state of a node that has a score inside the scale, so that it is its attainment, too: the
// rest follows from the columns without computing it again. nil: it has not.
func (e *evaluation) plainState(at int) *state {
	place := e.card.places[at]
	mark, score := e.columns.Mark(place), e.columns.Score(place)
	if mark&columns.Scored == 0 || score <= e.card.low || score >= e.card.high {
		return nil
	}
	span := e.columns.Span(place, e.plan)
	st := &state{
		ok: true, score: score, attainment: Score{units: score, ok: true}, coverage: span.Coverage,
		bounded: mark&columns.Bounded != 0, low: span.Low, high: span.High,
		complete: mark&columns.Complete != 0, fixed: mark&columns.Fixed != 0,
	}
	n := &e.card.nodes[at]
	if n.kpi == nil {
		if !st.complete {
			st.flags = FlagPartial
		}
		e.rate(at, nil, st)
		return st
	}
	v := e.value(at)
	if mark&columns.Provisional != 0 {
		st.flags = FlagProvisional
	}
	if target, ok := n.kpi.targets.standing(); ok {
		st.target = target
	} else {
		var source *stated
		st.target, source, _ = e.target(n)
		st.pace = e.pace(at, &v, source, &st.target)
	}
	e.rate(at, &v, st)
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
		return e.noReading(int(slot))
	}
	v := value{amount: decimal.New(e.columns.Value(slot), int32(e.plan.Exp(slot))).Normalize(), state: StateFinal, ok: true}
	if mark&columns.Provisional != 0 {
		v.state = StateProvisional
	}
	return v
}

// valueOf returns the value of a KPI or a series, by its slot.
func (e *evaluation) valueOf(slot int) value {
	if slot < len(e.card.kpis) {
		return e.value(e.card.kpis[slot])
	}
	return e.series[slot-len(e.card.kpis)]
}

// score returns a node's score.
func (e *evaluation) score(at int) Score {
	place := e.card.places[at]
	if e.columns.Mark(place)&columns.Scored == 0 {
		return Score{}
	}
	return Score{units: e.columns.Score(place), ok: true}
}

// rateInputOf returns what a node's threshold sees.
func (e *evaluation) rateInputOf(at int) RateInput {
	var v value
	if e.card.nodes[at].kpi != nil {
		v = e.value(at)
	}
	return e.rateInput(at, &v, e.state(at))
}

// rated returns the rating that a node's threshold gives a score, for which it sees the rest of an input; "" where it gives none.
func (e *evaluation) rated(at int, in RateInput, score decimal.Decimal) Rating {
	in.Score = scoreOf(unitsOf(score))
	rating, err := e.ratingFor(at, in)
	if err != nil {
		return ""
	}
	return rating
}

// share returns a node's share of the scorecard's total over what was present: its effective
// weight, in units of 10^-10. For a few nodes only what is above them and beside that is looked at; once that has been
// as many as there are, those of all are computed.
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

// passed returns what a node passes on to one of its children. With share it is recursive, but over the kinds of a definition.
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
		return fullUnits
	}
	return 0
}

// allShares computes the shares of all nodes, for whoever is going to ask for most of them.
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
	e.shares.Store(&all) // whoever else has computed them has the same
}

// pass divides a node's share among those of its children that count, by local shares over
// what was present, rounded by largest remainder. What a person's judgement decides is not passed on.
func (e *evaluation) pass(at int, share int64) (nodes []int, shares []int64) {
	n := &e.card.nodes[at]
	if n.kpi != nil || share == 0 || !e.score(at).Valid() || at > 0 && e.counts(at).Valid() {
		return nil, nil
	}
	if number := e.card.places[at] - int32(len(e.card.kpis)); len(e.assessed) == 0 && e.plan.Method(number) != columns.Foreign {
		for _, part := range e.plan.Shares(&e.columns, number, share) {
			nodes, shares = append(nodes, e.card.nodeAt(part.Child)), append(shares, part.Share)
		}
		return nodes, shares
	}
	g := e.gather(at)
	total := totalWeight(g.parts)
	if n.traits.percent {
		total = decimal.New(100, 0)
	}
	own := decimal.New(share, -exact.Places)
	terms := make([]decimal.Decimal, len(g.parts))
	for i, p := range g.parts {
		terms[i] = own.Mul(p.Weight)
	}
	for _, part := range apportion(terms, total) {
		shares = append(shares, part.Int64())
	}
	return g.nodes, shares
}
