package laws_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The laws of time, on random timed cards: the past stays as it was, whatever is recorded later, in
// whatever order, and however often it is asked.

// timeLaw runs check on some random timed cards of readings, ten or more, which may change their card. Values that
// stand for a period as they are have no history.
func timeLaw(t *testing.T, usually uint64, check func(t *testing.T, r *rand.Rand, c *oracle.TimedCard)) {
	t.Helper()
	t.Parallel()
	books := oracle.Daybooks()
	for seed := range max(10, oracle.Cards(usually)) {
		c := oracle.RandomTimedCard(seed, books)
		if c.Actuals != nil {
			continue
		}
		check(t, rand.New(rand.NewPCG(seed, 3)), c)
		if t.Failed() {
			t.Fatalf("card %d: %s", seed, oracle.RandomTimedCard(seed, books))
		}
	}
}

// report is everything about a result as text, but for the definition that it came from: a target
// or a version recorded later is another definition.
func explainedDocument(t *testing.T, r *bsc.Result) string {
	t.Helper()
	return strings.ReplaceAll(document(t, r)+explained(t, r), r.Fingerprint(), "")
}

// TestLaw_factTwice adds facts again, as a host does that loads a file a second time.
func TestLaw_factTwice(t *testing.T) {
	timeLaw(t, 15, func(t *testing.T, r *rand.Rand, c *oracle.TimedCard) {
		want := explainedDocument(t, resultOf(t, c))
		in := inputOf(t, c)
		readings, plain := in.Readings.(*bsc.Readings)
		if !plain { // a source that fails
			return
		}
		before := readings.Facts()
		again := slices.Clone(c.Facts)
		shuffle(r, again)
		require.NoError(t, readings.Add(again[:len(again)/2]...))
		assert.Equal(t, before, readings.Facts())
		assert.Equal(t, want, explainedDocument(t, onInput(t, c, in)))
	})
}

// inputOf is what a card is evaluated on.
func inputOf(t testing.TB, c *oracle.TimedCard) bsc.Input {
	t.Helper()
	in, err := c.Input(c.Units[0].ID)
	require.NoError(t, err)
	return in
}

// onInput evaluates a card on another input than its own.
func onInput(t *testing.T, c *oracle.TimedCard, in bsc.Input) *bsc.Result {
	t.Helper()
	result, err := bsc.MustCompile(c.Definition(), nil).Evaluate(in)
	require.NoError(t, err)
	return result
}

