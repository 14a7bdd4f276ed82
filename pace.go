package bsc

import (
	"math/big"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A Pace compares how far a KPI has come towards a target for a larger period, such as
// the year's, with how far it should be by now: by the last day that the value covers or, if that is
// earlier, on the day of Input.AsOf.
type Pace struct {
	Of       Period          // the period the target is stated for
	Target   decimal.Decimal // the whole of it
	Progress decimal.Decimal // actual / target of KPIs that add up, else (actual - baseline) / (target - baseline); 1 is there
	Expected decimal.Decimal // the share expected by now: as phased, else in equal steps
}

// pace returns a KPI's pace; nil where its value is not progress towards the target it
// has: a month's revenue says nothing of the year's, the year to date does.
func (e *evaluation) pace(at int, v *value, s *stated, inForce *ResolvedTarget) *Pace {
	if s == nil || s.From.IsZero() || !s.Value.Valid || v.label != "" {
		return nil
	}
	kpi := e.card.nodes[at].kpi
	find := finder{e: e, m: &e.card.measures[kpi.slot], targets: &kpi.targets}
	if e.in.Targets != nil {
		find.targets = new(statedTargets) // whoever stated it, its parts are not asked for again
		find.targets.add(*s)
	}
	own, _ := e.card.almanac.span(s.From)
	day, ok := find.today(own)
	if !ok {
		return nil
	}
	distance, come := rat(s.Value.Decimal), rat(v.amount)
	if s.Baseline.Valid && !find.m.sums() {
		distance.Sub(distance, rat(s.Baseline.Decimal))
		come.Sub(come, rat(s.Baseline.Decimal))
	}
	if distance.Sign() == 0 {
		return nil
	}
	return &Pace{
		Of: s.From, Target: s.Value.Decimal,
		Progress: tenPlacesOf(come.Quo(come, distance)),
		Expected: tenPlacesOf(find.expected(s, own, day, inForce)),
	}
}

// today returns the day on which to compare; it is false where the value is no progress in
// the period of the target, where that has not begun, and where it is the period evaluated and over.
func (d *finder) today(own span) (day int, ok bool) {
	f, p := d.e.frame(d.m, d.e.in.Period)
	if p != nil || f.first < own.first || f.last > own.last || d.m.sums() && f.first != own.first {
		return 0, false
	}
	day = f.last
	if d.e.today != 0 {
		day = min(day, d.e.today)
	}
	return day, day >= own.first && (day < own.last || own != d.e.asked)
}

// expected returns the share of a target that should be there at the end of a day, where a
// target in force is known for the end of the window.
func (d *finder) expected(s *stated, own span, day int, inForce *ResolvedTarget) *big.Rat {
	if !d.m.sums() || s.phasing == "" {
		return d.cumulative(s, own, day)
	}
	due := inForce.Value
	if f, _ := d.e.frame(d.m, d.e.in.Period); day != f.last {
		t, _ := d.total(&frame{window: window{span{own.first, day}, d.unitKind()}})
		due = t.Value
	}
	return new(big.Rat).Quo(rat(due.Decimal), rat(s.Value.Decimal))
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
