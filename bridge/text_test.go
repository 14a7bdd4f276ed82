package bridge_test

import (
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBridge_Shown adds up what people are shown of random cards, to the last digit shown.
func TestBridge_Shown(t *testing.T) {
	met := 0
	for seed := range uint64(oracle.Cards(300)) {
		p, ok := pairOf(t, seed)
		if !ok {
			continue
		}
		b := between(t, p.from, p.to, nil)
		met++
		var changes []decimal.Decimal
		for _, p := range b.Parts() {
			changes = append(changes, p.Change)
		}
		first, last, shown := b.Shown(changes...)
		for _, d := range shown {
			require.True(t, d.Equal(d.Round(b.Places())), "seed %d", seed)
			first = first.Add(d)
		}
		if len(shown) > 0 {
			require.True(t, first.Equal(last), "seed %d: %s is not %s", seed, first, last)
		}
		require.Equal(t, p.from.Display(p.from.Scorecard().Ref(), p.from.Scorecard().Scale().Places()), b.From.Display)
	}
	assert.Greater(t, met, 30)
}

// TestBridge_Shown_limit shows a score as reports do: not as one of another rating, and if that takes more places, changes
// have them, too.
func TestBridge_Shown_limit(t *testing.T) {
	def := stated([]bsc.KPI{{ID: "a"}})
	b := between(t, evaluate(t, def, 1, map[string]string{"a": "70"}), evaluate(t, def, 2, map[string]string{"a": "89.96"}), nil)
	assert.Equal(t, "70.0 → 89.9: +19.9 kpi:a (70 → 89.96)", b.String(), "not 90.0, which is green")
	assert.Equal(t, int32(1), b.Places())
}

// TestBridge_Ends names ends by what tells them apart.
func TestBridge_Ends(t *testing.T) {
	end := func(quarter int, unit string, day int) bridge.End {
		return bridge.End{Period: period.Quarter(2026, quarter), OrgUnit: unit, AsOf: time.Date(2026, 5, day, 8, 0, 0, 0, time.UTC)}
	}
	for _, c := range []struct {
		from, to           bridge.End
		wantFrom, wantTo   string
		german, germanThen string
	}{
		{end(1, "", 1), end(2, "", 2), "2026-Q1", "2026-Q2", "2026-Q1", "2026-Q2"},
		{end(1, "north", 1), end(1, "south", 1), "2026-Q1 north", "2026-Q1 south", "2026-Q1 north", "2026-Q1 south"},
		{end(1, "north", 1), end(1, "north", 2), "2026-Q1 north as of 2026-05-01", "2026-Q1 north as of 2026-05-02", "2026-Q1 north, Stand 2026-05-01", "2026-Q1 north, Stand 2026-05-02"},
		{bridge.End{Period: period.Year(2026)}, bridge.End{Period: period.Year(2026)}, "2026", "2026", "2026", "2026"},
	} {
		from, to := (&bridge.Bridge{From: c.from, To: c.to}).Ends()
		assert.Equal(t, [2]string{c.wantFrom, c.wantTo}, [2]string{from.String(), to.String()})
		assert.Equal(t, [2]string{c.german, c.germanThen}, [2]string{words.German().Say(from), words.German().Say(to)})
	}
}

// TestCausedPart_Moved says what moved by the cause, and nothing where an event says more.
func TestCausedPart_Moved(t *testing.T) {
	number := func(text string) decimal.NullDecimal {
		return decimal.NewNullDecimal(decimal.RequireFromString(text))
	}
	p := bridge.CausedPart{Part: bridge.Part{
		Unit: "%", From: bridge.Standing{Actual: number("91.6666666667"), Target: number("1234567.25"), Weight: number("1")},
		To: bridge.Standing{Actual: number("88"), Target: number("1234568"), Weight: number("0.25")},
	}}
	for cause, want := range map[bridge.Cause]string{
		bridge.Performance: "91.667 → 88 %", bridge.Restated: "91.667 → 88 %", bridge.Targets: "1234567 → 1234568 %", bridge.Weights: "1 → 0.25",
	} {
		p.Cause = cause
		assert.Equal(t, want, p.Moved().String(), cause)
	}
	p.From.Target, p.Cause = p.To.Target, bridge.Targets
	assert.True(t, p.Moved().IsZero(), "the same")
	p.Event = bridge.Entered
	assert.True(t, p.Moved().IsZero())
	p = bridge.CausedPart{Cause: bridge.Performance, Part: bridge.Part{Name: "K", From: bridge.Standing{Label: "good"}, To: bridge.Standing{Label: "bad"}}}
	assert.Equal(t, "good → bad", p.Moved().String())
	assert.True(t, (&bridge.CausedPart{Cause: bridge.Performance}).Moved().IsZero(), "nothing is known")
}

// TestBridge_events says every event and cause in a sentence.
func TestBridge_events(t *testing.T) {
	b := &bridge.Bridge{From: bridge.End{Display: "0.0"}, To: bridge.End{Display: "12.0"}, Change: decimal.NewFromInt(12)}
	number := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.NewFromInt(n)) }
	add := func(c bridge.Cause, e bridge.Event, from, to bridge.Standing) {
		b.Steps = append(b.Steps, bridge.Step{Cause: c, Change: decimal.NewFromInt(1), Parts: []bridge.Part{{Name: "N", Change: decimal.NewFromInt(1), Event: e, From: from, To: to}}})
	}
	for _, e := range []bridge.Event{bridge.Entered, bridge.Retired, bridge.Appeared, bridge.Vanished, bridge.Judged, bridge.Method, ""} {
		add(bridge.Performance, e, bridge.Standing{}, bridge.Standing{})
	}
	add(bridge.Restated, "", bridge.Standing{Actual: number(1)}, bridge.Standing{Actual: number(2)})
	add(bridge.Weights, "", bridge.Standing{Weight: number(1)}, bridge.Standing{Weight: number(2)})
	add(bridge.Targets, "", bridge.Standing{Target: number(1)}, bridge.Standing{Target: number(2)})
	add(bridge.Targets, "", bridge.Standing{Target: number(2)}, bridge.Standing{Target: number(1)})
	add(bridge.Targets, "", bridge.Standing{}, bridge.Standing{})
	assert.Equal(t, "0.0 → 12.0: "+strings.Join([]string{
		"+1.0 because N was added", "+1.0 because N was retired", "+1.0 because N now has a score", "+1.0 because N no longer has a score",
		"+1.0 because of a judgement on N", "+1.0 because N is calculated in another way", "+1.0 N", "+1.0 because figures for N were corrected (1 → 2)",
		"+1.0 because N weighs more (1 → 2)", "+1.0 because the target for N was raised (1 → 2)",
		"+1.0 because the target for N was lowered (2 → 1)", "+1.0 because the target for N has changed",
	}, ", "), b.Summary(-1).String())
	assert.Equal(t, "0.0 → 12.0: +12.0 from 12 changes", b.Summary(0).String())
	assert.Equal(t, "0.0 → 12.0: +1.0 because N was added, +11.0 from 11 others", b.Summary(1).String())
}

