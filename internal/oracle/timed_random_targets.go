package oracle

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// calculations adds KPIs that are calculated from others and from series.
func (g *timedGenerator) calculations() {
	o := &g.unit.Definition.Perspectives[0].Objectives[0]
	for i := range 3 {
		k := bsc.KPI{ID: fmt.Sprint("c", i)}
		if g.Chance(35) {
			k.Frequency, k.Rollup, k.Prorate, k.GraceDays = g.timing(60)
		} else if g.Chance(25) {
			k.Frequency = g.main
		}
		if k.Frequency == period.Daily && g.Chance(90) {
			k.Frequency = period.Weekly // looking back over years of days takes long
		}
		if k.Frequency == "" {
			k.Prorate = false
		}
		k.Calculator = g.calculator(i)
		g.manner(&k)
		if k.Calculator.Name == "change" && isToDate(k.Basis) {
			k.Basis = bsc.BasisPeriod // to date there is nothing before, as with a comparison
		}
		if r := g.reckoner(k); k.Rollup == "" && r.additive(r.measures[bsc.KPIRef(k.ID)]) {
			g.additive(&k, r)
		}
		if g.Chance(16) {
			k.Scorer = bsc.Policy{Name: Pick(g.Rand, "stated", "binary")}
		}
		o.KPIs = append(o.KPIs, k)
	}
}

// isToDate says whether a basis begins with a period and ends to date.
func isToDate(b bsc.Basis) bool { return startOf(b) != "" || b == bsc.BasisPeriodToDate }

// additive adjusts a sum of flows. Its targets may roll up differently. If it states a frequency, its joint parts must
// make up its periods: the meaning of larger or overlapping ones is open.
func (g *timedGenerator) additive(k *bsc.KPI, r *reckoner) {
	if g.Chance(10) {
		k.TargetRollup = g.rollup()
	}
	joint := r.jointKind(r.measures[bsc.KPIRef(k.ID)], g.card.Period.Frequency())
	if k.Frequency != "" && len(g.children(g.periodAt(g.near, k.Frequency), joint)) == 0 {
		k.Frequency, k.Prorate, k.Basis = "", false, ""
	}
}

// reckoner knows the definition so far, with one more KPI.
func (g *timedGenerator) reckoner(more bsc.KPI) *reckoner {
	d := *g.unit.Definition
	o := d.Perspectives[0].Objectives[0]
	o.KPIs = append(slices.Clone(o.KPIs), more)
	d.Perspectives = []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o}}}
	c := TimedCard{Book: g.card.Book, Units: []TimedUnit{{Definition: &d}}, Period: g.card.Period}
	return c.reckoners()[""]
}

// calculator reads series and KPIs, constants, and calculations before it.
func (g *timedGenerator) calculator(before int) bsc.Policy {
	input := func() string {
		if before > 0 && g.Chance(20) {
			return fmt.Sprint("c", g.IntN(before))
		}
		return Pick(g.Rand, "s0", "s1", "s2", "k0", "k1")
	}
	name := Pick(g.Rand, "ratio", "ratio", "mean", "sum", "sum", "sum", "difference", "difference", "product", "change")
	switch name {
	case "ratio":
		return bsc.NewPolicy(name, map[string]any{"num": input(), "den": input(), "times": Pick(g.Rand, 1, 1, 100)})
	case "change":
		args := map[string]any{"of": input()}
		if g.Chance(60) {
			args["against"] = Pick(g.Rand, bsc.ComparisonPrevious, bsc.ComparisonLastYear)
		}
		if g.Chance(50) {
			args["as"] = Pick(g.Rand, "absolute", "percent")
		}
		return bsc.NewPolicy(name, args)
	default:
		of := []any{input()}
		for range Pick(g.Rand, 0, 1, 1, 1, 2) {
			of = append(of, input())
		}
		if g.Chance(12) {
			of = append(of, Pick(g.Rand, 2, 12, 100))
		}
		return bsc.NewPolicy(name, map[string]any{"of": of})
	}
}

// allTargets states targets for all KPIs, and sometimes the org unit's own.
func (g *timedGenerator) allTargets() {
	kpis := g.unit.Definition.Perspectives[0].Objectives[0].KPIs
	own := g.Chance(25)
	for i := range kpis {
		kpis[i].Targets = g.targets(&kpis[i], Pick(g.Rand, 0, 1, 1, 1, 2, 2, 3, 3, 5))
		if own && g.Chance(50) {
			g.owns(&kpis[i])
		}
	}
}

