package schema_test

import (
	"encoding/json"
	"fmt"

	"github.com/go-bsc/bsc/schema"
)

// The fields of a KPI, for an editor or a form.
func ExampleDefinition() {
	var doc struct {
		Defs map[string]struct {
			Required   []string
			Properties map[string]struct{ Title, Description string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(schema.Definition(), &doc); err != nil {
		fmt.Println(err)
		return
	}
	kpi := doc.Defs["kpi"]
	fmt.Println(kpi.Required)
	fmt.Printf("%s: %s\n", kpi.Properties["source"].Title, kpi.Properties["source"].Description)
	// Output:
	// [id]
	// Source: Where its readings come from, in words.
}

// What a front end gets of a way through the strategy map.
func ExampleOutputs() {
	var doc struct {
		Defs map[string]struct {
			Required   []string
			Properties map[string]struct{ Description string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(schema.Outputs(), &doc); err != nil {
		fmt.Println(err)
		return
	}
	path := doc.Defs["impact.Path"]
	fmt.Println(path.Required)
	fmt.Println(path.Properties["lag"].Description)
	// Output:
	// [nodes links lag strength]
	// Of all links.
}
