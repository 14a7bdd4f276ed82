package bsc

import "github.com/go-bsc/bsc/internal/almanac"

// What adds up to a KPI, down to the readings.

// An AddendTree is an Addend with what that is made of in turn, down to the org units whose readings they are. All are
// over the same periods, those of the value asked for: for each of them, the Parts below, times their factors, add up to
// the part's Value, where that has at most 34 digits. In a period in which nothing is brought, a part is the org unit's own.
type AddendTree struct {
	Addend
	Below []AddendTree `json:"below,omitempty"`
	More  int          `json:"more,omitempty"` // how many of those below are left out
}

// AddendTree returns what org units bring to a KPI or a series in Sums, as Addends does, and what that is made of, down
// to the readings. It lists at most so many addends, those nearest to the top first; more says how many of the first
// level are left out. What was never brought at the same time as
// what is above it is not below it. Only the first level has targets. The sources are asked again.
func (r *Result) AddendTree(of Ref, most int) (tree []AddendTree, more int) {
	if r == nil || r.e == nil {
		return nil, 0
	}
	all, sums := r.e.enteredSums(of)
	t := treeOfAddends{run: all, left: max(most, 0)}
	for i := range sums {
		list := r.e.sums.of[sums[i].ref].of
		take := min(len(list), t.left)
		t.left, more = t.left-take, more+len(list)-take
		for j := range list[:take] {
			tree = append(tree, AddendTree{Addend: all.addend(&list[j], &sums[i])})
			t.waiting = append(t.waiting, waitingAddend{&list[j], sums[i].during(&list[j], all.card.almanac), list[j].time})
		}
	}
	t.grow(tree)
	return tree, more
}

// treeOfAddends makes the levels of a tree, one after the other.
type treeOfAddends struct {
	*run
	left    int // how many may still be listed
	waiting []waitingAddend
}

// A waitingAddend is a summand whose own summands are not listed yet, in the order of the tree.
type waitingAddend struct {
	*summand
	of   *enteredSum  // with the periods in which it is brought
	time almanac.Span // in which all of the way down to it is brought
}

// below returns the summands of one, as far as they are brought in its time. What was above another earlier may be below
// it now; without the time, the two would be below each other without end.
func (w *waitingAddend) below(made *sum) (list []*summand) {
	for i := range made.of {
		if made.of[i].time.Common(w.time).Days() > 0 {
			list = append(list, &made.of[i])
		}
	}
	return list
}

// grow adds what is below a level, and below that. There are at most maxSums levels.
func (t *treeOfAddends) grow(level []AddendTree) {
	places := make([]*AddendTree, len(level))
	for i := range level {
		places[i] = &level[i]
	}
	for len(places) > 0 {
		var next []*AddendTree
		waiting := t.waiting
		t.waiting = nil
		for i, s := range waiting {
			made := t.in.Sums.sumOf(s.member)
			if made == nil {
				continue
			}
			list := s.below(made)
			at, take := places[i], min(len(list), t.left)
			t.left, at.More = t.left-take, len(list)-take
			at.Below = make([]AddendTree, take)
			for j, below := range list[:take] {
				at.Below[j].Addend = t.brings(s.ref, below, s.of)
				next = append(next, &at.Below[j])
				t.waiting = append(t.waiting, waitingAddend{below, s.of.during(below, t.card.almanac), below.time.Common(s.time)})
			}
		}
		places = next
	}
}
