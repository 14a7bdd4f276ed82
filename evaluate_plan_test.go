package bsc_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The quarter's revenue and return rate against the budget, where March is not known yet.
func ExamplePlan() {
	monthly := func(id string) bsc.Series {
		return bsc.Series{ID: id, Frequency: period.Monthly, Rollup: bsc.RollupSum}
	}
	card := bsc.MustCompile(&bsc.Definition{
		ID: "shop", Series: []bsc.Series{monthly("orders"), monthly("returns")},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{
			{ID: "revenue", Frequency: period.Monthly, Rollup: bsc.RollupSum},
			{ID: "rate", Unit: "%", Direction: bsc.DirectionLower, Calculator: bsc.NewPolicy("ratio", bsc.RatioArgs{Num: "returns", Den: "orders", Times: "100"})},
		}}}}},
	}, nil)
	figures := func(revenue, orders, returns []string) *bsc.Readings {
		readings, january := new(bsc.Readings), period.Month(2026, 1)
		_ = readings.Add(monthsFrom(bsc.KPIRef("revenue"), january, revenue...)...)
		_ = readings.Add(monthsFrom(bsc.SeriesRef("orders"), january, orders...)...)
		_ = readings.Add(monthsFrom(bsc.SeriesRef("returns"), january, returns...)...)
		return readings
	}
	budget := figures([]string{"100", "110", "120"}, []string{"1000", "1000", "2000"}, []string{"50", "30", "60"})
	actuals := figures([]string{"95", "105"}, []string{"900", "1100"}, []string{"45", "45"})
	result, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: actuals, Targets: bsc.Plan{Readings: budget, Origin: "budget 2026"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, id := range []string{"revenue", "rate"} {
		o, _ := result.Of(bsc.KPIRef(id))
		fmt.Println(id, o.Actual.Decimal, "of", o.Target.Value.Decimal, o.Target.Origin, "variance", o.Variance.Amount.Decimal, "favourable", o.Variance.Favourable())
	}
	// Output:
	// revenue 200 of 210 budget 2026 variance -10 favourable false
	// rate 4.5 of 4 budget 2026 variance -0.5 favourable false
}

// planCard has a sum, a rate, a stock and a mean, by the month.
func planCard() *bsc.Definition {
	def := oracle.CardOf(
		bsc.KPI{ID: "sum", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "7"}}},
		bsc.KPI{ID: "cost", Direction: bsc.DirectionLower, Frequency: period.Monthly, Rollup: bsc.RollupSum},
		bsc.KPI{ID: "last", Frequency: period.Monthly, Rollup: bsc.RollupLast},
		bsc.KPI{ID: "mean", Frequency: period.Monthly, Rollup: bsc.RollupMeanOfPeriods},
		bsc.KPI{ID: "rate", Calculator: bsc.NewPolicy("ratio", bsc.RatioArgs{Num: "sum", Den: "cost"})},
		bsc.KPI{ID: "shown", Scorer: bsc.Policy{Name: "none"}, Calculator: bsc.NewPolicy("difference", bsc.ListArgs{Of: []bsc.Operand{{ID: "sum"}, {ID: "cost"}}})},
		bsc.KPI{ID: "judged", Scorer: bsc.Policy{Name: "judged"}},
	)
	return def
}

// planReadings are readings of planCard by the month; "" is none.
func planReadings(t *testing.T, unit string, values map[string][]string) *bsc.Readings {
	t.Helper()
	readings := new(bsc.Readings)
	for id, months := range values {
		for i, text := range months {
			if text != "" {
				require.NoError(t, readings.Add(bsc.Fact{
					OrgUnit: unit, Ref: bsc.KPIRef(id), Period: period.Month(2026, i+1), Reading: bsc.Reading{Value: decimal.RequireFromString(text)},
				}))
			}
		}
	}
	return readings
}

// aims shows what every KPI is measured against; "–" is nothing.
func aims(r *bsc.Result) string {
	text := ""
	for o := range r.All() {
		if o.Ref.Kind == bsc.KindKPI {
			aim := "–"
			if o.Target.Value.Valid {
				aim = o.Target.Value.Decimal.String()
			}
			text += o.Ref.ID + " " + aim + "; "
		}
	}
	return text
}

