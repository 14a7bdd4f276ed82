package bsctest

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// TestScorer tests a scorer. The inputs are typical ones: readings with the targets,
// directions and attributes of the KPIs it is for.
func TestScorer(s bsc.Scorer, inputs ...bsc.ScoreInput) error {
	if err := present("scorer", s); err != nil {
		return err
	}
	fallback := bsc.ScoreInput{Actual: whole(80), Target: bsc.ResolvedTarget{Value: decimal.NewNullDecimal(whole(100))}}
	fillScore(&fallback)
	given := slices.Clone(inputs)
	for i := range given {
		fillScore(&given[i])
	}
	t := &suite[bsc.ScoreInput, decimal.Decimal]{what: "a scorer", call: s.Score, describe: describeScore, text: number}
	t.run(given, variants(given, fallback, scoreEdits()))
	t.answered()
	bounded(t)
	return t.err()
}

func fillScore(in *bsc.ScoreInput) {
	if in.Ref == (bsc.Ref{}) {
		in.Ref = bsc.KPIRef(ownID)
	}
	if in.Period.IsZero() {
		in.Period = period.Month(2026, 1)
	}
	in.Direction = cmp.Or(in.Direction, bsc.DirectionHigher)
	fillScale(&in.Scale)
	in.Trace = nil
}

func scoreEdits() []func(*bsc.ScoreInput) {
	type input = bsc.ScoreInput
	return slices.Concat(
		edits(scales(), func(in *input, s bsc.ResolvedScale) { in.Scale = s }),
		edits(directions(), func(in *input, d bsc.Direction) { in.Direction = d }),
		edits(targets(), func(in *input, t bsc.ResolvedTarget) { in.Target = t }),
		edits(numbers(), func(in *input, n decimal.Decimal) { in.Actual, in.Label = n, "" }),
		edits([]string{"", " ", "yes", "no such label", "\x00"}, func(in *input, label string) {
			in.Actual, in.Label = decimal.Decimal{}, label
		}),
		edits(attributes(), func(in *input, a map[string]string) { in.Attributes = a }),
		edits(attributes(), func(in *input, a map[string]string) { in.OrgUnit, in.OrgUnitAttributes = ownID, a }),
		edits(periods(), func(in *input, p period.Period) { in.Period = p }),
	)
}

func describeScore(in bsc.ScoreInput) string {
	actual := "actual " + number(in.Actual)
	if in.Label != "" {
		actual = "label " + strconv.Quote(in.Label)
	}
	return describe(in.Attributes, in.OrgUnit, in.OrgUnitAttributes, actual, targetText(in.Target), string(in.Direction)+" is better", scaleText(in.Scale))
}
