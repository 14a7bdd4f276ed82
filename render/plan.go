package render

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/layout"
	"github.com/go-bsc/bsc/words"
)

// The sizes of a map, in pixels.
const (
	boxWidth   = 184
	boxGap     = 28
	laneWidth  = 14 // width of a link that passes a row
	bandName   = 148
	margin     = 24
	header     = 56
	rowGap     = 46 // between rows; more between perspectives and for many links
	layerGap   = 22
	nameSize   = 13
	nameHeight = 17
	headLength = 9
	labelSize  = 11
	boxText    = 16 // from a box's left edge to its text
	boxPad     = 10
)

// A rect is an upright rectangle.
type rect struct{ x, y, w, h int }

func (r rect) overlaps(s rect) bool {
	return r.x < s.x+s.w && s.x < r.x+r.w && r.y < s.y+s.h && s.y < r.y+r.h
}

func (r rect) holds(p point) bool {
	return r.x <= p.x && p.x <= r.x+r.w && r.y <= p.y && p.y <= r.y+r.h
}

type point struct{ x, y int }

// A plan is a scene with a place for everything.
type plan struct {
	*scene
	names  [][]string // of each node, wrapped
	boxes  []rect     // of each node
	bands  []rect     // of each layer
	routes []route    // of each link
	labels []label    // of each link
	top    []int      // of each row's boxes
	bottom []int
	gaps   []int // above each row
	width  int
	height int
}

// A route is the way of a link: a curve for each gap between rows that it crosses, in the link's direction.
type route struct {
	curves []curve
	up     bool
}

// A curve leaves and arrives vertically.
type curve struct{ from, to point }

// at returns the point at k/16 of the curve.
func (c curve) at(k int) point {
	j, mid := 16-k, (c.from.y+c.to.y)/2
	a, b, d, e := j*j*j, 3*j*j*k, 3*j*k*k, k*k*k
	return point{(c.from.x*(a+b) + c.to.x*(d+e)) / 4096, (c.from.y*a + mid*(b+d) + c.to.y*e) / 4096}
}

// plan places a scene.
func (c *scene) plan() (*plan, error) {
	placed, err := layout.Place(c.graph())
	if err != nil {
		return nil, &bsc.Problem{
			Code: bsc.ErrInput, Detail: words.New("too_many_rows_to_draw"),
			Allowed: words.New("at_most_nodes_and_rows", "n", layout.MaxPoints),
		}
	}
	p := &plan{scene: c, boxes: make([]rect, len(c.nodes)), gaps: make([]int, c.rows)}
	p.width = max(bandName+2*margin+placed.Width, 720)
	left := bandName + (p.width-bandName-placed.Width)/2
	for v, x := range placed.X {
		p.boxes[v] = rect{x: left + x - boxWidth/2, w: boxWidth}
		p.names = append(p.names, wrap(c.nodes[v].name, nameSize, boxWidth-boxText-boxPad, 3))
	}
	bends := placed.Bends
	for _, list := range bends {
		for i := range list {
			list[i] += left
		}
	}
	p.spaceRows(bends)
	p.place(bends)
	crowded := p.label()
	for range 3 { // until every label has room
		if len(crowded) == 0 {
			break
		}
		for _, gap := range crowded {
			p.gaps[gap] += 24
		}
		p.place(bends)
		crowded = p.label()
	}
	return p, nil
}

// graph is the scene as the layout sees it.
func (c *scene) graph() layout.Graph {
	g := layout.Graph{Gap: boxGap, Lane: laneWidth}
	for _, n := range c.nodes {
		g.Nodes = append(g.Nodes, layout.Node{Row: n.row, Width: boxWidth})
	}
	for _, l := range c.links {
		g.Edges = append(g.Edges, layout.Edge{From: l.from, To: l.to})
	}
	return g
}

// spaceRows makes room between the rows: more between perspectives, and where many links turn or turn far.
func (p *plan) spaceRows(bends [][]int) {
	turning, widest := make([]int, p.rows), make([]int, p.rows)
	for i, l := range p.links {
		xs := append(append([]int{p.centre(l.from)}, bends[i]...), p.centre(l.to))
		row := min(p.nodes[l.from].row, p.nodes[l.to].row)
		for j := range len(xs) - 1 {
			r := row + j
			if !p.upward(l) {
				r = row + len(xs) - 2 - j
			}
			turning[r]++
			widest[r] = max(widest[r], abs(xs[j+1]-xs[j]))
		}
	}
	for r := range p.gaps {
		p.gaps[r] = rowGap + 2*min(turning[r], 16) + min(widest[r]/10, 40)
	}
	for _, l := range p.layers {
		p.gaps[l.low+l.rows-1] += layerGap
	}
}