// TestPlan measures against a plan over the months that are there, at every door.
func TestPlan(t *testing.T) {
	card := bsc.MustCompile(planCard(), nil)
	plan := bsc.Plan{Readings: planReadings(t, "", map[string][]string{
		"sum": {"10", "20", "30"}, "cost": {"5", "5", "0"}, "last": {"1", "2", "3"}, "mean": {"4", "6", "8"},
	})}
	quarter := bsc.Input{Period: period.Quarter(2026, 1), Targets: plan}
	for _, c := range []struct {
		name   string
		actual map[string][]string
		want   string
	}{
		{
			"all there",
			map[string][]string{"sum": {"1", "1", "1"}, "cost": {"1", "1", "1"}, "last": {"1", "1", "1"}, "mean": {"1", "1", "1"}},
			"sum 60; cost 10; last 3; mean 6; rate 6; shown 50; judged –; ",
		},
		{
			"without March",
			map[string][]string{"sum": {"1", "1"}, "cost": {"1", "1"}, "last": {"1", "1"}, "mean": {"1", "1"}},
			"sum 30; cost 10; last 2; mean 5; rate 3; shown 20; judged –; ",
		},
		{
			"without February",
			map[string][]string{"sum": {"1", "", "1"}, "cost": {"1", "", "1"}, "mean": {"1", "", "1"}},
			"sum 40; cost 5; last 3; mean 6; rate 8; shown 35; judged –; ",
		},
		{"nothing", nil, "sum 60; cost 10; last 3; mean 6; rate 6; shown 50; judged –; "},
	} {
		in := quarter
		in.Readings = planReadings(t, "", c.actual)
		r, err := card.Evaluate(in)
		require.NoError(t, err, c.name)
		assert.Equal(t, c.want, aims(r), c.name)

		board, err := card.Board(bsc.Input{Period: in.Period, Targets: plan, Readings: new(bsc.Readings)})
		require.NoError(t, err)
		for _, f := range in.Readings.(*bsc.Readings).Facts() {
			of, _ := card.KPI(f.Ref.ID)
			require.NoError(t, board.Apply(bsc.Update{Of: of, Period: f.Period, Reading: f.Reading}))
		}
		assert.Equal(t, c.want, aims(board.Result()), "%s, on a board", c.name)
		assert.Equal(t, r.Score(), board.Result().Score())
		for other, err := range card.EvaluateOrgUnits(context.Background(), slices.Values([]bsc.Input{in, in})) {
			require.NoError(t, err)
			assert.Equal(t, c.want, aims(other), "%s, of many", c.name)
		}
		for month, err := range card.EvaluatePeriods(period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 3), Readings: in.Readings, Targets: plan}) {
			require.NoError(t, err)
			alone, err := card.Evaluate(bsc.Input{Period: month.Period(), Readings: in.Readings, Targets: plan})
			require.NoError(t, err)
			assert.Equal(t, aims(alone), aims(month), "%s, %s", c.name, month.Period())
		}
	}
}

// TestPlan_outcome: what an outcome says of a plan, of a budget of 0, and of what the plan lacks.
func TestPlan_outcome(t *testing.T) {
	card := bsc.MustCompile(planCard(), nil)
	evaluate := func(actual, planned map[string][]string) *bsc.Result {
		r, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 1), Readings: planReadings(t, "", actual), Targets: bsc.Plan{Readings: planReadings(t, "", planned)}})
		require.NoError(t, err)
		return r
	}
	r := evaluate(map[string][]string{"sum": {"8"}, "cost": {"0"}, "last": {"1"}}, map[string][]string{"sum": {"10"}, "cost": {"0"}})
	sum, _ := r.Of(bsc.KPIRef("sum"))
	assert.Equal(t, "80", sum.Score.String())
	assert.Equal(t, bsc.TargetPlanned, sum.Target.Rule)
	assert.Equal(t, "plan", sum.Target.Origin)
	x, err := r.Explain(bsc.KPIRef("sum"))
	require.NoError(t, err)
	assert.Contains(t, x.String(), "target 10 (what it comes to by the plan, plan)")
	cost, _ := r.Of(bsc.KPIRef("cost"))
	assert.Equal(t, "100", cost.Score.String(), "nothing was to be spent, and was not")
	last, _ := r.Of(bsc.KPIRef("last"))
	assert.Equal(t, "the plan has nothing complete for it", last.Reason.String())
	assert.True(t, last.Flags.Has(bsc.FlagNoData))
	spent, _ := evaluate(map[string][]string{"cost": {"5"}}, map[string][]string{"cost": {"0"}}).Of(bsc.KPIRef("cost"))
	assert.Equal(t, "0", spent.Score.String())
}

