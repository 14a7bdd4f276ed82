package bad_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
)

// TestCheck_thresholds checks thresholds that Compile refuses.
func TestCheck_thresholds(t *testing.T) {
	const at = "/perspectives/1/objectives/0/kpis/0"
	bands := func(rest string) string { return `{"on": "actual", "bands": [{"rating": "red"}, ` + rest + `]}` }
	for _, c := range []struct {
		name, policy, args string
		target             bsc.Target
		want               string
	}{
		{
			"limit", "bands", bands(`{"rating": "green", "from": "tarket"}`),
			bsc.Target{},
			`/threshold/args/bands/1/from: unknown limit "tarket" (a number, baseline, target, stretch, floor, or series: and the id of a series); did you mean "target"?`,
		},
		{
			"limit of nothing", "bands", bands(`{"rating": "green", "from": {"times": 2}}`),
			bsc.Target{},
			`/threshold/args/bands/1/from: a limit that does not say of what (a number, or an object with of and times)`,
		},
		{
			"times", "bands", bands(`{"rating": "green", "from": {"of": "target", "times": 0}}`),
			bsc.Target{},
			`/threshold/args/bands/1/from/times: times is 0 (above 0)`,
		},
		{
			"limit on the score", "bands", `{"bands": [{"rating": "red"}, {"rating": "green", "from": "target"}]}`,
			bsc.Target{},
			`/threshold/args/bands/1/from: the limit "target" of bands on score (numbers, or bands with "on": "actual")`,
		},
		{
			"limit twice", "bands", bands(`{"rating": "amber", "from": "target"}, {"rating": "green", "from": {"of": "target", "times": 1}}`),
			bsc.Target{},
			`/threshold/args/bands/2/from: the band from target follows the one from target (limits strictly rising)`,
		},
		{
			"numbers around a limit", "bands", bands(`{"rating": "amber", "from": 5}, {"from": "target"}, {"rating": "green", "from": 4}`),
			bsc.Target{},
			`/threshold/args/bands/3/from: the band from 4 follows the one from 5 (limits strictly rising)`,
		},
		{
			"series", "bands", bands(`{"rating": "green", "from": "series:industri"}`),
			bsc.Target{},
			`/threshold: there is no series "industri"; did you mean "industry"?`,
		},
		{
			"side of a band", "bands", bands(`{"rating": "green", "from": 5, "include": "above"}`),
			bsc.Target{},
			`/threshold/args/bands/1/include: unknown include "above" (lower, upper)`,
		},
		{
			"side of the lowest", "bands", `{"bands": [{"rating": "red", "include": "upper"}]}`,
			bsc.Target{},
			`/threshold/args/bands/0/include: the lowest band includes a limit (no limit: the lowest band is open downwards)`,
		},
		{
			"only gaps", "bands", `{"bands": [{}, {"from": 5}]}`,
			bsc.Target{},
			`/threshold/args/bands: no band has a rating (a rating in at least one of them)`,
		},
		{
			"period twice", "bands", `{"periods": [{"period": "2027", "bands": [{"rating": "red"}]}, {"period": "2027", "bands": [{"rating": "red"}]}]}`,
			bsc.Target{},
			`/threshold/args/periods/1/period: 2027 has bands already (each period once)`,
		},
		{
			"no period", "bands", `{"periods": [{"bands": [{"rating": "red"}]}]}`,
			bsc.Target{},
			`/threshold/args/periods/0/period: "" is not a period (` + period.Allowed + `)`,
		},
		{"period without bands", "bands", `{"periods": [{"period": "2027"}]}`, bsc.Target{}, `/threshold/args/periods/0/bands: no bands for 2027`},
		{
			"rating of a period", "bands", `{"periods": [{"period": "2027", "bands": [{"rating": "blue"}]}]}`,
			bsc.Target{},
			`/threshold: unknown rating "blue" (red, amber, green)`,
		},
		{
			"order of a period", "bands", `{"periods": [{"period": "2027", "bands": [{"rating": "green"}, {"rating": "red", "from": 5}]}]}`,
			bsc.Target{},
			`/threshold: the rating "red" follows "green" (ratings from worst to best)`,
		},
		{
			"no floor", "bands", bands(`{"rating": "green", "from": "floor"}`),
			bsc.Target{Value: "10"},
			`/targets/0: no floor to take a limit from (a target that states its floor)`,
		},
		{
			"floor above the target", "bands", bands(`{"rating": "amber", "from": "floor"}, {"rating": "green", "from": {"of": "target", "times": 0.5}}`),
			bsc.Target{Value: "10", Floor: "12"},
			`/targets/0: the limit 0.5 × target (5) is below the limit floor (12) (rising limits)`,
		},
		{
			"percent of 0", "bands", `{"on": "variance_percent", "bands": [{"rating": "red"}]}`,
			bsc.Target{Value: "0", Baseline: "-5"},
			`/targets/0: no percentage of target 0 (a target other than 0); read the bands on "score" or "actual"`,
		},
		{"no rules", "rules", `{}`, bsc.Target{}, `/threshold/args/rules: no rules (one rule or more)`},
		{
			"no conditions", "rules", `{"rules": [{"when": {}, "rating": "red"}]}`,
			bsc.Target{},
			`/threshold/args/rules/0/when: a rule without conditions (one condition or more); give the rating of all the rest as "otherwise"`,
		},
		{
			"empty interval", "rules", `{"rules": [{"when": {"score": {}}, "rating": "red"}]}`,
			bsc.Target{},
			`/threshold/args/rules/0/when/score: an interval without ends (from or above, to or below)`,
		},
		{
			"nothing between", "rules", `{"rules": [{"when": {"score": {"above": 60, "to": 60}}, "rating": "red"}]}`,
			bsc.Target{},
			`/threshold/args/rules/0/when/score: nothing is score above 60 to 60 (a lower end below the upper one)`,
		},
		{
			"two ends", "rules", `{"rules": [{"when": {"actual": {"from": 1, "above": 2}}, "rating": "red"}]}`,
			bsc.Target{},
			`/threshold/args/rules/0/when/actual/above: an interval has two ends on one side (from or above, to or below)`,
		},
		{
			"key", "rules", `{"rules": [{"when": {"scores": {"from": 1}}, "rating": "red"}]}`,
			bsc.Target{},
			`/threshold/args/rules/0/when/scores: unknown field "scores" (score, actual, percent_of_target, variance, variance_percent, movement, flags, without, after, before); did you mean "score"?`,
		},
		{
			"flag", "rules", `{"rules": [{"when": {"flags": ["carryed"]}, "rating": "red"}]}`,
			bsc.Target{},
			`/threshold/args/rules/0/when/flags/0: unknown flag "carryed" (no_data, not_applicable, not_due, stale, failed, unscored, partial, capped, provisional, held, carried, overdue, judged); did you mean "carried"?`,
		},
		{
			"flag of what has no rating", "rules", `{"rules": [{"when": {"flags": ["no_data"]}, "rating": "red"}]}`,
			bsc.Target{},
			`/threshold/args/rules/0/when/flags: what is no data has no rating (not_due, failed, unscored, partial, capped, provisional, held, carried, overdue, judged)`,
		},
		{
			"flag set and not", "rules", `{"rules": [{"when": {"flags": ["held"], "without": ["held"]}, "rating": "red"}]}`,
			bsc.Target{},
			`/threshold/args/rules/0/when/without: held is to be set and not set (other flags than in flags)`,
		},
		{
			"day", "rules", `{"rules": [{"when": {"after": "2026-07"}, "rating": "red"}]}`,
			bsc.Target{},
			`/threshold/args/rules/0/when/after: 2026-07 is not a day (a day such as 2026-07-01)`,
		},
		{
			"no day between", "rules", `{"rules": [{"when": {"after": "2026-07-01", "before": "2026-07-02"}, "rating": "red"}]}`,
			bsc.Target{},
			`/threshold/args/rules/0/when/before: no day is after 2026-07-01 and before 2026-07-02 (a later day)`,
		},
		{
			"rating", "rules", `{"rules": [{"when": {"score": {"from": 1}}, "rating": "gren"}]}`,
			bsc.Target{},
			`/threshold/args/rules/0/rating: unknown rating "gren" (red, amber, green); did you mean "green"?`,
		},
		{
			"rating of the rest", "rules", `{"rules": [{"when": {"score": {"from": 1}}, "rating": "green"}], "otherwise": "blue"}`,
			bsc.Target{},
			`/threshold/args/otherwise: unknown rating "blue" (red, amber, green)`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			def := oracle.Small()
			def.Series = append(def.Series, bsc.Series{ID: "industry"})
			k := &def.Perspectives[1].Objectives[0].KPIs[0]
			k.Threshold = bsc.Policy{Name: c.policy, Args: []byte(c.args)}
			if c.target.Value != "" {
				k.Targets = []bsc.Target{c.target}
			}
			assert.Equal(t, []string{at + c.want}, oracle.Lines(bsc.Check(def, nil)))
		})
	}
	t.Run("an actual of an objective", func(t *testing.T) {
		def := oracle.Small()
		def.Perspectives[0].Objectives[0].Threshold = bsc.NewPolicy("rules", bsc.RulesArgs{Rules: []bsc.RatingRule{
			{When: bsc.When{Flags: bsc.FlagPartial}, Rating: bsc.RatingRed},
			{When: bsc.When{Movement: bsc.Interval{Below: "0"}}, Rating: bsc.RatingRed},
		}})
		assert.Equal(t, []string{
			"/perspectives/0/objectives/0/threshold: rule 2 is on movement, of a node that is no KPI " +
				"(conditions on the score, flags and dates); give the node, or the Defaults above it, rules without it",
		}, oracle.Lines(bsc.Check(def, nil)))
	})
}

