package diff_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/diff"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// compared is a card with two objectives; change makes it another version.
func compared(t *testing.T, change func(d *bsc.Definition)) *bsc.Scorecard {
	t.Helper()
	kpi := func(id string) bsc.KPI { return bsc.KPI{ID: id, Targets: []bsc.Target{{Value: "10"}}} }
	def := &bsc.Definition{ID: "acme", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{
		{ID: "grow", Name: "Grow", KPIs: []bsc.KPI{kpi("sales"), kpi("margin")}},
		{ID: "learn", KPIs: []bsc.KPI{kpi("days")}},
	}}}}
	if change != nil {
		change(def)
	}
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	return card
}

func resultOf(t *testing.T, card *bsc.Scorecard, facts ...bsc.Fact) *bsc.Result {
	t.Helper()
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(facts...))
	r, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 7), Readings: readings})
	require.NoError(t, err)
	return r
}

func reading(kpi string, n int64, state bsc.State) bsc.Fact {
	return bsc.Fact{Ref: bsc.KPIRef(kpi), Period: period.Month(2026, 7), Reading: bsc.Reading{Value: decimal.New(n, 0), State: state}}
}

// TestResults tells each kind of reason apart.
func TestResults(t *testing.T) {
	card := compared(t, nil)
	facts := []bsc.Fact{reading("sales", 8, bsc.StateProvisional), reading("margin", 5, ""), reading("days", 10, "")}
	before := resultOf(t, card, facts...)
	assert.Empty(t, diff.Results(before, before))
	assert.Empty(t, diff.Results(before, resultOf(t, compared(t, nil), facts...)), "evaluated again")

	more := resultOf(t, card, reading("sales", 6, ""), reading("days", 10, ""))
	assert.Equal(t, `scorecard:acme: score from 82.5 to 80, counted from 82.5 to 80, flags from unset to partial; below it perspective:p
perspective:p: score from 82.5 to 80, counted from 82.5 to 80, flags from unset to partial; below it objective:grow
objective:grow "Grow": score from 65 to 60, counted from 65 to 60, flags from unset to partial; below it kpi:sales, kpi:margin
kpi:sales: score from 80 to 60, counted from 80 to 60, flags from provisional to unset; actual from 8 to 6
kpi:margin: score from 50 to unset, counted from 50 to unset, rating from red to unset, flags from unset to no_data, reason from unset to "no reading for 2026-07"; actual from 5 to unset, missing from unset to "kpi:margin 2026-07"
`, diff.Results(before, more).String())

	other := compared(t, func(d *bsc.Definition) {
		d.ID = "acme2"
		grow := &d.Perspectives[0].Objectives[0]
		grow.KPIs[0].Targets[0].Value = "16"
		grow.KPIs[0].Weight = "3"
		grow.KPIs[1] = bsc.KPI{ID: "cash", Scorer: bsc.Policy{Name: "none"}}
		d.Perspectives[0].Objectives[1].Aggregator = bsc.Policy{Name: "min"}
	})
	changes := diff.Results(before, resultOf(t, other, facts...))
	text := changes.String()
	assert.Contains(t, text, `kpi:sales: score from 80 to 50, counted from 80 to 50, rating from amber to red; weight from 1 to 3, target from 10 to 16`)
	assert.Contains(t, text, "objective:grow \"Grow\": score from 65 to 50, counted from 65 to 50, rating from amber to red; below it kpi:sales, kpi:cash, kpi:margin\n")
	assert.Contains(t, text, `objective:learn: stands as before; aggregator from "weighted_mean" to "min"`)
	assert.Contains(t, text, "kpi:cash: added\n")
	assert.Equal(t, diff.ResultChange{Kind: diff.Retired, Ref: bsc.KPIRef("margin")}, changes[len(changes)-1])
	assert.Equal(t, bsc.Ref{Kind: bsc.KindScorecard, ID: "acme2"}, changes[0].Ref, "a card with another id is the same node")

	sales := bsc.KPIRef("sales")
	judged := func(a bsc.Assessment) *bsc.Result {
		in := bsc.Input{Period: period.Month(2026, 7), Readings: bsc.Actuals{"sales": decimal.NewFromInt(8), "margin": decimal.NewFromInt(5), "days": decimal.NewFromInt(10)}}
		a.Ref = sales
		in.Assessments = []bsc.Assessment{a}
		return must(card.Evaluate(in))
	}
	assert.Equal(t, `kpi:sales: final_rating from green to red, final_score from 95 to unset; assessment from {"ref":"kpi:sales","score":95} to {"ref":"kpi:sales","rating":"red"}
`, diff.Results(judged(bsc.Assessment{Score: "95"}), judged(bsc.Assessment{Rating: "red"})).String())

	data, err := json.Marshal(changes)
	require.NoError(t, err)
	var back diff.ResultChanges
	require.NoError(t, json.Unmarshal(data, &back))
	assert.Equal(t, changes, back)
	assert.Len(t, diff.Results(nil, before), 7)
	assert.Len(t, diff.Results(before, new(bsc.Result)), 7)
	assert.Equal(t, "[]", string(must(json.Marshal(diff.Results(nil, nil)))))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestResults_random: a result differs from itself in nothing, and from a later one exactly in the nodes whose
// outcomes say so.
func TestResults_random(t *testing.T) {
	for seed := range oracle.Cards(60) {
		c := oracle.RandomCard(seed)
		before, err := c.Result()
		require.NoError(t, err)
		assert.Empty(t, diff.Results(before, before), "seed %d", seed)
		changed := c.Clone()
		for ref := range changed.Readings {
			if seed%3 == uint64(len(ref.ID))%3 {
				delete(changed.Readings, ref)
			}
		}
		after, err := changed.Result()
		require.NoError(t, err)
		listed := map[bsc.Ref]bool{}
		for _, change := range diff.Results(before, after) {
			listed[change.Ref] = len(change.What) > 0
		}
		for o := range after.All() {
			was, _ := before.Of(o.Ref)
			moved := !was.Score.Equal(o.Score) || !was.Counted.Equal(o.Counted) || was.Rating != o.Rating || was.Flags != o.Flags || was.Reason.String() != o.Reason.String()
			assert.Equal(t, moved, listed[o.Ref], "seed %d: %s", seed, o.Ref)
		}
	}
}

// A controller asks why the score of July is not that of June.
func ExampleResults() {
	card := bsc.MustCompile(&bsc.Definition{ID: "acme", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{
		ID: "grow", KPIs: []bsc.KPI{
			{ID: "sales", Targets: []bsc.Target{{Period: period.Month(2026, 6), Value: "100"}, {Period: period.Month(2026, 7), Value: "120"}}},
			{ID: "churn", Direction: bsc.DirectionLower, Targets: []bsc.Target{{Value: "4", Baseline: "8"}}},
		},
	}}}}}, nil)
	readings := new(bsc.Readings)
	for month, values := range map[int][2]int64{6: {90, 5}, 7: {90, 5}} {
		for i, id := range []string{"sales", "churn"} {
			_ = readings.Add(bsc.Fact{Ref: bsc.KPIRef(id), Period: period.Month(2026, month), Reading: bsc.Reading{Value: decimal.New(values[i], 0)}})
		}
	}
	june, _ := card.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
	july, _ := card.Evaluate(bsc.Input{Period: period.Month(2026, 7), Readings: readings})
	for _, c := range diff.Results(june, july) {
		if c.Ref.Kind == bsc.KindObjective || c.Ref.Kind == bsc.KindKPI {
			fmt.Println(c)
		}
	}
	// Output:
	// objective:grow: score from 82.5 to 75, counted from 82.5 to 75; below it kpi:sales
	// kpi:sales: score from 90 to 75, counted from 90 to 75, rating from green to amber; target from 100 to 120
}
