package bsc

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"
)

// A Standing compares units by one node of their scorecards: who is best, how far the others
// are, and whether they may be compared at all. It is plain data.
type Standing struct {
	Of       Ref
	Rows     []StandingRow // the best first, those without a score last; of the same, in the order given
	Spread   Spread        // of the scores
	Warnings Problems      // why the units are not quite comparable; their Ref names the unit
}

// A StandingRow is one unit in a Standing.
type StandingRow struct {
	Unit    string
	Outcome Outcome
	Shown   string              // the score as it is shown
	Rank    int                 // 1 is best; those shown alike share a rank, and the next is skipped; 0: no score
	Gap     decimal.NullDecimal // to the best, in points: 0 or more
	Quarter int                 // 1 is the best quarter, above the upper quartile or on it, 4 the lowest; 0: no score
	Own     decimal.Decimal     // the share of the node's weight on KPIs that not all units have, 0 to 1
	Example bool                // worth learning from: see CompareUnits
}

// A Spread describes scores. Nothing is valid where there are none.
type Spread struct {
	Scored, Missing int
	Lowest, Highest decimal.NullDecimal
	Lower, Median   decimal.NullDecimal // quartiles between the two scores nearest to them, as spreadsheets give them
	Upper           decimal.NullDecimal
	Mean            decimal.NullDecimal // rounded to 10 places
}

// CompareUnits compares the units of some results by one node, such as a KPI or an objective that all cards
// have. Scores are ranked as they are shown, with so many places, 0 to 10, so that nobody stands behind another who is shown the same. Results in
// which the node is not on the card are left out, with a warning.
//
// A unit is an Example where its score is in the best quarter, with the best rating of its scorecard and no
// less coverage than one, it is measured as most of the others are, and there are four units or more.
//
// People who compare units tend to look only at what the units have in common (Lipe and Salterio, The Accounting Review
// 2000): Own says how much of each is left out that way. Units are warned of that are measured differently: a KPI with another
// unit of measurement, direction, calculation, scorer or target than most; or, where there is no such thing as most, all of them.
func CompareUnits(of Ref, results []*Result, places int32) *Standing {
	c := &comparing{standing: &Standing{Of: of}, places: min(max(places, 0), 10)}
	for _, r := range results {
		c.add(r)
	}
	slices.SortFunc(c.scores, decimal.Decimal.Cmp)
	c.rank()
	c.spread()
	c.common()
	c.alike()
	c.examples()
	return c.standing
}

type comparing struct {
	standing *Standing
	results  []*Result // of the rows, in their order
	places   int32
	scores   []decimal.Decimal // ascending
}

func (c *comparing) warn(unit, text string, args ...any) {
	p := fault(ErrNotComparable, text, args...)
	p.Warning, p.Ref = true, Ref{KindUnit, unit}
	c.standing.Warnings = append(c.standing.Warnings, p)
}

func (c *comparing) add(r *Result) {
	o, ok := r.Of(c.standing.Of)
	if !ok {
		c.warn(r.Unit(), "%s is not on its scorecard", c.standing.Of)
		return
	}
	row := StandingRow{Unit: r.Unit(), Outcome: o, Shown: o.Score.Text(c.places)}
	if score, ok := o.Score.Decimal(); ok {
		c.scores = append(c.scores, score)
	}
	c.standing.Rows = append(c.standing.Rows, row)
	c.results = append(c.results, r)
}

// rank sorts the rows, and numbers them.
func (c *comparing) rank() {
	rows := c.standing.Rows
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	shown := func(i int) Score { return c.shown(rows[i].Outcome.Score) }
	slices.SortStableFunc(order, func(a, b int) int { return shown(b).Compare(shown(a)) })
	sorted, results := make([]StandingRow, len(rows)), make([]*Result, len(rows))
	for i, at := range order {
		sorted[i], results[i] = rows[at], c.results[at]
		score, ok := sorted[i].Outcome.Score.Decimal()
		if !ok {
			continue
		}
		sorted[i].Rank = i + 1
		if i > 0 && sorted[i-1].Shown == sorted[i].Shown {
			sorted[i].Rank = sorted[i-1].Rank
		}
		sorted[i].Gap = decimal.NewNullDecimal(c.scores[len(c.scores)-1].Sub(score))
	}
	c.standing.Rows, c.results = sorted, results
}

// shown returns a score with the places with which it is shown.
func (c *comparing) shown(s Score) Score {
	if !s.Valid() {
		return s
	}
	return scoreOf(unitsOf(s.value().Round(c.places)))
}

// spread describes the scores, and puts the rows into quarters.
func (c *comparing) spread() {
	s := &c.standing.Spread
	n := len(c.scores)
	s.Scored, s.Missing = n, len(c.standing.Rows)-n
	if n == 0 {
		return
	}
	s.Lowest, s.Highest = decimal.NewNullDecimal(c.scores[0]), decimal.NewNullDecimal(c.scores[n-1])
	s.Lower, s.Median, s.Upper = c.quartile(1), c.quartile(2), c.quartile(3)
	var sum decimal.Decimal
	for _, score := range c.scores {
		sum = sum.Add(score)
	}
	s.Mean = decimal.NewNullDecimal(newRatio(sum, decimal.New(int64(n), 0)).decimal())
	for i := range c.standing.Rows {
		row := &c.standing.Rows[i]
		score, ok := row.Outcome.Score.Decimal()
		if !ok {
			continue
		}
		row.Quarter = 4
		for q, limit := range []decimal.NullDecimal{s.Lower, s.Median, s.Upper} {
			if score.GreaterThanOrEqual(limit.Decimal) {
				row.Quarter = 3 - q
			}
		}
	}
}

