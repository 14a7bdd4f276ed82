package bsc_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The tests here compare the engine with results that others published. BSC_FIXTURES names
// the folder that has them; without it they are skipped. SOURCE.md in each fixture says
// where it comes from and what its rule is. Hospitals and countries are compared in examples.

// fixtureFile returns the path of a fixture's file.
func fixtureFile(t *testing.T, name ...string) string {
	t.Helper()
	path, ok := oracle.Fixture(name...)
	if !ok {
		t.Skip("BSC_FIXTURES is not set: it names the folder with the published results")
	}
	return path
}

// fixtureJSON reads a JSON file. Numbers become bsc.Number, and no float.
func fixtureJSON(t *testing.T, v any, name ...string) {
	t.Helper()
	data, err := os.ReadFile(fixtureFile(t, name...))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, v))
}

// fixtureRows reads a CSV file: each line by its columns.
func fixtureRows(t *testing.T, name ...string) []map[string]string {
	t.Helper()
	f, err := os.Open(fixtureFile(t, name...))
	require.NoError(t, err)
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.NotEmpty(t, lines)
	rows := make([]map[string]string, len(lines)-1)
	for i, line := range lines[1:] {
		rows[i] = map[string]string{}
		for j, column := range lines[0] {
			rows[i][column] = line[j]
		}
	}
	return rows
}

// fixtureNumber reads a number.
func fixtureNumber[T ~string](t *testing.T, text T) decimal.Decimal {
	t.Helper()
	d, err := bsc.Number(text).Decimal()
	require.NoError(t, err)
	return d
}

// fixtureWithin checks that a score is a number, and not further from another than a tolerance.
func fixtureWithin(t *testing.T, want, tolerance bsc.Number, got bsc.Score, msg ...any) {
	t.Helper()
	score, ok := got.Decimal()
	require.True(t, ok, msg...)
	apart := fixtureNumber(t, want).Sub(score).Abs()
	assert.True(t, apart.LessThanOrEqual(fixtureNumber(t, tolerance)), "want %s, got %s: %v", want, got, msg)
}

// fixtureCard compiles a card with one perspective and one objective, both "all".
func fixtureCard(t *testing.T, scale bsc.Scale, aggregator bsc.Policy, kpis ...bsc.KPI) *bsc.Scorecard {
	t.Helper()
	card, err := bsc.Compile(&bsc.Definition{
		ID: "all", Scale: scale,
		Perspectives: []bsc.Perspective{{ID: "all", Objectives: []bsc.Objective{{ID: "all", Aggregator: aggregator, KPIs: kpis}}}},
	}, nil)
	require.NoError(t, err)
	return card
}

// fixtureResult evaluates a card.
func fixtureResult(t *testing.T, card *bsc.Scorecard, actuals bsc.Actuals) *bsc.Result {
	t.Helper()
	result, err := card.Evaluate(bsc.Input{Period: bsc.Year(2021), Readings: actuals})
	require.NoError(t, err)
	return result
}

// fixtureOutcome returns a node's outcome.
func fixtureOutcome(t *testing.T, result *bsc.Result, ref bsc.Ref) bsc.Outcome {
	t.Helper()
	outcome, ok := result.Of(ref)
	require.True(t, ok, ref)
	return outcome
}

// TestFixture_gdi compares the Gender Development Index: two development indices with
// goalposts of their own, their quotient rounded to three places, and groups of its
// distance from 1.
func TestFixture_gdi(t *testing.T) {
	expected := map[string]map[string]string{}
	for _, row := range fixtureRows(t, "gdi_2021_bands", "expected.csv") {
		expected[row["iso3"]] = row
	}
	female, male := developmentCard(t, "22.5", "87.5"), developmentCard(t, "17.5", "82.5")
	card := gdiCard(t)
	rows := fixtureRows(t, "gdi_2021_bands", "input.csv")
	require.Equal(t, []int{172, 172}, []int{len(rows), len(expected)})
	var otherGroups []string
	for _, row := range rows {
		code, want := row["iso3"], expected[row["iso3"]]
		result := fixtureResult(t, card, bsc.Actuals{
			"hdi_f": developmentIndex(t, female, row, "_f", want["hdi_f"]),
			"hdi_m": developmentIndex(t, male, row, "_m", want["hdi_m"]),
		})
		gdi := fixtureOutcome(t, result, bsc.KPIRef("gdi"))
		assert.Equal(t, bsc.NumberOf(fixtureNumber(t, want["gdi"])), bsc.NumberOf(gdi.Actual.Decimal), code)
		assert.Equal(t, bsc.Rating("group-"+want["gdi_group"]), gdi.Rating, code)
		if fixtureOutcome(t, result, bsc.KPIRef("unrounded")).Rating != gdi.Rating {
			otherGroups = append(otherGroups, code)
		}
	}
	assert.Equal(t, []string{"BLZ", "LBY", "OMN"}, otherGroups, "the groups that differ where nothing is rounded first")
}

