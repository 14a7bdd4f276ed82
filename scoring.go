package bsc

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The contracts of policies: their names and arguments, what each kind sees and returns, and traces.

// A Policy names a rule, with its arguments if it takes any: "linear", or
// {"name": "acme.com/nps@2", "args": {"floor": -20}}. JSON reads and writes both forms. The zero Policy is unset: the
// node inherits. The names of built-in policies have no slash.
type Policy struct {
	Name string          `json:"name"`
	Args json.RawMessage `json:"args,omitempty"`
}

// NewPolicy returns the policy with args as JSON. nil means no arguments; args may also be JSON itself, a
// json.RawMessage. Compile refuses arguments that cannot be written as JSON.
func NewPolicy(name string, args any) Policy {
	if args == nil {
		return Policy{Name: name}
	}
	raw, err := json.Marshal(args)
	if err != nil {
		raw = json.RawMessage(strconv.Quote(err.Error())) // text, which no policy takes as arguments
	}
	return Policy{Name: name, Args: raw}
}

// IsZero reports whether the policy is unset.
func (p Policy) IsZero() bool { return p.Name == "" && len(p.Args) == 0 }

// policyObject is a Policy that JSON reads and writes as an object.
type policyObject Policy

// MarshalJSON writes the name alone if there are no arguments.
func (p Policy) MarshalJSON() ([]byte, error) {
	if len(p.Args) == 0 {
		return json.Marshal(p.Name)
	}
	return json.Marshal(policyObject(p))
}

// UnmarshalJSON reads a name, or an object with a name and args. Args may be one text that holds their JSON, as Marshal
// writes it.
func (p *Policy) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(data, []byte(`"`)) {
		*p = Policy{}
		return json.Unmarshal(data, &p.Name)
	}
	var object policyObject
	if p := parseInner(data, &object); p != nil {
		return p
	}
	if held, is := strictjson.Held(object.Args); is {
		var args json.RawMessage
		if p := parseInner(held, &args); p != nil {
			return p
		}
		object.Args = args
	}
	*p = Policy(object)
	return nil
}

// A Scorer turns a KPI's actual and target into a score: a number on the scale of the input, unclamped. The engine
// rounds it, clamps it to Min..Cap and rates it. A Scorer must be pure: the same input gives the same score, it reads
// nothing else, and it does not change or keep its input. It may be called from many goroutines. An error marks the KPI
// Failed and stops nothing else; ErrNoData marks it as without data. A panic is caught and counts as an error.
type Scorer interface {
	Score(ScoreInput) (decimal.Decimal, error)
}

// ScoreInput is what a Scorer sees.
type ScoreInput struct {
	Ref               Ref
	Period            period.Period
	Actual            decimal.Decimal // zero where the reading is a label
	Label             string          // "" where the reading is a value
	Target            ResolvedTarget
	Direction         Direction // never "": DirectionHigher by default
	Scale             ResolvedScale
	Attributes        map[string]string // of the KPI; read only
	OrgUnit           string            // the org unit evaluated; "" where there is only one
	OrgUnitAttributes map[string]string // its own; read only
	// Values are those that its factory named with Args.Reads, over the same time as the actual, by the names that it gave.
	// One that is not complete there is not in Values, and the scorer decides what that means. Read only.
	Values map[string]decimal.Decimal
	Trace  *Trace // nil unless an explanation is asked for; its methods take nil
	_      struct{}
}

// A ScorerFunc makes a function a Scorer.
type ScorerFunc func(ScoreInput) (decimal.Decimal, error)

// New returns f: the factory of a scorer without arguments, to register as ScorerFunc(f).New.
func (f ScorerFunc) New(Args) (Scorer, error) { return f, nil }

// Score calls f.
func (f ScorerFunc) Score(in ScoreInput) (decimal.Decimal, error) { return f(in) }

// An Aggregator turns children's scores and weights into their parent's score, under the same rules as a Scorer. The
// engine applies missing rules and quotas first: an aggregator sees at least one part, and only parts that count.
type Aggregator interface {
	Aggregate(AggregateInput) (decimal.Decimal, error)
}

