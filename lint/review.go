package lint

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A Review says when a KPI itself is to be reviewed: whether it still measures what it
// should. It is plain data; the zero Review names no KPI.
type Review struct {
	Ref     bsc.Ref       `json:"ref"`
	Name    string        `json:"name,omitempty"`
	Owner   string        `json:"owner,omitempty"`
	Due     period.Period `json:"due"`     // by the end of this period, as KPI.Review says
	Overdue bool          `json:"overdue"` // it is over
	Days    int           `json:"days"`    // for how many days: 1 on the day after its last; 0 where it is not overdue
}

// Reviews returns the KPIs of a scorecard that have a review date, as of the first day of a period, which
// most often is a day. The one that is due first stands first; KPIs due on the same day are in
// definition order. The error is a *bsc.Problem with ErrPeriod for a period that the calendar
// does not have.
func Reviews(card *bsc.Scorecard, on period.Period) ([]Review, error) {
	days, err := card.Calendar().Almanac()
	if err != nil {
		return nil, err // not reached: Compile has checked the calendar
	}
	now, ok := days.Span(on.Label())
	if !ok {
		absent := period.Absent(days, on)
		return nil, &bsc.Problem{Code: bsc.ErrPeriod, Detail: absent.Detail, Allowed: absent.Allowed, Hint: absent.Hint}
	}
	var reviews []Review
	last := map[bsc.Ref]int{} // the last day on which a review is not overdue
	for _, ref := range card.Nodes() {
		rules, _ := card.Rules(ref)
		if due, ok := days.Span(rules.Review.Label()); ok {
			last[ref] = due.Last
			late := max(0, now.First-due.Last)
			reviews = append(reviews, Review{ref, card.NameOf(ref), rules.Owner, rules.Review, late > 0, late})
		}
	}
	slices.SortStableFunc(reviews, func(a, b Review) int { return cmp.Compare(last[a.Ref], last[b.Ref]) })
	return reviews, nil
}
