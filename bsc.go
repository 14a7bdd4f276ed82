package bsc

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/internal/timeplan"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// SchemaVersion is the newest document format this package reads: the value of Definition.Schema.
const SchemaVersion = 1

// A Definition describes a scorecard. It is plain data: build it from literals, from your own tables, or from JSON with
// ParseDefinition. Compile copies it.
type Definition struct {
	Schema       int               `json:"schema,omitempty"` // 0 is SchemaVersion
	ID           string            `json:"id"`
	Name         string            `json:"name,omitempty"`
	Description  string            `json:"description,omitempty"`
	Frequency    period.Frequency  `json:"frequency,omitempty"`    // link delays count in it; "": effects have no date
	Calendar     period.Calendar   `json:"calendar,omitzero"`      // the days of periods; zero: the calendar year
	Scale        Scale             `json:"scale,omitzero"`         // the range of scores; zero: 0 to 100
	Ratings      []RatingLevel     `json:"ratings,omitempty"`      // worst first; none: DefaultRatings
	Roles        []string          `json:"roles,omitempty"`        // who may assess, by authority: the last that has spoken counts; none: anybody
	Advisory     []string          `json:"advisory,omitempty"`     // roles that are heard and decide nothing; those of Roles are others
	Perspectives []Perspective     `json:"perspectives,omitempty"` // bottom (drivers) to top (outcomes)
	Series       []Series          `json:"series,omitempty"`       // data that is only an input
	Links        []Link            `json:"links,omitempty"`        // the strategy map
	Themes       []Theme           `json:"themes,omitempty"`
	Initiatives  []Initiative      `json:"initiatives,omitempty"`
	Defaults     Defaults          `json:"defaults,omitzero"`   // inherited by everything, including the total
	Aggregator   Policy            `json:"aggregator,omitzero"` // of the perspectives; default: weighted_mean
	Threshold    Policy            `json:"threshold,omitzero"`  // of the scorecard's own total
	Quota        Quota             `json:"quota,omitzero"`      // what the total needs to have a score
	Round        *Rounding         `json:"round,omitempty"`     // of the total
	Attributes   map[string]string `json:"attributes,omitempty"`
}

// Compile checks def and returns it as a Scorecard. It copies def, so that later changes to def have no effect. What
// compiles can be saved: ParseDefinition reads what json.Marshal writes of it, within the same Limits. If def
// has problems, the error is a *DefinitionError that lists all of them in document order, up to Limits.Problems.
// Scorecard.Warnings has what is allowed but doubtful.
func Compile(def *Definition, o *Options) (*Scorecard, error) {
	card, problems := compile(def, o)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	card.warnings = problems
	return card, nil
}

// MustCompile is like Compile but panics if there is a problem. It is for definitions in a program's own text, never
// for data.
func MustCompile(def *Definition, o *Options) *Scorecard {
	card, err := Compile(def, o)
	if err != nil {
		panic(err)
	}
	return card
}

// Check returns everything that Compile finds, problems and warnings, in document order.
func Check(def *Definition, o *Options) Problems {
	_, problems := compile(def, o)
	return problems
}

// A Scorecard is a compiled Definition. It is immutable and safe for concurrent use by
// multiple goroutines. The zero value and nil have no nodes, and evaluating them is an error.
type Scorecard struct {
	id, name    string
	scale       ResolvedScale
	low, high   int64 // the scale's Min and Cap in units of 10^-10
	ratings     []RatingLevel
	roles       []string       // of those who may assess, the last of which counts; none: any
	advisory    []string       // roles that never count
	roleRanks   map[string]int // where a role stands among them; those that never count stand behind
	nodes       []node         // in definition order: the scorecard, then each perspective with what is below it
	index       map[Ref]int    // into nodes
	kpis        []int          // nodes that are KPIs, in definition order
	series      []Series
	slots       map[Ref]int                      // the place of a KPI's or series' value during an evaluation
	time        *measure.Card                    // how values come in over time, by slot: KPIs, then series
	standing    *measure.Card                    // the same where values stand for the period evaluated
	partial     []bool                           // by slot: contributors that are missing do not make it missing
	calculated  []int                            // slots of calculated KPIs, inputs first
	readers     map[int][]int                    // by slot: the KPIs that are calculated from it, directly
	besides     map[int]bool                     // slots that a scorer or a threshold reads
	plans       [almanac.Kinds + 1]*columns.Plan // by the kind of the period evaluated; nil: as the first
	bare        *columns.Plan                    // with no KPI in it: rows score them
	timed       bool                             // rows may score KPIs that columns alone do not
	timePlans   *timeplan.Plans[*timePlan]
	places      []int32      // by node: its position in the columns
	parents     []int        // nodes that have children, in the order of the plan
	ids         []string     // of KPIs, by slot
	plainIDs    bool         // no KPI and series can be confused in Actuals
	base        almanac.Kind // link delays count in it; 0: not stated
	calendar    period.Calendar
	almanac     *almanac.Almanac
	fingerprint string
	strategy    *StrategyMap
	initiatives []Initiative
	warnings    Problems
	registry    *Registry // of the host's policies, for With
	most        int       // how many problems of readings and inputs are listed
}

