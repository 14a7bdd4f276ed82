package bsc_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/go-bsc/bsc"
)

// Readings are JSON with the columns of a CSV file as keys.
func ExampleParseReadings() {
	readings, err := bsc.ParseReadings([]byte(`{"readings": [
		{"kpi": "margin", "period": "2026-Q3", "value": 8.4},
		{"kpi": "series:guests", "period": "2026-07", "value": 3120, "recorded_at": "2026-08-03T09:00:00Z"}
	]}`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	text, _ := json.Marshal(readings.Facts()[0])
	fmt.Println(string(text))

	_, err = bsc.ParseReadings([]byte(`{"readings": [{"kpi": "margin", "period": "2026-Q5", "value": 8.4}]}`), nil)
	fmt.Println(err)
	// Output:
	// {"kpi":"margin","period":"2026-Q3","value":8.4,"state":"final"}
	// bsc: line 1, column 43: /readings/0/period: "2026-Q5" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)
}

// A report is kept as JSON, and read back by who draws it.
func ExampleParseReport() {
	document, _ := json.Marshal(cafeResult())
	report, err := bsc.ParseReport(document, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Period, report.Nodes[0].Name, report.Nodes[0].Score)
	// Output:
	// 2026-Q3 Café 72
}

// What Compile finds has a path; Locate says where that is in the document of whoever wrote it.
func ExampleProblems_Locate() {
	document := []byte(`{
  "id": "shop",
  "perspectives": [{"id": "money", "weight": -1, "objectives": [{"name": "no id"}]}]
}`)
	def, err := bsc.ParseDefinition(document, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	problems := bsc.Check(def, nil)
	problems.Locate(document)
	for _, p := range problems {
		fmt.Println(p)
	}
	// Output:
	// line 3, column 46: /perspectives/0/weight: the weight "-1" is negative (0 or more)
	// line 3, column 65: /perspectives/0/objectives/0/id: the id is missing (1 to 128 bytes, printable, no spaces)
	// line 3, column 65: /perspectives/0/objectives/0/kpis: the objective has no KPIs
}

// Limits bound what a host's users may load.
func ExampleLimits() {
	o := &bsc.Options{Limits: bsc.Limits{Bytes: 1 << 10, NameRunes: 20}}
	_, err := bsc.ParseDefinition([]byte(`{"id": "shop", "name": "Our very own and only shop"}`), o)
	fmt.Println(err)
	_, err = bsc.ReadCSV(strings.NewReader("kpi,period,value\n"+strings.Repeat("sales,2026-07,1\n", 100)), o)
	fmt.Println(err)
	// Output:
	// bsc: line 1, column 24: /name: "Our very own and only shop" is too long (at most 20 characters)
	// bsc: the file is too large (at most 1024 bytes)
}
