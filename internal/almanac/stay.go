package almanac

// A Stay is the time in which an org unit is there, and what that was before. The zero Stay is always.
type Stay struct {
	Span          // a Last of 0 never ends
	Before []Past // ascending
}

// A Past is what a Stay was through a day. The zero Span is always; see Never.
type Past struct {
	Through int
	Span
}

// Never is the time of what is not there at all.
var Never = Span{First: LastDay + 1, Last: LastDay + 1}

// Ever has all days. Its ends, and their distance, fit into 32 bits.
var Ever = Span{First: -1 << 29, Last: 1 << 29}

// Always reports whether it is there always.
func (s *Stay) Always() bool { return s.Span == Span{} && len(s.Before) == 0 }

// Applies reports whether a part of a window, or any other period as a whole, is in the time: if any of its days are, by
// what the time was on the last of them.
func (s *Stay) Applies(days Span) bool {
	for i := range s.Before {
		if days.Last <= s.Before[i].Through {
			return s.Before[i].Meets(days)
		}
	}
	return s.Meets(days)
}

// Any reports whether any of some days are in the time.
func (s *Stay) Any(days Span) bool {
	first := days.First
	for i := range s.Before {
		if last := min(days.Last, s.Before[i].Through); first <= last {
			if s.Before[i].Meets(Span{first, last}) {
				return true
			}
			first = last + 1
		}
	}
	return first <= days.Last && s.Meets(Span{first, days.Last})
}

// Hull returns the time from the first to the last day; a Last of 0 never ends.
func (s *Stay) Hull() Span {
	all, endless := s.Span, s.Last == 0
	for i := range s.Before {
		if s.Before[i].Span == Never {
			continue
		}
		all = Span{min(all.First, s.Before[i].First), max(all.Last, s.Before[i].Last)}
		endless = endless || s.Before[i].Last == 0
	}
	if endless {
		all.Last = 0
	}
	return all
}
