package sensitivity

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A Turn is a weight at which an answer changes.
type Turn struct {
	// Weight is the nearest to the defined one with which the engine gives another answer, its siblings as they are: put
	// it into bsc.Overrides. It is found to the tenth digit of what the siblings and it weigh together.
	Weight decimal.Decimal `json:"weight"`
	// Share is what Weight is of that, 0 to 1.
	Share decimal.Decimal `json:"share"`
	// Multiplier is how many times as much as now it weighs against its siblings. Not valid: it weighs 0 now, or they do
	// then.
	Multiplier decimal.NullDecimal `json:"multiplier"`
	// Rating is what the node turns to, of a Flip. "": it has none then.
	Rating bsc.Rating `json:"rating,omitempty"`
	// Exact: nothing but weighted means and sums lies between the weight and the node, so that Share and Multiplier are
	// the exact point of the turn, rounded to ten places. Otherwise they are those of Weight.
	Exact bool `json:"exact"`
}

// turn looks for the nearest weight, up or down from the defined one, at which something has changed. It tries weights
// in equal steps of their share and halves the first step with a change in it. Hints are where the change may lie.
func (l *lever) turn(up bool, hints []*big.Rat, changed func(n int64, step bool) (bool, error)) (*Turn, int64, error) {
	if l.top == 0 {
		return nil, 0, nil
	}
	before := l.start(up)
	for step := 1; step <= steps; step++ {
		n := l.at(step, up)
		if n == before || n > before != up {
			continue
		}
		found, err := changed(n, true)
		if err != nil {
			return nil, 0, err
		}
		if found {
			n, err = l.halve(before, n, hints, changed)
			if err != nil {
				return nil, 0, err
			}
			return l.turnAt(n, hints, changed)
		}
		before = n
	}
	return nil, 0, nil
}

// start returns the units from which to look: the defined weight, rounded to where no unit is skipped.
func (l *lever) start(up bool) int64 {
	own := exact.Rat(l.own)
	n := l.units(own)
	if !up && new(big.Rat).Mul(own, l.perUnit()).Cmp(new(big.Rat).SetInt64(n)) > 0 {
		n++
	}
	return n
}

// halve narrows down to one unit where the change is between two weights, the first without it.
func (l *lever) halve(before, after int64, hints []*big.Rat, changed func(int64, bool) (bool, error)) (int64, error) {
	try := func(n int64) error {
		if min(before, after) >= n || n >= max(before, after) {
			return nil
		}
		found, err := changed(n, false)
		if found {
			after = n
		} else {
			before = n
		}
		return err
	}
	for _, hint := range hints {
		at := l.units(hint)
		for wide := int64(1); wide < 1<<20; wide <<= 4 { // the turn is a few units around the hint
			if err := try(at - wide); err != nil {
				return 0, err
			}
			if err := try(at + wide); err != nil {
				return 0, err
			}
			if min(before, after) >= at-wide && max(before, after) <= at+wide {
				break
			}
		}
	}
	for max(before, after)-min(before, after) > 1 {
		if err := try(before + (after-before)/2); err != nil {
			return 0, err
		}
	}
	return after, nil
}

// turnAt describes the turn that has been found at a weight: exactly, where a hint says so.
func (l *lever) turnAt(n int64, hints []*big.Rat, changed func(int64, bool) (bool, error)) (*Turn, int64, error) {
	found := exact.Rat(l.weight(n))
	hint := slices.IndexFunc(hints, func(hint *big.Rat) bool {
		off := new(big.Rat).Sub(l.shareOf(hint), l.shareOf(found))
		return off.Abs(off).Cmp(big.NewRat(1, utmost)) <= 0
	})
	t := &Turn{Exact: hint >= 0}
	at := found
	if t.Exact {
		at = hints[hint]
		if even := l.units(at); exact.Rat(l.weight(even)).Cmp(at) == 0 && even != n {
			if ok, err := changed(even, false); err != nil {
				return nil, 0, err
			} else if ok {
				n = even
			}
		}
	}
	t.Weight = l.weight(n)
	t.Share = rounded(l.shareOf(at))
	now, then := l.against(exact.Rat(l.own)), l.against(at)
	if now != nil && now.Sign() > 0 && then != nil {
		t.Multiplier = decimal.NewNullDecimal(rounded(then.Quo(then, now)))
	}
	return t, n, nil
}

// rounded returns a ratio with ten places, half away from zero.
func rounded(r *big.Rat) decimal.Decimal {
	scaled := new(big.Int).Mul(r.Num(), exact.Pow10(exact.Places))
	return decimal.NewFromBigInt(exact.Div(scaled, r.Denom(), exact.HalfAway), -exact.Places).Normalize()
}

// change returns by how much of a share a turn is from a share.
func (t *Turn) change(from decimal.Decimal) decimal.Decimal { return t.Share.Sub(from).Abs() }
