package bsc

import (
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// Compiling how values and targets come in over time.

// A pendingKPI is a KPI whose targets are compiled after all calculations, once it is known what adds up.
type pendingKPI struct {
	node int
	kpi  *KPI
	path Pointer
}

// kpiMeasure compiles how a KPI's values come in over time.
func (c *compiler) kpiMeasure(path Pointer, ref Ref, k *KPI, missing Missing) measure.Measure {
	c.card.partial = append(c.card.partial, k.Contributors == ContributorsPartial)
	m := c.measure(path, ref, timing{k.Frequency, k.Rollup, k.Prorate, k.GraceDays, k.Since, k.Until, k.Contributors})
	if k.TargetRollup != "" {
		c.oneOf(path+"/target_rollup", ref, "rollup", string(k.TargetRollup), texts(rollups()))
	}
	if missing.Rule == MissingCarryForward {
		m.Carry, m.HalfLife = missing.MaxAge, missing.HalfLife
	}
	m.Quota, m.Quoted = c.kpiQuota(path+"/quota", ref, k.Quota)
	c.targetOrigin(path, ref, k)
	c.inCalendar(path+"/review", ref, k.Review)
	b, p := k.Basis.compile()
	if p == nil {
		p = basisFits(b, &m, k)
	}
	if p != nil {
		c.report(path+"/basis", ref, p)
		return m
	}
	m.Basis = b
	return m
}

// kpiQuota compiles how much of a KPI's window must be there for a score.
func (c *compiler) kpiQuota(path Pointer, ref Ref, q Quota) (units int64, stated bool) {
	if q.MinChildren != 0 {
		p := fault(ErrValue, "min_children_of_kpi")
		p.Allowed = words.New("one_of", "values", []string{"min_coverage"})
		c.report(path+"/min_children", ref, p)
	}
	coverage := c.minCoverage(path, ref, q.MinCoverage)
	return leastCoverage(coverage.Decimal), coverage.Valid
}

func (c *compiler) targetOrigin(path Pointer, ref Ref, k *KPI) {
	if k.Target == "" {
		return
	}
	if c.oneOf(path+"/target", ref, "target_origin", string(k.Target), texts(targetOrigins())) && len(k.Targets) > 0 {
		p := fault(ErrTarget, "targets_beside_contributors")
		p.Allowed, p.Hint = words.New("one_of_the_two"), words.New("take_targets_away")
		c.report(path+"/target", ref, p)
	}
}

// basisFits returns why a basis does not suit a KPI.
func basisFits(b measure.Basis, m *measure.Measure, k *KPI) *Problem {
	switch {
	case b == measure.Basis{}:
		return nil
	case m.Rollup == measure.NoRollup && k.Calculator.IsZero():
		p := fault(ErrFrequency, "basis_without_rollup", "basis", k.Basis)
		p.Allowed = words.New("one_of", "values", words.List(rollups()))
		return p
	case m.Kind != 0 && b.ToDate != 0 && b.ToDate.Size() < m.Kind.Size():
		p := fault(ErrFrequency, "basis_shorter_than_readings", "basis", k.Basis, "noun", m.Kind.Noun())
		p.Allowed = words.New("basis_of_whole_periods")
		return p
	}
	return nil
}

// seriesMeasure compiles how a series' values come in over time.
func (c *compiler) seriesMeasure(path Pointer, s *Series) measure.Measure {
	c.card.partial = append(c.card.partial, s.Contributors == ContributorsPartial)
	return c.measure(path, SeriesRef(s.ID), timing{s.Frequency, s.Rollup, s.Prorate, s.GraceDays, s.Since, s.Until, s.Contributors})
}

// timing holds the settings that KPIs and series have in common.
type timing struct {
	frequency    period.Frequency
	rollup       Rollup
	prorate      bool
	grace        int
	since, until period.Period
	contributors ContributorRule
}

// frequency returns the kind of period that a frequency names; 0 where it is unset or unknown.
func (c *compiler) frequency(path Pointer, ref Ref, f period.Frequency) almanac.Kind {
	if f == "" || !c.oneOf(path, ref, "frequency", string(f), texts(period.Frequencies())) {
		return 0
	}
	kind := f.Kind()
	if !c.card.almanac.Has(kind) {
		p := fault(ErrFrequency, "calendar_lacks", "nouns", kind.Nouns())
		p.Allowed = words.New("frequency_of_calendar")
		c.report(path, ref, p)
	}
	return kind
}

func (c *compiler) measure(path Pointer, ref Ref, t timing) measure.Measure {
	m := measure.Measure{Rollup: t.rollup.compile(), Prorate: t.prorate, Grace: t.grace}
	m.Kind = c.frequency(path+"/frequency", ref, t.frequency)
	if t.rollup != "" {
		c.oneOf(path+"/rollup", ref, "rollup", string(t.rollup), texts(rollups()))
	}
	if t.contributors != "" {
		c.oneOf(path+"/contributors", ref, "contributor_rule", string(t.contributors), texts(contributorRules()))
	}
	if t.prorate && t.frequency == "" {
		p := fault(ErrFrequency, "prorate_without_frequency")
		p.Allowed = words.New("one_of", "values", words.List(period.Frequencies()))
		c.report(path+"/prorate", ref, p)
	}
	if t.grace < 0 || t.grace > maxGrace {
		p := fault(ErrValue, "grace_days_out_of_range", "days", t.grace)
		p.Allowed = words.New("grace_days_range")
		c.report(path+"/grace_days", ref, p)
	}
	if s, ok := c.inCalendar(path+"/since", ref, t.since); ok {
		m.Since = s.First
	}
	if s, ok := c.inCalendar(path+"/until", ref, t.until); ok {
		m.Until = s.Last
	}
	if endsBefore(c.card.almanac, t.since, t.until) {
		p := fault(ErrValue, "measured_until_before_since", "until", t.until, "since", t.since)
		p.Allowed = words.New("end_not_before_start")
		c.report(path+"/until", ref, p)
	}
	return m
}

// maxGrace is the most days that a reading may come late.
const maxGrace = 366

// inCalendar returns the days of a period that a definition names. It returns false for the zero Period, and reports a
// period that the calendar does not have.
func (c *compiler) inCalendar(path Pointer, ref Ref, p period.Period) (almanac.Span, bool) {
	if p.IsZero() {
		return almanac.Span{}, false
	}
	s, ok := c.card.almanac.Span(p.Label())
	if !ok {
		c.report(path, ref, problemOf(period.Absent(c.card.almanac, p)))
	}
	return s, ok
}

// targets compiles the targets of all KPIs.
func (c *compiler) targets() {
	for _, k := range c.kpis {
		n, list := &c.card.nodes[k.node], k.path+"/targets"
		n.kpi.rollup = c.card.targetRollup(n, k.kpi.TargetRollup)
		stated := c.targetsOf(list, n, k.kpi.Targets)
		c.scorerFor(k.path, list, n, k.kpi, stated)
		place := k.path
		if !k.kpi.Threshold.IsZero() {
			place += "/threshold"
		}
		scorer := k.path
		if !k.kpi.Scorer.IsZero() {
			scorer += "/scorer"
		}
		c.finds(place, scorer, n)
		c.ratesAgainst(list, n, stated)
	}
}

// targetsOf compiles a list of a KPI's targets. It returns those without problems, in their places.
func (c *compiler) targetsOf(list Pointer, n *node, targets []Target) []*target.Stated {
	shape := c.card.shape(n.kpi)
	good := make([]*target.Stated, len(targets))
	for i := range targets {
		s, p := targets[i].state(c.card, shape, &c.hints)
		if p == nil && !n.kpi.targets.Add(s) {
			p = fault(ErrDuplicate, "target_twice", "period", periodName(s.From))
			p.Allowed = words.New("one_target_per_period")
			p.Path = "/period"
		}
		if p != nil {
			c.report(item(list, i), n.ref, p)
			continue
		}
		good[i] = &s
	}
	for i, s := range good {
		if s != nil {
			c.phased(item(list, i), n, s)
		}
	}
	return good
}

// targetRollup returns how a KPI's targets roll up: as stated, otherwise as its values do. Targets add up where the
// value is calculated by adding and subtracting values that add up.
func (s *Scorecard) targetRollup(n *node, stated Rollup) measure.Rollup {
	switch own := s.time.Measures[n.kpi.slot].Rollup; {
	case stated != "":
		return stated.compile()
	case own == measure.NoRollup && s.time.Adds(n.kpi.slot):
		return measure.Sum
	default:
		return own
	}
}

// shape returns what decides which targets suit a KPI.
func (s *Scorecard) shape(k *kpiNode) target.Shape {
	m := &s.time.Measures[k.slot]
	toDate := m.Basis.ToDate != 0 || m.Basis.Running
	return target.Shape{Card: s.time, Kind: m.Kind, Adds: k.rollup == measure.Sum, Splits: m.Prorate, ToDate: toDate}
}

// periodName names a period of targets in a problem; the zero Label is every period.
func periodName(l almanac.Label) any {
	if l.IsZero() {
		return words.New("every_period")
	}
	return l
}

// phased warns of a target for a larger period that does not say how it is phased, and of parts that do not add up to
// the whole.
func (c *compiler) phased(path Pointer, n *node, s *target.Stated) {
	m := &c.card.time.Measures[n.kpi.slot]
	kind := m.Kind
	if kind == 0 {
		kind = map[almanac.Kind]almanac.Kind{0: s.From.Kind, almanac.Month: almanac.Day}[m.Basis.ToDate]
	}
	if kind == 0 {
		kind = almanac.Month // a year to date mostly consists of months
	}
	value := s.Numbers[target.Value]
	if n.kpi.rollup != measure.Sum || s.From.IsZero() || !value.Valid || s.From.Kind.Size() <= kind.Size() {
		return
	}
	shared, stated := c.card.targetPlan(n.kpi, time.Time{}).Shared(s, kind)
	switch {
	case shared && s.Phasing == target.Whole:
		p := fault(ErrPhasing, "target_not_phased", "period", s.From)
		p.Hint = words.New("say_how_phased")
		c.warn(path+"/phasing", n.ref, p)
	case !shared && !stated.Equal(value.Decimal):
		p := fault(ErrPhasing, "target_parts_differ", "period", s.From, "sum", stated, "whole", value.Decimal)
		c.warn(path+"/value", n.ref, p)
	}
}
