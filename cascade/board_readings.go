package cascade

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/trie"
	"github.com/go-bsc/bsc/period"
)

// overlay has the readings that were set on a board, which take precedence over what the board started from. A copy of
// it never changes, so that results can ask again.
type overlay struct {
	base  bsc.Source
	above trie.Map[measured, []setReading] // each list in the order of the periods
	any   bool                             // something was set
}

// A measured is a KPI or series of an org unit.
type measured struct {
	unit string
	ref  bsc.Ref
}

// A setReading is what was set for a period.
type setReading struct {
	period  period.Period
	reading bsc.Reading
}

// set sets a reading, unless there is one that was recorded later, or takes it back.
func (o *overlay) set(f bsc.Fact, unset bool) {
	key := measured{f.OrgUnit, f.Ref}
	known, _ := o.above.Get(key)
	at, found := placeOf(known, f.Period)
	switch {
	case !found && unset, found && !unset && !f.RecordedAt.IsZero() && known[at].reading.RecordedAt.After(f.RecordedAt):
		return
	case unset:
		known = slices.Concat(known[:at], known[at+1:])
	case found:
		known = slices.Clone(known)
		known[at].reading = f.Reading
	default:
		known = slices.Insert(slices.Clip(known), at, setReading{f.Period, f.Reading})
	}
	o.any = true
	o.above.Set(new(trie.Owner), key, known)
}

func placeOf(list []setReading, p period.Period) (at int, found bool) {
	return slices.BinarySearchFunc(list, p, func(s setReading, p period.Period) int { return s.period.Compare(p) })
}

// source returns what the readings are now, as a source that never changes.
func (o *overlay) source() bsc.Source {
	if !o.any {
		return o.base
	}
	still := *o
	if ranges, is := o.base.(bsc.RangeSource); is {
		return &rangeOverlay{&still, ranges}
	}
	return &still
}

// Reading returns what was set, or what there was before. If both exist and what was set says when it was recorded, it
// returns the one recorded later.
func (o *overlay) Reading(q bsc.Query) (bsc.Reading, bool) {
	above, _ := o.above.Get(measured{q.OrgUnit, q.Ref})
	at, found := placeOf(above, q.Period)
	if !found {
		return o.base.Reading(q)
	}
	set := above[at].reading
	if set.RecordedAt.IsZero() {
		return set, true
	}
	if before, is := o.base.Reading(q); is && before.RecordedAt.After(set.RecordedAt) {
		return before, true
	}
	return set, true
}

// rangeOverlay is an overlay over a source that gives ranges.
type rangeOverlay struct {
	*overlay
	ranges bsc.RangeSource
}

// ReadRange merges what was set into what there was before.
func (o *rangeOverlay) ReadRange(q bsc.Query, last period.Period, each func(period.Period, bsc.Reading)) {
	above, _ := o.above.Get(measured{q.OrgUnit, q.Ref})
	above = slices.DeleteFunc(slices.Clone(above), func(s setReading) bool { return !between(s.period, q.Period, last) })
	o.ranges.ReadRange(q, last, func(p period.Period, before bsc.Reading) {
		for len(above) > 0 && above[0].period.Compare(p) < 0 {
			each(above[0].period, above[0].reading)
			above = above[1:]
		}
		if len(above) > 0 && above[0].period == p {
			if set := above[0].reading; set.RecordedAt.IsZero() || !before.RecordedAt.After(set.RecordedAt) {
				before = set
			}
			above = above[1:]
		}
		each(p, before)
	})
	for _, s := range above {
		each(s.period, s.reading)
	}
}

// between reports whether a period is one of those from the first to the last, which are of one frequency.
func between(p, first, last period.Period) bool {
	return p.Label().Kind == first.Label().Kind && first.Compare(p) <= 0 && p.Compare(last) <= 0
}
