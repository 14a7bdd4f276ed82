package measure

import "github.com/go-bsc/bsc/internal/almanac"

// A State is the state of a part of a window.
type State uint8

// The states. The zero State is Missing.
const (
	Missing State = iota
	There
	NotApplicable
	NotDue
	Failed
	Stale // there is a reading, but too old: missing, and shown if nothing else is there
)

// A Part is a period as a part of a window.
type Part struct {
	Label  almanac.Label
	Span   almanac.Span // its days
	Inside almanac.Span // its days in the window: fewer if it is cut
}

// whole makes a part of a period that is not cut.
func whole(l almanac.Label, s almanac.Span) Part { return Part{l, s, s} }

// Days returns how many days of the part lie in the window.
func (p *Part) Days() int { return p.Inside.Days() }

// Whole reports whether all of the part lies in the window.
func (p *Part) Whole() bool { return p.Inside == p.Span }

// Parts returns the periods of a kind that make up some days; with prorate, also those that lie in them only partly. It
// returns false if the periods do not make them up.
func (c *Card) Parts(days almanac.Span, kind almanac.Kind, prorate bool) ([]Part, bool) {
	first, last, ok := c.Almanac.Tiles(days, kind)
	if !ok && (!prorate || first.IsZero() || last.IsZero()) {
		return nil, false
	}
	parts := make([]Part, 0, 1)
	if first != last {
		parts = make([]Part, 0, 12)
	}
	for l, ok := first, true; ok; {
		s, _ := c.Almanac.Span(l)
		parts = append(parts, Part{l, s, s.Common(days)})
		if l == last {
			break
		}
		l, ok = c.Almanac.At(s.Last+1, kind)
	}
	return parts, true
}
