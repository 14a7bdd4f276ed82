package cascades_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// works is a company of a region, which pays in pounds, with two people. Their sales add up, and how they care counts. A
// manager has judged how Ann cares.
func works(t *testing.T) *cascade.Result {
	t.Helper()
	sales, care, rate := bsc.KPIRef("sales"), bsc.ObjectiveRef("care"), bsc.SeriesRef("gbp")
	def := func(unit string) *bsc.Definition {
		d := oracle.CardOf()
		d.Roles, d.Defaults.Assessments = []string{"manager"}, bsc.AssessmentsCount
		d.Perspectives[0].Objectives = []bsc.Objective{
			{ID: "sell", KPIs: []bsc.KPI{{ID: "sales", Unit: unit, Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Value: "100"}}}}},
			{ID: "care", KPIs: []bsc.KPI{{ID: "calls", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "10"}}}}},
		}
		d.Series = []bsc.Series{{ID: "gbp", Frequency: period.Monthly}}
		return d
	}
	scores := cascade.Contribution{Mode: cascade.Contributory, From: care, To: care}
	adds := []cascade.Contribution{{Mode: cascade.Additive, From: sales, To: sales}, scores}
	month := def("GBP")
	month.Perspectives[0].Objectives[0].KPIs[0].Basis = "" // a person's month, and the company's year to date
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "company", Definition: def("EUR")},
		{ID: "uk", Parent: "company", Definition: def("GBP"), Contributes: []cascade.Contribution{
			{Mode: cascade.Additive, From: sales, To: sales, Factor: bsc.Factor{Rates: rate, OrgUnit: "company"}}, scores,
		}},
		{ID: "ann", Parent: "uk", Definition: month, Contributes: adds},
		{ID: "bob", Parent: "uk", Definition: month, Contributes: adds},
	}, nil)
	require.NoError(t, err)
	r, err := org.Evaluate(bsc.Input{
		Period: period.Month(2026, 2),
		Readings: shopReadings(t,
			"ann sales 2026-01 60", "ann sales 2026-02 40", "bob sales 2026-01 30.5", "bob sales 2026-02 20",
			"company gbp 2026-01 1.15", "company gbp 2026-02 1.17",
			"ann calls 2026-02 9", "bob calls 2026-02 5", "uk calls 2026-02 10", "company calls 2026-02 8"),
		Assessments: []bsc.Assessment{{OrgUnit: "ann", Ref: care, Period: period.Month(2026, 2), Role: "manager", Score: "50", Author: "Max", Reason: "calls were short"}},
	})
	require.NoError(t, err)
	return r
}

// TestResult_Explain pins an explanation from the company down to its people, in both languages.
func TestResult_Explain(t *testing.T) {
	r := works(t)
	whole, err := r.Explain("company", r.Of("company").Scorecard().Ref())
	require.NoError(t, err)
	golden.Check(t, "company.txt", whole.String())
	golden.Check(t, "company.de.txt", whole.In(words.German()))
	up, err := r.Explain("ann", bsc.KPIRef("sales"))
	require.NoError(t, err)
	golden.Check(t, "ann.txt", up.String())
	for _, wrong := range []struct {
		unit string
		ref  bsc.Ref
	}{{"nobody", bsc.KPIRef("sales")}, {"ann", bsc.KPIRef("sale")}, {"", bsc.Ref{}}} {
		_, err := r.Explain(wrong.unit, wrong.ref)
		require.ErrorIs(t, err, bsc.ErrUnknownRef)
	}
	_, err = new(cascade.Result).Explain("ann", bsc.KPIRef("sales"))
	require.ErrorIs(t, err, bsc.ErrUnknownRef)
}

// TestResult_Explain_adds: in random organisations, what is at the bottom of an explanation adds up to the value shown,
// exactly and period by period.
func TestResult_Explain_adds(t *testing.T) {
	books := oracle.Daybooks()
	deep, values := 0, 0
	for seed := range oracle.Cards(120) {
		c := oracle.RandomTimedCascade(seed, books)
		org, err := cascade.New(c.Organisation(), nil)
		require.NoError(t, err)
		in, err := c.Input("")
		require.NoError(t, err)
		r, err := org.Evaluate(in)
		require.NoError(t, err)
		for unit, result := range r.All() {
			x, err := r.Explain(unit, result.Scorecard().Ref())
			require.NoError(t, err)
			for _, b := range x.Brought {
				require.Zero(t, b.More)
				for i := range b.Addends {
					deep += checkParts(t, result, &b.Addends[i])
				}
				values += checkWhole(t, result, b)
			}
		}
	}
	assert.Greater(t, deep, int(oracle.Cards(15)))
	assert.Greater(t, values, int(oracle.Cards(40)))
}

