package bsc

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/scoring"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Compiling nodes: perspectives, objectives and KPIs, and what they inherit.

// inherited is what a node has where its definition does not set it.
type inherited struct {
	scorer     named[Scorer]
	threshold  named[Threshold]
	aggregator named[Aggregator]
	missing    Missing
	round      exact.Rounding
	assessed   bool
	joined     Rollup // of assessments
}

func (c *compiler) builtinDefaults() inherited {
	return inherited{
		scorer:     named[Scorer]{name: "linear", policy: builtinScorer{scoring.Linear{}}},
		threshold:  named[Threshold]{name: "bands", policy: &bands{on: onScore}},
		aggregator: named[Aggregator]{name: "weighted_mean", policy: builtinAggregator{weightedMean{}}},
		missing:    Missing{Rule: MissingExclude},
		round:      exact.TenPlaces(),
	}
}

// inherit returns the settings below Defaults.
func (c *compiler) inherit(path Pointer, ref Ref, above inherited, d Defaults) inherited {
	above.scorer = choose(c, path+"/scorer", ref, scorers, d.Scorer, above.scorer, nil)
	above.threshold = c.threshold(path+"/threshold", ref, d.Threshold, above.threshold)
	above.aggregator = choose(c, path+"/aggregator", ref, aggregators, d.Aggregator, above.aggregator, nil)
	above.missing = c.missing(path, ref, d.Missing, above.missing)
	above.round = c.round(path, ref, d.Round, above.round)
	if d.Assessments != "" {
		c.oneOf(path+"/assessments", ref, "assessment_rule", string(d.Assessments), texts(assessmentRules()))
		above.assessed = d.Assessments == AssessmentsCount
	}
	if d.AssessmentRollup != "" {
		c.oneOf(path+"/assessment_rollup", ref, "assessment_rollup", string(d.AssessmentRollup), texts(assessmentRollups()))
		if above.joined = d.AssessmentRollup; above.joined == RollupNone {
			above.joined = ""
		}
	}
	return above
}

// choose makes the policy that p names, or returns the inherited one if p is unset.
func choose[T any](c *compiler, path Pointer, ref Ref, fam func() family[T], p Policy, above named[T], state *argsState) named[T] {
	if p.IsZero() {
		return above
	}
	if state == nil {
		state = &argsState{}
	}
	state.registry, state.almanac = c.registry, c.card.almanac
	policy, problem := makePolicy(c.registry, fam, p, state)
	if problem != nil {
		c.report(path, ref, problem)
	}
	args := slices.Clone(p.Args)
	if len(args) > 0 {
		args = strictjson.Canonical(args)
	}
	return named[T]{p.Name, args, policy, state.reads}
}

func (c *compiler) threshold(path Pointer, ref Ref, p Policy, above named[Threshold]) named[Threshold] {
	state := &argsState{}
	t := choose(c, path, ref, thresholds, p, above, state)
	for _, rating := range state.rates {
		if rating != "" && rank(c.card.ratings, rating) < 0 {
			c.report(path+"/args", ref, unknownRating(ErrPolicyArgs, c.card.ratings, rating))
		}
	}
	if own, ok := t.policy.(builtinThreshold); ok && !p.IsZero() {
		if problem := own.checkRatings(c.card.ratings); problem != nil {
			c.report(path, ref, problem)
		}
	}
	return t
}

// maxCarry is the most periods that a reading may be carried forward.
const maxCarry = 120

func (c *compiler) missing(path Pointer, ref Ref, m, above Missing) Missing {
	carries := m.Rule == MissingCarryForward
	if m.Rule != "" {
		c.oneOf(path+"/missing/rule", ref, "missing_rule", string(m.Rule), texts(missingRules()))
	}
	for _, field := range []struct {
		name  Pointer
		value int
		least int
	}{{"max_age", m.MaxAge, 1}, {"half_life", m.HalfLife, 0}} {
		switch {
		case carries && (field.value < field.least || field.value > maxCarry):
			p := fault(ErrValue, "carry_field_out_of_range", "field", field.name, "value", field.value)
			p.Allowed = words.New("carry_range", "least", max(field.least, 1), "most", maxCarry)
			c.report(path+"/missing/"+field.name, ref, p)
		case !carries && field.value != 0:
			p := fault(ErrValue, "carry_field_without_rule", "field", field.name)
			p.Allowed = words.New("missing_rule_carry_forward")
			c.report(path+"/missing/"+field.name, ref, p)
		}
	}
	if m.Rule == "" {
		return above
	}
	return m
}

