package bsc_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
)

// TestEvaluate_nothingExpected says when a target of 0 means that nothing is expected yet: where it is
// a share of more that is to come, or a sum, and more would be better. A 0 that is stated is a target.
func TestEvaluate_nothingExpected(t *testing.T) {
	year, jan, feb, march := bsc.Year(2026), bsc.Month(2026, 1), bsc.Month(2026, 2), bsc.Month(2026, 3)
	zero := func(periods ...bsc.Period) (targets []bsc.Target) {
		for _, p := range periods {
			targets = append(targets, bsc.Target{Period: p, Value: "0"})
		}
		return targets
	}
	step := []bsc.Target{{Period: year, Value: "12", Phasing: bsc.PhasingStep}}
	noAccident := []bsc.Target{{Period: year, Baseline: "12", Value: "0", Phasing: bsc.PhasingLinear}}
	cases := []struct {
		name      string
		direction bsc.Direction
		scorer    string
		targets   []bsc.Target
		in        bsc.Period
		want      string // the score; "" is not due
	}{
		{"phased to later", bsc.HigherIsBetter, "binary", step, jan, ""},
		{"phased to now", bsc.HigherIsBetter, "binary", step, bsc.Month(2026, 12), "0"},
		{"stated", bsc.HigherIsBetter, "binary", zero(jan), jan, "100"},
		{"standing", bsc.HigherIsBetter, "binary", zero(bsc.Period{}), jan, "100"},
		{"a sum", bsc.HigherIsBetter, "binary", zero(jan, feb, march), bsc.Quarter(2026, 1), ""},
		{"a sum, where less is better", bsc.LowerIsBetter, "binary", zero(jan, feb, march), bsc.Quarter(2026, 1), "0"},
		{"phased, where less is better", bsc.LowerIsBetter, "linear", noAccident, jan, "0"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			def := oracle.CardOf(bsc.KPI{
				ID: "k", Frequency: bsc.Monthly, Rollup: bsc.RollupSum, Direction: c.direction,
				Scorer: bsc.Policy{Name: c.scorer}, Targets: c.targets,
			})
			facts := readings(t, "k 2026-01 1", "k 2026-02 1", "k 2026-03 1", "k 2026-12 1")
			o := of(t, evaluate(t, def, bsc.Input{Period: c.in, Readings: facts}), bsc.KPIRef("k"))
			if c.want == "" {
				assert.Equal(t, bsc.FlagNotDue, o.Flags)
				assert.Equal(t, "nothing is expected yet: its target is phased later", o.Reason)
				return
			}
			assert.Equal(t, c.want, o.Score.String(), o.Reason)
		})
	}
}
