package bsc_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestExplain_dropped: an aggregator that drops the worst names what it keeps. The one that it drops keeps its share of
// the weights, and so its effective weight: shares are of what is present, not of what decided.
func TestExplain_dropped(t *testing.T) {
	reg := new(bsc.Registry)
	require.NoError(t, reg.Aggregator("test.example/best-two@1", func(bsc.Args) (bsc.Aggregator, error) {
		return bsc.AggregatorFunc(func(in bsc.AggregateInput) (decimal.Decimal, error) {
			worst := 0
			for i, p := range in.Parts {
				if p.Score.LessThan(in.Parts[worst].Score) {
					worst = i
				}
			}
			sum := decimal.Zero
			for i, p := range in.Parts {
				if i != worst {
					in.Trace.Decided(p.Ref)
					sum = sum.Add(p.Score)
				}
			}
			return sum.Div(decimal.New(int64(len(in.Parts)-1), 0)), nil
		}), nil
	}))
	stated := bsc.Policy{Name: "stated"}
	def := &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{
		ID: "o", Aggregator: bsc.Policy{Name: "test.example/best-two@1"}, KPIs: []bsc.KPI{{ID: "a", Scorer: stated}, {ID: "b", Scorer: stated}, {ID: "c", Weight: "2", Scorer: stated}},
	}}}}}
	card, err := bsc.Compile(def, &bsc.Options{Registry: reg})
	require.NoError(t, err)
	r, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"a": dec("90"), "b": dec("80"), "c": dec("10")}})
	require.NoError(t, err)
	x, err := r.Explain(bsc.ObjectiveRef("o"))
	require.NoError(t, err)
	assert.Equal(t, "85", x.Outcome.Score.String())
	assert.Equal(t, []bsc.Ref{bsc.KPIRef("a"), bsc.KPIRef("b")}, x.Decided)
	require.Len(t, x.Contributions, 3)
	assert.Equal(t, "0.5", x.Contributions[2].Share.String())
	assert.False(t, x.Contributions[2].Amount.Valid, "no amount is claimed")
	dropped, _ := r.Of(bsc.KPIRef("c"))
	assert.Equal(t, "0.5", dropped.EffectiveWeight.String())
	rules, _ := card.Rules(bsc.KPIRef("a"))
	assert.True(t, rules.Calculator.IsZero() && !rules.Labelled, "Rules say which KPIs are calculated, and which read labels")
}
