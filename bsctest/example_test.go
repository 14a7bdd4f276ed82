package bsctest_test

import (
	"fmt"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bsctest"
	"github.com/shopspring/decimal"
)

// A scorer that works on the first try may still fail on the first of January, before the new target is set.
func ExampleTestScorer() {
	hasty := func(in bsc.ScoreInput) (decimal.Decimal, error) {
		percent := in.Actual.Mul(decimal.NewFromInt(100))
		return percent.DivRound(in.Target.Value.Decimal, 10), nil
	}
	careful := func(in bsc.ScoreInput) (decimal.Decimal, error) {
		if !in.Target.Value.Valid {
			return decimal.Decimal{}, bsc.ErrNoTarget
		}
		if in.Target.Value.Decimal.Sign() <= 0 {
			return decimal.Decimal{}, bsc.ErrTarget
		}
		return hasty(in)
	}

	typical := bsc.ScoreInput{
		Actual: decimal.NewFromInt(45),
		Target: bsc.ResolvedTarget{Value: decimal.NewNullDecimal(decimal.NewFromInt(60))},
	}
	err := bsctest.TestScorer(bsc.ScorerFunc(hasty), typical)
	first, _, _ := strings.Cut(err.Error(), "\n")
	fmt.Println(first)
	fmt.Println(bsctest.TestScorer(bsc.ScorerFunc(careful), typical))
	// Output:
	// actual 45, no target, higher is better, scale 0/100/100: panic: decimal division by 0; a scorer must not panic
	// <nil>
}

func ExampleTestAggregator() {
	// The first child decides. But which child is first is an accident of the definition.
	first := func(in bsc.AggregateInput) (decimal.Decimal, error) { return in.Parts[0].Score, nil }

	err := bsctest.TestAggregator(bsc.AggregatorFunc(first), bsc.AggregateInput{Parts: []bsc.Part{
		{Ref: bsc.KPIRef("turnover"), Score: decimal.NewFromInt(90), Weight: decimal.NewFromInt(2)},
		{Ref: bsc.KPIRef("margin"), Score: decimal.NewFromInt(40), Weight: decimal.NewFromInt(1)},
	}})
	finding, _, _ := strings.Cut(err.Error(), "\n")
	fmt.Println(finding)
	// Output:
	// input 1, scores 90×2 40×1, scale 0/100/100: 90, but 40 for scores 40×1 90×2, scale 0/100/100; the order of the parts must not matter
}
