package oracle

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// RandomEnds are the ends of a bridge that differ in some causes.
func RandomEnds(seed uint64) Ends {
	g := endsGenerator{&Generator{Rand: rand.New(rand.NewPCG(seed, 31))}, 0}
	from := g.card()
	if g.Chance(20) {
		g.use(&from)
	}
	to := from.Clone()
	if g.Chance(70) {
		g.readings(&to)
		to.Period = Pick(g.Rand, to.Period, period.Quarter(2026, 3))
	}
	if g.Chance(50) {
		g.retarget(to.Definition)
	}
	if g.Chance(50) {
		eachWeight(to.Definition, func(_, _ string, w *bsc.Number) {
			if g.Chance(50) {
				*w = g.weight()
			}
		})
	}
	if g.Chance(50) {
		g.restructure(&to)
	}
	e := Ends{From: from, To: to}
	if g.Chance(30) {
		e.To.Period = period.Quarter(2026, 3)
		known := from
		if e.Early = g.Chance(70); !e.Early {
			known = e.To
		}
		known = known.Clone()
		g.readings(&known)
		e.Restated = &known
	}
	return e
}

type endsGenerator struct {
	*Generator
	made int
}

func (g *endsGenerator) card() Card {
	c := Card{Definition: &bsc.Definition{ID: "card"}, Readings: map[bsc.Ref]bsc.Reading{}, Period: period.Quarter(2026, 2)}
	d := c.Definition
	d.Aggregator = g.rule()
	for p := range 1 + g.IntN(2) {
		perspective := bsc.Perspective{ID: fmt.Sprint("p", p), Weight: g.weight(), Aggregator: g.rule()}
		for o := range 1 + g.IntN(2) {
			objective := bsc.Objective{ID: fmt.Sprint("p", p, "o", o), Weight: g.weight(), Aggregator: g.rule()}
			for range 1 + g.IntN(5) {
				objective.KPIs = append(objective.KPIs, g.kpi())
			}
			perspective.Objectives = append(perspective.Objectives, objective)
		}
		d.Perspectives = append(d.Perspectives, perspective)
	}
	if g.Chance(30) {
		d.Scale.Cap = "120"
	}
	g.readings(&c)
	return c
}

func (g *endsGenerator) rule() bsc.Policy {
	switch name := Pick(g.Rand, "", "", "", "", "weighted_mean", "min", "max", "median", "geometric", "harmonic", "veto"); name {
	case "veto":
		return bsc.NewPolicy("veto", json.RawMessage(fmt.Sprintf(`{"limit": %d, "cap": %d}`, 20+g.IntN(30), 30+g.IntN(30))))
	default:
		return bsc.Policy{Name: name}
	}
}

func (g *endsGenerator) weight() bsc.Number {
	return Pick(g.Rand, bsc.Number("1"), "1", "2", "3", "0.5", "0.3333333333", "1234567890123456789012345678901234", "0", "0")
}

func (g *endsGenerator) kpi() bsc.KPI {
	g.made++
	k := bsc.KPI{ID: fmt.Sprint("k", g.made), Weight: g.weight()}
	k.Scorer.Name = Pick(g.Rand, "", "", "stated", "percent_of_target", "binary")
	k.Missing.Rule = Pick(g.Rand, "", "", "", bsc.MissingZero, bsc.MissingRequire)
	if g.Chance(10) {
		k.Round = &bsc.Rounding{Places: int32(g.IntN(3))}
	}
	k.Targets = g.target()
	return k
}

func (g *endsGenerator) target() []bsc.Target {
	if g.Chance(8) {
		return nil
	}
	return []bsc.Target{{Baseline: Pick(g.Rand, bsc.Number(""), "0", "-20"), Value: bsc.Number(fmt.Sprint(60 + g.IntN(80)))}}
}

