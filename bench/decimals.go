package main

import (
	"github.com/quagmt/udecimal"
	"github.com/shopspring/decimal"
)

var (
	zero    = decimal.Zero
	hundred = decimal.NewFromInt(100)

	udecimalZero    = udecimal.MustFromInt64(0, 0)
	udecimalHundred = udecimal.MustFromInt64(100, 0)
)

// makeShopspring makes the loop that a user of shopspring/decimal would write first.
func makeShopspring(d *data) (job, error) {
	cards := grow(d, decimal.NewFromInt, func(n int64) decimal.Decimal { return decimal.New(n, -2) })
	return job{
		run: func() error {
			for _, c := range cards {
				scoreShopspring(c)
			}
			return nil
		},
		scores: func() (*results, error) {
			kpis, scores := collect(cards)
			return exactResults(kpis, scores, decimalUnits), nil
		},
	}, nil
}

// scoreShopspring scores a node and everything below it.
func scoreShopspring(n *node[decimal.Decimal]) {
	var sum, weights decimal.Decimal
	for _, k := range n.kpis {
		scoreKPI(k)
		sum = sum.Add(k.weight.Mul(k.score))
		weights = weights.Add(k.weight)
	}
	for _, c := range n.nodes {
		scoreShopspring(c)
		sum = sum.Add(c.weight.Mul(c.score))
		weights = weights.Add(c.weight)
	}
	n.score = sum.DivRound(weights, 10)
}

// scoreKPI scores a KPI.
func scoreKPI(k *kpi[decimal.Decimal]) {
	score := k.actual.Sub(k.baseline).Mul(hundred).DivRound(k.target.Sub(k.baseline), 10)
	k.score = decimal.Max(zero, decimal.Min(hundred, score))
}

// decimalUnits returns a score of at most 10 places in units of 10^-10.
func decimalUnits(s decimal.Decimal) int64 { return s.Shift(10).IntPart() }

// makeUdecimal makes the same loop with quagmt/udecimal.
func makeUdecimal(d *data) (job, error) {
	cards := grow(d,
		func(n int64) udecimal.Decimal { return udecimal.MustFromInt64(n, 0) },
		func(n int64) udecimal.Decimal { return udecimal.MustFromInt64(n, 2) })
	return job{
		run: func() error {
			for _, c := range cards {
				if err := scoreUdecimal(c); err != nil {
					return err
				}
			}
			return nil
		},
		scores: func() (*results, error) {
			kpis, scores := collect(cards)
			return exactResults(kpis, scores, udecimalUnits), nil
		},
	}, nil
}

// scoreUdecimal scores a node and everything below it. Div cuts off after 19 places, which does not move a
// quotient across the half of a tenth place. Rounding half away from zero afterwards therefore gives the same
// digits as a division that rounds.
func scoreUdecimal(n *node[udecimal.Decimal]) error {
	var sum, weights udecimal.Decimal
	for _, k := range n.kpis {
		score, err := k.actual.Sub(k.baseline).Mul(udecimalHundred).Div(k.target.Sub(k.baseline))
		if err != nil {
			return err
		}
		k.score = udecimal.Max(udecimalZero, udecimal.Min(udecimalHundred, score.RoundHAZ(10)))
		sum = sum.Add(k.weight.Mul(k.score))
		weights = weights.Add(k.weight)
	}
	for _, c := range n.nodes {
		if err := scoreUdecimal(c); err != nil {
			return err
		}
		sum = sum.Add(c.weight.Mul(c.score))
		weights = weights.Add(c.weight)
	}
	mean, err := sum.Div(weights)
	n.score = mean.RoundHAZ(10)
	return err
}

// udecimalUnits returns a score from 0 to 100, which has at most 10 places, in units of 10^-10.
func udecimalUnits(s udecimal.Decimal) int64 {
	_, _, units, places, _ := s.ToHiLo()
	for range 10 - int(places) {
		units *= 10
	}
	return int64(units)
}
