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

// A lever is a KPI whose actual can be moved, along numbers that are multiples of its step.
type lever struct {
	*sought
	of        bsc.Ref
	now       bsc.Outcome
	direction bsc.Direction
	step      decimal.Decimal
	low, high *big.Int // the least and the greatest number
	most      *big.Int // that a reading can be
	bound     [2]bool  // whether low and high are bounds that the host gave
	built     bool     // the scorer is built in: it is known which actuals reach a score
	labels    bool
	shown     bool // it is only shown, and others are calculated from it
}

// lever returns a KPI as one that can be moved, or why it cannot.
func (s *sought) lever(of bsc.Ref) (*lever, words.Phrase) {
	l := &lever{sought: s, of: of, direction: directionOf(s.Result, of)}
	l.now, _ = s.Result.Of(of)
	rules, _ := s.card.Rules(of)
	var counts bool
	var blocker words.Phrase
	for _, through := range s.tree.reach(of) {
		if w := s.tree.ways[through]; w != nil {
			counts = counts || w.counts
			if blocker.IsZero() {
				blocker = w.blocker
			}
		}
	}
	switch {
	case rules.Scorer.Name == "judged" || s.Result.IsJudged(of) && s.Node != of:
		return nil, words.New("seek_judged")
	case rules.Unscored && len(s.tree.feeds[of]) == 0:
		return nil, words.New("seek_unscored")
	case l.now.Flags.Has(bsc.FlagNotApplicable), l.now.Flags.Has(bsc.FlagUnscored) && !rules.Unscored:
		return nil, l.now.Reason
	case !counts && !blocker.IsZero():
		return nil, blocker
	case !counts:
		return nil, words.New("seek_elsewhere", "node", s.Node)
	}
	_, l.built = s.Result.Reaching(of, s.card.Scale().Met, 0)
	l.labels, l.shown = rules.Labelled, rules.Unscored
	l.grid()
	return l, words.Phrase{}
}

// grid finds the numbers that the actual can have.
func (l *lever) grid() {
	b := l.Bounds[l.of]
	var largest decimal.Decimal
	for _, d := range append(l.marks(), b.Low.Decimal, b.High.Decimal) {
		largest = decimal.Max(largest, d.Abs())
	}
	if l.step = b.Step.Normalize(); l.step.IsZero() {
		l.step = stepFor(largest)
	}
	// Every number of the grid is one that a reading can have.
	most := new(big.Int).Sub(exact.Pow10(exact.Digits), big.NewInt(1))
	if limit := exact.Size + int(-l.step.Exponent()); limit < exact.Digits {
		most = exact.Pow10(max(limit, 0))
		most.Sub(most, big.NewInt(1))
	}
	most.Quo(most, new(big.Int).Abs(l.step.Coefficient()))
	l.low, l.high, l.most = new(big.Int).Neg(most), most, most
	if !l.built { // far numbers may be nothing to a host's scorer
		if far := l.at(largest.Shift(3), exact.Ceiling); far.Cmp(most) < 0 {
			l.low, l.high = new(big.Int).Neg(far), far
		}
	}
	if b.Low.Valid {
		l.low, l.bound[0] = l.at(b.Low.Decimal, exact.Ceiling), true
	}
	if b.High.Valid {
		l.high, l.bound[1] = l.at(b.High.Decimal, exact.Floor), true
	}
}

// stepFor returns the step of numbers of which the largest is known: six decimal places or, below 1, six digits; and no
// more digits than a reading may have.
func stepFor(largest decimal.Decimal) decimal.Decimal {
	digits := int32(1)
	if !largest.IsZero() {
		digits = int32(largest.NumDigits()) + largest.Exponent() // before the point
	}
	return decimal.New(1, max(digits-(exact.Digits-4), min(digits, 0)-places, -maxPlaces))
}

// places is how many decimal places actuals have where nobody says so.
const places = 6

