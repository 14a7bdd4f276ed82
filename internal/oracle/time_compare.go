package oracle

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

// Differences compares what the library made of the card's KPIs with what the reference does: which value, made of
// what, against which target.
func (c DatedCard) Differences(result *bsc.Result) []string {
	r := newTimeReference(c)
	var all []string
	for k := range KPIs(c.Definition) {
		o, _ := result.Of(bsc.KPIRef(k.ID))
		for _, d := range r.outcome(k).differences(o) {
			all = append(all, o.Ref.String()+" "+d)
		}
	}
	return all
}

// A timeOutcome is how a KPI stands.
type timeOutcome struct {
	timeValue
	target     timeTarget
	attainment *fraction
	flags      bsc.Flags
	settled    bool // a target was asked for
	read       bool // and not calculated
}

// outcome settles a KPI that is scored from its baseline to its target.
func (r *timeReference) outcome(k *bsc.KPI) timeOutcome {
	o := timeOutcome{timeValue: r.valueOf(r.gauges[bsc.KPIRef(k.ID)], r.Period)}
	o.read = k.Calculator.IsZero() // the freshness of what is calculated is that of one of its inputs
	if o.lack&bsc.FlagFailed == 0 || o.code != bsc.ErrPeriod {
		o.target, o.settled = r.target(k), true
	}
	o.flags = o.lack
	switch {
	case o.lack&(bsc.FlagNotApplicable|bsc.FlagNotDue) != 0:
	case o.expectsNothing(k):
		o.flags = bsc.FlagNotDue | o.lack&bsc.FlagFailed // what does not count may fail, too
	case o.lack&bsc.FlagFailed != 0:
	case o.lack != 0:
		o.flags |= o.marks
	case o.target.rule == bsc.TargetCompared && o.target.parts[valuePart] == nil:
		o.flags = bsc.FlagNoData
	default:
		o.score(k)
	}
	return o
}

// expectsNothing says whether a share of nothing is all that should be reached by now.
func (o timeOutcome) expectsNothing(k *bsc.KPI) bool {
	value, share := o.target.parts[valuePart], o.target.rule == bsc.TargetPhased || o.target.rule == bsc.TargetRolledUp
	return k.Direction != bsc.LowerIsBetter && value != nil && value.sign() == 0 && share
}

func (o *timeOutcome) score(k *bsc.KPI) {
	scale := scale{integer(0), integer(100), integer(100)}
	s := scoring{k.Direction, scale, o.number, o.label, o.target.parts[0], o.target.parts[valuePart]}
	exact, err := s.score(bsc.Policy{Name: "linear", Args: k.Scorer.Args})
	if k.Scorer.Name != "" {
		exact, err = s.score(k.Scorer)
	}
	if err != nil {
		o.flags = bsc.FlagFailed
		return
	}
	o.attainment = exact.rounded(10, bsc.RoundHalfAway)
	o.flags = o.marks
	if o.attainment.within(scale.min, scale.cap) != o.attainment {
		o.flags |= bsc.FlagCapped
	}
}

// differences compares one outcome.
func (o timeOutcome) differences(got bsc.Outcome) []string {
	var all []string
	differ := func(what string, want, got any) {
		all = append(all, fmt.Sprintf("%s: want %v, got %v", what, want, got))
	}
	compare := func(what string, want *fraction, got decimal.NullDecimal) {
		if (want != nil) != got.Valid || want != nil && !alike(want, fractionOfDecimal(got.Decimal)) {
			differ(what, show(want), got)
		}
	}
	if o.flags != got.Flags {
		differ("flags", o.flags, fmt.Sprint(got.Flags, " ", got.Err))
		return all
	}
	if o.lack&bsc.FlagFailed != 0 {
		if o.code != "" && !errors.Is(got.Err, o.code) {
			differ("error", o.code, got.Err)
		}
		return all
	}
	compare("actual", o.number, got.Actual)
	if o.label != got.Label {
		differ("label", o.label, got.Label)
	}
	// Where the target is a quotient, a tie may fall either way.
	if apart := apartBy(o.attainment, got.Attainment); apart == nil || apart.compare(tenTo(-10)) > 0 {
		compare("attainment", o.attainment, nullScore(got.Attainment))
	}
	if o.settled {
		t := got.Target
		for i, part := range []decimal.NullDecimal{t.Baseline, t.Value, t.Stretch, t.Floor} {
			compare([]string{"baseline", "target", "stretch", "floor"}[i], o.target.parts[i], part)
		}
		if o.target.rule != t.Rule || o.target.from != t.From {
			differ("rule", fmt.Sprint(o.target.rule, " from ", o.target.from), fmt.Sprint(t.Rule, " from ", t.From))
		}
	}
	if o.attainment != nil {
		compare("coverage", o.covered.rounded(10, bsc.RoundHalfAway), decimal.NewNullDecimal(got.Coverage))
	}
	if o.lack == 0 && o.age != got.Window.Age {
		differ("age", o.age, got.Window.Age)
	}
	if want, got := gapText(o.gaps), gapText(got.Window.Gaps); !slices.Equal(want, got) {
		differ("gaps", want, got)
	}
	if want := o.freshness(); o.read && math.Abs(got.Window.Freshness.InexactFloat64()-want) > 1e-9 {
		differ("freshness", want, got.Window.Freshness)
	}
	return all
}

// freshness halves with every half-life, which is one period where nothing is said.
func (o timeOutcome) freshness() float64 {
	if o.lack != 0 {
		return 0
	}
	return math.Exp2(-float64(o.age) / float64(max(o.life, 1)))
}

func show(x *fraction) any {
	if x == nil {
		return nil
	}
	return x.rat().FloatString(12)
}

// apartBy is how far a score is from what is wanted, where both are there.
func apartBy(want *fraction, got bsc.Score) *fraction {
	d, ok := got.Decimal()
	if want == nil || !ok {
		return nil
	}
	return want.minus(fractionOfDecimal(d)).magnitude()
}

// alike says whether two numbers agree in their first twenty digits: quotients are rounded to 34.
func alike(x, y *fraction) bool {
	if x.compare(y) == 0 {
		return true
	}
	apart := x.minus(y).magnitude()
	return apart.compare(x.magnitude().plus(integer(1)).times(tenTo(-20))) <= 0
}

// gapText are gaps in an order of their own, each once.
func gapText(gaps []bsc.Gap) []string {
	var texts []string
	for _, g := range gaps {
		text := fmt.Sprint(g.Ref, " ", g.Period)
		if g.NotDue {
			text += " not due"
		}
		if g.Overdue {
			text += " overdue"
		}
		texts = append(texts, text)
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}
