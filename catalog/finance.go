package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// finance has the templates of finance.
func finance() []Template {
	return slices.Concat(
		placed("finance", "sustainability", financeSustainability()),
		placed("finance", "learning", financeLearning()),
		placed("finance", "process", financeProcess()),
		placed("finance", "customer", financeCustomer()),
		placed("finance", "financial", financeFinancialCash()),
		placed("finance", "financial", financeFinancialEarnings()),
	)
}

func financeSustainability() []Template {
	return []Template{
		Template{
			ID: "investment-lowering-emissions", Name: "Investment that lowers emissions", Question: "How much of what we invest makes us cleaner?",
			Formula: "capital expenditure with a stated emission saving / capital expenditure × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Without a rule for what counts, every replacement becomes green.",
				"100 % is the wrong target: other investments are needed, too.",
			},
		}.ratio(flow("capital-expenditure-green", "Capital expenditure with a stated emission saving", "currency", period.Monthly), capitalExpenditure(), "100"),
	}
}

func financeLearning() []Template {
	return []Template{
		Template{
			ID: "closing-tasks-with-stand-in", Name: "Closing tasks with a trained stand-in", Question: "Could we close the books if one of us fell ill?",
			Formula: "closing tasks that a second person has done at least once in the past year / closing tasks × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"A name on a list is not a stand-in: count only who has done the task.",
			},
		}.ratio(stock("closing-tasks-covered", "Closing tasks with a trained stand-in", "tasks", period.Quarterly),
			stock("closing-tasks", "Closing tasks", "tasks", period.Quarterly), "100"),
	}
}

func financeProcess() []Template {
	return []Template{
		Template{
			ID: "cash-forecast-error", Name: "Cash forecast error", Question: "How far off were we about the cash that would come in?",
			Formula: "sum of absolute differences between forecast and actual receipts / actual receipts × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Differences must be added without their signs, or misses cancel out.",
				"Zero is not to be had: whoever reports it forecasts after the fact.",
			},
		}.ratio(flow("cash-forecast-differences", "Absolute differences between forecast and actual receipts", "currency", period.Monthly),
			flow("cash-receipts", "Cash receipts", "currency", period.Monthly), "100"),
		Template{
			ID: "days-to-close", Name: "Working days to close the books", Question: "How soon after a period's end do we know its result?",
			Formula: "working days from period end to final result, all closings together / number of closings",
			Unit:    "days", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"A fast closing with many later corrections is no closing.",
				"Estimates in place of invoices buy days at the cost of accuracy.",
			},
		}.ratio(flow("closing-days", "Working days from period end to final result", "days", period.Monthly),
			flow("closings", "Closings", "closings", period.Monthly), "1"),
		Template{
			ID: "invoices-right-first-time", Name: "Invoices right first time", Question: "How many of our invoices can be paid as we sent them?",
			Formula: "invoices without later correction or credit note / invoices issued × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Corrections come weeks later, so that the latest month always looks too good.",
				"Errors that are settled by telephone are not counted.",
			},
		}.ratio(flow("invoices-uncorrected", "Invoices that needed no correction", "invoices", period.Monthly),
			flow("invoices-issued", "Invoices issued", "invoices", period.Monthly), "100"),
	}
}

func financeCustomer() []Template {
	return []Template{
		Template{
			ID: "reports-by-agreed-date", Name: "Management reports by the agreed date",
			Question: "Do those who decide get their figures when we promised them?",
			Formula:  "reports handed over by the agreed date / reports due × 100",
			Unit:     "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"On time and not read is no service: ask now and then which reports nobody would miss.",
				"Dates that are moved in silence make it meaningless.",
			},
		}.ratio(flow("reports-on-date", "Reports handed over by the agreed date", "reports", period.Monthly),
			flow("reports-due", "Reports due", "reports", period.Monthly), "100"),
	}
}

