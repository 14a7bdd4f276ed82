package bsc

import (
	"cmp"
	"math/big"
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Compiling a KPI's targets, and the target in force as policies see it.

// state checks a target of a KPI and parses its numbers. The path of a problem is relative to the target.
func (t *Target) state(s *Scorecard, shape target.Shape, h *hints) (target.Stated, *Problem) {
	st := target.Stated{From: t.Period.Label(), Origin: t.Origin, Author: t.Author, RecordedAt: t.RecordedAt}
	if _, err := t.RecordedAt.MarshalText(); err != nil {
		p := notMoment("it")
		p.Path = "/recorded_at"
		return st, p
	}
	for _, f := range []struct {
		path Pointer
		text string
	}{{"/origin", t.Origin}, {"/author", t.Author}} {
		if p := problemOf(faults.CheckText(f.text, false)); p != nil {
			p.Path = f.path
			return st, p
		}
	}
	for _, f := range []struct {
		path Pointer
		text Number
		into *decimal.NullDecimal
	}{
		{"/baseline", t.Baseline, &st.Numbers[target.Baseline]},
		{"/value", t.Value, &st.Numbers[target.Value]},
		{"/stretch", t.Stretch, &st.Numbers[target.Stretch]},
		{"/floor", t.Floor, &st.Numbers[target.Floor]},
	} {
		d, p := nullDecimal(f.text)
		if p != nil {
			p.Path = f.path
			return st, p
		}
		*f.into = d
	}
	if p := t.comparison(s, &st, h); p != nil {
		return st, p
	}
	if t.Phasing != "" {
		place := slices.Index(phasings(), t.Phasing)
		if place < 0 {
			return st, notOneOf("/phasing", "phasing", t.Phasing, phasings())
		}
		st.Phasing = target.Phasing(place + 1)
	}
	for i, text := range t.Profile {
		w, p := parseDecimal(string(text))
		if p != nil {
			p.Path = at("", "profile", i)
			return st, p
		}
		st.Profile = append(st.Profile, w)
	}
	return st, problemOf(st.Check(shape))
}

// checkNumbers returns what is wrong with the first bad number of a target.
func (t *Target) checkNumbers() *Problem {
	for _, f := range []struct {
		path Pointer
		text Number
	}{
		{"/baseline", t.Baseline},
		{"/value", t.Value},
		{"/stretch", t.Stretch},
		{"/floor", t.Floor},
		{"/times", t.Times},
		{"/percent", t.Percent},
		{"/plus", t.Plus},
	} {
		if _, p := nullDecimal(f.text); p != nil {
			p.Path = f.path
			return p
		}
	}
	for i, text := range t.Profile {
		if _, p := parseDecimal(string(text)); p != nil {
			p.Path = at("", "profile", i)
			return p
		}
	}
	return nil
}

// comparison reads the comparison that a target is taken from, and the change applied to it.
func (t *Target) comparison(s *Scorecard, st *target.Stated, h *hints) *Problem {
	changes := []struct {
		path   Pointer
		text   Number
		change target.Change
	}{{"/times", t.Times, target.Times}, {"/percent", t.Percent, target.Percent}, {"/plus", t.Plus, target.Plus}}
	for _, c := range changes {
		if c.text == "" {
			continue
		}
		p := t.change(c.path, c.text, st.Change, c.change)
		if p != nil {
			p.Path = c.path
			return p
		}
		st.Change = c.change
		st.By, _ = parseDecimal(string(c.text))
	}
	if t.Against == "" {
		return nil
	}
	p := t.Against.check()
	switch {
	case p != nil:
	case t.Value != "" || t.Phasing != "":
		p = fault(ErrTarget, "comparison_with_value_or_phasing")
		p.Allowed = words.New("one_of_them")
	default:
		p = s.comparison(t.Against, st, h)
	}
	if p != nil {
		p.Path = "/against"
	}
	return p
}

// change returns what is wrong with the change that is applied to a comparison.
func (t *Target) change(path Pointer, text Number, before, change target.Change) *Problem {
	d, p := parseDecimal(string(text))
	switch {
	case p != nil:
	case t.Against == "":
		p = fault(ErrTarget, "change_without_comparison", "field", path[1:])
		p.Allowed = words.New("against_one_of")
	case before != target.None:
		p = fault(ErrTarget, "two_changes")
		p.Allowed = words.New("one_of_them")
	case change == target.Times && d.Sign() <= 0:
		p = fault(ErrValue, "times_not_positive", "times", text)
		p.Allowed = words.New("above_zero")
	}
	return p
}

// comparison finds the period or series of a comparison.
func (s *Scorecard) comparison(with Comparison, st *target.Stated, h *hints) *Problem {
	switch with {
	case ComparisonPrevious:
		st.With = target.Previous
		return nil
	case ComparisonLastYear:
		st.With = target.LastYear
		return nil
	}
	ref, _ := cutKind(string(with))
	slot, ok := s.slots[ref]
	if st.With, st.Series = target.Series, slot; ok {
		return nil
	}
	return s.noSeries(ref.ID, h)
}

// noSeries is the problem of a series that is not there.
func (s *Scorecard) noSeries(id string, h *hints) *Problem {
	p := fault(ErrUnknownRef, "no_such_series", "id", id)
	p.lacks = []Kind{KindSeries}
	if !h.Spent() {
		var names []string
		for i := range s.series {
			names = append(names, s.series[i].ID)
		}
		p.Hint = h.DidYouMean(id, names)
	}
	return p
}

// targetPlan returns the plan that finds a KPI's targets in the definition.
func (s *Scorecard) targetPlan(k *kpiNode, asOf time.Time) *target.Plan {
	return target.NewPlan(s.time, k.slot, k.rollup, &k.targets, func(l almanac.Label) (*target.Stated, error) {
		return k.targets.At(l, asOf), nil
	})
}

// definitionPlans are the plans of a definition's targets as of one moment, by slot, made on demand.
type definitionPlans map[int]*target.Plan

// of returns the plan that finds a KPI's targets in the definition; nil if it has none.
func (d *definitionPlans) of(s *Scorecard, kpi *kpiNode, asOf time.Time) *target.Plan {
	if kpi.targets.EmptyAt(asOf) {
		return nil
	}
	plan, known := (*d)[kpi.slot]
	if !known {
		if *d == nil {
			*d = definitionPlans{}
		}
		plan = s.targetPlan(kpi, asOf)
		(*d)[kpi.slot] = plan
	}
	return plan
}

// An inForce is the target in force for a KPI.
type inForce struct {
	ResolvedTarget
	none  words.Phrase // why there is no target
	late  bool         // what falls due in the window cannot be measured
	loose bool         // readings of periods outside the window change it
	err   *Problem
	pace  *Pace
}

// inForceOf converts a target that was found.
func inForceOf(found *target.Target) inForce {
	t := inForce{none: found.None, late: found.Late, loose: found.Loose}
	if found.None.IsZero() && !found.Numbers[target.Value].Valid && len(found.Sought) > 0 {
		t.none = words.New("none_stated", "periods", periodsOf(found.Sought))
	}
	if found.Err != nil {
		t.err = asProblem(found.Err, ErrPolicy, words.New("source_of_targets"))
	}
	for i := range found.Numbers {
		if d, p := checkDecimal(found.Numbers[i].Decimal); p != nil {
			p.Detail = words.New("target_in_force_out_of_range")
			t.err = cmp.Or(t.err, p)
		} else {
			found.Numbers[i].Decimal = d
		}
	}
	t.ResolvedTarget = resolved(found)
	return t
}

// periodsOf names periods in a list of arguments.
func periodsOf(labels []almanac.Label) []any {
	names := make([]any, len(labels))
	for i, l := range labels {
		names[i] = periodName(l)
	}
	return names
}

// paceOf returns the pace of a KPI before its value is known; nil for nil.
func paceOf(p *target.Pace) *plannedPace {
	if p == nil {
		return nil
	}
	return &plannedPace{p, Pace{Of: period.Of(p.Of), Target: p.Target, Expected: tenPlacesOf(p.Expected)}}
}

// A plannedPace is a Pace without the progress.
type plannedPace struct {
	of   *target.Pace
	pace Pace
}

// at returns the pace for a value; nil for nil.
func (p *plannedPace) at(amount decimal.Decimal) *Pace {
	if p == nil {
		return nil
	}
	pace := p.pace
	pace.Progress = exact.NewRatio(p.of.Progress(amount)).Decimal()
	return &pace
}

// tenPlacesOf rounds a fraction to ten places, half away from zero.
func tenPlacesOf(r *big.Rat) decimal.Decimal {
	return exact.NewRatio(decimal.NewFromBigInt(r.Num(), 0), decimal.NewFromBigInt(r.Denom(), 0)).Decimal()
}
