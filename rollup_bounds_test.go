package bsc_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestVeto_bounds checks that a child which does not count, and may yet cap the score, keeps the
// score open while it has no data: whether it is the veto that names it, or one inside.
func TestVeto_bounds(t *testing.T) {
	const inner = `{"limit": 40, "cap": 50, "children": ["b0"]}`
	cases := []struct {
		name, args, low string
	}{
		{"every child may veto", `{"limit": 40, "cap": 50}`, "50"},
		{"this one may", inner, "50"},
		{"another one may", `{"limit": 40, "cap": 50, "children": ["a0"]}`, "80"},
		{"this one may, inside", fmt.Sprintf(`{"limit": 30, "cap": 60, "children": ["a0"], "of": {"name": "veto", "args": %s}}`, inner), "50"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			def := oracle.Stated(map[string]string{"a": "1", "b": "0"})
			def.Perspectives[0].Objectives[0].Aggregator = policy("veto", c.args)
			o := of(t, evaluate(t, def, bsc.Input{Readings: bsc.Actuals{"a0": dec("80")}}), bsc.ObjectiveRef("o0"))
			assert.Equal(t, "80", o.Score.String())
			assert.Equal(t, c.low, o.Low.String())
			assert.Equal(t, "80", o.High.String())
			assert.True(t, o.Coverage.Equal(dec("1")), "what does not count is not missing")
		})
	}
}

// TestMostFrequent_refuses names what it cannot place, and the ratings it could.
func TestMostFrequent_refuses(t *testing.T) {
	aggregator, err := new(bsc.Registry).NewAggregator(bsc.Policy{Name: "most_frequent"})
	require.NoError(t, err)
	list := parts([]string{"10", "95"}, []string{"1", "1"})
	list[1].Rating = "gold"
	levels := []bsc.Level{{Rating: "red"}, {Rating: "green", From: dec("90")}}
	_, err = aggregator.Aggregate(bsc.AggregateInput{Parts: list, Levels: levels})
	assert.ErrorIs(t, err, bsc.ErrPolicy)
	assert.EqualError(t, err, `most_frequent cannot place the rating "gold" of kpi:k1 (a rating of the node's own bands on score)`)
	list[1].Rating = ""
	_, err = aggregator.Aggregate(bsc.AggregateInput{Parts: list, Levels: levels})
	assert.ErrorIs(t, err, bsc.ErrNoData)
	assert.EqualError(t, err, "no child has a rating")
}