// AggregateInput is what an Aggregator sees.
type AggregateInput struct {
	Ref               Ref
	Period            period.Period
	Scale             ResolvedScale
	Parts             []Part  // the children that count, in definition order; weights are positive
	Beside            []Part  // children with a score and weight 0: shown, not counted, but visible to a veto
	Levels            []Level // the parent's own bands on score, worst to best, if it has any; read only
	Attributes        map[string]string
	OrgUnit           string            // the org unit evaluated; "" where there is only one
	OrgUnitAttributes map[string]string // its own; read only
	Trace             *Trace
	_                 struct{}
}

// A Part is one child of an aggregate.
type Part struct {
	Ref    Ref             `json:"ref"`
	Score  decimal.Decimal `json:"score"`            // on the scale, with at most 10 decimal places
	Weight decimal.Decimal `json:"weight"`           // as in the definition, not normalised
	Rating Rating          `json:"rating,omitempty"` // its own, or "" if it has none
}

// A Level is a rating and the lowest score that has it.
type Level struct {
	Rating Rating          `json:"rating"`
	From   decimal.Decimal `json:"from"`
}

// An AggregatorFunc makes a function an Aggregator.
type AggregatorFunc func(AggregateInput) (decimal.Decimal, error)

// New returns f: the factory of an aggregator without arguments, to register as AggregatorFunc(f).New.
func (f AggregatorFunc) New(Args) (Aggregator, error) { return f, nil }

// Aggregate calls f.
func (f AggregatorFunc) Aggregate(in AggregateInput) (decimal.Decimal, error) { return f(in) }

// A Threshold turns an outcome into a rating, under the same rules as a Scorer. It is asked about nodes with a score,
// and about KPIs that are shown but not scored, which have an actual and no score. The rating must be one of the
// definition's; "" or ErrNoData is no rating.
type Threshold interface {
	Rate(RateInput) (Rating, error)
}

// RateInput is what a Threshold sees.
type RateInput struct {
	Ref        Ref
	Period     period.Period
	Score      Score // after the node's own rounding
	Actual     decimal.NullDecimal
	Target     ResolvedTarget // of KPIs
	Direction  Direction      // of KPIs; DirectionHigher for other nodes, which have no actual
	Flags      Flags          // of the outcome so far
	Scale      ResolvedScale
	Attributes map[string]string
	// Values are those of KPIs that the factory named with Args.Reads, as for a Scorer, and those of its own scorer. Built-in
	// bands have in them, by id, the series that they take their limits from. Other nodes than KPIs have none. Read only.
	Values map[string]decimal.Decimal
	// Previous is the actual of the period before, where built-in rules have a condition on the movement. A host's
	// threshold never sees it.
	Previous          decimal.NullDecimal
	OrgUnit           string            // the org unit evaluated; "" where there is only one
	OrgUnitAttributes map[string]string // its own; read only
	Trace             *Trace            // its notes show in an explanation
	_                 struct{}
}

// A ThresholdFunc makes a function a Threshold.
type ThresholdFunc func(RateInput) (Rating, error)

// New returns f: the factory of a threshold without arguments, to register as ThresholdFunc(f).New.
func (f ThresholdFunc) New(Args) (Threshold, error) { return f, nil }

// Rate calls f.
func (f ThresholdFunc) Rate(in RateInput) (Rating, error) { return f(in) }

// A Calculator turns the values of other KPIs and of series into this KPI's actual, under the same rules as a Scorer.
// Its factory names what it reads with Args.Reads. Inputs that roll up by sum are added up over the periods in which
// all of them are there. If an input has no value, the KPI has none, and the calculator is not called. Its result has
// at most 34 significant digits and 52 decimal places, and is below 10^52.
type Calculator interface {
	Calculate(CalculateInput) (decimal.Decimal, error)
}

// CalculateInput is what a Calculator sees.
type CalculateInput struct {
	Ref               Ref
	Period            period.Period
	Values            []decimal.Decimal // in the order of Args.Reads, over the period
	Attributes        map[string]string
	OrgUnit           string            // the org unit evaluated; "" where there is only one
	OrgUnitAttributes map[string]string // its own; read only
	Trace             *Trace
	_                 struct{}
}