// marks are the numbers that are known to matter to the KPI.
func (l *lever) marks() []decimal.Decimal { return l.marksOf(&l.now) }

// marksOf are the numbers that are known to matter to some KPI.
func (l *lever) marksOf(o *bsc.Outcome) []decimal.Decimal {
	t := &o.Target
	var all []decimal.Decimal
	for _, d := range []decimal.NullDecimal{o.Actual, t.Value, t.Baseline, t.Stretch, t.Floor} {
		if d.Valid {
			all = append(all, d.Decimal)
		}
	}
	bends, _ := l.Result.Bends(o.Ref)
	for _, d := range bends {
		if outOfRange(exact.Bounded(d)) == nil { // else no reading comes near it
			all = append(all, d)
		}
	}
	return all
}

// at returns where a number is on the grid.
func (l *lever) at(d decimal.Decimal, mode exact.Mode) *big.Int {
	return exact.NewRatio(d, l.step).Scaled(0, mode)
}

// value returns the number at a place of the grid.
func (l *lever) value(at *big.Int) decimal.Decimal {
	return decimal.NewFromBigInt(at, 0).Mul(l.step).Normalize()
}

// own returns the KPI's score at a place.
func (l *lever) own(at *big.Int) bsc.Score { return l.Result.ScoreAt(l.of, l.value(at)) }

// then returns the node's score with the actual at a place; none where the KPI's own scorer refuses it, as the
// logarithm of 0: to lose the KPI is no way to a score.
func (l *lever) then(at *big.Int) bsc.Score {
	if !l.shown && !l.own(at).Valid() {
		return bsc.Score{}
	}
	return l.score(map[bsc.Ref]decimal.Decimal{l.of: l.value(at)})
}

// A span is a part of the grid on which a score is reached. An end is sharp if the next number beyond it does not reach
// it.
type span struct {
	low, high           *big.Int
	lowSharp, highSharp bool
}

// spans returns the parts of the grid that give the KPI a score.
func (l *lever) spans(score *big.Int) []span {
	if !l.built {
		return l.tried(score)
	}
	reaching, _ := l.Result.Reaching(l.of, decimal.NewFromBigInt(score, -exact.Places), max(-l.step.Exponent(), -maxPlaces))
	var found []span
	for _, i := range reaching.Actuals {
		s := span{low: l.low, high: l.high}
		if at := l.at(i.Low.Decimal, exact.Ceiling); i.Low.Valid && at.Cmp(l.low) >= 0 {
			s.low, s.lowSharp = at, at.Cmp(l.low) > 0
		}
		if at := l.at(i.High.Decimal, exact.Floor); i.High.Valid && at.Cmp(l.high) <= 0 {
			s.high, s.highSharp = at, at.Cmp(l.high) < 0
		}
		if s.low.Cmp(s.high) <= 0 {
			found = append(found, s)
		}
	}
	return found
}

// tried is spans for a host's scorer, which is taken to rise along the direction; where closer is better, up to the
// target and down from there.
func (l *lever) tried(score *big.Int) []span {
	gap := func(at *big.Int) *big.Int { return l.gap(l.own(at), score) }
	best := l.best()
	if g := gap(best); g == nil || g.Sign() < 0 {
		return nil
	}
	s := span{low: best, high: best}
	for _, side := range []struct {
		end   *big.Int
		into  **big.Int
		sharp *bool
	}{{l.low, &s.low, &s.lowSharp}, {l.high, &s.high, &s.highSharp}} {
		if side.end.Cmp(best) == 0 {
			continue
		}
		if g := gap(side.end); g != nil && g.Sign() >= 0 {
			*side.into = side.end
		} else {
			*side.into, *side.sharp = seek.Edge(best, side.end, gap), true
		}
	}
	return []span{s}
}

