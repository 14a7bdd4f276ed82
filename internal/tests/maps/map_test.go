package maps_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
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

func mapOf(t testing.TB, layers []string, links ...string) *bsc.StrategyMap {
	t.Helper()
	return cardOf(t, layers, links...).Map()
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
	longest, ok := impact.LongestPath(m, anyEnd, anyEnd)
	require.True(t, ok)
	assert.Len(t, longest.Links, want.Longest)
	for id, rank := range want.Ranks {
		path, ok := impact.LongestPath(m, anyEnd, objective(id))
		assert.Equal(t, rank > 0, ok, id)
		assert.Len(t, path.Links, rank, id)
	}
	paths, more := impact.Paths(m, objective("L1"), objective("F3"), 0)
	assert.False(t, more)
	var found [][]string
	for _, p := range paths {
		found = append(found, strings.Fields(ids(p.Nodes())))
	}
	assert.ElementsMatch(t, want.Paths, found)
	assert.Equal(t, "I1", ids(impact.CutPoints(m, objective("L1"), objective("F3"))))
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
		around := impact.Path{Links: loops[0].Shortest}
		assert.Equal(t, "train waste profit train", ids(around.Nodes()))
		assert.False(t, around.Inverse(), "two inverse links: it reinforces itself")
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
		shortest, _ := impact.ShortestPath(m, objective("train"), objective("profit"))
		assert.Equal(t, "objective:train → objective:waste → objective:profit", shortest.String())
		assert.Equal(t, 1, shortest.Delay())
		soonest, _ := impact.SoonestPath(m, objective("turn"), objective("profit"))
		assert.Equal(t, "turn price grow profit", ids(soonest.Nodes()))
		strongest, _ := impact.StrongestPath(m, objective("turn"), objective("grow"))
		assert.Equal(t, "turn time grow", ids(strongest.Nodes()), "0.9 × 0.25 is more than 0.4 × 0.5")
		strength, err := strongest.Strength()
		require.NoError(t, err)
		assert.True(t, dec("0.225").Equal(strength), strength)
		_, ok := impact.ShortestPath(m, objective("train"), objective("train"))
		assert.False(t, ok, "around a loop is not a path")
		_, ok = impact.ShortestPath(m, objective("idle"), anyEnd)
		assert.False(t, ok)
		paths, more := impact.Paths(m, anyEnd, objective("profit"), 2)
		assert.True(t, more)
		assert.Len(t, paths, 2)
		paths, more = impact.Paths(m, anyEnd, objective("profit"), 4)
		assert.False(t, more)
		assert.Len(t, paths, 4)
		for range impact.AllPaths(m, anyEnd, anyEnd) {
			break // a walk that is stopped stays stopped
		}
	})
	t.Run("cut points", func(t *testing.T) {
		assert.Equal(t, "grow", ids(impact.CutPoints(m, objective("turn"), objective("profit"))))
		assert.Equal(t, "profit train", ids(impact.CutPoints(m, objective("grow"), objective("turn"))), "also around the loop")
		assert.Equal(t, "profit", ids(impact.CutPoints(m, anyEnd, anyEnd)), "the one outcome")
		assert.Equal(t, "train", ids(impact.CutPoints(m, anyEnd, objective("turn"))))
	})
	t.Run("reach", func(t *testing.T) {
		var got []string
		for _, r := range impact.Reach(m, objective("turn")) {
			got = append(got, fmt.Sprint(r.Ref.ID, " ", r.Links, " +", r.Delay, " ", r.Strength, " ", r.Polarity))
		}
		assert.Equal(t, []string{
			"train 4 +4 0.028125 direct", "waste 5 +5 0.0140625 inverse", "price 1 +0 0.4 direct", "time 1 +1 0.9 direct",
			"grow 2 +0 0.225 direct", "profit 3 +0 0.1125 direct",
		}, got)
		assert.Equal(t, impact.Inverse, impact.PolarityOf(m, objective("train"), objective("waste")))
		assert.Equal(t, impact.Polarity(""), impact.PolarityOf(m, objective("train"), objective("idle")))
	})
}

