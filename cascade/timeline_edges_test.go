package cascade_test

import (
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rank returns a version of an org unit with sales to date, which add up to those of its parent.
func rank(from period.Period, id, parent string) cascade.Version {
	u := cascade.OrgUnit{ID: id, Parent: parent, Definition: toDate()}
	if parent != "" {
		u.Contributes = []cascade.Contribution{additive(bsc.KPIRef("sales"))}
	}
	return cascade.Version{From: from, OrgUnit: u}
}

// closed returns the version of an org unit that is not there from a month of 2026 on.
func closed(month int, id string) cascade.Version {
	return cascade.Version{From: period.Month(2026, month), Gone: true, OrgUnit: cascade.OrgUnit{ID: id}}
}

// TestNewTimeline_goneParent refuses org units that stay below one that is gone, or contribute to it.
func TestNewTimeline_goneParent(t *testing.T) {
	always := period.Period{}
	versions := []cascade.Version{rank(always, "company", ""), rank(always, "north", "company"), rank(always, "ann", "north"), closed(7, "north")}
	_, err := cascade.NewTimeline(versions, nil)
	assert.EqualError(t, err, `bsc: /2/unit/parent: the org unit "north" is not in the organisation any more`)

	versions[2].OrgUnit.Parent = "company"
	sell := bsc.ObjectiveRef("sell")
	versions[2].OrgUnit.Contributes = []cascade.Contribution{{Mode: cascade.Contributory, From: sell, To: sell, OrgUnit: "north"}}
	_, err = cascade.NewTimeline(versions, nil)
	assert.EqualError(t, err, `bsc: /2/unit/contributes/0/unit: the org unit "north" is not in the organisation any more`)
}

// TestResult_LineOfSight_back counts what somebody brought before leaving and after coming back.
func TestResult_LineOfSight_back(t *testing.T) {
	always := period.Period{}
	org := timelineOf(t, []cascade.Version{
		rank(always, "company", ""), rank(always, "ann", "company"), rank(always, "bob", "company"), closed(4, "ann"), rank(period.Month(2026, 7), "ann", "company"),
	})
	r := evaluated(t, org, period.Month(2026, 9), "ann", "bob")
	sights, _ := r.LineOfSight("ann", bsc.KPIRef("sales"))
	require.Len(t, sights, 1)
	assert.Equal(t, "0.4", sights[0].Share.String(), "60 of 150")
}

// TestTimeline_swap puts two org units above each other, one after the other. Nothing leads in a circle.
func TestTimeline_swap(t *testing.T) {
	always, july := period.Period{}, period.Month(2026, 7)
	org := timelineOf(t, []cascade.Version{
		rank(always, "company", ""), rank(always, "p", "company"), rank(always, "q", "p"), rank(always, "cleo", "q"), rank(always, "dan", "p"),
		rank(july, "q", "company"), rank(july, "p", "q"), rank(july, "cleo", "p"), rank(july, "dan", "q"),
	})
	r := evaluated(t, org, period.Month(2026, 12), "cleo", "dan")
	sales := bsc.KPIRef("sales")
	tree, left := r.Of("company").AddendTree(sales, 100)
	assert.Zero(t, left)
	var brings []string
	var walk func(list []bsc.AddendTree, under string)
	walk = func(list []bsc.AddendTree, under string) {
		for _, a := range list {
			brings = append(brings, under+a.OrgUnit+" "+a.Value.Decimal.String())
			walk(a.Below, under+a.OrgUnit+"/")
		}
	}
	walk(tree, "")
	assert.Equal(t, []string{
		"q 120", "q/p 60", "q/p/cleo 60", "q/dan 60",
		"p 120", "p/q 60", "p/q/cleo 60", "p/dan 60",
	}, brings)
	sights, more := r.LineOfSight("cleo", sales)
	assert.False(t, more)
	assert.LessOrEqual(t, len(sights), 4)
}

// TestTimeline_otherTimes gives the targets and the assessments of all org units that there ever were to each period.
func TestTimeline_otherTimes(t *testing.T) {
	always := period.Period{}
	before := rank(always, "bob", "company")
	before.OrgUnit.Definition = toDate()
	kpis := &before.OrgUnit.Definition.Perspectives[0].Objectives[0].KPIs
	*kpis = append(*kpis, bsc.KPI{ID: "calls", Targets: []bsc.Target{{Value: "1"}}})
	org := timelineOf(t, []cascade.Version{
		rank(always, "company", ""), before, rank(period.Month(2026, 7), "bob", "company"),
		rank(period.Month(2026, 4), "ann", "company"), closed(9, "ann"),
	})
	targets := bsc.TargetsByOrgUnit{"ann": {"sales": {Value: "5"}}, "bob": {"calls": {Value: "3"}}}
	in := bsc.Input{Period: period.Month(2026, 12), Readings: tens(t, "ann", "bob"), Targets: targets}
	results := 0
	for _, err := range org.EvaluatePeriods(period.Month(2026, 1), in) {
		require.NoError(t, err)
		results++
	}
	assert.Equal(t, 12, results)

	targets["bob"]["cals"], targets["dora"] = bsc.Target{Value: "1"}, bsc.OrgUnitTargets{}
	_, err := org.Evaluate(in)
	var refused *bsc.InputError
	require.ErrorAs(t, err, &refused)
	require.Len(t, refused.Problems, 2)
	assert.EqualError(t, refused.Problems[0], `unit:bob: a target for "cals", which is no KPI of the scorecard`)
	assert.EqualError(t, refused.Problems[1], `targets of org unit "dora", which there is not`)

	in.Targets, in.Period = nil, period.Month(2026, 2)
	in.Assessments = []bsc.Assessment{{OrgUnit: "ann", Ref: bsc.KPIRef("sales"), Period: period.Month(2026, 5), Role: "manager", Score: "4"}}
	_, err = org.Evaluate(in)
	require.NoError(t, err)
	in.Assessments[0].OrgUnit = "dora"
	_, err = org.Evaluate(in)
	assert.ErrorIs(t, err, bsc.ErrUnknownRef)
}

// TestTimeline_CheckReadings_gone finds facts of an org unit from when it is gone.
func TestTimeline_CheckReadings_gone(t *testing.T) {
	always := period.Period{}
	org := timelineOf(t, []cascade.Version{rank(always, "company", ""), rank(always, "ann", "company"), closed(12, "ann")})
	problems := org.CheckReadings(tens(t, "ann"))
	require.Len(t, problems, 1)
	assert.EqualError(t, problems[0], `kpi:sales: of "ann", 2026-12: the org unit "ann" is not in the organisation any more`)
}

// TestTimeline_nil asks a Timeline that is not there.
func TestTimeline_nil(t *testing.T) {
	var none *cascade.Timeline
	in := bsc.Input{Period: period.Month(2026, 6)}
	assert.Empty(t, none.Versions())
	assert.Empty(t, none.Check())
	assert.Empty(t, none.Warnings())
	assert.Empty(t, none.CheckReadings(tens(t, "ann")))
	_, err := none.Evaluate(in)
	assert.ErrorIs(t, err, bsc.ErrInput)
	_, err = none.Needs(in.Period, in)
	assert.ErrorIs(t, err, bsc.ErrInput)
	_, err = cascade.Trends(none.EvaluatePeriods(in.Period, in))
	assert.ErrorIs(t, err, bsc.ErrInput)
}

// TestTimeline_lacking refuses a period that the calendar of an org unit lacks, as Cascade.Evaluate does.
func TestTimeline_lacking(t *testing.T) {
	always := period.Period{}
	branch := rank(always, "branch", "company")
	branch.OrgUnit.Definition = toDate()
	branch.OrgUnit.Definition.Calendar.Table = []period.CalendarRow{{Label: period.Year(2026), First: period.Day(2026, 1, 1), Last: period.Day(2026, 12, 31)}}
	late := branch
	late.OrgUnit.ID, late.From = "late", period.Month(2026, 7)
	org := timelineOf(t, []cascade.Version{rank(always, "company", ""), branch, late})
	for _, p := range []period.Period{period.Year(2026), period.Month(2027, 1)} {
		c, err := org.At(p, time.Time{})
		require.NoError(t, err)
		assert.Len(t, c.OrgUnits(), 3)
	}
	_, err := org.At(period.Year(2027), time.Time{})
	assert.ErrorIs(t, err, bsc.ErrPeriod)
	assert.ErrorContains(t, err, "unit:branch: 2027 ")
	c, err := org.At(period.Month(2026, 3), time.Time{})
	require.NoError(t, err)
	assert.Len(t, c.OrgUnits(), 2)
}

// TestTimeline_forgottenRates warns where the card of today lacks the rates of before.
func TestTimeline_forgottenRates(t *testing.T) {
	always, july := period.Period{}, period.Month(2026, 7)
	company, ann := rank(always, "company", ""), rank(always, "ann", "company")
	company.OrgUnit.Definition = toDate()
	company.OrgUnit.Definition.Series = []bsc.Series{{ID: "gbp", Frequency: period.Monthly}}
	ann.OrgUnit.Contributes[0].Factor = bsc.Factor{Rates: bsc.SeriesRef("gbp"), OrgUnit: "company"}
	org, err := cascade.NewTimeline([]cascade.Version{company, ann, rank(july, "company", ""), rank(july, "ann", "company")}, nil)
	require.NoError(t, err)
	require.Len(t, org.Warnings(), 1)
	assert.ErrorContains(t, org.Warnings()[0], "/1/unit/contributes/0: series:gbp of company counts together with ann until 2026-06-30, and is not on its card any more")
}

// TestResult_Contributors_sharedBefore says that a measure was shared, not that it adds up.
func TestResult_Contributors_sharedBefore(t *testing.T) {
	always, july := period.Period{}, period.Month(2026, 7)
	x, own := rank(always, "x", ""), rank(july, "x", "")
	x.OrgUnit.Contributes = []cascade.Contribution{{Mode: cascade.SharedMeasure, From: bsc.KPIRef("sales"), To: bsc.KPIRef("sales"), OrgUnit: "a"}}
	r := evaluated(t, timelineOf(t, []cascade.Version{rank(always, "a", ""), x, own}), period.Month(2026, 9), "a", "x")
	list := r.Contributors("x", bsc.KPIRef("sales"))
	require.Len(t, list, 1)
	assert.Equal(t, cascade.SharedMeasure, list[0].Mode)
}
