package main

import (
	"math/rand/v2"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A feed is an endless sequence of updates of one card: a new value for every KPI in random order, another
// one for every KPI in another order, and so on, and then from the start again. All updates are made
// beforehand.
type feed struct {
	d       *data // the data before the first update
	card    *bsc.Scorecard
	refs    []bsc.Ref // of all nodes: KPIs, objectives, perspectives, the card
	kpis    []int32
	cents   []int64
	updates []bsc.Update // the same as decimals
}

// newFeed compiles the card of a tree and makes a feed for it.
func newFeed(d *data) (*feed, error) {
	card, err := bsc.Compile(d.definition(), nil)
	if err != nil {
		return nil, err
	}
	f := &feed{d: d, card: card}
	handles := make([]bsc.Handle, len(d.actual))
	for k := range handles {
		handles[k], _ = card.KPI(id(k))
		f.refs = append(f.refs, bsc.KPIRef(id(k)))
	}
	for o := range d.objectives.weight {
		f.refs = append(f.refs, bsc.ObjectiveRef(objectiveID(o)))
	}
	for p := range d.perspectives.weight {
		f.refs = append(f.refs, bsc.PerspectiveRef(perspectiveID(p)))
	}
	f.refs = append(f.refs, bsc.Ref{Kind: bsc.KindScorecard, ID: card.ID()})
	rng := rand.New(rand.NewPCG(5, 6))
	next := *d
	for len(f.kpis) < 2*max(len(handles), manyUpdates) {
		next.measure(rng)
		for _, k := range rng.Perm(len(handles)) {
			f.kpis, f.cents = append(f.kpis, int32(k)), append(f.cents, next.actual[k])
			f.updates = append(f.updates, bsc.Update{Of: handles[k], Reading: bsc.Reading{Value: decimal.New(next.actual[k], -2)}})
		}
	}
	return f, nil
}

// input returns the input for an evaluation of the card.
func input(actuals bsc.Actuals) bsc.Input {
	return bsc.Input{Period: period.Year(2026), Readings: actuals}
}

// A cursor is a position in a feed.
type cursor struct {
	*feed
	at  int  // the next update
	all bool // the feed has been used up once
}

// take takes at most n updates, fewer at the end of a feed, and returns their range.
func (c *cursor) take(n int) (from, to int) {
	from, to = c.at, min(c.at+n, len(c.kpis))
	c.at = to
	if to == len(c.kpis) {
		c.at, c.all = 0, true
	}
	return from, to
}

// readings returns the readings of all KPIs after the updates that were taken.
func (c *cursor) readings() bsc.Actuals {
	now := *c.d
	now.actual = append([]int64(nil), now.actual...)
	replay := func(from, to int) {
		for i := from; i < to; i++ {
			now.actual[c.kpis[i]] = c.cents[i]
		}
	}
	if c.all {
		replay(c.at, len(c.kpis))
	}
	replay(0, c.at)
	return now.units()[0]
}

// scores returns the scores of all nodes of a result, in units of 10^-10.
func (f *feed) scores(r *bsc.Result) []int64 {
	return mapped(f.refs, func(ref bsc.Ref) int64 {
		score, ok := r.ScoreOf(ref).Decimal()
		if !ok {
			return -1
		}
		return decimalUnits(score)
	})
}
