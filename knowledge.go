package bsc

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A memo is what a host's sources have said for one unit as of one moment: each is asked for once. It is what a Result
// keeps to explain itself, while the evaluation of another period may add to it.
type memo struct {
	lock     sync.RWMutex
	readings map[factAt]measure.Reading
	without  map[factWithout]measure.Reading
	leaves   map[leafAt]measure.Reading // of what contributes to inputs of one calculation
	targets  map[targetAt]statedAnswer
	standing map[targetOf]*target.Stated // what a source of targets has said for every period
	given    map[factAt]givenTarget      // the same as it was said: another card may take it otherwise
	rows     []inRows                    // what stands in rows, of one card after another
}

// hasReadings reports whether a source has said anything yet.
func (m *memo) hasReadings() bool {
	m.lock.RLock()
	defer m.lock.RUnlock()
	return len(m.readings)+len(m.rows) > 0
}

// reading returns what a source has said of a period.
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

// addRows enters what stands in the rows of a card.
func (m *memo) addRows(of inRows) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.rows = append(m.rows, of)
}

// recall returns what a source has said, from one of a memo's maps.
func recall[K comparable, V any](m *memo, in *map[K]V, key K) (V, bool) {
	m.lock.RLock()
	defer m.lock.RUnlock()
	said, known := (*in)[key]
	return said, known
}

// retain enters what a source has said in one of a memo's maps.
func retain[K comparable, V any](m *memo, in *map[K]V, key K, said V) {
	m.lock.Lock()
	defer m.lock.Unlock()
	record(in, key, said)
}

type factAt struct {
	ref    Ref
	period period.Period
}

// A factWithout is a reading that units contribute to, without some of them.
type factWithout struct {
	factAt
	left string
}

// A leafAt is a reading that a unit contributes.
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

// A givenTarget is what a source of targets has said.
type givenTarget struct {
	target Target
	found  bool
	err    error
}

// A statedAnswer is what a source of targets has said.
type statedAnswer struct {
	stated *target.Stated // nil: nothing
	err    error
}

// record enters something in a map, which may be nil still.
func record[K comparable, V any](in *map[K]V, key K, said V) {
	if *in == nil {
		*in = map[K]V{}
	}
	(*in)[key] = said
}

// A knowledge is what runs find out over the same readings of one unit as of one moment. It is the measure.Host of its
// book.
type knowledge struct {
	of        *inputs
	evaluated period.Period // of the run under way
	calls     caller        // how a host's code is called
	answers   *memo
	frozen    bool   // the sources are not asked any more
	keeps     bool   // other periods may ask for what the columns read
	timed     inRows // the rows of the unit; zero: there are none
	book      measure.Book
	plans     definitionPlans
	owns      map[int]*target.Plan // of the unit's own
	trace     *calculationTrace    // of the calculation that is explained; nil: none is
}

// A calculationTrace is what a measure's calculator says of how it calculates: one trace for each call whose values are
// added up.
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
	}
	return k
}

// asAsked returns what is known for an evaluation when the sources are not asked any more.
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
	return Query{Unit: k.of.in.Unit, Ref: ref, Period: p, AsOf: k.of.in.AsOf}
}

// Read returns what the source says of a period, asking it once.
func (k *knowledge) Read(slot int, l almanac.Label, left []int) measure.Reading {
	ref, p := k.of.card.refOf(slot), period.Of(l)
	switch {
	case k.of.whole && p != k.evaluated:
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

// factWithout is fact without the readings of units that are left out of what contributes to it.
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

// Givers returns the units that contribute to a measure.
func (k *knowledge) Givers(slot int) []int {
	return k.of.sums.givers(k.of.card.refOf(slot))
}

// ask returns what the unit has for a period: what is made of other units' readings or scores, without units that are
// left out, or else what the source says.
func (k *knowledge) ask(ref Ref, p period.Period, left []int) measure.Reading {
	switch {
	case k.of.sums.adds(ref):
		return k.of.sums.added(k, ref, p, left)
	case k.of.isScore(ref):
		return measure.Reading{State: measure.Missing} // adopt sets it
	}
	return k.heard(k.of.in.Unit, ref, p)
}

// heard asks the source for a reading of a unit.
func (k *knowledge) heard(unit string, ref Ref, p period.Period) measure.Reading {
	var r Reading
	var found bool
	err := k.calls.call(func() error {
		r, found = k.of.in.Readings.Reading(Query{Unit: unit, Ref: ref, Period: p, AsOf: k.of.in.AsOf})
		return nil
	})
	if err != nil {
		return sourceFailed(err)
	}
	return said(r, found, p)
}

func sourceFailed(err error) measure.Reading {
	return measure.Reading{State: measure.Failed, Err: asProblem(err, ErrPolicy, "the source of readings")}
}

// said returns what a source says of a period, checked.
func said(r Reading, found bool, of period.Period) measure.Reading {
	if !found {
		return measure.Reading{State: measure.Missing}
	}
	if p := checkReading(&r); p != nil {
		p.Detail = "its reading for " + of.String() + ": " + p.Detail
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

// Calculate asks a calculator for the value of a measure. It is told the period of the values or, where they are of no
// one period, the one evaluated. more says that its value is added to that of the call before.
func (k *knowledge) Calculate(slot int, l almanac.Label, values []decimal.Decimal, more bool) (decimal.Decimal, error) {
	n := &k.of.card.nodes[k.of.card.kpis[slot]]
	calc := &n.kpi.calculator
	in := CalculateInput{Ref: n.ref, Period: period.Of(l), Values: values, Attributes: maps.Clone(n.attributes)}
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
		return decimal.Decimal{}, asProblem(err, ErrPolicy, "the calculator "+quote(calc.name))
	}
	amount, p := returned(amount, "the calculator "+quote(calc.name))
	if p != nil {
		return decimal.Decimal{}, p
	}
	return exact.Bounded(amount), nil
}

// next returns the trace for one more call of the calculator, which more says is added to the one before.
func (t *calculationTrace) next(more bool) *Trace {
	if !more {
		t.traces = nil
	}
	t.traces = append(t.traces, new(Trace))
	return t.traces[len(t.traces)-1]
}

// NoData reports whether a calculator has nothing to say, and what it says then.
func (k *knowledge) NoData(err error) (string, bool) {
	if !hasNoData(err) {
		return "", false
	}
	return asProblem(err, ErrNoData, "its calculator gives no value").text(), true
}
