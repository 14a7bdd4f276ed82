package faults_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// busy is a host of which every node has policies, and every KPI readings and a target. Each call goes through asked
// first.
type busy struct {
	asked  func(of string)
	values map[string]decimal.Decimal
}

// newBusy returns one with the usual values.
func newBusy(asked func(of string)) *busy { return &busy{asked, all} }

func (b *busy) Reading(q bsc.Query) (bsc.Reading, bool) {
	b.asked("source")
	v, ok := b.values[q.Ref.ID]
	return bsc.Reading{Value: v}, ok
}

func (b *busy) Target(bsc.Query) (bsc.Target, bool) {
	b.asked("targets")
	return bsc.Target{Baseline: "0", Value: "10"}, true
}

func (b *busy) score(in bsc.ScoreInput) (decimal.Decimal, error) {
	b.asked("scorer")
	return in.Actual.Mul(dec("10")), nil
}

func (b *busy) rate(in bsc.RateInput) (bsc.Rating, error) {
	b.asked("threshold")
	if score, _ := in.Score.Decimal(); score.LessThan(dec("50")) {
		return bsc.RatingRed, nil
	}
	return bsc.RatingGreen, nil
}

func (b *busy) aggregate(in bsc.AggregateInput) (decimal.Decimal, error) {
	b.asked("aggregator")
	var sum decimal.Decimal
	for _, p := range in.Parts {
		sum = sum.Add(p.Score)
	}
	return sum.DivRound(decimal.New(int64(len(in.Parts)), 0), 10), nil
}

func (b *busy) compile(t testing.TB, def *bsc.Definition) *bsc.Scorecard {
	t.Helper()
	reg := new(bsc.Registry)
	require.NoError(t, reg.Scorer(hostName, bsc.ScorerFunc(b.score).New))
	require.NoError(t, reg.Threshold(hostName, bsc.ThresholdFunc(b.rate).New))
	require.NoError(t, reg.MonotoneAggregator(hostName, bsc.AggregatorFunc(b.aggregate).New))
	require.NoError(t, reg.Calculator(hostName, func(a bsc.Args) (bsc.Calculator, error) {
		a.Reads("sales", "hours")
		return bsc.CalculatorFunc(func(in bsc.CalculateInput) (decimal.Decimal, error) {
			b.asked("calculator")
			return in.Values[0].Sub(in.Values[1]), nil
		}), nil
	}))
	card, err := bsc.Compile(def, &bsc.Options{Registry: reg})
	require.NoError(t, err)
	return card
}

// definition is the small one with the host's policies everywhere, and a calculated KPI.
func (b *busy) definition() *bsc.Definition {
	def, own := oracle.Small(), policy(hostName, "")
	def.Defaults = bsc.Defaults{Scorer: own, Threshold: own, Aggregator: own}
	def.Aggregator, def.Threshold = own, own
	train := &def.Perspectives[0].Objectives[0]
	train.KPIs = append(train.KPIs, bsc.KPI{ID: "ahead", Calculator: own})
	return def
}

func (b *busy) input() bsc.Input {
	return bsc.Input{Period: period.Year(2026), Readings: b, Targets: b}
}

// apart runs f on a goroutine of its own, waits for its end, and reports whether f returned.
func apart(f func()) (returned bool) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		f()
		returned = true
	}()
	<-ended
	return returned
}

