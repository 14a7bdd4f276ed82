package oracle

import (
	"fmt"
	"math/rand/v2"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A timedGenerator makes cards with KPIs and series of mixed frequencies, on few periods, so that cases meet. It
// prefers awkward ones. It leaves out what the design leaves open; a comment says so at each place.
type timedGenerator struct {
	*Generator
	card *TimedCard
	unit *TimedUnit // the org unit being made
	near int        // a day in the middle of what is recorded
	main period.Frequency
	mood timedMood
}

// A timedMood says how much of what should be recorded is recorded.
type timedMood struct {
	present int // percent of the readings
	odd     int // percent of them that are provisional, stale, not due or not applicable
	none    int // percent of them that are not applicable
}

// Daybooks are those of calendar years, twice, of fiscal years, of years of weeks, and of a table.
func Daybooks() []*Daybook {
	var books []*Daybook
	for _, c := range []period.Calendar{
		{},
		{},
		{StartMonth: 4, NamedBy: period.NamedByStart},
		{StartMonth: 10},
		{Weeks: &period.WeekYear{Pattern: period.Weeks445, EndDay: period.Saturday, EndMonth: 12, Nearest: true}},
		{Weeks: &period.WeekYear{Pattern: period.Weeks454, EndDay: period.Sunday, EndMonth: 6}},
		Thirteen(),
	} {
		books = append(books, NewDaybook(c))
	}
	return books
}

// RandomTimedCard is the card of a seed, with one org unit.
func RandomTimedCard(seed uint64, books []*Daybook) *TimedCard {
	g := newTimedGenerator(rand.New(rand.NewPCG(seed, 2)), books)
	d := &bsc.Definition{ID: "card", Calendar: g.card.Book.Calendar}
	g.card.Units = []TimedUnit{{ID: Pick(g.Rand, "", "north"), Definition: d}}
	g.unit = &g.card.Units[0]
	g.employment()
	g.measures()
	g.recordAll()
	g.calculations()
	g.allTargets()
	switch {
	case g.Chance(4) && g.card.Book.Table == nil: // how far back a table must reach for these is left open
		g.stand()
	case g.Chance(4):
		g.breakSome()
	}
	return g.card
}

func newTimedGenerator(r *rand.Rand, books []*Daybook) *timedGenerator {
	g := &timedGenerator{Generator: &Generator{Rand: r}}
	g.near = dayNumber(period.Day(2026, 1, 10)) + g.IntN(320)
	g.card = &TimedCard{Book: Pick(g.Rand, books...)}
	g.card.Period = g.periodAt(g.near, Pick(g.Rand, g.frequency(), g.frequency(), period.Quarterly, period.Quarterly, period.Yearly))
	g.main = Pick(g.Rand, g.frequency(), g.frequency(), period.Monthly, period.Monthly, period.Monthly, period.ByPeriod, period.Weekly)
	g.mood = Pick(g.Rand, timedMood{100, 0, 0}, timedMood{100, 0, 0}, timedMood{97, 6, 0}, timedMood{90, 3, 8},
		timedMood{80, 5, 15}, timedMood{92, 0, 25}, timedMood{60, 10, 5}, timedMood{100, 15, 15}, timedMood{20, 5, 5})
	if g.Chance(60) {
		g.card.AsOf = g.Moment(g.near - 25 + g.IntN(110))
	}
	return g
}

// frequency is one for which the calendar has periods.
func (g *timedGenerator) frequency() period.Frequency {
	f := Pick(g.Rand, period.Daily, period.Weekly, period.Weekly, period.Monthly, period.Monthly, period.Monthly, period.Monthly, period.Monthly,
		period.Quarterly, period.Quarterly, period.Quarterly, period.HalfYearly, period.Yearly, period.Yearly, period.ByPeriod, period.ByPeriod)
	if f == period.HalfYearly && g.card.Book.Table != nil {
		return period.Quarterly
	}
	return f
}

// periodAt is the period of a frequency with a day, or the month if the calendar has none.
func (g *timedGenerator) periodAt(day int, f period.Frequency) period.Period {
	p, ok := g.card.Book.at(day, f)
	if !ok {
		p, _ = g.card.Book.at(day, period.Monthly)
	}
	return p
}

// some is a nearby period of any size, to begin or end something.
func (g *timedGenerator) some(from, days int, f period.Frequency) period.Period {
	kind := Pick(g.Rand, f, g.main, g.main, period.Monthly, period.Daily, period.Quarterly)
	if kind == "" {
		kind = period.Monthly
	}
	return g.periodAt(g.near+from+g.IntN(days), kind)
}

// lifetime is a first and a last period; rarely are both set.
func (g *timedGenerator) lifetime(percent int, f period.Frequency) (since, until period.Period) {
	if g.Chance(percent) {
		since = g.some(-260, 280, f)
	}
	if g.Chance(percent * 2 / 3) {
		until = g.some(-90, 200, f)
		b := g.card.Book
		if !since.IsZero() && b.daysOf(until).last < b.daysOf(since).first {
			until = period.Period{}
		}
	}
	return since, until
}

// employment gives the org unit a time.
func (g *timedGenerator) employment() { g.unit.Since, g.unit.Until = g.lifetime(18, "") }

// measures adds series, and KPIs that have readings.
func (g *timedGenerator) measures() {
	d := g.unit.Definition
	for i := range 3 {
		s := bsc.Series{ID: fmt.Sprint("s", i)}
		s.Frequency, s.Rollup, s.Prorate, s.GraceDays = g.timing(65)
		s.Since, s.Until = g.lifetime(8, s.Frequency)
		d.Series = append(d.Series, s)
	}
	o := bsc.Objective{ID: "o"}
	for i := range 4 {
		k := bsc.KPI{ID: fmt.Sprint("k", i)}
		k.Frequency, k.Rollup, k.Prorate, k.GraceDays = g.timing(40)
		switch {
		case i > 1 && g.Chance(8):
			k.Scorer = bsc.NewPolicy("points", map[string]any{"labels": map[string]int{"yes": 100, "no": 0}})
		case g.Chance(16):
			k.Scorer = bsc.Policy{Name: Pick(g.Rand, "stated", "binary")}
		}
		g.manner(&k)
		o.KPIs = append(o.KPIs, k)
	}
	d.Perspectives = []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o}}}
}

