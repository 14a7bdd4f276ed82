package bsc

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// A finder finds the target in force for one KPI, among those of the unit or those of the
// definition. The order of precedence is that of Target.
type finder struct {
	e       *evaluation
	m       *measure
	targets *statedTargets     // the definition's; nil: the unit's
	asked   map[Period]*stated // what the unit's source has answered
	frame   *frame             // of the KPI's value
	used    *stated            // what the target found is made of
	problem *Problem           // the first thing that went wrong
}

// target returns the target in force for a KPI, and the stated one it is made of, where that is one.
func (e *evaluation) target(n *node) (ResolvedTarget, *stated, *Problem) {
	m := &e.card.measures[n.kpi.slot]
	f, p := e.frame(m, e.in.Period)
	if p != nil || f.anchor.IsZero() {
		return ResolvedTarget{}, nil, p
	}
	if e.in.Targets != nil && !e.done { // afterwards only those are looked for that the unit has none of
		find := finder{e: e, m: m}
		t, ok := find.over(&f)
		if ok || find.problem != nil {
			t.OfUnit = true
			return t, find.used, find.problem
		}
	}
	if n.kpi.targets.byPeriod == nil {
		return ResolvedTarget{}, nil, nil
	}
	find := finder{e: e, m: m, targets: &n.kpi.targets}
	t, ok := find.over(&f)
	if !ok && f.held && !find.m.sums() {
		now := frame{window: window{e.asked, e.in.Period.kind}, label: e.in.Period, anchor: e.in.Period}
		t, _ = find.ofPart(&now) // what does not add up may be measured against today's target
	}
	return t, find.used, find.problem
}

// stated returns the target stated for a period; the zero Period is every period.
func (d *finder) stated(p Period) *stated {
	if d.targets != nil {
		return d.targets.at(p, d.e.in.AsOf)
	}
	if s, known := d.asked[p]; known {
		return s
	}
	if d.asked == nil {
		d.asked = map[Period]*stated{}
	}
	d.asked[p] = d.ask(p)
	return d.asked[p]
}

// ask asks the unit's source for a target; for that of every period by that of the input.
func (d *finder) ask(p Period) *stated {
	asked := p
	if asked.IsZero() {
		asked = d.e.in.Period
	}
	var own Target
	var found bool
	err := d.e.call(func() error {
		own, found = d.e.in.Targets.Target(d.e.query(d.m.ref, asked))
		return nil
	})
	if err != nil {
		d.fail(asProblem(err, ErrPolicy, "the source of targets"))
		return nil
	}
	if !found || own.Period != p {
		return nil
	}
	s, problem := own.state(d.m, &d.e.card.almanac)
	if problem != nil {
		d.fail(ofUnit(problem))
		return nil
	}
	return &s
}

// ofUnit says that a problem is one of a unit's own target.
func ofUnit(p *Problem) *Problem {
	place := ""
	if p.Path != "" {
		place = ", " + string(p.Path[1:])
	}
	p.Detail, p.Path = "the unit's target"+place+": "+p.Detail, ""
	return p
}

func (d *finder) fail(p *Problem) {
	if d.problem == nil {
		d.problem = p
	}
}

// over returns the target for the frame of the KPI's value.
func (d *finder) over(f *frame) (ResolvedTarget, bool) {
	d.frame = f
	s := d.statedFor(f.label, f.span)
	if s == nil && f.span == d.e.asked {
		s = d.statedFor(d.e.in.Period, f.span)
	}
	if s != nil {
		return d.taken(s, f, TargetStated)
	}
	if d.m.sums() {
		return d.total(f)
	}
	// What does not add up, and shows how the window ends, has the target of the period that ends it.
	last := *f
	if last.label.IsZero() {
		if d.m.targets != "" && d.m.targets != RollupLast {
			if t, ok := d.rolledUp(f, d.ofPart); ok {
				return t, true
			}
		}
		last.span, _ = d.e.card.almanac.span(f.anchor)
		last.label = f.anchor
		if s := d.statedFor(last.label, last.span); s != nil {
			return d.taken(s, &last, TargetStated)
		}
	}
	if t, ok := d.rolledUp(&last, d.ofStatedPart); ok {
		return t, ok
	}
	return d.around(&last)
}

