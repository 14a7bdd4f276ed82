package csvfile_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
)

// The zero Dialect reads the form that has no quirks. Of two readings of one period, the later one holds.
func Example() {
	readings, err := csvfile.Dialect{}.Readings(strings.NewReader(`kpi,period,value,recorded_at
margin,2026-Q3,8.1,2026-10-05T09:00:00Z
margin,2026-Q3,8.4,2026-10-20T09:00:00Z
`), nil)
	fmt.Println(len(readings.Facts()), err)

	_, err = csvfile.Dialect{}.Readings(strings.NewReader("kpi,period,value\nmargin,2026-13,8.1\nmargin,2026-Q3,\"8,1\"\n"), nil)
	fmt.Println(err)
	// Output:
	// 2 <nil>
	// bsc: line 2, column 8: "2026-13" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999) (and 1 more)
}

// A file of a German spreadsheet: semicolons, decimal commas, a minus behind the number, cells and rows that are blank.
func ExampleDialect_Readings() {
	file := open("testdata/branches.csv")
	dialect := csvfile.Dialect{
		Separator: ';', Decimal: ',', Thousands: '.', TrailingMinus: true,
		Columns: map[string]string{"Kennzahl": "kpi", "Monat": "period", "Filiale": "unit", "Ist": "value", "Bemerkung": "note"},
		Periods: map[string]period.Frequency{"01.2006": period.Monthly},
	}
	readings, err := dialect.Readings(file, nil)
	print(readings, err)
	// Output:
	// nord margin 2026-01 12.5
	// nord margin 2026-02 11.8
	// nord sales 2026-01 1234500.5
	// nord sales 2026-02 1310250.75
	// süd margin 2026-01 -0.75
	// süd margin 2026-02 2.1
	// süd sales 2026-01 987000
}

// A wide table has a column a month, words where there is no number, and totals.
func ExampleDialect_wide() {
	file := open("testdata/months.csv")
	dialect := csvfile.Dialect{
		Thousands: ',', Parentheses: true, Empty: []string{"n/a", "-"}, Skip: []string{"Total"},
		Columns: map[string]string{"KPI": "kpi", "Owner": "", "Total": ""},
		Across:  csvfile.AcrossPeriods,
		Periods: map[string]period.Frequency{"Jan 06": period.Monthly},
	}
	readings, err := dialect.Readings(file, nil)
	print(readings, err)
	// Output:
	// churned 2026-01 12
	// churned 2026-03 9
	// hires 2026-02 3
	// profit 2026-01 1350
	// profit 2026-02 -420
	// profit 2026-03 2010
	// revenue 2026-01 41200
	// revenue 2026-02 39850
	// revenue 2026-03 44010
}

// Actuals in percent stand beside targets with signs, which have to agree with the directions of the KPIs.
func ExampleDialect_TargetsByPeriod() {
	dialect := csvfile.Dialect{
		Percent:    csvfile.PercentPoints, // 2.4% is 2.4
		Periods:    map[string]period.Frequency{"1/2/2006": period.Monthly},
		Directions: map[string]bsc.Direction{"defects": bsc.DirectionLower, "on-time": bsc.DirectionHigher},
		Columns:    map[string]string{"Metric": "kpi", "Date": "period", "Actual": "value", "Target": ""},
	}
	readings, err := dialect.Readings(open("testdata/quality.csv"), nil)
	print(readings, err)
	dialect.Columns = map[string]string{"Metric": "kpi", "Date": "period", "Target": "value", "Actual": ""}
	targets, err := dialect.TargetsByPeriod(open("testdata/quality.csv"), nil)
	march, _ := targets.Target(bsc.Query{Ref: bsc.KPIRef("defects"), Period: period.Month(2026, 3)})
	fmt.Println("target", march.Period, march.Value, err)
	// Output:
	// defects 2026-01 2.4
	// defects 2026-02 3.15
	// defects 2026-03 2.9
	// on-time 2026-01 96.5
	// on-time 2026-02 94
	// on-time 2026-03 97.25
	// target 2026-03 2.5 <nil>
}

