package bsc_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// TestEvaluate_timeReference compares every KPI of random timed scorecards with the reference for
// time: which value, made of what, against which target.
func TestEvaluate_timeReference(t *testing.T) {
	t.Parallel()
	books := dayBooks()
	for seed := range cardCount(t, 240) {
		c := randomDatedCard(seed, books)
		if differences := newTimeReference(c).differences(c.result(t)); len(differences) > 0 {
			t.Errorf("card %d differs: %q\n%s", seed, differences, c)
		}
	}
}

// result evaluates the card.
func (c datedCard) result(t testing.TB) *bsc.Result {
	t.Helper()
	card, err := bsc.Compile(c.def, nil)
	require.NoError(t, err, "%s", c)
	result, err := card.Evaluate(c.input(t))
	require.NoError(t, err, "%s", c)
	return result
}

func (c datedCard) input(t testing.TB) bsc.Input {
	t.Helper()
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(c.facts...), "%s", c)
	return bsc.Input{Period: c.period, Readings: readings, AsOf: c.asOf}
}

// String shows the card, so that a failure can be told by itself.
func (c datedCard) String() string {
	definition, err := json.Marshal(c.def)
	text := fmt.Sprint(string(definition), err, " ", c.period, " as of ", c.asOf.Format(time.RFC3339))
	var of bsc.Ref
	for _, f := range c.facts {
		if f.Ref != of {
			text += fmt.Sprint("\n", f.Ref, ": ")
			of = f.Ref
		}
		text += fmt.Sprint(f.Period, " ", f.Value, f.Label, " ", f.State, " ", f.RecordedAt.Format(time.RFC3339), "; ")
	}
	return text
}

// differences compares the library's outcomes of KPIs with the reference's.
func (r *timeReference) differences(result *bsc.Result) []string {
	var all []string
	testCard{def: r.def}.visitKPIs(func(k *bsc.KPI) {
		o, _ := result.Of(bsc.KPIRef(k.ID))
		for _, d := range r.outcome(k).differences(o) {
			all = append(all, o.Ref.String()+" "+d)
		}
	})
	return all
}

// A timeOutcome is how a KPI stands.
type timeOutcome struct {
	timeValue
	target     timeTarget
	attainment *fraction
	flags      bsc.Flags
	settled    bool // a target was asked for
	read       bool // and not calculated
}

// outcome settles a KPI that is scored from its baseline to its target.
func (r *timeReference) outcome(k *bsc.KPI) timeOutcome {
	o := timeOutcome{timeValue: r.valueOf(r.gauges[bsc.KPIRef(k.ID)], r.period)}
	o.read = k.Calculator.IsZero() // the freshness of what is calculated is that of one of its inputs
	if o.lack&bsc.FlagFailed == 0 || o.code != bsc.ErrPeriod {
		o.target, o.settled = r.target(k), true
	}
	o.flags = o.lack
	switch {
	case o.lack&(bsc.FlagNotApplicable|bsc.FlagNotDue) != 0:
	case o.expectsNothing(k):
		o.flags = bsc.FlagNotDue | o.lack&bsc.FlagFailed // what does not count may fail, too
	case o.lack&bsc.FlagFailed != 0:
	case o.lack != 0:
		o.flags |= o.marks
	case o.target.rule == bsc.TargetCompared && o.target.parts[valuePart] == nil:
		o.flags = bsc.FlagNoData
	default:
		o.score(k)
	}
	return o
}

// expectsNothing says whether a share of nothing is all that should be reached by now.
func (o timeOutcome) expectsNothing(k *bsc.KPI) bool {
	value, rule := o.target.parts[valuePart], o.target.rule
	return k.Direction != bsc.LowerIsBetter && value != nil && value.sign() == 0 && (rule == bsc.TargetPhased || rule == bsc.TargetRolledUp)
}

