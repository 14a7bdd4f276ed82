package impact

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Projected shows a node's outcome, and what it would be if a change elsewhere came through.
type Projected struct {
	bsc.Outcome `wire:"ref,name,score,rating"` // the actual outcome

	Change   decimal.Decimal `json:"change"`        // of all that arrives, in points
	Then     bsc.Score       `json:"then,omitzero"` // its score with the change, kept within the scale; no score if it has none
	Arrivals []DatedArrival  `json:"arrivals"`      // the soonest first
}

// A DatedArrival is an Arrival with its period and the score that it leads to.
type DatedArrival struct {
	Arrival
	Period period.Period   `json:"period,omitzero"` // in which it arrives; zero if the definition has no frequency for delays to count in
	Sum    decimal.Decimal `json:"sum"`             // of all arrivals so far, in points
	Then   bsc.Score       `json:"then,omitzero"`   // the score from then on until the next arrives
}

// WhatIf adds the effects that Of computes to the scores of a result: what a lasting change of so many points at one
// node, in the evaluated period, would bring to the others within so many periods. Delays count from the last period of
// the definition's frequency within the evaluated one: for the third quarter in months, from September. The result does
// not change. The errors are those of Of, and a *bsc.InputError for the zero Result.
func WhatIf(result *bsc.Result, of bsc.Ref, change decimal.Decimal, periods int) ([]Projected, error) {
	card := result.Scorecard()
	if card == nil {
		p := &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("scorecard_not_compiled")}
		return nil, &bsc.InputError{Problems: bsc.Problems{p}}
	}
	effects, err := Of(card, of, change, periods)
	if err != nil {
		return nil, err
	}
	scale, dates := card.Scale(), clockOf(result)
	list := make([]Projected, len(effects))
	for i, effect := range effects {
		p := Projected{Change: effect.Change}
		p.Outcome, _ = result.Of(effect.Ref)
		p.Then = moved(scale, p.Score, effect.Change)
		var sum decimal.Decimal
		for _, a := range effect.Arrivals {
			sum = sum.Add(a.Change)
			p.Arrivals = append(p.Arrivals, DatedArrival{a, dates.later(a.Delay), sum, moved(scale, p.Score, sum)})
		}
		list[i] = p
	}
	return list, nil
}

// moved returns a score with a change added, kept within the scale.
func moved(scale bsc.ResolvedScale, s bsc.Score, change decimal.Decimal) bsc.Score {
	score, ok := s.Decimal()
	if !ok {
		return bsc.Score{}
	}
	to := score.Add(change)
	if score.LessThanOrEqual(scale.Cap) && to.GreaterThan(scale.Cap) {
		to = scale.Cap
	}
	then, err := bsc.NewScore(decimal.Max(to, scale.Min))
	if err != nil {
		return bsc.Score{} // unreachable: it has ten places and is within the scale
	}
	return then
}

// A clock dates what is seen after a delay.
type clock struct {
	almanac *almanac.Almanac
	kind    almanac.Kind // of the periods in which delays count; 0: unknown
	last    int          // the last day of the evaluated period; 0: the calendar does not have it
}

func clockOf(r *bsc.Result) clock {
	card := r.Scorecard()
	c := clock{kind: card.Frequency().Kind()}
	c.almanac, _ = card.Calendar().Almanac() // no error: Compile has checked it
	if days, ok := c.almanac.Span(r.Period().Label()); ok {
		c.last = days.Last
	}
	return c
}

// later returns the period in which a change in the evaluated period is seen after a delay. It counts periods of the
// definition's frequency from the last one within the evaluated period, or from the one around it.
func (c *clock) later(lag int) period.Period {
	if c.last == 0 || c.kind == 0 {
		return period.Period{}
	}
	l, ok := c.almanac.At(c.last, c.kind)
	for ; ok && lag > 0; lag-- {
		l, ok = c.almanac.Next(l)
	}
	if !ok {
		return period.Period{}
	}
	return period.Of(l)
}
