package bsc

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// The built-in scorers with limits: range, goal_flag, percent_bands and steps.

// rangeScorer scores Met inside target ± within, falling linearly to Min at target ± zeroAt.
type rangeScorer struct {
	within, zeroAt band
	anyTarget
}

// A band is a distance below and above the target.
type band struct{ low, high distance }

// A distance is absolute, or a percentage of the target.
type distance struct {
	amount  decimal.Decimal
	percent bool
}

func (d distance) of(target decimal.Decimal) decimal.Decimal {
	if !d.percent {
		return d.amount
	}
	return target.Abs().Mul(d.amount).Shift(-2)
}

// A tolerance is 5, "5%", or {"low": 5, "high": "10%"} in JSON.
type tolerance struct{ low, high string }

func (t *tolerance) UnmarshalJSON(data []byte) error {
	sides := struct {
		Low  looseText `json:"low"`
		High looseText `json:"high"`
	}{}
	if len(data) > 0 && data[0] == '{' {
		if p := parseInner(data, &sides); p != nil {
			return p
		}
		if sides.Low == "" || sides.High == "" {
			p := fault(ErrNumber, "a distance on one side is missing")
			p.Allowed = "low and high"
			return p
		}
	} else {
		if err := sides.Low.UnmarshalJSON(data); err != nil {
			return err
		}
		sides.High = sides.Low
	}
	t.low, t.high = string(sides.Low), string(sides.High)
	return nil
}

// looseText is a number or a percentage as text.
type looseText string

func (l *looseText) UnmarshalJSON(data []byte) error {
	text, p := numberText(data)
	if p == nil && text == "" {
		p = fault(ErrNumber, "a distance is missing")
		p.Allowed = `a distance from the target such as 5 or "5%"`
	}
	if p != nil {
		return p
	}
	*l = looseText(text)
	return nil
}

func (t tolerance) band(path string) (band, *Problem) {
	low, p := parseDistance(path, t.low)
	if p != nil {
		return band{}, p
	}
	high, p := parseDistance(path, t.high)
	return band{low, high}, p
}

func parseDistance(path, text string) (distance, *Problem) {
	number, percent := strings.CutSuffix(text, "%")
	amount, p := parseDecimal(number)
	if p == nil && amount.Sign() < 0 {
		p = fault(ErrValue, "distance %s is negative", quote(text))
	}
	if p != nil {
		p.Path, p.Allowed = Pointer(path), `a distance from the target such as 5 or "5%"`
	}
	return distance{amount, percent}, p
}

func newRangeScorer(a Args) (Scorer, error) {
	var args struct {
		Within tolerance `json:"within"`
		ZeroAt tolerance `json:"zero_at"`
	}
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	within, p := args.Within.orZero().band("/within")
	if p != nil {
		return nil, p
	}
	zeroAt, p := args.ZeroAt.band("/zero_at")
	if p != nil {
		return nil, p
	}
	return builtin(rangeScorer{within: within, zeroAt: zeroAt})
}

// orZero is the tolerance of arguments that do not give one.
func (t tolerance) orZero() tolerance {
	if t == (tolerance{}) {
		return tolerance{"0", "0"}
	}
	return t
}

func (rangeScorer) checkDirection(d Direction) *Problem {
	if d == CloserIsBetter {
		return nil
	}
	p := fault(ErrDirection, "range cannot score %s is better", d)
	p.Allowed, p.Hint = "closer", `set direction to "closer"`
	return p
}

func (s rangeScorer) checkTarget(_ Direction, t ResolvedTarget) *Problem {
	if p := needTarget(t); p != nil {
		return p
	}
	target := t.Value.Decimal
	for _, side := range [][2]distance{{s.within.low, s.zeroAt.low}, {s.within.high, s.zeroAt.high}} {
		if within, zero := side[0].of(target), side[1].of(target); !zero.GreaterThan(within) {
			p := fault(ErrTarget, "at target %s the range is %s wide and scores nothing at %s",
				canonical(target), canonical(within), canonical(zero))
			p.Allowed = "zero_at beyond within"
			return p
		}
	}
	return nil
}

func (s rangeScorer) pieces(t ResolvedTarget, _ Direction, scale ResolvedScale) []piece {
	target := t.Value.Decimal
	lowEdge, highEdge := target.Sub(s.within.low.of(target)), target.Add(s.within.high.of(target))
	lowEnd, highEnd := target.Sub(s.zeroAt.low.of(target)), target.Add(s.zeroAt.high.of(target))
	return []piece{
		slope(Anchor{lowEdge, scale.Met}, Anchor{lowEnd, scale.Min}),
		level(scale.Met).since(lowEdge),
		slope(Anchor{highEdge, scale.Met}, Anchor{highEnd, scale.Min}).beyond(highEdge),
	}
}

