package bsc

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Compiling what nodes say of one another: calculations, initiatives and the strategy map.

// input is what one KPI's calculator reads; its ids are resolved when all are known.
type input struct {
	node int
	path Pointer
	ids  []string
}

// calculator records what a calculated KPI reads.
func (c *compiler) calculator(self int, path Pointer, state *argsState) {
	if c.card.nodes[self].kpi.calculator.policy == nil {
		return
	}
	c.inputs = append(c.inputs, input{self, path, state.reads})
	if len(state.reads) == 0 {
		p := fault(ErrPolicyArgs, "calculator_reads_nothing", "name", c.card.nodes[self].kpi.calculator.name)
		p.Hint = words.New("name_inputs_in_factory")
		c.report(path, c.card.nodes[self].ref, p)
	}
}

// calculations resolves the inputs of calculated KPIs, and orders the KPIs.
func (c *compiler) calculations() {
	card := c.card
	card.slots = make(map[Ref]int, len(card.kpis)+len(c.def.Series))
	for slot, at := range card.kpis {
		card.slots[card.nodes[at].ref] = slot
	}
	for i := range c.def.Series {
		s := &c.def.Series[i]
		card.slots[SeriesRef(s.ID)] = len(card.kpis) + i
		c.measures = append(c.measures, c.seriesMeasure(at("", "series", i), s))
	}
	card.series = slices.Clone(c.def.Series)
	card.readers, card.besides = map[int][]int{}, map[int]bool{}
	var edges []graph.Edge // from what is read to what is calculated from it
	for _, in := range c.inputs {
		kpi := card.nodes[in.node].kpi
		for _, id := range in.ids {
			if ref, ok := c.measured(in.path, card.nodes[in.node].ref, id); ok {
				slot := card.slots[ref]
				kpi.inputs = append(kpi.inputs, slot)
				known := card.readers[slot]
				if len(known) == 0 || known[len(known)-1] != in.node { // it may read it twice
					card.readers[slot] = append(known, in.node)
				}
				edges = append(edges, graph.Edge{From: slot, To: kpi.slot})
			}
		}
	}
	reads := graph.New(len(card.kpis)+len(c.def.Series), edges)
	for _, component := range reads.Cycles() {
		c.calculationCycle(reads.ShortestCycle(component))
	}
	for _, slot := range reads.Order() {
		if card.calculatorOf(int(slot)) != nil {
			card.calculated = append(card.calculated, int(slot))
		}
	}
	c.units()
	c.timing()
}

// units warns of calculations that add up, subtract or average different units of measure.
func (c *compiler) units() {
	for _, in := range c.inputs {
		n := &c.card.nodes[in.node]
		units := []string{n.kpi.unit}
		for _, slot := range n.kpi.inputs {
			units = append(units, c.card.unitOf(slot))
		}
		units = slices.DeleteFunc(units, func(unit string) bool { return unit == "" })
		slices.Sort(units)
		own, _ := n.kpi.calculator.policy.(reader)
		if units = slices.Compact(units); own.alike && len(units) > 1 {
			p := fault(ErrUnit, "calculator_mixes_units", "calculator", n.kpi.calculator.name, "units", units)
			p.Hint = words.New("convert_with_product")
			c.warn(in.path, n.ref, p)
		}
	}
}

// timing completes the measures over time, now that the inputs of each calculation are known.
func (c *compiler) timing() {
	card := c.card
	for _, in := range c.inputs {
		kpi := card.nodes[in.node].kpi
		calc := joiningOf(kpi.calculator.policy)
		calc.Inputs = kpi.inputs
		m := &c.measures[kpi.slot]
		m.Calc = &calc
		if toDate := m.Basis.ToDate != 0 || m.Basis.Running; toDate && calc.Joining == measure.Changing && calc.Past == measure.Previous {
			p := fault(ErrTarget, "change_of_value_to_date")
			p.Allowed = words.New("change_against_last_year_or_other_basis")
			c.report(in.path, card.nodes[in.node].ref, p)
		}
	}
	card.time = measure.NewCard(card.almanac, c.measures, card.calculated)
	card.standing = card.time.Standing(card.calculated)
}