func (g *endsGenerator) readings(c *Card) {
	c.Readings = map[bsc.Ref]bsc.Reading{}
	for id := range ordered(c.Definition) {
		switch {
		case g.Chance(6):
		case g.Chance(4):
			c.Readings[bsc.KPIRef(id)] = bsc.Reading{State: bsc.StateNotApplicable}
		default:
			c.Readings[bsc.KPIRef(id)] = bsc.Reading{Value: decimal.New(int64(g.IntN(1200)), Pick(g.Rand, int32(-1), -1, -1, 0))}
		}
	}
}

// use lets an objective use a KPI of another.
func (g *endsGenerator) use(c *Card) {
	var all []*bsc.Objective
	for o := range Objectives(c.Definition) {
		all = append(all, o)
	}
	if o, other := Pick(g.Rand, all...), Pick(g.Rand, all...); o != other {
		o.Uses = append(o.Uses, bsc.Use{KPI: other.KPIs[0].ID, Weight: g.weight()})
	}
}

// ordered yields the KPIs of a definition in its order.
func ordered(d *bsc.Definition) func(func(string) bool) {
	return func(yield func(string) bool) {
		for o := range Objectives(d) {
			for i := range o.KPIs {
				if !yield(o.KPIs[i].ID) {
					return
				}
			}
		}
	}
}

func (g *endsGenerator) retarget(d *bsc.Definition) {
	for o := range Objectives(d) {
		for i := range o.KPIs {
			if g.Chance(50) {
				o.KPIs[i].Targets = g.target()
			}
		}
	}
}

// restructure changes what a definition has or how it scores.
func (g *endsGenerator) restructure(c *Card) {
	var all []*bsc.Objective
	for o := range Objectives(c.Definition) {
		all = append(all, o)
	}
	for range 1 + g.IntN(3) {
		o := Pick(g.Rand, all...)
		switch g.IntN(10) {
		case 0: // retired
			if len(o.KPIs) > 1 {
				o.KPIs = o.KPIs[1:]
			}
		case 1: // entered
			k := g.kpi()
			o.KPIs = append(o.KPIs, k)
			c.Readings[bsc.KPIRef(k.ID)] = bsc.Reading{Value: decimal.New(int64(g.IntN(1200)), -1)}
		case 2: // moved
			if other := Pick(g.Rand, all...); other != o && len(o.KPIs) > 1 {
				other.KPIs, o.KPIs = append(other.KPIs, o.KPIs[0]), o.KPIs[1:]
			}
		case 3:
			o.Aggregator = g.rule()
		case 4:
			o.KPIs[0].Scorer.Name = Pick(g.Rand, "", "stated", "percent_of_target", "binary")
		case 5:
			o.KPIs[0].Missing.Rule = Pick(g.Rand, "", bsc.MissingZero, bsc.MissingRequire)
		case 7: // an objective goes elsewhere
			from, to := &c.Definition.Perspectives[0], &c.Definition.Perspectives[len(c.Definition.Perspectives)-1]
			if n := len(from.Objectives); from != to && n > 1 {
				to.Objectives = append(to.Objectives, from.Objectives[n-1])
				from.Objectives = from.Objectives[:n-1]
				return // the pointers are stale
			}
		case 8: // used by another objective
			if other := Pick(g.Rand, all...); other != o && len(other.KPIs) > 0 && len(o.Uses) == 0 {
				o.Uses = append(o.Uses, bsc.Use{KPI: other.KPIs[0].ID, Weight: g.weight()})
			}
		case 9: // scorers and roundings of all
			c.Definition.Defaults.Scorer.Name = Pick(g.Rand, "linear", "percent_of_target")
			c.Definition.Defaults.Round = &bsc.Rounding{Places: int32(g.IntN(3))}
		case 6:
			c.Definition.Scale = bsc.Scale{Min: Pick(g.Rand, bsc.Number("0"), "1"), Cap: Pick(g.Rand, bsc.Number("100"), "130")}
		}
	}
}
