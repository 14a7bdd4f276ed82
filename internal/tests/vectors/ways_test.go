package vectors_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/require"
)

// everyWay evaluates a definition for the unit u by every way there is.
func everyWay(t *testing.T, def *bsc.Definition, readings *bsc.Readings, in period.Period) map[string]*bsc.Result {
	t.Helper()
	card := must(bsc.Compile(def, nil))
	input := bsc.Input{Period: in, OrgUnit: "u", Readings: readings}
	board := must(card.Board(input))
	org := must(cascade.New([]cascade.OrgUnit{{ID: "u", Definition: def}}, nil))
	whole := input
	whole.OrgUnit = ""
	results := map[string]*bsc.Result{
		"Evaluate": must(card.Evaluate(input)),
		"Board":    board.Result(),
		"Cascade":  must(org.Evaluate(whole)).Of("u"),
	}
	for r, err := range card.EvaluateOrgUnits(context.Background(), slices.Values([]bsc.Input{input})) {
		require.NoError(t, err)
		results["EvaluateOrgUnits"] = r
	}
	for r, err := range card.EvaluatePeriods(in, input) {
		require.NoError(t, err)
		results["EvaluatePeriods"] = r
	}
	require.Len(t, slices.Collect(maps.Keys(results)), 5)
	return results
}
