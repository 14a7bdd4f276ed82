package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// quality has the templates of quality.
func quality() []Template {
	return slices.Concat(
		placed("quality", "sustainability", qualitySustainability()),
		placed("quality", "learning", qualityLearning()),
		placed("quality", "process", qualityProcess()),
		placed("quality", "customer", qualityCustomer()),
		placed("quality", "financial", qualityFinancial()),
	)
}

func qualitySustainability() []Template {
	return []Template{
		Template{
			ID: "products-without-harmful-substances", Name: "Products without harmful substances",
			Question: "How many of our products contain nothing that harms?",
			Formula:  "products without substances on our list / products sold × 100",
			Unit:     "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"The list must grow with what is known, even if the number falls.",
				"Replacing a known harm by an unknown one is no progress.",
			},
		}.ratio(stock("products-harmless", "Products without substances on our list", "products", period.Quarterly),
			stock("products-sold", "Products on sale", "products", period.Quarterly), "100"),
	}
}

func qualityLearning() []Template {
	return []Template{
		Template{
			ID: "faults-coming-back", Name: "Faults that come back", Question: "Do we learn from our faults?",
			Formula: "faults with a known, treated cause / faults found × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Describing each fault in new words makes every one the first.",
				"It rises when searching gets better.",
			},
		}.ratio(flow("faults-repeated", "Faults with a known, treated cause", "faults", period.Monthly),
			flow("faults-found", "Faults found", "faults", period.Monthly), "100"),
	}
}

func qualityProcess() []Template {
	return []Template{
		Template{
			ID: "corrective-actions-in-time", Name: "Corrective actions closed in time", Question: "Do we put right what we found when we said we would?",
			Formula: "corrective actions closed by their first due date / corrective actions due × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Closed is not cured: check whether the fault came back.",
				"Moved dates must not count as met.",
			},
		}.ratio(flow("corrective-actions-on-date", "Corrective actions closed by their first due date", "actions", period.Monthly),
			flow("corrective-actions-due", "Corrective actions due", "actions", period.Monthly), "100"),
		Template{
			ID: "findings-per-audit", Name: "Findings per audit", Question: "How much do audits still find?",
			Formula: "findings / audits",
			Unit:    "findings per audit", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Zero is the wrong target: auditors who find nothing are not looking.",
				"Weigh findings: a missing signature is not a missing test.",
			},
		}.ratio(flow("audit-findings", "Audit findings", "findings", period.Quarterly), flow("audits", "Audits", "audits", period.Quarterly), "1"),
		Template{
			ID: "first-pass-yield", Name: "First-pass yield", Question: "How much is right the first time?",
			Formula: "units right at first test / units tested × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Small repairs on the way that nobody writes down lift it.",
				"Several steps multiply: ten at 99 % give about 90 %.",
			},
		}.ratio(flow("units-right-first-time", "Units right at first test", "units", period.Monthly),
			flow("units-tested", "Units tested", "units", period.Monthly), "100"),
		Template{
			ID: "inspections-agreeing", Name: "Repeated inspections with the same verdict", Question: "Can we trust our own inspections?",
			Formula: "repeated inspections with the same verdict / repeated inspections × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Inspectors who know that they are compared take more care.",
				"Samples without bad parts always agree.",
			},
		}.ratio(flow("inspections-same-verdict", "Repeated inspections with the same verdict", "inspections", period.Quarterly),
			flow("inspections-repeated", "Repeated inspections", "inspections", period.Quarterly), "100"),
		Template{
			ID: "process-values-in-control", Name: "Processes under statistical control", Question: "How many of our main processes behave predictably?",
			Formula: "monitored processes without a signal / monitored processes × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Predictable is not the same as good enough for the customer.",
				"Limits that are set wide never signal.",
			},
		}.ratio(stock("processes-in-control", "Monitored processes without a signal", "processes", period.Quarterly),
			stock("processes-monitored", "Monitored processes", "processes", period.Quarterly), "100"),
	}
}

func qualityCustomer() []Template {
	return []Template{
		Template{
			ID: "complaints-answered-in-time", Name: "Complaints answered within the agreed time", Question: "Do customers who complain hear from us soon?",
			Formula: "complaints answered within the agreed time / complaints received × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"A form letter in time is worse than a solution a day late.",
			},
		}.ratio(flow("complaints-in-time", "Complaints answered within the agreed time", "complaints", period.Monthly), complaints(), "100"),
		Template{
			ID: "field-failures", Name: "Failures in the field per 1,000 units", Question: "How often does what we sold fail in use?",
			Formula: "failures reported / mean number of units in use under warranty × 1,000",
			Unit:    "per 1,000", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"A quarter's rate is about three times a month's: compare like with like.",
				"Failures after the warranty are invisible here, and not to the customer.",
			},
		}.ratio(flow("failures", "Failures reported", "failures", period.Monthly), level("units-in-use", "Units in use under warranty", "units", period.Monthly), "1000"),
		Template{
			ID: "units-returned-as-faulty", Name: "Units returned as faulty", Question: "How many faulty units reach our customers?",
			Formula: "units returned as faulty / units shipped × 1,000,000",
			Unit:    "per million", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Customers throw cheap things away instead of returning them.",
				"Returns belong to shipments of earlier months.",
			},
		}.ratio(flow("units-returned", "Units returned as faulty", "units", period.Monthly), flow("units-shipped", "Units shipped", "units", period.Monthly), "1000000"),
	}
}

func qualityFinancial() []Template {
	return []Template{
		Template{
			ID: "cost-of-faults", Name: "Cost of prevention, testing and faults", Question: "What do we spend on preventing, finding and mending faults?",
			Formula: "prevention cost + testing cost + cost of faults found inside + cost of faults found by customers",
			Unit:    "currency", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Prevention pays off later: a rise that comes from it is not bad news.",
				"Lost customers are the largest cost, and are in no account.",
			},
		}.total(
			flow("prevention-cost", "Prevention cost", "currency", period.Monthly),
			flow("testing-cost", "Testing cost", "currency", period.Monthly),
			flow("inside-fault-cost", "Cost of faults found inside", "currency", period.Monthly),
			flow("outside-fault-cost", "Cost of faults found by customers", "currency", period.Monthly),
		),
		Template{
			ID: "scrap-share", Name: "Scrap cost", Question: "How much do we make for the bin?",
			Formula: "scrap cost / production cost × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Rework is not scrap, and can cost more.",
				"Lower material prices lower it without a better process.",
			},
		}.ratio(flow("scrap-cost", "Scrap cost", "currency", period.Monthly), productionCost(), "100"),
		Template{
			ID: "warranty-cost-share", Name: "Warranty cost", Question: "What do our promises cost us after the sale?",
			Formula: "warranty cost / revenue × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Claims come from sales of earlier years: fast growth makes it look low.",
				"Hard-hearted claim handling lowers it and loses customers.",
			},
		}.ratio(flow("warranty-cost", "Warranty cost", "currency", period.Monthly), revenue(), "100"),
	}
}
