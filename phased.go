package bsc

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// total returns the target for a frame of a KPI that adds up: what is stated for parts of
// it, the shares of what is stated for periods around it, and what stands for every period.
func (d *finder) total(f *frame) (ResolvedTarget, bool) {
	units := d.measuredUnits(f.window)
	if len(units) == 0 {
		return ResolvedTarget{}, false
	}
	sources := make([]*stated, len(units))
	for i := range units {
		s := d.smallest(&units[i])
		if s == nil {
			if s = d.stated(Period{}); s == nil {
				return ResolvedTarget{}, false
			}
		}
		if s.against != "" {
			return d.taken(s, f, TargetCompared)
		}
		if s.phasing == "" && s.From != units[i].period && !s.From.IsZero() {
			own, _ := d.e.card.almanac.span(s.From)
			switch {
			case own.first <= f.first && own.last >= f.last:
				return d.taken(s, f, TargetEnclosing)
			case own.first < f.first || own.last > f.last:
				return ResolvedTarget{}, false // which share of it falls into the frame is not said
			}
		}
		sources[i] = s
	}
	sum := totals{d: d}
	for i, s := range sources {
		sum.add(s, &units[i])
	}
	d.used = sum.sharedOut
	return sum.result(), d.problem == nil
}

// measuredUnits returns the units of a window from the KPI's first period on.
func (d *finder) measuredUnits(w window) []unit {
	units, _ := d.e.units(w, true)
	for len(units) > 0 && units[0].span.last < d.m.since {
		units = units[1:]
	}
	return units
}

// smallest returns the target stated for a unit, or for the smallest period around it.
func (d *finder) smallest(u *unit) *stated {
	if d.mayState(u.period.kind) {
		if s := d.stated(u.period); s != nil {
			return s
		}
	}
	return d.enclosing(u.inside, u.period.kind)
}

// totals adds up targets.
type totals struct {
	d         *finder
	rule      TargetRule
	origin    string
	parts     []part  // by the target that gives them, in order of time
	sharedOut *stated // the last one that gives only a share
}

// A part is what one stated target gives to a sum.
type part struct {
	*stated
	share *big.Rat // of it, or of what it leaves; above 1 for what stands for every period
	phase *phase   // nil: it is not shared out
}

// add adds what a target gives to one unit.
func (t *totals) add(s *stated, u *unit) {
	rule := s.Rule
	shares := s.From != u.period && !s.From.IsZero()
	if shares {
		rule, t.sharedOut = TargetPhased, s
	}
	if n := len(t.parts); n == 0 {
		t.rule, t.origin = rule, s.Origin
	} else if t.rule != rule || t.parts[n-1].From != s.From {
		t.rule = TargetRolledUp
	}
	if s.Origin != t.origin {
		t.origin = ""
	}
	p := t.partOf(s, shares, u.period.kind)
	if shares {
		p.share.Add(p.share, t.d.shareOf(p.phase, s, u))
	} else {
		p.share.Add(p.share, big.NewRat(int64(u.days), int64(u.span.days())))
	}
}

// partOf returns the part that a target gives, which a later unit may find again.
func (t *totals) partOf(s *stated, shares bool, kind periodKind) *part {
	for i := range t.parts {
		if t.parts[i].stated == s {
			return &t.parts[i]
		}
	}
	p := part{stated: s, share: new(big.Rat)}
	if shares {
		p.phase = t.d.phase(s, kind)
	}
	t.parts = append(t.parts, p)
	return &t.parts[len(t.parts)-1]
}

// result adds the parts up. A number of the target that one of them lacks is not there.
func (t *totals) result() ResolvedTarget {
	r := ResolvedTarget{Rule: t.rule, Origin: t.origin}
	if t.rule != TargetRolledUp {
		r.From = t.parts[0].From
	}
	for i, field := range targetFields() {
		sum, ok := new(big.Rat), true
		for _, p := range t.parts {
			number := field(&p.ResolvedTarget)
			ok = ok && number.Valid
			amount := rat(number.Decimal)
			if p.phase != nil {
				amount.Sub(amount, p.phase.stated[i])
			}
			sum.Add(sum, amount.Mul(amount, p.share))
		}
		if !ok {
			continue
		}
		amount, p := calculated(decimalOf(sum))
		if p != nil {
			p.Detail = "the phased target is out of range"
			t.d.fail(p)
		}
		*field(&r) = decimal.NewNullDecimal(amount)
	}
	return r
}

// A phase is how a target is spread over the units in its period. It does not change once it is made.
type phase struct {
	span   span
	units  map[Period]*big.Rat // the weight of each that shares in what is left
	last   Period              // the last of all
	whole  *big.Rat            // the sum of the weights
	stated [4]*big.Rat         // what is stated for parts, of each of the target's numbers
}

