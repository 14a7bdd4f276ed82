package maps_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func mapOf(t testing.TB, layers []string, links ...string) *bsc.StrategyMap {
	t.Helper()
	card, err := bsc.Compile(oracle.MapCard(layers, links...), nil)
	require.NoError(t, err)
	return card.Map()
}

// ids shows objectives by their ids.
func ids(refs []bsc.Ref) string {
	var list []string
	for _, ref := range refs {
		if ref.Kind == bsc.KindObjective {
			list = append(list, ref.ID)
		} else {
			list = append(list, ref.String())
		}
	}
	return strings.Join(list, " ")
}

var anyEnd bsc.Ref // stands for any driver or any outcome

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

// fixture reads a file of the published map.
func fixture(t *testing.T, file string, v any) {
	t.Helper()
	path, ok := oracle.Fixture("strategy_map_southwest", file)
	if !ok {
		t.Skip("BSC_FIXTURES is not set: it names the folder with the published results")
	}
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, v))
}

func objective(id string) bsc.Ref { return bsc.ParseRef(id) }

// TestStrategyMap_southwest asks the map of an airline (Kaplan and Norton's Southwest example, as told
// in "Real World Views 23.1") everything that is known of it.
func TestStrategyMap_southwest(t *testing.T) {
	var input struct {
		Perspectives []string `json:"perspective_order_bottom_up"`
		Nodes        []struct{ ID, Perspective, Name string }
		Edges        [][2]string
	}
	var want struct {
		Roots, Leaves []string
		Longest       int            `json:"longest_path_edges"`
		Ranks         map[string]int `json:"longest_path_rank"`
		Paths         [][]string     `json:"paths_L1_to_F3"`
	}
	fixture(t, "input.json", &input)
	fixture(t, "expected.json", &want)
	layers := make([]string, len(input.Perspectives))
	for _, n := range input.Nodes {
		layers[slices.Index(input.Perspectives, n.Perspective)] += " " + n.ID
	}
	var links []string
	for _, e := range input.Edges {
		links = append(links, e[0]+" "+e[1])
	}
	m := mapOf(t, layers, links...)
	assert.Equal(t, "L1 I1 C1 C2 F1 F2 F3", ids(m.Order()))
	assert.Equal(t, want.Roots, strings.Fields(ids(m.Drivers())))
	assert.Equal(t, want.Leaves, strings.Fields(ids(m.Outcomes())))
	longest, ok := m.Longest(anyEnd, anyEnd)
	require.True(t, ok)
	assert.Len(t, longest.Links, want.Longest)
	for id, rank := range want.Ranks {
		path, ok := m.Longest(anyEnd, objective(id))
		assert.Equal(t, rank > 0, ok, id)
		assert.Len(t, path.Links, rank, id)
	}
	paths, more := m.Paths(objective("L1"), objective("F3"), 0)
	assert.False(t, more)
	var found [][]string
	for _, p := range paths {
		found = append(found, strings.Fields(ids(p.Nodes())))
	}
	assert.ElementsMatch(t, want.Paths, found)
	assert.Equal(t, "I1", ids(m.CutPoints(objective("L1"), objective("F3"))))
}

