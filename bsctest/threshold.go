package bsctest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// TestThreshold tests a threshold in a definition with the given rating levels, or [bsc.DefaultRatings] if
// there are none. The inputs are typical ones: outcomes of KPIs and of other nodes.
//
// Every rating must be one of the levels, or none. An outcome with neither a score nor an actual has no
// rating: no score is not a score of zero.
func TestThreshold(t bsc.Threshold, levels []bsc.RatingLevel, inputs ...bsc.RateInput) error {
	if err := present("threshold", t); err != nil {
		return err
	}
	if len(levels) == 0 {
		levels = bsc.DefaultRatings()
	}
	fallback := bsc.RateInput{Score: score(whole(80)), Actual: decimal.NewNullDecimal(whole(80))}
	fillRate(&fallback)
	given := slices.Clone(inputs)
	for i := range given {
		fillRate(&given[i])
	}
	s := &suite[bsc.RateInput, bsc.Rating]{what: "a threshold", call: t.Rate, describe: describeRate, text: ratingText}
	s.run(given, variants(given, fallback, rateEdits()))
	s.answered()
	known(s, levels)
	s.each("no score is not a score of zero: there is nothing to rate", func(q question[bsc.RateInput, bsc.Rating]) string {
		if q.in.Score.Valid() || q.in.Actual.Valid || q.says.value == "" {
			return ""
		}
		return q.says.text
	})
	return s.err()
}

// known checks that ratings are levels of the definition.
func known(s *suite[bsc.RateInput, bsc.Rating], levels []bsc.RatingLevel) {
	var ids []bsc.Rating
	names := []string{"no rating"}
	for _, l := range levels {
		ids = append(ids, l.ID)
		names = append(names, ratingText(l.ID))
	}
	s.each("allowed are "+strings.Join(names, ", "), func(q question[bsc.RateInput, bsc.Rating]) string {
		if q.says.value == "" || slices.Contains(ids, q.says.value) {
			return ""
		}
		return q.says.text
	})
}

func ratingText(r bsc.Rating) string {
	if r == "" {
		return "no rating"
	}
	return "rating " + oneLine(string(r))
}

// score returns a number of the suite as a Score.
func score(d decimal.Decimal) bsc.Score {
	s, _ := bsc.NewScore(d)
	return s
}

func fillRate(in *bsc.RateInput) {
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

func rateEdits() []func(*bsc.RateInput) {
	type input = bsc.RateInput
	scores := []bsc.Score{{}}
	for _, n := range []decimal.Decimal{
		{},
		decimal.New(1, -10), decimal.New(599999999999, -10), whole(60), whole(90), whole(100), whole(150),
		whole(-100), nines(0), nines(0).Neg(),
	} {
		scores = append(scores, score(n))
	}
	return slices.Concat(
		edits(scales(), func(in *input, s bsc.ResolvedScale) { in.Scale = s }),
		edits(directions(), func(in *input, d bsc.Direction) { in.Direction = d }),
		edits(targets(), func(in *input, t bsc.ResolvedTarget) { in.Target = t }),
		edits(optional(), func(in *input, n decimal.NullDecimal) { in.Actual = n }),
		edits(periods(), func(in *input, p period.Period) { in.Period = p }),
		edits([]bsc.Flags{bsc.FlagProvisional, bsc.FlagUnscored | bsc.FlagFailed, ^bsc.Flags(0)}, func(in *input, f bsc.Flags) { in.Flags = f }),
		edits(optional(), func(in *input, n decimal.NullDecimal) { in.Previous = n }),
		edits(numbers(), func(in *input, n decimal.Decimal) { in.Values = map[string]decimal.Decimal{ownID: n} }),
		edits(scores, func(in *input, s bsc.Score) { in.Score = s }),
		edits(attributes(), func(in *input, a map[string]string) { in.Attributes = a }),
		edits(attributes(), func(in *input, a map[string]string) { in.OrgUnit, in.OrgUnitAttributes = ownID, a }),
		[]func(*input){func(in *input) { // a node other than a KPI
			in.Ref, in.Direction = bsc.ObjectiveRef(ownID), bsc.DirectionHigher
			in.Actual, in.Target = decimal.NullDecimal{}, bsc.ResolvedTarget{}
		}},
	)
}

func describeRate(in bsc.RateInput) string {
	scored := "no score"
	if in.Score.Valid() {
		scored = "score " + in.Score.String()
	}
	text := []string{scored, nullText("actual", in.Actual), targetText(in.Target), string(in.Direction) + " is better", scaleText(in.Scale)}
	if in.Flags != 0 {
		text = append(text, "flags "+in.Flags.String())
	}
	return describe(in.Attributes, in.OrgUnit, in.OrgUnitAttributes, text...)
}