func (s rangeScorer) formula(in *ScoreInput) {
	target := in.Target.Value.Decimal
	within, zero, sign := s.within.high, s.zeroAt.high, one()
	if in.Actual.LessThan(target) {
		within, zero, sign = s.within.low, s.zeroAt.low, decimal.New(-1, 0)
	}
	edge := target.Add(within.of(target).Mul(sign))
	end := target.Add(zero.of(target).Mul(sign))
	if in.Actual.Sub(edge).Mul(sign).Sign() <= 0 {
		in.Trace.Formula("within %s of the target %s", num(within.of(target)), num(target))
		return
	}
	in.Trace.Formula("%s × (%s - %s) / (%s - %s)", scaleText(in.Scale, in.Scale.Met),
		num(in.Actual), num(end), num(edge), num(end))
}

// goalFlagScorer is the line through a third of the scale at the red flag and two thirds at the goal.
type goalFlagScorer struct {
	goal, flag decimal.Decimal
	noTarget
}

func newGoalFlagScorer(a Args) (Scorer, error) {
	var args struct {
		Goal    Number `json:"goal"`
		RedFlag Number `json:"red_flag"`
	}
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	var s goalFlagScorer
	for _, f := range []struct {
		name string
		text Number
		into *decimal.Decimal
	}{{"/goal", args.Goal, &s.goal}, {"/red_flag", args.RedFlag, &s.flag}} {
		d, p := parseDecimal(string(f.text))
		if p != nil {
			p.Path = Pointer(f.name)
			return nil, p
		}
		*f.into = d
	}
	if s.goal.Equal(s.flag) {
		p := fault(ErrValue, "goal and red flag are both %s", canonical(s.goal))
		p.Allowed = "two different values"
		return nil, p
	}
	return builtin(s)
}

func (s goalFlagScorer) checkDirection(d Direction) *Problem {
	if d == HigherIsBetter && s.goal.GreaterThan(s.flag) || d == LowerIsBetter && s.goal.LessThan(s.flag) {
		return nil
	}
	p := fault(ErrDirection, "goal %s and red flag %s do not follow the direction %s",
		canonical(s.goal), canonical(s.flag), d)
	p.Allowed = "a goal on the better side of the red flag"
	return p
}

func (s goalFlagScorer) pieces(_ ResolvedTarget, _ Direction, scale ResolvedScale) []piece {
	// A third of the scale is no decimal, but the line meets its ends as far beyond the red
	// flag and the goal as these are apart.
	width := s.goal.Sub(s.flag)
	return []piece{slope(Anchor{s.flag.Sub(width), scale.Min}, Anchor{s.goal.Add(width), scale.Cap})}
}

func (s goalFlagScorer) formula(in *ScoreInput) {
	in.Trace.Formula("%s × (1 + (%s - %s) / (%s - %s)) / 3", scaleText(in.Scale, in.Scale.Cap),
		num(in.Actual), num(s.flag), num(s.goal), num(s.flag))
}

// percentBandsScorer gives every band between two limits an equal share of the scale.
type percentBandsScorer struct {
	limits []decimal.Decimal
	noTarget
}

func newPercentBandsScorer(a Args) (Scorer, error) {
	var args struct {
		Limits []Number `json:"limits"`
	}
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	limits := make([]decimal.Decimal, len(args.Limits))
	for i, n := range args.Limits {
		d, p := parseDecimal(string(n))
		if p != nil {
			p.Path = Pointer("/limits/" + strconv.Itoa(i))
			return nil, p
		}
		limits[i] = d
	}
	if order := ordered(limits); len(limits) < 2 || order == 0 {
		p := fault(ErrValue, "limits that do not form bands")
		p.Path, p.Allowed = "/limits", "two or more, strictly rising, or strictly falling where lower is better"
		return nil, p
	}
	return builtin(percentBandsScorer{limits: limits})
}

// ordered returns 1 for strictly rising values, -1 for strictly falling ones, else 0.
func ordered(values []decimal.Decimal) int {
	order := 1
	for i := 1; i < len(values); i++ {
		cmp := values[i].Cmp(values[i-1])
		if i == 1 {
			order = cmp
		}
		if cmp == 0 || cmp != order {
			return 0
		}
	}
	return order
}

