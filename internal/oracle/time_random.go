package oracle

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

// A timeGenerator makes cards with KPIs and series of mixed frequencies.
type timeGenerator struct {
	*Generator
	card DatedCard
	near int // a day in the middle of what is recorded
}

// RandomDatedCard is the card of a seed, with one of the calendars: the same for ever, until the generator changes.
func RandomDatedCard(seed uint64, books []*Book) DatedCard {
	g := &timeGenerator{Generator: &Generator{Rand: rand.New(rand.NewPCG(seed, 2))}}
	g.near = dayOf(bsc.Day(2026, 1, 10)) + g.IntN(320)
	g.card.Book = Pick(g.Rand, books...)
	g.card.Definition = &bsc.Definition{ID: "card", Calendar: g.card.Book.Calendar}
	g.card.Period = g.periodAt(g.near, g.frequency())
	if g.Chance(60) {
		g.card.AsOf = g.Moment(g.near - 60 + g.IntN(120))
	}
	g.measured()
	g.calculated()
	for k := range KPIs(g.card.Definition) {
		g.targets(k)
	}
	return g.card
}

// frequency is one of which the calendar has periods.
func (g *timeGenerator) frequency() bsc.Frequency {
	f := Pick(g.Rand, bsc.Daily, bsc.Weekly, bsc.Weekly, bsc.Monthly, bsc.Monthly, bsc.Monthly, bsc.Monthly,
		bsc.Quarterly, bsc.Quarterly, bsc.HalfYearly, bsc.Yearly, bsc.Yearly, bsc.ByPeriod, bsc.ByPeriod)
	if f == bsc.HalfYearly && g.card.Book.Table != nil {
		return bsc.Quarterly
	}
	return f
}

// periodAt is the period of a frequency with a day, or the month, where the calendar has none.
func (g *timeGenerator) periodAt(day int, f bsc.Frequency) bsc.Period {
	p, ok := g.card.Book.at(day, f)
	if !ok {
		p, _ = g.card.Book.at(day, bsc.Monthly)
	}
	return p
}

// Moment is an hour of a day, counted from 1970, in some time zone.
func (g *Generator) Moment(day int) time.Time {
	zone := time.FixedZone("", 3600*Pick(g.Rand, 0, 0, 0, -12, 14, 2))
	date := time.Unix(int64(day)*86400, 0).UTC()
	return time.Date(date.Year(), date.Month(), date.Day(), g.IntN(24), g.IntN(60), 0, 0, zone)
}

// measured adds series, and KPIs that have readings.
func (g *timeGenerator) measured() {
	d := g.card.Definition
	for i := range 2 {
		s := bsc.Series{ID: fmt.Sprint("s", i)}
		s.Frequency, s.Rollup, s.Prorate, s.GraceDays = g.timing()
		d.Series = append(d.Series, s)
		g.facts(bsc.SeriesRef(s.ID), s.Frequency, false)
	}
	o := bsc.Objective{ID: "o"}
	for i := range 4 {
		k := bsc.KPI{ID: fmt.Sprint("k", i)}
		k.Frequency, k.Rollup, k.Prorate, k.GraceDays = g.timing()
		labels := g.Chance(8)
		if labels {
			k.Scorer = bsc.Policy{Name: "points", Args: json.RawMessage(`{"labels": {"yes": 100, "no": 0}}`)}
		}
		g.manner(&k)
		o.KPIs = append(o.KPIs, k)
		g.facts(bsc.KPIRef(k.ID), k.Frequency, labels)
	}
	d.Perspectives = []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o}}}
}

// timing is what series and KPIs say alike.
func (g *timeGenerator) timing() (f bsc.Frequency, rollup bsc.Rollup, prorate bool, grace int) {
	if g.Chance(80) {
		f = g.frequency()
		prorate = g.Chance(50)
	}
	if g.Chance(85) {
		rollup = g.rollup()
	}
	return f, rollup, prorate, Pick(g.Rand, 0, 0, 5, 40)
}

func (g *timeGenerator) rollup() bsc.Rollup {
	return Pick(g.Rand,
		bsc.RollupSum, bsc.RollupSum, bsc.RollupMean, bsc.RollupLast, bsc.RollupLast, bsc.RollupMin, bsc.RollupMax)
}

