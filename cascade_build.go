package bsc

import (
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/graph"
	"github.com/shopspring/decimal"
)

// cascadeBuilder turns units into a cascade. It goes on after a problem, so that all are found.
type cascadeBuilder struct {
	units    []Unit
	options  *Options
	cascade  *Cascade
	problems Problems
	names    []string
	compiled map[*Definition]*Scorecard
	added    []map[string][]addedKPI // for each unit, by objective: KPIs that stand for contributed scores
}

// An addedKPI stands on a card for a score that another unit contributes.
type addedKPI struct {
	kpi  KPI
	from member
	path Pointer
}

func (b *cascadeBuilder) report(path Pointer, unit string, p *Problem) {
	p.Path, p.Ref = path+p.Path, Ref{KindUnit, unit}
	b.problems = append(b.problems, p)
}

func (b *cascadeBuilder) build() {
	b.index()
	b.tree()
	b.compiled = map[*Definition]*Scorecard{}
	for i := range b.units {
		b.template(i)
	}
	if b.problems.Err() != nil {
		return // what contributes to what is not known without the cards
	}
	b.added = make([]map[string][]addedKPI, len(b.units))
	for i := range b.units {
		for j := range b.units[i].Contributes {
			b.contribution(i, j)
		}
	}
	if b.problems.Err() != nil {
		return
	}
	for i := range b.units {
		b.extend(i)
	}
	for i := range b.units {
		b.reweight(i)
	}
	if b.problems.Err() == nil && b.arrange() {
		b.feed()
		b.twice()
	}
}

// index collects the units.
func (b *cascadeBuilder) index() {
	c := b.cascade
	for i, u := range b.units {
		path := at("", "units", i)
		c.units = append(c.units, cascadeUnit{id: u.ID, name: u.Name, parent: -1, gets: map[int]member{}, sums: map[Ref][]member{}, shares: map[Ref]bool{}, feeds: map[Ref]feed{}})
		if what := checkID(u.ID); what != "" {
			p := fault(ErrID, "%s", what)
			p.Allowed = "1 to 128 bytes, printable, no spaces"
			b.report(path+"/id", u.ID, p)
			continue
		}
		if first, twice := c.at[u.ID]; twice {
			p := fault(ErrDuplicate, "the unit %s stands twice", quote(u.ID))
			p.Hint = "first at " + string(at("", "units", first))
			b.report(path+"/id", u.ID, p)
			continue
		}
		c.at[u.ID] = i
		b.names = append(b.names, u.ID)
	}
	if len(b.units) == 0 {
		b.report("/units", "", fault(ErrInput, "there are no units"))
	}
}

// unit finds a unit by its id.
func (b *cascadeBuilder) unit(path Pointer, from, id string) (int, bool) {
	at, ok := b.cascade.at[id]
	if !ok {
		p := fault(ErrUnknownRef, "there is no unit %s", quote(id))
		p.Hint = didYouMean(id, b.names)
		b.report(path, from, p)
	}
	return at, ok
}

// tree finds every unit's parent.
func (b *cascadeBuilder) tree() {
	var edges []graph.Edge
	for i, u := range b.units {
		if u.Parent == "" {
			continue
		}
		if parent, ok := b.unit(at("", "units", i)+"/parent", u.ID, u.Parent); ok {
			b.cascade.units[i].parent = parent
			edges = append(edges, graph.Edge{From: i, To: parent})
		}
	}
	g := graph.New(len(b.units), edges)
	for _, cycle := range g.Cycles() {
		b.cycle(g.ShortestCycle(cycle), "/parent", "units stand above one another in a circle")
	}
	b.levels(g, "/parent", "above one another")
}

func (b *cascadeBuilder) cycle(units []int32, field Pointer, what string) {
	var names []string
	for _, u := range units {
		names = append(names, b.units[u].ID)
	}
	p := fault(ErrCycle, "%s: %s", what, strings.Join(names, " → "))
	b.report(at("", "units", int(units[0]))+field, b.units[units[0]].ID, p)
}

