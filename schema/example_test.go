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
