package history

import (
	"iter"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Trend is a scorecard evaluated for periods in a row. It is immutable and safe for concurrent use. The zero Trend, and
// a nil one, has no periods.
type Trend struct {
	_        wire.As[trendJSON]
	results  []*bsc.Result
	previous []int // for each result, the index of the result of the same period a year before; -1: none
}

// NewTrend evaluates a scorecard for every period from the first to that of the input, and compares the results. The two
// must be of one size: two months, or two quarters. It follows the rules of Scorecard.EvaluatePeriods. The error is that
// of the first period that has one; one with ErrPeriod, before anything is evaluated, if the two periods do not fit.
func NewTrend(card *bsc.Scorecard, from period.Period, in bsc.Input) (*Trend, error) {
	return TrendOf(card.EvaluatePeriods(from, in))
}

// Last is NewTrend over the last n periods up to that of the input, which is one of them: with 12 and a month, a year.
// Where the calendar begins later, it has fewer. The error is also one with ErrValue for an n below 1.
func Last(card *bsc.Scorecard, n int, in bsc.Input) (*Trend, error) {
	if card == nil {
		return NewTrend(card, in.Period, in)
	}
	from, err := back(card.Calendar(), n, in.Period)
	if err != nil {
		return nil, err
	}
	return NewTrend(card, from, in)
}

// back returns the first of the last n periods.
func back(c period.Calendar, n int, last period.Period) (period.Period, error) {
	if n < 1 {
		p := fault(bsc.ErrValue, "trend_of_last", "n", n)
		p.Allowed = words.New("from_one_on")
		return period.Period{}, &bsc.InputError{Problems: bsc.Problems{p}}
	}
	from, err := c.Back(last, n-1)
	if err != nil {
		return last, nil // the evaluation says what is wrong with the last period
	}
	return from, nil
}

// trendOf compares the results of consecutive periods.
func TrendOf(results iter.Seq2[*bsc.Result, error]) (*Trend, error) {
	t, at := &Trend{}, map[period.Period]int{}
	for r, err := range results {
		if err != nil {
			return nil, err
		}
		yearAgo, ok := at[period.Of(r.Period().Label().YearBefore())]
		if !ok {
			yearAgo = -1
		}
		at[r.Period()] = len(t.results)
		t.results, t.previous = append(t.results, r), append(t.previous, yearAgo)
	}
	return t, nil
}

// Results returns the result of every period, in order.
func (t *Trend) Results() []*bsc.Result {
	if t == nil {
		return nil
	}
	return slices.Clone(t.results)
}

// A Movement says which way a score or an actual moved.
type Movement string

// The movements against the period before. "" is unknown: one of the two has no score, or no actual. A score that moves
// by less than a 2,000th of the way from Scale.Min to Scale.Met is Steady: on a scale of 0 to 100 it shows as 0.0. An
// actual is Steady only where it is the same. The score is the computed one, which nobody's assessment of the node
// itself has changed: see Point.FinalChange.
const (
	Rising  Movement = "rising"
	Falling Movement = "falling"
	Steady  Movement = "steady"
)

// A Point is one node in one period of a Trend.
type Point struct {
	bsc.Outcome `wire:"ref,name,score,rating,flags,actual,label"`

	Result     *bsc.Result         `json:"-"` // of the period
	Period     period.Period       `json:"period"`
	Change     decimal.NullDecimal `json:"change"`             // of the score against the period before, exactly, if both have one
	YearChange decimal.NullDecimal `json:"year_change"`        // of the score against the same period of last year, if that is in the trend
	Movement   Movement            `json:"movement,omitempty"` // of the score
	// FinalChange is that of the FinalScore against the period before, if both have one: the Change where nobody has judged.
	FinalChange decimal.NullDecimal `json:"final_change"`
	// ActualChange is that of the actual against the period before, in the unit of the KPI, if both have one that counts:
	// also of KPIs that are shown and not scored. Whether more is better, it does not say.
	ActualChange   decimal.NullDecimal `json:"actual_change"`
	ActualMovement Movement            `json:"actual_movement,omitempty"` // of the actual
	// Streak counts the consecutive periods in which the score has moved this way, including this one; 0 if unknown.
	Streak int `json:"streak,omitempty"`
	// InRating counts the consecutive periods with this rating, including this one; 0 without a rating.
	InRating int `json:"in_rating,omitempty"`
}

// Of yields a node's outcomes over time, and nothing for periods in which it is not on the scorecard. No score is
// smoothed, filled in or predicted.
func (t *Trend) Of(ref bsc.Ref) iter.Seq[Point] {
	return func(yield func(Point) bool) {
		if t == nil {
			return
		}
		points := make([]*Point, len(t.results))
		for i, r := range t.results {
			outcome, ok := r.Of(ref)
			if !ok {
				continue
			}
			p := &Point{Outcome: outcome, Result: r, Period: r.Period()}
			points[i] = p
			if i > 0 && points[i-1] != nil {
				p.follow(points[i-1])
			} else if p.Rating != "" {
				p.InRating = 1
			}
			if before := t.previous[i]; before >= 0 && points[before] != nil {
				p.YearChange = change(points[before].Score, p.Score)
			}
			if !yield(*p) {
				return
			}
		}
	}
}

// follow compares a point with the one before it.
func (p *Point) follow(before *Point) {
	if p.Rating != "" {
		p.InRating = 1
		if before.Rating == p.Rating {
			p.InRating += before.InRating
		}
	}
	if was, is := before.counted(), p.counted(); was.Valid && is.Valid {
		p.ActualChange = decimal.NewNullDecimal(is.Decimal.Sub(was.Decimal))
		p.ActualMovement = movement(p.ActualChange.Decimal)
	}
	p.Change, p.FinalChange = change(before.Score, p.Score), change(before.FinalScore, p.FinalScore)
	if !p.Change.Valid {
		return
	}
	if p.Movement = Steady; p.isMaterial() {
		p.Movement = movement(p.Change.Decimal)
	}
	p.Streak = 1
	if before.Movement == p.Movement {
		p.Streak += before.Streak
	}
}

// counted returns the actual, unless it is only shown: a stale one.
func (p *Point) counted() decimal.NullDecimal {
	if p.Window.Readings == 0 {
		return decimal.NullDecimal{}
	}
	return p.Actual
}

// steadySteps is how many of the smallest movements of a score lead from Min to Met.
const steadySteps = 2000

// isMaterial reports whether the score has moved by enough to say so.
func (p *Point) isMaterial() bool {
	scale := p.Result.Scorecard().Scale()
	steps := p.Change.Decimal.Abs().Mul(decimal.New(steadySteps, 0))
	return steps.GreaterThanOrEqual(scale.Met.Sub(scale.Min))
}

func movement(change decimal.Decimal) Movement {
	return [...]Movement{Falling, Steady, Rising}[change.Sign()+1]
}

func change(before, after bsc.Score) decimal.NullDecimal {
	was, okBefore := before.Decimal()
	is, okAfter := after.Decimal()
	if !okBefore || !okAfter {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(is.Sub(was))
}
