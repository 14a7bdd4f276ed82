package catalog

import (
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// placed sets the department and the perspective of templates.
func placed(department, perspective string, templates []Template) []Template {
	for i := range templates {
		templates[i].Department, templates[i].Perspective = department, perspective
	}
	return templates
}

// flow is a series that adds up over time.
func flow(id, name, unit string, f period.Frequency) bsc.Series {
	return bsc.Series{ID: id, Name: name, Unit: unit, Frequency: f, Rollup: bsc.RollupSum}
}

// stock is a series whose value at the end of a period counts.
func stock(id, name, unit string, f period.Frequency) bsc.Series {
	return bsc.Series{ID: id, Name: name, Unit: unit, Frequency: f, Rollup: bsc.RollupLast}
}

// level is a series whose mean over a period counts.
func level(id, name, unit string, f period.Frequency) bsc.Series {
	return bsc.Series{ID: id, Name: name, Unit: unit, Frequency: f, Rollup: bsc.RollupMean}
}

// ratio makes the template calculate num / den × times.
func (t Template) ratio(num, den bsc.Series, times string) Template {
	t.Series = []bsc.Series{num, den}
	args := `{"num":` + quoted(num) + `,"den":` + quoted(den)
	if times != "1" {
		args += `,"times":` + times
	}
	t.Calculator = bsc.Policy{Name: "ratio", Args: []byte(args + "}")}
	return t
}

// total makes the template calculate the sum of the series.
func (t Template) total(of ...bsc.Series) Template { return t.calculated("sum", of) }

// difference makes the template calculate the first series less the second.
func (t Template) difference(of, less bsc.Series) Template {
	return t.calculated("difference", []bsc.Series{of, less})
}

// mean makes the template calculate the mean of the series.
func (t Template) mean(of ...bsc.Series) Template { return t.calculated("mean", of) }

func (t Template) calculated(name string, of []bsc.Series) Template {
	t.Series = of
	refs := make([]string, len(of))
	for i, s := range of {
		refs[i] = quoted(s)
	}
	t.Calculator = bsc.Policy{Name: name, Args: []byte(`{"of":[` + strings.Join(refs, ",") + "]}")}
	return t
}

// quoted returns a series as an argument, in a form that cannot mean a KPI with the same id. The ids here
// need no escapes.
func quoted(s bsc.Series) string { return `"` + bsc.SeriesRef(s.ID).String() + `"` }
