package bsc

import (
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
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
		c.measures = append(c.measures, c.seriesMeasure(at("", "series", i), s))
	}
	card.series = slices.Clone(c.def.Series)
	card.readers = map[int][]int{}
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
	c.timing()
}

// timing makes what the engine knows of time of the measures, now that it is known what each is calculated from.
func (c *compiler) timing() {
	card := c.card
	for _, in := range c.inputs {
		kpi := card.nodes[in.node].kpi
		calc := joiningOf(kpi.calculator.policy)
		calc.Inputs = kpi.inputs
		m := &c.measures[kpi.slot]
		m.Calc = &calc
		if toDate := m.Basis.ToDate != 0 || m.Basis.Running; toDate && calc.Joining == measure.Changing && calc.Past == measure.Previous {
			p := fault(ErrTarget, "a change against the period before, of a value to date")
			p.Allowed = "against: last_year, or another basis"
			c.report(in.path, card.nodes[in.node].ref, p)
		}
	}
	card.time = measure.NewCard(card.almanac, c.measures, card.calculated)
	card.standing = card.time.Standing(card.calculated)
}

func (c *compiler) calculationCycle(slots []int32) {
	// Edges run from input to result; the cycle reads better the other way: what needs what.
	var refs []Ref
	for _, slot := range slots {
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
	p.Hint = c.hints.DidYouMean(id, c.names[KindSeries], c.names[KindKPI])
	c.report(path, from, p)
	return Ref{}, false
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
func endsBefore(a *almanac.Almanac, start, end period.Period) bool {
	first, okStart := a.Span(start.Label())
	last, okEnd := a.Span(end.Label())
	return okStart && okEnd && last.Last < first.First
}
