package bsc_test

import (
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/curve"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestResult_Reaching checks ranges worked out by hand.
func TestResult_Reaching(t *testing.T) {
	target := []bsc.Target{{Value: "50"}}
	args := func(name, text string) bsc.Policy { return bsc.Policy{Name: name, Args: []byte(text)} }
	for _, c := range []struct {
		name   string
		kpi    bsc.KPI
		score  string
		places int32
		want   []string // low and high
	}{
		{"linear", bsc.KPI{Targets: target}, "75", 0, []string{"38", "none"}},
		{"linear, a place more", bsc.KPI{Targets: target}, "75", 1, []string{"37.5", "none"}},
		{"linear, tens", bsc.KPI{Targets: target}, "75", -1, []string{"40", "none"}},
		{"linear, lower", bsc.KPI{Targets: target, Direction: "lower"}, "75", 0, []string{"none", "62"}},
		{"linear, the least score", bsc.KPI{Targets: target}, "0", 0, []string{"none", "none"}},
		{"linear, more than there is", bsc.KPI{Targets: target}, "100.0000000001", 0, nil},
		{"nothing above 0", bsc.KPI{Targets: []bsc.Target{{Value: "0"}}, Direction: "lower"}, "1", 0, []string{"none", "0"}},
		{"rounded to whole scores", bsc.KPI{Targets: target, Round: &bsc.Rounding{}}, "75", 2, []string{"37.25", "none"}},
		{"rounded down", bsc.KPI{Targets: target, Round: &bsc.Rounding{Mode: "floor"}}, "74.2", 2, []string{"37.5", "none"}},
		{"binary", bsc.KPI{Targets: target, Scorer: bsc.Policy{Name: "binary"}}, "1", 0, []string{"50", "none"}},
		{"binary, closer", bsc.KPI{Targets: target, Direction: "closer", Scorer: bsc.Policy{Name: "binary"}}, "1", 0, []string{"50", "50"}},
		{
			"binary, closer, between two numbers",
			bsc.KPI{Targets: []bsc.Target{{Value: "50.5"}}, Direction: "closer", Scorer: bsc.Policy{Name: "binary"}},
			"1", 0, nil,
		},
		{"range", bsc.KPI{Targets: target, Direction: "closer", Scorer: args("range", `{"within":1,"zero_at":{"low":5,"high":"10%"}}`)}, "50", 0, []string{"47", "53"}},
		{"avoid", bsc.KPI{Targets: target, Scorer: args("avoid", `{"within":1,"met_at":5}`)}, "50", 0, []string{"none", "47", "53", "none"}},
		{"avoid, the dip lies between two numbers", bsc.KPI{Targets: []bsc.Target{{Value: "0.5"}}, Scorer: args("avoid", `{"met_at":1}`)}, "50", 0, []string{"none", "0", "1", "none"}},
		{"tolerance", bsc.KPI{Targets: target, Scorer: args("tolerance", `{"zero_at":"20%"}`)}, "50", 0, []string{"45", "none"}},
		{"percent_of_target, lower", bsc.KPI{Targets: target, Direction: "lower", Scorer: bsc.Policy{Name: "percent_of_target"}}, "50", 0, []string{"1", "100"}},
		{"log", bsc.KPI{Targets: []bsc.Target{{Baseline: "1", Value: "100"}}, Scorer: bsc.Policy{Name: "log"}}, "50", 3, []string{"10", "none"}},
		{"log, lower", bsc.KPI{Targets: []bsc.Target{{Baseline: "32", Value: "2"}}, Direction: "lower", Scorer: bsc.Policy{Name: "log"}}, "25", 3, []string{"0.001", "16"}},
		{"steps", bsc.KPI{Scorer: args("steps", `{"from":[[0,20],[50.5,100]]}`)}, "21", 0, []string{"51", "none"}},
		{"curve with a peak", bsc.KPI{Direction: "closer", Targets: target, Scorer: args("curve", `{"anchors":[[0,0],[50,100],[80,0]]}`)}, "50", 0, []string{"25", "65"}},
		{"goal_flag", bsc.KPI{Scorer: args("goal_flag", `{"goal":90,"red_flag":30}`)}, "50", 0, []string{"60", "none"}},
		{"percent_bands", bsc.KPI{Scorer: args("percent_bands", `{"limits":[0,40,70]}`)}, "75", 0, []string{"55", "none"}},
		{"stated", bsc.KPI{Scorer: bsc.Policy{Name: "stated"}}, "75", 0, []string{"75", "none"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.kpi.ID = "kpi"
			def := oracle.CardOf(c.kpi)
			def.Scale = bsc.Scale{}
			card := bsc.MustCompile(def, nil)
			result, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Readings: bsc.Actuals{}})
			require.NoError(t, err)
			reaching, ok := result.Reaching(bsc.KPIRef("kpi"), decimal.RequireFromString(c.score), c.places)
			require.True(t, ok)
			var got []string
			for _, i := range reaching.Actuals {
				got = append(got, endText(i.Low), endText(i.High))
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func endText(d decimal.NullDecimal) string {
	if !d.Valid {
		return "none"
	}
	return d.Decimal.String()
}

// TestResult_Reaching_labels checks labels, and what says nothing of the way back.
func TestResult_Reaching_labels(t *testing.T) {
	points := bsc.Policy{Name: "points", Args: []byte(`{"labels":{"yes":100,"partly":50,"no":0}}`)}
	card := bsc.MustCompile(oracle.CardOf(
		bsc.KPI{ID: "points", Scorer: points}, bsc.KPI{ID: "judged", Scorer: bsc.Policy{Name: "judged"}}, bsc.KPI{ID: "none", Scorer: bsc.Policy{Name: "none"}},
	), nil)
	result, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Readings: bsc.Actuals{}})
	require.NoError(t, err)
	reaching, ok := result.Reaching(bsc.KPIRef("points"), decimal.New(50, 0), 0)
	assert.True(t, ok)
	assert.Equal(t, []string{"partly", "yes"}, reaching.Labels)
	for _, of := range []bsc.Ref{bsc.KPIRef("judged"), bsc.KPIRef("none"), bsc.KPIRef("nobody"), bsc.ObjectiveRef("objective"), {}} {
		_, ok := result.Reaching(of, decimal.Zero, 0)
		assert.False(t, ok, of)
		_, straight := result.Bends(of)
		assert.False(t, straight, of)
		assert.False(t, result.ScoreAt(of, decimal.Zero).Valid(), of)
	}
	_, ok = new(bsc.Result).Reaching(bsc.KPIRef("points"), decimal.Zero, 0)
	assert.False(t, ok)
	assert.False(t, result.ScoreAt(bsc.KPIRef("points"), decimal.New(1, 60)).Valid())
}

// TestResult_Reaching_random checks every range of random cards against what the KPIs score: at its ends, beyond them, and
// at numbers near everything that matters.
func TestResult_Reaching_random(t *testing.T) {
	for seed := range oracle.Cards(1500) {
		result, err := oracle.RandomCard(seed).Result()
		require.NoError(t, err)
		rng := rand.New(rand.NewPCG(seed, 1))
		scale := result.Scorecard().Scale()
		for o := range result.All() {
			if o.Ref.Kind != bsc.KindKPI || o.Flags.Has(bsc.FlagUnscored) {
				continue
			}
			score := oracle.Pick(rng, scale.Min, scale.Met, scale.Cap, scale.Min.Add(scale.Cap.Sub(scale.Min).Mul(decimal.New(int64(rng.IntN(100)), -2))))
			places := int32(rng.IntN(14) - 2)
			reaching, ok := result.Reaching(o.Ref, score, places)
			if !ok || reaching.Labels != nil {
				continue
			}
			step := decimal.New(1, -places)
			for _, x := range probes(result, o, reaching, step, rng) {
				got, valid := result.ScoreAt(o.Ref, x).Decimal()
				require.Equal(t, within(reaching.Actuals, x), valid && got.GreaterThanOrEqual(score), "seed %d, %s at %s for %s: %s of %v", seed, o.Ref, x, score, got, reaching)
			}
		}
	}
}

// probes are numbers of some places around the ends of ranges, bends and the target, that readings may have.
func probes(result *bsc.Result, o bsc.Outcome, reaching bsc.Reaching, step decimal.Decimal, rng *rand.Rand) []decimal.Decimal {
	at, _ := result.Bends(o.Ref)
	at = append(at, o.Target.Value.Decimal, o.Target.Baseline.Decimal, decimal.New(int64(rng.IntN(400)-200), 0))
	for _, i := range reaching.Actuals {
		at = append(at, i.Low.Decimal, i.High.Decimal)
	}
	var list []decimal.Decimal
	for _, x := range at {
		x = x.Div(step).Floor().Mul(step)
		for _, steps := range []int64{-1, 0, 1, int64(rng.IntN(1000) - 500)} {
			p := x.Add(step.Mul(decimal.New(steps, 0))).Normalize()
			if oracle.Admitted(p) {
				list = append(list, p)
			}
		}
	}
	return list
}

func within(ranges []curve.Interval, x decimal.Decimal) bool {
	for _, i := range ranges {
		if (!i.Low.Valid || x.GreaterThanOrEqual(i.Low.Decimal)) && (!i.High.Valid || x.LessThanOrEqual(i.High.Decimal)) {
			return true
		}
	}
	return false
}
