package vectors_test

import (
	"strconv"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// half is a stated KPI with half of the weight.
func half(id string) bsc.KPI {
	return bsc.KPI{ID: id, Weight: "50", Scorer: bsc.Policy{Name: "stated"}, Frequency: period.Monthly}
}

// sumCard has an objective whose score is a weighted_sum.
func sumCard(t *testing.T, aggregator bsc.Policy, kpis ...bsc.KPI) *bsc.Scorecard {
	t.Helper()
	def := oracle.CardOf(kpis...)
	def.Scale = bsc.Scale{}
	def.Perspectives[0].Objectives[0].Aggregator = aggregator
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	return card
}

// TestEvaluate_weightedSumOfWhatIsLeft takes away one half of a weighted sum whose other half scores 100. What is not
// there leaves the other half alone, in score, bounds, coverage, shares and explanation; what is missing counts Min.
func TestEvaluate_weightedSumOfWhatIsLeft(t *testing.T) {
	with := func(k bsc.KPI, change func(*bsc.KPI)) bsc.KPI {
		change(&k)
		return k
	}
	stated := func(state bsc.State) *bsc.Readings {
		readings := new(bsc.Readings)
		require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("a"), Period: period.Month(2026, 3), Reading: bsc.Reading{Value: dec("100")}}))
		if state != "" {
			require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("b"), Period: period.Month(2026, 3), Reading: bsc.Reading{State: state}}))
		}
		return readings
	}
	sum, capped := bsc.Policy{Name: "weighted_sum"}, bsc.NewPolicy("veto", map[string]any{"limit": 0, "cap": 0, "of": "weighted_sum"})
	for _, c := range []struct {
		name  string
		other bsc.KPI
		state bsc.State
		in    bsc.Input
		want  string
	}{
		{"not applicable", half("b"), bsc.StateNotApplicable, bsc.Input{}, "100 in 100..100 covers 1"},
		{"not due", half("b"), bsc.StateNotDue, bsc.Input{}, "100 in 100..100 covers 1"},
		{"not begun", with(half("b"), func(k *bsc.KPI) { k.Since = period.Month(2026, 4) }), "", bsc.Input{}, "100 in 100..100 covers 1"},
		{"not scored", with(half("b"), func(k *bsc.KPI) { k.Scorer.Name = "none" }), "", bsc.Input{}, "100 in 100..100 covers 1"},
		{"not a lead", with(half("b"), func(k *bsc.KPI) { k.Timing = bsc.TimingLag }), "", bsc.Input{Timing: bsc.TimingLead}, "100 in 100..100 covers 1"},
		{"missing", half("b"), "", bsc.Input{}, "50 in 50..100 covers 0.5"},
		{"missing, as zero", with(half("b"), func(k *bsc.KPI) { k.Missing.Rule = bsc.MissingZero }), "", bsc.Input{}, "50 in 50..100 covers 0.5"},
		{"required", with(half("b"), func(k *bsc.KPI) { k.Missing.Rule = bsc.MissingRequire }), "", bsc.Input{}, "no score in 50..100 covers 0.5"},
	} {
		for i, aggregator := range []bsc.Policy{sum, capped} { // the columns do the first, decimals the second
			t.Run(c.name+strconv.Itoa(i), func(t *testing.T) {
				a := half("a")
				a.Timing = c.in.Timing
				readings := stated(c.state)
				c.in.Period, c.in.Readings = period.Month(2026, 3), readings
				result, err := sumCard(t, aggregator, a, c.other).Evaluate(c.in)
				require.NoError(t, err)
				o := of(t, result, bsc.ObjectiveRef("o"))
				assert.Equal(t, c.want, o.Score.String()+" in "+o.Low.String()+".."+o.High.String()+" covers "+o.Coverage.String())
				if !o.Score.Valid() {
					return
				}
				x, err := result.Explain(o.Ref)
				require.NoError(t, err)
				assert.Equal(t, aggregator.Name == "weighted_sum" || i == 1, x.Contributions[0].Amount.Valid)
				total, shares, weights := decimal.Decimal{}, decimal.Decimal{}, decimal.Decimal{}
				for _, part := range x.Contributions {
					total, shares = total.Add(part.Amount.Decimal), shares.Add(part.Share)
					weights = weights.Add(of(t, result, part.Ref).EffectiveWeight)
				}
				assert.Equal(t, o.Score.String(), total.String(), "contributions add up")
				assert.Equal(t, "1 1", shares.String()+" "+weights.String(), "and so do shares and effective weights")
			})
		}
	}
}

// TestEvaluate_weightedSumOfNothing has weights of 0 in a weighted sum, and one of which nothing is left.
func TestEvaluate_weightedSumOfNothing(t *testing.T) {
	a, b, idle := half("a"), half("b"), half("idle")
	idle.Weight = "0"
	card := sumCard(t, bsc.Policy{Name: "weighted_sum"}, a, b, idle)
	readings := new(bsc.Readings)
	na := bsc.Reading{State: bsc.StateNotApplicable}
	for _, id := range []string{"a", "b"} {
		require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef(id), Period: period.Month(2026, 3), Reading: na}))
	}
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("idle"), Period: period.Month(2026, 3), Reading: bsc.Reading{Value: dec("40")}}))
	result, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: readings})
	require.NoError(t, err)
	o := of(t, result, bsc.ObjectiveRef("o"))
	assert.Equal(t, "no score, not applicable", o.Score.String()+", "+o.Reason.String())
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("a"), Period: period.Month(2026, 4), Reading: bsc.Reading{Value: dec("80")}}))
	for r, err := range card.EvaluatePeriods(period.Month(2026, 3), bsc.Input{Period: period.Month(2026, 4), Readings: readings}) {
		require.NoError(t, err)
		if r.Period() == period.Month(2026, 4) {
			assert.Equal(t, "40", r.Score().String(), "b is missing then")
		}
	}
}
