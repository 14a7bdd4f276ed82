package main

import (
	"fmt"
	"iter"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/shopspring/decimal"
)

// What goes up from a region to the top is what its head brings to the org unit above: totals, month by month, and
// scores. At the top a stand-in takes the head's place. Its readings are the totals, and the scores as stated.

// collector is the org unit that a region's head contributes to while the region is evaluated. It shows the totals.
const collector = "(top)"

// A head goes from a region to the top.
type head struct {
	Unit     cascade.OrgUnit `json:"unit"` // the stand-in: id, parent and weights
	Readings []bsc.Fact      `json:"readings"`
}

// total and stated are the KPIs of a stand-in for a contribution: a total, or a score and the part of it without data.
func total(from bsc.Ref) bsc.Ref   { return bsc.KPIRef("total-of-" + from.ID + "-" + string(from.Kind)) }
func stated(from bsc.Ref) bsc.Ref  { return bsc.KPIRef("score-of-" + from.ID) }
func without(from bsc.Ref) bsc.Ref { return bsc.KPIRef("no-data-of-" + from.ID) }

// makeStandIn makes the scorecard of stand-ins. Their totals cover all periods that the plan's scorecard may need.
func (p *plan) makeStandIn() error {
	rolling, err := p.needed()
	if err != nil {
		return err
	}
	d := p.Definition
	values := bsc.Objective{ID: "(totals)"}
	stand := bsc.Perspective{ID: "(carried)"}
	seen := map[bsc.Ref]bool{}
	for _, c := range p.Contributes {
		if seen[c.From] {
			continue
		}
		seen[c.From] = true
		if c.Mode == cascade.Additive {
			k := p.measure(c.From)
			k.ID, k.Basis, k.Quota = total(c.From).ID, bsc.Rolling(max(1, rolling[c.From])), bsc.Quota{MinCoverage: "0"}
			values.KPIs = append(values.KPIs, k)
			continue
		}
		stand.Objectives = append(stand.Objectives, bsc.Objective{ID: c.From.ID, KPIs: []bsc.KPI{
			{ID: stated(c.From).ID, Scorer: bsc.Policy{Name: "stated"}},
			{ID: without(c.From).ID, Scorer: bsc.Policy{Name: "stated"}},
		}})
	}
	if len(values.KPIs) > 0 {
		stand.Objectives = append(stand.Objectives, values)
	}
	p.standIn = &bsc.Definition{
		ID: "(stand-in)", Calendar: d.Calendar, Scale: d.Scale, Ratings: d.Ratings,
		Defaults: bsc.Defaults{Threshold: bsc.Policy{Name: "none"}}, Perspectives: []bsc.Perspective{stand},
	}
	return nil
}

// measure returns a KPI, unscored, that is read like a KPI or a series of the plan.
func (p *plan) measure(ref bsc.Ref) bsc.KPI {
	none := bsc.Policy{Name: "none"}
	for _, s := range p.Definition.Series {
		if ref == bsc.SeriesRef(s.ID) {
			return bsc.KPI{Unit: s.Unit, Frequency: s.Frequency, Rollup: s.Rollup, Prorate: s.Prorate, Scorer: none}
		}
	}
	for k := range p.Definition.KPIs() {
		if ref == bsc.KPIRef(k.ID) {
			return bsc.KPI{Unit: k.Unit, Direction: k.Direction, Frequency: k.Frequency, Rollup: k.Rollup, Prorate: k.Prorate, Scorer: none}
		}
	}
	return bsc.KPI{} // cascade.New says that there is none
}

// needed returns how many periods of each KPI and series an evaluation may read.
func (p *plan) needed() (map[bsc.Ref]int, error) {
	needs, err := p.card.Needs(p.period, bsc.Input{Period: p.period})
	if err != nil {
		return nil, err
	}
	n := map[bsc.Ref]int{}
	for _, need := range needs.Readings {
		periods, err := p.card.Calendar().Range(need.From, need.To)
		if err != nil {
			return nil, err
		}
		n[need.Ref] = max(n[need.Ref], count(periods))
	}
	return n, nil
}

func count[T any](seq iter.Seq[T]) (n int) {
	for range seq {
		n++
	}
	return n
}

