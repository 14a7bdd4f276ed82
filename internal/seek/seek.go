// Package seek finds where something along whole numbers begins to hold, and asks seldom.
package seek

import "math/big"

// A Gap says by how much something holds at a number: 0 or more if it does, below 0 if it does not. nil: it does not,
// and nobody knows by how much.
type Gap func(at *big.Int) *big.Int

// most is how many numbers are guessed before the rest is halved.
const most = 24

// A point is a number with its gap.
type point struct{ at, gap *big.Int }

func (p point) holds() bool { return p.gap != nil && p.gap.Sign() >= 0 }

// Edge returns the number at which something still holds, next to one at which it does not: it holds at in, and not at
// out, on whichever side that is. Where the gaps lie on a straight line it asks a few times, and never more than the
// length of the way in bits and 24 times.
func Edge(in, out *big.Int, gap Gap) *big.Int {
	return between(point{in, gap(in)}, point{out, gap(out)}, nil, gap)
}

// From is Edge for gaps at both ends that are known, with a guess; nil: none.
func From(in, inGap, out, outGap, guess *big.Int, gap Gap) *big.Int {
	return between(point{in, inGap}, point{out, outGap}, guess, gap)
}

func between(in, out point, guess *big.Int, gap Gap) *big.Int {
	step := big.NewInt(int64(out.at.Cmp(in.at))) // from in to out
	run := 0                                     // how often in a row one side came closer: above 0 in, below 0 out
	for tries := 0; new(big.Int).Sub(out.at, in.at).CmpAbs(big.NewInt(1)) > 0; tries++ {
		at := guess
		if at == nil && tries < most {
			at = line(in, out, step, run)
		}
		if guess = nil; at == nil || !inside(at, in.at, out.at) {
			at = middle(in.at, out.at)
		}
		next := point{at, gap(at)}
		if next.holds() {
			in, run = next, max(run, 0)+1
		} else {
			out, run = next, min(run, 0)-1
		}
	}
	return in.at
}

// line returns where a straight line between two points has the gap 0. The more often one side alone has come closer,
// the further it looks towards the other.
func line(in, out point, step *big.Int, run int) *big.Int {
	if in.gap == nil || out.gap == nil {
		return nil
	}
	fall := new(big.Int).Sub(in.gap, out.gap)
	way := new(big.Int).Sub(out.at, in.at)
	way.Mul(way, in.gap)
	at := new(big.Int).Add(in.at, way.Quo(way, fall)) // Quo rounds towards in
	far := new(big.Int)
	switch {
	case run > 1:
		far.Lsh(step, uint(2*run-2))
	case run < -1:
		far.Neg(far.Lsh(step, uint(-2*run-2)))
	}
	at.Add(at, far)
	switch { // an end is known: its neighbour is not
	case at.Cmp(in.at) == 0:
		at.Add(at, step)
	case at.Cmp(out.at) == 0:
		at.Sub(at, step)
	}
	return at
}

// inside reports whether a number is between two others.
func inside(at, a, b *big.Int) bool { return at.Cmp(a)*at.Cmp(b) < 0 }

func middle(a, b *big.Int) *big.Int {
	sum := new(big.Int).Add(a, b)
	return sum.Rsh(sum, 1)
}

// A Stretch is a part of the line of whole numbers; an end that is nil is open.
type Stretch struct{ Low, High *big.Int }

// Turn finds, along a stretch on which something never ceases to hold in one direction, up or down, the number at which
// it begins to. It looks around a guess. nil: it holds nowhere. whole: it holds on all of the stretch.
func Turn(s Stretch, up bool, guess *big.Int, holds func(*big.Int) bool) (edge *big.Int, whole bool) {
	good, bad, better := s.High, s.Low, big.NewInt(1)
	if !up {
		good, bad, better = s.Low, s.High, big.NewInt(-1)
	}
	at := s.clamp(guess)
	worse := new(big.Int).Neg(better)
	in, out := at, at
	if holds(at) {
		if in, out = s.walk(at, worse, bad, holds, true); out == nil {
			return in, true
		}
	} else if out, in = s.walk(at, better, good, holds, false); in == nil {
		return nil, false
	}
	for new(big.Int).Sub(out, in).CmpAbs(big.NewInt(1)) > 0 {
		if at := middle(in, out); holds(at) {
			in = at
		} else {
			out = at
		}
	}
	return in, false
}

// walk goes on from a number in steps that double until something is no longer as it was there, or to the end. It
// returns the last number at which it was, and the first at which it was not; nil: there is none.
func (s Stretch) walk(at, step, end *big.Int, holds func(*big.Int) bool, was bool) (last, first *big.Int) {
	for step = new(big.Int).Set(step); end == nil || at.Cmp(end) != 0; step.Lsh(step, 1) {
		next := s.clamp(new(big.Int).Add(at, step))
		if holds(next) != was {
			return at, next
		}
		at = next
	}
	return at, nil
}

// clamp brings a number into a stretch.
func (s Stretch) clamp(at *big.Int) *big.Int {
	switch {
	case s.Low != nil && at.Cmp(s.Low) < 0:
		return s.Low
	case s.High != nil && at.Cmp(s.High) > 0:
		return s.High
	}
	return at
}
