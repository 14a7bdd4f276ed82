package formula

import (
	"errors"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Name is the name of the policies. Their meaning never changes: another language would have another version.
const Name = "bsc/formula@1"

// Args are the arguments of the policies.
type Args struct {
	Expr string `json:"expr"`
}

// Policy returns the policy with a formula. Compile checks the formula.
func Policy(expr string) bsc.Policy { return bsc.NewPolicy(Name, Args{expr}) }

// Register registers the scorer, the aggregator, the threshold and the calculator. The error is that of a registry to
// which one of them is known already.
func Register(r *bsc.Registry) error {
	return errors.Join(
		r.Scorer(Name, newScorer), r.Aggregator(Name, newAggregator),
		r.Threshold(Name, newThreshold), r.Calculator(Name, newCalculator),
	)
}

// read compiles the formula in some arguments.
func read(a bsc.Args, names vocabulary, result kind) (*program, error) {
	var args Args
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	p, err := compile(args.Expr, names, result)
	if err != nil {
		err.Path = "/expr"
		return nil, err
	}
	return p, nil
}

// targeted names what a formula reads of a target and the scale, in the order of targetedNumbers.
func targeted(before ...string) []string {
	return append(before, "target", "baseline", "floor", "stretch", "scale_min", "scale_met", "scale_cap")
}

func targetedNumbers(t *bsc.ResolvedTarget, s *bsc.ResolvedScale) []decimal.NullDecimal {
	return append([]decimal.NullDecimal{t.Value, t.Baseline, t.Floor, t.Stretch}, scaleNumbers(s)...)
}

func scaleNumbers(s *bsc.ResolvedScale) []decimal.NullDecimal {
	return []decimal.NullDecimal{decimal.NewNullDecimal(s.Min), decimal.NewNullDecimal(s.Met), decimal.NewNullDecimal(s.Cap)}
}

// withValues adds the values of the KPIs and series that the formula names to the numbers before them.
func (p *program) withValues(numbers []decimal.NullDecimal, values map[string]decimal.Decimal) []decimal.NullDecimal {
	for _, name := range p.names.numbers[len(numbers):] {
		v, there := values[name]
		numbers = append(numbers, decimal.NullDecimal{Decimal: v, Valid: there})
	}
	return numbers
}

type scorer struct{ *program }

func newScorer(a bsc.Args) (bsc.Scorer, error) {
	names := vocabulary{numbers: targeted("actual"), texts: []string{"org_unit", "label", "direction"}, open: true}
	p, err := read(a, names, number)
	if err != nil {
		return nil, err
	}
	a.Reads(p.names.numbers[len(names.numbers):]...)
	return scorer{p}, nil
}

// Score calculates the formula.
func (s scorer) Score(in bsc.ScoreInput) (decimal.Decimal, error) {
	actual := decimal.NullDecimal{Decimal: in.Actual, Valid: in.Label == ""}
	f := frame{
		numbers: s.withValues(append([]decimal.NullDecimal{actual}, targetedNumbers(&in.Target, &in.Scale)...), in.Values),
		texts:   []string{in.OrgUnit, in.Label, string(in.Direction)}, attributes: in.Attributes, own: in.OrgUnitAttributes,
	}
	return s.number(&f, in.Trace)
}

type threshold struct{ *program }

func newThreshold(a bsc.Args) (bsc.Threshold, error) {
	names := vocabulary{numbers: targeted("score", "actual"), texts: []string{"org_unit", "direction"}, open: true}
	p, err := read(a, names, text)
	if err != nil {
		return nil, err
	}
	a.Reads(p.names.numbers[len(names.numbers):]...)
	for _, rating := range p.result.said {
		a.Rates(bsc.Rating(rating))
	}
	return threshold{p}, nil
}

// Rate calculates the formula.
func (t threshold) Rate(in bsc.RateInput) (bsc.Rating, error) {
	score, ok := in.Score.Decimal()
	f := frame{
		numbers: t.withValues(append([]decimal.NullDecimal{{Decimal: score, Valid: ok}, in.Actual}, targetedNumbers(&in.Target, &in.Scale)...), in.Values),
		texts:   []string{in.OrgUnit, string(in.Direction)}, attributes: in.Attributes, own: in.OrgUnitAttributes,
	}
	rating, err := t.result.text(&f)
	t.trace(&f, in.Trace)
	return bsc.Rating(rating), err
}

type aggregator struct{ *program }

func newAggregator(a bsc.Args) (bsc.Aggregator, error) {
	names := vocabulary{
		numbers: []string{"scale_min", "scale_met", "scale_cap", "weighted_mean"}, texts: []string{"org_unit"},
		lists: []string{"scores", "weights"}, parts: true,
	}
	p, err := read(a, names, number)
	return aggregator{p}, err
}

// Aggregate calculates the formula.
func (a aggregator) Aggregate(in bsc.AggregateInput) (decimal.Decimal, error) {
	f := frame{parts: in.Parts, beside: in.Beside, lists: make([][]decimal.Decimal, 2), texts: []string{in.OrgUnit}, attributes: in.Attributes, own: in.OrgUnitAttributes}
	var sum, total decimal.Decimal
	for i := range in.Parts {
		part := &in.Parts[i]
		f.lists[0], f.lists[1] = append(f.lists[0], part.Score), append(f.lists[1], part.Weight)
		sum, total = sum.Add(part.Score.Mul(part.Weight)), total.Add(part.Weight)
	}
	mean := decimal.NullDecimal{Valid: !total.IsZero()}
	if mean.Valid {
		mean.Decimal = quotient(sum, total)
	}
	f.numbers = append(scaleNumbers(&in.Scale), mean)
	return a.number(&f, in.Trace)
}

type calculator struct{ *program }

func newCalculator(a bsc.Args) (bsc.Calculator, error) {
	p, err := read(a, vocabulary{texts: []string{"org_unit"}, open: true, complete: true}, number)
	if err != nil {
		return nil, err
	}
	a.Reads(p.names.numbers...)
	return calculator{p}, nil
}

// Calculate calculates the formula.
func (c calculator) Calculate(in bsc.CalculateInput) (decimal.Decimal, error) {
	if len(in.Values) != len(c.names.numbers) {
		return decimal.Decimal{}, &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("formula_values_miscounted")}
	}
	f := frame{numbers: make([]decimal.NullDecimal, len(in.Values)), texts: []string{in.OrgUnit}, attributes: in.Attributes, own: in.OrgUnitAttributes}
	for i, v := range in.Values {
		f.numbers[i] = decimal.NewNullDecimal(v)
	}
	return c.number(&f, in.Trace)
}
