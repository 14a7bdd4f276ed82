package bsc

import (
	"cmp"
	"maps"

	"github.com/shopspring/decimal"
)

// A want is a calculation: of a KPI, over a window, once.
type want struct {
	slot int
	window
	label Period // the period that has the window's days; zero: none
}

// wholeOf is the calculation from values that are given for the input's period as they stand.
func (e *evaluation) wholeOf(slot int) want {
	p := e.in.Period
	return want{slot, window{e.asked, p.kind}, p}
}

// calculation returns the result of a calculation. Where it is not known yet it is put on
// the list of what is pending, and what is returned is good for nothing but to go on with.
func (e *evaluation) calculation(w want) value {
	if v, known := e.results[w]; known || e.done {
		return v
	}
	e.pending = append(e.pending, w)
	return value{ok: true, state: StateFinal}
}

// known calls f until all calculations it asks for are known. Calculated KPIs may read
// each other over windows of many kinds; a list instead of recursion keeps long chains of them off the stack.
func (e *evaluation) known(f func() value) value {
	for {
		e.pending = e.pending[:0]
		v := f()
		if len(e.pending) == 0 {
			return v
		}
		for todo := append([]want(nil), e.pending...); len(todo) > 0; {
			top := todo[len(todo)-1]
			if _, known := e.results[top]; known {
				todo = todo[:len(todo)-1]
				continue
			}
			e.pending = e.pending[:0]
			if result := e.calculate(top, nil); len(e.pending) == 0 {
				e.results[top] = result
				continue
			}
			todo = append(todo, e.pending...)
		}
	}
}

// wantOf returns the calculation of a KPI over a frame: from the first period on in which it
// is measured, if the periods of all it reads can be told apart there.
func (e *evaluation) wantOf(m *measure, f *frame) want {
	w := want{m.slot, f.window, f.label}
	if w.first >= m.since {
		return w
	}
	a := &e.card.almanac
	from := span{m.since, w.last}
	for _, slot := range e.card.calculatorOf(m.slot).inputs {
		kind := cmp.Or(e.card.measures[slot].kind, w.kind)
		if _, _, ok := a.tiles(from, kind); !ok {
			return w
		}
	}
	w.span, w.label = from, a.labelOf(from, w.kind)
	return w
}

// calculatedOnce returns the value of a KPI that is calculated over the whole frame.
func (e *evaluation) calculatedOnce(m *measure, f *frame) value {
	if f.last < m.since {
		return value{state: StateNotDue}
	}
	v := e.calculation(e.wantOf(m, f))
	if v.ok {
		return e.framed(v, f)
	}
	if m.maxAge == 0 || v.state == StateNotDue {
		return v
	}
	anchor := f.anchor
	for age := 1; age <= m.maxAge+lookBack; age++ {
		var ok bool
		if anchor, ok = e.card.almanac.previous(anchor); !ok {
			break
		}
		earlier, p := e.frame(m, anchor)
		if p != nil || earlier.last < m.since {
			break
		}
		if earlier.anchor != anchor {
			continue // it ends earlier, and has its turn then
		}
		old := e.calculation(e.wantOf(m, &earlier))
		switch {
		case !old.ok:
			continue
		case age > m.maxAge:
			old.state, old.made = StateStale, v.made
			return old
		}
		old.made = &making{frame: *f, units: []unit{wholeUnit(f.label, f.span)}, age: age, life: m.halfLife, due: f.days(), gaps: v.gaps(), err: v.err}
		return old
	}
	return v
}

// framed lets a value say what it covers, where that is not just the period of the input.
func (e *evaluation) framed(v value, f *frame) value {
	if !f.held && f.label == e.in.Period {
		return v
	}
	made := making{frame: *f, days: f.days(), due: f.days()}
	if v.made != nil {
		made = *v.made
		made.frame, made.held = *f, f.held || v.made.held
	}
	v.made = &made
	return v
}

// age is how many periods ago a value was carried forward.
func (v *value) age() int {
	if v.made == nil {
		return 0
	}
	return v.made.age
}

