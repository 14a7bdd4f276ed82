package limits_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/curve"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// absurd returns numbers with which nothing can be computed in plain digits.
func absurd() []decimal.Decimal {
	var list []decimal.Decimal
	for _, exponent := range []int32{100_000_000, -100_000_000, 2_000_000_000, -2_000_000_000} {
		list = append(list, decimal.New(1, exponent), decimal.New(-7, exponent), nines(100_000, exponent))
	}
	for _, exponent := range []int32{0, 18, -18, -50_000, -99_999, -200_000} {
		list = append(list, nines(100_000, exponent), nines(100_000, exponent).Neg())
	}
	return list
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// errOf returns why a node failed.
func errOf(t *testing.T, r *bsc.Result, ref bsc.Ref) error {
	t.Helper()
	o, ok := r.Of(ref)
	require.True(t, ok, ref)
	return o.Err
}

// farZeros returns 0 in ways that are as far from the point.
func farZeros() []decimal.Decimal {
	var list []decimal.Decimal
	for _, exponent := range []int32{100_000_000, -100_000_000, 2_000_000_000, -2_000_000_000} {
		list = append(list, decimal.New(0, exponent))
	}
	return list
}

func TestNumberOf_absurd(t *testing.T) {
	assert.Equal(t, bsc.Number("1e100000000"), bsc.NumberOf(decimal.New(1, 100_000_000)))
	assert.Equal(t, bsc.Number("-12e-2000000000"), bsc.NumberOf(decimal.New(-12, -2_000_000_000)))
	for _, d := range absurd() {
		n := bsc.NumberOf(d)
		_, err := n.Decimal()
		require.ErrorIs(t, err, bsc.ErrNumber)
		text, err := json.Marshal(n)
		require.NoError(t, err)
		assert.Equal(t, string(n), string(text), "it is JSON")
		_, err = bsc.NewScore(d)
		require.ErrorIs(t, err, bsc.ErrNumber)
	}
	for _, d := range farZeros() {
		assert.Equal(t, bsc.Number("0"), bsc.NumberOf(d))
		score, err := bsc.NewScore(d)
		require.NoError(t, err)
		assert.Equal(t, "0", score.String())
	}
	widest := decimal.New(1, 1000)
	assert.Equal(t, bsc.Number("1"+strings.Repeat("0", 1000)), bsc.NumberOf(widest), "plain digits as far as they go")
}

// TestCurve_absurd asks a line from -10 over 0 to 10, which scores 0, 50 and 100.
func TestCurve_absurd(t *testing.T) {
	anchor := func(value, score string) curve.Anchor { return curve.Anchor{Value: dec(value), Score: dec(score)} }
	line, err := curve.New(anchor("-10", "0"), anchor("0", "50"), anchor("10", "100"))
	require.NoError(t, err)
	for _, c := range []struct {
		number decimal.Decimal
		score  string // of the number as a value
		from   string // the values that reach the number as a score; "all" and "none"
	}{
		{decimal.New(1, 100_000_000), "100", "none"},
		{decimal.New(-7, 2_000_000_000), "0", "all"},
		{decimal.New(1, -100_000_000), "50", "-9.99"},
		{decimal.New(7, -2_000_000_000), "50", "-9.99"},
		{decimal.New(-7, -2_000_000_000), "50", "all"},
		{decimal.New(0, 2_000_000_000), "50", "all"},
		{decimal.New(0, -2_000_000_000), "50", "all"},
		{nines(100_000, 0), "100", "none"},
		{nines(100_000, 0).Neg(), "0", "all"},
		{nines(100_000, 2_000_000_000), "100", "none"},
		{nines(100_000, -2_000_000_000), "50", "-9.99"},
		{nines(100_000, -99_999), "100", "-8"}, // almost 10
		{nines(100_000, -99_999).Neg(), "0", "all"},
		{nines(100_000, -100_001), "50.5", "-9.98"}, // almost 0.1
		{nines(100_000, -200_000), "50", "-9.99"},
		{decimal.New(5, -1001), "50", "-9.99"}, // half of the last place
		{decimal.New(1, 1001), "100", "none"},
	} {
		what := fmt.Sprintf("%d digits, exponent %d", c.number.NumDigits(), c.number.Exponent())
		assert.Equal(t, c.score, line.At(c.number).String(), what)
		from := "none"
		if ranges := line.Reaching(c.number, 2); len(ranges) > 0 {
			require.Len(t, ranges, 1, what)
			require.False(t, ranges[0].High.Valid, what)
			if from = "all"; ranges[0].Low.Valid {
				from = ranges[0].Low.Decimal.String()
			}
		}
		assert.Equal(t, c.from, from, what)
	}
	for _, d := range absurd() {
		_, err := curve.New(curve.Anchor{Value: d}, curve.Anchor{Value: dec("1")})
		require.ErrorIs(t, err, bsc.ErrNumber)
		_, err = curve.New(curve.Anchor{}, curve.Anchor{Value: dec("1"), Score: d})
		require.ErrorIs(t, err, bsc.ErrNumber)
	}
}

// absurdHost is a host whose policies give an absurd number, or note it.
type absurdHost struct{ number decimal.Decimal }

func (h *absurdHost) Score(in bsc.ScoreInput) (decimal.Decimal, error) {
	if in.Ref.ID == "scores" {
		return h.number, nil
	}
	in.Trace.Note("absurd", h.number)
	given := decimal.NewNullDecimal(h.number)
	in.Trace.Formula("%s and %v and %s and %v and %v", h.number, &h.number, given, &decimal.NullDecimal{}, []decimal.Decimal{h.number})
	return in.Actual, nil
}

func (h *absurdHost) Aggregate(bsc.AggregateInput) (decimal.Decimal, error) { return h.number, nil }

func (h *absurdHost) Calculate(bsc.CalculateInput) (decimal.Decimal, error) { return h.number, nil }

// Reading is the same of everything.
func (h *absurdHost) Reading(bsc.Query) (bsc.Reading, bool) {
	return bsc.Reading{Value: h.number}, true
}

// card is a scorecard with the host's policies.
func (h *absurdHost) card(t *testing.T) *bsc.Scorecard {
	t.Helper()
	registry := new(bsc.Registry)
	require.NoError(t, registry.Scorer("test/scores@1", func(bsc.Args) (bsc.Scorer, error) { return h, nil }))
	require.NoError(t, registry.Aggregator("test/adds@1", func(bsc.Args) (bsc.Aggregator, error) { return h, nil }))
	require.NoError(t, registry.Calculator("test/calculates@1", func(a bsc.Args) (bsc.Calculator, error) {
		a.Reads("notes")
		return h, nil
	}))
	o, added := bsc.Objective{ID: "o"}, bsc.Objective{ID: "added", Uses: []bsc.Use{{KPI: "notes"}}}
	o.KPIs = []bsc.KPI{
		{ID: "plain", Targets: []bsc.Target{{Value: "10"}}},
		{ID: "notes", Scorer: bsc.Policy{Name: "test/scores@1"}},
		{ID: "scores", Scorer: bsc.Policy{Name: "test/scores@1"}},
		{ID: "calculated", Scorer: bsc.Policy{Name: "stated"}, Calculator: bsc.Policy{Name: "test/calculates@1"}},
	}
	added.Aggregator = bsc.Policy{Name: "test/adds@1"}
	card, err := bsc.Compile(&bsc.Definition{
		ID: "c", Series: []bsc.Series{{ID: "s"}},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o, added}}},
		Links:        []bsc.Link{{From: bsc.ObjectiveRef("o"), To: bsc.ObjectiveRef("added")}},
	}, &bsc.Options{Registry: registry})
	require.NoError(t, err)
	return card
}

