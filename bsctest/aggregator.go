package bsctest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// TestAggregator tests an aggregator. The inputs are typical ones, each with at least one part and only
// positive weights. The order of the parts must not matter.
func TestAggregator(a bsc.Aggregator, inputs ...bsc.AggregateInput) error {
	if err := present("aggregator", a); err != nil {
		return err
	}
	return aggregation(a, inputs).err()
}

// TestMonotoneAggregator tests an aggregator that is registered with [bsc.Registry.MonotoneAggregator]. It
// does what TestAggregator does, and checks that the result does not fall if the score of a part rises.
func TestMonotoneAggregator(a bsc.Aggregator, inputs ...bsc.AggregateInput) error {
	if err := present("aggregator", a); err != nil {
		return err
	}
	t := aggregation(a, inputs)
	t.each("a part that rises must not lower the result", t.falls)
	return t.err()
}

// An aggregatorSuite adds the rules for aggregators.
type aggregatorSuite struct {
	suite[bsc.AggregateInput, decimal.Decimal]
}

type aggregate = question[bsc.AggregateInput, decimal.Decimal]

func aggregation(a bsc.Aggregator, inputs []bsc.AggregateInput) *aggregatorSuite {
	t := &aggregatorSuite{suite[bsc.AggregateInput, decimal.Decimal]{
		what: "an aggregator", call: a.Aggregate, describe: describeAggregate, text: number,
	}}
	var given []bsc.AggregateInput
	for i, in := range inputs {
		if len(in.Parts) == 0 || slices.ContainsFunc(in.Parts, func(p bsc.Part) bool { return p.Weight.Sign() <= 0 }) {
			t.add("an aggregator sees one part or more, of positive weight", "input %d, %s", i+1, describeAggregate(in))
			continue
		}
		fillAggregate(&in)
		given = append(given, in)
	}
	fallback := bsc.AggregateInput{Parts: parts(bsc.DefaultScale(), 20, 80, 50)}
	fillAggregate(&fallback)
	t.run(given, variants(given, fallback, aggregateEdits()))
	t.each("the order of the parts must not matter", t.ordered)
	t.answered()
	bounded(&t.suite)
	return t
}

// ordered asks about the parts in other orders: as they are, and with two neighbours at an exact tie and just apart.
func (t *aggregatorSuite) ordered(q aggregate) string {
	if what := t.shuffled(q.in, q.says, ""); what != "" || !onScale(q.in) {
		return what
	}
	for at := 1; at < len(q.in.Parts); at++ {
		for _, apart := range []decimal.Decimal{{}, decimal.New(1, -10)} {
			tied := copyOf(q.in)
			tied.Parts[at].Score = tied.Parts[at-1].Score.Add(apart)
			if what := t.shuffled(tied, t.ask(copyOf(tied)), " for "+describeAggregate(tied)); what != "" {
				return what
			}
		}
	}
	return ""
}

// shuffled asks about the parts of an input in other orders. where says which input, if it is not that of the question.
func (t *aggregatorSuite) shuffled(of bsc.AggregateInput, says answer[decimal.Decimal], where string) string {
	shuffle := rand.New(rand.NewPCG(1, 2)) // the same orders in every run
	for turn := range 3 {
		in := copyOf(of)
		for _, list := range [][]bsc.Part{in.Parts, in.Beside} {
			if turn == 0 {
				slices.Reverse(list)
			} else {
				shuffle.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			}
		}
		name := describeAggregate(in)
		if now := t.ask(in); !now.same(says) {
			return says.text + where + ", but " + now.text + " for " + name
		}
	}
	return ""
}

// falls raises the parts one by one: to and past each of the others, by the least step, halfway to the Cap and all the
// way.
func (t *aggregatorSuite) falls(q aggregate) string {
	if !q.says.ok() || isAbsurd(q.says.value) || !onScale(q.in) {
		return ""
	}
	least := decimal.New(1, -10)
	for at := range len(q.in.Parts) + len(q.in.Beside) {
		from := partOf(&q.in, at).Score
		above := []decimal.Decimal{
			from.Add(least),
			from.Add(q.in.Scale.Cap).Mul(decimal.New(5, -1)).RoundCeil(10),
			q.in.Scale.Cap,
		}
		for _, sibling := range slices.Concat(q.in.Parts, q.in.Beside) {
			above = append(above, sibling.Score, sibling.Score.Add(least))
		}
		for _, to := range above {
			if !to.GreaterThan(from) || to.GreaterThan(q.in.Scale.Cap) {
				continue
			}
			in := copyOf(q.in)
			part := partOf(&in, at)
			part.Score = to
			name := part.Ref.String()
			if now := t.ask(in); now.ok() && !isAbsurd(now.value) && now.value.LessThan(q.says.value) {
				return fmt.Sprintf("%s, but %s as %s rises from %s to %s", q.says.text, now.text, name, number(from), number(to))
			}
		}
	}
	return ""
}

// partOf returns one of the parts or, after them, of those in Beside.
func partOf(in *bsc.AggregateInput, at int) *bsc.Part {
	if at < len(in.Parts) {
		return &in.Parts[at]
	}
	return &in.Beside[at-len(in.Parts)]
}

