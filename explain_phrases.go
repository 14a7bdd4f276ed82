package bsc

import (
	"errors"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// What the lines of an Explanation are made of.

func headline(o *Outcome) words.Phrase {
	name := words.New("named", "name", o.Name)
	if o.Name == "" {
		name = words.Phrase{}
	}
	if !o.Score.Valid() {
		return words.New("explain_no_score", "node", o.Ref, "name", name, "why", o.Reason)
	}
	var standing words.Phrase
	switch {
	case o.Rating != "":
		standing = words.New("rated", "rating", ratingName(o.Rating))
	case !o.Reason.IsZero():
		standing = words.New("but", "why", o.Reason)
	}
	return words.New("explain_score", "node", o.Ref, "name", name, "score", o.Score.value(), "standing", standing)
}

// ratingName names a rating: a word of the language for a usual one, else its id.
func ratingName(r Rating) words.Phrase { return words.Name("rating", string(r)) }

// policyName names a policy: a word of the language for a built-in one, else its own name.
func policyName(name string) words.Phrase { return words.Name("policy", name) }

// readingNotePhrase shows what somebody said with a reading of a KPI, or of another one that it is calculated from.
func readingNotePhrase(n *ReadingNote, of Ref) words.Phrase {
	var note words.Phrase
	if n.Note != "" {
		note = words.New("because", "why", n.Note)
	}
	by := byWhom(n.Author, "")
	if n.Ref != of {
		return words.New("explain_noted_on_node", "node", n.Ref, "period", n.Period, "by", by, "note", note)
	}
	return words.New("explain_noted", "period", n.Period, "by", by, "note", note)
}

// addendPhrase shows what an org unit brings: uk brings 232 to series:sales: 100 × 1.15 in 2026-01, 100 × 1.17 in 2026-02.
func addendPhrase(a *Addend) words.Phrase {
	var value any = a.Value
	switch {
	case a.Value.Valid:
	case len(a.Parts) == 0:
		value = words.New("brings_nothing")
	default:
		value = words.New("brings_no_single_value")
	}
	var parts words.Phrase
	if a.Factor != (Factor{}) && len(a.Parts) > 0 {
		list := make([]words.Phrase, len(a.Parts))
		for i, part := range a.Parts {
			list[i] = words.New("converted", "value", part.Value, "factor", part.Factor, "period", part.Period)
		}
		parts = words.New("converted_parts", "parts", list)
	}
	return words.New("explain_brings", "unit", a.OrgUnit, "value", value, "node", a.To, "parts", parts)
}

// readingPhrase shows a reading that was carried forward or entered a value with others; nothing for one that is the
// whole value.
func readingPhrase(x *Explanation, r *UsedReading) words.Phrase {
	var weighing, state words.Phrase
	switch {
	case x.Rollup == RollupMean && len(x.Readings) > 1:
		weighing = words.New("on_days", "n", r.Days)
	case x.Rollup == RollupSum && r.Days < r.OfDays:
		weighing = words.New("times_days", "days", r.Days, "of_days", r.OfDays)
	}
	switch {
	case r.Of != r.Period:
		state = words.New("carried_from", "period", r.Of)
	case len(x.Readings) == 1:
		return words.Phrase{}
	case r.State == StateProvisional:
		state = words.New("is_provisional")
	}
	var value any = r.Value
	if r.Label != "" {
		value = words.New("label_used", "label", r.Label)
	}
	return words.New("reading_used", "value", value, "weighing", weighing, "state", state)
}

// sharePhrase shows what a stated target contributes to the one in force.
func sharePhrase(s *TargetShare) words.Phrase {
	var times, period words.Phrase
	if s.Part != "1" {
		times = words.New("times_of", "part", s.Part)
	}
	if !s.Period.IsZero() {
		period = words.New("for_period", "period", s.Period)
	}
	var off words.Formula
	for _, taken := range s.Off {
		less := words.New("less", "part", taken.Part, "period", taken.Period, "state", words.Name("part", string(taken.State)))
		off = append(off, words.Token{Phrase: less})
	}
	return words.New("explain_target_share", "times", times, "value", s.Value, "period", period, "off", off)
}

// windowPhrase names the periods that a value is made of, if they are more than its own.
func windowPhrase(w Window, rollup Rollup) words.Phrase {
	switch {
	case w.First == w.Last || w.First.IsZero():
		return words.Phrase{}
	case rollup == "":
		return words.New("from_to", "first", w.First, "last", w.Last)
	}
	return words.New("rolled_up", "rollup", words.Name("rollup", string(rollup)), "first", w.First, "last", w.Last)
}

// withoutPhrase lists the first parts of an input's window that are left out of its value.
func withoutPhrase(w *Window) words.Phrase {
	var out []any
	for _, part := range w.Parts {
		switch part.State {
		case PartMissing, PartNotApplicable, PartNotDue, PartFailed:
			out = append(out, part.Period)
		}
	}
	if len(out) == 0 || len(out) == len(w.Parts) {
		return words.Phrase{}
	}
	const most = 3
	if more := len(out) - most; more > 0 {
		out = append(out[:most], words.New("n_more", "n", more))
	}
	return words.New("without_parts", "periods", out)
}

// heldPhrase says where a value comes from that is not of the evaluated period.
func heldPhrase(o *Outcome) words.Phrase {
	if !o.Flags.Has(FlagHeld) {
		return words.Phrase{}
	}
	return words.New("held_from", "period", o.Window.Last)
}

func gapPhrase(g *Gap) words.Phrase {
	var due, provisional words.Phrase
	switch {
	case g.NotDue:
		due = words.New("but", "why", words.New("not_due_yet"))
	case g.Overdue:
		due = words.New("but", "why", words.Name("flag", "overdue"))
	}
	if g.Provisional {
		provisional = words.New("but", "why", words.New("provisional_alone"))
	}
	return words.New("gap", "node", g.Ref, "period", g.Period, "due", due, "provisional", provisional)
}

// percent shows a share as a percentage with at most two places.
func percent(share decimal.Decimal) words.Phrase {
	return words.New("percent", "number", exact.Computable(share, exact.HalfAway).Shift(2).Round(2))
}

func unitPhrase(unit string) words.Phrase {
	if unit == "" {
		return words.Phrase{}
	}
	return words.New("with_unit", "unit", unit)
}

// problemPhrase says what went wrong.
func problemPhrase(err error) words.Phrase {
	var p *Problem
	if errors.As(err, &p) {
		return p.Phrase()
	}
	text, _ := errorText(err)
	return words.Text(text)
}

func orNoValue(d decimal.NullDecimal) any {
	if !d.Valid {
		return words.New("no_value")
	}
	return d
}

// targetPhrase shows a target, its origin, and how the actual compares with it.
func targetPhrase(t *ResolvedTarget, v *Variance) words.Phrase {
	var numbers []words.Phrase
	for _, f := range []struct {
		code   string
		number decimal.NullDecimal
	}{{"target_is", t.Value}, {"baseline_is", t.Baseline}, {"stretch_is", t.Stretch}, {"floor_is", t.Floor}} {
		if f.number.Valid {
			numbers = append(numbers, words.New(f.code, "number", f.number))
		}
	}
	if len(numbers) == 0 {
		return words.Phrase{}
	}
	var origin, author words.Phrase
	if t.Origin != "" {
		origin = words.New("but", "why", t.Origin)
	}
	if t.Author != "" {
		author = words.New("set_by", "author", t.Author)
	}
	return words.New("explain_target", "numbers", numbers, "rule", rulePhrase(t), "origin", origin, "author", author, "variance", variancePhrase(v))
}

// variancePhrase says how an actual compares with its target.
func variancePhrase(v *Variance) words.Phrase {
	if !v.Amount.Valid {
		return words.Phrase{}
	}
	code := "better_by"
	switch v.Amount.Decimal.Sign() {
	case 0:
		return words.New("actual_is_target")
	case -1:
		code = "worse_by"
	}
	var share words.Phrase
	if v.Percent.Valid {
		share = words.New("but", "why", percent(v.Percent.Decimal.Abs().Shift(-2)))
	}
	return words.New(code, "amount", v.Amount.Decimal.Abs(), "percent", share)
}

// rulePhrase names the rule by which a target came into force.
func rulePhrase(t *ResolvedTarget) words.Phrase {
	rule := words.Name("target_rule", string(t.Rule))
	switch t.Rule {
	case TargetSummed, TargetPlanned:
		return rule
	case TargetPhased:
		rule = words.New("target_share_of", "period", t.From)
	case TargetGlide:
		rule = words.New("target_on_way_to", "period", t.From)
	case TargetEnclosing, TargetEarlier:
		rule = words.New("target_of", "period", t.From)
	case TargetCompared:
		rule = words.New("target_compared", "period", t.From)
	case TargetStated, TargetRolledUp:
	default:
		rule = words.Name("target_rule", string(TargetStanding))
	}
	if t.OfOrgUnit {
		return words.New("unit_own", "rule", rule)
	}
	return rule
}

// assessmentPhrase shows what somebody has said about a node.
func assessmentPhrase(a *Assessment) words.Phrase {
	var score, rating, reason words.Phrase
	if a.Score != "" {
		score = words.New("rated", "rating", a.Score)
	}
	if a.Rating != "" {
		rating = words.New("rated", "rating", ratingName(a.Rating))
	}
	if a.Reason != "" {
		reason = words.New("because", "why", a.Reason)
	}
	return words.New("assessed", "score", score, "rating", rating, "by", byWhom(a.Author, a.Role), "reason", reason)
}

// byWhom names who has said something, with the role: by Max as manager.
func byWhom(author, role string) words.Phrase {
	switch {
	case author == "" && role == "":
		return words.Phrase{}
	case role == "":
		return words.New("by", "author", author)
	case author == "":
		return words.New("by_role", "role", role)
	}
	return words.New("by_as_role", "author", author, "role", role)
}

// signed shows an amount with its sign.
func signed(d decimal.Decimal) any {
	if d.Sign() > 0 {
		return words.New("plus", "number", d)
	}
	return d
}
