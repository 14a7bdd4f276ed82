package goalseek

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/seek"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Remainder says what the readings of the periods that remain must be. It is plain data.
type Remainder struct {
	Ref    bsc.Ref    `json:"ref"`
	Name   string     `json:"name,omitempty"`
	Unit   string     `json:"unit,omitempty"`
	Rollup bsc.Rollup `json:"rollup"`

	SoFar    decimal.NullDecimal `json:"so_far"`         // what the periods that have been read come to; not valid: nothing yet
	Needed   decimal.NullDecimal `json:"needed"`         // what all of them must come to, as Then has it
	Required decimal.NullDecimal `json:"required"`       // what the periods that remain must come to: their sum or, if it is no sum, what each must be
	Open     []PeriodNeed        `json:"open,omitempty"` // the periods that remain, and what each must bring

	Node     bsc.Ref         `json:"node"`
	NodeName string          `json:"node_name,omitempty"`
	Goal     decimal.Decimal `json:"goal"`
	Then     bsc.Score       `json:"then,omitzero"` // of the node, evaluated with these readings
	Reached  bool            `json:"reached"`
	Reason   words.Phrase    `json:"reason,omitzero"` // why the goal is not reached
}

// A PeriodNeed is the reading that a period needs.
type PeriodNeed struct {
	Period period.Period   `json:"period"`
	Value  decimal.Decimal `json:"value"`
}

// String says the remainder in English.
func (r Remainder) String() string { return r.Phrase().String() }

// Phrase says the remainder in any language.
func (r Remainder) Phrase() words.Phrase {
	what := any(r.Ref)
	if r.Name != "" {
		what = r.Name
	}
	open := make([]words.Phrase, len(r.Open))
	for i, o := range r.Open {
		open[i] = words.New("remaining_period", "period", o.Period, "value", amount(o.Value, r.Unit))
	}
	if r.Reached {
		return words.New("remaining_reached", "what", what, "open", open, "node", labelOf(r.Node, r.NodeName), "then", shown(r.Then, r.Goal))
	}
	return words.New("remaining_not_reached", "what", what, "open", open, "node", labelOf(r.Node, r.NodeName), "then", shown(r.Then, r.Goal), "goal", r.Goal)
}

// Remaining says what a KPI's readings must be in the periods that remain, so that the node reaches the goal for all of
// the input's period: by the month, with seven months of a year read, what each of the other five needs. The periods
// that remain are those of the KPI's window after the last that has a reading. The goal's Result is not read: the
// scorecard is evaluated on the input, and again with the readings that are proposed, as it will be when the period is
// over: all of it is due then, whatever the input's Today. What is known of other KPIs is what is known by the input's
// AsOf. So Then is what Evaluate says of an input with these readings and a Today after the period.
//
// By the KPI's roll-up:
//
//   - sum: what is needed, less what there is, is divided by what each period should bring according to its target, equally if
//     there is none, on the grid of the bounds' Step by largest remainders, so that it adds up exactly
//   - mean, mean_of_periods, min: every period that remains needs the same
//   - max: one of them needs it, and all are shown with it
//   - last: the last period alone
//
// Bounds are those of a reading of one period. The least demanding values are found by evaluating: a step less, in the
// sum or in each, does not reach the goal. The error is that of [Alone], that of Evaluate, or a *bsc.Problem with
// bsc.ErrFrequency if nothing remains, or the roll-up does not lead back: of calculated KPIs, ask for what they are
// calculated from.
func Remaining(card *bsc.Scorecard, in bsc.Input, g Goal, kpi bsc.Ref) (Remainder, error) {
	if !in.Today.IsZero() || !in.AsOf.IsZero() {
		in.Today = period.Day(9999, 12, 31) // everything is due, and nothing more is known
	}
	y := &yet{card: card, in: in, kpi: kpi}
	now, err := card.Evaluate(in)
	if err != nil {
		return Remainder{}, err
	}
	g.Result = now
	if y.sought, err = g.check(); err != nil {
		return Remainder{}, err
	}
	if p := y.open(); p != nil {
		p.Ref = kpi
		return Remainder{}, p
	}
	return y.remainder()
}

// yet is a question for what remains.
type yet struct {
	*sought
	card    *bsc.Scorecard
	in      bsc.Input
	kpi     bsc.Ref
	now     bsc.Outcome // of the input as it is
	rollup  bsc.Rollup
	lever   *lever
	periods []period.Period // that remain
	weights []decimal.Decimal
	failed  error
	sum     bool
}

