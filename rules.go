package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The built-in threshold rules.

// rules rates by the first rule whose conditions all hold.
type rules struct {
	list      []rule
	otherwise Rating
	almanac   *almanac.Almanac
	asked     asked
}

// A rule is a RatingRule, checked.
type rule struct {
	rating         Rating
	measures       []condition
	flags, without Flags
	after, before  int   // days; 0: none
	says           []any // its conditions in words
}

// A condition is an interval in which a number must lie.
type condition struct {
	on        ratedOn
	low, high bound
}

// A bound of an interval: a number that belongs to it unless it is open.
type bound struct {
	at   decimal.NullDecimal // not valid: there is none
	open bool
}

func newRules(a Args) (Threshold, error) {
	var args RulesArgs
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	if len(args.Rules) == 0 {
		p := fault(ErrPolicyArgs, "no_rules")
		p.Path, p.Allowed = "/rules", words.New("one_rule_or_more")
		return nil, p
	}
	r := &rules{otherwise: args.Otherwise, almanac: a.calendar()}
	for i := range args.Rules {
		made, p := r.rule(&args.Rules[i])
		if p != nil {
			p.Path = at("", "rules", i) + "/when" + p.Path
			return nil, p
		}
		r.list = append(r.list, made)
	}
	return r, nil
}

// rule reads a rule. The path of a problem is relative to its conditions.
func (r *rules) rule(given *RatingRule) (made rule, p *Problem) {
	made = rule{rating: given.Rating, flags: given.When.Flags, without: given.When.Without}
	if given.When == (When{}) {
		p = fault(ErrPolicyArgs, "rule_without_conditions")
		p.Allowed, p.Hint = words.New("one_condition_or_more"), words.New("give_otherwise")
		return made, p
	}
	for _, m := range given.When.measures() {
		if *m.in == (Interval{}) {
			continue
		}
		c := condition{on: m.on}
		if p = c.read(m.in); p != nil {
			p.Path = "/" + Pointer(m.on) + p.Path
			return made, p
		}
		r.asked.previous = r.asked.previous || m.on == onMovement
		made.measures, made.says = append(made.measures, c), append(made.says, c.phrase())
	}
	if p = made.checkFlags(); p != nil {
		return made, p
	}
	made.says = append(made.says, words.List(made.flags.Names())...)
	for _, name := range made.without.Names() {
		made.says = append(made.says, words.New("not_flag", "flag", name))
	}
	if p = made.dates(r.almanac, &given.When); p != nil {
		return made, p
	}
	for _, d := range []struct {
		code string
		day  period.Period
	}{{"after_day", given.When.After}, {"before_day", given.When.Before}} {
		if !d.day.IsZero() {
			made.says = append(made.says, words.New(d.code, "day", d.day))
		}
	}
	return made, nil
}

// A conditional is a condition on a number, as it is given.
type conditional struct {
	on ratedOn
	in *Interval
}

func (w *When) measures() []conditional {
	return []conditional{
		{onScore, &w.Score},
		{onActual, &w.Actual},
		{onPercent, &w.PercentOfTarget},
		{onVariance, &w.Variance},
		{onVariancePercent, &w.VariancePercent},
		{onMovement, &w.Movement},
	}
}

// read reads an interval.
func (c *condition) read(in *Interval) *Problem {
	for _, f := range []struct {
		name string
		text Number
		into *bound
		open bool
	}{
		{"from", in.From, &c.low, false},
		{"above", in.Above, &c.low, true},
		{"to", in.To, &c.high, false},
		{"below", in.Below, &c.high, true},
	} {
		if f.text == "" {
			continue
		}
		d, p := parseDecimal(string(f.text))
		if p == nil && f.into.at.Valid {
			p = fault(ErrPolicyArgs, "interval_two_ends")
			p.Allowed = words.New("interval_ends")
		}
		if p != nil {
			p.Path = "/" + Pointer(f.name)
			return p
		}
		*f.into = bound{decimal.NewNullDecimal(d), f.open}
	}
	if low, high := c.low.at, c.high.at; low.Valid && high.Valid {
		if order := low.Decimal.Cmp(high.Decimal); order > 0 || order == 0 && (c.low.open || c.high.open) {
			p := fault(ErrPolicyArgs, "condition_of_nothing", "condition", c.phrase())
			p.Allowed = words.New("interval_rising")
			return p
		}
	}
	return nil
}

// phrase says a condition: score 60 to below 90.
func (c *condition) phrase() words.Phrase {
	return words.New(c.code(), "on", words.Name("rated_on", string(c.on)), "low", c.low.at, "high", c.high.at)
}

func (c *condition) code() string {
	low, high := c.low.at.Valid, c.high.at.Valid
	switch {
	case low && high && c.low.open && c.high.open:
		return "when_above_to_below"
	case low && high && c.low.open:
		return "when_above_to"
	case low && high && c.high.open:
		return "when_from_to_below"
	case low && high:
		return "when_from_to"
	case low && c.low.open:
		return "when_above"
	case low:
		return "when_from"
	case c.high.open:
		return "when_below"
	}
	return "when_up_to"
}

