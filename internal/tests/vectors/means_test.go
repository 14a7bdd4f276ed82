package vectors_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEvaluate_directedMeans rounds means that are next to a number, on it, and next to nothing: in every mode as the
// mean itself is rounded.
func TestEvaluate_directedMeans(t *testing.T) {
	power := func(p string) bsc.Policy { return bsc.NewPolicy("power", map[string]any{"p": bsc.Number(p)}) }
	modes := []bsc.RoundingMode{bsc.RoundHalfAway, bsc.RoundHalfEven, bsc.RoundUp, bsc.RoundDown, bsc.RoundFloor, bsc.RoundCeiling}
	for _, c := range []struct {
		name       string
		aggregator bsc.Policy
		a, b       string
		weight     bsc.Number // of b; a has 1
		places     int32
		want       [6]string // by mode
	}{
		{
			"4.7e-37", power("0.5"), "0.0000000047", "0", "99999999999999", 7,
			[6]string{"0", "0", "0.0000001", "0", "0", "0.0000001"},
		},
		{"some 1e-475", power("0.001"), "100", "0", "2", 10, [6]string{"0", "0", "0.0000000001", "0", "0", "0.0000000001"}},
		{
			"a hair below 100",
			bsc.Policy{Name: "geometric"},
			"99.9999999999", "100.0000000001", "1", 10,
			[6]string{"100", "100", "100", "99.9999999999", "99.9999999999", "100"},
		},
		{
			"a hair above 100", power("2"), "99.9999999999", "100.0000000001", "1", 10,
			[6]string{"100", "100", "100.0000000001", "100", "100", "100.0000000001"},
		},
		{"a hair above a tie", power("2"), "0.4999999999", "0.5000000001", "1", 0, [6]string{"1", "1", "1", "0", "0", "1"}},
		{"a hair below a tie", power("-2"), "0.4999999999", "0.5000000001", "1", 0, [6]string{"0", "0", "1", "0", "0", "1"}},
		{"exactly 56.25", power("0.5"), "25", "100", "1", 2, [6]string{"56.25", "56.25", "56.25", "56.25", "56.25", "56.25"}},
		{"exactly a tie", power("0.5"), "25", "100", "1", 1, [6]string{"56.3", "56.2", "56.3", "56.2", "56.2", "56.3"}},
		{"exactly 40", bsc.Policy{Name: "geometric"}, "20", "80", "1", 0, [6]string{"40", "40", "40", "40", "40", "40"}},
		{
			"exactly 40, capped no further", bsc.NewPolicy("veto", map[string]any{"limit": 30, "cap": 40, "of": "geometric"}), "20", "80", "1", 0,
			[6]string{"40", "40", "40", "40", "40", "40"},
		},
		{
			"a hair above its cap", bsc.NewPolicy("veto", map[string]any{"limit": 100, "cap": 100, "of": power("2")}), "99.9999999999", "100.0000000001", "1", 10,
			[6]string{"100", "100", "100", "100", "100", "100"},
		},
	} {
		for i, mode := range modes {
			t.Run(c.name+" "+string(mode), func(t *testing.T) {
				a, b := half("a"), half("b")
				a.Weight, b.Weight = "1", c.weight
				def := oracle.CardOf(a, b)
				o := &def.Perspectives[0].Objectives[0]
				o.Aggregator, o.Round = c.aggregator, &bsc.Rounding{Places: c.places, Mode: mode}
				facts := new(bsc.Readings)
				for id, value := range map[string]string{"a": c.a, "b": c.b} {
					fact := bsc.Fact{Ref: bsc.KPIRef(id), OrgUnit: "u", Period: period.Month(2026, 3), Reading: bsc.Reading{Value: dec(value)}}
					require.NoError(t, facts.Add(fact))
				}
				for way, r := range everyWay(t, def, facts, period.Month(2026, 3)) {
					assert.Equal(t, c.want[i], of(t, r, bsc.ObjectiveRef("o")).Score.String(), way)
				}
			})
		}
	}
}
