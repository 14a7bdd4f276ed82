package bsc_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The laws of time, on random timed cards: the past stays as it was, whatever is recorded later, in
// whatever order, and however often it is asked.

// timeLaw runs check on some random timed cards, which may change their card.
func timeLaw(t *testing.T, usually uint64, check func(t *testing.T, r *rand.Rand, c oracle.DatedCard)) {
	t.Helper()
	t.Parallel()
	books := oracle.Books()
	for seed := range oracle.Cards(usually) {
		check(t, rand.New(rand.NewPCG(seed, 3)), oracle.RandomDatedCard(seed, books))
		if t.Failed() {
			t.Fatalf("card %d: %s", seed, oracle.RandomDatedCard(seed, books))
		}
	}
}

// report is everything about a result as text, but for the definition that it came from: a target
// or a version recorded later is another definition.
func report(t *testing.T, r *bsc.Result) string {
	t.Helper()
	return strings.ReplaceAll(document(t, r)+explained(t, r), r.Fingerprint(), "")
}

// TestLaw_factTwice adds facts again, as a host does that loads a file a second time.
func TestLaw_factTwice(t *testing.T) {
	timeLaw(t, 15, func(t *testing.T, r *rand.Rand, c oracle.DatedCard) {
		want := report(t, resultOf(t, c))
		in := inputOf(t, c)
		readings := in.Readings.(*bsc.Readings)
		before := readings.Facts()
		again := slices.Clone(c.Facts)
		shuffle(r, again)
		require.NoError(t, readings.Add(again[:len(again)/2]...))
		assert.Equal(t, before, readings.Facts())
		assert.Equal(t, want, report(t, onInput(t, c, in)))
	})
}

// inputOf is what a card is evaluated on.
func inputOf(t testing.TB, c oracle.DatedCard) bsc.Input {
	t.Helper()
	in, err := c.Input()
	require.NoError(t, err)
	return in
}

// onInput evaluates a card on another input than its own.
func onInput(t *testing.T, c oracle.DatedCard, in bsc.Input) *bsc.Result {
	t.Helper()
	result, err := bsc.MustCompile(c.Definition, nil).Evaluate(in)
	require.NoError(t, err)
	return result
}

// TestLaw_pastStays adds to a history what was recorded after a moment: corrections, new readings,
// targets, judgements and versions of the definition. As of the moment nothing may change.
func TestLaw_pastStays(t *testing.T) {
	const histories = 5 // of each card
	versions := 0
	timeLaw(t, 60, func(t *testing.T, r *rand.Rand, c oracle.DatedCard) {
		g := &oracle.Generator{Rand: r}
		if c.AsOf.IsZero() {
			c.AsOf = g.Moment(c.LastDay() - 40 + g.IntN(80))
		}
		known := knownByThen(t, c)
		want := figures(t, resultOf(t, known))
		var in bsc.Input
		for range histories {
			c.Facts = unique(append(slices.Clone(known.Facts), later(g, c.Book.Calendar, known.Facts, c.AsOf)...))
			in = inputOf(t, c)
			for k := range oracle.KPIs(c.Definition) {
				in.Assessments = append(in.Assessments, bsc.Assessment{Ref: bsc.KPIRef(k.ID), Score: "7", RecordedAt: c.AsOf.Add(1)})
			}
			assert.Equal(t, want, figures(t, onInput(t, c, in)))
		}
		if result, ok := decidedLater(t, c, r, in); ok {
			assert.Equal(t, want, figures(t, result))
			versions++
		}
	})
	assert.NotZero(t, versions)
}

// figures is a result as text, but for the definition it came from.
func figures(t *testing.T, r *bsc.Result) string {
	t.Helper()
	return strings.ReplaceAll(document(t, r), r.Fingerprint(), "")
}

// knownByThen is the card with nothing that was recorded after its moment.
func knownByThen(t *testing.T, c oracle.DatedCard) oracle.DatedCard {
	t.Helper()
	c.Facts = slices.DeleteFunc(slices.Clone(c.Facts), func(f bsc.Fact) bool { return f.RecordedAt.After(c.AsOf) })
	c.Definition = copied(t, c.Definition)
	for k := range oracle.KPIs(c.Definition) {
		k.Targets = slices.DeleteFunc(k.Targets, func(target bsc.Target) bool { return target.RecordedAt.After(c.AsOf) })
	}
	return c
}