// TestStrategyMap_questions asks a small map with loops, polarity, lags and kinds of nodes.
func TestStrategyMap_questions(t *testing.T) {
	def := oracle.MapCard([]string{"train idle", "turn waste", "price time", "grow profit"},
		"train turn strong +1", "turn price 0.4", "turn time 0.9 +1", "price grow", "time grow weak +2",
		"train waste inverse +1", "waste profit inverse 0.3", "grow profit", "profit train weak +4", "kpi:grow profit")
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	m := card.Map()

	t.Run("order and ends look past the link that closes the loop", func(t *testing.T) {
		assert.Equal(t, "train turn waste price time grow kpi:grow profit", ids(m.Order()))
		assert.Equal(t, "train kpi:grow", ids(m.Drivers()))
		assert.Equal(t, "profit", ids(m.Outcomes()))
		loops := m.Loops()
		require.Len(t, loops, 1)
		assert.Equal(t, "train turn waste price time grow profit", ids(loops[0].Nodes))
		assert.Equal(t, "train waste profit train", ids(loops[0].Shortest.Nodes()))
		assert.False(t, loops[0].Shortest.Inverse(), "two inverse links: it reinforces itself")
		require.Len(t, loops[0].Closing, 1)
		assert.Equal(t, "profit", loops[0].Closing[0].From.ID)
	})
	t.Run("layers", func(t *testing.T) {
		var layers []string
		for _, l := range m.Layers() {
			layers = append(layers, l.Perspective.ID+": "+ids(l.Nodes))
		}
		assert.Equal(t, []string{"layer0: train idle", "layer1: turn waste", "layer2: price time", "layer3: grow kpi:grow profit"}, layers)
		m.Layers()[0].Nodes[0] = bsc.Ref{}
		assert.Equal(t, "train idle", ids(m.Layers()[0].Nodes), "layers are copies")
	})
	t.Run("transitive", func(t *testing.T) {
		assert.Equal(t, "turn waste price time grow profit", ids(m.AllEffects(objective("train"))))
		assert.Equal(t, "train turn waste price time kpi:grow profit", ids(m.AllCauses(objective("grow"))))
		assert.Empty(t, m.AllEffects(objective("idle")), "no links")
		assert.Empty(t, m.AllCauses(objective("nobody")))
	})
	t.Run("paths", func(t *testing.T) {
		shortest, _ := m.Shortest(objective("train"), objective("profit"))
		assert.Equal(t, "objective:train → objective:waste → objective:profit", shortest.String())
		assert.Equal(t, 1, shortest.Lag())
		soonest, _ := m.Soonest(objective("turn"), objective("profit"))
		assert.Equal(t, "turn price grow profit", ids(soonest.Nodes()))
		strongest, _ := m.Strongest(objective("turn"), objective("grow"))
		assert.Equal(t, "turn time grow", ids(strongest.Nodes()), "0.9 × 0.25 is more than 0.4 × 0.5")
		strength, err := strongest.Strength()
		require.NoError(t, err)
		assert.True(t, dec("0.225").Equal(strength), strength)
		_, ok := m.Shortest(objective("train"), objective("train"))
		assert.False(t, ok, "around a loop is not a path")
		_, ok = m.Shortest(objective("idle"), anyEnd)
		assert.False(t, ok)
		paths, more := m.Paths(anyEnd, objective("profit"), 2)
		assert.True(t, more)
		assert.Len(t, paths, 2)
		paths, more = m.Paths(anyEnd, objective("profit"), 4)
		assert.False(t, more)
		assert.Len(t, paths, 4)
		for range m.AllPaths(anyEnd, anyEnd) {
			break // a walk that is stopped stays stopped
		}
	})
	t.Run("cut points", func(t *testing.T) {
		assert.Equal(t, "grow", ids(m.CutPoints(objective("turn"), objective("profit"))))
		assert.Equal(t, "profit train", ids(m.CutPoints(objective("grow"), objective("turn"))), "also around the loop")
		assert.Equal(t, "profit", ids(m.CutPoints(anyEnd, anyEnd)), "the one outcome")
		assert.Equal(t, "train", ids(m.CutPoints(anyEnd, objective("turn"))))
	})
	t.Run("reach", func(t *testing.T) {
		var got []string
		for _, r := range m.Reach(objective("turn")) {
			got = append(got, fmt.Sprint(r.Ref.ID, " ", r.Links, " +", r.Lag, " ", r.Strength, " ", r.Polarity))
		}
		assert.Equal(t, []string{
			"train 4 +4 0.028125 direct", "waste 5 +5 0.0140625 inverse", "price 1 +0 0.4 direct", "time 1 +1 0.9 direct",
			"grow 2 +0 0.225 direct", "profit 3 +0 0.1125 direct",
		}, got)
		assert.Equal(t, bsc.PolarityInverse, m.Polarity(objective("train"), objective("waste")))
		assert.Equal(t, bsc.Polarity(""), m.Polarity(objective("train"), objective("idle")))
	})
}

// TestStrategyMap_zero asks maps that have nothing.
func TestStrategyMap_zero(t *testing.T) {
	for name, m := range map[string]*bsc.StrategyMap{"zero": {}, "of the zero scorecard": new(bsc.Scorecard).Map(), "no links": mapOf(t, []string{"a"})} {
		t.Run(name, func(t *testing.T) {
			assert.Empty(t, m.Nodes())
			assert.Empty(t, m.Order())
			assert.Empty(t, m.Drivers())
			assert.Empty(t, m.Outcomes())
			assert.Empty(t, m.Loops())
			assert.Empty(t, m.Causes(objective("a")))
			assert.Empty(t, m.Reach(objective("a")))
			paths, more := m.Paths(anyEnd, anyEnd, 0)
			assert.Empty(t, paths)
			assert.False(t, more)
			for _, find := range []func(from, to bsc.Ref) (bsc.Path, bool){m.Shortest, m.Soonest, m.Strongest, m.Longest} {
				_, ok := find(anyEnd, objective("a"))
				assert.False(t, ok)
			}
			assert.Empty(t, m.CutPoints(anyEnd, anyEnd))
			_, err := m.Impact(objective("b"), dec("1"), 1)
			assert.ErrorIs(t, err, bsc.ErrNotOnCard)
		})
	}
}

