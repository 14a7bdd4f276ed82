package bsc_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// finalCard has a KPI in columns, one in rows, and one that is calculated.
func finalCard(t *testing.T) *bsc.Scorecard {
	t.Helper()
	target := []bsc.Target{{Value: "10"}}
	kpis := []bsc.KPI{
		{ID: "plain", Targets: target},
		{ID: "alone", Targets: target}, // nothing is calculated from it
		{ID: "sum", Targets: target, Frequency: period.Monthly, Rollup: bsc.RollupSum},
		{ID: "twice", Targets: target, Calculator: bsc.NewPolicy("sum", map[string]any{"of": []string{"plain", "series:s"}})},
	}
	card, err := bsc.Compile(&bsc.Definition{ID: "c", Series: []bsc.Series{{ID: "s"}}, Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: kpis}}}}}, nil)
	require.NoError(t, err)
	return card
}

// TestInput_FinalOnly takes provisional readings for missing, whatever they come from, and says so.
func TestInput_FinalOnly(t *testing.T) {
	card, readings := finalCard(t), new(bsc.Readings)
	q, june := period.Quarter(2026, 2), period.Month(2026, 6)
	ten := decimal.New(10, 0)
	add := func(ref bsc.Ref, p period.Period, state bsc.State) {
		require.NoError(t, readings.Add(bsc.Fact{Ref: ref, Period: p, Reading: bsc.Reading{Value: ten, State: state, Note: "n"}}))
	}
	add(bsc.KPIRef("plain"), q, bsc.StateProvisional)
	add(bsc.SeriesRef("s"), q, bsc.StateFinal)
	bare := bsc.Reading{Value: ten, State: bsc.StateProvisional}
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("alone"), Period: q, Reading: bare}))
	add(bsc.KPIRef("sum"), period.Month(2026, 4), bsc.StateFinal)
	add(bsc.KPIRef("sum"), period.Month(2026, 5), bsc.StateFinal)
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("sum"), Period: june, Reading: bare}))
	in := bsc.Input{Period: q, Readings: readings}
	all, err := card.Evaluate(in)
	require.NoError(t, err)
	assert.False(t, all.FinalOnly())
	assert.True(t, all.ScoreOf(bsc.KPIRef("plain")).Valid())

	check := func(r *bsc.Result) {
		t.Helper()
		assert.True(t, r.FinalOnly())
		plain, _ := r.Of(bsc.KPIRef("plain"))
		assert.Equal(t, "no_data", plain.Flags.Names()[0])
		assert.Equal(t, "only a provisional reading for 2026-Q2", plain.Reason.String())
		assert.Equal(t, []bsc.Gap{{Ref: plain.Ref, Period: q, Provisional: true}}, plain.Window.Gaps)
		assert.Equal(t, plain.Window.Gaps, r.Missing(plain.Ref))
		assert.Empty(t, plain.ReadingNotes, "what is missing says nothing")
		alone, _ := r.Of(bsc.KPIRef("alone"))
		assert.Equal(t, "only a provisional reading for 2026-Q2", alone.Reason.String())
		sum, _ := r.Of(bsc.KPIRef("sum"))
		assert.Equal(t, "20", sum.Actual.Decimal.String())
		assert.Equal(t, []bsc.Gap{{Ref: sum.Ref, Period: june, Provisional: true}}, sum.Window.Gaps)
		assert.Len(t, sum.ReadingNotes, 2)
		twice, _ := r.Of(bsc.KPIRef("twice"))
		assert.False(t, twice.Score.Valid())
		for o := range r.All() {
			assert.False(t, o.Flags.Has(bsc.FlagProvisional), o.Ref)
		}
		x, err := r.Explain(sum.Ref)
		require.NoError(t, err)
		assert.Contains(t, x.String(), "missing: kpi:sum in 2026-06, only provisional")
	}
	in.FinalOnly = true
	of, err := card.Evaluate(in)
	require.NoError(t, err)
	check(of)
	in.Readings = askedOnce{readings, map[bsc.Query]int{}}
	of, err = card.Evaluate(in)
	require.NoError(t, err)
	check(of)
	in.Readings = readings
	for r, err := range card.EvaluatePeriods(period.Quarter(2026, 1), in) {
		require.NoError(t, err)
		if r.Period() == q {
			check(r)
		}
	}
	board, err := card.Board(in)
	require.NoError(t, err)
	check(board.Result())
	plain, _ := card.KPI("plain")
	require.NoError(t, board.Set(plain, ten))
	assert.True(t, board.Result().ScoreOf(bsc.KPIRef("plain")).Valid())
	require.NoError(t, board.Apply(bsc.Update{Of: plain, Reading: bsc.Reading{Value: ten, State: bsc.StateProvisional}}))
	check(board.Result())

	mixed := []bsc.Input{in, in}
	mixed[0].FinalOnly, mixed[1].Period = false, period.Quarter(2026, 3) // two periods in a row, of different inputs
	mixed[0].Period, mixed[1].Period = period.Quarter(2026, 1), q
	inputs := func(yield func(bsc.Input) bool) { _ = yield(mixed[0]) && yield(mixed[1]) }
	for r, err := range card.EvaluateOrgUnits(t.Context(), inputs) {
		require.NoError(t, err)
		if r.Period() == q {
			check(r)
		}
	}
	in.Readings = bsc.Actuals{"plain": ten}
	of, err = card.Evaluate(in)
	require.NoError(t, err)
	assert.True(t, of.ScoreOf(bsc.KPIRef("plain")).Valid(), "Actuals are final")
}

