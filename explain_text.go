package bsc

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// String shows the explanation as indented text that can be followed with a pencil.
func (x *Explanation) String() string {
	var b textTree
	b.explain(x, "")
	return b.String()
}

// textTree writes indented lines.
type textTree struct{ strings.Builder }

func (b *textTree) line(indent, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	b.WriteString(indent + text + "\n")
}

// explain is recursive like the explanation it shows: three levels deep.
func (b *textTree) explain(x *Explanation, indent string) {
	o := &x.Outcome
	b.line(indent, "%s", headline(o))
	inner := indent + "  "
	switch {
	case o.Ref.Kind == KindKPI:
		b.kpi(x, inner)
	default:
		b.parent(x, inner)
	}
	for _, n := range x.Notes {
		b.line(inner, "note: %s = %s", printable(n.Name), canonical(n.Value))
	}
	for _, a := range x.Adjustments {
		b.line(inner, "%s: %s", a.Name, signed(a.Amount))
	}
	if x.Band != nil {
		b.line(inner, "rating %s: %s", x.Band.Rating, bandText(x.Band))
	} else if o.Rating != "" {
		b.line(inner, "rating %s by %s", o.Rating, x.ThresholdName)
	}
	if o.Err != nil {
		b.line(inner, "failed: %s", o.Err)
	}
	if a := o.Assessment; a != nil {
		b.line(inner, "%s", assessmentText(a))
	}
	for i := range x.Below {
		b.explain(&x.Below[i], inner)
	}
}

func headline(o *Outcome) string {
	text := o.Ref.String()
	if o.Name != "" {
		text += " " + quoteName(o.Name)
	}
	if !o.Score.Valid() {
		return text + ": no score, " + o.Reason
	}
	text += ": " + o.Score.String()
	if o.Rating != "" {
		text += " " + string(o.Rating)
	}
	return text
}

func (b *textTree) kpi(x *Explanation, indent string) {
	o := &x.Outcome
	if x.Calculator != "" {
		b.line(indent, "calculated by %s%s", x.Calculator, equals(x.Calculation, o.Actual))
		for _, in := range x.Inputs {
			b.line(indent+"  ", "%s = %s", in.Ref, nullText(in.Value))
		}
	}
	if o.Actual.Valid {
		b.line(indent, "actual %s%s", canonical(o.Actual.Decimal), unitText(o.Unit))
	}
	if o.Label != "" {
		b.line(indent, "actual %s", quoteName(o.Label))
	}
	if text := targetText(o.Target); text != "" {
		b.line(indent, "%s", text)
	}
	if o.Score.Valid() {
		b.line(indent, "%s%s", x.Policy, equals(x.Formula, x.Value))
	}
}

func (b *textTree) parent(x *Explanation, indent string) {
	o := &x.Outcome
	if o.Score.Valid() {
		b.line(indent, "%s%s", x.Policy, equals(x.Formula, x.Value))
	}
	for _, c := range x.Contributions {
		text := fmt.Sprintf("%s: score %s, weight %s, share %s", c.Ref, canonical(c.Score), canonical(c.Weight), canonical(c.Share))
		if c.Amount.Valid {
			text += ", contributes " + canonical(c.Amount.Decimal)
		}
		if c.Filled {
			text += " (missing: counted with the scale's minimum)"
		}
		if c.Judged {
			text += " (as assessed)"
		}
		b.line(indent, "%s", text)
	}
	for _, l := range x.LeftOut {
		b.line(indent, "left out: %s, %s", l.Ref, l.Reason)
	}
	if len(x.Decided) > 0 {
		var refs []string
		for _, r := range x.Decided {
			refs = append(refs, r.String())
		}
		b.line(indent, "decided by %s", strings.Join(refs, " and "))
	}
	if !o.Coverage.Equal(one()) && !o.Low.Equal(o.High) {
		b.line(indent, "coverage %s: with all data the score would lie between %s and %s", canonical(o.Coverage), o.Low, o.High)
	}
}

// equals shows " = result" after a formula, or the result alone.
func equals(formula string, result decimal.NullDecimal) string {
	switch {
	case result.Valid && (formula == "" || formula == canonical(result.Decimal)):
		return ": " + canonical(result.Decimal)
	case result.Valid:
		return ": " + printable(formula) + " = " + canonical(result.Decimal)
	}
	return ": no value"
}

func nullText(d decimal.NullDecimal) string {
	if !d.Valid {
		return "no value"
	}
	return canonical(d.Decimal)
}

func unitText(unit string) string {
	if unit == "" {
		return ""
	}
	return " " + printable(unit)
}

// targetText shows a target and where it comes from.
func targetText(t ResolvedTarget) string {
	var parts []string
	for _, f := range []struct {
		name  string
		value decimal.NullDecimal
	}{{"target", t.Value}, {"baseline", t.Baseline}, {"stretch", t.Stretch}, {"floor", t.Floor}} {
		if f.value.Valid {
			parts = append(parts, f.name+" "+canonical(f.value.Decimal))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	text := strings.Join(parts, ", ")
	switch t.Rule {
	case TargetOfUnit:
		text += " (the unit's own"
	case TargetStated:
		text += " (stated for the period"
	default:
		text += " (standing"
	}
	if t.Origin != "" {
		text += ", " + printable(t.Origin)
	}
	return text + ")"
}

func bandText(b *Band) string {
	below, above := "<=", "<"
	if b.IncludeUpper {
		below, above = "<", "<="
	}
	text := strings.ReplaceAll(b.On, "_", " ")
	if b.Low.Valid {
		text = canonical(b.Low.Decimal) + " " + below + " " + text
	}
	if b.High.Valid {
		text += " " + above + " " + canonical(b.High.Decimal)
	}
	return text
}

func assessmentText(a *Assessment) string {
	text := "assessed"
	if a.Score != "" {
		text += " " + string(a.Score)
	}
	if a.Rating != "" {
		text += " " + string(a.Rating)
	}
	if a.Author != "" {
		text += " by " + printable(a.Author)
	}
	if a.Reason != "" {
		text += ": " + printable(a.Reason)
	}
	return text
}

func signed(d decimal.Decimal) string {
	if d.Sign() > 0 {
		return "+" + canonical(d)
	}
	return canonical(d)
}

func quoteName(name string) string { return `"` + printable(name) + `"` }