func (o *timeOutcome) score(k *bsc.KPI) {
	scale := referenceScale{integer(0), integer(100), integer(100)}
	s := scoring{k.Direction, scale, o.number, o.label, o.target.parts[0], o.target.parts[valuePart]}
	exact, err := s.score(bsc.Policy{Name: "linear", Args: k.Scorer.Args})
	if k.Scorer.Name != "" {
		exact, err = s.score(k.Scorer)
	}
	if err != nil {
		o.flags = bsc.FlagFailed
		return
	}
	o.attainment = exact.rounded(10, bsc.RoundHalfAway)
	o.flags = o.marks
	if o.attainment.within(scale.min, scale.cap) != o.attainment {
		o.flags |= bsc.FlagCapped
	}
}

// differences compares one outcome.
func (o timeOutcome) differences(got bsc.Outcome) []string {
	var all []string
	differ := func(what string, want, got any) {
		all = append(all, fmt.Sprintf("%s: want %v, got %v", what, want, got))
	}
	compare := func(what string, want *fraction, got decimal.NullDecimal) {
		if (want != nil) != got.Valid || want != nil && !alike(want, fractionOfDecimal(got.Decimal)) {
			differ(what, show(want), got)
		}
	}
	if o.flags != got.Flags {
		differ("flags", o.flags, fmt.Sprint(got.Flags, " ", got.Err))
		return all
	}
	if o.lack&bsc.FlagFailed != 0 {
		if o.code != "" && !errors.Is(got.Err, o.code) {
			differ("error", o.code, got.Err)
		}
		return all
	}
	compare("actual", o.number, got.Actual)
	if o.label != got.Label {
		differ("label", o.label, got.Label)
	}
	// Where the target is a quotient, a tie may fall either way.
	if apart := apartBy(o.attainment, got.Attainment); apart == nil || apart.compare(tenTo(-10)) > 0 {
		compare("attainment", o.attainment, nullScore(got.Attainment))
	}
	if o.settled {
		for i, part := range []decimal.NullDecimal{got.Target.Baseline, got.Target.Value, got.Target.Stretch, got.Target.Floor} {
			compare([]string{"baseline", "target", "stretch", "floor"}[i], o.target.parts[i], part)
		}
		if o.target.rule != got.Target.Rule || o.target.from != got.Target.From {
			differ("rule", fmt.Sprint(o.target.rule, " from ", o.target.from), fmt.Sprint(got.Target.Rule, " from ", got.Target.From))
		}
	}
	if o.attainment != nil {
		compare("coverage", o.covered.rounded(10, bsc.RoundHalfAway), decimal.NewNullDecimal(got.Coverage))
	}
	if o.lack == 0 && o.age != got.Window.Age {
		differ("age", o.age, got.Window.Age)
	}
	if want, got := gapText(o.gaps), gapText(got.Window.Gaps); !slices.Equal(want, got) {
		differ("gaps", want, got)
	}
	if want := o.freshness(); o.read && math.Abs(got.Window.Freshness.InexactFloat64()-want) > 1e-9 {
		differ("freshness", want, got.Window.Freshness)
	}
	return all
}

// freshness halves with every half-life, which is one period where nothing is said.
func (o timeOutcome) freshness() float64 {
	if o.lack != 0 {
		return 0
	}
	return math.Exp2(-float64(o.age) / float64(max(o.life, 1)))
}

func show(x *fraction) any {
	if x == nil {
		return nil
	}
	return x.rat().FloatString(12)
}

// apartBy is how far a score is from what is wanted, where both are there.
func apartBy(want *fraction, got bsc.Score) *fraction {
	d, ok := got.Decimal()
	if want == nil || !ok {
		return nil
	}
	return want.minus(fractionOfDecimal(d)).magnitude()
}

// alike says whether two numbers agree in their first twenty digits: quotients are rounded to 34.
func alike(x, y *fraction) bool {
	if x.compare(y) == 0 {
		return true
	}
	apart := x.minus(y).magnitude()
	return apart.compare(x.magnitude().plus(integer(1)).times(tenTo(-20))) <= 0
}