// owns gives the org unit its own targets. One is for the year or for every period, so that the org unit certainly has
// one for the evaluated period.
func (g *timedGenerator) owns(k *bsc.KPI) {
	var targets []bsc.Target
	for _, t := range g.targets(k, Pick(g.Rand, 1, 2, 4)) {
		if t.RecordedAt.IsZero() && (t.Against == "" || t.Period.IsZero()) {
			targets = append(targets, t)
		}
	}
	year := g.periodAt(g.card.Book.daysOf(g.card.Period).first, period.Yearly)
	if !slices.ContainsFunc(targets, func(t bsc.Target) bool { return t.Period.IsZero() || t.Period == year }) {
		return
	}
	if g.unit.Targets == nil {
		g.unit.Targets = map[string][]bsc.Target{}
	}
	g.unit.Targets[k.ID] = targets
}

// targets are some targets of a KPI that may stand beside one another.
func (g *timedGenerator) targets(k *bsc.KPI, n int) []bsc.Target {
	var all []bsc.Target
	taken := map[string]bool{}
	tries := 3 * n
	r := g.reckoner(bsc.KPI{ID: "other"})
	m := r.measures[bsc.KPIRef(k.ID)]
	aim := aimOf{
		KPI: k, rollup: cmp.Or(k.TargetRollup, k.Rollup), unit: r.stepKind(m, g.card.Period.Frequency()),
		changes: r.changes(m),
	}
	if aim.rollup == "" && r.additive(m) {
		aim.rollup = bsc.RollupSum
	}
	for ; len(all) < n && tries > 0; tries-- {
		t := g.target(aim)
		moment := t.Period.String() + fmt.Sprint(t.RecordedAt.UnixNano())
		crosses := slices.ContainsFunc(all, func(other bsc.Target) bool { return g.cross(t.Period, other.Period) })
		if !taken[moment] && !crosses && !g.meet(aim, t, all) && !aim.comparedBeside(t, all) {
			all = append(all, t)
			taken[moment] = true
		}
	}
	return all
}

// An aimOf is a KPI with what its targets are made of.
type aimOf struct {
	*bsc.KPI
	rollup  bsc.Rollup
	unit    period.Frequency
	changes bool // it is a change, or is calculated from one
}

// changes says whether a measure is a change, or is calculated from one.
func (r *reckoner) changes(m timedMeasure) bool {
	return m.formula != nil && (m.formula.name == "change" || slices.ContainsFunc(m.formula.inputs, func(in operand) bool {
		return in.constant == nil && r.changes(r.measures[in.ref])
	}))
}

// meet says whether months and numbered periods with different days meet: which of them is inside which is open.
func (g *timedGenerator) meet(k aimOf, t bsc.Target, all []bsc.Target) bool {
	if g.card.Book.Table == nil && g.card.Book.Weeks == nil {
		return false
	}
	f := t.Period.Frequency()
	others := []period.Frequency{k.unit, g.card.Period.Frequency(), g.main}
	if k.Basis == bsc.BasisMonthToDate {
		others = append(others, period.Monthly)
	}
	for _, other := range all {
		others = append(others, other.Period.Frequency())
	}
	return f != "" && slices.ContainsFunc(others, func(other period.Frequency) bool {
		return sizeOf(f) == sizeOf(other) && f != other
	})
}

// comparedBeside says whether a comparison would stand beside other targets where it is made of parts: which of
// them decides is open.
func (k aimOf) comparedBeside(t bsc.Target, all []bsc.Target) bool {
	others := slices.ContainsFunc(all, func(other bsc.Target) bool {
		return other.Period != t.Period && (t.Against != "" || other.Against != "")
	})
	ofUnits := k.Basis != "" && k.Basis != bsc.BasisPeriod && k.rollup != "" && k.rollup != bsc.RollupLast
	return k.rollup == bsc.RollupSum && others || ofUnits && k.rollup != bsc.RollupSum && t.Against != ""
}

// cross says whether two periods have days in common, and neither is inside the other: what the one leaves of the
// other is open.
func (g *timedGenerator) cross(p, q period.Period) bool {
	if p == q || p.IsZero() || q.IsZero() {
		return false
	}
	a, b := g.card.Book.daysOf(p), g.card.Book.daysOf(q)
	return a.common(b) > 0 && (a == b || !a.holds(b) && !b.holds(a))
}