func (c *compiler) round(path Pointer, ref Ref, r *Rounding, above exact.Rounding) exact.Rounding {
	if r == nil {
		return above
	}
	if r.Places < 0 || r.Places > exact.Places {
		p := fault(ErrValue, "rounding_out_of_range", "places", r.Places)
		p.Allowed = words.New("places_range")
		c.report(path+"/round/places", ref, p)
		return above
	}
	mode := cmp.Or(r.Mode, RoundHalfAway)
	if !c.oneOf(path+"/round/mode", ref, "rounding_mode", string(mode), texts(roundingModes())) {
		return above
	}
	return exact.Rounding{Places: int(r.Places), Mode: exact.Mode(slices.Index(roundingModes(), mode))}
}

// oneOf reports a value that is not among those allowed.
func (c *compiler) oneOf(path Pointer, ref Ref, what, value string, allowed []string) bool {
	if slices.Contains(allowed, value) {
		return true
	}
	c.report(path, ref, notOneOf("", what, value, allowed))
	return false
}

// parentFields are the settings that a perspective, an objective and the scorecard have in common.
type parentFields struct {
	aggregator Policy
	threshold  Policy
	round      *Rounding
	missing    Missing
	quota      Quota
}

// parent completes a node that has children. If childField is "", its children are not complete yet.
func (c *compiler) parent(self int, path Pointer, above inherited, f parentFields, childField string) {
	n := &c.card.nodes[self]
	n.aggregator = combinerOf(choose(c, path+"/aggregator", n.ref, aggregators, f.aggregator, above.aggregator, nil), c.registry)
	n.threshold = c.threshold(path+"/threshold", n.ref, f.threshold, above.threshold)
	n.missing = c.missing(path, n.ref, f.missing, above.missing).Rule
	if f.missing.Rule == MissingCarryForward {
		p := fault(ErrValue, "carry_forward_without_readings")
		p.Allowed = words.New("missing_rules_of_parents")
		c.report(path+"/missing/rule", n.ref, p)
	}
	n.round = c.round(path, n.ref, f.round, above.round)
	n.assessed, n.joined = above.assessed, above.joined
	c.quota(path+"/quota", n, f.quota)
	place := path
	if !f.threshold.IsZero() {
		place += "/threshold"
	}
	c.ratingFor(place, n, DirectionHigher)
	n.traits = n.aggregator.policy.traits()
	if childField != "" {
		c.siblings(self, path, childField)
		c.aggregatorFor(self, path)
	}
}

func (c *compiler) quota(path Pointer, n *node, q Quota) {
	n.minChildren = q.MinChildren
	if q.MinChildren < 0 {
		p := fault(ErrValue, "min_children_negative", "number", q.MinChildren)
		p.Allowed = words.New("or_more")
		c.report(path+"/min_children", n.ref, p)
	}
	n.minCoverage = c.minCoverage(path, n.ref, q.MinCoverage).Decimal
}

// leastCoverage returns the least coverage, in units of 10^-10, that meets a quota: both to eight places, since coverage
// is rounded down at each level, and yet the half of what 1/3 and 2/3 cover should count as a half. A quota of 1 is met
// by all of it, to the last place.
func leastCoverage(quota decimal.Decimal) int64 {
	const places = exact.Places - 2
	switch {
	case quota.IsZero():
		return -50
	case quota.Equal(one()):
		return fullQuanta
	}
	return exact.NewRatio(quota, one()).Scaled(places, exact.HalfAway).Int64()*100 - 50
}

// minCoverage reads the coverage that a node needs; not valid if that is not set.
func (c *compiler) minCoverage(path Pointer, ref Ref, text Number) decimal.NullDecimal {
	coverage, p := nullDecimal(text)
	if p == nil && (coverage.Decimal.Sign() < 0 || coverage.Decimal.GreaterThan(one())) {
		p = fault(ErrValue, "min_coverage_out_of_range", "number", text)
		p.Allowed = words.New("coverage_range")
	}
	if p != nil {
		c.report(path+"/min_coverage", ref, p)
	}
	return coverage
}

