package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// randomResults returns results of random cards, with time and without, and the one that TestOf pins.
func randomResults(t *testing.T) []*bsc.Result {
	results := []*bsc.Result{must(oracle.Reported())}
	books := oracle.Daybooks()
	for seed := range uint64(25) {
		results = append(results, must(oracle.RandomCard(seed).Result()))
		timed, err := oracle.RandomTimedCard(seed, books).Result()
		require.NoError(t, err)
		results = append(results, timed)
	}
	return results
}

// TestOutcome_asNode checks that an Outcome is written with the keys and values of its Node. If you add a field to one of
// them, add it to the other under the same key, or list it here if a Node takes it from the whole Result.
func TestOutcome_asNode(t *testing.T) {
	results := randomResults(t)
	seen := map[string]bool{}
	for _, r := range results {
		nodes := report.Of(r).Nodes
		i := 0
		for o := range r.All() {
			node := nodes[i]
			i++
			node.Children, node.Display, node.Bands, node.Rules = nil, "", nil, report.Rules{}
			if w := o.Window; node.Window == nil && w.Readings == 1 && w.Age == 0 && len(w.Gaps) == 0 {
				o.Window = bsc.Window{} // a Node leaves out one reading of the period
			}
			assert.JSONEq(t, written(t, node), written(t, o))
			keys := map[string]any{}
			require.NoError(t, json.Unmarshal([]byte(written(t, o)), &keys))
			for k := range keys {
				seen[k] = true
			}
		}
	}
	for _, k := range []string{"window", "target", "pace", "error", "error_code", "assessment", "low", "label", "coverage"} {
		assert.True(t, seen[k], "no outcome has %q", k)
	}
}

// TestExplanation_parts checks that the parts of an Explanation are written as those of the Explanation here.
func TestExplanation_parts(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range randomResults(t) {
		for o := range r.All() {
			x, shown := must(r.Explain(o.Ref)), must(report.Explain(r, o.Ref))
			for what, pair := range map[string][2]any{
				"inputs": {x.Inputs, shown.Inputs}, "readings": {x.Readings, shown.Readings},
				"target_shares": {x.TargetShares, shown.TargetShares}, "notes": {x.Notes, shown.Notes},
				"contributions": {x.Contributions, shown.Contributions}, "left_out": {x.LeftOut, shown.LeftOut},
				"adjustments": {x.Adjustments, shown.Adjustments}, "band": {x.Band, shown.Band},
			} {
				text := written(t, pair[0])
				assert.JSONEq(t, written(t, pair[1]), text, what)
				seen[what] = seen[what] || strings.Contains(text, "{")
			}
		}
	}
	for what, some := range seen {
		assert.True(t, some, "no explanation has %s", what)
	}
}
