package bsc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNumber_Decimal(t *testing.T) {
	digits := strings.Repeat("9", 34)
	good := map[bsc.Number]string{
		"0": "0", "-0": "0", "0.0": "0", "0e999999999": "0", "12.50": "12.5", "-2": "-2", "1e3": "1000", "1E+3": "1000",
		"1.5e-3": "0.0015", "1e18": "1000000000000000000", "1e-18": "0.000000000000000001", "100e16": "1000000000000000000",
		bsc.Number(digits): digits, bsc.Number(digits + "e18"): digits + strings.Repeat("0", 18), bsc.Number(digits + "000"): digits + "000",
		"1e51": "1" + strings.Repeat("0", 51), "-1e-52": "-0." + strings.Repeat("0", 51) + "1", // as calculations may give
	}
	for text, want := range good {
		got, err := text.Decimal()
		require.NoError(t, err, text)
		assert.True(t, got.Equal(dec(want)), "%s: %s", text, got)
		assert.Equal(t, bsc.Number(want), bsc.NumberOf(got))
	}
	const allowed = " (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)"
	bad := map[bsc.Number]string{
		"": `a number is missing`, "+5": `"+5" is not a number`, ".5": `".5" is not a number`, "5.": `"5." is not a number`,
		"007": `"007" is not a number`, "1_0": `"1_0" is not a number`, "−5": `"−5" is not a number`, "NaN": `"NaN" is not a number`,
		"Infinity": `"Infinity" is not a number`, "0x10": `"0x10" is not a number`, " 5": `" 5" is not a number`, "5,0": `"5,0" is not a number`,
		"1e": `"1e" is not a number`, "1e+": `"1e+" is not a number`, "-": `"-" is not a number`, "٣": `"٣" is not a number`,
		"1e52": `"1e52" has more than 52 digits before its point`, "1e-53": `"1e-53" has more than 52 decimal places`, "1e1000000000": `"1e1000000000" has more than 52 digits before its point`,
		"1E-2147483648": `"1E-2147483648" has more than 52 decimal places`, "1e99999999999999999999": `"1e99999999999999999999" has more than 52 digits before its point`,
		bsc.Number("1" + digits):                   `"1` + digits + `" has more than 34 significant digits`,
		bsc.Number(strings.Repeat("1", 97)):        `"` + strings.Repeat("1", 57) + `…" is too long for a number`,
		bsc.Number(strings.Repeat("7", 1<<20)):     `"` + strings.Repeat("7", 57) + `…" is too long for a number`,
		bsc.Number("0." + strings.Repeat("0", 94)): "", // 96 characters: the longest literal
	}
	for text, want := range bad {
		_, err := text.Decimal()
		if want == "" {
			assert.NoError(t, err, text)
			continue
		}
		assert.ErrorIs(t, err, bsc.ErrNumber)
		assert.EqualError(t, err, want+allowed)
	}
}

// TestNumber_percent says how a number with a percent sign is written.
func TestNumber_percent(t *testing.T) {
	const bad = ` is not a number (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`
	for text, want := range map[bsc.Number]string{
		"60%":    `"60%"` + bad + "; write it without the percent sign: 60, or 0.6 for a share",
		"-7.5 %": `"-7.5 %"` + bad + "; write it without the percent sign: -7.5, or -0.075 for a share",
		"6,5%":   `"6,5%"` + bad, "%": `"%"` + bad, "60%%": `"60%%"` + bad,
	} {
		_, err := text.Decimal()
		assert.EqualError(t, err, want)
	}
	_, err := new(bsc.Registry).NewScorer(bsc.NewPolicy("tolerance", map[string]string{"zero_at": "5%%"}))
	assert.EqualError(t, err, `/args/zero_at: "5%" is not a number (a distance from the target such as 5 or "5%")`, "which may have one")
}

