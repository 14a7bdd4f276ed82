package formula_test

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bsctest"
	"github.com/go-bsc/bsc/formula"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func registry(t testing.TB) *bsc.Registry {
	t.Helper()
	r := new(bsc.Registry)
	require.NoError(t, formula.Register(r))
	return r
}

// card has one objective with one KPI, k, and the series a, b and net-sales.
func card(change func(*bsc.Objective, *bsc.KPI)) *bsc.Definition {
	k := bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "none"}, Attributes: map[string]string{"n": "1.5", "name": "north"}}
	o := bsc.Objective{ID: "o"}
	change(&o, &k)
	o.KPIs = append([]bsc.KPI{k}, o.KPIs...)
	return &bsc.Definition{
		ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o}}},
		Series: []bsc.Series{{ID: "a"}, {ID: "b"}, {ID: "net-sales"}},
	}
}

func evaluate(t testing.TB, def *bsc.Definition, actuals bsc.Actuals) *bsc.Result {
	t.Helper()
	compiled, err := bsc.Compile(def, &bsc.Options{Registry: registry(t)})
	require.NoError(t, err)
	r, err := compiled.Evaluate(bsc.Input{
		Period: period.Year(2026), Readings: actuals, OrgUnit: "ann", OrgUnitAttributes: map[string]string{"hours": "20"},
	})
	require.NoError(t, err)
	return r
}

// calculated is the outcome of a KPI that is calculated by a formula.
func calculated(t testing.TB, expr string, a, b decimal.Decimal) bsc.Outcome {
	t.Helper()
	def := card(func(_ *bsc.Objective, k *bsc.KPI) {
		k.Calculator, k.Scorer = formula.Policy(expr), bsc.Policy{Name: "stated"}
	})
	o, ok := evaluate(t, def, bsc.Actuals{"a": a, "b": b, "net-sales": dec("100")}).Of(bsc.KPIRef("k"))
	require.True(t, ok)
	return o
}

// TestCalculator works out formulas of a = 8 and b = -2.5.
func TestCalculator(t *testing.T) {
	for expr, want := range map[string]string{
		"a + b": "5.5", "a - b * 2": "13", "(a - b) * 2": "21", "-a": "-8", "+a": "8", "a - -b": "5.5",
		"a / 3":                                "2.666666666666666666666666666666667",
		"a % 3":                                "2",
		"b % 2":                                "-0.5",
		"0.1 + 0.2 == 0.3 ? a : b":             "8",
		"0.10000000000000000001 * a":           "0.80000000000000000008",
		"1e-3 * a + .5 + 1_000":                "1000.508",
		"0 <= a < 10 ? 1 : 0":                  "1",
		"0 <= a < 8 ? 1 : 0":                   "0",
		"a > 8 or b < 0 ? 1 : 0":               "1",
		"a > 8 || b >= 0 ? 1 : 0":              "0",
		"not (a > 8) && !(b > 0)?1:0":          "1",
		"a != 8.00 ? 1 : 0":                    "0",
		"(a == 8.00) == true ? 1 : 0":          "1",
		"(a == 8.00) != (b < 0)? 1: 0":         "0",
		"if a >= 8 { b } else { a }":           "-2.5",
		"a <= 7 ? a / 0 : b":                   "-2.5",
		"a > 7 or a / 0 > 1 ? 1 : 0":           "1",
		"abs(b) + min(a, b) + max(b)":          "-2.5",
		"max(b, 0, a) - min(a)":                "0",
		"sum(a, b, 1) + mean(a, b)":            "9.25",
		"round(a / 3, 2)":                      "2.67",
		"round(b, 0)":                          "-3",
		"round_down(b, 0)":                     "-3",
		"round_up(b, 0)":                       "-2",
		"round_up(a / 3, 1)":                   "2.7",
		`value("a") + value('series:b')`:       "5.5",
		`value("net-sales") / 100 * a`:         "8",
		`number(attribute("n")) * a`:           "12",
		`attribute("x") == "" ? a : b`:         "8",
		`attribute("name") != "north" ? a : b`: "-2.5",
		`org_unit == "ann" ? number(org_attribute("hours")) / 40 * a : b`: "4",
		"a\n  + /* a comment */ b // and another":                         "5.5",
		"(a + 0.5 * b) / a * 100":                                         "84.375",
		"99999999999999999999999999999999.25 + 0 * a":                     "99999999999999999999999999999999.25",
		"true and (a > 1 ? b < 0 : false) ? \n\t\ta : b ":                 "8",
	} {
		o := calculated(t, expr, dec("8"), dec("-2.5"))
		require.True(t, o.Actual.Valid, "%s: %v %s", expr, o.Err, o.Reason)
		assert.True(t, dec(want).Equal(o.Actual.Decimal), "%s: want %s, got %s", expr, want, o.Actual.Decimal)
	}
}