// TestStrategyMap_chain asks a chain of 100,000 objectives, on which anything recursive would end; at
// its end a link with lag leads back to its start.
func TestStrategyMap_chain(t *testing.T) {
	const n = 100_000
	def := &bsc.Definition{ID: "chain", Frequency: period.Monthly, Perspectives: []bsc.Perspective{{ID: "all", Objectives: make([]bsc.Objective, n)}}, Links: make([]bsc.Link, n)}
	at := func(i int) bsc.Ref { return bsc.ObjectiveRef(fmt.Sprint("o", i%n)) }
	for i := range n {
		def.Perspectives[0].Objectives[i] = bsc.Objective{ID: at(i).ID, Uses: []bsc.Use{{KPI: "k"}}}
		def.Links[i] = bsc.Link{From: at(i), To: at(i + 1)}
	}
	def.Links[n-1].Lag = 1
	def.Perspectives[0].Objectives[0] = bsc.Objective{ID: at(0).ID, KPIs: []bsc.KPI{{ID: "k", Scorer: bsc.Policy{Name: "stated"}}}}
	m := bsc.MustCompile(def, nil).Map()
	first, last := at(0), at(n-1)
	assert.Len(t, m.Order(), n)
	assert.Equal(t, []bsc.Ref{first}, m.Drivers())
	assert.Len(t, m.AllEffects(first), n-1)
	assert.Len(t, m.Reach(first), n-1)
	assert.Len(t, m.CutPoints(first, last), n-2)
	require.Len(t, m.Loops(), 1)
	paths, more := m.Paths(first, last, 0)
	require.Len(t, paths, 1)
	assert.False(t, more)
	for _, find := range []func(from, to bsc.Ref) (bsc.Path, bool){m.Shortest, m.Soonest, m.Strongest, m.Longest} {
		path, ok := find(first, last)
		assert.True(t, ok)
		assert.Len(t, path.Links, n-1)
	}
	strength, err := paths[0].Strength()
	require.NoError(t, err)
	assert.Equal(t, 34, strength.NumDigits(), "2^-99999, to 34 digits")
	impacts, err := m.Impact(first, dec("100"), 5)
	require.NoError(t, err)
	assert.Len(t, impacts, 41, "2^-41 of 100 is below what ten places show")
}

// TestStrategyMap_diamonds asks a lattice with more paths than can ever be listed.
func TestStrategyMap_diamonds(t *testing.T) {
	const n = 500
	var layer []string
	var links []string
	for i := range n {
		a := fmt.Sprint("a", i)
		layer = append(layer, a, fmt.Sprint("b", i), fmt.Sprint("c", i))
		next := fmt.Sprint("a", i+1)
		links = append(links, fmt.Sprintf("%s b%d", a, i), fmt.Sprintf("%s c%d inverse", a, i), fmt.Sprintf("b%d %s", i, next), fmt.Sprintf("c%d %s", i, next))
	}
	layer = append(layer, fmt.Sprint("a", n))
	first, last := objective("a0"), objective(fmt.Sprint("a", n))
	m := mapOf(t, []string{strings.Join(layer, " ")}, links...)
	paths, more := m.Paths(first, last, 0)
	assert.True(t, more, "the cap is reported")
	assert.Len(t, paths, bsc.MostPaths)
	assert.Len(t, m.CutPoints(first, last), n-1)
	assert.Equal(t, bsc.PolarityMixed, m.Polarity(first, last))
	longest, _ := m.Longest(first, last)
	assert.Len(t, longest.Links, 2*n)
	impacts, err := m.Impact(first, dec("1"), 0)
	require.NoError(t, err)
	require.Len(t, impacts, 3)
	assert.Equal(t, "b0 c0", impacts[1].Ref.ID+" "+impacts[2].Ref.ID, "the two ways to a1 cancel out")
}

