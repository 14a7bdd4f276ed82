package reference_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/require"
)

// TestBoard_timeReference sets and takes back readings of many periods on boards of random timed scorecards: after each
// commit the board is what the reference says of those readings. BSC_CARDS=300000 makes 100,000 commits.
func TestBoard_timeReference(t *testing.T) {
	const commits = 25 // on each board
	inShares(t, oracle.Cards(1000/commits), func(t *testing.T, books []*oracle.Daybook, seed uint64) {
		b := newTimedBoard(t, seed, books)
		for range commits {
			b.commit()
			same(t, seed, b.now(), b.differences())
			if t.Failed() {
				t.Fatalf("after %q", b.trace)
			}
		}
		b.takeAllBack()
		same(t, seed, b.now(), b.differences())
	})
}

// A timedBoard is a board of a random card with, beside it, the facts that it should stand for.
type timedBoard struct {
	*oracle.Generator
	t       *testing.T
	begun   *oracle.TimedCard // what the board starts from
	card    *bsc.Scorecard
	board   *bsc.Board
	set     map[oracle.TimedPlace]bsc.Reading
	handles []bsc.Handle     // of what has readings
	labels  map[bsc.Ref]bool // whose readings are labels
	near    []bsc.Fact
	trace   []string
}

func newTimedBoard(t *testing.T, seed uint64, books []*oracle.Daybook) *timedBoard {
	t.Helper()
	random := oracle.RandomTimedCard
	if seed%3 == 1 {
		random = oracle.RandomHostCard
	}
	b := &timedBoard{
		Generator: &oracle.Generator{Rand: rand.New(rand.NewPCG(seed, 51))}, t: t,
		begun: random(seed, books), set: map[oracle.TimedPlace]bsc.Reading{},
		labels: map[bsc.Ref]bool{},
	}
	b.begun.FinalOnly = seed%5 == 1
	if b.Chance(25) { // it starts from nothing, or little
		b.begun.Facts = b.begun.Facts[:len(b.begun.Facts)/(1+b.IntN(20))]
	}
	for _, f := range b.begun.Facts {
		if ago := b.begun.DaysAgo(f.Period); ago > -40 && ago < 120 {
			b.near = append(b.near, f)
		}
	}
	var err error
	b.card, err = bsc.Compile(b.begun.Definition(), nil)
	require.NoError(t, err)
	in, err := b.begun.Input(b.unit())
	require.NoError(t, err)
	b.board, err = b.card.Board(in)
	require.NoError(t, err)
	for k := range b.begun.Definition().KPIs() {
		if k.Calculator.IsZero() {
			b.handles = append(b.handles, handleOf(t, b.card, bsc.KPIRef(k.ID)))
			b.labels[bsc.KPIRef(k.ID)] = k.Scorer.Name == "points"
		}
	}
	for _, s := range b.begun.Definition().Series {
		b.handles = append(b.handles, handleOf(t, b.card, bsc.SeriesRef(s.ID)))
	}
	return b
}

// handleOf is the handle of a KPI or a series.
func handleOf(t *testing.T, card *bsc.Scorecard, ref bsc.Ref) bsc.Handle {
	t.Helper()
	find := card.KPI
	if ref.Kind == bsc.KindSeries {
		find = card.Series
	}
	h, ok := find(ref.ID)
	require.True(t, ok, "%s", ref)
	return h
}

func (b *timedBoard) unit() string { return b.begun.Units[0].ID }

// commit makes one update, or some at once. The board refuses those that are of no period of their measure's.
func (b *timedBoard) commit() {
	updates := make([]bsc.Update, 1)
	if b.Chance(20) {
		updates = make([]bsc.Update, 1+b.IntN(8))
	}
	for i := range updates {
		updates[i] = b.update()
	}
	err := b.board.Apply(updates...)
	b.trace = append(b.trace, fmt.Sprint(updates, err))
	if err != nil {
		return
	}
	for _, u := range updates {
		b.follow(u)
	}
}