// TestCalculator_fails asks for what a formula cannot give.
func TestCalculator_fails(t *testing.T) {
	for expr, want := range map[string]bsc.Code{
		"a / (b + 2.5)":                    bsc.ErrNoData,
		"b % 0 + a":                        bsc.ErrNoData,
		`a + number(attribute("name"))`:    bsc.ErrNumber,
		"a * 1e18 * 1e18 * 1e18 * 1e18":    bsc.ErrNumber,
		`number(attribute("missing")) + a`: bsc.ErrNumber,
	} {
		o := calculated(t, expr, dec("8"), dec("-2.5"))
		assert.False(t, o.Actual.Valid, "%s: %s", expr, o.Actual.Decimal)
		if want == bsc.ErrNoData {
			assert.Equal(t, bsc.FlagNoData, o.Flags&(bsc.FlagNoData|bsc.FlagFailed), expr)
			continue
		}
		require.ErrorIs(t, o.Err, want, expr)
	}
}

// scored is the attainment of a KPI that is scored by a formula.
func scored(t *testing.T, expr string, target bsc.Target, actual string) bsc.Outcome {
	t.Helper()
	def := card(func(_ *bsc.Objective, k *bsc.KPI) {
		k.Scorer, k.Direction = formula.Policy(expr), bsc.DirectionLower
		if target.Value != "" {
			k.Targets = []bsc.Target{target}
		}
	})
	def.Scale.Cap = "120"
	o, ok := evaluate(t, def, bsc.Actuals{"k": dec(actual)}).Of(bsc.KPIRef("k"))
	require.True(t, ok)
	return o
}

func TestScorer(t *testing.T) {
	full := bsc.Target{Value: "10", Baseline: "20", Stretch: "8", Floor: "12"}
	for expr, want := range map[string]string{
		"(actual - baseline) / (target - baseline) * scale_met":            "50",
		"actual <= stretch ? scale_cap : actual <= floor ? scale_met : 42": "42",
		`direction == "lower" and label == "" ? scale_min : 1`:             "0",
		"has(target) and has(actual) ? 70 : 7":                             "70",
		"actual / 3":                                                       "5",
		"1 / 3":                                                            "0.3333333333",
	} {
		o := scored(t, expr, full, "15")
		require.NoError(t, o.Err, expr)
		assert.Equal(t, want, o.Attainment.String(), expr)
	}
	assert.Equal(t, "7", scored(t, "has(target) ? 70 : 7", bsc.Target{}, "15").Attainment.String())
	assert.ErrorIs(t, scored(t, "actual / target", bsc.Target{}, "15").Err, bsc.ErrNoTarget)
	assert.Equal(t, bsc.FlagNoData, scored(t, "actual / stretch", bsc.Target{Value: "1"}, "15").Flags)
}

