package vectors_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/curve"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The worked examples below are the field's textbook formulas computed independently in
// double precision: agreement is to its digits, 10 places here.
var vectorTolerance = dec("0.0000000001")

func assertNear(t *testing.T, want string, got decimal.Decimal, msg ...any) {
	t.Helper()
	diff := got.Sub(dec(want)).Abs()
	assert.True(t, diff.LessThanOrEqual(vectorTolerance), "want %s, got %s %s", want, got, fmt.Sprint(msg...))
}

func policy(name, args string) bsc.Policy {
	if args == "" {
		return bsc.Policy{Name: name}
	}
	return bsc.Policy{Name: name, Args: json.RawMessage(args)}
}

func null(s string) decimal.NullDecimal {
	if s == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(dec(s))
}

// scale reads "min met cap"; "" is 0 100 100.
func scale(t *testing.T, text string) bsc.ResolvedScale {
	t.Helper()
	if text == "" {
		return bsc.DefaultScale()
	}
	var low, met, top string
	_, err := fmt.Sscan(text, &low, &met, &top)
	require.NoError(t, err)
	return bsc.ResolvedScale{Min: dec(low), Met: dec(met), Cap: dec(top)}
}

// TestVectors_scorers checks the scoring formulas (N1 to N11c), each called directly.
func TestVectors_scorers(t *testing.T) {
	const (
		anchors = `{"anchors": [[0, 0], [70, 50], [90, 80], [100, 100], [110, 120]]}`
		steps   = `{"from": [[60, 2], [75, 3], [90, 4]]}`
		up      = bsc.DirectionHigher
		down    = bsc.DirectionLower
		closer  = bsc.DirectionCloser
	)
	cases := []struct {
		id, scorer, args, scale string
		direction               bsc.Direction
		baseline, target        string
		actual, want            string
	}{
		{"N1", "linear", "", "", up, "40", "60", "55", "75"},
		{"N2", "linear", "", "", down, "60", "40", "45", "75"},
		{"N3 up", "linear", "", "0 1 1", up, "0", "10", "1", "0.1"},
		{"N3 down", "linear", "", "0 1 1", down, "10", "0", "1", "0.9"},
		{"N4", "linear", "", "0 100 120", up, "", "100", "95", "95"},
		{"N4 over", "linear", "", "0 100 120", up, "", "100", "150", "150"}, // the engine caps it at 120
		{"N5", "linear", "", "", down, "", "100", "120", "80"},
		{"N5b nothing", "linear", "", "", down, "", "100", "0", "200"},
		{"N5b double", "linear", "", "", down, "", "100", "200", "0"},
		{"N6", "linear", "", "", up, "-200", "-100", "-50", "150"},
		{"N7 80", "curve", anchors, "", up, "", "", "80", "65"},
		{"N7 95", "curve", anchors, "", up, "", "", "95", "90"},
		{"N7 105", "curve", anchors, "", up, "", "", "105", "110"},
		{"N7 130", "curve", anchors, "", up, "", "", "130", "120"},
		{"N8 59.999", "steps", steps, "1 4 4", up, "", "", "59.999", "1"},
		{"N8 60", "steps", steps, "1 4 4", up, "", "", "60", "2"},
		{"N8 75", "steps", steps, "1 4 4", up, "", "", "75", "3"},
		{"N8 90", "steps", steps, "1 4 4", up, "", "", "90", "4"},
		{"N11 25", "range", `{"zero_at": {"low": 10, "high": 20}}`, "", closer, "", "30", "25", "50"},
		{"N11 40", "range", `{"zero_at": {"low": 10, "high": 20}}`, "", closer, "", "30", "40", "50"},
		{"N11c 36", "range", `{"within": 2, "zero_at": 10}`, "", closer, "", "30", "36", "50"},
		{"N11c 30", "range", `{"within": 2, "zero_at": 10}`, "", closer, "", "30", "30", "100"},
	}
	var builtins *bsc.Registry
	for _, c := range cases {
		t.Run(c.id, func(t *testing.T) {
			scorer, err := builtins.NewScorer(policy(c.scorer, c.args))
			require.NoError(t, err)
			got, err := scorer.Score(bsc.ScoreInput{
				Actual: dec(c.actual), Direction: c.direction, Scale: scale(t, c.scale),
				Target: bsc.ResolvedTarget{Baseline: null(c.baseline), Value: null(c.target)},
			})
			require.NoError(t, err)
			assertNear(t, c.want, got)
		})
	}
}

