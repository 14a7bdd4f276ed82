package conformance

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// business returns a scorecard that uses many features, with readings and a result.
func business(t *testing.T) (*bsc.Definition, *bsc.Readings, *bsc.Result) {
	t.Helper()
	document, err := os.ReadFile("../examples/quickstart/scorecard.json")
	require.NoError(t, err)
	def, err := bsc.ParseDefinition(document, nil)
	require.NoError(t, err)
	def.Attributes = map[string]string{"zeta": "Ω \"quoted\" \\ \u2028", "alpha": "", "mid": "a/b"}
	def.Calendar = period.Calendar{StartMonth: 4, NamedBy: period.NamedByStart}
	first := &def.Perspectives[0]
	first.Weight, first.Round = "1.50", &bsc.Rounding{Places: 2, Mode: bsc.RoundHalfEven}
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	recorded := time.Date(2026, 10, 2, 8, 30, 0, 123456789, time.UTC)
	for i, ref := range card.Nodes() {
		if ref.Kind != bsc.KindKPI || i%7 == 0 {
			continue
		}
		f := bsc.Fact{Ref: ref, Period: period.Quarter(2026, 3), Reading: bsc.Reading{Value: decimal.New(int64(i)*1375, -2), Note: "by hand"}}
		require.NoError(t, readings.Add(f))
		f.RecordedAt, f.State = recorded.Add(time.Duration(i)*time.Hour), bsc.StateProvisional
		f.Value = f.Value.Add(decimal.New(1, -12))
		require.NoError(t, readings.Add(f))
	}
	result, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Readings: readings})
	require.NoError(t, err)
	return def, readings, result
}

// written returns a value as JSON.
func written(t *testing.T, v any) []byte {
	t.Helper()
	document, err := json.Marshal(v)
	require.NoError(t, err)
	return document
}
