package bsc

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/graph"
	"github.com/shopspring/decimal"
)

// input is what one KPI's calculator reads; its ids are looked up when all are known.
type input struct {
	node int
	path Pointer
	ids  []string
}

// calculator remembers what a calculated KPI reads.
func (c *compiler) calculator(self int, path Pointer, state *argsState) {
	if c.card.nodes[self].kpi.calculator.policy == nil {
		return
	}
	c.inputs = append(c.inputs, input{self, path, state.reads})
	if len(state.reads) == 0 {
		p := fault(ErrPolicyArgs, "the calculator %s reads nothing", quote(c.card.nodes[self].kpi.calculator.name))
		p.Hint = "its factory names what it reads with Args.Reads"
		c.report(path, c.card.nodes[self].ref, p)
	}
}

// calculations resolves what calculated KPIs read, and orders them.
func (c *compiler) calculations() {
	card := c.card
	card.slots = make(map[Ref]int, len(card.kpis)+len(c.def.Series))
	for slot, at := range card.kpis {
		card.slots[card.nodes[at].ref] = slot
	}
	for i := range c.def.Series {
		s := &c.def.Series[i]
		card.slots[SeriesRef(s.ID)] = len(card.kpis) + i
		card.measures = append(card.measures, c.seriesMeasure(at("", "series", i), s))
		card.measures[len(card.kpis)+i].slot = len(card.kpis) + i
	}
	card.series = slices.Clone(c.def.Series)
	adj := make([][]int, len(card.kpis)+len(c.def.Series))
	for _, in := range c.inputs {
		kpi := card.nodes[in.node].kpi
		for _, id := range in.ids {
			if ref, ok := c.measured(in.path, card.nodes[in.node].ref, id); ok {
				slot := card.slots[ref]
				kpi.inputs = append(kpi.inputs, slot)
				adj[slot] = append(adj[slot], kpi.slot)
			}
		}
	}
	for _, component := range graph.Components(adj) {
		c.calculationCycle(adj, component)
	}
	for _, slot := range graph.Order(adj) {
		if slot < len(card.kpis) && card.nodes[card.kpis[slot]].kpi.calculator.policy != nil {
			card.calculated = append(card.calculated, slot)
		}
	}
}

func (c *compiler) calculationCycle(adj [][]int, component []int) {
	// Edges run from input to result; the cycle reads better the other way: what needs what.
	var refs []Ref
	for _, slot := range graph.ShortestCycle(adj, component) {
		refs = append(refs, c.card.nodes[c.card.kpis[slot]].ref)
	}
	slices.Reverse(refs[1:])
	p := fault(ErrCycle, "calculated from itself: %s", cycleText(refs))
	c.report(strip(c.ids[refs[0]], "/id")+"/calculator", refs[0], p)
}

func strip(p Pointer, suffix string) Pointer {
	return Pointer(strings.TrimSuffix(string(p), suffix))
}

// cycleText shows a cycle, cut in the middle where it is long.
func cycleText(refs []Ref) string {
	const most = 6
	var parts []string
	for i, r := range refs {
		if i == most-1 && len(refs) > most {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, r.String())
	}
	return strings.Join(append(parts, refs[0].String()), " → ")
}

// measured finds the KPI or series that an id in a calculator's arguments names.
func (c *compiler) measured(path Pointer, from Ref, id string) (Ref, bool) {
	if ref := ParseRef(id); ref.Kind == KindKPI || ref.Kind == KindSeries {
		return ref, c.known(path, from, ref)
	}
	_, isKPI := c.ids[KPIRef(id)]
	_, isSeries := c.ids[SeriesRef(id)]
	switch {
	case isKPI && isSeries:
		p := fault(ErrUnknownRef, "%s is both a KPI and a series", quote(id))
		p.Allowed = quote("kpi:"+id) + " or " + quote("series:"+id)
		c.report(path, from, p)
		return Ref{}, false
	case isKPI:
		return KPIRef(id), true
	case isSeries:
		return SeriesRef(id), true
	}
	p := fault(ErrUnknownRef, "there is no KPI or series %s", quote(id))
	p.Hint = didYouMean(id, slices.Concat(c.names[KindSeries], c.names[KindKPI]))
	c.report(path, from, p)
	return Ref{}, false
}