func TestThreshold(t *testing.T) {
	for expr, want := range map[string]bsc.Rating{
		`score >= 90 ? "green" : "red"`:                                         "red",
		`if actual > target { 'amber' } else { "" }`:                            "amber",
		`actual < target ? "amber" : ""`:                                        "",
		`has(stretch) ? "red" : attribute("name") == "north" ? "green" : "red"`: "green",
	} {
		def := card(func(_ *bsc.Objective, k *bsc.KPI) {
			k.Scorer, k.Threshold = bsc.Policy{Name: "stated"}, formula.Policy(expr)
			k.Targets = []bsc.Target{{Value: "50"}}
		})
		o, ok := evaluate(t, def, bsc.Actuals{"k": dec("60")}).Of(bsc.KPIRef("k"))
		require.True(t, ok)
		require.NoError(t, o.Err, expr)
		assert.Equal(t, want, o.Rating, expr)
	}
	unknown := card(func(_ *bsc.Objective, k *bsc.KPI) {
		k.Scorer, k.Threshold = bsc.Policy{Name: "stated"}, formula.Policy(`attribute("name")`) // which Compile does not know
	})
	o, _ := evaluate(t, unknown, bsc.Actuals{"k": dec("60")}).Of(bsc.KPIRef("k"))
	assert.ErrorContains(t, o.Err, `unknown rating "north"`)
}

// TestAggregator rolls up k = 60 of weight 1 and other = 90 of weight 3. shown = 10 has no weight.
func TestAggregator(t *testing.T) {
	for expr, want := range map[string]string{
		"0.7 * weighted_mean + 0.3 * min(scores)":                            "75.75",
		`score("k") < 65 ? min(scores) : mean(scores)`:                       "60",
		`score("kpi:other") * weight("other") / sum(weights) + max(weights)`: "70.5",
		`score("shown") + count(scores)`:                                     "12",
		"max(scores) == 90 ? scale_met : scale_min":                          "100",
		"scale_cap - 1":             "99",
		`org_unit == "ann" ? 3 : 4`: "3",
	} {
		r := evaluate(t, aggregated(expr), bsc.Actuals{"k": dec("60"), "other": dec("90"), "shown": dec("10")})
		o, _ := r.Of(bsc.ObjectiveRef("o"))
		require.NoError(t, o.Err, expr)
		assert.Equal(t, want, o.Score.String(), expr)
	}
	r := evaluate(t, aggregated(`score("gone")`), bsc.Actuals{"k": dec("60"), "other": dec("90"), "shown": dec("10")})
	o, _ := r.Of(bsc.ObjectiveRef("o"))
	assert.False(t, o.Score.Valid())
	assert.True(t, o.Flags.Has(bsc.FlagNoData), o.Flags)
}

func aggregated(expr string) *bsc.Definition {
	stated := bsc.Policy{Name: "stated"}
	return card(func(o *bsc.Objective, k *bsc.KPI) {
		o.Aggregator, k.Scorer = formula.Policy(expr), stated
		o.KPIs = []bsc.KPI{{ID: "other", Weight: "3", Scorer: stated}, {ID: "shown", Weight: "0", Scorer: stated}}
	})
}

