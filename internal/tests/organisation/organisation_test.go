package organisation_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// TestTimeline_history compares the company of every month, and of some moments, as it was at the time.
func TestTimeline_history(t *testing.T) {
	inShares(t, oracle.Cards(200), func(t *testing.T, seed uint64) {
		h := write(seed, smallPlan)
		checkMonths(t, seed, h)
		rng := rand.New(rand.NewPCG(seed, 21))
		org := h.timeline(t, seed)
		for range 8 {
			m, asOf := someMonth(rng), someMoment(rng)
			v := h.view(m, asOf, false)
			if len(v.rules) == 0 {
				continue
			}
			result, err := org.Evaluate(h.input(t, m, asOf))
			require.NoError(t, err, "history %d, %s as of %s", seed, m.period(), asOf)
			same(t, seed, v, result)
		}
	})
}

// TestTimeline_restated compares the company of some months and moments as if it had always been so.
func TestTimeline_restated(t *testing.T) {
	inShares(t, oracle.Cards(200), func(t *testing.T, seed uint64) {
		h := write(seed, smallPlan)
		rng := rand.New(rand.NewPCG(seed, 22))
		org := h.timeline(t, seed)
		for i := range 8 {
			m, asOf := someMonth(rng), someMoment(rng)
			if i < 3 {
				asOf = time.Time{}
			}
			v := h.view(m, asOf, true)
			if len(v.rules) == 0 {
				continue
			}
			always, err := org.Restated(m.period(), asOf)
			require.NoError(t, err, "history %d, %s as of %s", seed, m.period(), asOf)
			result, err := always.Evaluate(h.input(t, m, asOf))
			require.NoError(t, err, "history %d, %s as of %s", seed, m.period(), asOf)
			same(t, seed, v, result)
		}
	})
}

// checkMonths compares every month with all that is known.
func checkMonths(t *testing.T, seed uint64, h *history) {
	t.Helper()
	m := monthOf(firstYear, 1)
	in := h.input(t, monthOf(lastYear, 12), time.Time{})
	for result, err := range h.timeline(t, seed).EvaluatePeriods(m.period(), in) {
		require.NoError(t, err, "history %d, %s", seed, m.period())
		same(t, seed, h.view(m, time.Time{}, false), result)
		m++
	}
	require.Equal(t, monthOf(lastYear+1, 1), m)
}

// timeline is the history as the library has it.
func (h *history) timeline(t *testing.T, seed uint64) *cascade.Timeline {
	t.Helper()
	var versions []cascade.Version
	for _, v := range h.versions {
		versions = append(versions, cascade.Version{From: v.from, RecordedAt: v.recorded, Gone: v.gone, OrgUnit: v.OrgUnit})
	}
	org, err := cascade.NewTimeline(versions, nil)
	require.NoError(t, err, "history %d", seed)
	return org
}

func someMonth(rng *rand.Rand) month { return monthOf(firstYear, 1) + month(rng.IntN(24)) }

// someMoment is an hour in the years of the company, or in the months after them.
func someMoment(rng *rand.Rand) time.Time {
	return monthOf(firstYear, 1).first().Add(time.Duration(rng.IntN(900*24)) * time.Hour)
}

// same fails where a result differs from the one computed here, and shows the company.
func same(t *testing.T, seed uint64, v *view, result *cascade.Result) {
	t.Helper()
	if all := v.differences(result); len(all) > 0 {
		t.Fatalf("history %d, %s as of %s, restated %t:\n%s\n%s", seed, v.month.period(), v.asOf, v.restated,
			strings.Join(all[:min(len(all), 20)], "\n"), v)
	}
}

// inShares runs histories in four shares at once.
func inShares(t *testing.T, histories uint64, check func(t *testing.T, seed uint64)) {
	t.Helper()
	const shares = 4
	for share := range uint64(shares) {
		t.Run(fmt.Sprint("share ", share), func(t *testing.T) {
			t.Parallel()
			for seed := share; seed < histories; seed += shares {
				check(t, seed)
			}
		})
	}
}

// String shows who was where, version by version.
func (v *view) String() string {
	var lines []string
	for _, u := range v.versions {
		line := fmt.Sprintf("%s from %s under %s, %s to %s, card %s, gone %t, recorded %s, gives:", u.ID, u.from, u.Parent, u.Since, u.Until,
			u.Definition.ID, u.gone, u.recorded.Format("2006-01-02T15:04:05"))
		for _, c := range u.Contributes {
			line += fmt.Sprint(" ", c.Mode, " ", c.From)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// TestTimeline_lastGone is the least history of its kind: the last org unit of the list leaves, so that the versions
// that rule before and after it are the same but for their number.
func TestTimeline_lastGone(t *testing.T) {
	card := template{rng: rand.New(rand.NewPCG(1, 1)), size: 1}.definition("card")
	sales := bsc.KPIRef("sales")
	gives := []cascade.Contribution{{Mode: cascade.Additive, From: sales, To: sales}}
	org, err := cascade.NewTimeline([]cascade.Version{
		{OrgUnit: cascade.OrgUnit{ID: "top", Definition: card}},
		{OrgUnit: cascade.OrgUnit{ID: "ann", Parent: "top", Definition: card, Contributes: gives}},
		{OrgUnit: cascade.OrgUnit{ID: "bob", Parent: "top", Definition: card, Contributes: gives}},
		{From: period.Month(2025, 2), Gone: true, OrgUnit: cascade.OrgUnit{ID: "bob"}},
		{From: period.Month(2025, 3), OrgUnit: cascade.OrgUnit{ID: "top", Name: "Top", Definition: card}},
	}, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	for _, f := range []bsc.Fact{{OrgUnit: "ann", Period: period.Month(2025, 1)}, {OrgUnit: "bob", Period: period.Month(2025, 1)}, {OrgUnit: "ann", Period: period.Month(2025, 2)}} {
		f.Ref, f.Value = sales, decimal.NewFromInt(10)
		require.NoError(t, readings.Add(f))
	}
	for m, want := range []int64{20, 30} {
		result, err := org.Evaluate(bsc.Input{Period: period.Month(2025, 1+m), Readings: readings})
		require.NoError(t, err)
		o, _ := result.Of("top").Of(sales)
		require.True(t, decimal.NewFromInt(want).Equal(o.Actual.Decimal), "%s", o.Actual.Decimal)
		require.True(t, decimal.NewFromInt(1).Equal(o.Coverage))
	}
}
