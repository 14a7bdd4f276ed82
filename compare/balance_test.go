package compare_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/compare"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// leaning makes a scorecard of perspectives a, b, c … with the weights, each with one stated KPI of its id.
func leaning(weights ...string) *bsc.Definition {
	def := &bsc.Definition{ID: "spread"}
	for i, w := range weights {
		id := string(rune('a' + i))
		def.Perspectives = append(def.Perspectives, bsc.Perspective{
			ID: id, Weight: bsc.Number(w),
			Objectives: []bsc.Objective{{ID: id, KPIs: []bsc.KPI{{ID: id, Scorer: bsc.Policy{Name: "stated"}}}}},
		})
	}
	return def
}

// evaluated evaluates def with scores for the KPIs a, b, c …; "" is no reading.
func evaluated(t *testing.T, def *bsc.Definition, scores ...string) *bsc.Result {
	t.Helper()
	readings := bsc.Actuals{}
	for i, s := range scores {
		if s != "" {
			readings[string(rune('a'+i))] = dec(s)
		}
	}
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
	require.NoError(t, err)
	return result
}

func nullText(d decimal.NullDecimal) string {
	if !d.Valid {
		return "none"
	}
	return string(bsc.NumberOf(d.Decimal))
}

func shareText(b compare.WeightBalance) string {
	shares := make([]string, len(b.Perspectives))
	for i, p := range b.Perspectives {
		shares[i] = string(bsc.NumberOf(p.Share))
	}
	return strings.Join(shares, " ")
}

// TestWeightBalanceOf has vector A11; the other logarithms are from mpmath.
func TestWeightBalanceOf(t *testing.T) {
	tests := []struct {
		name, weights, shares, evenness, effective string
	}{
		{"A11", "6 2 1 1", "0.6 0.2 0.1 0.1", "0.7854752972", "2.9710040966"},
		{"A11 as fractions", ".6 .2 .1 .1", "0.6 0.2 0.1 0.1", "0.7854752972", "2.9710040966"},
		{"even", "7 7 7", "0.3333333334 0.3333333333 0.3333333333", "1", "3"},
		{"even, as far as numbers reach", "1e-18 1e-18", "0.5 0.5", "1", "2"},
		{"a weight of 0 is a perspective that gets nothing", "1 1 0", "0.5 0.5 0", "0.6309297536", "2"},
		{"all on one", "0 1 0 0", "0 1 0 0", "0", "1"},
		{"next to all on one", "1e-18 1e18", "0 1", "0", "1"},
		{"one", "3", "1", "none", "1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			weights := strings.Fields(strings.ReplaceAll(" "+tt.weights, " .", " 0."))
			b := compare.WeightBalanceOf(bsc.MustCompile(leaning(weights...), nil))
			assert.Equal(t, tt.shares, shareText(b))
			assert.Equal(t, tt.evenness, nullText(b.Evenness))
			assert.Equal(t, tt.effective, string(bsc.NumberOf(b.Effective)))
			assert.Equal(t, "1", string(bsc.NumberOf(b.Undeclared)))
		})
	}
}

func TestWeightBalanceOf_nothing(t *testing.T) {
	assert.Equal(t, compare.WeightBalance{}, compare.WeightBalanceOf(nil))
	assert.Equal(t, compare.WeightBalance{}, compare.WeightBalanceOf(new(bsc.Scorecard)))
	// Perspectives without KPIs: there they are, and nothing counts.
	b := compare.WeightBalanceOf(bsc.MustCompile(&bsc.Definition{ID: "x", Perspectives: catalog.ClassicPerspectives()}, nil))
	assert.Equal(t, "0 0 0 0", shareText(b))
	assert.Equal(t, "Customer", b.Perspectives[2].Name)
	assert.False(t, b.Evenness.Valid)
	assert.True(t, b.Effective.IsZero() && b.Lead.IsZero() && b.Lag.IsZero() && b.Undeclared.IsZero())
	b = compare.WeightBalanceOf(bsc.MustCompile(&bsc.Definition{ID: "x"}, nil))
	assert.Empty(t, b.Perspectives)
	assert.False(t, b.Evenness.Valid)
}

