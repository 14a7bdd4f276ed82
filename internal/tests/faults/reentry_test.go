package faults_test

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// within fails the test where f does not return.
func within(t *testing.T, f func()) {
	t.Helper()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		f()
	}()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Fatal("it waits for ever")
	}
}

// TestFaults_reentry calls the library from within each of the host's callbacks: what reads works, what sets the board
// that is being set is refused, and the commit is as it would have been.
func TestFaults_reentry(t *testing.T) {
	t.Parallel()
	for _, from := range []string{"source", "targets", "scorer", "threshold", "aggregator", "calculator"} {
		t.Run(from, func(t *testing.T) {
			t.Parallel()
			var card *bsc.Scorecard
			var board *bsc.Board
			var inside func()
			busyWith := false
			b := newBusy(func(of string) {
				if of != from || busyWith || inside == nil {
					return
				}
				busyWith = true
				inside()
				busyWith = false
			})
			card = b.compile(t, b.definition())
			sales, hours := handle(t, card, "sales"), handle(t, card, "hours")
			want, err := card.Evaluate(b.input())
			require.NoError(t, err)
			board, err = card.Board(b.input())
			require.NoError(t, err)
			other, err := card.Board(b.input())
			require.NoError(t, err)
			calls := 0
			inside = func() {
				calls++
				nested, err := card.Evaluate(b.input())
				assert.NoError(t, err)
				assert.Equal(t, document(t, want), document(t, nested))
				for r, err := range card.EvaluateOrgUnits(context.Background(), func(func(bsc.Input) bool) {}) {
					t.Error(r, err)
				}
				assert.True(t, board.Result().Score().Valid())
				if calls > 1 {
					return // each of the following waits before it is refused
				}
				for _, err := range []error{board.Set(sales, dec("1")), board.Unset(hours), board.Apply()} {
					assert.ErrorIs(t, err, bsc.ErrLoop)
					assert.EqualError(t, err, "bsc: a board is set while a commit has been in one call of a policy or a source for a second; do not set it by what it asks, but by a subscriber, which is told when the commit is done")
				}
				assert.NoError(t, other.Set(sales, dec("8")), "another board")
				board.Subscribe(func(*bsc.Board, bsc.Notice) {})()
			}
			within(t, func() {
				assert.NoError(t, board.Apply(bsc.Update{Of: sales, Reading: bsc.Reading{Value: dec("8")}}, bsc.Update{Of: hours, Unset: true}))
			})
			assert.Positive(t, calls)
			inside = nil
			assert.Equal(t, document(t, board.Result()), document(t, other.Result()))
			require.NoError(t, board.Set(sales, dec("5")), "nothing is held")
		})
	}
}

// TestFaults_boardsSetEachOther has the policies of two boards set the other one, at once: neither waits for the other.
func TestFaults_boardsSetEachOther(t *testing.T) {
	t.Parallel()
	var boards [2]*bsc.Board
	var sales [2]bsc.Handle
	var setting [2]bool
	var begun, tried sync.WaitGroup
	for i := range boards {
		b := newBusy(func(string) {
			if !setting[i] {
				return
			}
			setting[i] = false
			begun.Done()
			begun.Wait() // both commits are under way
			assert.ErrorIs(t, boards[1-i].Set(sales[1-i], dec("3")), bsc.ErrLoop)
			tried.Done()
			tried.Wait()
		})
		card := b.compile(t, b.definition())
		board, err := card.Board(b.input())
		require.NoError(t, err)
		sales[i], boards[i] = handle(t, card, "sales"), board
	}
	within(t, func() {
		setting = [2]bool{true, true}
		begun.Add(2)
		tried.Add(2)
		var both sync.WaitGroup
		for i := range boards {
			both.Go(func() { assert.NoError(t, boards[i].Set(sales[i], dec("9"))) })
		}
		both.Wait()
	})
}

// TestFaults_writersWait has many goroutines set a board whose policies are slow: none is refused, and none waits for
// ever.
func TestFaults_writersWait(t *testing.T) {
	t.Parallel()
	b := newBusy(func(string) { runtime.Gosched() })
	card := b.compile(t, b.definition())
	board, err := card.Board(b.input())
	require.NoError(t, err)
	defer board.Subscribe(func(*bsc.Board, bsc.Notice) {})()
	within(t, func() {
		var all sync.WaitGroup
		for i := range 16 {
			all.Go(func() {
				for j := range 20 {
					assert.NoError(t, board.Set(handle(t, card, "sales"), decimal.New(int64(i+j), 0)))
				}
			})
		}
		all.Wait()
	})
}