// timing is what series and KPIs have in common.
func (g *timedGenerator) timing(sums int) (f period.Frequency, rollup bsc.Rollup, prorate bool, grace int) {
	switch {
	case g.Chance(65):
		f = g.main
	case g.Chance(85):
		f = Pick(g.Rand, g.frequency(), g.card.Period.Frequency())
	}
	across := f != "" && len(g.children(g.card.Period, f)) == 0
	prorate = across && g.Chance(70) || f != "" && g.Chance(25)
	switch {
	case g.Chance(sums):
		rollup = bsc.RollupSum
	case f != g.card.Period.Frequency() && g.Chance(92), g.Chance(50):
		rollup = g.rollup()
	}
	return f, rollup, prorate, Pick(g.Rand, 0, 0, 5, 40)
}

func (g *timedGenerator) rollup() bsc.Rollup {
	return Pick(g.Rand, bsc.RollupSum, bsc.RollupMean, bsc.RollupMeanOfPeriods, bsc.RollupLast, bsc.RollupLast,
		bsc.RollupMin, bsc.RollupMax)
}

// manner sets the rest of a KPI's settings about time.
func (g *timedGenerator) manner(k *bsc.KPI) {
	k.Direction = Pick(g.Rand, "", "", "", bsc.DirectionLower)
	if g.Chance(55) && (k.Rollup != "" || !k.Calculator.IsZero()) {
		k.Basis = Pick(g.Rand, bsc.BasisPeriodToDate, bsc.BasisYearToDate, bsc.BasisYearToDate, bsc.BasisHalfToDate, bsc.BasisQuarterToDate,
			bsc.BasisMonthToDate, bsc.Rolling(1+g.IntN(14)), bsc.Rolling(2+g.IntN(4)))
		noHalves := k.Basis == bsc.BasisHalfToDate && g.card.Book.Table != nil
		if start := startOf(k.Basis); noHalves || start != "" && sizeOf(start) < sizeOf(k.Frequency) {
			k.Basis = bsc.BasisPeriod
		}
	}
	k.Since, k.Until = g.lifetime(10, k.Frequency)
	if g.Chance(30) {
		k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1 + g.IntN(4), HalfLife: g.IntN(3)}
	}
	if g.Chance(20) {
		k.Quota.MinCoverage = Pick(g.Rand, bsc.Number("0"), "0.5", "0.9", "1")
	}
	if g.Chance(20) && k.Rollup != "" {
		k.TargetRollup = g.rollup()
	}
}