func (g *timedGenerator) target(k aimOf) bsc.Target {
	value := decimal.New(int64(50+g.IntN(3000)), Pick(g.Rand, int32(0), -1))
	t := bsc.Target{}
	if g.Chance(75) {
		t.Period = g.targetPeriod(k)
	}
	linear := k.Scorer.Name == ""
	better := int64(1)
	if k.Direction == bsc.DirectionLower {
		better = -1
	}
	part := func(times int64) bsc.Number { return bsc.NumberOf(value.Mul(decimal.New(times, -1))) }
	switch baseline := g.Chance(40); {
	case g.Chance(10) && !baseline && (!linear || better < 0 || !t.Period.IsZero()):
		value = decimal.Decimal{}
	case g.Chance(6) && !linear, g.Chance(6) && baseline:
		value = value.Neg() // the better side is then the other way round
		if baseline {
			t.Baseline = part(10 + 5*better)
		}
	case baseline:
		t.Baseline = part(10 - 5*better)
	}
	t.Value = bsc.NumberOf(value)
	if g.Chance(30) {
		t.RecordedAt = g.Moment(g.near - 100 + g.IntN(140))
	}
	if g.Chance(20) {
		t.Stretch = part(10 + 2*better)
	}
	if g.Chance(20) {
		t.Floor = part(10 - better)
	}
	g.phase(k, &t)
	return t
}

// targetPeriod is one that the KPI's own periods make up, or zero, where Compile would refuse it.
func (g *timedGenerator) targetPeriod(k aimOf) period.Period {
	around := Pick(g.Rand, k.Frequency, k.unit, g.card.Period.Frequency(), g.frequency(), period.Yearly, period.Yearly,
		period.Quarterly)
	if around == "" || sizeOf(around) < sizeOf(k.Frequency) {
		around = period.Yearly
	}
	p := g.periodAt(g.near+Pick(g.Rand, 0, 0, 0, -30, -90, -200), around)
	if k.Frequency != "" && !k.Prorate && len(g.children(p, k.Frequency)) == 0 {
		return period.Period{}
	}
	return p
}

// children are the periods of a frequency that make up another; none where they do not.
func (g *timedGenerator) children(p period.Period, f period.Frequency) []period.Period {
	parts, _ := g.card.Book.Children(p, f)
	return parts
}

// phase says how a target is spread, or what it is compared with. The past of a change has a past of its own, and
// which that is is open.
func (g *timedGenerator) phase(k aimOf, t *bsc.Target) {
	sum := k.rollup == bsc.RollupSum
	switch {
	case g.Chance(14) && (!sum || t.Period.IsZero()) && !k.changes:
		g.compare(k, t)
	case t.Period.IsZero():
	case sum:
		g.spreadOut(k, t)
	case t.Baseline != "" && g.Chance(50):
		t.Phasing = bsc.PhasingGlide
	}
}

func (g *timedGenerator) compare(k aimOf, t *bsc.Target) {
	t.Against = Pick(g.Rand, bsc.ComparisonPrevious, bsc.ComparisonLastYear, bsc.ComparisonLastYear, "series:s0")
	if isToDate(k.Basis) && t.Against == bsc.ComparisonPrevious {
		t.Against = bsc.ComparisonLastYear
	}
	t.Value = ""
	switch g.IntN(5) {
	case 0:
		t.Times = "1.05"
	case 1:
		t.Percent = Pick(g.Rand, bsc.Number("10"), "-5")
	case 2:
		t.Plus = Pick(g.Rand, bsc.Number("2"), "-30.5")
	}
}

func (g *timedGenerator) spreadOut(k aimOf, t *bsc.Target) {
	t.Phasing = Pick(g.Rand, "", bsc.PhasingLinear, bsc.PhasingLinear, bsc.PhasingStep)
	f := Pick(g.Rand, period.Monthly, period.ByPeriod, period.Quarterly)
	parts := g.children(t.Period, f)
	smaller := sizeOf(f) < sizeOf(t.Period.Frequency()) && sizeOf(f) >= sizeOf(k.unit)
	if g.Chance(30) && smaller && len(parts) > 0 {
		t.Phasing = bsc.PhasingSeasonal
		for range parts {
			t.Profile = append(t.Profile, Pick(g.Rand, bsc.Number("1"), "1", "2", "0.5", "3.5", "0"))
		}
		t.Profile[g.IntN(len(parts))] = "1"
	}
}
