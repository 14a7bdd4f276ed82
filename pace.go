package bsc

import (
	"math/big"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A Pace compares how far a KPI has come towards a target for a larger period, such as
// the year's, with how far it should be by now: by the end of the period that is evaluated
// or, if that is earlier, on the day of Input.AsOf.
type Pace struct {
	Of       Period          // the period the target is stated for
	Target   decimal.Decimal // the whole of it
	Progress decimal.Decimal // (actual - baseline) / (target - baseline), without a baseline from 0; 1 is there
	Expected decimal.Decimal // the share expected by now: as phased, else in equal steps
}

// pace returns a KPI's pace; nil where its value is not progress towards the target it
// has: a month's revenue says nothing of the year's, the year to date does.
func (e *evaluation) pace(n *node, v *value, s *stated) *Pace {
	if s == nil || s.From.IsZero() || !s.Value.Valid || v.label != "" {
		return nil
	}
	a := &e.card.almanac
	own, _ := a.span(s.From)
	m := &e.card.measures[n.kpi.slot]
	f, p := e.frame(m, e.in.Period)
	if p != nil || f.first < own.first || f.last > own.last || m.targets == RollupSum && f.first != own.first {
		return nil
	}
	day := f.last
	if e.today != 0 {
		day = min(day, e.today)
	}
	if day < own.first || day == own.last && f.span == own {
		return nil // nothing is expected yet, or all is
	}
	distance := rat(s.Value.Decimal)
	come := rat(v.amount)
	if s.Baseline.Valid && m.targets != RollupSum {
		distance.Sub(distance, rat(s.Baseline.Decimal))
		come.Sub(come, rat(s.Baseline.Decimal))
	}
	if distance.Sign() == 0 {
		return nil
	}
	find := finder{e: e, m: m, targets: n.kpi.targets}
	if e.in.Targets != nil {
		find.targets = statedTargets{s.From: {*s}} // whoever stated it, its parts are not asked for again
	}
	return &Pace{
		Of: s.From, Target: s.Value.Decimal,
		Progress: tenPlacesOf(come.Quo(come, distance)),
		Expected: tenPlacesOf(find.expected(s, own, day)),
	}
}

// expected returns the share of a target that should be there at the end of a day.
func (d *finder) expected(s *stated, own span, day int) *big.Rat {
	if d.m.targets == RollupSum && s.phasing != "" && s.Value.Decimal.Sign() != 0 {
		if t, ok := d.total(&frame{window: window{span{own.first, day}, d.unitKind()}}); ok && t.Value.Valid {
			return new(big.Rat).Quo(rat(t.Value.Decimal), rat(s.Value.Decimal))
		}
	}
	return d.cumulative(s, day)
}

// unitKind is the kind of the KPI's own periods.
func (d *finder) unitKind() periodKind {
	if d.m.kind != 0 {
		return d.m.kind
	}
	return d.e.in.Period.kind
}

// tenPlacesOf rounds a fraction to ten places, half away from zero.
func tenPlacesOf(r *big.Rat) decimal.Decimal {
	return ratio{decimal.NewFromBigInt(r.Num(), 0), decimal.NewFromBigInt(r.Denom(), 0)}.decimal()
}

// halfLife returns 2^(-age/life), to ten places.
func halfLife(age, life int) decimal.Decimal {
	return decimal.NewFromBigInt(exact.Halved(age, life), -exact.Places).Normalize()
}
