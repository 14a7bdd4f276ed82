package cascade

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/almanac"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/words"
)

// builder turns org units into a cascade. It continues after a problem, so that all are found.
type builder struct {
	units    []OrgUnit
	past     past // what is not so any more
	options  *bsc.Options
	cascade  *Cascade
	problems bsc.Problems
	names    []string
	hints    faults.Hints
	compiled map[*bsc.Definition]*card
	sums     map[[2]member]bool           // what adds up to what, or is shared as what
	given    map[member]bsc.Pointer       // where each contributed score stands, by the KPI that stands for it
	calendar map[[2]*almanac.Almanac]bool // pairs that calendars has looked at
	added    []map[string][]addedKPI      // for each org unit, by objective: KPIs that stand for contributed scores
}

// An addedKPI stands on a card for a score that another org unit contributes.
type addedKPI struct {
	kpi  bsc.KPI
	from member
}

func (b *builder) report(path bsc.Pointer, unit string, p *bsc.Problem) {
	p.Path, p.Ref = path+p.Path, bsc.Ref{Kind: bsc.KindOrgUnit, ID: unit}
	b.problems = append(b.problems, p)
}

// build returns the cascade. Where there are problems that are no warnings, it is of no use.
func (b *builder) build() *Cascade {
	b.cascade = &Cascade{at: map[string]int{}, apart: map[almanac.Kind]apart{}, most: b.options.ResolvedLimits().Problems}
	b.calendar = map[[2]*almanac.Almanac]bool{}
	b.index()
	b.tree()
	for i := range b.units {
		b.cascade.units[i].card = b.cardOf(i)
	}
	b.connect()
	sortByPlace(b.problems)
	b.cascade.summed = sync.OnceValue(b.cascade.order)
	b.cascade.warnings = b.problems.Limit(b.options)
	return b.cascade
}

// connect finds what contributes to what.
func (b *builder) connect() {
	if b.problems.Err() != nil {
		return // without the cards, what contributes to what is unknown
	}
	b.added, b.given, b.sums = make([]map[string][]addedKPI, len(b.units)), map[member]bsc.Pointer{}, map[[2]member]bool{}
	for i := range b.cascade.now {
		for j := range b.units[i].Contributes {
			b.contribution(i, j)
		}
	}
	if b.problems.Err() == nil {
		for i := range b.cascade.now {
			b.extend(i)
		}
		for i := range b.cascade.now {
			b.reweigh(i)
		}
		b.earlier()
	}
	b.add()
	if b.problems.Err() == nil && b.arrange() {
		b.twice()
	}
}

// index collects the org units.
func (b *builder) index() {
	c := b.cascade
	c.now = len(b.units)
	b.units = append(slices.Clip(b.units), b.past.units...)
	for i, u := range b.units {
		c.units = append(c.units, unit{
			id: u.ID, name: u.Name, attributes: maps.Clone(u.Attributes), stay: b.stayOf(&u), parent: -1, given: map[bsc.Ref][]int{}, gets: map[int]member{},
			sums: map[bsc.Ref][]addend{}, shares: map[bsc.Ref]bool{}, gave: map[bsc.Ref][]gift{},
		})
		if p := problemOf(faults.CheckText(u.Name, false)); p != nil {
			b.report(unitPath(i)+"/name", u.ID, p)
		}
		if p := checkID(u.ID); p != nil {
			b.report(unitPath(i)+"/id", u.ID, p)
			continue
		}
		if first, twice := c.at[u.ID]; twice {
			p := fault(bsc.ErrDuplicate, "org_unit_twice", "id", u.ID)
			p.Hint = words.New("first_unit_at", "path", unitPath(first))
			b.report(unitPath(i)+"/id", u.ID, p)
			continue
		}
		c.at[u.ID] = i
		if i < c.now {
			b.names = append(b.names, u.ID)
		}
	}
	if len(b.units) == 0 {
		b.report("/units", "", fault(bsc.ErrInput, "no_org_units"))
	}
}

// stayOf returns the time of an org unit.
func (b *builder) stayOf(u *OrgUnit) stay {
	if known, is := b.past.stays[u.ID]; is {
		return known
	}
	return stay{since: u.Since, until: u.Until}
}

