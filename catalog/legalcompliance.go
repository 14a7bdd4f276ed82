package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// legalCompliance has the templates of legal and compliance.
func legalCompliance() []Template {
	return slices.Concat(
		placed("legal-compliance", "sustainability", legalComplianceSustainability()),
		placed("legal-compliance", "learning", legalComplianceLearning()),
		placed("legal-compliance", "process", legalComplianceProcess()),
		placed("legal-compliance", "customer", legalComplianceCustomer()),
		placed("legal-compliance", "financial", legalComplianceFinancial()),
	)
}

func legalComplianceSustainability() []Template {
	return []Template{
		Template{
			ID: "partners-screened", Name: "High-risk partners screened for corruption", Question: "Do we know with whom we do business?",
			Formula: "high-risk partners screened in the past two years / high-risk partners × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Rating fewer partners as risky lifts it.",
				"A database search finds only what is known.",
			},
		}.ratio(stock("partners-with-screening", "High-risk partners screened in the past two years", "partners", period.Quarterly),
			stock("partners-high-risk", "High-risk partners", "partners", period.Quarterly), "100"),
	}
}

func legalComplianceLearning() []Template {
	return []Template{
		Template{
			ID: "concerns-by-name", Name: "Concerns reported by name", Question: "Do people trust us enough to say who they are?",
			Formula: "concerns reported by name / concerns reported × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"100 % is the wrong target: the anonymous way must stay open.",
				"Few concerns can mean few wrongs, or great fear.",
			},
		}.ratio(flow("concerns-named", "Concerns reported by name", "concerns", period.Quarterly),
			flow("concerns", "Concerns reported", "concerns", period.Quarterly), "100"),
		Template{
			ID: "employees-trained-in-rules", Name: "Employees trained in the rules that concern them",
			Question: "Does everyone know the rules of their work?",
			Formula:  "employees with current training in the rules that concern them / employees due × 100",
			Unit:     "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Clicking through slides is not knowing.",
				"Those hardest to reach often carry the highest risk.",
			},
		}.ratio(stock("employees-rules-trained", "Employees with current training in the rules", "people", period.Quarterly),
			stock("employees-rules-due", "Employees who need training in the rules", "people", period.Quarterly), "100"),
	}
}

func legalComplianceProcess() []Template {
	return []Template{
		Template{
			ID: "contracts-on-standard", Name: "Contracts on our standard terms", Question: "How many contracts need no negotiation?",
			Formula: "contracts signed on standard terms / contracts signed × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Large customers have terms of their own: 100 % is the wrong target.",
				"Terms that are too hard cost business that is counted nowhere.",
			},
		}.ratio(flow("contracts-standard", "Contracts signed on standard terms", "contracts", period.Monthly),
			flow("contracts", "Contracts signed", "contracts", period.Monthly), "100"),
		Template{
			ID: "days-to-settle-concern", Name: "Days to settle a concern", Question: "How long do those who report a wrong wait for an answer?",
			Formula: "days from report to conclusion, all together / concerns settled",
			Unit:    "days", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Haste harms the innocent.",
				"Old cases count only once they are settled.",
			},
		}.ratio(flow("concern-days", "Days from report to conclusion", "days", period.Quarterly),
			flow("concerns-settled", "Concerns settled", "concerns", period.Quarterly), "1"),
		Template{
			ID: "overdue-findings", Name: "Open audit findings past due", Question: "Do we put right what auditors found?",
			Formula: "open findings past their due date / open findings × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"New findings lower it for a while.",
				"Moved dates make it zero.",
			},
		}.ratio(stock("findings-overdue", "Open findings past their due date", "findings", period.Monthly),
			stock("findings-open", "Open findings", "findings", period.Monthly), "100"),
		Template{
			ID: "policies-reviewed", Name: "Policies reviewed when due", Question: "Are our rules up to date?",
			Formula: "policies reviewed within their interval / policies × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"A new date on an old text is not a review.",
				"Fewer policies would often be better.",
			},
		}.ratio(stock("policies-current", "Policies reviewed within their interval", "policies", period.Quarterly),
			stock("policies", "Policies", "policies", period.Quarterly), "100"),
	}
}

func legalComplianceCustomer() []Template {
	return []Template{
		Template{
			ID: "contract-review-time", Name: "Time to review a contract", Question: "How long does the business wait for us?",
			Formula: "days from request to answer, all together / contracts reviewed",
			Unit:    "days", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Sending it back with a question stops the clock.",
				"Simple ones first lowers the mean and delays what matters.",
			},
		}.ratio(flow("contract-days", "Days from request to answer", "days", period.Monthly),
			flow("contracts-reviewed", "Contracts reviewed", "contracts", period.Monthly), "1"),
		{
			ID: "data-breaches", Name: "Reportable data breaches", Question: "How often do we lose what people entrusted to us?",
			Formula: "number of breaches that had to be reported to an authority or to those concerned",
			Unit:    "breaches", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly, Rollup: bsc.RollupSum,
			Pitfalls: []string{
				"One may concern ten people or a million.",
				"Better detection raises it at first.",
			},
		},
		Template{
			ID: "data-requests-in-time", Name: "Personal data requests answered in time", Question: "Do people learn in time what we know about them?",
			Formula: "requests answered within the legal time / requests answered × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"An incomplete answer in time breaks the law all the same.",
				"Late requests that are still open are missing.",
			},
		}.ratio(flow("data-answers-in-time", "Personal data requests answered within the legal time", "requests", period.Monthly),
			flow("data-answers", "Personal data requests answered", "requests", period.Monthly), "100"),
	}
}

func legalComplianceFinancial() []Template {
	return []Template{
		{
			ID: "fines-and-settlements", Name: "Fines and settlements", Question: "What do our breaches of rules cost us?",
			Formula: "sum of fines and settlements that became final",
			Unit:    "currency", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly, Rollup: bsc.RollupSum,
			Pitfalls: []string{
				"It comes years after the conduct.",
				"Large single cases hide every trend.",
			},
		},
		Template{
			ID: "legal-cost-share", Name: "Legal cost", Question: "How much of our revenue do we spend on legal matters?",
			Formula: "cost of the legal department and of outside lawyers / revenue × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Advice that is saved on before a contract is paid for after it.",
				"Single lawsuits swing it.",
			},
		}.ratio(flow("legal-cost", "Cost of the legal department and of outside lawyers", "currency", period.Monthly), revenue(), "100"),
	}
}