// levels reports the first unit that stands deeper than allowed.
func (b *cascadeBuilder) levels(g *graph.Graph, field Pointer, what string) {
	depth := make([]int, len(b.units))
	for _, v := range g.Order() {
		for _, e := range g.Out(int(v)) {
			to := g.Edge(int(e)).To
			if depth[to] = max(depth[to], depth[v]+1); depth[to] == MostLevels {
				p := fault(ErrInput, "more than %d units %s", MostLevels, what)
				b.report(at("", "units", to)+field, b.units[to].ID, p)
				return
			}
		}
	}
}

// template compiles a unit's definition, unless another unit had it compiled.
func (b *cascadeBuilder) template(i int) {
	u := &b.units[i]
	card, known := b.compiled[u.Definition]
	if !known {
		card = b.compile(i, u.Definition)
		b.compiled[u.Definition] = card
	}
	b.cascade.units[i].card = card
}

// compile compiles a definition; nil where it has problems, which are reported as the unit's.
func (b *cascadeBuilder) compile(i int, def *Definition) *Scorecard {
	card, problems := compile(def, b.options.registry())
	if problems.Err() == nil {
		card.warnings = problems
		return card
	}
	for _, p := range problems {
		if !p.Warning {
			located := *p
			located.Path = at("", "units", i) + "/definition" + p.Path
			b.problems = append(b.problems, &located)
		}
	}
	return nil
}

// contribution checks one contribution.
func (b *cascadeBuilder) contribution(i, j int) {
	u, c := &b.units[i], b.units[i].Contributes[j]
	path := at(at("", "units", i), "contributes", j)
	to := b.cascade.units[i].parent
	switch {
	case c.Unit != "":
		var ok bool
		if to, ok = b.unit(path+"/unit", u.ID, c.Unit); !ok {
			return
		}
	case to < 0:
		b.report(path+"/unit", u.ID, fault(ErrInput, "a contribution of a unit without a parent names no unit"))
		return
	}
	if to == i {
		b.report(path+"/unit", u.ID, fault(ErrSelfLink, "a unit contributes to itself"))
		return
	}
	fromOK := b.end(path+"/from", i, c.From, c.Mode != Contributory)
	toOK := b.end(path+"/to", to, c.To, c.Mode != Contributory)
	if !fromOK || !toOK {
		return
	}
	switch c.Mode {
	case Contributory:
		b.contributory(path, i, to, c)
	case Additive, SharedMeasure:
		b.measured(path, i, to, c)
	default:
		b.report(path+"/mode", u.ID, notOneOf("", "mode", c.Mode, []ContributionMode{Additive, Contributory, SharedMeasure}))
	}
}

// end checks that a node is on a unit's card, and, where it must have readings, that it does.
func (b *cascadeBuilder) end(path Pointer, unit int, ref Ref, reads bool) bool {
	card, id := b.cascade.units[unit].card, b.units[unit].ID
	_, isNode := card.index[ref]
	slot, isMeasure := card.slots[ref]
	if !isNode && !isMeasure {
		p := fault(ErrUnknownRef, "there is no %s on the card of %s", quote(ref.String()), id)
		var names []string
		for known := range card.index {
			if known.Kind == ref.Kind {
				names = append(names, known.ID)
			}
		}
		slices.Sort(names)
		p.Hint = didYouMean(ref.ID, names)
		b.report(path, id, p)
		return false
	}
	if reads && (!isMeasure || card.calculatorOf(slot) != nil) {
		p := fault(ErrValue, "%s of %s has no readings of its own", ref, id)
		p.Allowed = "a KPI or a series that is not calculated"
		b.report(path, id, p)
		return false
	}
	return true
}

