package bsc_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// randomFact is a fact of one of some KPIs, months and moments: many of them contradict one another.
func randomFact(rng *rand.Rand) bsc.Fact {
	f := bsc.Fact{OrgUnit: fmt.Sprint("u", rng.IntN(3)), Ref: bsc.KPIRef(fmt.Sprint("k", rng.IntN(4))), Period: period.Month(2024+rng.IntN(3), 1+rng.IntN(12))}
	f.Value, f.RecordedAt = decimal.New(rng.Int64N(5), 0), time.Unix(rng.Int64N(60), 0).UTC()
	if rng.IntN(3) == 0 {
		f.Note = fmt.Sprint("note ", rng.IntN(3))
	}
	return f
}

// TestReadings_Snapshot adds random facts to readings and to snapshots of them, one by one, many at once and in batches:
// each has what was added to it, whatever the others were given, and adding many is adding one by one.
func TestReadings_Snapshot(t *testing.T) {
	t.Parallel()
	type version struct{ readings, alone *bsc.Readings } // the same facts, and nothing shared
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 4))
		versions := []version{{new(bsc.Readings), new(bsc.Readings)}}
		for range 600 {
			v := versions[rng.IntN(len(versions))]
			switch n := rng.IntN(20); {
			case n == 0 && len(versions) < 8:
				copied := new(bsc.Readings)
				require.NoError(t, copied.Add(v.alone.Facts()...))
				versions = append(versions, version{v.readings.Snapshot(), copied})
			case n < 3:
				batch := v.readings.Batch(nil)
				for range 1 + rng.IntN(9) {
					f := randomFact(rng)
					if refused := batch.Add(f); refused == nil {
						require.NoError(t, v.alone.Add(f))
					}
				}
				require.NoError(t, batch.Commit())
			case n < 6:
				facts := []bsc.Fact{randomFact(rng), randomFact(rng), randomFact(rng)}
				if err := v.readings.Add(facts...); err == nil {
					for _, f := range facts {
						require.NoError(t, v.alone.Add(f))
					}
				}
			default:
				f := randomFact(rng)
				require.Equal(t, v.alone.Add(f) == nil, v.readings.Add(f) == nil)
			}
		}
		for i, v := range versions {
			require.Equal(t, v.alone.Facts(), v.readings.Facts(), "seed %d, version %d", seed, i)
		}
	}
}

// TestReadings_Snapshot_append has one period corrected again and again: no snapshot sees what came after it.
func TestReadings_Snapshot_append(t *testing.T) {
	t.Parallel()
	readings := new(bsc.Readings)
	fact := func(second int64) bsc.Fact {
		f := bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Year(2026)}
		f.Value, f.RecordedAt = decimal.New(second, 0), time.Unix(second, 0)
		return f
	}
	var snapshots []*bsc.Readings
	for second := range int64(300) {
		require.NoError(t, readings.Add(fact(10*second)))
		snapshots = append(snapshots, readings.Snapshot())
	}
	require.NoError(t, snapshots[100].Add(fact(5), fact(1005)))
	require.NoError(t, readings.Add(fact(7)), "late, and before a hundred others")
	for i, s := range snapshots {
		n := i + 1
		if i == 100 {
			n += 2
		}
		require.Len(t, s.Facts(), n)
	}
	got, ok := snapshots[99].Reading(bsc.Query{Ref: bsc.KPIRef("k"), Period: period.Year(2026)})
	assert.True(t, ok)
	assert.Equal(t, "990", got.Value.String())
	assert.Len(t, readings.Facts(), 301)

	require.NoError(t, readings.Add(fact(3500)))
	last := readings.Snapshot() // two lists that both go on behind the same end
	require.NoError(t, last.Add(fact(4000)))
	require.NoError(t, readings.Add(fact(5000)))
	for asked, want := range map[*bsc.Readings]string{last: "4000", readings: "5000"} {
		got, ok := asked.Reading(bsc.Query{Ref: bsc.KPIRef("k"), Period: period.Year(2026)})
		assert.True(t, ok)
		assert.Equal(t, want, got.Value.String())
	}
	full := last.Batch(&bsc.Options{Limits: bsc.Limits{Facts: 304}})
	assert.Nil(t, full.Add(fact(8)), "303 are there, the late one among them")
	assert.ErrorIs(t, full.Add(fact(9)), bsc.ErrLimit)
}

