package bsc

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"
)

// total returns the target for a frame of a KPI that adds up: what is stated for parts of
// it, the shares of what is stated for periods around it, and what stands for every period.
func (d *finder) total(f *frame) (ResolvedTarget, bool) {
	units := slices.Clone(d.measuredUnits(f.window))
	if len(units) == 0 {
		return ResolvedTarget{}, false
	}
	sum := totals{d: d}
	for i := 0; i < len(units); i++ {
		u := &units[i]
		s := d.smallest(u)
		if s == nil {
			s = d.stated(Period{})
		}
		if s == nil {
			pieces := d.splitByYears(u)
			if pieces == nil {
				return ResolvedTarget{}, false
			}
			units = append(units, pieces...)
			continue
		}
		if s.against != "" {
			return d.taken(s, f, TargetCompared)
		}
		shares := d.shares(s, u)
		if shares && s.phasing == "" {
			own, _ := d.e.card.almanac.span(s.From)
			switch {
			case own.holds(f.span):
				return d.taken(s, f, TargetEnclosing)
			case !f.holds(own):
				return ResolvedTarget{}, false // which share of it falls into the frame is not said
			}
		}
		units = append(units, sum.add(s, u, shares)...)
	}
	d.used = sum.sharedOut
	return sum.result(), d.problem == nil
}

// splitByYears returns the pieces of a unit whose days lie in two years; nil for any other.
func (d *finder) splitByYears(u *unit) []unit {
	a := &d.e.card.almanac
	year, ok := a.at(u.inside.first, yearPeriod)
	if !ok {
		return nil
	}
	own, _ := a.span(year)
	if own.last >= u.inside.last {
		return nil
	}
	old, young := span{u.inside.first, own.last}, span{own.last + 1, u.inside.last}
	return []unit{{u.period, u.span, old}, {u.period, u.span, young}}
}

// shares reports whether a target gives a unit only a share: it is stated for more than the unit.
func (d *finder) shares(s *stated, u *unit) bool {
	if s.From.IsZero() || s.From == u.period {
		return false
	}
	own, _ := d.e.card.almanac.span(s.From)
	return own != u.span
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
	if s := d.statedFor(u.period, u.span); s != nil {
		return s
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

// add adds what a target gives to one unit. It returns the days of the unit that lie in
// parts for which targets of their own are stated.
func (t *totals) add(s *stated, u *unit, shares bool) (rest []unit) {
	rule := s.Rule
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
	if !shares {
		p.share.Add(p.share, big.NewRat(int64(u.days()), int64(u.span.days())))
		return nil
	}
	p.share.Add(p.share, t.d.shareOf(p.phase, s, u))
	for _, part := range p.phase.parts {
		if common := u.inside.common(part); common.days() > 0 && common != u.inside {
			rest = append(rest, unit{u.period, u.span, common})
		}
	}
	return rest
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
	parts  []span      // for which targets of their own are stated: they share in nothing
	last   Period      // the last unit that shares
	whole  *big.Rat    // the weight of all that shares
	stated [4]*big.Rat // what is stated for the parts, of each of the target's numbers
}

// phaseKey names a phase of one of the definition's targets.
type phaseKey struct {
	of   *stated
	kind periodKind
}

// phase spreads a target over the days in its period but those of parts for which a target of its own is stated.
func (d *finder) phase(s *stated, kind periodKind) *phase {
	key := phaseKey{s, kind}
	if ph, known := d.e.shared.phases[key]; known {
		return ph
	}
	own, _ := d.e.card.almanac.span(s.From)
	ph := &phase{span: own, whole: new(big.Rat)}
	for i := range ph.stated {
		ph.stated[i] = new(big.Rat)
	}
	d.takeOut(ph, s, kind)
	units := d.measuredUnits(window{own, kind})
	for i := len(units) - 1; i >= 0 && ph.last.IsZero(); i-- {
		if len(ph.free(units[i].inside)) > 0 {
			ph.last = units[i].period
		}
	}
	for i := range units {
		ph.whole.Add(ph.whole, d.free(ph, s, &units[i]))
	}
	if d.targets != nil && d.e.shared.phases != nil && !d.e.done {
		d.e.shared.phases[key] = ph
	}
	return ph
}

// takeOut finds the largest parts of a target's period, of a kind or larger, for which a
// target of its own is stated.
func (d *finder) takeOut(ph *phase, s *stated, smallest periodKind) {
	for kind := yearPeriod; kind <= dayPeriod; kind++ {
		if kind.size() < smallest.size() || !d.mayState(kind) {
			continue
		}
		units, _ := d.e.units(window{ph.span, kind}, true)
		for i := range units {
			u := &units[i]
			if !u.whole() || u.span == ph.span || u.span.last < d.m.since || len(ph.free(u.span)) == 0 {
				continue
			}
			part := d.stated(u.period)
			if part == nil || part.against != "" {
				continue
			}
			ph.parts = append(ph.parts, u.span)
			for i, field := range targetFields() {
				if number := field(&part.ResolvedTarget); number.Valid {
					ph.stated[i].Add(ph.stated[i], rat(number.Decimal))
				}
			}
		}
	}
}

// free returns the days that are in none of the parts.
func (p *phase) free(days span) []span {
	left := []span{days}
	for _, part := range p.parts {
		var next []span
		for _, s := range left {
			for _, rest := range []span{{s.first, min(s.last, part.first-1)}, {max(s.first, part.last+1), s.last}} {
				if rest.days() > 0 {
					next = append(next, rest)
				}
			}
		}
		left = next
	}
	return left
}

// free is the weight of the days of a unit that share.
func (d *finder) free(ph *phase, s *stated, u *unit) *big.Rat {
	inside := u.inside.common(ph.span)
	weight := func(days span) *big.Rat {
		return d.weight(s, ph.span, &unit{u.period, u.span, days}, u.period == ph.last)
	}
	if len(ph.parts) == 0 {
		return weight(inside)
	}
	w := new(big.Rat)
	for _, days := range ph.free(inside) {
		w.Add(w, weight(days))
	}
	return w
}

// shareOf returns the share of a target that falls on the days of a unit that lie in a window.
func (d *finder) shareOf(ph *phase, s *stated, u *unit) *big.Rat {
	if ph.whole.Sign() == 0 {
		return new(big.Rat)
	}
	w := d.free(ph, s, u)
	return w.Quo(w, ph.whole)
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
			if common := parts[i].span.common(u.inside).days(); common > 0 {
				share := big.NewRat(int64(common), int64(parts[i].span.days()))
				w.Add(w, share.Mul(share, rat(s.profile[i])))
			}
		}
		return w
	}
	return big.NewRat(int64(u.days()), int64(u.span.days()))
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
			part := big.NewRat(int64(done), int64(u.days()))
			passed.Add(passed, part.Mul(part, w))
		}
	}
	if whole.Sign() == 0 {
		return whole
	}
	return passed.Quo(passed, whole)
}
