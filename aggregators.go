package bsc

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

func builtinAggregators() map[string]Factory[Aggregator] {
	plain := func(agg combiner) Factory[Aggregator] {
		return func(Args) (Aggregator, error) { return builtinAggregator{agg}, nil }
	}
	return map[string]Factory[Aggregator]{
		"weighted_mean": plain(weightedMean{}),
		"weighted_sum":  plain(weightedSum{}),
		"geometric":     plain(powerMean{name: "geometric"}),
		"harmonic":      plain(harmonicMean{}),
		"power":         newPower,
		"min":           plain(extreme{want: -1}),
		"max":           plain(extreme{want: 1}),
		"median":        plain(median{}),
		"most_frequent": plain(mostFrequent{}),
		"veto":          newVeto,
	}
}

// A combiner is what a built-in aggregator is inside: it gives an exact ratio, which is rounded once.
type combiner interface {
	combine(in *AggregateInput) (ratio, *Problem)
	traits() traits
}

// traits are what the engine must know of an aggregator.
type traits struct {
	monotone bool // never falls when a part rises: bounds can be computed
	percent  bool // weights are percent and never re-weighted: a missing child counts Min
}

type builtinAggregator struct{ combiner }

// Aggregate returns the parent's score, rounded to ten places.
func (a builtinAggregator) Aggregate(in AggregateInput) (decimal.Decimal, error) {
	if len(in.Parts) == 0 {
		return decimal.Decimal{}, ErrNoData
	}
	q, p := a.combine(&in)
	if p != nil {
		return decimal.Decimal{}, p
	}
	return q.decimal(), nil
}

func totalWeight(parts []Part) decimal.Decimal {
	var total decimal.Decimal
	for _, p := range parts {
		total = total.Add(p.Weight)
	}
	return total
}

// sumOf adds the parts' weighted scores, and traces the sum.
func sumOf(parts []Part) (sum decimal.Decimal, text string) {
	terms := make([]string, len(parts))
	for i, p := range parts {
		sum = sum.Add(p.Weight.Mul(p.Score))
		terms[i] = num(p.Weight) + " × " + num(p.Score)
	}
	return sum, strings.Join(terms, " + ")
}

// weightedMean is Σ(w·s)/Σw, with one division.
type weightedMean struct{}

func (weightedMean) traits() traits { return traits{monotone: true} }

func (weightedMean) combine(in *AggregateInput) (ratio, *Problem) {
	total := totalWeight(in.Parts)
	sum, text := sumOf(in.Parts)
	q := newRatio(sum, total)
	in.Trace.Formula("(%s) / %s", text, num(total))
	in.Trace.contribute(in.Parts, total, q)
	return q, nil
}

// weightedSum is Σ(w·s)/100.
type weightedSum struct{}

func (weightedSum) traits() traits { return traits{monotone: true, percent: true} }

func (weightedSum) combine(in *AggregateInput) (ratio, *Problem) {
	hundred := decimal.New(100, 0)
	sum, text := sumOf(in.Parts)
	q := newRatio(sum, hundred)
	in.Trace.Formula("(%s) / 100", text)
	in.Trace.contribute(in.Parts, hundred, q)
	return q, nil
}

// contribute records what each part adds to the exact sum Σ(w·s)/total, in units of
// 10^-10 by largest remainder, ties to the first: the amounts sum to q rounded to ten places.
func (t *Trace) contribute(parts []Part, total decimal.Decimal, q ratio) {
	if t == nil {
		return
	}
	shares := make([]ratio, len(parts))
	for i, p := range parts {
		shares[i] = newRatio(p.Weight.Mul(p.Score), total)
	}
	for _, n := range apportion(shares, q.units(tenPlaces())) {
		t.amounts = append(t.amounts, decimal.NewFromBigInt(n, -exact.Places).Normalize())
	}
}

// apportion rounds shares to units of 10^-10 so that they sum to total, which is their
// exact sum rounded: each is cut, and the units left go to the largest remainders.
func apportion(shares []ratio, total *big.Int) []*big.Int {
	floor := rounding{places: exact.Places, mode: exact.Floor}
	out := make([]*big.Int, len(shares))
	left := new(big.Int).Set(total)
	for i, s := range shares {
		out[i] = s.units(floor)
		left.Sub(left, out[i])
	}
	order := make([]int, len(shares))
	for i := range order {
		order[i] = i
	}
	// The remainder of share i is num - out·den·10^-10 over den; compared by cross-multiplication.
	rest := func(i int) ratio {
		cut := decimal.NewFromBigInt(out[i], -exact.Places)
		return ratio{shares[i].num.Sub(cut.Mul(shares[i].den)), shares[i].den}
	}
	rests := make([]ratio, len(shares))
	for i := range rests {
		rests[i] = rest(i)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return rests[b].num.Mul(rests[a].den).Cmp(rests[a].num.Mul(rests[b].den))
	})
	for _, i := range order {
		if left.Sign() == 0 {
			break
		}
		out[i].Add(out[i], big.NewInt(1))
		left.Sub(left, big.NewInt(1))
	}
	return out
}

