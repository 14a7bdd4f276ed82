package bsc

import (
	"iter"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/shopspring/decimal"
)

// A Path is a chain of causes and effects: links, each of which starts where the one before
// it leads to. It is plain data; the zero Path has no links.
type Path struct {
	Links []Link
}

// Nodes returns the nodes along the path, its two ends among them.
func (p Path) Nodes() []Ref {
	if len(p.Links) == 0 {
		return nil
	}
	nodes := []Ref{p.Links[0].From}
	for _, l := range p.Links {
		nodes = append(nodes, l.To)
	}
	return nodes
}

// Lag returns how many periods a change takes along the path: the sum of its lags.
func (p Path) Lag() int {
	lag := 0
	for _, l := range p.Links {
		lag += l.Lag
	}
	return lag
}

// Inverse reports whether a better score at the first node brings a worse one at the last: whether
// the number of inverse links is odd.
func (p Path) Inverse() bool {
	inverse := false
	for _, l := range p.Links {
		inverse = inverse != l.Inverse
	}
	return inverse
}

// Strength returns how much of a change arrives at the end of the path: the product of its
// strengths, to 34 significant digits; 1 where there are no links. The error is that of Strength.Decimal.
func (p Path) Strength() (decimal.Decimal, error) {
	product := one()
	for _, l := range p.Links {
		s, err := l.Strength.Decimal()
		if err != nil {
			return decimal.Decimal{}, err
		}
		product = exact.Significant(product.Mul(s))
	}
	return product, nil
}

// String returns the nodes, such as "objective:train → objective:serve".
func (p Path) String() string {
	var names []string
	for _, ref := range p.Nodes() {
		names = append(names, ref.String())
	}
	return strings.Join(names, " → ")
}

// MostPaths is how many paths Paths lists where it is not told.
const MostPaths = 1000

// Paths lists the paths from one node to another, at most so many of them (0 or less: MostPaths), and reports
// whether there are more. There may be very many: ten objectives in each of five perspectives can have
// 10,000 from one node at the bottom to one at the top. See AllPaths for which they are, and in which order.
func (m *StrategyMap) Paths(from, to Ref, most int) (paths []Path, more bool) {
	if most <= 0 {
		most = MostPaths
	}
	for p := range m.AllPaths(from, to) {
		if len(paths) == most {
			return paths, true
		}
		paths = append(paths, p)
	}
	return paths, false
}

// AllPaths yields the paths from one node to another as they are found, in the definition order of their links. No path
// comes to a node twice: what leads a node back to itself is in Loops. The zero Ref stands for any driver where a path
// starts, and for any outcome where it ends; then the path has no link that closes a loop.
func (m *StrategyMap) AllPaths(from, to Ref) iter.Seq[Path] {
	return func(yield func(Path) bool) {
		q := m.between(from, to)
		for _, source := range q.sources {
			w := walk{route: q, on: make([]bool, len(m.nodes)), alive: q.alive(nil)}
			if !w.from(source, yield) {
				return
			}
		}
	}
}

// A route is a question about what lies between two ends.
type route struct {
	m       *StrategyMap
	sources []int32
	targets []int32
	target  []bool
	open    bool // one end is any: links that close a loop do not count
	looped  bool // links that close a loop may lie between the ends
}

// between finds the ends of a route; it has none where one is not on the map.
func (m *StrategyMap) between(from, to Ref) *route {
	q := &route{m: m, open: from == Ref{} || to == Ref{}, target: make([]bool, len(m.nodes))}
	q.sources, q.targets = m.end(from, true), m.end(to, false)
	for _, v := range q.targets {
		q.target[v] = true
	}
	if q.open || len(q.sources) == 0 || len(q.targets) == 0 {
		return q
	}
	alive := q.alive(nil)
	for _, v := range m.graph.Reach(int(q.sources[0]), false) {
		q.looped = q.looped || alive[v] && slices.ContainsFunc(m.graph.In(int(v)), m.closes)
	}
	return q
}

func (m *StrategyMap) end(ref Ref, causes bool) []int32 {
	if ref == (Ref{}) {
		return m.ends(causes)
	}
	if v, ok := m.at[ref]; ok {
		return []int32{int32(v)}
	}
	return nil
}

