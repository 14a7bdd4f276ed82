package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// sales has the templates of sales.
func sales() []Template {
	return slices.Concat(
		placed("sales", "sustainability", salesSustainability()),
		placed("sales", "learning", salesLearning()),
		placed("sales", "process", salesProcess()),
		placed("sales", "customer", salesCustomer()),
		placed("sales", "financial", salesFinancialPrices()),
		placed("sales", "financial", salesFinancialRevenue()),
	)
}

func salesSustainability() []Template {
	return []Template{
		Template{
			ID: "lower-impact-revenue", Name: "Revenue from lower-impact products",
			Question: "How much of what we sell is kinder to the environment than what it replaces?",
			Formula:  "revenue from products with a proven lower impact / revenue × 100",
			Unit:     "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Count only what an outsider could verify.",
				"A higher share of a growing total may still be more harm.",
			},
		}.ratio(flow("revenue-lower-impact", "Revenue from products with a proven lower impact", "currency", period.Monthly), revenue(), "100"),
	}
}

func salesLearning() []Template {
	return []Template{
		Template{
			ID: "sellers-certified", Name: "Sellers certified for the current range", Question: "Do our sellers know what we sell today?",
			Formula: "sellers who passed the test on the current range / sellers × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"An easy test gives a high number and no knowledge.",
				"It drops with every new product: judge it some weeks later.",
			},
		}.ratio(level("sellers-passed", "Sellers who passed the test on the current range", "people", period.Monthly), sellers(), "100"),
	}
}

func salesProcess() []Template {
	return []Template{
		Template{
			ID: "sales-cycle", Name: "Length of the sales cycle", Question: "How long does it take from the first talk to the order?",
			Formula: "days from first contact to order, all orders won together / orders won",
			Unit:    "days", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Entering leads late shortens it on paper.",
				"Few large deals hide what happens to the many small ones.",
			},
		}.ratio(flow("sales-cycle-days", "Days from first contact to order", "days", period.Monthly), flow("orders-won", "Orders won", "orders", period.Monthly), "1"),
		Template{
			ID: "sales-forecast-error", Name: "Sales forecast error", Question: "How far off were our sales forecasts?",
			Formula: "sum of absolute differences between forecast and actual sales / actual sales × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Fix how early the forecast is taken: on the last day everyone is right.",
				"Sellers forecast low where their bonus depends on beating it.",
			},
		}.ratio(flow("sales-forecast-differences", "Absolute differences between forecast and actual sales", "currency", period.Monthly), revenue(), "100"),
		Template{
			ID: "selling-time", Name: "Sellers' time with customers", Question: "How much of their time can our sellers spend with customers?",
			Formula: "hours with customers / hours worked by sellers × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Hours are estimated, mostly on Friday afternoon.",
				"100 % is the wrong target: visits must be prepared and followed up.",
			},
		}.ratio(flow("hours-with-customers", "Sellers' hours with customers", "hours", period.Monthly),
			flow("seller-hours", "Hours worked by sellers", "hours", period.Monthly), "100"),
		Template{
			ID: "win-rate", Name: "Win rate of offers", Question: "How many of the offers that were decided did we win?",
			Formula: "offers won / offers won or lost × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"100 % is the wrong target: it means that prices are too low or that only sure things are offered.",
				"Offers that are left open for ever are losses nobody admits.",
			},
		}.ratio(flow("offers-won", "Offers won", "offers", period.Monthly), flow("offers-decided", "Offers won or lost", "offers", period.Monthly), "100"),
	}
}