// TestFaults_goexit ends the goroutine in each call of the host's code in turn. It is the caller's that ends; a board
// then shows what it showed before, and with the next commit all that was set.
func TestFaults_goexit(t *testing.T) {
	calls, last := 0, -1
	b := newBusy(func(string) {
		if calls++; calls == last {
			runtime.Goexit()
		}
	})
	card := b.compile(t, b.definition())
	until := func(n int) { calls, last = 0, n }
	hours, sales, margin := handle(t, card, "hours"), handle(t, card, "sales"), handle(t, card, "margin")
	before := []bsc.Update{{Of: sales, Reading: bsc.Reading{Value: dec("1")}}}
	updates := []bsc.Update{{Of: hours, Reading: bsc.Reading{Value: dec("7")}}, {Of: sales, Unset: true}, {Of: margin, Reading: bsc.Reading{Value: dec("2")}}}

	want, err := card.Evaluate(b.input())
	require.NoError(t, err)
	for k := range calls {
		until(k + 1)
		assert.False(t, apart(func() { _, _ = card.Evaluate(b.input()) }), "call %d", k+1)
		until(k + 1)
		assert.False(t, apart(func() { _, _ = card.Board(b.input()) }), "call %d", k+1)
	}
	until(-1)
	again, err := card.Evaluate(b.input())
	require.NoError(t, err)
	assert.Equal(t, document(t, want), document(t, again))

	made := func() *bsc.Board {
		board, err := card.Board(b.input())
		require.NoError(t, err)
		require.NoError(t, board.Apply(before...))
		return board
	}
	whole := made()
	until(-1)
	require.NoError(t, whole.Apply(updates...))
	steps := calls
	assert.Greater(t, steps, 20)
	for k := range steps {
		until(-1)
		board, told := made(), 0
		defer board.Subscribe(func(*bsc.Board, bsc.Notice) { told++ })()
		shown := document(t, board.Result())
		until(k + 1)
		assert.False(t, apart(func() { _ = board.Apply(updates...) }), "call %d", k+1)
		until(-1)
		assert.Equal(t, shown, document(t, board.Result()), "call %d: nothing is shown by half", k+1)
		require.NoError(t, board.Apply())
		assert.Equal(t, document(t, whole.Result()), document(t, board.Result()), "call %d", k+1)
		assert.Equal(t, explained(t, whole.Result()), explained(t, board.Result()), "call %d", k+1)
		assert.Equal(t, 1, told, "call %d", k+1)
	}
}

// TestFaults_goexitInUnits ends goroutines of the library's: the units they were at have an error, the others are as
// ever.
func TestFaults_goexitInUnits(t *testing.T) {
	ends := func(unit string) bool { return unit == "u0" || unit == "u7" || unit == "u8" || unit == "u39" }
	every := func(string) bool { return true }
	const units = 40
	before := runtime.NumGoroutine()
	for _, cores := range []int{1, 2, 7} {
		for _, row := range []struct {
			name string
			ends func(string) bool
			how  func()
			want string
		}{
			{"some end", ends, runtime.Goexit, `bsc: of %q: a policy or a source has ended the goroutine of the evaluation`},
			{"all end", every, runtime.Goexit, `bsc: of %q: a policy or a source has ended the goroutine of the evaluation`},
			{"some panic", ends, func() { panic("down") }, ""},
		} {
			was := runtime.GOMAXPROCS(cores)
			card := bsc.MustCompile(bigCard(1200), nil) // some batches
			inputs := func(yield func(bsc.Input) bool) {
				for u := range units {
					if !yield(bsc.Input{Period: period.Year(2026), OrgUnit: fmt.Sprint("u", u), Readings: sourceOf(func(q bsc.Query) (bsc.Reading, bool) {
						if row.ends(q.OrgUnit) && q.Ref.ID == "k3" {
							row.how()
						}
						return bsc.Reading{Value: dec("5")}, true
					})}) {
						return
					}
				}
			}
			u := 0
			for r, err := range card.EvaluateOrgUnits(context.Background(), inputs) {
				switch unit := fmt.Sprint("u", u); {
				case row.ends(unit) && row.want != "":
					assert.Nil(t, r)
					assert.EqualError(t, err, fmt.Sprintf(row.want, unit))
					assert.ErrorIs(t, err, bsc.ErrPanic)
					assert.ErrorAs(t, err, new(*bsc.InputError))
				case assert.NoError(t, err, unit):
					assert.Equal(t, unit, r.OrgUnit())
					assert.Equal(t, "50", r.Score().String())
					assert.Equal(t, row.ends(unit), of(t, r, bsc.KPIRef("k3")).Err != nil)
				}
				u++
			}
			assert.Equal(t, units, u, "%s on %d cores", row.name, cores)
			runtime.GOMAXPROCS(was)
		}
	}
	goroutines(t, before)
}