// skip reports whether a link does not count.
func (q *route) skip(link int32) bool { return q.open && q.m.closes(link) }

// alive returns from which nodes a target can still be reached without any of those blocked.
func (q *route) alive(blocked []bool) []bool {
	return q.m.graph.Leading(q.targets, func(l int32) bool {
		return q.skip(l) || blocked != nil && blocked[q.m.graph.Edge(int(l)).From]
	})
}

// A walk goes along all paths of a route, and never into a dead end.
type walk struct {
	*route
	on    []bool // nodes of the path so far
	alive []bool // nodes from which a target can be reached
	links []int32
}

// from walks all paths that start at a node; it is false where it was stopped.
func (w *walk) from(source int32, yield func(Path) bool) bool {
	if w.target[source] {
		return true
	}
	ahead := [][]int32{w.steps(source)} // for each node of the path, the links to be taken yet
	for len(ahead) > 0 {
		last := len(ahead) - 1
		if len(ahead[last]) == 0 {
			ahead = ahead[:last]
			w.stepBack(source)
			continue
		}
		link := ahead[last][0]
		ahead[last] = ahead[last][1:]
		to := int32(w.m.graph.Edge(int(link)).To)
		if w.target[to] {
			if !yield(Path{w.m.pick(append(w.links, link))}) {
				return false
			}
			continue
		}
		w.links = append(w.links, link)
		ahead = append(ahead, w.steps(to))
	}
	return true
}

// steps takes a node onto the path and returns the links from it that lead to a target.
func (w *walk) steps(v int32) []int32 {
	w.on[v] = true
	links := w.leading(v, w.alive)
	if w.looped && len(links) > 1 { // a single one leads there, as the node before was left only for that
		links = w.leading(v, w.route.alive(w.on))
	}
	return links
}

func (w *walk) leading(v int32, alive []bool) []int32 {
	var links []int32
	for _, l := range w.m.graph.Out(int(v)) {
		to := w.m.graph.Edge(int(l)).To
		if alive[to] && !w.on[to] && !w.skip(l) {
			links = append(links, l)
		}
	}
	return links
}

// stepBack takes the last node off the path.
func (w *walk) stepBack(source int32) {
	if len(w.links) == 0 {
		w.on[source] = false
		return
	}
	last := len(w.links) - 1
	w.on[w.m.graph.Edge(int(w.links[last])).To] = false
	w.links = w.links[:last]
}

// Shortest returns the path with the fewest links, of several that with the least lag; false where
// there is none. The zero Ref stands for any driver or any outcome, as in AllPaths, here and below.
func (m *StrategyMap) Shortest(from, to Ref) (Path, bool) { return best(m, from, to, m.byLinks()) }

// Soonest returns the path with the least lag, of several that with the fewest links: how soon
// a change at its start can be seen at its end.
func (m *StrategyMap) Soonest(from, to Ref) (Path, bool) { return best(m, from, to, m.byLag()) }

// Strongest returns the path along which most of a change arrives, compared to 34 significant
// digits; of several that with the fewest links.
func (m *StrategyMap) Strongest(from, to Ref) (Path, bool) {
	return best(m, from, to, m.byStrength())
}

// counts order ways by two counts.
type counts struct{ first, then int }

func (d counts) less(e counts) bool {
	return d.first < e.first || d.first == e.first && d.then < e.then
}

func (m *StrategyMap) byLinks() graph.Search[counts] {
	return graph.Search[counts]{Less: counts.less, Extend: func(way counts, link int32) counts {
		return counts{way.first + 1, way.then + m.links[link].Lag}
	}}
}

func (m *StrategyMap) byLag() graph.Search[counts] {
	return graph.Search[counts]{Less: counts.less, Extend: func(way counts, link int32) counts {
		return counts{way.first + m.links[link].Lag, way.then + 1}
	}}
}

// carried is how much of a change a way carries, over how many links.
type carried struct {
	share decimal.Decimal
	links int
}

func (m *StrategyMap) byStrength() graph.Search[carried] {
	return graph.Search[carried]{
		Label: carried{share: one()},
		Less: func(a, b carried) bool {
			if c := a.share.Cmp(b.share); c != 0 {
				return c > 0
			}
			return a.links < b.links
		},
		Extend: func(way carried, link int32) carried {
			return carried{exact.Significant(way.share.Mul(m.worth[link])), way.links + 1}
		},
	}
}

