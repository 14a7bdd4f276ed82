package bsc_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// boardOf makes a board of a definition, without readings.
func boardOf(t testing.TB, def *bsc.Definition, o *bsc.Options) (*bsc.Scorecard, *bsc.Board) {
	t.Helper()
	card, err := bsc.Compile(def, o)
	require.NoError(t, err)
	board, err := card.Board(bsc.Input{Period: period.Year(2026)})
	require.NoError(t, err)
	return card, board
}

// handle is that of a KPI or, where there is none of the id, of a series.
func handle(t testing.TB, card *bsc.Scorecard, id string) bsc.Handle {
	t.Helper()
	h, ok := card.KPI(id)
	if !ok {
		h, ok = card.Series(id)
	}
	require.True(t, ok, id)
	return h
}

func TestBoard_misuse(t *testing.T) {
	t.Parallel()
	var zero bsc.Board
	assert.ErrorIs(t, zero.Set(bsc.Handle{}, decimal.Zero), bsc.ErrInput)
	assert.ErrorIs(t, (*bsc.Board)(nil).Unset(bsc.Handle{}), bsc.ErrInput)
	assert.False(t, zero.Result().Score().Valid())
	zero.Subscribe(func(*bsc.Board, bsc.Notice) {})()

	_, err := new(bsc.Scorecard).Board(bsc.Input{Period: period.Year(2026)})
	assert.ErrorIs(t, err, bsc.ErrInput)

	def := oracle.Small()
	def.Series = []bsc.Series{{ID: "orders", Frequency: period.Monthly}}
	objective := &def.Perspectives[0].Objectives[0]
	objective.KPIs = append(objective.KPIs, bsc.KPI{ID: "sum", Calculator: policy("sum", `{"of": ["hours", "sales"]}`), Scorer: policy("none", "")})
	card := bsc.MustCompile(def, nil)
	board, err := card.Board(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{}})
	require.NoError(t, err)
	_, err = card.Board(bsc.Input{})
	assert.ErrorIs(t, err, bsc.ErrPeriod)
	_, err = card.Board(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"hour": dec("1")}})
	assert.ErrorIs(t, err, bsc.ErrUnknownRef)
	_, ok := card.KPI("orders")
	assert.False(t, ok, "a series is no KPI")
	orders, ok := card.Series("orders")
	require.True(t, ok)
	assert.Equal(t, bsc.SeriesRef("orders"), orders.Ref())
	assert.Equal(t, bsc.Ref{}, bsc.Handle{}.Ref())

	hours := handle(t, card, "hours")
	before := board.Result()
	err = board.Apply(
		bsc.Update{Of: hours, Reading: bsc.Reading{Value: dec("3")}},
		bsc.Update{},
		bsc.Update{Of: handle(t, bsc.MustCompile(oracle.Small(), nil), "hours")},
		bsc.Update{Of: handle(t, card, "sum"), Reading: bsc.Reading{Value: dec("3")}},
		bsc.Update{Of: hours, Reading: bsc.Reading{Value: decimal.New(1, 60)}},
		bsc.Update{Of: hours, Reading: bsc.Reading{State: "firm"}},
		bsc.Update{Of: hours, Period: period.Month(2026, 1), Reading: bsc.Reading{Value: dec("3")}},
	)
	assert.Equal(t, []string{
		"/1: a handle of nothing (handles from KPI or Series of the board's own scorecard)",
		"/2 kpi:hours: a handle of another scorecard (handles from KPI or Series of the board's own scorecard)",
		`/3 kpi:sum: a reading for "kpi:sum", which is calculated`,
		"/4 kpi:hours: a number has more than 52 digits before its point (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)",
		`/5 kpi:hours: unknown state "firm" (final, provisional, not_applicable, not_due, stale)`,
		"/6 kpi:hours: a reading for 2026-01 on a board of Actuals, which has only 2026",
	}, oracle.Lines(problems(t, err)))
	assert.Same(t, before, board.Result(), "nothing has changed")

	dated, err := card.Board(bsc.Input{Period: period.Quarter(2026, 1), Readings: new(bsc.Readings)})
	require.NoError(t, err)
	err = dated.Set(orders, dec("3"))
	assert.ErrorIs(t, err, bsc.ErrFrequency, "orders are counted by the month")
	assert.NoError(t, dated.Apply(bsc.Update{Of: orders, Period: period.Month(2026, 2), Reading: bsc.Reading{Value: dec("3")}}))
}