func (c *compiler) calculationCycle(slots []int32) {
	// Edges run from input to result. The cycle reads better from what needs to what is needed.
	var refs []Ref
	for _, slot := range slots {
		refs = append(refs, c.card.nodes[c.card.kpis[slot]].ref)
	}
	slices.Reverse(refs[1:])
	p := fault(ErrCycle, "calculation_cycle", "cycle", cycleText(refs))
	c.report(strip(c.ids[refs[0]], "/id")+"/calculator", refs[0], p)
}

func strip(p Pointer, suffix string) Pointer {
	return Pointer(strings.TrimSuffix(string(p), suffix))
}

// cycleText shows a cycle; a long one is cut in the middle.
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

// measured finds the KPI or series with values that an id in a policy's arguments names.
func (c *compiler) measured(path Pointer, from Ref, id string) (Ref, bool) {
	ref, ok := c.named(path, from, id)
	return ref, ok && c.valued(path, from, ref)
}

// named finds the KPI or series that an id in a policy's arguments names.
func (c *compiler) named(path Pointer, from Ref, id string) (Ref, bool) {
	if ref := ParseRef(id); ref.Kind == KindKPI || ref.Kind == KindSeries {
		return ref, c.known(path, from, ref)
	}
	_, isKPI := c.ids[KPIRef(id)]
	_, isSeries := c.ids[SeriesRef(id)]
	switch {
	case isKPI && isSeries:
		p := fault(ErrUnknownRef, "kpi_or_series_ambiguous", "id", id)
		p.Allowed = words.New("either_node", "node", KPIRef(id), "other_node", SeriesRef(id))
		c.report(path, from, p)
		return Ref{}, false
	case isKPI:
		return KPIRef(id), true
	case isSeries:
		return SeriesRef(id), true
	}
	p := fault(ErrUnknownRef, "no_such_kpi_or_series", "id", id)
	p.lacks = []Kind{KindKPI, KindSeries}
	p.Hint = c.hints.DidYouMean(id, c.names[KindSeries], c.names[KindKPI])
	if whole, is := c.dashed(id); is {
		p.Hint = words.New("formula_dash_is_minus", "id", whole)
	}
	c.report(path, from, p)
	return Ref{}, false
}

// dashed returns the first id of a KPI or series that a dash joins with something; false if there is none.
func (c *compiler) dashed(part string) (whole string, is bool) {
	if part == "" || c.hints.Spent() {
		return "", false
	}
	for _, kind := range []Kind{KindSeries, KindKPI} {
		i := slices.IndexFunc(c.names[kind], func(id string) bool {
			return strings.HasPrefix(id, part+"-") || strings.HasSuffix(id, "-"+part)
		})
		if i >= 0 {
			return c.names[kind][i], true
		}
	}
	return "", false
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
		if endsBefore(c.card.almanac, n.Start, n.End) {
			p := fault(ErrValue, "ends_before_starts", "end", n.End, "start", n.Start)
			p.Allowed = words.New("end_not_before_start")
			c.report(path+"/end", ref, p)
		}
		if _, p := nullDecimal(n.Budget); p != nil {
			c.report(path+"/budget", ref, p)
		}
		progress, p := nullDecimal(n.Progress)
		if p == nil && (progress.Decimal.Sign() < 0 || progress.Decimal.GreaterThan(decimal.New(100, 0))) {
			p = fault(ErrValue, "progress_out_of_range", "number", n.Progress)
			p.Allowed = words.New("percent_range")
		}
		if p != nil {
			c.report(path+"/progress", ref, p)
		}
		c.card.initiatives = append(c.card.initiatives, n.clone())
	}
}