// best returns the best path of a search between two ends.
func best[L any](m *StrategyMap, from, to Ref, s graph.Search[L]) (Path, bool) {
	q := m.between(from, to)
	if len(q.sources) == 0 || from == to && from != (Ref{}) {
		return Path{}, false
	}
	s.Skip = q.skip
	ways := s.From(m.graph, q.sources)
	end := int32(-1)
	for _, v := range q.targets {
		if ways[v].Edge >= 0 && (end < 0 || s.Less(ways[v].Label, ways[end].Label)) {
			end = v
		}
	}
	if end < 0 {
		return Path{}, false
	}
	return m.back(end, func(v int32) int32 { return ways[v].Edge }), true
}

// back returns the path to a node by the last link to each; a negative one is its start.
func (m *StrategyMap) back(end int32, last func(v int32) int32) Path {
	var links []int32
	for v := end; last(v) >= 0; v = int32(m.graph.Edge(int(last(v))).From) {
		links = append(links, last(v))
	}
	slices.Reverse(links)
	return Path{m.pick(links)}
}

// Longest returns the path with the most links, of those without a link that closes a loop.
func (m *StrategyMap) Longest(from, to Ref) (Path, bool) {
	q := m.between(from, to)
	q.open = true
	into := slices.Repeat([]int32{-2}, len(m.nodes)) // the last link of the longest path to a node; -1: a source
	links := make([]int, len(m.nodes))
	for _, v := range q.sources {
		into[v] = -1
	}
	end := int32(-1)
	for _, v := range m.order {
		if into[v] == -2 {
			continue
		}
		if q.target[v] && links[v] > 0 && (end < 0 || links[v] > links[end]) {
			end = v
		}
		for _, l := range m.graph.Out(int(v)) {
			to := m.graph.Edge(int(l)).To
			if !q.skip(l) && into[to] != -1 && links[v]+1 > links[to] {
				links[to], into[to] = links[v]+1, l
			}
		}
	}
	if end < 0 {
		return Path{}, false
	}
	return m.back(end, func(v int32) int32 { return into[v] }), true
}

// CutPoints returns the nodes through which every path runs from one node to another, in the
// order in which they are passed, without the two themselves: what has to succeed whichever way
// the strategy takes. There are none where there is no path.
func (m *StrategyMap) CutPoints(from, to Ref) []Ref {
	path, ok := m.Shortest(from, to)
	if !ok {
		return nil
	}
	nodes := path.Nodes()
	c := cutter{route: m.between(from, to), met: make([]bool, len(m.nodes)), on: slices.Repeat([]int{-1}, len(m.nodes))}
	for i, ref := range nodes {
		c.on[m.at[ref]] = i
	}
	c.end = len(nodes)
	for _, source := range c.sources {
		if !c.target[source] { // what neither is caused nor causes, but for loops, has no path
			c.meet([]int32{source})
		}
	}
	var cuts []Ref
	for i, ref := range nodes {
		if c.far == i && ref != from && ref != to {
			cuts = append(cuts, ref)
		}
		c.spread(int32(m.at[ref]))
	}
	return cuts
}

// A cutter goes along one path and keeps how far any other way has led past it.
type cutter struct {
	*route
	met []bool // nodes off the path
	on  []int  // where a node stands on the path; -1: off it
	end int    // beyond the path: a target was reached off it
	far int
}

// meet takes note of nodes that are reached from the part of the path behind.
func (c *cutter) meet(nodes []int32) {
	for len(nodes) > 0 {
		v := nodes[len(nodes)-1]
		nodes = nodes[:len(nodes)-1]
		switch {
		case c.on[v] >= 0:
			c.far = max(c.far, c.on[v])
		case c.target[v]:
			c.far = c.end
		case !c.met[v]:
			c.met[v] = true
			nodes = append(nodes, c.next(v)...)
		}
	}
}

func (c *cutter) spread(v int32) { c.meet(c.next(v)) }

func (c *cutter) next(v int32) []int32 {
	var nodes []int32
	for _, l := range c.m.graph.Out(int(v)) {
		if !c.skip(l) {
			nodes = append(nodes, int32(c.m.graph.Edge(int(l)).To))
		}
	}
	return nodes
}
