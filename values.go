package bsc

import (
	"errors"

	"github.com/shopspring/decimal"
)

// A value is what is known of a KPI or a series.
type value struct {
	amount decimal.Decimal
	label  string
	state  State
	ok     bool     // there is a value or a label
	none   string   // why a calculator gives none
	err    *Problem // it could not be had
}

// read asks the source for every reading once, and then calculates what is calculated from them.
func (e *evaluation) read() {
	for slot, at := range e.card.kpis {
		if n := &e.card.nodes[at]; n.kpi.calculator.policy == nil {
			e.values[slot] = e.reading(n.ref)
		}
	}
	for i, s := range e.card.series {
		e.values[len(e.card.kpis)+i] = e.reading(SeriesRef(s.ID))
	}
	for _, slot := range e.card.calculated {
		e.values[slot] = e.calculate(&e.card.nodes[e.card.kpis[slot]], nil)
	}
}

func (e *evaluation) query(ref Ref) Query {
	return Query{Unit: e.in.Unit, Ref: ref, Period: e.in.Period, AsOf: e.in.AsOf}
}

func (e *evaluation) reading(ref Ref) value {
	var r Reading
	var found bool
	err := guard(func() error {
		r, found = e.in.Readings.Reading(e.query(ref))
		return nil
	})
	if err != nil {
		return value{err: asProblem(err, ErrPolicy, "the source of readings")}
	}
	if !found {
		return value{}
	}
	if p := checkReading(&r); p != nil {
		return value{err: p}
	}
	return value{amount: r.Value, label: r.Label, state: r.State, ok: r.State != StateNotApplicable && r.State != StateNotDue}
}

// calculate runs a KPI's calculator. Where an input has no value, neither has the KPI.
func (e *evaluation) calculate(n *node, trace *Trace) value {
	in := CalculateInput{Ref: n.ref, Period: e.in.Period, Attributes: n.attributes, Trace: trace}
	provisional := StateFinal
	for _, slot := range n.kpi.inputs {
		v := e.values[slot]
		if what := v.unusable(); what != "" {
			return value{none: e.refOf(slot).String() + " " + what}
		}
		if v.state == StateProvisional {
			provisional = StateProvisional
		}
		in.Values = append(in.Values, v.amount)
	}
	var result decimal.Decimal
	err := guard(func() (err error) {
		result, err = n.kpi.calculator.policy.Calculate(in)
		return err
	})
	if errors.Is(err, ErrNoData) {
		return value{none: asProblem(err, ErrNoData, "its calculator gives no value").text()}
	}
	if err != nil {
		return value{err: asProblem(err, ErrPolicy, "the calculator "+quote(n.kpi.calculator.name))}
	}
	result, p := calculated(result)
	if p != nil {
		p.Detail = "the calculator " + quote(n.kpi.calculator.name) + " returned a number out of range"
		return value{err: p}
	}
	return value{amount: result, state: provisional, ok: true}
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