func salesCustomer() []Template {
	return []Template{
		Template{
			ID: "customer-churn", Name: "Customers lost", Question: "How many of our customers leave us?",
			Formula: "customers lost / mean number of customers × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"A quarter's rate is about three times a month's: compare like with like.",
				"Without contracts, lost needs a rule, such as no order for a year.",
				"Losing one large customer weighs like losing a small one.",
			},
		}.ratio(customersLost(), level("customers", "Customers", "customers", period.Monthly), "100"),
		Template{
			ID: "net-customer-change", Name: "Customers gained less customers lost", Question: "Does the number of our customers grow?",
			Formula: "customers gained - customers lost",
			Unit:    "customers", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"A steady balance may hide that many come and many go.",
				"Small customers count as much as large ones.",
			},
		}.difference(customersGained(), customersLost()),
		Template{
			ID: "new-customer-revenue", Name: "Revenue share of new customers", Question: "How much of what we sell goes to customers who are new?",
			Formula: "revenue from customers of the past twelve months / revenue × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"It also rises when old customers leave.",
				"100 % is the wrong target: it means that nobody comes back.",
			},
		}.ratio(flow("revenue-new-customers", "Revenue from customers won in the past twelve months", "currency", period.Monthly), revenue(), "100"),
		Template{
			ID: "repeat-orders", Name: "Orders from returning customers", Question: "How many of our orders come from customers who have bought before?",
			Formula: "orders from returning customers / orders received × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"It rises when no new customers are found.",
				"Split deliveries that are booked as orders inflate it.",
			},
		}.ratio(flow("orders-returning", "Orders from returning customers", "orders", period.Monthly), ordersReceived(), "100"),
	}
}

func salesFinancialPrices() []Template {
	return []Template{
		Template{
			ID: "average-order-value", Name: "Average order value", Question: "How much does a customer buy at a time?",
			Formula: "value of orders received / orders received",
			Unit:    "currency per order", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"One large order moves it: look at the distribution, too.",
				"Discounts for bigger baskets lift it and may lower profit.",
			},
		}.ratio(flow("order-value", "Value of orders received", "currency", period.Monthly), ordersReceived(), "1"),
		Template{
			ID: "discount-share", Name: "Discounts on list prices", Question: "How much of our list prices do we give away?",
			Formula: "discounts and rebates granted / sales at list prices × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Free extras and longer payment terms are discounts that it does not see.",
				"Raising list prices raises it without a single concession.",
			},
		}.ratio(flow("discounts-granted", "Discounts and rebates granted", "currency", period.Monthly),
			flow("sales-at-list-prices", "Sales at list prices", "currency", period.Monthly), "100"),
		Template{
			ID: "gross-margin", Name: "Gross margin", Question: "What is left of our prices once the goods are paid for?",
			Formula: "gross profit / revenue × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"A change in what is sold moves it as much as prices and costs do.",
				"What counts as cost of sales differs between companies.",
			},
		}.ratio(flow("gross-profit", "Gross profit", "currency", period.Monthly), revenue(), "100"),
	}
}

func salesFinancialRevenue() []Template {
	return []Template{
		Template{
			ID: "largest-customers-share", Name: "Revenue share of the ten largest customers", Question: "How much would it hurt to lose a few customers?",
			Formula: "revenue from last year's ten largest customers / revenue × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Keep the list fixed for a year: the largest of each month always look large.",
				"Customers that belong to one group are one risk.",
			},
		}.ratio(flow("revenue-ten-largest", "Revenue from last year's ten largest customers", "currency", period.Monthly), revenue(), "100"),
		Template{
			ID: "pipeline-cover", Name: "Pipeline cover", Question: "Is there enough in the pipeline for the sales we still need?",
			Formula: "value of open opportunities / sales still to be won this year",
			Unit:    "times", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Dead opportunities fill it: close what has not moved for long.",
				"It soars near the year's end, when little is left to win.",
			},
		}.ratio(stock("pipeline-value", "Value of open opportunities", "currency", period.Monthly),
			stock("sales-to-win", "Sales still to be won this year", "currency", period.Monthly), "1"),
		Template{
			ID: "revenue-per-seller", Name: "Revenue per seller", Question: "How much does each of our sellers sell?",
			Formula: "revenue / mean number of sellers",
			Unit:    "currency per person", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"It falls when people are hired ahead of growth.",
				"Territories differ: as a ranking of persons it is unfair.",
				"A quarter's value is about three times a month's.",
			},
		}.ratio(revenue(), sellers(), "1"),
	}
}

func customersLost() bsc.Series {
	return flow("customers-lost", "Customers lost", "customers", period.Monthly)
}

func ordersReceived() bsc.Series {
	return flow("orders-received", "Orders received", "orders", period.Monthly)
}

func sellers() bsc.Series {
	return level("sellers", "Sellers", "people", period.Monthly)
}