// TestCompile_refuses lists what is wrong with formulas, with its place.
func TestCompile_refuses(t *testing.T) {
	policies := map[string]func(*bsc.Objective, *bsc.KPI, bsc.Policy){
		"calculator": func(_ *bsc.Objective, k *bsc.KPI, p bsc.Policy) { k.Calculator = p },
		"scorer":     func(_ *bsc.Objective, k *bsc.KPI, p bsc.Policy) { k.Scorer = p },
		"threshold":  func(_ *bsc.Objective, k *bsc.KPI, p bsc.Policy) { k.Threshold = p },
		"aggregator": func(o *bsc.Objective, _ *bsc.KPI, p bsc.Policy) { o.Aggregator = p },
	}
	for _, c := range []struct{ kind, expr, want string }{
		{"calculator", "", `no formula (such as 1.5 * (a + b))`},
		{"threshold", " ", `no formula (such as score >= 90 ? "green" : "red")`},
		{"calculator", "a +", `the formula ends too early at 1:3 (a value at its end)`},
		{"calculator", "a +\n  ) b", `")" closes no bracket at 2:3`},
		{"calculator", "a * (b + 1", `the bracket opened at 1:5 is not closed`},
		{"calculator", "(a) + round((b", `the bracket opened at 1:13 is not closed`},
		{"calculator", "(a + )", `unexpected ")" at 1:6`},
		{"calculator", "a *\n 0,5", `a comma in a number at 2:3 (decimals have a point: 0.5)`},
		{"calculator", "1e- * a", `not a number before 1:5 (a decimal number such as 12 or 0.5)`},
		{"calculator", "a b × 2", `the character U+00D7 '×' at 1:5 (write *)`},
		{"calculator", "a b '\\q'", `invalid char escape at 1:`},
		{"calculator", "a /* b", `unclosed comment at 1:7`},
		{"calculator", "a.(b)", `expected name at 1:4`},
		{"calculator", "a + {", `not part of a formula at 1:5`},
		{"calculator", ", a", `unexpected "," at 1:1`},
		{"calculator", "a,", `unexpected "," at 1:2`},
		{"calculator", "a, b", `unexpected "," at 1:2 (between the arguments of a function)`},
		{"calculator", "a = 3 ? 1 : 0", `= is no operator at 1:3 (== compares)`},
		{"calculator", "a × b", `the character U+00D7 '×' at 1:3 (write *)`},
		{"calculator", "a ÷ b", `(write /)`},
		{"calculator", "a · b", `(write *)`},
		{"calculator", "a − b", `(write -)`},
		{"calculator", "a ≤ b ? 1 : 0", `(write <=)`},
		{"calculator", "a ≥ b ? 1 : 0", `(write >=)`},
		{"calculator", "a ≠ b ? 1 : 0", `(write !=)`},
		{"calculator", "attribute(“x”)", `(write " or ')`},
		{"calculator", "a € b", `the character U+20AC '€' at 1:3`},
		{"calculator", "a / b * 100 %", `nothing to divide by behind % at 1:13 (% is the remainder; for a percentage, divide by 100)`},
		{"calculator", "(a %) * b", `nothing to divide by behind %`},
		{"calculator", "kpi:net-sales * 2", `":" at 1:4 (write value("kpi:net-sales"))`},
		{"calculator", "a + series:b", `(write value("series:b"))`},
		{"scorer", "kpi:a", `":" at 1:4 (write value("kpi:a"))`},
		{"calculator", "if(a > 3,1,0)", `if is no function at 1:1 (write a > 3 ? 1 : 0)`},
		{"calculator", "2 a", `no operator before "a" at 1:3 (such as + - * /)`},
		{"calculator", "2k * a", `"2k" is not a number at 1:2 (a decimal number such as 12 or 0.5)`},
		{"calculator", "attribute('a) == 1", `a text is not closed at 1:1`},
		{"calculator", "abs(a, b)", `abs takes 1 argument, not 2 at 1:1`},
		{"calculator", "a + c", `there is no KPI or series "c"`},
		{"calculator", "net-sales", `there is no KPI or series "net"`},
		{"calculator", "1 + 1", `a formula that reads nothing`},
		{"calculator", "a > 1", `the formula is a condition at 1:3 (a number, such as 1.5 * (a + b))`},
		{"calculator", `a + "1"`, `a text at 1:5 (a number)`},
		{"calculator", "a ? 1 : 2", `a number at 1:1 (a condition)`},
		{"calculator", `a > 1 ? b : "x"`, `a text at 1:13 (a number)`},
		{"calculator", "a.b", `a point or a bracket after a name at 1:3 (an id that is no name is written value("net.sales"))`},
		{"calculator", "a[0]", `a point or a bracket after a name`},
		{"calculator", "[a]", `not part of a formula at 1:1`},
		{"calculator", "{a: b}", `not part of a formula at 1:1`},
		{"calculator", "a ** 2", `unknown operator "**" at 1:3 (+ - * / %`},
		{"calculator", "a ?? b", `unknown operator "??"`},
		{"calculator", `"a" in [1] ? a : b`, `not part of a formula`},
		{"calculator", "filter(a, # > 1)", `at 1:11`},
		{"calculator", "len(a)", `unknown function "len" at 1:1 (abs, attribute, count, has, max, mean, min, number, org_attribute, round, round_down, round_up, sum, value)`},
		{"calculator", "a.String()", `a function of something at 1:3`},
		{"calculator", "let x = a; x", `not part of a formula`},
		{"calculator", "a; b", `not part of a formula`},
		{"calculator", "nil", `not part of a formula`},
		{"calculator", "has(a) ? 1 : 2", `a calculator is only asked if all that it reads is there`},
		{"calculator", "round(a, b)", `decimal places at 1:10 (a whole number from 0 to 52)`},
		{"calculator", "round(a, 53)", `decimal places`},
		{"calculator", "round(a)", `round takes 2 arguments, not 1 at 1:1`},
		{"calculator", "min()", `min of 0 arguments at 1:1 (one list, or one number or more)`},
		{"calculator", "sum(a, a > b)", `a condition at 1:10 (a number)`},
		{"calculator", "value(a)", `a name that is not in quotes at 1:1`},
		{"calculator", "attribute(a) == 'x' ? a : b", `a name that is not in quotes at 1:1`},
		{"calculator", "a + 0x1F", `the number "0x1F" at 1:5`},
		{"calculator", "a + 12345678901234567890123456789012345.5", `the number "12345678901234567890123456789012345.5" at 1:5`},
		{"calculator", "a + 1e99", `the number "1e99"`},
		{"calculator", "a + 12345678901234567890", "a whole number of more than 18 digits at 1:24 (a point behind it: 12345678901234567890.0)"},
		{"calculator", "a and b ? 1 : 2", `a number at 1:1 (a condition)`},
		{"calculator", "not a ? 1 : 2", `a number at 1:5 (a condition)`},
		{"calculator", "-(a > 1)", `a condition at 1:5 (a number)`},
		{"calculator", "a" + strings.Repeat(" + a", 100), `the formula is too long (at most 200 numbers, names, operators and functions)`},
		{"calculator", "a + " + strings.Repeat("1", 3997), `a formula of 4001 bytes (at most 4000 bytes)`},
		{"scorer", "actual * c", `there is no KPI or series "c"`},
		{"scorer", "actual * net-sales", `there is no KPI or series "net"; in a formula a dash is a minus: "net-sales" is written value("net-sales")`},
		{"threshold", `c > 1 ? "red" : ""`, `there is no KPI or series "c"`},
		{"threshold", `score > 9 ? "gren" : "red"`, `unknown rating "gren" (red, amber, green); did you mean "green"?`},
		{"threshold", `score > 9 ? (score > 10 ? "blue" : "") : "red"`, `unknown rating "blue"`},
		{"aggregator", "c", `unknown name "c" at 1:1`},
		{"scorer", "score('k')", `unknown function "score"`},
		{"scorer", "has(actual + 1) ? 1 : 2", `has asks for one of the numbers by its name at 1:1 (actual, target,`},
		{"scorer", `label`, `the formula is a text at 1:1 (a number`},
		{"threshold", "score", `the formula is a number at 1:1 (a text, such as score >= 90 ? "green" : "red")`},
		{"aggregator", "scores", `the formula is a list at 1:1 (a number`},
		{"aggregator", "scores == weights ? 1 : 2", `a list at 1:1 (a number)`},
		{"aggregator", "min(scores, 1)", `min of 2 arguments at 1:1 (one list, or one number or more)`},
		{"aggregator", "min(scores, weights)", `a list at 1:13 (a number)`},
		{"aggregator", "count(1)", `a number at 1:7 (a list)`},
		{"aggregator", "score(1)", `a name that is not in quotes at 1:1`},
	} {
		def := card(func(o *bsc.Objective, k *bsc.KPI) { policies[c.kind](o, k, formula.Policy(c.expr)) })
		_, err := bsc.Compile(def, &bsc.Options{Registry: registry(t)})
		assert.ErrorContains(t, err, c.want, "%s %s", c.kind, c.expr)
		var p *bsc.Problem
		if assert.ErrorAs(t, err, &p, "%s %s", c.kind, c.expr) && !strings.HasPrefix(c.want, "there is no KPI") && !strings.HasPrefix(c.want, "unknown rating") {
			assert.Contains(t, p.Path, "/args/expr", "%s %s", c.kind, c.expr)
			assert.ErrorIs(t, err, bsc.ErrPolicyArgs)
		}
	}
}

