// Package measure computes the values of KPIs and series from readings, over time.
//
// A [Frame] plans what a value may be made of in a period, whatever the readings: the periods in which the value's
// window is counted, and the possible ends of the window. The states of the window's parts choose among these, and the
// values only fill it in:
//
//	measure.go   what is known of a measure and a card
//	part.go      periods as parts of a window
//	frame.go     the plan: what a window is counted in, where it may end, and which end the states choose
//	cell.go      the state of a part: there, missing, not applicable, not due or failed
//	book.go      what is known of every part, each reading asked for once
//	select.go    which parts of a window enter, which are missing, and whether that is enough
//	value.go     the value over a window
//	calculate.go calculations: from what adds up over joint parts, from other inputs over their own
//	joint.go     the parts that the inputs of a calculation which add up have in common
//	input.go     an input that does not add up
//	leaving.go   calculations from contributions of several org units, without those to which they do not apply
//	past.go      the counterparts of a window's parts in another time
//
// The package knows nothing of scorecards: it knows measures by their slots, and gets readings and calculators as
// functions.
package measure

import "github.com/go-bsc/bsc/internal/almanac"

// A Rollup says how the value of a larger period is made from those of smaller ones.
type Rollup uint8

// The roll-ups. The zero Rollup is none.
const (
	NoRollup Rollup = iota
	Sum
	Mean          // by days
	MeanOfPeriods // each period counts the same
	Last
	Min
	Max
)

// A Basis says which time a value covers. The zero Basis is the period.
type Basis struct {
	ToDate  almanac.Kind // from the start of the period of this kind
	Running bool         // from the start of the period itself
	Rolling int          // that many periods
}

// A Measure says how the values of a KPI or a series come in over time.
type Measure struct {
	Kind     almanac.Kind // of its periods; 0: of the period asked for
	Rollup   Rollup
	Basis    Basis
	Prorate  bool // periods that lie partly in two count in both by their days
	Grace    int  // days after a period's end until its reading is overdue
	Since    int  // the first day it is measured; 0: always
	Until    int  // the last day; 0: always
	Carry    int  // how many periods a reading may be carried forward; 0: none
	HalfLife int  // of a carried reading's freshness, in periods
	Quota    int64
	// Quoted means that Quota is the share of what is due that must be there, in units of 10^-10; otherwise it is half
	// of the parts.
	Quoted bool
	Calc   *Calculation // nil: it has readings
}

// A Calculation says what a measure is calculated from, and how its inputs go together.
type Calculation struct {
	Inputs  []int // slots, in the calculator's order
	Joining Joining
	Adds    bool // it only adds and subtracts, so that sums remain sums
	Whole   bool // with Averaged: over the window, not part by part
	Past    Past // of a change: the time its input is compared with

	flows    []int // the places in Inputs of those that add up
	others   []int // the rest
	additive bool  // it adds up itself
	// joint has the kind of the joint parts, by the kind that a window is counted in; 0: there are none.
	joint [almanac.Kinds + 1]almanac.Kind
	cut   [almanac.Kinds + 1]bool // by the same: the ends of a window may cut joint parts
}

// A Joining says what a calculation does if an input does not apply.
type Joining uint8

// The joinings.
const (
	Joint    Joining = iota // the part is left out of all inputs
	Added                   // the others count
	Averaged                // the others count, and flows are averaged part by part
	Changing                // one input is compared with its own past
)

// A Past is the time with which something is compared.
type Past uint8

// The pasts.
const (
	Previous Past = iota
	LastYear
	Same // the same time, in a book of other readings
)

// counterpart returns the period that is compared with one by its name: that of a year ago, or itself.
func (p Past) counterpart(l almanac.Label) almanac.Label {
	if p == Same {
		return l
	}
	return l.YearBefore()
}

// leavesOut reports whether a calculation leaves out inputs that do not apply.
func (c *Calculation) leavesOut() bool { return c.Joining == Added || c.Joining == Averaged }

// Covers reports whether a measure is measured on some of the days, if only on one.
func (m *Measure) Covers(days almanac.Span) bool {
	return almanac.Span{First: m.Since, Last: m.Until}.Meets(days)
}

// Once reports whether a measure is calculated once over a window, not part by part.
func (m *Measure) Once() bool { return m.Calc != nil && m.Rollup == NoRollup && !m.Calc.additive }

// A Card holds the measures of a scorecard, by their slots. It does not change after it is made.
type Card struct {
	Almanac  *almanac.Almanac
	Measures []Measure
}

// NewCard completes the measures. order has the slots of the calculated ones, inputs first.
func NewCard(a *almanac.Almanac, measures []Measure, order []int) *Card {
	c := &Card{a, measures}
	for _, slot := range order {
		c.join(measures[slot].Calc, measures[slot].Rollup)
	}
	return c
}