// TestReadings_linear uploads the same facts into a short and into a long history: it takes the same time and memory.
func TestReadings_linear(t *testing.T) {
	history := func(kpis int) *bsc.Readings {
		r := new(bsc.Readings)
		for k := range kpis {
			for month := range 12 {
				f := bsc.Fact{Ref: bsc.KPIRef(fmt.Sprint("k", k)), Period: period.Month(2025, month+1)}
				require.NoError(t, r.Add(f))
			}
		}
		return r
	}
	var moment int64
	upload := func() []bsc.Fact {
		facts := make([]bsc.Fact, 400)
		moment++
		for i := range facts {
			facts[i] = bsc.Fact{Ref: bsc.KPIRef(fmt.Sprint("k", i)), Period: period.Month(2025, 1+i%12)}
			facts[i].RecordedAt = time.Unix(moment, 0)
		}
		return facts
	}
	for name, add := range map[string]func(*bsc.Readings){
		"one by one, each evaluated": func(r *bsc.Readings) {
			for _, f := range upload() {
				require.NoError(t, r.Add(f))
				r.Snapshot()
			}
		},
		"together": func(r *bsc.Readings) { require.NoError(t, r.Add(upload()...)) },
		"a batch": func(r *bsc.Readings) {
			b := r.Batch(nil)
			for _, f := range upload() {
				require.Nil(t, b.Add(f))
			}
			require.NoError(t, b.Commit())
		},
	} {
		t.Run(name, func(t *testing.T) {
			few, many := history(500), history(10_000)
			cost.AtMost(t, 5, func() { add(many) }, func() { add(few) })
		})
	}
}

// TestReadings_Batch_meanwhile commits a batch into readings that others have added to since it began.
func TestReadings_Batch_meanwhile(t *testing.T) {
	t.Parallel()
	fact := func(month int, value int64) bsc.Fact {
		f := bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Month(2026, month)}
		f.Value = decimal.New(value, 0)
		return f
	}
	readings := new(bsc.Readings)
	batch := readings.Batch(nil)
	require.NoError(t, readings.Add(fact(1, 1)))
	require.Nil(t, batch.Add(fact(2, 2)))
	require.Nil(t, batch.Add(fact(1, 1)))
	require.NoError(t, batch.Commit())
	require.Len(t, readings.Facts(), 2)

	require.Nil(t, batch.Add(fact(3, 3)), "it begins anew")
	require.Nil(t, batch.Add(fact(4, 4)))
	require.NoError(t, readings.Add(fact(4, 5)))
	err := batch.Commit()
	require.ErrorIs(t, err, bsc.ErrConflict)
	assert.Equal(t, bsc.Pointer("/1"), problems(t, err)[0].Path)
	assert.EqualError(t, err, "bsc: /1 kpi:k: two different readings for 2026-04, recorded at the same moment: 5 and 4")
	assert.Len(t, readings.Facts(), 3, "nothing is added")
}

// TestBoard_Add_readWhileWritten adds facts through a board while others evaluate, explain, make trends and batches on
// its readings: each sees both facts of an Add or neither.
func TestBoard_Add_readWhileWritten(t *testing.T) {
	t.Parallel()
	card := bsc.MustCompile(&bsc.Definition{
		ID: "card", Series: []bsc.Series{{ID: "a", Frequency: period.Monthly, Rollup: bsc.RollupSum}, {ID: "b", Frequency: period.Monthly, Rollup: bsc.RollupSum}},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{{
			ID: "apart", Calculator: bsc.NewPolicy("difference", map[string]any{"of": []string{"a", "b"}}), Scorer: bsc.Policy{Name: "none"},
		}}}}}},
	}, nil)
	readings := new(bsc.Readings)
	in := bsc.Input{Period: period.Month(2026, 6), Readings: readings, OrgUnit: "north"}
	board, err := card.Board(in)
	require.NoError(t, err)
	pair := func(month int, second int64) []bsc.Fact {
		facts := make([]bsc.Fact, 2)
		for i, id := range []string{"a", "b"} {
			facts[i] = bsc.Fact{OrgUnit: "north", Ref: bsc.SeriesRef(id), Period: period.Month(2026, month)}
			facts[i].Value, facts[i].RecordedAt = decimal.New(second, 0), time.Unix(second, 0)
		}
		return facts
	}
	require.NoError(t, board.Add(pair(6, 1)...))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				for r, err := range card.EvaluatePeriods(period.Month(2026, 1), in) {
					if !assert.NoError(t, err) {
						return
					}
					if v, ok := r.Value(bsc.KPIRef("apart")); ok {
						assert.True(t, v.IsZero(), "%s: %s", r.Period(), v)
					}
				}
				v, ok := board.Result().Value(bsc.KPIRef("apart"))
				assert.True(t, ok && v.IsZero())
				other := readings.Batch(nil)
				assert.Nil(t, other.Add(bsc.Fact{OrgUnit: "south", Ref: bsc.SeriesRef("a"), Period: period.Month(2026, 1)}))
				assert.NoError(t, other.Commit())
			}
		})
	}
	for i := range int64(300) {
		require.NoError(t, board.Add(pair(1+int(i%6), 2+i)...))
	}
	close(done)
	readers.Wait()
	want, err := card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, document(t, want), document(t, board.Result()))
	assert.Len(t, readings.Facts(), 603)
}