// TestCompile_refuses_inGerman says what is wrong with a formula in another language, and where as numbers.
func TestCompile_refuses_inGerman(t *testing.T) {
	def := card(func(_ *bsc.Objective, k *bsc.KPI) {
		k.Calculator = formula.Policy(`a +
 "1"`)
	})
	_, err := bsc.Compile(def, &bsc.Options{Registry: registry(t)})
	var p *bsc.Problem
	require.ErrorAs(t, err, &p)
	german := words.German()
	assert.Equal(t, "ein Text bei 2:2 (eine Zahl)", german.Say(p.Detail)+" ("+german.Say(p.Allowed)+")")
	assert.Equal(t, words.Number("2"), p.Detail.Arg("line"))
	assert.Equal(t, words.Number("2"), p.Detail.Arg("column"))
}

// TestLimits reads formulas that are just within the bounds.
func TestLimits(t *testing.T) {
	longest := "a" + strings.Repeat(" + a", 99) + " "
	assert.True(t, dec("800").Equal(calculated(t, longest, dec("8"), dec("1")).Actual.Decimal))
	padded := longest + strings.Repeat(" ", 4000-len(longest))
	assert.True(t, dec("800").Equal(calculated(t, padded, dec("8"), dec("1")).Actual.Decimal))
	deep := strings.Repeat("(", 1999) + "a" + strings.Repeat(")", 1999)
	assert.True(t, dec("8").Equal(calculated(t, deep, dec("8"), dec("1")).Actual.Decimal))
}

