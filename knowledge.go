package bsc

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// What the sources have said during an evaluation, and what was computed from it.

// A memo is what a host's sources have said for one org unit as of one moment, so that each question is asked once. A
// Result keeps it to explain itself, while the evaluation of another period may add to it.
type memo struct {
	lock     sync.RWMutex
	readings map[factAt]measure.Reading
	without  map[factWithout]measure.Reading
	leaves   map[leafAt]measure.Reading // of what contributes to several inputs of one calculation
	rates    map[leafAt]measure.Reading // of what converts contributions
	targets  map[targetAt]statedAnswer
	standing map[targetOf]*target.Stated // targets that a source of targets states for every period
	given    map[factAt]givenTarget      // the same as the source returned it: another card may read it differently
	rows     []inRows                    // readings that stand in rows, one entry per card
	notes    *notebook                   // what was said with readings; nil: nothing
	withheld map[withheldAt]bool         // readings that are missing because they are provisional
}

// hasReadings reports whether a source has returned anything yet.
func (m *memo) hasReadings() bool {
	m.lock.RLock()
	defer m.lock.RUnlock()
	return len(m.readings)+len(m.rows) > 0
}

// reading returns what a source has said for a period.
func (m *memo) reading(at factAt) (measure.Reading, bool) {
	m.lock.RLock()
	defer m.lock.RUnlock()
	for i := range slices.Backward(m.rows) {
		if said, known := m.rows[i].reading(at); known {
			return said, true
		}
	}
	said, known := m.readings[at]
	return said, known
}

// addRows adds the rows of a card.
func (m *memo) addRows(of inRows) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.rows = append(m.rows, of)
}

// recall looks up what a source has said in one of a memo's maps.
func recall[K comparable, V any](m *memo, in *map[K]V, key K) (V, bool) {
	m.lock.RLock()
	defer m.lock.RUnlock()
	said, known := (*in)[key]
	return said, known
}

// retain enters what a source has said into one of a memo's maps.
func retain[K comparable, V any](m *memo, in *map[K]V, key K, said V) {
	m.lock.Lock()
	defer m.lock.Unlock()
	record(in, key, said)
}

type factAt struct {
	ref    Ref
	period period.Period
}

// A factWithout names a reading made of org units' contributions, without some of the org units.
type factWithout struct {
	factAt
	left string
}

// A leafAt names a reading that an org unit contributes.
type leafAt struct {
	member
	period period.Period
}

// A targetOf names a KPI of a card.
type targetOf struct {
	card *Scorecard
	slot int
}

type targetAt struct {
	targetOf
	label almanac.Label
}

// A givenTarget is the answer of a source of targets.
type givenTarget struct {
	target Target
	found  bool
	err    error
}

// A statedAnswer is the checked answer of a source of targets.
type statedAnswer struct {
	stated *target.Stated // nil: nothing
	err    error
}

// record sets a map entry, and makes the map if it is nil.
func record[K comparable, V any](in *map[K]V, key K, said V) {
	if *in == nil {
		*in = map[K]V{}
	}
	(*in)[key] = said
}

// A knowledge is what runs over the same readings of one org unit, as of one moment, find out. It is the measure.Host
// of its book.
type knowledge struct {
	of        *inputs
	evaluated period.Period // of the run under way
	calls     caller        // calls a host's code
	answers   *memo
	frozen    bool   // the sources are not asked any more
	keeps     bool   // other periods may need what the columns read
	timed     inRows // the rows of the org unit; zero: there are none
	book      measure.Book
	plans     definitionPlans
	owns      map[int]*target.Plan // of the org unit's own targets
	trace     *calculationTrace    // of the calculation being explained; nil: none is
	planned   *knowledge           // of the readings of a Plan; nil: none is asked yet
	totals    *totals              // of the readings; nil: none are kept
}

// A calculationTrace records how a measure's calculator calculates: one trace for each call whose values are added up.
type calculationTrace struct {
	slot   int
	traces []*Trace
}

func newKnowledge(of *inputs, m *memo) *knowledge {
	k := &knowledge{of: of, answers: m}
	card := of.card.time
	if of.whole {
		card = of.card.standing
	}
	k.book.Open(card, k, of.today, of.unit)
	if of.sums != nil {
		k.book.Contributed = len(of.sums.of) > 1 && len(of.card.calculated) > 0
		k.totals = of.in.Sums.kept.serves(of)
	}
	return k
}

// asAsked returns the knowledge of an evaluation whose sources are not asked any more.
func (e *evaluation) asAsked(said *memo) *knowledge {
	if said == nil {
		said = new(memo)
	}
	k := newKnowledge(&e.inputs, said)
	k.frozen, k.timed, k.evaluated = true, e.timed, e.in.Period
	return k
}

// Name names a measure.
func (k *knowledge) Name(slot int) string { return k.of.card.refOf(slot).String() }

func (k *knowledge) query(ref Ref, p period.Period) Query {
	return Query{OrgUnit: k.of.in.OrgUnit, Ref: ref, Period: p, AsOf: k.of.in.AsOf}
}

// Read returns what the source says for a period, and asks it once.
func (k *knowledge) Read(slot int, l almanac.Label, left []int) measure.Reading {
	ref, p := k.of.card.refOf(slot), period.Of(l)
	switch {
	case k.of.whole && p != k.evaluated, !k.of.card.reads(slot):
		return measure.Reading{State: measure.Missing}
	case len(left) > 0:
		return k.factWithout(ref, p, left)
	}
	return k.fact(ref, p)
}