// contributory adds the KPI that stands for the score to the other unit's card.
func (b *cascadeBuilder) contributory(path Pointer, from, to int, c UnitContribution) {
	id := b.units[from].ID
	if c.To.Kind != KindObjective {
		p := fault(ErrValue, "a score contributed to %s", c.To)
		p.Allowed = "an objective"
		b.report(path+"/to", id, p)
		return
	}
	if a, z := b.cascade.units[from].card.scale, b.cascade.units[to].card.scale; !a.Min.Equal(z.Min) || !a.Met.Equal(z.Met) || !a.Cap.Equal(z.Cap) {
		b.report(path, id, fault(ErrValue, "the scales of %s and %s differ", id, b.units[to].ID))
		return
	}
	name := b.units[from].Name
	if name == "" {
		name = id
	}
	if of := b.cascade.units[from].card.NameOf(c.From); of != "" {
		name += ": " + of
	}
	kpi := KPI{ID: id + "/" + c.From.String(), Name: name, Weight: c.Weight, Scorer: Policy{Name: "stated"}}
	if b.added[to] == nil {
		b.added[to] = map[string][]addedKPI{}
	}
	b.added[to][c.To.ID] = append(b.added[to][c.To.ID], addedKPI{kpi, member{from, c.From}, path})
	u := &b.cascade.units[from]
	u.gives = append(u.gives, gift{Contributory, c.From, member{to, KPIRef(kpi.ID)}})
}

// measured notes readings that add up or are shared.
func (b *cascadeBuilder) measured(path Pointer, from, to int, c UnitContribution) {
	id := b.units[from].ID
	a, z := b.measure(from, c.From), b.measure(to, c.To)
	if a.kind != z.kind {
		p := fault(ErrFrequency, "%s of %s and %s of %s are measured differently often", c.From, id, c.To, b.units[to].ID)
		p.Allowed = "the same frequency"
		b.report(path, id, p)
		return
	}
	if c.Weight != "" {
		p := fault(ErrWeight, "a weight of what is %s", c.Mode)
		p.Allowed = "a weight of a contributory one; here each card has its own"
		b.report(path+"/weight", id, p)
		return
	}
	source, target := member{from, c.From}, member{to, c.To}
	if c.Mode == SharedMeasure {
		source, target = target, source // the readings come from the other unit
	}
	t := &b.cascade.units[target.unit]
	known := t.sums[target.ref]
	if t.shares[target.ref] || c.Mode == SharedMeasure && len(known) > 0 || slices.Contains(known, source) {
		b.report(path, id, fault(ErrDuplicate, "%s of %s has its readings from elsewhere already", target.ref, b.units[target.unit].ID))
		return
	}
	t.sums[target.ref] = append(known, source)
	if c.Mode == SharedMeasure {
		t.shares[target.ref] = true
	}
	u := &b.cascade.units[from]
	u.gives = append(u.gives, gift{c.Mode, c.From, member{to, c.To}})
}

func (b *cascadeBuilder) measure(unit int, ref Ref) *measure {
	card := b.cascade.units[unit].card
	return &card.measures[card.slots[ref]]
}

// extend compiles the card of a unit to which scores are contributed, with the KPIs that stand for them.
func (b *cascadeBuilder) extend(i int) {
	if len(b.added[i]) == 0 {
		return
	}
	def := *b.units[i].Definition
	def.Perspectives = slices.Clone(def.Perspectives)
	for j := range def.Perspectives {
		p := &def.Perspectives[j]
		p.Objectives = slices.Clone(p.Objectives)
		for k := range p.Objectives {
			o := &p.Objectives[k]
			for _, a := range b.added[i][o.ID] {
				o.KPIs = append(slices.Clip(o.KPIs), a.kpi)
			}
		}
	}
	card := b.compile(i, &def)
	if card == nil {
		return
	}
	b.cascade.units[i].card = card
	for _, list := range b.added[i] {
		for _, a := range list {
			b.cascade.units[i].gets[card.index[KPIRef(a.kpi.ID)]] = a.from
		}
	}
}

