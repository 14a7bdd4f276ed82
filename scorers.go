package bsc

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// What a built-in scorer is made of, and the scorers linear, curve, binary, points, stated and none.

// A rule is what a built-in scorer is inside: straight pieces along the line of values, so that
// a score is one exact ratio, which is rounded once. It says at Compile what it cannot work with.
type rule interface {
	pieces(ResolvedTarget, Direction, ResolvedScale) []piece // by ascending value; none: it reads labels
	formula(in *ScoreInput)                                  // shows the arithmetic in the Trace, which is there
	checkDirection(Direction) *Problem
	checkTarget(Direction, ResolvedTarget) *Problem // called only with a target value, or with none at all
	expectsNothing(Direction, ResolvedTarget) bool  // the target says that nothing is expected yet
}

// A piece is a straight part of a rule: the score of a value is on the line through two
// points, and where these have one value it is that of the first for every value.
type piece struct {
	from     decimal.NullDecimal // where it begins; not valid: it is the first
	after    bool                // from itself still belongs to the piece before
	one, two Anchor
}

// level is the piece of one score.
func level(score decimal.Decimal) piece {
	return piece{one: Anchor{Score: score}, two: Anchor{Score: score}}
}

// slope is the piece on the line through two points.
func slope(one, two Anchor) piece { return piece{one: one, two: two} }

// since and beyond are the piece from a value on, with it or without.
func (p piece) since(value decimal.Decimal) piece {
	p.from = decimal.NewNullDecimal(value)
	return p
}

func (p piece) beyond(value decimal.Decimal) piece {
	p = p.since(value)
	p.after = true
	return p
}

// scoreOn returns the exact score of a value.
func scoreOn(pieces []piece, value decimal.Decimal) ratio {
	p := pieces[0]
	for _, next := range pieces[1:] {
		if cmp := value.Cmp(next.from.Decimal); cmp < 0 || cmp == 0 && next.after {
			break
		}
		p = next
	}
	if p.one.Value.Equal(p.two.Value) {
		return whole(p.one.Score)
	}
	return line(value, p.one, p.two)
}

// builtinScorer makes a Scorer of a rule.
type builtinScorer struct{ rule }

func builtin(r rule) (Scorer, error) { return builtinScorer{r}, nil }

// Score returns the unclamped score, rounded to ten places.
func (s builtinScorer) Score(in ScoreInput) (decimal.Decimal, error) {
	if p := cmp.Or(admit("the actual", &in.Actual), in.Target.admit(), in.Scale.admit()); p != nil {
		return decimal.Decimal{}, p
	}
	if in.Direction == "" {
		in.Direction = HigherIsBetter
	}
	q, p := s.exact(&in)
	if p != nil {
		return decimal.Decimal{}, p
	}
	return q.decimal(), nil
}

// exact scores after the checks that Compile makes where the target is known by then.
func (s builtinScorer) exact(in *ScoreInput) (ratio, *Problem) {
	labels, ok := s.rule.(pointsScorer)
	if ok {
		return labels.score(in)
	}
	if in.Label != "" {
		p := fault(ErrNoLabel, "the reading is the label %s", quote(in.Label))
		p.Allowed = "a number"
		return ratio{}, p
	}
	if p := s.checkDirection(in.Direction); p != nil {
		return ratio{}, p
	}
	if p := s.checkTarget(in.Direction, in.Target); p != nil {
		return ratio{}, p
	}
	if in.Trace != nil {
		s.formula(in)
	}
	return scoreOn(s.pieces(in.Target, in.Direction, in.Scale), in.Actual), nil
}

// anyDirection and noTarget are the checks of rules that have nothing to check.
type anyDirection struct{}

func (anyDirection) checkDirection(Direction) *Problem { return nil }

type noTarget struct{ anyTarget }

func (noTarget) checkTarget(Direction, ResolvedTarget) *Problem { return nil }

// anyTarget is that of rules to which a target of 0 is a number like any other.
type anyTarget struct{}

func (anyTarget) expectsNothing(Direction, ResolvedTarget) bool { return false }

// linearScorer runs from the baseline, which scores Min, to the target, which scores Met.
type linearScorer struct{}

func (linearScorer) checkDirection(d Direction) *Problem {
	if d != CloserIsBetter {
		return nil
	}
	p := fault(ErrDirection, "linear cannot score %s is better", d)
	p.Allowed, p.Hint = "higher, lower", `use the scorer "range"`
	return p
}