// TestBoard_results holds results while the board goes on: none of them changes.
func TestBoard_results(t *testing.T) {
	t.Parallel()
	card, board := boardOf(t, oracle.Small(), nil)
	hours := handle(t, card, "hours")
	var results []*bsc.Result
	var documents []string
	for i := range 20 {
		require.NoError(t, board.Set(hours, decimal.New(int64(i), 0)))
		results, documents = append(results, board.Result()), append(documents, document(t, board.Result()))
	}
	for i, r := range results {
		assert.Equal(t, documents[i], document(t, r))
		assert.True(t, of(t, r, bsc.KPIRef("hours")).Actual.Decimal.Equal(decimal.New(int64(i), 0)))
	}
	require.NoError(t, board.Unset(hours))
	never, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings)})
	require.NoError(t, err)
	assert.Equal(t, document(t, never), document(t, board.Result()), "set, then unset, is never set")
}

// wide returns a card of so many KPIs that its board has several chunks.
func wideCard(kpis int) *bsc.Definition {
	def, _ := benchCard(kpis)
	return def
}

// TestBoard_torn has 64 goroutines read while one writes pairs of readings that belong together:
// nobody ever sees one without the other, nor a total that is not theirs.
func TestBoard_torn(t *testing.T) {
	t.Parallel()
	def := wideCard(2000)
	for p := range def.Perspectives {
		def.Perspectives[p].Weight = ""
		for o := range def.Perspectives[p].Objectives {
			def.Perspectives[p].Objectives[o].Weight = ""
			for k := range def.Perspectives[p].Objectives[o].KPIs {
				kpi := &def.Perspectives[p].Objectives[o].KPIs[k]
				kpi.Weight, kpi.Targets = "", []bsc.Target{{Baseline: "0", Value: "100"}}
			}
		}
	}
	card, board := boardOf(t, def, nil)
	first, last := handle(t, card, "k0"), handle(t, card, "k1999") // in other chunks
	set := func(n int64) {
		assert.NoError(t, board.Apply(
			bsc.Update{Of: first, Reading: bsc.Reading{Value: decimal.New(n, 0)}},
			bsc.Update{Of: last, Reading: bsc.Reading{Value: decimal.New(100-n, 0)}},
		))
	}
	set(50)
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 64 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				r := board.Result()
				a, _ := r.Of(first.Ref())
				b, _ := r.Of(last.Ref())
				x, _ := a.Score.Decimal()
				y, _ := b.Score.Decimal()
				total, _ := r.Score().Decimal()
				if !x.Add(y).Equal(decimal.New(100, 0)) || !total.Equal(decimal.New(50, 0)) {
					t.Errorf("torn: %s and %s, in all %s", x, y, total)
					return
				}
				runtime.Gosched()
			}
		})
	}
	for i := range int64(300) {
		set(i % 101)
	}
	close(done)
	readers.Wait()
}

// TestBoard_writers has many goroutines write, each its own KPI: nothing is lost.
func TestBoard_writers(t *testing.T) {
	t.Parallel()
	card, board := boardOf(t, wideCard(64), nil)
	actuals := bsc.Actuals{}
	var writers sync.WaitGroup
	for i := range 64 {
		id := fmt.Sprint("k", i)
		h := handle(t, card, id)
		actuals[id] = decimal.New(int64(i), 0)
		writers.Go(func() {
			for n := range int64(20) {
				assert.NoError(t, board.Set(h, decimal.New(n, 0)))
			}
			assert.NoError(t, board.Set(h, decimal.New(int64(i), 0)))
		})
	}
	writers.Wait()
	want, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: actuals})
	require.NoError(t, err)
	assert.Equal(t, document(t, want), document(t, board.Result()))
}

