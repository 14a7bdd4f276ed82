package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// supplyChain has the templates of supply chain and procurement.
func supplyChain() []Template {
	return slices.Concat(
		placed("supply-chain", "sustainability", supplyChainSustainability()),
		placed("supply-chain", "learning", supplyChainLearning()),
		placed("supply-chain", "process", supplyChainProcessBuying()),
		placed("supply-chain", "process", supplyChainProcessStock()),
		placed("supply-chain", "customer", supplyChainCustomer()),
		placed("supply-chain", "financial", supplyChainFinancial()),
	)
}

func supplyChainSustainability() []Template {
	return []Template{
		Template{
			ID: "suppliers-audited", Name: "Suppliers at risk that were audited", Question: "Do we know how people and nature fare at our suppliers?",
			Formula: "suppliers at risk audited in the past two years / suppliers at risk × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"An audit finds problems and solves none: count what was put right, too.",
				"Calling fewer suppliers risky lifts it.",
			},
		}.ratio(stock("suppliers-with-audit", "Suppliers at risk audited in the past two years", "suppliers", period.Quarterly),
			stock("suppliers-at-risk", "Suppliers at risk", "suppliers", period.Quarterly), "100"),
		Template{
			ID: "suppliers-paid-on-time", Name: "Supplier invoices paid on time", Question: "Do we pay those who deliver to us when we agreed to?",
			Formula: "supplier invoices paid by their due date / supplier invoices paid × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Imposing longer terms makes everything punctual.",
				"Invoices put into dispute escape the count.",
			},
		}.ratio(flow("supplier-invoices-on-time", "Supplier invoices paid by their due date", "invoices", period.Monthly),
			flow("supplier-invoices", "Supplier invoices paid", "invoices", period.Monthly), "100"),
		Template{
			ID: "transport-emissions", Name: "Transport emissions", Question: "How clean is the way our goods travel?",
			Formula: "transport emissions in kg / tonne-kilometres loaded × 1,000",
			Unit:    "g CO₂ per tkm", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Longer routes with good trucks look better than short ones: watch the total, too.",
				"Averages from a table never show what a driver does better.",
			},
		}.ratio(flow("transport-co2", "Transport emissions", "kg CO₂", period.Monthly), tonneKilometres(), "1000"),
		Template{
			ID: "truck-space-used", Name: "Truck space used", Question: "How much air do we move around?",
			Formula: "tonne-kilometres loaded / tonne-kilometres possible × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Light goods fill a truck before they reach its weight.",
				"100 % is the wrong target: it takes waiting and detours.",
			},
		}.ratio(tonneKilometres(), flow("tonne-kilometres-possible", "Tonne-kilometres possible", "tkm", period.Monthly), "100"),
	}
}

func supplyChainLearning() []Template {
	return []Template{
		Template{
			ID: "buyers-trained", Name: "Buyers trained in their category", Question: "Do our buyers know the markets they buy in?",
			Formula: "buyers with current category training / buyers × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"A course attended is not a market understood.",
				"Moving buyers around lowers it for good reasons.",
			},
		}.ratio(stock("buyers-with-training", "Buyers with current category training", "people", period.Quarterly),
			stock("buyers", "Buyers", "people", period.Quarterly), "100"),
	}
}

func supplyChainProcessBuying() []Template {
	return []Template{
		Template{
			ID: "purchase-order-time", Name: "Time from request to purchase order", Question: "How long does it take until what is needed is ordered?",
			Formula: "days from request to purchase order, all together / purchase orders",
			Unit:    "days", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Requests that are written after the order make it zero.",
				"Small catalogue orders drown the hard ones.",
			},
		}.ratio(flow("purchase-days", "Days from request to purchase order", "days", period.Monthly),
			flow("purchase-orders", "Purchase orders", "orders", period.Monthly), "1"),
		Template{
			ID: "single-source-parts", Name: "Critical parts from a single source", Question: "How many of our critical parts depend on one supplier?",
			Formula: "critical parts with one approved supplier / critical parts × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Two suppliers who buy from the same factory are one source.",
				"Zero is rarely worth what it costs.",
			},
		}.ratio(stock("parts-single-source", "Critical parts with one approved supplier", "parts", period.Quarterly),
			stock("parts-critical", "Critical parts", "parts", period.Quarterly), "100"),
		Template{
			ID: "supplier-on-time", Name: "Supplier deliveries on time", Question: "Do our suppliers deliver when they promised?",
			Formula: "supplier deliveries on time / supplier deliveries × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"A delivery that we asked to move is not late.",
				"Buffers in the ordered date hide lateness.",
			},
		}.ratio(flow("supplier-deliveries-on-time", "Supplier deliveries on time", "deliveries", period.Monthly),
			flow("supplier-deliveries", "Supplier deliveries", "deliveries", period.Monthly), "100"),
		Template{
			ID: "supplier-parts-rejected", Name: "Supplier parts rejected", Question: "How good is what our suppliers send us?",
			Formula: "parts rejected / parts received × 1,000,000",
			Unit:    "per million", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Without inspection nothing is rejected.",
				"One bad lot of small parts swamps everything else.",
			},
		}.ratio(flow("parts-rejected", "Supplier parts rejected", "parts", period.Monthly),
			flow("parts-received", "Supplier parts received", "parts", period.Monthly), "1000000"),
	}
}

