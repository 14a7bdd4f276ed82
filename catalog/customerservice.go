package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// customerService has the templates of customer service.
func customerService() []Template {
	return slices.Concat(
		placed("customer-service", "sustainability", customerServiceSustainability()),
		placed("customer-service", "learning", customerServiceLearning()),
		placed("customer-service", "process", customerServiceProcess()),
		placed("customer-service", "customer", customerServiceCustomer()),
		placed("customer-service", "financial", customerServiceFinancial()),
	)
}

func customerServiceSustainability() []Template {
	return []Template{
		Template{
			ID: "returns-put-to-use", Name: "Returned goods repaired or resold", Question: "How much of what comes back is used again?",
			Formula: "returned items repaired, resold or given away / returned items × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Fewer returns are better than well-used ones.",
				"Items wait in the warehouse and are counted months later.",
			},
		}.ratio(flow("returns-used-again", "Returned items repaired, resold or given away", "items", period.Monthly),
			flow("returns-received", "Returned items", "items", period.Monthly), "100"),
	}
}

func customerServiceLearning() []Template {
	return []Template{
		Template{
			ID: "agents-leaving", Name: "Service agents who leave", Question: "Do we keep those who know our customers?",
			Formula: "agents who left / mean number of agents × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"A quarter's rate is about three times a month's: compare like with like.",
				"Moves to other departments are a success, and not to be counted.",
			},
		}.ratio(flow("agents-left", "Service agents who left", "people", period.Monthly), agents(), "100"),
		Template{
			ID: "coaching-per-agent", Name: "Coaching hours per agent", Question: "How much help do our agents get to become better?",
			Formula: "coaching hours received / mean number of agents",
			Unit:    "hours per person", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Hours are what goes in: see whether solutions get better.",
				"Group briefings are not coaching.",
				"A quarter's value is about three times a month's.",
			},
		}.ratio(flow("coaching-hours", "Coaching hours received", "hours", period.Monthly), agents(), "1"),
	}
}

func customerServiceProcess() []Template {
	return []Template{
		Template{
			ID: "calls-answered-in-time", Name: "Calls answered within the agreed time", Question: "Do we pick up as fast as we promised?",
			Formula: "calls answered within the agreed time / calls received × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Once a call is late it no longer counts, and may wait for ever.",
				"100 % is the wrong target: peaks would need twice the people.",
			},
		}.ratio(flow("calls-in-time", "Calls answered within the agreed time", "calls", period.Monthly), callsReceived(), "100"),
		Template{
			ID: "overdue-enquiries", Name: "Open enquiries past the agreed time", Question: "How much of our backlog is late already?",
			Formula: "open enquiries past the agreed time / open enquiries × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"It falls when many new enquiries arrive.",
				"Setting cases to waiting for the customer stops their clock.",
			},
		}.ratio(stock("enquiries-overdue", "Open enquiries past the agreed time", "enquiries", period.Monthly),
			stock("enquiries-open", "Open enquiries", "enquiries", period.Monthly), "100"),
		Template{
			ID: "self-service-share", Name: "Enquiries solved by self-service", Question: "How many customers can help themselves?",
			Formula: "enquiries solved by self-service / all enquiries solved × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"A page view is not a solution.",
				"100 % is the wrong target: some customers and some problems need a person.",
			},
		}.ratio(flow("enquiries-self-service", "Enquiries solved by self-service", "enquiries", period.Monthly),
			flow("enquiries-solved", "All enquiries solved", "enquiries", period.Monthly), "100"),
		Template{
			ID: "time-to-solution", Name: "Hours to solution", Question: "How long does it take until a problem is solved?",
			Formula: "hours from enquiry to solution, all together / enquiries closed",
			Unit:    "hours", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Old cases count only once they are closed: clearing a backlog makes it worse.",
				"Closing and opening again starts the clock anew.",
			},
		}.ratio(flow("solution-hours", "Hours from enquiry to solution", "hours", period.Monthly), enquiriesClosed(), "1"),
	}
}