// TestInput_FinalOnlyTable leaves out what is provisional in a table, in columns and in rows.
func TestInput_FinalOnlyTable(t *testing.T) {
	card := finalCard(t)
	months, err := card.Table(period.Month(2026, 4), period.Month(2026, 6))
	require.NoError(t, err)
	sum, _ := card.KPI("sum")
	plain, _ := card.KPI("plain")
	require.NoError(t, months.Fill(sum, 0, []int64{10, 10, 10}))
	require.NoError(t, months.Fill(plain, 0, []int64{10, 10, 10}))
	for _, of := range []bsc.Handle{sum, plain} {
		require.NoError(t, months.Set(of, period.Month(2026, 6), bsc.Reading{Value: decimal.New(10, 0), State: bsc.StateProvisional}))
	}
	for final, want := range map[bool]string{false: "30", true: "20"} {
		r, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 2), Readings: months, FinalOnly: final})
		require.NoError(t, err)
		o, _ := r.Of(sum.Ref())
		assert.Equal(t, want, o.Actual.Decimal.String())
		r, err = card.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: months, FinalOnly: final})
		require.NoError(t, err)
		o, _ = r.Of(plain.Ref())
		assert.Equal(t, !final, o.Score.Valid())
		if final {
			assert.Equal(t, "only a provisional reading for 2026-06", o.Reason.String())
		}
		o, _ = r.Of(sum.Ref())
		assert.Equal(t, !final, o.Score.Valid())
	}
}

// TestInput_FinalOnlyColumns does the same where no KPI is in rows.
func TestInput_FinalOnlyColumns(t *testing.T) {
	kpis := []bsc.KPI{{ID: "k", Targets: []bsc.Target{{Value: "10"}}}}
	card := bsc.MustCompile(&bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: kpis}}}}}, nil)
	provisional := bsc.Reading{Value: decimal.New(10, 0), State: bsc.StateProvisional}
	table, err := card.Table(period.Year(2026), period.Year(2026))
	require.NoError(t, err)
	k, _ := card.KPI("k")
	require.NoError(t, table.Set(k, period.Year(2026), provisional))
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(bsc.Fact{Ref: k.Ref(), Period: period.Year(2026), Reading: provisional}))
	for _, source := range []bsc.Source{table, readings} {
		for _, final := range []bool{false, true} {
			r, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: source, FinalOnly: final})
			require.NoError(t, err)
			o, _ := r.Of(k.Ref())
			assert.Equal(t, !final, o.Score.Valid())
			assert.Equal(t, final, o.Reason.String() == "only a provisional reading for 2026")
		}
	}
}
