package organisation_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/require"
)

// TestTimeline_history compares the company of every month, and of some periods and moments, as it was at the time.
func TestTimeline_history(t *testing.T) {
	inShares(t, oracle.Cards(120), func(t *testing.T, seed uint64) {
		h := write(seed, smallPlan)
		checkMonths(t, seed, h)
		rng := rand.New(rand.NewPCG(seed, 21))
		org := h.timeline(t, seed)
		for range 8 {
			m, asOf := someMonth(rng), someMoment(rng)
			v := h.view(m, asOf, 0).lasting(someLength(rng, m))
			if len(v.rules) == 0 {
				continue
			}
			result, err := org.Evaluate(h.input(t, v.period(), asOf))
			require.NoError(t, err, "history %d, %s as of %s", seed, v.period(), asOf)
			same(t, seed, v, result)
		}
	})
}

// TestTimeline_restated compares the company of some periods and moments as if it had always been as it was in one month.
func TestTimeline_restated(t *testing.T) {
	inShares(t, oracle.Cards(120), func(t *testing.T, seed uint64) {
		h := write(seed, smallPlan)
		rng := rand.New(rand.NewPCG(seed, 22))
		org := h.timeline(t, seed)
		for i := range 8 {
			m, asOf, as := someMonth(rng), someMoment(rng), someMonth(rng)
			if i < 3 {
				asOf, as = time.Time{}, m
			}
			v := h.view(m, asOf, as).lasting(someLength(rng, m))
			if len(v.rules) == 0 {
				continue
			}
			always, err := org.Restated(as.period(), asOf)
			require.NoError(t, err, "history %d, %s as of %s", seed, as.period(), asOf)
			result, err := always.Evaluate(h.input(t, v.period(), asOf))
			if v.refused() {
				require.ErrorIs(t, err, bsc.ErrConflict, "history %d, %s as of %s by %s", seed, v.period(), asOf, as.period())
				continue
			}
			require.NoError(t, err, "history %d, %s as of %s by %s", seed, v.period(), asOf, as.period())
			same(t, seed, v, result)
		}
	})
}

// TestTimeline_later records more after a moment, and asks again what was known then: nothing has changed, however the
// company is looked at.
func TestTimeline_later(t *testing.T) {
	inShares(t, oracle.Cards(60), func(t *testing.T, seed uint64) {
		h := write(seed, smallPlan)
		rng := rand.New(rand.NewPCG(seed, 23))
		for range 3 {
			m, asOf := someMonth(rng), someMoment(rng)
			then := h.until(asOf)
			if rules, _ := h.ruling(m, asOf); len(rules) == 0 {
				continue
			}
			for _, restated := range []month{0, m} {
				before, after := then.result(t, seed, m, asOf, restated), h.result(t, seed, m, asOf, restated)
				same(t, seed, h.view(m, asOf, restated), before)
				for unit, got := range after.All() {
					want, err := json.Marshal(report.Of(before.Of(unit)))
					require.NoError(t, err)
					text, err := json.Marshal(report.Of(got))
					require.NoError(t, err)
					require.Equal(t, string(want), string(text), "history %d, %s as of %s: %s", seed, m.period(), asOf, unit)
				}
			}
		}
	})
}

// until is what was known of a history at a moment.
func (h *history) until(asOf time.Time) *history {
	then := &history{}
	for _, v := range h.versions {
		if known(v.recorded, asOf) {
			then.versions = append(then.versions, v)
		}
	}
	for _, f := range h.facts {
		if known(f.RecordedAt, asOf) {
			then.facts = append(then.facts, f)
		}
	}
	for _, t := range h.targets {
		if known(t.recorded, asOf) {
			then.targets = append(then.targets, t)
		}
	}
	return then
}

// result is what the library makes of a history.
func (h *history) result(t *testing.T, seed uint64, m month, asOf time.Time, restated month) *cascade.Result {
	t.Helper()
	org := h.timeline(t, seed)
	structure, err := org.At(m.period(), asOf)
	if restated != 0 {
		structure, err = org.Restated(restated.period(), asOf)
	}
	require.NoError(t, err, "history %d, %s as of %s", seed, m.period(), asOf)
	result, err := structure.Evaluate(h.input(t, m.period(), asOf))
	require.NoError(t, err, "history %d, %s as of %s", seed, m.period(), asOf)
	return result
}

// TestTimeline_large compares a company of 200 people in every month, and as of some moments.
func TestTimeline_large(t *testing.T) {
	if testing.Short() {
		t.Skip("a company of 200 people takes a while")
	}
	const seed = 1
	h := write(seed, func(*rand.Rand) plan { return largePlan })
	checkMonths(t, seed, h)
	rng := rand.New(rand.NewPCG(seed, 24))
	for range 6 {
		m, asOf := someMonth(rng), someMoment(rng)
		restated := pick(rng, 0, m)
		same(t, seed, h.view(m, asOf, restated), h.result(t, seed, m, asOf, restated))
	}
}

// TestHistories holds that the histories have everything in them that can go wrong.
func TestHistories(t *testing.T) {
	happened := map[string]int{}
	for seed := range uint64(100) {
		h := write(seed, smallPlan)
		for _, name := range h.events {
			happened[name]++
		}
		for _, f := range h.facts {
			happened["reading "+cmp.Or(string(f.State), "final")]++
		}
	}
	for _, name := range []string{
		"join", "return", "leave", "move", "promote", "raise", "revise", "split", "merge", "lead", "put under", "reverse",
		"reading not_applicable",
	} {
		require.Greater(t, happened[name], 2, "%s: %v", name, happened)
	}
	t.Log(happened)
}

// checkMonths compares every month with all that is known.
func checkMonths(t *testing.T, seed uint64, h *history) {
	t.Helper()
	m := monthOf(firstYear, 1)
	in := h.input(t, monthOf(lastYear, 12).period(), time.Time{})
	for result, err := range h.timeline(t, seed).EvaluatePeriods(m.period(), in) {
		require.NoError(t, err, "history %d, %s", seed, m.period())
		same(t, seed, h.view(m, time.Time{}, 0), result)
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

// someLength is how many months a period has that ends with a month: mostly that one.
func someLength(rng *rand.Rand, last month) int {
	switch n := rng.IntN(3); {
	case n > 0 && (last+1)%12 == 0:
		return pick(rng, 3, 12)
	case n > 0 && (last+1)%3 == 0:
		return 3
	}
	return 1
}

// someMoment is an hour in the years of the company, or in the months after them.
func someMoment(rng *rand.Rand) time.Time {
	return monthOf(firstYear, 1).first().Add(time.Duration(rng.IntN(900*24)) * time.Hour)
}

// same fails where a result differs from the one computed here, and shows the company.
func same(t *testing.T, seed uint64, v *view, result *cascade.Result) {
	t.Helper()
	if all := v.differences(result); len(all) > 0 {
		by := cmp.Or(v.restated, v.month).period()
		t.Fatalf("history %d, %s as of %s, restated %t by %s:\n%s\n%s", seed, v.period(), v.asOf, v.restated != 0, by,
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
