package layout

import (
	"cmp"
	"math"
	"slices"
)

// straighten gives all the bends of an edge one x if the order permits it, the longest edges first. It then
// lets the other points make room, and removes slight slants.
func (r *ruler) straighten() {
	long := [][]int{}
	for _, chain := range r.chains {
		if len(chain) > 1 {
			long = append(long, chain)
		}
	}
	slices.SortFunc(long, func(a, b []int) int { return cmp.Or(len(b)-len(a), a[0]-b[0]) })
	steps := 20_000_000 // along rows, in all
	for _, chain := range long {
		if steps > 0 {
			r.fix(chain, &steps)
		}
	}
	r.rest()
	for row := range r.rows() {
		for _, v := range r.slice(r.order, row) {
			r.upright(v)
		}
	}
}

// fix fixes a chain at the x closest to its place that leaves enough room to the fixed points on both sides.
// If there is none, the chain stays as it is.
func (r *ruler) fix(chain []int, steps *int) {
	low, high := int64(math.MinInt64), int64(math.MaxInt64)
	sum := int64(0)
	for _, v := range chain {
		left, right := r.room(v, steps)
		low, high = max(low, left), min(high, right)
		sum += r.x[v]
	}
	if low > high {
		return
	}
	x := max(min(divide(sum, int64(len(chain))), high), low)
	for _, v := range chain {
		r.x[v], r.fixed[v] = x, true
	}
}

// room returns how far left and right a point may go if only fixed points stay.
func (r *ruler) room(v int, steps *int) (low, high int64) {
	points := r.slice(r.order, r.row[v])
	low, high = math.MinInt64, math.MaxInt64
	need := int64(0)
	for i := r.pos[v] - 1; i >= 0; i-- {
		*steps--
		need += r.apart(points[i], points[i+1])
		if r.fixed[points[i]] {
			low = r.x[points[i]] + need
			break
		}
	}
	need = 0
	for i := r.pos[v] + 1; i < len(points); i++ {
		*steps--
		need += r.apart(points[i-1], points[i])
		if r.fixed[points[i]] {
			high = r.x[points[i]] - need
			break
		}
	}
	return low, high
}

// upright moves a free point by at most a quarter of the gap so that one of its links, the strongest and then
// the nearest, stands upright. It does nothing if one already does.
func (r *ruler) upright(v int) {
	if r.fixed[v] {
		return
	}
	points, i := r.slice(r.order, r.row[v]), r.pos[v]
	low, high := r.x[v]-r.gap/4, r.x[v]+r.gap/4
	if i > 0 {
		low = max(low, r.x[points[i-1]]+r.apart(points[i-1], v))
	}
	if i < len(points)-1 {
		high = min(high, r.x[points[i+1]]-r.apart(v, points[i+1]))
	}
	to, strongest := r.x[v], int64(0)
	for _, side := range [][]link{r.down[v], r.up[v]} {
		for _, l := range side {
			x, pull := r.x[l.to], r.pull(v, l)
			if x == r.x[v] {
				return
			}
			nearer := max(x-r.x[v], r.x[v]-x) < max(to-r.x[v], r.x[v]-to)
			if low <= x && x <= high && (pull > strongest || pull == strongest && nearer) {
				to, strongest = x, pull
			}
		}
	}
	r.x[v] = to
}