// strategyMap checks the links and orders the nodes they join.
func (c *compiler) strategyMap() {
	type ends struct{ from, to Ref }
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
	c.card.strategy = newStrategyMap(links, c.linkOrder(links, linked))
	c.orphans(linked)
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
		c.oneOf(path+"/kind", l.From, "kind of link", string(l.Kind), texts([]LinkKind{LinkHypothesis, LinkDefinitional, LinkConstraint}))
	}
	if _, p := l.Strength.value(); p != nil {
		c.report(path+"/strength", l.From, p)
	}
	if l.Lag < 0 {
		p := fault(ErrValue, "the lag is %d", l.Lag)
		p.Allowed = "0 or more periods"
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

// linkOrder orders the linked nodes causes first, and reports cycles of links without lag.
func (c *compiler) linkOrder(links []Link, linked map[Ref]bool) []Ref {
	var refs []Ref
	at := map[Ref]int{}
	for i := range c.card.nodes {
		if ref := c.card.nodes[i].ref; linked[ref] {
			at[ref] = len(refs)
			refs = append(refs, ref)
		}
	}
	adj := make([][]int, len(refs))
	for _, l := range links {
		if l.Lag == 0 {
			adj[at[l.From]] = append(adj[at[l.From]], at[l.To])
		}
	}
	for _, component := range graph.Components(adj) {
		var cycle []Ref
		for _, v := range graph.ShortestCycle(adj, component) {
			cycle = append(cycle, refs[v])
		}
		p := fault(ErrCycle, "links without lag form a cycle: %s", cycleText(cycle))
		p.Hint = "give one of them a lag, or remove it"
		c.report(c.linkPath(cycle[0], cycle[1]), cycle[0], p)
	}
	order := make([]Ref, 0, len(refs))
	for _, v := range graph.Order(adj) {
		order = append(order, refs[v])
	}
	return order
}

func (c *compiler) linkPath(from, to Ref) Pointer {
	return at("", "links", slices.IndexFunc(c.def.Links, func(l Link) bool { return l.From == from && l.To == to }))
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

// initiatives checks the initiatives and copies them.
func (c *compiler) initiatives() {
	for i, n := range c.def.Initiatives {
		path, ref := at("", "initiatives", i), Ref{KindInitiative, n.ID}
		for j, objective := range n.Objectives {
			c.known(at(path, "objectives", j), ref, ObjectiveRef(objective))
		}
		c.inCalendar(path+"/start", ref, n.Start)
		c.inCalendar(path+"/end", ref, n.End)
		if c.card.almanac.endsBefore(n.Start, n.End) {
			p := fault(ErrValue, "it ends with %s, before it starts with %s", n.End, n.Start)
			p.Allowed = "an end not before the start"
			c.report(path+"/end", ref, p)
		}
		if _, p := nullDecimal(n.Budget); p != nil {
			c.report(path+"/budget", ref, p)
		}
		progress, p := nullDecimal(n.Progress)
		if p == nil && (progress.Decimal.Sign() < 0 || progress.Decimal.GreaterThan(decimal.New(100, 0))) {
			p = fault(ErrValue, "progress is %s", n.Progress)
			p.Allowed = "0 to 100 percent"
		}
		if p != nil {
			c.report(path+"/progress", ref, p)
		}
		c.card.initiatives = append(c.card.initiatives, n.clone())
	}
}

// endsBefore reports whether both periods are given and the last day of end is before the first of start.
func (a *almanac) endsBefore(start, end Period) bool {
	first, okStart := a.span(start)
	last, okEnd := a.span(end)
	return okStart && okEnd && last.last < first.first
}