// endsBefore reports whether both periods are given and the last day of end is before the first of start.
func endsBefore(a *almanac.Almanac, start, end period.Period) bool {
	first, okStart := a.Span(start.Label())
	last, okEnd := a.Span(end.Label())
	return okStart && okEnd && last.Last < first.First
}

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
			p := fault(ErrDuplicate, "link_twice", "node", l.From, "other_node", l.To)
			p.Hint = words.New("first", "first", first)
			c.report(path, l.From, p)
			continue
		}
		seen[ends{l.From, l.To}] = path
		linked[l.From], linked[l.To] = true, true
		l.Kind, l.Strength = cmp.Or(l.Kind, LinkHypothesis), cmp.Or(l.Strength, StrengthModerate)
		links = append(links, l)
		c.downward(path, l)
	}
	m := c.mapOf(links, linked)
	c.linkCycles(m, seen)
	m.graph = m.graph.InOrder(m.graph.Sequence(m.bond))
	c.card.strategy = m
	c.orphans(linked)
}

// baseFrequency checks that there is a frequency for the delays of links to count in.
func (c *compiler) baseFrequency() {
	c.card.base = c.frequency("/frequency", Ref{}, c.def.Frequency)
	lagged := slices.IndexFunc(c.def.Links, func(l Link) bool { return l.Delay > 0 })
	if c.def.Frequency == "" && lagged >= 0 {
		l := c.def.Links[lagged]
		p := fault(ErrFrequency, "lag_without_frequency", "lag", l.Delay)
		p.Hint = words.New("say_frequency")
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
			p := fault(ErrValue, "link_end_unfit", "node", end.ref)
			p.Allowed = words.New("link_ends")
			c.report(path+end.field, end.ref, p)
			continue
		}
		c.known(path+end.field, end.ref, end.ref)
	}
	if l.Kind != "" {
		c.oneOf(path+"/kind", l.From, "link_kind", string(l.Kind), texts(linkKinds()))
	}
	if _, p := l.Strength.value(); p != nil {
		c.report(path+"/strength", l.From, p)
	}
	if l.Delay < 0 || l.Delay > maxLag {
		p := fault(ErrValue, "lag_out_of_range", "lag", l.Delay)
		p.Allowed = words.New("periods")
		c.report(path+"/lag", l.From, p)
	}
	if l.From == l.To && l.From != (Ref{}) {
		c.report(path, l.From, fault(ErrCycle, "link_to_itself", "node", l.From))
	}
	return len(c.problems) == before
}

// downward warns of a link against the order of the perspectives.
func (c *compiler) downward(path Pointer, l Link) {
	from, to := c.perspectiveOf(l.From), c.perspectiveOf(l.To)
	if from >= 0 && to >= 0 && from > to {
		p := fault(ErrDownward, "link_downward", "node", l.From, "other_node", l.To)
		p.Hint = words.New("links_run_upward")
		c.warn(path, l.From, p)
	}
}

// perspectiveOf returns the place of a node's perspective, or -1.
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

// mapOf collects the nodes of the map: nodes with links, and layers with every objective.
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

// linkCycles reports cycles of links without delay; places are those of the links.
func (c *compiler) linkCycles(m *StrategyMap, places map[ends]Pointer) {
	var edges []graph.Edge
	for i, l := range m.links {
		if l.Delay == 0 {
			edges = append(edges, m.graph.Edge(i))
		}
	}
	immediate := graph.New(len(m.nodes), edges)
	for _, component := range immediate.Cycles() {
		cycle := m.refs(immediate.ShortestCycle(component))
		p := fault(ErrCycle, "link_cycle", "cycle", cycleText(cycle))
		p.Hint = words.New("give_lag_or_remove_link")
		c.report(places[ends{cycle[0], cycle[1]}], cycle[0], p)
	}
}

// orphans warns of objectives without links, if there are any links.
func (c *compiler) orphans(linked map[Ref]bool) {
	if len(linked) == 0 {
		return
	}
	for i := range c.card.nodes {
		if ref := c.card.nodes[i].ref; ref.Kind == KindObjective && !linked[ref] {
			p := fault(ErrOrphan, "objective_unlinked", "node", ref)
			c.warn(strip(c.ids[ref], "/id"), ref, p)
		}
	}
}