// later are corrections of some facts, and facts of other periods, recorded after a moment.
func later(g *oracle.Generator, c bsc.Calendar, facts []bsc.Fact, than time.Time) []bsc.Fact {
	var some []bsc.Fact
	for _, f := range facts {
		next, err := c.Next(f.Period)
		switch {
		case !g.Chance(20):
			continue
		case err == nil && g.Chance(50):
			f.Period = next
		}
		f.RecordedAt = than.Add(time.Duration(1 + g.Int64N(1e15)))
		f.Value, f.State = g.Amount(), oracle.Pick(g.Rand, bsc.StateFinal, bsc.StateNotApplicable, bsc.StateStale, bsc.StateNotDue)
		some = append(some, f)
	}
	return some
}

// decidedLater evaluates the card on a timeline with other versions that were decided after its
// moment. It is false where no version ruled the period by then.
func decidedLater(t *testing.T, c oracle.DatedCard, r *rand.Rand, in bsc.Input) (*bsc.Result, bool) {
	t.Helper()
	other := copied(t, c.Definition)
	other.Name = "decided later"
	for k := range oracle.KPIs(other) {
		k.Weight, k.Targets = "2", nil
	}
	versions := []bsc.Version{
		{From: bsc.Year(2026), Definition: c.Definition},
		{From: bsc.Year(2026), RecordedAt: c.AsOf.Add(1), Definition: other},
		{From: c.Period, RecordedAt: c.AsOf.Add(time.Hour), Definition: other},
	}
	shuffle(r, versions)
	timeline, err := bsc.NewTimeline(versions, nil)
	require.NoError(t, err)
	if _, ok := timeline.At(c.Period, c.AsOf); !ok {
		return nil, false
	}
	result, err := timeline.Evaluate(in)
	require.NoError(t, err)
	return result, true
}

// copied is a definition that shares nothing with another.
func copied(t *testing.T, d *bsc.Definition) *bsc.Definition {
	t.Helper()
	other, err := oracle.Copy(d)
	require.NoError(t, err)
	return other
}

// unique keeps the first of the facts for one reading with one moment.
func unique(facts []bsc.Fact) []bsc.Fact {
	type key struct {
		ref    bsc.Ref
		period bsc.Period
		moment int64
	}
	seen := map[key]bool{}
	return slices.DeleteFunc(facts, func(f bsc.Fact) bool {
		k := key{f.Ref, f.Period, f.RecordedAt.Unix()}
		known := seen[k]
		seen[k] = true
		return known
	})
}

// A countingSource counts how often each reading is asked for.
type countingSource struct {
	bsc.Source
	mu    *sync.Mutex
	asked map[bsc.Query]int
}

func counting(s bsc.Source) countingSource {
	return countingSource{s, new(sync.Mutex), map[bsc.Query]int{}}
}

func (c countingSource) Reading(q bsc.Query) (bsc.Reading, bool) {
	c.mu.Lock()
	c.asked[q]++
	c.mu.Unlock()
	return c.Source.Reading(q)
}

// Target counts a question for a target, and has none.
func (c countingSource) Target(q bsc.Query) (bsc.Target, bool) {
	c.mu.Lock()
	c.asked[q]++
	c.mu.Unlock()
	return bsc.Target{}, false
}

// total is how many questions were asked.
func (c countingSource) total() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	sum := 0
	for _, n := range c.asked {
		sum += n
	}
	return sum
}

// earlier is the period some periods before another, or the first that the calendar has.
func earlier(c oracle.DatedCard, p bsc.Period, n int) bsc.Period {
	for range n {
		before, err := c.Book.Previous(p)
		if err != nil {
			break
		}
		p = before
	}
	return p
}

