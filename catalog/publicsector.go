package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// publicSector has the templates of the public sector and healthcare.
func publicSector() []Template {
	return slices.Concat(
		placed("public-sector", "sustainability", publicSectorSustainability()),
		placed("public-sector", "learning", publicSectorLearning()),
		placed("public-sector", "process", publicSectorProcessCare()),
		placed("public-sector", "process", publicSectorProcessCases()),
		placed("public-sector", "customer", publicSectorCustomer()),
		placed("public-sector", "financial", publicSectorFinancial()),
	)
}

func publicSectorSustainability() []Template {
	return []Template{
		Template{
			ID: "eligible-people-reached", Name: "Eligible people reached", Question: "Do we reach those we are there for?",
			Formula: "eligible people who used the service / eligible people × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Yearly,
			Pitfalls: []string{
				"The easiest to reach come first: look at who is missing.",
				"The number of eligible people is an estimate.",
			},
		}.ratio(stock("people-reached", "Eligible people who used the service", "people", period.Yearly),
			stock("people-eligible", "Eligible people", "people", period.Yearly), "100"),
		Template{
			ID: "in-work-after-help", Name: "People in work six months after our help", Question: "Does our help last?",
			Formula: "people in work six months after the programme / people who left the programme six months ago × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Choosing those who would have found work anyway lifts it.",
				"Any job counts like a good one.",
			},
		}.ratio(flow("people-in-work", "People in work six months after the programme", "people", period.Quarterly),
			flow("people-left-programme", "People who left the programme six months ago", "people", period.Quarterly), "100"),
	}
}

func publicSectorLearning() []Template {
	return []Template{
		Template{
			ID: "vacant-positions", Name: "Vacant positions", Question: "Do we have the people for our tasks?",
			Formula: "mean number of vacant positions / mean number of funded positions × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Striking positions off the plan lowers it.",
				"Zero is the wrong target: people move on, and that takes weeks.",
			},
		}.ratio(level("positions-vacant", "Vacant positions", "positions", period.Monthly),
			level("positions-funded", "Funded positions", "positions", period.Monthly), "100"),
		Template{
			ID: "volunteers-staying", Name: "Volunteers who stay", Question: "Do those who help us for nothing stay with us?",
			Formula: "volunteers of last year who are still active / volunteers of last year × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Yearly,
			Pitfalls: []string{
				"On the list is not active.",
				"Young people move away: compare like with like.",
			},
		}.ratio(stock("volunteers-still-active", "Volunteers of last year who are still active", "people", period.Yearly),
			stock("volunteers-last-year", "Volunteers of last year", "people", period.Yearly), "100"),
	}
}

func publicSectorProcessCare() []Template {
	return []Template{
		Template{
			ID: "bed-occupancy", Name: "Beds occupied", Question: "Do we have the beds that we need?",
			Formula: "bed days used / bed days available × 100",
			Unit:    "%", Direction: bsc.DirectionCloser, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"100 % is the wrong target: without free beds emergencies wait.",
				"Keeping patients longer fills beds and helps nobody.",
			},
		}.ratio(bedDaysUsed(), flow("bed-days-available", "Bed days available", "bed days", period.Monthly), "100"),
		Template{
			ID: "infections-in-care", Name: "Infections acquired in care", Question: "Does our care make anybody ill?",
			Formula: "infections acquired in care / bed days used × 1,000",
			Unit:    "per 1,000 bed days", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Who tests more finds more.",
				"Small units jump between zero and alarm.",
			},
		}.ratio(flow("infections", "Infections acquired in care", "infections", period.Monthly), bedDaysUsed(), "1000"),
		Template{
			ID: "unplanned-readmissions", Name: "Unplanned readmissions within 30 days", Question: "Do our patients stay well after they went home?",
			Formula: "unplanned readmissions within 30 days / discharges × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Readmissions elsewhere are not seen.",
				"Units with sicker patients look worse without being so.",
			},
		}.ratio(flow("readmissions", "Unplanned readmissions within 30 days", "patients", period.Monthly),
			flow("discharges", "Discharges", "patients", period.Monthly), "100"),
	}
}

