package bsctest

import (
	"fmt"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// TestCalculator tests a calculator that reads the given number of values. The inputs are typical ones, each
// with that many values.
func TestCalculator(c bsc.Calculator, values int, inputs ...bsc.CalculateInput) error {
	if err := present("calculator", c); err != nil {
		return err
	}
	t := &suite[bsc.CalculateInput, decimal.Decimal]{what: "a calculator", call: c.Calculate, describe: describeCalculate, text: number}
	var given []bsc.CalculateInput
	for i, in := range inputs {
		if len(in.Values) != values {
			t.add(fmt.Sprintf("the test is of a calculator of %d", values), "input %d has %d values", i+1, len(in.Values))
			continue
		}
		fillCalculate(&in)
		given = append(given, in)
	}
	fallback := bsc.CalculateInput{Values: slices.Repeat([]decimal.Decimal{whole(10)}, values)}
	fillCalculate(&fallback)
	t.run(given, variants(given, fallback, calculateEdits(values)))
	t.answered()
	bounded(t)
	return t.err()
}

func fillCalculate(in *bsc.CalculateInput) {
	if in.Ref == (bsc.Ref{}) {
		in.Ref = bsc.KPIRef(ownID)
	}
	if in.Period.IsZero() {
		in.Period = period.Month(2026, 1)
	}
	in.Trace = nil
}

// calculateEdits sets all values, or one of them, to every number.
func calculateEdits(values int) []func(*bsc.CalculateInput) {
	type input = bsc.CalculateInput
	list := slices.Concat(
		edits(attributes(), func(in *input, a map[string]string) { in.Attributes = a }),
		edits(attributes(), func(in *input, a map[string]string) { in.OrgUnit, in.OrgUnitAttributes = ownID, a }),
		edits(periods(), func(in *input, p period.Period) { in.Period = p }),
		edits(numbers(), func(in *input, n decimal.Decimal) { in.Values = slices.Repeat([]decimal.Decimal{n}, values) }),
	)
	for at := range values {
		list = append(list, edits(numbers(), func(in *input, n decimal.Decimal) {
			in.Values = slices.Clone(in.Values)
			in.Values[at] = n
		})...)
	}
	return list
}

func describeCalculate(in bsc.CalculateInput) string {
	values := make([]string, len(in.Values))
	for i, v := range in.Values {
		values[i] = number(v)
	}
	return describe(in.Attributes, in.OrgUnit, in.OrgUnitAttributes, fmt.Sprintf("values %v", values))
}