// phaseKey names a phase of one of the definition's targets.
type phaseKey struct {
	of   *stated
	kind periodKind
}

// phase spreads a target over the units of a kind in its period, but for those for which, or for
// a period around which, a target of its own is stated within it.
func (d *finder) phase(s *stated, kind periodKind) *phase {
	key := phaseKey{s, kind}
	if ph, known := d.e.shared.phases[key]; known {
		return ph
	}
	own, _ := d.e.card.almanac.span(s.From)
	ph := &phase{span: own, units: map[Period]*big.Rat{}, whole: new(big.Rat)}
	for i := range ph.stated {
		ph.stated[i] = new(big.Rat)
	}
	units := d.measuredUnits(window{own, kind})
	if n := len(units); n > 0 {
		ph.last = units[n-1].period
	}
	taken := map[Period]bool{}
	for i := range units {
		u := &units[i]
		if part := d.outermost(u, own); part != nil {
			if !taken[part.From] {
				taken[part.From] = true
				ph.takeOut(part)
			}
			continue
		}
		w := d.weight(s, own, u, u.period == ph.last)
		ph.units[u.period] = w
		ph.whole.Add(ph.whole, w)
	}
	if d.targets != nil && d.e.shared.phases != nil && !d.e.done {
		d.e.shared.phases[key] = ph
	}
	return ph
}

// takeOut leaves what is stated for a part out of what is shared out.
func (p *phase) takeOut(part *stated) {
	for i, field := range targetFields() {
		if number := field(&part.ResolvedTarget); number.Valid {
			p.stated[i].Add(p.stated[i], rat(number.Decimal))
		}
	}
}

// outermost returns the target stated for the largest period around a unit that lies
// within some days but is not all of them.
func (d *finder) outermost(u *unit, within span) *stated {
	for kind := yearPeriod; kind <= dayPeriod; kind++ {
		if kind.size() < u.period.kind.size() || !d.mayState(kind) {
			continue
		}
		p, ok := d.e.card.almanac.enclosing(u.inside, kind)
		if !ok {
			continue
		}
		own, _ := d.e.card.almanac.span(p)
		if own == within || own.first < within.first || own.last > within.last {
			continue
		}
		if s := d.stated(p); s != nil && s.against == "" {
			return s
		}
	}
	return nil
}

// weight returns a unit's weight in the phasing of a target for some days.
func (d *finder) weight(s *stated, own span, u *unit, last bool) *big.Rat {
	switch s.phasing {
	case PhasingStep:
		if !last {
			return new(big.Rat)
		}
	case PhasingSeasonal:
		parts, _ := d.e.units(window{own, s.profileKind}, false)
		w := new(big.Rat)
		for i := range parts {
			if common := min(parts[i].span.last, u.inside.last) - max(parts[i].span.first, u.inside.first) + 1; common > 0 {
				share := big.NewRat(int64(common), int64(parts[i].span.days()))
				w.Add(w, share.Mul(share, rat(s.profile[i])))
			}
		}
		return w
	}
	return big.NewRat(int64(u.days), int64(u.span.days()))
}

// shareOf returns the share of a target that falls on the days of a unit that lie in a window.
func (d *finder) shareOf(ph *phase, s *stated, u *unit) *big.Rat {
	w := ph.units[u.period]
	if w == nil || ph.whole.Sign() == 0 {
		return new(big.Rat)
	}
	if !u.whole() {
		part := *u
		part.inside = span{max(u.inside.first, ph.span.first), min(u.inside.last, ph.span.last)}
		part.days = part.inside.days()
		w = d.weight(s, ph.span, &part, u.period == ph.last)
	}
	return new(big.Rat).Quo(w, ph.whole)
}

// cumulative returns the share of a target's period that has passed by the end of a day, in
// steps of the KPI's own periods: days within the one that is running.
func (d *finder) cumulative(s *stated, own span, day int) *big.Rat {
	units := d.measuredUnits(window{own, d.unitKind()})
	passed, whole := new(big.Rat), new(big.Rat)
	for i := range units {
		u := &units[i]
		w := d.weight(s, own, u, i == len(units)-1)
		whole.Add(whole, w)
		if done := min(day, u.inside.last) - u.inside.first + 1; done > 0 {
			part := big.NewRat(int64(done), int64(u.days))
			passed.Add(passed, part.Mul(part, w))
		}
	}
	if whole.Sign() == 0 {
		return whole
	}
	return passed.Quo(passed, whole)
}
