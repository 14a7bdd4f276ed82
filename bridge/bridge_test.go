package bridge_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// stated is a card of one objective for each list of KPIs, whose scores are as they are stated.
func stated(objectives ...[]bsc.KPI) *bsc.Definition {
	def := &bsc.Definition{ID: "c", Name: "Company", Perspectives: []bsc.Perspective{{ID: "p"}}}
	for i, kpis := range objectives {
		o := bsc.Objective{ID: string(rune('o' + i)), KPIs: kpis}
		for k := range o.KPIs {
			if len(o.KPIs[k].Targets) == 0 {
				o.KPIs[k].Scorer = bsc.Policy{Name: "stated"}
			}
		}
		def.Perspectives[0].Objectives = append(def.Perspectives[0].Objectives, o)
	}
	return def
}

func evaluate(t testing.TB, def *bsc.Definition, quarter int, actuals map[string]string) *bsc.Result {
	t.Helper()
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	values := bsc.Actuals{}
	for id, v := range actuals {
		values[id] = decimal.RequireFromString(v)
	}
	r, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, quarter), Readings: values})
	require.NoError(t, err)
	return r
}

func between(t testing.TB, from, to *bsc.Result, o *bridge.Options) *bridge.Bridge {
	t.Helper()
	b, err := bridge.Between(from, to, o)
	require.NoError(t, err)
	return b
}

// changes are what the causes that differ have brought, and their parts.
func changes(b *bridge.Bridge) map[string]string {
	list := map[string]string{}
	for _, s := range b.Steps {
		if !s.Change.IsZero() {
			list[string(s.Cause)] = s.Change.String()
		}
		for _, p := range s.Parts {
			list[string(s.Cause)+" "+p.Ref.String()] = p.Change.String()
		}
	}
	return list
}

// TestBetween_vectors holds the worked examples of the theory, E1 to E7.
func TestBetween_vectors(t *testing.T) {
	weighed := func(a, b bsc.Number) *bsc.Definition {
		return stated([]bsc.KPI{{ID: "a", Weight: a}, {ID: "b", Weight: b}})
	}
	e1 := between(t, evaluate(t, weighed("0.5", "0.5"), 1, map[string]string{"a": "60", "b": "80"}),
		evaluate(t, weighed("0.4", "0.6"), 2, map[string]string{"a": "75", "b": "70"}), nil)
	assert.Equal(t, map[string]string{
		"performance": "1.25", "performance kpi:a": "6.75", "performance kpi:b": "-5.5",
		"weights": "0.75", "weights kpi:a": "0.35", "weights kpi:b": "0.4",
	}, changes(e1), "E1")

	target := func(values ...bsc.Number) *bsc.Definition {
		var kpis []bsc.KPI
		for i, v := range values {
			kpis = append(kpis, bsc.KPI{ID: string(rune('a' + i)), Targets: []bsc.Target{{Baseline: "0", Value: v}}})
		}
		return stated(kpis)
	}
	e3 := between(t, evaluate(t, target("100"), 1, map[string]string{"a": "80"}), evaluate(t, target("90"), 2, map[string]string{"a": "81"}), nil)
	assert.Equal(t, "1.0555555556", e3.Of(bridge.Performance).String(), "E3")
	assert.Equal(t, "8.9444444444", e3.Of(bridge.Targets).String(), "E3")
	assert.Equal(t, "80.0 → 90.0: +8.9 because the target for kpi:a was lowered (100 → 90), +1.1 kpi:a (80 → 81)", e3.String())

	nested := stated([]bsc.KPI{{ID: "a"}, {ID: "b"}}, []bsc.KPI{{ID: "c"}})
	e5 := between(t, evaluate(t, nested, 1, map[string]string{"a": "40", "b": "80", "c": "50"}),
		evaluate(t, nested, 2, map[string]string{"a": "60", "b": "60", "c": "70"}), nil)
	assert.Equal(t, map[string]string{
		"performance": "10", "performance kpi:a": "5", "performance kpi:b": "-5", "performance kpi:c": "10",
	}, changes(e5), "E5")

	before := stated([]bsc.KPI{{ID: "a", Weight: "0.5"}, {ID: "b", Weight: "0.3"}, {ID: "x", Weight: "0.2"}})
	after := stated([]bsc.KPI{{ID: "a", Weight: "0.4"}, {ID: "b", Weight: "0.3"}, {ID: "n", Weight: "0.3"}})
	e6 := between(t, evaluate(t, before, 1, map[string]string{"a": "60", "b": "80", "x": "30"}),
		evaluate(t, after, 2, map[string]string{"a": "70", "b": "80", "n": "95"}), nil)
	assert.Equal(t, "7.5", changes(e6)["structure kpi:x"], "E6")
	assert.Equal(t, "6.2142857143", changes(e6)["structure kpi:n"], "E6")
	assert.Equal(t, "6.7857142857", e6.Of(bridge.Performance).Add(e6.Of(bridge.Weights)).String(), "E6")

	e7a, e7b := target("100", "100"), target("90", "100")
	kpis := e7b.Perspectives[0].Objectives[0].KPIs
	kpis[0].Weight, kpis[1].Weight = "0.6", "0.4"
	e7 := between(t, evaluate(t, e7a, 1, map[string]string{"a": "80", "b": "50"}), evaluate(t, e7b, 2, map[string]string{"a": "81", "b": "55"}), nil)
	assert.Equal(t, "11", e7.Change.String(), "E7")
	assert.Equal(t, "2.8314814815", e7.Of(bridge.Performance).String(), "E7")
	assert.Equal(t, "4.9203703704", e7.Of(bridge.Targets).String(), "E7")
	assert.Equal(t, "3.2481481481", e7.Of(bridge.Weights).String(), "E7")
}
