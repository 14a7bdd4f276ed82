package oracle

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

// Differences compares the library's result for the card with the reference, node by node and digit by digit.
func (c Card) Differences(result *bsc.Result) []string {
	var all []string
	tree := evaluate(c)
	for _, n := range tree.Nodes {
		o, _ := result.Of(n.Ref)
		differ := func(what string, want, got any) {
			all = append(all, fmt.Sprintf("%s %s: want %v, got %v", n.Ref, what, want, got))
		}
		compare := func(what string, want, got decimal.NullDecimal) {
			if want.Valid != got.Valid || !want.Decimal.Equal(got.Decimal) {
				differ(what, want, got)
			}
		}
		compare("score", n.score.nullable(), nullScore(o.Score))
		compare("attainment", n.attainment.nullable(), nullScore(o.Attainment))
		compare("low", n.low.nullable(), nullScore(o.Low))
		compare("high", n.high.nullable(), nullScore(o.High))
		compare("coverage", n.coverage.nullable(), decimal.NewNullDecimal(o.Coverage))
		weight := decimal.NewNullDecimal(decimal.NewFromBigInt(n.units, -10))
		compare("effective weight", weight, decimal.NewNullDecimal(o.EffectiveWeight))
		if n.rating != o.Rating {
			differ("rating", n.rating, o.Rating)
		}
		if want := tree.final(n); want != o.FinalRating {
			differ("final rating", want, o.FinalRating)
		}
		compare("final score", n.rests().nullable(), nullScore(o.FinalScore))
		compare("counted", tree.counted(n).nullable(), nullScore(o.Counted))
		if want, got := shownSayings(n), shownAssessments(&o); want != got {
			differ("assessments", want, got)
		}
		if got := n.comparable(o.Flags); got != n.flags {
			differ("flags", n.flags, got)
		}
		if x := n.value.number; x != nil && (!o.Actual.Valid || x.compare(fractionOfDecimal(o.Actual.Decimal)) != 0) {
			differ("actual", x.rat(), o.Actual)
		}
		var amount, percent *fraction
		if n.KPI != nil {
			rated := tree.rateable(n)
			amount, percent = rated.variance()
		}
		compareExactly := func(what string, want *fraction, got decimal.NullDecimal) {
			if got.Valid != (want != nil) || got.Valid && want.compare(fractionOfDecimal(got.Decimal)) != 0 {
				differ(what, want.rat(), got)
			}
		}
		compareExactly("variance", amount, o.Variance.Amount)
		compareExactly("variance in percent", percent, o.Variance.Percent)
		if better := amount != nil && amount.sign() >= 0; better != o.Variance.Favourable() {
			differ("favourable", better, o.Variance)
		}
	}
	return all
}

// shownSayings shows what people say of a node, and which of it counts.
func shownSayings(n *Node) string {
	text := ""
	for i := range n.said {
		s := &n.said[i]
		text += fmt.Sprintf("%s %v %s %s %t; ", s.Role, s.score.nullable(), s.Rating, s.Author, s == n.verdict)
	}
	return text
}

func shownAssessments(o *bsc.Outcome) string {
	text := ""
	for _, a := range o.Assessments {
		var score *fraction
		if a.Score != "" {
			score = fractionOf(a.Score)
		}
		text += fmt.Sprintf("%s %v %s %s %t; ", a.Role, score.nullable(), a.Rating, a.Author, o.Assessment != nil && a == *o.Assessment)
	}
	return text
}

// comparable reduces the library's flags to what the semantics fix. Of several reasons below a parent why it does not
// count, the semantics leave the choice open.
func (n *Node) comparable(flags bsc.Flags) bsc.Flags {
	if n.KPI == nil && flags&notThere != 0 {
		return flags&^notThere | bsc.FlagUnscored
	}
	return flags
}

func nullScore(s bsc.Score) decimal.NullDecimal {
	d, ok := s.Decimal()
	return decimal.NullDecimal{Decimal: d, Valid: ok}
}
