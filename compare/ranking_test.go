package compare_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/compare"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// branch is an org unit's result: a KPI that all have, and one of its own if it has a value.
func branch(t *testing.T, unit, sales, own string, change func(*bsc.KPI)) *bsc.Result {
	t.Helper()
	kpis := []bsc.KPI{{ID: "sales", Unit: "t", Weight: "3", Targets: []bsc.Target{{Value: "100"}}}}
	if change != nil {
		change(&kpis[0])
	}
	actuals := bsc.Actuals{}
	if sales != "" {
		actuals["sales"] = dec(sales)
	}
	if own != "" {
		kpis = append(kpis, bsc.KPI{ID: "own-" + unit, Scorer: bsc.Policy{Name: "stated"}})
		actuals["own-"+unit] = dec(own)
	}
	sell := []bsc.Objective{{ID: "sell", KPIs: kpis}}
	def := &bsc.Definition{ID: "branch", Perspectives: []bsc.Perspective{{ID: "p", Objectives: sell}}}
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), OrgUnit: unit, Readings: actuals})
	require.NoError(t, err)
	return result
}

func rowsOf(s *compare.Ranking) (rows []string) {
	for _, r := range s.Rows {
		row := fmt.Sprint(r.OrgUnit, " ", r.Shown, " rank ", r.Rank, " gap ", r.Gap.Decimal, " quartile ", r.Quartile)
		if r.BestPractice {
			row += " best practice"
		}
		rows = append(rows, row)
	}
	return rows
}

// TestOrgUnits ranks by what is shown, and describes the scores.
func TestOrgUnits(t *testing.T) {
	var results []*bsc.Result
	for unit, sales := range []string{"80.04", "95", "", "79.96", "60", "40"} {
		results = append(results, branch(t, fmt.Sprint("u", unit), sales, "", nil))
	}
	s := compare.OrgUnits(bsc.KPIRef("sales"), results, 1)
	assert.Equal(t, []string{
		"u1 95.0 rank 1 gap 0 quartile 1 best practice", "u0 80.0 rank 2 gap 14.96 quartile 1",
		"u3 80.0 rank 2 gap 15.04 quartile 2", "u4 60.0 rank 4 gap 35 quartile 3",
		"u5 40.0 rank 5 gap 55 quartile 4", "u2 no score rank 0 gap 0 quartile 0",
	}, rowsOf(s))
	assert.Empty(t, s.Warnings)
	assert.Equal(t, "5 1 40 60 79.96 80.04 95 71", fmt.Sprint(s.Spread.Scored, s.Spread.Missing,
		s.Spread.Lowest.Decimal, s.Spread.Lower.Decimal, s.Spread.Median.Decimal, s.Spread.Upper.Decimal,
		s.Spread.Highest.Decimal, s.Spread.Mean.Decimal))
	two := compare.OrgUnits(bsc.KPIRef("sales"), results[3:5], 0)
	assert.Equal(t, "69.98", two.Spread.Median.Decimal.String(), "halfway")
	assert.False(t, compare.OrgUnits(bsc.KPIRef("sales"), results[2:3], 1).Spread.Mean.Valid)
	assert.Empty(t, compare.OrgUnits(bsc.KPIRef("sales"), nil, 1).Rows)
}

// TestRanking_Percentile has percentile ranks and percentiles by hand: five scores are quarters apart, and of equals each
// has the middle rank.
func TestRanking_Percentile(t *testing.T) {
	ranked := func(sales ...string) *compare.Ranking {
		var results []*bsc.Result
		for unit, of := range sales {
			results = append(results, branch(t, fmt.Sprint("u", unit), of, "", nil))
		}
		return compare.OrgUnits(bsc.KPIRef("sales"), results, 0)
	}
	ranks := func(r *compare.Ranking) (all []string) {
		for _, row := range r.Rows {
			if row.Percentile.Valid {
				all = append(all, row.Percentile.Decimal.String())
			}
		}
		return all
	}
	five := ranked("80.04", "95", "", "79.96", "60", "40")
	assert.Equal(t, []string{"100", "75", "50", "25", "0"}, ranks(five))
	assert.Equal(t, []string{"83.3333333333", "83.3333333333", "33.3333333333", "0"}, ranks(ranked("50", "100", "87.5", "100")))
	assert.Equal(t, []string{"50", "50"}, ranks(ranked("7", "7")))
	assert.Equal(t, []string{"50"}, ranks(ranked("7")))
	for p, want := range map[string]string{"0": "40", "25": "60", "50": "79.96", "75": "80.04", "90": "89.016", "100": "95", "33.3": "66.62672"} {
		assert.Equal(t, want, five.Percentile(dec(p)).Decimal.String(), p)
	}
	for _, p := range []string{"-0.1", "100.1"} {
		assert.False(t, five.Percentile(dec(p)).Valid, p)
	}
	assert.False(t, ranked("").Percentile(dec("50")).Valid)
	assert.False(t, new(compare.Ranking).Percentile(dec("50")).Valid)
	var none *compare.Ranking
	assert.False(t, none.Percentile(dec("50")).Valid)
}

