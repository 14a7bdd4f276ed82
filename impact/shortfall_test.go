package impact_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestShortfalls_assessed checks that what counts is what costs.
func TestShortfalls_assessed(t *testing.T) {
	def := oracle.Small()
	def.Defaults.Assessments = bsc.AssessmentsCount
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{
		Period:      period.Quarter(2026, 3),
		Readings:    bsc.Actuals{"hours": dec("4"), "sales": dec("5"), "margin": dec("9")},
		Assessments: []bsc.Assessment{{Ref: bsc.KPIRef("sales"), Score: "98"}},
	})
	require.NoError(t, err)
	sum := decimal.Zero
	for _, s := range impact.Shortfalls(result, -1) {
		sum = sum.Add(s.Points)
	}
	assert.True(t, sum.Equal(dec("100").Sub(number(t, result.Score()))), "shortfalls add up to what the total lacks")
	sales, _ := result.Of(bsc.KPIRef("sales"))
	assert.Equal(t, "98", sales.Counted.String())
}

// TestShortfalls_few asks for none, for some, and for more than there are.
func TestShortfalls_few(t *testing.T) {
	result, err := bsc.MustCompile(oracle.Stated(map[string]string{"a": "1", "b": "3"}), nil).Evaluate(bsc.Input{
		Period: period.Year(2026), Readings: bsc.Actuals{"a0": dec("40"), "b0": dec("80")},
	})
	require.NoError(t, err)
	for n, want := range map[int]int{-1: 2, 0: 0, 1: 1, 2: 2, 3: 2} {
		assert.Len(t, impact.Shortfalls(result, n), want, n)
	}
	equal := impact.Shortfalls(result, -1)
	assert.Equal(t, "15 15", equal[0].Points.String()+" "+equal[1].Points.String())
	assert.Equal(t, bsc.KPIRef("a0"), equal[0].Ref, "equal ones stand as in the definition")
	assert.Empty(t, impact.Shortfalls(new(bsc.Result), -1))
}