// A node is one node of a scorecard, with everything resolved that its definition says or inherits.
type node struct {
	ref        Ref
	name       string
	said       wording
	parent     int // -1: none
	weight     decimal.Decimal
	children   []child // of all but KPIs
	attributes map[string]string

	aggregator  named[combiner] // of all but KPIs
	traits      traits
	minChildren int
	minCoverage decimal.Decimal
	threshold   named[Threshold]
	levels      []Level // of the threshold, where it has bands on score
	round       exact.Rounding
	missing     MissingRule
	assessed    bool   // an assessment's score is what this node contributes
	joined      Rollup // how assessments of parts of a period make up one of it; "": not at all

	kpi *kpiNode
}

// A wording is what a definition says of a node for people.
type wording struct {
	description, owner, source, formula string
	themes                              []Ref
}

// A child is a node under its parent, or a KPI used by an objective, with its weight there.
type child struct {
	node   int
	weight decimal.Decimal
}

// kpiNode is what only a KPI has.
type kpiNode struct {
	slot       int
	unit       string
	timing     Timing
	direction  Direction
	scorer     named[Scorer]
	basis      Basis
	targets    target.Set
	rollup     measure.Rollup // of targets
	summed     bool           // its targets are the sum of its contributors'
	review     period.Period
	calculator named[Calculator] // zero: the KPI has readings of its own
	inputs     []int             // slots the calculator reads
	values     []valueRead       // what the scorer and the threshold read beside the value
}

// A valueRead is the value of a KPI or series that a scorer or a threshold reads.
type valueRead struct {
	name string // as the policy says it
	slot int
}

// known returns s and, for nil, a scorecard without nodes.
func (s *Scorecard) known() *Scorecard {
	if s == nil {
		return new(Scorecard)
	}
	return s
}

// ID returns the scorecard's id.
func (s *Scorecard) ID() string { return s.known().id }

// Name returns the scorecard's name.
func (s *Scorecard) Name() string { return s.known().name }

// Ref returns the reference of the scorecard's own total.
func (s *Scorecard) Ref() Ref { return Ref{KindScorecard, s.known().id} }

// Scale returns the range of scores.
func (s *Scorecard) Scale() ResolvedScale { return s.known().scale }

// Ratings returns the rating levels, worst first.
func (s *Scorecard) Ratings() []RatingLevel { return slices.Clone(s.known().ratings) }

// Roles returns who may assess, in ascending order of authority; none where anybody may.
func (s *Scorecard) Roles() []string { return slices.Clone(s.known().roles) }

// Advisory returns the roles that are heard and decide nothing.
func (s *Scorecard) Advisory() []string { return slices.Clone(s.known().advisory) }

// Frequency returns what the delays of links count in; "" if the definition does not say.
func (s *Scorecard) Frequency() period.Frequency { return period.FrequencyOf(s.known().base) }

// Calendar returns the calendar, a copy.
func (s *Scorecard) Calendar() period.Calendar { return s.known().calendar.Clone() }

// Fingerprint identifies the definition that the scorecard was compiled from: 64 hexadecimal digits, the same for the
// same definition in every release of a schema, however its keys are ordered and its numbers written: 80, 80.0 or 8e1.
// Store it with a report to know later which definition gave the figures.
func (s *Scorecard) Fingerprint() string { return s.known().fingerprint }