// place sets the height of everything on the page, from the top row down, and routes the links.
func (p *plan) place(bends [][]int) {
	p.top, p.bottom = make([]int, p.rows), make([]int, p.rows)
	heights := p.rowHeights()
	y := header + layerGap
	for r := p.rows - 1; r >= 0; r-- {
		p.top[r], p.bottom[r] = y, y+heights[r]
		if r > 0 {
			y = p.bottom[r] + p.gaps[r-1]
		}
	}
	p.height = p.bottom[0] + layerGap
	for v := range p.boxes {
		r := p.nodes[v].row
		p.boxes[v].y, p.boxes[v].h = p.top[r], heights[r]
	}
	p.bands = p.bands[:0]
	for i, l := range p.layers {
		high, low := header, p.height
		if i < len(p.layers)-1 {
			high = p.top[l.low+l.rows-1] - (p.gaps[l.low+l.rows-1]+1)/2 // bands leave no line between them
		}
		if i > 0 {
			low = p.bottom[l.low] + p.gaps[l.low-1]/2
		}
		p.bands = append(p.bands, rect{0, high, p.width, low - high})
	}
	p.route(bends)
}

// rowHeights makes all boxes of a row as high as the one with the longest name.
func (p *plan) rowHeights() []int {
	heights := make([]int, p.rows)
	for v, lines := range p.names {
		h := 2*boxPad + len(lines)*nameHeight
		if p.result != nil {
			h += 26
		}
		heights[p.nodes[v].row] = max(heights[p.nodes[v].row], h)
	}
	for r := range heights {
		heights[r] = max(heights[r], 40)
	}
	return heights
}

// A port is where a link touches a box.
type port struct {
	link  int
	start bool // the link starts here
	aim   int  // the x it comes from or goes to next
}

// route leads every link from port to port.
func (p *plan) route(bends [][]int) {
	above, below := make([][]port, len(p.nodes)), make([][]port, len(p.nodes))
	for i, l := range p.links {
		aimFrom, aimTo := p.centre(l.to), p.centre(l.from)
		if n := len(bends[i]); n > 0 {
			aimFrom, aimTo = bends[i][0], bends[i][n-1]
		}
		if p.upward(l) {
			above[l.from], below[l.to] = append(above[l.from], port{i, true, aimFrom}), append(below[l.to], port{i, false, aimTo})
		} else {
			below[l.from], above[l.to] = append(below[l.from], port{i, true, aimFrom}), append(above[l.to], port{i, false, aimTo})
		}
	}
	from, to := make([]int, len(p.links)), make([]int, len(p.links))
	for _, side := range [][][]port{above, below} {
		for v, ports := range side {
			slices.SortStableFunc(ports, func(a, b port) int { return cmp.Compare(a.aim, b.aim) })
			for i, x := range spread(p.centre(v), len(ports)) {
				if ports[i].start {
					from[ports[i].link] = x
				} else {
					to[ports[i].link] = x
				}
			}
		}
	}
	p.routes = make([]route, len(p.links))
	for i, l := range p.links {
		xs := append(append([]int{from[i]}, bends[i]...), to[i])
		p.routes[i] = p.wayOf(l, straight(xs))
	}
}

// centre returns the x of the middle of a box.
func (p *plan) centre(v int) int { return p.boxes[v].x + boxWidth/2 }

// spread places n ports around the middle of a box.
func spread(centre, n int) []int {
	step := 0
	if n > 1 {
		step = min(40, (boxWidth-32)/(n-1))
	}
	xs := make([]int, n)
	for i := range xs {
		xs[i] = centre + step*(2*i-n+1)/2
	}
	return xs
}

// straight moves the ends of a link by too little to see if that makes it straight.
func straight(xs []int) []int {
	const little = 4
	last := len(xs) - 1
	if abs(xs[last]-xs[last-1]) <= little {
		xs[last] = xs[last-1]
	}
	if abs(xs[0]-xs[1]) <= little {
		xs[0] = xs[1]
	}
	return xs
}

// wayOf makes the curves of a link that passes the rows between its ends at the given places.
func (p *plan) wayOf(l arrow, xs []int) route {
	r := route{up: p.upward(l)}
	row := p.nodes[l.from].row
	for i := range len(xs) - 1 {
		var c curve
		if r.up {
			c = curve{point{xs[i], p.top[row]}, point{xs[i+1], p.bottom[row+1]}}
			row++
		} else {
			c = curve{point{xs[i], p.bottom[row]}, point{xs[i+1], p.top[row-1]}}
			row--
		}
		r.curves = append(r.curves, c)
	}
	last := &r.curves[len(r.curves)-1].to
	if r.up {
		last.y += headLength
	} else {
		last.y -= headLength
	}
	return r
}

func abs(n int) int { return max(n, -n) }