func TestRegister_twice(t *testing.T) {
	r := registry(t)
	assert.ErrorIs(t, formula.Register(r), bsc.ErrRegistration)
	assert.ErrorIs(t, formula.Register(nil), bsc.ErrRegistration)
}

// TestPolicies holds the policies to the rules for every host's policies.
func TestPolicies(t *testing.T) {
	r := registry(t)
	scorer, err := r.NewScorer(formula.Policy(`has(target) and target != 0 ? actual / target * scale_met : scale_min`))
	require.NoError(t, err)
	assert.NoError(t, bsctest.TestScorer(scorer))
	threshold, err := r.NewThreshold(formula.Policy(`has(score) ? score >= 60 ? "green" : "red" : ""`))
	require.NoError(t, err)
	assert.NoError(t, bsctest.TestThreshold(threshold, nil))
	aggregator, err := r.NewAggregator(formula.Policy(`(weighted_mean + min(scores)) / 2`))
	require.NoError(t, err)
	assert.NoError(t, bsctest.TestMonotoneAggregator(aggregator))
	calculator, err := r.NewCalculator(formula.Policy(`(a + 0.5 * b) / 3`))
	require.NoError(t, err)
	assert.NoError(t, bsctest.TestCalculator(calculator, 2))
	_, err = calculator.Calculate(bsc.CalculateInput{})
	assert.ErrorIs(t, err, bsc.ErrInput)
}

