package target

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/words"
)

// A Plan finds the targets of one measure. It asks once for what is stated for a period.
type Plan struct {
	card   *measure.Card
	slot   int
	rollup measure.Rollup // of targets
	own    bool           // the targets are the org unit's own
	unit   almanac.Stay   // of own targets, the org unit's time: days outside are no parts
	ask    func(almanac.Label) (*Stated, error)
	set    *Set // the targets that ask answers from; nil: a host's source, which cannot be searched

	stated  map[almanac.Label]*Stated
	spreads map[spreadKey]*Spread
	err     error // the first error of ask
}

// NewPlan returns a plan over the targets that ask returns: those of a set or, for an org unit's own, those of its
// source. rollup is how targets of a longer window are made from those of its parts.
func NewPlan(c *measure.Card, slot int, rollup measure.Rollup, set *Set, ask func(almanac.Label) (*Stated, error)) *Plan {
	return &Plan{card: c, slot: slot, rollup: rollup, set: set, ask: ask, stated: map[almanac.Label]*Stated{}, spreads: map[spreadKey]*Spread{}}
}

// OfUnit makes p a plan over the own targets of an org unit with a time.
func (p *Plan) OfUnit(time almanac.Stay) *Plan {
	p.own, p.unit = true, time
	return p
}

// Adds reports whether the targets add up.
func (p *Plan) Adds() bool { return p.rollup == measure.Sum }

// at returns what is stated for a period; for the zero Label, what is stated for every period.
func (p *Plan) at(l almanac.Label) *Stated {
	if s, known := p.stated[l]; known {
		return s
	}
	if p.set != nil && !p.set.kinds[l.Kind] {
		return nil
	}
	s, err := p.ask(l)
	if err != nil && p.err == nil {
		p.err = err
	}
	p.stated[l] = s
	return s
}

// mayState reports whether anything may be stated for periods of a kind.
func (p *Plan) mayState(kind almanac.Kind) bool { return p.set == nil || p.set.kinds[kind] }

// statedFor returns the target stated for a period, or for one of another kind with the same days: months and the
// numbered periods of a fiscal year of months.
func (p *Plan) statedFor(l almanac.Label, days almanac.Span) *Stated {
	if l.IsZero() {
		return nil
	}
	if s := p.at(l); s != nil {
		return s
	}
	for kind := almanac.Year; kind <= almanac.Day; kind++ {
		if kind == l.Kind || kind.Size() != l.Kind.Size() || !p.mayState(kind) {
			continue
		}
		if twin := p.card.Almanac.Labelled(days, kind); !twin.IsZero() {
			return p.at(twin)
		}
	}
	return nil
}

// around returns the target stated for the smallest period of a longer kind that holds some days.
func (p *Plan) around(days almanac.Span, kind almanac.Kind) *Stated {
	for size := kind.Size() + 1; size <= almanac.Year.Size(); size++ {
		for outer := almanac.Week; outer > 0; outer-- {
			if outer.Size() != size || !p.mayState(outer) {
				continue
			}
			if l, ok := p.card.Almanac.Enclosing(days, outer); ok {
				if s := p.at(l); s != nil {
					return s
				}
			}
		}
	}
	return nil
}

// source returns the target from which some days of a part take a share, or the whole: the part's own, or that of the
// smallest period around the days.
func (p *Plan) source(part *measure.Part, days almanac.Span) *Stated {
	if s := p.statedFor(part.Label, part.Span); s != nil {
		return s
	}
	return p.around(days, part.Label.Kind)
}

// covers reports whether some days are in the measure's time and, for an org unit's own targets, in the org unit's.
func (p *Plan) covers(days almanac.Span) bool {
	return (!p.own || p.unit.Applies(days)) && p.card.Measures[p.slot].Covers(days)
}

// parts returns the parts of a kind that some days are made of, including those that are cut.
func (p *Plan) parts(days almanac.Span, kind almanac.Kind) []measure.Part {
	parts, _ := p.card.Parts(days, kind, true)
	return slices.DeleteFunc(parts, func(part measure.Part) bool { return !p.covers(part.Span) })
}

// A Rule says how a target came into force, in the words of the root's TargetRule.
type Rule string

// The rules.
const (
	RuleStated    Rule = "stated"
	RuleRolledUp  Rule = "rolled_up"
	RulePhased    Rule = "phased"
	RuleGlide     Rule = "glide"
	RuleEnclosing Rule = "enclosing"
	RuleEarlier   Rule = "earlier"
	RuleStanding  Rule = "standing"
	RuleCompared  Rule = "compared"
	RuleSummed    Rule = "summed"
)

// A Target is the target in force for a window.
type Target struct {
	Numbers
	Rule   Rule
	From   almanac.Label // the period it is stated for or compared with; zero: every period, or several
	Origin string
	Author string
	OfUnit bool
	Shares []Share         // what it is made of, if that is more than one stated target for the window
	None   words.Phrase    // why there is no value, although something is stated
	Late   bool            // because what falls due in the window cannot be measured
	Loose  bool            // parts outside the window change it
	Sought []almanac.Label // the periods searched, if nothing is found
	Err    error           // why asking for targets failed
	Used   *Stated         // the stated target it is made of, or the last one that it has a share of
	With   *Stated         // the comparison it comes from; nil: none
}

// Found reports whether a target is in force, even one without a value.
func (t *Target) Found() bool { return t.Rule != "" }