// TestWeightBalanceOf_counting: what never counts leaves its weight to its siblings, as in a Result.
func TestWeightBalanceOf_counting(t *testing.T) {
	def := leaning("1", "1", "2")
	a := &def.Perspectives[0].Objectives[0]
	a.KPIs[0].Timing = bsc.TimingLead
	a.KPIs = append(a.KPIs,
		bsc.KPI{ID: "shown", Timing: bsc.TimingLag, Weight: "5", Scorer: bsc.Policy{Name: "none"}},
		bsc.KPI{ID: "light", Timing: bsc.TimingLag, Weight: "0", Scorer: bsc.Policy{Name: "stated"}},
		bsc.KPI{ID: "other", Timing: bsc.TimingLag, Weight: "2", Scorer: bsc.Policy{Name: "stated"}})
	def.Perspectives[1].Objectives[0].KPIs = nil
	def.Perspectives[2].Objectives = append(def.Perspectives[2].Objectives,
		bsc.Objective{ID: "more", Uses: []bsc.Use{{KPI: "a", Weight: "3"}, {KPI: "other", Weight: "1"}}},
		bsc.Objective{ID: "empty", Weight: "100"})
	card := bsc.MustCompile(def, nil)
	b := compare.WeightBalanceOf(card)
	assert.Equal(t, "0.3333333333 0 0.6666666667", shareText(b))
	// Lead: ⅓·⅓ + ⅔·½·¾ = 13/36; lag: ⅓·⅔ + ⅔·½·¼ = 11/36; undeclared: ⅔·½ = ⅓.
	var timings []string
	for _, d := range []decimal.Decimal{b.Lead, b.Lag, b.Undeclared} {
		timings = append(timings, string(bsc.NumberOf(d)))
	}
	assert.Equal(t, []string{"0.3611111111", "0.3055555556", "0.3333333333"}, timings)
	// The effective weights of a Result in which every KPI has a score are these shares.
	readings := bsc.Actuals{"a": dec("1"), "c": dec("1"), "other": dec("1"), "light": dec("1")}
	result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
	require.NoError(t, err)
	for _, p := range b.Perspectives {
		o, _ := result.Of(p.Ref)
		assert.True(t, p.Share.Sub(o.EffectiveWeight).Abs().LessThanOrEqual(decimal.New(1, -10)), "%s: %s", p.Ref, p.Share)
	}
}

// TestWeightBalanceOf_weightless: a perspective whose only KPI that is scored has weight 0 never counts.
func TestWeightBalanceOf_weightless(t *testing.T) {
	def := leaning("1", "1")
	a := &def.Perspectives[0].Objectives[0]
	a.KPIs[0].Weight = "0"
	a.KPIs = append(a.KPIs, bsc.KPI{ID: "shown", Scorer: bsc.Policy{Name: "none"}})
	card := bsc.MustCompile(def, nil)
	assert.Equal(t, "0 1", shareText(compare.WeightBalanceOf(card)))
	b := compare.ScoreBalanceOf(evaluated(t, def, "80", "60"))
	assert.Equal(t, "none", nullText(b.Value))
	assert.Equal(t, []bsc.Ref{bsc.PerspectiveRef("a")}, b.Unscored)
}

// TestScoreBalanceOf has vector A10.
func TestScoreBalanceOf(t *testing.T) {
	tests := []struct {
		name, weights, scores, want, weakest, unscored string
	}{
		{"A10 uneven", "1 1 1 1", "90 30 30 30", "0.6666666667", "b", ""},
		{"A10 two", "1 1", "60 40", "0.8", "b", ""},
		{"A10 one has all", "1 1", "100 0", "0", "b", ""},
		{"A10 equal", "1 1", "70 70", "1", "a", ""},
		{"all 0", "1 2 1", "0 0 0", "1", "a", ""},
		{"the least weight has all", "1 2 3", "80 0 0", "0", "b", ""},
		{"another has all", "1 2 3", "0 0 80", "0.5527864045", "a", ""}, // 1 - √(1/5)
		{"equal at other weights", "0.1 0.7 3", "33.3 33.3 33.3", "1", "a", ""},
		{"weights in another unit", "100 200 300", "0 0 80", "0.5527864045", "a", ""},
		{"weight 0 is left out", "1 1 0", "60 40 0", "0.8", "b", ""},
		{"weight 0 and no score", "1 1 0", "60 40 -", "0.8", "b", ""},
		{"no score", "1 1 5", "60 40 -", "0.8", "b", "c"},
		{"one score of three", "1 1 1", "- 60 -", "none", "b", "a c"},
		{"one of weight", "1 0", "60 40", "none", "a", ""},
		{"one", "1", "60", "none", "a", ""},
		{"all missing", "1 1", "- -", "none", "", "a b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			scores := strings.Fields(tt.scores)
			for i, s := range scores {
				scores[i] = strings.TrimPrefix(s, "-")
			}
			b := compare.ScoreBalanceOf(evaluated(t, leaning(strings.Fields(tt.weights)...), scores...))
			assert.Equal(t, tt.want, nullText(b.Value))
			assert.Equal(t, tt.weakest, b.Weakest.ID)
			var unscored []string
			for _, ref := range b.Unscored {
				assert.Equal(t, bsc.KindPerspective, ref.Kind)
				unscored = append(unscored, ref.ID)
			}
			assert.Equal(t, tt.unscored, strings.Join(unscored, " "))
		})
	}
	assert.Equal(t, compare.ScoreBalance{}, compare.ScoreBalanceOf(nil))
	assert.Equal(t, compare.ScoreBalance{}, compare.ScoreBalanceOf(new(bsc.Result)))
}