// TestExplain shows the formula and what it read.
func TestExplain(t *testing.T) {
	def := card(func(_ *bsc.Objective, k *bsc.KPI) { k.Calculator = formula.Policy("(a + 0.5 * b) / a * 100") })
	x, err := evaluate(t, def, bsc.Actuals{"a": dec("8"), "b": dec("-2.5")}).Explain(bsc.KPIRef("k"))
	require.NoError(t, err)
	assert.Contains(t, x.Calculation.String(), "(a + 0.5 * b) / a * 100")
}

// TestRatio compares a quotient with the built-in calculator, digit by digit.
func TestRatio(t *testing.T) {
	r := registry(t)
	ours, err := r.NewCalculator(formula.Policy("a / b"))
	require.NoError(t, err)
	ratio, err := r.NewCalculator(bsc.NewPolicy("ratio", map[string]string{"num": "a", "den": "b"}))
	require.NoError(t, err)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		in := bsc.CalculateInput{Values: []decimal.Decimal{someNumber(random), someNumber(random)}}
		want, err := ratio.Calculate(in)
		if errors.Is(err, bsc.ErrNoData) {
			continue
		}
		require.NoError(t, err)
		got, err := ours.Calculate(in)
		require.NoError(t, err)
		require.True(t, want.Equal(got), "%s: want %s, got %s", in.Values, want, got)
	}
}

// someNumber is a number of up to 34 digits, often a short one.
func someNumber(r *rand.Rand) decimal.Decimal {
	digits := []int{1, 2, 3, 17, 34}[r.IntN(5)]
	n := new(big.Int)
	for range digits {
		n.Add(n.Mul(n, big.NewInt(10)), big.NewInt(r.Int64N(10)))
	}
	if r.IntN(2) == 0 {
		n.Neg(n)
	}
	return decimal.NewFromBigInt(n, -int32(r.IntN(digits+18)))
}

// TestFractions compares random formulas without quotients with fractions.
func TestFractions(t *testing.T) {
	r, random := registry(t), rand.New(rand.NewPCG(3, 4))
	for range 2_000 {
		a, b := someNumber(random), someNumber(random)
		expr, want := randomFormula(random, 3, a.Rat(), b.Rat())
		c, err := r.NewCalculator(formula.Policy("0 * a + 0 * b + " + expr))
		require.NoError(t, err, expr)
		got, err := c.Calculate(bsc.CalculateInput{Values: []decimal.Decimal{a, b}})
		require.NoError(t, err, expr)
		require.Equal(t, 0, want.Cmp(got.Rat()), "%s of %s and %s: want %s, got %s", expr, a, b, want.RatString(), got)
	}
}

// randomFormula is a formula and its value.
func randomFormula(r *rand.Rand, depth int, a, b *big.Rat) (string, *big.Rat) {
	if depth == 0 {
		n := someNumber(r)
		switch r.IntN(3) {
		case 0:
			return "a", a
		case 1:
			return "b", b
		}
		text := n.String()
		if !strings.Contains(text, ".") {
			text += ".0" // whole numbers of more than 18 digits need a point
		}
		return "(" + text + ")", n.Rat()
	}
	left, l := randomFormula(r, depth-1, a, b)
	right, m := randomFormula(r, depth-1, a, b)
	switch r.IntN(6) {
	case 0:
		return "(" + left + " + " + right + ")", new(big.Rat).Add(l, m)
	case 1:
		return "(" + left + " - " + right + ")", new(big.Rat).Sub(l, m)
	case 2:
		return left + " * " + right, new(big.Rat).Mul(l, m)
	case 3:
		if l.Cmp(m) > 0 {
			l, m = m, l
		}
		return "min(" + left + ", " + right + ")", l
	case 4:
		return "-" + left, new(big.Rat).Neg(l)
	}
	chosen := m
	if l.Cmp(m) < 0 {
		chosen = l
	}
	return "(" + left + " < " + right + " ? " + left + " : " + right + ")", chosen
}