// gaps lists what is missing of a value.
func (v *value) gaps() []Gap {
	if v.made == nil {
		return nil
	}
	return v.made.gaps
}

// inputFrame returns what a calculation over a window reads of one of its inputs: where its
// periods do not make up the window, the last completed one, of what does not add up.
func (e *evaluation) inputFrame(m *measure, w *want) frame {
	f := frame{window: w.window, label: w.label, anchor: w.label}
	if m.kind == 0 {
		return f
	}
	f.kind = m.kind
	a := &e.card.almanac
	if _, _, ok := a.tiles(w.span, m.kind); ok || m.prorate {
		return f
	}
	_, within := a.enclosing(w.span, m.kind)
	if shown := m.rollup == RollupLast || m.rollup != RollupSum && within && !w.label.IsZero(); !shown {
		return f // its periods do not make up the window, which is an error
	}
	f, ok := a.completed(m.kind, w.last)
	f.held, f.ahead = true, !ok // before the first it is not due
	return f
}

// input returns the value of one input of a calculation.
func (e *evaluation) input(slot int, w *want) value {
	m := &e.card.measures[slot]
	if e.whole {
		if e.card.calculatorOf(slot) == nil {
			return e.fact(m.ref, e.in.Period)
		}
		return e.calculation(e.wholeOf(slot))
	}
	f := e.inputFrame(m, w)
	if f.ahead {
		return value{state: StateNotDue}
	}
	return e.measured(slot, &f)
}

// calculate runs a KPI's calculator. Where an input has no value, neither has the KPI.
func (e *evaluation) calculate(w want, trace *Trace) value {
	n := &e.card.nodes[e.card.kpis[w.slot]]
	in := CalculateInput{Ref: n.ref, Period: w.label, Attributes: n.attributes, Trace: trace}
	if in.Period.IsZero() {
		in.Period = e.in.Period
	}
	made := &making{frame: frame{window: w.window, label: w.label}, days: w.days(), due: w.days()}
	result := value{state: StateFinal}
	notDue := true // of all inputs that are not there
	for _, slot := range n.kpi.inputs {
		v := e.input(slot, &w)
		made.add(v.made)
		if what := v.unusable(); what != "" {
			if result.none == "" {
				result.none = e.refOf(slot).String() + " " + what
			}
			notDue = notDue && v.state == StateNotDue
			continue
		}
		if v.state == StateProvisional {
			result.state = StateProvisional
		}
		in.Values = append(in.Values, v.amount)
	}
	if len(e.pending) > 0 {
		return value{}
	}
	if made.partial() || made.held || made.age > 0 || len(made.gaps) > 0 {
		result.made = made
	}
	if result.none != "" {
		result.state = ""
		if notDue {
			result.state = StateNotDue
		}
		return result
	}
	return e.runCalculator(n, in, result)
}

// add takes over what the making of an input says.
func (m *making) add(input *making) {
	if input == nil {
		return
	}
	m.inherit(input)
	m.gaps = append(m.gaps, input.gaps...)
	if input.partial() {
		m.days = min(m.days, m.due*input.days/input.due)
	}
}

// runCalculator calls the calculator with its values.
func (e *evaluation) runCalculator(n *node, in CalculateInput, result value) value {
	calc := &n.kpi.calculator
	var amount decimal.Decimal
	in.Attributes = maps.Clone(in.Attributes)
	err := e.call(func() (err error) {
		amount, err = calc.policy.Calculate(in)
		return err
	})
	if hasNoData(err) {
		return value{none: asProblem(err, ErrNoData, "its calculator gives no value").text(), made: result.made}
	}
	if err != nil {
		return value{err: asProblem(err, ErrPolicy, "the calculator "+quote(calc.name))}
	}
	amount, p := calculated(amount)
	if p != nil {
		p.Detail = "the calculator " + quote(calc.name) + " returned a number out of range"
		return value{err: p}
	}
	result.amount, result.ok = amount, true
	return result
}