func TestNumber_JSON(t *testing.T) {
	for doc, want := range map[string]bsc.Number{`12.50`: "12.50", `-1e3`: "-1e3", `"12.50"`: "12.50", `null`: ""} {
		n := bsc.Number("7")
		require.NoError(t, json.Unmarshal([]byte(doc), &n))
		assert.Equal(t, want, n, "the text is kept as written")
	}
	for _, doc := range []string{`true`, `[]`, `{}`, `"abc"`, `""`, `"+5"`, `1e52`, `1e-53`, `1e1000000000`, `"\u0031x"`, `"1`} {
		n := bsc.Number("7")
		assert.ErrorIs(t, n.UnmarshalJSON([]byte(doc)), bsc.ErrNumber, doc)
		assert.Equal(t, bsc.Number("7"), n)
	}
	out, err := json.Marshal([]bsc.Number{"12.50", "abc", "", "+5"})
	require.NoError(t, err)
	assert.Equal(t, `[12.50,"abc",null,"+5"]`, string(out))
}

// TestDoor checks the numbers that arrive as decimals, at the bounds and one beyond.
func TestDoor(t *testing.T) {
	def := oracle.Small()
	def.Perspectives[1].Objectives[0].KPIs[0].Scorer.Name = "stated"
	card := bsc.MustCompile(def, nil)
	digits := strings.Repeat("9", 34)
	cases := map[string]struct {
		value decimal.Decimal
		ok    bool
	}{
		"34 digits":        {dec(digits), true},
		"35 digits":        {dec(digits + "9"), false},
		"35 with a zero":   {dec(digits + "0"), true},
		"34 digits e18":    {dec(digits).Shift(18), true},
		"below 1e52":       {decimal.New(1, 51), true},
		"1e52":             {decimal.New(1, 52), false},
		"exponent -52":     {decimal.New(1, -52), true},
		"exponent -53":     {decimal.New(1, -53), false},
		"zeros to -52":     {decimal.New(10, -53), true},
		"zero of any size": {decimal.New(0, 1_000_000_000), true},
		"a million digits": {decimal.New(1, 0).Shift(5000).Add(decimal.New(1, 0)), false},
		"the zero Decimal": {decimal.Decimal{}, true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"sales": c.value}})
			if !c.ok {
				assert.ErrorIs(t, err, bsc.ErrNumber)
				return
			}
			require.NoError(t, err)
			sales, _ := result.Of(bsc.KPIRef("sales"))
			assert.True(t, sales.Score.Valid())
		})
	}
}

func TestNewScore(t *testing.T) {
	s, err := bsc.NewScore(dec("87.5"))
	require.NoError(t, err)
	assert.Equal(t, "87.5 88 87.5000000000", s.String()+" "+s.Text(0)+" "+s.Text(99))
	for _, bad := range []string{"0.00000000001", "1e52"} {
		_, err := bsc.NewScore(dec(bad))
		assert.ErrorIs(t, err, bsc.ErrNumber)
	}
	wide, err := bsc.NewScore(dec("12345678901234567890.5"))
	require.NoError(t, err)
	assert.Equal(t, "12345678901234567890.5", wide.String())
	assert.Equal(t, 1, wide.Compare(s))
	assert.False(t, wide.Equal(s))

	var none bsc.Score
	assert.Equal(t, []int{-1, 1, 0}, []int{none.Compare(s), s.Compare(none), none.Compare(none)})
	assert.Equal(t, "no score", none.Text(2))

	out, err := json.Marshal([]bsc.Score{s, wide, none})
	require.NoError(t, err)
	assert.Equal(t, `[87.5,12345678901234567890.5,null]`, string(out))
	var back []bsc.Score
	require.NoError(t, json.Unmarshal(out, &back))
	assert.True(t, back[0].Equal(s) && back[1].Equal(wide) && back[2].Equal(none))
	for _, bad := range []string{`"x"`, `true`, `1e161`, `0.12345678901`} {
		assert.Error(t, json.Unmarshal([]byte(bad), &s), bad)
	}
}

// TestResolvedScale_Places checks scales on both sides of each limit: a step is at most a 250th.
func TestResolvedScale_Places(t *testing.T) {
	for _, c := range []struct {
		min, met string
		places   int32
	}{{"0", "100", 1}, {"1", "5", 2}, {"0", "1", 3}, {"0", "250", 0}, {"0", "249", 1}, {"0", "25", 1}, {"0", "24.9", 2}, {"-100", "150", 0}, {"0", "0.000000001", 10}} {
		s := bsc.ResolvedScale{Min: decimal.RequireFromString(c.min), Met: decimal.RequireFromString(c.met)}
		assert.Equal(t, c.places, s.Places(), c)
	}
	assert.Equal(t, int32(1), bsc.DefaultScale().Places())
}