// FuzzCompile reads any text: it is refused with a problem, or gives an answer.
func FuzzCompile(f *testing.F) {
	for _, seed := range []string{"a + b", "((a", "a ? b : 1", `value("a") / 3`, "a[1:2]", "let a = 1; a", "map(a, {#})", "1e400", `"\x00"`, "a?.b", "::b", "$env"} {
		f.Add(seed)
	}
	r := registry(f)
	f.Fuzz(func(t *testing.T, expr string) {
		for _, kind := range []func(bsc.Policy) error{
			func(p bsc.Policy) error {
				c, err := r.NewCalculator(p)
				if err == nil {
					_, _ = c.Calculate(bsc.CalculateInput{Values: []decimal.Decimal{dec("8"), dec("-2.5")}})
				}
				return err
			},
			func(p bsc.Policy) error {
				s, err := r.NewScorer(p)
				if err == nil {
					_, _ = s.Score(bsc.ScoreInput{Actual: dec("8")})
				}
				return err
			},
			func(p bsc.Policy) error {
				s, err := r.NewThreshold(p)
				if err == nil {
					_, _ = s.Rate(bsc.RateInput{})
				}
				return err
			},
		} {
			err := kind(formula.Policy(expr))
			var p *bsc.Problem
			if err != nil && !errors.As(err, &p) {
				t.Fatalf("%q: %v", expr, err)
			}
			if err != nil && (len(err.Error()) > 300 || strings.ContainsAny(err.Error(), "\n\r")) {
				t.Fatalf("%q: %v", expr, err)
			}
		}
	})
}

// TestScorer_values reads a series beside the actual, by its name or, where that has a dash, by value.
func TestScorer_values(t *testing.T) {
	for expr, want := range map[string]string{
		"actual / b": "4", `actual + value("net-sales")`: "17", `has(b) ? 1 : 0`: "1", `has(value("net-sales")) ? 1 : 0`: "1",
	} {
		def := card(func(_ *bsc.Objective, k *bsc.KPI) {
			k.Scorer, k.Threshold = formula.Policy(expr), formula.Policy(`b > 1 ? "green" : "red"`)
		})
		o, _ := evaluate(t, def, bsc.Actuals{"k": dec("8"), "b": dec("2"), "net-sales": dec("9")}).Of(bsc.KPIRef("k"))
		assert.Equal(t, want, o.Score.String(), expr)
		assert.Equal(t, bsc.RatingGreen, o.Rating, expr)
	}
	def := card(func(_ *bsc.Objective, k *bsc.KPI) { k.Scorer = formula.Policy("has(b) ? b : 33") })
	o, _ := evaluate(t, def, bsc.Actuals{"k": dec("8")}).Of(bsc.KPIRef("k"))
	assert.Equal(t, "33", o.Score.String(), "what is not there is asked for first")
}

// TestScorer_reason says why a formula gives no score.
func TestScorer_reason(t *testing.T) {
	for _, c := range []struct{ expr, want, german string }{
		{"1 / (actual - 8)", "the formula divides by 0 at 1:3", "die Formel teilt bei 1:3 durch 0"},
		{"actual + b", "there is no b, which the formula reads at 1:10", "b gibt es nicht; die Formel liest es bei 1:10"},
	} {
		def := card(func(_ *bsc.Objective, k *bsc.KPI) { k.Scorer = formula.Policy(c.expr) })
		o, _ := evaluate(t, def, bsc.Actuals{"k": dec("8")}).Of(bsc.KPIRef("k"))
		assert.True(t, o.Flags.Has(bsc.FlagNoData))
		assert.Equal(t, c.want, o.Reason.String(), c.expr)
		assert.Equal(t, c.german, words.German().Say(o.Reason), c.expr)
	}
}