// ratingFor checks that a built-in threshold fits the node, and sets the levels of bands.
func (c *compiler) ratingFor(path Pointer, n *node, d Direction) {
	own, ok := n.threshold.policy.(builtinThreshold)
	if !ok {
		return
	}
	b, banded := own.(*bands)
	standard := banded && b.limits == nil && b.on == onScore && !b.upper && len(b.dated) == 0
	if standard && c.standard != nil { // as most nodes have it
		n.threshold.policy, n.levels = c.standard.threshold.policy, c.standard.levels
		return
	}
	if banded && b.limits == nil && b.resolved(&c.card.scale).checkRatings(c.card.ratings) != nil {
		c.noBands()
		return
	}
	problem := own.checkUse(c.card.ratings, n.kpi != nil, d)
	if problem != nil {
		c.report(path, n.ref, problem)
	}
	if banded {
		resolved := *b // nodes that inherit it have the same
		resolved.limits = b.resolved(&c.card.scale)
		n.threshold.policy, n.levels = &resolved, resolved.levels(&c.card.scale, period.Period{})
	}
	if standard && problem == nil {
		c.standard = &node{threshold: n.threshold, levels: n.levels}
	}
}

// finds checks that there is what a KPI's scorer and threshold read beside its value and outcome, and finds it.
// scorer is where its scorer stands.
func (c *compiler) finds(path, scorer Pointer, n *node) {
	if n.asked().nothing() && len(n.kpi.scorer.reads)+len(n.threshold.reads)+len(n.kpi.values) == 0 {
		return
	}
	own := *n.kpi // With may have it from another scorecard
	own.values, n.kpi = nil, &own
	for _, id := range n.asked().series {
		slot, known := c.card.slots[SeriesRef(id)]
		if !known {
			c.report(path, n.ref, c.card.noSeries(id, &c.hints))
			continue
		}
		own.values = append(own.values, valueRead{id, slot})
	}
	for i, id := range slices.Concat(own.scorer.reads, n.threshold.reads) {
		if slices.ContainsFunc(own.values, func(v valueRead) bool { return v.name == id }) {
			continue
		}
		place := path
		if i < len(own.scorer.reads) {
			place = scorer
		}
		if ref, ok := c.measured(place, n.ref, id); ok {
			own.values = append(own.values, valueRead{id, c.card.slots[ref]})
		}
	}
	for _, v := range own.values {
		c.card.besides[v.slot] = true
	}
	if basis := c.card.time.Measures[n.kpi.slot].Basis; n.asked().previous && (basis.ToDate != 0 || basis.Running) {
		p := fault(ErrPolicyArgs, "movement_of_value_to_date")
		p.Allowed, p.Hint = words.New("other_basis_or_conditions"), words.New("calculate_change")
		c.report(path, n.ref, p)
	}
}

// ratesAgainst checks that a KPI's threshold can rate against the targets of a list.
func (c *compiler) ratesAgainst(list Pointer, n *node, targets []*target.Stated) {
	own, ok := n.threshold.policy.(builtinThreshold)
	for i, t := range targets {
		if !ok || t == nil {
			continue
		}
		if p := own.checkTarget(t); p != nil {
			c.report(item(list, i), n.ref, p)
		}
	}
}

// aggregatorFor checks that a node has what its aggregator needs.
func (c *compiler) aggregatorFor(self int, path Pointer) {
	n := &c.card.nodes[self]
	for _, v := range n.traits.vetoes {
		c.vetoChildren(n, path, v.children)
	}
	c.levelsFor(n, path+"/aggregator")
}

// levelsFor checks that a node has levels where its aggregator needs them.
func (c *compiler) levelsFor(n *node, path Pointer) {
	if n.traits.levels && n.levels == nil {
		p := fault(ErrPolicyArgs, "most_frequent_needs_bands")
		p.Allowed = words.New("threshold_with_bands_on_score")
		c.report(path, n.ref, p)
	}
}

func (c *compiler) vetoChildren(n *node, path Pointer, ids []string) {
	var names []string
	known := map[string]bool{}
	for _, ch := range n.children {
		id := c.card.nodes[ch.node].ref.ID
		names, known[id] = append(names, id), true
	}
	for i, id := range ids {
		if known[id] {
			continue
		}
		p := fault(ErrUnknownRef, "no_such_child", "node", n.ref, "id", id)
		p.Hint = c.hints.DidYouMean(id, names)
		c.report(path+Pointer("/aggregator/args/children/"+strconv.Itoa(i)), n.ref, p)
	}
}