// TestBoard_Add pins what a board refuses to record, row by row, and what it does with notes and moments.
func TestBoard_Add(t *testing.T) {
	t.Parallel()
	card := bsc.MustCompile(&bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{
		{ID: "sales", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "10"}}},
	}}}}}}, nil)
	fact := func(unit, id string, month int, value int64, second int64) bsc.Fact {
		f := bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef(id), Period: period.Month(2026, month)}
		f.Value, f.RecordedAt = decimal.New(value, 0), time.Unix(second, 0).UTC()
		return f
	}
	readings := new(bsc.Readings)
	in := bsc.Input{Period: period.Month(2026, 6), Readings: readings, OrgUnit: "north", AsOf: time.Unix(100, 0).UTC(), Today: period.Day(2026, 7, 1)}
	board, err := card.Board(in)
	require.NoError(t, err)
	err = board.Add(
		fact("north", "sales", 6, 5, 10), fact("south", "sales", 6, 5, 10), fact("north", "sale", 6, 5, 10),
		bsc.Fact{OrgUnit: "north", Ref: bsc.KPIRef("sales"), Period: period.Year(2026)}, bsc.Fact{Ref: bsc.KPIRef("sales")},
	)
	var rows []string
	for _, p := range problems(t, err) {
		rows = append(rows, fmt.Sprint(p.Path, " ", p.Code))
	}
	assert.Equal(t, []string{"/1 input", "/2 unknown_ref", "/3 frequency", "/4 period"}, rows)
	assert.Empty(t, readings.Facts(), "all or none")

	require.NoError(t, board.Add(fact("north", "sales", 6, 5, 10), fact("north", "sales", 6, 9, 200)))
	assert.Equal(t, "50", board.Result().Score().String(), "what is recorded after the moment of the board does not count")
	assert.Len(t, readings.Facts(), 2, "and is kept")
	err = board.Add(fact("north", "sales", 5, 1, 10), fact("north", "sales", 6, 6, 10))
	require.ErrorIs(t, err, bsc.ErrConflict)
	assert.Equal(t, bsc.Pointer("/1"), problems(t, err)[0].Path)
	assert.Len(t, readings.Facts(), 2)

	sales := handle(t, card, "sales")
	require.NoError(t, board.Set(sales, dec("8")))
	late := fact("north", "sales", 6, 7, 20)
	late.Note = "counted again"
	require.NoError(t, board.Add(late))
	assert.Equal(t, "80", board.Result().Score().String(), "what is set stands above the facts")
	assert.Empty(t, of(t, board.Result(), bsc.KPIRef("sales")).ReadingNotes)
	require.NoError(t, board.Unset(sales))
	assert.Equal(t, "70", board.Result().Score().String())
	require.Len(t, of(t, board.Result(), bsc.KPIRef("sales")).ReadingNotes, 1)
	want, err := card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, document(t, want), document(t, board.Result()))

	actuals, err := card.Board(bsc.Input{Period: period.Month(2026, 6), Readings: bsc.Actuals{}})
	require.NoError(t, err)
	assert.ErrorIs(t, actuals.Add(late), bsc.ErrInput)
	assert.ErrorIs(t, (*bsc.Board)(nil).Add(late), bsc.ErrInput)
}

// TestBoard_Add_linear adds late facts to a board of a small and of a large card with a history.
func TestBoard_Add_linear(t *testing.T) {
	adds := func(kpis int) func() {
		def := wideCard(kpis)
		card := bsc.MustCompile(def, nil)
		readings := new(bsc.Readings)
		for k := range def.KPIs() {
			require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef(k.ID), Period: period.Year(2026)}))
		}
		board, err := card.Board(bsc.Input{Period: period.Year(2026), Readings: readings})
		require.NoError(t, err)
		var moment int64
		return func() {
			for range 200 {
				moment++
				f := bsc.Fact{Ref: bsc.KPIRef("k1"), Period: period.Year(2026)}
				f.Value, f.RecordedAt = decimal.New(moment, -2), time.Unix(moment, 0)
				require.NoError(t, board.Add(f))
			}
		}
	}
	cost.AtMost(t, 5, adds(20_000), adds(1000))
}
