package bsc

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// total returns the target for a frame of a KPI that adds up: what is stated for parts of
// it, the shares of what is stated for periods around it, and what stands for every period.
func (d *finder) total(f *frame) (ResolvedTarget, bool) {
	if s := d.unphased(f); s != nil {
		return d.taken(s, f, TargetEnclosing)
	}
	units, ok := d.e.units(f.window, true)
	if !ok {
		return ResolvedTarget{}, false
	}
	standing := d.stated(Period{})
	sum := totals{d: d}
	for i := range units {
		u := &units[i]
		s := d.smallest(u)
		switch {
		case s == nil && standing == nil:
			return ResolvedTarget{}, false
		case s == nil:
			s = standing
		case s.phasing == "" && !d.within(s, f.span):
			return ResolvedTarget{}, false // which share of it falls into the frame is not said
		}
		if s.against != "" {
			return d.taken(s, f, TargetCompared)
		}
		sum.add(s, u)
	}
	d.used = sum.shared
	return sum.result(), d.problem == nil
}

// unphased returns the target stated for the smallest period around a frame where it says
// nothing of how it is phased: the frame is then measured against the whole.
func (d *finder) unphased(f *frame) *stated {
	units, _ := d.e.units(f.window, true)
	for i := range units {
		s := d.smallest(&units[i])
		if s == nil || s.phasing != "" || s.against != "" || s.From == units[i].period {
			continue
		}
		if own, _ := d.e.card.almanac.span(s.From); own.first <= f.first && own.last >= f.last {
			return s
		}
	}
	return nil
}

// within reports whether a target's period lies within some days.
func (d *finder) within(s *stated, days span) bool {
	own, _ := d.e.card.almanac.span(s.From)
	return own.first >= days.first && own.last <= days.last
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
	d      *finder
	rule   TargetRule
	first  *stated
	origin string
	shared *stated           // the last of those that are shared out
	phases map[Period]*phase // how they are, by their period
	sums   [4]*big.Rat       // of the target's numbers; nil: one part lacks it
}

// add adds what a target gives to one unit.
func (t *totals) add(s *stated, u *unit) {
	rule := s.Rule
	part := big.NewRat(int64(u.days), int64(u.span.days()))
	var ph *phase
	if s.From != u.period && !s.From.IsZero() {
		rule, t.shared = TargetPhased, s
		ph = t.phaseOf(s, u.period.kind)
		part = ph.shareOf(u)
	}
	if t.first == nil {
		t.first, t.rule, t.origin = s, rule, s.Origin
		for i := range t.sums {
			t.sums[i] = new(big.Rat)
		}
	} else if t.rule != rule || t.first.From != s.From {
		t.rule = TargetRolledUp
	}
	if s.Origin != t.origin {
		t.origin = ""
	}
	for i, field := range targetFields() {
		number := field(&s.ResolvedTarget)
		if !number.Valid {
			t.sums[i] = nil
		}
		if t.sums[i] == nil {
			continue
		}
		amount := rat(number.Decimal)
		if ph != nil {
			amount.Sub(amount, ph.stated[i])
		}
		t.sums[i].Add(t.sums[i], amount.Mul(amount, part))
	}
}

func (t *totals) phaseOf(s *stated, kind periodKind) *phase {
	if ph := t.phases[s.From]; ph != nil {
		return ph
	}
	ph := t.d.phase(s, kind)
	if t.phases == nil {
		t.phases = map[Period]*phase{}
	}
	t.phases[s.From] = ph
	return ph
}

func (t *totals) result() ResolvedTarget {
	r := ResolvedTarget{Rule: t.rule, Origin: t.origin}
	if t.rule != TargetRolledUp {
		r.From = t.first.From
	}
	for i, field := range targetFields() {
		if t.sums[i] != nil {
			amount, p := calculated(decimalOf(t.sums[i]))
			if p != nil {
				p.Detail = "the phased target is out of range"
				t.d.fail(p)
			}
			*field(&r) = decimal.NewNullDecimal(amount)
		}
	}
	return r
}

// A phase is how a target is spread over the units in its period.
type phase struct {
	units  map[Period]*big.Rat // the weight of each that shares in what is left
	whole  *big.Rat            // their sum
	stated [4]*big.Rat         // what is stated for parts, of each of the target's numbers
	span   span
}

// phase spreads a target over the units of a kind in its period, but for those for which, or for
// a period around which, a target of its own is stated within it.
func (d *finder) phase(s *stated, kind periodKind) *phase {
	own, _ := d.e.card.almanac.span(s.From)
	ph := &phase{units: map[Period]*big.Rat{}, whole: new(big.Rat), span: own}
	for i := range ph.stated {
		ph.stated[i] = new(big.Rat)
	}
	units, _ := d.e.units(window{own, kind}, true)
	taken := map[Period]bool{}
	for i := range units {
		u := &units[i]
		if part := d.outermost(u, own); part != nil {
			if !taken[part.From] {
				taken[part.From] = true
				for i, field := range targetFields() {
					if number := field(&part.ResolvedTarget); number.Valid {
						ph.stated[i].Add(ph.stated[i], rat(number.Decimal))
					}
				}
			}
			continue
		}
		w := d.weight(s, own, u, i == len(units)-1)
		ph.units[u.period] = w
		ph.whole.Add(ph.whole, w)
	}
	return ph
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

// shareOf returns the share that falls on the days of a unit in a window.
func (p *phase) shareOf(u *unit) *big.Rat {
	w := p.units[u.period]
	if w == nil || p.whole.Sign() == 0 {
		return new(big.Rat)
	}
	inside := min(u.span.last, p.span.last) - max(u.span.first, p.span.first) + 1
	share := new(big.Rat).Quo(w, p.whole)
	return share.Mul(share, big.NewRat(int64(min(u.days, inside)), int64(inside)))
}

// cumulative returns the share of a target's period that has passed by the end of a day, in
// steps of the KPI's own periods: days within the one that is running.
func (d *finder) cumulative(s *stated, day int) *big.Rat {
	own, _ := d.e.card.almanac.span(s.From)
	units, _ := d.e.units(window{own, d.unitKind()}, true)
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