// update changes a reading that is there, sets one beside it, or takes back what was set.
func (b *timedBoard) update() bsc.Update {
	u := bsc.Update{Of: oracle.Pick(b.Rand, b.handles...), Period: b.begun.Period}
	if f := b.some(); b.begun.Actuals == nil && !f.Period.IsZero() && b.Chance(90) {
		u.Of, u.Period = handleOf(b.t, b.card, f.Ref), f.Period
		if next, err := b.begun.Book.Next(f.Period); err == nil && b.Chance(30) {
			u.Period = next
		}
	}
	if u.Unset = b.Chance(20); u.Unset {
		return u
	}
	u.Reading = bsc.Reading{Value: b.Amount()}
	if b.begun.Actuals != nil {
		return u
	}
	u.Reading.State = oracle.Pick(b.Rand, "", "", "", bsc.StateFinal, bsc.StateProvisional, bsc.StateNotApplicable,
		bsc.StateNotApplicable, bsc.StateNotDue, bsc.StateStale)
	if b.labels[u.Of.Ref()] {
		u.Reading.Label = oracle.Pick(b.Rand, "yes", "no", "perhaps")
	}
	if b.Chance(30) {
		u.Reading.RecordedAt = b.Moment(b.begun.LastDay() - 60 + b.IntN(120))
	}
	return u
}

// some is a fact that the board starts from, mostly one near its period.
func (b *timedBoard) some() bsc.Fact {
	switch {
	case len(b.near) > 0 && b.Chance(75):
		return oracle.Pick(b.Rand, b.near...)
	case len(b.begun.Facts) > 0:
		return oracle.Pick(b.Rand, b.begun.Facts...)
	}
	return bsc.Fact{}
}

// follow keeps what an update has set: of two that say when they were recorded the later one.
func (b *timedBoard) follow(u bsc.Update) {
	place, asOf := oracle.TimedPlace{Unit: b.unit(), Ref: u.Of.Ref(), Period: u.Period}, b.begun.AsOf
	old, known := b.set[place]
	switch r := u.Reading; {
	case u.Unset:
		delete(b.set, place)
	case !asOf.IsZero() && r.RecordedAt.After(asOf): // nobody knows it yet
	case !known || r.RecordedAt.IsZero() || !old.RecordedAt.After(r.RecordedAt):
		b.set[place] = r
	}
}

// now is the card with what was set: what says no moment holds against everything, and against a source that fails.
func (b *timedBoard) now() *oracle.TimedCard {
	c := *b.begun
	c.Broken, c.Actuals = maps.Clone(c.Broken), maps.Clone(c.Actuals)
	var above []bsc.Fact
	over := map[oracle.TimedPlace]bool{}
	for place, r := range b.set {
		switch {
		case c.Actuals != nil:
			c.Actuals[place.Ref.String()] = r.Value
			continue
		case r.RecordedAt.IsZero():
			delete(c.Broken, place)
			over[place] = true
		}
		above = append(above, bsc.Fact{OrgUnit: place.Unit, Ref: place.Ref, Period: place.Period, Reading: r})
	}
	for _, f := range c.Facts {
		if !over[oracle.TimedPlace{Unit: f.OrgUnit, Ref: f.Ref, Period: f.Period}] {
			above = append(above, f)
		}
	}
	c.Facts = above
	return &c
}

func (b *timedBoard) differences() []string {
	return oracle.EvaluateTimed(b.now()).Differences(b.unit(), b.board.Result())
}

// takeAllBack unsets whatever was set: what the board started from shows again.
func (b *timedBoard) takeAllBack() {
	for place := range b.set {
		u := bsc.Update{Of: handleOf(b.t, b.card, place.Ref), Period: place.Period, Unset: true}
		require.NoError(b.t, b.board.Apply(u))
	}
	clear(b.set)
}