// open finds the periods that remain, or says why there are none.
func (y *yet) open() *bsc.Problem {
	o, ok := y.Result.Of(y.kpi)
	if !ok || y.kpi.Kind != bsc.KindKPI {
		return unknown(y.card.Nodes(), y.kpi)
	}
	rules, _ := y.card.Rules(y.kpi)
	y.now, y.rollup, y.sum = o, rules.Rollup, rules.Rollup == bsc.RollupSum
	var p *bsc.Problem
	switch {
	case !rules.Calculator.IsZero():
		p = problem(bsc.ErrFrequency, "remaining_calculated")
		p.Hint = words.New("remaining_of_inputs", "inputs", y.card.Inputs(y.kpi))
		return p
	case rules.Labelled || rules.Scorer.Name == "judged":
		return problem(bsc.ErrFrequency, "remaining_no_numbers")
	case rules.Rollup == "":
		p = problem(bsc.ErrFrequency, "remaining_no_rollup", "period", y.in.Period)
		p.Hint = words.New("remaining_alone")
		return p
	case len(y.Result.Addends(y.kpi)) > 0:
		p = problem(bsc.ErrFrequency, "remaining_of_others")
		p.Hint = words.New("remaining_in_cascade")
		return p
	}
	parts := o.Window.Parts
	last := len(parts)
	for last > 0 && (parts[last-1].State == bsc.PartMissing || parts[last-1].State == bsc.PartNotDue) {
		last--
	}
	for _, part := range parts[last:] {
		y.periods = append(y.periods, part.Period)
	}
	if len(y.periods) == 0 {
		p = problem(bsc.ErrFrequency, "remaining_nothing", "period", y.in.Period)
		p.Hint = words.New("remaining_evaluate_longer")
		return p
	}
	if y.rollup == bsc.RollupLast {
		y.periods = y.periods[len(y.periods)-1:]
	}
	return nil
}

// remainder answers.
func (y *yet) remainder() (Remainder, error) {
	r := Remainder{
		Ref: y.kpi, Name: y.now.Name, Unit: y.now.Unit, Rollup: y.rollup, SoFar: y.now.Actual, Node: y.Node, NodeName: y.nodeName(), Goal: y.Score,
	}
	l, why := y.sought.lever(y.kpi)
	if l == nil {
		r.Reason = why
		return r, nil
	}
	y.lever = l
	if y.sum {
		y.shares()
	}
	at, reached := y.seek()
	result := y.at(at)
	if y.failed != nil {
		return Remainder{}, y.failed
	}
	o, _ := result.Of(y.kpi)
	r.Needed, r.Then, r.Reached = o.Actual, result.ScoreOf(y.Node), reached
	r.Required = decimal.NewNullDecimal(y.lever.value(at))
	for i, d := range y.divide(at) {
		r.Open = append(r.Open, PeriodNeed{y.periods[i], d})
	}
	if !reached {
		r.Reason = words.New("seek_most_within", "node", labelOf(y.Node, r.NodeName), "then", shown(r.Then, r.Goal))
	}
	return r, nil
}

// shares finds by what a sum is divided: what each period should bring, if all have such a target.
func (y *yet) shares() {
	for _, p := range y.periods {
		in := y.in
		in.Period = p
		r, err := y.card.Evaluate(in)
		if err != nil {
			y.weights = nil
			return
		}
		o, _ := r.Of(y.kpi)
		rule := o.Target.Rule
		if !o.Target.Value.Valid || o.Target.Value.Decimal.Sign() <= 0 || rule != bsc.TargetPhased && rule != bsc.TargetStated {
			y.weights = nil
			return
		}
		y.weights = append(y.weights, o.Target.Value.Decimal)
	}
}

// divide returns what each period brings for a place of the grid.
func (y *yet) divide(at *big.Int) []decimal.Decimal {
	values := make([]decimal.Decimal, len(y.periods))
	if !y.sum {
		for i := range values {
			values[i] = y.lever.value(at)
		}
		return values
	}
	weights := y.weights
	if weights == nil {
		weights = slices.Repeat([]decimal.Decimal{decimal.New(1, 0)}, len(y.periods))
	}
	exponent := int32(0)
	for _, w := range weights {
		exponent = min(exponent, w.Exponent())
	}
	nums, den := make([]*big.Int, len(weights)), new(big.Int)
	for i, w := range weights {
		nums[i] = exact.Scaled(w, exponent)
		den.Add(den, nums[i])
		nums[i].Mul(nums[i], at)
	}
	for i, units := range exact.Apportion(nums, den) {
		values[i] = y.lever.value(units)
	}
	return values
}

// at evaluates with what a place of the grid brings.
func (y *yet) at(at *big.Int) *bsc.Result {
	in := y.in
	own := supposed{base: y.in.Readings, of: bsc.Query{OrgUnit: y.in.OrgUnit, Ref: y.kpi}, values: map[period.Period]decimal.Decimal{}}
	for i, d := range y.divide(at) {
		own.values[y.periods[i]] = d
	}
	in.Readings = own
	r, err := y.card.Evaluate(in)
	if err != nil && y.failed == nil {
		y.failed = err
	}
	return r
}

