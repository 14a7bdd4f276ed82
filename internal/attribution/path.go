package attribution

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/go-bsc/bsc"
)

// Nodes of which many children have changed.

// stages is in how many steps scores go from before to after. It is odd, so that the reverse has the same steps.
const stages = 63

// path divides the change of a node along the straight path on which all scores go from before to after at once (Aumann
// and Shapley 1974). What a step brings is that of the children that decide there; of all, by weight, where all do.
// Children that come, go or change in rating alone do so in the middle.
func (w *walk) path(l *local, players, resting []*child) {
	t := travel{walk: w, local: l, brought: map[int]fixed{}, resting: resting}
	for _, ch := range players {
		t.brought[ch.at] = fixed{}
		if ch.slides() && ch.change() != 0 {
			t.moving = append(t.moving, ch)
		} else {
			t.turning = append(t.turning, ch)
		}
	}
	t.travel()
	if within, vetoes := inside(t.policy(t.to.card, t.order[t.of])); isSymmetric(within) {
		t.level(vetoes)
	}
	for _, ch := range players {
		ch.bring(t.brought[ch.at])
	}
	for _, ch := range resting {
		ch.slope = ch.slope.by(stages)
	}
}

// isSymmetric reports whether an aggregator looks at nothing of its parts but scores, weights and ratings.
func isSymmetric(aggregator string) bool {
	switch aggregator {
	case "min", "max", "median", "most_frequent", "harmonic", "power", "geometric":
		return true
	}
	return isMean(aggregator)
}

// inside returns the name of the aggregator below any vetoes, and for each veto the ids of the children that it names.
func inside(p bsc.Policy) (aggregator string, vetoes [][]string) {
	for p.Name == "veto" {
		var args bsc.VetoArgs
		if json.Unmarshal(p.Args, &args) != nil {
			return p.Name, nil // unreachable: it has been compiled
		}
		vetoes, p = append(vetoes, args.Children), args.Of
		p.Name = cmp.Or(p.Name, "weighted_mean")
	}
	return p.Name, vetoes
}

// A travel is one way along a path.
type travel struct {
	*walk
	*local
	moving, turning, resting []*child
	brought                  map[int]fixed
}

// A stage is one point of a path.
type stage struct {
	score   int64
	decides map[int]bool // nil: all do
}

// stage returns a point of the path; those that turn have done so or not.
func (t *travel) stage(step int64, turned bool) stage {
	var parts []bsc.Part
	for i := range t.children {
		ch := &t.children[i]
		p := ch.a
		if turned {
			p = ch.b
		}
		switch {
		case ch.slides() && ch.change() != 0:
			own := ch.part(step, stages)
			own.Rating = p.Rating
			parts = append(parts, own)
		case p != nil:
			parts = append(parts, *p)
		case ch.watched:
			parts = append(parts, *t.unseen(ch))
		}
	}
	s := stage{score: t.score(t.of, parts)}
	if decided := t.walk.to.result.Decided(t.order[t.of], parts); len(decided) > 0 {
		s.decides = map[int]bool{}
		for _, ref := range decided {
			s.decides[t.at[ref]] = true
		}
	}
	return s
}

// travel goes all steps.
func (t *travel) travel() {
	before := t.stage(0, false)
	for step := int64(1); step <= stages; step++ {
		turned := step > stages/2
		after := t.stage(step, turned)
		change := whole(after.score - before.score)
		if step == stages/2+1 {
			change = change.minus(t.turn(step, &before, &after))
		}
		t.step(&before, &after, change)
		before = after
	}
}

// turn divides what children bring that come, go or change in rating: what they bring at the beginning and at the end of
// the step, on average. It goes to those that decide or, where all do, by weight.
func (t *travel) turn(step int64, before, after *stage) fixed {
	if len(t.turning) == 0 {
		return fixed{}
	}
	first, last := t.stage(step-1, true), t.stage(step, false)
	own := whole(first.score - before.score + after.score - last.score).half()
	amounts, rest := make([]fixed, len(t.turning)), own
	for i, ch := range t.turning {
		amounts[i] = ch.weight(before, &first).plus(ch.weight(&last, after))
		rest = rest.minus(amounts[i])
	}
	settle(amounts, rest)
	for i, ch := range t.turning {
		t.brought[ch.at] = t.brought[ch.at].plus(amounts[i])
	}
	return own
}

// step divides what one step brings.
func (t *travel) step(before, after *stage, change fixed) {
	list, amounts := t.deciding(before, after)
	if len(list) == 0 && !change.isZero() { // nobody says who decides; where one decides that rests, nothing has changed
		list, amounts = t.deciding(&stage{}, &stage{})
	}
	for _, a := range amounts {
		change = change.minus(a)
	}
	settle(amounts, change)
	for i, ch := range list {
		t.brought[ch.at] = t.brought[ch.at].plus(amounts[i])
	}
	for _, ch := range t.resting {
		ch.slope = ch.slope.plus(ch.weight(before, after))
	}
}

// deciding returns the moving children that decide at either end of a step, with what they bring at first sight.
func (t *travel) deciding(before, after *stage) (list []*child, amounts []fixed) {
	for _, ch := range t.moving {
		if weight := ch.weight(before, after); !weight.isZero() {
			list, amounts = append(list, ch), append(amounts, weight.times(whole(ch.change())).by(stages))
		}
	}
	return list, amounts
}

// weight returns what a unit of a child brings in a step: its part of what decides at both ends.
func (ch *child) weight(before, after *stage) fixed {
	var sum fixed
	for _, s := range []*stage{before, after} {
		switch {
		case s.decides == nil:
			sum = sum.plus(ch.shareA.plus(ch.shareB).half())
		case s.decides[ch.at]:
			sum = sum.plus(one.by(uint64(len(s.decides))))
		}
	}
	return sum.half()
}

// A likeness is what children have in common whose parts have to be the same.
type likeness struct {
	ua, ub         int64
	weightA        string
	weightB        string
	ratingA        bsc.Rating
	ratingB        bsc.Rating
	before, beyond bool
	vetoes         string // which vetoes name it
}

// level gives children that are alike the same part, whichever of them the aggregator has named.
func (t *travel) level(vetoes [][]string) {
	groups := map[likeness][]int{}
	for i := range t.children {
		ch := &t.children[i]
		if _, plays := t.brought[ch.at]; plays {
			l := ch.likeness()
			for _, names := range vetoes {
				l.vetoes += strconv.FormatBool(slices.Contains(names, t.order[ch.at].ID))
			}
			groups[l] = append(groups[l], ch.at)
		}
	}
	for _, group := range groups { // in any order: groups do not meet
		var sum fixed
		for _, at := range group {
			sum = sum.plus(t.brought[at])
		}
		for _, at := range group {
			t.brought[at] = sum.by(uint64(len(group)))
		}
	}
}

func (ch *child) likeness() likeness {
	l := likeness{ua: ch.ua, ub: ch.ub, before: ch.a != nil, beyond: ch.b != nil}
	if ch.a != nil {
		l.weightA, l.ratingA = ch.a.Weight.Normalize().String(), ch.a.Rating
	}
	if ch.b != nil {
		l.weightB, l.ratingB = ch.b.Weight.Normalize().String(), ch.b.Rating
	}
	return l
}
