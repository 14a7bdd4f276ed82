package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// facilities has the templates of facilities.
func facilities() []Template {
	return slices.Concat(
		placed("facilities", "sustainability", facilitiesSustainabilityEmissions()),
		placed("facilities", "sustainability", facilitiesSustainabilityResources()),
		placed("facilities", "learning", facilitiesLearning()),
		placed("facilities", "process", facilitiesProcess()),
		placed("facilities", "customer", facilitiesCustomer()),
		placed("facilities", "financial", facilitiesFinancial()),
	)
}

func facilitiesSustainabilityEmissions() []Template {
	return []Template{
		Template{
			ID: "emissions-own-and-bought", Name: "Emissions of own sources and bought energy", Question: "How much do we heat the climate ourselves?",
			Formula: "emissions of own sources + emissions of bought energy",
			Unit:    "t CO₂e", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"The larger part often lies with suppliers and users, and is not in it.",
				"Selling a plant lowers it, and the climate does not notice.",
			},
		}.total(
			flow("emissions-own", "Emissions of own sources", "t CO₂e", period.Monthly),
			flow("emissions-bought-energy", "Emissions of bought energy", "t CO₂e", period.Monthly),
		),
		Template{
			ID: "energy-per-area", Name: "Energy per floor area", Question: "How much energy do our buildings need?",
			Formula: "energy used in buildings / mean floor area",
			Unit:    "kWh per m²", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Weather moves it most: compare with the same period of earlier years.",
				"Empty buildings look best.",
				"A quarter's value is about three times a month's.",
			},
		}.ratio(flow("building-energy", "Energy used in buildings", "kWh", period.Monthly), level("floor-area", "Floor area", "m²", period.Monthly), "1"),
		Template{
			ID: "renewable-energy-share", Name: "Renewable share of energy", Question: "How much of our energy comes from sources that last?",
			Formula: "energy from renewable sources / energy used × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Certificates bought elsewhere change no power station.",
				"Saving energy helps more and does not show here.",
			},
		}.ratio(flow("energy-renewable", "Energy from renewable sources", "kWh", period.Monthly), flow("energy-used", "Energy used", "kWh", period.Monthly), "100"),
		Template{
			ID: "travel-emissions", Name: "Travel emissions per employee", Question: "How much do our journeys burden the climate?",
			Formula: "emissions of business travel / mean headcount",
			Unit:    "kg CO₂e per person", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Offsets are not savings: leave them out.",
				"A quarter's number is about three times a month's.",
			},
		}.ratio(flow("travel-co2", "Emissions of business travel", "kg CO₂e", period.Monthly), headcount(), "1"),
	}
}

func facilitiesSustainabilityResources() []Template {
	return []Template{
		Template{
			ID: "waste-recycled-share", Name: "Waste recycled", Question: "How much of our waste becomes something again?",
			Formula: "weight of waste recycled / weight of waste × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"More waste that is easy to recycle lifts it: watch the total.",
				"Collected apart is not yet recycled.",
			},
		}.ratio(flow("waste-recycled", "Waste recycled", "kg", period.Monthly), flow("waste", "Waste", "kg", period.Monthly), "100"),
		Template{
			ID: "water-per-employee", Name: "Water per employee", Question: "How much water do we use?",
			Formula: "water used / mean headcount",
			Unit:    "m³ per person", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"A cubic metre in a dry region weighs more than one in a wet one.",
				"Working from home lowers it and saves nothing.",
				"A quarter's value is about three times a month's.",
			},
		}.ratio(flow("water-used", "Water used", "m³", period.Monthly), headcount(), "1"),
	}
}

func facilitiesLearning() []Template {
	return []Template{
		Template{
			ID: "first-aiders", Name: "Trained first aiders", Question: "Is there always somebody near who can help?",
			Formula: "employees with valid first-aid training / headcount × 100",
			Unit:    "per 100 employees", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"They must be there: shifts and home days count.",
				"100 is the wrong target: enough is enough.",
			},
		}.ratio(level("first-aiders-valid", "Employees with valid first-aid training", "people", period.Monthly), headcount(), "100"),
	}
}

func facilitiesProcess() []Template {
	return []Template{
		Template{
			ID: "building-inspections-in-time", Name: "Building inspections in time",
			Question: "Are lifts, fire doors and wiring checked when they must be?",
			Formula:  "inspections made when due / inspections due × 100",
			Unit:     "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Installations missing from the list are never due.",
				"Checked is not mended.",
			},
		}.ratio(flow("building-inspections-made", "Building inspections made when due", "inspections", period.Monthly),
			flow("building-inspections-due", "Building inspections due", "inspections", period.Monthly), "100"),
		Template{
			ID: "desks-in-use", Name: "Desks in use", Question: "Do we have as many desks as we need?",
			Formula: "mean number of desks occupied / mean number of desks × 100",
			Unit:    "%", Direction: bsc.DirectionCloser, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"100 % is the wrong target: people would stand around looking for a place.",
				"The busiest day decides how many are needed, not the mean.",
			},
		}.ratio(level("desks-occupied", "Desks occupied", "desks", period.Monthly), level("desks", "Desks", "desks", period.Monthly), "100"),
	}
}

func facilitiesCustomer() []Template {
	return []Template{
		Template{
			ID: "content-with-workplace", Name: "Employees content with their workplace", Question: "Can people work well where we put them?",
			Formula: "answers of content or better / answers to the workplace survey × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"The season is in the answers: compare with the same quarter.",
			},
		}.ratio(flow("workplace-answers-content", "Answers of content or better about the workplace", "answers", period.Quarterly),
			flow("workplace-answers", "Answers to the workplace survey", "answers", period.Quarterly), "100"),
		Template{
			ID: "repairs-in-time", Name: "Repairs within the agreed time", Question: "Are things mended as soon as we promised?",
			Formula: "repairs done within the agreed time / repairs done × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"A quick fix that does not hold counts twice.",
				"Repairs that are still open are missing.",
			},
		}.ratio(flow("repairs-done-in-time", "Repairs done within the agreed time", "repairs", period.Monthly),
			flow("repairs-done", "Repairs done", "repairs", period.Monthly), "100"),
	}
}

func facilitiesFinancial() []Template {
	return []Template{
		Template{
			ID: "cost-per-workplace", Name: "Cost per workplace", Question: "What does a place to work cost us?",
			Formula: "cost of buildings and services / mean number of workplaces",
			Unit:    "currency per workplace", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Smaller workplaces lower it and may cost more in noise than they save.",
				"Postponed repairs look like savings.",
				"A quarter's value is about three times a month's.",
			},
		}.ratio(flow("building-cost", "Cost of buildings and services", "currency", period.Monthly),
			level("workplaces", "Workplaces", "workplaces", period.Monthly), "1"),
		Template{
			ID: "repair-backlog", Name: "Repair backlog", Question: "How much repair do we put off?",
			Formula: "cost of repairs that are due / replacement value of buildings × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Yearly,
			Pitfalls: []string{
				"What nobody has inspected is not in the backlog.",
				"Zero is the wrong target: some repairs are best done with a refit.",
			},
		}.ratio(stock("repairs-due-cost", "Cost of repairs that are due", "currency", period.Yearly),
			stock("building-value", "Replacement value of buildings", "currency", period.Yearly), "100"),
	}
}
