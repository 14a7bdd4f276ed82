package report_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// group is a group with a shop, in which two people sell, and a workshop with another scorecard. Bob's February is
// missing, and the workshop has no targets.
func group(t *testing.T) *cascade.Result {
	t.Helper()
	sales, sell, ship := bsc.KPIRef("sales"), bsc.ObjectiveRef("sell"), bsc.ObjectiveRef("ship")
	measure := func(id, unit string, targets ...bsc.Target) bsc.KPI {
		return bsc.KPI{ID: id, Unit: unit, Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: targets}
	}
	seller := oracle.CardOf()
	seller.Perspectives[0].Objectives = []bsc.Objective{{ID: "sell", Name: "Sell", KPIs: []bsc.KPI{
		measure("sales", "EUR", bsc.Target{Period: period.Year(2026), Value: "1200", Phasing: bsc.PhasingLinear}), measure("visits", "", bsc.Target{Value: "20"}),
	}}}
	top := seller.Clone()
	top.Perspectives[0].Objectives[0].KPIs[1].Target, top.Perspectives[0].Objectives[0].KPIs[1].Targets = bsc.TargetOfContributors, nil
	maker := oracle.CardOf()
	maker.Perspectives[0].Objectives = []bsc.Objective{{ID: "ship", KPIs: []bsc.KPI{measure("orders", "", bsc.Target{Value: "5"})}}, {ID: "sell", KPIs: []bsc.KPI{measure("sales", "EUR")}}}
	adds := []cascade.Contribution{{Mode: cascade.Additive, From: sales, To: sales}, {Mode: cascade.Additive, From: bsc.KPIRef("visits"), To: bsc.KPIRef("visits")}}
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "ann", Name: "Ann", Parent: "shop", Definition: seller, Contributes: adds},
		{ID: "group", Name: "The group", Definition: top},
		{ID: "works", Parent: "group", Definition: maker, Contributes: []cascade.Contribution{adds[0], {Mode: cascade.Contributory, From: ship, To: sell, Weight: "2"}}},
		{ID: "shop", Name: "Shop", Parent: "group", Definition: top, Contributes: adds},
		{ID: "bob", Name: "Bob", Parent: "shop", Definition: seller, Contributes: adds},
	}, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	add := func(unit, kpi string, months ...int64) {
		for i, value := range months {
			if value >= 0 {
				f := bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef(kpi), Period: period.Month(2026, i+1)}
				f.Value = decimal.NewFromInt(value)
				require.NoError(t, readings.Add(f))
			}
		}
	}
	add("ann", "sales", 90, 100, 80)
	add("bob", "sales", 70, 60, 50)
	add("ann", "visits", 20, 22, 17)
	add("bob", "visits", 18, -1, 19)
	add("works", "sales", 10, 20, 30)
	add("works", "orders", 4, 4, 3)
	r, err := org.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: readings})
	require.NoError(t, err)
	return r
}

// TestOfCascade pins the documented JSON of an organisation, its heat map and a page. What is read back is the same.
func TestOfCascade(t *testing.T) {
	r := group(t)
	for name, c := range map[string]struct{ written, back any }{
		"organisation.json": {report.OfCascade(r), new(report.Organisation)},
		"heatmap.json":      {report.HeatMapOf(r), new(report.HeatMap)},
		"page.json":         {report.PageOf(r, "shop"), new(report.Page)},
		"explained.json":    {must(report.ExplainCascade(r, "group", bsc.ObjectiveRef("sell"))), nil},
	} {
		text := string(must(json.MarshalIndent(c.written, "", "  "))) + "\n"
		golden.Check(t, name, text)
		if c.back == nil {
			continue
		}
		require.NoError(t, bsc.Unmarshal([]byte(text), c.back, nil), name)
		assert.Equal(t, text, string(must(json.MarshalIndent(c.back, "", "  ")))+"\n")
	}
}

// TestOfCascade_zero tells of what has no org units.
func TestOfCascade_zero(t *testing.T) {
	assert.Equal(t, `{"schema":1,"period":"","cards":[],"units":[]}`, written(t, report.OfCascade(new(cascade.Result))))
	assert.Equal(t, `{"schema":1,"period":"","columns":[],"rows":[]}`, written(t, report.HeatMapOf(nil)))
	assert.Nil(t, report.PageOf(new(cascade.Result), "x"))
	assert.Nil(t, report.PageOf(group(t), "typo"))
}

// TestOfCascade_random compares what is told of random organisations with their results: every org unit once, below its
// parent; a cell for each node of a card that is not another's score, and its standing; shares that add up; pages like
// the tree.
func TestOfCascade_random(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 1))
	for told := 0; told < 30; {
		units, all := oracle.RandomCompany(rng)
		org, err := cascade.New(units, nil)
		if err != nil {
			continue
		}
		told++
		r := must(org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: oracle.WithoutReceived(units, all)}))
		o, m := report.OfCascade(r), report.HeatMapOf(r)
		require.Len(t, o.Units, len(units))
		require.Len(t, m.Rows, len(units))
		depth, sum := map[string]int{"": -1}, decimal.Decimal{}
		for i, u := range o.Units {
			above, known := depth[u.Parent]
			require.True(t, known && u.Depth == above+1)
			depth[u.Unit] = u.Depth
			if u.Share != "" {
				sum = sum.Add(must(u.Share.Decimal()))
			}
			require.Equal(t, u.Unit, m.Rows[i].Unit)
			checkCells(t, r.Of(u.Unit), m.Columns, m.Rows[i].Cells, u.Contributors)
			page := report.PageOf(r, u.Unit)
			require.Equal(t, u, page.OrgUnit)
			require.Equal(t, report.Of(r.Of(u.Unit)), page.Report)
		}
		tops := 0
		for _, u := range units {
			if len(r.Of(u.ID).Scorecard().Nodes()) > 0 && !gives(u) && r.Of(u.ID).Score().Valid() {
				tops++
			}
		}
		require.Equal(t, int64(tops), sum.IntPart(), "the shares of each at the top add up to one")
	}
}

// gives reports whether an org unit contributes values or scores.
func gives(u cascade.OrgUnit) bool {
	for _, c := range u.Contributes {
		if c.Mode != cascade.SharedMeasure {
			return true
		}
	}
	return false
}

func checkCells(t *testing.T, r *bsc.Result, columns []report.Column, cells []report.Cell, contributors []report.Contributor) {
	t.Helper()
	scores := 0
	for _, c := range contributors {
		if c.Mode == cascade.Contributory {
			scores++
		}
	}
	require.Len(t, cells, len(r.Scorecard().Nodes())-1-scores)
	at := 0
	for _, c := range cells {
		for columns[at].Ref != c.Ref {
			at++
		}
		o, ok := r.Of(c.Ref)
		require.True(t, ok)
		require.True(t, o.Score.Equal(c.Score))
		require.Equal(t, o.Rating, c.Rating)
		require.Equal(t, o.Flags.Names(), c.Flags)
		require.Equal(t, o.Target.Value.Valid, c.Target != "")
	}
}
