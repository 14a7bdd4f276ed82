package layout

import (
	"cmp"
	"math/bits"
	"slices"
)

const (
	maxRestarts   = 300
	maxSweeps     = 24
	maxCandidates = 6
	budget        = 40_000_000 // links looked at, about ten nanoseconds each
	sifting       = 4096       // pairs of a row that sifting compares for each of its sides
)

// search looks for an order with few crossings.
type search struct {
	*net
	order []int // the points of each row, left to right
	pos   []int // of each point in its row
	tree  []int64
	keys  []mean // of each point
	moved []int
	left  int // of the budget
	rng   random
}

func newSearch(n *net) *search {
	points := len(n.row)
	s := &search{
		net: n, pos: make([]int, points), tree: make([]int64, points),
		keys: make([]mean, points), left: budget,
	}
	s.use(n.natural())
	return s
}

// use makes a copy of order the current one.
func (s *search) use(order []int) {
	s.order = append(s.order[:0], order...)
	for r := range s.rows() {
		s.number(r)
	}
}

// number stores the positions of a row.
func (s *search) number(row int) {
	for i, v := range s.slice(s.order, row) {
		s.pos[v] = i
	}
}

func (s *search) spend(links int) { s.left -= links + 1 }

// run returns the orders with the fewest crossings found. It returns only the given order, with the bends put
// in, if no other has fewer.
func (s *search) run() [][]int {
	s.refine(true)
	least := s.weighted()
	given := slices.Clone(s.order)
	found, better := [][]int{given}, false
	for try := 0; try < maxRestarts && least > 0 && s.left > 0; try++ {
		patience := 1
		switch {
		case try == 0: // from the given order
			patience = 4
		case try%2 == 1:
			s.use(found[0])
			s.disturb()
		default:
			s.shuffle()
		}
		count := s.improve(patience)
		switch {
		case count < least:
			least, found, better = count, [][]int{s.towards()}, true
		case count == least && better && len(found) < s.candidates():
			found = append(found, s.towards())
		}
	}
	return found
}

// candidates returns how many orders are worth placing: only one for a large graph.
func (s *search) candidates() int {
	if len(s.row) > 1000 {
		return 1
	}
	return maxCandidates
}

// towards returns a copy of the order, or its mirror image if that is closer to the order in which the nodes
// were given.
func (s *search) towards() []int {
	order := slices.Clone(s.order)
	ascents := 0
	for r := range s.rows() {
		last := -1
		for _, v := range s.slice(order, r) {
			if v >= s.nodes {
				continue
			}
			if last >= 0 {
				ascents += cmp.Compare(v, last)
			}
			last = v
		}
	}
	if ascents < 0 {
		for r := range s.rows() {
			slices.Reverse(s.slice(order, r))
		}
	}
	return order
}

// improve sweeps up and down from the current order until patience sweeps in a row were in vain. It leaves
// the best order found, and returns its weighted crossings.
func (s *search) improve(patience int) int64 {
	s.refine(false)
	least, best := s.weighted(), slices.Clone(s.order)
	for i, idle := 0, 0; i < maxSweeps && idle < patience && least > 0 && s.left > 0; i++ {
		s.sweep(i%2 == 0)
		s.refine(false)
		idle++
		if count := s.weighted(); count < least {
			least, best, idle = count, append(best[:0], s.order...), 0
		}
	}
	s.use(best)
	return least
}

// sweep sorts each row by where its points' links to the row before it end, going up or down.
func (s *search) sweep(upward bool) {
	for i := 1; i < s.rows(); i++ {
		if upward {
			s.arrange(i, s.down)
		} else {
			s.arrange(s.rows()-1-i, s.up)
		}
	}
}

// arrange sorts a row by the barycentres of links. Points without links keep their place.
func (s *search) arrange(row int, links [][]link) {
	s.moved = s.moved[:0]
	for _, v := range s.slice(s.order, row) {
		s.spend(len(links[v]))
		s.keys[v] = barycentre(links[v], s.pos)
		if s.keys[v].weight > 0 {
			s.moved = append(s.moved, v)
		}
	}
	slices.SortStableFunc(s.moved, func(a, b int) int { return s.keys[a].compare(s.keys[b]) })
	next := 0
	for i, v := range s.slice(s.order, row) {
		if s.keys[v].weight > 0 {
			s.slice(s.order, row)[i] = s.moved[next]
			next++
		}
	}
	s.number(row)
}

