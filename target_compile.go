package bsc

import (
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/shopspring/decimal"
)

// state checks a target of a KPI and parses its numbers. The path of a problem is relative to the target.
func (t *Target) state(s *Scorecard, shape target.Shape, h *hints) (target.Stated, *Problem) {
	st := target.Stated{From: t.Period.Label(), Origin: t.Origin, RecordedAt: t.RecordedAt}
	if _, err := t.RecordedAt.MarshalText(); err != nil {
		p := notMoment("it")
		p.Path = "/recorded_at"
		return st, p
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

// comparison reads what a target is compared with, and what is done to that.
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
		p = fault(ErrTarget, "a comparison and a value or a phasing exclude each other")
		p.Allowed = "one of them"
	default:
		p = s.comparison(t.Against, st, h)
	}
	if p != nil {
		p.Path = "/against"
	}
	return p
}

// change says why what is done to a comparison cannot be.
func (t *Target) change(path Pointer, text Number, before, change target.Change) *Problem {
	d, p := parseDecimal(string(text))
	switch {
	case p != nil:
	case t.Against == "":
		p = fault(ErrTarget, "%s without a comparison", path[1:])
		p.Allowed = "against: previous, last_year or a series"
	case before != target.None:
		p = fault(ErrTarget, "two of times, percent and plus")
		p.Allowed = "one of them"
	case change == target.Times && d.Sign() <= 0:
		p = fault(ErrValue, "times is %s", text)
		p.Allowed = "above 0"
	}
	return p
}

// comparison finds what a comparison is with.
func (s *Scorecard) comparison(with Comparison, st *target.Stated, h *hints) *Problem {
	switch with {
	case PreviousPeriod:
		st.With = target.Previous
		return nil
	case LastYear:
		st.With = target.LastYear
		return nil
	}
	ref, _ := cutKind(string(with))
	slot, ok := s.slots[ref]
	if st.With, st.Series = target.Series, slot; ok {
		return nil
	}
	p := fault(ErrUnknownRef, "there is no series %s", quote(ref.ID))
	if !h.Spent() {
		var names []string
		for i := range s.series {
			names = append(names, s.series[i].ID)
		}
		p.Hint = h.DidYouMean(ref.ID, names)
	}
	return p
}

// targetPlan returns how a KPI's targets are found: those of the definition.
func (s *Scorecard) targetPlan(k *kpiNode, asOf time.Time) *target.Plan {
	return target.NewPlan(s.time, k.slot, k.rollup, &k.targets, func(l almanac.Label) (*target.Stated, error) {
		return k.targets.At(l, asOf), nil
	})
}
