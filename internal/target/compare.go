package target

import (
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// compared returns the target that a comparison gives. It has no value if there is nothing complete to compare with.
func (p *Plan) compared(s *Stated, v *View) Target {
	t := s.target(RuleCompared)
	t.Used, t.With = nil, s
	var then measure.Value
	var ok bool
	switch s.With {
	case Series:
		t.From = v.Window.Anchor
		then, ok = v.Beside(s.Series, p.slot)
	case Previous:
		t.From, _ = p.card.Almanac.Previous(v.Window.Anchor)
		then, ok = v.Past(p.slot, measure.Previous)
	default:
		t.From = v.Window.Anchor.YearBefore()
		then, ok = v.Past(p.slot, measure.LastYear)
	}
	t.Numbers[Value] = decimal.NullDecimal{}
	switch {
	case !ok:
		t.None = words.New("nothing_to_compare")
		if !t.From.IsZero() {
			t.None = words.New("nothing_to_compare_in", "period", t.From)
		}
	case s.Change == Times && then.Amount.Sign() < 0:
		t.None = words.New("times_below_zero", "amount", then.Amount)
	default:
		t.Numbers[Value] = decimal.NewNullDecimal(s.changed(then.Amount))
	}
	return t
}

// Beside returns what a series was over the parts that enter the value. Beside a value that stands for one period as it
// is, it is what the series was in that period.
func (v *View) Beside(series, slot int) (measure.Value, bool) {
	value := v.Value
	if v.stands && value.Window != nil {
		whole := value.Window.Whole(value.Amount)
		value = &whole
	}
	return v.Book.Beside(series, slot, value)
}

// Past returns what the measure was in another time. A value that stands for one period as it is has no past.
func (v *View) Past(slot int, past measure.Past) (measure.Value, bool) {
	if v.stands {
		return measure.Value{}, false
	}
	return v.Book.Past(slot, v.Value, past)
}

// changed applies the change of a comparison to a number, and rounds once.
func (c *Comparison) changed(d decimal.Decimal) decimal.Decimal {
	switch c.Change {
	case Times:
		d = d.Mul(c.By)
	case Percent:
		d = d.Add(d.Abs().Mul(c.By).Shift(-2))
	case Plus:
		d = d.Add(c.By)
	}
	return exact.Bounded(d)
}
