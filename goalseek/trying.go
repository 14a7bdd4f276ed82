package goalseek

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/seek"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A trial is a place of the grid with what it brings the node.
type trial struct{ at, gap *big.Int }

func (t *trial) holds() bool { return t.gap != nil && t.gap.Sign() >= 0 }

// byTrying looks at the places that are known to matter, takes the nearest that reaches the goal, and bisects between
// it and its neighbour. If none does, it looks for the most that can be reached, and begins again if it comes upon the
// goal there.
func (l *lever) byTrying(a *Answer) {
	trials := l.trials(l.wanted)
	start := l.start(trials)
	if l.toward(a, trials, start, new(big.Int)) {
		return
	}
	best := furthest(trials, start)
	if best < 0 {
		a.Reason = words.New("seek_never_scored")
		return
	}
	l.toward(a, trials, start, trials[best].gap)
	if at := l.at(a.Needed.Decimal, exact.HalfAway); a.Needed.Valid && l.isReached(a.Then) {
		trials = append(trials, trial{at, l.gap(a.Then, l.wanted)})
		slices.SortFunc(trials, func(a, b trial) int { return a.at.Cmp(b.at) })
		if l.toward(a, trials, l.start(trials), new(big.Int)) {
			return
		}
	}
	l.short(a)
}

// toward finds the least demanding place with at least a gap; false if no trial has it.
func (l *lever) toward(a *Answer, trials []trial, start int, least *big.Int) bool {
	*a = l.answer(&l.now)
	a.Bisected, a.Reached = true, false
	shifted := make([]trial, len(trials))
	for i, t := range trials {
		shifted[i] = t
		if t.gap != nil {
			shifted[i].gap = new(big.Int).Sub(t.gap, least)
		}
	}
	wanted := new(big.Int).Add(l.wanted, least)
	in, out := nearest(shifted, start, l.direction, l.isMet(wanted))
	if in < 0 {
		return false
	}
	a.Reached = least.Sign() == 0
	if out < 0 {
		a.Then = l.then(shifted[in].at)
		return true
	}
	l.state(a, seek.From(shifted[in].at, shifted[in].gap, shifted[out].at, shifted[out].gap, nil, func(at *big.Int) *big.Int {
		return l.gap(l.then(at), wanted)
	}))
	return true
}

// isMet reports whether the node has a score now.
func (l *lever) isMet(wanted *big.Int) bool {
	g := l.gap(l.Result.ScoreOf(l.Node), wanted)
	return g != nil && g.Sign() >= 0
}

// trials evaluates the places that matter, in order.
func (l *lever) trials(wanted *big.Int) []trial {
	places := []*big.Int{l.low, l.high}
	add := func(d decimal.Decimal) {
		at := l.at(d, exact.Floor)
		for i := int64(-1); i <= 2; i++ {
			places = append(places, new(big.Int).Add(at, big.NewInt(i)))
		}
	}
	for _, d := range append(l.marks(), decimal.Decimal{}) {
		add(d)
	}
	card := l.Result.Scorecard()
	for _, ref := range card.Nodes() { // what matters to a KPI that is calculated from this one may matter here
		if slices.Contains(card.Inputs(ref), l.of) {
			o, _ := l.Result.Of(ref)
			for _, d := range l.marksOf(&o) {
				add(d)
			}
		}
	}
	for _, score := range l.levels() {
		for _, s := range l.spans(score) {
			for _, at := range []*big.Int{s.low, s.high} {
				places = append(places, at, new(big.Int).Add(at, big.NewInt(1)), new(big.Int).Sub(at, big.NewInt(1)))
			}
		}
	}
	from := l.at(l.now.Actual.Decimal, exact.HalfAway)
	for _, end := range []*big.Int{l.low, l.high} {
		way := new(big.Int).Sub(end, from)
		for range 6 {
			way.Quo(way, big.NewInt(4))
			places = append(places, new(big.Int).Add(from, way))
		}
	}
	places = slices.DeleteFunc(places, func(at *big.Int) bool { return at.Cmp(l.low) < 0 || at.Cmp(l.high) > 0 })
	slices.SortFunc(places, (*big.Int).Cmp)
	places = slices.CompactFunc(places, func(a, b *big.Int) bool { return a.Cmp(b) == 0 })
	trials := make([]trial, len(places))
	for i, at := range places {
		trials[i] = trial{at, l.gap(l.then(at), wanted)}
	}
	return trials
}

// levels are scores of the KPI that may matter to what is above it.
func (l *lever) levels() []*big.Int {
	scale := l.card.Scale()
	min := quanta(scale.Min, exact.HalfAway)
	all := []*big.Int{min.Add(min, big.NewInt(1)), quanta(scale.Met, exact.HalfAway), quanta(scale.Cap, exact.HalfAway)}
	for _, b := range l.Result.Bands(l.of) {
		if b.On == "score" && b.Low.Valid {
			all = append(all, quanta(b.Low.Decimal, exact.Ceiling))
		}
	}
	return all
}

// start returns where the actual is among the trials: the last that is not above it. Without an actual it is the end
// from which values become better.
func (l *lever) start(trials []trial) int {
	if !l.now.Actual.Valid {
		if l.direction == bsc.DirectionLower {
			return len(trials) - 1
		}
		return 0
	}
	at := l.at(l.now.Actual.Decimal, exact.Floor)
	i, found := slices.BinarySearchFunc(trials, at, func(t trial, at *big.Int) int { return t.at.Cmp(at) })
	if !found && i > 0 {
		i--
	}
	return min(i, len(trials)-1)
}

// nearest returns a trial that reaches the goal, and its neighbour that does not. If the goal is met now, they are
// those where it ceases to be, first on the worse side; else the nearest at which it begins to be, first on the better
// side. out is -1 if all reach it, and in if none does.
func nearest(trials []trial, start int, d bsc.Direction, met bool) (in, out int) {
	better := 1
	if d == bsc.DirectionLower {
		better = -1
	}
	if met && !trials[start].holds() && start+1 < len(trials) && trials[start+1].holds() {
		start++ // the actual lies between two places
	}
	if trials[start].holds() {
		for _, way := range []int{-better, better} {
			for i := start + way; i >= 0 && i < len(trials); i += way {
				if !trials[i].holds() {
					return i - way, i
				}
			}
		}
		return start, -1
	}
	for _, way := range []int{better, -better} {
		for i := start + way; i >= 0 && i < len(trials); i += way {
			if trials[i].holds() {
				return i, i - way
			}
		}
	}
	return -1, -1
}

// furthest returns the trial that brings the node furthest, the nearest of equals; -1: none gives it a score.
func furthest(trials []trial, start int) int {
	best := -1
	for i := range trials {
		g := trials[i].gap
		if g == nil {
			continue
		}
		if best < 0 {
			best = i
			continue
		}
		cmp := g.Cmp(trials[best].gap)
		if cmp > 0 || cmp == 0 && abs(i-start) < abs(best-start) {
			best = i
		}
	}
	return best
}

func abs(i int) int { return max(i, -i) }
