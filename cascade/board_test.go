package cascade_test

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// regions is a company of two regions with two shops each, whose sales add up.
func regions(t testing.TB) *cascade.Cascade {
	t.Helper()
	sales := bsc.KPI{ID: "sales", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "100", Baseline: "0"}}}
	def := cardOf(bsc.Objective{ID: "sell", KPIs: []bsc.KPI{sales}}, bsc.Objective{ID: "care", KPIs: []bsc.KPI{stated("calls")}})
	up := []cascade.Contribution{{Mode: cascade.Additive, From: bsc.KPIRef("sales"), To: bsc.KPIRef("sales")}}
	units := []cascade.OrgUnit{{ID: "all", Definition: def}}
	for _, region := range []string{"north", "south"} {
		units = append(units, cascade.OrgUnit{ID: region, Parent: "all", Definition: def, Contributes: up})
		for _, shop := range []string{"1", "2"} {
			units = append(units, cascade.OrgUnit{ID: region + shop, Parent: region, Definition: def, Contributes: up})
		}
	}
	c, err := cascade.New(units, nil)
	require.NoError(t, err)
	return c
}

func sold(unit string, value string) cascade.Update {
	return cascade.Update{OrgUnit: unit, Of: bsc.KPIRef("sales"), Reading: bsc.Reading{Value: dec(value)}}
}

func regionsBoard(t testing.TB) (*cascade.Board, *bsc.Readings) {
	t.Helper()
	readings := new(bsc.Readings)
	for _, unit := range []string{"north1", "north2", "south1", "south2"} {
		require.NoError(t, readings.Add(fact(unit, "sales", 3, 10)))
	}
	board, err := regions(t).Board(bsc.Input{Period: period.Month(2026, 3), Readings: readings})
	require.NoError(t, err)
	return board, readings
}

func TestBoard_misuse(t *testing.T) {
	t.Parallel()
	var zero cascade.Board
	assert.ErrorIs(t, zero.Apply(), bsc.ErrInput)
	assert.ErrorIs(t, (*cascade.Board)(nil).Add(), bsc.ErrInput)
	assert.Nil(t, zero.Result().Of("all"))
	zero.Subscribe("", func(*cascade.Board, cascade.Notice) {})()
	_, err := (*cascade.Cascade)(nil).Board(bsc.Input{})
	assert.ErrorIs(t, err, bsc.ErrInput)
	_, err = regions(t).Board(bsc.Input{})
	assert.ErrorIs(t, err, bsc.ErrPeriod)
	_, err = regions(t).Board(bsc.Input{Period: period.Month(2026, 3), Readings: bsc.Actuals{}})
	assert.ErrorIs(t, err, bsc.ErrInput)
	none, err := regions(t).Board(bsc.Input{Period: period.Month(2026, 3)})
	require.NoError(t, err)
	require.NoError(t, none.Add(fact("north1", "calls", 3, 40)))
	assert.Equal(t, "40", none.Result().Of("north1").Score().String())

	board, readings := regionsBoard(t)
	before := board.Result()
	err = board.Apply(
		sold("north1", "3"), sold("nroth1", "3"), sold("north", "3"), sold("all", "3"),
		cascade.Update{OrgUnit: "north1", Of: bsc.KPIRef("salse")}, cascade.Update{OrgUnit: "north1", Of: bsc.ObjectiveRef("sell")},
		cascade.Update{OrgUnit: "north1", Of: bsc.KPIRef("sales"), Period: period.Day(2026, 3, 1)},
		cascade.Update{OrgUnit: "north1", Of: bsc.KPIRef("sales"), Reading: bsc.Reading{State: "firm"}},
		sold("north1", "1e60"),
	)
	var refused *bsc.InputError
	require.True(t, errors.As(err, &refused))
	var got []string
	for _, p := range refused.Problems {
		got = append(got, p.Error())
	}
	assert.Equal(t, []string{
		`/1 kpi:sales: there is no org unit "nroth1"; did you mean "north1"?`,
		`/2 kpi:sales: a reading of kpi:sales, which has its readings from other org units; record it there, as kpi:sales of north1`,
		`/3 kpi:sales: a reading of kpi:sales, which has its readings from other org units; record it there, as kpi:sales of north`,
		`/4 kpi:salse: a reading for "kpi:salse", which the scorecard does not have; did you mean "kpi:sales"?`,
		`/5 objective:sell: a reading for "objective:sell", which the scorecard does not have`,
		`/6 kpi:sales: a reading for 2026-03-01, where readings are by the month (readings of its frequency)`,
		`/7 kpi:sales: unknown state "firm" (final, provisional, not_applicable, not_due, stale)`,
		`/8 kpi:sales: a number has more than 52 digits before its point (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`,
	}, got)
	facts := len(readings.Facts())
	err = board.Add(fact("north1", "sales", 4, 1), fact("north", "sales", 4, 1), fact("north1", "sales", 3, 99))
	require.True(t, errors.As(err, &refused))
	assert.Equal(t, bsc.Pointer("/1"), refused.Problems[0].Path)
	assert.ErrorIs(t, board.Add(fact("north1", "sales", 3, 99)), bsc.ErrConflict, "there is another one without a moment")
	assert.Same(t, before, board.Result())
	assert.Len(t, readings.Facts(), facts)

	host, err := regions(t).Board(bsc.Input{Period: period.Month(2026, 3), Readings: &counting{Source: readings}})
	require.NoError(t, err)
	assert.ErrorIs(t, host.Add(fact("north1", "sales", 4, 1)), bsc.ErrInput)
	require.NoError(t, host.Apply(sold("north1", "30")))
	assert.Equal(t, "60", host.Result().Of("all").Score().String())
	_, err = host.MarshalJSON()
	assert.ErrorIs(t, err, bsc.ErrInput)
}

