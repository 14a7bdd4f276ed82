package oracle

import (
	"cmp"
	"encoding/json"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A TimedResult is a card as the reference evaluates it.
type TimedResult struct {
	card  *TimedCard
	units map[string]*reckoner
}

// EvaluateTimed evaluates a card.
func EvaluateTimed(c *TimedCard) *TimedResult { return &TimedResult{c, c.reckoners()} }

// A TimedOutcome is the outcome of a KPI. A number that is not there is nil.
type TimedOutcome struct {
	Ref        bsc.Ref
	Flags      bsc.Flags
	Code       bsc.Code // of a failure; "": any
	Why        string   // why there is no score, if the flags do not say it
	Actual     *big.Rat
	Label      string
	Baseline   *big.Rat
	Target     *big.Rat
	Stretch    *big.Rat
	Floor      *big.Rat
	Rule       bsc.TargetRule
	From       period.Period
	OfUnit     bool
	Attainment *big.Rat // rounded to ten places
	Coverage   *big.Rat // floored to ten places: if there is a score, and 0 if too little is there
	Age        int      // if there is a value
	HalfLife   int      // of its freshness if it is read; 0: of a calculation
	Gaps       []bsc.Gap
	Parts      []TimedPart
	Aimless    bool // there is no frame to search a target in
	Ungapped   bool // gaps are not compared
	Unfit      bool // the inputs fit no frame: gaps and target are not compared
}

// A TimedPart is a part of the window as it is shown: there, carried, missing, not_applicable, not_due or failed.
type TimedPart struct {
	Period period.Period
	State  string
	Of     period.Period // carried: the part that stands in
}

// Units are the ids of the org units, in order.
func (t *TimedResult) Units() []string {
	var ids []string
	for _, u := range t.card.Units {
		ids = append(ids, u.ID)
	}
	return ids
}

// KPIs are the ids of an org unit's KPIs, in order.
func (t *TimedResult) KPIs(unit string) []string {
	var ids []string
	for _, k := range t.units[unit].kpis {
		ids = append(ids, k.ID)
	}
	return ids
}

// Of is the outcome of a KPI of an org unit.
func (t *TimedResult) Of(unit, kpi string) TimedOutcome {
	r := t.units[unit]
	k := r.kpi(bsc.KPIRef(kpi))
	s := settling{reckoner: r, k: k, scale: scaleOf(r.unit.Definition.Scale)}
	s.value, s.frame = r.valueOf(k)
	unfit := s.value.bare && s.value.lack != 0 && s.value.lack != bsc.FlagStale
	if !s.value.frameless && !unfit && s.value.code != bsc.ErrFrequency {
		s.target = r.target(k, s.value, s.frame)
	}
	s.settle()
	return s.outcome()
}

// A settling makes an outcome of a value and a target.
type settling struct {
	*reckoner
	k          *bsc.KPI
	scale      scoreLine
	value      tally
	frame      timeframe
	target     goal
	flags      bsc.Flags
	why        string
	attainment *fraction
	coverage   *fraction
}

// A scoreLine is the line that scores lie on.
type scoreLine struct{ min, met, cap *fraction }

func scaleOf(s bsc.Scale) scoreLine {
	line := scoreLine{integer(0), integer(100), integer(100)}
	if s.Min != "" {
		line.min = fractionOf(s.Min)
	}
	if s.Met != "" {
		line.met, line.cap = fractionOf(s.Met), fractionOf(s.Met)
	}
	if s.Cap != "" {
		line.cap = fractionOf(s.Cap)
	}
	return line
}

// settle decides what the value counts for.
func (s *settling) settle() {
	v := s.value
	linear := s.k.Scorer.Name == "" || s.k.Scorer.Name == "linear"
	switch {
	case v.lack&(bsc.FlagNotApplicable|bsc.FlagNotDue) != 0:
		s.flags = v.lack
	case v.unmade: // the period has nothing of it to show, and it does not count
		s.flags, s.why, v.code = bsc.FlagUnscored, "not shown by the", ""
		s.value = v
	case linear && s.expectsNothing():
		s.flags, s.why = bsc.FlagNotDue|v.lack&bsc.FlagFailed, "nothing is expected yet"
	case v.lack == bsc.FlagFailed:
		s.flags = v.lack
	case v.lack != 0:
		s.flags = v.lack | v.marks&bsc.FlagOverdue
	case !s.sufficient():
		s.flags, s.why, s.coverage = bsc.FlagNoData|v.marks&bsc.FlagOverdue, "too little of the window", integer(0)
	case s.target.rule == bsc.TargetCompared && (s.target.value() == nil || linear && s.useless()):
		s.flags, s.why = bsc.FlagNoData|v.marks&bsc.FlagOverdue, "nothing complete to compare with"
	case !s.target.waits.IsZero() && s.k.Scorer.Name != "stated" && s.k.Scorer.Name != "points":
		s.flags, s.why = bsc.FlagNoData|v.marks&bsc.FlagOverdue, "what falls due in a part is missing"
	default:
		s.score()
	}
}

// sufficient says whether enough of what is due and applies is there: the share of the days that the KPI demands, or
// else half of the number of parts (5).
func (s *settling) sufficient() bool {
	if q := s.k.Quota.MinCoverage; q != "" {
		return s.value.due.reaches(q)
	}
	return s.value.enough
}

// expectsNothing says whether nothing is expected yet: the target is 0 and would be divided by, or its share is equal
// to the baseline's (10).
func (s *settling) expectsNothing() bool {
	value, baseline, rule := s.target.value(), s.target.numbers[0], s.target.rule
	switch {
	case value == nil:
		return false
	case baseline != nil:
		return value.compare(baseline) == 0 && (rule == bsc.TargetPhased || rule == bsc.TargetRolledUp)
	}
	lower := s.k.Direction == bsc.DirectionLower
	return !lower && value.sign() == 0 && rule != bsc.TargetStanding && rule != bsc.TargetCompared
}

// useless says whether a linear scorer cannot use a target that came from a comparison (9).
func (s *settling) useless() bool {
	value, baseline := s.target.value(), s.target.numbers[0]
	if baseline != nil {
		return value.compare(baseline) == 0
	}
	return value.sign() < 0 || value.sign() == 0 && s.k.Direction != bsc.DirectionLower
}

func (s *settling) score() {
	exact := s.scored()
	if exact == nil {
		s.flags = bsc.FlagFailed
		return
	}
	s.attainment, s.coverage = exact.rounded(10, bsc.RoundHalfAway), s.value.covered
	s.flags = s.value.marks
	if s.attainment.below(s.scale.min) || s.scale.cap.below(s.attainment) {
		s.flags |= bsc.FlagCapped
	}
}

// scored is the exact score before clamping; nil where the scorer refuses.
func (s *settling) scored() *fraction {
	target, actual := s.target.value(), s.value.number
	switch name := s.k.Scorer.Name; {
	case name == "points":
		var args struct{ Labels map[string]json.Number }
		decodeNumbers(s.k.Scorer.Args, &args)
		if n, ok := args.Labels[s.value.label]; ok {
			return fractionOf(n)
		}
		return nil
	case actual == nil:
		return nil
	case name == "stated":
		return actual
	case target == nil:
		return nil
	case name == "binary":
		if s.better(target, actual) {
			return s.scale.min
		}
		return s.scale.met
	}
	return s.linear(target, actual)
}

// better says whether one number is better than another.
func (s *settling) better(x, y *fraction) bool {
	if s.k.Direction == bsc.DirectionLower {
		return x.below(y)
	}
	return y.below(x)
}

// linear goes from the baseline to the target. Without a baseline it starts at 0 or, if lower is better, at twice the
// target; a target of 0 is then met at 0 or below (10).
func (s *settling) linear(target, actual *fraction) *fraction {
	lower := s.k.Direction == bsc.DirectionLower
	baseline := s.target.numbers[0]
	switch {
	case baseline != nil:
		if !s.better(target, baseline) {
			return nil
		}
	case lower && target.sign() == 0:
		if actual.sign() <= 0 {
			return s.scale.met
		}
		return s.scale.min
	case target.sign() <= 0:
		return nil
	case lower:
		baseline = target.plus(target)
	default:
		baseline = integer(0)
	}
	way := actual.minus(baseline).over(target.minus(baseline))
	return s.scale.min.plus(s.scale.met.minus(s.scale.min).times(way))
}

// outcome is all that is shown.
func (s *settling) outcome() TimedOutcome {
	v, t := s.value, s.target
	o := TimedOutcome{
		Ref: bsc.KPIRef(s.k.ID), Flags: s.flags, Code: v.code, Why: s.why, Actual: v.number.rat(), Label: v.label,
		Baseline: t.numbers[0].rat(), Target: t.numbers[valueNumber].rat(), Stretch: t.numbers[2].rat(),
		Floor: t.numbers[3].rat(), Rule: t.rule, From: t.from, OfUnit: t.ofUnit, Attainment: s.attainment.rat(),
		Coverage: s.coverage.rat(), Gaps: once(v.gaps), Parts: s.parts(), Aimless: v.frameless, Unfit: v.bare,
	}
	if m := s.measures[o.Ref]; len(v.parts) == 0 && (!m.once() || s.jointKind(m, s.frame.kind) != "") {
		o.Aimless = true
	}
	if !t.waits.IsZero() {
		o.Aimless = true
	}
	outside := !slices.ContainsFunc(v.parts, func(p timePart) bool { return !s.outside(s.time, p.period) })
	if v.lack == bsc.FlagNotApplicable || s.time.misses(s.frame.span) || s.frame.own.misses(s.frame.span) || len(v.parts) > 0 && outside {
		o.Aimless = true
	}
	o.Ungapped = s.card.Actuals != nil
	if v.lack == 0 {
		o.Age = v.age
	}
	if s.k.Calculator.IsZero() {
		o.HalfLife = max(s.k.Missing.HalfLife, 1)
	}
	return o
}

// once lists each gap once, in order, because several inputs may lack the same reading.
func once(gaps []bsc.Gap) []bsc.Gap {
	var list []bsc.Gap
	for _, g := range gaps {
		if !slices.Contains(list, g) {
			list = append(list, g)
		}
	}
	return list
}

// parts are the parts as they are shown. What is calculated once, from no flows, has one part: the whole window. If a
// whole earlier window stands in, they keep their states.
func (s *settling) parts() []TimedPart {
	v := s.value
	parts := v.parts
	switch {
	case v.hidden || v.frameless:
		return nil
	case v.actual && s.card.AsOf.IsZero() && v.lack != 0: // there is no value for the period, and nothing is late
		return nil
	case v.actual:
		parts = v.shown
	case len(parts) == 0 && s.measures[bsc.KPIRef(s.k.ID)].once() && !s.frame.own.misses(s.frame.span):
		whole := timePart{period: cmp.Or(s.frame.label, s.frame.asked), state: v.condition()}
		if v.stood {
			whole.state = isMissing
		}
		parts = []timePart{whole}
	}
	var shown []TimedPart
	for _, p := range parts {
		if v.stood {
			p.age, p.of = 0, period.Period{}
		}
		if !p.beyond {
			shown = append(shown, TimedPart{p.period, p.stateName(), p.of})
		}
	}
	return shown
}