// TestLaw_trendIsEvaluations compares every result of a trend with one evaluated by itself, digit by
// digit, and asks for no reading twice.
func TestLaw_trendIsEvaluations(t *testing.T) {
	timeLaw(t, 24, func(t *testing.T, r *rand.Rand, c oracle.DatedCard) {
		card := bsc.MustCompile(c.Definition, nil)
		in := inputOf(t, c)
		source := counting(in.Readings)
		in.Readings = source
		trend, err := card.Trend(earlier(c, c.Period, 2+r.IntN(6)), in)
		require.NoError(t, err)
		for query, n := range source.asked {
			assert.Equal(t, 1, n, "%s in %s was asked for more than once", query.Ref, query.Period)
		}
		for _, result := range trend.Results() {
			in.Period = result.Period()
			alone, err := card.Evaluate(in)
			require.NoError(t, err)
			assert.Equal(t, report(t, alone), report(t, result))
		}
	})
}

// TestLaw_anyOrder adds facts, targets and versions in another order.
func TestLaw_anyOrder(t *testing.T) {
	timeLaw(t, 30, func(t *testing.T, r *rand.Rand, c oracle.DatedCard) {
		want := report(t, resultOf(t, c))
		other := c
		other.Facts = slices.Clone(c.Facts)
		shuffle(r, other.Facts)
		other.Definition = copied(t, c.Definition)
		for k := range oracle.KPIs(other.Definition) {
			shuffle(r, k.Targets)
		}
		assert.Equal(t, want, report(t, resultOf(t, other)))

		lighter := copied(t, c.Definition)
		lighter.Perspectives[0].Objectives[0].KPIs[0].Weight = "3"
		versions := []bsc.Version{
			{From: bsc.Year(2025), Definition: lighter},
			{From: bsc.Year(2025), Definition: other.Definition, RecordedAt: time.Unix(0, 0)},
			{From: bsc.Year(2027), Definition: lighter},
		}
		shuffle(r, versions)
		timeline, err := bsc.NewTimeline(versions, nil)
		require.NoError(t, err)
		if card, ok := timeline.At(c.Period, c.AsOf); ok && card.Fingerprint() == bsc.MustCompile(other.Definition, nil).Fingerprint() {
			result, err := timeline.Evaluate(inputOf(t, other))
			require.NoError(t, err)
			assert.Equal(t, want, report(t, result))
		}
	})
}

// TestLaw_manyGoroutinesOverTime evaluates and explains one scorecard, and reads one trend, from
// many goroutines.
func TestLaw_manyGoroutinesOverTime(t *testing.T) {
	timeLaw(t, 4, func(t *testing.T, _ *rand.Rand, c oracle.DatedCard) {
		card := bsc.MustCompile(c.Definition, nil)
		in := inputOf(t, c)
		trend, err := card.Trend(earlier(c, c.Period, 4), in)
		require.NoError(t, err)
		read := func(trend *bsc.Trend) string {
			var text strings.Builder
			for _, result := range trend.Results() {
				text.WriteString(report(t, result))
			}
			for p := range trend.Of(card.Ref()) {
				fmt.Fprint(&text, p.Period, p.Score, p.Change, p.Movement, p.Streak, p.InRating)
			}
			return text.String()
		}
		want, alone := read(trend), report(t, resultOf(t, c))
		var all sync.WaitGroup
		for i := range 32 {
			all.Go(func() {
				if i%8 == 0 { // trends share what they find among their own periods only
					other, err := card.Trend(earlier(c, c.Period, 4), in)
					if assert.NoError(t, err) {
						assert.Equal(t, want, read(other))
					}
				}
				result, err := card.Evaluate(in)
				if assert.NoError(t, err) {
					assert.Equal(t, alone, report(t, result))
				}
				assert.Equal(t, want, read(trend))
			})
		}
		all.Wait()
	})
}

// TestLaw_explainAsksNothing explains every node of timed cards from some goroutines at once. What
// a Result has to say it knows: no source is asked any more.
func TestLaw_explainAsksNothing(t *testing.T) {
	timeLaw(t, 30, func(t *testing.T, _ *rand.Rand, c oracle.DatedCard) {
		in := inputOf(t, c)
		source := counting(in.Readings)
		in.Readings, in.Targets = source, source
		result := onInput(t, c, in)
		asked, want := source.total(), map[bsc.Ref]string{}
		for o := range result.All() {
			x, err := result.Explain(o.Ref)
			require.NoError(t, err)
			want[o.Ref] = x.String()
		}
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for o := range result.All() {
					x, err := result.Explain(o.Ref)
					if assert.NoError(t, err) {
						assert.Equal(t, want[o.Ref], x.String())
					}
				}
			})
		}
		all.Wait()
		assert.Equal(t, asked, source.total(), "an explanation asked for something")
	})
}