// neverRated are the flags of nodes that no threshold is asked about.
const neverRated = FlagNoData | FlagNotApplicable | FlagStale

// checkFlags says why no outcome has the flags of a rule.
func (r *rule) checkFlags() *Problem {
	for _, f := range []struct {
		path  Pointer
		flags Flags
	}{{"/flags", r.flags}, {"/without", r.without}} {
		if odd := f.flags & neverRated; odd != 0 {
			p := fault(ErrPolicyArgs, "flag_never_rated", "flag", words.Name("flag", odd.Names()[0]))
			p.Path, p.Allowed = f.path, words.New("one_of", "values", (^neverRated).Names())
			return p
		}
	}
	if both := r.flags & r.without; both != 0 {
		p := fault(ErrPolicyArgs, "flag_set_and_not_set", "flag", both.Names()[0])
		p.Path, p.Allowed = "/without", words.New("flags_not_in_flags")
		return p
	}
	return nil
}

// dates reads the days between which the period must end.
func (r *rule) dates(a *almanac.Almanac, w *When) *Problem {
	for _, f := range []struct {
		path Pointer
		day  period.Period
		into *int
	}{{"/after", w.After, &r.after}, {"/before", w.Before, &r.before}} {
		if f.day.IsZero() {
			continue
		}
		days, ok := a.Span(f.day.Label())
		if f.day.Frequency() != period.Daily || !ok {
			p := fault(ErrPeriod, "not_a_day", "period", f.day)
			p.Path, p.Allowed = f.path, words.New("day_for_rule")
			return p
		}
		*f.into = days.First
	}
	if r.after != 0 && r.before != 0 && r.before <= r.after+1 {
		p := fault(ErrPolicyArgs, "rule_without_days", "after", w.After, "before", w.Before)
		p.Path, p.Allowed = "/before", words.New("later_day")
		return p
	}
	return nil
}

func (r *rules) checkRatings(levels []RatingLevel) *Problem {
	unknown := func(path Pointer, of Rating) *Problem {
		if of == "" || rank(levels, of) >= 0 {
			return nil
		}
		p := unknownRating(ErrBands, levels, of)
		p.Path = "/args" + path
		return p
	}
	for i := range r.list {
		if p := unknown(at("", "rules", i)+"/rating", r.list[i].rating); p != nil {
			return p
		}
	}
	return unknown("/otherwise", r.otherwise)
}

// checkUse says why the rules do not fit a node: it has nothing but a score.
func (r *rules) checkUse(_ []RatingLevel, isKPI bool, _ Direction) *Problem {
	for i := range r.list {
		for _, c := range r.list[i].measures {
			if c.on != onScore && !isKPI {
				p := fault(ErrBands, "rule_needs_kpi", "rule", i+1, "on", c.on)
				p.Allowed, p.Hint = words.New("conditions_of_any_node"), words.New("give_rules_without")
				return p
			}
		}
	}
	return nil
}

// readsActual reports whether a rule has a condition on more than the score.
func (r *rules) readsActual() bool {
	return slices.ContainsFunc(r.list, func(one rule) bool {
		return slices.ContainsFunc(one.measures, func(c condition) bool { return c.on != onScore })
	})
}

func (r *rules) checkTarget(*target.Stated) *Problem { return nil }
func (r *rules) reads() asked                        { return r.asked }

// Rate returns the rating of the first rule that holds.
func (r *rules) Rate(in RateInput) (Rating, error) {
	if p := in.admit(); p != nil {
		return "", p
	}
	if !in.Score.Valid() && !in.Actual.Valid {
		return "", ErrNoData
	}
	return r.rate(&in), nil
}

func (r *rules) rate(in *RateInput) Rating {
	if i := r.find(in); i >= 0 {
		return r.list[i].rating
	}
	return r.otherwise
}

// find returns the place of the first rule that holds; -1 if none does.
func (r *rules) find(in *RateInput) int {
	days, known := r.almanac.Span(in.Period.Label())
	return slices.IndexFunc(r.list, func(one rule) bool {
		dated := one.after != 0 || one.before != 0
		switch {
		case !in.Flags.Has(one.flags) || in.Flags&one.without != 0:
			return false
		case dated && (!known || days.Last <= one.after || one.before != 0 && days.Last >= one.before):
			return false
		}
		return !slices.ContainsFunc(one.measures, func(c condition) bool { return !c.holds(in) })
	})
}

func (c *condition) holds(in *RateInput) bool {
	value, factor, p := c.on.reading(in)
	if p != nil {
		return false
	}
	if c.low.at.Valid {
		if order := value.Cmp(c.low.at.Decimal.Mul(factor)); order < 0 || order == 0 && c.low.open {
			return false
		}
	}
	if c.high.at.Valid {
		if order := value.Cmp(c.high.at.Decimal.Mul(factor)); order > 0 || order == 0 && c.high.open {
			return false
		}
	}
	return true
}

// hit says which rule gives an input its rating.
func (r *rules) hit(in *RateInput) words.Phrase {
	if i := r.find(in); i >= 0 {
		return words.New("rule_holds", "rule", i+1, "conditions", r.list[i].says)
	}
	return words.New("no_rule_holds")
}
