package target

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/words"
)

// A target that adds up over a window, such as a year to date, comes about like this:
//
//   - What is stated for the window itself is its target, if every part is in the window: is there, and applies.
//   - Otherwise each part that is in the window has a source: what is stated for the part; its fixed share of what is
//     stated for the smallest period around it; or what stands for every period. These add up.
//   - A source that is stated for a longer period and not phased is one block. It counts whole for a window within its
//     period, and in a window that holds its period. A window that cuts its period has no target.
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

// overParts returns what is stated for the parts that are in the window, and for periods around them.
func (x *summing) overParts() Target {
	if s := x.comparison(); s != nil {
		return x.p.compared(s, x.v)
	}
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

// comparison returns the comparison that is the source of a part in the window; the first part's is for all. It does
// not search a host's source. That is asked in the order of the parts, until one of them decides.
func (x *summing) comparison() *Stated {
	if x.p.set == nil || !x.p.set.Compares() {
		return nil
	}
	for i := range x.v.parts {
		if !x.v.in[i] {
			continue
		}
		part := &x.v.parts[i]
		s := x.p.source(part, part.Inside)
		if s == nil {
			s = x.p.at(almanac.Label{})
		}
		if s != nil && s.With != Nothing {
			return s
		}
	}
	return nil
}

// OfPart returns the value and the baseline that a part contributes to the target of any window that it is in, as
// fractions; a nil baseline is none. It returns false if the contribution depends on other parts.
func (p *Plan) OfPart(v *View, i int) (value, baseline *big.Rat, ok bool) {
	x := summing{p: p, v: v}
	if _, decided := x.look(&v.parts[i], v.parts[i].Inside); decided || len(x.blocks) > 0 {
		return nil, nil, false
	}
	sum := new(total)
	for _, piece := range x.pieces {
		switch {
		case piece.spread == nil:
			sum.addPart(piece.Stated, piece.part, piece.days)
		case piece.Phasing == Step:
			return nil, nil, false
		default:
			sum.addShare(piece.spread, piece.part, piece.days)
		}
	}
	value, ok = sum.exactly(Value)
	baseline, _ = sum.exactly(Baseline)
	return value, baseline, ok
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

// A piece is what one stated target contributes for some days of a part.
type piece struct {
	*Stated
	part   *measure.Part
	days   almanac.Span
	spread *Spread // nil: stated for the part, or for every period
}

// A block is a stated target for a longer period that is not phased.
type block struct {
	*Stated
	days almanac.Span
}

// look finds the source of some days of a part. It decides the target of the whole window if there is no source, or if
// the source is a comparison, a block around the window, or a block that the window cuts.
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
	if s.From.IsZero() && p.card.Adds(p.slot) {
		return x.standing(s, part, days)
	}
	own, _ := p.card.Almanac.Span(s.From)
	switch {
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

// unphased treats a target for some days as a block, because it does not say how the days share it.
func (x *summing) unphased(s *Stated, days almanac.Span) (t Target, decided bool) {
	window := x.v.Window.Span
	switch {
	case days.Holds(window):
		rule := RuleEnclosing
		if s.From.IsZero() {
			rule = RuleStanding
		}
		return x.p.block(s, days, x.v, rule), true
	case !window.Holds(days) && s.From.IsZero():
		return Target{None: words.New("part_of_every_not_said", "frequency", x.p.card.Measures[x.p.slot].Kind.Noun())}, true
	case !window.Holds(days):
		return Target{None: words.New("part_not_said", "period", s.From)}, true
	}
	if !slices.ContainsFunc(x.blocks, func(b block) bool { return b.days.Holds(days) }) {
		x.blocks = slices.DeleteFunc(x.blocks, func(b block) bool { return days.Holds(b.days) })
		x.blocks = append(x.blocks, block{s, days})
	}
	return Target{}, false
}

// byYears splits a part that lies in two years at the turn of the year. Any other part has no source, and the window no
// target.
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

// standing uses a target of a calculation that adds up once for each period of its frequency in which some days of a
// part lie. Without a frequency, it uses the target for the evaluated period. The calculation's parts are those of its
// inputs, which may be longer or shorter.
func (x *summing) standing(s *Stated, part *measure.Part, days almanac.Span) (t Target, decided bool) {
	own, of := x.p.card.Measures[x.p.slot].Kind, part.Label.Kind
	switch {
	case own == 0 && (len(x.v.parts) > 1 || !part.Whole()):
		return x.unphased(s, x.v.Window.Span)
	case own == 0, own.Size() == of.Size(), x.v.stands && own.Size() > x.v.Asked.Kind.Size():
		x.pieces = append(x.pieces, piece{s, part, days, nil})
		return Target{}, false
	}
	periods, _ := x.p.card.Parts(days, own, true)
	for i := range periods {
		switch at := &periods[i]; {
		case own.Size() < of.Size():
			x.pieces = append(x.pieces, piece{s, at, at.Inside, nil})
		case len(periods) == 1:
			return x.unphased(s, at.Span)
		default: // what is stated for one of them takes precedence
			if t, decided := x.look(part, at.Inside); decided {
				return t, true
			}
		}
	}
	return Target{}, false
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

// block returns what is stated for the days around a window, or stands for the window: the whole of it, less what is
// off.
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