// A foundCase is what the meaning asks for where the library once answered something else.
type foundCase struct {
	name     string
	calendar bsc.Calendar
	kpi      bsc.KPI
	targets  []bsc.Target // none: 1 for every period
	asOf     string
	facts    string
	period   string
	want     string // value, flags and target
}

// foundCases are what random timed cards found, each as small as it gets.
func foundCases() []foundCase {
	year := func(value bsc.Number, p bsc.Phasing) bsc.Target {
		return bsc.Target{Period: bsc.Year(2026), Value: value, Phasing: p}
	}
	quarter := func(n int, value bsc.Number, p bsc.Phasing) bsc.Target {
		return bsc.Target{Period: bsc.Quarter(2026, n), Value: value, Phasing: p}
	}
	month := func(n int, value bsc.Number) bsc.Target { return bsc.Target{Period: bsc.Month(2026, n), Value: value} }
	of := func(name string, inputs ...string) bsc.Policy {
		return bsc.NewPolicy(name, map[string]any{"of": inputs})
	}
	ratio := bsc.NewPolicy("ratio", map[string]any{"num": "mean", "den": "sum"})
	monthly := func(r bsc.Rollup, b bsc.Basis) bsc.KPI { return bsc.KPI{Frequency: bsc.Monthly, Rollup: r, Basis: b} }
	weekly := func(r bsc.Rollup, b bsc.Basis) bsc.KPI {
		return bsc.KPI{Frequency: bsc.Weekly, Rollup: r, Basis: b, Prorate: true}
	}
	carried := bsc.KPI{Frequency: bsc.Monthly, Missing: bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1}}
	means := "series:mean 2026-01 10;series:mean 2026-02 11;series:mean 2026-03 13;series:sum 2026-02 0;series:sum 2026-03 0;"
	three := "k 2026-01 70;k 2026-02 70;k 2026-03 70"
	weeks := bsc.Calendar{Weeks: &bsc.WeekYear{Pattern: bsc.Weeks445, EndDay: bsc.Saturday, EndMonth: 12, Nearest: true}}
	return []foundCase{
		{
			name: "quotients: a product of a mean", kpi: bsc.KPI{Calculator: of("product", "mean", "sum")},
			facts: means + "series:sum 2026-01 77.7", period: "2026-Q1", want: "881.4633 capped; 1 standing",
		},
		{
			name: "quotients: a difference of a mean", kpi: bsc.KPI{Calculator: of("difference", "sum", "mean")},
			facts: means + "series:sum 2026-01 7000", period: "2026-Q1", want: "6988.6556 capped; 1 standing",
		},
		{
			name: "quotients: a sum of ratios", kpi: bsc.KPI{Frequency: bsc.Monthly, Rollup: bsc.RollupSum, Calculator: ratio},
			facts:  "series:mean 2026-01 10;series:sum 2026-01 3;series:mean 2026-02 1000;series:sum 2026-02 3",
			period: "2026-Q1", want: "336.6667 partial,capped; 3 standing",
		},
		{
			name: "period to date: its own target", kpi: monthly(bsc.RollupSum, bsc.PeriodToDate),
			targets: []bsc.Target{quarter(1, "30", bsc.PhasingLinear)},
			asOf:    "2026-03-05", facts: "k 2026-01 5;k 2026-02 5", period: "2026-Q1", want: "10 held; 20 phased 2026-Q1",
		},
		{
			name: "period to date: the year's", kpi: monthly(bsc.RollupSum, bsc.PeriodToDate),
			targets: []bsc.Target{year("120", bsc.PhasingLinear)},
			asOf:    "2026-03-05", facts: "k 2026-01 5;k 2026-02 5", period: "2026", want: "10 held; 20 phased 2026",
		},
		{
			name: "to date: weeks of the year", kpi: weekly(bsc.RollupMax, bsc.YearToDate), targets: []bsc.Target{year("80", "")},
			facts: "k 2026-W01 1;k 2026-W02 1;k 2026-W03 1;k 2026-W04 1;k 2026-W05 40", period: "2026-01", want: "40; 80 rolled_up",
		},
		{
			name: "to date: stated for the period", kpi: monthly(bsc.RollupMean, bsc.YearToDate),
			targets: []bsc.Target{quarter(1, "80", ""), month(2, "50")}, facts: three, period: "2026-Q1", want: "70; 80 stated 2026-Q1",
		},
		{
			name: "to date: stated for the period alone", kpi: monthly(bsc.RollupMean, bsc.YearToDate),
			targets: []bsc.Target{month(3, "80")}, facts: three, period: "2026-03", want: "70; 80 stated 2026-03",
		},
		{
			name: "to date: stated for the period that is not due", kpi: monthly(bsc.RollupLast, bsc.YearToDate),
			targets: []bsc.Target{month(3, "80")}, asOf: "2026-03-15", facts: "k 2026-01 70;k 2026-02 70", period: "2026-03",
			want: "70 held; 80 stated 2026-03",
		},
		{
			name: "parts: weeks that lie in two", kpi: weekly(bsc.RollupSum, ""),
			targets: []bsc.Target{year("1200", bsc.PhasingLinear), quarter(1, "250", bsc.PhasingLinear)},
			asOf:    "2026-04-01", period: "2026-H2", want: "- not_due; 635.6364 phased 2026",
		},
		{
			name: "step: what its parts leave", kpi: monthly(bsc.RollupSum, ""),
			targets: []bsc.Target{year("1200", bsc.PhasingStep), quarter(4, "300", bsc.PhasingLinear)},
			asOf:    "2026-08-01", period: "2026-Q3", want: "- no_data,overdue; 900 phased 2026",
		},
		{
			name: "same days: a month in a quarter", kpi: bsc.KPI{Frequency: bsc.ByPeriod, Rollup: bsc.RollupSum, Basis: bsc.QuarterToDate},
			targets: []bsc.Target{quarter(1, "300", bsc.PhasingLinear), month(2, "200")},
			facts:   "k 2026-P01 50;k 2026-P02 200", period: "2026-P02", want: "250; 250 rolled_up",
		},
		{
			name: "same days: the KPI's own month", kpi: monthly("", ""), targets: []bsc.Target{month(2, "200"), year("999", "")},
			facts: "k 2026-02 100", period: "2026-P02", want: "100; 200 stated 2026-02",
		},
		{
			name: "stale: not overdue", kpi: monthly("", ""), asOf: "2026-06-20", facts: "k 2026-06 100 stale", period: "2026-06",
			want: "100 stale; 1 standing",
		},
		{
			name: "stale: the last is shown", kpi: monthly(bsc.RollupLast, ""), facts: "k 2026-01 1 stale;k 2026-02 2 stale", period: "2026-Q1",
			want: "2 stale; 1 standing",
		},
		{name: "stale: its own is shown", kpi: carried, facts: "k 2026-01 1;k 2026-06 2 stale", period: "2026-06", want: "2 stale; 1 standing"},
		{name: "before the table", calendar: oracle.Thirteen(), kpi: bsc.KPI{Frequency: bsc.Yearly}, period: "2025-P03", want: "- not_due; none "},
		{
			name: "failed input", kpi: bsc.KPI{Frequency: bsc.Quarterly, Rollup: bsc.RollupSum, Calculator: of("sum", "week", "late")},
			asOf: "2026-04-05", period: "2026-Q1", want: "- no_data; 1 standing",
		},
		{
			name: "since: a calculation", kpi: bsc.KPI{Calculator: of("sum", "any"), Since: bsc.Month(2026, 3)}, facts: "series:any 2026 3",
			period: "2026", want: "3; 1 standing",
		},
		{
			name: "since: the last of a year", kpi: bsc.KPI{Frequency: bsc.Monthly, Rollup: bsc.RollupLast, Since: bsc.Month(2026, 11)},
			facts: "k 2026-11 1", period: "2026", want: "1 partial covers 0.4918032787; 1 standing",
		},
		{
			name: "input of the same frequency", calendar: weeks, kpi: bsc.KPI{Calculator: of("sum", "last"), Basis: bsc.YearToDate},
			facts: "series:last 2026-02 3;series:last 2026-03 3", period: "2026-03", want: "3; 1 standing",
		},
		{
			name:    "a part before the first period",
			kpi:     bsc.KPI{Frequency: bsc.Monthly, Rollup: bsc.RollupSum, Since: bsc.Month(2026, 3)},
			targets: []bsc.Target{year("100", bsc.PhasingLinear), month(1, "50")}, facts: "k 2026-03 5", period: "2026-03",
			want: "5; 10 phased 2026",
		},
		{
			name: "an input before the table", calendar: oracle.Thirteen(),
			kpi:    bsc.KPI{Calculator: of("sum", "yearly")},
			period: "2025-P03", want: "- not_due; 1 standing",
		},
		{
			name:  "stale: as fresh as nothing",
			kpi:   bsc.KPI{Calculator: ratio, Missing: bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1}},
			facts: "series:mean 2026-01 1;series:sum 2026-01 1;series:mean 2026-06 1;series:sum 2026-06 0", period: "2026-06",
			want: "1 stale fresh 0; 1 standing",
		},
		{
			name: "steps back",
			kpi: bsc.KPI{
				Calculator: of("sum", "only"), Basis: bsc.YearToDate, Missing: bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1},
			},
			asOf: "2026-04-15", facts: "series:only 2026-01 5;series:only 2026-02 1 not_due;series:only 2026-03 7", period: "2026-03",
			want: "5 stale; 1 standing",
		},
		{
			name: "weeks that lie in two years", kpi: weekly(bsc.RollupSum, bsc.Rolling(2)),
			targets: []bsc.Target{year("365", bsc.PhasingLinear), {Period: bsc.Year(2025), Value: "365", Phasing: bsc.PhasingLinear}},
			facts:   "k 2025-W52 1;k 2026-W01 1", period: "2026-W01", want: "2; 14 rolled_up",
		},
		{
			name: "benchmark", kpi: bsc.KPI{Calculator: of("sum", "sum"), Basis: bsc.YearToDate},
			targets: []bsc.Target{{Against: bsc.Benchmark("sum")}}, facts: "series:sum 2026-01 3;series:sum 2026-02 3", period: "2026-02",
			want: "6; 6 compared 2026-02",
		},
	}
}