// onScale reports whether all scores are such as the engine gives.
func onScale(in bsc.AggregateInput) bool {
	return !slices.ContainsFunc(slices.Concat(in.Parts, in.Beside), func(p bsc.Part) bool {
		return isAbsurd(p.Score) || p.Score.LessThan(in.Scale.Min) || p.Score.GreaterThan(in.Scale.Cap)
	})
}

func fillAggregate(in *bsc.AggregateInput) {
	if in.Ref == (bsc.Ref{}) {
		in.Ref = bsc.ObjectiveRef(ownID)
	}
	if in.Period.IsZero() {
		in.Period = period.Month(2026, 1)
	}
	fillScale(&in.Scale)
	in.Trace = nil
}

// parts returns a part for each score, in percent of Min..Cap, with rising weights.
func parts(s bsc.ResolvedScale, percent ...int64) []bsc.Part {
	list := make([]bsc.Part, len(percent))
	for i, p := range percent {
		list[i] = bsc.Part{
			Ref:    bsc.KPIRef(fmt.Sprintf("part%d", i+1)),
			Score:  s.Min.Add(s.Cap.Sub(s.Min).Mul(decimal.New(p, -2))),
			Weight: whole(int64(i + 1)),
		}
	}
	return list
}

// aggregateEdits begins with the scale, because the parts lie on it.
func aggregateEdits() []func(*bsc.AggregateInput) {
	type input = bsc.AggregateInput
	many := []int64{0, 37, 74, 11, 40, 85, 22, 59, 96, 33} // on the scale from -100, 40 percent are 0
	levels := []bsc.Level{{Rating: bsc.RatingRed}, {Rating: bsc.RatingAmber, From: whole(60)}, {Rating: bsc.RatingGreen, From: whole(90)}}
	return slices.Concat(
		edits(scales(), func(in *input, s bsc.ResolvedScale) { in.Scale = s }),
		edits([][]int64{{0}, {100}, {100, 0}, {50, 50, 50}, {80, 50, 20}, many}, func(in *input, percent []int64) {
			in.Parts = parts(in.Scale, percent...)
		}),
		edits([]int64{3, 7, 9}, func(in *input, of int64) { // scores of ten decimals
			in.Parts = parts(in.Scale, 25, 75, 50)
			for i := range in.Parts {
				width := in.Scale.Cap.Sub(in.Scale.Min)
				in.Parts[i].Score = in.Scale.Min.Add(width.Mul(whole(int64(i+1))).DivRound(whole(of+1), 10))
			}
		}),
		edits([]decimal.Decimal{nines(0), nines(18).Neg(), decimal.New(1, -10)}, func(in *input, n decimal.Decimal) {
			in.Parts = parts(in.Scale, 25, 75)
			in.Parts[0].Score = n
		}),
		edits([]decimal.Decimal{nines(18), nines(-52), decimal.New(1, -52)}, func(in *input, n decimal.Decimal) {
			in.Parts = parts(in.Scale, 25, 75, 50)
			in.Parts[1].Weight = n
		}),
		edits([][]int64{nil, {40}, {100, 20}}, func(in *input, percent []int64) { in.Beside = beside(in.Scale, percent) }),
		edits([][]bsc.Level{nil, levels}, func(in *input, l []bsc.Level) { in.Levels = l }),
		edits([]bsc.Rating{bsc.RatingRed, ownID}, func(in *input, r bsc.Rating) {
			in.Parts = slices.Clone(in.Parts)
			in.Parts[0].Rating = r
		}),
		edits(attributes(), func(in *input, a map[string]string) { in.Attributes = a }),
		edits(attributes(), func(in *input, a map[string]string) { in.OrgUnit, in.OrgUnitAttributes = ownID, a }),
		edits(periods(), func(in *input, p period.Period) { in.Period = p }),
	)
}

func beside(s bsc.ResolvedScale, percent []int64) []bsc.Part {
	list := parts(s, percent...)
	for i := range list {
		list[i].Ref, list[i].Weight = bsc.KPIRef(fmt.Sprintf("beside%d", i+1)), decimal.Decimal{}
	}
	return list
}

func describeAggregate(in bsc.AggregateInput) string {
	text := []string{"scores " + partsText(in.Parts)}
	if len(in.Beside) > 0 {
		text = append(text, "beside "+partsText(in.Beside))
	}
	if len(in.Levels) > 0 {
		text = append(text, fmt.Sprintf("%d levels", len(in.Levels)))
	}
	return describe(in.Attributes, in.OrgUnit, in.OrgUnitAttributes, append(text, scaleText(in.Scale))...)
}

// partsText shows scores with their weights, and with their ratings if they have any.
func partsText(list []bsc.Part) string {
	const most = 6
	var texts []string
	for _, p := range list[:min(len(list), most)] {
		text := number(p.Score) + "×" + number(p.Weight)
		if p.Rating != "" {
			text += " " + oneLine(string(p.Rating))
		}
		texts = append(texts, text)
	}
	if more := len(list) - most; more > 0 {
		texts = append(texts, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(texts, " ")
}
