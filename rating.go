package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Ratings, and what the built-in thresholds have in common.

// A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
type Rating string

// The ratings of DefaultRatings.
const (
	RatingRed   Rating = "red"
	RatingAmber Rating = "amber"
	RatingGreen Rating = "green"
)

// A RatingLevel describes a rating. A definition lists its levels from worst to best.
type RatingLevel struct {
	ID     Rating `json:"id"`
	Name   string `json:"name,omitempty"`
	Color  string `json:"color,omitempty"`  // #rrggbb
	Symbol string `json:"symbol,omitempty"` // a sign that tells it apart without colour
}

// DefaultRatings returns red, amber and green, worst first: the levels of a definition without ratings.
func DefaultRatings() []RatingLevel {
	return []RatingLevel{
		{ID: RatingRed, Name: "Red", Color: "#c0392b", Symbol: "▼"},
		{ID: RatingAmber, Name: "Amber", Color: "#e6a117", Symbol: "◆"},
		{ID: RatingGreen, Name: "Green", Color: "#2e8b57", Symbol: "●"},
	}
}

// rank returns where a rating stands among the levels, or -1.
func rank(levels []RatingLevel, r Rating) int {
	return slices.IndexFunc(levels, func(l RatingLevel) bool { return l.ID == r })
}

// unknownRating is the problem of a rating that is not among the levels.
func unknownRating(code Code, levels []RatingLevel, r Rating) *Problem {
	names := make([]Rating, len(levels))
	for i, l := range levels {
		names[i] = l.ID
	}
	p := notOneOf("", "rating", r, names)
	p.Code = code
	return p
}

// A builtinThreshold is what the engine asks a built-in threshold beside the rating.
type builtinThreshold interface {
	Threshold
	checkRatings(levels []RatingLevel) *Problem // finds a rating that the definition does not have
	// checkUse says why the threshold does not fit the node that uses it.
	checkUse(levels []RatingLevel, isKPI bool, d Direction) *Problem
	checkTarget(t *target.Stated) *Problem // says why it cannot rate against a stated target
	readsActual() bool                     // it rates more than scores
	reads() asked
}

// asked is what a threshold reads of a KPI beside its outcome. Such KPIs are computed one by one.
type asked struct {
	previous bool     // the actual of the period before
	series   []string // series, by id
}

func (a asked) nothing() bool { return !a.previous && len(a.series) == 0 }

// noneThreshold rates nothing.
type noneThreshold struct{}

func (noneThreshold) Rate(RateInput) (Rating, error)                   { return "", nil }
func (noneThreshold) checkRatings([]RatingLevel) *Problem              { return nil }
func (noneThreshold) checkUse([]RatingLevel, bool, Direction) *Problem { return nil }
func (noneThreshold) checkTarget(*target.Stated) *Problem              { return nil }
func (noneThreshold) readsActual() bool                                { return false }
func (noneThreshold) reads() (none asked)                              { return none }

// A ratedOn is a line that ratings are read on.
type ratedOn string

const (
	onScore           ratedOn = "score"
	onActual          ratedOn = "actual"
	onPercent         ratedOn = "percent_of_target"
	onVariance        ratedOn = "variance"         // how much better than the target
	onVariancePercent ratedOn = "variance_percent" // the same in percent of the absolute target
	onMovement        ratedOn = "movement"         // of rules only: the actual minus that of the period before
)

// falls reports whether ratings get worse along the line.
func (o ratedOn) falls(d Direction) bool {
	return (o == onActual || o == onPercent) && d == DirectionLower
}

// turns reports whether ratings may get better and worse again along the line.
func (o ratedOn) turns(d Direction) bool {
	return (o == onActual || o == onPercent) && d == DirectionCloser
}

// reading returns what is compared with limit × factor: 100·A against limit·T needs no division.
func (o ratedOn) reading(in *RateInput) (value, factor decimal.Decimal, p *Problem) {
	if o == onScore {
		score, ok := in.Score.Decimal()
		if !ok {
			return value, one(), fault(ErrNoData, "no_score_to_rate")
		}
		return score, one(), nil
	}
	if !in.Actual.Valid {
		return value, one(), fault(ErrNoData, "no_actual_to_rate")
	}
	value, factor = in.Actual.Decimal, one()
	switch o {
	case onActual:
		return value, factor, nil
	case onMovement:
		if !in.Previous.Valid {
			return value, factor, fault(ErrNoData, "no_previous_actual")
		}
		return value.Sub(in.Previous.Decimal), factor, nil
	}
	if p := in.Target.need(); p != nil {
		return value, factor, p
	}
	t := in.Target.Value.Decimal
	if p := o.percentage(t); p != nil {
		return value, factor, p
	}
	switch o {
	case onPercent:
		return value.Shift(2), t, nil
	case onVariancePercent:
		return variance(value, t, in.Direction).Shift(2), t.Abs(), nil
	}
	return variance(value, t, in.Direction), factor, nil
}

// percentage says why nothing is a percentage of a target.
func (o ratedOn) percentage(t decimal.Decimal) *Problem {
	p := fault(ErrTarget, "no_percentage_of_target", "target", t)
	switch {
	case o == onPercent && t.Sign() <= 0:
		p.Allowed = words.New("positive_target")
	case o == onVariancePercent && t.IsZero():
		p.Allowed = words.New("target_not_zero")
	default:
		return nil
	}
	return p
}

// checkTarget says why nothing can be read on a stated target. A 0 stated for a period may be one part of a sum, and a
// comparison is known only later: where they come to 0 or less, there is no rating.
func (o ratedOn) checkTarget(t *target.Stated) *Problem {
	value := t.Numbers[target.Value]
	if !value.Valid || t.With != target.Nothing || value.Decimal.IsZero() && !t.From.IsZero() {
		return nil
	}
	p := o.percentage(value.Decimal)
	if p != nil {
		p.Hint = words.New("read_on_score_or_actual")
	}
	return p
}

// need returns a problem if the target has no value.
func (t *ResolvedTarget) need() *Problem {
	of := t.forScoring()
	return problemOf(of.Need())
}