// TestEvaluate_foundOverTime has what TestEvaluate_timeReference found, each as small as it gets.
func TestEvaluate_foundOverTime(t *testing.T) {
	for _, c := range foundCases() {
		t.Run(c.name, c.test)
	}
}

func (c foundCase) test(t *testing.T) {
	c.kpi.ID, c.kpi.Targets = "k", c.targets
	if c.targets == nil {
		c.kpi.Targets = []bsc.Target{{Value: "1"}}
	}
	def := oracle.CardOf(c.kpi)
	def.Calendar = c.calendar
	for _, rollup := range []bsc.Rollup{bsc.RollupMean, bsc.RollupSum, bsc.RollupLast} {
		def.Series = append(def.Series, bsc.Series{ID: string(rollup), Frequency: bsc.Monthly, Rollup: rollup})
	}
	def.Series = append(def.Series, bsc.Series{ID: "any"}, bsc.Series{ID: "week", Frequency: bsc.Weekly})
	def.Series = append(def.Series, bsc.Series{ID: "only", Frequency: bsc.Monthly})
	def.Series = append(def.Series, bsc.Series{ID: "yearly", Frequency: bsc.Yearly, Rollup: bsc.RollupLast})
	def.Series = append(def.Series, bsc.Series{ID: "late", Frequency: bsc.Quarterly, GraceDays: 10})
	in := bsc.Input{Period: must(bsc.ParsePeriod(c.period)), Readings: new(bsc.Readings)}
	if c.facts != "" {
		in.Readings = readings(t, strings.Split(c.facts, ";")...)
	}
	if c.asOf != "" {
		in.AsOf = must(time.Parse(time.DateOnly, c.asOf))
	}
	o := of(t, evaluate(t, def, in), bsc.KPIRef("k"))
	got := "-"
	if o.Actual.Valid {
		got = string(bsc.NumberOf(o.Actual.Decimal.Round(4)))
	}
	got = strings.TrimSpace(got + " " + o.Flags.String())
	if strings.Contains(c.want, "covers") {
		got += " covers " + o.Coverage.String()
	}
	if strings.Contains(c.want, "fresh") {
		got += " fresh " + o.Window.Freshness.String()
	}
	got += "; " + inForce(o)
	assert.Equal(t, c.want, got, o.Err)
}