// TestDoors_absurd brings absurd numbers to every other door that takes decimals of a host. Only policies may return
// ones with that many decimals.
func TestDoors_absurd(t *testing.T) {
	host := new(absurdHost)
	card := host.card(t)
	good := bsc.Actuals{"plain": dec("5"), "notes": dec("50"), "scores": dec("1")}
	evaluate := func(source bsc.Source) *bsc.Result {
		r, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: source})
		require.NoError(t, err)
		return r
	}
	for _, d := range absurd() {
		host.number = d
		r := evaluate(good)
		for _, ref := range []bsc.Ref{bsc.KPIRef("scores"), bsc.KPIRef("calculated"), bsc.ObjectiveRef("added")} {
			if int64(d.NumDigits())+int64(d.Exponent()) > 52 {
				assert.ErrorIs(t, errOf(t, r, ref), bsc.ErrNumber, ref)
				continue
			}
			assert.NoError(t, errOf(t, r, ref), "decimals are rounded")
			x, err := r.Explain(ref)
			require.NoError(t, err)
			assert.LessOrEqual(t, len(string(bsc.NumberOf(x.Value.Decimal))), 12)
		}
		for _, id := range []string{"plain", "notes"} {
			assert.ErrorIs(t, errOf(t, evaluate(host), bsc.KPIRef(id)), bsc.ErrNumber)
		}
		for _, id := range []string{"plain", "notes", "scores", "s"} {
			_, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{id: d}})
			assert.ErrorIs(t, err, bsc.ErrNumber, id)
		}
		board, err := card.Board(bsc.Input{Period: period.Year(2026), Readings: good})
		require.NoError(t, err)
		handle, ok := card.KPI("plain")
		require.True(t, ok)
		assert.ErrorIs(t, board.Set(handle, d), bsc.ErrNumber)
		assert.ErrorIs(t, board.Apply(bsc.Update{Of: handle, Reading: bsc.Reading{Value: d}}), bsc.ErrNumber)
		_, err = impact.Of(card, bsc.ObjectiveRef("o"), d, 1)
		assert.ErrorIs(t, err, bsc.ErrNumber)
		table, err := card.Table(period.Year(2026), period.Year(2026))
		require.NoError(t, err)
		assert.ErrorIs(t, table.Set(handle, period.Year(2026), bsc.Reading{Value: d}), bsc.ErrNumber)
		assert.ErrorIs(t, table.Fill(handle, d.Exponent(), []int64{1 << 62}), bsc.ErrNumber)
		var divided decimal.Decimal
		for _, part := range r.Divide(bsc.ObjectiveRef("o"), d) {
			divided = divided.Add(part.Share)
		}
		want := "0"
		switch d.Exponent() { // of 100,000 nines; others are next to nothing, negative, or too much
		case -99_999:
			want = "9.9999999999"
		}
		if d.Sign() < 0 {
			want = "0"
		}
		assert.Equal(t, want, divided.String())
		_, err = impact.WhatIf(r, bsc.ObjectiveRef("o"), d, 1)
		assert.ErrorIs(t, err, bsc.ErrNumber)
	}
}

