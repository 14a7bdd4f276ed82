package bsc

import (
	"cmp"

	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// What an evaluation gives back, as JSON. The tags of a type say its keys, and package report has the rules. Documents,
// which are also read, are written beside their types.

// MarshalJSON writes the keys of a report.Node for the same things. What a Node takes from the Result, its children,
// display and bands, is not there. A KPI's window is there even if it is one reading of the period. To embed an Outcome
// in a type of your own, give that type a MarshalJSON, or this one stands for all of it.
func (o Outcome) MarshalJSON() ([]byte, error) {
	if o.Assessment == nil {
		o.FinalRating, o.FinalScore = "", Score{} // rating and score say it
	}
	out := struct {
		Ref  Ref    `json:"ref"`
		Kind Kind   `json:"kind"`
		ID   string `json:"id"`
		Outcome
		Error     words.Phrase        `json:"error,omitzero"`
		ErrorCode Code                `json:"error_code,omitempty"`
		Coverage  decimal.NullDecimal `json:"coverage"`
		Target    *ResolvedTarget     `json:"target,omitempty"`
		Window    *Window             `json:"window,omitempty"`
	}{Ref: o.Ref, Kind: o.Ref.Kind, ID: o.Ref.ID, Outcome: o, Window: o.Window.shown()}
	if p, ok := o.Err.(*Problem); ok && p != nil {
		out.Error, out.ErrorCode = p.Phrase(), p.Code
	}
	if o.Flags&(FlagUnscored|FlagNotApplicable|FlagNotDue) == 0 {
		out.Coverage = decimal.NewNullDecimal(o.Coverage)
	}
	if o.Target.Rule != "" {
		out.Target = &o.Target
	}
	return wire.Marshal(out)
}

// shown returns the window; nil where it has nothing to show.
func (w *Window) shown() *Window {
	if w.First.IsZero() {
		return nil
	}
	return w
}

// MarshalJSON writes first, last, parts where there are several, readings, gaps, age and freshness.
func (w Window) MarshalJSON() ([]byte, error) {
	if len(w.Parts) == 1 {
		w.Parts = nil
	}
	return wire.Marshal(w)
}

// MarshalJSON writes baseline, value, stretch, floor, origin, author, rule, from and of_unit.
func (t ResolvedTarget) MarshalJSON() ([]byte, error) { return wire.Marshal(t) }

// MarshalJSON writes amount, percent and favourable.
func (v Variance) MarshalJSON() ([]byte, error) {
	return wire.Marshal(struct {
		Variance
		Favourable bool `json:"favourable"`
	}{v, v.Favourable()})
}

// MarshalJSON writes of, target, progress and expected.
func (p Pace) MarshalJSON() ([]byte, error) { return wire.Marshal(p) }

// MarshalJSON writes min, met and cap.
func (s ResolvedScale) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes rating, on, low, high, include_lower and include_upper.
func (b Band) MarshalJSON() ([]byte, error) { return wire.Marshal(b) }

// MarshalJSON writes rating and from.
func (l Level) MarshalJSON() ([]byte, error) { return wire.Marshal(l) }

// MarshalJSON writes ref and weight.
func (c Child) MarshalJSON() ([]byte, error) { return wire.Marshal(c) }

// MarshalJSON writes readings and targets.
func (n Needs) MarshalJSON() ([]byte, error) { return wire.Marshal(n) }

// MarshalJSON writes ref and share.
func (s Share) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes ref, score, weight and rating.
func (p Part) MarshalJSON() ([]byte, error) { return wire.Marshal(p) }

// MarshalJSON writes actuals or labels.
func (r Reaching) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }

// MarshalJSON writes changes and, for those who asked, outcomes. The Result is not among them: see report.Of.
func (n Notice) MarshalJSON() ([]byte, error) { return wire.Marshal(n) }

// MarshalJSON writes value, label, state, recorded_at, note and author, as for a Fact.
func (r Reading) MarshalJSON() ([]byte, error) {
	return wire.Marshal(struct {
		Value decimal.NullDecimal `json:"value"`
		Reading
	}{decimal.NullDecimal{Decimal: r.Value, Valid: !r.Value.IsZero() || !r.hasNoValue()}, r})
}

// MarshalJSON writes the values by id.
func (a Actuals) MarshalJSON() ([]byte, error) { return wire.Marshal(map[string]decimal.Decimal(a)) }