// statedFor returns the target stated for a period, or for one of another kind with the same
// days: months and the numbered periods of a fiscal year of months.
func (d *finder) statedFor(p Period, days span) *stated {
	if p.IsZero() {
		return nil
	}
	if s := d.stated(p); s != nil {
		return s
	}
	for kind := yearPeriod; kind <= dayPeriod; kind++ {
		if kind == p.kind || kind.size() != p.kind.size() || !d.mayState(kind) {
			continue
		}
		if twin := d.e.card.almanac.labelOf(days, kind); !twin.IsZero() {
			return d.stated(twin)
		}
	}
	return nil
}

// around finds the target of a period in what is stated for others: around it, before it, or for every period.
func (d *finder) around(f *frame) (ResolvedTarget, bool) {
	if s := d.enclosing(f.span, f.label.kind); s != nil {
		return d.taken(s, f, TargetEnclosing)
	}
	if s := d.earlier(f); s != nil {
		return d.taken(s, f, TargetEarlier)
	}
	if s := d.stated(Period{}); s != nil {
		return d.taken(s, f, TargetStanding)
	}
	return ResolvedTarget{}, false
}

// enclosing returns the target stated for the smallest period of a larger kind around some days.
func (d *finder) enclosing(s span, kind periodKind) *stated {
	for size := kind.size() + 1; size <= yearPeriod.size(); size++ {
		for outer := weekPeriod; outer > 0; outer-- {
			if outer.size() != size || !d.mayState(outer) {
				continue
			}
			if p, ok := d.e.card.almanac.enclosing(s, outer); ok {
				if s := d.stated(p); s != nil {
					return s
				}
			}
		}
	}
	return nil
}

// mayState reports whether targets can be stated for periods of a kind at all.
func (d *finder) mayState(kind periodKind) bool {
	return d.targets == nil || d.targets.kinds[kind]
}

// earlier returns the latest target stated for a period of the same kind before the frame's.
// A unit's source cannot be asked which those are, and answers for the period itself.
func (d *finder) earlier(f *frame) *stated {
	if d.targets == nil {
		return nil
	}
	var found *stated
	var foundLast int
	for p := range d.targets.byPeriod {
		if p.kind != f.label.kind || p.IsZero() {
			continue
		}
		s, _ := d.e.card.almanac.span(p)
		if s.last >= f.first || s.last <= foundLast {
			continue
		}
		if t := d.targets.at(p, d.e.in.AsOf); t != nil {
			found, foundLast = t, s.last
		}
	}
	return found
}

// taken returns a stated target as it is in force for a frame by a rule: itself, a step on its glide, or its comparison.
func (d *finder) taken(s *stated, f *frame, rule TargetRule) (ResolvedTarget, bool) {
	d.used = s
	switch {
	case s.against != "":
		return d.compared(s, f)
	case rule == TargetEnclosing && s.phasing == PhasingGlide:
		own, _ := d.e.card.almanac.span(s.From)
		part := d.cumulative(s, own, f.last)
		span := rat(s.Value.Decimal.Sub(s.Baseline.Decimal))
		value := span.Mul(span, part).Add(span, rat(s.Baseline.Decimal))
		t := s.standsFor(TargetGlide)
		t.Value = decimal.NewNullDecimal(decimalOf(value))
		return t, true
	}
	return s.standsFor(rule), true
}

// compared returns the target that a comparison gives: without a value where there is
// nothing complete to compare with.
func (d *finder) compared(s *stated, f *frame) (ResolvedTarget, bool) {
	t := s.standsFor(TargetCompared)
	var v value
	var p *Problem
	switch ref, ok := cutKind(string(s.against)); {
	case ok:
		t.From = d.frame.anchor
		v, p = d.benchmark(ref, d.frame)
	case s.against == PreviousPeriod:
		t.From, _ = d.e.card.almanac.previous(f.anchor)
		v, p = d.past(t.From)
	default:
		t.From = yearBefore(f.anchor)
		v, p = d.past(t.From)
	}
	if p != nil {
		d.fail(p)
		return t, false
	}
	if v.ok && v.unusable() == "" && !v.made.partial() {
		t.Value = decimal.NewNullDecimal(decimalOf(new(big.Rat).Mul(rat(v.amount), rat(s.times))))
	}
	return t, true
}

// benchmark returns the value of a series over a frame.
func (d *finder) benchmark(ref Ref, f *frame) (value, *Problem) {
	slot, ok := d.e.card.slots[ref]
	if !ok {
		return value{}, ofUnit(fault(ErrUnknownRef, "there is no series %s", quote(ref.ID)))
	}
	return d.e.known(func() value { return d.e.input(slot, &want{window: f.window, label: f.label}) }), nil
}