// developmentCard is the development index with its own goalposts for life expectancy, unrounded.
func developmentCard(t *testing.T, low, high bsc.Number) *bsc.Scorecard {
	kpi := func(id string, low, high bsc.Number) bsc.KPI {
		return bsc.KPI{ID: id, Targets: []bsc.Target{{Baseline: low, Value: high}}}
	}
	income := kpi("gnipc", "100", "75000")
	income.Scorer.Name = "fixture/log@1"
	perspective := func(id string, kpis ...bsc.KPI) bsc.Perspective {
		return bsc.Perspective{ID: id, Objectives: []bsc.Objective{{ID: id, KPIs: kpis}}}
	}
	registry := new(bsc.Registry)
	require.NoError(t, registry.Scorer("fixture/log@1", func(bsc.Args) (bsc.Scorer, error) {
		return bsc.ScorerFunc(logarithmic), nil
	}))
	card, err := bsc.Compile(&bsc.Definition{
		ID: "hdi", Scale: bsc.Scale{Met: "1"}, Aggregator: bsc.Policy{Name: "geometric"},
		Perspectives: []bsc.Perspective{
			perspective("health", kpi("le", low, high)),
			perspective("education", kpi("eys", "0", "18"), kpi("mys", "0", "15")),
			perspective("income", income),
		},
	}, &bsc.Options{Registry: registry})
	require.NoError(t, err)
	return card
}

// logarithmic runs from the baseline to the target along the logarithm, on a scale from 0 to 1.
func logarithmic(in bsc.ScoreInput) (decimal.Decimal, error) {
	low, errLow := in.Target.Baseline.Decimal.Ln(30)
	high, errHigh := in.Target.Value.Decimal.Ln(30)
	actual, errActual := in.Actual.Ln(30)
	if err := errors.Join(errLow, errHigh, errActual); err != nil {
		return decimal.Decimal{}, err
	}
	return actual.Sub(low).DivRound(high.Sub(low), 18), nil
}

// developmentIndex evaluates the columns of one sex, and compares: nine digits are published.
func developmentIndex(t *testing.T, card *bsc.Scorecard, row map[string]string, sex, want string) decimal.Decimal {
	actuals := bsc.Actuals{}
	for _, id := range []string{"le", "eys", "mys", "gnipc"} {
		actuals[id] = fixtureNumber(t, row[id+sex])
	}
	score := fixtureResult(t, card, actuals).Score()
	fixtureWithin(t, bsc.Number(want), "5.2e-10", score, row["iso3"], sex)
	index, _ := score.Decimal()
	return index
}

// gdiCard has the index, rounded before it is rated, and beside it the same unrounded.
func gdiCard(t *testing.T) *bsc.Scorecard {
	registry := new(bsc.Registry)
	require.NoError(t, registry.Calculator("fixture/gdi@1", func(a bsc.Args) (bsc.Calculator, error) {
		a.Reads("hdi_f", "hdi_m")
		return bsc.CalculatorFunc(func(in bsc.CalculateInput) (decimal.Decimal, error) {
			return in.Values[0].DivRound(in.Values[1], 3), nil
		}), nil
	}))
	require.NoError(t, registry.Threshold("fixture/gdi-groups@1", func(bsc.Args) (bsc.Threshold, error) {
		return bsc.ThresholdFunc(gdiGroup), nil
	}))
	kpi := func(id string, calculator bsc.Policy) bsc.KPI {
		return bsc.KPI{
			ID: id, Direction: bsc.CloserIsBetter, Targets: []bsc.Target{{Value: "1"}}, Calculator: calculator,
			Scorer: bsc.NewPolicy("range", map[string]string{"zero_at": "50%"}),
		}
	}
	card, err := bsc.Compile(&bsc.Definition{
		ID:       "gdi",
		Ratings:  []bsc.RatingLevel{{ID: "group-5"}, {ID: "group-4"}, {ID: "group-3"}, {ID: "group-2"}, {ID: "group-1"}},
		Series:   []bsc.Series{{ID: "hdi_f"}, {ID: "hdi_m"}},
		Defaults: bsc.Defaults{Threshold: bsc.Policy{Name: "fixture/gdi-groups@1"}},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{
			kpi("gdi", bsc.Policy{Name: "fixture/gdi@1"}),
			kpi("unrounded", bsc.NewPolicy("ratio", map[string]string{"num": "hdi_f", "den": "hdi_m"})),
		}}}}},
	}, &bsc.Options{Registry: registry})
	require.NoError(t, err)
	return card
}

