package target

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/shopspring/decimal"
)

// A total adds up what stated targets give, in fractions. What one of them lacks, the total lacks.
type total struct {
	given  []given
	shared *Stated // the last that is phased
	loose  bool
}

// A given is what one stated target gives: a fraction of it or, where it is spread, of what is left of it.
type given struct {
	*Stated
	spread *Spread // nil: it is not spread
	rule   Rule
	weights
	off []Off
}

// use notes that a stated target gives something, by a rule.
func (t *total) use(s *Stated, sp *Spread, rule Rule) *given {
	if rule == RulePhased {
		t.shared = s
	}
	i := slices.IndexFunc(t.given, func(g given) bool { return g.Stated == s && g.spread == sp })
	if i < 0 {
		t.given = append(t.given, given{Stated: s, spread: sp, rule: rule})
		i = len(t.given) - 1
	}
	return &t.given[i]
}

// share returns what is given.
func (g *given) share() Share {
	s := Share{From: g.From, Value: g.Numbers[Value].Valid, Off: g.off}
	s.Part.Set(g.sum())
	if g.spread != nil && g.spread.whole.Sign() != 0 {
		s.Part.Quo(&s.Part, g.spread.whole)
	}
	s.Of.Set(g.of(Value))
	return s
}

// of returns a number of which something is given.
func (g *given) of(number int) *big.Rat {
	if g.spread != nil {
		return g.spread.left(number)
	}
	return g.number(number)
}

// number returns a number of a stated target as it stands.
func (s *Stated) number(i int) *big.Rat { return exact.Rat(s.Numbers[i].Decimal) }

// addPart adds what is stated for a part, or for every one: as much of it as days of the part count.
func (t *total) addPart(s *Stated, part *measure.Part, days almanac.Span) {
	rule := RuleStated
	if s.From.IsZero() {
		rule = RuleStanding
	}
	g := t.use(s, nil, rule)
	if days == part.Span {
		g.count++
		return
	}
	g.add(evenly(part, days))
}

// addShare adds the share of some days of a part in what a target leaves that the targets stated for its parts do not
// take.
func (t *total) addShare(sp *Spread, part *measure.Part, days almanac.Span) {
	t.use(sp.of, sp, RulePhased).add(sp.weight(part, days))
}

// addBlock adds a target that is not phased: whole, but for the equal shares of what is off.
func (t *total) addBlock(p *Plan, v *View, b block) {
	rule := RuleStated
	if b.From.IsZero() {
		rule = RuleStanding
	}
	t.loose = true
	g := t.use(b.Stated, nil, rule)
	g.add(p.remaining(v, p.parts(b.days, v.kind()), evenly, g))
}

// addStep adds what of a step falls due in the window. It returns a target without a value where the part in which it
// does is in the window and missing.
func (t *total) addStep(v *View, sp *Spread) (late *Target) {
	g := t.use(sp.of, sp, RulePhased)
	t.loose = true
	last, ok := sp.last(func(part *measure.Part) bool { return v.applies(part) })
	if !ok {
		return nil
	}
	place := v.place(last)
	if place < 0 || !v.in[place] && v.states[place] == measure.NotDue {
		return nil
	}
	if !v.in[place] {
		return &Target{Rule: RulePhased, From: sp.of.From, Origin: sp.of.Origin, Used: sp.of, Late: true, None: "what of its target falls due in " + last.Label.String() + " cannot be measured: the part is missing"}
	}
	due := new(big.Rat).Quo(sp.weight(last, v.parts[place].Inside), sp.weight(last, last.Inside))
	due.Mul(due, sp.plan.remaining(v, sp.parts, sp.weight, g))
	g.add(due.Mul(due, sp.whole))
	return nil
}

// remaining returns what is left of a target when the shares are taken off of parts that do not apply, wherever they
// lie, and of what of parts that are not in lies in the window. It notes them.
func (p *Plan) remaining(v *View, parts []measure.Part, weight func(*measure.Part, almanac.Span) *big.Rat, g *given) *big.Rat {
	whole, lost := new(big.Rat), new(big.Rat)
	var off []Off
	for i := range parts {
		part := &parts[i]
		whole.Add(whole, weight(part, part.Inside))
		if w := weight(part, v.off(part)); w.Sign() != 0 {
			o := Off{Part: part.Label, State: v.state(part)}
			o.Share.Set(w)
			off = append(off, o)
		}
	}
	for i := range off {
		w := &off[i].Share
		lost.Add(lost, w.Quo(w, whole))
	}
	g.off = append(g.off, off...)
	return lost.Sub(big.NewRat(1, 1), lost)
}

// evenly weighs some days of a part as their fraction of it.
func evenly(part *measure.Part, days almanac.Span) *big.Rat {
	return big.NewRat(int64(max(days.Days(), 0)), int64(part.Span.Days()))
}

// target returns what was added up, each number rounded once.
func (t *total) target() Target {
	if len(t.given) == 0 {
		return Target{}
	}
	first := &t.given[0]
	r := Target{Rule: first.rule, From: first.From, Origin: first.Origin, Used: t.shared, Loose: t.loose}
	for i := range t.given {
		g := &t.given[i]
		r.Shares = append(r.Shares, g.share())
		if i == 0 {
			continue
		}
		r.Rule, r.From = RuleRolledUp, almanac.Label{}
		if g.Origin != r.Origin {
			r.Origin = ""
		}
	}
	for i := range r.Numbers {
		r.Numbers[i] = t.number(i, r.Shares)
	}
	return r
}

// exactly adds up one of the numbers, in fractions; it is false where what is given lacks it.
func (t *total) exactly(i int) (*big.Rat, bool) {
	sum := new(big.Rat)
	for k := range t.given {
		g := &t.given[k]
		if !g.Numbers[i].Valid {
			return nil, false
		}
		s := g.share()
		sum.Add(sum, s.Part.Mul(&s.Part, g.of(i)))
	}
	return sum, len(t.given) > 0
}

// number adds up one of the numbers.
func (t *total) number(i int, shares []Share) decimal.NullDecimal {
	sum := new(big.Rat)
	for k := range t.given {
		g := &t.given[k]
		if !g.Numbers[i].Valid {
			return decimal.NullDecimal{}
		}
		of := &shares[k].Of
		if i != Value {
			of = g.of(i)
		}
		sum.Add(sum, new(big.Rat).Mul(of, &shares[k].Part))
	}
	return decimal.NewNullDecimal(exact.OfRat(sum))
}