// past returns the KPI's own value when another period is asked for. Values that are given
// for one period as they stand have no past.
func (d *finder) past(p Period) (value, *Problem) {
	if _, ok := d.e.card.almanac.span(p); !ok || d.e.whole {
		return value{}, nil
	}
	return d.e.over(d.e.card.slots[d.m.ref], p)
}

// yearBefore returns the period of the same name a year earlier; the zero Period where there is none.
func yearBefore(p Period) Period {
	if p.kind == dayPeriod {
		return Day(int(p.year)-1, int(p.index)/32, int(p.index)%32)
	}
	return newPeriod(p.kind, int(p.year)-1, int(p.index))
}

// ofPart is the target of one part of a window, by all rules.
func (d *finder) ofPart(f *frame) (ResolvedTarget, bool) {
	if s := d.statedFor(f.label, f.span); s != nil {
		return d.taken(s, f, TargetStated)
	}
	return d.around(f)
}

// ofStatedPart is the target of one part of a window where it is stated for the part itself.
func (d *finder) ofStatedPart(f *frame) (ResolvedTarget, bool) {
	s := d.statedFor(f.label, f.span)
	if s == nil || s.against != "" {
		return ResolvedTarget{}, false
	}
	return s.standsFor(TargetStated), true
}

// rolledUp rolls up the targets of the parts of a window by the KPI's own rule, if all have one.
func (d *finder) rolledUp(f *frame, of func(*frame) (ResolvedTarget, bool)) (ResolvedTarget, bool) {
	if d.m.targets == "" {
		return ResolvedTarget{}, false
	}
	if _, ok := d.e.units(f.window, d.m.prorate); !ok {
		return ResolvedTarget{}, false
	}
	units := d.measuredUnits(f.window)
	if len(units) == 0 {
		return ResolvedTarget{}, false
	}
	parts := make([]ResolvedTarget, 0, len(units))
	for i := range units {
		u := &units[i]
		t, ok := of(&frame{window: window{u.inside, f.kind}, label: u.period, anchor: u.period})
		if !ok {
			return ResolvedTarget{}, false
		}
		parts = append(parts, t)
	}
	r := parts[0]
	if len(parts) > 1 {
		r = ResolvedTarget{Rule: TargetRolledUp, Origin: parts[0].Origin}
		for i := range parts {
			if parts[i].Origin != r.Origin {
				r.Origin = ""
			}
		}
		for _, field := range targetFields() {
			*field(&r) = d.rollField(units, parts, field)
		}
	}
	return r, true
}

// targetFields are the numbers of a target.
func targetFields() []func(*ResolvedTarget) *decimal.NullDecimal {
	return []func(*ResolvedTarget) *decimal.NullDecimal{
		func(t *ResolvedTarget) *decimal.NullDecimal { return &t.Value },
		func(t *ResolvedTarget) *decimal.NullDecimal { return &t.Baseline },
		func(t *ResolvedTarget) *decimal.NullDecimal { return &t.Stretch },
		func(t *ResolvedTarget) *decimal.NullDecimal { return &t.Floor },
	}
}

// rollField rolls one number of the parts' targets up; it is not there where one lacks it.
func (d *finder) rollField(units []unit, parts []ResolvedTarget, field func(*ResolvedTarget) *decimal.NullDecimal) decimal.NullDecimal {
	r := roller{m: &measure{rollup: d.m.targets}, making: &making{units: units}}
	for i := range parts {
		number := field(&parts[i])
		if !number.Valid {
			return decimal.NullDecimal{}
		}
		r.used = append(r.used, use{unit: i, value: value{amount: number.Decimal}})
	}
	if d.m.targets == RollupLast {
		return *field(&parts[len(parts)-1])
	}
	amount, p := calculated(r.amount())
	if p != nil {
		p.Detail = "the rolled-up target is out of range"
		d.fail(p)
	}
	return decimal.NewNullDecimal(amount)
}

// rat returns a decimal as a fraction.
func rat(d decimal.Decimal) *big.Rat {
	if exponent := d.Exponent(); exponent < 0 {
		return new(big.Rat).SetFrac(d.Coefficient(), decimal.New(1, -exponent).BigInt())
	}
	return new(big.Rat).SetInt(d.BigInt())
}

// decimalOf returns a fraction as a decimal: exactly, or to 34 significant digits.
func decimalOf(r *big.Rat) decimal.Decimal {
	return quotient(decimal.NewFromBigInt(r.Num(), 0), decimal.NewFromBigInt(r.Denom(), 0))
}