func customerServiceCustomer() []Template {
	return []Template{
		Template{
			ID: "abandoned-calls", Name: "Calls abandoned", Question: "How many callers hang up before we answer?",
			Formula: "calls abandoned while waiting / calls received × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"A busy signal keeps callers out of the count.",
				"Zero costs idle agents all day.",
			},
		}.ratio(flow("calls-abandoned", "Calls abandoned while waiting", "calls", period.Monthly), callsReceived(), "100"),
		Template{
			ID: "complaints-per-orders", Name: "Complaints per 1,000 orders", Question: "How often do our customers have reason to complain?",
			Formula: "complaints received / orders delivered × 1,000",
			Unit:    "per 1,000", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Zero is the wrong target: it means that complaining is too hard.",
				"A new, easier channel raises it, which is good news.",
			},
		}.ratio(complaints(), ordersDelivered(), "1000"),
		Template{
			ID: "contacts-per-problem", Name: "Contacts per solved problem", Question: "How often must a customer come back until it works?",
			Formula: "contacts / problems solved",
			Unit:    "contacts per problem", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Contacts over several channels must be joined, or each looks like the first.",
			},
		}.ratio(flow("contacts", "Customer contacts", "contacts", period.Monthly), flow("problems-solved", "Problems solved", "problems", period.Monthly), "1"),
		Template{
			ID: "customers-satisfied", Name: "Customers satisfied with our service", Question: "Are those we helped content?",
			Formula: "answers of satisfied or better / answers to the service survey × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Agents who choose whom to ask choose the result.",
				"Those who gave up do not answer.",
			},
		}.ratio(flow("answers-satisfied", "Answers of satisfied or better", "answers", period.Monthly),
			flow("satisfaction-answers", "Answers to the service survey", "answers", period.Monthly), "100"),
		Template{
			ID: "first-contact-resolution", Name: "Enquiries solved at first contact", Question: "How many customers need to ask only once?",
			Formula: "enquiries solved at first contact / enquiries closed × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Let the customer say what is solved, not the agent.",
				"100 % is the wrong target: hard cases deserve a second look, and easy ones a web page.",
			},
		}.ratio(flow("enquiries-solved-first", "Enquiries solved at first contact", "enquiries", period.Monthly), enquiriesClosed(), "100"),
		Template{
			ID: "time-to-first-reply", Name: "Hours to first reply", Question: "How long do customers wait until somebody answers?",
			Formula: "hours from enquiry to first reply, all together / enquiries answered",
			Unit:    "hours", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"An automatic receipt is not a reply.",
				"A mean hides the few who wait for days.",
			},
		}.ratio(flow("first-reply-hours", "Hours from enquiry to first reply", "hours", period.Monthly),
			flow("enquiries-answered", "Enquiries answered", "enquiries", period.Monthly), "1"),
	}
}

func customerServiceFinancial() []Template {
	return []Template{
		Template{
			ID: "cost-per-enquiry", Name: "Cost per enquiry", Question: "What does it cost to help a customer once?",
			Formula: "cost of customer service / enquiries closed",
			Unit:    "currency per enquiry", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"The cheapest enquiry is the one nobody had to make: self-service raises it, as hard cases remain.",
				"Short calls that lead to a second one look cheap.",
			},
		}.ratio(flow("service-cost", "Cost of customer service", "currency", period.Monthly), enquiriesClosed(), "1"),
		Template{
			ID: "goodwill-payments-share", Name: "Goodwill payments", Question: "What do we pay to make up for our mistakes?",
			Formula: "refunds and goodwill payments / revenue × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Refusing what is fair lowers it and loses the customer.",
				"Replacement goods are payments, too.",
			},
		}.ratio(flow("goodwill-payments", "Refunds and goodwill payments", "currency", period.Monthly), revenue(), "100"),
	}
}

func agents() bsc.Series {
	return level("agents", "Service agents", "people", period.Monthly)
}

func callsReceived() bsc.Series {
	return flow("calls-received", "Calls received", "calls", period.Monthly)
}

func enquiriesClosed() bsc.Series {
	return flow("enquiries-closed", "Enquiries closed", "enquiries", period.Monthly)
}
