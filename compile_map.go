package bsc

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc/internal/graph"
)

// ends are what a link joins.
type ends struct{ from, to Ref }

// strategyMap checks the links and makes the map of the nodes they join.
func (c *compiler) strategyMap() {
	c.baseFrequency()
	seen := map[ends]Pointer{}
	linked := map[Ref]bool{}
	var links []Link
	for i, l := range c.def.Links {
		path := at("", "links", i)
		if !c.link(path, l) {
			continue
		}
		if first, twice := seen[ends{l.From, l.To}]; twice {
			p := fault(ErrDuplicate, "a second link from %s to %s", l.From, l.To)
			p.Hint = "the first is " + string(first)
			c.report(path, l.From, p)
			continue
		}
		seen[ends{l.From, l.To}] = path
		linked[l.From], linked[l.To] = true, true
		l.Kind, l.Strength = cmp.Or(l.Kind, LinkHypothesis), cmp.Or(l.Strength, Moderate)
		links = append(links, l)
		c.downward(path, l)
	}
	m := c.mapOf(links, linked)
	c.linkCycles(m, seen)
	m.graph = m.graph.InOrder(m.graph.Sequence(m.bond))
	c.card.strategy = m
	c.orphans(linked)
}

// baseFrequency checks what lags count in.
func (c *compiler) baseFrequency() {
	c.card.base = c.frequency("/frequency", Ref{}, c.def.Frequency)
	lagged := slices.IndexFunc(c.def.Links, func(l Link) bool { return l.Lag > 0 })
	if c.def.Frequency == "" && lagged >= 0 {
		l := c.def.Links[lagged]
		p := fault(ErrFrequency, "a lag of %d, and the definition has no frequency for lags to count in", l.Lag)
		p.Hint = `say "frequency": "month", or what it is, so that effects can be dated`
		c.warn(at("", "links", lagged)+"/lag", l.From, p)
	}
}

func (c *compiler) link(path Pointer, l Link) bool {
	before := len(c.problems)
	for _, end := range []struct {
		field Pointer
		ref   Ref
	}{{"/from", l.From}, {"/to", l.To}} {
		if !slices.Contains([]Kind{KindObjective, KindKPI, KindPerspective}, end.ref.Kind) {
			p := fault(ErrValue, "a link cannot join %s", quote(end.ref.String()))
			p.Allowed = "objectives, KPIs and perspectives"
			c.report(path+end.field, end.ref, p)
			continue
		}
		c.known(path+end.field, end.ref, end.ref)
	}
	if l.Kind != "" {
		c.oneOf(path+"/kind", l.From, "kind of link", string(l.Kind), texts(linkKinds()))
	}
	if _, p := l.Strength.value(); p != nil {
		c.report(path+"/strength", l.From, p)
	}
	if l.Lag < 0 || l.Lag > maxLag {
		p := fault(ErrValue, "the lag is %d", l.Lag)
		p.Allowed = "0 to 1000 periods"
		c.report(path+"/lag", l.From, p)
	}
	if l.From == l.To && l.From != (Ref{}) {
		c.report(path, l.From, fault(ErrSelfLink, "%s is linked to itself", l.From))
	}
	return len(c.problems) == before
}

// downward warns of a link against the order of the perspectives.
func (c *compiler) downward(path Pointer, l Link) {
	from, to := c.perspectiveOf(l.From), c.perspectiveOf(l.To)
	if from >= 0 && to >= 0 && from > to {
		p := fault(ErrDownward, "the link from %s to %s leads down the map", l.From, l.To)
		p.Hint = "links run from drivers to outcomes; perspectives stand bottom to top"
		c.warn(path, l.From, p)
	}
}

// perspectiveOf returns where a node's perspective stands, or -1.
func (c *compiler) perspectiveOf(ref Ref) int {
	at, ok := c.card.index[ref]
	if !ok {
		return -1
	}
	for c.card.nodes[at].ref.Kind != KindPerspective {
		if at = c.card.nodes[at].parent; at < 0 {
			return -1
		}
	}
	return at
}

// mapOf collects what stands on the map: nodes with links, and layers with every objective.
func (c *compiler) mapOf(links []Link, linked map[Ref]bool) *StrategyMap {
	m := &StrategyMap{at: map[Ref]int{}, links: links}
	for i := range c.card.nodes {
		ref := c.card.nodes[i].ref
		if ref.Kind == KindPerspective {
			m.layers = append(m.layers, Layer{Perspective: ref})
		}
		if linked[ref] || ref.Kind == KindObjective {
			layer := &m.layers[len(m.layers)-1]
			layer.Nodes = append(layer.Nodes, ref)
		}
		if linked[ref] {
			m.at[ref] = len(m.nodes)
			m.nodes = append(m.nodes, ref)
			m.layer = append(m.layer, len(m.layers)-1)
		}
	}
	edges := make([]graph.Edge, len(links))
	for i, l := range links {
		edges[i] = graph.Edge{From: m.at[l.From], To: m.at[l.To]}
		strength, _ := l.Strength.value()
		m.worth = append(m.worth, strength)
	}
	m.graph.Graph = graph.New(len(m.nodes), edges)
	return m
}

// linkCycles reports cycles of links without lag; places are those of the links.
func (c *compiler) linkCycles(m *StrategyMap, places map[ends]Pointer) {
	var edges []graph.Edge
	for i, l := range m.links {
		if l.Lag == 0 {
			edges = append(edges, m.graph.Edge(i))
		}
	}
	immediate := graph.New(len(m.nodes), edges)
	for _, component := range immediate.Cycles() {
		cycle := m.refs(immediate.ShortestCycle(component))
		p := fault(ErrCycle, "links without lag form a cycle: %s", cycleText(cycle))
		p.Hint = "give one of them a lag, or remove it"
		c.report(places[ends{cycle[0], cycle[1]}], cycle[0], p)
	}
}

// orphans warns of objectives without links, where there are links at all.
func (c *compiler) orphans(linked map[Ref]bool) {
	if len(linked) == 0 {
		return
	}
	for i := range c.card.nodes {
		if ref := c.card.nodes[i].ref; ref.Kind == KindObjective && !linked[ref] {
			p := fault(ErrOrphan, "%s has no link on the strategy map", ref)
			c.warn(strip(c.ids[ref], "/id"), ref, p)
		}
	}
}
