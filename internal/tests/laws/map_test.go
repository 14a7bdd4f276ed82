package laws_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The laws of strategy maps: a map and its mirror image agree, the order of links in a document
// says nothing, and what would close a cycle is refused.

// mapLaw runs check on random maps.
func mapLaw(t *testing.T, usually uint64, check func(t *testing.T, r *rand.Rand, d *bsc.Definition)) {
	t.Helper()
	t.Parallel()
	for seed := range oracle.Cards(usually) {
		r := rand.New(rand.NewPCG(seed, 6))
		d := oracle.RandomMap(r)
		check(t, r, d)
		if t.Failed() {
			t.Fatalf("map %d: %v", seed, d.Links)
		}
	}
}

// sorted are the texts of refs, whatever their order.
func sorted(refs []bsc.Ref) []string {
	texts := strings.Fields(ids(refs))
	slices.Sort(texts)
	return texts
}

// ids are the texts of refs in their order, none of which has a space.
func ids(refs []bsc.Ref) string { return strings.Trim(fmt.Sprint(refs), "[]") }

// TestLaw_mirroredMap turns every link around: causes are effects, and every path is there the other way.
func TestLaw_mirroredMap(t *testing.T) {
	mapLaw(t, 200, func(t *testing.T, _ *rand.Rand, d *bsc.Definition) {
		m := bsc.MustCompile(d, nil).Map()
		mirrored := d.Clone()
		for i := range mirrored.Links {
			l := &mirrored.Links[i]
			l.From, l.To = l.To, l.From
		}
		slices.Reverse(mirrored.Perspectives)
		other := bsc.MustCompile(mirrored, nil).Map()
		assert.Equal(t, sorted(m.Nodes()), sorted(other.Nodes()))
		assert.Len(t, other.Loops(), len(m.Loops()))
		for _, from := range m.Nodes() {
			assert.Equal(t, sorted(m.AllCauses(from)), sorted(other.AllEffects(from)))
			assert.Equal(t, sorted(m.AllEffects(from)), sorted(other.AllCauses(from)))
			for _, to := range m.Nodes() {
				assertMirrored(t, m, other, from, to)
			}
		}
	})
}

// assertMirrored compares all ways from one node to another with the ways back on the mirrored map.
func assertMirrored(t *testing.T, m, other *bsc.StrategyMap, from, to bsc.Ref) {
	t.Helper()
	var there, back []string
	for p := range impact.AllPaths(m, from, to) {
		there = append(there, ids(p.Nodes()))
	}
	for p := range impact.AllPaths(other, to, from) {
		nodes := p.Nodes()
		slices.Reverse(nodes)
		back = append(back, ids(nodes))
	}
	slices.Sort(there)
	slices.Sort(back)
	assert.Equal(t, there, back, "%s to %s", from, to)
	assert.Equal(t, sorted(impact.CutPoints(m, from, to)), sorted(impact.CutPoints(other, to, from)))
	shortest, ok := impact.ShortestPath(m, from, to)
	reverse, also := impact.ShortestPath(other, to, from)
	assert.Equal(t, ok, also)
	assert.Len(t, reverse.Links, len(shortest.Links))
	soonest, _ := impact.SoonestPath(m, from, to)
	reverse, _ = impact.SoonestPath(other, to, from)
	assert.Equal(t, soonest.Delay(), reverse.Delay())
	strongest, _ := impact.StrongestPath(m, from, to)
	reverse, _ = impact.StrongestPath(other, to, from)
	assert.Zero(t, oracle.Strength(strongest.Links).Cmp(oracle.Strength(reverse.Links)))
	if len(m.Loops()) == 0 {
		assert.Equal(t, impact.PolarityOf(m, from, to), impact.PolarityOf(other, to, from))
	}
}

// TestLaw_linksInAnyOrder shuffles the links of a map: it says the same of every node, and the order of the nodes
// respects every link that lies on no loop.
func TestLaw_linksInAnyOrder(t *testing.T) {
	mapLaw(t, 200, func(t *testing.T, r *rand.Rand, d *bsc.Definition) {
		m := bsc.MustCompile(d, nil).Map()
		shuffled := d.Clone()
		shuffle(r, shuffled.Links)
		other := bsc.MustCompile(shuffled, nil).Map()
		for _, ref := range m.Nodes() {
			assert.Equal(t, sorted(m.AllEffects(ref)), sorted(other.AllEffects(ref)))
			assert.Equal(t, len(impact.Reach(m, ref)), len(impact.Reach(other, ref)))
		}
		for _, l := range m.Links() {
			forward := slices.Index(m.Order(), l.From) < slices.Index(m.Order(), l.To)
			onLoop := slices.Contains(m.AllEffects(l.To), l.From)
			assert.True(t, forward || onLoop, "%v", l)
		}
	})
}

// TestLaw_closingACycle adds a link without lag that leads back: nothing compiles then, the cycle is named, and the
// scorecard there is stays as it was.
func TestLaw_closingACycle(t *testing.T) {
	closed := 0
	mapLaw(t, 200, func(t *testing.T, r *rand.Rand, d *bsc.Definition) {
		for i := range d.Links {
			d.Links[i].Delay = 0
		}
		d.Links = slices.DeleteFunc(d.Links, func(l bsc.Link) bool { return l.From.ID > l.To.ID })
		if len(d.Links) == 0 {
			return
		}
		card := bsc.MustCompile(d, nil)
		m := card.Map()
		before := ids(m.Order())
		in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{}}
		evaluate := func() string {
			result, err := card.Evaluate(in)
			require.NoError(t, err)
			return document(t, result)
		}
		want := evaluate()
		from := d.Links[r.IntN(len(d.Links))].From
		effects := m.AllEffects(from)
		back := bsc.Link{From: effects[r.IntN(len(effects))], To: from}
		d.Links = append(d.Links, back)
		spoiled, err := bsc.Compile(d, nil)
		assert.Nil(t, spoiled)
		require.ErrorIs(t, err, bsc.ErrCycle)
		found := problems(t, err)
		require.Len(t, found, 1, "one component, one problem")
		assert.Contains(t, found[0].Detail.String(), "links without lag form a cycle: ")
		assert.Equal(t, before, ids(m.Order()))
		assert.Len(t, m.Links(), len(d.Links)-1)
		assert.Equal(t, want, evaluate())
		d.Links[len(d.Links)-1].Delay = 1
		_, err = bsc.Compile(d, nil)
		require.NoError(t, err, "a loop through time is legitimate")
		closed++
	})
	assert.Positive(t, closed)
}