// TestRanking_Percentile_reference compares random scores with the formulas, in fractions and without sorting.
func TestRanking_Percentile_reference(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for range 100 {
		var results []*bsc.Result
		for range 2 + random.IntN(9) {
			results = append(results, branch(t, fmt.Sprint(len(results)), fmt.Sprint(random.IntN(12)), "", nil))
		}
		r := compare.OrgUnits(bsc.KPIRef("sales"), results, 0)
		score := func(i int) *big.Rat {
			d, _ := r.Rows[i].Outcome.Score.Decimal()
			return d.Rat()
		}
		for i := range r.Rows {
			rank := new(big.Rat)
			for j := range r.Rows {
				switch {
				case score(j).Cmp(score(i)) < 0:
					rank.Add(rank, big.NewRat(100, int64(len(r.Rows)-1)))
				case score(j).Cmp(score(i)) == 0 && j != i:
					rank.Add(rank, big.NewRat(50, int64(len(r.Rows)-1)))
				}
			}
			assert.Equal(t, rank.FloatString(10), r.Rows[i].Percentile.Decimal.StringFixed(10))
		}
		// The best come first, so that the place from the lowest is counted from the end.
		for p := int64(0); p <= 100; p += 10 {
			at := big.NewRat(p*int64(len(r.Rows)-1), 100)
			low := new(big.Int).Quo(at.Num(), at.Denom()).Int64()
			want := score(len(r.Rows) - 1 - int(low))
			if rest := new(big.Rat).Sub(at, new(big.Rat).SetInt64(low)); rest.Sign() > 0 {
				step := new(big.Rat).Sub(score(len(r.Rows)-2-int(low)), want)
				want = new(big.Rat).Add(want, step.Mul(step, rest))
			}
			assert.Equal(t, want.FloatString(10), r.Percentile(decimal.New(p, 0)).Decimal.StringFixed(10))
		}
	}
}

// TestOrgUnits_warnings checks where org units are not quite comparable.
func TestOrgUnits_warnings(t *testing.T) {
	results := []*bsc.Result{
		branch(t, "a", "99", "", nil), branch(t, "b", "90", "50", nil),
		branch(t, "c", "97", "", func(k *bsc.KPI) { k.Unit, k.Targets[0].Value = "kg", "98" }),
		branch(t, "d", "80", "", nil), branch(t, "e", "70", "", func(k *bsc.KPI) { k.Scorer.Name = "binary" }),
	}
	s := compare.OrgUnits(bsc.ObjectiveRef("sell"), results, 1)
	assert.ElementsMatch(t, []string{
		"warning: unit:b: 0.25 of its weight is on KPIs that not all org units have",
		`warning: unit:c: kpi:sales has the unit "kg", most have "t"`,
		`warning: unit:c: kpi:sales has the target "98", most have "100"`,
		`warning: unit:e: kpi:sales has the scorer "binary", most have "linear"`,
	}, oracle.Lines(s.Warnings))
	assert.ErrorIs(t, s.Warnings[0], compare.ErrNotComparable)
	for _, r := range s.Rows {
		assert.Equal(t, r.OrgUnit == "a", r.BestPractice, "c is in the best quartile, and measured otherwise")
	}
	half := []*bsc.Result{results[0], results[2]}
	assert.Equal(t, []string{
		`warning: unit:a: kpi:sales has the unit "t", and no more than half have the same`,
		`warning: unit:c: kpi:sales has the unit "kg", and no more than half have the same`,
		"warning: kpi:sales: each org unit has a target of its own, so that scores are compared and not values",
	}, oracle.Lines(compare.OrgUnits(bsc.KPIRef("sales"), half, 1).Warnings), "of two that differ neither is usual")
	s = compare.OrgUnits(bsc.KPIRef("own-b"), results, 1)
	assert.Len(t, s.Rows, 1)
	assert.Len(t, s.Warnings, 4)
}

