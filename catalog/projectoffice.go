package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// projectOffice has the templates of the project office.
func projectOffice() []Template {
	return slices.Concat(
		placed("project-office", "sustainability", projectOfficeSustainability()),
		placed("project-office", "learning", projectOfficeLearning()),
		placed("project-office", "process", projectOfficeProcess()),
		placed("project-office", "customer", projectOfficeCustomer()),
		placed("project-office", "financial", projectOfficeFinancial()),
	)
}

func projectOfficeSustainability() []Template {
	return []Template{
		Template{
			ID: "projects-impact-assessed", Name: "Projects with an impact assessment", Question: "Do we think of society and nature before we start?",
			Formula: "projects started with an assessment of their impact / projects started × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"A form without consequences is paper.",
				"Small projects do not need one: set a limit instead of asking for 100 %.",
			},
		}.ratio(flow("projects-assessed", "Projects started with an assessment of their impact", "projects", period.Quarterly),
			flow("projects-started", "Projects started", "projects", period.Quarterly), "100"),
	}
}

func projectOfficeLearning() []Template {
	return []Template{
		Template{
			ID: "projects-with-review", Name: "Finished projects with a review", Question: "Do we learn from what we did?",
			Formula: "finished projects with a review within three months / projects finished × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Lessons in a drawer are not learnt: ask which of them the next project used.",
			},
		}.ratio(flow("projects-reviewed", "Finished projects with a review within three months", "projects", period.Quarterly), projectsFinished(), "100"),
	}
}

func projectOfficeProcess() []Template {
	return []Template{
		Template{
			ID: "people-booked", Name: "Project hours booked against available", Question: "Have we promised more than our people can do?",
			Formula: "project hours planned / project hours available × 100",
			Unit:    "%", Direction: bsc.DirectionCloser, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"100 % is the wrong target: the first surprise then makes everything late.",
				"A fair total hides the one expert whom everybody needs.",
			},
		}.ratio(flow("project-hours-planned", "Project hours planned", "hours", period.Monthly),
			flow("project-hours-available", "Project hours available", "hours", period.Monthly), "100"),
		Template{
			ID: "projects-on-time", Name: "Projects finished on time", Question: "Do our projects end when we said?",
			Formula: "projects finished by their first approved date / projects finished × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"New baselines turn late projects into punctual ones.",
				"100 % is the wrong target: it means that plans are padded.",
			},
		}.ratio(flow("projects-finished-on-date", "Projects finished by their first approved date", "projects", period.Quarterly), projectsFinished(), "100"),
		Template{
			ID: "risk-actions-overdue", Name: "Risk actions past due", Question: "Do we act on the risks that we know?",
			Formula: "open risk actions past due / open risk actions × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"A short risk list is easy to keep in order.",
				"Done is not the same as safer.",
			},
		}.ratio(stock("risk-actions-late", "Open risk actions past due", "actions", period.Monthly),
			stock("risk-actions-open", "Open risk actions", "actions", period.Monthly), "100"),
		Template{
			ID: "scope-changes", Name: "Cost of scope changes", Question: "How firm are our project plans?",
			Formula: "cost of approved scope changes / planned project cost × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Zero is the wrong target: refusing to learn is worse.",
				"Small changes made on the quiet are not in it.",
			},
		}.ratio(flow("scope-change-cost", "Cost of approved scope changes", "currency", period.Monthly),
			flow("project-cost-planned", "Planned project cost", "currency", period.Monthly), "100"),
		Template{
			ID: "work-done-against-plan", Name: "Work done against work planned", Question: "Are running projects where they should be?",
			Formula: "planned value of work done / planned value of work due × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Ninety per cent done stays so for long: count only what is finished.",
				"Easy work first lifts it and leaves the risk for the end.",
			},
		}.ratio(flow("work-done-value", "Planned value of work done", "currency", period.Monthly),
			flow("work-due-value", "Planned value of work due", "currency", period.Monthly), "100"),
	}
}

func projectOfficeCustomer() []Template {
	return []Template{
		Template{
			ID: "deliverables-accepted-first-time", Name: "Results accepted at first presentation", Question: "Do we deliver what was meant?",
			Formula: "results accepted at first presentation / results presented × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Acceptance under time pressure is worth little.",
				"Showing drafts early lifts it honestly.",
			},
		}.ratio(flow("results-accepted", "Results accepted at first presentation", "results", period.Monthly),
			flow("results-presented", "Results presented", "results", period.Monthly), "100"),
		Template{
			ID: "sponsors-satisfied", Name: "Sponsors who would commission us again", Question: "Are those who pay for projects content?",
			Formula: "sponsors who would commission us again / sponsors asked × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Sponsors praise what they are responsible for: ask the users, too.",
			},
		}.ratio(flow("sponsors-content", "Sponsors who would commission us again", "sponsors", period.Quarterly),
			flow("sponsors-asked", "Sponsors asked", "sponsors", period.Quarterly), "100"),
	}
}

func projectOfficeFinancial() []Template {
	return []Template{
		Template{
			ID: "benefits-achieved", Name: "Benefits achieved against plan", Question: "Do we get what we did the projects for?",
			Formula: "benefits achieved / benefits planned by now × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Who counts after the project has ended? Name somebody.",
				"Several projects claim the same saving.",
			},
		}.ratio(flow("benefits-real", "Benefits achieved", "currency", period.Quarterly),
			flow("benefits-planned", "Benefits planned by now", "currency", period.Quarterly), "100"),
		Template{
			ID: "cost-against-plan", Name: "Final cost against plan", Question: "Do our projects cost what we said?",
			Formula: "actual cost of finished projects / approved cost of finished projects × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Below 100 can mean padded estimates, or less delivered.",
				"The own people's hours are often left out.",
			},
		}.ratio(flow("finished-cost-actual", "Actual cost of finished projects", "currency", period.Quarterly),
			flow("finished-cost-approved", "Approved cost of finished projects", "currency", period.Quarterly), "100"),
		Template{
			ID: "spending-on-strategy", Name: "Project spending that serves the strategy", Question: "Does our project money go where our strategy is?",
			Formula: "spending on projects that serve a strategic objective / project spending × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"With a little imagination every project serves one.",
				"100 % is the wrong target: law and upkeep need projects, too.",
			},
		}.ratio(flow("project-spending-strategic", "Spending on projects that serve a strategic objective", "currency", period.Monthly),
			flow("project-spending", "Project spending", "currency", period.Monthly), "100"),
	}
}

func projectsFinished() bsc.Series {
	return flow("projects-finished", "Projects finished", "projects", period.Quarterly)
}