// TestRange_Whole is the range as one bridge.
func TestRange_Whole(t *testing.T) {
	results := []*bsc.Result{quarter(1, "92", "97", "7"), quarter(2, "88", "98", "7.5"), quarter(3, "91", "98", "9")}
	r, err := bridge.Over(results, nil)
	require.NoError(t, err)
	whole := r.Whole()
	assert.Equal(t, [2]period.Period{period.Quarter(2026, 1), period.Quarter(2026, 3)}, [2]period.Period{whole.From.Period, whole.To.Period})
	assert.True(t, whole.Change.Equal(r.Change))
	assert.Equal(t, r.Steps, whole.Steps)
	assert.Equal(t, period.Quarter(2026, 2), r.Bridges[1].From.Period, "what it is made of stays as it was")
	for _, none := range []*bridge.Range{nil, {}, {Bridges: []*bridge.Bridge{nil}}} {
		assert.Nil(t, none.Whole())
	}
}

// TestBridge_nil says nothing, and does not fail.
func TestBridge_nil(t *testing.T) {
	for _, b := range []*bridge.Bridge{nil, {}} {
		from, to, shown := b.Shown(decimal.Decimal{})
		assert.True(t, from.IsZero() && to.IsZero() && len(shown) == 1 && shown[0].IsZero())
		assert.Zero(t, b.Places())
		_, _ = b.Ends()
		assert.Empty(t, b.Parts())
		assert.True(t, b.Of(bridge.Targets).IsZero())
		_ = b.String()
		_ = b.Text(nil)
	}
}