// gapText are gaps in an order of their own, each once.
func gapText(gaps []bsc.Gap) []string {
	var texts []string
	for _, g := range gaps {
		text := fmt.Sprint(g.Ref, " ", g.Period)
		if g.NotDue {
			text += " not due"
		}
		if g.Overdue {
			text += " overdue"
		}
		texts = append(texts, text)
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// A timeGenerator makes cards with KPIs and series of mixed frequencies.
type timeGenerator struct {
	*generator
	card datedCard
	near int // a day in the middle of what is recorded
}

// dayBooks are of calendar years, twice, fiscal years, years of weeks, and a table.
func dayBooks() []*dayBook {
	var books []*dayBook
	for _, c := range []bsc.Calendar{
		{},
		{},
		{StartMonth: 4, NamedBy: bsc.NamedByStart},
		{StartMonth: 10},
		{Weeks: &bsc.WeekYear{Pattern: bsc.Weeks445, EndDay: bsc.Saturday, EndMonth: 12, Nearest: true}},
		{Weeks: &bsc.WeekYear{Pattern: bsc.Weeks454, EndDay: bsc.Sunday, EndMonth: 6}},
		thirteen(),
	} {
		books = append(books, newDayBook(c))
	}
	return books
}

// randomDatedCard is the card of a seed.
func randomDatedCard(seed uint64, books []*dayBook) datedCard {
	g := &timeGenerator{generator: &generator{Rand: rand.New(rand.NewPCG(seed, 2))}}
	g.near = dayOf(bsc.Day(2026, 1, 10)) + g.IntN(320)
	g.card.book = pick(g.generator, books...)
	g.card.def = &bsc.Definition{ID: "card", Calendar: g.card.book.Calendar}
	g.card.period = g.periodAt(g.near, g.frequency())
	if g.chance(60) {
		g.card.asOf = g.moment(g.near - 60 + g.IntN(120))
	}
	g.measured()
	g.calculated()
	testCard{def: g.card.def}.visitKPIs(func(k *bsc.KPI) { g.targets(k) })
	return g.card
}

// frequency is one of which the calendar has periods.
func (g *timeGenerator) frequency() bsc.Frequency {
	f := pick(g.generator, bsc.Daily, bsc.Weekly, bsc.Weekly, bsc.Monthly, bsc.Monthly, bsc.Monthly, bsc.Monthly,
		bsc.Quarterly, bsc.Quarterly, bsc.HalfYearly, bsc.Yearly, bsc.Yearly, bsc.ByPeriod, bsc.ByPeriod)
	if f == bsc.HalfYearly && g.card.book.Table != nil {
		return bsc.Quarterly
	}
	return f
}

// periodAt is the period of a frequency with a day, or the month, where the calendar has none.
func (g *timeGenerator) periodAt(day int, f bsc.Frequency) bsc.Period {
	p, ok := g.card.book.at(day, f)
	if !ok {
		p, _ = g.card.book.at(day, bsc.Monthly)
	}
	return p
}

// moment is an hour of a day in some time zone.
func (g *timeGenerator) moment(day int) time.Time {
	zone := time.FixedZone("", 3600*pick(g.generator, 0, 0, 0, -12, 14, 2))
	date := time.Unix(int64(day)*86400, 0).UTC()
	return time.Date(date.Year(), date.Month(), date.Day(), g.IntN(24), g.IntN(60), 0, 0, zone)
}

// measured adds series, and KPIs that have readings.
func (g *timeGenerator) measured() {
	d := g.card.def
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
		labels := g.chance(8)
		if labels {
			k.Scorer = policy("points", `{"labels": {"yes": 100, "no": 0}}`)
		}
		g.manner(&k)
		o.KPIs = append(o.KPIs, k)
		g.facts(bsc.KPIRef(k.ID), k.Frequency, labels)
	}
	d.Perspectives = []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o}}}
}

// timing is what series and KPIs say alike.
func (g *timeGenerator) timing() (f bsc.Frequency, rollup bsc.Rollup, prorate bool, grace int) {
	if g.chance(80) {
		f = g.frequency()
		prorate = g.chance(50)
	}
	if g.chance(85) {
		rollup = g.rollup()
	}
	return f, rollup, prorate, pick(g.generator, 0, 0, 5, 40)
}

func (g *timeGenerator) rollup() bsc.Rollup {
	return pick(g.generator, bsc.RollupSum, bsc.RollupSum, bsc.RollupMean, bsc.RollupLast, bsc.RollupLast, bsc.RollupMin, bsc.RollupMax)
}

