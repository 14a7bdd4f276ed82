package oracle

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
)

// RandomTimedCascade is the organisation of a seed: a company, sometimes departments, and branches, which
// contribute series and KPIs to the org unit above them.
func RandomTimedCascade(seed uint64, books []*Daybook) *TimedCard {
	g := newTimedGenerator(rand.New(rand.NewPCG(seed, 4)), books)
	g.unit = &TimedUnit{Definition: &bsc.Definition{ID: "card", Calendar: g.card.Book.Calendar}}
	g.measures()
	g.calculations()
	g.plain()
	g.allTargets()
	g.unit.Targets = nil
	shared := g.contributions()
	gives := g.factors(contributionsOf(g.unit.Definition, shared))
	g.card.Units = g.organisation(shared, gives)
	for i := range g.card.Units {
		if g.unit = &g.card.Units[i]; i > 0 {
			g.employment()
		}
		if g.Chance(25) {
			g.ownTargets()
		}
		g.recordLeft(shared)
	}
	g.recordRates()
	return g.card
}

// factors converts some of what is contributed, by a number, by rates of the contributor or of the company, or by
// both. The rates are series of their own, one for each frequency.
func (g *timedGenerator) factors(gives []cascade.Contribution) []cascade.Contribution {
	d := g.unit.Definition
	for i := range gives {
		c := &gives[i]
		if !g.Chance(35) {
			continue
		}
		if g.Chance(55) {
			c.Factor.Number = Pick[bsc.Number](g.Rand, "0.6", "1.25", "0.0333", "24")
			if c.From.Kind == bsc.KindSeries && g.Chance(20) {
				c.Factor.Number = "-1"
			}
			if c.Factor.Number == "0.6" {
				c.Factor.Number, c.Factor.Share = "", "0.6"
			}
			if g.Chance(50) {
				continue
			}
		}
		f := g.frequencyOf(c.From)
		c.Factor.Rates = bsc.SeriesRef("rate-" + string(f))
		c.Factor.OrgUnit = Pick(g.Rand, "", "company")
		if !slices.ContainsFunc(d.Series, func(s bsc.Series) bool { return bsc.SeriesRef(s.ID) == c.Factor.Rates }) {
			s := bsc.Series{ID: c.Factor.Rates.ID, Frequency: f, GraceDays: Pick(g.Rand, 0, 0, 10)}
			s.Since, s.Until = g.lifetime(8, f)
			d.Series = append(d.Series, s)
		}
	}
	return gives
}

// frequencyOf is the frequency of a series or a KPI.
func (g *timedGenerator) frequencyOf(ref bsc.Ref) period.Frequency {
	for _, s := range g.unit.Definition.Series {
		if bsc.SeriesRef(s.ID) == ref {
			return s.Frequency
		}
	}
	for k := range g.unit.Definition.KPIs() {
		if bsc.KPIRef(k.ID) == ref {
			return k.Frequency
		}
	}
	return ""
}

// recordRates makes most rates positive, as those of currencies and shares are.
func (g *timedGenerator) recordRates() {
	for i := range g.card.Facts {
		if f := &g.card.Facts[i]; strings.HasPrefix(f.Ref.ID, "rate-") && g.Chance(99) {
			f.Value = f.Value.Abs()
		}
	}
}

// plain removes what cannot be added up: labels.
func (g *timedGenerator) plain() {
	kpis := g.unit.Definition.Perspectives[0].Objectives[0].KPIs
	for i := range kpis {
		if kpis[i].Scorer.Name == "points" {
			kpis[i].Scorer = bsc.Policy{}
		}
	}
}

// contributions are what every org unit brings to the one above it, and how the receivers use it.
func (g *timedGenerator) contributions() map[bsc.Ref]bool {
	shared := map[bsc.Ref]bool{}
	d := g.unit.Definition
	for i := range d.Series {
		if g.Chance(75) {
			shared[bsc.SeriesRef(d.Series[i].ID)] = true
			if g.Chance(30) {
				d.Series[i].Contributors = bsc.ContributorsPartial
			}
		}
	}
	for i := range d.Perspectives[0].Objectives[0].KPIs {
		k := &d.Perspectives[0].Objectives[0].KPIs[i]
		if k.Calculator.IsZero() && g.Chance(65) {
			shared[bsc.KPIRef(k.ID)] = true
			if g.Chance(30) {
				k.Contributors = bsc.ContributorsPartial
			}
		}
	}
	return shared
}

