package bridge

import (
	"cmp"
	"slices"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/attribution"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A Cause is one of the five reasons why a score is another than before.
type Cause string

// The causes, in the order in which a Bridge has them.
const (
	Restated    Cause = "restated"    // the earlier figures are known otherwise now
	Structure   Cause = "structure"   // KPIs were added, retired or moved, or are scored by other policies
	Weights     Cause = "weights"     // nodes weigh otherwise
	Targets     Cause = "targets"     // targets have moved
	Performance Cause = "performance" // actuals are others, are there or missing now, or were judged otherwise
)

// causes are all of them, in order.
func causes() []Cause { return []Cause{Restated, Structure, Weights, Targets, Performance} }

// An Event is what happened to a node, where that is more than another number.
type Event string

// The events.
const (
	Entered  Event = "entered"  // a KPI was added to the scorecard
	Retired  Event = "retired"  // a KPI was taken off the scorecard
	Appeared Event = "appeared" // a node that had no score has one
	Vanished Event = "vanished" // a node that had a score has none
	Judged   Event = "judged"   // a person's judgement decides, decided or decides otherwise
	Method   Event = "method"   // the scorecard computes otherwise: other policies, or nodes in other places
)

// A Bridge is the way from one score to another: what each cause has brought, and within each cause each node. It is
// plain data and belongs to the caller.
type Bridge struct {
	Ref    bsc.Ref         `json:"ref"`
	Name   string          `json:"name,omitempty"`
	From   End             `json:"from"`
	To     End             `json:"to"`
	Change decimal.Decimal `json:"change"` // To.Score - From.Score, on the scale of the scores
	// Steps has every cause, in the order of the constants; the Change of one that did not differ is 0. They add up to
	// Change to the last digit.
	Steps []Step `json:"steps"`
	// Mixed says that some of the scores between were no scores, as where an actual has no target on the other side. Such
	// a score is taken to lie half-way, so that the causes share what could not be told apart.
	Mixed bool `json:"mixed,omitempty"`
}

// An End is a score at one end of a Bridge.
type End struct {
	Period  period.Period `json:"period"`
	OrgUnit string        `json:"unit,omitempty"`
	AsOf    time.Time     `json:"as_of,omitzero"`
	Score   bsc.Score     `json:"score"`
	Display string        `json:"display"` // the score to the places of its scale, consistent with the rating
	Rating  bsc.Rating    `json:"rating,omitempty"`
}

// A Step is what one cause has brought.
type Step struct {
	Cause  Cause           `json:"cause"`
	Change decimal.Decimal `json:"change"`
	// Parts say which nodes, the largest first. They add up to Change to the last digit.
	Parts []Part `json:"parts"`
}

// A Part is what a cause has brought by one node: a KPI, a node whose weight has changed, or one that somebody judged.
type Part struct {
	Ref    bsc.Ref         `json:"ref"`
	Name   string          `json:"name,omitempty"`
	Unit   string          `json:"unit,omitempty"` // of a KPI: what its actual and its target are measured in
	Change decimal.Decimal `json:"change"`         // of the score of the Bridge
	Event  Event           `json:"event,omitempty"`
	From   Standing        `json:"from,omitzero"`
	To     Standing        `json:"to,omitzero"`
}

// A Standing is how a node stood at one end. The zero Standing is that of a node that was not there.
type Standing struct {
	Actual decimal.NullDecimal `json:"actual,omitzero"` // of KPIs
	Label  string              `json:"label,omitempty"` // of KPIs that are read as labels
	Target decimal.NullDecimal `json:"target,omitzero"` // of KPIs: the target in force
	Weight decimal.NullDecimal `json:"weight,omitzero"` // among its siblings
	Score  bsc.Score           `json:"score,omitzero"`  // what it counts with
}

// Options say what a Bridge is of. The zero Options, and nil, are of the scorecard's own score.
type Options struct {
	// Node is whose score is explained, so that a user can look into a part of the whole. Zero: the scorecard's.
	Node bsc.Ref
	// Restated is the earlier of the two results as it is known now: its period, evaluated as of the moment of the later
	// one. Then what was corrected since is a cause of its own. Nil: the two are compared as they are.
	Restated *bsc.Result
}

// Between explains why the score of a node is another in one result than in another: of two periods, moments, versions
// of a definition or org units. Both need a score for the node; KPIs are the same on both scorecards if their ids are.
//
// Each cause is given what it brings on average over all orders in which the causes may have taken effect, the value of
// Shapley (1953), computed from mixes of the two results: see bsc.Mix. What was corrected comes before what was
// performed. Retired KPIs leave first, and new ones enter last, so that the rest is compared on what both scorecards
// have. So no cause is favoured by being looked at first, parts add up exactly, and the bridge back is the same with
// other signs.
//
// Within a cause, the change of each node is divided among its children: under a mean by the mean of both weights, under
// a geometric mean by the logarithmic mean Divisia index, and under every other aggregator by the Shapley value over up
// to 12 children that have changed and along the straight path (Aumann and Shapley 1974) over more. A child's part goes
// on to what is below it in proportion to what that has brought there, so that the parts of a child that stayed as it
// was may cancel.
//
// The error is an *bsc.InputError: a result is missing or has no score for the node, or Restated is of neither period.
func Between(from, to *bsc.Result, o *Options) (*Bridge, error) {
	g, err := newGame(from, to, o)
	if err != nil {
		return nil, err
	}
	g.play()
	return g.bridge(), nil
}

// Of returns what a cause has brought, so that one line answers whether it was performance or a moved target.
func (b *Bridge) Of(c Cause) decimal.Decimal {
	if b != nil {
		for i := range b.Steps {
			if b.Steps[i].Cause == c {
				return b.Steps[i].Change
			}
		}
	}
	return decimal.Decimal{}
}

// Parts returns the parts of all causes, the largest first, and equal ones in the order of the causes.
func (b *Bridge) Parts() []CausedPart {
	if b == nil {
		return nil
	}
	var list []CausedPart
	for _, s := range b.Steps {
		for _, p := range s.Parts {
			list = append(list, CausedPart{s.Cause, p})
		}
	}
	slices.SortStableFunc(list, func(a, b CausedPart) int { return b.Change.Abs().Cmp(a.Change.Abs()) })
	return list
}

// A CausedPart is a Part with its cause.
type CausedPart struct {
	Cause Cause `json:"cause"`
	Part
}

// bridge makes the Bridge of what was played.
func (g *game) bridge() *Bridge {
	from, _ := g.from.Of(g.at(g.from))
	to, _ := g.to.Of(g.at(g.to))
	b := &Bridge{
		Ref: to.Ref, Name: cmp.Or(to.Name, from.Name), From: end(g.from, &from), To: end(g.to, &to), Mixed: g.mixed,
	}
	b.Change = score(g.last - g.first)
	units := g.units()
	for _, c := range causes() {
		b.Steps = append(b.Steps, Step{Cause: c, Change: score(units[c]), Parts: g.partsOf(c, units[c])})
	}
	return b
}

func end(r *bsc.Result, o *bsc.Outcome) End {
	return End{
		Period: r.Period(), OrgUnit: r.OrgUnit(), AsOf: r.AsOf(), Score: o.Score, Rating: o.Rating,
		Display: r.Display(o.Ref, r.Scorecard().Scale().Places()),
	}
}

// score returns a number of units as one.
func score(units int64) decimal.Decimal { return decimal.New(units, -exact.Places).Normalize() }

// partsOf rounds the parts of a cause so that they add up to what it has brought.
func (g *game) partsOf(c Cause, units int64) []Part {
	list := []Part{}
	add := func(parts []attribution.Whole, event Event) {
		for _, w := range parts {
			list = append(list, g.part(c, w, event))
		}
	}
	if c == Structure {
		out, in := g.common.first-g.first, g.last-g.common.last
		add(g.division.Round(g.retired, g.at(g.to), 1, out), Retired)
		add(g.division.Round(g.entered, g.at(g.to), 1, in), Entered)
		if rest := units - out - in; rest != 0 {
			add([]attribution.Whole{{Ref: g.at(g.to), Units: rest}}, Method)
		}
	} else if parts := g.parts[c]; parts != nil {
		add(g.division.Round(*parts, g.at(g.to), g.ways, units), "")
	}
	step := Step{Parts: list}
	step.sort()
	return step.Parts
}

// sort puts the largest parts first.
func (s *Step) sort() {
	slices.SortStableFunc(s.Parts, func(a, b Part) int { return b.Change.Abs().Cmp(a.Change.Abs()) })
}

// part makes a Part of what a node has brought.
func (g *game) part(c Cause, w attribution.Whole, event Event) Part {
	p := Part{Ref: w.Ref, Change: score(w.Units), Event: event}
	from, to := g.from, g.to
	if g.between != nil { // on the way, and what was corrected lies on one side of it
		if (c == Restated) == g.early {
			to = g.between
		} else {
			from = g.between
		}
	}
	was, had := g.outcome(from, w.Ref)
	is, has := g.outcome(to, w.Ref)
	p.Name, p.Unit = cmp.Or(is.Name, was.Name), cmp.Or(is.Unit, was.Unit)
	if had {
		p.From = standing(was)
	}
	if has {
		p.To = standing(is)
	}
	if event != "" || c != Performance && c != Restated {
		return p
	}
	switch a, b := was.Counted.Valid(), is.Counted.Valid(); {
	case g.from.IsJudged(w.Ref) || g.to.IsJudged(w.Ref):
		p.Event = Judged
	case b && !a:
		p.Event = Appeared
	case a && !b:
		p.Event = Vanished
	}
	return p
}

// outcome returns how a node stands in one of the results, or the zero Outcome.
func (g *game) outcome(r *bsc.Result, of bsc.Ref) (*bsc.Outcome, bool) {
	key := outcomeOf{r, of}
	o, known := g.outcomes[key]
	if !known {
		if found, ok := r.Of(of); ok {
			o = &found
		}
		g.outcomes[key] = o
	}
	if o == nil {
		return &bsc.Outcome{}, false
	}
	return o, true
}

// An outcomeOf names an outcome.
type outcomeOf struct {
	result *bsc.Result
	of     bsc.Ref
}

func standing(o *bsc.Outcome) Standing {
	return Standing{
		Actual: o.Actual, Label: o.Label, Target: o.Target.Value, Score: o.Counted,
		Weight: decimal.NewNullDecimal(o.Weight),
	}
}
