package impact_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func cardOf(t testing.TB, layers []string, links ...string) *bsc.Scorecard {
	t.Helper()
	card, err := bsc.Compile(oracle.MapCard(layers, links...), nil)
	require.NoError(t, err)
	return card
}

func objective(id string) bsc.Ref { return bsc.ParseRef(id) }

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func number(t *testing.T, s bsc.Score) decimal.Decimal {
	t.Helper()
	d, ok := s.Decimal()
	require.True(t, ok, "a score")
	return d
}

// assertNear checks a number to ten places.
func assertNear(t *testing.T, want string, got decimal.Decimal, msg ...any) {
	t.Helper()
	off := got.Sub(dec(want)).Abs()
	assert.True(t, off.LessThanOrEqual(decimal.New(1, -10)), "want %s, got %s %s", want, got, fmt.Sprint(msg...))
}

// TestOf_vectors checks published propagations: the employee-customer-profit chain of Sears (5 points of attitude
// bring 1.3 of customers' and half a point of revenue growth), and a direct effect beside one through others.
func TestOf_vectors(t *testing.T) {
	total := func(card *bsc.Scorecard, from, to, change string) impact.Effect {
		impacts, err := impact.Of(card, objective(from), dec(change), 12)
		require.NoError(t, err)
		at := slices.IndexFunc(impacts, func(i impact.Effect) bool { return i.Ref == objective(to) })
		require.GreaterOrEqual(t, at, 0)
		return impacts[at]
	}
	sears := cardOf(t, []string{"attitude", "customers", "revenue"}, "attitude customers 0.26 +1", "customers revenue 0.384615384615384615 +2")
	assertNear(t, "1.3", total(sears, "attitude", "customers", "5").Change, "C1")
	assertNear(t, "0.5", total(sears, "attitude", "revenue", "5").Change, "C1")
	assertNear(t, "0.1", total(sears, "attitude", "revenue", "1").Change, "C1, the whole effect of one point")
	assert.Equal(t, 3, total(sears, "attitude", "revenue", "1").Arrivals[0].Delay)

	// C2: learning works on finance through processes and customers, 0.6·0.5·0.4, and directly by 0.12;
	// processes through customers 0.2, and directly 0.04.
	dag := cardOf(t, []string{"L", "P", "C", "F"}, "L P 0.6 +1", "P C 0.5 +1", "C F 0.4 +1", "L F 0.096", "P F 0.04 +3")
	l := total(dag, "L", "F", "1")
	assertNear(t, "0.24", l.Change, "C2")
	assertNear(t, "0.24", total(dag, "P", "F", "1").Change, "C2")
	require.Len(t, l.Arrivals, 3)
	assert.Equal(t, []int{0, 3, 4}, []int{l.Arrivals[0].Delay, l.Arrivals[1].Delay, l.Arrivals[2].Delay})
}

func TestOf_errors(t *testing.T) {
	card := cardOf(t, []string{"a b"}, "a b 1")
	for _, periods := range []int{-1, 1001} {
		_, err := impact.Of(card, objective("a"), dec("1"), periods)
		assert.ErrorIs(t, err, bsc.ErrValue)
	}
	_, err := impact.Of(card, objective("a"), dec("1"), impact.MaxPeriods)
	assert.NoError(t, err)
	_, err = impact.Of(card, objective("a"), decimal.New(1, 99), 1)
	assert.ErrorIs(t, err, bsc.ErrNumber)
	_, err = impact.Of(card, bsc.KPIRef("o"), dec("1"), 1)
	assert.EqualError(t, err, `kpi:o: there is no "kpi:o" on the scorecard`)
	_, err = impact.Of(cardOf(t, []string{"profit"}), objective("profti"), dec("1"), 1)
	assert.EqualError(t, err, `objective:profti: there is no "objective:profti" on the scorecard; did you mean "profit"?`)
	_, err = impact.Of(card, bsc.KPIRef("a"), dec("1"), 1)
	assert.EqualError(t, err, "kpi:a: it has no links on the strategy map: nothing is known to follow from it (a node with links); ask for objective:a, with the change that it brings there")
	assert.ErrorIs(t, err, bsc.ErrUnknownRef)
	_, err = impact.Of(cardOf(t, []string{"a b", "c"}, "a c 1"), objective("b"), dec("1"), 1)
	assert.EqualError(t, err, "objective:b: it has no links on the strategy map: nothing is known to follow from it (a node with links)")
	result, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 1), Readings: new(bsc.Readings)})
	require.NoError(t, err)
	_, err = impact.WhatIf(result, bsc.KPIRef("a"), dec("1"), 1)
	assert.ErrorIs(t, err, bsc.ErrUnknownRef)

	layer, links := "a0", []string(nil)
	for i := range 70 { // 2^70 is above 10^18
		layer += fmt.Sprintf(" b%d c%d a%d", i, i, i+1)
		links = append(links, fmt.Sprintf("a%d b%d 1", i, i), fmt.Sprintf("a%d c%d 1", i, i), fmt.Sprintf("b%d a%d 1", i, i+1), fmt.Sprintf("c%d a%d 1", i, i+1))
	}
	_, err = impact.Of(cardOf(t, []string{layer}, links...), objective("a0"), dec("1"), 0)
	assert.ErrorIs(t, err, bsc.ErrNumber)
	assert.ErrorContains(t, err, "grows beyond")
}