// powerMean is (Σ w·s^p / Σw)^(1/p); p = 0 is the geometric mean.
type powerMean struct {
	name string
	p    decimal.Decimal
}

func newPower(a Args) (Aggregator, error) {
	var args struct {
		P Number `json:"p"`
	}
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	p, problem := parseDecimal(string(args.P))
	if problem != nil {
		problem.Path = "/p"
		return nil, problem
	}
	return builtinAggregator{powerMean{"power", p}}, nil
}

func (powerMean) traits() traits { return traits{monotone: true} }

func (m powerMean) combine(in *AggregateInput) (ratio, *Problem) {
	m.trace(in)
	positive := make([]Part, 0, len(in.Parts))
	for _, p := range in.Parts {
		switch p.Score.Sign() {
		case -1:
			return ratio{}, negativePart(m.name, p)
		case 0:
			if m.p.Sign() <= 0 {
				return whole(decimal.Decimal{}), nil
			}
		default:
			positive = append(positive, p)
		}
	}
	return m.mean(positive, totalWeight(in.Parts)), nil
}

// mean takes the power mean of positive parts; zeros, which add nothing to the sum, are
// in the total weight only.
func (m powerMean) mean(positive []Part, total decimal.Decimal) ratio {
	if len(positive) == 0 {
		return whole(decimal.Decimal{})
	}
	exponent := total.Exponent()
	for _, p := range positive {
		exponent = min(exponent, p.Weight.Exponent())
	}
	var scores, weights []*big.Int
	for _, p := range positive {
		scores = append(scores, whole(p.Score).units(tenPlaces()))
		weights = append(weights, scaledInt(p.Weight, exponent))
	}
	pNum, pDen := scaledInt(m.p, min(m.p.Exponent(), 0)), exact.Pow10(int(max(-m.p.Exponent(), 0)))
	mean := exact.PowerMean(scores, weights, scaledInt(total, exponent), pNum, pDen)
	return ratio{decimal.NewFromBigInt(mean, 0), decimal.NewFromBigInt(exact.Pow10(exact.MeanPlaces), 0)}
}

func (m powerMean) trace(in *AggregateInput) {
	if in.Trace == nil {
		return
	}
	terms := make([]string, len(in.Parts))
	total := num(totalWeight(in.Parts))
	for i, p := range in.Parts {
		if m.p.IsZero() {
			terms[i] = fmt.Sprintf("%s^(%s/%s)", num(p.Score), num(p.Weight), total)
		} else {
			terms[i] = fmt.Sprintf("%s × %s^%s", num(p.Weight), num(p.Score), num(m.p))
		}
	}
	if m.p.IsZero() {
		in.Trace.Formula("%s", strings.Join(terms, " × "))
		return
	}
	in.Trace.Formula("((%s) / %s)^(1/%s)", strings.Join(terms, " + "), total, num(m.p))
}

func negativePart(name string, p Part) *Problem {
	problem := fault(ErrPolicy, "%s cannot take the score %s of %s", name, canonical(p.Score), p.Ref)
	problem.Allowed = "scores of 0 or more"
	return problem
}

// harmonicMean is Σw / Σ(w/s): a rational number, so that it is exact.
type harmonicMean struct{}

func (harmonicMean) traits() traits { return traits{monotone: true} }

func (harmonicMean) combine(in *AggregateInput) (ratio, *Problem) {
	terms := make([]string, len(in.Parts))
	num0, den := decimal.Decimal{}, decimal.New(1, 0) // Σ w/s as one fraction
	zero := false
	for i, p := range in.Parts {
		if p.Score.Sign() < 0 {
			return ratio{}, negativePart("harmonic", p)
		}
		zero = zero || p.Score.IsZero()
		num0 = num0.Mul(p.Score).Add(p.Weight.Mul(den))
		den = den.Mul(p.Score)
		terms[i] = num(p.Weight) + "/" + num(p.Score)
	}
	total := totalWeight(in.Parts)
	if zero {
		in.Trace.Formula("0, as a score is 0")
		return whole(decimal.Decimal{}), nil
	}
	in.Trace.Formula("%s / (%s)", num(total), strings.Join(terms, " + "))
	return newRatio(total.Mul(den), num0), nil
}

// extreme is the lowest or the highest score.
type extreme struct{ want int }

func (extreme) traits() traits { return traits{monotone: true} }

func (e extreme) combine(in *AggregateInput) (ratio, *Problem) {
	best := in.Parts[0]
	for _, p := range in.Parts[1:] {
		if p.Score.Cmp(best.Score) == e.want {
			best = p
		}
	}
	in.Trace.Formula("%s, the score of %s", num(best.Score), best.Ref)
	in.Trace.decide(best.Ref)
	return whole(best.Score), nil
}

// median is the score at which the weight, added up by ascending score, passes one half;
// at exactly one half it is the mean of the two scores there.
type median struct{}

func (median) traits() traits { return traits{monotone: true} }