// quartile interpolates between the two scores around a quarter of the way: Hyndman and Fan's type 7. It is exact.
func (c *comparing) quartile(q int) decimal.NullDecimal {
	at := (len(c.scores) - 1) * q
	low := c.scores[at/4]
	if rest := at % 4; rest > 0 {
		low = low.Add(c.scores[at/4+1].Sub(low).Mul(decimal.New(int64(rest)*25, -2)))
	}
	return decimal.NewNullDecimal(low.Normalize())
}

// common finds how much of each unit's weight is on KPIs that not all have.
func (c *comparing) common() {
	units := map[Ref]int{}
	for _, r := range c.results {
		for ref := range r.below(c.standing.Of) {
			units[ref]++
		}
	}
	own := false
	for i, r := range c.results {
		var part, all decimal.Decimal
		for ref, share := range r.below(c.standing.Of) {
			all = all.Add(share)
			if units[ref] < len(c.results) {
				part = part.Add(share)
			}
		}
		if part.Sign() > 0 {
			c.standing.Rows[i].Own = newRatio(part, all).decimal()
			own = true
		}
	}
	if !own {
		return
	}
	for _, row := range c.standing.Rows {
		if row.Own.Sign() > 0 {
			c.warn(row.Unit, "%s of its weight is on KPIs that not all units have", canonical(row.Own))
		}
	}
}

// below returns the KPIs under a node, or the KPI itself, with their effective weights in the scorecard.
func (r *Result) below(of Ref) map[Ref]decimal.Decimal {
	kpis := map[Ref]decimal.Decimal{}
	card := r.e.card
	open := []int{card.index[of]}
	for len(open) > 0 {
		at := open[len(open)-1]
		open = open[:len(open)-1]
		if card.nodes[at].kpi != nil {
			kpis[card.nodes[at].ref] = decimal.New(r.e.states[at].share, 0)
		}
		for _, ch := range card.nodes[at].children {
			open = append(open, ch.node)
		}
	}
	return kpis
}

// alike warns of units in which KPIs are measured otherwise than in most.
func (c *comparing) alike() {
	most, various := c.usual()
	for i, r := range c.results {
		for _, ref := range sortedKPIs(r.below(c.standing.Of)) {
			m := r.measuredAs(ref)
			for _, trait := range m.traits() {
				key := traitOf{ref, trait.name}
				if various[key] {
					c.warn(c.standing.Rows[i].Unit, "%s has %s %s, and no more than half have the same", ref, trait.name, orNone(trait.value))
				}
				if usual := most[key]; usual != "" && trait.value != usual {
					c.warn(c.standing.Rows[i].Unit, "%s has %s %s, most have %s", ref, trait.name, orNone(trait.value), orNone(usual))
				}
			}
		}
	}
}

func orNone(s string) string {
	if s == noTrait {
		return "none"
	}
	return quote(s)
}

// noTrait is what a KPI has that does not say.
const noTrait = "\x00"

type traitOf struct {
	kpi  Ref
	name string
}

// A trait is one way in which a KPI is measured.
type trait struct{ name, value string }

// measuredAs is how a KPI is measured.
type measuredAs struct {
	unit, direction, scorer, calculator, target string
}

func (m measuredAs) traits() []trait {
	return []trait{
		{"the unit", m.unit}, {"the direction", m.direction}, {"the scorer", m.scorer}, {"the calculator", m.calculator}, {"the target", m.target},
	}
}

func (r *Result) measuredAs(ref Ref) measuredAs {
	at := r.e.card.index[ref]
	k := r.e.card.nodes[at].kpi
	m := measuredAs{unit: k.unit, direction: string(k.direction), scorer: k.scorer.name, calculator: k.calculator.name}
	if target := r.e.states[at].target.Value; target.Valid {
		m.target = canonical(target.Decimal)
	}
	for _, s := range []*string{&m.unit, &m.direction, &m.scorer, &m.calculator, &m.target} {
		*s = cmp.Or(*s, noTrait)
	}
	return m
}

// usual returns what more than half of the units that have a KPI have of each trait, and the traits of which
// there is no such value.
func (c *comparing) usual() (most map[traitOf]string, various map[traitOf]bool) {
	counts := map[traitOf]map[string]int{}
	with := map[Ref]int{}
	for _, r := range c.results {
		for ref := range r.below(c.standing.Of) {
			with[ref]++
			for _, t := range r.measuredAs(ref).traits() {
				key := traitOf{ref, t.name}
				if counts[key] == nil {
					counts[key] = map[string]int{}
				}
				counts[key][t.value]++
			}
		}
	}
	most, various = map[traitOf]string{}, map[traitOf]bool{}
	for key, values := range counts {
		various[key] = true
		for value, n := range values {
			if 2*n > with[key.kpi] {
				most[key] = value
				delete(various, key)
			}
		}
	}
	return most, various
}

func sortedKPIs(of map[Ref]decimal.Decimal) []Ref {
	refs := make([]Ref, 0, len(of))
	for ref := range of {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, func(a, b Ref) int { return cmp.Compare(a.ID, b.ID) })
	return refs
}

// examples marks the units worth learning from.
func (c *comparing) examples() {
	if c.standing.Spread.Scored < 4 {
		return
	}
	warned := map[string]bool{}
	for _, p := range c.standing.Warnings {
		warned[p.Ref.ID] = true
	}
	for i := range c.standing.Rows {
		row := &c.standing.Rows[i]
		ratings := c.results[i].e.card.ratings
		best := ratings[len(ratings)-1].ID
		row.Example = row.Quarter == 1 && row.Outcome.Rating == best && row.Outcome.Coverage.Equal(one()) && !warned[row.Unit]
	}
}