// manner is the rest of what a KPI says about time.
func (g *timeGenerator) manner(k *bsc.KPI) {
	k.Direction = Pick(g.Rand, "", "", "", bsc.LowerIsBetter)
	if g.Chance(50) && (k.Rollup != "" || !k.Calculator.IsZero()) {
		k.Basis = Pick(g.Rand, bsc.PeriodToDate, bsc.YearToDate, bsc.YearToDate, bsc.HalfToDate, bsc.QuarterToDate,
			bsc.MonthToDate, bsc.Rolling(1+g.IntN(14)))
		noHalves := k.Basis == bsc.HalfToDate && g.card.Book.Table != nil
		if noHalves || size(sinceStart(k.Basis)) < size(k.Frequency) && sinceStart(k.Basis) != "" {
			k.Basis = bsc.OfPeriod
		}
	}
	if g.Chance(20) && k.Scorer.IsZero() {
		k.Since = g.periodAt(g.near-300+g.IntN(330), Pick(g.Rand, k.Frequency, bsc.Monthly))
	}
	if g.Chance(30) {
		k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1 + g.IntN(4), HalfLife: g.IntN(3)}
	}
	if g.Chance(20) && k.Rollup != "" {
		k.TargetRollup = g.rollup()
	}
}

// facts records readings over more than a year: most of them, with corrections.
func (g *timeGenerator) facts(ref bsc.Ref, f bsc.Frequency, labels bool) {
	if f == "" {
		f = g.card.Period.Frequency()
	}
	present := Pick(g.Rand, 100, 97, 90, 60, 15)
	odd := Pick(g.Rand, 0, 0, 3, 10)
	back := 430
	if f == bsc.Daily {
		back = Pick(g.Rand, 40, 100, 430)
	}
	for day := g.near - back; day < g.near+60; day++ {
		p, ok := g.card.Book.at(day, f)
		if !ok {
			continue
		}
		day = g.card.Book.days(p).last
		if g.Chance(present) {
			g.record(bsc.Fact{Ref: ref, Period: p}, day, odd, labels)
		}
	}
}

// record adds a reading, and sometimes a correction.
func (g *timeGenerator) record(f bsc.Fact, day, odd int, labels bool) {
	for i := range Pick(g.Rand, 1, 1, 1, 1, 2) {
		f.Value = g.Amount()
		if labels {
			f.Label = Pick(g.Rand, "yes", "no")
		}
		f.State = bsc.StateFinal
		if g.Chance(odd) {
			f.State = Pick(g.Rand,
				bsc.StateProvisional, bsc.StateProvisional, bsc.StateNotApplicable, bsc.StateNotDue, bsc.StateStale)
		}
		if day += g.IntN(20) + 1; i > 0 || g.Chance(70) {
			f.RecordedAt = g.Moment(day)
		}
		g.card.Facts = append(g.card.Facts, f)
		day++ // moments of one reading differ, in whatever zone
		day++
	}
}

// Amount is what a reading of a dated card may be.
func (g *Generator) Amount() decimal.Decimal {
	return decimal.New(int64(g.IntN(2200)-100), Pick(g.Rand, int32(0), 0, -1, -2))
}

// calculated adds KPIs that are calculated from others and from series.
func (g *timeGenerator) calculated() {
	o := &g.card.Definition.Perspectives[0].Objectives[0]
	for i := range 2 {
		k := bsc.KPI{ID: fmt.Sprint("c", i)}
		if g.Chance(50) {
			k.Frequency, k.Rollup, k.Prorate, k.GraceDays = g.timing()
		}
		if k.Frequency == bsc.Daily && g.Chance(90) {
			k.Frequency = bsc.Weekly // years of days that look back for days take long
		}
		a, b := Pick(g.Rand, "s0", "s1", "k0"), Pick(g.Rand, "s0", "s1", "k1")
		if i > 0 && g.Chance(30) {
			b = "c0"
		}
		name := Pick(g.Rand, "ratio", "mean", "sum", "difference", "product")
		k.Calculator = bsc.NewPolicy(name, map[string]any{"of": []string{a, b}})
		if name == "ratio" {
			k.Calculator = bsc.NewPolicy(name, map[string]any{"num": a, "den": b})
		}
		g.manner(&k)
		o.KPIs = append(o.KPIs, k)
	}
}

// targets states some targets.
func (g *timeGenerator) targets(k *bsc.KPI) {
	unit := g.card.Period.Frequency()
	if k.Frequency != "" {
		unit = k.Frequency
	}
	taken := map[string]bool{}
	for range Pick(g.Rand, 0, 1, 1, 2, 3, 5) {
		t := g.target(k)
		if !g.settled(k, unit, t) {
			continue
		}
		moment := t.Period.String() + fmt.Sprint(t.RecordedAt.UnixNano())
		crosses := func(other bsc.Target) bool { return g.cross(t.Period, other.Period) }
		if !taken[moment] && !slices.ContainsFunc(k.Targets, crosses) {
			k.Targets = append(k.Targets, t)
		}
		taken[moment] = true
	}
}

// settled says whether it is settled what a target means beside the others.
func (g *timeGenerator) settled(k *bsc.KPI, unit bsc.Frequency, t bsc.Target) bool {
	return !g.meet(k, unit, t) && !comparedBeside(k, t)
}