// TestStrategyMap_deadEnds lists the one path past a lattice that leads nowhere but back to the start: the
// walk must not go into it.
func TestStrategyMap_deadEnds(t *testing.T) {
	layer, links := "start end", []string{"start a0", "start end", "a60 start +1"}
	for i := range 61 {
		layer += fmt.Sprintf(" a%d b%d c%d", i, i, i)
		if i > 0 {
			links = append(links, fmt.Sprintf("a%d b%d", i-1, i), fmt.Sprintf("a%d c%d", i-1, i), fmt.Sprintf("b%d a%d", i, i), fmt.Sprintf("c%d a%d", i, i))
		}
	}
	paths, more := mapOf(t, []string{layer}, links...).Paths(objective("start"), objective("end"), 0)
	require.Len(t, paths, 1)
	assert.False(t, more)
}

// TestImpact_vectors checks published propagations: the employee-customer-profit chain of Sears (5 points of attitude
// bring 1.3 of customers' and half a point of revenue growth), and a direct effect beside one through others.
func TestImpact_vectors(t *testing.T) {
	total := func(m *bsc.StrategyMap, from, to, change string) bsc.Impact {
		impacts, err := m.Impact(objective(from), dec(change), 12)
		require.NoError(t, err)
		at := slices.IndexFunc(impacts, func(i bsc.Impact) bool { return i.Ref == objective(to) })
		require.GreaterOrEqual(t, at, 0)
		return impacts[at]
	}
	sears := mapOf(t, []string{"attitude", "customers", "revenue"}, "attitude customers 0.26 +1", "customers revenue 0.384615384615384615 +2")
	assertNear(t, "1.3", total(sears, "attitude", "customers", "5").Change, "C1")
	assertNear(t, "0.5", total(sears, "attitude", "revenue", "5").Change, "C1")
	assertNear(t, "0.1", total(sears, "attitude", "revenue", "1").Change, "C1, the whole effect of one point")
	assert.Equal(t, 3, total(sears, "attitude", "revenue", "1").Arrivals[0].Lag)

	// C2: learning works on finance through processes and customers, 0.6·0.5·0.4, and directly by 0.12;
	// processes through customers 0.2, and directly 0.04.
	dag := mapOf(t, []string{"L", "P", "C", "F"}, "L P 0.6 +1", "P C 0.5 +1", "C F 0.4 +1", "L F 0.096", "P F 0.04 +3")
	l := total(dag, "L", "F", "1")
	assertNear(t, "0.24", l.Change, "C2")
	assertNear(t, "0.24", total(dag, "P", "F", "1").Change, "C2")
	require.Len(t, l.Arrivals, 3)
	assert.Equal(t, []int{0, 3, 4}, []int{l.Arrivals[0].Lag, l.Arrivals[1].Lag, l.Arrivals[2].Lag})
}

func TestImpact_errors(t *testing.T) {
	m := mapOf(t, []string{"a b"}, "a b 1")
	for _, periods := range []int{-1, 1001} {
		_, err := m.Impact(objective("a"), dec("1"), periods)
		assert.ErrorIs(t, err, bsc.ErrValue)
	}
	_, err := m.Impact(objective("a"), dec("1"), bsc.MostPeriods)
	assert.NoError(t, err)
	_, err = m.Impact(objective("a"), decimal.New(1, 99), 1)
	assert.ErrorIs(t, err, bsc.ErrNumber)
	_, err = m.Impact(bsc.KPIRef("o"), dec("1"), 1)
	assert.EqualError(t, err, `kpi:o: there is no "kpi:o" on the scorecard`)
	_, err = mapOf(t, []string{"profit"}).Impact(objective("profti"), dec("1"), 1)
	assert.EqualError(t, err, `objective:profti: there is no "objective:profti" on the scorecard; did you mean "profit"?`)
	alone, err := m.Impact(bsc.KPIRef("a"), dec("1"), 1)
	require.NoError(t, err)
	assert.Len(t, alone, 1, "without links it changes nothing else")

	layer, links := "a0", []string(nil)
	for i := range 70 { // 2^70 is above 10^18
		layer += fmt.Sprintf(" b%d c%d a%d", i, i, i+1)
		links = append(links, fmt.Sprintf("a%d b%d 1", i, i), fmt.Sprintf("a%d c%d 1", i, i), fmt.Sprintf("b%d a%d 1", i, i+1), fmt.Sprintf("c%d a%d 1", i, i+1))
	}
	_, err = mapOf(t, []string{layer}, links...).Impact(objective("a0"), dec("1"), 0)
	assert.ErrorIs(t, err, bsc.ErrNumber)
	assert.ErrorContains(t, err, "grows beyond")
}