// gdiGroup rates the distance from the target in percent; each limit belongs to the better group.
func gdiGroup(in bsc.RateInput) (bsc.Rating, error) {
	if !in.Actual.Valid {
		return "", bsc.ErrNoData // perspectives and objectives are not grouped
	}
	distance := in.Actual.Decimal.Sub(in.Target.Value.Decimal).Abs().Shift(2)
	for i, limit := range []string{"2.5", "5", "7.5", "10"} {
		if distance.LessThanOrEqual(decimal.RequireFromString(limit)) {
			return bsc.Rating("group-" + string(rune('1'+i))), nil
		}
	}
	return "group-5", nil
}

// TestFixture_coinr compares with the unit cases of a package for composite indicators.
func TestFixture_coinr(t *testing.T) {
	var input struct {
		Dist2targ []struct {
			X         []bsc.Number
			Target    bsc.Number
			Direction int
			Cap       bool
		}
		Goalposts [][]bsc.Number // value, lower, upper, scale, direction
		Means     []struct {
			Kind string
			P    bsc.Number
			X, W []bsc.Number
		}
		GeometricError [][]bsc.Number `json:"geometric_error"`
	}
	var want struct {
		Dist2targ        [][]bsc.Number
		Goalposts, Means []bsc.Number
		Tolerance        bsc.Number
	}
	fixtureJSON(t, &input, "coinr_unit", "input.json")
	fixtureJSON(t, &want, "coinr_unit", "expected.json")
	require.Equal(t, []int{4, 6, 5}, []int{len(input.Dist2targ), len(input.Goalposts), len(input.Means)})
	require.Equal(t, []int{4, 6, 5}, []int{len(want.Dist2targ), len(want.Goalposts), len(want.Means)})
	unit := bsc.Scale{Met: "1"}
	kpi := func(direction bsc.Direction, baseline, value bsc.Number) bsc.KPI {
		return bsc.KPI{ID: "x", Direction: direction, Targets: []bsc.Target{{Baseline: baseline, Value: value}}}
	}

	// The distance to the target starts at the worst value there is. Without a cap it is
	// the attainment, with one the score.
	for i, c := range input.Dist2targ {
		require.Len(t, c.X, 3)
		line := kpi(bsc.HigherIsBetter, c.X[0], c.Target) // values ascend
		if c.Direction < 0 {
			line = kpi(bsc.LowerIsBetter, c.X[2], c.Target)
		}
		card := fixtureCard(t, unit, bsc.Policy{}, line)
		for j, x := range c.X {
			o := fixtureOutcome(t, fixtureResult(t, card, bsc.Actuals{"x": fixtureNumber(t, x)}), bsc.KPIRef("x"))
			got := o.Attainment
			if c.Cap {
				got = o.Score
			}
			fixtureWithin(t, want.Dist2targ[i][j], want.Tolerance, got, "dist2targ", i, j)
		}
	}

	for i, c := range input.Goalposts {
		require.Equal(t, bsc.Number("1"), c[3])
		line := kpi(bsc.HigherIsBetter, c[1], c[2])
		if c[4] == "-1" {
			line = kpi(bsc.LowerIsBetter, c[2], c[1])
		}
		result := fixtureResult(t, fixtureCard(t, unit, bsc.Policy{}, line), bsc.Actuals{"x": fixtureNumber(t, c[0])})
		fixtureWithin(t, want.Goalposts[i], want.Tolerance, result.Score(), "goalposts", i)
	}

	for i, c := range input.Means {
		aggregator := bsc.Policy{Name: c.Kind}
		if c.P != "" {
			aggregator = bsc.NewPolicy(c.Kind, map[string]bsc.Number{"p": c.P})
		}
		result := statedScores(t, bsc.Scale{Met: "10"}, aggregator, c.X, c.W)
		fixtureWithin(t, want.Means[i], want.Tolerance, result.Score(), "means", i)
	}

	// The geometric mean of a negative is an error there and here; that of a zero, here 0, only there.
	require.Equal(t, []bsc.Number{"1", "2", "-1"}, input.GeometricError[0])
	result := statedScores(t, bsc.Scale{Min: "-10", Met: "10"}, bsc.Policy{Name: "geometric"}, input.GeometricError[0], []bsc.Number{"1", "1", "1"})
	failed := fixtureOutcome(t, result, bsc.ObjectiveRef("all"))
	assert.False(t, failed.Score.Valid())
	assert.True(t, failed.Flags.Has(bsc.FlagFailed))
	assert.ErrorIs(t, failed.Err, bsc.ErrPolicy)
}