// TestFaults_subscribers lets subscribers set, subscribe, cancel and change what they are told.
func TestFaults_subscribers(t *testing.T) {
	t.Parallel()
	card, board := boardOf(t, oracle.Small())
	sales := handle(t, card, "sales")
	var told []bsc.Rating
	var cancel func()
	late := 0
	cancel = board.Subscribe(func(b *bsc.Board, n bsc.Notice) {
		n.Changes[0] = bsc.RatingChange{}
		assert.Equal(t, n.Result.Score(), b.Result().Score())
		cancel()
		board.Subscribe(func(*bsc.Board, bsc.Notice) { late++ })
		assert.NoError(t, b.Set(handle(t, card, "hours"), dec("10")))
	})
	board.Subscribe(func(_ *bsc.Board, n bsc.Notice) {
		for _, c := range n.Changes {
			told = append(told, c.To)
		}
	})
	within(t, func() { assert.NoError(t, board.Set(sales, dec("10"))) })
	assert.Equal(t, slices.Repeat([]bsc.Rating{bsc.RatingGreen}, len(told)), told, "what another changes is its own")
	assert.NotEmpty(t, told)
	assert.Equal(t, 1, late, "of the commit after it had subscribed")
}

// TestFaults_loops leaves the loops over all that can be ranged over by break, panic and Goexit, after each
// element: it can be ranged over again, and no goroutine is left.
func TestFaults_loops(t *testing.T) {
	before := runtime.NumGoroutine()
	def := oracle.Small()
	def.Links = []bsc.Link{{From: bsc.ObjectiveRef("train"), To: bsc.ObjectiveRef("grow")}}
	card := bsc.MustCompile(def, nil)
	in := bsc.Input{Period: period.Year(2026), Readings: newBusy(func(string) {})}
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	trend, err := history.NewTrend(card, period.Year(2020), in)
	require.NoError(t, err)
	timeline, err := history.NewTimeline([]history.Version{{From: period.Year(2020), Definition: def}}, nil)
	require.NoError(t, err)
	org, err := cascade.New([]cascade.OrgUnit{{ID: "a", Definition: def}, {ID: "b", Definition: def}}, nil)
	require.NoError(t, err)
	units, err := org.Evaluate(in)
	require.NoError(t, err)
	months, err := card.Calendar().Range(period.Month(2026, 1), period.Month(2026, 12))
	require.NoError(t, err)
	for name, sequence := range map[string]iter.Seq[any]{
		"Result.All":            anyOf(result.All()),
		"StrategyMap.AllPaths":  anyOf(impact.AllPaths(card.Map(), bsc.Ref{}, bsc.Ref{})),
		"Trend.Of":              anyOf(trend.Of(card.Ref())),
		"Timeline.All":          firsts(timeline.All()),
		"CascadeResult.All":     firsts(units.All()),
		"Calendar.Range":        anyOf(months),
		"Scorecard.EvaluateAll": firsts(card.EvaluateOrgUnits(context.Background(), slices.Values([]bsc.Input{in, in, in}))),
	} {
		count := 0
		for range sequence {
			count++
		}
		require.Positive(t, count, name)
		for n := range count {
			leave := func(how func()) {
				left := n
				for range sequence {
					if left--; left < 0 {
						for range sequence { // one loop within another
							break
						}
						how()
						return
					}
				}
			}
			leave(func() {})
			assert.PanicsWithValue(t, "oops", func() { leave(func() { panic("oops") }) }, name)
			assert.False(t, apart(func() { leave(runtime.Goexit) }), name)
			next, stop := iter.Pull(sequence)
			_, ok := next()
			assert.True(t, ok, name)
			stop()
		}
		again := 0
		for range sequence {
			again++
		}
		assert.Equal(t, count, again, name)
	}
	goroutines(t, before)
}

func anyOf[T any](s iter.Seq[T]) iter.Seq[any] {
	return func(yield func(any) bool) {
		for v := range s {
			if !yield(v) {
				return
			}
		}
	}
}

func firsts[K, V any](s iter.Seq2[K, V]) iter.Seq[any] {
	return func(yield func(any) bool) {
		for k := range s {
			if !yield(k) {
				return
			}
		}
	}
}

// TestFaults_setInLoop sets a board in loops over its result: each sees the board as it was when it began.
func TestFaults_setInLoop(t *testing.T) {
	t.Parallel()
	card, board := boardOf(t, oracle.Small())
	require.NoError(t, board.Set(handle(t, card, "sales"), dec("5")))
	want := document(t, board.Result())
	snapshot, seen := board.Result(), ""
	within(t, func() {
		for o := range snapshot.All() {
			assert.NoError(t, board.Set(handle(t, card, "sales"), dec("9")))
			seen += fmt.Sprint(o.Ref, o.Score, " ")
		}
	})
	assert.Equal(t, want, document(t, snapshot))
	assert.Contains(t, seen, "kpi:sales 50 ")
	assert.Equal(t, "90", board.Result().ScoreOf(bsc.KPIRef("sales")).String())
}
