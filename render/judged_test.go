package render_test

import (
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestView_judged draws an objective that is computed green and finally red, in every format: both signs, and a word
// that says what the second one is. Without the assessment nothing of that is there.
func TestView_judged(t *testing.T) {
	card := bsc.MustCompile(&bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", Name: "Deliver", KPIs: []bsc.KPI{{ID: "k", Targets: []bsc.Target{{Value: "10"}}}}}}}}}, nil)
	in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"k": decimal.NewFromInt(10)}}
	plain, err := card.Evaluate(in)
	require.NoError(t, err)
	in.Assessments = []bsc.Assessment{{Ref: bsc.ObjectiveRef("o"), Rating: bsc.RatingRed, Author: "CFO"}}
	judged, err := card.Evaluate(in)
	require.NoError(t, err)
	words := map[string][]string{
		"scorecard.txt": {"100.0 ● [▼]  Deliver", "[ ] as assessed"},
		"scorecard.md":  {`● Green \[▼ Red\]`, `\[ \] as assessed`},
		"scorecard.svg": {"Score 100.0, Green, assessed Red", `class="bsc-assessed"`, ">as assessed<"},
		"map.svg":       {"Score 100.0, Green, assessed Red", `class="bsc-assessed"`, ">as assessed<"},
		"map.dot":       {"● 100.0 [▼] as assessed"},
		"map.mmd":       {"#91;#9660;#93; as assessed"},
	}
	for file, to := range drawings(render.View{Result: judged}) {
		require.NotEmpty(t, words[file], file)
		for _, word := range words[file] {
			assert.Contains(t, draw(t, to), word, file)
		}
	}
	for file, to := range drawings(render.View{Result: plain}) {
		assert.False(t, strings.Contains(draw(t, to), "assessed"), file)
	}
}
