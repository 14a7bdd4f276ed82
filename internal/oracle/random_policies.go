package oracle

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// pairs are arguments that are pairs of a value and a score.
type pairs [][2]bsc.Number

// aggregator is a random aggregator for any parent, or none.
func (g *Generator) aggregator() bsc.Policy {
	switch g.IntN(16) {
	case 0:
		return bsc.Policy{Name: "weighted_sum"}
	case 1:
		return bsc.Policy{Name: "geometric"}
	case 2:
		return bsc.Policy{Name: "harmonic"}
	case 3:
		p := Pick(g.Rand, bsc.Number("2"), "3", "-2", "0.5", "-0.5", "1", "0", "-1", "1.7", "40", "-1e3", "0.001", "1e-9")
		return bsc.NewPolicy("power", map[string]any{"p": p})
	case 4:
		return bsc.Policy{Name: Pick(g.Rand, "min", "max")}
	case 5:
		return bsc.Policy{Name: "median"}
	case 6:
		return bsc.Policy{Name: "most_frequent"}
	case 7:
		return g.veto()
	case 8:
		return bsc.Policy{Name: Pick(g.Rand, firstPart, firstPartMonotone, "weighted_mean")}
	}
	return bsc.Policy{}
}

// veto is a veto by the children, or by any where none is named.
func (g *Generator) veto(children ...string) bsc.Policy {
	args := map[string]any{"limit": bsc.NumberOf(g.Score()), "cap": bsc.NumberOf(g.Score())}
	if of := g.aggregator(); !of.IsZero() {
		args["of"] = of
	}
	if len(children) > 0 {
		args["children"] = children
	}
	return bsc.NewPolicy("veto", args)
}

// threshold is a random threshold for any node, or none: bands on score.
func (g *Generator) threshold() bsc.Policy {
	if g.Chance(80) {
		return bsc.Policy{}
	}
	return g.Bands("score", g.Ratings)
}

// Bands are bands with some of the ratings, which stand in the order of the line.
func (g *Generator) Bands(on string, ratings []bsc.Rating) bsc.Policy {
	var bands []map[string]any
	for i, from := range g.rising(1+g.IntN(len(ratings)), g.Score) {
		band := map[string]any{"rating": ratings[i]}
		if i > 0 {
			band["from"] = from
		}
		bands = append(bands, band)
	}
	args := map[string]any{"bands": bands}
	if on != "score" || g.Chance(50) {
		args["on"] = on
	}
	if g.Chance(50) {
		args["include"] = Pick(g.Rand, "lower", "upper")
	}
	return bsc.NewPolicy("bands", args)
}

// kpiThreshold is a random threshold of a KPI that has its direction and targets, or none.
func (g *Generator) kpiThreshold(k *bsc.KPI) bsc.Policy {
	if g.Chance(70) {
		return g.threshold()
	}
	ratings := slices.Clone(g.Ratings)
	if k.Direction == bsc.DirectionLower {
		slices.Reverse(ratings)
	}
	on := Pick(g.Rand, "actual", "percent_of_target")
	if slices.ContainsFunc(k.Targets, hasNoPercentage) {
		on = "actual"
	}
	return g.Bands(on, ratings)
}

// hasNoPercentage says whether nothing is a percentage of a target. Nothing of a period alone may be a part of a sum.
func hasNoPercentage(t bsc.Target) bool {
	value := fractionOf(cmp.Or(t.Value, "1"))
	return value.sign() < 0 || value.sign() == 0 && t.Period.IsZero()
}

