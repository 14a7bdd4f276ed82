package oracle

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"math/big"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
)

// A scale is the line scores lie on (5).
type scale struct{ min, met, cap *fraction }

// between is the score at a part of the way from Min to the given end.
func (s scale) between(end, part *fraction) *fraction {
	return s.min.plus(end.minus(s.min).times(part))
}

// errRefused is the reference's only error. The code of an error is the library's affair.
var errRefused = errors.New("refused")

// arguments reads a policy's arguments.
func arguments[T any](p bsc.Policy) T {
	var args T
	if len(p.Args) == 0 {
		return args
	}
	d := json.NewDecoder(bytes.NewReader(p.Args))
	d.UseNumber()
	if err := d.Decode(&args); err != nil {
		panic(err)
	}
	return args
}

// A scoring is what a scorer sees.
type scoring struct {
	direction        bsc.Direction
	scale            scale
	actual           *fraction // nil where the reading is a label
	label            string
	baseline, target *fraction // nil where there is none
}

// score applies the scorer that the policy names.
func (s scoring) score(p bsc.Policy) (*fraction, error) {
	if p.Name == "points" {
		return s.points(p)
	}
	if s.actual == nil {
		return nil, errRefused // a label where a number should stand
	}
	switch p.Name {
	case "linear":
		return s.linear()
	case "curve":
		return s.curve(p), nil
	case "range":
		return s.rangeAround(p)
	case "tolerance":
		return s.tolerance(p)
	case "avoid":
		return s.avoid(p)
	case "percent_of_target":
		return s.percentOfTarget()
	case "achievement":
		return s.achievement(p)
	case "log":
		return s.logarithmic()
	case "goal_flag":
		return s.goalFlag(p), nil
	case "percent_bands":
		return s.percentBands(p), nil
	case "steps":
		return s.steps(p), nil
	case "binary":
		return s.binary()
	case "stated":
		return s.actual, nil
	}
	panic("no scorer " + p.Name)
}

// better says whether x is better than y in the KPI's direction (8).
func (s scoring) better(x, y *fraction) bool {
	if s.direction == bsc.DirectionLower {
		return x.below(y)
	}
	return y.below(x)
}

// linear runs from the baseline, at Min, to the target, at Met (7).
func (s scoring) linear() (*fraction, error) {
	if s.target == nil {
		return nil, errRefused
	}
	baseline := s.baseline
	if baseline == nil {
		if s.direction == bsc.DirectionLower && s.target.sign() == 0 { // 10 of the page on time
			if s.actual.sign() <= 0 {
				return s.scale.met, nil
			}
			return s.scale.min, nil
		}
		if s.target.sign() <= 0 {
			return nil, errRefused
		}
		baseline = integer(0)
		if s.direction == bsc.DirectionLower {
			baseline = s.target.plus(s.target)
		}
	}
	if !s.better(s.target, baseline) {
		return nil, errRefused
	}
	return line(point{baseline, s.scale.min}, point{s.target, s.scale.met}, s.actual), nil
}

// A point is a value and its score.
type point struct{ value, score *fraction }

// line is the score of x on the straight line through two points.
func line(a, b point, x *fraction) *fraction {
	way := x.minus(a.value).over(b.value.minus(a.value))
	return a.score.plus(b.score.minus(a.score).times(way))
}

func points(pairs [][2]json.Number) []point {
	var all []point
	for _, p := range pairs {
		all = append(all, point{fractionOf(p[0]), fractionOf(p[1])})
	}
	return all
}

// curve is straight between its anchors and flat outside them (6).
func (s scoring) curve(p bsc.Policy) *fraction {
	anchors := points(arguments[struct{ Anchors [][2]json.Number }](p).Anchors)
	first, last := anchors[0], anchors[len(anchors)-1]
	x := s.actual.within(first.value, last.value)
	i := slices.IndexFunc(anchors[1:], func(a point) bool { return !a.value.below(x) })
	return line(anchors[i], anchors[i+1], x)
}