func TestBoard_Subscribe(t *testing.T) {
	t.Parallel()
	card, board := boardOf(t, oracle.Small(), nil)
	sales, margin := handle(t, card, "sales"), handle(t, card, "margin")
	var told []string
	cancel := board.Subscribe(func(b *bsc.Board, n bsc.Notice) {
		for _, c := range n.Changes {
			told = append(told, fmt.Sprint(c.Ref, " ", c.From, " to ", c.To))
		}
		assert.Same(t, board.Result(), b.Result())
		assert.Same(t, board.Result(), n.Result)
	})
	require.NoError(t, board.Set(sales, dec("9.5")))
	assert.Equal(t, []string{"scorecard:card  to green", "perspective:high  to green", "objective:grow  to green", "kpi:sales  to green"}, told)
	told = nil
	require.NoError(t, board.Set(sales, dec("9.2")))
	assert.Empty(t, told, "another score, the same rating")
	require.NoError(t, board.Apply(
		bsc.Update{Of: sales, Reading: bsc.Reading{Value: dec("2")}}, bsc.Update{Of: margin, Reading: bsc.Reading{Value: dec("10")}}))
	assert.Equal(t, []string{"scorecard:card green to amber", "perspective:high green to amber", "objective:grow green to amber", "kpi:sales green to red", "kpi:margin  to green"}, told)
	second := false
	var leave func()
	defer board.Subscribe(func(*bsc.Board, bsc.Notice) { leave() })()
	leave = board.Subscribe(func(*bsc.Board, bsc.Notice) { second = true })
	require.NoError(t, board.Set(sales, dec("8")))
	assert.False(t, second, "one who has left is not told any more")
	cancel()
	cancel()
	told = nil
	require.NoError(t, board.Unset(sales))
	assert.Empty(t, told)
}

// TestBoard_SubscribeOutcomes tells one subscriber of outcomes and another of ratings.
func TestBoard_SubscribeOutcomes(t *testing.T) {
	t.Parallel()
	card, board := boardOf(t, oracle.Small(), nil)
	sales := handle(t, card, "sales")
	var ratings, outcomes []bsc.Notice
	defer board.Subscribe(func(_ *bsc.Board, n bsc.Notice) { ratings = append(ratings, n) })()
	cancel := board.SubscribeOutcomes(func(_ *bsc.Board, n bsc.Notice) { outcomes = append(outcomes, n) })
	up := []bsc.Ref{{Kind: bsc.KindScorecard, ID: "card"}, bsc.PerspectiveRef("high"), bsc.ObjectiveRef("grow"), bsc.KPIRef("sales")}
	require.NoError(t, board.Set(sales, dec("9.5")))
	require.Len(t, ratings, 1)
	require.Len(t, outcomes, 1)
	assert.Empty(t, ratings[0].Outcomes, "nobody asked")
	assert.Equal(t, up, outcomes[0].Outcomes)
	assert.Equal(t, ratings[0].Changes, outcomes[0].Changes)

	require.NoError(t, board.Set(sales, dec("9.50")))
	assert.Len(t, outcomes, 1, "the same again")
	require.NoError(t, board.Set(sales, dec("9.2")))
	require.Len(t, outcomes, 2, "another score, the same rating")
	assert.Len(t, ratings, 1)
	assert.Equal(t, up, outcomes[1].Outcomes)
	text, err := json.Marshal(outcomes[1])
	require.NoError(t, err)
	assert.JSONEq(t, `{"changes":[],"outcomes":["scorecard:card","perspective:high","objective:grow","kpi:sales"]}`, string(text))

	require.NoError(t, board.Apply(bsc.Update{Of: sales, Reading: bsc.Reading{Value: dec("9.2"), Note: "counted twice"}}))
	require.Len(t, outcomes, 3)
	assert.Equal(t, up[3:], outcomes[2].Outcomes, "what is said of a reading is drawn beside it")
	cancel()
	require.NoError(t, board.Set(sales, dec("9.4")))
	assert.Len(t, outcomes, 3)
}