// TestBoard_Subscribe tells of a unit and what is below it, once for each commit, and ends loops.
func TestBoard_Subscribe(t *testing.T) {
	t.Parallel()
	board, _ := regionsBoard(t)
	var told []string
	listen := func(scope string) (cancel func()) {
		return board.Subscribe(scope, func(_ *cascade.Board, n cascade.Notice) {
			for _, c := range n.Changes {
				told = append(told, fmt.Sprint(scope, ": ", c.OrgUnit, " ", c.Ratings, " ", len(c.Outcomes)))
			}
		})
	}
	cancel := listen("north")
	listen("north2")
	listen("nobody")
	all := listen("")
	require.NoError(t, board.Apply(sold("north1", "90")))
	assert.Equal(t, []string{
		"north: north [{scorecard:c red green} {perspective:p red green} {objective:sell red green} {kpi:sales red green}] 4",
		"north: north1 [{scorecard:c red green} {perspective:p red green} {objective:sell red green} {kpi:sales red green}] 4",
		": all [{scorecard:c red green} {perspective:p red green} {objective:sell red green} {kpi:sales red green}] 4",
		": north [{scorecard:c red green} {perspective:p red green} {objective:sell red green} {kpi:sales red green}] 4",
		": north1 [{scorecard:c red green} {perspective:p red green} {objective:sell red green} {kpi:sales red green}] 4",
	}, told)
	told = nil
	require.NoError(t, board.Apply(sold("north1", "90.0"), sold("south1", "10")))
	assert.Empty(t, told, "what is set to what it was changes nothing")
	cancel()
	all()
	require.NoError(t, board.Apply(sold("north1", "80")))
	assert.Empty(t, told)

	n := 0
	board.Subscribe("all", func(b *cascade.Board, _ cascade.Notice) {
		n++
		if err := b.Apply(sold("south1", fmt.Sprint(n))); err != nil {
			assert.ErrorIs(t, err, bsc.ErrLoop)
		}
	})
	assert.ErrorIs(t, board.Apply(sold("north1", "70")), bsc.ErrLoop)
	assert.Equal(t, 9, n)
	stop := board.Subscribe("", func(*cascade.Board, cascade.Notice) { panic("oops") })
	assert.ErrorIs(t, board.Apply(sold("north2", "1")), bsc.ErrPanic)
	stop()
}

// TestBoard_withinCommit refuses a source that sets the board while a commit asks it, and does not wait for ever. A
// source that ends its goroutine changes nothing.
func TestBoard_withinCommit(t *testing.T) {
	t.Parallel()
	source := &meddling{}
	board, err := regions(t).Board(bsc.Input{Period: period.Month(2026, 3), Readings: source})
	require.NoError(t, err)
	var within error
	source.set(func() { within = board.Apply(sold("north1", "5")) })
	require.NoError(t, board.Apply(sold("south2", "5")))
	assert.ErrorIs(t, within, bsc.ErrLoop)
	before := board.Result()
	source.set(runtime.Goexit)
	assert.ErrorIs(t, board.Apply(sold("south2", "6")), bsc.ErrPanic)
	assert.Same(t, before, board.Result())
	require.NoError(t, board.Apply(sold("south1", "7")))
	v, _ := board.Result().Of("south").Value(bsc.KPIRef("sales"))
	assert.Equal(t, "12", v.String(), "5 and 7: the 6 was not set")
}

