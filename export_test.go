package bsc

import (
	"fmt"
	"reflect"

	"github.com/go-bsc/bsc/internal/columns"
)

// ColumnsDiffer compares what the columns of a result hold with what the rules for decimals give for the
// same values and children, node by node, and counts the nodes that the columns computed.
func ColumnsDiffer(r *Result) (differences []string, computed int) {
	e := r.e
	for at := range e.card.nodes {
		if e.kept(at) != nil {
			continue
		}
		computed++
		place, st := e.card.places[at], e.byRules(at)
		if shown := e.state(at); shown.ok != st.ok || shown.score != st.score || !shown.attainment.Equal(st.attainment) || shown.rating != st.rating || shown.flags != st.flags ||
			(shown.err == nil) != (st.err == nil) || fmt.Sprint(shown.target, shown.pace) != fmt.Sprint(st.target, st.pace) {
			differences = append(differences, fmt.Sprintf("%s: rules %+v, shown %+v", e.card.nodes[at].ref, st, shown))
		}
		mark := e.columns.Mark(place)
		for _, m := range []struct {
			name string
			mark columns.Mark
			want bool
		}{
			{"scored", columns.Scored, st.ok},
			{"absent", columns.Absent, st.absent},
			{"bounded", columns.Bounded, st.bounded},
			{"complete", columns.Complete, st.complete},
			{"fixed", columns.Fixed, st.fixed},
		} {
			if got := mark&m.mark != 0; got != m.want && mark&columns.Absent == 0 {
				differences = append(differences, fmt.Sprintf("%s %s: rules %t, columns %t", e.card.nodes[at].ref, m.name, m.want, got))
			}
		}
		span := e.columns.Span(place, e.plan)
		want := columns.Span{Low: st.low, High: st.high, Coverage: st.coverage}
		if !st.bounded {
			span.Low, span.High, want.Low, want.High = 0, 0, 0, 0
		}
		if mark&columns.Absent == 0 && span != want {
			differences = append(differences, fmt.Sprintf("%s span: rules %v, columns %v", e.card.nodes[at].ref, want, span))
		}
		if st.ok && st.score != e.columns.Score(place) {
			differences = append(differences, fmt.Sprintf("%s score: rules %d, columns %d", e.card.nodes[at].ref, st.score, e.columns.Score(place)))
		}
	}
	return differences, computed
}

// byRules computes how a node that the columns have computed stands, without what they hold of its score.
func (e *evaluation) byRules(at int) *state {
	if c, ok := e.given[at]; ok {
		return &e.adopt(at, c).state
	}
	st := new(state)
	if e.card.nodes[at].kpi == nil {
		e.parent(at, st)
		return st
	}
	v := e.value(at)
	t := e.plainTarget(at, &v)
	*st = e.decide(at, &v, &t, Score{})
	return st
}

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
			if st := b.e.state(at); st.ok && st.score != a.e.score(at).quanta {
				differences = append(differences, fmt.Sprint(x.Ref, " score ", a.e.score(at).quanta, " want ", st.score))
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
