package bsc_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// needed is a card of one KPI, with what it reads.
func needed(t *testing.T, k bsc.KPI, series ...bsc.Series) *bsc.Scorecard {
	t.Helper()
	k.ID = "k"
	card, err := bsc.Compile(&bsc.Definition{ID: "card", Series: series, Perspectives: []bsc.Perspective{{
		ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{k}}},
	}}}, nil)
	require.NoError(t, err)
	return card
}

// texts are needs as they are read.
func needTexts(needs []bsc.Need) (all []string) {
	for _, n := range needs {
		all = append(all, fmt.Sprintf("%s %s %s..%s", n.OrgUnit, n.Ref, n.From, n.To))
	}
	return all
}

// TestScorecard_Needs names the readings of a window, and no more than may decide.
func TestScorecard_Needs(t *testing.T) {
	monthly := bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupSum}
	with := func(change func(*bsc.KPI)) bsc.KPI {
		k := monthly
		change(&k)
		return k
	}
	reads := func(k bsc.KPI) []bsc.Series {
		if k.Calculator.IsZero() {
			return nil
		}
		return []bsc.Series{{ID: "cost", Frequency: period.Monthly, Rollup: bsc.RollupSum}}
	}
	for name, c := range map[string]struct {
		kpi  bsc.KPI
		from period.Period
		in   bsc.Input
		want []string
	}{
		"a month":                 {monthly, period.Period{}, bsc.Input{Period: period.Month(2026, 5)}, []string{" kpi:k 2026-05..2026-05"}},
		"twelve months":           {monthly, period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 12)}, []string{" kpi:k 2026-01..2026-12"}},
		"a quarter, and mistakes": {monthly, period.Period{}, bsc.Input{Period: period.Quarter(2026, 2)}, []string{" kpi:k 2026-Q2..2026-Q2", " kpi:k 2026-04..2026-06"}},
		"a year to date": {
			with(func(k *bsc.KPI) { k.Basis = bsc.BasisYearToDate }),
			period.Period{},
			bsc.Input{Period: period.Month(2026, 5)},
			[]string{" kpi:k 2026-01..2026-05"},
		},
		"in its own time, and the org unit's": {
			with(func(k *bsc.KPI) { k.Basis, k.Since = bsc.BasisYearToDate, period.Month(2026, 2) }),
			period.Period{},
			bsc.Input{Period: period.Month(2026, 9), OrgUnit: "north", Until: period.Month(2026, 6)},
			[]string{"north kpi:k 2026-02..2026-06"},
		},
		"carried forward: one, and twelve to show as stale": {
			with(func(k *bsc.KPI) { k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1} }),
			period.Period{},
			bsc.Input{Period: period.Month(2026, 5)},
			[]string{" kpi:k 2025-04..2026-05"},
		},
		"against last year": {
			with(func(k *bsc.KPI) { k.Targets = []bsc.Target{{Against: bsc.ComparisonLastYear}} }),
			period.Period{},
			bsc.Input{Period: period.Month(2026, 5)},
			[]string{" kpi:k 2025-05..2026-05"},
		},
		"an unphased year, of which what does not apply is taken off": {
			with(func(k *bsc.KPI) { k.Targets = []bsc.Target{{Period: period.Year(2026), Value: "12"}} }),
			period.Period{},
			bsc.Input{Period: period.Month(2026, 5)},
			[]string{" kpi:k 2026-01..2026-12"},
		},
		"a ratio": {
			bsc.KPI{Calculator: bsc.NewPolicy("ratio", bsc.RatioArgs{Num: "cost", Den: "cost"})},
			period.Period{},
			bsc.Input{Period: period.Quarter(2026, 2)},
			[]string{" series:cost 2026-Q2..2026-Q2", " series:cost 2026-04..2026-06"},
		},
		"a score": {monthly, period.Period{}, bsc.Input{Period: period.Month(2026, 5), Scores: []bsc.ScoreFrom{{KPI: bsc.KPIRef("k")}}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			needs, err := needed(t, c.kpi, reads(c.kpi)...).Needs(c.from, c.in)
			require.NoError(t, err)
			assert.Equal(t, c.want, needTexts(needs.Readings))
			assert.Empty(t, needs.Targets)
		})
	}
}