// TestPlan_inputs: a plan of Actuals, and plans that are none.
func TestPlan_inputs(t *testing.T) {
	card := bsc.MustCompile(planCard(), nil)
	in := bsc.Input{Period: period.Month(2026, 1), Readings: bsc.Actuals{"sum": decimal.New(8, 0)}, Targets: bsc.Plan{Readings: bsc.Actuals{"sum": decimal.New(10, 0)}}}
	r, err := card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "80", r.ScoreOf(bsc.KPIRef("sum")).String())
	for _, plan := range []bsc.Plan{{}, {Readings: new(bsc.Readings)}} {
		in.Targets = plan
		_, err = card.Evaluate(in)
		assert.ErrorIs(t, err, bsc.ErrInput)
	}
	target, ok := bsc.Plan{Readings: bsc.Actuals{"sum": decimal.New(10, 0)}}.Target(bsc.Query{Ref: bsc.KPIRef("sum"), Period: period.Month(2026, 1)})
	assert.True(t, ok)
	assert.Equal(t, bsc.Target{Period: period.Month(2026, 1), Value: "10", Origin: "plan"}, target)
	_, ok = bsc.Plan{}.Target(bsc.Query{Ref: bsc.KPIRef("sum")})
	assert.False(t, ok)
}

// TestPlan_cascade: what org units bring by the plan adds up.
func TestPlan_cascade(t *testing.T) {
	unit := func(id, parent string) cascade.OrgUnit {
		u := cascade.OrgUnit{ID: id, Parent: parent, Definition: planCard()}
		if parent != "" {
			u.Contributes = []cascade.Contribution{{From: bsc.KPIRef("sum"), To: bsc.KPIRef("sum"), Mode: cascade.Additive, Factor: bsc.Factor{Share: "0.5"}}}
		}
		return u
	}
	org, err := cascade.New([]cascade.OrgUnit{unit("group", ""), unit("a", "group"), unit("b", "group")}, nil)
	require.NoError(t, err)
	both := func(a, b string) *bsc.Readings {
		readings := planReadings(t, "a", map[string][]string{"sum": {a}})
		require.NoError(t, readings.Add(planReadings(t, "b", map[string][]string{"sum": {b}}).Facts()...))
		return readings
	}
	r, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 1), Readings: both("40", "20"), Targets: bsc.Plan{Readings: both("50", "30")}})
	require.NoError(t, err)
	o, _ := r.Of("group").Of(bsc.KPIRef("sum"))
	assert.Equal(t, "30 40", o.Actual.Decimal.String()+" "+o.Target.Value.Decimal.String())
	o, _ = r.Of("b").Of(bsc.KPIRef("sum"))
	assert.Equal(t, "20 30", o.Actual.Decimal.String()+" "+o.Target.Value.Decimal.String())
}

// TestPlan_actuals: who plans what comes true meets the plan exactly.
func TestPlan_actuals(t *testing.T) {
	books, met := oracle.Daybooks(), 0
	for seed := range max(60, oracle.Cards(250)) {
		c := oracle.RandomHostCard(seed, books)
		in, err := c.Input(c.Units[0].ID)
		require.NoError(t, err)
		if _, whole := in.Readings.(*bsc.Readings); !whole {
			continue
		}
		in.Targets = bsc.Plan{Readings: in.Readings}
		r, err := bsc.MustCompile(c.Definition(), nil).Evaluate(in)
		require.NoError(t, err)
		for o := range r.All() {
			if o.Ref.Kind == bsc.KindKPI && o.Target.Value.Valid && o.Actual.Valid {
				met++
				require.Equal(t, o.Actual.Decimal.String(), o.Target.Value.Decimal.String(), "card %d, %s: %s", seed, o.Ref, c)
			}
		}
	}
	assert.Greater(t, met, 100)
}
