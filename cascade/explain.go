package cascade

import "github.com/go-bsc/bsc"

// MaxExplained is how many org units an Explanation follows at most: whose scores it explains, and whose values it lists,
// each time they count.
const MaxExplained = 1000

// An Explanation shows how a node of an org unit came to its score: the arithmetic on its own card, and that of what
// others bring to it, down to the readings of those who measured them. Package report writes it as JSON.
type Explanation struct {
	OrgUnit string
	Of      *bsc.Explanation // on the card of the org unit, down to its KPIs
	Brought []Brought        // what others bring to these KPIs, in definition order
	// Counts are the ways up from the node to the objectives at the top, in the explanation that was asked for. There are
	// none in those of what it counts.
	Counts     []Sight
	MoreCounts bool // there are other ways
}

// A Brought is what other org units bring to a KPI of an explained card.
type Brought struct {
	To   bsc.Ref // the KPI
	Mode Mode
	// Addends are what adds up to the KPI, or to what it is calculated from, down to the readings, all over the periods of
	// the KPI's value.
	Addends []bsc.AddendTree
	More    int // how many of the Addends are left out
	// From is the node whose score the KPI stands for, or the KPI or series whose readings it shares now.
	From  Step
	Score *Explanation // of From, where the KPI stands for its score; nil: it is told elsewhere, or left out
	Told  bool         // From is explained elsewhere in this explanation
}

// Explain explains a node of an org unit, down through whatever others contribute to it. It goes from the node to what
// it counts, and from those to what they count. What counts in several ways is explained once. After MaxExplained org
// units the rest is left out, and the explanation says of what. Judgements that stand in place of a score are named
// where they count. It takes time in proportion to what it shows.
//
// The error is a *bsc.Problem with bsc.ErrUnknownRef.
func (r *Result) Explain(unit string, of bsc.Ref) (*Explanation, error) {
	at, ok := r.here(unit)
	if !ok {
		p := fault(bsc.ErrUnknownRef, "no_such_unit", "unit", unit)
		p.Ref = bsc.Ref{Kind: bsc.KindOrgUnit, ID: unit}
		return nil, p
	}
	node, ok := r.cascade.units[at].card.index[of]
	if !ok {
		_, err := r.results[at].Explain(of)
		return nil, err
	}
	first := &Explanation{OrgUnit: unit}
	e := explainer{Result: r, told: map[climbed]bool{}, left: MaxExplained}
	e.follow(first, climbed{at, node})
	for len(e.waiting) > 0 {
		next := e.waiting[0]
		e.waiting = e.waiting[1:]
		e.explain(next.into, next.of)
	}
	first.Counts, first.MoreCounts = r.LineOfSight(unit, of)
	return first, nil
}

// An explainer explains what is nearest to the top first.
type explainer struct {
	*Result
	told    map[climbed]bool
	left    int // how many org units it may still follow
	waiting []waiting
}

// waiting is a node that is not explained yet.
type waiting struct {
	into *Explanation
	of   climbed
}

func (e *explainer) follow(into *Explanation, of climbed) {
	e.told[of] = true
	e.left--
	e.waiting = append(e.waiting, waiting{into, of})
}

// explain explains a node on its card, and looks for what others bring.
func (e *explainer) explain(into *Explanation, of climbed) {
	u := &e.cascade.units[of.unit]
	into.Of, _ = e.results[of.unit].Explain(u.card.nodes[of.node]) // it is on the card
	known := map[bsc.Ref]bool{}
	var walk func(x *bsc.Explanation) // four levels deep
	walk = func(x *bsc.Explanation) {
		if ref := x.Outcome.Ref; ref.Kind == bsc.KindKPI && !known[ref] {
			known[ref] = true
			if b, is := e.brought(of.unit, ref); is {
				into.Brought = append(into.Brought, b)
			}
		}
		for i := range x.Below {
			walk(&x.Below[i])
		}
	}
	walk(into.Of)
}

// brought returns what others bring to a KPI; false if it is its org unit's own.
func (e *explainer) brought(unit int, kpi bsc.Ref) (b Brought, is bool) {
	u := &e.cascade.units[unit]
	b.To = kpi
	if m, isScore := u.gets[u.card.index[kpi]]; isScore {
		b.Mode, b.From = Contributory, e.step(m)
		from := climbed{m.unit, e.nodeOf(m)}
		switch b.Told = e.told[from]; {
		case b.Told, e.left <= 0:
		default:
			b.Score = &Explanation{OrgUnit: b.From.OrgUnit}
			e.follow(b.Score, from)
		}
		return b, true
	}
	if u.shares[kpi] {
		b.Mode, b.From = SharedMeasure, e.step(u.sums[kpi][0].member)
		return b, true
	}
	b.Mode = Additive
	b.Addends, b.More = e.results[unit].AddendTree(kpi, e.left)
	e.left -= sizeOf(b.Addends)
	return b, len(b.Addends) > 0 || b.More > 0
}

func (r *Result) step(m member) Step { return Step{r.cascade.units[m.unit].id, m.ref} }

// sizeOf counts the addends of a tree, which is at most MaxLevels deep.
func sizeOf(tree []bsc.AddendTree) int {
	n := len(tree)
	for i := range tree {
		n += sizeOf(tree[i].Below)
	}
	return n
}
