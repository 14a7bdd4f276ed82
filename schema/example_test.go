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
			Properties map[string]struct{ Description string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(schema.Definition(), &doc); err != nil {
		fmt.Println(err)
		return
	}
	kpi := doc.Defs["kpi"]
	fmt.Println(kpi.Required)
	fmt.Println(kpi.Properties["unit"].Description)
	// Output:
	// [id]
	// Of its values: %, EUR, days.
}