// TestLaw_pastStays adds to a history what was recorded after a moment: corrections, new readings,
// targets, judgements and versions of the definition. As of the moment nothing may change.
func TestLaw_pastStays(t *testing.T) {
	const histories = 5 // of each card
	versions := 0
	timeLaw(t, 60, func(t *testing.T, r *rand.Rand, c *oracle.TimedCard) {
		g := &oracle.Generator{Rand: r}
		if c.AsOf.IsZero() {
			c.AsOf = g.Moment(c.LastDay() - 40 + g.IntN(80))
		}
		known := knownByThen(c)
		want := figures(t, resultOf(t, known))
		var in bsc.Input
		for range histories {
			c.Facts = unique(append(slices.Clone(known.Facts), later(g, c.Book.Calendar, known.Facts, c.AsOf)...))
			in = inputOf(t, c)
			for k := range c.Definition().KPIs() {
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
func knownByThen(c *oracle.TimedCard) *oracle.TimedCard {
	c = c.Copy()
	c.Facts = slices.DeleteFunc(c.Facts, func(f bsc.Fact) bool { return f.RecordedAt.After(c.AsOf) })
	for k := range c.Definition().KPIs() {
		k.Targets = slices.DeleteFunc(k.Targets, func(target bsc.Target) bool { return target.RecordedAt.After(c.AsOf) })
	}
	return c
}

// later are corrections of some facts, and facts of other periods, recorded after a moment.
func later(g *oracle.Generator, c period.Calendar, facts []bsc.Fact, than time.Time) []bsc.Fact {
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
func decidedLater(t *testing.T, c *oracle.TimedCard, r *rand.Rand, in bsc.Input) (*bsc.Result, bool) {
	t.Helper()
	other := c.Definition().Clone()
	other.Name = "decided later"
	for k := range other.KPIs() {
		k.Weight, k.Targets = "2", nil
	}
	versions := []history.Version{
		{From: period.Year(2026), Definition: c.Definition()},
		{From: period.Year(2026), RecordedAt: c.AsOf.Add(1), Definition: other},
		{From: c.Period, RecordedAt: c.AsOf.Add(time.Hour), Definition: other},
	}
	shuffle(r, versions)
	timeline, err := history.NewTimeline(versions, nil)
	require.NoError(t, err)
	if _, ok := timeline.At(c.Period, c.AsOf); !ok {
		return nil, false
	}
	result, err := timeline.Evaluate(in)
	require.NoError(t, err)
	return result, true
}

// unique keeps the first of the facts for one reading with one moment.
func unique(facts []bsc.Fact) []bsc.Fact {
	type key struct {
		ref    bsc.Ref
		period period.Period
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
func earlier(c *oracle.TimedCard, p period.Period, n int) period.Period {
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
	timeLaw(t, 24, func(t *testing.T, r *rand.Rand, c *oracle.TimedCard) {
		card := bsc.MustCompile(c.Definition(), nil)
		in := inputOf(t, c)
		source := counting(in.Readings)
		in.Readings = source
		trend, err := history.NewTrend(card, earlier(c, c.Period, 2+r.IntN(6)), in)
		require.NoError(t, err)
		for query, n := range source.asked {
			assert.Equal(t, 1, n, "%s in %s was asked for more than once", query.Ref, query.Period)
		}
		for _, result := range trend.Results() {
			in.Period = result.Period()
			alone, err := card.Evaluate(in)
			require.NoError(t, err)
			assert.Equal(t, explainedDocument(t, alone), explainedDocument(t, result))
		}
	})
}

// TestLaw_anyOrder adds facts, targets and versions in another order.
func TestLaw_anyOrder(t *testing.T) {
	timeLaw(t, 30, func(t *testing.T, r *rand.Rand, c *oracle.TimedCard) {
		want := explainedDocument(t, resultOf(t, c))
		other := c.Copy()
		shuffle(r, other.Facts)
		for k := range other.Definition().KPIs() {
			shuffle(r, k.Targets)
		}
		assert.Equal(t, want, explainedDocument(t, resultOf(t, other)))

		lighter := c.Definition().Clone()
		lighter.Perspectives[0].Objectives[0].KPIs[0].Weight = "3"
		versions := []history.Version{
			{From: period.Year(2025), Definition: lighter},
			{From: period.Year(2025), Definition: other.Definition(), RecordedAt: time.Unix(0, 0)},
			{From: period.Year(2027), Definition: lighter},
		}
		shuffle(r, versions)
		timeline, err := history.NewTimeline(versions, nil)
		require.NoError(t, err)
		if card, ok := timeline.At(c.Period, c.AsOf); ok && card.Fingerprint() == bsc.MustCompile(other.Definition(), nil).Fingerprint() {
			result, err := timeline.Evaluate(inputOf(t, other))
			require.NoError(t, err)
			assert.Equal(t, want, explainedDocument(t, result))
		}
	})
}

// TestLaw_manyGoroutinesOverTime evaluates and explains one scorecard, and reads one trend, from
// many goroutines.
func TestLaw_manyGoroutinesOverTime(t *testing.T) {
	timeLaw(t, 4, func(t *testing.T, _ *rand.Rand, c *oracle.TimedCard) {
		card := bsc.MustCompile(c.Definition(), nil)
		in := inputOf(t, c)
		trend, err := history.NewTrend(card, earlier(c, c.Period, 4), in)
		require.NoError(t, err)
		read := func(trend *history.Trend) string {
			var text strings.Builder
			for _, result := range trend.Results() {
				text.WriteString(explainedDocument(t, result))
			}
			for p := range trend.Of(card.Ref()) {
				fmt.Fprint(&text, p.Period, p.Score, p.Change, p.Movement, p.Streak, p.InRating)
			}
			return text.String()
		}
		want, alone := read(trend), explainedDocument(t, resultOf(t, c))
		var all sync.WaitGroup
		for i := range 32 {
			all.Go(func() {
				if i%8 == 0 { // trends share what they find among their own periods only
					other, err := history.NewTrend(card, earlier(c, c.Period, 4), in)
					if assert.NoError(t, err) {
						assert.Equal(t, want, read(other))
					}
				}
				result, err := card.Evaluate(in)
				if assert.NoError(t, err) {
					assert.Equal(t, alone, explainedDocument(t, result))
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
	timeLaw(t, 30, func(t *testing.T, _ *rand.Rand, c *oracle.TimedCard) {
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

// TestLaw_today: the day that decides what is due is that of Input.Today, wherever the moment is told.
func TestLaw_today(t *testing.T) {
	others := 0
	timeLaw(t, 60, func(t *testing.T, r *rand.Rand, c *oracle.TimedCard) {
		if c.AsOf.IsZero() {
			g := &oracle.Generator{Rand: r}
			c.AsOf = g.Moment(c.LastDay() - 40 + g.IntN(80))
		}
		in := inputOf(t, c)
		told := func() string {
			made := report.Of(onInput(t, c, in))
			made.AsOf = time.Time{}
			text, err := json.Marshal(made)
			require.NoError(t, err)
			return string(text)
		}
		want := told()
		for _, hours := range []int{-11, 13} {
			in.AsOf = c.AsOf.In(time.FixedZone("", hours*3600))
			in.Today = period.DayOf(c.AsOf)
			if period.DayOf(in.AsOf) != in.Today {
				others++
			}
			assert.Equal(t, want, told())
		}
	})
	assert.NotZero(t, others, "the moment has another date elsewhere")
}
