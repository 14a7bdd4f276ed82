package cascade

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/period"
)

// A card is a scorecard with what a cascade often looks up in it. Nodes are numbered in definition order.
type card struct {
	*bsc.Scorecard
	almanac   *almanac.Almanac // its calendar
	nodes     []bsc.Ref
	index     map[bsc.Ref]int
	parent    []int                        // the node that each stands under; -1: none
	above     [][]int                      // that node, and what uses a KPI from elsewhere
	frequency map[bsc.Ref]period.Frequency // of KPIs and series
	series    map[bsc.Ref]int              // in definition order
	compared  map[bsc.Ref][]bsc.Ref        // the series that targets of KPIs are compared with
	judged    map[int]bool                 // KPIs whose score is people's judgement
	rules     map[int]bsc.Rules            // of KPIs that are calculated
	inputs    map[int][]bsc.Ref            // of the same
	readers   map[bsc.Ref][]int            // the KPIs that are calculated from a KPI or series, directly
}

// cardOf reads a scorecard, and its definition for what only the definition has.
func cardOf(s *bsc.Scorecard, def *bsc.Definition) *card {
	c := &card{
		Scorecard: s, nodes: s.Nodes(), index: map[bsc.Ref]int{}, frequency: map[bsc.Ref]period.Frequency{},
		series: map[bsc.Ref]int{}, compared: map[bsc.Ref][]bsc.Ref{},
	}
	c.almanac, _ = def.Calendar.Almanac() // Compile has checked it
	for at, ref := range c.nodes {
		c.index[ref] = at
	}
	c.arrange()
	for at, series := range def.Series {
		ref := bsc.SeriesRef(series.ID)
		c.frequency[ref], c.series[ref] = series.Frequency, at
	}
	for i := range def.Perspectives {
		for j := range def.Perspectives[i].Objectives {
			for _, k := range def.Perspectives[i].Objectives[j].KPIs {
				c.frequency[bsc.KPIRef(k.ID)] = k.Frequency
				for _, target := range k.Targets {
					if with := bsc.ParseRef(string(target.Against)); with.Kind == bsc.KindSeries {
						c.compared[bsc.KPIRef(k.ID)] = append(c.compared[bsc.KPIRef(k.ID)], with)
					}
				}
			}
		}
	}
	c.calculations()
	return c
}

// with returns the card of a scorecard that differs only in its weights.
func (c *card) with(s *bsc.Scorecard) *card {
	other := *c
	other.Scorecard = s
	return &other
}

// arrange finds the nodes above each node.
func (c *card) arrange() {
	c.parent, c.above = make([]int, len(c.nodes)), make([][]int, len(c.nodes))
	last := map[bsc.Kind]int{} // the latest node of each kind; nodes of the next kind stand under it
	over := map[bsc.Kind]bsc.Kind{
		bsc.KindPerspective: bsc.KindScorecard, bsc.KindObjective: bsc.KindPerspective, bsc.KindKPI: bsc.KindObjective,
	}
	for at, ref := range c.nodes {
		last[ref.Kind] = at
		c.parent[at] = -1
		if kind, ok := over[ref.Kind]; ok {
			c.parent[at] = last[kind]
		}
		for _, child := range c.Children(ref) {
			below := c.index[child.Ref]
			c.above[below] = append(c.above[below], at)
		}
	}
}

// calculations finds what each KPI is calculated from.
func (c *card) calculations() {
	c.judged = map[int]bool{}
	c.rules, c.inputs, c.readers = map[int]bsc.Rules{}, map[int][]bsc.Ref{}, map[bsc.Ref][]int{}
	for at, ref := range c.nodes {
		if ref.Kind != bsc.KindKPI {
			continue
		}
		rules, _ := c.Rules(ref)
		c.judged[at] = rules.Scorer.Name == "judged"
		if rules.Calculator.IsZero() {
			continue
		}
		c.rules[at], c.inputs[at] = rules, c.Inputs(ref)
		for _, input := range c.inputs[at] {
			if known := c.readers[input]; !slices.Contains(known, at) {
				c.readers[input] = append(known, at)
			}
		}
	}
}

// reads reports whether a KPI or series has readings of its own.
func (c *card) reads(ref bsc.Ref) bool {
	if _, ok := c.frequency[ref]; !ok {
		return false
	}
	at, isKPI := c.index[ref]
	_, calculated := c.rules[at]
	return !isKPI || !calculated && !c.judged[at]
}

// has reports whether a node or a series is on the card.
func (c *card) has(ref bsc.Ref) bool {
	_, isNode := c.index[ref]
	_, isMeasure := c.frequency[ref]
	return isNode || isMeasure
}

// place returns the place of a KPI or series: series follow the nodes.
func (c *card) place(ref bsc.Ref) int {
	if at, ok := c.index[ref]; ok {
		return at
	}
	return len(c.nodes) + c.series[ref]
}

// isKPI reports whether a node is a KPI.
func (c *card) isKPI(at int) bool { return c.nodes[at].Kind == bsc.KindKPI }

// inputsOf returns what a node gets from elsewhere or is calculated from: the node itself, or the inputs of its
// calculation.
func (c *card) inputsOf(at int) []bsc.Ref {
	if inputs := c.inputs[at]; len(inputs) > 0 {
		return inputs
	}
	return []bsc.Ref{c.nodes[at]}
}

// reading returns the node of a KPI; for a series, the nodes of the KPIs that are calculated from it.
func (c *card) reading(ref bsc.Ref) []int {
	if at, ok := c.index[ref]; ok {
		return []int{at}
	}
	return c.readers[ref]
}

// isRatio reports whether a KPI is calculated as a ratio, and returns its numerator and denominator.
func (c *card) isRatio(at int) (num, den bsc.Ref, is bool) {
	if c.rules[at].Calculator.Name != "ratio" {
		return num, den, false
	}
	return c.inputs[at][0], c.inputs[at][1], true
}