// bigCard has many KPIs with targets of 10 for the year.
func bigCard(kpis int) *bsc.Definition {
	list := make([]bsc.KPI, kpis)
	for i := range list {
		list[i] = bsc.KPI{ID: fmt.Sprint("k", i), Targets: []bsc.Target{{Baseline: "0", Value: "10"}}}
	}
	return oracle.CardOf(list...)
}

// TestFaults_goexitInCascade does the same to units that contribute to one above them.
func TestFaults_goexitInCascade(t *testing.T) {
	before := runtime.NumGoroutine()
	units := []cascade.OrgUnit{{ID: "all", Definition: oracle.Small()}}
	for i := range 9 {
		units = append(units, cascade.OrgUnit{ID: fmt.Sprint("u", i), Parent: "all", Definition: oracle.Small(), Contributes: []cascade.Contribution{{Mode: cascade.Additive, From: bsc.KPIRef("sales"), To: bsc.KPIRef("sales")}}})
	}
	org, err := cascade.New(units, nil)
	require.NoError(t, err)
	in := func(how func(unit string) decimal.Decimal) bsc.Input {
		return bsc.Input{Period: period.Year(2026), Readings: sourceOf(func(q bsc.Query) (bsc.Reading, bool) {
			return bsc.Reading{Value: how(q.OrgUnit)}, true
		})}
	}
	for _, cores := range []int{1, 2, 7} {
		was := runtime.GOMAXPROCS(cores)
		_, err = org.Evaluate(in(func(unit string) decimal.Decimal {
			if unit != "u0" {
				runtime.Goexit()
			}
			return dec("1")
		}))
		runtime.GOMAXPROCS(was)
		assert.EqualError(t, err, `bsc: of "all": a policy or a source has ended the goroutine of the evaluation (and 8 more)`)
		assert.ErrorIs(t, err, bsc.ErrPanic)
	}
	goroutines(t, before)

	// What a sum must not even try to add up is one KPI's failure.
	r, err := org.Evaluate(in(func(unit string) decimal.Decimal {
		switch unit {
		case "u3":
			return decimal.New(1, 1e9)
		case "u4":
			return decimal.New(1, -1e9)
		case "u5":
			panic("down")
		}
		return dec("1")
	}))
	require.NoError(t, err)
	assert.EqualError(t, of(t, r.Of("all"), bsc.KPIRef("sales")).Err, "kpi:sales: its reading for 2026: a number has more than 52 digits before its point (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)")
	assert.Equal(t, "10", r.Of("all").Score().String(), "of hours and margin")
	var unusable []string
	for _, m := range r.Of("all").Missing(bsc.KPIRef("sales")) {
		unusable = append(unusable, m.OrgUnit+" "+m.Ref.String()+" "+m.Period.String())
	}
	assert.Equal(t, []string{"u3 kpi:sales 2026", "u4 kpi:sales 2026", "u5 kpi:sales 2026"}, unusable)
}