func publicSectorProcessCases() []Template {
	return []Template{
		Template{
			ID: "case-days", Name: "Days to close a case", Question: "How long does a case take?",
			Formula: "days from receipt to conclusion, all closed cases together / cases closed",
			Unit:    "days", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Clearing old cases makes it worse for a while.",
				"Splitting one case into two halves it.",
			},
		}.ratio(flow("days-of-cases", "Days from receipt to conclusion", "days", period.Monthly), casesClosed(), "1"),
		Template{
			ID: "decisions-overturned", Name: "Decisions overturned on appeal", Question: "How many of our decisions do not hold?",
			Formula: "decisions overturned / appeals decided × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"It shows only those who dare to appeal.",
				"Granting everything makes it zero.",
			},
		}.ratio(flow("appeals-upheld", "Decisions overturned", "decisions", period.Quarterly),
			flow("appeals-decided", "Appeals decided", "decisions", period.Quarterly), "100"),
		Template{
			ID: "online-applications", Name: "Applications made online", Question: "How many people can do without a visit?",
			Formula: "applications made online / applications received × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"100 % is the wrong target: not everybody can.",
				"Forms that are printed afterwards are not digital.",
			},
		}.ratio(flow("applications-online", "Applications made online", "applications", period.Monthly),
			flow("applications-received", "Applications received", "applications", period.Monthly), "100"),
	}
}

func publicSectorCustomer() []Template {
	return []Template{
		Template{
			ID: "applications-decided-in-time", Name: "Applications decided in time", Question: "Do people get a decision as soon as they may expect it?",
			Formula: "applications decided within the agreed time / applications decided × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Asking for another paper stops the clock.",
				"Late ones that are still open are missing.",
			},
		}.ratio(flow("applications-in-time", "Applications decided within the agreed time", "applications", period.Monthly),
			flow("applications-decided", "Applications decided", "applications", period.Monthly), "100"),
		Template{
			ID: "citizens-satisfied", Name: "People content with the service", Question: "Do those we serve feel well served?",
			Formula: "answers of content or better / answers to the survey of the public × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"A refusal that is right rarely pleases.",
				"Those who never found the way to us are not asked.",
			},
		}.ratio(flow("citizen-answers-content", "Answers of content or better about the service", "answers", period.Quarterly),
			flow("citizen-answers", "Answers to the service survey of the public", "answers", period.Quarterly), "100"),
		Template{
			ID: "patients-seen-in-time", Name: "Patients seen within the agreed time", Question: "Do patients wait no longer than they should?",
			Formula: "patients seen within the agreed time / patients seen × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"A glance at the door is not treatment.",
				"Urgency must go before punctuality.",
			},
		}.ratio(flow("patients-in-time", "Patients seen within the agreed time", "patients", period.Monthly),
			flow("patients", "Patients seen", "patients", period.Monthly), "100"),
	}
}

func publicSectorFinancial() []Template {
	return []Template{
		Template{
			ID: "cost-per-case", Name: "Cost per case", Question: "What does a case cost the public?",
			Formula: "cost of handling cases / cases closed",
			Unit:    "currency per case", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Cheap decisions that are appealed are dear.",
				"Easy cases lower it without anyone working better.",
			},
		}.ratio(flow("case-cost", "Cost of handling cases", "currency", period.Monthly), casesClosed(), "1"),
		Template{
			ID: "fees-collected-share", Name: "Fees collected", Question: "Do we get what we are owed?",
			Formula: "fees collected / fees due × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"100 % is the wrong target: some debtors cannot pay, and the last percent costs more than it brings.",
				"Old debts collected now belong to earlier periods.",
			},
		}.ratio(flow("fees-collected", "Fees collected", "currency", period.Monthly), flow("fees-due", "Fees due", "currency", period.Monthly), "100"),
		Template{
			ID: "funding-applications-won", Name: "External funding won", Question: "How much of the funding we ask for do we get?",
			Formula: "funding granted / funding applied for × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Asking for little lifts it.",
				"Funds come with duties that cost money for years.",
			},
		}.ratio(flow("funding-granted", "External funding granted", "currency", period.Quarterly),
			flow("funding-applied", "External funding applied for and decided", "currency", period.Quarterly), "100"),
		Template{
			ID: "fundraising-cost-share", Name: "Cost of raising donations", Question: "How much of a donation goes into asking for it?",
			Formula: "fundraising cost / donations received × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Too little spent now means few donors later.",
				"One legacy turns the year around.",
			},
		}.ratio(flow("fundraising-cost", "Fundraising cost", "currency", period.Quarterly), flow("donations", "Donations received", "currency", period.Quarterly), "100"),
	}
}

func bedDaysUsed() bsc.Series {
	return flow("bed-days-used", "Bed days used", "bed days", period.Monthly)
}

func casesClosed() bsc.Series {
	return flow("cases-closed", "Cases closed", "cases", period.Monthly)
}
