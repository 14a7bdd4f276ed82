package bsc_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// threeLevels are the sums of a group of two regions, each of two branches: sales, and a rate of hits to shots.
func threeLevels(t *testing.T) (*bsc.Scorecard, *bsc.Sums) {
	t.Helper()
	card := bsc.MustCompile(region(), nil)
	units := []bsc.OrgUnitSums{}
	above := func(id string, below ...string) {
		u := bsc.OrgUnitSums{OrgUnit: id, Scorecard: card, Sums: map[bsc.Ref][]bsc.Summand{}}
		for _, ref := range []bsc.Ref{bsc.KPIRef("sales"), bsc.SeriesRef("hits"), bsc.SeriesRef("shots")} {
			for _, from := range below {
				u.Sums[ref] = append(u.Sums[ref], bsc.Summand{OrgUnit: from, Ref: ref})
			}
		}
		if len(below) == 0 {
			u.Sums = nil
		}
		units = append(units, u)
	}
	above("group", "east", "west")
	above("east", "e1", "e2")
	above("west", "w1", "w2")
	for _, id := range []string{"e1", "e2", "w1", "w2"} {
		above(id)
	}
	return card, sumsOf(t, units)
}

// branchFacts are sales, hits and shots of the branches in two months. In the second one, hits do not apply to w2.
func branchFacts(t *testing.T) *bsc.Readings {
	t.Helper()
	readings := new(bsc.Readings)
	for i, unit := range []string{"e1", "e2", "w1", "w2"} {
		for month := 1; month <= 2; month++ {
			for j, ref := range []bsc.Ref{bsc.KPIRef("sales"), bsc.SeriesRef("hits"), bsc.SeriesRef("shots")} {
				f := bsc.Fact{OrgUnit: unit, Ref: ref, Period: period.Month(2026, month), Reading: bsc.Reading{Value: dec(fmt.Sprint(1 + i + j*month))}}
				if unit == "w2" && month == 2 && ref.ID == "hits" {
					f.State = bsc.StateNotApplicable
				}
				require.NoError(t, readings.Add(f))
			}
		}
	}
	return readings
}

// asked counts the questions to a source.
type asked struct {
	bsc.Source
	questions *atomic.Int64
}

func (a *asked) Reading(q bsc.Query) (bsc.Reading, bool) {
	a.questions.Add(1)
	return a.Source.Reading(q)
}

// sumsSay is what all org units say of their sales and rate.
func sumsSay(t *testing.T, card *bsc.Scorecard, in bsc.Input) (all []string) {
	t.Helper()
	for _, unit := range []string{"group", "east", "west"} {
		in.OrgUnit = unit
		r, err := card.Evaluate(in)
		require.NoError(t, err)
		sales, _ := r.Value(bsc.KPIRef("sales"))
		rate, _ := r.Value(bsc.KPIRef("rate"))
		all = append(all, fmt.Sprint(unit, " ", sales, " ", rate, " ", r.Missing(bsc.KPIRef("sales"))))
	}
	return all
}

// TestSums_Kept makes each total once, whoever asks for it, and again only what is made of readings that have changed.
func TestSums_Kept(t *testing.T) {
	card, sums := threeLevels(t)
	readings := branchFacts(t)
	source := &asked{readings, new(atomic.Int64)}
	in := bsc.Input{Period: period.Month(2026, 1), Readings: source, Sums: sums}
	want := sumsSay(t, card, in)
	assert.Equal(t, []string{"group 10 0.7777777777777777777777777777777778 []", "east 3 0.7142857142857142857142857142857143 []", "west 7 0.8181818181818181818181818181818182 []"}, want)
	plain := source.questions.Swap(0)

	in.Sums = sums.Kept(in)
	assert.Equal(t, want, sumsSay(t, card, in))
	first := source.questions.Swap(0)
	assert.Equal(t, want, sumsSay(t, card, in))
	assert.Equal(t, plain-first, int64(4*3), "one level less is asked for three readings of four branches")
	assert.Less(t, source.questions.Swap(0), first)

	february := in
	february.Period = period.Month(2026, 2)
	left := february
	left.Sums = sums
	assert.Equal(t, sumsSay(t, card, left), sumsSay(t, card, february), "w2 is left out of hits and shots")
	assert.Equal(t, "0.7142857142857142857142857142857143", rateOf(t, card, february, "west"), "5 of 7: only w1 has hits")
	source.questions.Store(0)

	changed := bsc.Query{OrgUnit: "e1", Ref: bsc.KPIRef("sales"), Period: in.Period}
	require.NoError(t, readings.Add(bsc.Fact{OrgUnit: "e1", Ref: changed.Ref, Period: in.Period, Reading: bsc.Reading{Value: dec("100"), RecordedAt: recorded(1)}}))
	later := in
	later.Sums = in.Sums.Kept(in, changed)
	now := sumsSay(t, card, later)
	assert.Equal(t, "group 109 0.7777777777777777777777777777777778 []", now[0])
	assert.Equal(t, want[2], now[2])
	assert.Equal(t, "group 10", sumsSay(t, card, in)[0][:8], "what was kept before stays")
}