// rising are n different numbers, from the lowest.
func (g *Generator) rising(n int, number func() decimal.Decimal) []bsc.Number {
	var all []decimal.Decimal
	for len(all) < n {
		d := number()
		if !slices.ContainsFunc(all, d.Equal) {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, decimal.Decimal.Compare)
	var numbers []bsc.Number
	for _, d := range all {
		numbers = append(numbers, bsc.NumberOf(d))
	}
	return numbers
}

// Score is a number on or about the scale, near something that matters.
func (g *Generator) Score() decimal.Decimal {
	span := g.Scale.Met.Sub(g.Scale.Min)
	onTheWay := g.Scale.Min.Add(span.Mul(decimal.New(int64(g.IntN(12)), -1)))
	return g.Near(Pick(g.Rand, g.Scale.Min, g.Scale.Met, g.Scale.Cap, decimal.Zero, onTheWay))
}

// Near is the number itself or a neighbour: one unit of the tenth place away, half of one, or the smallest difference
// there is.
func (g *Generator) Near(d decimal.Decimal) decimal.Decimal {
	steps := []decimal.Decimal{
		decimal.Zero, decimal.Zero, decimal.New(1, -10), decimal.New(5, -11), decimal.New(5, -1), decimal.New(25, -2),
	}
	if g.extreme {
		steps = append(steps, decimal.New(1, -18), decimal.New(50000001, -18), decimal.New(1, -24))
	}
	step := Pick(g.Rand, steps...)
	if g.Chance(50) {
		return d.Sub(step)
	}
	return d.Add(step)
}

// Plain is a number far from the limits of what is allowed.
func (g *Generator) Plain() decimal.Decimal {
	return decimal.New(int64(g.IntN(400)-100), -int32(g.IntN(3)))
}

// number is any number, sometimes near the limits of what is allowed, or beyond them.
func (g *Generator) number() decimal.Decimal {
	if !g.extreme || g.Chance(60) {
		return g.Near(g.Plain())
	}
	long := decimal.RequireFromString("9876543210987654321098765432109876")
	return Pick(g.Rand,
		decimal.New(1, 51), decimal.New(-9, 51), decimal.New(1, 52), decimal.New(1, -52), decimal.New(1, -53),
		decimal.New(1, 18), decimal.New(1, -18), decimal.New(10, -53), decimal.New(100, 16), decimal.New(0, 60),
		long, long.Shift(1), long.Shift(18), long.Shift(19), long.Shift(-52), long.Shift(-53), long.Shift(-18),
		long.Shift(1).Add(decimal.New(1, 0)))
}

// admissible is a number that a definition may hold.
func (g *Generator) admissible() decimal.Decimal {
	for {
		if d := g.number(); Admitted(d) {
			return d
		}
	}
}

// kpi is a random KPI, with its reading.
func (g *Generator) kpi(id, inherited string) bsc.KPI {
	k := bsc.KPI{ID: id, Missing: g.missing(), Round: g.round(), Timing: Pick(g.Rand, "", bsc.TimingLead, bsc.TimingLag)}
	k.Direction = Pick(g.Rand, "", bsc.DirectionHigher, bsc.DirectionLower, bsc.DirectionCloser)
	scorer := inherited
	if g.Chance(75) || inherited == "linear" && k.Direction == bsc.DirectionCloser {
		scorer = g.scorerName(k.Direction)
		k.Scorer.Name = scorer
	}
	values := g.targets(&k, scorer)
	if !k.Scorer.IsZero() {
		own, more := g.scorer(scorer, k.Direction)
		k.Scorer = own
		values = append(values, more...)
	}
	k.Threshold = g.kpiThreshold(&k)
	if scorer != "points" && len(g.kpis) > 0 && g.Chance(12) {
		k.Calculator = g.calculator()
	} else {
		g.read(bsc.KPIRef(id), scorer, values)
	}
	g.kpis = append(g.kpis, id)
	if g.Chance(6) {
		asked := Pick(g.Rand, period.Period{}, period.Period{}, g.card.Period, period.Year(2026))
		g.card.Targets[id] = bsc.Target{Period: asked, Value: g.maybe(), Baseline: g.maybe()}
	}
	return k
}

func (g *Generator) scorerName(d bsc.Direction) string {
	if d == bsc.DirectionCloser {
		return Pick(g.Rand, "range", "range", "curve", "binary", "stated", "points", "none")
	}
	return Pick(g.Rand, "linear", "linear", "linear", "curve", "goal_flag", "percent_bands", "steps", "binary", "points",
		"stated", "stated", "none", "tolerance", "avoid", "percent_of_target", "achievement", "log")
}

// maybe is a number or, sometimes, none.
func (g *Generator) maybe() bsc.Number {
	if g.Chance(20) {
		return ""
	}
	return bsc.NumberOf(g.Plain())
}

// targets gives a KPI its targets, standing, stated for the period, or none, and returns the
// values that matter.
func (g *Generator) targets(k *bsc.KPI, scorer string) []decimal.Decimal {
	var values []decimal.Decimal
	for _, asked := range []period.Period{{}, g.card.Period, period.Year(2026)} {
		if !g.Chance(60) {
			continue
		}
		t := bsc.Target{Period: asked}
		value := g.admissible()
		switch scorer {
		case "range", "avoid", "tolerance":
			if value.IsZero() {
				value = decimal.New(1, 0)
			}
		case "percent_of_target":
			value = decimal.Max(value.Abs(), decimal.New(1, -52))
		case "linear", "achievement":
			value = g.baseline(k.Direction, value, &t)
		case "log":
			value = g.goalposts(k.Direction, &t)
		}
		t.Value = bsc.NumberOf(value)
		k.Targets = append(k.Targets, t)
		values = append(values, value, value.Add(decimal.New(1, 0)))
		if t.Baseline != "" {
			values = append(values, decimal.RequireFromString(string(t.Baseline)))
		}
	}
	return values
}

// baseline completes a target for linear and returns its value: with a baseline on its worse
// side, or without one and positive.
func (g *Generator) baseline(d bsc.Direction, value decimal.Decimal, t *bsc.Target) decimal.Decimal {
	if g.Chance(30) {
		return decimal.Max(value.Abs(), decimal.New(1, -52))
	}
	span := Pick(g.Rand, decimal.New(1, 0), decimal.New(2, 11), decimal.New(3, 0), decimal.New(7, -1))
	baseline := value.Sub(span)
	if d == bsc.DirectionLower {
		baseline = value.Add(span)
	}
	if Admitted(baseline) {
		t.Baseline = bsc.NumberOf(baseline)
		return value
	}
	return decimal.Max(value.Abs(), decimal.New(1, -52))
}

// goalposts are a baseline and a target, which is returned, for log: both are above 0. Often one is a power of the other.
func (g *Generator) goalposts(d bsc.Direction, t *bsc.Target) decimal.Decimal {
	low := Pick(g.Rand, decimal.New(1, 0), decimal.New(1, -2), decimal.New(5, -1), decimal.New(100, 0), decimal.New(3, 0))
	high := low.Mul(Pick(g.Rand, decimal.New(10, 0), decimal.New(16, 0), decimal.New(27, 0), decimal.New(750, 0), decimal.New(10001, -4)))
	if d == bsc.DirectionLower {
		low, high = high, low
	}
	t.Baseline = bsc.NumberOf(low)
	return high
}

// scorer is the scorer of a name with random arguments, and the values that matter to it.
func (g *Generator) scorer(name string, d bsc.Direction) (bsc.Policy, []decimal.Decimal) {
	args := map[string]any{}
	var values []bsc.Number
	switch name {
	case "curve":
		anchors := g.scored(2+g.IntN(4), d)
		args["anchors"], values = anchors, anchors.values()
	case "steps":
		from := g.scored(1+g.IntN(4), d)
		if g.Chance(50) {
			slices.Reverse(from)
		}
		args["from"], values = from, from.values()
	case "achievement":
		anchors := g.scored(2+g.IntN(4), bsc.DirectionHigher)
		args["anchors"] = anchors // of percentages: no values
	case "range":
		args = g.rangeArgs()
	case "avoid":
		args = g.rangeArgs()
		args["met_at"] = args["zero_at"]
		delete(args, "zero_at")
	case "tolerance":
		args["zero_at"] = Pick[any](g.Rand, json.Number("0.5"), json.Number("7"), "5%", "150%")
	case "goal_flag":
		values = g.towardsBetter(2, d)
		args["red_flag"], args["goal"] = values[0], values[1]
	case "percent_bands":
		values = g.towardsBetter(2+g.IntN(4), d)
		args["limits"] = values
	case "points":
		args["labels"] = map[string]any{"yes": bsc.NumberOf(g.Score()), "no": bsc.NumberOf(g.Score())}
	default:
		return bsc.Policy{Name: name}, nil
	}
	return bsc.NewPolicy(name, args), decimalsOf(values)
}

// scored are values with scores that follow the KPI's direction; under closer they have one peak.
func (g *Generator) scored(n int, d bsc.Direction) pairs {
	scores := g.rising(n, g.Score)
	if g.Chance(20) {
		scores[0] = scores[n-1]
		for i := range scores {
			scores[i] = scores[0]
		}
	}
	switch d {
	case bsc.DirectionLower:
		slices.Reverse(scores)
	case bsc.DirectionCloser:
		slices.Reverse(scores[g.IntN(n):]) // whatever was in the tail now falls from the peak
	}
	var all pairs
	for i, v := range g.rising(n, g.admissible) {
		all = append(all, [2]bsc.Number{v, scores[i]})
	}
	return all
}

func (p pairs) values() []bsc.Number {
	var values []bsc.Number
	for _, at := range p {
		values = append(values, at[0])
	}
	return values
}

// towardsBetter are values from the worst to the best.
func (g *Generator) towardsBetter(n int, d bsc.Direction) []bsc.Number {
	values := g.rising(n, g.admissible)
	if d == bsc.DirectionLower {
		slices.Reverse(values)
	}
	return values
}

func decimalsOf(numbers []bsc.Number) []decimal.Decimal {
	var all []decimal.Decimal
	for _, n := range numbers {
		all = append(all, decimal.RequireFromString(string(n)))
	}
	return all
}

// rangeArgs are distances, the same or not on both sides, absolute or percent but never both.
func (g *Generator) rangeArgs() map[string]any {
	distance := func(n int) any { return json.Number(bsc.NumberOf(decimal.New(int64(n), -1))) }
	if g.Chance(50) {
		distance = func(n int) any { return string(bsc.NumberOf(decimal.New(int64(n), -1))) + "%" }
	}
	side := func() (within, zeroAt any) {
		n := g.IntN(30)
		return distance(n), distance(n + 1 + g.IntN(40))
	}
	within, zeroAt := side()
	if g.Chance(40) {
		lowWithin, lowZeroAt := side()
		within = map[string]any{"low": lowWithin, "high": within}
		zeroAt = map[string]any{"low": lowZeroAt, "high": zeroAt}
	}
	args := map[string]any{"within": within, "zero_at": zeroAt}
	if g.Chance(15) {
		delete(args, "within")
	}
	return args
}

// calculator is a random calculator. One that multiplies or divides reads series, which stay far from the limits.
func (g *Generator) calculator() bsc.Policy {
	series := func() string { return Pick(g.Rand, "s0", "s1", "s2", "series:s0") }
	switch name := Pick(g.Rand, "ratio", "sum", "difference", "product", "mean"); name {
	case "ratio":
		args := map[string]any{"num": series(), "den": series()}
		if g.Chance(50) {
			args["times"] = bsc.NumberOf(g.Plain())
		}
		return bsc.NewPolicy(name, args)
	case "product", "mean":
		return bsc.NewPolicy(name, map[string]any{"of": []string{series(), series(), series()}[:1+g.IntN(3)]})
	default:
		of := []string{Pick(g.Rand, g.kpis...), series(), "kpi:" + Pick(g.Rand, g.kpis...)}
		return bsc.NewPolicy(name, map[string]any{"of": of[:1+g.IntN(3)]})
	}
}

// read gives a KPI its reading, or none.
func (g *Generator) read(ref bsc.Ref, scorer string, values []decimal.Decimal) {
	if g.Chance(12) {
		return
	}
	state := bsc.StateFinal
	if g.Chance(20) {
		state = Pick(g.Rand, "", bsc.StateProvisional, bsc.StateNotApplicable, bsc.StateNotDue, bsc.StateStale)
	}
	r := bsc.Reading{State: state}
	switch {
	case state == bsc.StateNotApplicable, state == bsc.StateNotDue:
	case scorer == "points" && g.Chance(90):
		r.Label = Pick(g.Rand, "yes", "no", "yes", "no", "unknown")
	case scorer == "stated" && g.Chance(80):
		r.Value = g.Score()
	case g.Chance(3):
		r.Label = "yes"
	case len(values) >= 2 && g.Chance(40):
		r.Value = g.betweenTwo(values)
	case len(values) > 0 && g.Chance(70):
		r.Value = g.Near(Pick(g.Rand, values...))
	default:
		r.Value = g.number()
	}
	g.card.Readings[ref] = r
}

// betweenTwo is a value between two others, or beyond them. Its score is often a tie of the tenth place.
func (g *Generator) betweenTwo(values []decimal.Decimal) decimal.Decimal {
	from, to := Pick(g.Rand, values...), Pick(g.Rand, values...)
	part := decimal.New(int64(g.IntN(140)-20), -2)
	part = part.Add(Pick(g.Rand, decimal.Zero, decimal.New(5, -13), decimal.New(15, -13), decimal.New(1, -12)))
	return from.Add(to.Sub(from).Mul(part))
}