// reweight gives a unit its own weights.
func (b *cascadeBuilder) reweight(i int) {
	u := &b.cascade.units[i]
	if len(b.units[i].Weights) == 0 || u.card == nil {
		return
	}
	card, problems := u.card.withWeights(b.units[i].Weights)
	for _, p := range problems {
		p.Path = at("", "units", i) + "/weights" + p.Path
		b.problems = append(b.problems, p)
	}
	u.card = card
}

// arrange orders the units so that those that contribute scores come first; it is false where there is no such order.
func (b *cascadeBuilder) arrange() bool {
	var edges []graph.Edge
	for i := range b.cascade.units {
		for _, g := range b.cascade.units[i].gives {
			if g.mode == Contributory {
				edges = append(edges, graph.Edge{From: i, To: g.to.unit})
			}
		}
	}
	g := graph.New(len(b.units), edges)
	for _, cycle := range g.Cycles() {
		b.cycle(g.ShortestCycle(cycle), "/contributes", "units contribute scores in a circle")
	}
	b.levels(g, "/contributes", "contribute scores in a row")
	for _, v := range g.Order() {
		b.cascade.order = append(b.cascade.order, int(v))
	}
	return b.problems.Err() == nil
}

// feed finds for everything that adds up or is shared the readings at the bottom of it.
func (b *cascadeBuilder) feed() {
	targets := map[member]int{}
	var list []member
	for i := range b.cascade.units {
		for _, ref := range sortedRefs(b.cascade.units[i].sums) {
			targets[member{i, ref}] = len(list)
			list = append(list, member{i, ref})
		}
	}
	var edges []graph.Edge
	for at, t := range list {
		for _, source := range b.cascade.units[t.unit].sums[t.ref] {
			if from, ok := targets[source]; ok {
				edges = append(edges, graph.Edge{From: from, To: at})
			}
		}
	}
	g := graph.New(len(list), edges)
	for _, cycle := range g.Cycles() {
		t := list[g.ShortestCycle(cycle)[0]]
		b.report(at("", "units", t.unit)+"/contributes", b.units[t.unit].ID, fault(ErrCycle, "the readings of %s add up to themselves", t.ref))
	}
	for _, v := range g.Order() {
		b.cascade.summed = append(b.cascade.summed, list[v])
		b.leaves(list[v])
	}
}

// leaves collects the readings that make up those of a KPI or series, and reports what would count twice.
func (b *cascadeBuilder) leaves(t member) {
	unit := &b.cascade.units[t.unit]
	seen := map[member]bool{}
	var leaves []member
	for _, source := range unit.sums[t.ref] {
		below := []member{source}
		if f, ok := b.cascade.units[source.unit].feeds[source.ref]; ok {
			below = f.leaves
		}
		for _, leaf := range below {
			if seen[leaf] {
				p := fault(ErrDuplicate, "%s of %s is counted twice in %s of %s", leaf.ref, b.units[leaf.unit].ID, t.ref, unit.id)
				p.Hint = "it comes by two ways; take one of them away"
				b.report(at("", "units", leaf.unit)+"/contributes", b.units[leaf.unit].ID, p)
				return
			}
			seen[leaf] = true
			leaves = append(leaves, leaf)
		}
	}
	unit.feeds[t.ref] = feed{leaves}
}

func sortedRefs(of map[Ref][]member) []Ref {
	refs := make([]Ref, 0, len(of))
	for ref := range of {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, func(a, b Ref) int { return strings.Compare(a.String(), b.String()) })
	return refs
}

// twice warns of scores that count more than once in one card: contributed together with what they are part of.
func (b *cascadeBuilder) twice() {
	for i := range b.cascade.units {
		u := &b.cascade.units[i]
		var scores []gift
		for _, g := range u.gives {
			if g.mode == Contributory {
				scores = append(scores, g)
			}
		}
		for j, g := range scores {
			for _, h := range scores[:j] {
				if !u.card.within(g.from, h.from) && !u.card.within(h.from, g.from) {
					continue
				}
				if both := b.common(g.to, h.to); both >= 0 {
					p := fault(ErrDuplicate, "%s and %s of %s both count in the card of %s, and one is part of the other", h.from, g.from, u.id, b.units[both].ID)
					p.Warning = true
					b.report(at("", "units", i)+"/contributes", u.id, p)
				}
			}
		}
	}
}

