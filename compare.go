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

// CompareUnits compares the units of some results by one node, such as a KPI or an objective that all cards have.
// Scores are ranked as they are shown, with so many places, 0 to 10, so that nobody stands behind another who is shown
// the same. Results in which the node is not on the card are left out, with a warning.
//
// A unit is an Example where its score is in the best quarter, with the best rating of its scorecard and no
// less coverage than one, it is measured as most of the others are, and there are four units or more.
//
// People who compare units tend to look only at what the units have in common (Lipe and Salterio, The Accounting Review
// 2000): Own says how much of each is left out that way. Units are warned of that are measured differently: a KPI with
// another unit of measurement, direction, calculation, scorer or target than most; or, where there is no such thing as
// most, all of them.
func CompareUnits(of Ref, results []*Result, places int32) *Standing {
	c := &comparing{standing: &Standing{Of: of}, places: min(max(places, 0), 10)}
	for _, r := range results {
		c.add(cmp.Or(r, new(Result))) // EvaluateUnits yields none for an input that cannot be used
	}
	c.rank()
	c.spread()
	c.common()
	c.alike()
	c.examples()
	for _, u := range c.units {
		c.standing.Rows = append(c.standing.Rows, u.row)
	}
	return c.standing
}

type comparing struct {
	standing *Standing
	units    []compared // in the order of the rows, once they are ranked
	places   int32
	scores   []decimal.Decimal // ascending
}

// A compared unit has what its row is made of.
type compared struct {
	row    StandingRow
	shown  Score // with the places with which it is shown
	result *Result
	kpis   map[Ref]decimal.Decimal // below the node, or the KPI itself, with their effective weights in the scorecard
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
	u := compared{row: StandingRow{Unit: r.Unit(), Outcome: o, Shown: o.Score.Text(c.places)}, result: r, kpis: r.below(c.standing.Of)}
	if score, ok := o.Score.Decimal(); ok {
		c.scores = append(c.scores, score)
		u.shown = scoreOf(unitsOf(score.Round(c.places)))
	}
	c.units = append(c.units, u)
}

// below returns the KPIs under a node, or the KPI itself, with their effective weights.
func (r *Result) below(of Ref) map[Ref]decimal.Decimal {
	kpis := map[Ref]decimal.Decimal{}
	card := r.e.card
	r.e.allShares()
	open := []int{card.index[of]}
	for len(open) > 0 {
		at := open[len(open)-1]
		open = open[:len(open)-1]
		if card.nodes[at].kpi != nil {
			kpis[card.nodes[at].ref] = decimal.New(r.e.share(at), 0)
		}
		for _, ch := range card.nodes[at].children {
			open = append(open, ch.node)
		}
	}
	return kpis
}

// rank sorts the units, and numbers their rows.
func (c *comparing) rank() {
	slices.SortFunc(c.scores, decimal.Decimal.Cmp)
	slices.SortStableFunc(c.units, func(a, b compared) int { return b.shown.Compare(a.shown) })
	for i := range c.units {
		row := &c.units[i].row
		score, ok := row.Outcome.Score.Decimal()
		if !ok {
			continue
		}
		row.Rank = i + 1
		if i > 0 && c.units[i-1].row.Shown == row.Shown {
			row.Rank = c.units[i-1].row.Rank
		}
		row.Gap = decimal.NewNullDecimal(c.scores[len(c.scores)-1].Sub(score))
	}
}

// spread describes the scores, and puts the rows into quarters.
func (c *comparing) spread() {
	s := &c.standing.Spread
	n := len(c.scores)
	s.Scored, s.Missing = n, len(c.units)-n
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
	for i := range c.units {
		row := &c.units[i].row
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
	having := map[Ref]int{}
	for _, u := range c.units {
		for ref := range u.kpis {
			having[ref]++
		}
	}
	for i := range c.units {
		u := &c.units[i]
		var part, all decimal.Decimal
		for ref, share := range u.kpis {
			all = all.Add(share)
			if having[ref] < len(c.units) {
				part = part.Add(share)
			}
		}
		if part.Sign() > 0 {
			u.row.Own = newRatio(part, all).decimal()
			c.warn(u.row.Unit, "%s of its weight is on KPIs that not all units have", canonical(u.row.Own))
		}
	}
}

// alike warns of units in which KPIs are measured otherwise than in most.
func (c *comparing) alike() {
	most, various := c.usual()
	for _, u := range c.units {
		for _, ref := range sortedRefs(u.kpis) {
			for _, t := range u.result.traits(ref) {
				if various[t.of] {
					c.warn(u.row.Unit, "%s has %s %s, and no more than half have the same", ref, t.of.name, orNone(t.value))
				}
				if usual := most[t.of]; usual != "" && t.value != usual {
					c.warn(u.row.Unit, "%s has %s %s, most have %s", ref, t.of.name, orNone(t.value), orNone(usual))
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

// A trait is one way in which a KPI is measured.
type trait struct {
	of    traitOf
	value string
}

type traitOf struct {
	kpi  Ref
	name string
}

// traits lists how a KPI is measured.
func (r *Result) traits(ref Ref) []trait {
	at := r.e.card.index[ref]
	k := r.e.card.nodes[at].kpi
	target := ""
	if value := r.e.state(at).target.Value; value.Valid {
		target = canonical(value.Decimal)
	}
	traits := []trait{
		{traitOf{ref, "the unit"}, k.unit},
		{traitOf{ref, "the direction"}, string(k.direction)},
		{traitOf{ref, "the scorer"}, k.scorer.name},
		{traitOf{ref, "the calculator"}, k.calculator.name},
		{traitOf{ref, "the target"}, target},
	}
	for i := range traits {
		traits[i].value = cmp.Or(traits[i].value, noTrait)
	}
	return traits
}

// usual returns what more than half of the units that have a KPI have of each trait, and the traits of which
// there is no such value.
func (c *comparing) usual() (most map[traitOf]string, various map[traitOf]bool) {
	counts := map[traitOf]map[string]int{}
	with := map[Ref]int{}
	for _, u := range c.units {
		for ref := range u.kpis {
			with[ref]++
			for _, t := range u.result.traits(ref) {
				if counts[t.of] == nil {
					counts[t.of] = map[string]int{}
				}
				counts[t.of][t.value]++
			}
		}
	}
	most, various = map[traitOf]string{}, map[traitOf]bool{}
	for of, values := range counts {
		various[of] = true
		for value, n := range values {
			if 2*n > with[of.kpi] {
				most[of] = value
				delete(various, of)
			}
		}
	}
	return most, various
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
	for i := range c.units {
		row := &c.units[i].row
		ratings := c.units[i].result.e.card.ratings
		best := ratings[len(ratings)-1].ID
		row.Example = row.Quarter == 1 && row.Outcome.Rating == best && row.Outcome.Coverage.Equal(one()) && !warned[row.Unit]
	}
}