func (k *knowledge) fact(ref Ref, p period.Period) measure.Reading {
	key := factAt{ref, p}
	if k.timed.plan != nil {
		if r, known := k.timed.reading(key); known {
			return r
		}
	}
	r, known := k.answers.reading(key)
	if known || k.frozen {
		return r
	}
	r = k.ask(ref, p, nil)
	retain(k.answers, &k.answers.readings, key, r)
	return r
}

// factWithout returns the reading of ref that org units contribute to, without those that are left out.
func (k *knowledge) factWithout(ref Ref, p period.Period, left []int) measure.Reading {
	key := factWithout{factAt{ref, p}, fmt.Sprint(left)}
	r, known := recall(k.answers, &k.answers.without, key)
	if known || k.frozen {
		return r
	}
	r = k.ask(ref, p, left)
	retain(k.answers, &k.answers.without, key, r)
	return r
}

// Givers returns the org units that contribute to a measure.
func (k *knowledge) Givers(slot int) []int {
	return k.of.sums.givers(k.of.card.refOf(slot))
}

// ask returns what the org unit has for a period. A reading made of other org units' readings or scores is made without
// those left out; any other comes from the source.
func (k *knowledge) ask(ref Ref, p period.Period, left []int) measure.Reading {
	switch {
	case k.of.sums.addsIn(ref, p):
		return k.of.sums.added(k, ref, p, left)
	case k.of.isScore(ref):
		return measure.Reading{State: measure.Missing} // adopt sets it
	}
	return k.heard(k.of.in.OrgUnit, ref, p)
}

// heard asks the source for a reading of an org unit.
func (k *knowledge) heard(unit string, ref Ref, p period.Period) measure.Reading {
	var r Reading
	var found bool
	err := k.calls.call(func() error {
		r, found = k.of.in.Readings.Reading(Query{OrgUnit: unit, Ref: ref, Period: p, AsOf: k.of.in.AsOf})
		return nil
	})
	if err != nil {
		return sourceFailed(err)
	}
	if unit == k.of.in.OrgUnit {
		return k.said(ref, p, &r, found)
	}
	return said(r, found && !k.withhold(unit, ref, p, &r), p)
}

func sourceFailed(err error) measure.Reading {
	return measure.Reading{State: measure.Failed, Err: asProblem(err, ErrPolicy, words.New("source_of_readings"))}
}

// said returns a source's answer for a period, checked.
func said(r Reading, found bool, of period.Period) measure.Reading {
	if !found {
		return measure.Reading{State: measure.Missing}
	}
	if p := checkReading(&r); p != nil {
		p.Detail = words.New("its_reading", "period", of, "says", p.Detail)
		return measure.Reading{State: measure.Failed, Err: p}
	}
	heard := measure.Reading{Value: r.Value, Label: r.Label, Provisional: r.State == StateProvisional}
	switch r.State {
	case StateFinal, StateProvisional:
		heard.State = measure.There
	case StateNotApplicable:
		heard.State = measure.NotApplicable
	case StateNotDue:
		heard.State = measure.NotDue
	case StateStale:
		heard.State = measure.Stale
	}
	return heard
}

// Calculate runs the calculator of a measure. The calculator sees the period of the values or, if they share none, the
// evaluated period. more means that the result is added to that of the call before.
func (k *knowledge) Calculate(slot int, l almanac.Label, values []decimal.Decimal, more bool) (decimal.Decimal, error) {
	n := &k.of.card.nodes[k.of.card.kpis[slot]]
	calc := &n.kpi.calculator
	in := CalculateInput{
		Ref: n.ref, Period: period.Of(l), Values: values, Attributes: maps.Clone(n.attributes),
		OrgUnit: k.of.in.OrgUnit, OrgUnitAttributes: maps.Clone(k.of.in.OrgUnitAttributes),
	}
	if l.IsZero() {
		in.Period = k.evaluated
	}
	if k.trace != nil && k.trace.slot == slot {
		in.Trace = k.trace.next(more)
	}
	var amount decimal.Decimal
	err := k.calls.call(func() (err error) {
		amount, err = calc.policy.Calculate(in)
		return err
	})
	if err != nil {
		if hasNoData(err) {
			return decimal.Decimal{}, err
		}
		return decimal.Decimal{}, asProblem(err, ErrPolicy, words.New("the_calculator", "name", calc.name))
	}
	amount, p := returned(amount, "calculator_out_of_range", calc.name)
	if p != nil {
		return decimal.Decimal{}, p
	}
	return exact.Bounded(amount), nil
}

// next returns the trace for one more call of the calculator; more means that its result is added to the one before.
func (t *calculationTrace) next(more bool) *Trace {
	if !more {
		t.traces = nil
	}
	t.traces = append(t.traces, new(Trace))
	return t.traces[len(t.traces)-1]
}

// Failure says what failed, as its error does.
func (k *knowledge) Failure(err error) words.Phrase {
	p, ok := err.(*Problem)
	if !ok {
		return words.Text(err.Error())
	}
	return faults.Whole(p.place(), p.said(), p.Allowed, p.Hint)
}

// NoData reports whether a calculator has no data, and its message.
func (k *knowledge) NoData(err error) (words.Phrase, bool) {
	if !hasNoData(err) {
		return words.Phrase{}, false
	}
	return asProblem(err, ErrNoData, words.New("calculator_gives_none")).said(), true
}