// Targets for every period, a column an org unit.
func ExampleDialect_Targets() {
	dialect := csvfile.Dialect{Separator: '\t', Across: csvfile.AcrossOrgUnits, IgnoreSigns: true}
	targets, err := dialect.Targets(strings.NewReader("kpi\tnorth\tsouth\nsales\t100\t120\ncomplaints\t≤ 3\t≤ 5\n"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(targets["north"]["sales"].Value, targets["south"]["complaints"].Value)
	// Output: 100 5
}

func ExampleDialect_AddReadings() {
	readings := new(bsc.Readings)
	var dialect csvfile.Dialect
	file := strings.NewReader("kpi,period,value\nsales,2026-06,88\n")
	delivered := day(2026, 7, 3)
	if err := dialect.AddReadings(readings, file, delivered, nil); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(readings.Facts()[0].RecordedAt.Format("2 January 2006"))
	// Output: 3 July 2026
}

func ExampleDialect_WriteResult() {
	card := bsc.MustCompile(&bsc.Definition{ID: "shop", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{
		{ID: "sales", Name: "=HYPERLINK(1)", Targets: []bsc.Target{{Value: "100"}}},
	}}}}}}, nil)
	result, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 7), Readings: oneValue("sales", "87.5")})
	if err != nil {
		fmt.Println(err)
		return
	}
	var file strings.Builder
	if err := (csvfile.Dialect{Separator: ';', Decimal: ','}).WriteResult(&file, result); err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(file.String()) {
		fmt.Println(strings.Join(strings.Split(line, ";")[1:7], ";"))
	}
	// Output:
	// period;ref;parent;name;score;attainment
	// 2026-07;scorecard:shop;;;87,5;87,5
	// 2026-07;perspective:p;scorecard:shop;;87,5;87,5
	// 2026-07;objective:o;perspective:p;;87,5;87,5
	// 2026-07;kpi:sales;objective:o;'=HYPERLINK(1);87,5;87,5
}

// Payroll takes a line for each person, and finds its columns by name.
func ExampleDialect_WriteTotals() {
	card := bsc.MustCompile(&bsc.Definition{ID: "appraisal", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{
		{ID: "sales", Targets: []bsc.Target{{Value: "100"}}},
	}}}}}}, nil)
	var results []*bsc.Result
	for _, person := range []string{"ana", "ben"} {
		result, err := card.Evaluate(bsc.Input{
			OrgUnit: person, Period: period.Year(2026), Readings: oneValue("sales", "85"),
			Assessments: []bsc.Assessment{{OrgUnit: "ben", Ref: card.Ref(), Role: "calibration", Rating: bsc.RatingGreen, Author: "Panel"}},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		results = append(results, result)
	}
	var file strings.Builder
	if err := (csvfile.Dialect{}).WriteTotals(&file, results...); err != nil {
		fmt.Println(err)
		return
	}
	lines, err := csv.NewReader(strings.NewReader(file.String())).ReadAll()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, column := range []string{"unit", "score", "rating", "final_score", "final_rating", "decided_by", "decided_as"} {
		at := slices.Index(lines[0], column)
		fmt.Printf("%s: %q %q\n", column, lines[1][at], lines[2][at])
	}
	// Output:
	// unit: "ana" "ben"
	// score: "85" "85"
	// rating: "amber" "amber"
	// final_score: "85" ""
	// final_rating: "amber" "green"
	// decided_by: "" "Panel"
	// decided_as: "" "calibration"
}

func ExampleGuard() {
	fmt.Println(csvfile.Guard("=1+1"), csvfile.Unguard("'=1+1"), csvfile.Guard("'s-Hertogenbosch"))
	// Output: '=1+1 =1+1 's-Hertogenbosch
}

func open(name string) *strings.Reader {
	text, err := os.ReadFile(name)
	if err != nil {
		return strings.NewReader(err.Error())
	}
	return strings.NewReader(string(text))
}

func print(readings *bsc.Readings, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range readings.Facts() {
		fmt.Println(strings.TrimSpace(fmt.Sprint(f.OrgUnit, " ", f.Ref.ID, " ", f.Period, " ", f.Value)))
	}
}