func (median) combine(in *AggregateInput) (ratio, *Problem) {
	parts := slices.Clone(in.Parts)
	slices.SortStableFunc(parts, func(a, b Part) int { return a.Score.Cmp(b.Score) })
	total := totalWeight(parts)
	var passed decimal.Decimal
	at := 0
	for i, p := range parts {
		passed = passed.Add(p.Weight)
		if passed.Add(passed).GreaterThanOrEqual(total) {
			at = i
			break
		}
	}
	in.Trace.decide(parts[at].Ref)
	if passed.Add(passed).Equal(total) {
		in.Trace.Formula("(%s + %s) / 2, as half of the weight is on either side", num(parts[at].Score), num(parts[at+1].Score))
		in.Trace.decide(parts[at+1].Ref)
		return newRatio(parts[at].Score.Add(parts[at+1].Score), decimal.New(2, 0)), nil
	}
	in.Trace.Formula("%s, the score of %s, where the weight passes one half", num(parts[at].Score), parts[at].Ref)
	return whole(parts[at].Score), nil
}

// mostFrequent is the lower limit of the rating with the most weight; ties go to the worse.
type mostFrequent struct{}

func (mostFrequent) traits() traits { return traits{} }

func (mostFrequent) combine(in *AggregateInput) (ratio, *Problem) {
	weights := make([]decimal.Decimal, len(in.Levels))
	rated := false
	for _, p := range in.Parts {
		if p.Rating == "" {
			continue
		}
		at := slices.IndexFunc(in.Levels, func(l Level) bool { return l.Rating == p.Rating })
		if at < 0 {
			problem := fault(ErrPolicy, "most_frequent cannot place the rating %s of %s", quote(string(p.Rating)), p.Ref)
			problem.Allowed = "a rating of the node's own bands on score"
			return ratio{}, problem
		}
		weights[at] = weights[at].Add(p.Weight)
		rated = true
	}
	if !rated {
		return ratio{}, fault(ErrNoData, "no child has a rating")
	}
	best := 0
	for i, w := range weights {
		if w.GreaterThan(weights[best]) {
			best = i
		}
	}
	level := in.Levels[best]
	in.Trace.Formula("%s, the lower limit of %s, which has the weight %s of %s", num(level.From), level.Rating, num(weights[best]), num(totalWeight(in.Parts)))
	for _, p := range in.Parts {
		if p.Rating == level.Rating {
			in.Trace.decide(p.Ref)
		}
	}
	return whole(level.From), nil
}

// veto caps another aggregator's score where one of the named children is below a limit.
type veto struct {
	limit, cap decimal.Decimal
	children   []string // ids; none: every child
	of         Aggregator
}

func newVeto(a Args) (Aggregator, error) {
	var args struct {
		Limit    Number   `json:"limit"`
		Cap      Number   `json:"cap"`
		Children []string `json:"children"`
		Of       Policy   `json:"of"`
	}
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	limit, p := parseDecimal(string(args.Limit))
	if p != nil {
		p.Path = "/limit"
		return nil, p
	}
	ceiling, p := parseDecimal(string(args.Cap))
	if p != nil {
		p.Path = "/cap"
		return nil, p
	}
	if args.Of.IsZero() {
		args.Of.Name = "weighted_mean"
	}
	of, err := a.Aggregator(args.Of)
	if err != nil {
		p := asProblem(err, ErrPolicyArgs, "")
		p.Path = "/of" + p.Path
		return nil, p
	}
	return builtinAggregator{veto{limit: limit, cap: ceiling, children: args.Children, of: of}}, nil
}

func (v veto) traits() traits {
	if inner, ok := v.of.(builtinAggregator); ok {
		return inner.traits()
	}
	return traits{}
}

func (v veto) combine(in *AggregateInput) (ratio, *Problem) {
	q, p := combineAny(v.of, in)
	if p != nil {
		return ratio{}, p
	}
	for _, part := range slices.Concat(in.Parts, in.Beside) {
		named := len(v.children) == 0 || slices.Contains(v.children, part.Ref.ID)
		if !named || !part.Score.LessThan(v.limit) || q.num.LessThanOrEqual(v.cap.Mul(q.den)) {
			continue
		}
		if in.Trace != nil {
			amount := whole(v.cap).decimal().Sub(q.decimal())
			in.Trace.extras = append(in.Trace.extras, Adjustment{"cap", amount.Normalize()})
			in.Trace.Formula("%s, capped at %s as %s has %s, below %s", in.Trace.formula, num(v.cap), part.Ref, num(part.Score), num(v.limit))
			in.Trace.decide(part.Ref)
		}
		return whole(v.cap), nil
	}
	return q, nil
}

// combineAny runs an aggregator as exactly as it can.
func combineAny(a Aggregator, in *AggregateInput) (ratio, *Problem) {
	if own, ok := a.(builtinAggregator); ok {
		return own.combine(in)
	}
	d, err := a.Aggregate(*in)
	if err != nil {
		return ratio{}, asProblem(err, ErrPolicy, "the aggregator failed")
	}
	return door(d)
}

// door checks a number that a host's policy returned.
func door(d decimal.Decimal) (ratio, *Problem) {
	d, p := checkDecimal(d)
	if p != nil {
		return ratio{}, p
	}
	return whole(d), nil
}