// TestBoard_SubscribeOutcomes_linear asks for outcomes on a small and on a large card: commits take the same time.
func TestBoard_SubscribeOutcomes_linear(t *testing.T) {
	sets := func(kpis int) func() {
		card, board := boardOf(t, wideCard(kpis), nil)
		board.SubscribeOutcomes(func(*bsc.Board, bsc.Notice) {})
		first, value := handle(t, card, "k0"), int64(0)
		return func() {
			for range 300 {
				value++
				require.NoError(t, board.Set(first, decimal.New(value, -2)))
			}
		}
	}
	cost.AtMost(t, 4, sets(20_000), sets(1_000))
}

// TestBoard_Subscribe_again lets subscribers set the board they are told of.
func TestBoard_Subscribe_again(t *testing.T) {
	t.Parallel()
	card, board := boardOf(t, oracle.Small(), nil)
	sales, margin := handle(t, card, "sales"), handle(t, card, "margin")
	t.Run("a chain ends after eight", func(t *testing.T) {
		var last error
		calls := 0
		cancel := board.Subscribe(func(b *bsc.Board, _ bsc.Notice) {
			calls++
			last = b.Set(sales, decimal.New(int64(calls%2)*10, 0))
		})
		defer cancel()
		assert.ErrorIs(t, board.Set(sales, dec("0")), bsc.ErrLoop)
		assert.Equal(t, 9, calls)
		assert.ErrorIs(t, last, bsc.ErrLoop)
		assert.ErrorContains(t, last, "notifications have set the board 8 times in a row")
		cancel()
		require.NoError(t, board.Set(margin, dec("0")), "the next one is not to blame")
	})
	t.Run("through the board itself, in order", func(t *testing.T) {
		var told []bsc.Rating
		cancel := board.Subscribe(func(_ *bsc.Board, n bsc.Notice) {
			for _, c := range n.Changes {
				if c.Ref == margin.Ref() {
					told = append(told, c.To)
				}
			}
			if len(told) == 1 {
				assert.NoError(t, board.Set(margin, dec("7")))
				assert.Len(t, told, 1, "told after this one is done")
			}
		})
		defer cancel()
		require.NoError(t, board.Set(margin, dec("10")))
		assert.Equal(t, []bsc.Rating{bsc.RatingGreen, bsc.RatingAmber}, told)
	})
	t.Run("a panic is an error, and the change stands", func(t *testing.T) {
		calls := 0
		cancels := []func(){
			board.Subscribe(func(*bsc.Board, bsc.Notice) { panic("oops") }),
			board.Subscribe(func(*bsc.Board, bsc.Notice) { calls++ }),
		}
		err := board.Set(margin, dec("1"))
		assert.ErrorIs(t, err, bsc.ErrPanic)
		var p *bsc.PanicError
		require.ErrorAs(t, err, &p)
		assert.Equal(t, "oops", p.Value)
		assert.Equal(t, 1, calls, "the others are told")
		assert.Equal(t, bsc.RatingRed, of(t, board.Result(), margin.Ref()).Rating)
		for _, cancel := range cancels {
			cancel()
		}
	})
	t.Run("a goroutine that ends takes nothing with it", func(t *testing.T) {
		cancel := board.Subscribe(func(*bsc.Board, bsc.Notice) { runtime.Goexit() })
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_ = board.Set(margin, dec("10"))
		}()
		<-ended
		cancel()
		told := 0
		defer board.Subscribe(func(*bsc.Board, bsc.Notice) { told++ })()
		require.NoError(t, board.Set(margin, dec("2")))
		assert.Equal(t, 1, told)
	})
}