// TestTexts_absurd shows absurd numbers: those that policies noted, those of facts, and those that a host has put
// into an explanation.
func TestTexts_absurd(t *testing.T) {
	host := new(absurdHost)
	card := host.card(t)
	for _, d := range absurd() {
		host.number = d
		shown := string(bsc.NumberOf(d))
		good := bsc.Actuals{"plain": dec("5"), "notes": dec("50"), "scores": dec("1")}
		r, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: good})
		require.NoError(t, err)
		x, err := r.Explain(bsc.KPIRef("notes"))
		require.NoError(t, err)
		assert.Equal(t, shown+" and "+shown+" and "+shown+" and none and ["+shown+"]", x.Formula.String())
		written, err := report.Explain(r, bsc.KPIRef("notes"))
		require.NoError(t, err)
		text, err := json.Marshal(written)
		require.NoError(t, err)
		assert.Contains(t, string(text), `"amount":`+shown)
		assert.NotEmpty(t, x.String())

		fact := bsc.Fact{Ref: bsc.KPIRef("plain"), Period: period.Year(2026), Reading: bsc.Reading{Value: d}}
		assert.ErrorIs(t, new(bsc.Readings).Add(fact), bsc.ErrNumber)
		text, err = json.Marshal(fact)
		require.NoError(t, err)
		assert.Contains(t, string(text), shown)
		assert.ErrorIs(t, json.Unmarshal(text, new(bsc.Fact)), bsc.ErrNumber)

		there := decimal.NewNullDecimal(d)
		own := bsc.Explanation{Value: there, Adjustments: []bsc.Adjustment{{Amount: d}}, Band: &bsc.Band{Low: there}}
		own.Contributions = []bsc.Contribution{{Score: d, Weight: d, Share: d, Amount: there}}
		own.Outcome = bsc.Outcome{Coverage: d, EffectiveWeight: d, Actual: there, Window: bsc.Window{Freshness: d}}
		own.Outcome.Pace = &bsc.Pace{Target: d, Progress: d, Expected: d}
		assert.NotEmpty(t, own.String())
	}
}

// nines returns a number of so many nines.
func nines(digits int, exponent int32) decimal.Decimal {
	n, _ := new(big.Int).SetString(strings.Repeat("9", digits), 10)
	return decimal.NewFromBigInt(n, exponent)
}