// organisation is a tree of two or three levels. Receivers may take their contributors' targets, which branches do
// not: what that means without contributors is open. So is a sum of targets that are comparisons.
func (g *timedGenerator) organisation(shared map[bsc.Ref]bool, gives []cascade.Contribution) []TimedUnit {
	branch := g.unit.Definition
	receiver := branch.Clone()
	kpis := receiver.Perspectives[0].Objectives[0].KPIs
	for i := range kpis {
		compared := false
		for _, t := range kpis[i].Targets {
			compared = compared || t.Against != ""
		}
		if shared[bsc.KPIRef(kpis[i].ID)] && !compared && convertible(&kpis[i], gives) && g.Chance(40) {
			kpis[i].Target, kpis[i].Targets = bsc.TargetOfContributors, nil
		}
	}
	units := []TimedUnit{{ID: "company", Definition: receiver}}
	add := func(id, parent string, d *bsc.Definition) {
		u := TimedUnit{ID: id, Parent: parent, Definition: d, Contributes: gives}
		units = append(units, u)
	}
	for i := range 1 + g.IntN(3) {
		id := fmt.Sprint("u", i)
		if below := g.IntN(3); g.Chance(40) && below > 0 {
			add(id, "company", receiver)
			for j := range below {
				add(fmt.Sprint(id, j), id, branch)
			}
			continue
		}
		add(id, "company", branch)
	}
	return units
}

// convertible says whether the contributors' targets of a KPI can be added up: rates convert no means of targets.
func convertible(k *bsc.KPI, gives []cascade.Contribution) bool {
	switch cmp.Or(k.TargetRollup, k.Rollup) {
	case "", bsc.RollupSum, bsc.RollupLast:
		return true
	}
	return !slices.ContainsFunc(gives, func(c cascade.Contribution) bool {
		return c.From == bsc.KPIRef(k.ID) && c.Factor.Rates != bsc.Ref{}
	})
}

// contributionsOf lists what is shared in the order of the definition.
func contributionsOf(d *bsc.Definition, shared map[bsc.Ref]bool) []cascade.Contribution {
	var refs []bsc.Ref
	for _, s := range d.Series {
		refs = append(refs, bsc.SeriesRef(s.ID))
	}
	for _, k := range d.Perspectives[0].Objectives[0].KPIs {
		refs = append(refs, bsc.KPIRef(k.ID))
	}
	var all []cascade.Contribution
	for _, ref := range refs {
		if shared[ref] {
			all = append(all, cascade.Contribution{Mode: cascade.Additive, From: ref, To: ref})
		}
	}
	return all
}

// ownTargets gives the org unit targets of its own, but no comparisons, which do not add up.
func (g *timedGenerator) ownTargets() {
	kpis := g.unit.Definition.Perspectives[0].Objectives[0].KPIs
	for i := range kpis {
		if kpis[i].Target == "" && g.Chance(40) {
			g.owns(&kpis[i])
		}
		for _, t := range g.unit.Targets[kpis[i].ID] {
			if t.Against != "" {
				delete(g.unit.Targets, kpis[i].ID)
			}
		}
	}
}

// recordLeft records readings of what is not contributed to the org unit.
func (g *timedGenerator) recordLeft(shared map[bsc.Ref]bool) {
	receives := false
	for _, u := range g.card.Units {
		receives = receives || u.Parent == g.unit.ID && u.ID != g.unit.ID
	}
	for _, s := range g.unit.Definition.Series {
		if ref := bsc.SeriesRef(s.ID); !receives || !shared[ref] {
			g.facts(ref, s.Frequency, false)
		}
	}
	for _, k := range g.unit.Definition.Perspectives[0].Objectives[0].KPIs {
		if ref := bsc.KPIRef(k.ID); k.Calculator.IsZero() && (!receives || !shared[ref]) {
			g.facts(ref, k.Frequency, false)
		}
	}
}