// statedScores evaluates KPIs a, b, c … whose readings are their scores.
func statedScores(t *testing.T, scale bsc.Scale, aggregator bsc.Policy, scores, weights []bsc.Number) *bsc.Result {
	var kpis []bsc.KPI
	actuals := bsc.Actuals{}
	for i, score := range scores {
		id := string(rune('a' + i))
		kpis = append(kpis, bsc.KPI{ID: id, Weight: weights[i], Scorer: bsc.Policy{Name: "stated"}})
		actuals[id] = fixtureNumber(t, score)
	}
	return fixtureResult(t, fixtureCard(t, scale, aggregator, kpis...), actuals)
}

// TestFixture_firebench compares a benchmark's scorecard: linear scores, two groups, and
// two places at every level.
func TestFixture_firebench(t *testing.T) {
	var input struct {
		KPIs []struct {
			ID, Norm, Group string
			Value, A        bsc.Number
			B               bsc.Number `json:"b_or_m"`
		}
		Groups map[string]struct{ Weight bsc.Number }
	}
	var want struct {
		Unit, Group map[string]bsc.Number
		Total       bsc.Number
	}
	fixtureJSON(t, &input, "firebench_scorecard", "input.json")
	fixtureJSON(t, &want, "firebench_scorecard", "expected.json")
	actuals := bsc.Actuals{}
	kpis := map[string][]bsc.KPI{} // by group
	for _, k := range input.KPIs {
		kpi := bsc.KPI{ID: k.ID, Targets: []bsc.Target{{Baseline: k.A, Value: k.B}}}
		if k.Norm == "half_open" { // a is the best, m is worth nothing
			kpi.Direction, kpi.Targets = bsc.LowerIsBetter, []bsc.Target{{Baseline: k.B, Value: k.A}}
		}
		kpis[k.Group] = append(kpis[k.Group], kpi)
		actuals[k.ID] = fixtureNumber(t, k.Value)
	}
	def := bsc.Definition{ID: "firebench", Defaults: bsc.Defaults{Round: &bsc.Rounding{Places: 2}}}
	for _, id := range []string{"BD", "SV"} {
		def.Perspectives = append(def.Perspectives, bsc.Perspective{
			ID: id, Weight: input.Groups[id].Weight, Objectives: []bsc.Objective{{ID: id, KPIs: kpis[id]}},
		})
	}
	card, err := bsc.Compile(&def, nil)
	require.NoError(t, err)
	result := fixtureResult(t, card, actuals)
	require.Equal(t, []int{6, 2}, []int{len(want.Unit), len(want.Group)})
	for id, score := range want.Unit {
		fixtureWithin(t, score, "0", fixtureOutcome(t, result, bsc.KPIRef(id)).Score, id)
	}
	for id, score := range want.Group {
		fixtureWithin(t, score, "0", fixtureOutcome(t, result, bsc.PerspectiveRef(id)).Score, id)
	}
	fixtureWithin(t, want.Total, "0", result.Score(), "total")
}

