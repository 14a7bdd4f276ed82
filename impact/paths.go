package impact

import (
	"iter"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/shopspring/decimal"
)

// A Path is a chain of causes and effects: links, each starting where the one before it ends. It is plain data; the
// zero Path has no links.
type Path struct {
	_     wire.As[pathJSON]
	Links []bsc.Link `json:"links"`
}

// Nodes returns the nodes along the path, including both ends.
func (p Path) Nodes() []bsc.Ref {
	if len(p.Links) == 0 {
		return nil
	}
	nodes := []bsc.Ref{p.Links[0].From}
	for _, l := range p.Links {
		nodes = append(nodes, l.To)
	}
	return nodes
}

// Delay returns how many periods a change takes along the path: the sum of its links' delays.
func (p Path) Delay() int {
	lag := 0
	for _, l := range p.Links {
		lag += l.Delay
	}
	return lag
}

// Inverse reports whether a better score at the first node brings a worse one at the last: whether the number of
// inverse links is odd.
func (p Path) Inverse() bool {
	inverse := false
	for _, l := range p.Links {
		inverse = inverse != l.Inverse
	}
	return inverse
}

// Strength returns the share of a change that arrives at the end of the path: the product of its links' strengths, to
// 34 significant digits; 1 without links. The error is that of Strength.Decimal.
func (p Path) Strength() (decimal.Decimal, error) {
	product := decimal.New(1, 0)
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

// MaxPaths is how many paths Paths lists by default.
const MaxPaths = 1000

// Paths lists at most most paths from one node of a strategy map to another (0 or less: MaxPaths), and reports whether
// there are more. There may be very many: ten objectives in each of five perspectives can have 10,000 from one node at
// the bottom to one at the top. See AllPaths for the paths and their order.
func Paths(m *bsc.StrategyMap, from, to bsc.Ref, most int) (paths []Path, more bool) {
	if most <= 0 {
		most = MaxPaths
	}
	for p := range AllPaths(m, from, to) {
		if len(paths) == most {
			return paths, true
		}
		paths = append(paths, p)
	}
	return paths, false
}

// AllPaths yields the paths from one node to another as they are found, in the definition order of their links. No path
// visits a node twice; StrategyMap.Loops has the ways from a node back to itself. The zero Ref stands for any driver as
// the start of a path, and for any outcome as its end; such paths have no link that closes a loop.
func AllPaths(m *bsc.StrategyMap, from, to bsc.Ref) iter.Seq[Path] {
	return func(yield func(Path) bool) {
		q := between(m, from, to)
		for links := range q.Paths() {
			if !yield(Path{Links: q.pick(links)}) {
				return
			}
		}
	}
}

// ShortestPath returns the path with the fewest links, and among those the one with the least delay; false if there is
// none. The zero Ref stands for any driver or any outcome, as in AllPaths, here and below.
func ShortestPath(m *bsc.StrategyMap, from, to bsc.Ref) (Path, bool) {
	q := between(m, from, to)
	return best(q, q.byLinks())
}

// SoonestPath returns the path with the least delay, and among those the one with the fewest links. It answers how soon
// a change at the start can be seen at the end.
func SoonestPath(m *bsc.StrategyMap, from, to bsc.Ref) (Path, bool) {
	q := between(m, from, to)
	return best(q, graph.Search[counts]{Less: counts.less, Extend: func(way counts, link int32) counts {
		return counts{way.first + q.lag(link), way.then + 1}
	}})
}

// StrongestPath returns the path along which most of a change arrives, compared to 34 significant digits, and among
// those the one with the fewest links.
func StrongestPath(m *bsc.StrategyMap, from, to bsc.Ref) (Path, bool) {
	q := between(m, from, to)
	return best(q, graph.Search[carried]{
		Label: carried{share: decimal.New(1, 0)},
		Less:  carried.better,
		Extend: func(way carried, link int32) carried {
			return carried{exact.Significant(way.share.Mul(q.worth[link])), way.links + 1}
		},
	})
}

// LongestPath returns the path with the most links, among those without a link that closes a loop.
func LongestPath(m *bsc.StrategyMap, from, to bsc.Ref) (Path, bool) {
	q := between(m, from, to)
	return q.path(q.Longest())
}

// CutPoints returns the nodes through which every path from one node to another runs, without the two ends: what has to
// succeed whichever way the strategy takes. They are in the order in which the paths pass them. There are none if there
// is no path.
func CutPoints(m *bsc.StrategyMap, from, to bsc.Ref) []bsc.Ref {
	if from == to && from != (bsc.Ref{}) {
		return nil
	}
	q := between(m, from, to)
	var cuts []bsc.Ref
	for _, v := range q.Route.CutPoints(graph.Best(&q.Route, q.byLinks())) {
		if ref := q.nodes[v]; ref != from && ref != to {
			cuts = append(cuts, ref)
		}
	}
	return cuts
}

// A question asks for the paths from one node to another.
type question struct {
	*network
	graph.Route
	around bool // the paths lead from a node to itself
}

// between asks for the paths from one node to another; there are none if one of them is not on the map.
func between(m *bsc.StrategyMap, from, to bsc.Ref) *question {
	n, none := networkOf(m), bsc.Ref{}
	sources, targets := []bsc.Ref{from}, []bsc.Ref{to}
	if m == nil {
		m = new(bsc.StrategyMap)
	}
	if from == none {
		sources = m.Drivers()
	}
	if to == none {
		targets = m.Outcomes()
	}
	return &question{n, graph.Route{
		Graph: &n.graph, Sources: n.numbers(sources), Targets: n.numbers(targets), Open: from == none || to == none,
	}, from == to && from != none}
}

// numbers returns the numbers of the nodes that are on the map.
func (n *network) numbers(refs []bsc.Ref) []int32 {
	var numbers []int32
	for _, ref := range refs {
		if v, ok := n.at[ref]; ok {
			numbers = append(numbers, v)
		}
	}
	return numbers
}

// best returns the best path of a search.
func best[L any](q *question, s graph.Search[L]) (Path, bool) {
	if q.around {
		return Path{}, false
	}
	return q.path(graph.Best(&q.Route, s))
}

// path returns the path along some links; false if there are none.
func (q *question) path(links []int32) (Path, bool) {
	if len(links) == 0 {
		return Path{}, false
	}
	return Path{Links: q.pick(links)}, true
}

func (n *network) pick(links []int32) []bsc.Link {
	picked := make([]bsc.Link, len(links))
	for i, l := range links {
		picked[i] = n.links[l]
	}
	return picked
}

// byLinks searches for the ways with the fewest links, and among those for the least delay.
func (n *network) byLinks() graph.Search[counts] {
	return graph.Search[counts]{Less: counts.less, Extend: func(way counts, link int32) counts {
		return counts{way.first + 1, way.then + n.lag(link)}
	}}
}

// counts orders ways by two counts.
type counts struct{ first, then int }

func (d counts) less(e counts) bool {
	return d.first < e.first || d.first == e.first && d.then < e.then
}

// carried is the share of a change that a way carries, and over how many links.
type carried struct {
	share decimal.Decimal
	links int
}

func (c carried) better(d carried) bool {
	if by := c.share.Cmp(d.share); by != 0 {
		return by > 0
	}
	return c.links < d.links
}
