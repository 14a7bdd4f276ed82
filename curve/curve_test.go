package curve_test

import (
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/curve"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func nullText(d decimal.NullDecimal) string {
	if !d.Valid {
		return "none"
	}
	return string(bsc.NumberOf(d.Decimal))
}

// TestCurve_Reaching_ranges checks the ranges themselves: several, open ones, and their ends rounded inwards.
func TestCurve_Reaching_ranges(t *testing.T) {
	waves := []string{"0 0", "10 100", "20 0", "30 100"}
	hill := []string{"0 0", "7 100", "14 0"}
	third := []string{"0 0", "1 3"}
	cases := []struct {
		name    string
		anchors []string
		score   string
		places  int32
		want    []string // low and high
	}{
		{"two", waves, "50", 0, []string{"5", "15", "25", "none"}},
		{"to the tens, inwards", waves, "50", -1, []string{"10", "10", "30", "none"}},
		{"single values", waves, "100", 2, []string{"10", "10", "30", "none"}},
		{"too narrow for the places", hill, "95", -1, nil},
		{"narrow", hill, "95", 1, []string{"6.7", "7.3"}},
		{"from below on", []string{"0 100", "10 0"}, "50", 0, []string{"none", "5"}},
		{"everything", waves, "-5", 0, []string{"none", "none"}},
		{"all anchors at it", []string{"0 50", "1 50"}, "50", 0, []string{"none", "none"}},
		{"nothing", waves, "100.01", 0, nil},
		{"at most 18 places", third, "1", 100, []string{"0.333333333333333334", "none"}},
		{"18 places", third, "1", 18, []string{"0.333333333333333334", "none"}},
		{"at least to the trillions of millions", third, "1", -100, []string{"1000000000000000000", "none"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			line, err := curve.New(anchors(c.anchors)...)
			require.NoError(t, err)
			var got []string
			ranges := line.Reaching(dec(c.score), c.places)
			for _, r := range ranges {
				got = append(got, nullText(r.Low), nullText(r.High))
			}
			assert.Equal(t, c.want, got)
			if c.want == nil {
				assert.Nil(t, ranges)
			}
		})
	}
}

// anchors reads "value score".
func anchors(texts []string) []curve.Anchor {
	list := make([]curve.Anchor, len(texts))
	for i, text := range texts {
		value, score, _ := strings.Cut(text, " ")
		list[i] = curve.Anchor{Value: dec(value), Score: dec(score)}
	}
	return list
}

// TestNew_refuses names the first anchor that does not fit.
func TestNew_refuses(t *testing.T) {
	const number = ` (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`
	for _, c := range []struct {
		anchors []string
		want    string
	}{
		{nil, "/anchors: a curve with 0 anchors (two or more)"},
		{[]string{"0 0"}, "/anchors: a curve with 1 anchors (two or more)"},
		{[]string{"0 0", "0 1"}, "/anchors/1: anchor value 0 follows 0 (values strictly increasing)"},
		{[]string{"5 0", "4 1"}, "/anchors/1: anchor value 4 follows 5 (values strictly increasing)"},
		{[]string{"0 1e52", "1 1"}, "/anchors/0: a number has more than 52 digits before its point" + number},
		{[]string{"0 1", "1e52 1"}, "/anchors/1: a number has more than 52 digits before its point" + number},
	} {
		_, err := curve.New(anchors(c.anchors)...)
		assert.EqualError(t, err, c.want)
		var own *curve.Error
		require.ErrorAs(t, err, &own)
		assert.ErrorIs(t, err, bsc.Code(own.Code))
	}
	assert.True(t, new(curve.Curve).At(dec("7")).IsZero())
}

// TestCurve_Anchors checks that the anchors are a copy, in their shortest form.
func TestCurve_Anchors(t *testing.T) {
	line, err := curve.New(anchors([]string{"1.50 0", "20 100"})...)
	require.NoError(t, err)
	line.Anchors()[0].Value = dec("7")
	assert.Equal(t, "1.5", line.Anchors()[0].Value.String())
	assert.Empty(t, new(curve.Curve).Anchors())
}
