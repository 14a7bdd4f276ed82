package target

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A total adds up what stated targets contribute, in fractions. If one lacks a number, the total lacks it.
type total struct {
	given  []given
	shared *Stated // the last target that is phased
	loose  bool
}

// A given is what one stated target contributes: a fraction of it or, if it is spread, of what is left of it.
type given struct {
	*Stated
	spread *Spread // nil: it is not spread
	rule   Rule
	weights
	off []Off
}

// use records that a stated target contributes, by a rule.
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

// share returns the contribution as a Share.
func (g *given) share() Share {
	s := Share{From: g.From, Value: g.Numbers[Value].Valid, Off: g.off}
	s.Part.Set(g.sum())
	if g.spread != nil && g.spread.whole.Sign() != 0 {
		s.Part.Quo(&s.Part, g.spread.whole)
	}
	s.Of.Set(g.of(Value))
	return s
}

// of returns the number from which the contribution is taken.
func (g *given) of(number int) *big.Rat {
	if g.spread != nil {
		return g.spread.left(number)
	}
	return g.number(number)
}

// number returns a number of a stated target, unchanged.
func (s *Stated) number(i int) *big.Rat { return exact.Rat(s.Numbers[i].Decimal) }

// addPart adds what is stated for a part, or for every period, in proportion to the days of the part that count.
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

// addShare adds the share of some days of a part in what the targets stated for parts of a target's period leave of it.
func (t *total) addShare(sp *Spread, part *measure.Part, days almanac.Span) {
	t.use(sp.of, sp, RulePhased).add(sp.weight(part, days))
}

// addBlock adds a target that is not phased, less the equal shares of what is off.
func (t *total) addBlock(p *Plan, v *View, b block) {
	rule := RuleStated
	if b.From.IsZero() {
		rule = RuleStanding
	}
	t.loose = true
	g := t.use(b.Stated, nil, rule)
	g.add(p.remaining(v, p.parts(b.days, v.kind()), evenly, g))
}

// addStep adds the amount of a step that falls due in the window. If the part in which it falls due is in the window
// and missing, it returns a target without a value.
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
		return &Target{Rule: RulePhased, From: sp.of.From, Origin: sp.of.Origin, Author: sp.of.Author, Used: sp.of, Late: true, None: words.New("due_part_missing", "period", last.Label)}
	}
	due := new(big.Rat).Quo(sp.weight(last, v.parts[place].Inside), sp.weight(last, last.Inside))
	due.Mul(due, sp.plan.remaining(v, sp.parts, sp.weight, g))
	g.add(due.Mul(due, sp.whole))
	return nil
}

// remaining returns the fraction of a target that remains. It takes off the shares of parts that do not apply, wherever
// they lie, and of the days in the window of parts that are not in. It records what it takes off.
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

// evenly returns the weight of some days of a part: the fraction of it that they are.
func evenly(part *measure.Part, days almanac.Span) *big.Rat {
	return big.NewRat(int64(max(days.Days(), 0)), int64(part.Span.Days()))
}

// target returns the sum, each number rounded once.
func (t *total) target() Target {
	if len(t.given) == 0 {
		return Target{}
	}
	first := &t.given[0]
	r := Target{Rule: first.rule, From: first.From, Origin: first.Origin, Author: first.Author, Used: t.shared, Loose: t.loose}
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
		if g.Author != r.Author {
			r.Author = ""
		}
	}
	for i := range r.Numbers {
		r.Numbers[i] = t.number(i, r.Shares)
	}
	return r
}

// exactly adds up one of the numbers, in fractions; false if a contribution lacks it.
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
