package bsctest_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bsctest"
	"github.com/shopspring/decimal"
)

func TestCalculator_faults(t *testing.T) {
	typical := bsc.CalculateInput{Values: []decimal.Decimal{number(2), number(3)}}
	for _, c := range []struct {
		name       string
		calculator bsc.CalculatorFunc
		rule       string
	}{
		{"divides_by_zero", quotient, "a calculator must not panic"},
		{"third_value", third, "a calculator must not panic"},
		{"adds_in_place", addsInPlace, "a calculator must not change its input"},
		{
			"refuses", func(bsc.CalculateInput) (decimal.Decimal, error) { return decimal.Decimal{}, bsc.ErrPolicy },
			"an input given to the test must have a result or ErrNoData",
		},
	} {
		t.Run(c.name, func(t *testing.T) { requireOnly(t, c.rule, bsctest.TestCalculator(c.calculator, 2, typical)) })
	}
}

func TestCalculator_unfitInput(t *testing.T) {
	err := bsctest.TestCalculator(bsc.CalculatorFunc(addsUp), 3, bsc.CalculateInput{Values: []decimal.Decimal{number(2)}})
	requireOnly(t, "the test is of a calculator of 3", err)
}

func TestCalculator_noValues(t *testing.T) {
	if err := bsctest.TestCalculator(bsc.CalculatorFunc(addsUp), 0, bsc.CalculateInput{}); err != nil {
		t.Error(err)
	}
}

func quotient(in bsc.CalculateInput) (decimal.Decimal, error) {
	return in.Values[0].DivRound(in.Values[1], 10), nil
}

func third(in bsc.CalculateInput) (decimal.Decimal, error) { return in.Values[2], nil }

func addsUp(in bsc.CalculateInput) (sum decimal.Decimal, err error) {
	for _, v := range in.Values {
		sum = sum.Add(v)
	}
	return sum, nil
}

func addsInPlace(in bsc.CalculateInput) (decimal.Decimal, error) {
	sum, err := addsUp(in)
	in.Values[0] = sum
	return in.Values[0], err
}
