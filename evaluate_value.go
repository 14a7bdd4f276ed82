package bsc

import (
	"github.com/go-bsc/bsc/internal/almanac"
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
	if !r.timeless() || v.State == measure.There {
		shown.window = r.card.window(v, r.in.Period)
	}
	return shown
}

// failure returns why a value failed as a Problem.
func (r *run) failure(err error) *Problem {
	if err == nil {
		return nil
	}
	return asProblem(err, ErrPolicy, "its value")
}