// TestVectors_ratioOfNegatives checks the trap of N6: a ratio of two losses is refused.
func TestVectors_ratioOfNegatives(t *testing.T) {
	scorer, err := new(bsc.Registry).NewScorer(bsc.Policy{Name: "linear"})
	require.NoError(t, err)
	_, err = scorer.Score(bsc.ScoreInput{Actual: dec("-50"), Scale: bsc.DefaultScale(), Target: bsc.ResolvedTarget{Value: null("-100")}})
	assert.ErrorIs(t, err, bsc.ErrTarget)
}

// TestVectors_cap checks N4 as the engine does it: attainment 150, score capped at 120.
func TestVectors_cap(t *testing.T) {
	def := oracle.Small()
	def.Scale.Cap = "120"
	def.Perspectives[1].Objectives[0].KPIs[0].Targets = []bsc.Target{{Value: "100"}}
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"sales": dec("150")}})
	require.NoError(t, err)
	sales, _ := result.Of(bsc.KPIRef("sales"))
	assert.Equal(t, "120 150", sales.Score.String()+" "+sales.Attainment.String())
}

// TestVectors_inverse checks N7b: the values that reach 65 and 90.
func TestVectors_inverse(t *testing.T) {
	var anchors []curve.Anchor
	for _, a := range [][2]int64{{0, 0}, {70, 50}, {90, 80}, {100, 100}, {110, 120}} {
		anchors = append(anchors, curve.Anchor{Value: decimal.New(a[0], 0), Score: decimal.New(a[1], 0)})
	}
	line, err := curve.New(anchors...)
	require.NoError(t, err)
	for score, want := range map[string]string{"65": "80", "90": "95"} {
		found := line.Reaching(dec(score), 4)
		require.Len(t, found, 1)
		assert.True(t, found[0].Low.Decimal.Equal(dec(want)))
		assert.False(t, found[0].High.Valid)
	}
}

// TestVectors_aggregators checks A1 to A7b on scores 80, 60, 90, 40 with weights .4, .3, .2, .1.
func TestVectors_aggregators(t *testing.T) {
	scores, weights := []string{"80", "60", "90", "40"}, []string{"0.4", "0.3", "0.2", "0.1"}
	cases := []struct {
		id, aggregator, args string
		scores, weights      []string
		want                 string
	}{
		{"A1", "weighted_mean", "", scores, weights, "72"},
		{"A2", "geometric", "", scores, weights, "70.10288172814384"},
		{"A3", "harmonic", "", scores, weights, "67.92452830188678"},
		{"A4 2", "power", `{"p": 2}`, scores, weights, "73.62064927722385"},
		{"A4 0.5", "power", `{"p": 0.5}`, scores, weights, "71.0871721163961"},
		{"A4 -2", "power", `{"p": -2}`, scores, weights, "65.50870727221552"},
		{"A4b", "power", `{"p": -1000}`, scores, weights, "40.092209523115976"},
		{"A7", "median", "", scores, weights, "80"},
		{"A7b", "median", "", []string{"10", "20"}, []string{"0.5", "0.5"}, "15"},
	}
	var builtins *bsc.Registry
	for _, c := range cases {
		t.Run(c.id, func(t *testing.T) {
			aggregator, err := builtins.NewAggregator(policy(c.aggregator, c.args))
			require.NoError(t, err)
			got, err := aggregator.Aggregate(bsc.AggregateInput{Scale: bsc.DefaultScale(), Parts: parts(c.scores, c.weights)})
			require.NoError(t, err)
			assertNear(t, c.want, got)
		})
	}
}