// rateOf is the rate of an org unit.
func rateOf(t *testing.T, card *bsc.Scorecard, in bsc.Input, unit string) string {
	t.Helper()
	in.OrgUnit = unit
	r, err := card.Evaluate(in)
	require.NoError(t, err)
	rate, ok := r.Value(bsc.KPIRef("rate"))
	require.True(t, ok)
	return rate.String()
}

// TestSums_Kept_otherInputs uses what is kept only for the readings, the moment and the day that it was kept for.
func TestSums_Kept_otherInputs(t *testing.T) {
	card, sums := threeLevels(t)
	in := bsc.Input{Period: period.Month(2026, 1), Readings: branchFacts(t)}
	kept := sums.Kept(in)
	in.Sums = kept
	sumsSay(t, card, in)
	for name, change := range map[string]func(*bsc.Input){
		"other readings": func(in *bsc.Input) { in.Readings = new(bsc.Readings) },
		"a moment":       func(in *bsc.Input) { in.AsOf = recorded(1) },
		"a day":          func(in *bsc.Input) { in.Today = period.Day(2026, 1, 15) },
		"final only":     func(in *bsc.Input) { in.FinalOnly = true },
		"another period": func(in *bsc.Input) { in.Period = period.Month(2026, 2) },
		"the same":       func(*bsc.Input) {},
	} {
		other, plain := in, in
		change(&other)
		change(&plain)
		plain.Sums = sums
		assert.Equal(t, sumsSay(t, card, plain), sumsSay(t, card, other), name)
	}
	more := in.Readings.(*bsc.Readings)
	require.NoError(t, more.Add(bsc.Fact{OrgUnit: "e1", Ref: bsc.KPIRef("sales"), Period: in.Period, Reading: bsc.Reading{Value: dec("100"), RecordedAt: recorded(1)}}))
	assert.Equal(t, "group 109", sumsSay(t, card, in)[0][:9], "Readings to which something was added are others")
}

// TestSums_Reached leads from a reading to all that is made of it.
func TestSums_Reached(t *testing.T) {
	_, sums := threeLevels(t)
	march := period.Month(2026, 3)
	q := func(unit string) bsc.Query {
		return bsc.Query{OrgUnit: unit, Ref: bsc.SeriesRef("hits"), Period: march}
	}
	assert.Equal(t, []bsc.Query{q("w1"), q("e2"), q("west"), q("east"), q("group")}, sums.Reached(q("w1"), q("e2"), q("w1"), q("nobody")))
	assert.Empty(t, (*bsc.Sums)(nil).Reached(q("w1")))
	assert.Nil(t, (*bsc.Sums)(nil).Kept(bsc.Input{}))
}

// TestSums_Kept_cancelled keeps nothing of what was made while nobody wanted it any more.
func TestSums_Kept_cancelled(t *testing.T) {
	card, sums := threeLevels(t)
	for after := range int64(12) {
		ctx, cancel := context.WithCancel(context.Background())
		source := &cancelling{asked: asked{branchFacts(t), new(atomic.Int64)}, after: after, cancel: cancel}
		in := bsc.Input{Period: period.Month(2026, 1), Readings: source}
		in.Sums = sums.Kept(in)
		var units []bsc.Input
		for _, unit := range []string{"group", "east", "west"} {
			in.OrgUnit = unit
			units = append(units, in)
		}
		for range card.EvaluateOrgUnits(ctx, slices.Values(units)) {
			continue
		}
		cancel()
		plain := in
		plain.Sums = sums
		assert.Equal(t, sumsSay(t, card, plain), sumsSay(t, card, in), after)
	}
}

// cancelling is a source that cancels what asks it, after some questions.
type cancelling struct {
	asked
	after  int64
	cancel func()
}

func (c *cancelling) Reading(q bsc.Query) (bsc.Reading, bool) {
	if c.questions.Load() == c.after {
		c.cancel()
	}
	return c.asked.Reading(q)
}
