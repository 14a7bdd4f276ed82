package target

import (
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
)

// A target that adds up over a window, such as a year to date, comes about like this:
//
//   - What is stated for the window itself is its target, if every part of the window is in it: is there, and applies.
//   - Else each part that is in it has a source: what is stated for the part; its fixed share of what is stated for the
//     smallest period around it; or what stands for every period. These add up.
//   - A source that is stated for a longer period and not phased is one block: it stands whole for a window within its
//     period, and in a window that holds its period. Of a window that cuts its period nobody has said the target.
//   - A step falls due in the last part that applies.
//   - Blocks and steps lose the equal share of each part that does not apply, wherever in their period it lies, and of
//     each part of the window that is missing.

// sum returns the target of a window for a measure whose targets add up.
func (p *Plan) sum(v *View) Target {
	if s := p.ofWindow(v); s != nil {
		if s.With != Nothing {
			return p.compared(s, v)
		}
		if v.all() {
			return s.target(RuleStated)
		}
	}
	x := summing{p: p, v: v}
	t := x.overParts()
	if own := p.ofWindow(v); own != nil && !t.Late && t.Found() && t.From == own.From {
		t.Rule = RuleStated
	}
	return t
}

// overParts returns what is stated for the parts of the window that are in it, and for periods around them.
func (x *summing) overParts() Target {
	for i := range x.v.parts {
		if !x.v.in[i] {
			continue
		}
		if t, decided := x.look(&x.v.parts[i], x.v.parts[i].Inside); decided {
			return t
		}
	}
	return x.total()
}

// ofWindow returns what is stated for the window itself.
func (p *Plan) ofWindow(v *View) *Stated {
	if s := p.statedFor(v.Window.Label, v.Window.Span); s != nil {
		return s
	}
	if asked, _ := p.card.Almanac.Span(v.Asked); asked == v.Window.Span {
		return p.statedFor(v.Asked, asked)
	}
	return nil
}

// summing adds up what the parts of a window should reach.
type summing struct {
	p      *Plan
	v      *View
	pieces []piece
	blocks []block
}

// A piece is what one stated target gives to some days of a part.
type piece struct {
	*Stated
	part   *measure.Part
	days   almanac.Span
	spread *Spread // nil: it is stated for the part, or for every period
}

// A block is a stated target for a longer period that is not phased.
type block struct {
	*Stated
	days almanac.Span
}

// look finds the source of some days of a part. It decides the target of the whole window where the source is a
// comparison, a block around the window or one that the window cuts, and where there is none.
func (x *summing) look(part *measure.Part, days almanac.Span) (t Target, decided bool) {
	p := x.p
	s := p.source(part, days)
	if s == nil {
		if s = p.at(almanac.Label{}); s == nil {
			return x.byYears(part, days)
		}
	}
	if s.With != Nothing {
		return p.compared(s, x.v), true
	}
	own, _ := p.card.Almanac.Span(s.From)
	whole, longer := p.standsFor(part, x.v)
	switch {
	case s.From.IsZero() && longer:
		return x.unphased(s, whole)
	case s.From.IsZero() || own == part.Span:
		x.pieces = append(x.pieces, piece{s, part, days, nil})
		return Target{}, false
	case s.Phasing == Whole:
		return x.unphased(s, own)
	}
	sp := p.spread(s, part.Label.Kind)
	x.pieces = append(x.pieces, piece{s, part, days, sp})
	for _, inner := range sp.inner {
		if common := days.Common(inner); common.Days() > 0 && common != days {
			if t, decided := x.look(part, common); decided {
				return t, true
			}
		}
	}
	return Target{}, false
}

// unphased takes a target for some days, of which nobody has said how they share it, as a block.
func (x *summing) unphased(s *Stated, days almanac.Span) (t Target, decided bool) {
	window := x.v.Window.Span
	switch {
	case days.Holds(window):
		rule := RuleEnclosing
		if s.From.IsZero() {
			rule = RuleStanding
		}
		return x.p.block(s, days, x.v, rule), true
	case !window.Holds(days):
		return Target{None: "which part of the target for " + s.From.String() + " falls into the window is not said: state its phasing"}, true
	}
	if !slices.ContainsFunc(x.blocks, func(b block) bool { return b.days.Holds(days) }) {
		x.blocks = slices.DeleteFunc(x.blocks, func(b block) bool { return days.Holds(b.days) })
		x.blocks = append(x.blocks, block{s, days})
	}
	return Target{}, false
}

// byYears looks at the days of a part that lies in two years apart; any other has no source, and the window no target.
func (x *summing) byYears(part *measure.Part, days almanac.Span) (t Target, decided bool) {
	year, ok := x.p.card.Almanac.At(days.First, almanac.Year)
	own, _ := x.p.card.Almanac.Span(year)
	if !ok || own.Last >= days.Last {
		return Target{Sought: x.p.sought(part)}, true
	}
	for _, days := range []almanac.Span{{First: days.First, Last: own.Last}, {First: own.Last + 1, Last: days.Last}} {
		if t, decided := x.look(part, days); decided {
			return t, true
		}
	}
	return Target{}, false
}

// standsFor returns the days that a standing target of a calculation that adds up is for, where these are not just a
// part: one of its stated periods, or without a frequency whatever is evaluated.
func (p *Plan) standsFor(part *measure.Part, v *View) (almanac.Span, bool) {
	m := &p.card.Measures[p.slot]
	switch {
	case !p.card.Adds(p.slot):
		return almanac.Span{}, false
	case m.Kind == 0:
		return v.Window.Span, len(v.parts) > 1 || !part.Whole()
	case m.Kind.Size() <= part.Label.Kind.Size(), v.stands && m.Kind.Size() > v.Asked.Kind.Size():
		return almanac.Span{}, false
	}
	l, ok := p.card.Almanac.Enclosing(part.Span, m.Kind)
	days, _ := p.card.Almanac.Span(l)
	return days, ok
}

// total adds up what was found.
func (x *summing) total() Target {
	sum := new(total)
	for _, b := range x.blocks {
		sum.addBlock(x.p, x.v, b)
	}
	var steps []*Spread
	for _, piece := range x.pieces {
		if slices.ContainsFunc(x.blocks, func(b block) bool { return b.days.Holds(piece.days) }) {
			continue
		}
		switch {
		case piece.spread == nil:
			sum.addPart(piece.Stated, piece.part, piece.days)
		case piece.Phasing != Step:
			sum.addShare(piece.spread, piece.part, piece.days)
		case !slices.Contains(steps, piece.spread):
			steps = append(steps, piece.spread)
			if late := sum.addStep(x.v, piece.spread); late != nil {
				return *late
			}
		}
	}
	return sum.target()
}

// block returns what is stated for the days around a window, or stands for the window: whole, but for what is off.
func (p *Plan) block(s *Stated, days almanac.Span, v *View, rule Rule) Target {
	sum := new(total)
	sum.addBlock(p, v, block{s, days})
	t := sum.target()
	t.Rule, t.From = rule, s.From
	if len(t.Shares) == 1 && len(t.Shares[0].Off) == 0 {
		t = s.target(rule)
		t.Loose = true
	}
	return t
}