// TestFaults_cancelled cancels the context within the first of many slow callbacks: no other begins.
func TestFaults_cancelled(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, of := range []string{"source", "targets", "scorer", "threshold", "aggregator", "calculator"} {
		ctx, cancel := context.WithCancel(context.Background())
		var mu sync.Mutex
		after := 0
		b := newBusy(func(asked string) {
			mu.Lock()
			defer mu.Unlock()
			if ctx.Err() != nil {
				after++
			}
			if asked == of {
				cancel()
			}
		})
		card := b.compile(t, b.definition())
		var errs []error
		for r, err := range card.EvaluateOrgUnits(ctx, func(yield func(bsc.Input) bool) {
			for range 5000 {
				if !yield(b.input()) {
					return
				}
			}
		}) {
			assert.Nil(t, r)
			errs = append(errs, err)
		}
		assert.Equal(t, []error{context.Canceled}, errs, of)
		assert.LessOrEqual(t, after, runtime.GOMAXPROCS(0)-1, "%s: only what had begun", of)
	}
	goroutines(t, before)

	board, err := bsc.MustCompile(oracle.Small(), nil).Board(bsc.Input{Period: period.Year(2026)})
	require.NoError(t, err, "nothing is held")
	assert.False(t, board.Result().Score().Valid())
	for _, ctx := range []context.Context{nil, (*noContext)(nil)} {
		for _, err := range bsc.MustCompile(oracle.Small(), nil).EvaluateOrgUnits(ctx, func(func(bsc.Input) bool) {}) {
			assert.ErrorIs(t, err, bsc.ErrInput)
		}
	}
}

type noContext struct{ context.Context }

// TestFaults_resultAfterCancel reads results after their context is done: the threshold is asked then, too.
func TestFaults_resultAfterCancel(t *testing.T) {
	b := newBusy(func(string) {})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	card := b.compile(t, b.definition())
	want, err := card.Evaluate(b.input())
	require.NoError(t, err)
	for r, err := range card.EvaluateOrgUnits(ctx, func(yield func(bsc.Input) bool) { yield(b.input()) }) {
		require.NoError(t, err)
		cancel()
		assert.Equal(t, document(t, want), document(t, r))
		assert.Equal(t, explained(t, want), explained(t, r))
		break
	}
}

// TestFaults_callbackCalls counts: with data missing, so that bounds are computed, each kind of callback is called at
// most ten times for each node, also where every objective uses the KPIs of all others.
func TestFaults_callbackCalls(t *testing.T) {
	counts := map[string]int{}
	b := newBusy(func(of string) { counts[of]++ })
	def := b.definition()
	b.values = map[string]decimal.Decimal{"sales": dec("5"), "hours": dec("4")}
	low := &def.Perspectives[0]
	for i := range 40 {
		id := fmt.Sprint("k", i)
		low.Objectives = append(low.Objectives, bsc.Objective{ID: "o" + id, KPIs: []bsc.KPI{{ID: id}}})
		if i%2 == 0 {
			b.values[id] = decimal.New(int64(i), -1)
		}
	}
	for i := range low.Objectives {
		for j := range 40 {
			if id := fmt.Sprint("k", j); low.Objectives[i].ID != "o"+id {
				low.Objectives[i].Uses = append(low.Objectives[i].Uses, bsc.Use{KPI: id})
			}
		}
	}
	def.Perspectives[1].Aggregator = policy("veto", `{"limit": 1, "cap": 90, "of": "`+hostName+`"}`)
	card := b.compile(t, def)
	nodes := len(card.Nodes())
	within := func(what string) {
		t.Helper()
		for _, of := range []string{"scorer", "threshold", "aggregator", "calculator", "source", "targets"} {
			assert.Positive(t, counts[of], "%s: %s", what, of)
			assert.LessOrEqual(t, counts[of], 10*nodes, "%s: %s", what, of)
		}
		t.Logf("%s of %d nodes: %v", what, nodes, counts)
		clear(counts)
	}
	result, err := card.Evaluate(b.input())
	require.NoError(t, err)
	assert.True(t, result.Total().Flags.Has(bsc.FlagPartial))
	within("an evaluation")
	board, err := card.Board(b.input())
	require.NoError(t, err)
	within("a board")
	require.NoError(t, board.Apply(bsc.Update{Of: handle(t, card, "k0"), Unset: true}, bsc.Update{Of: handle(t, card, "sales"), Unset: true}))
	within("a commit")
}