// TestCheck_movementToDate refuses a condition that never holds, in a definition and as an override.
func TestCheck_movementToDate(t *testing.T) {
	falling := bsc.NewPolicy("rules", bsc.RulesArgs{
		Rules: []bsc.RatingRule{{When: bsc.When{Movement: bsc.Interval{Below: "0"}}, Rating: bsc.RatingAmber}}, Otherwise: bsc.RatingGreen,
	})
	const want = ": the movement of a value to date, before which there is no period (another basis, or other conditions); " +
		"a KPI of the calculator change moves, too"
	for basis, refused := range map[bsc.Basis]bool{
		"": false, bsc.BasisPeriod: false, bsc.Rolling(3): false, bsc.BasisYearToDate: true, bsc.BasisQuarterToDate: true,
	} {
		k := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: basis, Targets: []bsc.Target{{Value: "1"}}}
		card, err := bsc.Compile(oracle.CardOf(k), nil)
		assert.NoError(t, err)
		k.Threshold = falling
		found := oracle.Lines(bsc.Check(oracle.CardOf(k), nil))
		_, err = card.With(bsc.Overrides{Thresholds: map[bsc.Ref]bsc.Policy{bsc.KPIRef("k"): falling}})
		if !refused {
			assert.Empty(t, found, basis)
			assert.NoError(t, err, basis)
			continue
		}
		assert.Equal(t, []string{"/perspectives/0/objectives/0/kpis/0/threshold" + want}, found, basis)
		assert.ErrorContains(t, err, "/thresholds/kpi:k"+want, basis)
	}
}