// TestCompile_lag takes the longest lag and refuses a longer one.
func TestCompile_lag(t *testing.T) {
	assert.Empty(t, bsc.Check(oracle.MapCard([]string{"a b"}, "a b +1000"), nil))
	assert.Equal(t, []string{"/links/0/lag: the lag is 1001 (0 to 1000 periods)"}, oracle.Lines(bsc.Check(oracle.MapCard([]string{"a b"}, "a b +1001"), nil)))
}

// TestCompile_frequency checks the frequency that lags count in.
func TestCompile_frequency(t *testing.T) {
	def := oracle.MapCard([]string{"a b"}, "a b +1")
	def.Frequency = "fortnight"
	assert.Equal(t, []string{`/frequency: unknown frequency "fortnight" (year, half, quarter, month, period, week, day)`}, oracle.Lines(bsc.Check(def, nil)))
	def.Frequency = ""
	assert.Equal(t, []string{`warning: /links/0/lag: a lag of 1, and the definition has no frequency for lags to count in; say "frequency": "month", or what it is, so that effects can be dated`}, oracle.Lines(bsc.Check(def, nil)))
	def.Links[0].Lag = 0
	assert.Empty(t, bsc.Check(def, nil))
}

// TestResult_EarlyWarnings dates what a red driver brings, in the base frequency.
func TestResult_EarlyWarnings(t *testing.T) {
	def := oracle.MapCard([]string{"train", "turn", "time", "profit share"},
		"train turn strong +2", "turn time 0.5 inverse +1", "time profit +3", "turn share +1")
	readings, err := oracle.Readings("train 2026-02 95", "turn 2026-02 80", "time 2026-02 50", "profit 2026-02 40", "share 2026-02 90",
		"train 2026-03 95", "turn 2026-03 70", "time 2026-03 50", "profit 2026-03 40", "share 2026-03 90")
	require.NoError(t, err)
	card := bsc.MustCompile(def, nil)
	in := bsc.Input{Period: period.Month(2026, 3), Readings: readings}
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	show := func(list []bsc.EarlyWarning) (lines []string) {
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
	assert.Equal(t, []string{red}, show(result.EarlyWarnings(-1)), "profit is red, but drives nothing")
	assert.Empty(t, result.EarlyWarnings(0))
	trend, err := card.Trend(period.Month(2026, 2), in)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"time 50 true steady: profit 2026-06 direct",
		"turn 70 false falling: share 2026-04 direct",
	}, show(trend.EarlyWarnings(-1)))
	assert.Len(t, trend.EarlyWarnings(1), 1)
	assert.Empty(t, new(bsc.Result).EarlyWarnings(-1))
	assert.Empty(t, new(bsc.Trend).EarlyWarnings(-1))

	t.Run("what if", func(t *testing.T) {
		list, err := result.WhatIf(objective("train"), dec("-60"), 6)
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
		list, err = result.WhatIf(objective("train"), dec("1000"), 6)
		require.NoError(t, err)
		assert.True(t, dec("100").Equal(number(t, list[1].Then)), "kept within the scale")
		assert.True(t, dec("750").Equal(list[1].Change), "the change is not")
		_, err = new(bsc.Result).WhatIf(objective("train"), dec("1"), 6)
		assert.ErrorIs(t, err, bsc.ErrInput)
	})
	t.Run("a quarter is seen from its end, a day from its month", func(t *testing.T) {
		for asked, due := range map[period.Period]string{period.Quarter(2026, 1): "2026-06", period.Day(2026, 3, 9): "2026-06", period.Year(2026): "2027-03"} {
			actuals := bsc.Actuals{"time": dec("10")}
			result, err := card.Evaluate(bsc.Input{Period: asked, Readings: actuals})
			require.NoError(t, err)
			assert.Equal(t, due, result.EarlyWarnings(1)[0].Outcomes[0].Due.String())
		}
	})
	t.Run("no date beyond the calendar, and none without a frequency", func(t *testing.T) {
		late, err := card.Evaluate(bsc.Input{Period: period.Month(9999, 11), Readings: bsc.Actuals{"time": dec("10")}})
		require.NoError(t, err)
		assert.True(t, late.EarlyWarnings(1)[0].Outcomes[0].Due.IsZero())
		def.Frequency = ""
		undated, err := bsc.MustCompile(def, nil).Evaluate(in)
		require.NoError(t, err)
		assert.Equal(t, []string{"time 50 true : profit  direct"}, show(undated.EarlyWarnings(-1)))
	})
}