// manner is the rest of what a KPI says about time.
func (g *timeGenerator) manner(k *bsc.KPI) {
	k.Direction = pick(g.generator, "", "", "", bsc.LowerIsBetter)
	if g.chance(50) && (k.Rollup != "" || !k.Calculator.IsZero()) {
		k.Basis = pick(g.generator, bsc.PeriodToDate, bsc.YearToDate, bsc.YearToDate, bsc.HalfToDate, bsc.QuarterToDate, bsc.MonthToDate,
			bsc.Rolling(1+g.IntN(14)))
		noHalves := k.Basis == bsc.HalfToDate && g.card.book.Table != nil
		if noHalves || size(sinceStart(k.Basis)) < size(k.Frequency) && sinceStart(k.Basis) != "" {
			k.Basis = bsc.OfPeriod
		}
	}
	if g.chance(20) && k.Scorer.IsZero() {
		k.Since = g.periodAt(g.near-300+g.IntN(330), pick(g.generator, k.Frequency, bsc.Monthly))
	}
	if g.chance(30) {
		k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1 + g.IntN(4), HalfLife: g.IntN(3)}
	}
	if g.chance(20) && k.Rollup != "" {
		k.TargetRollup = g.rollup()
	}
}

// facts records readings over more than a year: most of them, with corrections.
func (g *timeGenerator) facts(ref bsc.Ref, f bsc.Frequency, labels bool) {
	if f == "" {
		f = g.card.period.Frequency()
	}
	present := pick(g.generator, 100, 97, 90, 60, 15)
	odd := pick(g.generator, 0, 0, 3, 10)
	back := 430
	if f == bsc.Daily {
		back = pick(g.generator, 40, 100, 430)
	}
	for day := g.near - back; day < g.near+60; day++ {
		p, ok := g.card.book.at(day, f)
		if !ok {
			continue
		}
		day = g.card.book.days(p).last
		if g.chance(present) {
			g.record(bsc.Fact{Ref: ref, Period: p}, day, odd, labels)
		}
	}
}

// record adds a reading, and sometimes a correction.
func (g *timeGenerator) record(f bsc.Fact, day, odd int, labels bool) {
	for i := range pick(g.generator, 1, 1, 1, 1, 2) {
		f.Value = g.amount()
		if labels {
			f.Label = pick(g.generator, "yes", "no")
		}
		f.State = bsc.StateFinal
		if g.chance(odd) {
			f.State = pick(g.generator, bsc.StateProvisional, bsc.StateProvisional, bsc.StateNotApplicable, bsc.StateNotDue, bsc.StateStale)
		}
		if day += g.IntN(20) + 1; i > 0 || g.chance(70) {
			f.RecordedAt = g.moment(day)
		}
		g.card.facts = append(g.card.facts, f)
		day++ // moments of one reading differ, in whatever zone
		day++
	}
}

func (g *timeGenerator) amount() decimal.Decimal {
	return decimal.New(int64(g.IntN(2200)-100), pick(g.generator, int32(0), 0, -1, -2))
}

