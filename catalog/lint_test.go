package catalog_test

import (
	"testing"

	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/lint"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/require"
)

// TestAll_lint checks that a KPI from a template needs an owner and a target, and nothing else.
func TestAll_lint(t *testing.T) {
	concerns := map[string]bool{"compile": true, "K01": true, "K02": true, "K05": true, "K07": true, "K08": true}
	for _, tpl := range catalog.All() {
		def := definition(t, tpl)
		def.Frequency = period.Quarterly
		def.Perspectives[0].Objectives[0].KPIs[0].Owner = "the head of " + tpl.Department
		report, err := lint.Check(lint.Input{Definition: def, Period: period.Year(2026)}, nil)
		require.NoError(t, err)
		for _, f := range report.Findings {
			if concerns[f.Rule] {
				t.Error(f)
			}
		}
	}
}

// TestAll_lintTogether checks that no two templates measure the same.
func TestAll_lintTogether(t *testing.T) {
	report, err := lint.Check(lint.Input{Definition: together(t)}, nil)
	require.NoError(t, err)
	for _, f := range report.Findings {
		if f.Rule == "K06" {
			t.Error(f)
		}
	}
}
