package bsc_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
)

// TestEvaluate_unknownAssessments is given assessments of nodes that there are not, as many as there are nodes: four
// times as many of both take four times as long, and the first say what may be meant.
func TestEvaluate_unknownAssessments(t *testing.T) {
	evaluation := func(n int) func() bsc.Problems {
		in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{}}
		for i := range n {
			in.Assessments = append(in.Assessments, bsc.Assessment{Ref: bsc.KPIRef(fmt.Sprintf("x%d", i)), Score: "1"})
		}
		card := bsc.MustCompile(cardOf(bsc.Objective{ID: "o", KPIs: manyStated(n)}), nil)
		return func() bsc.Problems {
			_, err := card.Evaluate(in)
			return problems(t, err)
		}
	}
	few, many := evaluation(4_000), evaluation(16_000)
	cost.AtMost(t, 10, func() { many() }, func() { few() })
	assert.Equal(t, `did you mean "kpi:k0"?`, few()[0].Hint)
}
