package bsc

import "github.com/shopspring/decimal"

// A value is what is known of a KPI or a series.
type value struct {
	amount decimal.Decimal
	label  string
	state  State
	ok     bool     // there is a value or a label
	none   string   // why a calculator gives none
	err    *Problem // it could not be had
	made   *making  // how it came about; nil: it is one reading of the period, or there is none
}

// own returns what a KPI or series shows for the period of the input.
func (e *evaluation) own(slot int) value {
	m := &e.card.measures[slot]
	if e.whole {
		if e.card.calculatorOf(slot) == nil {
			return e.fact(m.ref, e.in.Period)
		}
		return e.known(func() value { return e.calculation(e.wholeOf(slot)) })
	}
	v, p := e.over(slot, e.in.Period)
	if p != nil {
		return value{err: p}
	}
	none := !v.ok && v.err == nil && v.state == ""
	if none && m.kind != 0 && m.kind != e.in.Period.kind && e.card.calculatorOf(slot) == nil && e.fact(m.ref, e.in.Period).ok {
		v.err = strayReading(m, e.in.Period)
	}
	return v
}

// strayReading is the error for a reading of a period that is not of its measure's frequency.
func strayReading(m *measure, of Period) *Problem {
	p := fault(ErrFrequency, "a reading for %s, which has readings by %s", of, m.kind.noun())
	p.Ref, p.Allowed = m.ref, "readings of its frequency"
	return p
}

// over returns a slot's value when a period is asked for.
func (e *evaluation) over(slot int, asked Period) (value, *Problem) {
	var p *Problem
	v := e.known(func() value {
		var f frame
		if f, p = e.frame(&e.card.measures[slot], asked); p != nil {
			return value{}
		}
		if e.notBegun(&e.card.measures[slot], &f) {
			return value{state: StateNotDue}
		}
		return e.measured(slot, &f)
	})
	return v, p
}

func (e *evaluation) reading(ref Ref, period Period) value {
	var r Reading
	var found bool
	err := e.call(func() error {
		r, found = e.in.Readings.Reading(e.query(ref, period))
		return nil
	})
	if err != nil {
		return sourceFailed(err)
	}
	return e.checked(r, found, period)
}

func sourceFailed(err error) value {
	return value{err: asProblem(err, ErrPolicy, "the source of readings")}
}

// checked returns what a source said as a value.
func (e *evaluation) checked(r Reading, found bool, period Period) value {
	if !found {
		return value{}
	}
	if p := checkReading(&r); p != nil {
		p.Detail = "its reading for " + period.String() + ": " + p.Detail
		return value{err: p}
	}
	return value{amount: r.Value, label: r.Label, state: r.State, ok: r.State != StateNotApplicable && r.State != StateNotDue}
}

// noReading is the value of a KPI with readings of its own that has none for the period of the input.
func (e *evaluation) noReading(slot int) value {
	if e.whole {
		return value{}
	}
	f := frame{window: window{e.asked, e.in.Period.kind}, label: e.in.Period, anchor: e.in.Period}
	r := roller{e: e, m: &e.card.measures[slot], making: &making{frame: f, units: []unit{wholeUnit(f.label, f.span)}}}
	r.enter(0, value{})
	return r.nothing()
}

func (e *evaluation) query(ref Ref, period Period) Query {
	return Query{Unit: e.in.Unit, Ref: ref, Period: period, AsOf: e.in.AsOf}
}

// unusable says why a calculator cannot read a value; "" where it can.
func (v *value) unusable() string {
	switch {
	case v.err != nil:
		return "failed: " + v.err.text()
	case v.state == StateStale:
		return "is stale"
	case v.label != "":
		return "is a label, not a number"
	case !v.ok && v.made != nil && len(v.made.gaps) > 0:
		return "has no reading for " + v.made.gaps[0].Period.String()
	case !v.ok:
		return "has no value"
	}
	return ""
}

// maxQuotientExponent lets a quotient of 34 digits pass, however small or large it is.
const maxQuotientExponent = maxExponent + maxDigits

// calculated is the door for calculated values. They may be quotients, so that their
// exponents have more room than those of other numbers; their digits have not.
func calculated(d decimal.Decimal) (decimal.Decimal, *Problem) {
	return within(d, maxQuotientExponent)
}