// recordAll records the readings of the org unit.
func (g *timedGenerator) recordAll() {
	for _, s := range g.unit.Definition.Series {
		g.facts(bsc.SeriesRef(s.ID), s.Frequency, false)
	}
	for _, k := range g.unit.Definition.Perspectives[0].Objectives[0].KPIs {
		if k.Calculator.IsZero() {
			g.facts(bsc.KPIRef(k.ID), k.Frequency, k.Scorer.Name == "points")
		}
	}
}

// facts records readings over more than a year, with corrections.
func (g *timedGenerator) facts(ref bsc.Ref, f period.Frequency, labels bool) {
	if f == "" {
		f = g.card.Period.Frequency()
	}
	mood := g.mood
	if g.Chance(25) {
		mood = timedMood{present: 100}
	}
	back := 430
	if f == period.Daily {
		back = Pick(g.Rand, 40, 100, 430)
	}
	for day := g.near - back; day < g.near+60; day++ {
		p, ok := g.card.Book.at(day, f)
		if !ok {
			continue
		}
		day = g.card.Book.daysOf(p).last
		if g.Chance(mood.present) {
			g.record(bsc.Fact{OrgUnit: g.unit.ID, Ref: ref, Period: p}, day, mood, labels)
		}
	}
}

// record adds a reading, and sometimes a correction.
func (g *timedGenerator) record(f bsc.Fact, day int, mood timedMood, labels bool) {
	for i := range Pick(g.Rand, 1, 1, 1, 1, 1, 2) {
		f.Value = g.Amount()
		if labels {
			f.Label = Pick(g.Rand, "yes", "no")
		}
		f.State = bsc.StateFinal
		switch {
		case g.Chance(mood.none):
			f.State = bsc.StateNotApplicable
		case g.Chance(mood.odd):
			f.State = Pick(g.Rand, bsc.StateProvisional, bsc.StateProvisional, bsc.StateNotApplicable, bsc.StateNotDue,
				bsc.StateStale)
		}
		if day += g.IntN(20) + 1; i > 0 || g.Chance(45) {
			f.RecordedAt = g.Moment(day)
		}
		g.card.Facts = append(g.card.Facts, f)
		day += 2 // the moments of one reading differ, whatever the zone
	}
}

// stand turns some readings into values that stand for the period.
func (g *timedGenerator) stand() {
	g.card.Actuals, g.card.Facts = bsc.Actuals{}, nil
	for i := range 4 {
		for _, ref := range []bsc.Ref{bsc.SeriesRef(fmt.Sprint("s", i%3)), bsc.KPIRef(fmt.Sprint("k", i))} {
			if g.Chance(80) {
				g.card.Actuals[ref.String()] = g.Amount()
			}
		}
	}
}

// breakSome lets the source fail for some readings.
func (g *timedGenerator) breakSome() {
	g.card.Broken = map[TimedPlace]bool{}
	for _, f := range g.card.Facts {
		if g.Chance(4) {
			g.card.Broken[TimedPlace{f.OrgUnit, f.Ref, f.Period}] = true
		}
	}
}
