package bsc

import (
	"fmt"
	"strings"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/oneline"
	"github.com/shopspring/decimal"
)

// The text of an Explanation.

// String shows the explanation as indented text that can be checked with a pencil.
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

// explain recurses like the explanation it shows: three levels deep.
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
		b.line(inner, "note: %s = %s", oneline.Printable(n.Name), canonical(n.Value))
	}
	for _, a := range x.Adjustments {
		b.line(inner, "%s: %s", a.Name, signed(a.Amount))
	}
	if x.Band != nil {
		b.line(inner, "rating %s: %s", x.Band.Rating, bandText(x.Band))
	} else if x.Rule != "" {
		b.line(inner, "rating %s: %s", o.Rating, x.Rule)
	} else if x.Judgement != nil && o.Rating != "" && x.Judgement.Rating == o.Rating {
		b.line(inner, "rating %s, as it is %s", o.Rating, assessmentText(x.Judgement))
	} else if o.Rating != "" {
		b.line(inner, "rating %s by %s", o.Rating, x.ThresholdName)
	}
	if o.Err != nil {
		b.line(inner, "failed: %s", o.Err)
	}
	b.assessments(x, inner)
	for i := range x.Below {
		b.explain(&x.Below[i], inner)
	}
}

// assessments lists what people have said, and what follows from it.
func (b *textTree) assessments(x *Explanation, indent string) {
	o := &x.Outcome
	if j := x.Judgement; j != nil {
		b.line(indent, "it stands for what is %s", assessmentText(j))
	}
	for i := range o.Assessments {
		b.line(indent, "%s", assessmentText(&o.Assessments[i]))
	}
	if o.Assessment == nil {
		return
	}
	final := "no final rating"
	if o.FinalRating != "" {
		final = "final rating " + string(o.FinalRating)
	}
	if len(o.Assessments) > 1 {
		final += ": the assessment" + byWhom(o.Assessment.Author, o.Assessment.Role) + " counts"
	}
	b.line(indent, "%s", final)
}

func headline(o *Outcome) string {
	text := o.Ref.String()
	if o.Name != "" {
		text += " " + quoteName(o.Name)
	}
	if !o.Score.Valid() {
		return text + ": no score, " + o.Reason.String()
	}
	text += ": " + o.Score.String()
	switch {
	case o.Rating != "":
		text += " " + string(o.Rating)
	case !o.Reason.IsZero():
		text += ", " + o.Reason.String()
	}
	return text
}

func (b *textTree) kpi(x *Explanation, indent string) {
	o := &x.Outcome
	if x.Calculator != "" {
		b.line(indent, "calculated by %s%s", x.Calculator, equals(x.Calculation, o.Actual))
		for _, in := range x.Inputs {
			b.line(indent+"  ", "%s = %s%s%s", in.Ref, nullText(in.Value), windowText(in.Window, in.Rollup), withoutText(&in.Window))
		}
	}
	if o.Actual.Valid {
		b.line(indent, "actual %s%s%s%s", canonical(o.Actual.Decimal), unitText(o.Unit), windowText(o.Window, x.Rollup), heldText(o))
	}
	if o.Label != "" {
		b.line(indent, "actual %s%s%s", quoteName(o.Label), windowText(o.Window, ""), heldText(o))
	}
	b.parts(x, indent+"  ")
	for i := range o.ReadingNotes {
		b.line(indent, "%s", readingNoteText(&o.ReadingNotes[i], o.Ref))
	}
	for i := range x.Addends {
		b.line(indent+"  ", "%s", addendText(&x.Addends[i]))
	}
	for _, g := range o.Window.Gaps {
		if g.Ref == o.Ref && len(o.Window.Gaps) == 1 && !o.Actual.Valid && !g.Overdue {
			continue // the headline says so
		}
		b.line(indent, "missing: %s", gapText(&g))
	}
	if text := targetText(o.Target); text != "" {
		b.line(indent, "%s%s", text, varianceText(&o.Variance))
	}
	for i := range x.TargetShares {
		b.line(indent+"  ", "%s", shareText(&x.TargetShares[i]))
	}
	if p := o.Pace; p != nil {
		b.line(indent, "pace: %s of the way to the %s of %s, where %s is expected", percent(p.Progress), canonical(p.Target), p.Of, percent(p.Expected))
	}
	if o.Score.Valid() {
		b.line(indent, "%s%s", x.Policy, equals(x.Formula, x.Value))
	}
}

