package oracle

import (
	"cmp"
	"fmt"
	"math/rand/v2"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// Template is a card of four perspectives, five KPIs each, each with a target.
func Template() *bsc.Definition {
	def := &bsc.Definition{ID: "template", Perspectives: catalog.ClassicPerspectives()}
	for i := range def.Perspectives {
		p := &def.Perspectives[i]
		o := bsc.Objective{ID: p.ID}
		for j := range 5 {
			o.KPIs = append(o.KPIs, bsc.KPI{
				ID: fmt.Sprint(p.ID, j), Weight: bsc.Number(fmt.Sprint(1 + (i+j)%3)),
				Rollup: bsc.RollupSum, Frequency: period.Monthly, Targets: []bsc.Target{{Baseline: "0", Value: "100"}},
			})
		}
		p.Objectives = []bsc.Objective{o}
	}
	return def
}

// Upward contributes the score of every objective of the template to the same objective of the parent.
func Upward(weight bsc.Number) []cascade.Contribution {
	var list []cascade.Contribution
	for _, p := range catalog.ClassicPerspectives() {
		o := bsc.ObjectiveRef(p.ID)
		list = append(list, cascade.Contribution{Mode: cascade.Contributory, From: o, To: o, Weight: weight})
	}
	return list
}

// Company makes a tree of org units with a given number of children each. All have the template, and their own readings
// for March 2026.
func Company(units, branching int) ([]cascade.OrgUnit, *bsc.Readings) {
	def, rng := Template(), rand.New(rand.NewPCG(1, 2))
	list := make([]cascade.OrgUnit, units)
	readings := new(bsc.Readings)
	gives := Upward("2")
	for i := range list {
		list[i] = cascade.OrgUnit{ID: fmt.Sprint("u", i), Definition: def}
		if i > 0 {
			list[i].Parent, list[i].Contributes = fmt.Sprint("u", (i-1)/branching), gives
		}
		measure(rng, readings, list[i], 20)
	}
	return list, readings
}

// measure gives an org unit readings of its KPIs, except for one in oneIn.
func measure(rng *rand.Rand, readings *bsc.Readings, u cascade.OrgUnit, oneIn int) {
	for k := range u.Definition.KPIs() {
		if rng.IntN(oneIn) == 0 {
			continue
		}
		f := bsc.Fact{OrgUnit: u.ID, Ref: bsc.KPIRef(k.ID), Period: period.Month(2026, 3)}
		f.Value = decimal.New(rng.Int64N(11000), -2)
		if err := readings.Add(f); err != nil {
			panic(err)
		}
	}
}

// RandomCompany makes a small organisation with random contributions, not only to the parent. Its readings are for
// March 2026: every org unit's own, as if it stood alone. A cascade takes them WithoutReceived. By chance a reading may
// be contributed twice, which cascade.New refuses.
func RandomCompany(rng *rand.Rand) ([]cascade.OrgUnit, *bsc.Readings) {
	def, readings := Template(), new(bsc.Readings)
	units := make([]cascade.OrgUnit, 2+rng.IntN(12))
	for i := range units {
		u := cascade.OrgUnit{ID: fmt.Sprint("u", i), Definition: def}
		if i > 0 {
			u.Parent = fmt.Sprint("u", rng.IntN(i))
			u.Contributes = randomContributions(rng, def, i)
		}
		if rng.IntN(3) == 0 {
			u.Weights = map[bsc.Ref]bsc.Number{bsc.PerspectiveRef("process"): bsc.Number(fmt.Sprint(rng.IntN(4)))}
		}
		measure(rng, readings, u, 5)
		units[i] = u
	}
	return units, readings
}

// WithoutReceived are the readings without those of what has its readings from other org units.
func WithoutReceived(units []cascade.OrgUnit, all *bsc.Readings) *bsc.Readings {
	received := map[cascade.Step]bool{}
	for _, u := range units {
		for _, c := range u.Contributes {
			switch c.Mode {
			case cascade.Additive:
				received[cascade.Step{OrgUnit: cmp.Or(c.OrgUnit, u.Parent), Ref: c.To}] = true
			case cascade.SharedMeasure:
				received[cascade.Step{OrgUnit: u.ID, Ref: c.From}] = true
			}
		}
	}
	readings := new(bsc.Readings)
	for _, f := range all.Facts() {
		if !received[cascade.Step{OrgUnit: f.OrgUnit, Ref: f.Ref}] {
			if err := readings.Add(f); err != nil {
				panic(err)
			}
		}
	}
	return readings
}

func randomContributions(rng *rand.Rand, def *bsc.Definition, unit int) []cascade.Contribution {
	var list []cascade.Contribution
	for _, p := range def.Perspectives {
		kpi := bsc.KPIRef(p.Objectives[0].KPIs[rng.IntN(5)].ID)
		c := cascade.Contribution{Mode: cascade.Additive, From: kpi, To: kpi}
		switch rng.IntN(4) {
		case 0:
			continue
		case 1:
			o := bsc.ObjectiveRef(p.ID)
			c = cascade.Contribution{Mode: cascade.Contributory, From: o, To: o, Weight: bsc.Number(fmt.Sprint(rng.IntN(3)))}
		case 2:
			c.Mode = cascade.SharedMeasure
		}
		if rng.IntN(4) == 0 {
			c.OrgUnit = fmt.Sprint("u", rng.IntN(unit))
		}
		list = append(list, c)
	}
	return list
}
