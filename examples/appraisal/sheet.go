package main

import (
	"cmp"
	_ "embed"
	"io"
	"strings"
	"text/tabwriter"
	"text/template"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/impact"
)

//go:embed sheet.tmpl
var sheetText string

// write writes a manager's team, and the sheets of one person, or of all in the team, as it was known at each moment.
func write(out io.Writer, manager, person string, known [][]appraisal) error {
	t := template.New("sheet").Funcs(template.FuncMap{
		"score": score, "final": final, "figure": figure, "said": said, "decidedBy": decidedBy,
		"wants": func(a appraisal) bool { return a.ID == person || (person == "all" && a.Manager == manager) },
		"first": func(card *bsc.Scorecard) bsc.Ref { return card.Children(bsc.ObjectiveRef("results"))[0].Ref },
		"costs": func(r *bsc.Result) []impact.Shortfall { return impact.Shortfalls(r, 1) },
	})
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	err := template.Must(t.Parse(sheetText)).Execute(w, map[string]any{"Manager": manager, "Year": year, "Known": known, "Today": known[len(known)-1]})
	if err != nil {
		return err
	}
	return w.Flush()
}

// score shows what was computed for a node.
func score(in *bsc.Result, o bsc.Outcome) string {
	if !o.Score.Valid() {
		return "–"
	}
	return in.Display(o.Ref, 2) + " " + string(o.Rating)
}

// final shows what is final for a node: the rating alone where somebody has given no score.
func final(in *bsc.Result, o bsc.Outcome) string {
	if !o.FinalScore.Valid() {
		return string(o.FinalRating)
	}
	return in.DisplayFinal(o.Ref, 2) + " " + string(o.FinalRating)
}

// decidedBy says whose word the final rating is.
func decidedBy(o bsc.Outcome) string {
	switch a := o.Assessment; {
	case a == nil && o.Flags.Has(bsc.FlagJudged):
		return "the rules, on what was said"
	case a == nil:
		return "the rules"
	default:
		return cmp.Or(a.Author, "several") + ", " + a.Role
	}
}

// figure shows what a KPI came to.
func figure(o bsc.Outcome) string {
	if !o.Actual.Valid {
		return o.Label
	}
	return strings.TrimSpace(o.Actual.Decimal.Round(2).String() + " " + o.Unit)
}

// said shows what somebody in a role has said of a node.
func said(o bsc.Outcome, role string) string {
	a, ok := o.AssessmentOf(role)
	if !ok {
		return ""
	}
	score, _ := a.Score.Decimal()
	return cmp.Or(string(a.Rating), score.Round(2).String())
}

// writePayroll writes a line for each person, with the final rating beside the computed one.
func writePayroll(out io.Writer, all []appraisal) error {
	var years []*bsc.Result
	for _, a := range all {
		years = append(years, a.Year)
	}
	return csvfile.Dialect{}.WriteTotals(out, years...)
}
