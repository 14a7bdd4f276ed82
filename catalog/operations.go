package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// operations has the templates of operations.
func operations() []Template {
	return slices.Concat(
		placed("operations", "sustainability", operationsSustainability()),
		placed("operations", "learning", operationsLearning()),
		placed("operations", "process", operationsProcessMachines()),
		placed("operations", "process", operationsProcessOrders()),
		placed("operations", "customer", operationsCustomer()),
		placed("operations", "financial", operationsFinancial()),
	)
}

func operationsSustainability() []Template {
	return []Template{
		Template{
			ID: "energy-per-unit", Name: "Energy per good unit", Question: "How much energy goes into what we make?",
			Formula: "energy used in production / good units",
			Unit:    "kWh per unit", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Base load makes it rise when few units are made.",
				"Buying in parts moves the energy to a supplier.",
			},
		}.ratio(flow("production-energy", "Energy used in production", "kWh", period.Monthly), unitsGood(), "1"),
		Template{
			ID: "lost-time-injuries", Name: "Lost-time injuries per million hours", Question: "Does everyone go home healthy?",
			Formula: "injuries with lost time / hours worked × 1,000,000",
			Unit:    "per million hours", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"A bonus on it buys silence, not safety.",
				"Leave out contractors and risk is outsourced with the work.",
			},
		}.ratio(flow("injuries", "Injuries with lost time", "injuries", period.Monthly), hoursWorked(), "1000000"),
		Template{
			ID: "material-yield", Name: "Material that ends in good products", Question: "How much of what we take from nature reaches a customer?",
			Formula: "weight of material in good units / weight of material used × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"100 % cannot be reached where cutting or machining is needed.",
				"Standard weights from the parts list hide real losses.",
			},
		}.ratio(flow("material-in-good-units", "Material in good units", "kg", period.Monthly), flow("material-used", "Material used", "kg", period.Monthly), "100"),
	}
}

func operationsLearning() []Template {
	return []Template{
		Template{
			ID: "ideas-carried-out", Name: "Ideas carried out per employee", Question: "Do our people's ideas change how we work?",
			Formula: "improvement ideas carried out / mean headcount",
			Unit:    "ideas per person", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Counting ideas instead of what they changed invites trifles.",
				"A quarter's number is about a fourth of a year's.",
			},
		}.ratio(flow("ideas-done", "Improvement ideas carried out", "ideas", period.Monthly), headcount(), "1"),
		Template{
			ID: "near-miss-reports", Name: "Near misses reported per million hours", Question: "Do we hear of dangers before they hurt somebody?",
			Formula: "near misses reported / hours worked × 1,000,000",
			Unit:    "per million hours", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"More reports mean more trust, not more danger, and in time dangers should become fewer.",
				"Quotas bring trifles.",
			},
		}.ratio(flow("near-misses", "Near misses reported", "reports", period.Monthly), hoursWorked(), "1000000"),
		Template{
			ID: "operators-multi-skilled", Name: "Operators trained for several stations", Question: "Can our people stand in for each other?",
			Formula: "operators trained for three or more stations / operators × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"A skill that is not used for a year is gone.",
				"100 % is rarely worth it: a few stations need specialists.",
			},
		}.ratio(stock("operators-trained", "Operators trained for three or more stations", "people", period.Quarterly),
			stock("operators", "Operators", "people", period.Quarterly), "100"),
	}
}