// parts lists the periods that a value is made of: what entered and, of the rest, what does not apply, is not due or
// failed. Missing periods are listed with the gaps.
func (b *textTree) parts(x *Explanation, indent string) {
	readings := x.Readings
	for _, part := range x.Outcome.Window.Parts {
		for len(readings) > 0 && readings[0].Period == part.Period {
			if text := readingText(x, &readings[0]); text != "" {
				b.line(indent, "%s: %s", part.Period, text)
			}
			readings = readings[1:]
		}
		switch part.State {
		case PartNotApplicable, PartNotDue, PartFailed:
			if len(x.Outcome.Window.Parts) > 1 {
				b.line(indent, "%s: %s", part.Period, partText(part.State))
			}
		}
	}
}

// readingNoteText shows what somebody said with a reading of a KPI, or of another one that it is calculated from.
func readingNoteText(n *ReadingNote, of Ref) string {
	text := "noted on " + n.Period.String()
	if n.Ref != of {
		text = "noted on " + n.Ref.String() + " in " + n.Period.String()
	}
	if n.Author != "" {
		text += " by " + oneline.Printable(n.Author)
	}
	if n.Note != "" {
		text += ": " + oneline.Printable(n.Note)
	}
	return text
}

// addendText shows what an org unit brings: uk brings 232 to series:sales: 100 × 1.15 in 2026-01, 100 × 1.17 in 2026-02.
func addendText(a *Addend) string {
	text := oneline.Printable(a.OrgUnit) + " brings "
	switch {
	case a.Value.Valid:
		text += canonical(a.Value.Decimal)
	case len(a.Parts) == 0:
		text += "nothing"
	default:
		text += "no single value"
	}
	text += " to " + a.To.String()
	if a.Factor == (Factor{}) {
		return text
	}
	for i, part := range a.Parts {
		text += [...]string{": ", ", "}[min(i, 1)] + canonical(part.Value) + " × " + canonical(part.Factor) + " in " + part.Period.String()
	}
	return text
}

// partText returns the state of a part of a window in words.
func partText(s PartState) string { return strings.ReplaceAll(string(s), "_", " ") }

// readingText shows a reading that was carried forward or entered a value with others; "" for one that is the whole
// value.
func readingText(x *Explanation, r *UsedReading) string {
	text := canonical(r.Value)
	if r.Label != "" {
		text = quoteName(r.Label)
	}
	switch {
	case x.Rollup == RollupMean && len(x.Readings) > 1:
		text += fmt.Sprintf(" on %d days", r.Days)
	case x.Rollup == RollupSum && r.Days < r.OfDays:
		text += fmt.Sprintf(" × %d/%d", r.Days, r.OfDays)
	}
	switch {
	case r.Of != r.Period:
		text += ", carried forward from " + r.Of.String()
	case len(x.Readings) == 1:
		return ""
	case r.State == StateProvisional:
		text += ", provisional"
	}
	return text
}

// shareText shows what a stated target contributes to the one in force.
func shareText(s *TargetShare) string {
	text := canonical(s.Value)
	if s.Part != "1" {
		text = s.Part + " × " + text
	}
	if !s.Period.IsZero() {
		text += " for " + s.Period.String()
	}
	for _, off := range s.Off {
		text += fmt.Sprintf(", less %s for %s, %s", off.Part, off.Period, partText(off.State))
	}
	return text
}

// windowText names the periods that a value is made of, if they are more than its own.
func windowText(w Window, rollup Rollup) string {
	if w.First == w.Last || w.First.IsZero() {
		return ""
	}
	how := "from"
	if rollup != "" {
		how = string(rollup) + " of"
	}
	return fmt.Sprintf(", %s %s to %s", how, w.First, w.Last)
}

// withoutText lists the first parts of an input's window that are left out of its value.
func withoutText(w *Window) string {
	var out []string
	for _, part := range w.Parts {
		switch part.State {
		case PartMissing, PartNotApplicable, PartNotDue, PartFailed:
			out = append(out, part.Period.String())
		}
	}
	if len(out) == 0 || len(out) == len(w.Parts) {
		return ""
	}
	const most = 3
	if more := len(out) - most; more > 0 {
		out = append(out[:most], fmt.Sprintf("%d more", more))
	}
	return " without " + listed(out, "and")
}

// heldText says where a value comes from that is not of the evaluated period.
func heldText(o *Outcome) string {
	if !o.Flags.Has(FlagHeld) {
		return ""
	}
	return ", held from " + o.Window.Last.String()
}