// TestFixture_spider compares the line through red flag and goal of a scorecard product,
// and its weights in percent.
func TestFixture_spider(t *testing.T) {
	var input struct {
		GoalRedFlag []struct {
			Goal, Actual bsc.Number
			RedFlag      bsc.Number `json:"red_flag"`
		} `json:"goal_red_flag"`
		Weights [][]bsc.Number
	}
	var want struct {
		Scores    []bsc.Number `json:"goal_red_flag_scores"`
		Tolerance bsc.Number
		Percent   [][]bsc.Number `json:"weight_percent"`
	}
	fixtureJSON(t, &input, "spider_impact", "input.json")
	fixtureJSON(t, &want, "spider_impact", "expected.json")
	require.Equal(t, []int{4, 4, 4, 4}, []int{len(input.GoalRedFlag), len(want.Scores), len(input.Weights), len(want.Percent)})
	for i, c := range input.GoalRedFlag {
		scorer := bsc.NewPolicy("goal_flag", map[string]bsc.Number{"goal": c.Goal, "red_flag": c.RedFlag})
		card := fixtureCard(t, bsc.Scale{Met: "10"}, bsc.Policy{}, bsc.KPI{ID: "x", Scorer: scorer})
		result := fixtureResult(t, card, bsc.Actuals{"x": fixtureNumber(t, c.Actual)})
		fixtureWithin(t, want.Scores[i], want.Tolerance, result.Score(), c)
	}
	for i, weights := range input.Weights {
		scores := slices.Repeat([]bsc.Number{"7"}, len(weights))
		explanation, err := statedScores(t, bsc.Scale{Met: "10"}, bsc.Policy{}, scores, weights).Explain(bsc.ObjectiveRef("all"))
		require.NoError(t, err)
		var percent []bsc.Number
		for _, c := range explanation.Contributions {
			percent = append(percent, bsc.NumberOf(c.Share.Shift(2).Round(1)))
		}
		assert.Equal(t, want.Percent[i], percent, "weights %v", weights)
	}
}

// TestFixture_msScorecard compares the bands of a scorecard server: each band has the
// same share of the score, and colours are read on the percentage of the target.
func TestFixture_msScorecard(t *testing.T) {
	var input struct {
		Bands            []bsc.Number
		Actual           bsc.Number
		PerformancePoint struct {
			Worst  bsc.Number `json:"worst_pct"`
			Yellow bsc.Number `json:"threshold1_pct"`
			Green  bsc.Number `json:"threshold2_pct"`
			Best   bsc.Number `json:"best_pct"`
		}
	}
	var want struct {
		Score     bsc.Number `json:"score_pct"`
		Tolerance bsc.Number
	}
	fixtureJSON(t, &input, "ms_scorecard_bands", "input.json")
	fixtureJSON(t, &want, "ms_scorecard_bands", "expected.json")
	percentBands := func(limits ...bsc.Number) bsc.Policy {
		return bsc.NewPolicy("percent_bands", map[string][]bsc.Number{"limits": limits})
	}
	card := fixtureCard(t, bsc.Scale{}, bsc.Policy{}, bsc.KPI{ID: "x", Scorer: percentBands(input.Bands...)})
	result := fixtureResult(t, card, bsc.Actuals{"x": fixtureNumber(t, input.Actual)})
	fixtureWithin(t, want.Score, want.Tolerance, result.Score())

	// Twice the target's percentages are the actuals, as the target is 200.
	pp, twice := input.PerformancePoint, func(percent bsc.Number) bsc.Number {
		return bsc.NumberOf(fixtureNumber(t, percent).Mul(decimal.New(2, 0)))
	}
	kpi := bsc.KPI{
		ID: "x", Targets: []bsc.Target{{Value: "200"}},
		Scorer: percentBands(twice(pp.Worst), twice(pp.Yellow), twice(pp.Green), twice(pp.Best)),
		Threshold: bsc.NewPolicy("bands", map[string]any{"on": "percent_of_target", "bands": []map[string]any{
			{"rating": "red"}, {"rating": "amber", "from": pp.Yellow}, {"rating": "green", "from": pp.Green},
		}}),
	}
	card = fixtureCard(t, bsc.Scale{}, bsc.Policy{}, kpi)
	for _, c := range []struct {
		percent, score bsc.Number
		rating         bsc.Rating
	}{
		{"40", "0", bsc.Red},
		{"50", "0", bsc.Red},
		{"60", "16.6666666667", bsc.Red},
		{"69.99", "33.3166666667", bsc.Red},
		{"70", "33.3333333333", bsc.Amber},
		{"99.99", "66.6555555556", bsc.Amber},
		{"100", "66.6666666667", bsc.Green},
		{"115", "83.3333333333", bsc.Green},
		{"130", "100", bsc.Green},
		{"150", "100", bsc.Green},
	} {
		o := fixtureOutcome(t, fixtureResult(t, card, bsc.Actuals{"x": fixtureNumber(t, twice(c.percent))}), bsc.KPIRef("x"))
		fixtureWithin(t, c.score, "0", o.Score, c.percent)
		assert.Equal(t, c.rating, o.Rating, c.percent)
	}
}