// meet says whether months and numbered periods meet that do not have the same days.
func (g *timeGenerator) meet(k *bsc.KPI, unit bsc.Frequency, t bsc.Target) bool {
	if g.card.Book.Table == nil && g.card.Book.Weeks == nil {
		return false
	}
	f := t.Period.Frequency()
	others := []bsc.Frequency{unit, g.card.Period.Frequency()}
	if k.Basis == bsc.MonthToDate {
		others = append(others, bsc.Monthly)
	}
	for _, other := range k.Targets {
		others = append(others, other.Period.Frequency())
	}
	beside := func(other bsc.Frequency) bool { return size(f) == size(other) && f != other }
	return f != "" && slices.ContainsFunc(others, beside)
}

// comparedBeside says whether a comparison would stand beside other targets where it is made of units.
func comparedBeside(k *bsc.KPI, t bsc.Target) bool {
	rollup := cmp.Or(k.TargetRollup, k.Rollup)
	others := slices.ContainsFunc(k.Targets, func(other bsc.Target) bool {
		return other.Period != t.Period && (t.Against != "" || other.Against != "")
	})
	ofUnits := k.Basis != "" && k.Basis != bsc.OfPeriod && rollup != "" && rollup != bsc.RollupLast
	return rollup == bsc.RollupSum && others || ofUnits && rollup != bsc.RollupSum && t.Against != ""
}

// cross says whether two periods have days in common, and neither is inside the other.
func (g *timeGenerator) cross(p, q bsc.Period) bool {
	if p == q || p.IsZero() || q.IsZero() {
		return false
	}
	a, b := g.card.Book.days(p), g.card.Book.days(q)
	return a.common(b) > 0 && (a == b || !a.contains(b) && !b.contains(a))
}

func (g *timeGenerator) target(k *bsc.KPI) bsc.Target {
	value := decimal.New(int64(50+g.IntN(3000)), Pick(g.Rand, int32(0), -1))
	t := bsc.Target{Value: bsc.NumberOf(value)}
	if g.Chance(75) {
		around := Pick(g.Rand, k.Frequency, g.card.Period.Frequency(), g.frequency(), bsc.Yearly, bsc.Yearly, bsc.Quarterly)
		if around == "" || size(around) < size(k.Frequency) {
			around = bsc.Yearly
		}
		t.Period = g.periodAt(g.near+Pick(g.Rand, 0, 0, 0, -30, -90, -200), around)
		if k.Frequency != "" && !k.Prorate && len(g.children(t.Period, k.Frequency)) == 0 {
			t.Period = bsc.Period{} // Compile refuses it
		}
	}
	if g.Chance(30) {
		t.RecordedAt = g.Moment(g.near - 100 + g.IntN(140))
	}
	part := func(times int64) bsc.Number { return bsc.NumberOf(value.Mul(decimal.New(times, -1))) }
	better := int64(1)
	if k.Direction == bsc.LowerIsBetter {
		better = -1
	}
	if g.Chance(40) {
		t.Baseline = part(10 - 5*better)
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

// children are the periods of a frequency that make up another; none where they do not.
func (g *timeGenerator) children(p bsc.Period, f bsc.Frequency) []bsc.Period {
	parts, _ := g.card.Book.Children(p, f)
	return parts
}

// phase says how a target is spread, or what it is compared with.
func (g *timeGenerator) phase(k *bsc.KPI, t *bsc.Target) {
	rollup := cmp.Or(k.TargetRollup, k.Rollup)
	past := g.card.Book.Table == nil && size(k.Frequency) <= size(g.card.Period.Frequency())
	switch {
	case g.Chance(10) && past && (rollup != bsc.RollupSum || t.Period.IsZero()):
		t.Against = Pick(g.Rand, bsc.PreviousPeriod, bsc.LastYear, bsc.Benchmark("s0"))
		t.Value, t.Times = "", Pick(g.Rand, bsc.Number(""), "1.05")
	case t.Period.IsZero():
	case rollup == bsc.RollupSum:
		t.Phasing = Pick(g.Rand, "", bsc.PhasingLinear, bsc.PhasingLinear, bsc.PhasingStep)
		f := Pick(g.Rand, bsc.Monthly, bsc.ByPeriod, bsc.Quarterly)
		parts := g.children(t.Period, f)
		if g.Chance(30) && size(f) < size(t.Period.Frequency()) && size(f) >= size(k.Frequency) && len(parts) > 0 {
			t.Phasing = bsc.PhasingSeasonal
			for range parts {
				t.Profile = append(t.Profile, Pick(g.Rand, bsc.Number("1"), "2", "0.5", "3.5"))
			}
		}
	case t.Baseline != "" && g.Chance(50):
		t.Phasing = bsc.PhasingGlide
	}
}