// A CalculatorFunc makes a function a Calculator.
type CalculatorFunc func(CalculateInput) (decimal.Decimal, error)

// Calculate calls f.
func (f CalculatorFunc) Calculate(in CalculateInput) (decimal.Decimal, error) { return f(in) }

// A Trace collects what a policy wants to show in an explanation. A nil Trace takes everything and keeps nothing, so
// that policies need not check for nil.
type Trace struct {
	formula words.Formula
	notes   []Note
	amounts []decimal.Decimal // what each part contributes, if the aggregator says so
	extras  []Adjustment
	decided []Ref // the children that decided
}

// Decided records which children decided an aggregator's score, if not all of them did.
func (t *Trace) Decided(children ...Ref) {
	if t != nil {
		t.decided = append(t.decided, children...)
	}
}

// A Note is an intermediate result that a policy noted.
type Note struct {
	Name  string          `json:"name"`
	Value decimal.Decimal `json:"amount"`
}

// An Adjustment is an amount that enters a score beside the contributions.
type Adjustment struct {
	Name   string          `json:"name"` // rounding, cap or clamp
	Amount decimal.Decimal `json:"amount"`
}

// Note records an intermediate result. It shows in an explanation as NumberOf writes it.
func (t *Trace) Note(name string, value decimal.Decimal) {
	if t != nil {
		t.notes = append(t.notes, Note{name, value})
	}
}

// Formula records the arithmetic of a score or a calculation, such as "100 × (8.4 - 2) / (10 - 2)". Its arguments are
// those of fmt.Sprintf; decimals, and slices of them, show as NumberOf writes them, in plain digits. A words.Formula as
// the only argument of "%v" is taken as it is: its numbers say what they are.
func (t *Trace) Formula(format string, args ...any) {
	if t == nil {
		return
	}
	t.formula = formulaOf(format, args)
}

// say records a formula of a built-in policy. An unset Trace takes it, too.
func (t *Trace) say(f words.Formula) {
	if t != nil {
		t.formula = f
	}
}

// Args are the arguments of one use of a policy, as its factory sees them during Compile.
// The zero value has none.
type Args struct {
	raw   json.RawMessage
	state *argsState // nil outside of Compile
}

// argsState is what a factory said about its policy.
type argsState struct {
	registry registrar        // never nil, but perhaps a nil *Registry
	almanac  *almanac.Almanac // the definition's calendar; nil: the calendar year
	decoded  bool
	reads    []string
	rates    []Rating
	depth    int
}

// A registrar is the part of a Registry that policies made of others need during Compile.
type registrar interface {
	aggregator(p Policy, state *argsState) (Aggregator, error)
	isMonotone(aggregator string) bool
}

// Decode reads the arguments into v, a pointer to a struct, strictly: unknown or repeated fields and null are errors.
// Fields that are not mentioned keep their value in v, the default. No arguments are an empty object. A factory that
// does not call Decode takes no arguments.
func (a Args) Decode(v any) error {
	if a.state != nil {
		a.state.decoded = true
	}
	if t := reflect.ValueOf(v); t.Kind() != reflect.Pointer || t.IsNil() {
		return fault(ErrPolicyArgs, "decode_needs_pointer", "type", fmt.Sprintf("%T", v))
	}
	raw := a.raw
	if len(raw) == 0 {
		raw = json.RawMessage("{}")
	}
	p := parseInner(raw, v)
	if p == nil {
		return nil
	}
	p.Code = ErrPolicyArgs
	p.stands(strictjson.Position{})
	return p
}

// Reads names what a policy reads: ids of KPIs or of series, or "kpi:17" and "series:17" if both exist. Compile refuses
// unknown ones. A Calculator makes its KPI's value of them: if one has no value, the KPI has none. A Scorer and a
// Threshold see them beside the KPI's own value, as far as they are there: see ScoreInput.Values. They may name any KPI,
// also the KPI's own readers, because no value is made of a score. Aggregators have nothing to read.
func (a Args) Reads(ids ...string) {
	if a.state != nil {
		a.state.reads = append(a.state.reads, ids...)
	}
}

