package lint_test

import (
	"fmt"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/lint"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// draft is a first draft of a scorecard: two objectives, and much that is missing.
func draft() *bsc.Definition {
	return &bsc.Definition{
		ID: "shop", Frequency: period.Monthly,
		Perspectives: []bsc.Perspective{
			{ID: "process", Objectives: []bsc.Objective{{
				ID: "deliver", Name: "Excellent delivery", Owner: "Ann, Ben",
				KPIs: []bsc.KPI{{
					ID: "on-time", Name: "Parcels that arrive in time", Owner: "Ben", Source: "carrier", Unit: "%", Frequency: period.Monthly,
					Timing: bsc.TimingLead, Targets: []bsc.Target{{Period: period.Year(2026), Baseline: "80", Value: "95"}},
				}},
			}}},
			{ID: "financial", Objectives: []bsc.Objective{{
				ID: "grow", Name: "Grow", Owner: "Cem",
				KPIs: []bsc.KPI{{ID: "revenue", Name: "Revenue", Unit: "EUR", Frequency: period.Monthly, Targets: []bsc.Target{{Value: "50000"}}}},
			}}},
		},
		Links: []bsc.Link{{From: bsc.ObjectiveRef("deliver"), To: bsc.ObjectiveRef("grow"), Delay: 2}},
	}
}

// What a first draft lacks, one line a finding. Small as it is, it need not have what a whole scorecard has.
func ExampleCheck() {
	report, err := lint.Check(lint.Input{Definition: draft()}, &lint.Options{Off: []string{"S02", "S03", "S06", "S08"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(report)
	fmt.Println(report.Count(lint.SeverityError), "errors,", report.Count(lint.SeverityWarning), "warnings")
	// Output:
	// K07 info objective:deliver: the name "Excellent delivery" says "excellent", which can mean anything; say what people would see or hear if it were so
	// C01 warning objective:deliver: 2 owners, "Ann", "Ben": what several answer for, nobody does; name the one who is accountable; others may help
	// K01 warning kpi:revenue: without an owner, a source or a formula; name who answers for it
	// M04 warning objective:deliver: nobody owns the hypothesis objective:deliver → objective:grow; name who finds out whether it holds
	// 0 errors, 3 warnings
}

// An intended finding is suppressed with a reason, and stays in the report.
func ExampleSuppression() {
	report, err := lint.Check(lint.Input{Definition: draft()}, &lint.Options{
		Off:    []string{"S02", "S03", "S06", "S08", "K01", "K07", "M04"},
		Limits: lint.Limits{MaxKPIs: 20},
		Suppress: []lint.Suppression{
			{Rule: "C01", Ref: bsc.ObjectiveRef("deliver"), Reason: "Ann leaves in May"},
			{Rule: "S05", Reason: "we like many"},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		fmt.Printf("%s %q %q\n", f.Rule, f.Ref, f.Suppressed)
	}
	// Output:
	// suppression "" ""
	// C01 "objective:deliver" "Ann leaves in May"
}

// A host's own rule: every KPI's owner is in the staff register.
func ExampleRule() {
	register := map[string]bool{"Ben": true}
	rule := lint.Rule{
		ID: "acme.com/owner-in-hr@1", Title: words.Text("Owners are in the staff register"),
		Check: func(s *lint.Subject) []lint.Finding {
			var findings []lint.Finding
			for _, k := range s.KPIs() {
				if !register[k.Owner] {
					findings = append(findings, lint.Finding{Path: k.Path + "/owner", Ref: k.Ref, Message: words.Text(fmt.Sprintf("%q is not in the register", k.Owner))})
				}
			}
			return findings
		},
	}
	report, err := lint.Check(lint.Input{Definition: draft()}, &lint.Options{Rules: []lint.Rule{rule}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		if strings.HasPrefix(f.Rule, "acme.com/") {
			fmt.Println(f)
		}
	}
	// Output:
	// acme.com/owner-in-hr@1 warning kpi:revenue: "" is not in the register
}

// Whether each KPI is specific, measurable, achievable, relevant and time-bound.
func ExampleSmart() {
	view, err := lint.Smart(lint.Input{Definition: draft()}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, k := range view {
		fmt.Println(k)
	}
	// Output:
	// .MART kpi:on-time: a description or a formula
	// ...R. kpi:revenue: a description or a formula, a source or an owner, a baseline, a target for a period, or a review date
}

// Whether a scorecard is fit to go live, and what is open.
func ExampleCheckReadiness() {
	readiness, err := lint.CheckReadiness(lint.Input{Definition: draft()}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(readiness)
	// Output:
	// [x] The definition compiles: 1 of 1
	// [x] Rules without an error: 25 of 25
	// [ ] KPIs with an owner: 1 of 2; missing: kpi:revenue
	// [x] Scored KPIs with a target or a scale of their own: 2 of 2
	// [x] Scored KPIs with a frequency: 2 of 2
	// [x] Objectives with KPIs: 2 of 2
	// [x] Objectives with links: 2 of 2
	// [x] Initiatives with objectives: 0 of 0
	// [x] Drivers that lead to an outcome on top: 1 of 1
	// not ready: 1 item open
}

// Once a month somebody asks whether the KPIs still measure what they should.
func ExampleReviews() {
	card := bsc.MustCompile(&bsc.Definition{ID: "acme", Perspectives: []bsc.Perspective{{
		ID: "financial", Objectives: []bsc.Objective{{
			ID: "grow", KPIs: []bsc.KPI{
				{ID: "sales", Name: "Sales", Owner: "Ann", Review: period.Quarter(2026, 4)},
				{ID: "margin", Name: "Margin", Owner: "Bob", Review: period.Month(2026, 6)},
				{ID: "cash", Name: "Cash"},
			},
		}},
	}}}, nil)
	reviews, err := lint.Reviews(card, period.Day(2026, 7, 15))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range reviews {
		fmt.Println(r.Name, r.Owner, r.Due, r.Overdue, r.Days)
	}
	// Output:
	// Margin Bob 2026-06 true 15
	// Sales Ann 2026-Q4 false 0
}
