package oracle

import (
	"math/rand/v2"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// thresholds gives some nodes of a card another threshold: bands with other limits, with gaps or by period, and rules.
// It draws from numbers of its own, so that nothing else of the card depends on it.
func (g *Generator) thresholds(seed uint64) {
	own := *g
	own.Rand = rand.New(rand.NewPCG(seed, 16))
	d := own.card.Definition
	own.replace(12, &d.Threshold, d.Aggregator, nil)
	for i := range d.Perspectives {
		own.replace(12, &d.Perspectives[i].Threshold, d.Perspectives[i].Aggregator, nil)
	}
	for o := range Objectives(d) {
		own.replace(12, &o.Threshold, o.Aggregator, nil)
		for i := range o.KPIs {
			own.replace(25, &o.KPIs[i].Threshold, bsc.Policy{}, &o.KPIs[i])
		}
	}
}

// replace draws another threshold with a probability of percent. k is nil for what is no KPI. A node whose aggregator
// may need its bands keeps bands.
func (g *Generator) replace(percent int, t *bsc.Policy, aggregator bsc.Policy, k *bsc.KPI) {
	if !g.Chance(percent) {
		return
	}
	known := !aggregator.IsZero() && innermost(aggregator) != "most_frequent"
	switch {
	case (k != nil || known) && g.Chance(40):
		*t = bsc.NewPolicy("rules", g.rules(k))
	case k != nil && g.Chance(50):
		*t = bsc.NewPolicy("bands", g.actualBands(k))
	default:
		*t = bsc.NewPolicy("bands", g.scoreBands())
	}
}

// scoreBands are bands on the score with gaps, limits that belong to either side, and lists by period.
func (g *Generator) scoreBands() bsc.BandsArgs {
	args := bsc.BandsArgs{Include: g.side(), Bands: g.bandList(g.Ratings, g.Score)}
	asked := []period.Period{
		g.card.Period, period.Year(2026), period.Half(2026, 2), period.Half(2026, 1), period.Quarter(2026, 1),
		period.Quarter(2026, 2), period.Quarter(2026, 4), period.Year(2025), period.Month(2026, 7),
	}
	g.Shuffle(len(asked), func(i, j int) { asked[i], asked[j] = asked[j], asked[i] })
	for _, p := range asked[:g.IntN(4)] {
		args.Periods = append(args.Periods, bsc.PeriodBands{Period: p, Bands: g.bandList(g.Ratings, g.Score)})
	}
	return args
}

// actualBands are bands of a KPI on its actual, its variance, or limits of its target or of a series.
func (g *Generator) actualBands(k *bsc.KPI) bsc.BandsArgs {
	args := bsc.BandsArgs{On: Pick(g.Rand, "variance", "variance_percent", "actual", "actual", "actual"), Include: g.side()}
	nothing := func(t bsc.Target) bool { return t.Value != "" && fractionOf(t.Value).sign() == 0 && t.Period.IsZero() }
	if slices.ContainsFunc(k.Targets, nothing) && args.On == "variance_percent" {
		args.On = "variance"
	}
	ratings := slices.Clone(g.Ratings)
	if args.On != "actual" {
		args.Bands = g.bandList(ratings, g.Plain)
		return args
	}
	if k.Direction == bsc.DirectionLower {
		slices.Reverse(ratings)
	}
	var limits []bsc.BandLimit
	switch g.IntN(4) {
	case 0:
		limits = []bsc.BandLimit{{Of: "floor"}, {Of: "target"}, {Of: "stretch"}}
		g.aroundTargets(k)
	case 1:
		limits = []bsc.BandLimit{{Of: "target", Times: Pick(g.Rand, bsc.Number("0.95"), "1.1", "0.3333333333333333333333")}}
	case 2:
		limits = []bsc.BandLimit{{Of: "series:s0"}, {Of: "series:s1", Times: "1.05"}}
	default:
		limits = []bsc.BandLimit{{Value: bsc.NumberOf(g.Plain())}, {Of: "series:s2", Times: "2"}, {Of: "target"}}
	}
	for i, rating := range ratings[:min(len(ratings), len(limits)+1)] {
		band := bsc.BandArgs{Rating: rating}
		if i > 0 {
			band.From, band.Include = limits[i-1], g.side()
		}
		args.Bands = append(args.Bands, band)
	}
	return args
}

// aroundTargets gives every target of a KPI a floor below it and a stretch above it, or the same as the target.
func (g *Generator) aroundTargets(k *bsc.KPI) {
	k.Targets = slices.Clone(k.Targets)
	for i := range k.Targets {
		t := &k.Targets[i]
		if t.Value == "" {
			continue
		}
		value := decimal.RequireFromString(string(t.Value))
		beside := func(d decimal.Decimal) bsc.Number {
			if Admitted(d) {
				return bsc.NumberOf(d)
			}
			return t.Value
		}
		t.Floor = beside(value.Sub(Pick(g.Rand, decimal.Zero, decimal.New(1, 0), decimal.New(5, -1))))
		t.Stretch = beside(value.Add(Pick(g.Rand, decimal.Zero, decimal.New(1, 0), decimal.New(20, 0))))
	}
}

// bandList is a list of bands, some of which are gaps.
func (g *Generator) bandList(ratings []bsc.Rating, number func() decimal.Decimal) []bsc.BandArgs {
	var list []bsc.BandArgs
	for i, from := range g.rising(1+g.IntN(len(ratings)), number) {
		band := bsc.BandArgs{Rating: ratings[i]}
		if i > 0 {
			band.From, band.Include = bsc.BandLimit{Value: from}, g.side()
		}
		if g.Chance(15) && i > 0 {
			band.Rating = ""
		}
		list = append(list, band)
	}
	return list
}

func (g *Generator) side() string { return Pick(g.Rand, "", "", "lower", "upper") }

// rules are random rules for a KPI or, if k is nil, for another node.
func (g *Generator) rules(k *bsc.KPI) bsc.RulesArgs {
	ratings := append([]bsc.Rating{""}, g.Ratings...)
	args := bsc.RulesArgs{Otherwise: Pick(g.Rand, ratings...)}
	for range 1 + g.IntN(3) {
		args.Rules = append(args.Rules, bsc.RatingRule{When: g.when(k), Rating: Pick(g.Rand, ratings...)})
	}
	return args
}

func (g *Generator) when(k *bsc.KPI) bsc.When {
	var w bsc.When
	flags := []bsc.Flags{bsc.FlagProvisional, bsc.FlagUnscored, bsc.FlagCapped, bsc.FlagPartial, bsc.FlagFailed, bsc.FlagHeld}
	switch g.IntN(5) {
	case 0:
		w.Flags = Pick(g.Rand, flags...)
	case 1:
		one := Pick(g.Rand, flags...)
		w.Without = one | Pick(g.Rand, flags...)
	case 2:
		w.After = Pick(g.Rand, period.Day(2026, 9, 29), period.Day(2026, 9, 30), period.Day(2026, 1, 1))
	case 3:
		w.Before = Pick(g.Rand, period.Day(2026, 10, 1), period.Day(2026, 9, 30), period.Day(2027, 1, 1))
	default:
		w.Score = g.interval(g.Score)
	}
	if k == nil || g.Chance(30) {
		return w
	}
	switch g.IntN(5) {
	case 0:
		w.Actual = g.interval(g.Plain)
	case 1:
		w.PercentOfTarget = g.interval(g.Plain)
	case 2:
		w.Variance = g.interval(g.Plain)
	case 3:
		w.VariancePercent = g.interval(g.Plain)
	default:
		if k.Calculator.IsZero() {
			w.Movement = Pick(g.Rand, bsc.Interval{From: "0"}, bsc.Interval{Above: "0"}, bsc.Interval{To: "0"}, bsc.Interval{Below: "0"})
		}
	}
	return w
}

// interval is an interval with one end or two.
func (g *Generator) interval(number func() decimal.Decimal) bsc.Interval {
	ends := g.rising(2, number)
	return Pick(g.Rand,
		bsc.Interval{From: ends[0]}, bsc.Interval{Above: ends[0]}, bsc.Interval{To: ends[1]}, bsc.Interval{Below: ends[1]},
		bsc.Interval{From: ends[0], Below: ends[1]}, bsc.Interval{Above: ends[0], To: ends[1]}, bsc.Interval{From: ends[0], To: ends[0]})
}