func number(t *testing.T, s bsc.Score) decimal.Decimal {
	t.Helper()
	d, ok := s.Decimal()
	require.True(t, ok, "a score")
	return d
}

func parts(scores, weights []string) []bsc.Part {
	var list []bsc.Part
	for i, s := range scores {
		list = append(list, bsc.Part{Ref: bsc.KPIRef(fmt.Sprint("k", i)), Score: dec(s), Weight: dec(weights[i])})
	}
	return list
}

// TestVectors_missing checks A12, A12b and A13: what a missing score does.
func TestVectors_missing(t *testing.T) {
	weights := map[string]string{"a": "0.4", "b": "0.3", "c": "0.2", "d": "0.1"}
	evaluate := func(t *testing.T, def *bsc.Definition, actuals bsc.Actuals) bsc.Outcome {
		result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: actuals})
		require.NoError(t, err)
		return result.Total()
	}
	known := bsc.Actuals{"a0": dec("80"), "c0": dec("90"), "d0": dec("40")}

	total := evaluate(t, oracle.Stated(weights), known)
	assertNear(t, "77.14285714285714", number(t, total.Score), "A12 excluded")
	assert.Equal(t, "54 84 0.7", fmt.Sprint(total.Low, " ", total.High, " ", total.Coverage))

	zero := oracle.Stated(weights)
	zero.Defaults.Missing.Rule = bsc.MissingZero
	total = evaluate(t, zero, known)
	assert.Equal(t, "54 54 84 0.7", fmt.Sprint(total.Score, " ", total.Low, " ", total.High, " ", total.Coverage))

	hidden := bsc.Actuals{"a0": dec("80"), "b0": dec("60"), "c0": dec("90")}
	assertNear(t, "75.55555555555556", number(t, evaluate(t, oracle.Stated(weights), hidden).Score), "A12b: hiding the worst pays")

	grouped := oracle.Stated(map[string]string{"a": "1", "b": "1"}, map[string]string{"a": "1", "b": "1"})
	actuals := bsc.Actuals{"a0": dec("100"), "a1": dec("40"), "b1": dec("40")}
	assert.Equal(t, "70", evaluate(t, grouped, actuals).Score.String(), "A13: weights belong to the parent")
}

// TestVectors_shortfalls checks E13: weight times shortfall, 8, 12, 2 and 6, largest first.
func TestVectors_shortfalls(t *testing.T) {
	def := oracle.Stated(map[string]string{"a": "0.4", "b": "0.3", "c": "0.2", "d": "0.1"})
	actuals := bsc.Actuals{"a0": dec("80"), "b0": dec("60"), "c0": dec("90"), "d0": dec("40")}
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: actuals})
	require.NoError(t, err)
	var got []string
	for _, s := range impact.Shortfalls(result, -1) {
		got = append(got, s.Ref.ID+" "+s.Points.String())
	}
	assert.Equal(t, []string{"b0 12", "a0 8", "d0 6", "c0 2"}, got)
	assert.Len(t, impact.Shortfalls(result, 2), 2)
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func evaluate(t *testing.T, def *bsc.Definition, in bsc.Input) *bsc.Result {
	t.Helper()
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	if in.Period.IsZero() {
		in.Period = period.Year(2026)
	}
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	return result
}

func of(t *testing.T, r *bsc.Result, ref bsc.Ref) bsc.Outcome {
	t.Helper()
	o, ok := r.Of(ref)
	require.True(t, ok, ref)
	return o
}

// readings reads lines of "id period value [state] [@2026-07-01]".
func readings(t *testing.T, lines ...string) *bsc.Readings {
	t.Helper()
	r, err := oracle.Readings(lines...)
	require.NoError(t, err)
	return r
}
