package cascade

import (
	"iter"
	"sync"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/period"
)

// An OrgUnit is a part of an organisation with a scorecard of its own: a division, a department, a team, a person. It
// is plain data; a host makes one of each row of its organisation chart, or reads a list of them with bsc.Unmarshal.
type OrgUnit struct {
	ID     string        `json:"id"` // its id, also the OrgUnit of its readings and targets
	Name   string        `json:"name,omitempty"`
	Parent string        `json:"parent,omitempty"` // the id of the org unit above; "" for one at the top
	Since  period.Period `json:"since,omitzero"`   // its first period, of any size: what lies before does not apply; zero: always
	Until  period.Period `json:"until,omitzero"`   // its last period, of any size; zero: always
	// Attributes are its own, such as a region or a person's grade, for a host's policies.
	Attributes map[string]string `json:"attributes,omitempty"`
	// Definition is its scorecard. Org units that share one pointer share a template, compiled once. In JSON each has
	// its own.
	Definition  *bsc.Definition        `json:"definition,omitempty"`
	Weights     map[bsc.Ref]bsc.Number `json:"weights,omitempty"`     // its own, in place of the definition's
	Contributes []Contribution         `json:"contributes,omitempty"` // what it brings to other org units
}

// A Contribution is what an org unit brings to the scorecard of another, usually of the one above it.
type Contribution struct {
	Mode    Mode       `json:"mode"`
	From    bsc.Ref    `json:"from"`             // a KPI or series of this org unit's card that is not calculated; contributory: any node
	To      bsc.Ref    `json:"to"`               // a KPI or series of the other card that is not calculated; contributory: an objective
	OrgUnit string     `json:"unit,omitempty"`   // the other org unit; "" is the parent
	Weight  bsc.Number `json:"weight,omitempty"` // contributory: its weight among what stands under To; "" is 1
	Factor  bsc.Factor `json:"factor,omitzero"`  // additive: converts its values before they add up; zero: they add up as they are
}

// A Mode says how a contribution counts.
type Mode string

// The modes of contribution.
const (
	// Additive: the values of all contributors add up to those of To, period by period. Then To is scored against its
	// own target, or the sum of theirs: see bsc.KPI.Target. To has no readings of its own. What does not apply to an
	// org unit is left out, of every input of a calculation. If a contributor's value is missing, the period is
	// missing, unless bsc.KPI.Contributors is partial. To may be a series that a ratio reads, so that rates are ratios
	// of sums. A Factor converts pounds into euros, or counts a share.
	Additive Mode = "additive"
	// Contributory: the score of From is a child of the objective To, with a weight. It brings its coverage and bounds
	// along. It stands there as a KPI whose id is made of the org unit and From: north/objective:serve. Both cards need
	// the same scale, and the same days in the period that is evaluated.
	Contributory Mode = "contributory"
	// SharedMeasure: From is To itself. Both cards show the readings of the other org unit, each with its own target
	// and weight.
	SharedMeasure Mode = "shared"
)

// MaxLevels is the greatest depth of a cascade: how many org units may stand above one another, or contribute to one
// another in a row.
const MaxLevels = 64

// A Cascade holds the scorecards of an organisation, compiled together with what they contribute to one another. It is
// immutable and safe for concurrent use.
type Cascade struct {
	units []unit
	timed bool // what adds up to what has changed with time
	now   int  // how many of them are in the organisation; those after them were, and are in sums of the past
	at    map[string]int
	// In levels, org units that contribute scores come before those they contribute to; within a level none contributes
	// to another.
	levels   [][]int
	summed   func() []member // see order; computed once
	sums     *bsc.Sums
	apart    map[almanac.Kind]apart // where scores count on a card whose periods of a kind have other days
	warnings bsc.Problems
	most     int                // how many problems of readings are listed
	others   map[string][]*card // of a Timeline: the cards of org units at all times
}

// apart is an org unit, and another that counts its score and has another calendar.
type apart struct{ from, to int }

// A unit is an org unit with all that evaluating it needs.
type unit struct {
	id, name   string
	attributes map[string]string
	stay
	parent int // -1: none
	card   *card
	gives  []gift
	given  map[bsc.Ref][]int    // the places of its gives by what they give, except what is shared
	gave   map[bsc.Ref][]gift   // what adds up to others in earlier periods alone, by what it gives
	gets   map[int]member       // contributory: by node of the card
	sums   map[bsc.Ref][]addend // what adds up to a KPI or series, directly; for a shared one, what it is
	shares map[bsc.Ref]bool     // those of sums that are shared
}

// A member is a KPI, a series or a node of an org unit.
type member struct {
	unit int
	ref  bsc.Ref
}

// An addend is what adds up to a KPI or series, or what that is shared with.
type addend struct {
	member
	factor bsc.Factor
	shared bool        // it is no addend, but all
	giver  int         // the org unit that states the contribution
	path   bsc.Pointer // where it states it
	time   lasting
}

// A gift is a contribution with its ends resolved.
type gift struct {
	mode Mode
	from bsc.Ref
	to   member // contributory: the KPI that stands for the score
	time lasting
}

