package target

import (
	"math/big"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/shopspring/decimal"
)

// single returns the target of a window for a measure whose targets do not add up. If the window shows an earlier part
// than its last, it is what that part should reach, if anything is stated for it.
func (p *Plan) single(v *View) Target {
	m := &p.card.Measures[p.slot]
	if part, ok := v.shown(); ok && p.rollup == measure.Last && (m.Calc == nil || m.Rollup != measure.NoRollup) {
		if t := p.ofAny(v, &part); t.Found() {
			return t
		}
	}
	if s := p.ofWindow(v); s != nil {
		return p.taken(s, v, RuleStated, v.Window.Last)
	}
	label, days := v.Window.Label, v.Window.Span
	if label.IsZero() {
		if p.rollup != measure.NoRollup && p.rollup != measure.Last {
			if t, ok := p.rolledUp(v, v.Window.Span, p.ofAny); ok {
				return t
			}
		}
		label = v.Window.Anchor
		days, _ = p.card.Almanac.Span(label)
		if s := p.statedFor(label, days); s != nil {
			return p.taken(s, v, RuleStated, days.Last)
		}
	}
	if t, ok := p.rolledUp(v, days, p.ofStated); ok {
		return t
	}
	return p.beyond(v, label, days)
}

// shown returns the last part that is there. It returns false if that is the end of the window, or if all that follows
// is only not due.
func (v *View) shown() (part measure.Part, ok bool) {
	last := len(v.parts) - 1
	waiting := v.Window.Period
	for i := last; i >= 0; i-- {
		if v.in[i] && (v.states[i] != measure.NotDue || v.Value.State != measure.There || v.early) {
			return v.parts[i], i < last && !waiting
		}
		waiting = waiting && v.states[i] == measure.NotDue
	}
	return part, false
}

// ofPart returns the target of one period, by all rules.
func (p *Plan) ofPart(v *View, l almanac.Label, days almanac.Span) Target {
	if s := p.statedFor(l, days); s != nil {
		return p.taken(s, v, RuleStated, days.Last)
	}
	return p.beyond(v, l, days)
}

// ofAny is the target of one part of a window, by all rules.
func (p *Plan) ofAny(v *View, part *measure.Part) Target {
	if s := p.statedFor(part.Label, part.Span); s != nil {
		return p.taken(s, v, RuleStated, part.Inside.Last)
	}
	return p.beyond(v, part.Label, part.Inside)
}

// ofStated is the target of one part of a window if it is stated for the part itself.
func (p *Plan) ofStated(_ *View, part *measure.Part) Target {
	s := p.statedFor(part.Label, part.Span)
	if s == nil || s.With != Nothing {
		return Target{}
	}
	return s.target(RuleStated)
}

// beyond finds the target of a period in what is stated for others: around it, before it, or for every period.
func (p *Plan) beyond(v *View, l almanac.Label, days almanac.Span) Target {
	if s := p.around(days, l.Kind); s != nil {
		return p.taken(s, v, RuleEnclosing, days.Last)
	}
	if s := p.earlier(l, days); s != nil {
		return p.taken(s, v, RuleEarlier, days.Last)
	}
	if s := p.at(almanac.Label{}); s != nil {
		return p.taken(s, v, RuleStanding, days.Last)
	}
	part := measure.Part{Label: l, Span: days, Inside: days}
	return Target{Sought: p.sought(&part)}
}

// earlier returns the latest target stated for a period of the same kind before some days. An org unit's source cannot
// be searched, and answers for the period itself.
func (p *Plan) earlier(l almanac.Label, days almanac.Span) *Stated {
	if p.set == nil {
		return nil
	}
	var found *Stated
	latest := 0
	for other := range p.set.byPeriod {
		if other.Kind != l.Kind || other.IsZero() {
			continue
		}
		own, _ := p.card.Almanac.Span(other)
		if own.Last >= days.First || own.Last <= latest {
			continue
		}
		if s := p.at(other); s != nil {
			found, latest = s, own.Last
		}
	}
	return found
}

