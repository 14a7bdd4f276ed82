package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/curve"
	"github.com/shopspring/decimal"
)

// policies returns a registry of the hotel's own rules. The namespace of a name keeps it apart from other
// hosts' names. The version allows for change: scorecards are stored, so a changed rule needs a new name, and
// old scorecards keep the old one.
func policies() (*bsc.Registry, error) {
	r := new(bsc.Registry)
	err := errors.Join(
		r.Scorer("example.com/nps@1", newNPS),
		r.MonotoneAggregator("example.com/worst_two@1", bsc.AggregatorFunc(worstTwo).New), // takes no arguments
		r.Threshold("example.com/watch@1", newWatch),
	)
	return r, err
}

// nps scores a net promoter score, which runs from -100 to 100, along two straight lines. The first leads
// from the floor, which scores Min, to the target, which scores Met. The second leads on to 100, where every
// guest is a promoter, which scores Cap.
type nps struct{ floor decimal.Decimal }

// newNPS is a factory. Compile calls it once for every KPI that names the policy, with the arguments given
// there. Its error becomes a problem of the definition.
func newNPS(a bsc.Args) (bsc.Scorer, error) {
	args := struct {
		Floor bsc.Number `json:"floor"`
	}{Floor: "-100"}
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	floor, err := args.Floor.Decimal()
	if err != nil {
		return nil, err
	}
	return nps{floor}, nil
}

// Score need not round or clamp. It refuses what it cannot score: a guess would become somebody's bonus.
func (s nps) Score(in bsc.ScoreInput) (decimal.Decimal, error) {
	switch {
	case in.Label != "":
		return decimal.Decimal{}, bsc.ErrLabel
	case !in.Target.Value.Valid:
		return decimal.Decimal{}, bsc.ErrNoTarget
	case in.Direction != bsc.DirectionHigher:
		return decimal.Decimal{}, bsc.ErrDirection
	}
	target := in.Target.Value.Decimal
	line, err := curve.New(
		curve.Anchor{Value: s.floor, Score: in.Scale.Min},
		curve.Anchor{Value: target, Score: in.Scale.Met},
		curve.Anchor{Value: decimal.NewFromInt(100), Score: in.Scale.Cap},
	)
	if err != nil {
		return decimal.Decimal{}, fmt.Errorf("the target must lie between the floor and 100: %w", err)
	}
	in.Trace.Note("points to the target", target.Sub(in.Actual))
	return line.At(in.Actual), nil
}

// worstTwo is the mean of the two lowest scores, so that a good third cannot hide them. It ignores the
// children's weights.
func worstTwo(in bsc.AggregateInput) (decimal.Decimal, error) {
	parts := slices.Clone(in.Parts) // the input belongs to the engine: sort a copy
	slices.SortStableFunc(parts, func(a, b bsc.Part) int { return a.Score.Cmp(b.Score) })
	if len(parts) == 1 { // there is always one
		return parts[0].Score, nil
	}
	worst, next := parts[0], parts[1]
	in.Trace.Formula("(%s of %s + %s of %s) / 2", worst.Score, worst.Ref, next.Score, next.Ref)
	return worst.Score.Add(next.Score).Mul(decimal.RequireFromString("0.5")), nil
}

// toWatch is the hotel's own rating; the definition lists it between amber and green.
const toWatch bsc.Rating = "watch"

// watch rates by the built-in bands, with one exception. If the attribute "watch" is "yes", only a met target
// is green, and anything less that the bands would rate green gets the rating "watch".
type watch struct{ bands bsc.Threshold }

func newWatch(bsc.Args) (bsc.Threshold, error) {
	bands, err := new(bsc.Registry).NewThreshold(bsc.Policy{Name: "bands"})
	return watch{bands}, err
}

// Rate leaves nodes without a score to the bands, which give them no rating.
func (w watch) Rate(in bsc.RateInput) (bsc.Rating, error) {
	rating, err := w.bands.Rate(in)
	if err != nil || rating != bsc.RatingGreen || in.Attributes["watch"] != "yes" {
		return rating, err
	}
	score, _ := in.Score.Decimal() // the bands found it green, so there is one
	if missing := in.Scale.Met.Sub(score); missing.IsPositive() {
		in.Trace.Note("missing for green", missing)
		return toWatch, nil
	}
	return rating, nil
}
