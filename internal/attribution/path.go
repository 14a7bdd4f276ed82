package attribution

import (
	"math/big"

	"github.com/go-bsc/bsc"
)

// Nodes of which many children have changed.

// steps is in how many steps scores go from before to after. It is odd, so that the reverse has the same steps.
const steps = 63

// path divides the change of a node along the straight path on which all scores go from before to after at once (Aumann
// and Shapley 1974). What a step brings is that of the children that decide there; of all, by weight, where all do.
// Children that come, go or change in rating alone do so in the middle.
func (w *walk) path(l *local, players, resting []*child, aggregator string) {
	t := travel{walk: w, local: l, brought: map[bsc.Ref]*fixed{}, slopes: map[bsc.Ref]*fixed{}}
	for _, ch := range players {
		t.brought[ch.ref] = new(big.Int)
		if ch.a != nil && ch.b != nil && ch.change() != 0 {
			t.moving = append(t.moving, ch)
		} else {
			t.turning = append(t.turning, ch)
		}
	}
	for _, ch := range resting {
		t.slopes[ch.ref] = new(big.Int)
	}
	t.travel()
	if isSymmetric(aggregator) {
		t.level()
	}
	for _, ch := range players {
		ch.bring(t.brought[ch.ref])
	}
	for _, ch := range resting {
		ch.slope = new(big.Int).Quo(t.slopes[ch.ref], big.NewInt(steps))
	}
}

// isSymmetric reports whether an aggregator looks at nothing of its parts but scores, weights and ratings.
func isSymmetric(aggregator string) bool {
	switch aggregator {
	case "min", "max", "median", "most_frequent", "harmonic", "power", "geometric":
		return true
	}
	return false
}

// A travel is one way along a path.
type travel struct {
	*walk
	*local
	moving, turning []*child
	brought, slopes map[bsc.Ref]*fixed
}

// A stage is one point of a path.
type stage struct {
	score   int64
	decides map[bsc.Ref]bool // nil: all do
}

// stage returns a point of the path; those that turn have done so or not, and so have the children of weight 0.
func (t *travel) stage(step int64, turned, beside bool) stage {
	var parts []bsc.Part
	for i := range t.children {
		ch := &t.children[i]
		switch {
		case ch.a != nil && ch.b != nil && ch.change() != 0:
			p := ch.part(step, steps)
			if p.Rating = ch.a.Rating; turned {
				p.Rating = ch.b.Rating
			}
			parts = append(parts, p)
		case turned && ch.b != nil:
			parts = append(parts, *ch.b)
		case !turned && ch.a != nil:
			parts = append(parts, *ch.a)
		}
	}
	s := stage{score: t.score(t.of, parts, beside)}
	side := t.walk.from
	if beside {
		side = t.walk.to
	}
	if decided := side.result.Decided(t.of, parts); len(decided) > 0 {
		s.decides = map[bsc.Ref]bool{}
		for _, ref := range decided {
			s.decides[ref] = true
		}
	}
	return s
}

// travel goes all steps.
func (t *travel) travel() {
	before := t.stage(0, false, false)
	for step := int64(1); step <= steps; step++ {
		turned := step > steps/2
		after := t.stage(step, turned, turned)
		change := whole(after.score - before.score)
		if step == steps/2+1 {
			change.Sub(change, t.turn(step, &before, &after))
		}
		t.step(&before, &after, change)
		before = after
	}
}

// turn divides what children bring that come, go or change in rating, by weight, and what those of weight 0 bring. It
// returns both together: what they bring at the beginning and at the end of the step, on average.
func (t *travel) turn(step int64, before, after *stage) *fixed {
	between := func(from, to int64) *fixed { return half(whole(from + to)) }
	jump := new(big.Int)
	if len(t.beside) > 0 {
		first, last := t.stage(step-1, false, true), t.stage(step, true, false)
		t.besides = between(first.score-before.score, after.score-last.score)
		jump.Add(jump, t.besides)
	}
	if len(t.turning) == 0 {
		return jump
	}
	first, last := t.stage(step-1, true, false), t.stage(step, false, true)
	own := between(first.score-before.score, after.score-last.score)
	total := new(big.Int)
	for _, ch := range t.turning {
		total.Add(total, plus(ch.shareA, ch.shareB))
	}
	for _, ch := range t.turning {
		t.brought[ch.ref].Add(t.brought[ch.ref], over(times(plus(ch.shareA, ch.shareB), own), total))
	}
	return jump.Add(jump, own)
}

// step divides what one step brings.
func (t *travel) step(before, after *stage, change *fixed) {
	list, amounts := t.deciding(before, after)
	if len(list) == 0 {
		list, amounts = t.deciding(&stage{}, &stage{})
	}
	rest := new(big.Int).Set(change)
	for _, a := range amounts {
		rest.Sub(rest, a)
	}
	settle(amounts, rest)
	for i, ch := range list {
		t.brought[ch.ref].Add(t.brought[ch.ref], amounts[i])
	}
	for ref, slope := range t.slopes {
		slope.Add(slope, t.weight(before, after, ref))
	}
}

// deciding returns the moving children that decide at either end of a step, with what they bring at first sight.
func (t *travel) deciding(before, after *stage) (list []*child, amounts []*fixed) {
	for _, ch := range t.moving {
		weight := t.weight(before, after, ch.ref)
		if weight.Sign() == 0 {
			continue
		}
		amount := times(weight, whole(ch.change()))
		list, amounts = append(list, ch), append(amounts, amount.Quo(amount, big.NewInt(steps)))
	}
	return list, amounts
}

// weight returns what a unit of a child brings in a step: its part of what decides at both ends.
func (t *travel) weight(before, after *stage, ref bsc.Ref) *fixed {
	sum := new(big.Int)
	for _, s := range []*stage{before, after} {
		switch {
		case s.decides == nil:
			sum.Add(sum, t.meanShare(ref))
		case s.decides[ref]:
			sum.Add(sum, new(big.Int).Quo(one(), big.NewInt(int64(len(s.decides)))))
		}
	}
	return half(sum)
}

func (t *travel) meanShare(ref bsc.Ref) *fixed {
	sum := new(big.Int)
	if i, ok := t.from.node(t.of).at[ref]; ok {
		sum.Add(sum, t.from.node(t.of).share(i))
	}
	if i, ok := t.to.node(t.of).at[ref]; ok {
		sum.Add(sum, t.to.node(t.of).share(i))
	}
	return half(sum)
}

// A likeness is what children have in common whose parts have to be the same.
type likeness struct {
	ua, ub         int64
	weightA        string
	weightB        string
	ratingA        bsc.Rating
	ratingB        bsc.Rating
	before, beyond bool
}

// level gives children that are alike the same part, whichever of them the aggregator has named.
func (t *travel) level() {
	groups := map[likeness][]bsc.Ref{}
	for i := range t.children {
		ch := &t.children[i]
		if _, plays := t.brought[ch.ref]; plays {
			groups[ch.likeness()] = append(groups[ch.likeness()], ch.ref)
		}
	}
	for _, refs := range groups { // in any order: groups do not meet
		sum := new(big.Int)
		for _, ref := range refs {
			sum.Add(sum, t.brought[ref])
		}
		for _, ref := range refs {
			t.brought[ref] = new(big.Int).Quo(sum, big.NewInt(int64(len(refs))))
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