// TestBoard_hostPolicies counts the calls of a host's policies: they run when their inputs change, and not else.
func TestBoard_hostPolicies(t *testing.T) {
	t.Parallel()
	scored, aggregated, calculated := map[string]int{}, map[string]int{}, 0
	reg := new(bsc.Registry)
	require.NoError(t, reg.Scorer("test.dev/count@1", bsc.ScorerFunc(func(in bsc.ScoreInput) (decimal.Decimal, error) {
		scored[in.Ref.ID]++
		return in.Actual, nil
	}).New))
	require.NoError(t, reg.MonotoneAggregator("test.dev/first@1", bsc.AggregatorFunc(func(in bsc.AggregateInput) (decimal.Decimal, error) {
		aggregated[in.Ref.ID]++
		return in.Parts[0].Score, nil
	}).New))
	require.NoError(t, reg.Calculator("test.dev/half@1", func(a bsc.Args) (bsc.Calculator, error) {
		a.Reads("sales")
		return bsc.CalculatorFunc(func(in bsc.CalculateInput) (decimal.Decimal, error) {
			calculated++
			return in.Values[0].Div(decimal.New(2, 0)), nil
		}), nil
	}))
	def := oracle.Small()
	for i := range 2 {
		def.Perspectives[i].Objectives[0].Aggregator.Name = "test.dev/first@1"
	}
	def.Perspectives[0].Objectives[0].KPIs[0].Scorer.Name = "test.dev/count@1"
	def.Perspectives[0].Objectives[0].KPIs = append(def.Perspectives[0].Objectives[0].KPIs, bsc.KPI{ID: "half", Calculator: policy("test.dev/half@1", ""), Scorer: policy("stated", "")})
	card, board := boardOf(t, def, &bsc.Options{Registry: reg})
	forget := func() { clear(scored); clear(aggregated); calculated = 0 }
	require.NoError(t, board.Apply(
		bsc.Update{Of: handle(t, card, "hours"), Reading: bsc.Reading{Value: dec("4")}},
		bsc.Update{Of: handle(t, card, "sales"), Reading: bsc.Reading{Value: dec("6")}},
		bsc.Update{Of: handle(t, card, "margin"), Reading: bsc.Reading{Value: dec("6")}}))

	forget()
	require.NoError(t, board.Set(handle(t, card, "margin"), dec("7")))
	assert.Empty(t, scored)
	assert.Zero(t, calculated)
	assert.Equal(t, map[string]int{"grow": 1}, aggregated, "the other objective is not asked")

	forget()
	require.NoError(t, board.Set(handle(t, card, "sales"), dec("8")))
	assert.Empty(t, scored)
	assert.Equal(t, 1, calculated, "half reads sales")
	assert.Equal(t, map[string]int{"grow": 1, "train": 1}, aggregated)

	forget()
	require.NoError(t, board.Apply(
		bsc.Update{Of: handle(t, card, "hours"), Reading: bsc.Reading{Value: dec("5")}},
		bsc.Update{Of: handle(t, card, "hours"), Reading: bsc.Reading{Value: dec("6")}},
		bsc.Update{Of: handle(t, card, "sales"), Reading: bsc.Reading{Value: dec("9")}}))
	assert.Equal(t, map[string]int{"hours": 1}, scored, "once a commit")
	assert.Equal(t, map[string]int{"grow": 1, "train": 1}, aggregated, "once a commit")
	assert.True(t, number(t, of(t, board.Result(), bsc.KPIRef("half")).Score).Equal(dec("4.5")))
}

// TestBoard_failingSource starts from a source that panics for one KPI: it is that KPI's failure, before and after.
func TestBoard_failingSource(t *testing.T) {
	t.Parallel()
	card := bsc.MustCompile(oracle.Small(), nil)
	board, err := card.Board(bsc.Input{Period: period.Year(2026), Readings: sourceOf(func(q bsc.Query) (bsc.Reading, bool) {
		if q.Ref.ID == "sales" {
			panic("down")
		}
		return bsc.Reading{Value: dec("5")}, true
	})})
	require.NoError(t, err)
	assert.True(t, of(t, board.Result(), bsc.KPIRef("sales")).Flags.Has(bsc.FlagFailed))
	require.NoError(t, board.Set(handle(t, card, "sales"), dec("10")))
	assert.Equal(t, bsc.RatingGreen, of(t, board.Result(), bsc.KPIRef("sales")).Rating)
	require.NoError(t, board.Unset(handle(t, card, "sales")))
	sales := of(t, board.Result(), bsc.KPIRef("sales"))
	assert.True(t, sales.Flags.Has(bsc.FlagFailed))
	var p *bsc.PanicError
	assert.True(t, errors.As(sales.Err, &p))
}

type sourceOf func(bsc.Query) (bsc.Reading, bool)

