package main

import (
	"cmp"
	_ "embed"
	"encoding/csv"
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

// decided returns the score that the final rating of a node rests on; none, where somebody has given a rating alone.
func decided(o bsc.Outcome) bsc.Score {
	if o.Assessment != nil && o.Assessment.Score == "" {
		return bsc.Score{}
	}
	return o.Counted
}

// final shows what is final for a node.
func final(in *bsc.Result, o bsc.Outcome) string {
	if !decided(o).Valid() {
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
	case a.Author == "":
		return "its " + a.Role
	default:
		return a.Author + ", " + a.Role
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
	for _, a := range o.Assessments {
		if a.Role == role {
			score, _ := a.Score.Decimal()
			return cmp.Or(string(a.Rating), score.Round(2).String())
		}
	}
	return ""
}

// writePayroll writes a line for each person, with the final rating beside the computed one.
func writePayroll(out io.Writer, all []appraisal) error {
	lines := [][]string{{"person", "name", "grade", "computed_score", "computed_rating", "final_score", "final_rating", "decided_by", "definition"}}
	for _, a := range all {
		o := a.Year.Total()
		lines = append(lines, []string{
			a.ID, csvfile.Guard(a.Name), a.Grade, text(o.Score), string(o.Rating), text(decided(o)), string(o.FinalRating), csvfile.Guard(decidedBy(o)), a.Year.Fingerprint(),
		})
	}
	return csv.NewWriter(out).WriteAll(lines)
}

// text returns all digits of a score, and nothing where there is none.
func text(s bsc.Score) string { return strings.TrimSuffix(s.String(), "no score") }