// bestPaths are the questions for one path.
func bestPaths() []func(m *bsc.StrategyMap, from, to bsc.Ref) (impact.Path, bool) {
	return []func(m *bsc.StrategyMap, from, to bsc.Ref) (impact.Path, bool){
		impact.ShortestPath, impact.SoonestPath, impact.StrongestPath, impact.LongestPath,
	}
}

// TestStrategyMap_zero asks maps that have nothing.
func TestStrategyMap_zero(t *testing.T) {
	for name, card := range map[string]*bsc.Scorecard{"zero": {}, "no links": cardOf(t, []string{"a"})} {
		m := card.Map()
		t.Run(name, func(t *testing.T) {
			assert.Empty(t, m.Nodes())
			assert.Empty(t, m.Order())
			assert.Empty(t, m.Drivers())
			assert.Empty(t, m.Outcomes())
			assert.Empty(t, m.Loops())
			assert.Empty(t, m.Causes(objective("a")))
			assert.Empty(t, impact.Reach(m, objective("a")))
			paths, more := impact.Paths(m, anyEnd, anyEnd, 0)
			assert.Empty(t, paths)
			assert.False(t, more)
			for _, find := range bestPaths() {
				_, ok := find(m, anyEnd, objective("a"))
				assert.False(t, ok)
			}
			assert.Empty(t, impact.CutPoints(m, anyEnd, anyEnd))
			_, err := impact.Of(card, objective("b"), dec("1"), 1)
			assert.ErrorIs(t, err, bsc.ErrUnknownRef)
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
	def.Links[n-1].Delay = 1
	def.Perspectives[0].Objectives[0] = bsc.Objective{ID: at(0).ID, KPIs: []bsc.KPI{{ID: "k", Scorer: bsc.Policy{Name: "stated"}}}}
	card := bsc.MustCompile(def, nil)
	m := card.Map()
	first, last := at(0), at(n-1)
	assert.Len(t, m.Order(), n)
	assert.Equal(t, []bsc.Ref{first}, m.Drivers())
	assert.Len(t, m.AllEffects(first), n-1)
	assert.Len(t, impact.Reach(m, first), n-1)
	assert.Len(t, impact.CutPoints(m, first, last), n-2)
	require.Len(t, m.Loops(), 1)
	paths, more := impact.Paths(m, first, last, 0)
	require.Len(t, paths, 1)
	assert.False(t, more)
	for _, find := range bestPaths() {
		path, ok := find(m, first, last)
		assert.True(t, ok)
		assert.Len(t, path.Links, n-1)
	}
	strength, err := paths[0].Strength()
	require.NoError(t, err)
	assert.Equal(t, 34, strength.NumDigits(), "2^-99999, to 34 digits")
	impacts, err := impact.Of(card, first, dec("100"), 5)
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
	card := cardOf(t, []string{strings.Join(layer, " ")}, links...)
	m := card.Map()
	paths, more := impact.Paths(m, first, last, 0)
	assert.True(t, more, "the cap is reported")
	assert.Len(t, paths, impact.MaxPaths)
	assert.Len(t, impact.CutPoints(m, first, last), n-1)
	assert.Equal(t, impact.Mixed, impact.PolarityOf(m, first, last))
	longest, _ := impact.LongestPath(m, first, last)
	assert.Len(t, longest.Links, 2*n)
	impacts, err := impact.Of(card, first, dec("1"), 0)
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
	paths, more := impact.Paths(mapOf(t, []string{layer}, links...), objective("start"), objective("end"), 0)
	require.Len(t, paths, 1)
	assert.False(t, more)
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
	def.Links[0].Delay = 0
	assert.Empty(t, bsc.Check(def, nil))
}