// within reports whether a node is another one, or stands below it.
func (s *Scorecard) within(ref, above Ref) bool {
	at, okBelow := s.index[ref]
	top, okAbove := s.index[above]
	for okBelow && okAbove && at >= 0 {
		if at == top {
			return true
		}
		at = s.nodes[at].parent
	}
	return false
}

// common returns the first unit in whose card both of two contributed scores count; -1: none.
func (b *cascadeBuilder) common(g, h member) int {
	reached := b.upward(g)
	for _, unit := range b.upward(h) {
		if slices.Contains(reached, unit) {
			return unit
		}
	}
	return -1
}

// upward follows a contributed score from card to card, and returns the units in their order.
func (b *cascadeBuilder) upward(m member) []int {
	queue := []member{m}
	seen := map[member]bool{m: true}
	var units []int
	for head := 0; head < len(queue); head++ {
		at := queue[head]
		if !slices.Contains(units, at.unit) {
			units = append(units, at.unit)
		}
		u := &b.cascade.units[at.unit]
		for _, g := range u.gives {
			if g.mode == Contributory && u.card.within(at.ref, g.from) && !seen[g.to] {
				seen[g.to] = true
				queue = append(queue, g.to)
			}
		}
	}
	return units
}

// withWeights returns a copy of the scorecard in which some nodes have other weights.
func (s *Scorecard) withWeights(weights map[Ref]Number) (*Scorecard, Problems) {
	c := *s
	c.nodes = slices.Clone(s.nodes)
	var problems Problems
	refs := make([]Ref, 0, len(weights))
	for ref := range weights {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, func(a, b Ref) int { return strings.Compare(a.String(), b.String()) })
	print := s.fingerprint
	for _, ref := range refs {
		at, known := s.index[ref]
		weight, p := parseDecimal(string(weights[ref]))
		switch {
		case !known || at == 0:
			p = fault(ErrUnknownRef, "there is no %s with a weight on the card", quote(ref.String()))
		case p == nil && weight.Sign() < 0:
			p = fault(ErrWeight, "the weight %s is negative", quote(string(weights[ref])))
			p.Allowed = "0 or more"
		}
		if p != nil {
			p.Path, p.Ref = Pointer("/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(ref.String())), ref
			problems = append(problems, p)
			continue
		}
		c.setWeight(at, weight)
		print += "\n" + ref.String() + "=" + canonical(weight)
	}
	c.fingerprint = digest([]byte(print))
	for at := range c.nodes {
		if p := c.weightless(at); p != nil && len(problems) == 0 {
			problems = append(problems, p)
		}
	}
	return &c, problems
}

func (s *Scorecard) setWeight(at int, weight decimal.Decimal) {
	s.nodes[at].weight = weight
	parent := &s.nodes[s.nodes[at].parent]
	parent.children = slices.Clone(parent.children)
	for i := range parent.children {
		if parent.children[i].node == at {
			parent.children[i].weight = weight
		}
	}
}

// weightless says what is wrong with the weights below a node.
func (s *Scorecard) weightless(at int) *Problem {
	n := &s.nodes[at]
	if len(n.children) == 0 {
		return nil
	}
	var total decimal.Decimal
	for _, ch := range n.children {
		total = total.Add(ch.weight)
	}
	var p *Problem
	switch {
	case total.IsZero():
		p = fault(ErrWeight, "all weights below %s are 0", n.ref)
		p.Allowed = "at least one weight above 0"
	case n.traits.percent && !total.Equal(decimal.New(100, 0)):
		p = fault(ErrWeight, "the weights below %s add up to %s", n.ref, canonical(total))
		p.Allowed = "100 under weighted_sum"
	default:
		return nil
	}
	p.Ref = n.ref
	return p
}