// TestScorecard_Needs_targets names targets where the input has a source of them.
func TestScorecard_Needs_targets(t *testing.T) {
	card := needed(t, bsc.KPI{Frequency: period.Quarterly, Rollup: bsc.RollupSum})
	in := bsc.Input{OrgUnit: "north", Period: period.Quarter(2026, 2), Targets: bsc.TargetsByOrgUnit{}}
	needs, err := card.Needs(period.Period{}, in)
	require.NoError(t, err)
	assert.Equal(t, []string{"north kpi:k 2026-Q2..2026-Q2"}, needTexts(needs.Readings))
	assert.Equal(t, []string{"north kpi:k 2026..2026", "north kpi:k 2026-H1..2026-H2", "north kpi:k 2026-Q1..2026-Q4"}, needTexts(needs.Targets))
	again := needs.Join(needs, bsc.Needs{Readings: []bsc.Need{{OrgUnit: "north", Ref: bsc.KPIRef("k"), From: period.Quarter(2025, 4), To: period.Quarter(2025, 4)}}})
	assert.Equal(t, needs.Targets, again.Targets)
	assert.Equal(t, []string{"north kpi:k 2025-Q4..2026-Q2"}, needTexts(again.Readings))
	_, err = card.Needs(period.Period{}, bsc.Input{})
	assert.ErrorIs(t, err, bsc.ErrPeriod)
	_, err = card.Needs(period.Period{}, bsc.Input{Period: period.Month(2026, 1), Timing: "soon"})
	assert.ErrorIs(t, err, bsc.ErrInput)
	_, err = card.Needs(period.Quarter(2026, 3), in)
	assert.ErrorIs(t, err, bsc.ErrPeriod)
	_, err = new(bsc.Scorecard).Needs(period.Period{}, in)
	assert.ErrorIs(t, err, bsc.ErrInput)
}

// TestScorecard_Needs_lastWeek: a target for the last week of a year is spread over days of the next one.
func TestScorecard_Needs_lastWeek(t *testing.T) {
	card := bsc.MustCompile(oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Daily, Rollup: bsc.RollupSum}), nil)
	in := bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings), Targets: weekly{}}
	needs, err := card.Needs(period.Period{}, in)
	require.NoError(t, err)
	asked := bsc.Query{Ref: bsc.KPIRef("k"), Period: period.Day(2027, 1, 3)}
	assert.True(t, slices.ContainsFunc(needs.Targets, func(n bsc.Need) bool { return n.Has(asked) }))
	asked.Period = period.Day(2027, 1, 4)
	assert.False(t, slices.ContainsFunc(needs.Targets, func(n bsc.Need) bool { return n.Has(asked) }))
}

// weekly states a target for the last week of 2026.
type weekly struct{}

func (weekly) Target(q bsc.Query) (bsc.Target, bool) {
	return bsc.Target{Period: period.Week(2026, 53), Value: "70", Phasing: bsc.PhasingLinear}, q.Period == period.Week(2026, 53)
}

// TestScorecard_Needs_many takes ten times as long for ten times as many KPIs that all compare with any series.
func TestScorecard_Needs_many(t *testing.T) {
	named := func(n int) func() {
		def := &bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o"}}}}}
		for i := range n {
			o := &def.Perspectives[0].Objectives[0]
			o.KPIs = append(o.KPIs, bsc.KPI{ID: fmt.Sprint("k", i), Frequency: period.Monthly, Rollup: bsc.RollupSum})
			def.Series = append(def.Series, bsc.Series{ID: fmt.Sprint("s", i), Frequency: period.Monthly, Rollup: bsc.RollupSum})
		}
		card := bsc.MustCompile(def, &bsc.Options{})
		return func() {
			_, err := card.Needs(period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 12), Targets: anyTargets{}})
			require.NoError(t, err)
		}
	}
	cost.AtMost(t, 24, named(4_000), named(400))
}

// anyTargets is a source of targets that the engine does not know.
type anyTargets struct{}

func (anyTargets) Target(bsc.Query) (bsc.Target, bool) { return bsc.Target{}, false }

// A row is a row of a host's table of readings.
type row struct {
	kpi, period string
	value       int64
}

// A host loads what an evaluation needs with one query, and evaluates then. The loop stands for
//
//	SELECT r.kpi, r.period, r.value FROM readings r
//	JOIN unnest($1::text[], $2::text[], $3::text[]) AS n(kpi, first, last)
//	ON r.kpi = n.kpi AND r.period BETWEEN n.first AND n.last
func ExampleScorecard_Needs() {
	table := []row{{"sales", "2025-12", 90}, {"sales", "2026-01", 60}, {"sales", "2026-02", 75}, {"visits", "2026-02", 8}}

	card := bsc.MustCompile(sales(), nil) // of the year to date
	in := bsc.Input{Period: period.Month(2026, 2)}
	needs, err := card.Needs(in.Period, in)
	if err != nil {
		fmt.Println(err)
		return
	}
	readings := new(bsc.Readings)
	for _, n := range needs.Readings {
		fmt.Println("load", n.Ref, "from", n.From, "to", n.To)
		for _, r := range table {
			if r.kpi != n.Ref.ID || r.period < n.From.String() || r.period > n.To.String() {
				continue
			}
			p, err := period.Parse(r.period)
			if err == nil {
				err = readings.Add(bsc.Fact{Ref: n.Ref, Period: p, Reading: bsc.Reading{Value: decimal.New(r.value, 0)}})
			}
			if err != nil {
				fmt.Println(err)
				return
			}
		}
	}
	in.Readings = readings
	result, err := card.Evaluate(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	o, _ := result.Of(bsc.KPIRef("sales"))
	fmt.Println(o.Actual.Decimal, "of", o.Target.Value.Decimal)
	// Output:
	// load kpi:sales from 2026-01 to 2026-02
	// 135 of 132
}