// best returns the place that is taken to have a host's highest score.
func (l *lever) best() *big.Int {
	switch {
	case l.direction == bsc.DirectionLower:
		return l.low
	case l.direction == bsc.DirectionHigher || !l.now.Target.Value.Valid:
		return l.high
	}
	at := l.at(l.now.Target.Value.Decimal, exact.HalfAway)
	return l.clamp(at)
}

func (l *lever) clamp(at *big.Int) *big.Int {
	switch {
	case at.Cmp(l.low) < 0:
		return l.low
	case at.Cmp(l.high) > 0:
		return l.high
	}
	return at
}

// pick returns the least demanding place of some spans: if the actual is in one, the end on its worse side; else the
// one nearest to it. worse is the step from there to where the score is not reached; nil: every place will do, or there
// is none.
func (l *lever) pick(spans []span) (at, worse *big.Int) {
	up, down := big.NewInt(1), big.NewInt(-1)
	if !l.now.Actual.Valid {
		return l.first(spans)
	}
	var distance *big.Int
	actual := l.now.Actual.Decimal
	for _, s := range spans {
		switch {
		case l.value(s.low).GreaterThan(actual):
			if d := new(big.Int).Sub(s.low, l.at(actual, exact.Floor)); distance == nil || d.Cmp(distance) < 0 || d.Cmp(distance) == 0 && l.direction != bsc.DirectionLower {
				at, worse, distance = s.low, down, d
			}
		case l.value(s.high).LessThan(actual):
			if d := new(big.Int).Sub(l.at(actual, exact.Ceiling), s.high); distance == nil || d.Cmp(distance) < 0 || d.Cmp(distance) == 0 && l.direction == bsc.DirectionLower {
				at, worse, distance = s.high, up, d
			}
		default:
			return l.spare(&s)
		}
	}
	return at, worse
}

// spare returns the end on the worse side of the span that the actual is in.
func (l *lever) spare(s *span) (at, worse *big.Int) {
	low := l.direction == bsc.DirectionHigher
	if t := l.now.Target.Value; l.direction == bsc.DirectionCloser && t.Valid {
		low = l.now.Actual.Decimal.LessThanOrEqual(t.Decimal)
	}
	switch {
	case s.lowSharp && (low || !s.highSharp):
		return s.low, big.NewInt(-1)
	case s.highSharp:
		return s.high, big.NewInt(1)
	case low && l.bound[0]:
		return s.low, nil
	case !low && l.bound[1]:
		return s.high, nil
	}
	return nil, nil
}

// first returns the least demanding place of some spans for a KPI that has no actual.
func (l *lever) first(spans []span) (at, worse *big.Int) {
	list := slices.Clone(spans)
	if l.direction == bsc.DirectionLower {
		slices.Reverse(list)
	}
	for i := range list {
		low := l.direction != bsc.DirectionLower
		switch s := &list[i]; {
		case s.lowSharp && (low || !s.highSharp):
			return s.low, big.NewInt(-1)
		case s.highSharp:
			return s.high, big.NewInt(1)
		case low && l.bound[0]:
			return s.low, nil
		case !low && l.bound[1]:
			return s.high, nil
		}
	}
	return nil, nil
}

// top returns the highest score that the KPI can have on its grid; nil: it can have none.
func (l *lever) top() *big.Int {
	scale := l.card.Scale()
	low, high := quanta(scale.Min, exact.HalfAway), quanta(scale.Cap, exact.HalfAway)
	if !l.built {
		d, ok := l.own(l.best()).Decimal()
		if !ok {
			return nil
		}
		return quanta(d, exact.HalfAway)
	}
	if met := quanta(scale.Met, exact.HalfAway); len(l.spans(met)) == 0 {
		high = met
	} else {
		low = met
	}
	switch {
	case len(l.spans(high)) > 0:
		return high
	case len(l.spans(low)) == 0:
		return nil
	}
	return seek.Edge(low, high, func(at *big.Int) *big.Int {
		return big.NewInt(int64(2*min(len(l.spans(at)), 1) - 1))
	})
}