// calculated adds KPIs that are calculated from others and from series.
func (g *timeGenerator) calculated() {
	o := &g.card.def.Perspectives[0].Objectives[0]
	for i := range 2 {
		k := bsc.KPI{ID: fmt.Sprint("c", i)}
		if g.chance(50) {
			k.Frequency, k.Rollup, k.Prorate, k.GraceDays = g.timing()
		}
		if k.Frequency == bsc.Daily && g.chance(90) {
			k.Frequency = bsc.Weekly // years of days that look back for days take long
		}
		a, b := pick(g.generator, "s0", "s1", "k0"), pick(g.generator, "s0", "s1", "k1")
		if i > 0 && g.chance(30) {
			b = "c0"
		}
		name := pick(g.generator, "ratio", "mean", "sum", "difference", "product")
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
	unit := g.card.period.Frequency()
	if k.Frequency != "" {
		unit = k.Frequency
	}
	taken := map[string]bool{}
	for range pick(g.generator, 0, 1, 1, 2, 3, 5) {
		t := g.target(k)
		if !g.settled(k, unit, t) {
			continue
		}
		moment := t.Period.String() + fmt.Sprint(t.RecordedAt.UnixNano())
		if !taken[moment] && !slices.ContainsFunc(k.Targets, func(other bsc.Target) bool { return g.cross(t.Period, other.Period) }) {
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
	if g.card.book.Table == nil && g.card.book.Weeks == nil {
		return false
	}
	f := t.Period.Frequency()
	others := []bsc.Frequency{unit, g.card.period.Frequency()}
	if k.Basis == bsc.MonthToDate {
		others = append(others, bsc.Monthly)
	}
	for _, other := range k.Targets {
		others = append(others, other.Period.Frequency())
	}
	return f != "" && slices.ContainsFunc(others, func(other bsc.Frequency) bool { return size(f) == size(other) && f != other })
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
	a, b := g.card.book.days(p), g.card.book.days(q)
	return a.common(b) > 0 && (a == b || !a.contains(b) && !b.contains(a))
}

func (g *timeGenerator) target(k *bsc.KPI) bsc.Target {
	value := decimal.New(int64(50+g.IntN(3000)), pick(g.generator, int32(0), -1))
	t := bsc.Target{Value: bsc.NumberOf(value)}
	if g.chance(75) {
		around := pick(g.generator, k.Frequency, g.card.period.Frequency(), g.frequency(), bsc.Yearly, bsc.Yearly, bsc.Quarterly)
		if around == "" || size(around) < size(k.Frequency) {
			around = bsc.Yearly
		}
		t.Period = g.periodAt(g.near+pick(g.generator, 0, 0, 0, -30, -90, -200), around)
		if k.Frequency != "" && !k.Prorate && len(g.children(t.Period, k.Frequency)) == 0 {
			t.Period = bsc.Period{} // Compile refuses it
		}
	}
	if g.chance(30) {
		t.RecordedAt = g.moment(g.near - 100 + g.IntN(140))
	}
	part := func(times int64) bsc.Number { return bsc.NumberOf(value.Mul(decimal.New(times, -1))) }
	better := int64(1)
	if k.Direction == bsc.LowerIsBetter {
		better = -1
	}
	if g.chance(40) {
		t.Baseline = part(10 - 5*better)
	}
	if g.chance(20) {
		t.Stretch = part(10 + 2*better)
	}
	if g.chance(20) {
		t.Floor = part(10 - better)
	}
	g.phase(k, &t)
	return t
}

// children are the periods of a frequency that make up another; none where they do not.
func (g *timeGenerator) children(p bsc.Period, f bsc.Frequency) []bsc.Period {
	parts, _ := g.card.book.Children(p, f)
	return parts
}

// phase says how a target is spread, or what it is compared with.
func (g *timeGenerator) phase(k *bsc.KPI, t *bsc.Target) {
	rollup := cmp.Or(k.TargetRollup, k.Rollup)
	past := g.card.book.Table == nil && size(k.Frequency) <= size(g.card.period.Frequency())
	switch {
	case g.chance(10) && past && (rollup != bsc.RollupSum || t.Period.IsZero()):
		t.Against = pick(g.generator, bsc.PreviousPeriod, bsc.LastYear, bsc.Benchmark("s0"))
		t.Value, t.Times = "", pick(g.generator, bsc.Number(""), "1.05")
	case t.Period.IsZero():
	case rollup == bsc.RollupSum:
		t.Phasing = pick(g.generator, "", bsc.PhasingLinear, bsc.PhasingLinear, bsc.PhasingStep)
		f := pick(g.generator, bsc.Monthly, bsc.ByPeriod, bsc.Quarterly)
		parts := g.children(t.Period, f)
		if g.chance(30) && size(f) < size(t.Period.Frequency()) && size(f) >= size(k.Frequency) && len(parts) > 0 {
			t.Phasing = bsc.PhasingSeasonal
			for range parts {
				t.Profile = append(t.Profile, pick(g.generator, bsc.Number("1"), "2", "0.5", "3.5"))
			}
		}
	case t.Baseline != "" && g.chance(50):
		t.Phasing = bsc.PhasingGlide
	}
}
