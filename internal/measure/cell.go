package measure

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Full is the coverage of complete data, in units of 10^-10.
const Full = 10_000_000_000

// A Reading is what a host's source says of one period.
type Reading struct {
	State       State // There, Missing, NotApplicable, NotDue, Stale, or Failed with Err
	Value       decimal.Decimal
	Label       string // instead of a value
	Provisional bool
	Coverage    int64 // of a reading made of contributors; 0 is Full
	Decided     bool  // whether Missing is late was decided by a contributor, not by the measure's own grace
	Late        bool  // with Decided: it should be there
	Absent      []int // the contributing org units to which it does not apply, in order
	Err         error
}

// A Cell is what is known of a part.
type Cell struct {
	State       State
	Value       decimal.Decimal
	Label       string
	Provisional bool
	Coverage    int64 // of the part itself, in units of 10^-10
	Err         error // why it is Failed
	Overdue     bool  // a reading that should be there is missing as of the moment
	Gaps        []Gap // of what it is calculated from
	None        words.Phrase
	ofItself    bool // None is about the measure itself, not about what it is made of
	Held        bool
	Age, Life   int
	absent      []int  // the contributing org units to which it does not apply
	flows       []flow // of a joint part: what each input that adds up brings
	unfit       bool   // of a joint part: the periods of an input do not make it up
}

// A Gap is a part without the reading that a value needs.
type Gap struct {
	Slot    int // of the measure that lacks it
	Label   almanac.Label
	NotDue  bool // it is not expected yet
	Overdue bool // it should be there
}

// Stand turns what a source says of a part of a measure into the part's state as of the day of a moment, 0 for none. It
// decides first whether the part is due.
func Stand(m *Measure, days almanac.Span, today int, r Reading) Cell {
	c := Cell{Coverage: Full, absent: r.Absent}
	if r.Coverage != 0 {
		c.Coverage = r.Coverage
	}
	switch {
	case r.State == NotApplicable:
		c.State = NotApplicable
	case !days.Begun(today):
		c.State = NotDue
	case r.State == Failed:
		c.State, c.Err = Failed, r.Err
	case r.State == Missing:
		c.State = Missing
		switch {
		case today == 0:
		case r.Decided:
			c.Overdue = r.Late
		case today <= days.Last+m.Grace:
			c.State = NotDue
		default:
			c.Overdue = true
		}
	default:
		c.State, c.Value, c.Label = r.State, r.Value, r.Label
		c.Provisional = r.Provisional || today != 0 && today <= days.Last
	}
	return c
}
