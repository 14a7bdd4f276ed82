package render

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// randomPlan places a random map of classic perspectives, with or without results.
func randomPlan(t *testing.T, rng *rand.Rand) *plan {
	t.Helper()
	def := &bsc.Definition{ID: "random", Frequency: period.Monthly, Perspectives: catalog.ClassicPerspectives()}
	nodes := 4 + rng.IntN(16)
	ref := func(i int) bsc.Ref { return bsc.ObjectiveRef(fmt.Sprint("o", i)) }
	for i := range nodes {
		name := ""
		for range rng.IntN(9) {
			name += []string{"grow ", "customers ", "x", "Donaudampfschiff ", "顧", "on-time "}[rng.IntN(6)]
		}
		p := &def.Perspectives[rng.IntN(4)]
		p.Objectives = append(p.Objectives, bsc.Objective{ID: ref(i).ID, Name: name})
	}
	for range rng.IntN(3 * nodes) {
		l := bsc.Link{From: ref(rng.IntN(nodes)), To: ref(rng.IntN(nodes)), Delay: 1 + rng.IntN(20), Inverse: rng.IntN(3) == 0}
		if l.From != l.To && !slices.ContainsFunc(def.Links, func(o bsc.Link) bool { return o.From == l.From && o.To == l.To }) {
			def.Links = append(def.Links, l)
		}
	}
	v := View{Card: bsc.MustCompile(def, nil)}
	if rng.IntN(2) == 0 {
		result, err := v.Card.Evaluate(bsc.Input{Period: period.Month(2026, 1), Readings: bsc.Actuals{}})
		require.NoError(t, err)
		v = View{Result: result}
	}
	c, err := v.scene()
	require.NoError(t, err)
	p, err := c.plan()
	require.NoError(t, err)
	return p
}

func (r rect) within(s rect) bool {
	return s.x <= r.x && r.x+r.w <= s.x+s.w && s.y <= r.y && r.y+r.h <= s.y+s.h
}

// TestPlan_geometry checks what must hold of every map: bands tile the page, boxes stand apart within their band and
// hold their text, links run from box to box without a break, and labels stand on their links, clear of all else.
func TestPlan_geometry(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 12))
	labelled, crowded := 0, 0
	for range 60 {
		p := randomPlan(t, rng)
		page := rect{0, 0, p.width, p.height}
		above := header
		for i := len(p.bands) - 1; i >= 0; i-- {
			assert.Equal(t, above, p.bands[i].y, "bands follow one another")
			assert.Equal(t, rect{0, above, p.width, p.bands[i].h}, p.bands[i])
			above += p.bands[i].h
		}
		assert.Equal(t, p.height, above)
		of := p.layerOf()
		for v, box := range p.boxes {
			assert.True(t, box.within(p.bands[of[v]]) && box.within(page), "box %d", v)
			assert.GreaterOrEqual(t, box.x, bandName, "boxes stand clear of the names of bands")
			need := 2*boxPad + len(p.names[v])*nameHeight
			if p.result != nil {
				need += 26
			}
			assert.GreaterOrEqual(t, box.h, max(need, 40))
			for w, other := range p.boxes[:v] {
				apart := rect{box.x - laneWidth, box.y - rowGap, box.w + 2*laneWidth, box.h + 2*rowGap} // a link may pass between two
				assert.False(t, apart.overlaps(other), "boxes %d and %d", v, w)
				if p.nodes[v].row == p.nodes[w].row {
					assert.Equal(t, []int{box.y, box.h}, []int{other.y, other.h}, "a row is level")
				}
			}
		}
		checkRoutes(t, p)
		n, full := checkLabels(t, p)
		labelled, crowded = labelled+n, crowded+full
	}
	assert.Greater(t, labelled, 800)
	assert.Less(t, crowded, labelled/20, "labels without a clear place")
}

// checkRoutes checks that links leave and reach their boxes upright, and pass rows upright between boxes.
func checkRoutes(t *testing.T, p *plan) {
	t.Helper()
	for i, l := range p.links {
		r := p.routes[i]
		assert.Equal(t, p.nodes[l.to].row > p.nodes[l.from].row, r.up)
		first, last := r.curves[0].from, r.curves[len(r.curves)-1].to
		from, to := p.boxes[l.from], p.boxes[l.to]
		leave, reach := from.y, to.y+to.h+headLength
		if !r.up {
			leave, reach = from.y+from.h, to.y-headLength
		}
		assert.Equal(t, []int{leave, reach}, []int{first.y, last.y}, "link %d", i)
		assert.True(t, from.x+8 <= first.x && first.x <= from.x+from.w-8 && to.x+8 <= last.x && last.x <= to.x+to.w-8, "link %d", i)
		rows := p.nodes[l.to].row - p.nodes[l.from].row
		assert.Len(t, r.curves, abs(rows))
		for k := 1; k < len(r.curves); k++ {
			a, b := r.curves[k-1].to, r.curves[k].from
			assert.Equal(t, a.x, b.x, "upright past a row")
			high, low := min(a.y, b.y), max(a.y, b.y)
			assert.True(t, slices.Contains(p.top, high) && slices.Contains(p.bottom, low), "past the whole row")
			for v, box := range p.boxes {
				assert.False(t, box.holds(point{a.x, (high + low) / 2}), "link %d runs through box %d", i, v)
			}
		}
	}
}

