package bsc

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// What a compiled scorecard says of its nodes, and a scorecard with other weights, thresholds and targets.

// Rules are what holds for one node after defaults are resolved: how it is scored, rolled up and rated. Use them to
// show a node in a front end, or to compare scorecards. They are plain data that belongs to the caller. Fields for
// other kinds of nodes have their zero value.
type Rules struct {
	Description string `json:"description,omitempty"`
	Owner       string `json:"owner,omitempty"`   // of objectives and KPIs
	Themes      []Ref  `json:"themes,omitempty"`  // of objectives
	Source      string `json:"source,omitempty"`  // of KPIs: where the readings come from, in words
	Formula     string `json:"formula,omitempty"` // of KPIs: the calculation in words

	Aggregator Policy  `json:"aggregator,omitzero"` // of all but KPIs
	Threshold  Policy  `json:"threshold,omitzero"`  // of how the node is rated
	Levels     []Level `json:"levels,omitempty"`    // where its ratings begin, worst first, in no particular period; none: no bands on the score
	// Bands are those of a built-in threshold, ascending. There are none where limits depend on the period, the target
	// or a series: a drawing of a result takes Result.Bands.
	Bands []Band `json:"bands,omitempty"`

	Scorer     Policy           `json:"scorer,omitzero"`     // of KPIs
	Calculator Policy           `json:"calculator,omitzero"` // of calculated KPIs; zero: the KPI has readings of its own
	Unit       string           `json:"unit,omitempty"`      // of KPIs: what they are measured in
	Timing     Timing           `json:"timing,omitempty"`    // of KPIs
	Direction  Direction        `json:"direction,omitempty"` // of KPIs
	Frequency  period.Frequency `json:"frequency,omitempty"` // of KPIs: how often they are measured; "": of the period evaluated
	Rollup     Rollup           `json:"rollup,omitempty"`    // of KPIs: how their values make up those of longer periods
	Basis      Basis            `json:"basis,omitempty"`     // of KPIs: what a value covers; "": the period
	Review     period.Period    `json:"review,omitzero"`     // of KPIs: when the KPI itself is to be reviewed; zero: not set
	Labelled   bool             `json:"labelled,omitempty"`  // of KPIs: they are read as labels
	Unscored   bool             `json:"unscored,omitempty"`  // of KPIs: they are shown and not scored
	Summed     bool             `json:"summed,omitempty"`    // of KPIs: the target is the sum of the contributors' targets
	Judged     bool             `json:"judged,omitempty"`    // an assessment's score is what the node brings to its parent
	Joined     Rollup           `json:"joined,omitempty"`    // how assessments of parts of a period make up one of it; "": not at all
}

// Rules returns what holds for a node; false for a node that is not on the scorecard. Arguments of policies are as in
// the definition, with the keys of objects in alphabetical order.
func (s *Scorecard) Rules(of Ref) (Rules, bool) {
	s = s.known()
	at, ok := s.index[of]
	if !ok {
		return Rules{}, false
	}
	n := &s.nodes[at]
	r := Rules{
		Description: n.said.description, Owner: n.said.owner, Themes: slices.Clone(n.said.themes), Source: n.said.source, Formula: n.said.formula,
		Threshold: n.threshold.said(), Levels: append([]Level(nil), n.levels...), Judged: n.assessed, Joined: n.joined,
	}
	if own, ok := n.threshold.policy.(*bands); ok && own.fixed() {
		r.Bands = own.all(own.limits)
	}
	if n.kpi == nil {
		r.Aggregator = n.aggregator.said()
		return r, true
	}
	k := n.kpi
	r.Scorer, r.Calculator = k.scorer.said(), k.calculator.said()
	r.Unit, r.Timing, r.Direction, r.Review, r.Summed = k.unit, k.timing, k.direction, k.review, k.summed
	m := &s.time.Measures[k.slot]
	r.Frequency, r.Rollup, r.Basis = period.FrequencyOf(m.Kind), Rollup(m.Rollup.String()), k.basis
	r.Unscored = k.shownOnly()
	r.Labelled = s.labelled(k.slot)
	return r, true
}

// said returns a policy in the form of a definition; the zero Policy if there is none.
func (n *named[T]) said() Policy {
	return Policy{Name: n.name, Args: slices.Clone(n.args)}
}

// Inputs returns the KPIs and series that a calculated KPI reads, in the order in which it reads them; nil for all
// other nodes. Values has what scorers and thresholds read.
func (s *Scorecard) Inputs(of Ref) []Ref {
	s = s.known()
	at, ok := s.index[of]
	if !ok || s.nodes[at].kpi == nil {
		return nil
	}
	var refs []Ref
	for _, slot := range s.nodes[at].kpi.inputs {
		refs = append(refs, s.refOf(slot))
	}
	return refs
}