// region evaluates the org units of a region, and returns what its head brings to the top.
func (p *plan) region(in *inputs) (*cascade.Result, *head, error) {
	if err := p.checkReadings(in.readings); err != nil {
		return nil, nil, err
	}
	units := p.whole(in.units)
	at, err := headOf(in.units)
	if err != nil {
		return nil, nil, err
	}
	up := &head{Unit: cascade.OrgUnit{ID: units[at].ID, Parent: units[at].Parent}}
	units[at].Parent, units[at].Contributes = collector, nil
	for _, c := range p.Contributes {
		if c.Mode == cascade.Additive { // not yet by its factor: that is applied at the top
			to := total(c.From)
			units[at].Contributes = append(units[at].Contributes, cascade.Contribution{Mode: c.Mode, From: c.From, To: to})
		}
	}
	result, err := p.evaluate(append(units, cascade.OrgUnit{ID: collector, Definition: p.standIn}), in)
	if err != nil {
		return nil, nil, err
	}
	up.carry(p, result)
	return result, up, nil
}

// headOf returns the one org unit whose parent is not in the region.
func headOf(units []cascade.OrgUnit) (at int, err error) {
	known := map[string]bool{}
	for _, u := range units {
		known[u.ID] = true
	}
	at = -1
	for i, u := range units {
		switch {
		case known[u.Parent]:
		case at >= 0:
			return 0, fmt.Errorf("%s and %s stand at the head of one region", units[at].ID, u.ID)
		default:
			at = i
		}
	}
	if at < 0 {
		return 0, fmt.Errorf("no org unit stands at the head of the region")
	}
	return at, nil
}

// carry takes up the totals and scores of a region.
func (h *head) carry(p *plan, r *cascade.Result) {
	seen := map[bsc.Ref]bool{}
	for _, c := range p.Contributes {
		switch {
		case seen[c.From]:
		case c.Mode == cascade.Additive:
			h.total(total(c.From), r.Of(collector))
		default:
			o, _ := r.Of(h.Unit.ID).Of(c.From)
			h.score(p, c.From, o)
		}
		seen[c.From] = true
	}
}

// total takes up a total: its value for every period that has one. A period without is missing at the top, too.
func (h *head) total(kpi bsc.Ref, from *bsc.Result) {
	o, _ := from.Of(kpi)
	for _, part := range o.Window.Parts {
		if part.State == bsc.PartNotApplicable {
			h.Readings = append(h.Readings, bsc.Fact{OrgUnit: h.Unit.ID, Ref: kpi, Period: part.Period, Reading: bsc.Reading{State: bsc.StateNotApplicable}})
		}
	}
	for _, a := range from.Addends(kpi) {
		for _, part := range a.Parts {
			h.Readings = append(h.Readings, bsc.Fact{OrgUnit: h.Unit.ID, Ref: kpi, Period: part.Period, Reading: bsc.Reading{Value: part.Value}})
		}
	}
}

// score takes up a score. Its coverage is the weight of what is there, and the rest is of a KPI without a reading.
func (h *head) score(p *plan, of bsc.Ref, o bsc.Outcome) {
	say := func(kpi bsc.Ref, r bsc.Reading) {
		h.Readings = append(h.Readings, bsc.Fact{OrgUnit: h.Unit.ID, Ref: kpi, Period: p.period, Reading: r})
	}
	if o.Flags.Has(bsc.FlagNotApplicable) {
		say(stated(of), bsc.Reading{State: bsc.StateNotApplicable})
		say(without(of), bsc.Reading{State: bsc.StateNotApplicable})
		return
	}
	value, there := o.Score.Decimal()
	if !there {
		return
	}
	say(stated(of), bsc.Reading{Value: value})
	if h.Unit.Weights == nil {
		h.Unit.Weights = map[bsc.Ref]bsc.Number{}
	}
	h.Unit.Weights[stated(of)] = bsc.NumberOf(o.Coverage)
	h.Unit.Weights[without(of)] = bsc.NumberOf(decimal.NewFromInt(1).Sub(o.Coverage))
}

// top evaluates the org units above the regions on what their heads have brought.
func (p *plan) top(in *inputs, heads []*head) (*cascade.Result, error) {
	units := p.whole(in.units)
	for _, h := range heads {
		stand := h.Unit
		stand.Definition = p.standIn
		for _, c := range p.Contributes {
			if c.Mode == cascade.Additive {
				c.From = total(c.From)
			}
			stand.Contributes = append(stand.Contributes, c)
		}
		units = append(units, stand)
		if err := in.readings.Add(h.Readings...); err != nil {
			return nil, err
		}
	}
	return p.evaluate(units, in)
}
