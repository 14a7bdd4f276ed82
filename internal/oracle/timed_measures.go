package oracle

import (
	"cmp"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A timedMeasure holds the settings of a KPI or a series about the time of its values.
type timedMeasure struct {
	ref       bsc.Ref
	frequency period.Frequency
	rollup    bsc.Rollup
	basis     bsc.Basis
	prorate   bool
	grace     int
	own       span // from its first period to its last
	missing   bsc.Missing
	quota     bsc.Number
	formula   *formula // nil: it has readings
	partial   bool     // contributors that are there count
	givers    []giver  // what adds up to its readings
}

// A giver is a KPI or series of another org unit that contributes to a measure, with what converts it.
type giver struct {
	unit  string
	ref   bsc.Ref
	by    *fraction // nil: 1
	rates bsc.Ref   // zero: none
	bank  string    // the org unit that has the rates
}

// learn reads the definition.
func (r *reckoner) learn() {
	for _, s := range r.unit.Definition.Series {
		ref := bsc.SeriesRef(s.ID)
		r.measures[ref] = timedMeasure{
			ref: ref, frequency: s.Frequency, rollup: s.Rollup, prorate: s.Prorate, grace: s.GraceDays,
			own: r.lifetime(s.Since, s.Until), partial: s.Contributors == bsc.ContributorsPartial,
		}
	}
	for p := range r.unit.Definition.Perspectives {
		for o := range r.unit.Definition.Perspectives[p].Objectives {
			kpis := r.unit.Definition.Perspectives[p].Objectives[o].KPIs
			for k := range kpis {
				r.kpis = append(r.kpis, &kpis[k])
			}
		}
	}
	for _, k := range r.kpis {
		ref := bsc.KPIRef(k.ID)
		r.measures[ref] = timedMeasure{
			ref, k.Frequency, k.Rollup, k.Basis, k.Prorate, k.GraceDays, r.lifetime(k.Since, k.Until), k.Missing,
			k.Quota.MinCoverage, nil, k.Contributors == bsc.ContributorsPartial, nil,
		}
	}
	for _, k := range r.kpis {
		if m := r.measures[bsc.KPIRef(k.ID)]; !k.Calculator.IsZero() {
			m.formula = r.formula(k.Calculator)
			r.measures[m.ref] = m
		}
	}
}

// give tells other org units what this one contributes to them.
func (r *reckoner) give() {
	for _, c := range r.unit.Contributes {
		to := r.others[cmp.Or(c.OrgUnit, r.unit.Parent)]
		m := to.measures[c.To]
		by := c.Factor
		var factor *fraction
		if by.Number != "" || by.Share != "" {
			factor = fractionOf(cmp.Or(by.Number, "1")).times(fractionOf(cmp.Or(by.Share, "1")))
		}
		m.givers = append(m.givers, giver{r.unit.ID, c.From, factor, by.Rates, cmp.Or(by.OrgUnit, r.unit.ID)})
		to.measures[c.To] = m
	}
}

// once says whether a measure is calculated once over a window, from the values of its inputs there.
func (m timedMeasure) once() bool { return m.formula != nil && m.rollup == "" }

// flow says whether a measure adds up over its parts: by its roll-up, or as a sum or a difference of flows (11).
func (r *reckoner) flow(m timedMeasure) bool { return m.rollup == bsc.RollupSum || r.additive(m) }

// additive says whether a measure is a sum or a difference of flows, and of nothing else (11).
func (r *reckoner) additive(m timedMeasure) bool {
	if !m.once() || m.formula.name != "sum" && m.formula.name != "difference" {
		return false
	}
	for _, in := range m.formula.inputs {
		if in.constant != nil || !r.flow(r.measures[in.ref]) {
			return false
		}
	}
	return true
}

// jointKind is the coarsest frequency of a calculation's flows. Of two of one size, it is that of a flow that cannot be
// cut, otherwise that of the flow named first; "" if there is no flow. A flow without a frequency has the kind of the
// period asked for (6).
func (r *reckoner) jointKind(m timedMeasure, kind period.Frequency) period.Frequency {
	var coarsest period.Frequency
	coarsestCut := false
	for _, in := range m.formula.inputs {
		x := r.measures[in.ref]
		if in.constant != nil || !r.flow(x) {
			continue
		}
		f := cmp.Or(x.frequency, kind)
		if r.additive(x) {
			f = r.jointKind(x, kind)
		}
		cut := x.prorate
		if x.once() {
			cut = r.cuts(x, kind)
		}
		if sizeOf(f) > sizeOf(coarsest) || sizeOf(f) == sizeOf(coarsest) && !cut && coarsestCut && r.states(x) {
			coarsest, coarsestCut = f, cut
		}
	}
	return coarsest
}

// states says whether a flow fixes its parts.
func (r *reckoner) states(x timedMeasure) bool {
	if r.additive(x) {
		return r.jointKind(x, "") != ""
	}
	return x.frequency != ""
}

// stepKind is the frequency of the periods of which a measure's frames are made: its own, or that of its joint parts,
// or that of the period asked for.
func (r *reckoner) stepKind(m timedMeasure, kind period.Frequency) period.Frequency {
	if m.frequency == "" && m.once() {
		return cmp.Or(r.jointKind(m, kind), kind)
	}
	return cmp.Or(m.frequency, kind)
}

// partKind is the frequency of the parts of a measure's values; "" if it is calculated once and has no flow.
func (r *reckoner) partKind(m timedMeasure, kind period.Frequency) period.Frequency {
	if m.once() {
		return r.jointKind(m, kind)
	}
	return cmp.Or(m.frequency, kind)
}