func (linearScorer) checkTarget(d Direction, t ResolvedTarget) *Problem {
	if p := needTarget(t); p != nil {
		return p
	}
	target := t.Value.Decimal
	if !t.Baseline.Valid {
		if target.Sign() > 0 || target.IsZero() && d == LowerIsBetter {
			return nil
		}
		p := fault(ErrTarget, "target %s has no baseline to be measured from", canonical(target))
		p.Allowed, p.Hint = "a positive target, or a baseline", "give the target a baseline"
		return p
	}
	base := t.Baseline.Decimal
	switch cmp := target.Cmp(base); {
	case cmp == 0:
		p := fault(ErrTarget, "target and baseline are both %s", canonical(target))
		p.Allowed = "a target that differs from the baseline"
		return p
	case cmp > 0 && d == LowerIsBetter, cmp < 0 && d == HigherIsBetter:
		other := map[Direction]Direction{LowerIsBetter: HigherIsBetter, HigherIsBetter: LowerIsBetter}[d]
		p := fault(ErrDirection, "target %s is worse than baseline %s where %s is better",
			canonical(target), canonical(base), d)
		p.Allowed, p.Hint = "a target on the better side of the baseline", `set direction to "`+string(other)+`"`
		return p
	}
	return nil
}

// expectsNothing reports whether, as yet, nothing is expected: where higher is better, of a target of 0 that nothing
// measures the way to, and that is not to stand; and where shares of target and baseline are the same.
func (linearScorer) expectsNothing(d Direction, t ResolvedTarget) bool {
	switch {
	case !t.Value.Valid:
		return false
	case t.Baseline.Valid:
		return (t.Rule == TargetPhased || t.Rule == TargetRolledUp) && t.Value.Decimal.Equal(t.Baseline.Decimal)
	}
	return d == HigherIsBetter && t.Value.Decimal.IsZero() &&
		t.Rule != TargetStanding && t.Rule != TargetCompared && t.Rule != ""
}

func (linearScorer) pieces(t ResolvedTarget, d Direction, s ResolvedScale) []piece {
	if d == LowerIsBetter && !t.Baseline.Valid && t.Value.Decimal.IsZero() {
		return []piece{level(s.Met), level(s.Min).beyond(decimal.Decimal{})} // nothing is between 0 and twice 0
	}
	return []piece{slope(Anchor{baseline(t, d), s.Min}, Anchor{t.Value.Decimal, s.Met})}
}

// baseline is what scores Min: without one 0 or, where lower is better, twice the target, so
// that A = T scores Met, and A = 2T scores Min.
func baseline(t ResolvedTarget, d Direction) decimal.Decimal {
	if !t.Baseline.Valid && d == LowerIsBetter {
		return t.Value.Decimal.Mul(decimal.New(2, 0))
	}
	return t.Baseline.Decimal
}

func (linearScorer) formula(in *ScoreInput) {
	target, base := in.Target.Value.Decimal, baseline(in.Target, in.Direction)
	if in.Direction == LowerIsBetter && !in.Target.Baseline.Valid && target.IsZero() {
		in.Trace.Formula("%s against a target of 0, which is reached or not", num(in.Actual))
		return
	}
	in.Trace.Formula("%s × %s", scaleText(in.Scale, in.Scale.Met), linearShare(in, num(target), num(base)))
}

// linearShare shows the share of the way from the baseline to the target.
func linearShare(in *ScoreInput, target, base string) string {
	actual := num(in.Actual)
	switch {
	case in.Target.Baseline.Valid:
		return "(" + actual + " - " + base + ") / (" + target + " - " + base + ")"
	case in.Direction == LowerIsBetter:
		return "(2 - " + actual + " / " + target + ")"
	}
	return actual + " / " + target
}

// curveScorer scores along a Curve.
type curveScorer struct {
	curve *Curve
	noTarget
}

// pair is [value, score] in JSON.
type pair [2]Number

func newCurveScorer(a Args) (Scorer, error) {
	var args struct {
		Anchors []pair `json:"anchors"`
	}
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	anchors, p := parsePairs("/anchors", args.Anchors)
	if p != nil {
		return nil, p
	}
	curve, p := newCurve(anchors)
	if p != nil {
		return nil, p
	}
	return builtin(curveScorer{curve: curve})
}

func parsePairs(path string, pairs []pair) ([]Anchor, *Problem) {
	anchors := make([]Anchor, len(pairs))
	for i, pr := range pairs {
		for j, into := range []*decimal.Decimal{&anchors[i].Value, &anchors[i].Score} {
			d, p := parseDecimal(string(pr[j]))
			if p != nil {
				p.Path = Pointer(path + "/" + strconv.Itoa(i) + "/" + strconv.Itoa(j))
				return nil, p
			}
			*into = d
		}
	}
	return anchors, nil
}

func (s curveScorer) checkDirection(d Direction) *Problem {
	var scores []decimal.Decimal
	for _, a := range s.curve.anchors {
		scores = append(scores, a.Score)
	}
	return checkMonotone("anchors", scores, d)
}

// checkMonotone checks that scores, by ascending value, follow the direction: rising,
// falling, or for closer rising and then falling.
func checkMonotone(what string, scores []decimal.Decimal, d Direction) *Problem {
	fallen := false
	for i := 1; i < len(scores); i++ {
		cmp := scores[i].Cmp(scores[i-1])
		fallen = fallen || cmp < 0
		switch {
		case d == HigherIsBetter && cmp < 0, d == LowerIsBetter && cmp > 0, d == CloserIsBetter && fallen && cmp > 0:
			p := fault(ErrDirection, "the %s do not follow the direction %s", what, d)
			p.Allowed = map[Direction]string{
				HigherIsBetter: "scores that never fall as values rise",
				LowerIsBetter:  "scores that never rise as values rise",
				CloserIsBetter: "scores that rise to one peak and then fall",
			}[d]
			return p
		}
	}
	return nil
}