func financeFinancialCash() []Template {
	return []Template{
		Template{
			ID: "days-payables-outstanding", Name: "Days payables outstanding", Question: "How long do we take to pay our suppliers?",
			Formula: "trade payables at the end of the period / mean purchases per day",
			Unit:    "days", Direction: bsc.DirectionCloser, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Longer is not better: suppliers price late payment in, or stop delivering.",
				"Purchases held back at the end of a period distort it.",
			},
		}.ratio(stock("payables", "Trade payables", "currency", period.Monthly),
			level("purchases-per-day", "Purchases per day", "currency per day", period.Monthly), "1"),
		Template{
			ID: "days-sales-outstanding", Name: "Days sales outstanding", Question: "How long do we wait for our customers' money?",
			Formula: "receivables at the end of the period / mean credit sales per day",
			Unit:    "days", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"A strong last month lifts it although every customer pays on time.",
				"Receivables that were sold or written off vanish from it.",
			},
		}.ratio(receivables(), level("credit-sales-per-day", "Credit sales per day", "currency per day", period.Monthly), "1"),
		Template{
			ID: "free-cash-flow", Name: "Free cash flow", Question: "How much cash is left once operations and investments are paid for?",
			Formula: "cash from operating activities - capital expenditure",
			Unit:    "currency", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Postponed investments and late payments to suppliers flatter it for a few periods.",
				"Single months swing with payment dates: look at a year.",
			},
		}.difference(flow("operating-cash-flow", "Cash from operating activities", "currency", period.Monthly), capitalExpenditure()),
		Template{
			ID: "overdue-receivables", Name: "Overdue share of receivables", Question: "How much of what we are owed should have been paid already?",
			Formula: "receivables past their due date / all receivables × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Longer payment terms lower it without a payment coming in.",
				"Disputed invoices need the cause solved, not another reminder.",
			},
		}.ratio(stock("receivables-overdue", "Receivables past their due date", "currency", period.Monthly), receivables(), "100"),
	}
}

func financeFinancialEarnings() []Template {
	return []Template{
		Template{
			ID: "interest-cover", Name: "Interest cover", Question: "How often could we pay our interest from operating profit?",
			Formula: "operating profit / interest expense",
			Unit:    "times", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Very high cover may mean that cheap finance is not used.",
				"It says nothing about when loans must be repaid.",
			},
		}.ratio(operatingProfit(), flow("interest-expense", "Interest expense", "currency", period.Monthly), "1"),
		Template{
			ID: "operating-margin", Name: "Operating margin", Question: "How much of each unit of revenue is left after the costs of running the business?",
			Formula: "operating profit / revenue × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"One-off gains and accounting choices move it as much as the business does.",
				"Cutting maintenance, training or advertising lifts it now and costs more later.",
			},
		}.ratio(operatingProfit(), revenue(), "100"),
		Template{
			ID: "return-on-capital-employed", Name: "Return on capital employed", Question: "What does the money that is tied up in the business earn?",
			Formula: "operating profit / mean capital employed × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"A quarter's return is about a fourth of a year's: judge it over twelve months.",
				"It rises as assets grow old and are written off, without anything having become better.",
			},
		}.ratio(operatingProfit(), level("capital-employed", "Capital employed", "currency", period.Monthly), "100"),
		Template{
			ID: "revenue-growth", Name: "Revenue growth on the year before", Question: "How much more do we sell than a year ago?",
			Formula: "(revenue - revenue of the same period a year earlier) / revenue of the same period a year earlier × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Acquisitions, price rises and exchange rates look like growth: show them apart.",
				"Growth that is bought with discounts or long payment terms is not worth its number.",
			},
		}.ratio(flow("revenue-increase", "Revenue less that of the same period a year earlier", "currency", period.Monthly),
			flow("revenue-year-before", "Revenue of the same period a year earlier", "currency", period.Monthly), "100"),
		Template{
			ID: "spending-against-budget", Name: "Spending against budget", Question: "Do we spend what we planned to?",
			Formula: "actual spending / budgeted spending × 100",
			Unit:    "%", Direction: bsc.DirectionCloser, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Budgets with slack in them are always met.",
				"What is left is often spent in the last month so that the next budget is not cut.",
			},
		}.ratio(flow("spending", "Spending", "currency", period.Monthly), flow("spending-budgeted", "Budgeted spending", "currency", period.Monthly), "100"),
	}
}

func capitalExpenditure() bsc.Series {
	return flow("capital-expenditure", "Capital expenditure", "currency", period.Monthly)
}

func operatingProfit() bsc.Series {
	return flow("operating-profit", "Operating profit", "currency", period.Monthly)
}

func receivables() bsc.Series {
	return stock("receivables", "Trade receivables", "currency", period.Monthly)
}