// TestEarlyWarnings dates what a red driver brings, in the base frequency.
func TestEarlyWarnings(t *testing.T) {
	def := oracle.MapCard([]string{"train", "turn", "time", "profit share"},
		"train turn strong +2", "turn time 0.5 inverse +1", "time profit +3", "turn share +1")
	readings, err := oracle.Readings("train 2026-02 95", "turn 2026-02 80", "time 2026-02 50", "profit 2026-02 40", "share 2026-02 90",
		"train 2026-03 95", "turn 2026-03 70", "time 2026-03 50", "profit 2026-03 40", "share 2026-03 90")
	require.NoError(t, err)
	card := bsc.MustCompile(def, nil)
	in := bsc.Input{Period: period.Month(2026, 3), Readings: readings}
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	show := func(list []impact.EarlyWarning) (lines []string) {
		for _, w := range list {
			line := fmt.Sprint(w.Ref.ID, " ", w.Score, " ", w.Worst, " ", w.Movement, ":")
			for _, o := range w.Outcomes {
				line += fmt.Sprint(" ", o.Ref.ID, " ", o.Due, " ", o.Polarity)
			}
			lines = append(lines, line)
		}
		return lines
	}
	red := "time 50 true : profit 2026-06 direct"
	assert.Equal(t, []string{red}, show(impact.EarlyWarnings(result, -1)), "profit is red, but drives nothing")
	assert.Empty(t, impact.EarlyWarnings(result, 0))
	trend, err := history.NewTrend(card, period.Month(2026, 2), in)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"time 50 true steady: profit 2026-06 direct",
		"turn 70 false falling: share 2026-04 direct",
	}, show(impact.TrendWarnings(trend, -1)))
	assert.Len(t, impact.TrendWarnings(trend, 1), 1)
	for fall, warns := range map[string]int{"79.95": 2, "79.9500000001": 1} { // of "turn", beside the one that is red
		facts, err := oracle.Readings("train 2026-02 95", "turn 2026-02 80", "time 2026-02 50", "profit 2026-02 40", "share 2026-02 90",
			"train 2026-03 95", "turn 2026-03 "+fall, "time 2026-03 50", "profit 2026-03 40", "share 2026-03 90")
		require.NoError(t, err)
		trend, err := history.NewTrend(card, period.Month(2026, 2), bsc.Input{Period: period.Month(2026, 3), Readings: facts})
		require.NoError(t, err)
		assert.Len(t, impact.TrendWarnings(trend, -1), warns, fall)
	}
	assert.Empty(t, impact.EarlyWarnings(new(bsc.Result), -1))
	assert.Empty(t, impact.TrendWarnings(new(history.Trend), -1))

	t.Run("what if", func(t *testing.T) {
		list, err := impact.WhatIf(result, objective("train"), dec("-60"), 6)
		require.NoError(t, err)
		var got []string
		for _, w := range list {
			line := fmt.Sprint(w.Ref.ID, " ", w.Score, " ", w.Change, " ", w.Then)
			for _, a := range w.Arrivals {
				line += fmt.Sprint(" ", a.Period, " ", a.Change)
			}
			got = append(got, line)
		}
		assert.Equal(t, []string{
			"train 95 -60 35 2026-03 -60", "turn 70 -45 25 2026-05 -45", "time 50 22.5 72.5 2026-06 22.5", "profit 40 11.25 51.25 2026-09 11.25", "share 90 -22.5 67.5 2026-06 -22.5",
		}, got)
		list, err = impact.WhatIf(result, objective("train"), dec("1000"), 6)
		require.NoError(t, err)
		assert.True(t, dec("100").Equal(number(t, list[1].Then)), "kept within the scale")
		assert.True(t, dec("750").Equal(list[1].Change), "the change is not")
		_, err = impact.WhatIf(new(bsc.Result), objective("train"), dec("1"), 6)
		assert.ErrorIs(t, err, bsc.ErrInput)
	})
	t.Run("a quarter is seen from its end, a day from its month", func(t *testing.T) {
		for asked, due := range map[period.Period]string{period.Quarter(2026, 1): "2026-06", period.Day(2026, 3, 9): "2026-06", period.Year(2026): "2027-03"} {
			actuals := bsc.Actuals{"time": dec("10")}
			result, err := card.Evaluate(bsc.Input{Period: asked, Readings: actuals})
			require.NoError(t, err)
			assert.Equal(t, due, impact.EarlyWarnings(result, 1)[0].Outcomes[0].Due.String())
		}
	})
	t.Run("no date beyond the calendar, and none without a frequency", func(t *testing.T) {
		late, err := card.Evaluate(bsc.Input{Period: period.Month(9999, 11), Readings: bsc.Actuals{"time": dec("10")}})
		require.NoError(t, err)
		assert.True(t, impact.EarlyWarnings(late, 1)[0].Outcomes[0].Due.IsZero())
		def.Frequency = ""
		undated, err := bsc.MustCompile(def, nil).Evaluate(in)
		require.NoError(t, err)
		assert.Equal(t, []string{"time 50 true : profit  direct"}, show(impact.EarlyWarnings(undated, -1)))
	})
}