// meddling is a source without readings that does something once when it is asked.
type meddling struct {
	lock sync.Mutex
	once func()
}

func (m *meddling) set(f func()) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.once = f
}

func (m *meddling) Reading(bsc.Query) (bsc.Reading, bool) {
	m.lock.Lock()
	f := m.once
	m.once = nil
	m.lock.Unlock()
	if f != nil {
		f()
	}
	return bsc.Reading{}, false
}

// TestBoard_concurrent sets a board from many goroutines while others read: each Result is one of a commit, and the last
// has all.
func TestBoard_concurrent(t *testing.T) {
	t.Parallel()
	board, readings := regionsBoard(t)
	var writers, readers sync.WaitGroup
	done := make(chan struct{})
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				r := board.Result()
				all, _ := r.Of("all").Value(bsc.KPIRef("sales"))
				north, _ := r.Of("north").Value(bsc.KPIRef("sales"))
				south, _ := r.Of("south").Value(bsc.KPIRef("sales"))
				if !all.Equal(north.Add(south)) {
					t.Errorf("%s of %s and %s", all, north, south)
				}
				r.Contributors("all", bsc.KPIRef("sales"))
			}
		})
	}
	for i, unit := range []string{"north1", "north2", "south1", "south2"} {
		writers.Go(func() {
			for n := range 50 {
				if n%2 == 0 {
					assert.NoError(t, board.Apply(sold(unit, fmt.Sprint(i+n))))
					continue
				}
				f := fact(unit, "calls", 3, int64(n))
				f.RecordedAt = time.Date(2026, 4, 1, 0, n, 0, 0, time.UTC)
				assert.NoError(t, board.Add(f))
			}
		})
	}
	writers.Wait()
	close(done)
	readers.Wait()
	all, _ := board.Result().Of("all").Value(bsc.KPIRef("sales"))
	assert.Equal(t, "198", all.String(), "48 + 49 + 50 + 51")
	assert.Len(t, readings.Facts(), 4+4*25)
}

// TestBoard_ownTarget raises the budget that ann's own target is compared with. The team adds up what its people should
// bring, and so does the company.
func TestBoard_ownTarget(t *testing.T) {
	def := sales(bsc.KPI{Target: bsc.TargetOfContributors})
	budget := bsc.SeriesRef("budget")
	def.Series = []bsc.Series{{ID: "budget", Frequency: period.Monthly, Rollup: bsc.RollupSum}}
	up := []cascade.Contribution{additive(bsc.KPIRef("sales"))}
	org := cascadeOf(t, []cascade.OrgUnit{
		{ID: "company", Definition: def},
		{ID: "team", Parent: "company", Definition: def, Contributes: up},
		{ID: "ann", Parent: "team", Definition: def, Contributes: up},
		{ID: "bob", Parent: "company", Definition: def, Contributes: up},
	})
	month := period.Month(2026, 6)
	in := bsc.Input{Period: month, Readings: new(bsc.Readings), Targets: bsc.TargetsByOrgUnit{
		"ann": {"sales": {Against: bsc.Comparison(budget.String())}}, "bob": {"sales": {Value: "5"}},
	}}
	board, err := org.Board(in)
	require.NoError(t, err)
	add := func(unit string, ref bsc.Ref, value string) {
		t.Helper()
		require.NoError(t, board.Add(bsc.Fact{OrgUnit: unit, Ref: ref, Period: month, Reading: bsc.Reading{Value: dec(value)}}))
	}
	add("ann", bsc.KPIRef("sales"), "8")
	add("bob", bsc.KPIRef("sales"), "8")
	bob := board.Result().Of("bob")
	add("ann", budget, "10")
	for unit, want := range map[string]string{"ann": "10", "team": "10", "company": "15"} {
		o, _ := board.Result().Of(unit).Of(bsc.KPIRef("sales"))
		assert.Equal(t, want, o.Target.Value.Decimal.String(), unit)
	}
	assert.Same(t, bob, board.Result().Of("bob"))
}
