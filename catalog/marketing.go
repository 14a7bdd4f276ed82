package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// marketing has the templates of marketing.
func marketing() []Template {
	return slices.Concat(
		placed("marketing", "sustainability", marketingSustainability()),
		placed("marketing", "learning", marketingLearning()),
		placed("marketing", "process", marketingProcess()),
		placed("marketing", "customer", marketingCustomer()),
		placed("marketing", "financial", marketingFinancial()),
	)
}

func marketingSustainability() []Template {
	return []Template{
		Template{
			ID: "claims-with-evidence", Name: "Environmental claims with evidence", Question: "Can we prove what we say about our products?",
			Formula: "published environmental claims with documented evidence / published environmental claims × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Vague words are claims, too: counting only figures misses most of them.",
			},
		}.ratio(stock("claims-proven", "Environmental claims with documented evidence", "claims", period.Quarterly),
			stock("claims-published", "Environmental claims in use", "claims", period.Quarterly), "100"),
	}
}

func marketingLearning() []Template {
	return []Template{
		Template{
			ID: "campaigns-with-control", Name: "Campaigns with a control group", Question: "From how many campaigns can we learn what they caused?",
			Formula: "campaigns with a control group / campaigns ended × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"A control group that nobody analyses teaches nothing.",
				"100 % is rarely worth it: tiny campaigns cannot show a difference.",
			},
		}.ratio(flow("campaigns-controlled", "Campaigns with a control group", "campaigns", period.Quarterly),
			flow("campaigns-ended", "Campaigns ended", "campaigns", period.Quarterly), "100"),
	}
}

func marketingProcess() []Template {
	return []Template{
		Template{
			ID: "lead-conversion", Name: "Leads that become customers", Question: "How many of our leads end in an order?",
			Formula: "leads that became customers / qualified leads × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Orders belong to leads of earlier months: fast growth makes it look low.",
				"100 % is the wrong target: it means that only sure buyers are called leads.",
			},
		}.ratio(flow("leads-converted", "Leads that became customers", "leads", period.Monthly), leadsQualified(), "100"),
	}
}

func marketingCustomer() []Template {
	return []Template{
		Template{
			ID: "brand-awareness", Name: "Unprompted brand awareness", Question: "Who thinks of us first when they need what we offer?",
			Formula: "people who name us unprompted / people asked in our market × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Small samples move by more than awareness does.",
				"Being known is not being liked.",
			},
		}.ratio(flow("people-naming-us", "People who name us unprompted", "people", period.Quarterly),
			flow("people-asked", "People asked in our market", "people", period.Quarterly), "100"),
		Template{
			ID: "market-share", Name: "Market share", Question: "How much of our market is ours?",
			Formula: "our sales in the market / all sales in the market × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"The narrower the market is drawn, the larger the share.",
				"Share can be bought at a loss.",
			},
		}.ratio(flow("market-sales-ours", "Our sales in the market", "currency", period.Quarterly),
			flow("market-sales", "All sales in the market", "currency", period.Quarterly), "100"),
		Template{
			ID: "newsletter-unsubscribes", Name: "Newsletter unsubscribes", Question: "Do we send more than our readers want?",
			Formula: "unsubscribes / mails delivered × 1,000",
			Unit:    "per 1,000", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Hiding the link lowers it and brings spam reports instead.",
				"Silent readers never unsubscribe: they just stop reading.",
			},
		}.ratio(flow("unsubscribes", "Newsletter unsubscribes", "readers", period.Monthly), flow("mails-delivered", "Mails delivered", "mails", period.Monthly), "1000"),
		Template{
			ID: "recommendation-balance", Name: "Recommendation balance", Question: "Do more customers recommend us than warn against us?",
			Formula: "(customers who would recommend us - customers who would not) / customers who answered × 100",
			Unit:    "points", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Asking just after a good moment, or only those who stay, lifts it.",
				"The balance hides the middle: 50 and 50 look like nobody caring.",
				"Few answers swing it widely.",
			},
		}.ratio(flow("recommenders-less-critics", "Customers who would recommend us, less those who would not", "answers", period.Quarterly),
			flow("recommendation-answers", "Customers who answered", "answers", period.Quarterly), "100"),
		Template{
			ID: "website-conversion", Name: "Website visits with an order", Question: "How many of those who look also buy?",
			Formula: "website visits with an order / website visits × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Robots are visits, too, unless they are filtered.",
				"It falls when an advertisement brings many curious people, even if sales rise.",
			},
		}.ratio(flow("visits-with-order", "Website visits with an order", "visits", period.Monthly),
			flow("website-visits", "Website visits", "visits", period.Monthly), "100"),
	}
}

func marketingFinancial() []Template {
	return []Template{
		Template{
			ID: "campaign-return", Name: "Gross profit per campaign spending", Question: "What does our campaign money bring back?",
			Formula: "gross profit traced to campaigns / campaign spending",
			Unit:    "times", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"The last click gets the credit for what others prepared.",
				"Buyers who would have come anyway are counted as won.",
			},
		}.ratio(flow("campaign-gross-profit", "Gross profit traced to campaigns", "currency", period.Monthly),
			flow("campaign-spending", "Campaign spending", "currency", period.Monthly), "1"),
		Template{
			ID: "cost-per-lead", Name: "Cost per qualified lead", Question: "What do we pay for a contact worth calling?",
			Formula: "marketing spending / qualified leads",
			Unit:    "currency per lead", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"A looser idea of qualified lowers it at once.",
				"Cheap leads that never buy are the most expensive ones.",
			},
		}.ratio(flow("marketing-spending", "Marketing spending", "currency", period.Monthly), leadsQualified(), "1"),
		Template{
			ID: "customer-acquisition-cost", Name: "Cost of gaining a customer", Question: "What does a new customer cost us?",
			Formula: "spending on marketing and sales for new customers / customers gained",
			Unit:    "currency per customer", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Spending comes before customers: single months say little.",
				"Leaving salaries out makes every channel look cheap.",
			},
		}.ratio(acquisitionSpending(), customersGained(), "1"),
		Template{
			ID: "lifetime-value-to-cost", Name: "Lifetime value per acquisition cost", Question: "Do new customers earn back what it took to win them?",
			Formula: "expected lifetime gross profit of customers gained / spending on gaining customers",
			Unit:    "times", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"The lifetime is an assumption: small changes to it move everything.",
				"Very high values may mean that too little is spent on growth.",
			},
		}.ratio(flow("lifetime-value", "Expected lifetime gross profit of customers gained", "currency", period.Monthly), acquisitionSpending(), "1"),
	}
}

func acquisitionSpending() bsc.Series {
	return flow("acquisition-spending", "Spending on gaining customers", "currency", period.Monthly)
}

func leadsQualified() bsc.Series {
	return flow("leads-qualified", "Qualified leads", "leads", period.Monthly)
}