// Standing returns a card on which every value stands for the period asked for as it is: nothing is rolled up, and
// nothing has a past.
func (c *Card) Standing(order []int) *Card {
	measures := make([]Measure, len(c.Measures))
	for i, m := range c.Measures {
		m.Kind, m.Basis, m.Prorate = 0, Basis{}, false
		if m.Calc != nil {
			calc := *m.Calc
			calc.flows, calc.others = nil, nil
			m.Calc = &calc
		}
		measures[i] = m
	}
	return NewCard(c.Almanac, measures, order)
}

// join finds which inputs of a calculation add up, whether it adds up itself, and which parts the inputs have in
// common.
func (c *Card) join(calc *Calculation, rollup Rollup) {
	for place, slot := range calc.Inputs {
		if c.flows(slot) {
			calc.flows = append(calc.flows, place)
		} else {
			calc.others = append(calc.others, place)
		}
	}
	calc.additive = calc.Adds && rollup == NoRollup && len(calc.others) == 0
	for outer := range calc.cut {
		calc.joint[outer] = c.longestKind(calc, almanac.Kind(outer))
		calc.cut[outer] = c.prorateJointly(calc, almanac.Kind(outer))
	}
}

// longestKind returns the longest kind of a calculation's flows, in a window that is counted in periods of a kind. Of
// two kinds of one size, it prefers that of a flow which states it and whose periods cannot be cut, then the one named
// first.
func (c *Card) longestKind(calc *Calculation, outer almanac.Kind) (longest almanac.Kind) {
	longestCut := false
	for _, place := range calc.flows {
		slot := calc.Inputs[place]
		kind, cut := c.PartKind(slot, outer), c.prorates(slot, outer)
		longer := kind.Size() > longest.Size()
		if longer || kind.Size() == longest.Size() && !cut && longestCut && c.statesKind(slot) {
			longest, longestCut = kind, cut
		}
	}
	return longest
}

// statesKind reports whether a flow fixes its parts, itself or by its own flows, whatever the window.
func (c *Card) statesKind(slot int) bool {
	if c.Adds(slot) {
		return c.Measures[slot].Calc.joint[0] != 0
	}
	return c.Measures[slot].Kind != 0
}

// flows reports whether a measure's values add up over time.
func (c *Card) flows(slot int) bool {
	m := &c.Measures[slot]
	return m.Rollup == Sum || m.Calc != nil && m.Calc.additive
}

// Adds reports whether a calculated measure adds up although it states no roll-up.
func (c *Card) Adds(slot int) bool {
	calc := c.Measures[slot].Calc
	return calc != nil && calc.additive
}

// Flows returns the places of a calculation's inputs that add up over time, and whether these are all inputs.
func (c *Calculation) Flows() (places []int, all bool) { return c.flows, len(c.others) == 0 }

// jointKind returns the kind of the parts that the flows of a calculation have in common, in a window counted in
// periods of a kind; 0 if there are none.
func (c *Calculation) jointKind(outer almanac.Kind) almanac.Kind { return c.joint[outer] }

// PartKind returns the kind of a measure's parts in a window that is counted in periods of a kind.
func (c *Card) PartKind(slot int, outer almanac.Kind) almanac.Kind {
	m := &c.Measures[slot]
	if m.Calc != nil && m.Rollup == NoRollup {
		if joint := m.Calc.jointKind(outer); joint != 0 {
			return joint
		}
	}
	if m.Kind != 0 {
		return m.Kind
	}
	return outer
}

// prorates reports whether the ends of a window may cut a measure's parts.
func (c *Card) prorates(slot int, outer almanac.Kind) bool {
	m := &c.Measures[slot]
	if m.Calc == nil || m.Rollup != NoRollup || len(m.Calc.flows) == 0 {
		return m.Prorate
	}
	return m.Calc.cut[outer]
}

// prorateJointly reports whether the parts that the flows of a calculation have in common may be cut: whether all
// inputs with these parts prorate.
func (c *Card) prorateJointly(calc *Calculation, outer almanac.Kind) bool {
	joint := calc.jointKind(outer)
	for _, place := range calc.flows {
		if in := calc.Inputs[place]; c.PartKind(in, outer) == joint && !c.prorates(in, outer) {
			return false
		}
	}
	return true
}

// UnitKind returns the shortest kind of period for which targets of a measure that do not add up are stated: that in
// which its windows are counted.
func (c *Card) UnitKind(slot int, outer almanac.Kind) almanac.Kind {
	if m := &c.Measures[slot]; m.Kind != 0 {
		return m.Kind
	}
	return outer
}
