package vectors_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestParent_nothingBelow: a node below which nothing counts says why, if all of them say the same: whichever aggregator
// it has, and in any order.
func TestParent_nothingBelow(t *testing.T) {
	for _, aggregator := range []bsc.Policy{{}, {Name: "min"}, {Name: "median"}, {Name: "geometric"}} {
		for want, states := range map[string][][]bsc.State{
			"not_applicable": {{bsc.StateNotApplicable}, {bsc.StateNotApplicable, bsc.StateNotApplicable}},
			"not_due":        {{bsc.StateNotDue}, {bsc.StateNotDue, bsc.StateNotDue}},
			"unscored":       {{bsc.StateNotApplicable, bsc.StateNotDue}, {bsc.StateNotDue, bsc.StateNotApplicable}, {bsc.StateNotDue, bsc.StateNotDue, bsc.StateNotApplicable}},
		} {
			for _, of := range states {
				o := bsc.Objective{ID: "o", Aggregator: aggregator}
				readings := new(bsc.Readings)
				for i, state := range of {
					id := fmt.Sprint("k", i)
					o.KPIs = append(o.KPIs, bsc.KPI{ID: id, Scorer: bsc.Policy{Name: "stated"}})
					require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef(id), Period: period.Year(2026), Reading: bsc.Reading{State: state}}))
				}
				def := &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o}}}}
				r, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
				require.NoError(t, err)
				node, _ := r.Of(bsc.ObjectiveRef("o"))
				assert.Equal(t, want, node.Flags.String(), "%s of %v", aggregator.Name, of)
				assert.False(t, node.Low.Valid() || node.High.Valid())
			}
		}
	}
}

// TestVeto_absent: a child of weight 0 that may veto leaves the bounds open while it is missing, and not where it does
// not apply.
func TestVeto_absent(t *testing.T) {
	def := &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{
		ID: "o", Aggregator: bsc.NewPolicy("veto", map[string]any{"of": "weighted_mean", "limit": 50, "cap": 40, "children": []string{"safety"}}),
		KPIs: []bsc.KPI{{ID: "k", Scorer: bsc.Policy{Name: "stated"}}, {ID: "safety", Scorer: bsc.Policy{Name: "stated"}, Weight: "0"}},
	}}}}}
	for _, c := range []struct {
		safety *bsc.Reading
		want   string
	}{
		{&bsc.Reading{Value: dec("60")}, "80 80..80"},
		{&bsc.Reading{Value: dec("20")}, "40 40..40"},
		{&bsc.Reading{State: bsc.StateNotApplicable}, "80 80..80"},
		{&bsc.Reading{State: bsc.StateNotDue}, "80 80..80"},
		{nil, "80 40..80"},
	} {
		readings := new(bsc.Readings)
		require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Year(2026), Reading: bsc.Reading{Value: dec("80")}}))
		if c.safety != nil {
			require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("safety"), Period: period.Year(2026), Reading: *c.safety}))
		}
		r, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
		require.NoError(t, err)
		o, _ := r.Of(bsc.ObjectiveRef("o"))
		assert.Equal(t, c.want, fmt.Sprint(o.Score, " ", o.Low, "..", o.High), "%+v", c.safety)
	}
}

// TestStale_label: a label that is too old to count is shown, as a number is.
func TestStale_label(t *testing.T) {
	k := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupLast, Scorer: bsc.NewPolicy("points", map[string]any{"labels": map[string]any{"good": 100}})}
	k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1}
	def := &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{k}}}}}}
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Month(2026, 1), Reading: bsc.Reading{Label: "good"}}))
	for month, want := range map[int]string{1: "good", 2: "good partial,carried", 3: "good stale"} {
		r, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Month(2026, month), Readings: readings})
		require.NoError(t, err)
		o, _ := r.Of(bsc.KPIRef("k"))
		got := o.Label
		if o.Flags != 0 {
			got += " " + o.Flags.String()
		}
		assert.Equal(t, want, got, month)
	}
}