// rangeAround is Met inside target ± within, and falls from there through Min at target ±
// zero_at. Either side may have its own distances.
func (s scoring) rangeAround(p bsc.Policy) (*fraction, error) {
	args := arguments[struct {
		Within any
		ZeroAt any `json:"zero_at"`
	}](p)
	if s.target == nil {
		return nil, errRefused
	}
	for _, side := range []string{"low", "high"} {
		if !s.distance(args.Within, side).below(s.distance(args.ZeroAt, side)) {
			return nil, errRefused // the line would have no length
		}
	}
	side := "high"
	if s.actual.below(s.target) {
		side = "low"
	}
	within, zeroAt := s.distance(args.Within, side), s.distance(args.ZeroAt, side)
	off := s.actual.minus(s.target).magnitude()
	if off.below(within) {
		return s.scale.met, nil
	}
	return line(point{within, s.scale.met}, point{zeroAt, s.scale.min}, off), nil
}

// avoid is Min inside target ± within, and rises from there through Met at target ± met_at.
func (s scoring) avoid(p bsc.Policy) (*fraction, error) {
	args := arguments[struct {
		Within any
		MetAt  any `json:"met_at"`
	}](p)
	if s.target == nil || s.direction == bsc.DirectionCloser {
		return nil, errRefused
	}
	for _, side := range []string{"low", "high"} {
		if !s.distance(args.Within, side).below(s.distance(args.MetAt, side)) {
			return nil, errRefused
		}
	}
	side := "high"
	if s.actual.below(s.target) {
		side = "low"
	}
	off, within := s.actual.minus(s.target).magnitude(), s.distance(args.Within, side)
	if !within.below(off) {
		return s.scale.min, nil
	}
	return line(point{within, s.scale.min}, point{s.distance(args.MetAt, side), s.scale.met}, off), nil
}

// tolerance is Met at the target and Min at zero_at on its worse side, on one line.
func (s scoring) tolerance(p bsc.Policy) (*fraction, error) {
	args := arguments[struct {
		ZeroAt any `json:"zero_at"`
	}](p)
	if s.target == nil || s.direction == bsc.DirectionCloser {
		return nil, errRefused
	}
	off := s.distance(args.ZeroAt, "")
	if off.sign() == 0 {
		return nil, errRefused // a percentage of 0
	}
	worse := s.actual.minus(s.target)
	if s.direction != bsc.DirectionLower {
		worse = s.target.minus(s.actual)
	}
	return line(point{integer(0), s.scale.met}, point{off, s.scale.min}, worse), nil
}

// percentOfTarget is actual / target of the way from Min to Met, or target / actual where lower is better.
func (s scoring) percentOfTarget() (*fraction, error) {
	if s.target == nil || s.target.sign() <= 0 || s.direction == bsc.DirectionCloser {
		return nil, errRefused
	}
	if s.direction != bsc.DirectionLower {
		return s.scale.between(s.scale.met, s.actual.over(s.target)), nil
	}
	if s.actual.sign() <= 0 {
		return nil, errRefused
	}
	return s.scale.between(s.scale.met, s.target.over(s.actual)), nil
}

// achievement is a curve over what linear gives on a scale from 0 to 100.
func (s scoring) achievement(p bsc.Policy) (*fraction, error) {
	if s.baseline == nil && s.target != nil && s.target.sign() == 0 {
		return nil, errRefused // there is no way from 0 to twice 0
	}
	reached := s
	reached.scale = scale{integer(0), integer(100), integer(100)}
	percent, err := reached.linear()
	if err != nil {
		return nil, err
	}
	reached.actual = percent
	return reached.curve(p), nil
}

// logarithmic is linear on natural logarithms.
func (s scoring) logarithmic() (*fraction, error) {
	if s.target == nil || s.baseline == nil || s.direction == bsc.DirectionCloser || !s.better(s.target, s.baseline) ||
		s.baseline.sign() <= 0 || s.target.sign() <= 0 || s.actual.sign() <= 0 {
		return nil, errRefused
	}
	from := naturalLog(s.baseline.float())
	way := newFloat().Sub(naturalLog(s.actual.float()), from)
	all := newFloat().Sub(naturalLog(s.target.float()), from)
	score := newFloat().Mul(s.scale.met.minus(s.scale.min).float(), way.Quo(way, all))
	return besidesAny(score.Add(score, s.scale.min.float())), nil
}