// checkLabels returns how many labels a plan has, and how many of them are not clear of another link.
func checkLabels(t *testing.T, p *plan) (labels, crowded int) {
	t.Helper()
	for i, l := range p.labels {
		text := p.labelText(p.links[i])
		assert.Equal(t, text, l.text)
		if text == "" {
			continue
		}
		labels++
		width, _ := measure(text, labelSize)
		assert.Equal(t, []int{width + 6, 16}, []int{l.rect.w, l.rect.h})
		near := rect{l.rect.x - 10, l.rect.y - 1, l.rect.w + 20, l.rect.h + 2}
		assert.True(t, runsThrough(p.routes[i], near), "label %q stands on its link", text)
		for v, box := range p.boxes {
			assert.False(t, box.overlaps(l.rect), "label %q covers box %d", text, v)
		}
		for j, other := range p.labels[:i] {
			assert.False(t, other.text != "" && other.rect.overlaps(l.rect), "labels %d and %d", i, j)
		}
		for j := range p.routes {
			if j != i && runsThrough(p.routes[j], l.rect) {
				crowded++
				break
			}
		}
	}
	return labels, crowded
}

// runsThrough reports whether a route has a point within a rectangle.
func runsThrough(r route, within rect) bool {
	for _, c := range r.curves {
		for k := range 16 {
			a, b := c.at(k), c.at(k+1)
			for s := range 20 {
				if within.holds(point{a.x + (b.x-a.x)*s/20, a.y + (b.y-a.y)*s/20}) {
					return true
				}
			}
		}
	}
	return false
}

// TestCurve: a curve begins and ends at its ends, upright, and is symmetric.
func TestCurve(t *testing.T) {
	c := curve{point{0, 0}, point{160, 320}}
	assert.Equal(t, point{0, 0}, c.at(0))
	assert.Equal(t, point{160, 320}, c.at(16))
	assert.Equal(t, point{80, 160}, c.at(8))
	assert.Equal(t, point{25, 95}, c.at(4), "(1-t)³·0 + 3(1-t)²t·0 + 3(1-t)t²·160 + t³·160 at t = ¼; and y with 160 in the middle")
	for k := range 17 {
		a, b := c.at(k), c.at(16-k)
		assert.InDelta(t, 160, a.x+b.x, 1)
		assert.InDelta(t, 320, a.y+b.y, 1)
	}
}

// TestRect: rectangles that touch do not overlap; a rectangle holds its edges.
func TestRect(t *testing.T) {
	r := rect{10, 20, 30, 40}
	for _, c := range []struct {
		other rect
		want  bool
	}{
		{rect{40, 20, 5, 5}, false},
		{rect{39, 20, 5, 5}, true},
		{rect{5, 20, 5, 5}, false},
		{rect{5, 20, 6, 5}, true},
		{rect{10, 60, 5, 5}, false},
		{rect{10, 59, 5, 5}, true},
		{rect{10, 15, 5, 5}, false},
		{rect{10, 15, 5, 6}, true},
		{rect{20, 30, 1, 1}, true},
	} {
		assert.Equal(t, c.want, r.overlaps(c.other), c.other)
		assert.Equal(t, c.want, c.other.overlaps(r), c.other)
	}
	for p, want := range map[point]bool{
		{10, 20}: true, {40, 60}: true, {9, 20}: false, {41, 20}: false, {10, 19}: false, {10, 61}: false, {40, 20}: true, {10, 60}: true,
	} {
		assert.Equal(t, want, r.holds(p), p)
	}
}

// TestSpread: ports keep 40 pixels apart, or as much as a box has room for.
func TestSpread(t *testing.T) {
	assert.Equal(t, []int{100}, spread(100, 1))
	assert.Equal(t, []int{80, 120}, spread(100, 2))
	assert.Equal(t, []int{60, 100, 140}, spread(100, 3))
	assert.Equal(t, []int{24, 62, 100, 138, 176}, spread(100, 5))
	assert.Equal(t, []int{25, 55, 85, 115, 145, 175}, spread(100, 6))
}

// TestStraight: ends that are off by little stand upright.
func TestStraight(t *testing.T) {
	for want, xs := range map[[3]int][3]int{
		{50, 50, 50}: {46, 50, 54}, {45, 50, 55}: {45, 50, 55}, {50, 50, 55}: {54, 50, 55}, {55, 50, 50}: {55, 50, 46}, {0, 50, 100}: {0, 50, 100},
	} {
		assert.Equal(t, want[:], straight(xs[:]))
	}
	assert.Equal(t, []int{54, 54}, straight([]int{54, 50}))
	assert.Equal(t, []int{55, 50}, straight([]int{55, 50}))
}