// fingerprint returns the SHA-256 of the definition's JSON. Compile has checked that it can be written.
func fingerprint(def *Definition) string {
	copied := *def
	copied.Schema = SchemaVersion
	document, err := json.Marshal(copied)
	if err != nil {
		return ""
	}
	return digest(strictjson.Canonical(document))
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// calculatorOf returns the KPI of a slot if it is calculated; nil for KPIs with readings and for series.
func (s *Scorecard) calculatorOf(slot int) *kpiNode {
	if slot < len(s.kpis) {
		if k := s.nodes[s.kpis[slot]].kpi; k.calculator.policy != nil {
			return k
		}
	}
	return nil
}

// reads reports whether a slot has readings: that of a series, or of a KPI that is neither calculated nor judged.
func (s *Scorecard) reads(slot int) bool {
	if slot >= len(s.kpis) {
		return true
	}
	k := s.nodes[s.kpis[slot]].kpi
	return k.calculator.policy == nil && !k.onlyJudged()
}

// refOf returns the KPI or series of a slot.
func (s *Scorecard) refOf(slot int) Ref {
	if slot < len(s.kpis) {
		return s.nodes[s.kpis[slot]].ref
	}
	return SeriesRef(s.series[slot-len(s.kpis)].ID)
}

// Warnings returns what Compile found doubtful but allowed.
func (s *Scorecard) Warnings() Problems { return s.known().warnings.clone() }

// Map returns the strategy map.
func (s *Scorecard) Map() *StrategyMap {
	if s == nil || s.strategy == nil {
		return new(StrategyMap)
	}
	return s.strategy
}

// Initiatives returns the initiatives that serve the objective, in definition order; for the zero Ref, all.
func (s *Scorecard) Initiatives(objective Ref) []Initiative {
	s = s.known()
	var serving []Initiative
	for _, i := range s.initiatives {
		if objective == (Ref{}) || objective.Kind == KindObjective && slices.Contains(i.Objectives, objective.ID) {
			serving = append(serving, i.clone())
		}
	}
	return serving
}

func (i Initiative) clone() Initiative {
	i.Objectives = slices.Clone(i.Objectives)
	i.Attributes = maps.Clone(i.Attributes)
	return i
}

// A Child is a node under a parent, with its weight there as defined.
type Child struct {
	Ref    Ref             `json:"ref"`
	Weight decimal.Decimal `json:"weight"`
}

// Children returns what stands under a node, in definition order. For an objective, the KPIs it uses from elsewhere
// come last. KPIs, and nodes that are not on the card, have none.
func (s *Scorecard) Children(of Ref) []Child {
	s = s.known()
	at, ok := s.index[of]
	if !ok {
		return nil
	}
	var children []Child
	for _, ch := range s.nodes[at].children {
		children = append(children, Child{s.nodes[ch.node].ref, ch.weight})
	}
	return children
}

// NameOf returns the name of a node as defined; "" if it has none or is not on the card.
func (s *Scorecard) NameOf(ref Ref) string {
	s = s.known()
	if at, ok := s.index[ref]; ok {
		return s.nodes[at].name
	}
	return ""
}

// Nodes returns the references of all nodes, in definition order: the scorecard itself,
// then each perspective with its objectives, each with its KPIs.
func (s *Scorecard) Nodes() []Ref {
	if s == nil {
		return nil
	}
	refs := make([]Ref, len(s.nodes))
	for i := range s.nodes {
		refs[i] = s.nodes[i].ref
	}
	return refs
}

// labelled reports whether the readings of a slot are labels.
func (s *Scorecard) labelled(slot int) bool {
	if slot >= len(s.kpis) {
		return false
	}
	own, builtin := s.nodes[s.kpis[slot]].kpi.scorer.policy.(builtinScorer)
	return builtin && own.readsLabels()
}

// unitOf returns what the values of a slot are measured in; "" if that is not stated.
func (s *Scorecard) unitOf(slot int) string {
	if slot >= len(s.kpis) {
		return s.series[slot-len(s.kpis)].Unit
	}
	return s.nodes[s.kpis[slot]].kpi.unit
}
