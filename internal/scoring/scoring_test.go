package scoring_test

import (
	"strings"
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
	outside, f := scoring.NewAvoid(scoring.Sides{Low: "2", High: "2"}, scoring.Sides{Low: "5", High: "10%"})
	require.Nil(t, f)
	tolerance, f := scoring.NewTolerance("20%")
	require.Nil(t, f)
	table, f := scoring.NewAchievement([][2]string{{"70", "0"}, {"90", "60"}, {"100", "100"}, {"120", "115"}})
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
		{"avoid", outside, at, scoring.Lower},
		{"tolerance", tolerance, at, scoring.Higher},
		{"tolerance, lower", tolerance, at, scoring.Lower},
		{"achievement", table, at, scoring.Higher},
		{"achievement, lower", table, at, scoring.Lower},
		{"achievement from a baseline", table, from, scoring.Higher},
		{"percent_of_target", scoring.PercentOfTarget{}, at, scoring.Higher},
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

// TestScore_byTarget checks numbers worked out by hand, on a scale from 0 to 100.
func TestScore_byTarget(t *testing.T) {
	byName := map[string]scoring.Rule{"percent_of_target": scoring.PercentOfTarget{}, "log": scoring.Log{}}
	var f *fault.Fault
	byName["tolerance 5%"], f = scoring.NewTolerance("5%")
	require.Nil(t, f)
	byName["tolerance 4"], f = scoring.NewTolerance("4")
	require.Nil(t, f)
	byName["avoid"], f = scoring.NewAvoid(scoring.Sides{}, scoring.Sides{Low: "10", High: "50%"})
	require.Nil(t, f)
	byName["achievement"], f = scoring.NewAchievement([][2]string{{"70", "0"}, {"90", "60"}, {"100", "100"}, {"120", "110"}})
	require.Nil(t, f)
	for _, c := range []struct {
		rule, baseline, target string
		direction              scoring.Direction
		scores                 string // "actual=score …"
	}{
		{"tolerance 5%", "", "200", scoring.Higher, "200=100 195=50 190=0 188=-20 210=200"},
		{"tolerance 5%", "", "200", scoring.Lower, "200=100 205=50 210=0 190=200"},
		{"tolerance 5%", "", "-200", scoring.Higher, "-200=100 -205=50 -210=0"}, // 5 % of 200
		{"tolerance 4", "", "3", scoring.Lower, "2.47=113.25 3=100 5=50 7=0"},   // stay below 3 %
		{"tolerance 4", "", "0", scoring.Lower, "0=100 1=75"},
		{"tolerance 4", "9", "3", scoring.Lower, "5=50"}, // a baseline is another scorer's
		{"avoid", "", "20", scoring.Higher, "20=0 15=50 10=100 5=150 25=50 30=100"},
		{"percent_of_target", "", "80", scoring.Higher, "60=75 80=100 100=125 0=0 -8=-10"},
		{"percent_of_target", "", "80", scoring.Lower, "60=133.3333333333 80=100 100=80 160=50"},
		{"percent_of_target", "40", "80", scoring.Higher, "60=75"},
		{"log", "1", "100", scoring.Higher, "1=0 10=50 100=100 1000=150 0.1=-50 0.01=-100"},
		{"log", "32", "2", scoring.Lower, "32=0 16=25 8=50 2=100 1=125 64=-25"},
		{"log", "100", "75000", scoring.Higher, "100=0 75000=100 17000=77.5791789128"}, // ln 170 / ln 750
		{"achievement", "", "200", scoring.Higher, "140=0 160=30 180=60 190=80 200=100 220=105 400=110 0=0"},
		{"achievement", "", "200", scoring.Lower, "200=100 220=60 210=80 240=30 260=0 180=105 100=110"},
		{"achievement", "50", "30", scoring.Lower, "30=100 32=60 36=0 31=80"}, // 90 % of the way is 32
		{"achievement", "-100", "0", scoring.Higher, "0=100 -10=60 -30=0"},
	} {
		target := scoring.Target{Value: decimal.NewNullDecimal(dec(c.target))}
		if c.baseline != "" {
			target.Baseline = decimal.NewNullDecimal(dec(c.baseline))
		}
		for _, pair := range strings.Fields(c.scores) {
			actual, want, _ := strings.Cut(pair, "=")
			in := scoring.Input{Actual: dec(actual), Target: target, Direction: c.direction, Scale: scale()}
			q, f := scoring.Score(byName[c.rule], &in)
			require.Nil(t, f, "%v", f)
			assert.Equal(t, want, q.Decimal().String(), "%s, target %s, %s is better, actual %s: %s",
				c.rule, c.target, c.direction, actual, byName[c.rule].Formula(&in))
		}
	}
}

// TestFormula_byTarget checks the arithmetic that is shown.
func TestFormula_byTarget(t *testing.T) {
	byName := map[string]scoring.Rule{}
	for _, r := range rules(t) {
		byName[r.name] = r.rule
	}
	at, from := scoring.Target{Value: decimal.NewNullDecimal(dec("50"))}, scoring.Target{Value: decimal.NewNullDecimal(dec("50"))}
	from.Baseline = decimal.NewNullDecimal(dec("-10"))
	for _, c := range []struct {
		rule      string
		direction scoring.Direction
		target    scoring.Target
		actual    string
		want      string
	}{
		{"tolerance", scoring.Higher, at, "45", "100 × (45 - 40) / (50 - 40)"},
		{"tolerance", scoring.Lower, at, "45", "100 × (45 - 60) / (50 - 60)"},
		{"avoid", scoring.Higher, at, "51", "within 2 of 50, which is to be avoided"},
		{"avoid", scoring.Higher, at, "47", "100 × (47 - 48) / (45 - 48)"},
		{"percent_of_target", scoring.Higher, at, "45", "100 × 45 / 50"},
		{"percent_of_target", scoring.Lower, at, "45", "100 × 50 / 45"},
		{"achievement", scoring.Higher, at, "40", "0 + (60 - 0) × (100 × 40 / 50 - 70) / (90 - 70)"},
		{"achievement", scoring.Lower, at, "51", "60 + (100 - 60) × (100 × (2 - 51 / 50) - 90) / (100 - 90)"},
		{"achievement", scoring.Higher, from, "20", "the end of the curve, at 70%, for 100 × (20 - (-10)) / (50 - (-10))"},
		{"achievement", scoring.Higher, at, "99", "the end of the curve, at 120%, for 100 × 99 / 50"},
	} {
		in := scoring.Input{Actual: dec(c.actual), Target: c.target, Direction: c.direction, Scale: scale()}
		assert.Equal(t, c.want, byName[c.rule].Formula(&in).String(), "%s, %s is better", c.rule, c.direction)
	}
}

// TestScore_refuses checks what rules cannot work with.
func TestScore_refuses(t *testing.T) {
	points, f := scoring.NewPoints(map[string]string{"yes": "100", "no": "0"})
	require.Nil(t, f)
	tolerance, f := scoring.NewTolerance("20%")
	require.Nil(t, f)
	avoid, f := scoring.NewAvoid(scoring.Sides{Low: "2", High: "2"}, scoring.Sides{Low: "10%", High: "10%"})
	require.Nil(t, f)
	table, f := scoring.NewAchievement([][2]string{{"70", "0"}, {"100", "100"}})
	require.Nil(t, f)
	at := func(value string) scoring.Target { return scoring.Target{Value: decimal.NewNullDecimal(dec(value))} }
	between := func(baseline, value string) scoring.Target {
		return scoring.Target{Value: decimal.NewNullDecimal(dec(value)), Baseline: decimal.NewNullDecimal(dec(baseline))}
	}
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
		{tolerance, scoring.Input{Direction: scoring.Closer, Target: at("50")}, fault.Direction, "tolerance cannot score closer is better"},
		{tolerance, scoring.Input{Direction: scoring.Higher, Target: at("0")}, fault.Target, "20% of the target 0 is no distance"},
		{avoid, scoring.Input{Direction: scoring.Closer, Target: at("50")}, fault.Direction, "avoid cannot score closer is better"},
		{avoid, scoring.Input{Direction: scoring.Lower, Target: at("20")}, fault.Target, "at target 20 the range is 2 wide and is left at 2"},
		{scoring.PercentOfTarget{}, scoring.Input{Direction: scoring.Closer, Target: at("50")}, fault.Direction, "percent_of_target cannot score closer is better"},
		{scoring.PercentOfTarget{}, scoring.Input{Direction: scoring.Higher, Target: at("0")}, fault.Target, "target 0 has no percentage"},
		{scoring.PercentOfTarget{}, scoring.Input{Direction: scoring.Lower, Target: at("50")}, fault.Value, "the target cannot be divided by 0"},
		{scoring.PercentOfTarget{}, scoring.Input{Direction: scoring.Lower}, fault.NoTarget, "no target is in force"},
		{table, scoring.Input{Direction: scoring.Closer, Target: at("50")}, fault.Direction, "achievement cannot score closer is better"},
		{table, scoring.Input{Direction: scoring.Lower, Target: at("0")}, fault.Target, "target 0 has no percentage"},
		{table, scoring.Input{Direction: scoring.Higher, Target: at("-1")}, fault.Target, "target -1 has no baseline to be measured from"},
		{scoring.Log{}, scoring.Input{Direction: scoring.Closer, Target: at("50")}, fault.Direction, "log cannot score closer is better"},
		{scoring.Log{}, scoring.Input{Direction: scoring.Higher, Target: at("50")}, fault.Target, "target 50 has no baseline to be measured from"},
		{scoring.Log{}, scoring.Input{Direction: scoring.Higher, Target: between("0", "50")}, fault.Target, "no logarithm of target 50 and baseline 0"},
		{scoring.Log{}, scoring.Input{Direction: scoring.Higher, Target: between("50", "50")}, fault.Target, "target and baseline are both 50"},
		{scoring.Log{}, scoring.Input{Direction: scoring.Higher, Target: between("1", "50")}, fault.Value, "no logarithm of 0"},
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

// TestNew_refuses checks which arguments the rules by target cannot work with.
func TestNew_refuses(t *testing.T) {
	_, none := scoring.NewTolerance("0%")
	_, below := scoring.NewTolerance("-1")
	_, missing := scoring.NewTolerance("")
	_, side := scoring.NewAvoid(scoring.Sides{}, scoring.Sides{Low: "x", High: "1"})
	_, one := scoring.NewAchievement([][2]string{{"100", "100"}})
	_, unordered := scoring.NewAchievement([][2]string{{"100", "100"}, {"90", "60"}})
	_, falling := scoring.NewAchievement([][2]string{{"90", "100"}, {"100", "60"}})
	for want, f := range map[string]*fault.Fault{
		`/zero_at: distance "0%" is none`:                             none,
		`/zero_at: distance "-1" is negative`:                         below,
		`/zero_at: a number is missing`:                               missing,
		`/met_at: "x" is not a number`:                                side,
		`/anchors: anchors that do not form a curve`:                  one,
		`/anchors:  anchors that do not form a curve`:                 unordered,
		`/anchors: scores that fall as more of the target is reached`: falling,
	} {
		require.NotNil(t, f, want)
		assert.Equal(t, strings.Replace(want, ":  ", ": ", 1), f.Path+": "+f.Text())
	}
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