// taken returns a stated target as a rule puts it into force: itself, a step on its glide by the end of a day, or what
// it is compared with.
func (p *Plan) taken(s *Stated, v *View, rule Rule, day int) Target {
	if s.With != Nothing {
		return p.compared(s, v)
	}
	if rule != RuleEnclosing || s.Phasing != Glide {
		return s.target(rule)
	}
	base, way := s.number(Baseline), s.number(Value)
	way.Sub(way, base)
	way.Mul(way, p.passed(s, p.unitKind(v), day))
	t := s.target(RuleGlide)
	t.Numbers[Value] = decimal.NewNullDecimal(exact.OfRat(way.Add(way, base)))
	return t
}

// unitKind returns the kind of the periods in which a measure's windows are counted.
func (p *Plan) unitKind(v *View) almanac.Kind {
	if kind := p.card.Measures[p.slot].Kind; kind != 0 {
		return kind
	}
	return v.Asked.Kind
}

// passed returns the share of a target's period that has passed by the end of a day. It counts periods of a kind, and
// days in the running one.
func (p *Plan) passed(s *Stated, kind almanac.Kind, day int) *big.Rat {
	own, _ := p.card.Almanac.Span(s.From)
	parts := p.parts(own, kind)
	passed, whole := new(big.Rat), new(big.Rat)
	sp := &Spread{plan: p, of: s, days: own}
	for i := range parts {
		part := &parts[i]
		w := new(big.Rat)
		if s.Phasing != Step || i == len(parts)-1 {
			w = sp.weigh(part, part.Inside)
		}
		whole.Add(whole, w)
		if done := min(day, part.Inside.Last) - part.Inside.First + 1; done > 0 {
			done := big.NewRat(int64(done), int64(part.Days()))
			passed.Add(passed, done.Mul(done, w))
		}
	}
	if whole.Sign() == 0 {
		return whole
	}
	return passed.Quo(passed, whole)
}

// rolledUp rolls up, by the measure's own rule, the targets of the parts that are in some days of a window. It returns
// false if one of them has none.
func (p *Plan) rolledUp(v *View, days almanac.Span, of func(*View, *measure.Part) Target) (Target, bool) {
	if p.rollup == measure.NoRollup || v.Window.Made != nil {
		return Target{}, false
	}
	if _, ok := p.card.Parts(days, v.kind(), p.card.Measures[p.slot].Prorate); !ok {
		return Target{}, false
	}
	var parts []*measure.Part
	var targets []Target
	for i := range v.parts {
		part := v.parts[i]
		if part.Inside = part.Inside.Common(days); !v.in[i] || part.Days() <= 0 {
			continue
		}
		t := of(v, &part)
		if !t.Found() {
			return Target{}, false
		}
		parts, targets = append(parts, &part), append(targets, t)
	}
	if len(targets) < 2 {
		return append(targets, Target{})[0], len(targets) == 1
	}
	r := Target{Rule: RuleRolledUp, Origin: targets[0].Origin, Author: targets[0].Author, Used: targets[len(targets)-1].Used}
	for i := range targets {
		if targets[i].Origin != r.Origin {
			r.Origin = ""
		}
		if targets[i].Author != r.Author {
			r.Author = ""
		}
	}
	for i := range r.Numbers {
		r.Numbers[i] = p.roll(parts, targets, i)
	}
	return r, true
}

// roll rolls up one number of the parts' targets; the result is not valid if a target lacks it.
func (p *Plan) roll(parts []*measure.Part, targets []Target, number int) decimal.NullDecimal {
	list := make([]measure.Piece, len(parts))
	for i, part := range parts {
		n := targets[i].Numbers[number]
		if !n.Valid {
			return decimal.NullDecimal{}
		}
		list[i] = measure.Piece{Value: n.Decimal, Num: part.Days(), Den: part.Span.Days(), Days: part.Span.Days()}
	}
	return decimal.NewNullDecimal(measure.Roll(p.rollup, list))
}