func operationsProcessMachines() []Template {
	return []Template{
		Template{
			ID: "capacity-use", Name: "Capacity in use", Question: "How much of what we could make do we make?",
			Formula: "machine hours used / machine hours available × 100",
			Unit:    "%", Direction: bsc.DirectionCloser, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"100 % is the wrong target: queues grow without limit near it.",
				"Full machines that produce for stock cost money.",
			},
		}.ratio(flow("machine-hours-used", "Machine hours used", "hours", period.Monthly),
			flow("machine-hours-available", "Machine hours available", "hours", period.Monthly), "100"),
		Template{
			ID: "change-over-time", Name: "Change-over time", Question: "How long does it take to change from one product to the next?",
			Formula: "minutes from last good unit to first good unit, all change-overs together / change-overs",
			Unit:    "minutes", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Avoiding hard change-overs lowers it and makes lots larger.",
				"Adjusting after the first good unit belongs to it.",
			},
		}.ratio(flow("change-over-minutes", "Minutes from last to first good unit", "minutes", period.Monthly),
			flow("change-overs", "Change-overs", "change-overs", period.Monthly), "1"),
		Template{
			ID: "planned-maintenance-share", Name: "Planned share of maintenance", Question: "Do we maintain before things break?",
			Formula: "hours of planned maintenance / hours of maintenance × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"100 % is the wrong target: replacing parts long before they fail is waste.",
				"Repairs that are entered as planned on the same day lift it.",
			},
		}.ratio(flow("maintenance-hours-planned", "Hours of planned maintenance", "hours", period.Monthly),
			flow("maintenance-hours", "Hours of maintenance", "hours", period.Monthly), "100"),
		Template{
			ID: "productive-machine-time", Name: "Productive share of planned machine time",
			Question: "How much of the planned time makes good units at full speed?",
			Formula:  "hours that the good units would need at full speed / planned machine hours × 100",
			Unit:     "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Moving hours from planned to unplanned time lifts it.",
				"100 % is the wrong target: making what nobody ordered also counts as productive.",
			},
		}.ratio(flow("ideal-hours", "Hours that the good units would need at full speed", "hours", period.Monthly), plannedMachineHours(), "100"),
		Template{
			ID: "unplanned-downtime", Name: "Unplanned downtime", Question: "How much of the planned time do our machines stand still?",
			Formula: "hours of unplanned downtime / planned machine hours × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Short stops are not written down, and are often the larger part.",
				"Stops of a machine that is no bottleneck weigh as much as those of one that is.",
			},
		}.ratio(flow("downtime-unplanned", "Hours of unplanned downtime", "hours", period.Monthly), plannedMachineHours(), "100"),
	}
}

func operationsProcessOrders() []Template {
	return []Template{
		Template{
			ID: "orders-made-as-planned", Name: "Orders made as planned", Question: "Do we make what the plan says, when it says so?",
			Formula: "production orders finished in the planned week and quantity / production orders planned × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Plans that are changed on the day before are always met.",
				"Easy orders are pulled forward, and hard ones stay.",
			},
		}.ratio(flow("orders-as-planned", "Production orders finished as planned", "orders", period.Monthly),
			flow("orders-planned", "Production orders planned", "orders", period.Monthly), "100"),
		Template{
			ID: "throughput-time", Name: "Throughput time", Question: "How long does an order take through the factory?",
			Formula: "days from start to finish, all finished orders together / orders finished",
			Unit:    "days", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Starting orders later shortens it, and the customer waits all the same.",
				"Small lots shorten it at the price of more change-overs.",
			},
		}.ratio(flow("production-days", "Days from start to finish of production orders", "days", period.Monthly), ordersFinished(), "1"),
	}
}

func operationsCustomer() []Template {
	return []Template{
		Template{
			ID: "orders-by-promised-date", Name: "Orders finished by the promised date", Question: "Do our customers get their orders when we said?",
			Formula: "orders finished by the first promised date / orders finished × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Measure against the first date promised, not the last one agreed.",
				"Late orders that are not finished yet are missing.",
			},
		}.ratio(flow("orders-finished-on-date", "Orders finished by the first promised date", "orders", period.Monthly), ordersFinished(), "100"),
	}
}

func operationsFinancial() []Template {
	return []Template{
		Template{
			ID: "unit-cost", Name: "Cost per good unit", Question: "What does it cost to make one?",
			Formula: "production cost / good units",
			Unit:    "currency per unit", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Overproduction lowers it and fills the warehouse.",
				"Compare the same products: a change of mix looks like progress.",
			},
		}.ratio(productionCost(), unitsGood(), "1"),
	}
}

func hoursWorked() bsc.Series {
	return flow("hours-worked", "Hours worked", "hours", period.Monthly)
}

func ordersFinished() bsc.Series {
	return flow("orders-finished", "Production orders finished", "orders", period.Monthly)
}

func plannedMachineHours() bsc.Series {
	return flow("planned-machine-hours", "Planned machine hours", "hours", period.Monthly)
}

func unitsGood() bsc.Series {
	return flow("units-good", "Good units", "units", period.Monthly)
}
