package bsc

import (
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// An Impact is what a change at one node brings to another.
type Impact struct {
	Ref      Ref
	Change   decimal.Decimal // of all that arrives, in points of its score
	Arrivals []Arrival       // the soonest first
}

// An Arrival is the part of an Impact that arrives after so many periods, and stays.
type Arrival struct {
	Lag    int
	Change decimal.Decimal // in points, rounded to 10 places, half away from zero
}

// MostPeriods is how far ahead Impact and WhatIf look at most.
const MostPeriods = 1000

// Impact says what a lasting change of so many points at one node would bring to the others
// within so many periods of the definition's frequency, 0 to MostPeriods, if every link held: each
// passes on its strength's share of the change after its lag, with the opposite sign if it is inverse. What
// arrives along several paths adds up, also what comes around a loop through time. It is a what-if: links
// are hypotheses, and nothing here enters a score or knows the ends of the scale.
//
// The nodes are in Order, the one that changes among them with the change itself. A change of a KPI's value,
// or of a KPI without links, is to be turned into that of a linked node's score first.
// The error is a *Problem: ErrNotOnCard for a node that is not on the scorecard, ErrNumber for a change out of
// range and for one that grows beyond 10^18 points on its way, and ErrValue for the periods.
//
// It is the lagged linear map Δ_B(t) = Σ β·Δ_A(t-lag), as in the employee-customer-profit chain
// of Rucci, Kirn and Quinn (Harvard Business Review 1998). Products are rounded to 30 places on the way.
func (m *StrategyMap) Impact(of Ref, change decimal.Decimal, periods int) ([]Impact, error) {
	change, p := checkDecimal(change)
	if p == nil && (periods < 0 || periods > MostPeriods) {
		p = fault(ErrValue, "an impact within %d periods", periods)
		p.Allowed = "0 to 1000 periods"
	}
	if _, ok := m.index[of]; !ok && p == nil {
		p = m.notOnCard(of)
	}
	if p != nil {
		p.Ref = of
		return nil, p
	}
	v, ok := m.at[of]
	if !ok { // without links it changes nothing but itself
		own := whole(change).decimal()
		return []Impact{{of, own, []Arrival{{0, own}}}}, nil
	}
	s := spreading{m: m, due: make([]map[int32]decimal.Decimal, periods+1), arrived: make([][]Arrival, len(m.nodes))}
	s.due[0] = map[int32]decimal.Decimal{int32(v): change}
	if p := s.run(); p != nil {
		return nil, p
	}
	var impacts []Impact
	for _, v := range m.order {
		if len(s.arrived[v]) == 0 {
			continue
		}
		if i := s.impact(v); len(i.Arrivals) > 0 {
			impacts = append(impacts, i)
		}
	}
	return impacts, nil
}

func (m *StrategyMap) notOnCard(ref Ref) *Problem {
	p := fault(ErrNotOnCard, "there is no %s on the scorecard", quote(ref.String()))
	p.Hint = new(hints).didYouMeanRef(ref, m.index)
	return p
}

// spreading is a change on its way, period by period.
type spreading struct {
	m       *StrategyMap
	due     []map[int32]decimal.Decimal // by period: what changes at a node then
	arrived [][]Arrival                 // by node, not yet rounded
}

// guardPlaces is how many places a change keeps on its way: far more than it is shown with.
const guardPlaces = 30

// run passes on what is due in each period. Links without lag run forward in Order: a node's
// change is whole before it is passed on.
func (s *spreading) run() *Problem {
	limit := decimal.New(1, 18)
	for t := range s.due {
		agenda := graph.NewHeap(func(v, w int32) bool { return s.m.place[v] < s.m.place[w] })
		for v := range s.due[t] {
			agenda.Push(v)
		}
		for !agenda.Empty() {
			v := agenda.Pop()
			change := s.due[t][v]
			if change.Abs().GreaterThan(limit) {
				p := fault(ErrNumber, "the impact grows beyond 10^18 points")
				p.Ref, p.Hint = s.m.nodes[v], "the strengths of the links to a node add up to more than 1"
				return p
			}
			s.arrived[v] = append(s.arrived[v], Arrival{t, change})
			for _, l := range s.m.graph.Out(int(v)) {
				if to, first := s.pass(l, t, change); first && s.m.links[l].Lag == 0 {
					agenda.Push(to)
				}
			}
		}
		s.due[t] = nil
	}
	return nil
}

// pass sends a change along a link, and reports whether it is the first to come to the node in that period.
func (s *spreading) pass(link int32, t int, change decimal.Decimal) (to int32, first bool) {
	to, t = int32(s.m.graph.Edge(int(link)).To), t+s.m.links[link].Lag
	part := change.Mul(s.m.worth[link]).Round(guardPlaces)
	if t >= len(s.due) || part.IsZero() {
		return to, false
	}
	if s.m.links[link].Inverse {
		part = part.Neg()
	}
	if s.due[t] == nil {
		s.due[t] = map[int32]decimal.Decimal{}
	}
	before, met := s.due[t][to]
	s.due[t][to] = before.Add(part)
	return to, !met
}

// impact sums up what arrived at a node.
func (s *spreading) impact(v int32) Impact {
	i := Impact{Ref: s.m.nodes[v]}
	for _, a := range s.arrived[v] {
		i.Change = i.Change.Add(a.Change)
		if a.Change = whole(a.Change).decimal(); !a.Change.IsZero() {
			i.Arrivals = append(i.Arrivals, a)
		}
	}
	i.Change = whole(i.Change).decimal()
	return i
}

// A WhatIf is how a node stands, beside how it would stand if a change elsewhere came through.
type WhatIf struct {
	Outcome                  // as it is
	Change   decimal.Decimal // of all that arrives, in points
	Then     Score           // its score with the change, kept within the scale; no score where it has none
	Arrivals []DatedArrival  // the soonest first
}

// A DatedArrival is an Arrival beside what it comes to.
type DatedArrival struct {
	Arrival
	Period period.Period   // in which it arrives; zero where the definition has no frequency for lags to count in
	Sum    decimal.Decimal // of all that has arrived by then, in points
	Then   Score           // the score from then on until the next arrives
}

// WhatIf is StrategyMap.Impact beside the scores of a result: what a lasting change of so many points at one
// node, in the period evaluated, would bring to the others within so many periods. Lags count from the last period
// of the definition's frequency in the one evaluated: from September, of a quarter in months. Nothing in the
// result changes. The errors are those of Impact.
func (r *Result) WhatIf(of Ref, change decimal.Decimal, periods int) ([]WhatIf, error) {
	if r.e == nil {
		return nil, notCompiled()
	}
	impacts, err := r.e.card.Map().Impact(of, change, periods)
	if err != nil {
		return nil, err
	}
	list := make([]WhatIf, len(impacts))
	for i, impact := range impacts {
		w := WhatIf{Outcome: r.e.outcome(r.e.card.index[impact.Ref]), Change: impact.Change}
		w.Then = r.e.moved(w.Score, impact.Change)
		var sum decimal.Decimal
		for _, a := range impact.Arrivals {
			sum = sum.Add(a.Change)
			w.Arrivals = append(w.Arrivals, DatedArrival{a, r.e.later(a.Lag), sum, r.e.moved(w.Score, sum)})
		}
		list[i] = w
	}
	return list, nil
}

// moved returns a score with a change, kept within the scale.
func (e *evaluation) moved(s Score, change decimal.Decimal) Score {
	if !s.Valid() {
		return Score{}
	}
	moved := s.value().Add(change)
	if s.value().LessThanOrEqual(e.card.scale.Cap) && moved.GreaterThan(e.card.scale.Cap) {
		moved = e.card.scale.Cap
	}
	return scoreOf(unitsOf(decimal.Max(moved, e.card.scale.Min)))
}

// later returns the period in which a change of the period evaluated is seen after a lag: so many periods of
// the definition's frequency after the last one that the period evaluated holds, or the one it lies in.
func (e *evaluation) later(lag int) period.Period {
	c := e.card
	days, ok := c.almanac.Span(e.in.Period.Label())
	if !ok || c.base == 0 {
		return period.Period{}
	}
	l, ok := c.almanac.At(days.Last, c.base)
	for ; ok && lag > 0; lag-- {
		l, ok = c.almanac.Next(l)
	}
	if !ok {
		return period.Period{}
	}
	return period.Of(l)
}