func (f sourceOf) Reading(q bsc.Query) (bsc.Reading, bool) { return f(q) }

// TestBoard_otherPeriods sets readings of other periods than the board's: they never take the place of its own.
func TestBoard_otherPeriods(t *testing.T) {
	t.Parallel()
	june, may := period.Month(2026, 6), period.Month(2026, 5)
	for _, missing := range []bsc.Missing{{}, {Rule: bsc.MissingCarryForward, MaxAge: 3}} {
		card := bsc.MustCompile(oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Monthly, Missing: missing, Targets: []bsc.Target{{Baseline: "0", Value: "10"}}}), nil)
		k := handle(t, card, "k")
		board, err := card.Board(bsc.Input{Period: june, Readings: new(bsc.Readings)})
		require.NoError(t, err)
		of := func(p period.Period, value string) bsc.Update {
			return bsc.Update{Of: k, Period: p, Reading: bsc.Reading{Value: dec(value)}}
		}
		require.NoError(t, board.Set(k, dec("3")))
		require.NoError(t, board.Apply(of(may, "4")))
		assert.Equal(t, "30", board.Result().Score().String())
		require.NoError(t, board.Apply(bsc.Update{Of: k, Period: may, Unset: true}))
		assert.Equal(t, "30", board.Result().Score().String())
		require.NoError(t, board.Apply(of(june, "5"), of(may, "4"), of(period.Month(2026, 7), "9")))
		assert.Equal(t, "50", board.Result().Score().String())
		require.NoError(t, board.Unset(k))
		if missing.Rule == "" {
			assert.False(t, board.Result().Score().Valid())
		} else {
			assert.Equal(t, "40", board.Result().Score().String(), "May's stands in")
		}
	}
}

// TestBoard_recordedAt sets readings in another order than they were recorded in.
func TestBoard_recordedAt(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return time.Date(2026, 10, n, 0, 0, 0, 0, time.UTC) }
	card := bsc.MustCompile(oracle.Small(), nil)
	base := new(bsc.Readings)
	require.NoError(t, base.Add(bsc.Fact{Ref: bsc.KPIRef("hours"), Period: period.Year(2026), Reading: bsc.Reading{Value: dec("2"), RecordedAt: day(2)}}))
	board, err := card.Board(bsc.Input{Period: period.Year(2026), Readings: base, AsOf: day(5)})
	require.NoError(t, err)
	hours := handle(t, card, "hours")
	at := func(n int, value string) {
		r := bsc.Reading{Value: dec(value)}
		if n > 0 {
			r.RecordedAt = day(n)
		}
		require.NoError(t, board.Apply(bsc.Update{Of: hours, Reading: r}))
	}
	for _, step := range []struct {
		day         int // 0: not said
		value, want string
	}{
		{1, "9", "20"},                                                 // what the board started from was recorded later
		{4, "4", "40"}, {3, "3", "40"}, {4, "5", "50"}, {6, "6", "50"}, // the last is not known yet
		{0, "7", "70"}, {6, "6", "70"}, {3, "3", "30"}, // without a moment, and after it, what is set holds
	} {
		at(step.day, step.value)
		assert.Equal(t, step.want, board.Result().ScoreOf(hours.Ref()).String(), "%v", step)
	}
	require.NoError(t, board.Unset(hours))
	assert.Equal(t, "20", board.Result().ScoreOf(hours.Ref()).String())
}

// TestBoard_absentOtherwise lets what is not there be not there for another reason, below a host's aggregator that is
// told of it.
func TestBoard_absentOtherwise(t *testing.T) {
	t.Parallel()
	def := oracle.Small()
	def.Perspectives[0].Aggregator.Name = "median" // computed beside the columns, above an objective that is in them
	card, board := boardOf(t, def, nil)
	hours := handle(t, card, "hours")
	for _, state := range []bsc.State{bsc.StateNotApplicable, bsc.StateNotDue, bsc.StateNotApplicable} {
		require.NoError(t, board.Apply(bsc.Update{Of: hours, Reading: bsc.Reading{State: state}}))
		assert.Equal(t, string(state), of(t, board.Result(), bsc.PerspectiveRef("low")).Flags.String())
	}
}
