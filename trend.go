package bsc

import (
	"iter"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A Trend is a scorecard evaluated for periods in a row. It is immutable and safe for
// concurrent use.
type Trend struct {
	results  []*Result
	previous []int // for each result, the index of that of the same period a year before; -1: none
}

// Trend evaluates the scorecard for every period from one to that of the input, both among
// them, with the input's readings. Each reading is asked for once. The error is that of
// Evaluate; it is one, too, if the two are not of one frequency, if from is the later, or if the
// readings are Actuals, which have one period.
func (s *Scorecard) Trend(from period.Period, in Input) (*Trend, error) {
	if s == nil || len(s.nodes) == 0 {
		return nil, notCompiled()
	}
	return trendOf(from, in, s.almanac, func(period.Period) *Scorecard { return s })
}

// maxTrend is the most periods that a trend has.
const maxTrend = 10_000

// trendOf evaluates a range of periods of a calendar, each with the card that is in force.
func trendOf(from period.Period, in Input, a *almanac.Almanac, card func(period.Period) *Scorecard) (*Trend, error) {
	if _, single := in.Readings.(Actuals); single {
		return nil, &InputError{Problems{trendOfActuals()}}
	}
	periods, p := between(a, from, in.Period)
	if p != nil {
		return nil, &InputError{Problems{p}}
	}
	t, said := &Trend{}, new(memo)
	var known *knowledge
	at := make(map[period.Period]int, len(periods))
	for i, p := range periods {
		in.Period = p
		c := card(p)
		if c == nil {
			return nil, notInForce(p)
		}
		if i > 0 && c != t.results[i-1].e.card {
			known = nil // but for what the sources have said
		}
		r, next, err := c.evaluateAfter(in, known, said)
		if err != nil {
			return nil, err
		}
		known = next
		at[p] = i
		t.results = append(t.results, r)
		yearAgo, ok := at[period.Of(p.Label().YearBefore())]
		if !ok {
			yearAgo = -1
		}
		t.previous = append(t.previous, yearAgo)
	}
	return t, nil
}

func trendOfActuals() *Problem {
	p := fault(ErrInput, "a trend of Actuals, which have one period")
	p.Allowed = "Readings, or another Source"
	return p
}

// between lists the periods from one to another of the same kind.
func between(a *almanac.Almanac, from, to period.Period) ([]period.Period, *Problem) {
	var days [2]almanac.Span
	for i, p := range []period.Period{from, to} {
		var ok bool
		if days[i], ok = a.Span(p.Label()); !ok {
			return nil, problemOf(period.Absent(a, p))
		}
	}
	if from.Frequency() != to.Frequency() || days[1].First < days[0].First {
		p := fault(ErrPeriod, "a trend from %s to %s", from, to)
		p.Allowed = "two " + to.Label().Kind.Noun() + "s, the earlier one first"
		return nil, p
	}
	var periods []period.Period
	for l := range a.Walk(from.Label(), to.Label()) {
		if periods = append(periods, period.Of(l)); len(periods) > maxTrend {
			return nil, fault(ErrPeriod, "a trend of more than %d periods", maxTrend)
		}
	}
	return periods, nil
}

// Results returns the result of every period, in order.
func (t *Trend) Results() []*Result { return slices.Clone(t.results) }

// A Movement says which way a score moved.
type Movement string

// The movements of a score against that of the period before. "" is not known: one of the two has none.
const (
	Rising  Movement = "rising"
	Falling Movement = "falling"
	Steady  Movement = "steady"
)

// A Point is one node in one period of a Trend.
type Point struct {
	Outcome
	Period     period.Period
	Change     decimal.NullDecimal // of the score against the period before, where both have one
	YearChange decimal.NullDecimal // of the score against the same period of last year, where that is in the trend
	Movement   Movement
	Streak     int // how many periods in a row the score has moved this way, with this one; 0 where it is not known
	InRating   int // how many periods in a row it has had this rating, with this one; 0 where it has none
}

// Of returns a node's outcomes over time, and nothing for periods in which it is not on the
// scorecard. No score is smoothed, filled in or foretold.
func (t *Trend) Of(ref Ref) iter.Seq[Point] {
	return func(yield func(Point) bool) {
		points := make([]*Point, len(t.results))
		for i, r := range t.results {
			at, ok := r.e.card.index[ref]
			if !ok {
				continue
			}
			p := &Point{Outcome: r.e.outcome(at), Period: r.e.in.Period}
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
	p.Change = change(before.Score, p.Score)
	if !p.Change.Valid {
		return
	}
	p.Movement = []Movement{Falling, Steady, Rising}[p.Change.Decimal.Sign()+1]
	p.Streak = 1
	if before.Movement == p.Movement {
		p.Streak += before.Streak
	}
}

func change(before, after Score) decimal.NullDecimal {
	if !before.Valid() || !after.Valid() {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(after.value().Sub(before.value()))
}