// Values returns the KPIs and series whose values the scorer and the threshold of a KPI read beside its own: those that
// a host's policies name with Args.Reads, and the series of built-in bands. It returns nil if there are none.
func (s *Scorecard) Values(of Ref) []Ref {
	s = s.known()
	at, ok := s.index[of]
	if !ok || s.nodes[at].kpi == nil {
		return nil
	}
	var refs []Ref
	for _, v := range s.nodes[at].kpi.values {
		refs = append(refs, s.refOf(v.slot))
	}
	return refs
}

// Overrides replace weights, thresholds and targets of a scorecard: the weights of a department, the targets of a year,
// thresholds that somebody wants to try. See [Scorecard.With]. The zero value changes nothing.
type Overrides struct {
	Weights    map[Ref]Number   `json:"weights,omitempty"`    // of nodes among their siblings; a KPI used from elsewhere keeps its weight there
	Thresholds map[Ref]Policy   `json:"thresholds,omitempty"` // how nodes are rated
	Targets    map[Ref][]Target `json:"targets,omitempty"`    // of KPIs, instead of all the definition's targets for them
}

// With returns the scorecard with other weights, thresholds or targets, as if its definition had them. It checks the
// overrides as Compile does and compiles nothing else, so it is quick enough for what-ifs and for one scorecard per
// person. The original scorecard does not change. The error is a *DefinitionError with every problem, each with a
// pointer such as /weights/kpi:calls or /targets/kpi:calls/0/value.
func (s *Scorecard) With(o Overrides) (*Scorecard, error) {
	if s == nil || len(s.nodes) == 0 {
		return nil, Problems{fault(ErrInput, "scorecard_not_compiled")}.Err()
	}
	copied := *s
	card := &copied
	card.nodes, card.warnings, card.besides = slices.Clone(s.nodes), s.warnings.clone(), maps.Clone(s.besides)
	c := &compiler{card: card, registry: s.registry}
	if len(o.Thresholds) > 0 {
		c.know()
	}
	print := strings.Builder{}
	print.WriteString(s.fingerprint)
	c.reweigh(o.Weights, &print)
	c.rerate(o.Thresholds, &print)
	c.retarget(o.Targets, &print)
	c.rebands(&o)
	if err := c.problems.upTo(card.most).Err(); err != nil {
		return nil, err
	}
	card.warnings = append(card.warnings, c.problems...)
	if len(o.Weights)+len(o.Thresholds)+len(o.Targets) > 0 {
		card.fingerprint = digest([]byte(print.String()))
		if len(o.Thresholds)+len(o.Targets) > 0 {
			card.layOut()
		} else {
			card.reweigh()
		}
	}
	return card, nil
}

// override returns an overridden node and its place. If the node is not on the card, it reports that with a code and
// returns nil.
func (c *compiler) override(field string, ref Ref, suits func(*node) bool, code string) (*node, Pointer) {
	path := Pointer("/" + field + "/" + strictjson.Escape(ref.String()))
	at, known := c.card.index[ref]
	if known && suits(&c.card.nodes[at]) {
		return &c.card.nodes[at], path
	}
	p := fault(ErrUnknownRef, code, "node", ref)
	if !known {
		p.Hint = c.hints.didYouMeanRef(ref, c.card.index)
	}
	c.report(path, ref, p)
	return nil, path
}

// reweigh sets other weights.
func (c *compiler) reweigh(weights map[Ref]Number, print *strings.Builder) {
	changed := map[int]bool{} // parents whose children have other weights
	for _, ref := range sortedRefs(weights) {
		n, path := c.override("weights", ref, func(n *node) bool { return n.parent >= 0 }, "no_node_with_weight")
		if n == nil {
			continue
		}
		weight, p := parseWeight(weights[ref])
		if p != nil {
			c.report(path, ref, p)
			continue
		}
		n.weight = weight
		changed[n.parent] = true
		print.WriteString("\n" + ref.String() + "=" + canonical(weight))
	}
	if c.problems.Err() != nil {
		return
	}
	for at := range c.card.nodes {
		if !changed[at] {
			continue
		}
		n := &c.card.nodes[at]
		n.children = c.card.childrenOf(at)
		if p := n.weighing(words.New("below_node", "node", n.ref)); p != nil {
			c.report("/weights", n.ref, p)
		}
	}
}

// childrenOf returns a node's children with their current weights. Those used from elsewhere keep their own.
func (s *Scorecard) childrenOf(at int) []child {
	children := slices.Clone(s.nodes[at].children)
	for i, ch := range children {
		if s.nodes[ch.node].parent == at {
			children[i].weight = s.nodes[ch.node].weight
		}
	}
	return children
}

