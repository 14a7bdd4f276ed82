package bsc

import "github.com/go-bsc/bsc/words"

// Compiling KPIs that people judge.

// onlyJudged reports whether people's judgement is the score of a KPI, which has no value then.
func (k *kpiNode) onlyJudged() bool {
	_, judged := k.scorer.policy.(judgedScorer)
	return judged
}

// shownOnly reports whether a KPI is shown and not scored.
func (k *kpiNode) shownOnly() bool {
	_, unscored := k.scorer.policy.(noneScorer)
	return unscored
}

// judgedKPI refuses what a KPI that people judge cannot have: all that says how values come in or are measured.
func (c *compiler) judgedKPI(path Pointer, ref Ref, k *KPI) {
	for _, field := range []struct {
		name string
		set  bool
	}{
		{"direction", k.Direction != "" && k.Direction != DirectionHigher},
		{"frequency", k.Frequency != ""},
		{"rollup", k.Rollup != ""},
		{"basis", k.Basis != ""},
		{"prorate", k.Prorate},
		{"quota", k.Quota != Quota{}},
		{"contributors", k.Contributors != ""},
		{"target", k.Target != ""},
		{"targets", len(k.Targets) > 0},
		{"target_rollup", k.TargetRollup != ""},
		{"calculator", !k.Calculator.IsZero()},
		{"round", k.Round != nil},
	} {
		if field.set {
			p := fault(ErrValue, "field_of_judged", "field", field.name)
			p.Hint = words.New("leave_out_or_other_scorer")
			c.report(path+"/"+Pointer(field.name), ref, p)
		}
	}
	if k.Missing.Rule == MissingCarryForward {
		p := fault(ErrValue, "carry_forward_of_judged")
		p.Allowed = words.New("missing_rules_of_judged")
		c.report(path+"/missing/rule", ref, p)
	}
}

// noTarget returns why a KPI cannot have targets; nil if it can.
func (k *kpiNode) noTarget() *Problem {
	if !k.onlyJudged() {
		return nil
	}
	p := fault(ErrTarget, "target_of_judged")
	p.Hint = words.New("leave_out_or_other_scorer")
	return p
}

// valued refuses a KPI that policies cannot read, because people judge it and it has no value.
func (c *compiler) valued(path Pointer, from, ref Ref) bool {
	slot, known := c.card.slots[ref]
	if !known || slot >= len(c.card.kpis) || !c.card.nodes[c.card.kpis[slot]].kpi.onlyJudged() {
		return true
	}
	p := fault(ErrPolicyArgs, "reads_judged", "node", ref)
	p.Allowed = words.New("series_or_kpi_with_value")
	c.report(path, from, p)
	return false
}
