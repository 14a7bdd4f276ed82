package bsc

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc/period"
)

// A Review says when a KPI itself is to be reviewed: whether it still measures what it
// should. It is plain data; the zero Review names no KPI.
type Review struct {
	Ref     Ref           `json:"ref"`
	Name    string        `json:"name,omitempty"`
	Owner   string        `json:"owner,omitempty"`
	Due     period.Period `json:"due"`     // by the end of this period, as KPI.Review says
	Overdue bool          `json:"overdue"` // it is over
	Days    int           `json:"days"`    // for how many days: 1 on the day after its last; 0 where it is not overdue
}

// Reviews returns the KPIs that have a review date, as of the first day of a period, which
// most often is a day. The one that is due first stands first; KPIs due on the same day are in
// definition order. The error is a *Problem with ErrPeriod for a period that the calendar
// does not have.
func (s *Scorecard) Reviews(on period.Period) ([]Review, error) {
	now, ok := s.almanac.Span(on.Label())
	if !ok {
		return nil, problemOf(period.Absent(s.almanac, on))
	}
	var reviews []Review
	for _, at := range s.kpis {
		n := &s.nodes[at]
		if due, ok := s.almanac.Span(n.kpi.review.Label()); ok {
			late := max(0, now.First-due.Last)
			reviews = append(reviews, Review{n.ref, n.name, n.kpi.owner, n.kpi.review, late > 0, late})
		}
	}
	slices.SortStableFunc(reviews, func(a, b Review) int { return cmp.Compare(s.dueDay(a), s.dueDay(b)) })
	return reviews, nil
}

// dueDay returns the last day on which a review is not overdue. Compile has checked its period.
func (s *Scorecard) dueDay(r Review) int {
	due, _ := s.almanac.Span(r.Due.Label())
	return due.Last
}
