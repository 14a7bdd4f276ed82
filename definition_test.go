package bsc_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The same scorecard by the month and by the year to date.
func ExampleDefinition_Clone() {
	month := &bsc.Definition{ID: "acme", Perspectives: []bsc.Perspective{{ID: "financial", Objectives: []bsc.Objective{{
		ID: "grow", KPIs: []bsc.KPI{{ID: "sales"}, {ID: "margin"}},
	}}}}}
	toDate := month.Clone()
	for kpi := range toDate.KPIs() {
		kpi.Basis = bsc.BasisYearToDate
	}
	for _, def := range []*bsc.Definition{month, toDate} {
		for kpi := range def.KPIs() {
			fmt.Printf("%s %q; ", kpi.ID, kpi.Basis)
		}
	}
	// Output:
	// sales ""; margin ""; sales "year_to_date"; margin "year_to_date";
}

// shares reports where two values share memory that may be changed.
func shares(a, b reflect.Value, path string) []string {
	var found []string
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if a.Type().Field(i).IsExported() {
				found = append(found, shares(a.Field(i), b.Field(i), path+"/"+a.Type().Field(i).Name)...)
			}
		}
	case reflect.Slice:
		if a.Len() > 0 && a.Pointer() == b.Pointer() {
			found = append(found, path)
		}
		for i := range a.Len() {
			found = append(found, shares(a.Index(i), b.Index(i), path)...)
		}
	case reflect.Map, reflect.Pointer:
		if !a.IsNil() && a.Pointer() == b.Pointer() {
			found = append(found, path)
		}
	}
	return found
}

// TestDefinition_Clone: a copy says the same, and shares nothing.
func TestDefinition_Clone(t *testing.T) {
	for seed := range max(50, oracle.Cards(200)) {
		def := oracle.RandomCard(seed).Definition
		def.Round, def.Attributes = &bsc.Rounding{Places: 2}, map[string]string{"a": "b"}
		copied := def.Clone()
		require.Equal(t, def, copied)
		require.Empty(t, shares(reflect.ValueOf(def).Elem(), reflect.ValueOf(copied).Elem(), ""))
		was, err := json.Marshal(def)
		require.NoError(t, err)
		for kpi := range copied.KPIs() {
			kpi.Name = "changed"
			if len(kpi.Targets) > 0 {
				kpi.Targets[0].Value = "12345"
			}
			if kpi.Attributes != nil {
				kpi.Attributes["changed"] = "yes"
			}
		}
		copied.Attributes["a"], copied.Round.Places = "c", 7
		is, err := json.Marshal(def)
		require.NoError(t, err)
		require.Equal(t, string(was), string(is))
	}
	assert.Nil(t, (*bsc.Definition)(nil).Clone())
	for range (*bsc.Definition)(nil).KPIs() {
		assert.Fail(t, "nothing")
	}
	for range oracle.RandomCard(1).Definition.KPIs() {
		break
	}
}