func (s percentBandsScorer) checkDirection(d Direction) *Problem {
	if d == HigherIsBetter && ordered(s.limits) > 0 || d == LowerIsBetter && ordered(s.limits) < 0 {
		return nil
	}
	p := fault(ErrDirection, "the limits do not follow the direction %s", d)
	p.Allowed = "limits from the worst to the best value"
	return p
}

func (s percentBandsScorer) pieces(_ ResolvedTarget, _ Direction, scale ResolvedScale) []piece {
	// Below the first limit and beyond the last the outer bands' lines go on, so that
	// the attainment says how far beyond.
	count := len(s.limits) - 1
	pieces := make([]piece, count)
	for i := range pieces {
		from, width := s.limits[i], s.limits[i+1].Sub(s.limits[i])
		start := from.Sub(width.Mul(decimal.New(int64(i), 0)))
		end := start.Add(width.Mul(decimal.New(int64(count), 0)))
		pieces[i] = slope(Anchor{start, scale.Min}, Anchor{end, scale.Cap})
		switch falling := width.Sign() < 0; {
		case falling && i < count-1:
			pieces[i] = pieces[i].beyond(s.limits[i+1])
		case !falling && i > 0:
			pieces[i] = pieces[i].since(from)
		}
	}
	if ordered(s.limits) < 0 {
		slices.Reverse(pieces)
	}
	return pieces
}

func (s percentBandsScorer) formula(in *ScoreInput) {
	sign := decimal.New(int64(ordered(s.limits)), 0)
	bandCount := len(s.limits) - 1
	i := 0
	for i < bandCount-1 && in.Actual.Sub(s.limits[i+1]).Mul(sign).Sign() >= 0 {
		i++
	}
	from := s.limits[i]
	in.Trace.Formula("%s × (%d + (%s - %s) / (%s - %s)) / %d", scaleText(in.Scale, in.Scale.Cap),
		i, num(in.Actual), num(from), num(s.limits[i+1]), num(from), bandCount)
}

// stepsScorer gives the score of the highest limit reached.
type stepsScorer struct {
	steps []Anchor // by strictly ascending value
	noTarget
}

func newStepsScorer(a Args) (Scorer, error) {
	var args struct {
		From []pair `json:"from"`
	}
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	steps, p := parsePairs("/from", args.From)
	if p != nil {
		return nil, p
	}
	var values []decimal.Decimal
	for _, s := range steps {
		values = append(values, s.Value)
	}
	if ordered(values) < 0 {
		slices.Reverse(steps)
	}
	if len(steps) == 0 || ordered(values) == 0 {
		p := fault(ErrValue, "limits that do not form steps")
		p.Path, p.Allowed = "/from", "one or more, strictly rising or strictly falling"
		return nil, p
	}
	return builtin(stepsScorer{steps: steps})
}

func (s stepsScorer) checkDirection(d Direction) *Problem {
	if d == CloserIsBetter {
		p := fault(ErrDirection, "steps cannot score %s is better", d)
		p.Allowed, p.Hint = "higher, lower", `use the scorer "curve" or "range"`
		return p
	}
	var scores []decimal.Decimal
	for _, step := range s.steps {
		scores = append(scores, step.Score)
	}
	return checkMonotone("steps", scores, d)
}

func (s stepsScorer) pieces(_ ResolvedTarget, d Direction, scale ResolvedScale) []piece {
	pieces := []piece{level(scale.Min)}
	if d != LowerIsBetter {
		for _, step := range s.steps {
			pieces = append(pieces, level(step.Score).since(step.Value))
		}
		return pieces
	}
	pieces[0] = level(s.steps[0].Score)
	for i, step := range s.steps {
		next := scale.Min
		if i+1 < len(s.steps) {
			next = s.steps[i+1].Score
		}
		pieces = append(pieces, level(next).beyond(step.Value))
	}
	return pieces
}

func (s stepsScorer) formula(in *ScoreInput) {
	var best *Anchor
	for i := range s.steps {
		step := &s.steps[i]
		if in.Direction == LowerIsBetter {
			step = &s.steps[len(s.steps)-1-i]
		}
		if !reaches(in.Actual, step.Value, in.Direction) {
			break
		}
		best = step
	}
	if best == nil {
		in.Trace.Formula("no step is reached")
		return
	}
	in.Trace.Formula("the step at %s", num(best.Value))
}