// checkParts checks that for each period what is below an addend adds up to it, unless only those count that are there.
func checkParts(t *testing.T, r *bsc.Result, a *bsc.AddendTree) (deep int) {
	t.Helper()
	if len(a.Below) == 0 {
		return 0
	}
	sums := map[period.Period]decimal.Decimal{}
	for i := range a.Below {
		deep += checkParts(t, r, &a.Below[i])
		for _, p := range a.Below[i].Parts {
			sums[p.Period] = sums[p.Period].Add(p.Value.Mul(p.Factor))
		}
	}
	times := map[period.Period]int64{} // a week may enter with two months
	for _, p := range a.Parts {
		times[p.Period]++
	}
	for _, p := range a.Parts {
		require.True(t, p.Value.Mul(decimal.NewFromInt(times[p.Period])).Equal(sums[p.Period]), "%s %s: %s of %s", a.OrgUnit, p.Period, p.Value, sums[p.Period])
	}
	return deep + 1
}

// checkWhole checks that the addends of a KPI that adds up over time add up to its value: exactly, unless shares of weeks
// are rounded to 34 digits.
func checkWhole(t *testing.T, r *bsc.Result, b cascade.Brought) int {
	t.Helper()
	o := of(t, r, b.To)
	rules, _ := r.Scorecard().Rules(b.To)
	if !o.Actual.Valid || rules.Rollup != bsc.RollupSum || !rules.Calculator.IsZero() || o.Flags.Has(bsc.FlagHeld) {
		return 0
	}
	var sum decimal.Decimal
	for _, a := range b.Addends {
		sum = sum.Add(a.Value.Decimal)
	}
	rounded := sum.NumDigits() > 30
	require.True(t, o.Actual.Decimal.Equal(sum) || rounded && !o.Actual.Decimal.Sub(sum).Abs().Shift(30).GreaterThan(sum.Abs()), "%s %s: %s of %s", r.OrgUnit(), b.To, o.Actual.Decimal, sum)
	return 1
}

// TestResult_Explain_scores: in random companies every contributed score is explained once, and has the score that
// counts above.
func TestResult_Explain_scores(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 2))
	followed := 0
	for asked := 0; asked < 30; {
		units, all := oracle.RandomCompany(rng)
		org, err := cascade.New(units, nil)
		if err != nil {
			continue
		}
		asked++
		r, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: oracle.WithoutReceived(units, all)})
		require.NoError(t, err)
		x, err := r.Explain("u0", r.Of("u0").Scorecard().Ref())
		require.NoError(t, err)
		told := map[cascade.Step]bool{}
		var check func(x *cascade.Explanation)
		check = func(x *cascade.Explanation) {
			for _, b := range x.Brought {
				if b.Mode != cascade.Contributory {
					continue
				}
				require.Equal(t, b.Told, told[b.From], "%v", b.From)
				if b.Told {
					continue
				}
				told[b.From] = true
				followed++
				above := of(t, r.Of(x.OrgUnit), b.To)
				require.True(t, b.Score.Of.Outcome.Score.Equal(above.Score))
				check(b.Score)
			}
		}
		check(x)
	}
	assert.Greater(t, followed, 50)
}

// TestResult_Explain_bounded follows MaxExplained org units, by scores or by sums, and says how many are left out. It
// takes time in proportion to them.
func TestResult_Explain_bounded(t *testing.T) {
	k := bsc.KPIRef("k")
	wide := func(n int, mode cascade.Mode) *cascade.Result {
		def := oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}})
		objective := bsc.ObjectiveRef(def.Perspectives[0].Objectives[0].ID)
		give := cascade.Contribution{Mode: mode, From: k, To: k}
		if mode == cascade.Contributory {
			give.From, give.To = objective, objective
		}
		units := []cascade.OrgUnit{{ID: "top", Definition: def}}
		for i := range n {
			units = append(units, cascade.OrgUnit{ID: fmt.Sprint("u", i), Parent: "top", Definition: def, Contributes: []cascade.Contribution{give}})
		}
		org, err := cascade.New(units, nil)
		require.NoError(t, err)
		r, err := org.Evaluate(bsc.Input{Period: period.Year(2026), Readings: one{}})
		require.NoError(t, err)
		return r
	}
	for n, left := range map[int]int{cascade.MaxExplained - 1: 0, cascade.MaxExplained: 1, cascade.MaxExplained + 1: 2} {
		r := wide(n, cascade.Additive)
		x, err := r.Explain("top", k)
		require.NoError(t, err)
		require.Len(t, x.Brought, 1)
		assert.Equal(t, left, x.Brought[0].More, "the top is one of them")
		r = wide(n, cascade.Contributory)
		x, err = r.Explain("top", r.Of("top").Scorecard().Ref())
		require.NoError(t, err)
		none := 0
		for _, b := range x.Brought {
			if b.Score == nil {
				none++
			}
		}
		assert.Equal(t, left, none)
	}
	for _, mode := range []cascade.Mode{cascade.Additive, cascade.Contributory} {
		small, large := wide(2_000, mode), wide(8_000, mode)
		told := func(r *cascade.Result) func() {
			return func() {
				x, err := r.Explain("top", r.Of("top").Scorecard().Ref())
				require.NoError(t, err)
				require.NotEmpty(t, x.In(words.Catalogue(nil)))
			}
		}
		cost.AtMost(t, 10, told(large), told(small))
	}
}

// one has a reading of everything.
type one struct{}

func (one) Reading(bsc.Query) (bsc.Reading, bool) { return bsc.Reading{Value: dec("1")}, true }