// Rates names ratings that a Threshold may give, so that Compile refuses those that the definition does not have. A
// threshold that does not say so gives an unknown one only once, and marks its node Failed then.
func (a Args) Rates(ratings ...Rating) {
	if a.state != nil {
		a.state.rates = append(a.state.rates, ratings...)
	}
}

// calendar returns the calendar of the definition; outside of Compile, the calendar year.
func (a Args) calendar() *almanac.Almanac {
	if a.state != nil && a.state.almanac != nil {
		return a.state.almanac
	}
	year, _ := period.Calendar{}.Almanac()
	return year
}

// A Factory makes a policy from its arguments. It runs in Compile only, once for each place in a definition that names
// the policy. An error becomes a problem of that definition.
type Factory[T any] func(Args) (T, error)

func (t *ResolvedTarget) admit() *Problem {
	return admit("target_out_of_range", nil, &t.Baseline.Decimal, &t.Value.Decimal, &t.Stretch.Decimal, &t.Floor.Decimal)
}

func (s *ResolvedScale) admit() *Problem {
	return admit("scale_out_of_range", nil, &s.Min, &s.Met, &s.Cap)
}

// admit checks an input that the engine has not made.
func (in *RateInput) admit() *Problem {
	if p := cmp.Or(admit("actual_out_of_range", nil, &in.Actual.Decimal, &in.Previous.Decimal), in.Target.admit(), in.Scale.admit()); p != nil {
		return p
	}
	in.Values = maps.Clone(in.Values)
	for id, d := range in.Values {
		if p := admit("value_of_out_of_range", id, &d); p != nil {
			return p
		}
		in.Values[id] = d
	}
	return nil
}

// admit checks an input that the engine has not made, and copies its lists.
func (in *AggregateInput) admit() *Problem {
	in.Parts, in.Beside, in.Levels = slices.Clone(in.Parts), slices.Clone(in.Beside), slices.Clone(in.Levels)
	for _, parts := range [][]Part{in.Parts, in.Beside} {
		for i := range parts {
			part := &parts[i]
			if p := admit("part_out_of_range", part.Ref, &part.Score, &part.Weight); p != nil {
				return p
			}
		}
	}
	for i := range in.Levels {
		if p := admit("level_out_of_range", in.Levels[i].Rating, &in.Levels[i].From); p != nil {
			return p
		}
	}
	for _, part := range in.Parts {
		if part.Weight.Sign() <= 0 {
			p := fault(ErrWeight, "part_without_weight", "node", part.Ref, "weight", part.Weight)
			p.Allowed = words.New("weights_positive")
			return p
		}
	}
	return in.Scale.admit()
}

// named is a policy with the name and the arguments it has in the definition.
type named[T any] struct {
	name   string
	args   json.RawMessage // nil: none
	policy T
	reads  []string // what its factory named; of a calculator, see kpiNode.inputs
}

// parseInner reads JSON within a document that has been read, or that was built in Go. Its size was checked then.
func parseInner(data []byte, v any) *Problem {
	rules := strictjson.Anything()
	rules.Faults, rules.Number = 1, checkLiteral
	rules.Null, rules.Objects = reflect.TypeFor[Score](), []reflect.Type{reflect.TypeFor[Policy]()}
	found := strictjson.Unmarshal(data, v, rules)
	if len(found.Faults) == 0 {
		return nil
	}
	p := faultOf(&found.Faults[0])
	if fields := found.Faults[0].Fields; p.Allowed.IsZero() && len(fields) > 0 {
		p.Allowed = words.New("one_of", "values", fields)
	}
	return p
}

// door checks a number that a host's policy returned. It keeps all decimals: a score is rounded once, later.
// The code says so of the policy of that name.
func door(d decimal.Decimal, code, policy string) (exact.Ratio, *Problem) {
	d, p := returned(d, code, policy)
	if p != nil {
		return exact.Ratio{}, p
	}
	return exact.Whole(d), nil
}

// returned refuses a number that a host's policy returned if it is too large.
func returned(d decimal.Decimal, code, policy string) (decimal.Decimal, *Problem) {
	if exact.TooLarge(d) {
		p := fault(ErrNumber, code, "name", policy)
		p.Allowed = words.New("numbers_in_range")
		return decimal.Decimal{}, p
	}
	return exact.Cut(d).Normalize(), nil
}
