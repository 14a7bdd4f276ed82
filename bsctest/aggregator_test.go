package bsctest_test

import (
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bsctest"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

func part(id string, score, weight int64) bsc.Part {
	return bsc.Part{Ref: bsc.KPIRef(id), Score: number(score), Weight: number(weight)}
}

func TestAggregator_faults(t *testing.T) {
	typical := bsc.AggregateInput{Parts: []bsc.Part{part("a", 90, 1), part("b", 40, 2), part("c", 70, 1)}}
	for _, c := range []struct {
		name       string
		aggregator bsc.AggregatorFunc
		rule       string
	}{
		{"lone_child", secondLowest, "an aggregator must not panic"},
		{"sorts_in_place", sortsInPlace, "an aggregator must not change its input"},
		{"appends_in_place", appendsInPlace, "an aggregator must not change its input"},
		{"keeps_parts", keepsParts(), "an aggregator must not keep its input"},
		{"first_part", first, "the order of the parts must not matter"},
		{"running_mean", runningMean, "the order of the parts must not matter"},
		{"without_the_lowest", withoutLowest, "the order of the parts must not matter"},
		{"two_decimals", twoDecimals, "the order of the parts must not matter"},
		{"refuses", fails, "an input given to the test must have a result or ErrNoData"},
	} {
		t.Run(c.name, func(t *testing.T) { requireOnly(t, c.rule, bsctest.TestAggregator(c.aggregator, typical)) })
	}
}

func TestAggregator_unfitInput(t *testing.T) {
	rule := "an aggregator sees one part or more, of positive weight"
	requireOnly(t, rule, bsctest.TestAggregator(bsc.AggregatorFunc(lowest), bsc.AggregateInput{}))
	requireOnly(t, rule, bsctest.TestAggregator(bsc.AggregatorFunc(lowest), bsc.AggregateInput{Parts: []bsc.Part{part("a", 1, 0)}}))
}

func TestMonotoneAggregator(t *testing.T) {
	rule := "a part that rises must not lower the result"
	for name, f := range map[string]bsc.AggregatorFunc{
		"spread": spread, "beside": lowersBeside, "cliff": cliff, "without_the_lowest": withoutLowestTies,
	} {
		t.Run(name, func(t *testing.T) {
			assert.NoError(t, bsctest.TestAggregator(f))
			requireOnly(t, rule, bsctest.TestMonotoneAggregator(f))
		})
	}
	assert.NoError(t, bsctest.TestMonotoneAggregator(bsc.AggregatorFunc(lowest)))
}

// secondLowest forgets that a node may have a single child.
func secondLowest(in bsc.AggregateInput) (decimal.Decimal, error) {
	parts := slices.Clone(in.Parts)
	slices.SortFunc(parts, func(a, b bsc.Part) int { return a.Score.Cmp(b.Score) })
	return parts[1].Score, nil
}

func first(in bsc.AggregateInput) (decimal.Decimal, error) { return in.Parts[0].Score, nil }

func fails(bsc.AggregateInput) (decimal.Decimal, error) { return decimal.Decimal{}, bsc.ErrPolicy }

func lowest(in bsc.AggregateInput) (decimal.Decimal, error) {
	low := in.Parts[0].Score
	for _, p := range in.Parts {
		low = decimal.Min(low, p.Score)
	}
	return low, nil
}

func highest(parts []bsc.Part) decimal.Decimal {
	high := parts[0].Score
	for _, p := range parts {
		high = decimal.Max(high, p.Score)
	}
	return high
}

// sortsInPlace brings the lowest score to the front.
func sortsInPlace(in bsc.AggregateInput) (decimal.Decimal, error) {
	for i := range in.Parts {
		if in.Parts[i].Score.LessThan(in.Parts[0].Score) {
			in.Parts[i], in.Parts[0] = in.Parts[0], in.Parts[i]
		}
	}
	return in.Parts[0].Score, nil
}

func appendsInPlace(in bsc.AggregateInput) (decimal.Decimal, error) {
	return highest(append(in.Parts, in.Beside...)), nil
}

// keepsParts keeps the parts of the first node it sees, and uses them for nodes with the same number of
// parts.
func keepsParts() bsc.AggregatorFunc {
	kept := make(chan []bsc.Part, 1)
	kept <- nil
	return func(in bsc.AggregateInput) (decimal.Decimal, error) {
		parts := <-kept
		if parts == nil {
			parts = in.Parts
		}
		kept <- parts
		return highest(parts), nil
	}
}

// runningMean rounds at every step, so that the order shows.
func runningMean(in bsc.AggregateInput) (decimal.Decimal, error) {
	var mean decimal.Decimal
	for i, p := range in.Parts {
		mean = mean.Add(p.Score.Sub(mean).DivRound(number(int64(i+1)), 4))
	}
	return mean, nil
}

// withoutLowest is the mean without the lowest part. Of several lowest ones, it leaves out the first.
func withoutLowest(in bsc.AggregateInput) (decimal.Decimal, error) {
	low, _ := lowest(in)
	at := slices.IndexFunc(in.Parts, func(p bsc.Part) bool { return p.Score.Equal(low) })
	return meanOf(slices.Delete(slices.Clone(in.Parts), at, at+1), low), nil
}

// withoutLowestTies leaves out all the lowest parts.
func withoutLowestTies(in bsc.AggregateInput) (decimal.Decimal, error) {
	low, _ := lowest(in)
	rest := slices.DeleteFunc(slices.Clone(in.Parts), func(p bsc.Part) bool { return p.Score.Equal(low) })
	return meanOf(rest, low), nil
}

// meanOf is the weighted mean of parts; if there are none, it is another number.
func meanOf(parts []bsc.Part, none decimal.Decimal) decimal.Decimal {
	if len(parts) == 0 {
		return none
	}
	var sum, weight decimal.Decimal
	for _, p := range parts {
		sum, weight = sum.Add(p.Score.Mul(p.Weight)), weight.Add(p.Weight)
	}
	return sum.DivRound(weight, 10)
}

// twoDecimals takes the first of the parts that look alike with two decimals.
func twoDecimals(in bsc.AggregateInput) (decimal.Decimal, error) {
	best := in.Parts[0]
	for _, p := range in.Parts {
		if p.Score.Round(2).GreaterThan(best.Score.Round(2)) {
			best = p
		}
	}
	return best.Score, nil
}

// spread punishes a child that is far ahead.
func spread(in bsc.AggregateInput) (decimal.Decimal, error) {
	low, _ := lowest(in)
	return low.Sub(highest(in.Parts).Sub(low)), nil
}

// lowersBeside subtracts the best child that does not count from the result.
func lowersBeside(in bsc.AggregateInput) (decimal.Decimal, error) {
	low, _ := lowest(in)
	if len(in.Beside) > 0 {
		low = low.Sub(highest(in.Beside))
	}
	return low, nil
}

// cliff gives nothing to those who reach the Cap.
func cliff(in bsc.AggregateInput) (decimal.Decimal, error) {
	high := highest(in.Parts)
	if high.GreaterThanOrEqual(in.Scale.Cap) {
		return in.Scale.Min, nil
	}
	return high, nil
}
