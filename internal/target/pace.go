package target

import (
	"math/big"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A Pace compares how far a value has come towards a target for a longer period with how far it should be by now.
type Pace struct {
	Of       almanac.Label   // the period for which the target is stated
	Target   decimal.Decimal // the whole of it
	From     decimal.Decimal // where it starts: at 0 for what adds up, else at the baseline, if there is one
	Expected *big.Rat        // the share expected so far
}

// Progress returns how far a value has come, as num / den; den is not 0.
func (p *Pace) Progress(amount decimal.Decimal) (num, den decimal.Decimal) {
	return amount.Sub(p.From), p.Target.Sub(p.From)
}

// Pace returns the pace of a value towards the target that it is measured against. It returns nil if the value is no
// progress towards that: a month's revenue is none towards the year's, the year to date is.
func (p *Plan) Pace(v *View, t *Target, today int) *Pace {
	s := t.Used
	if s == nil || s.From.IsZero() || !s.Numbers[Value].Valid || v.Value.Label != "" {
		return nil
	}
	own, _ := p.card.Almanac.Span(s.From)
	day, ok := p.now(v, own, today)
	if !ok {
		return nil
	}
	pace := &Pace{Of: s.From, Target: s.Numbers[Value].Decimal}
	if s.Numbers[Baseline].Valid && !p.Adds() {
		pace.From = s.Numbers[Baseline].Decimal
	}
	if pace.From.Equal(pace.Target) {
		return nil
	}
	pace.Expected = p.expected(s, v, day, t)
	return pace
}

// now returns the day on which to compare. It returns false if the value is no progress in the target's period, if that
// has not begun, and if it is the evaluated period and over.
func (p *Plan) now(v *View, own almanac.Span, today int) (day int, ok bool) {
	w := v.Window
	if w.First < own.First || w.Last > own.Last || p.Adds() && w.First != own.First {
		return 0, false
	}
	day = w.Last
	if today != 0 {
		day = min(day, today)
	}
	asked, _ := p.card.Almanac.Span(v.Asked)
	return day, day >= own.First && (day < own.Last || own != asked)
}

// expected returns the share of a target that should be reached at the end of a day. For a phased target, it is the sum
// of the shares of the parts that are in.
func (p *Plan) expected(s *Stated, v *View, day int, t *Target) *big.Rat {
	if !p.Adds() || s.Phasing == Whole {
		return p.passed(s, p.unitKind(v), day)
	}
	due := exact.Rat(t.Numbers[Value].Decimal)
	if day < v.Window.Last {
		due = p.dueBy(v, day)
	}
	return due.Quo(due, s.number(Value))
}

// dueBy returns the part of a window's target that is due by the end of a day. Of the running part, it counts as many
// days.
func (p *Plan) dueBy(v *View, day int) *big.Rat {
	until := *v
	until.parts, until.in, until.states = nil, nil, nil
	window := *v.Window
	window.Last, window.Label = day, almanac.Label{}
	until.Window = &window
	for i, part := range v.parts {
		if part.Inside.First > day {
			break
		}
		part.Inside.Last = min(part.Inside.Last, day)
		until.parts, until.in, until.states = append(until.parts, part), append(until.in, v.in[i]), append(until.states, v.states[i])
	}
	t := p.sum(&until)
	return exact.Rat(t.Numbers[Value].Decimal)
}
