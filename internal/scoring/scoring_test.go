package scoring_test

import (
	"testing"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/scoring"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func scale() scoring.Scale { return scoring.Scale{Met: dec("100"), Cap: dec("120")} }

// A testRule is a rule with a target that it can score against.
type testRule struct {
	name      string
	rule      scoring.Rule
	target    scoring.Target
	direction scoring.Direction
}

// rules returns one rule of each kind that reads numbers.
func rules(t *testing.T) []testRule {
	t.Helper()
	flag, f := scoring.NewGoalFlag("90", "30")
	require.Nil(t, f)
	percent, f := scoring.NewPercentBands([]string{"0", "40", "70"})
	require.Nil(t, f)
	falling, f := scoring.NewPercentBands([]string{"70", "40", "0"})
	require.Nil(t, f)
	steps, f := scoring.NewSteps([][2]string{{"0", "20"}, {"50.5", "100"}})
	require.Nil(t, f)
	within, f := scoring.NewRange(scoring.Sides{}, scoring.Sides{Low: "5", High: "10%"})
	require.Nil(t, f)
	points, f := scoring.ParsePoints("", [][2]string{{"0", "0"}, {"70", "50"}, {"100", "110"}})
	require.Nil(t, f)
	at := scoring.Target{Value: decimal.NewNullDecimal(dec("50"))}
	from := scoring.Target{Value: at.Value, Baseline: decimal.NewNullDecimal(dec("-7.5"))}
	return []testRule{
		{"linear", scoring.Linear{}, at, scoring.Higher},
		{"linear, lower", scoring.Linear{}, at, scoring.Lower},
		{"linear from a baseline", scoring.Linear{}, from, scoring.Higher},
		{"linear to 0", scoring.Linear{}, scoring.Target{Value: decimal.NewNullDecimal(dec("0"))}, scoring.Lower},
		{"binary", scoring.Binary{}, at, scoring.Closer},
		{"stated", scoring.Stated{}, scoring.Target{}, scoring.Higher},
		{"range", within, at, scoring.Closer},
		{"goal_flag", flag, scoring.Target{}, scoring.Higher},
		{"percent_bands", percent, scoring.Target{}, scoring.Higher},
		{"percent_bands, falling", falling, scoring.Target{}, scoring.Lower},
		{"steps", steps, scoring.Target{}, scoring.Higher},
		{"curve", scoring.NewCurve(points), scoring.Target{}, scoring.Higher},
	}
}

// TestLeaf checks that the columns score what the pieces score, clamped, at and around every limit of the rules.
func TestLeaf(t *testing.T) {
	const low, high = 0, 120_0000000000
	for _, r := range rules(t) {
		t.Run(r.name, func(t *testing.T) {
			s := scale()
			leaf := scoring.Leaf(r.rule, &r.target, r.direction, &s, exact.TenPlaces())
			require.NotEqual(t, columns.Other, leaf.Kind)
			if leaf.Kind == columns.Line { // a Line has no Score: the tests of package columns compare it with a Curve
				return
			}
			for tenths := int64(-200); tenths <= 1300; tenths += 5 {
				value := decimal.New(tenths, -1)
				in := scoring.Input{Actual: value, Target: r.target, Direction: r.direction, Scale: s}
				q, f := scoring.Score(r.rule, &in)
				require.Nil(t, f)
				units, ok := columns.Aligned(value, int32(leaf.Exp))
				require.True(t, ok)
				want := min(max(q.Units(exact.TenPlaces()).Int64(), low), high)
				assert.Equal(t, want, leaf.Score(units, low, high), "%s", value)
			}
		})
	}
}

// TestScore_refuses checks what rules cannot work with.
func TestScore_refuses(t *testing.T) {
	points, f := scoring.NewPoints(map[string]string{"yes": "100", "no": "0"})
	require.Nil(t, f)
	for _, c := range []struct {
		rule scoring.Rule
		in   scoring.Input
		code fault.Code
		want string
	}{
		{scoring.Linear{}, scoring.Input{Label: "yes"}, fault.NoLabel, `the reading is the label "yes"`},
		{scoring.Linear{}, scoring.Input{Direction: scoring.Closer}, fault.Direction, "linear cannot score closer is better"},
		{scoring.Linear{}, scoring.Input{Direction: scoring.Higher}, fault.NoTarget, "no target is in force"},
		{points, scoring.Input{Label: "yess"}, fault.NoLabel, `unknown label "yess"`},
		{points, scoring.Input{Actual: dec("7.50")}, fault.NoLabel, "the reading is the number 7.5, not a label"},
	} {
		_, f := scoring.Score(c.rule, &c.in)
		require.NotNil(t, f)
		assert.Equal(t, []string{string(c.code), c.want}, []string{string(f.Code), f.Text()})
	}
	s := scale()
	leaf := scoring.Leaf(points, &scoring.Target{}, scoring.Higher, &s, exact.TenPlaces())
	assert.Equal(t, columns.Other, leaf.Kind, "labels are none of the columns' business")
}

// TestLinear_ExpectsNothing checks when a target of 0 says that nothing is due yet.
func TestLinear_ExpectsNothing(t *testing.T) {
	zero := decimal.NewNullDecimal(decimal.Decimal{})
	for rule, want := range map[target.Rule]bool{target.RulePhased: true, target.RuleStanding: false, target.RuleCompared: false, "": false} {
		assert.Equal(t, want, scoring.Linear{}.ExpectsNothing(scoring.Higher, &scoring.Target{Value: zero, Rule: rule}), "%q", rule)
	}
	same := &scoring.Target{Value: zero, Baseline: zero, Rule: target.RuleRolledUp}
	assert.True(t, scoring.Linear{}.ExpectsNothing(scoring.Lower, same))
	assert.False(t, scoring.Linear{}.ExpectsNothing(scoring.Lower, &scoring.Target{Value: zero, Rule: target.RulePhased}))
}
