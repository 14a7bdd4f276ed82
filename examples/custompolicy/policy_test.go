package main

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bsctest"
	"github.com/shopspring/decimal"
)

// The suites of bsctest ask about many absurd inputs. Each test here adds a typical one.

func TestNPS(t *testing.T) {
	err := bsctest.TestScorer(nps{floor: decimal.NewFromInt(0)}, bsc.ScoreInput{
		Actual: decimal.NewFromInt(37),
		Target: bsc.ResolvedTarget{Value: decimal.NewNullDecimal(decimal.NewFromInt(50))},
	})
	if err != nil {
		t.Error(err)
	}
}

// TestWorstTwo tests a promise as well: the aggregator is registered as monotone.
func TestWorstTwo(t *testing.T) {
	part := func(id string, score, weight int64) bsc.Part {
		return bsc.Part{Ref: bsc.KPIRef(id), Score: decimal.NewFromInt(score), Weight: decimal.NewFromInt(weight)}
	}
	err := bsctest.TestMonotoneAggregator(bsc.AggregatorFunc(worstTwo), bsc.AggregateInput{
		Parts: []bsc.Part{part("check_in", 95, 1), part("complaints", 50, 2), part("breakfast", 100, 1)},
	})
	if err != nil {
		t.Error(err)
	}
}

func TestWatch(t *testing.T) {
	threshold, err := newWatch(bsc.Args{})
	if err != nil {
		t.Fatal(err)
	}
	score, err := bsc.NewScore(decimal.NewFromInt(95))
	if err != nil {
		t.Fatal(err)
	}
	levels := append(bsc.DefaultRatings(), bsc.RatingLevel{ID: toWatch})
	err = bsctest.TestThreshold(threshold, levels, bsc.RateInput{
		Score:      score,
		Attributes: map[string]string{"watch": "yes"},
	})
	if err != nil {
		t.Error(err)
	}
}
