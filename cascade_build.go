package bsc

import (
	"errors"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/internal/measure"
)

// cascadeBuilder turns units into a cascade. It goes on after a problem, so that all are found.
type cascadeBuilder struct {
	units    []Unit
	options  *Options
	cascade  *Cascade
	problems Problems
	names    []string
	hints    hints
	compiled map[*Definition]*Scorecard
	sums     map[[2]member]bool      // what adds up to what, or is what
	given    map[member]Pointer      // where each contributed score stands, by the KPI that stands for it
	added    []map[string][]addedKPI // for each unit, by objective: KPIs that stand for contributed scores
}

// An addedKPI stands on a card for a score that another unit contributes.
type addedKPI struct {
	kpi  KPI
	from member
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
		b.time(i)
	}
	if b.problems.Err() != nil {
		return // what contributes to what is not known without the cards
	}
	b.added, b.given, b.sums = make([]map[string][]addedKPI, len(b.units)), map[member]Pointer{}, map[[2]member]bool{}
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
		b.reweigh(i)
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
		c.units = append(c.units, cascadeUnit{
			id: u.ID, name: u.Name, since: u.Since, until: u.Until, parent: -1, given: map[Ref][]int{}, gets: map[int]member{},
			sums: map[Ref][]member{}, shares: map[Ref]bool{}, feeds: map[Ref][]member{},
		})
		if what := checkID(u.ID); what != "" {
			p := fault(ErrID, "%s", what)
			p.Allowed = allowedID
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
		p.Hint = b.hints.didYouMean(id, b.names)
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
	b.levels(g, MostLevels-1, func(v int) int { return v }, "/parent", "above one another")
}

func (b *cascadeBuilder) cycle(units []int32, field Pointer, what string) {
	var names []string
	for _, u := range units {
		names = append(names, b.units[u].ID)
	}
	p := fault(ErrCycle, "%s: %s", what, strings.Join(names, " → "))
	b.report(at("", "units", int(units[0]))+field, b.units[units[0]].ID, p)
}

// levels reports the first unit that has more than so many in a row below it, in a graph of units or of what they have.
func (b *cascadeBuilder) levels(g *graph.Graph, most int, unitOf func(v int) int, field Pointer, what string) {
	depth := make([]int, g.Len())
	for _, v := range g.Order() {
		for _, e := range g.Out(int(v)) {
			to := g.Edge(int(e)).To
			if depth[to] = max(depth[to], depth[v]+1); depth[to] > most {
				p := fault(ErrInput, "more than %d units %s", MostLevels, what)
				b.report(at("", "units", unitOf(to))+field, b.units[unitOf(to)].ID, p)
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
	card, problems := compile(def, b.options)
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

// time finds the time of a unit, and checks it.
func (b *cascadeBuilder) time(i int) {
	card := b.cascade.units[i].card
	if card == nil {
		return
	}
	time, problems := unitTime(card.almanac, b.units[i].Since, b.units[i].Until)
	b.cascade.units[i].time = time
	for _, p := range problems {
		b.report(at("", "units", i), b.units[i].ID, p)
	}
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
		b.report(path+"/mode", u.ID, notOneOf("", "mode", c.Mode, contributionModes()))
	}
}

// end checks that a node is on a unit's card, and, where it must have readings, that it does.
func (b *cascadeBuilder) end(path Pointer, unit int, ref Ref, reads bool) bool {
	card, id := b.cascade.units[unit].card, b.units[unit].ID
	_, isNode := card.index[ref]
	slot, isMeasure := card.slots[ref]
	if !isNode && !isMeasure {
		p := fault(ErrUnknownRef, "there is no %s on the card of %s", quote(ref.String()), id)
		p.Hint = b.hints.didYouMeanRef(ref, card.index)
		b.report(path, id, p)
		return false
	}
	if reads && (!isMeasure || card.calculatorOf(slot) != nil) {
		p := fault(ErrValue, "%s of %s has no readings of its own", ref, id)
		p.Allowed, p.Hint = "a KPI or a series that is not calculated", "of what is calculated, contribute what it is calculated from"
		b.report(path, id, p)
		return false
	}
	return true
}

// contributory adds the KPI that stands for the score to the other unit's card.
func (b *cascadeBuilder) contributory(path Pointer, from, to int, c UnitContribution) {
	id := b.units[from].ID
	if c.To.Kind != KindObjective {
		p := fault(ErrValue, "the score of %s is contributed to %s", c.From, c.To)
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
	if node := b.cascade.units[from].card.index[c.From]; b.cascade.units[from].card.nodes[node].kpi != nil {
		kpi.Timing = b.cascade.units[from].card.nodes[node].kpi.timing
	}
	give := gift{Contributory, c.From, member{to, KPIRef(kpi.ID)}}
	if first, twice := b.given[give.to]; twice {
		p := fault(ErrDuplicate, "%s of %s is contributed to %s twice", c.From, id, b.units[to].ID)
		p.Hint = "the first is " + string(first)
		b.report(path, id, p)
		return
	}
	b.given[give.to] = path
	if b.added[to] == nil {
		b.added[to] = map[string][]addedKPI{}
	}
	b.added[to][c.To.ID] = append(b.added[to][c.To.ID], addedKPI{kpi, member{from, c.From}})
	b.cascade.units[from].give(give)
}

// measured notes readings that add up or are shared.
func (b *cascadeBuilder) measured(path Pointer, from, to int, c UnitContribution) {
	id := b.units[from].ID
	a, z := b.measure(from, c.From), b.measure(to, c.To)
	if a.Kind != z.Kind {
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
	if t.shares[target.ref] || c.Mode == SharedMeasure && len(known) > 0 || b.sums[[2]member{source, target}] {
		b.report(path, id, fault(ErrDuplicate, "%s of %s has its readings from elsewhere already", target.ref, b.units[target.unit].ID))
		return
	}
	t.sums[target.ref], b.sums[[2]member{source, target}] = append(known, source), true
	if c.Mode == SharedMeasure {
		t.shares[target.ref] = true
	}
	b.cascade.units[from].give(gift{c.Mode, c.From, member{to, c.To}})
}

func (u *cascadeUnit) give(g gift) {
	if g.mode != SharedMeasure {
		u.given[g.from] = append(u.given[g.from], len(u.gives))
	}
	u.gives = append(u.gives, g)
}

func (b *cascadeBuilder) measure(unit int, ref Ref) *measure.Measure {
	card := b.cascade.units[unit].card
	return &card.time.Measures[card.slots[ref]]
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
			o.KPIs = slices.Clip(o.KPIs) // so that what is added is not added to the host's own
			for _, a := range b.added[i][o.ID] {
				o.KPIs = append(o.KPIs, a.kpi)
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

// reweigh gives a unit its own weights.
func (b *cascadeBuilder) reweigh(i int) {
	u := &b.cascade.units[i]
	if len(b.units[i].Weights) == 0 || u.card == nil {
		return
	}
	card, err := u.card.With(Overrides{Weights: b.units[i].Weights})
	var refused *DefinitionError
	if errors.As(err, &refused) {
		for _, p := range refused.Problems {
			p.Path = at("", "units", i) + p.Path
			b.problems = append(b.problems, p)
		}
		return
	}
	u.card = card
}