// noBands reports, once, that nodes are rated by the default bands although the definition does not have their ratings.
func (c *compiler) noBands() {
	if c.bandless {
		return
	}
	c.bandless = true
	p := fault(ErrBands, "ratings_without_bands")
	p.Allowed = words.New("bands_of_these_ratings_or_none")
	p.Hint = words.New("say_in_defaults")
	c.report("/defaults/threshold", Ref{}, p)
}

func (c *compiler) kpi(parent int, path Pointer, k *KPI, above inherited) {
	ref := KPIRef(k.ID)
	slot := len(c.card.kpis)
	n := node{
		ref: ref, name: k.Name, parent: parent, attributes: maps.Clone(k.Attributes),
		said: wording{description: k.Description, owner: k.Owner, source: k.Source, formula: k.Formula},
	}
	n.kpi = &kpiNode{
		slot: slot, unit: k.Unit, timing: k.Timing, direction: cmp.Or(k.Direction, DirectionHigher),
		basis: k.Basis, review: k.Review, summed: k.Target == TargetOfContributors,
	}
	self := c.add(n)
	c.card.kpis = append(c.card.kpis, self)
	c.adopt(parent, self, c.weight(path, ref, k.Weight))
	c.kpiWords(path, ref, k)

	p := &c.card.nodes[self]
	missing := c.missing(path, ref, k.Missing, above.missing)
	c.measures = append(c.measures, c.kpiMeasure(path, ref, k, missing))
	c.kpis = append(c.kpis, pendingKPI{self, k, path})
	state := &argsState{}
	p.kpi.calculator = choose(c, path+"/calculator", ref, calculators, k.Calculator, named[Calculator]{}, state)
	c.calculator(self, path+"/calculator", state)
	p.kpi.scorer = choose(c, path+"/scorer", ref, scorers, k.Scorer, above.scorer, nil)
	p.threshold = c.threshold(path+"/threshold", ref, k.Threshold, above.threshold)
	place := path
	if !k.Threshold.IsZero() {
		place += "/threshold"
	}
	c.ratingFor(place, p, p.kpi.direction)
	p.missing = missing.Rule
	p.round = c.round(path, ref, k.Round, above.round)
	p.assessed, p.joined = above.assessed, above.joined
	if p.kpi.onlyJudged() {
		p.assessed = true
		c.judgedKPI(path, ref, k)
	}
}

// kpiWords checks the fields that take one of a few words.
func (c *compiler) kpiWords(path Pointer, ref Ref, k *KPI) {
	if k.Direction != "" {
		c.oneOf(path+"/direction", ref, "direction", string(k.Direction), texts(directions()))
	}
	if k.Timing != "" {
		c.oneOf(path+"/timing", ref, "timing", string(k.Timing), texts(timings()))
	}
}

// scorerFor checks that the KPI's scorer can work with its direction and the targets of a list.
func (c *compiler) scorerFor(path, list Pointer, n *node, k *KPI, targets []*target.Stated) {
	own, ok := n.kpi.scorer.policy.(builtinScorer)
	if !ok {
		return
	}
	if p := own.checkDirection(n.kpi.direction); p != nil {
		place := path + "/direction"
		if !k.Scorer.IsZero() {
			place = path + "/scorer"
		}
		c.report(place, n.ref, p)
		return
	}
	for i, t := range targets {
		if t == nil || !t.Numbers[target.Value].Valid {
			continue
		}
		if own.expectsNothing(n.kpi.direction, resolvedStated(t)) {
			continue // nothing is expected, unless other targets add to it
		}
		if p := own.checkTarget(n.kpi.direction, resolvedStated(t)); p != nil {
			c.report(item(list, i), n.ref, p)
		}
	}
	hasValue := slices.ContainsFunc(k.Targets, func(t Target) bool { return t.Value != "" || t.Against != "" })
	if p := own.checkTarget(n.kpi.direction, ResolvedTarget{}); p != nil && !hasValue && !n.kpi.summed {
		p = fault(ErrNoTarget, "scorer_needs_target", "scorer", n.kpi.scorer.name)
		p.Hint = words.New("give_target_or_scorer_none")
		c.warn(list, n.ref, p)
	}
}

// standingTarget returns a KPI's target if it has one target, or none, whatever the period and the moment.
func (k *kpiNode) standingTarget() (ResolvedTarget, bool) {
	if k.targets.Empty() {
		return ResolvedTarget{}, !k.summed
	}
	s, ok := k.targets.Standing()
	if !ok {
		return ResolvedTarget{}, false
	}
	return resolvedStated(s), true
}