// besidesAny is besides for any number: what is within 10^-150 of 0 is 0.
func besidesAny(x *big.Float) *fraction {
	switch exactly, _ := x.Rat(nil); {
	case (*fraction)(exactly).magnitude().below(tenTo(-150)):
		return integer(0)
	case x.Sign() < 0:
		return integer(0).minus(besides(newFloat().Neg(x)))
	}
	return besides(x)
}

// distance reads one of range's arguments: a number, a percentage of the target, or one for
// each side; unset is 0.
func (s scoring) distance(arg any, side string) *fraction {
	switch arg := arg.(type) {
	case map[string]any:
		return s.distance(arg[side], side)
	case json.Number:
		return fractionOf(arg)
	case string:
		percent := fractionOf(strings.TrimSuffix(arg, "%"))
		return percent.times(tenTo(-2)).times(s.target.magnitude())
	}
	return integer(0)
}

// goalFlag is the line through the red flag, at a third of Min..Cap, and the goal, at two.
func (s scoring) goalFlag(p bsc.Policy) *fraction {
	args := arguments[struct {
		Goal    json.Number
		RedFlag json.Number `json:"red_flag"`
	}](p)
	flag := point{fractionOf(args.RedFlag), s.scale.between(s.scale.cap, integer(1).over(integer(3)))}
	goal := point{fractionOf(args.Goal), s.scale.between(s.scale.cap, integer(2).over(integer(3)))}
	return line(flag, goal, s.actual)
}

// percentBands gives every band between two limits the same share of Min..Cap. Outside, the
// first and the last band go on.
func (s scoring) percentBands(p bsc.Policy) *fraction {
	limits := arguments[struct{ Limits []json.Number }](p).Limits
	at := make([]point, len(limits))
	for i, l := range limits {
		share := integer(int64(i)).over(integer(int64(len(limits) - 1)))
		at[i] = point{fractionOf(l), s.scale.between(s.scale.cap, share)}
	}
	band := 0
	for band < len(at)-2 && !s.better(at[band+1].value, s.actual) {
		band++
	}
	return line(at[band], at[band+1], s.actual)
}

// steps is the score of the best limit reached, and Min before the first.
func (s scoring) steps(p bsc.Policy) *fraction {
	best := point{score: s.scale.min}
	for _, step := range points(arguments[struct{ From [][2]json.Number }](p).From) {
		reached := !s.better(step.value, s.actual)
		if reached && (best.value == nil || s.better(step.value, best.value)) {
			best = step
		}
	}
	return best.score
}

// binary is Met or Min. Where closer is better, the target is reached only exactly.
func (s scoring) binary() (*fraction, error) {
	if s.target == nil {
		return nil, errRefused
	}
	missed := s.better(s.target, s.actual)
	if s.direction == bsc.DirectionCloser {
		missed = s.actual.compare(s.target) != 0
	}
	if missed {
		return s.scale.min, nil
	}
	return s.scale.met, nil
}

// points is the score of the label.
func (s scoring) points(p bsc.Policy) (*fraction, error) {
	score, known := arguments[struct{ Labels map[string]json.Number }](p).Labels[s.label]
	if !known {
		return nil, errRefused
	}
	return fractionOf(score), nil
}

// Inputs names what a calculator reads: KPIs and series, by their ids or as "kpi:id".
func Inputs(p bsc.Policy) []string {
	args := arguments[struct {
		Num, Den string
		Of       []string
	}](p)
	if p.Name == "ratio" {
		return []string{args.Num, args.Den}
	}
	return args.Of
}

// calculate applies the calculator that the policy names to its inputs. Nil is no data.
func calculate(p bsc.Policy, values []*fraction) *fraction {
	switch p.Name {
	case "ratio":
		if values[1].sign() == 0 {
			return nil // a zero denominator (20)
		}
		times := cmp.Or(arguments[struct{ Times json.Number }](p).Times, "1")
		return values[0].times(fractionOf(times)).over(values[1]).significant()
	case "sum":
		return total(values)
	case "difference":
		return values[0].minus(total(values[1:]))
	case "product":
		product := integer(1)
		for _, v := range values {
			product = product.times(v)
		}
		return product
	case "mean":
		return total(values).over(integer(int64(len(values)))).significant()
	}
	panic("no calculator " + p.Name)
}

func total(values []*fraction) *fraction {
	sum := integer(0)
	for _, v := range values {
		sum = sum.plus(v)
	}
	return sum
}
