package bsc

// kpiMeasure compiles how a KPI's values come in over time.
func (c *compiler) kpiMeasure(path Pointer, ref Ref, k *KPI, missing Missing) measure {
	m := c.measure(path, ref, timing{k.Frequency, k.Rollup, k.Prorate, k.GraceDays})
	m.targets = k.TargetRollup
	if k.TargetRollup == "" {
		m.targets = k.Rollup
	} else {
		c.oneOf(path+"/target_rollup", ref, "roll-up", string(k.TargetRollup), texts(rollups()))
	}
	if missing.Rule == MissingCarryForward {
		m.maxAge, m.halfLife = missing.MaxAge, missing.HalfLife
	}
	if s, ok := c.inCalendar(path+"/since", ref, k.Since); ok {
		m.since = s.first
	}
	c.inCalendar(path+"/review", ref, k.Review)
	b, p := k.Basis.compile()
	if p == nil {
		p = basisFits(b, &m, k)
	}
	if p != nil {
		c.report(path+"/basis", ref, p)
		return m
	}
	m.basis = b
	return m
}

// basisFits says why a basis does not suit a KPI.
func basisFits(b basis, m *measure, k *KPI) *Problem {
	switch {
	case b == basis{}:
		return nil
	case m.rollup == "" && k.Calculator.IsZero():
		p := fault(ErrFrequency, "the basis %s without a rollup", k.Basis)
		p.Allowed = list(rollups())
		return p
	case m.kind != 0 && b.toDate != 0 && b.toDate.size() < m.kind.size():
		p := fault(ErrFrequency, "the basis %s of a KPI with readings by %s", k.Basis, m.kind.noun())
		p.Allowed = "a basis of one or more of its periods"
		return p
	}
	return nil
}

// seriesMeasure compiles how a series' values come in over time.
func (c *compiler) seriesMeasure(path Pointer, s *Series) measure {
	return c.measure(path, SeriesRef(s.ID), timing{s.Frequency, s.Rollup, s.Prorate, s.GraceDays})
}

// timing is what KPIs and series say alike.
type timing struct {
	frequency Frequency
	rollup    Rollup
	prorate   bool
	grace     int
}

// frequency returns the kind of period that a frequency names; 0 where it is unset or unknown.
func (c *compiler) frequency(path Pointer, ref Ref, f Frequency) periodKind {
	if f == "" || !c.oneOf(path, ref, "frequency", string(f), texts(frequencies())) {
		return 0
	}
	kind := kindOf(f)
	if !c.card.almanac.has(kind) {
		p := fault(ErrFrequency, "the calendar has no %ss", kind.noun())
		p.Allowed = "a frequency of which the calendar has periods"
		c.report(path, ref, p)
	}
	return kind
}

func (c *compiler) measure(path Pointer, ref Ref, t timing) measure {
	m := measure{ref: ref, rollup: t.rollup, prorate: t.prorate, grace: t.grace}
	m.kind = c.frequency(path+"/frequency", ref, t.frequency)
	if t.rollup != "" {
		c.oneOf(path+"/rollup", ref, "roll-up", string(t.rollup), texts(rollups()))
	}
	if t.prorate && t.frequency == "" {
		p := fault(ErrFrequency, "prorate without a frequency")
		p.Allowed = list(frequencies())
		c.report(path+"/prorate", ref, p)
	}
	if t.grace < 0 || t.grace > maxGrace {
		p := fault(ErrValue, "grace_days is %d", t.grace)
		p.Allowed = "0 to 366"
		c.report(path+"/grace_days", ref, p)
	}
	return m
}

// maxGrace is the most days that a reading may come late.
const maxGrace = 366

// inCalendar returns the days of a period that a definition names; it is false for the zero
// Period, and reports one that the calendar does not have.
func (c *compiler) inCalendar(path Pointer, ref Ref, p Period) (span, bool) {
	if p.IsZero() {
		return span{}, false
	}
	s, ok := c.card.almanac.span(p)
	if !ok {
		c.report(path, ref, c.card.almanac.absent(p))
	}
	return s, ok
}

// targets compiles a KPI's targets. Those that are good are returned in their places.
func (c *compiler) targets(path Pointer, ref Ref, k *KPI) []*stated {
	n := &c.card.nodes[len(c.card.nodes)-1]
	m := &c.card.measures[n.kpi.slot]
	good := make([]*stated, len(k.Targets))
	for i := range k.Targets {
		place := at(path, "targets", i)
		s, p := k.Targets[i].state(m, &c.card.almanac)
		if p == nil {
			p = c.comparable(ref, &s)
		}
		if p == nil && !n.kpi.targets.add(s) {
			p = fault(ErrDuplicate, "a second target for %s", periodText(s.From))
			p.Allowed = "one target a period and recorded_at"
			p.Path = "/period"
		}
		if p != nil {
			c.report(place, ref, p)
			continue
		}
		good[i] = &s
	}
	for i, s := range good {
		if s != nil {
			c.phased(at(path, "targets", i), n, s)
		}
	}
	return good
}

// comparable checks the series that a target compares with.
func (c *compiler) comparable(ref Ref, s *stated) *Problem {
	series, ok := cutKind(string(s.against))
	if !ok || c.ids[series] != "" {
		return nil
	}
	p := fault(ErrUnknownRef, "there is no series %s", quote(series.ID))
	p.Path, p.Hint = "/against", c.hints.didYouMean(series.ID, c.names[KindSeries])
	return p
}

func periodText(p Period) string {
	if p.IsZero() {
		return "every period"
	}
	return p.String()
}

// phased warns of a target for a larger period that does not say how it is phased, and of
// parts that do not add up to the whole.
func (c *compiler) phased(path Pointer, n *node, s *stated) {
	m := &c.card.measures[n.kpi.slot]
	kind := m.kind
	if kind == 0 {
		kind = map[periodKind]periodKind{0: s.From.kind, monthPeriod: dayPeriod}[m.basis.toDate]
	}
	if kind == 0 {
		kind = monthPeriod // a year to date is most often one of months
	}
	if !m.sums() || s.From.IsZero() || !s.Value.Valid || s.From.kind.size() <= kind.size() {
		return
	}
	find := finder{e: &evaluation{card: c.card, shared: new(shared)}, m: m, targets: &n.kpi.targets}
	ph := find.phase(s, kind)
	switch {
	case ph.last != (Period{}) && s.phasing == "":
		p := fault(ErrPhasing, "the target for %s is not phased: a smaller period, or the time to date, is measured against the whole of it", s.From)
		p.Hint = "say how it is phased: linear, step, or seasonal with a profile"
		c.warn(path+"/phasing", n.ref, p)
	case ph.last.IsZero() && ph.stated[0].Cmp(rat(s.Value.Decimal)) != 0:
		p := fault(ErrPhasing, "the targets stated for all parts of %s add up to %s, not to %s", s.From, canonical(decimalOf(ph.stated[0])), canonical(s.Value.Decimal))
		c.warn(path+"/value", n.ref, p)
	}
}

// timed reports whether an evaluation may need one reading more than once.
func (c *compiler) timed() bool {
	if len(c.card.calculated) > 0 {
		return true
	}
	for i := range c.card.measures {
		if m := &c.card.measures[i]; m.kind != 0 || m.basis != (basis{}) || m.maxAge > 0 {
			return true
		}
	}
	return false
}
