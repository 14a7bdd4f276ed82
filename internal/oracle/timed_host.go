package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// RandomHostCard is a timed card as hosts make them: readings of one frequency, totals to date and ratios of totals,
// targets for years and months, and some months missing, not applicable or provisional. RandomTimedCard prefers awkward
// cards; this one makes usual ones, fast.
func RandomHostCard(seed uint64, books []*Daybook) *TimedCard {
	g := newTimedGenerator(rand.New(rand.NewPCG(seed, 5)), books)
	g.main = Pick(g.Rand, period.Monthly, period.Monthly, period.Monthly, period.ByPeriod, period.Weekly, period.Quarterly)
	g.card.Period = g.periodAt(g.near, Pick(g.Rand, g.main, g.main, g.main, period.Quarterly, period.Yearly))
	g.mood = Pick(g.Rand, timedMood{100, 0, 0}, timedMood{100, 0, 0}, timedMood{90, 0, 0}, timedMood{100, 0, 10}, timedMood{92, 0, 8})
	if g.card.AsOf = g.Moment(g.near + 400); g.Chance(60) {
		g.card.AsOf = g.Moment(g.near - 5 + g.IntN(80))
	}
	d := &bsc.Definition{ID: "card", Calendar: g.card.Book.Calendar}
	g.card.Units = []TimedUnit{{ID: "north", Definition: d}}
	g.unit = &g.card.Units[0]
	o := bsc.Objective{ID: "o"}
	for i := range 3 {
		d.Series = append(d.Series, bsc.Series{ID: fmt.Sprint("s", i), Frequency: g.main, Rollup: bsc.RollupSum})
	}
	for i := range 6 {
		k := bsc.KPI{ID: fmt.Sprint("k", i), Frequency: g.main}
		k.Rollup = Pick(g.Rand, bsc.RollupSum, bsc.RollupSum, bsc.RollupSum, g.rollup())
		g.usual(&k)
		o.KPIs = append(o.KPIs, k)
	}
	for i := range 3 {
		k := bsc.KPI{ID: fmt.Sprint("c", i), Frequency: g.main, Calculator: g.ofTotals()}
		g.usual(&k)
		o.KPIs = append(o.KPIs, k)
	}
	d.Perspectives = []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o}}}
	g.recordAll()
	for i := range g.card.Facts {
		g.card.Facts[i].Value = g.cents()
	}
	own := g.Chance(35)
	kpis := d.Perspectives[0].Objectives[0].KPIs
	for i := range kpis {
		kpis[i].Targets = g.targets(&kpis[i], Pick(g.Rand, 1, 1, 1, 2, 3))
		if !slices.ContainsFunc(kpis[i].Targets, func(t bsc.Target) bool { return t.Period.IsZero() }) && g.Chance(85) {
			kpis[i].Targets = append(kpis[i].Targets, bsc.Target{Value: bsc.NumberOf(g.cents().Abs().Add(decimal.New(1, 0)))})
		}
		if own && g.Chance(60) {
			g.owns(&kpis[i])
		}
	}
	return g.card
}

// usual sets the rest of a KPI's settings.
func (g *timedGenerator) usual(k *bsc.KPI) {
	k.Direction = Pick(g.Rand, "", "", "", bsc.DirectionLower)
	k.Basis = Pick(g.Rand, bsc.BasisPeriod, bsc.BasisYearToDate, bsc.BasisYearToDate, bsc.BasisPeriodToDate, bsc.Rolling(2+g.IntN(11)))
	if start := startOf(k.Basis); start != "" && sizeOf(start) < sizeOf(k.Frequency) {
		k.Basis = bsc.BasisPeriod
	}
	switch {
	case g.Chance(10):
		k.Scorer = bsc.Policy{Name: Pick(g.Rand, "stated", "binary")}
	case g.Chance(10):
		k.Since, k.Until = g.lifetime(40, k.Frequency)
	case g.Chance(10):
		k.Quota.MinCoverage = Pick(g.Rand, bsc.Number("0"), "0.5", "0.9", "1")
	}
	k.GraceDays = Pick(g.Rand, 0, 0, 5, 20)
}

// ofTotals is a calculation from what adds up.
func (g *timedGenerator) ofTotals() bsc.Policy {
	input := func() string { return Pick(g.Rand, "s0", "s1", "s2") }
	switch name := Pick(g.Rand, "ratio", "ratio", "sum", "difference"); name {
	case "ratio":
		return bsc.NewPolicy(name, map[string]any{"num": input(), "den": input(), "times": Pick(g.Rand, 1, 100)})
	default:
		return bsc.NewPolicy(name, map[string]any{"of": []any{input(), input()}})
	}
}

// cents is a number with two decimals, or fewer.
func (g *timedGenerator) cents() decimal.Decimal {
	return decimal.New(int64(g.IntN(200_000))-Pick(g.Rand, int64(0), 0, 0, 20_000), -2).Truncate(int32(g.IntN(3)))
}
