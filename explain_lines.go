package bsc

import (
	"strings"

	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// An Explanation in lines of text.

// An ExplanationLine is one line of an Explanation: what it says, and how deep it is indented. As JSON it has depth and
// says, so that a front end can show an explanation in the language of its reader.
type ExplanationLine struct {
	Depth int          `json:"depth"` // 0 for the node's own first line
	Says  words.Phrase `json:"says"`
}

// Lines returns the explanation line by line, in codes with their arguments. A line is deeper than the one that it
// belongs to. The nodes below follow after the lines of the node itself, in definition order.
func (x *Explanation) Lines() []ExplanationLine {
	var l lines
	l.explain(x, 0)
	return l.list
}

// String shows the explanation as indented text that can be checked with a pencil.
func (x *Explanation) String() string { return x.In(nil) }

// In shows the explanation as String does, in another language.
func (x *Explanation) In(language words.Catalogue) string {
	var b strings.Builder
	for _, line := range x.Lines() {
		b.WriteString(strings.Repeat("  ", line.Depth) + language.Say(line.Says) + "\n")
	}
	return b.String()
}

// lines gathers the lines of an explanation.
type lines struct{ list []ExplanationLine }

func (l *lines) line(depth int, code string, args ...any) {
	l.list = append(l.list, ExplanationLine{depth, words.New(code, args...)})
}

func (l *lines) say(depth int, p words.Phrase) { l.list = append(l.list, ExplanationLine{depth, p}) }

// explain recurses like the explanation it shows: three levels deep.
func (l *lines) explain(x *Explanation, depth int) {
	o := &x.Outcome
	l.say(depth, headline(o))
	depth++
	if o.Ref.Kind == KindKPI {
		l.kpi(x, depth)
	} else {
		l.parent(x, depth)
	}
	for _, n := range x.Notes {
		l.line(depth, "explain_note", "name", words.Name("note", n.Name), "value", n.Value)
	}
	for _, a := range x.Adjustments {
		l.line(depth, "explain_adjustment", "name", words.Name("adjustment", a.Name), "amount", signed(a.Amount))
	}
	l.rating(x, depth)
	if o.Err != nil {
		l.line(depth, "explain_failed", "problem", problemPhrase(o.Err))
	}
	l.assessments(x, depth)
	for i := range x.Below {
		l.explain(&x.Below[i], depth)
	}
}

// rating says how the node came to its rating.
func (l *lines) rating(x *Explanation, depth int) {
	rating := x.Outcome.Rating
	switch shown := ratingName(rating); {
	case x.Band != nil:
		l.line(depth, "explain_rating", "rating", ratingName(x.Band.Rating), "why", bandFormula(x.Band))
	case !x.Rule.IsZero():
		l.line(depth, "explain_rating", "rating", shown, "why", x.Rule)
	case rating == "":
	case x.Judgement != nil && x.Judgement.Rating == rating:
		l.line(depth, "explain_rating_given", "rating", shown, "assessment", assessmentPhrase(x.Judgement))
	default:
		l.line(depth, "explain_rating_by", "rating", shown, "policy", policyName(x.ThresholdName))
	}
}

// assessments lists what people have said, and what follows from it.
func (l *lines) assessments(x *Explanation, depth int) {
	o := &x.Outcome
	if j := x.Judgement; j != nil {
		l.line(depth, "explain_stands_for", "assessment", assessmentPhrase(j))
	}
	for i := range o.Assessments {
		l.say(depth, assessmentPhrase(&o.Assessments[i]))
	}
	if o.Assessment == nil {
		return
	}
	var which words.Phrase
	if len(o.Assessments) > 1 {
		which = words.New("which_assessment", "by", byWhom(o.Assessment.Author, o.Assessment.Role))
	}
	if o.FinalRating == "" {
		l.line(depth, "explain_no_final_rating", "which", which)
		return
	}
	l.line(depth, "explain_final_rating", "rating", ratingName(o.FinalRating), "which", which)
}

func (l *lines) kpi(x *Explanation, depth int) {
	o := &x.Outcome
	if x.Calculator != "" {
		l.line(depth, "explain_calculated", "policy", policyName(x.Calculator), "is", equals(x.Calculation, o.Actual))
		for _, in := range x.Inputs {
			l.line(depth+1, "explain_input", "node", in.Ref, "value", orNoValue(in.Value),
				"window", windowPhrase(in.Window, in.Rollup), "without", withoutPhrase(&in.Window))
		}
	}
	if o.Actual.Valid {
		l.line(depth, "explain_actual", "actual", o.Actual, "unit", unitPhrase(o.Unit), "window", windowPhrase(o.Window, x.Rollup), "held", heldPhrase(o))
	}
	if o.Label != "" {
		l.line(depth, "explain_label", "label", o.Label, "window", windowPhrase(o.Window, ""), "held", heldPhrase(o))
	}
	l.parts(x, depth+1)
	for i := range o.ReadingNotes {
		l.say(depth, readingNotePhrase(&o.ReadingNotes[i], o.Ref))
	}
	for i := range x.Addends {
		l.say(depth+1, addendPhrase(&x.Addends[i]))
	}
	for _, g := range o.Window.Gaps {
		if g.Ref == o.Ref && len(o.Window.Gaps) == 1 && !o.Actual.Valid && !g.Overdue {
			continue // the headline says so
		}
		l.line(depth, "explain_missing", "gap", gapPhrase(&g))
	}
	if says := targetPhrase(&o.Target, &o.Variance); !says.IsZero() {
		l.say(depth, says)
	}
	for i := range x.TargetShares {
		l.say(depth+1, sharePhrase(&x.TargetShares[i]))
	}
	if p := o.Pace; p != nil {
		l.line(depth, "explain_pace", "progress", percent(p.Progress), "target", p.Target, "period", p.Of, "expected", percent(p.Expected))
	}
	l.policy(x, depth)
}

// policy shows the arithmetic of the score.
func (l *lines) policy(x *Explanation, depth int) {
	if x.Outcome.Score.Valid() {
		l.line(depth, "explain_policy", "policy", policyName(x.Policy), "is", equals(x.Formula, x.Value))
	}
}

// parts lists the periods that a value is made of: what entered and, of the rest, what does not apply, is not due or
// failed. Missing periods are listed with the gaps.
func (l *lines) parts(x *Explanation, depth int) {
	readings := x.Readings
	for _, part := range x.Outcome.Window.Parts {
		for len(readings) > 0 && readings[0].Period == part.Period {
			if says := readingPhrase(x, &readings[0]); !says.IsZero() {
				l.line(depth, "explain_part", "period", part.Period, "says", says)
			}
			readings = readings[1:]
		}
		switch part.State {
		case PartNotApplicable, PartNotDue, PartFailed:
			if len(x.Outcome.Window.Parts) > 1 {
				l.line(depth, "explain_part", "period", part.Period, "says", words.Name("part", string(part.State)))
			}
		}
	}
}

func (l *lines) parent(x *Explanation, depth int) {
	o := &x.Outcome
	l.policy(x, depth)
	below := x.Below
	for i := range x.Contributions {
		c := &x.Contributions[i]
		for len(below) > 0 && below[0].Outcome.Ref != c.Ref {
			below = below[1:] // these stand in the same order
		}
		l.say(depth, contributionPhrase(c, len(below) > 0 && below[0].Outcome.Flags.Has(FlagJudged)))
	}
	for _, left := range x.LeftOut {
		l.line(depth, "explain_left_out", "node", left.Ref, "why", left.Reason)
	}
	if len(x.Decided) > 0 {
		l.line(depth, "explain_decided", "nodes", words.List(x.Decided))
	}
	if canonical(o.Coverage) != "1" && !o.Low.Equal(o.High) {
		l.line(depth, "explain_bounds", "coverage", o.Coverage, "low", o.Low.value(), "high", o.High.value())
	}
}

// contributionPhrase shows what a child brings.
func contributionPhrase(c *Contribution, judgedBelow bool) words.Phrase {
	var contributes, filled, judged words.Phrase
	if c.Amount.Valid {
		contributes = words.New("contributes", "amount", c.Amount)
	}
	if c.Filled {
		filled = words.New("filled")
	}
	switch {
	case c.Judged:
		judged = words.New("as_assessed", "by", byWhom(c.JudgedBy, c.JudgedAs))
	case judgedBelow:
		judged = words.New("as_assessed_below")
	}
	return words.New("explain_contribution", "node", c.Ref, "score", c.Score, "weight", c.Weight, "share", c.Share,
		"contributes", contributes, "filled", filled, "judged", judged)
}

// equals shows " = result" after a formula, or the result alone.
func equals(formula words.Formula, result decimal.NullDecimal) words.Phrase {
	switch {
	case result.Valid && (len(formula) == 0 || formula.String() == canonical(result.Decimal)):
		return words.New("equals", "result", result)
	case result.Valid:
		return words.New("formula_equals", "formula", formula, "result", result)
	}
	return words.New("equals_nothing")
}
