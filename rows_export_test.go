package bsc

import (
	"fmt"
	"reflect"

	"github.com/go-bsc/bsc/internal/columns"
)

// WithoutRows returns the scorecard as one whose KPIs the wide path scores.
func WithoutRows(s *Scorecard) *Scorecard {
	wide := *s
	wide.timed = false
	return &wide
}

// RowsDiffer compares two results, node by node and in all that an Outcome says. It says how many KPIs of the first the
// rows have scored, and how many were not whole.
func RowsDiffer(a, b *Result) (differences []string, inRows, holes int) {
	for at := range a.e.card.nodes {
		x, y := a.e.outcome(at), b.e.outcome(at)
		x.e, y.e = nil, nil
		if x.Err != nil && y.Err != nil && x.Err.Error() == y.Err.Error() {
			x.Err, y.Err = nil, nil
		}
		if got, want := fmt.Sprintf("%+v", shownAll(x)), fmt.Sprintf("%+v", shownAll(y)); got != want {
			differences = append(differences, "got  "+got+"\nwant "+want)
		}
		const beside = columns.Kept | columns.Spread | columns.Provisional // how the rest is kept, and what changes no score
		if x, y := a.e.mark(at)&^beside, b.e.mark(at)&^beside; x != y {
			differences = append(differences, fmt.Sprintf("%s mark %b, want %b", a.e.card.nodes[at].ref, x, y))
		}
		if a.e.card.nodes[at].kpi != nil && a.e.timed.plan != nil && a.e.columns.Kept(a.e.card.places[at]) == nil {
			inRows++
			if a.e.mark(at)&columns.Whole != columns.Whole && a.e.mark(at)&columns.Scored != 0 {
				holes++
			}
			if st := b.e.state(at); st.ok && st.score != a.e.score(at).units {
				differences = append(differences, fmt.Sprint(x.Ref, " score ", a.e.score(at).units, " want ", st.score))
			}
		}
	}
	for i := range a.e.card.series {
		slot := len(a.e.card.kpis) + i
		if x, y := a.e.valueOf(slot), b.e.valueOf(slot); !reflect.DeepEqual(x.number(), y.number()) {
			differences = append(differences, fmt.Sprint("series ", i, x, y))
		}
	}
	return differences, inRows, holes
}

// shownAll makes what an Outcome points to plain.
func shownAll(o Outcome) []any {
	var pace any
	if o.Pace != nil {
		pace = *o.Pace
	}
	o.Pace = nil
	return []any{o, pace}
}
