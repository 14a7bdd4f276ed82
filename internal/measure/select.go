package measure

import (
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
)

// states counts parts by state.
type states [Stale + 1]int

func (s *states) add(state State) { s[state]++ }

// coarse returns the state of the longer part that these parts make up. It does not apply if none of them does, is
// missing if one is, and is not due if one is.
func (s *states) coarse() State {
	switch {
	case s[Failed]+s[Missing]+s[Stale] > 0:
		return Missing
	case s[NotDue] > 0:
		return NotDue
	case s[There] > 0:
		return There
	}
	return NotApplicable
}

// nothing returns why there is no value if no part enters.
func (s *states) nothing() State {
	for _, state := range []State{Failed, Stale, Missing, NotDue, NotApplicable} {
		if s[state] > 0 {
			return state
		}
	}
	return NotDue
}

// A Tally counts how much of the due and applicable part of a window is there.
type Tally struct {
	Parts, There int   // what is carried forward counts as there
	Days         int   // of the parts
	Waiting      int   // days of parts that are not due, but are missing from the window
	covered      int64 // days times their own coverage; what is carried forward does not count
}

// Coverage returns the share of the days that has data of its own, rounded down: 1 only if it is complete.
func (t *Tally) Coverage() int64 { return covered(t.covered, t.Days+t.Waiting) }

// Ready is Coverage without what is not due.
func (t *Tally) Ready() int64 { return covered(t.covered, t.Days) }

func covered(sum int64, days int) int64 {
	if days == 0 {
		return Full
	}
	return sum / int64(days)
}

// half reports whether half of the parts are there.
func (t *Tally) half() bool { return 2*t.There >= t.Parts }

// An Entry is a part that enters a value, with its own cell or that of an earlier part that stands in for it.
type Entry struct {
	Part int // of the window
	Of   almanac.Label
	Age  int // how many parts earlier the cell is
	Cell *Cell
}

// A Selection is what enters a value from a window.
type Selection struct {
	Entries []Entry // in order
	States  []State // of the window's parts
	Tally   Tally
	Gaps    []Gap
	Passed  int // parts at the start that were not looked at, because a later one shows the value

	counts states
	stale  *Cell // a cell that is too old to count
	failed error // why a part failed for which nothing stands in
	cause  error // why a part failed for which something stands in
}

// A selector decides which parts of a window enter.
type selector struct {
	b     *Book
	slot  int
	w     *Window
	carry int
	look  func(*Part) *Cell
	ends  bool // only how the window ends matters
	old   bool // the stale cell is of a part before the window
	Selection

	backwards [][]Gap // if only the end matters: the gaps of the parts, the last first
}

// choose decides which parts of a measure's window enter its value. look returns a part's cell. An earlier part may
// stand in for a missing one if it is at most carry parts older.
func (b *Book) choose(slot int, w *Window, carry int, look func(*Part) *Cell) Selection {
	s := selector{b: b, slot: slot, w: w, carry: carry, look: look, Selection: Selection{States: make([]State, len(w.Parts))}}
	for i := range w.Parts {
		s.enter(i)
	}
	return s.Selection
}

// chooseLast is choose for measures that show how a window ends.
func (b *Book) chooseLast(slot int, w *Window, carry int, look func(*Part) *Cell) Selection {
	s := selector{b: b, slot: slot, w: w, carry: carry, look: look, ends: true, Selection: Selection{States: make([]State, len(w.Parts))}}
	s.last()
	slices.Reverse(s.backwards)
	s.Gaps = slices.Concat(s.backwards...)
	return s.Selection
}

// last finds the part that shows how the window ends. What lies before it does not matter, and counts as covered.
func (s *selector) last() {
	for i := len(s.w.Parts) - 1; i >= 0; i-- {
		if len(s.Entries) == 0 {
			s.Passed = i
			s.enter(i)
			continue
		}
		days := s.w.Parts[i].Days()
		s.Tally.Parts, s.Tally.There = s.Tally.Parts+1, s.Tally.There+1
		s.Tally.Days, s.Tally.covered = s.Tally.Days+days, s.Tally.covered+int64(days)*Full
		s.States[i] = There
	}
}

// enter lets a part enter, or records why it does not.
func (s *selector) enter(i int) {
	p := &s.w.Parts[i]
	c := s.look(p)
	s.States[i] = c.State
	s.counts.add(c.State)
	switch c.State {
	case NotApplicable:
		return
	case NotDue:
		if s.w.Period {
			s.Tally.Waiting += p.Days()
			s.gap(i, c)
		}
		return
	case There:
		s.take(Entry{i, p.Label, 0, c})
		s.Tally.covered += int64(p.Days()) * c.Coverage
		if c.Coverage < Full {
			s.gaps(c.Gaps)
		}
	case Stale:
		if s.stale == nil || s.old || !s.ends {
			s.stale, s.old = c, false // the latest of several
		}
		s.miss(i, c)
	default:
		s.miss(i, c)
	}
	s.Tally.Parts, s.Tally.Days = s.Tally.Parts+1, s.Tally.Days+p.Days()
}

func (s *selector) take(e Entry) {
	s.Entries = append(s.Entries, e)
	s.Tally.There++
}

// miss finds an earlier part that stands in for a missing one.
func (s *selector) miss(i int, c *Cell) {
	s.gap(i, c)
	switch carried := s.standIn(i); {
	case c.Err == nil:
	case carried:
		s.cause = c.Err
	case s.failed == nil:
		s.failed = c.Err
	}
}

// lookBack is how many parts beyond those that may be carried forward are searched for one to show as stale.
const lookBack = 12

// standIn takes the latest earlier part that is there and not too old.
func (s *selector) standIn(i int) bool {
	if s.carry == 0 {
		return false
	}
	a, l := s.b.Card.Almanac, s.w.Parts[i].Label
	for age := 1; age <= s.carry+lookBack; age++ {
		var ok bool
		if l, ok = a.Previous(l); !ok {
			return false
		}
		days, _ := a.Span(l)
		if !s.b.Card.Measures[s.slot].Covers(days) {
			return false
		}
		earlier := whole(l, days)
		switch c := s.look(&earlier); {
		case c.State != There:
			continue
		case age <= s.carry:
			s.take(Entry{i, l, age, c})
			return true
		case s.stale == nil && c.flows == nil: // a calculation shows only whole windows as stale
			s.stale, s.old = c, true
		}
		return false
	}
	return false
}

// gap records what a part lacks.
func (s *selector) gap(i int, c *Cell) {
	if c.flows != nil { // of a joint part: what its inputs lack
		s.gaps(c.Gaps)
		return
	}
	s.gaps(gapsOf(s.slot, &s.w.Parts[i], c))
}

func (s *selector) gaps(of []Gap) {
	if s.ends {
		s.backwards = append(s.backwards, of)
		return
	}
	s.Gaps = append(s.Gaps, of...)
}