func supplyChainProcessStock() []Template {
	return []Template{
		Template{
			ID: "demand-forecast-error", Name: "Demand forecast error", Question: "How far off are we about what will be ordered?",
			Formula: "sum of absolute differences between forecast and actual demand / actual demand × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Sales are not demand: what was out of stock was wanted, too.",
				"Measured over all products together, errors cancel out.",
			},
		}.ratio(flow("demand-forecast-differences", "Absolute differences between forecast and actual demand", "units", period.Monthly),
			flow("demand", "Actual demand", "units", period.Monthly), "100"),
		Template{
			ID: "stock-record-accuracy", Name: "Stock counts that match the records", Question: "Can we trust what the system says is there?",
			Formula: "counts that match the record / counts × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Counting only shelves that are easy to count lifts it.",
				"Balanced totals hide goods in wrong places.",
			},
		}.ratio(flow("stock-counts-matching", "Counts that match the record", "counts", period.Monthly), flow("stock-counts", "Counts", "counts", period.Monthly), "100"),
	}
}

func supplyChainCustomer() []Template {
	return []Template{
		Template{
			ID: "delivery-time", Name: "Time from order to delivery", Question: "How long do customers wait for their goods?",
			Formula: "days from order to delivery, all together / deliveries",
			Unit:    "days", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Orders placed well ahead raise it although nobody waits.",
				"A mean hides the late tail that customers remember.",
			},
		}.ratio(flow("delivery-days", "Days from order to delivery", "days", period.Monthly), deliveries(), "1"),
		Template{
			ID: "on-time-delivery", Name: "Deliveries on time", Question: "Do deliveries arrive when the customer asked for them?",
			Formula: "deliveries that arrived by the requested date / deliveries × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Talking customers into later dates lifts it.",
				"Too early can be as bad as too late.",
			},
		}.ratio(flow("deliveries-on-time", "Deliveries by the requested date", "deliveries", period.Monthly), deliveries(), "100"),
		Template{
			ID: "order-lines-out-of-stock", Name: "Order lines out of stock", Question: "How often is what the customer wants not there?",
			Formula: "order lines that could not be served from stock / order lines × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Zero is the wrong target: it would need stock without end.",
				"Customers who see that it is not there never order it.",
			},
		}.ratio(flow("lines-out-of-stock", "Order lines that could not be served from stock", "lines", period.Monthly),
			flow("lines-ordered", "Order lines", "lines", period.Monthly), "100"),
		Template{
			ID: "perfect-orders", Name: "Perfect orders", Question: "How many orders arrive on time, complete, undamaged and with the right papers?",
			Formula: "orders without any fault / orders delivered × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Faults that customers do not report count as perfect.",
				"Four parts at 95 % give about 81 %: set targets with that in mind.",
			},
		}.ratio(flow("orders-faultless", "Orders delivered without any fault", "orders", period.Monthly), ordersDelivered(), "100"),
	}
}

func supplyChainFinancial() []Template {
	return []Template{
		Template{
			ID: "days-of-stock", Name: "Days of stock", Question: "How long would our stock last?",
			Formula: "stock value at the end of the period / mean cost of sales per day",
			Unit:    "days", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Less is not always better: watch it together with lines out of stock.",
				"Stock that suppliers hold for us is missing.",
			},
		}.ratio(stockValue(), level("cost-of-sales-per-day", "Cost of sales per day", "currency per day", period.Monthly), "1"),
		Template{
			ID: "freight-cost-share", Name: "Freight cost", Question: "How much of our revenue do we spend on moving goods?",
			Formula: "freight cost / revenue × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Price rises lower it without a kilometre saved.",
				"Waiting for full trucks lowers it and delays deliveries.",
			},
		}.ratio(flow("freight-cost", "Freight cost", "currency", period.Monthly), revenue(), "100"),
		Template{
			ID: "purchase-price-index", Name: "Purchase price index", Question: "Do we buy cheaper or dearer than a year ago?",
			Formula: "purchases at current prices / the same purchases at last year's prices × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Falling markets look like good negotiation: compare with a market index.",
				"Cheaper parts that fail are dear.",
			},
		}.ratio(flow("purchases-current-prices", "Purchases at current prices", "currency", period.Monthly),
			flow("purchases-old-prices", "The same purchases at last year's prices", "currency", period.Monthly), "100"),
		Template{
			ID: "spending-under-contract", Name: "Spending under contract", Question: "How much of what we buy is bought at agreed terms?",
			Formula: "purchases under a valid contract / purchases × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"An old contract at old prices counts as much as a good one.",
				"100 % is the wrong target: small one-off purchases need no contract.",
			},
		}.ratio(flow("purchases-contracted", "Purchases under a valid contract", "currency", period.Monthly),
			flow("purchases", "Purchases", "currency", period.Monthly), "100"),
		Template{
			ID: "unsaleable-stock", Name: "Unsaleable share of stock", Question: "How much of our stock will nobody buy?",
			Formula: "value of stock without sales for a year / stock value × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Writing it off cures the number and not its cause.",
				"Spare parts that must be kept are a different matter.",
			},
		}.ratio(stock("stock-unsold", "Value of stock without sales for a year", "currency", period.Monthly), stockValue(), "100"),
	}
}

func deliveries() bsc.Series {
	return flow("deliveries", "Deliveries", "deliveries", period.Monthly)
}

func stockValue() bsc.Series {
	return stock("stock-value", "Stock value", "currency", period.Monthly)
}

func tonneKilometres() bsc.Series {
	return flow("tonne-kilometres", "Tonne-kilometres loaded", "tkm", period.Monthly)
}