// unit finds an org unit that is in the organisation, by its id.
func (b *builder) unit(path bsc.Pointer, from, id string) (int, bool) {
	at, ok := b.cascade.at[id]
	switch {
	case !ok:
		p := fault(bsc.ErrUnknownRef, "no_such_unit", "unit", id)
		p.Hint = b.hints.DidYouMean(id, b.names)
		b.report(path, from, p)
	case at >= b.cascade.now:
		b.report(path, from, fault(bsc.ErrUnknownRef, "unit_is_gone", "unit", id))
		return at, false
	}
	return at, ok
}

// tree finds every org unit's parent.
func (b *builder) tree() {
	var edges []graph.Edge
	for i, u := range b.units[:b.cascade.now] {
		if u.Parent == "" {
			continue
		}
		if parent, ok := b.unit(unitPath(i)+"/parent", u.ID, u.Parent); ok {
			b.cascade.units[i].parent = parent
			edges = append(edges, graph.Edge{From: i, To: parent})
		}
	}
	g := graph.New(len(b.units), edges)
	b.cycles(g, "/parent", "circle_of_parents")
	b.levels(g, "/parent", "too_many_parents")
}

// cycles reports org units that lead back to themselves.
func (b *builder) cycles(g *graph.Graph, field bsc.Pointer, says string) {
	for _, cycle := range g.Cycles() {
		units := g.ShortestCycle(cycle)
		var names []string
		for _, u := range units {
			names = append(names, b.units[u].ID)
		}
		p := fault(bsc.ErrCycle, says, "units", strings.Join(names, " → "))
		b.report(unitPath(int(units[0]))+field, b.units[units[0]].ID, p)
	}
}

// levels reports the first org unit with too many others in a row below it.
func (b *builder) levels(g *graph.Graph, field bsc.Pointer, says string) {
	if unit, deep := g.Deeper(MaxLevels - 1); deep {
		b.report(unitPath(unit)+field, b.units[unit].ID, fault(bsc.ErrInput, says, "most", MaxLevels))
	}
}

// cardOf compiles an org unit's definition, unless it was compiled for another one. It returns nil, and reports why, if it
// cannot be compiled; for the next one it says nothing more.
func (b *builder) cardOf(i int) *card {
	of := b.units[i].Definition
	made, known := b.compiled[of]
	if !known {
		made = b.compile(i, of)
		b.compiled[of] = made
	}
	return made
}

// compile compiles a definition. If that has problems, it reports them as the org unit's and returns nil.
func (b *builder) compile(i int, def *bsc.Definition) *card {
	s, err := bsc.Compile(def, b.options)
	var refused *bsc.DefinitionError
	if errors.As(err, &refused) {
		for _, p := range refused.Problems {
			located := *p
			located.Path = unitPath(i) + "/definition" + p.Path
			b.problems = append(b.problems, &located)
		}
		return nil
	}
	return cardOf(s, def)
}

// extend compiles the card of an org unit to which scores are contributed, with the KPIs that stand for them.
func (b *builder) extend(i int) {
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
			o.KPIs = slices.Clip(o.KPIs) // appending must not write into the host's own
			for _, a := range b.added[i][o.ID] {
				o.KPIs = append(o.KPIs, a.kpi)
			}
		}
	}
	made := b.compile(i, &def)
	if made == nil {
		return
	}
	b.cascade.units[i].card = made
	for _, list := range b.added[i] {
		for _, a := range list {
			b.cascade.units[i].gets[made.index[bsc.KPIRef(a.kpi.ID)]] = a.from
		}
	}
}

// reweigh sets an org unit's own weights.
func (b *builder) reweigh(i int) {
	u := &b.cascade.units[i]
	if len(b.units[i].Weights) == 0 || u.card == nil {
		return
	}
	made, err := u.card.With(bsc.Overrides{Weights: b.units[i].Weights})
	var refused *bsc.DefinitionError
	if errors.As(err, &refused) {
		for _, p := range refused.Problems {
			p.Path = unitPath(i) + p.Path
			b.problems = append(b.problems, p)
		}
		return
	}
	u.card = u.card.with(made)
}
