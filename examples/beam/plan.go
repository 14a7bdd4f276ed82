package main

import (
	"fmt"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
)

// A plan is what all org units share: one scorecard, and what each brings to the one above it. Every worker gets it as
// a side input.
type plan struct {
	Definition  *bsc.Definition        `json:"definition"`
	Contributes []cascade.Contribution `json:"contributes"`
	card        *bsc.Scorecard
	period      period.Period
	standIn     *bsc.Definition
}

// inputs are all that is read of one folder: of a region, or of the top.
type inputs struct {
	units    []cascade.OrgUnit
	readings *bsc.Readings
	targets  bsc.TargetsByOrgUnit
}

// readPlan reads the plan for a period, and refuses what cannot be cut into regions.
func readPlan(document []byte, label string) (*plan, error) {
	p := new(plan)
	if err := bsc.Unmarshal(document, p, nil); err != nil {
		return nil, err
	}
	var err error
	if p.period, err = period.Parse(label); err != nil {
		return nil, err
	}
	if p.card, err = bsc.Compile(p.Definition, nil); err != nil {
		return nil, err
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	return p, p.makeStandIn()
}

// check refuses what a region's head cannot bring to the top as readings and scores.
func (p *plan) check() error {
	for _, c := range p.Contributes {
		additive := c.Mode == cascade.Additive
		if c.OrgUnit != "" || !additive && (c.Mode != cascade.Contributory || c.From.Kind != bsc.KindObjective) {
			return fmt.Errorf("%s of %v cannot be cut: only values, and scores of objectives, that go to the org unit above", c.Mode, c.From)
		}
	}
	for k := range p.Definition.KPIs() {
		if k.Contributors == bsc.ContributorsPartial || k.Target == bsc.TargetOfContributors {
			return fmt.Errorf("kpi:%s cannot be cut: how many contribute, and their targets, do not go up", k.ID)
		}
	}
	for _, s := range p.Definition.Series {
		if s.Contributors == bsc.ContributorsPartial {
			return fmt.Errorf("series:%s cannot be cut: how many contribute does not go up", s.ID)
		}
	}
	return nil
}

// checkReadings refuses a reading that does not apply to an org unit while the other input of a ratio may: the month is
// left out of both, of that org unit alone, and a total does not show it. The time in which an org unit exists is of
// all its inputs.
func (p *plan) checkReadings(r *bsc.Readings) error {
	joined := map[bsc.Ref]bool{}
	for _, node := range p.card.Nodes() {
		for _, ref := range p.card.Inputs(node) {
			joined[ref] = true
		}
	}
	for _, f := range r.Facts() {
		if f.State == bsc.StateNotApplicable && joined[f.Ref] {
			return fmt.Errorf("%v of %s does not apply in %v: it is an input of a calculation, and cannot be cut", f.Ref, f.OrgUnit, f.Period)
		}
	}
	return nil
}

// whole makes the org units of rows: each has the plan's scorecard, and all but those at the top contribute.
func (p *plan) whole(units []cascade.OrgUnit) []cascade.OrgUnit {
	units = slices.Clone(units)
	for i := range units {
		units[i].Definition = p.Definition
		if units[i].Parent != "" {
			units[i].Contributes = p.Contributes
		}
	}
	return units
}

// evaluate evaluates org units that contribute to one another.
func (p *plan) evaluate(units []cascade.OrgUnit, in *inputs) (*cascade.Result, error) {
	org, err := cascade.New(units, nil)
	if err != nil {
		return nil, err
	}
	if problems := org.CheckReadings(in.readings); len(problems) > 0 {
		return nil, &bsc.InputError{Problems: problems}
	}
	return org.Evaluate(bsc.Input{Period: p.period, Readings: in.readings, Targets: in.targets})
}