// New compiles the scorecards of org units, given in any order. The error is a *bsc.DefinitionError that lists
// everything wrong, each with a pointer such as /units/3/contributes/0/to. For a fault of a definition the pointer is
// /units/3/definition and the place there; a template that many org units share is checked once.
//
// Values that have no meaning together are refused, as [bsc.NewSums] says: labels, opposite directions, other periods,
// and different units of measure without a Factor.
func New(units []OrgUnit, o *bsc.Options) (*Cascade, error) {
	b := &builder{units: units, options: o, compiled: map[*bsc.Definition]*card{}}
	c := b.build()
	if err := b.problems.Limit(o).Err(); err != nil {
		return nil, err
	}
	return c, nil
}

// Warnings returns what New found doubtful but allowed, such as a score that is counted twice, or percentages that add
// up. Warnings about the definitions themselves are in the Warnings of their scorecards.
func (c *Cascade) Warnings() bsc.Problems {
	if c == nil {
		return nil
	}
	var warnings bsc.Problems
	for _, p := range c.warnings {
		own := *p
		warnings = append(warnings, &own)
	}
	return warnings
}

// OrgUnits returns the ids of all org units, in the order in which they were given.
func (c *Cascade) OrgUnits() []string {
	if c == nil {
		return nil
	}
	ids := make([]string, c.now)
	for i := range ids {
		ids[i] = c.units[i].id
	}
	return ids
}

// Scorecard returns an org unit's scorecard, with the KPIs that stand for what others contribute; nil if there is no
// such org unit. One that is gone has its last, as long as its values of before count.
func (c *Cascade) Scorecard(unit string) *bsc.Scorecard {
	if c == nil {
		return nil
	}
	if at, ok := c.at[unit]; ok {
		return c.units[at].card.Scorecard
	}
	return nil
}

// NameOf returns the name of an org unit, also of one that is gone and whose values of before count; "" if it has none or
// there is no such org unit.
func (c *Cascade) NameOf(unit string) string {
	if c == nil {
		return ""
	}
	if at, ok := c.at[unit]; ok {
		return c.units[at].name
	}
	return ""
}

// Below returns the ids of the org units directly below one, in the order in which they were given; for "", of those at
// the top.
func (c *Cascade) Below(unit string) []string {
	if c == nil {
		return nil
	}
	parent := -1
	if unit != "" {
		at, ok := c.at[unit]
		if !ok {
			return nil
		}
		parent = at
	}
	var ids []string
	for i := range c.now {
		if c.units[i].parent == parent {
			ids = append(ids, c.units[i].id)
		}
	}
	return ids
}

// Parent returns the id of the org unit above one; "" if there is none, or no such org unit.
func (c *Cascade) Parent(unit string) string {
	if c == nil {
		return ""
	}
	if at, ok := c.at[unit]; ok && c.units[at].parent >= 0 {
		return c.units[c.units[at].parent].id
	}
	return ""
}

// Tree returns the ids of all org units with how many stand above each: every org unit before those below it, and these
// in the order in which they were given.
func (c *Cascade) Tree() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		if c == nil {
			return
		}
		below := map[int][]int{}
		for i := range c.now {
			below[c.units[i].parent] = append(below[c.units[i].parent], i)
		}
		var walk func(parent, depth int) bool // at most MaxLevels deep
		walk = func(parent, depth int) bool {
			for _, at := range below[parent] {
				if !yield(c.units[at].id, depth) || !walk(at, depth+1) {
					return false
				}
			}
			return true
		}
		walk(-1, 0)
	}
}

// A Result is a Cascade evaluated: a bsc.Result for every org unit. It is immutable and safe for concurrent use.
type Result struct {
	_       wire.As[resultJSON]
	cascade *Cascade
	results []*bsc.Result // nil: of an org unit that is not in the organisation any more
	divided sync.Map      // by climbed: the *division of the share that was asked for first
}

// Of returns an org unit's result; nil, which has no nodes and no score, if there is no such org unit.
func (r *Result) Of(unit string) *bsc.Result {
	if at, ok := r.here(unit); ok {
		return r.results[at]
	}
	return nil
}

// here finds an org unit that is in the organisation.
func (r *Result) here(unit string) (at int, ok bool) {
	if r == nil || r.cascade == nil {
		return 0, false
	}
	at, ok = r.cascade.at[unit]
	return at, ok && at < r.cascade.now
}

// All returns the results of all org units by their ids, in the order in which the org units were given.
func (r *Result) All() iter.Seq2[string, *bsc.Result] {
	return func(yield func(string, *bsc.Result) bool) {
		for i, result := range r.inNow() {
			if !yield(r.cascade.units[i].id, result) {
				return
			}
		}
	}
}

// inNow returns the results of the org units that are in the organisation.
func (r *Result) inNow() []*bsc.Result {
	if r == nil || r.cascade == nil {
		return nil
	}
	return r.results[:r.cascade.now]
}

// Cascade returns the cascade that was evaluated.
func (r *Result) Cascade() *Cascade {
	if r == nil {
		return nil
	}
	return r.cascade
}