// rerate sets other thresholds.
func (c *compiler) rerate(thresholds map[Ref]Policy, print *strings.Builder) {
	for _, ref := range sortedRefs(thresholds) {
		n, path := c.override("thresholds", ref, func(*node) bool { return true }, "no_node_with_threshold")
		if n == nil {
			continue
		}
		policy, before := thresholds[ref], len(c.problems)
		if policy.IsZero() {
			p := fault(ErrPolicyName, "threshold_missing")
			p.Allowed = words.New("threshold_policy")
			c.report(path, ref, p)
			continue
		}
		n.threshold, n.levels = c.threshold(path, ref, policy, named[Threshold]{}), nil
		if len(c.problems) > before {
			continue
		}
		direction := DirectionHigher
		if n.kpi != nil {
			direction = n.kpi.direction
		}
		c.ratingFor(path, n, direction)
		c.levelsFor(n, path)
		print.WriteString("\nthreshold " + ref.String() + "=" + policy.Name + string(strictjson.Canonical(policy.Args)))
	}
}

// rebands checks that other thresholds find what they read, and can rate against the targets that stay.
func (c *compiler) rebands(o *Overrides) {
	for _, ref := range sortedRefs(o.Thresholds) {
		at, known := c.card.index[ref]
		if !known || c.card.nodes[at].kpi == nil {
			continue
		}
		n, path := &c.card.nodes[at], "/thresholds/"+Pointer(strictjson.Escape(ref.String()))
		c.finds(path, path, n)
		if _, others := o.Targets[ref]; !others {
			c.rateable(path, n)
		}
	}
}

// know learns the ids of what thresholds may read.
func (c *compiler) know() {
	c.ids, c.names = make(map[Ref]Pointer, len(c.card.slots)), map[Kind][]string{}
	for ref := range c.card.slots {
		c.ids[ref] = ""
		c.names[ref.Kind] = append(c.names[ref.Kind], ref.ID)
	}
	for _, ids := range c.names {
		slices.Sort(ids)
	}
}

// rateable checks that a KPI's threshold can rate against the KPI's targets. It reports one that it cannot.
func (c *compiler) rateable(path Pointer, n *node) {
	own, ok := n.threshold.policy.(builtinThreshold)
	for _, t := range n.kpi.targets.All() {
		if !ok {
			return
		}
		if p := own.checkTarget(t); p != nil {
			c.report(path, n.ref, p)
			return
		}
	}
}

// retarget sets other targets.
func (c *compiler) retarget(targets map[Ref][]Target, print *strings.Builder) {
	for _, ref := range sortedRefs(targets) {
		n, path := c.override("targets", ref, func(n *node) bool { return n.kpi != nil }, "no_node_with_targets")
		if n == nil {
			continue
		}
		if p := n.kpi.noTarget(); p != nil && len(targets[ref]) > 0 {
			c.report(path, ref, p)
			continue
		}
		own := *n.kpi
		own.targets, own.summed = target.Set{}, false
		n.kpi = &own
		stated := c.targetsOf(path, n, targets[ref])
		c.scorerFor(path, path, n, &KPI{Targets: targets[ref]}, stated)
		c.ratesAgainst(path, n, stated)
		document, err := json.Marshal(targets[ref])
		if err != nil {
			c.report(path, ref, asProblem(err, ErrValue, words.New("the_targets")))
		}
		print.WriteString("\ntargets " + ref.String() + "=" + string(document))
	}
}

// WithWeightsOf returns the scorecard with the weights of another: of every node that stands below the same parent on
// both. Others keep their own. So a Mix asks what the weights of last year would have made of this one's scores.
func (s *Scorecard) WithWeightsOf(other *Scorecard) *Scorecard {
	s, other = s.known(), other.known()
	if s == other || len(s.nodes) == 0 || len(other.nodes) == 0 {
		return s
	}
	copied := *s
	card := &copied
	card.nodes = slices.Clone(s.nodes)
	for at := range card.nodes {
		n := &card.nodes[at]
		from, ok := other.index[n.ref]
		if !ok || at > 0 && (from == 0 || other.nodes[other.nodes[from].parent].ref != s.nodes[n.parent].ref) {
			continue
		}
		n.weight = other.nodes[from].weight
	}
	for at := range card.nodes {
		card.nodes[at].children = card.weighedAs(at, other)
	}
	card.fingerprint = digest([]byte(s.fingerprint + "\nweights of " + other.fingerprint))
	card.reweigh()
	return card
}

// weighedAs returns a node's children with the weights that they have below the same node of another scorecard.
func (s *Scorecard) weighedAs(at int, other *Scorecard) []child {
	children := slices.Clone(s.nodes[at].children)
	parent := 0
	if at > 0 {
		var ok bool
		if parent, ok = other.index[s.nodes[at].ref]; !ok {
			return children
		}
	}
	weights := make(map[Ref]decimal.Decimal, len(children))
	for _, ch := range other.nodes[parent].children {
		weights[other.nodes[ch.node].ref] = ch.weight
	}
	for i, ch := range children {
		if w, ok := weights[s.nodes[ch.node].ref]; ok {
			children[i].weight = w
		}
	}
	return children
}
