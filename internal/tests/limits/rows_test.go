package limits_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rowOf returns a scorecard of KPIs of which each but the first two is calculated from those before it.
func rowOf(t *testing.T, n int, calculator func(i int) string) *bsc.Scorecard {
	t.Helper()
	const reading = `{"id":"k%d","frequency":"month","rollup":"sum","targets":[{"value":1}]}`
	kpis := []string{fmt.Sprintf(reading, 0), fmt.Sprintf(reading, 1)}
	for i := 2; i < n; i++ {
		kpis = append(kpis, fmt.Sprintf(`{"id":"k%d","calculator":%s,"targets":[{"value":1}]}`, i, calculator(i)))
	}
	def, err := bsc.ParseDefinition([]byte(`{"id":"c","perspectives":[{"id":"p","objectives":[{"id":"o","kpis":[`+
		strings.Join(kpis, ",")+`]}]}]}`), nil)
	require.NoError(t, err)
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	return card
}

// TestEvaluate_rows evaluates long rows of calculations of which the first lacks its readings: each says what it lacks
// once, however many ways lead there, and a row of four times the length costs about four times as much, and not 16.
func TestEvaluate_rows(t *testing.T) {
	for name, calculator := range map[string]func(i int) string{
		"of the one before":         func(i int) string { return fmt.Sprintf(`{"name":"sum","args":{"of":["k%d"]}}`, i-1) },
		"of the two before":         func(i int) string { return fmt.Sprintf(`{"name":"sum","args":{"of":["k%d","k%d"]}}`, i-1, i-2) },
		"ratios of the two before":  func(i int) string { return fmt.Sprintf(`{"name":"ratio","args":{"num":"k%d","den":"k%d"}}`, i-1, i-2) },
		"changes of the one before": func(i int) string { return fmt.Sprintf(`{"name":"change","args":{"of":"k%d"}}`, i-1) },
		"of the one before, by the month": func(i int) string {
			return fmt.Sprintf(`{"name":"sum","args":{"of":["k%d"]}},"frequency":"month","rollup":"sum"`, i-1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			evaluate := func(n int) func() {
				card := rowOf(t, n, calculator)
				return func() {
					in := bsc.Input{Period: period.Quarter(2026, 1), Readings: new(bsc.Readings)}
					result, err := card.Evaluate(in)
					require.NoError(t, err)
					last, _ := result.Of(bsc.KPIRef(fmt.Sprintf("k%d", n-1)))
					assert.True(t, last.Flags.Has(bsc.FlagNoData))
					assert.LessOrEqual(t, len(last.Window.Gaps), 6)
					assert.Less(t, len(last.Reason.String()), 100)
				}
			}
			cost.AtMost(t, 12, evaluate(8_000), evaluate(2_000))
		})
	}
}
