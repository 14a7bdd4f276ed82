package bsc

import (
	"maps"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The built-in aggregators, and what the engine knows of an aggregator.

// A combiner is an aggregator as the engine uses it: it returns an exact ratio, which is rounded once.
type combiner interface {
	combine(in *AggregateInput) (exact.Ratio, *Problem)
	traits() traits
}

// traits are what the engine must know about an aggregator.
type traits struct {
	monotone bool // never falls when a part rises: bounds can be computed
	percent  bool // weights are percent of a whole: a missing child counts Min
	rated    bool // it looks at the ratings of the parts
	levels   bool // it needs the node's own bands on score
	vetoes   []veto
	foreign  bool           // a host's: the engine does not know what it refuses
	column   columns.Method // computes it from scores and weights alone
}

// watches reports whether an aggregator looks at a child whatever its weight.
func (t *traits) watches(child string) bool {
	return slices.ContainsFunc(t.vetoes, func(v veto) bool { return v.names(child) })
}

// combinerOf returns an aggregator as a combiner. A host's own has the traits it was registered with.
func combinerOf(a named[Aggregator], r registrar) named[combiner] {
	if own, ok := a.policy.(builtinAggregator); ok {
		return named[combiner]{name: a.name, args: a.args, policy: own.combiner}
	}
	return named[combiner]{name: a.name, args: a.args, policy: foreignAggregator{a, r.isMonotone(a.name)}}
}

// foreignAggregator is a host's own aggregator.
type foreignAggregator struct {
	named[Aggregator]
	monotone bool
}

func (a foreignAggregator) traits() traits {
	return traits{monotone: a.monotone, rated: true, foreign: true}
}

func (a foreignAggregator) combine(in *AggregateInput) (exact.Ratio, *Problem) {
	own := *in // a host's mistake must not change shared data
	own.Parts, own.Beside, own.Levels = slices.Clone(in.Parts), slices.Clone(in.Beside), slices.Clone(in.Levels)
	own.Attributes, own.OrgUnitAttributes = maps.Clone(in.Attributes), maps.Clone(in.OrgUnitAttributes)
	d, err := a.policy.Aggregate(own)
	if err != nil {
		return exact.Ratio{}, asProblem(err, ErrPolicy, words.New("the_aggregator", "name", a.name))
	}
	return door(d, "aggregator_out_of_range", a.name)
}

// builtinAggregator makes an Aggregator of a combiner.
type builtinAggregator struct{ combiner }

// Aggregate returns the parent's score, rounded to ten places.
func (a builtinAggregator) Aggregate(in AggregateInput) (decimal.Decimal, error) {
	if len(in.Parts) == 0 {
		return decimal.Decimal{}, ErrNoData
	}
	p := in.admit()
	if p != nil {
		return decimal.Decimal{}, p
	}
	q, p := a.combine(&in)
	if p != nil {
		return decimal.Decimal{}, p
	}
	return q.Decimal(), nil
}

func totalWeight(parts []Part) decimal.Decimal {
	var total decimal.Decimal
	for _, p := range parts {
		total = total.Add(p.Weight)
	}
	return total
}

// sumOf adds the parts' weighted scores.
func sumOf(parts []Part) (sum decimal.Decimal) {
	for _, p := range parts {
		sum = sum.Add(p.Weight.Mul(p.Score))
	}
	return sum
}

// sumText shows the sum that sumOf returns.
func sumText(parts []Part) words.Formula {
	terms := make([]words.Formula, len(parts))
	for i, p := range parts {
		terms[i] = words.Arithmetic("{weight} × {score}", "weight", p.Weight, "score", scoreTerm(p))
	}
	return words.Join(terms, " + ")
}

// scoreTerm shows the score of a child.
func scoreTerm(p Part) words.Formula { return words.Of(p.Ref.String(), p.Score) }

// inWords makes a formula of words.
func inWords(code string, args ...any) words.Formula {
	return words.Formula{{Phrase: words.New(code, args...)}}
}

// weightedMean is Σ(w·s)/Σw, with one division. As weighted_sum, its weights are percent of a whole, which is what is
// there: a missing child is there with the scale's minimum, and one that does not apply is not.
type weightedMean struct{ percent bool }

func (m weightedMean) traits() traits {
	return traits{monotone: true, percent: m.percent, column: columns.Mean}
}

func (weightedMean) combine(in *AggregateInput) (exact.Ratio, *Problem) {
	total := totalWeight(in.Parts)
	q := exact.NewRatio(sumOf(in.Parts), total)
	if in.Trace != nil {
		in.Trace.say(words.Arithmetic("({sum}) / {weights}", "sum", sumText(in.Parts), "weights", total))
		in.Trace.contribute(in.Parts, total)
	}
	return q, nil
}

// powerMean is (Σ w·s^p / Σw)^(1/p); p = 0 is the geometric mean.
type powerMean struct {
	name string
	p    decimal.Decimal
}

func newPower(a Args) (Aggregator, error) {
	var args PowerArgs
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

func (m powerMean) combine(in *AggregateInput) (exact.Ratio, *Problem) {
	m.trace(in)
	zero := false
	var scores []*big.Int
	var weights []decimal.Decimal
	for _, p := range in.Parts {
		units := exact.Whole(p.Score).Units(exact.TenPlaces())
		switch units.Sign() {
		case -1:
			return exact.Ratio{}, negativePart(m.name, p)
		case 0:
			zero = true
		default:
			scores, weights = append(scores, units), append(weights, p.Weight)
		}
	}
	if len(scores) == 0 || zero && m.p.Sign() <= 0 {
		return exact.Whole(decimal.Decimal{}), nil
	}
	return exact.Whole(exact.PowerMeanOf(scores, weights, totalWeight(in.Parts), m.p)), nil
}

func (m powerMean) trace(in *AggregateInput) {
	if in.Trace == nil {
		return
	}
	terms := make([]words.Formula, len(in.Parts))
	total := totalWeight(in.Parts)
	layout := "{weight} × {score}^{p}"
	if m.p.IsZero() {
		layout = "{score}^({weight}/{weights})"
	}
	for i, p := range in.Parts {
		terms[i] = words.Arithmetic(layout, "weight", p.Weight, "score", scoreTerm(p), "p", m.p, "weights", total)
	}
	if m.p.IsZero() {
		in.Trace.say(words.Join(terms, " × "))
		return
	}
	in.Trace.say(words.Arithmetic("(({sum}) / {weights})^(1/{p})", "sum", words.Join(terms, " + "), "weights", total, "p", m.p))
}

func negativePart(name string, p Part) *Problem {
	problem := fault(ErrPolicy, "aggregator_refuses_score", "aggregator", name, "score", p.Score, "node", p.Ref)
	problem.Allowed = words.New("scores_not_negative")
	return problem
}

// harmonicMean is Σw / Σ(w/s). It is rational and so exact.
type harmonicMean struct{}

func (harmonicMean) traits() traits { return traits{monotone: true} }

func (harmonicMean) combine(in *AggregateInput) (exact.Ratio, *Problem) {
	zero := false
	terms := make([]exact.Ratio, len(in.Parts))
	for i, p := range in.Parts {
		if p.Score.Sign() < 0 {
			return exact.Ratio{}, negativePart("harmonic", p)
		}
		zero = zero || p.Score.IsZero()
		terms[i] = exact.Ratio{Num: p.Weight, Den: p.Score}
	}
	if zero {
		in.Trace.say(inWords("formula.zero_score"))
		return exact.Whole(decimal.Decimal{}), nil
	}
	total := totalWeight(in.Parts)
	if in.Trace != nil {
		var terms []words.Formula
		for _, p := range in.Parts {
			terms = append(terms, words.Arithmetic("{weight}/{score}", "weight", p.Weight, "score", scoreTerm(p)))
		}
		in.Trace.say(words.Arithmetic("{weights} / ({sum})", "weights", total, "sum", words.Join(terms, " + ")))
	}
	sum := exact.InPairs(terms, exact.Ratio.Plus)
	return exact.NewRatio(total.Mul(sum.Den), sum.Num), nil
}

// contribute records what each part adds to Σ(w·s)/total: the amounts sum to it, rounded to ten places.
func (t *Trace) contribute(parts []Part, total decimal.Decimal) {
	terms := make([]decimal.Decimal, len(parts))
	for i, p := range parts {
		terms[i] = p.Weight.Mul(p.Score)
	}
	for _, units := range exact.Shares(terms, total) {
		t.amounts = append(t.amounts, decimal.NewFromBigInt(units, -exact.Places).Normalize())
	}
}

// extreme is the lowest or the highest score.
type extreme struct{ want int }

func (e extreme) traits() traits {
	if e.want < 0 {
		return traits{monotone: true, column: columns.Lowest}
	}
	return traits{monotone: true, column: columns.Highest}
}

func (e extreme) combine(in *AggregateInput) (exact.Ratio, *Problem) {
	best := in.Parts[0]
	for _, p := range in.Parts[1:] {
		if p.Score.Cmp(best.Score) == e.want {
			best = p
		}
	}
	if in.Trace != nil {
		in.Trace.say(inWords("formula.score_of", "node", best.Ref))
	}
	in.Trace.Decided(best.Ref)
	return exact.Whole(best.Score), nil
}

// median is the score at which the weight, added up by ascending score, passes one half;
// at exactly one half it is the mean of the two scores there.
type median struct{}

func (median) traits() traits { return traits{monotone: true} }

func (median) combine(in *AggregateInput) (exact.Ratio, *Problem) {
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
	in.Trace.Decided(parts[at].Ref)
	if passed.Add(passed).Equal(total) {
		if in.Trace != nil {
			mean := words.Arithmetic("({low} + {high}) / 2", "low", scoreTerm(parts[at]), "high", scoreTerm(parts[at+1]))
			in.Trace.say(inWords("formula.half_weight", "mean", mean))
		}
		in.Trace.Decided(parts[at+1].Ref)
		return exact.NewRatio(parts[at].Score.Add(parts[at+1].Score), decimal.New(2, 0)), nil
	}
	if in.Trace != nil {
		in.Trace.say(inWords("formula.score_of_median", "node", parts[at].Ref))
	}
	return exact.Whole(parts[at].Score), nil
}

// mostFrequent is the lower limit of the rating with the most weight; ties go to the worse.
type mostFrequent struct{}

func (mostFrequent) traits() traits { return traits{rated: true, levels: true} }

func (mostFrequent) combine(in *AggregateInput) (exact.Ratio, *Problem) {
	weights := make([]decimal.Decimal, len(in.Levels))
	rated := false
	for _, p := range in.Parts {
		if p.Rating == "" {
			continue
		}
		at := slices.IndexFunc(in.Levels, func(l Level) bool { return l.Rating == p.Rating })
		if at < 0 {
			problem := fault(ErrPolicy, "most_frequent_rating_unknown", "rating", p.Rating, "node", p.Ref)
			problem.Allowed = words.New("rating_of_own_bands")
			return exact.Ratio{}, problem
		}
		weights[at] = weights[at].Add(p.Weight)
		rated = true
	}
	if !rated {
		return exact.Ratio{}, fault(ErrNoData, "no_child_rating")
	}
	best := 0
	for i, w := range weights {
		if w.GreaterThan(weights[best]) {
			best = i
		}
	}
	level := in.Levels[best]
	if in.Trace != nil {
		in.Trace.say(inWords("formula.lower_limit", "rating", words.Name("rating", string(level.Rating)), "weight", weights[best], "total", totalWeight(in.Parts)))
	}
	for _, p := range in.Parts {
		if p.Rating == level.Rating {
			in.Trace.Decided(p.Ref)
		}
	}
	return exact.Whole(level.From), nil
}

// veto caps another aggregator's score where one of the named children is below a limit.
type veto struct {
	limit, cap decimal.Decimal
	children   []string        // ids; none: every child
	named      map[string]bool // those ids
	of         combiner
}

func newVeto(a Args) (Aggregator, error) {
	var args VetoArgs
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
		p := asProblem(err, ErrPolicyArgs, words.Phrase{})
		p.Path = "/of" + p.Path
		return nil, p
	}
	v := veto{limit: limit, cap: ceiling, children: args.Children}
	v.of = combinerOf(named[Aggregator]{name: args.Of.Name, policy: of}, a.registrar()).policy
	v.named = make(map[string]bool, len(args.Children))
	for _, id := range args.Children {
		v.named[id] = true
	}
	return builtinAggregator{v}, nil
}

// traits returns the traits of the aggregator that is capped. A veto keeps it monotone: the cap falls away as children
// rise.
func (v veto) traits() traits {
	t := v.of.traits()
	t.column, t.foreign = columns.Foreign, false
	t.vetoes = append([]veto{v}, t.vetoes...)
	return t
}

// names reports whether the child may veto.
func (v veto) names(child string) bool {
	return len(v.children) == 0 || v.named[child]
}

func (v veto) combine(in *AggregateInput) (exact.Ratio, *Problem) {
	q, p := v.of.combine(in)
	if p != nil {
		return exact.Ratio{}, p
	}
	for _, part := range slices.Concat(in.Parts, in.Beside) {
		if !v.names(part.Ref.ID) || !part.Score.LessThan(v.limit) || q.Num.LessThanOrEqual(v.cap.Mul(q.Den)) {
			continue
		}
		if in.Trace != nil {
			amount := exact.Whole(v.cap).Decimal().Sub(q.Decimal())
			in.Trace.extras = append(in.Trace.extras, Adjustment{"cap", amount.Normalize()})
			in.Trace.say(inWords("formula.capped",
				"formula", in.Trace.formula, "cap", v.cap, "node", part.Ref, "score", part.Score, "limit", v.limit))
			in.Trace.Decided(part.Ref)
		}
		return exact.Whole(v.cap), nil
	}
	return q, nil
}
