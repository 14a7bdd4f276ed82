package main

import (
	"errors"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

// The programme's own rules, as policies. A policy's name has a namespace and a version, and never changes
// its meaning. If next year's rule differs, it is @2.
const (
	pointsPolicy      = "cms.gov/vbp-points@1"
	consistencyPolicy = "cms.gov/hcahps-consistency@1"
)

// newRegistry returns the policies by name. They take no arguments, so the function itself is the factory.
func newRegistry() (*bsc.Registry, error) {
	registry := new(bsc.Registry)
	return registry, errors.Join(
		registry.Scorer(pointsPolicy, bsc.ScorerFunc(vbpPoints).New),
		registry.Scorer(consistencyPolicy, bsc.ScorerFunc(hcahpsConsistency).New),
	)
}

// vbpPoints gives a measure the better of its points for achievement, 0 to 10, and for improvement, 0 to 9. A
// target's value is the benchmark, its floor the threshold, and its baseline the hospital's own performance
// years before. Without a baseline, only achievement counts.
func vbpPoints(in bsc.ScoreInput) (decimal.Decimal, error) {
	target := in.Target
	if !target.Value.Valid || !target.Floor.Valid {
		return decimal.Decimal{}, bsc.ErrNoTarget
	}
	// If lower is better, all numbers change their sign, so that more is always better.
	up := func(d decimal.Decimal) decimal.Decimal {
		if in.Direction == bsc.DirectionLower {
			return d.Neg()
		}
		return d
	}
	performance, benchmark := up(in.Actual), up(target.Value.Decimal)
	achieved := achievement(performance, up(target.Floor.Decimal), benchmark)
	in.Trace.Note("achievement points", decimal.New(achieved, 0))
	if !target.Baseline.Valid {
		in.Trace.Formula("10 × %d points", achieved)
		return decimal.New(10*achieved, 0), nil
	}
	improved := improvement(performance, up(target.Baseline.Decimal), benchmark)
	in.Trace.Note("improvement points", decimal.New(improved, 0))
	in.Trace.Formula("10 × the better of %d and %d points", achieved, improved)
	return decimal.New(10*max(achieved, improved), 0), nil
}

// achievement compares with all hospitals: 10 points at the benchmark, none below the threshold, and between
// them 9 × share + 0.5, rounded. Halves round up, so this is the whole part of 9 × share, plus 1, and never
// more than 9.
func achievement(performance, threshold, benchmark decimal.Decimal) int64 {
	switch {
	case performance.GreaterThanOrEqual(benchmark):
		return 10
	case performance.LessThan(threshold):
		return 0
	}
	return 1 + wholePart(9, performance, threshold, benchmark)
}

// improvement compares with the hospital itself: 9 points at the benchmark, none at the baseline or below,
// and between them 10 × share - 0.5, rounded. That is the whole part of 10 × share, and never more than 9.
func improvement(performance, baseline, benchmark decimal.Decimal) int64 {
	switch {
	case performance.LessThanOrEqual(baseline):
		return 0
	case performance.GreaterThanOrEqual(benchmark):
		return 9
	}
	return wholePart(10, performance, baseline, benchmark)
}

// hcahpsConsistency gives a survey dimension up to 20 points between the floor, which is the worst hospital's
// performance, and the threshold: 20 × share - 0.5, rounded, which is the whole part of 20 × share. The worst
// dimension's points count: the aggregator min in the definition picks it.
func hcahpsConsistency(in bsc.ScoreInput) (decimal.Decimal, error) {
	if !in.Target.Value.Valid || !in.Target.Baseline.Valid {
		return decimal.Decimal{}, bsc.ErrNoTarget
	}
	floor, threshold := in.Target.Baseline.Decimal, in.Target.Value.Decimal
	points := int64(0)
	switch {
	case in.Actual.GreaterThanOrEqual(threshold):
		points = 20
	case in.Actual.GreaterThan(floor):
		points = wholePart(20, in.Actual, floor, threshold)
	}
	in.Trace.Formula("5 × %d points", points)
	return decimal.New(5*points, 0), nil
}

// wholePart returns the whole part of times × (value - from) / (to - from), for a value between the two. The
// division is exact: no rounding moves a hospital across a point.
func wholePart(times int64, value, from, to decimal.Decimal) int64 {
	whole, _ := value.Sub(from).Mul(decimal.New(times, 0)).QuoRem(to.Sub(from), 0)
	return whole.IntPart()
}
