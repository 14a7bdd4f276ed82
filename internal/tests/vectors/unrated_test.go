package vectors_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func onPercent() bsc.Policy {
	return bsc.NewPolicy("bands", map[string]any{"on": "percent_of_target", "bands": []any{
		map[string]any{"rating": "red"}, map[string]any{"rating": "green", "from": 90},
	}})
}

// TestCompile_noPercentage has bands on a percentage of targets of which nothing is one. Where that is known, it is a
// problem of the target, or of the bands that come later.
func TestCompile_noPercentage(t *testing.T) {
	const what = " (a positive target); read the bands on \"score\" or \"actual\""
	losses := bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}, Threshold: onPercent()}
	for value, want := range map[bsc.Number]string{"0": "0", "-5": "-5", "1e-52": ""} {
		k := losses
		k.Targets = []bsc.Target{{Value: value}}
		found := oracle.Lines(bsc.Check(oracle.CardOf(k), nil))
		if want == "" {
			assert.Empty(t, found)
			continue
		}
		assert.Equal(t, []string{"/perspectives/0/objectives/0/kpis/0/targets/0: no percentage of target " + want + what}, found)
	}
	k := losses
	k.Targets = []bsc.Target{{Value: "10"}}
	card := bsc.MustCompile(oracle.CardOf(k), nil)
	_, err := card.With(bsc.Overrides{Targets: map[bsc.Ref][]bsc.Target{bsc.KPIRef("k"): {{Value: "7"}, {Period: period.Year(2026), Value: "-1"}}}})
	assert.EqualError(t, err, "bsc: /targets/kpi:k/1: no percentage of target -1"+what)
	k.Threshold, k.Targets = bsc.Policy{}, []bsc.Target{{Value: "-3"}, {Period: period.Year(2026), Value: "-4"}}
	card = bsc.MustCompile(oracle.CardOf(k), nil)
	_, err = card.With(bsc.Overrides{Thresholds: map[bsc.Ref]bsc.Policy{bsc.KPIRef("k"): onPercent()}})
	assert.EqualError(t, err, "bsc: /thresholds/kpi:k: no percentage of target -4"+what)
	_, err = card.With(bsc.Overrides{
		Thresholds: map[bsc.Ref]bsc.Policy{bsc.KPIRef("k"): onPercent()}, Targets: map[bsc.Ref][]bsc.Target{bsc.KPIRef("k"): {{Value: "7"}}},
	})
	assert.NoError(t, err)
}

// TestEvaluate_noPercentage has such targets arrive later: the score stands, without a rating, and says why.
func TestEvaluate_noPercentage(t *testing.T) {
	k := bsc.KPI{
		ID: "k", Scorer: bsc.Policy{Name: "stated"}, Threshold: onPercent(), Frequency: period.Monthly, Rollup: bsc.RollupSum,
		Targets: []bsc.Target{{Period: period.Month(2026, 2), Value: "0"}, {Period: period.Month(2026, 3), Value: "20"}},
	}
	facts := new(bsc.Readings)
	for month := range 4 {
		fact := bsc.Fact{Ref: bsc.KPIRef("k"), OrgUnit: "u", Period: period.Month(2026, month+1), Reading: bsc.Reading{Value: dec("100")}}
		require.NoError(t, facts.Add(fact))
	}
	own := bsc.OrgUnitTargets{"k": {Period: period.Month(2026, 4), Value: "-8"}}
	for _, c := range []struct {
		month   int
		targets bsc.TargetSource
		want    string
	}{
		{1, nil, "no rating: no target is in force: none is stated for 2026-01, 2026-Q1, 2026-H1, 2026 or every period"},
		{2, nil, "no rating: no percentage of target 0"},
		{3, nil, "green"},
		{4, own, "no rating: no percentage of target -8"},
	} {
		card := bsc.MustCompile(oracle.CardOf(k), nil)
		r := must(card.Evaluate(bsc.Input{Period: period.Month(2026, c.month), OrgUnit: "u", Readings: facts, Targets: c.targets}))
		o := of(t, r, bsc.KPIRef("k"))
		assert.Equal(t, c.want, string(o.Rating)+o.Reason.String())
		assert.Equal(t, "100", o.Score.String())
		assert.False(t, o.Flags.Has(bsc.FlagFailed))
		require.NoError(t, o.Err)
		assert.Equal(t, "100", r.Score().String())
		x, err := r.Explain(o.Ref)
		require.NoError(t, err)
		assert.Contains(t, x.String(), c.want)
		if c.targets == nil {
			for way, r := range everyWay(t, oracle.CardOf(k), facts, period.Month(2026, c.month)) {
				o := of(t, r, bsc.KPIRef("k"))
				assert.Equal(t, c.want, string(o.Rating)+o.Reason.String(), way)
			}
		}
	}
}