// TestScoreBalanceOf_scale: scores are measured from Min, wherever that is.
func TestScoreBalanceOf_scale(t *testing.T) {
	for _, tt := range []struct{ low, met, scores, want string }{
		{"-50", "50", "10 -10", "0.8"}, // 60 and 40 above Min
		{"-50", "50", "-50 -50", "1"},
		{"70", "170", "160 100 100 100", "0.6666666667"},
		{"1", "5", "5 1", "0"},
	} {
		scores := strings.Fields(tt.scores)
		def := leaning(make([]string, len(scores))...)
		def.Scale = bsc.Scale{Min: bsc.Number(tt.low), Met: bsc.Number(tt.met)}
		assert.Equal(t, tt.want, nullText(compare.ScoreBalanceOf(evaluated(t, def, scores...)).Value), "%+v", tt)
	}
}

// TestScoreBalanceOf_assessed: an assessment that counts is what a perspective has done.
func TestScoreBalanceOf_assessed(t *testing.T) {
	def := leaning("1", "1")
	in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"a": dec("60"), "b": dec("60")}}
	in.Assessments = []bsc.Assessment{{Ref: bsc.PerspectiveRef("b"), Score: "40", Author: "x", Reason: "y"}}
	for rule, want := range map[bsc.AssessmentRule]string{"": "1", bsc.AssessmentsCount: "0.8"} {
		def.Defaults.Assessments = rule
		result, err := bsc.MustCompile(def, nil).Evaluate(in)
		require.NoError(t, err)
		assert.Equal(t, want, nullText(compare.ScoreBalanceOf(result).Value), "rule %q", rule)
	}
}

// TestBalance_reference compares both balances with their formulas in floating point, and
// checks what must hold of them: bounds, and that the order of perspectives does not matter.
func TestBalance_reference(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		k := 2 + rng.IntN(6)
		weights, scores := make([]string, k), make([]string, k)
		w, s := make([]float64, k), make([]float64, k)
		total := 0.0
		for i := range k {
			weights[i], scores[i] = strconv.Itoa(1+rng.IntN(20)), strconv.Itoa(rng.IntN(101))
			w[i], _ = strconv.ParseFloat(weights[i], 64)
			s[i], _ = strconv.ParseFloat(scores[i], 64)
			total += w[i]
		}
		entropy, mean, variance, least := 0.0, 0.0, 0.0, 1.0
		for i := range k {
			p := w[i] / total
			entropy -= p * math.Log(p)
			mean += p * s[i]
			least = min(least, p)
		}
		for i := range k {
			variance += w[i] / total * (s[i] - mean) * (s[i] - mean)
		}
		balance := 1.0
		if mean > 0 {
			balance = 1 - math.Sqrt(variance)/mean/math.Sqrt(1/least-1)
		}
		result := evaluated(t, leaning(weights...), scores...)
		got, design := compare.ScoreBalanceOf(result), compare.WeightBalanceOf(result.Scorecard())
		assert.InDelta(t, balance, got.Value.Decimal.InexactFloat64(), 1e-9)
		assert.InDelta(t, entropy/math.Log(float64(k)), design.Evenness.Decimal.InexactFloat64(), 1e-9)
		assert.InDelta(t, math.Exp(entropy), design.Effective.InexactFloat64(), 1e-9)
		for _, d := range []decimal.Decimal{got.Value.Decimal, design.Evenness.Decimal} {
			assert.True(t, d.Sign() >= 0 && d.Cmp(decimal.New(1, 0)) <= 0, "%v %v", weights, scores)
		}
		sum := decimal.Decimal{}
		for _, p := range design.Perspectives {
			sum = sum.Add(p.Share)
		}
		assert.True(t, sum.Equal(decimal.New(1, 0)))

		rng.Shuffle(k, func(i, j int) {
			weights[i], weights[j] = weights[j], weights[i]
			scores[i], scores[j] = scores[j], scores[i]
		})
		mixed := evaluated(t, leaning(weights...), scores...)
		assert.Equal(t, nullText(got.Value), nullText(compare.ScoreBalanceOf(mixed).Value))
		assert.Equal(t, nullText(design.Evenness), nullText(compare.WeightBalanceOf(mixed.Scorecard()).Evenness))
	}
}
