package catalog_test

import (
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/catalog"
	"github.com/stretchr/testify/assert"
)

func ids(templates []catalog.Template) []string {
	var ids []string
	for _, t := range templates {
		ids = append(ids, t.ID)
	}
	return ids
}

// TestFind checks that the templates found and those not found make up the catalogue.
func TestFind(t *testing.T) {
	all := catalog.All()
	assert.Equal(t, all, catalog.Find(catalog.Query{}))

	for name, c := range map[string]struct {
		query catalog.Query
		of    func(catalog.Template) bool
	}{
		"department":  {catalog.Query{Department: "hr"}, func(t catalog.Template) bool { return t.Department == "hr" }},
		"perspective": {catalog.Query{Perspective: "customer"}, func(t catalog.Template) bool { return t.Perspective == "customer" }},
		"timing":      {catalog.Query{Timing: bsc.TimingLead}, func(t catalog.Template) bool { return t.Timing == bsc.TimingLead }},
		"all": {
			catalog.Query{Department: "it", Perspective: "process", Timing: bsc.TimingLag, Text: "outage"},
			func(t catalog.Template) bool { return t.ID == "time-to-restore" },
		},
		"formula": {catalog.Query{Text: "Headcount"}, func(t catalog.Template) bool {
			return strings.Contains(strings.ToLower(strings.Join(append(t.Pitfalls, t.Name, t.Question, t.Formula), " ")), "headcount")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var want []catalog.Template
			for _, tpl := range all {
				if c.of(tpl) {
					want = append(want, tpl)
				}
			}
			assert.NotEmpty(t, want)
			assert.Less(t, len(want), len(all))
			assert.Equal(t, want, catalog.Find(c.query))
		})
	}
}

func TestFind_text(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"  SICKNESS   absence ", []string{"sickness-absence"}},
		{"absence sickness", []string{"sickness-absence"}},
		{"who could take over tomorrow", []string{"successors-ready"}}, // its question
		{"discharges × 100", []string{"unplanned-readmissions"}},       // its formula
		{"robaots", nil}, // nothing has it
		{"robots filtered", []string{"website-conversion"}},  // a pitfall
		{"win offers prices sure low", []string{"win-rate"}}, // name, formula and pitfalls together
	} {
		assert.Equal(t, c.want, ids(catalog.Find(catalog.Query{Text: c.text})), c.text)
	}
	assert.Empty(t, catalog.Find(catalog.Query{Department: "HR"}), "ids are ids")
	assert.Empty(t, catalog.Find(catalog.Query{Department: "hr", Perspective: "nowhere"}))
}