func (s curveScorer) pieces(ResolvedTarget, Direction, ResolvedScale) []piece {
	anchors := s.curve.anchors
	pieces := []piece{level(anchors[0].Score)}
	for i, to := range anchors[1:] {
		pieces = append(pieces, slope(anchors[i], to).since(anchors[i].Value))
	}
	last := anchors[len(anchors)-1]
	return append(pieces, level(last.Score).since(last.Value))
}

func (s curveScorer) formula(in *ScoreInput) {
	_, from, to := s.curve.at(in.Actual)
	if from == to {
		in.Trace.Formula("the end of the curve, at %s", num(from.Value))
		return
	}
	in.Trace.Formula("%s + (%s - %s) × (%s - %s) / (%s - %s)", num(from.Score),
		num(to.Score), num(from.Score), num(in.Actual), num(from.Value), num(to.Value), num(from.Value))
}

// reaches reports whether a value is at least as good as a limit.
func reaches(value, limit decimal.Decimal, d Direction) bool {
	switch cmp := value.Cmp(limit); d {
	case LowerIsBetter:
		return cmp <= 0
	case CloserIsBetter:
		return cmp == 0
	default:
		return cmp >= 0
	}
}

// binaryScorer gives Met where the target is reached, else Min.
type binaryScorer struct {
	anyDirection
	anyTarget
}

func (binaryScorer) checkTarget(_ Direction, t ResolvedTarget) *Problem { return needTarget(t) }

func (binaryScorer) pieces(t ResolvedTarget, d Direction, s ResolvedScale) []piece {
	target, min, met := t.Value.Decimal, level(s.Min), level(s.Met)
	switch d {
	case LowerIsBetter:
		return []piece{met, min.beyond(target)}
	case CloserIsBetter:
		return []piece{min, met.since(target), min.beyond(target)}
	}
	return []piece{min, met.since(target)}
}

func (binaryScorer) formula(in *ScoreInput) {
	target := in.Target.Value.Decimal
	if reaches(in.Actual, target, in.Direction) {
		in.Trace.Formula("%s reaches the target %s", num(in.Actual), num(target))
		return
	}
	in.Trace.Formula("%s does not reach the target %s", num(in.Actual), num(target))
}

// statedScorer takes the reading as the score.
type statedScorer struct {
	anyDirection
	noTarget
}

func (statedScorer) pieces(ResolvedTarget, Direction, ResolvedScale) []piece {
	return []piece{slope(Anchor{}, Anchor{one(), one()})}
}

func (statedScorer) formula(in *ScoreInput) { in.Trace.Formula("the reading") }

// noneScorer marks a KPI that is shown and not counted. The engine never asks it.
type noneScorer struct{}

func (noneScorer) Score(ScoreInput) (decimal.Decimal, error) { return decimal.Decimal{}, ErrNoData }

// scaleText shows "Min + (top - Min)", or top alone where Min is 0.
func scaleText(s ResolvedScale, top decimal.Decimal) string {
	if s.Min.IsZero() {
		return num(top)
	}
	return num(s.Min) + " + (" + num(top) + " - " + num(s.Min) + ")"
}

// pointsScorer gives each label its score.
type pointsScorer struct {
	labels map[string]decimal.Decimal
	anyDirection
	noTarget
}

func newPointsScorer(a Args) (Scorer, error) {
	var args struct {
		Labels map[string]Number `json:"labels"`
	}
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	if len(args.Labels) == 0 {
		p := fault(ErrValue, "no labels")
		p.Path, p.Allowed = "/labels", `a score for each label, such as {"yes": 100, "no": 0}`
		return nil, p
	}
	s := pointsScorer{labels: map[string]decimal.Decimal{}}
	for _, label := range slices.Sorted(maps.Keys(args.Labels)) {
		d, p := parseDecimal(string(args.Labels[label]))
		if p != nil {
			p.Path = Pointer("/labels/" + label)
			return nil, p
		}
		s.labels[label] = d
	}
	return builtin(s)
}

func (pointsScorer) pieces(ResolvedTarget, Direction, ResolvedScale) []piece { return nil }

func (pointsScorer) formula(in *ScoreInput) { in.Trace.Formula("the score of %s", quote(in.Label)) }

func (s pointsScorer) score(in *ScoreInput) (ratio, *Problem) {
	score, ok := s.labels[in.Label]
	if !ok {
		names := slices.Sorted(maps.Keys(s.labels))
		p := fault(ErrNoLabel, "unknown label %s", quote(in.Label))
		if in.Label == "" {
			p.Detail = "the reading is the number " + canonical(in.Actual) + ", not a label"
		}
		p.Allowed, p.Hint = strings.Join(names, ", "), didYouMean(in.Label, names)
		return ratio{}, p
	}
	if in.Trace != nil {
		s.formula(in)
	}
	return whole(score), nil
}
