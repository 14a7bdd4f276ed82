package bsc

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A value is how a KPI or a series shows.
type value struct {
	amount      decimal.Decimal
	label       string
	state       measure.State
	provisional bool
	held        bool
	tooLittle   bool   // of its window too little is there
	coverage    int64  // of its window, in units of 10^-10
	none        string // why a calculation gives nothing
	err         *Problem
	cause       *Problem // why a reading failed that an earlier one stands in for
	window      *Window  // nil: it is one reading of the period, or there is none
}

// there reports whether there is a value or a label that counts.
func (v *value) there() bool { return v.state == measure.There }

// number returns the value, where it is a number that can be shown.
func (v *value) number() decimal.NullDecimal {
	shown := (v.state == measure.There || v.state == measure.Stale) && v.label == ""
	return decimal.NullDecimal{Decimal: v.amount, Valid: shown}
}

// own returns what a KPI or series shows for the period of the input.
func (r *run) own(slot int) measure.Value {
	asked := r.in.Period.Label()
	v := r.book.Own(slot, asked)
	if m := &r.card.time.Measures[slot]; v.State == measure.Missing && !r.whole && m.Calc == nil && m.Kind != 0 && m.Kind != asked.Kind && r.fact(r.card.refOf(slot), r.in.Period).State == measure.There {
		v.State, v.Err = measure.Failed, strayReading(r.card.refOf(slot), m.Kind, r.in.Period)
	}
	return v
}

// strayReading is the error for a reading of a period that is not of its measure's frequency.
func strayReading(ref Ref, kind almanac.Kind, of period.Period) *Problem {
	p := fault(ErrFrequency, "a reading for %s, where readings are by the %s", of, kind.Noun())
	p.Ref, p.Allowed = ref, "readings of its frequency"
	return p
}

// shown returns what of a value an evaluation keeps.
func (r *run) shown(v *measure.Value) value {
	shown := value{
		amount: v.Amount, label: v.Label, state: v.State, provisional: v.Provisional, held: v.Held && v.State == measure.There,
		tooLittle: v.TooLittle, coverage: v.Coverage, none: v.None, err: r.failure(v.Err), cause: r.failure(v.Cause),
	}
	shown.window = r.window(v)
	return shown
}

// failure returns why a value failed as a Problem.
func (r *run) failure(err error) *Problem {
	if err == nil {
		return nil
	}
	return asProblem(err, ErrPolicy, "its value")
}

// window says what a value is made of; nil where that is just one reading of the period evaluated, or there is no
// value.
func (r *run) window(v *measure.Value) *Window {
	if v.Window == nil || v.NotBegun || r.timeless() && v.State != measure.There {
		return nil
	}
	w := &Window{Age: v.Age, Parts: make([]WindowPart, len(v.Window.Parts))}
	for i := range w.Parts {
		w.Parts[i] = windowPart(v, i)
	}
	if n := len(w.Parts); n > 0 {
		w.First, w.Last = w.Parts[0].Period, w.Parts[n-1].Period
	}
	for _, g := range v.Gaps {
		w.Gaps = append(w.Gaps, Gap{r.card.refOf(g.Slot), period.Of(g.Label), g.NotDue, g.Overdue})
	}
	if v.State != measure.There {
		return w
	}
	w.Readings = max(len(v.Selection.Entries), 1)
	w.Freshness = freshness(v.Age, max(v.Life, 1))
	if r.plainWindow(w) && !v.Held {
		return nil
	}
	return w
}

// plainWindow reports whether a window is the period evaluated, and that is there: what a KPI has that keeps none.
func (r *run) plainWindow(w *Window) bool {
	alone := w.First == r.in.Period && w.Last == w.First && w.Age == 0 && len(w.Gaps) == 0
	return alone && w.Parts[0].State == PartThere
}

// windowPart says how a part of a value's window stands.
func windowPart(v *measure.Value, i int) WindowPart {
	part := WindowPart{Period: period.Of(v.Window.Parts[i].Label)}
	if i < v.Selection.Passed {
		part.State = PartPassed
		return part
	}
	if of := v.Carried(i); of != (almanac.Label{}) {
		part.State, part.Of = PartCarried, period.Of(of)
		return part
	}
	part.State = partState(v.Selection.States[i])
	return part
}

func partState(s measure.State) PartState {
	return [...]PartState{
		measure.Missing: PartMissing, measure.There: PartThere, measure.NotApplicable: PartNotApplicable,
		measure.NotDue: PartNotDue, measure.Failed: PartFailed, measure.Stale: PartMissing,
	}[s]
}

// freshness returns 2^(-age/life), to ten places.
func freshness(age, life int) decimal.Decimal {
	if age == 0 {
		return one()
	}
	return decimal.NewFromBigInt(exact.Halved(age, life), -exact.Places).Normalize()
}