func gapText(g *Gap) string {
	text := g.Ref.String() + " in " + g.Period.String()
	switch {
	case g.NotDue:
		text += ", not due yet"
	case g.Overdue:
		text += ", overdue"
	}
	if g.Provisional {
		text += ", only provisional"
	}
	return text
}

// percent shows a share as a percentage with at most two places.
func percent(share decimal.Decimal) string {
	return canonical(exact.Computable(share, exact.HalfAway).Shift(2).Round(2)) + " %"
}

func (b *textTree) parent(x *Explanation, indent string) {
	o := &x.Outcome
	if o.Score.Valid() {
		b.line(indent, "%s%s", x.Policy, equals(x.Formula, x.Value))
	}
	below := x.Below
	for _, c := range x.Contributions {
		for len(below) > 0 && below[0].Outcome.Ref != c.Ref {
			below = below[1:] // these stand in the same order
		}
		text := fmt.Sprintf("%s: score %s, weight %s, share %s", c.Ref, canonical(c.Score), canonical(c.Weight), canonical(c.Share))
		if c.Amount.Valid {
			text += ", contributes " + canonical(c.Amount.Decimal)
		}
		if c.Filled {
			text += " (missing: counted with the scale's minimum)"
		}
		switch {
		case c.Judged:
			text += " (as assessed" + byWhom(c.JudgedBy, c.JudgedAs) + ")"
		case len(below) > 0 && below[0].Outcome.Flags.Has(FlagJudged):
			text += " (as assessed below it)"
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
	if canonical(o.Coverage) != "1" && !o.Low.Equal(o.High) {
		b.line(indent, "coverage %s: with all data the score would lie between %s and %s", canonical(o.Coverage), o.Low, o.High)
	}
}

// equals shows " = result" after a formula, or the result alone.
func equals(formula string, result decimal.NullDecimal) string {
	switch {
	case result.Valid && (formula == "" || formula == canonical(result.Decimal)):
		return ": " + canonical(result.Decimal)
	case result.Valid:
		return ": " + oneline.Printable(formula) + " = " + canonical(result.Decimal)
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
	return " " + oneline.Printable(unit)
}

// targetText shows a target and its origin.
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
	text := strings.Join(parts, ", ") + " (" + ruleText(t)
	if t.Origin != "" {
		text += ", " + oneline.Printable(t.Origin)
	}
	if t.Author != "" {
		text += ", by " + oneline.Printable(t.Author)
	}
	return text + ")"
}

// varianceText says how an actual compares with its target.
func varianceText(v *Variance) string {
	if !v.Amount.Valid {
		return ""
	}
	text := ": better by "
	switch v.Amount.Decimal.Sign() {
	case 0:
		return ": the actual is the target"
	case -1:
		text = ": worse by "
	}
	text += canonical(v.Amount.Decimal.Abs())
	if v.Percent.Valid {
		text += ", " + percent(v.Percent.Decimal.Abs().Shift(-2))
	}
	return text
}

// ruleText names the rule by which a target came into force.
func ruleText(t ResolvedTarget) string {
	own := ""
	if t.OfOrgUnit {
		own = "the unit's own, "
	}
	switch t.Rule {
	case TargetStated:
		return own + "stated for the period"
	case TargetRolledUp:
		return own + "made of those of its parts"
	case TargetPhased:
		return own + "its share of the one for " + t.From.String()
	case TargetGlide:
		return own + "on the way to the one for " + t.From.String()
	case TargetEnclosing, TargetEarlier:
		return own + "the one for " + t.From.String()
	case TargetSummed:
		return "the sum of the contributors'"
	case TargetPlanned:
		return "what it comes to by the plan"
	case TargetCompared:
		return own + "compared with" + strings.TrimPrefix(ofPeriod(t.From), " in")
	}
	return own + "standing"
}

func assessmentText(a *Assessment) string {
	text := "assessed"
	if a.Score != "" {
		text += " " + string(a.Score)
	}
	if a.Rating != "" {
		text += " " + string(a.Rating)
	}
	text += byWhom(a.Author, a.Role)
	if a.Reason != "" {
		text += ": " + oneline.Printable(a.Reason)
	}
	return text
}

func signed(d decimal.Decimal) string {
	if d.Sign() > 0 {
		return "+" + canonical(d)
	}
	return canonical(d)
}

func quoteName(name string) string { return `"` + oneline.Printable(name) + `"` }