// A Share is what one stated target contributes to the target in force.
type Share struct {
	From  almanac.Label // the period it is stated for; zero: every period
	Of    big.Rat       // its value, less what is stated for parts of its period
	Part  big.Rat       // the share of Of: above 1 for what stands for every period
	Off   []Off         // what is taken off
	Value bool          // it has a value
}

// An Off is a part whose share is taken off a target.
type Off struct {
	Part  almanac.Label
	State measure.State
	Share big.Rat
}

// A View is a window for which a target is wanted, with what is in it.
type View struct {
	Card   *measure.Card
	Book   *measure.Book
	Slot   int
	Asked  almanac.Label
	Window *measure.Window
	Value  *measure.Value // the value measured against the target
	parts  []measure.Part
	in     []bool
	states []measure.State
	stands bool // the value stands for the period as it is, and has no past
	early  bool // stands, and no part that applies has begun: all of them count
}

// NewView views a value's window with the states of its parts. For targets that do not add up, the parts are the
// periods in which the measure's windows are counted.
func NewView(c *measure.Card, b *measure.Book, slot int, adds bool, asked almanac.Label, v *measure.Value) *View {
	view := &View{Card: c, Book: b, Slot: slot, Asked: asked, Window: v.Window, Value: v, parts: v.Window.Parts, states: v.Selection.States}
	for i := range view.parts {
		view.in = append(view.in, v.In(i))
	}
	if kind := c.UnitKind(slot, v.Window.Kind); !adds && kind != c.PartKind(slot, v.Window.Kind) {
		view.coarsen(kind)
	}
	return view
}

// only returns the view of the parts whose days satisfy of.
func (v *View) only(of func(almanac.Span) bool) *View {
	own := *v
	own.parts, own.in, own.states = nil, nil, nil
	for i := range v.parts {
		if of(v.parts[i].Span) {
			own.parts, own.in, own.states = append(own.parts, v.parts[i]), append(own.in, v.in[i]), append(own.states, v.states[i])
		}
	}
	return &own
}

// WholeView views a value that stands for a period as it is. It is measured against what should be reached in the parts
// of the window that have begun and are in the org unit's time.
func WholeView(c *measure.Card, b *measure.Book, slot int, adds bool, asked almanac.Label, v *measure.Value) *View {
	stands := b.Standing(c, slot, asked, v)
	view := NewView(c, b, slot, adds, asked, stands)
	view.Value, view.stands, view.early = v, true, stands.Stood
	return view
}

// coarsen changes the parts to longer ones: each is in if anything of it is.
func (v *View) coarsen(kind almanac.Kind) {
	parts, _ := v.Card.Parts(v.Window.Span, kind, true)
	own, in, states := v.parts, v.in, v.states
	v.parts, v.in, v.states = nil, nil, nil
	for _, part := range parts {
		held, state, any := false, measure.NotApplicable, false
		for i := range own {
			if part.Span.Common(own[i].Span).Days() > 0 {
				held, any = held || in[i], true
				state = states[i]
			}
		}
		if any && v.Card.Measures[v.Slot].Covers(part.Span) {
			v.parts, v.in, v.states = append(v.parts, part), append(v.in, held), append(v.states, state)
		}
	}
}

// kind returns the kind of the parts.
func (v *View) kind() almanac.Kind {
	if len(v.parts) == 0 {
		return v.Card.PartKind(v.Slot, v.Window.Kind)
	}
	return v.parts[0].Label.Kind
}

// all reports whether every part of the window is in.
func (v *View) all() bool { return !slices.Contains(v.in, false) }

// place returns the place of a part in the window; -1 outside.
func (v *View) place(part *measure.Part) int {
	at, found := slices.BinarySearchFunc(v.parts, part.Span.First, func(own measure.Part, first int) int { return own.Span.First - first })
	if !found || v.parts[at].Label != part.Label {
		return -1
	}
	return at
}

// state returns the state of a part, in the window or outside.
func (v *View) state(part *measure.Part) measure.State {
	if i := v.place(part); i >= 0 {
		return v.states[i]
	}
	if v.stands {
		return v.Book.UnitState(part)
	}
	return v.Book.PartState(v.Slot, part, v.Window.Kind)
}

func (v *View) applies(part *measure.Part) bool { return v.state(part) != measure.NotApplicable }

// off returns the days of a part that are taken off: all of it if it does not apply, and those in the window if it is
// not in; otherwise none.
func (v *View) off(part *measure.Part) almanac.Span {
	i := v.place(part)
	switch {
	case !v.applies(part):
		return part.Inside
	case i < 0 || v.in[i]:
		return almanac.Span{First: 0, Last: -1}
	}
	return part.Inside.Common(v.parts[i].Inside)
}

// target returns the target of a stated one that is in force as it is.
func (s *Stated) target(rule Rule) Target {
	return Target{Numbers: s.Numbers, Rule: rule, From: s.From, Origin: s.Origin, Author: s.Author, Used: s}
}

// sought lists the periods searched for the target of a part that has none.
func (p *Plan) sought(part *measure.Part) []almanac.Label {
	sought := []almanac.Label{part.Label}
	for size := part.Label.Kind.Size() + 1; size <= almanac.Year.Size(); size++ {
		for outer := almanac.Week; outer > 0; outer-- {
			if l, ok := p.card.Almanac.Enclosing(part.Span, outer); ok && outer.Size() == size {
				sought = append(sought, l)
			}
		}
	}
	return append(sought, almanac.Label{})
}