// supposed is a source in which some readings are taken to be others.
type supposed struct {
	base   bsc.Source
	of     bsc.Query
	values map[period.Period]decimal.Decimal
}

// Reading returns what is supposed, or what there is.
func (s supposed) Reading(q bsc.Query) (bsc.Reading, bool) {
	if d, is := s.values[q.Period]; is && q.Ref == s.of.Ref && q.OrgUnit == s.of.OrgUnit {
		return bsc.Reading{Value: d}, true
	}
	return s.base.Reading(q)
}

// seek finds the least demanding place.
func (y *yet) seek() (at *big.Int, reached bool) {
	low, high, guess := y.limits()
	gap := func(at *big.Int) *big.Int {
		if y.failed != nil {
			return nil
		}
		return y.gap(y.at(at).ScoreOf(y.Node), y.wanted)
	}
	from, to := low, high
	switch y.lever.direction {
	case bsc.DirectionLower:
		from, to = high, low
	case bsc.DirectionCloser:
		to = guess
		if o := y.now.Actual; o.Valid && y.now.Target.Value.Valid && o.Decimal.GreaterThan(y.now.Target.Value.Decimal) {
			from = high
		}
	}
	over := gap(to)
	if over == nil || over.Sign() < 0 {
		if g := gap(guess); over == nil || g != nil && g.Cmp(over) > 0 { // too far may be nothing
			over, to = g, guess
		}
		if over == nil {
			return guess, false
		}
	}
	wanted := y.wanted
	if reached = over.Sign() >= 0; !reached { // the most that can be reached
		wanted, over = new(big.Int).Add(wanted, over), new(big.Int)
		before := gap
		gap = func(at *big.Int) *big.Int {
			g := before(at)
			if g == nil {
				return nil
			}
			g.Add(g, y.wanted)
			return g.Sub(g, wanted)
		}
	}
	under := gap(from)
	if under != nil && under.Sign() >= 0 {
		return from, reached
	}
	return seek.From(to, over, from, under, guess, gap), reached
}

// limits returns between which places to look, and where first.
func (y *yet) limits() (low, high, guess *big.Int) {
	m := big.NewInt(1)
	if y.sum {
		m = big.NewInt(int64(len(y.periods)))
	}
	// With readings there, a target may be another, so that a scorer is asked against that.
	a := answerOf(y.at(new(big.Int)), y.Goal, y.kpi)
	guess = new(big.Int)
	if a.Needed.Valid {
		x := a.Needed.Decimal
		switch n := decimal.New(int64(max(len(y.now.Window.Parts), 1)), 0); {
		case y.sum:
			x = x.Sub(y.now.Actual.Decimal)
		case y.rollup == bsc.RollupMean || y.rollup == bsc.RollupMeanOfPeriods:
			open := decimal.New(int64(len(y.periods)), 0)
			x = exact.Quotient(n.Mul(x).Sub(n.Sub(open).Mul(y.now.Actual.Decimal)), open)
		}
		guess = y.lever.at(x, exact.HalfAway)
	}
	b := y.Bounds[y.kpi]
	far := decimal.New(1000, 0)
	for _, d := range append(y.lever.marks(), y.lever.value(guess)) {
		far = decimal.Max(far, d.Abs().Shift(3))
	}
	if high = y.lever.at(far, exact.Ceiling); high.Cmp(y.lever.most) > 0 {
		high = y.lever.most
	}
	low = new(big.Int).Neg(high)
	if b.Low.Valid {
		low = y.within(y.lever.at(b.Low.Decimal, exact.Ceiling), m, b)
	}
	if b.High.Valid {
		high = y.within(y.lever.at(b.High.Decimal, exact.Floor), m, b)
	}
	if guess.Cmp(low) < 0 {
		guess = low
	}
	if guess.Cmp(high) > 0 {
		guess = high
	}
	return low, high, guess
}

func answerOf(r *bsc.Result, g Goal, kpi bsc.Ref) Answer {
	if g.Result, g.Bounds = r, nil; r == nil {
		return Answer{}
	}
	a, _ := Alone(g, kpi) // only where to look first
	return a
}

// within returns the place whose share of every period is within its bounds, for a bound of one period.
func (y *yet) within(one, m *big.Int, b Bounds) *big.Int {
	at := new(big.Int).Mul(one, m)
	if !y.sum || y.weights == nil {
		return at
	}
	fits := func(at *big.Int) *big.Int {
		for _, d := range y.divide(at) {
			if b.Low.Valid && d.LessThan(b.Low.Decimal) || b.High.Valid && d.GreaterThan(b.High.Decimal) {
				return big.NewInt(-1)
			}
		}
		return big.NewInt(1)
	}
	if fits(at).Sign() > 0 {
		return at
	}
	return seek.Edge(new(big.Int), at, fits)
}
