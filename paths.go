package bsc

import (
	"iter"
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
		for links := range m.between(from, to).Paths() {
			if !yield(Path{m.pick(links)}) {
				return
			}
		}
	}
}

// between asks for the paths from one node to another; there are none where one is not on the map.
func (m *StrategyMap) between(from, to Ref) *graph.Route {
	return &graph.Route{Graph: &m.graph, Sources: m.end(from, true), Targets: m.end(to, false), Open: from == Ref{} || to == Ref{}}
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
	if from == to && from != (Ref{}) {
		return Path{}, false
	}
	return m.path(graph.Best(m.between(from, to), s))
}

// path is the path along some links; false where there are none.
func (m *StrategyMap) path(links []int32) (Path, bool) {
	if len(links) == 0 {
		return Path{}, false
	}
	return Path{m.pick(links)}, true
}

// Longest returns the path with the most links, of those without a link that closes a loop.
func (m *StrategyMap) Longest(from, to Ref) (Path, bool) {
	return m.path(m.between(from, to).Longest())
}

// CutPoints returns the nodes through which every path runs from one node to another, in the
// order in which they are passed, without the two themselves: what has to succeed whichever way
// the strategy takes. There are none where there is no path.
func (m *StrategyMap) CutPoints(from, to Ref) []Ref {
	if from == to && from != (Ref{}) {
		return nil
	}
	route := m.between(from, to)
	var cuts []Ref
	for _, v := range route.CutPoints(graph.Best(route, m.byLinks())) {
		if ref := m.nodes[v]; ref != from && ref != to {
			cuts = append(cuts, ref)
		}
	}
	return cuts
}
