package csvfile_test

import (
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDialect_Targets reads every field of a target.
func TestDialect_Targets(t *testing.T) {
	d := csvfile.Dialect{Separator: ';', Decimal: ',', Percent: csvfile.PercentPoints, IgnoreSigns: true, Periods: map[string]period.Frequency{"2006": period.Yearly}}
	targets, err := d.Targets(strings.NewReader("origin;phasing;floor;stretch;baseline;period;unit;value;kpi;author\n"+
		"agreed;linear;80;120;50;2026;north;100,5;sales;Ann\n"+
		";;;;;;north;≤ 3%;kpi:complaints;\n"+
		";;;;;;;=>95;on-time;\n"+
		";;;;10;;south;;sales;\n"+
		";;;;;;south;;complaints;\n"), nil)
	require.NoError(t, err)
	assert.Equal(t, bsc.TargetsByOrgUnit{
		"north": {
			"sales":      {Origin: "agreed", Author: "Ann", Phasing: bsc.PhasingLinear, Floor: "80", Stretch: "120", Baseline: "50", Period: period.Year(2026), Value: "100.5"},
			"complaints": {Value: "3"},
		},
		"":      {"on-time": {Value: "95"}},
		"south": {"sales": {Baseline: "10"}},
	}, targets, "a row without numbers has no target")
}

// TestDialect_Targets_bad lists all that is wrong, and reads nothing then.
func TestDialect_Targets_bad(t *testing.T) {
	checked := csvfile.Dialect{Directions: map[string]bsc.Direction{"low": bsc.DirectionLower, "high": "", "near": bsc.DirectionCloser}}
	wide := csvfile.Dialect{Across: csvfile.AcrossKPIs}
	for _, c := range []struct {
		dialect csvfile.Dialect
		file    string
		want    string
	}{
		{csvfile.Dialect{}, "kpi,value,unit\na,1,n\na,2,s\na,2,n\n", "line 4, column 3: kpi:a: a second target of the KPI (one for each org unit); Dialect.TargetsByPeriod reads several, for different periods"},
		{csvfile.Dialect{}, "kpi,value\na,≤3\n", `line 2, column 3: "≤3" says that lower is better (a number alone); Directions: {"a": "lower"} checks such signs, IgnoreSigns: true leaves them out`},
		{checked, "kpi,value,floor\nlow,<= 3,< 4\nhigh,≥ 3,\nhigh,≤ 3,\nnear,>3,\nother,>3,\nlow,1,>=2\n", strings.Join([]string{
			`line 4, column 6: "≤ 3" says that lower is better (the direction of the KPI is higher)`,
			`line 5, column 6: ">3" says that higher is better (the direction of the KPI is closer)`,
			`line 6, column 7: ">3" says that higher is better (a number alone); Directions: {"other": "higher"} checks such signs, IgnoreSigns: true leaves them out`,
			`line 7, column 7: ">=2" says that higher is better (the direction of the KPI is lower)`,
		}, "\n")},
		{csvfile.Dialect{IgnoreSigns: true}, "kpi,value\na,≤\nb,≤≥3\nc,3≤\nd,±3\n", "line 2, column 3: \"≤\" is not a number (a number such as 1234.5)\nline 3, column 3: \"≥3\" is not a number (a number such as 1234.5)\nline 4, column 3: \"3≤\" is not a number (a number such as 1234.5)\nline 5, column 3: \"±3\" is not a number (a number such as 1234.5)"},
		{csvfile.Dialect{}, "kpi,value,phasing,period\nseries:a,1,,\na,1,lineer,\na,1,,2026-13\na,x,,\n", strings.Join([]string{
			`line 2, column 1: "series:a" cannot have targets (the id of a KPI)`,
			`line 3, column 5: unknown phasing "lineer" (linear, seasonal, step, glide); did you mean "linear"?`,
			`line 4, column 6: "2026-13" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`,
			`line 5, column 3: "x" is not a number (a number such as 1234.5); if it means that there is no number, Empty: []string{"x"}`,
		}, "\n")},
		{csvfile.Dialect{}, "kpi,target\na,1\n", `line 1, column 5: unknown column "target" (kpi, value, unit, period, baseline, stretch, floor, phasing, origin, author); if it is the value, Columns: {"target": "value"}` + "\n" + `line 1, column 5: column "value" is missing; if it has another name, Columns: {the name: "value"}`},
		{csvfile.Dialect{}, "unit,kpi,value\nTotal,,3\n", `line 2, column 7: "" cannot have targets (the id of a KPI); if the row is a total: Skip: []string{"Total"}`},
		{wide, "unit,a,series:b\n", `line 1, column 8: "series:b" cannot have targets (the id of a KPI)`},
		{wide, "unit,a,floor\n", `line 1, column 8: column "floor" stands beside columns that each hold a kpi`},
	} {
		targets, err := c.dialect.Targets(strings.NewReader(c.file), nil)
		assert.Nil(t, targets)
		var input *bsc.InputError
		require.ErrorAs(t, err, &input, c.file)
		assert.Equal(t, c.want+"\n", input.Problems.String(), c.file)
	}
	_, err := csvfile.Dialect{}.TargetsByPeriod(strings.NewReader("kpi,value,period\na,1,2026\na,2,2027\na,3,2026\na,4,\na,5,\n"), nil)
	var input *bsc.InputError
	require.ErrorAs(t, err, &input)
	assert.Equal(t, "line 4, column 3: kpi:a: a second target of the KPI for 2026 (one for each org unit and period)\n"+
		"line 6, column 3: kpi:a: a second target of the KPI for every period (one for each org unit and period)\n", input.Problems.String())
	assert.ErrorIs(t, err, bsc.ErrDuplicate)
}

// TestTargetsByPeriod evaluates a budget by month: a quarter's target is the sum of its months', and a KPI with one
// target for every period has that.
func TestTargetsByPeriod(t *testing.T) {
	d := csvfile.Dialect{Separator: ';', Across: csvfile.AcrossPeriods, Periods: map[string]period.Frequency{"01.2006": period.Monthly}}
	targets, err := d.TargetsByPeriod(strings.NewReader("kpi;unit;01.2026;02.2026;03.2026\nsales;north;10;20;30\nsales;south;1;;3\n"), nil)
	require.NoError(t, err)
	standing, err := csvfile.Dialect{}.TargetsByPeriod(strings.NewReader("kpi,unit,value\nsales,west,10\nsales,south,2\n"), nil)
	require.NoError(t, err)
	for key, target := range standing {
		targets[key] = target
	}
	card := bsc.MustCompile(&bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{
		{ID: "sales", Frequency: period.Monthly, Rollup: bsc.RollupSum},
	}}}}}}, nil)
	readings := new(bsc.Readings)
	for _, unit := range []string{"north", "south", "west"} {
		for month := range 3 {
			f := bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef("sales"), Period: period.Month(2026, month+1)}
			f.Value = decimal.New(6, 0)
			require.NoError(t, readings.Add(f))
		}
	}
	for unit, want := range map[string]string{"north": "60", "south": "6", "west": "30"} {
		result, err := card.Evaluate(bsc.Input{OrgUnit: unit, Period: period.Quarter(2026, 1), Readings: readings, Targets: targets})
		require.NoError(t, err)
		sales, _ := result.Of(bsc.KPIRef("sales"))
		assert.Equal(t, want, sales.Target.Value.Decimal.String(), unit)
	}
	byHand := csvfile.TargetsByPeriod{{OrgUnit: "north", KPI: "sales", Period: period.Quarter(2026, 1)}: {Value: "70"}}
	result, err := card.Evaluate(bsc.Input{OrgUnit: "north", Period: period.Quarter(2026, 1), Readings: readings, Targets: byHand})
	require.NoError(t, err)
	sales, _ := result.Of(bsc.KPIRef("sales"))
	assert.Equal(t, "70", sales.Target.Value.Decimal.String(), "the quarter's, as its key says")
	target, _ := byHand.Target(bsc.Query{OrgUnit: "north", Ref: bsc.KPIRef("sales"), Period: period.Quarter(2026, 1)})
	assert.Equal(t, bsc.Target{Value: "70", Period: period.Quarter(2026, 1)}, target)
	_, ok := targets.Target(bsc.Query{OrgUnit: "north", Ref: bsc.SeriesRef("sales"), Period: period.Month(2026, 1)})
	assert.False(t, ok)
}