// MarshalJSON writes the targets by KPI id.
func (t OrgUnitTargets) MarshalJSON() ([]byte, error) { return wire.Marshal(map[string]Target(t)) }

// MarshalJSON writes the targets by org unit, and by KPI id.
func (t TargetsByOrgUnit) MarshalJSON() ([]byte, error) {
	return wire.Marshal(map[string]OrgUnitTargets(t))
}

// The parts of an Explanation, with the keys of package report.

// MarshalJSON writes ref, value, rollup and window.
func (v InputValue) MarshalJSON() ([]byte, error) {
	return wire.Marshal(struct {
		InputValue
		Window *Window `json:"window,omitempty"`
	}{v, v.Window.shown()})
}

// MarshalJSON writes period, of, value or label, state, days, of_days, note, author and recorded_at.
func (r UsedReading) MarshalJSON() ([]byte, error) {
	return wire.Marshal(struct {
		UsedReading
		Value decimal.NullDecimal `json:"value"`
	}{r, decimal.NullDecimal{Decimal: r.Value, Valid: r.Label == ""}})
}

// MarshalJSON writes ref, score, weight, share, amount, filled and judged.
func (c Contribution) MarshalJSON() ([]byte, error) { return wire.Marshal(c) }

// MarshalJSON writes period, value, part and off.
func (s TargetShare) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes unit, ref, target, rule, from, periods and reason.
func (a AddendTarget) MarshalJSON() ([]byte, error) { return wire.Marshal(a) }

// MarshalJSON writes the keys of an Addend, and below and more.
func (t AddendTree) MarshalJSON() ([]byte, error) { return wire.Marshal(t) }

// MarshalJSON writes to, unit, ref, factor, value, target and parts.
func (a Addend) MarshalJSON() ([]byte, error) { return wire.Marshal(a) }

// MarshalJSON writes period, value and factor.
func (p AddendPart) MarshalJSON() ([]byte, error) { return wire.Marshal(p) }

// MarshalJSON writes name and amount.
func (n Note) MarshalJSON() ([]byte, error) { return wire.Marshal(n) }

// MarshalJSON writes name and amount.
func (a Adjustment) MarshalJSON() ([]byte, error) { return wire.Marshal(a) }

// The strategy map. Its links have their kind and, as a number, their strength.

// MarshalJSON writes nodes, links, layers, order, drivers, outcomes and loops.
func (m StrategyMap) MarshalJSON() ([]byte, error) {
	return wire.Marshal(mapJSON{m.nodes, resolvedLinks(m.links), m.layers, m.Order(), m.Drivers(), m.Outcomes(), m.Loops()})
}

// MarshalJSON writes perspective and nodes.
func (l Layer) MarshalJSON() ([]byte, error) { return wire.Marshal(l) }

// MarshalJSON writes nodes, shortest and closing.
func (l Loop) MarshalJSON() ([]byte, error) {
	l.Shortest, l.Closing = resolvedLinks(l.Shortest), resolvedLinks(l.Closing)
	return wire.Marshal(l)
}

// resolvedLinks returns links as a report has them.
func resolvedLinks(links []Link) []Link {
	resolved := make([]Link, len(links))
	for i, l := range links {
		resolved[i] = l.Resolved()
	}
	return resolved
}

// Resolved returns the link with its kind, and with its strength as a number where it is one that Compile accepts.
func (l Link) Resolved() Link {
	l.Kind = cmp.Or(l.Kind, LinkHypothesis)
	if d, p := l.Strength.value(); p == nil {
		l.Strength = Strength(canonical(d))
	}
	return l
}

// Errors.

// MarshalJSON writes code, detail, ref, path, line, col, end_line, end_col, allowed, hint and warning. The detail has the text of Err.
func (p Problem) MarshalJSON() ([]byte, error) {
	p.Detail = p.said()
	return wire.Marshal(p)
}

// MarshalJSON writes a list.
func (ps Problems) MarshalJSON() ([]byte, error) { return wire.Marshal([]*Problem(ps)) }

// MarshalJSON writes the problems.
func (e DefinitionError) MarshalJSON() ([]byte, error) { return wire.Marshal(e) }

// MarshalJSON writes the problems.
func (e InputError) MarshalJSON() ([]byte, error) { return wire.Marshal(e) }

// MarshalJSON writes code and detail, and neither the stack nor the value.
func (e PanicError) MarshalJSON() ([]byte, error) {
	return Problem{Code: ErrPanic, Detail: e.said()}.MarshalJSON()
}