// mean is an exact weighted mean; it has no value if the weight is 0.
type mean struct{ sum, weight int64 }

func barycentre(links []link, pos []int) mean {
	var m mean
	for _, l := range links {
		m.sum += l.weight * int64(pos[l.to])
		m.weight += l.weight
	}
	return m
}

// compare compares two means with values.
func (m mean) compare(o mean) int {
	ahigh, alow := bits.Mul64(uint64(m.sum), uint64(o.weight))
	bhigh, blow := bits.Mul64(uint64(o.sum), uint64(m.weight))
	return cmp.Or(cmp.Compare(ahigh, bhigh), cmp.Compare(alow, blow))
}

// refine moves single points, or only bends, within their rows for as long as that saves crossings.
func (s *search) refine(bends bool) {
	for saved := true; saved && s.left > 0; {
		saved = false
		for r := range s.rows() {
			if s.sift(r, bends) {
				saved = true
			}
		}
	}
}

// sift takes each point of a row to the place in reach where it saves most crossings, and reports whether it
// saved any. A row too long to compare all pairs has a shorter reach.
func (s *search) sift(row int, bends bool) bool {
	points := s.slice(s.order, row)
	if len(points) < 2 {
		return false
	}
	s.sortLinks(points)
	reach := max(sifting/len(points), 1)
	saved := false
	s.moved = append(s.moved[:0], points...)
	for _, v := range s.moved {
		if bends && v < s.nodes {
			continue
		}
		if s.left < 0 {
			break
		}
		from := s.pos[v]
		if to := s.bestPlace(points, from, reach); to != from {
			saved = true
			s.move(points, from, to)
		}
	}
	return saved
}

// bestPlace returns where the point at i saves most crossings: i itself if nowhere.
func (s *search) bestPlace(points []int, i, reach int) int {
	v, place := points[i], i
	best, change := int64(0), int64(0)
	for j := i - 1; j >= max(0, i-reach); j-- {
		if change += s.swap(points[j], v); change < best {
			best, place = change, j
		}
	}
	change = 0
	for j := i + 1; j <= min(len(points)-1, i+reach); j++ {
		if change += s.swap(v, points[j]); change < best {
			best, place = change, j
		}
	}
	return place
}

// move takes a point from one place to another, and shifts those between by one place.
func (s *search) move(points []int, from, to int) {
	v := points[from]
	if from < to {
		copy(points[from:to], points[from+1:to+1])
	} else {
		copy(points[to+1:from+1], points[to:from])
	}
	points[to] = v
	for i := min(from, to); i <= max(from, to); i++ {
		s.pos[points[i]] = i
	}
}

// sortLinks sorts the links of points by where they end.
func (s *search) sortLinks(points []int) {
	byEnd := func(a, b link) int { return s.pos[a.to] - s.pos[b.to] }
	for _, v := range points {
		s.spend(len(s.up[v]) + len(s.down[v]))
		slices.SortFunc(s.up[v], byEnd)
		slices.SortFunc(s.down[v], byEnd)
	}
}

// shuffle puts every row in a random order.
func (s *search) shuffle() {
	for r := range s.rows() {
		points := s.slice(s.order, r)
		for i := len(points) - 1; i > 0; i-- {
			j := s.rng.below(i + 1)
			points[i], points[j] = points[j], points[i]
		}
		s.number(r)
	}
}

// disturb moves a few points to random places of their rows.
func (s *search) disturb() {
	for range min(2+len(s.row)/8, 64) {
		v := s.rng.below(len(s.row))
		s.move(s.slice(s.order, s.row[v]), s.pos[v], s.rng.below(s.length(s.row[v])))
	}
}

// random is splitmix64, the same on every machine.
type random uint64

// below returns a number in 0..n-1.
func (r *random) below(n int) int {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	high, _ := bits.Mul64(z^z>>31, uint64(n))
	return int(high)
}