// TestOrgUnits_personal compares the scores of people who have targets of their own, and says so once.
func TestOrgUnits_personal(t *testing.T) {
	kpis := []bsc.KPI{{ID: "calls", Targets: []bsc.Target{{Value: "100"}}}, {ID: "sales", Targets: []bsc.Target{{Value: "100"}}}}
	card := bsc.MustCompile(&bsc.Definition{ID: "people", Perspectives: []bsc.Perspective{{
		ID: "p", Objectives: []bsc.Objective{{ID: "sell", KPIs: kpis}},
	}}}, nil)
	own := bsc.TargetsByOrgUnit{}
	rank := func() *compare.Ranking {
		var results []*bsc.Result
		for i, sales := range []string{"95", "80", "70", "60"} {
			unit := fmt.Sprint("person", i)
			r, err := card.Evaluate(bsc.Input{
				Period: period.Year(2026), OrgUnit: unit, Targets: own, Readings: bsc.Actuals{"sales": dec(sales), "calls": dec(sales)},
			})
			require.NoError(t, err)
			results = append(results, r)
		}
		return compare.OrgUnits(bsc.ObjectiveRef("sell"), results, 1)
	}
	for i, target := range []bsc.Number{"100", "90", "80", "70"} {
		own[fmt.Sprint("person", i)] = bsc.OrgUnitTargets{"calls": {Value: target}, "sales": {Value: target}}
	}
	s := rank()
	assert.Equal(t, []string{
		"warning: kpi:calls: each org unit has a target of its own, so that scores are compared and not values; so it is for 1 more of the KPIs",
	}, oracle.Lines(s.Warnings))
	assert.True(t, s.Rows[0].BestPractice)

	for i := range 3 { // those of most are alike by chance
		own[fmt.Sprint("person", i)] = own["person0"]
	}
	assert.Len(t, rank().Warnings, 1)

	clear(own) // one of four has a target of its own: it is not measured as the others are
	own["person0"] = bsc.OrgUnitTargets{"sales": {Value: "96"}}
	s = rank()
	assert.Equal(t, []string{`warning: unit:person0: kpi:sales has the target "96", most have "100"`}, oracle.Lines(s.Warnings))
	assert.False(t, s.Rows[0].BestPractice)
}

// TestOrgUnits_unsaid has an org unit whose KPI says less than the others', and one in which it counts in two places.
func TestOrgUnits_unsaid(t *testing.T) {
	bare := branch(t, "bare", "50", "", func(k *bsc.KPI) {
		k.Unit, k.Targets, k.Scorer.Name = "", nil, "stated"
	})
	def := &bsc.Definition{ID: "branch", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{
		{ID: "sell", KPIs: []bsc.KPI{{ID: "sales", Unit: "t", Targets: []bsc.Target{{Value: "100"}}}}},
		{ID: "grow", KPIs: []bsc.KPI{{ID: "new", Scorer: bsc.Policy{Name: "stated"}}}, Uses: []bsc.Use{{KPI: "sales"}}},
	}}}}
	readings := bsc.Actuals{"sales": dec("80"), "new": dec("60")}
	in := bsc.Input{Period: period.Year(2026), OrgUnit: "twice", Readings: readings}
	twice, err := bsc.MustCompile(def, nil).Evaluate(in)
	require.NoError(t, err)
	results := []*bsc.Result{branch(t, "a", "99", "", nil), twice, bare}
	assert.ElementsMatch(t, []string{
		"warning: unit:twice: 0.25 of its weight is on KPIs that not all org units have",
		`warning: unit:bare: kpi:sales has the unit none, most have "t"`,
		`warning: unit:bare: kpi:sales has the scorer "stated", most have "linear"`,
		`warning: unit:bare: kpi:sales has the target none, most have "100"`,
	}, oracle.Lines(compare.OrgUnits(bsc.PerspectiveRef("p"), results, 1).Warnings))
}

// TestOrgUnits_totals compares whole scorecards by the zero Ref, also where they have different ids.
func TestOrgUnits_totals(t *testing.T) {
	def := &bsc.Definition{ID: "other", Perspectives: []bsc.Perspective{{
		ID: "p", Objectives: []bsc.Objective{{ID: "sell", KPIs: []bsc.KPI{{ID: "sales", Unit: "t", Targets: []bsc.Target{{Value: "100"}}}}}},
	}}}
	other, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), OrgUnit: "b", Readings: bsc.Actuals{"sales": dec("70")}})
	require.NoError(t, err)
	s := compare.OrgUnits(bsc.Ref{}, []*bsc.Result{branch(t, "a", "60", "", nil), other}, 1)
	assert.Equal(t, []string{"b 70.0 rank 1 gap 0 quartile 1", "a 60.0 rank 2 gap 10 quartile 4"}, rowsOf(s))
	assert.Empty(t, s.Warnings)
}

// TestOrgUnits_nil has results of inputs that cannot be used.
func TestOrgUnits_nil(t *testing.T) {
	ranking := compare.OrgUnits(bsc.KPIRef("sales"), []*bsc.Result{nil, new(bsc.Result)}, 1)
	assert.Empty(t, ranking.Rows)
	assert.Len(t, ranking.Warnings, 2)
}
