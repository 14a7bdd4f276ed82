package render

import (
	"cmp"
	"slices"
	"strings"
)

// A label says what is particular about a link. It stands on the link.
type label struct {
	link int
	text string // "": none
	rect rect
}

// labelText returns what a link's label says; "" for none.
func (c *scene) labelText(l arrow) string {
	var parts []string
	if l.closes {
		parts = append(parts, "↺")
	}
	if l.Inverse {
		parts = append(parts, "−")
	}
	if l.Delay > 0 {
		parts = append(parts, c.say("lag_of_link", "n", l.Delay))
	}
	return strings.Join(parts, " ")
}

// A shelf is the space between two rows, with everything that its labels must keep clear of.
type shelf struct {
	spots  []spot // along the links, by x
	boxes  []rect // of the rows below and above
	labels []rect
	links  int
}

// A spot is a point of a link.
type spot struct {
	point
	link int
}

// label finds a place for every label on its link, clear of boxes, other labels and other links. It returns
// the gaps that are too narrow for their labels.
func (p *plan) label() (crowded []int) {
	shelves := p.shelves()
	p.labels = make([]label, len(p.links))
	for i, l := range p.links {
		text := p.labelText(l)
		if text == "" {
			continue
		}
		width, _ := measure(text, labelSize)
		at := label{i, text, rect{w: width + 6, h: 16}}
		gap, clear := p.settle(&at, shelves)
		if !clear {
			crowded = append(crowded, gap)
		}
		shelves[gap].labels = append(shelves[gap].labels, at.rect)
		p.labels[i] = at
	}
	slices.Sort(crowded)
	return slices.Compact(crowded)
}

// dense is the most links between two rows that labels try to keep clear of.
const dense = 200

// shelves collects what stands between the rows.
func (p *plan) shelves() []shelf {
	shelves := make([]shelf, p.rows)
	for v, box := range p.boxes {
		row := p.nodes[v].row
		shelves[row].boxes = append(shelves[row].boxes, box)
		if row > 0 {
			shelves[row-1].boxes = append(shelves[row-1].boxes, box)
		}
	}
	for i, r := range p.routes {
		for j := range r.curves {
			shelves[p.gapOf(i, j)].links++
		}
	}
	for i, r := range p.routes {
		for j, c := range r.curves {
			if s := &shelves[p.gapOf(i, j)]; s.links <= dense {
				s.spots = c.spots(s.spots, i)
			}
		}
	}
	for i := range shelves {
		slices.SortFunc(shelves[i].spots, func(a, b spot) int { return cmp.Compare(a.x, b.x) })
	}
	return shelves
}

// gapOf returns the gap of a link's curve, by the row below it.
func (p *plan) gapOf(link, curve int) int {
	row := p.nodes[p.links[link].from].row
	if p.routes[link].up {
		return row + curve
	}
	return row - curve - 1
}

// spots adds closely spaced points of a link's curve to a list.
func (c curve) spots(list []spot, link int) []spot {
	for k := range 16 {
		a, b := c.at(k), c.at(k+1)
		steps := max(abs(b.x-a.x), abs(b.y-a.y))/4 + 1
		for s := range steps {
			list = append(list, spot{point{a.x + (b.x-a.x)*s/steps, a.y + (b.y-a.y)*s/steps}, link})
		}
	}
	return append(list, spot{c.to, link})
}

// settle tries the places on a link, first those by its head, then those close beside it. It returns the gap
// it chose. If no place is clear of everything, it returns false, and the label stands where it covers no
// other label, if there is such a place.
func (p *plan) settle(l *label, shelves []shelf) (gap int, clear bool) {
	curves := p.routes[l.link].curves
	last := len(curves) - 1
	l.stand(curves[last].at(8), 0)
	best, found := l.rect, false
	gap = p.gapOf(l.link, last)
	side := l.rect.w / 2
	for _, beside := range []int{0, side + 3, -side - 3, side + 9, -side - 9} {
		for i := last; i >= 0; i-- {
			at := p.gapOf(l.link, i)
			s := &shelves[at]
			for _, k := range []int{12, 11, 10, 13, 9, 8, 7, 6, 5, 4, 3} {
				l.stand(curves[i].at(k), beside)
				if slices.ContainsFunc(s.boxes, l.rect.overlaps) || slices.ContainsFunc(s.labels, l.rect.overlaps) {
					continue
				}
				if !s.crosses(l) {
					return at, true
				}
				if !found {
					best, found, gap = l.rect, true, at
				}
			}
		}
	}
	l.rect = best
	return gap, false
}

// stand puts a label around a point, or beside it.
func (l *label) stand(at point, beside int) {
	l.rect.x, l.rect.y = at.x-l.rect.w/2+beside, at.y-l.rect.h/2
}

// crosses reports whether another link runs under a label.
func (s *shelf) crosses(l *label) bool {
	around := rect{l.rect.x - 1, l.rect.y - 1, l.rect.w + 2, l.rect.h + 2}
	first, _ := slices.BinarySearchFunc(s.spots, around.x, func(at spot, x int) int { return cmp.Compare(at.x, x) })
	for _, at := range s.spots[first:] {
		if at.x > around.x+around.w {
			return false
		}
		if at.link != l.link && around.holds(at.point) {
			return true
		}
	}
	return false
}
