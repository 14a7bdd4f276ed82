package layout

import "math"

const fraction = 6 // bits of a coordinate after the point

// ruler gives the points of an order their x. It minimises the sum over all links of the weighted squared
// horizontal distance, a row at a time, while neighbours keep apart.
type ruler struct {
	*net
	order   []int
	pos     []int   // of each point in its row
	x, half []int64 // of each point: its centre, and half the width it takes
	gap     int64
	fixed   []bool // points that must not move any more
	blocks  []block
	offsets []int64
}

func newRuler(n *net, g Graph, order []int) *ruler {
	points := len(n.row)
	r := &ruler{
		net: n, order: order, pos: make([]int, points), gap: int64(g.Gap) << fraction,
		x: make([]int64, points), half: make([]int64, points), fixed: make([]bool, points),
	}
	for v := range points {
		width := int64(g.Lane)
		if v < n.nodes {
			width = int64(g.Nodes[v].Width)
		}
		r.half[v] = (width + 1) / 2 << fraction
	}
	for row := range n.rows() {
		for i, v := range n.slice(order, row) {
			r.pos[v] = i
		}
	}
	return r
}

// apart is the least distance between the centres of two neighbours.
func (r *ruler) apart(a, b int) int64 {
	between := int64(0)
	switch abox, bbox := a < r.nodes, b < r.nodes; {
	case abox && bbox:
		between = r.gap
	case abox || bbox:
		between = clearance << fraction
	}
	return r.half[a] + between + r.half[b]
}

// pull is the weight of a link in the sum: more for long edges, which should run straight.
func (r *ruler) pull(v int, l link) int64 {
	w := 4 * min(l.weight, 4)
	switch {
	case v >= r.nodes && l.to >= r.nodes:
		return 8 * w
	case v >= r.nodes || l.to >= r.nodes:
		return 2 * w
	}
	return w
}

// length is the sum that the ruler minimises, in half units and cut off far from overflow.
func (r *ruler) length() int64 {
	total := int64(0)
	for v := range r.x {
		for _, l := range r.up[v] {
			d := min(max(r.x[v]-r.x[l.to], r.x[l.to]-r.x[v])>>(fraction-1), 1<<18)
			total += r.pull(v, l) * d * d
		}
	}
	return total
}

// settle places everything. Each row is centred, then pulled to the row before it a few times up and down,
// then to both sides until nothing moves.
func (r *ruler) settle() {
	for row := range r.rows() {
		r.pack(r.slice(r.order, row))
	}
	for range 2 {
		for row := 1; row < r.rows(); row++ {
			r.relax(row, r.down)
		}
		for row := r.rows() - 2; row >= 0; row-- {
			r.relax(row, r.up)
		}
	}
	r.rest()
}

// pack puts the points of a row side by side around 0.
func (r *ruler) pack(points []int) {
	for i, v := range points {
		if i > 0 {
			r.x[v] = r.x[points[i-1]] + r.apart(points[i-1], v)
		}
	}
	if len(points) > 0 {
		middle := (r.x[points[0]] + r.x[points[len(points)-1]]) / 2
		for _, v := range points {
			r.x[v] -= middle
		}
	}
}

// rest relaxes all rows until nothing moves, or for as many rounds as the size permits.
func (r *ruler) rest() {
	rounds := min(max(1_000_000/(len(r.x)+1), 4), 200)
	for moved := true; moved && rounds > 0; rounds-- {
		moved = false
		for row := range r.rows() {
			moved = r.relax(row, r.down, r.up) || moved
		}
		for row := r.rows() - 1; row >= 0; row-- {
			moved = r.relax(row, r.down, r.up) || moved
		}
	}
}

// relax moves the free points of a row to where the links of the given sides are shortest in sum, and reports
// whether any moved.
func (r *ruler) relax(row int, sides ...[][]link) bool {
	points := r.slice(r.order, row)
	moved, from := false, 0
	for i := 0; i <= len(points); i++ {
		if i < len(points) && !r.fixed[points[i]] {
			continue
		}
		moved = r.pool(points, from, i, sides) || moved
		from = i + 1
	}
	return moved
}

// block is a run of points that stand as close together as they may.
type block struct {
	sum, weight int64 // of the places they are pulled to, less their offsets
	end         int   // the first point after the block
}

func (b block) at() int64 { return divide(b.sum, b.weight) }

// pool solves points[from:to], which lie between fixed points, exactly. Take from each x the offset that
// packing would give the point: then no point may be left of the one before it. This is an isotonic
// regression, solved by pooling adjacent violators.
func (r *ruler) pool(points []int, from, to int, sides [][][]link) bool {
	if from >= to {
		return false
	}
	r.blocks, r.offsets = r.blocks[:0], r.offsets[:0]
	offset := int64(0)
	for i := from; i < to; i++ {
		if i > from {
			offset += r.apart(points[i-1], points[i])
		}
		r.offsets = append(r.offsets, offset)
		want, weight := r.target(points[i], sides)
		b := block{(want - offset) * weight, weight, i + 1}
		for len(r.blocks) > 0 && r.blocks[len(r.blocks)-1].at() >= b.at() {
			last := r.blocks[len(r.blocks)-1]
			b.sum, b.weight = b.sum+last.sum, b.weight+last.weight
			r.blocks = r.blocks[:len(r.blocks)-1]
		}
		r.blocks = append(r.blocks, b)
	}
	low, high := int64(math.MinInt64), int64(math.MaxInt64)
	if from > 0 {
		low = r.x[points[from-1]] + r.apart(points[from-1], points[from])
	}
	if to < len(points) {
		high = r.x[points[to]] - r.apart(points[to-1], points[to]) - offset
	}
	moved, i := false, from
	for _, b := range r.blocks {
		at := max(min(b.at(), high), low)
		for ; i < b.end; i++ {
			x := at + r.offsets[i-from]
			moved = moved || r.x[points[i]] != x
			r.x[points[i]] = x
		}
	}
	return moved
}

// target returns where the links of the given sides pull a point, and with what weight. A point without links
// is pulled a little to where it is.
func (r *ruler) target(v int, sides [][][]link) (x, weight int64) {
	sum := int64(0)
	for _, side := range sides {
		for _, l := range side[v] {
			w := r.pull(v, l)
			sum += w * r.x[l.to]
			weight += w
		}
	}
	if weight == 0 {
		return r.x[v], 1
	}
	return divide(sum, weight), weight
}

// divide divides by a positive number and rounds to the nearest.
func divide(a, b int64) int64 {
	a += b / 2
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
