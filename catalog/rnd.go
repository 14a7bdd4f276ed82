package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// rnd has the templates of research and development.
func rnd() []Template {
	return slices.Concat(
		placed("rnd", "sustainability", rndSustainability()),
		placed("rnd", "learning", rndLearning()),
		placed("rnd", "process", rndProcess()),
		placed("rnd", "customer", rndCustomer()),
		placed("rnd", "financial", rndFinancial()),
	)
}

func rndSustainability() []Template {
	return []Template{
		Template{
			ID: "recyclable-weight", Name: "Recyclable share of product weight", Question: "How much of our products can become something again?",
			Formula: "weight of recyclable material in products sold / weight of products sold × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"What can be recycled is not what will be.",
				"Heavier products look better: watch the weight, too.",
			},
		}.ratio(flow("weight-recyclable", "Recyclable material in products sold", "kg", period.Quarterly),
			flow("weight-sold", "Weight of products sold", "kg", period.Quarterly), "100"),
	}
}

func rndLearning() []Template {
	return []Template{
		Template{
			ID: "experiments-with-decision", Name: "Experiments that led to a decision", Question: "Do we learn something that we act upon?",
			Formula: "experiments that led to a decision / experiments ended × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"A decision to stop counts as much as one to go on.",
				"Experiments whose outcome is known beforehand lift it.",
			},
		}.ratio(flow("experiments-decided", "Experiments that led to a decision", "experiments", period.Quarterly),
			flow("experiments-ended", "Experiments ended", "experiments", period.Quarterly), "100"),
		Template{
			ID: "patents-in-use", Name: "Patents in use", Question: "How much of what we protect do we need?",
			Formula: "patents used in products or licensed / patents held × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Yearly,
			Pitfalls: []string{
				"100 % is the wrong target: some patents only keep others away.",
				"A count of patents says nothing about their worth.",
			},
		}.ratio(stock("patents-used", "Patents used in products or licensed", "patents", period.Yearly),
			stock("patents-held", "Patents held", "patents", period.Yearly), "100"),
	}
}

func rndProcess() []Template {
	return []Template{
		Template{
			ID: "ideas-stopped-early", Name: "Weak ideas stopped before development", Question: "Do we find out cheaply what will not work?",
			Formula: "ideas stopped before development / ideas stopped × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"100 % is the wrong target: some things only development can show.",
				"Filling the funnel with hopeless ideas lifts it.",
			},
		}.ratio(flow("ideas-stopped-cheaply", "Ideas stopped before development", "ideas", period.Quarterly),
			flow("ideas-stopped", "Ideas stopped", "ideas", period.Quarterly), "100"),
		Template{
			ID: "late-design-changes", Name: "Design changes after release", Question: "How much do we find out too late?",
			Formula: "design changes after release / design changes × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Releasing later lowers it.",
				"Improvements that customers asked for are not mistakes.",
			},
		}.ratio(flow("design-changes-late", "Design changes after release", "changes", period.Monthly),
			flow("design-changes", "Design changes", "changes", period.Monthly), "100"),
		Template{
			ID: "parts-used-again", Name: "Proven parts in new designs", Question: "Do we build on what we have?",
			Formula: "proven parts in released designs / parts in released designs × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"100 % is the wrong target: then nothing is new.",
				"Screws are parts, too: weigh by what a new part costs.",
			},
		}.ratio(flow("parts-proven", "Proven parts in released designs", "parts", period.Quarterly),
			flow("parts-designed-in", "Parts in released designs", "parts", period.Quarterly), "100"),
		Template{
			ID: "time-to-market", Name: "Time from idea to market", Question: "How long until an idea can be bought?",
			Formula: "months from approval to launch, all launches together / products launched",
			Unit:    "months", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Late approval shortens it.",
				"Small updates and new platforms do not belong into one mean.",
			},
		}.ratio(flow("development-months", "Months from approval to launch", "months", period.Quarterly), launches(), "1"),
	}
}

func rndCustomer() []Template {
	return []Template{
		Template{
			ID: "concepts-tested", Name: "Concepts tested with customers", Question: "Do we ask before we build?",
			Formula: "concepts tested with customers before development / concepts that entered development × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Showing it to a friendly customer is not a test.",
				"What customers say and what they buy differ.",
			},
		}.ratio(flow("concepts-with-test", "Concepts tested with customers before development", "concepts", period.Quarterly),
			flow("concepts-developed", "Concepts that entered development", "concepts", period.Quarterly), "100"),
		Template{
			ID: "launches-reaching-plan", Name: "Launches that reach their planned sales", Question: "Do customers want what we launch?",
			Formula: "launches of a year ago that reached their planned sales / launches of a year ago × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Modest plans are always reached.",
				"100 % is the wrong target: who never fails dares too little.",
			},
		}.ratio(flow("launches-on-plan", "Launches of a year ago that reached their planned sales", "products", period.Quarterly),
			flow("launches-year-ago", "Launches of a year ago", "products", period.Quarterly), "100"),
	}
}

func rndFinancial() []Template {
	return []Template{
		Template{
			ID: "launches-at-target-cost", Name: "New products at target cost", Question: "Do our products cost what we planned?",
			Formula: "products launched at or below target cost / products launched × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Targets that were raised on the way are easily met.",
				"Features left out lower cost and sales.",
			},
		}.ratio(flow("launches-on-cost", "Products launched at or below target cost", "products", period.Quarterly), launches(), "100"),
		Template{
			ID: "new-product-revenue", Name: "Revenue share of new products", Question: "How much of our revenue comes from what is new?",
			Formula: "revenue from products launched in the past three years / revenue × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"A new number for an old product is not a new product.",
				"It also rises when old products collapse.",
			},
		}.ratio(flow("revenue-new-products", "Revenue from products launched in the past three years", "currency", period.Monthly), revenue(), "100"),
		Template{
			ID: "research-return", Name: "Gross profit of new products per research spending", Question: "Does what we invent pay?",
			Formula: "gross profit of products launched in the past three years / research and development spending",
			Unit:    "times", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Profit follows spending by years: cutting research lifts it at once.",
				"It makes small sure steps look best.",
			},
		}.ratio(flow("gross-profit-new-products", "Gross profit of products launched in the past three years", "currency", period.Monthly), rndSpending(), "1"),
		Template{
			ID: "research-spending-share", Name: "Research and development spending", Question: "How much of our revenue do we put into our future?",
			Formula: "research and development spending / revenue × 100",
			Unit:    "%", Direction: bsc.DirectionCloser, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"More money is not more invention.",
				"It rises by itself when revenue falls.",
			},
		}.ratio(rndSpending(), revenue(), "100"),
	}
}

func launches() bsc.Series {
	return flow("launches", "Products launched", "products", period.Quarterly)
}

func rndSpending() bsc.Series {
	return flow("rnd-spending", "Research and development spending", "currency", period.Monthly)
}
