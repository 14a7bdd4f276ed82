package catalog_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAll(t *testing.T) {
	all := catalog.All()
	require.GreaterOrEqual(t, len(all), 150)
	assert.True(t, slices.IsSortedFunc(all, func(a, b catalog.Template) int {
		if a.Department != b.Department {
			return strings.Compare(a.Department, b.Department)
		}
		return strings.Compare(a.ID, b.ID)
	}), "by department, then id")

	texts := map[string]string{} // no two templates have the same id, name, question, formula or calculator
	for _, tpl := range all {
		for _, text := range []string{tpl.ID, tpl.Name, tpl.Question, tpl.Formula, string(tpl.Calculator.Args)} {
			key := strings.ToLower(text)
			if other, taken := texts[key]; taken && key != "" {
				t.Errorf("%s and %s: %s", other, tpl.ID, text)
			}
			texts[key] = tpl.ID
		}
	}
}

// TestAll_complete checks that each template has all its texts.
func TestAll_complete(t *testing.T) {
	id := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	perspectives := catalog.Perspectives()
	for _, tpl := range catalog.All() {
		t.Run(tpl.ID, func(t *testing.T) {
			assert.Regexp(t, id, tpl.ID)
			assert.NotEmpty(t, tpl.Name)
			assert.True(t, strings.HasSuffix(tpl.Question, "?"), tpl.Question)
			assert.NotEmpty(t, tpl.Formula)
			assert.NotEmpty(t, tpl.Unit)
			assert.Contains(t, []bsc.Direction{bsc.DirectionHigher, bsc.DirectionLower, bsc.DirectionCloser}, tpl.Direction)
			assert.Contains(t, []bsc.Timing{bsc.TimingLead, bsc.TimingLag}, tpl.Timing)
			assert.Contains(t, []period.Frequency{period.Monthly, period.Quarterly, period.Yearly}, tpl.Frequency)
			assert.Contains(t, perspectives, tpl.Perspective)
			assert.NotEmpty(t, tpl.Department)
			assert.True(t, 1 <= len(tpl.Pitfalls) && len(tpl.Pitfalls) <= 3, "1 to 3 pitfalls")
			for _, pitfall := range tpl.Pitfalls {
				assert.Regexp(t, `^[A-Z0-9].*[.?]$`, pitfall)
			}
			assert.Equal(t, tpl.Calculator.IsZero(), tpl.Rollup != "", "it is calculated, or has readings that roll up")
			assert.Equal(t, tpl.Calculator.IsZero(), len(tpl.Series) == 0, "only calculators read series")
		})
	}
}

// TestAll_series checks that a series is the same wherever it is read, and is not mistaken for a KPI.
func TestAll_series(t *testing.T) {
	known, names := map[string]bsc.Series{}, map[string]string{}
	for _, tpl := range catalog.All() {
		var ids []string
		for _, s := range tpl.Series {
			ids = append(ids, "series:"+s.ID)
			assert.NotEmpty(t, s.Name, s.ID)
			assert.NotEmpty(t, s.Unit, s.ID)
			assert.NotEmpty(t, s.Frequency, s.ID)
			assert.NotEmpty(t, s.Rollup, s.ID)
			_, isKPI := catalog.Lookup(s.ID)
			assert.False(t, isKPI, s.ID)
			if other, met := known[s.ID]; met {
				assert.Equal(t, other, s)
			} else {
				assert.NotContains(t, names, s.Name)
			}
			known[s.ID], names[s.Name] = s, s.ID
		}
		assert.Equal(t, argumentsOf(t, tpl).reads(), ids, tpl.ID)
	}
}

// TestAll_rates checks that a template with an amount per number of people, which grows with the period, says
// so.
func TestAll_rates(t *testing.T) {
	for _, tpl := range catalog.All() {
		if tpl.Calculator.Name == "ratio" && tpl.Series[0].Rollup == bsc.RollupSum && tpl.Series[1].Rollup != bsc.RollupSum {
			assert.Contains(t, strings.Join(tpl.Pitfalls, " "), "A quarter's", tpl.ID)
		}
		if tpl.Unit == "%" {
			assert.Equal(t, bsc.Number("100"), argumentsOf(t, tpl).Times, tpl.ID)
		}
	}
}

// TestAll_names checks that no name is one of the words that can mean anything.
func TestAll_names(t *testing.T) {
	weasel := []string{
		"quality", "efficiency", "effectiveness", "productivity", "performance", "reliability", "sustainability",
		"innovation", "satisfaction", "engagement", "excellence", "agility", "safety", "success",
	}
	for _, tpl := range catalog.All() {
		assert.NotContains(t, weasel, strings.ToLower(tpl.Name))
	}
}

func TestAll_counts(t *testing.T) {
	departments, perspectives := map[string]int{}, map[string]int{}
	for _, tpl := range catalog.All() {
		departments[tpl.Department]++
		perspectives[tpl.Perspective]++
	}
	assert.Len(t, departments, 14)
	for id, n := range departments {
		assert.GreaterOrEqual(t, n, 6, id)
	}
	assert.Len(t, perspectives, 5)
	for id, n := range perspectives {
		assert.GreaterOrEqual(t, n, 20, id)
	}
}

func TestDepartments(t *testing.T) {
	assert.Equal(t, []string{
		"customer-service", "facilities", "finance", "hr", "it", "legal-compliance", "marketing", "operations",
		"project-office", "public-sector", "quality", "rnd", "sales", "supply-chain",
	}, catalog.Departments())
}

func TestPerspectives(t *testing.T) {
	assert.Equal(t, []string{"sustainability", "learning", "process", "customer", "financial"}, catalog.Perspectives())
}

func TestLookup(t *testing.T) {
	tpl, ok := catalog.Lookup("sickness-absence")
	require.True(t, ok)
	assert.Equal(t, "Sickness absence", tpl.Name)
	assert.Equal(t, []string{"sick-days", "planned-days"}, []string{tpl.Series[0].ID, tpl.Series[1].ID})

	tpl, ok = catalog.Lookup("Sickness-absence")
	assert.False(t, ok)
	assert.Equal(t, catalog.Template{}, tpl)
}

func TestTemplate_json(t *testing.T) {
	all := catalog.All()
	document, err := json.Marshal(all)
	require.NoError(t, err)
	var again []catalog.Template
	require.NoError(t, json.Unmarshal(document, &again))
	assert.Equal(t, all, again)
}

// TestAll_copies changes everything that a caller can reach.
func TestAll_copies(t *testing.T) {
	want := catalog.All()
	changed := catalog.All()
	for i := range changed {
		tpl := &changed[i]
		tpl.Name, tpl.Pitfalls[0] = "?", "?"
		for j := range tpl.Series {
			tpl.Series[j].Name = "?"
		}
		kpi := tpl.KPI()
		kpi.Attributes["catalog"] = "?"
		for j := range kpi.Calculator.Args {
			kpi.Calculator.Args[j] = '?'
		}
		assert.Equal(t, want[i].Calculator, tpl.Calculator, "the KPI's calculator is a copy")
		for j := range tpl.Calculator.Args {
			tpl.Calculator.Args[j] = '?'
		}
	}
	assert.Equal(t, want, catalog.All())
	catalog.Departments()[0] = "?"
	catalog.Perspectives()[0] = "?"
	assert.NotContains(t, append(catalog.Departments(), catalog.Perspectives()...), "?")
}

func BenchmarkGet(b *testing.B) {
	for b.Loop() {
		catalog.Lookup("on-time-delivery")
	}
}
