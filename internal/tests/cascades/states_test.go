package cascades_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// states are what two contributors may have for a period: their readings are 30 and 12.
func states() []string {
	return []string{"there", "provisional", "stale", "failed", "missing", "not_due", "not_applicable"}
}

// stateSource answers for each org unit by its state.
type stateSource map[string]string

func (s stateSource) Reading(q bsc.Query) (bsc.Reading, bool) {
	r := bsc.Reading{Value: dec(map[string]string{"north": "30", "south": "12"}[q.OrgUnit])}
	switch state := s[q.OrgUnit]; state {
	case "there":
	case "failed":
		r.Value = decimal.New(1, 1_000_000) // out of range
	case "missing", "":
		return bsc.Reading{}, false
	default:
		r.State = bsc.State(state)
	}
	return r, true
}

// TestCascade_sumStates adds up every pair of states, either way round. What does not apply is left out. Else what
// failed makes the sum fail; what is missing, or stale beside what is not due, makes it missing; what is stale makes it
// stale, and what is not due not due. Counting those that are there, the sum is partial where one is there.
func TestCascade_sumStates(t *testing.T) {
	want := map[string]string{ // by the states, the one that is later in the list second; with those that are there alone, if that differs
		"there there": "42", "there provisional": "42 provisional", "there stale": "42 stale | 30 partial", "there failed": "- failed | 30 partial",
		"there missing": "- no_data | 30 partial", "there not_due": "- not_due | 30 partial", "there not_applicable": "30",
		"provisional provisional": "42 provisional", "provisional stale": "42 stale | 30 partial,provisional", "provisional failed": "- failed | 30 partial,provisional",
		"provisional missing": "- no_data | 30 partial,provisional", "provisional not_due": "- not_due | 30 partial,provisional", "provisional not_applicable": "30 provisional",
		"stale stale": "42 stale", "stale failed": "- failed", "stale missing": "- no_data", "stale not_due": "- no_data", "stale not_applicable": "30 stale",
		"failed failed": "- failed", "failed missing": "- failed", "failed not_due": "- failed", "failed not_applicable": "- failed",
		"missing missing": "- no_data", "missing not_due": "- no_data", "missing not_applicable": "- no_data",
		"not_due not_due": "- not_due", "not_due not_applicable": "- not_due", "not_applicable not_applicable": "- not_applicable",
	}
	for _, rule := range []bsc.ContributorRule{"", bsc.ContributorsPartial} {
		kpi := bsc.KPI{ID: "k", Contributors: rule, Targets: []bsc.Target{{Value: "100"}}}
		units := branches(kpi, bsc.KPI{ID: "k", Targets: []bsc.Target{{Value: "100"}}})
		org, err := cascade.New(units, nil)
		require.NoError(t, err)
		for i, first := range states() {
			for _, second := range states()[i:] {
				expected, alone, differs := strings.Cut(want[first+" "+second], " | ")
				if rule != "" && differs {
					expected = alone
				}
				for _, turned := range []bool{false, true} {
					source := stateSource{"north": first, "south": second}
					now := expected
					if turned {
						source = stateSource{"north": second, "south": first}
						if !strings.HasPrefix(now, "42") {
							now = strings.Replace(now, "30", "12", 1)
						}
					}
					r, err := org.Evaluate(bsc.Input{Period: period.Year(2026), Readings: source})
					require.NoError(t, err)
					o := of(t, r.Of(units[0].ID), bsc.KPIRef("k"))
					got := "-"
					if o.Actual.Valid {
						got = string(bsc.NumberOf(o.Actual.Decimal))
					}
					if o.Flags != 0 {
						got += " " + o.Flags.String()
					}
					assert.Equal(t, now, got, fmt.Sprint(rule, " ", source))
				}
			}
		}
	}
}

// TestCascade_missingStates names those for want of whose readings a sum has no value: who has reported nothing, nothing
// usable, or nothing yet.
func TestCascade_missingStates(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Targets: []bsc.Target{{Value: "100"}}}
	org, err := cascade.New(branches(kpi, kpi), nil)
	require.NoError(t, err)
	gap := bsc.Gap{OrgUnit: "south", Ref: bsc.KPIRef("k"), Period: period.Year(2026)}
	later := gap
	later.NotDue = true
	for state, want := range map[string][]bsc.Gap{
		"there": nil, "provisional": nil, "stale": nil, "not_applicable": nil, "missing": {gap}, "failed": {gap}, "not_due": nil,
	} {
		r, err := org.Evaluate(bsc.Input{Period: period.Year(2026), Readings: stateSource{"north": "missing", "south": state}})
		require.NoError(t, err)
		if state == "not_due" {
			want = []bsc.Gap{later}
		}
		north := gap
		north.OrgUnit = "north"
		want = append([]bsc.Gap{north}, want...)
		assert.Equal(t, want, r.Of("office").Missing(bsc.KPIRef("k")), state)
	}
}

// TestCascade_lateTarget: where a contributor's target falls due in a period that it has not reported, what adds up its
// target has no score, for want of data; it has not failed.
func TestCascade_lateTarget(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Period: period.Quarter(2026, 1), Value: "30", Phasing: bsc.PhasingStep}}}
	office := kpi
	office.Targets, office.Target, office.Contributors = nil, bsc.TargetOfContributors, bsc.ContributorsPartial
	result := evaluateAt(t, branches(office, kpi), period.Quarter(2026, 1),
		fact("north", period.Month(2026, 1), "10"), fact("north", period.Month(2026, 2), "10"),
		fact("south", period.Month(2026, 1), "10"), fact("south", period.Month(2026, 2), "10"))
	o := of(t, result.Of("office"), bsc.KPIRef("k"))
	assert.Equal(t, bsc.FlagNoData, o.Flags&(bsc.FlagNoData|bsc.FlagFailed), "%s %v", o.Reason, o.Err)
	assert.NoError(t, o.Err)
	assert.Equal(t, "40", o.Actual.Decimal.String())
}
