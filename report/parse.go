package report

import (
	"errors"
	"strconv"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
)

// Parse reads the JSON of a Report as strictly as bsc.ParseDefinition does, for stores that keep what was reported. It
// checks the form only, and computes nothing. Limits.Nodes bounds the nodes and, separately, the initiatives. The error
// is a *bsc.InputError with every problem; then there is no report.
//
// Parse reads a Report that json.Marshal wrote as the same Report. Attainments may have more digits than other numbers.
func Parse(document []byte, o *bsc.Options) (*Report, error) {
	report := new(Report)
	err := bsc.Unmarshal(document, report, o)
	if wrong := (*bsc.DefinitionError)(nil); errors.As(err, &wrong) {
		return nil, &bsc.InputError{Problems: wrong.Problems}
	}
	if problems := report.tooLarge(o); len(problems) > 0 {
		problems.Locate(document, o)
		return nil, &bsc.InputError{Problems: problems}
	}
	return report, nil
}

// tooLarge returns where a report exceeds the limits of the options.
func (r *Report) tooLarge(o *bsc.Options) (problems bsc.Problems) {
	limits := o.ResolvedLimits()
	for _, list := range []struct {
		name      string
		says      string
		len, most int
	}{
		{"nodes", "too_many_nodes", len(r.Nodes), limits.Nodes},
		{"links", "too_many_links", len(r.Links), limits.Links},
	} {
		if list.len > list.most {
			problems = append(problems, &bsc.Problem{
				Code: bsc.ErrLimit, Path: bsc.Pointer("/" + list.name + "/" + strconv.Itoa(list.most)),
				Detail: words.New(list.says), Allowed: words.New("at_most_n", "n", list.most),
			})
		}
	}
	return problems
}
