package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// it has the templates of information technology.
func it() []Template {
	return slices.Concat(
		placed("it", "sustainability", itSustainability()),
		placed("it", "learning", itLearning()),
		placed("it", "process", itProcessUpkeep()),
		placed("it", "process", itProcessChange()),
		placed("it", "customer", itCustomer()),
		placed("it", "financial", itFinancial()),
	)
}

func itSustainability() []Template {
	return []Template{
		Template{
			ID: "data-centre-overhead", Name: "Power overhead of the data centre", Question: "How much power goes into anything but computing?",
			Formula: "energy of the data centre / energy of its IT equipment",
			Unit:    "times", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Idle servers improve it.",
				"Compare whole years: summer and winter differ.",
			},
		}.ratio(flow("data-centre-energy", "Energy of the data centre", "kWh", period.Monthly),
			flow("it-equipment-energy", "Energy of IT equipment", "kWh", period.Monthly), "1"),
		Template{
			ID: "devices-second-life", Name: "Retired devices used again", Question: "How many of our old devices get a second life?",
			Formula: "retired devices resold, given away or reused / devices retired × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Longer use in the first life is better still.",
				"Selling to a dealer says nothing about where they end.",
			},
		}.ratio(flow("devices-used-again", "Retired devices resold, given away or reused", "devices", period.Quarterly),
			flow("devices-retired", "Devices retired", "devices", period.Quarterly), "100"),
	}
}

func itLearning() []Template {
	return []Template{
		Template{
			ID: "active-users", Name: "Users who use the new system", Question: "Has what we introduced arrived in daily work?",
			Formula: "users active in the month / users entitled × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Logging in is not working with it.",
				"Closing the old system makes it 100 % whether anyone is helped or not.",
			},
		}.ratio(level("users-active", "Users active in the month", "people", period.Monthly), level("users-entitled", "Users entitled", "people", period.Monthly), "100"),
		Template{
			ID: "test-phishing-reported", Name: "Test phishing mails reported", Question: "Do people raise the alarm?",
			Formula: "test phishing mails reported / test phishing mails sent × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Easy mails give good numbers: keep the difficulty alike.",
				"Shaming those who click makes them silent.",
			},
		}.ratio(flow("phishing-reported", "Test phishing mails reported", "mails", period.Quarterly),
			flow("phishing-sent", "Test phishing mails sent", "mails", period.Quarterly), "100"),
	}
}

func itProcessUpkeep() []Template {
	return []Template{
		Template{
			ID: "patches-in-time", Name: "Security patches in time", Question: "Do we close known holes before others use them?",
			Formula: "patches installed within the agreed time / patches due × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Systems that nobody lists are never late.",
				"The few that are hard to patch are often those that matter.",
			},
		}.ratio(flow("patches-installed-in-time", "Patches installed within the agreed time", "patches", period.Monthly),
			flow("patches-due", "Patches due", "patches", period.Monthly), "100"),
		Template{
			ID: "restore-tests", Name: "Backups that could be restored", Question: "Would we get our data back?",
			Formula: "restore tests passed / restore tests made × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Testing the same small system each time proves little.",
				"A restore that takes a week has not passed.",
			},
		}.ratio(flow("restores-passed", "Restore tests passed", "tests", period.Quarterly),
			flow("restores-tested", "Restore tests made", "tests", period.Quarterly), "100"),
		Template{
			ID: "time-to-restore", Name: "Time to restore service", Question: "How soon do we have things running again?",
			Formula: "hours of outage / outages",
			Unit:    "hours", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Many trivial outages lower it: watch their number, too.",
				"The clock should start when users notice, not when a ticket is opened.",
			},
		}.ratio(flow("outage-hours", "Hours of outage", "hours", period.Monthly), flow("outages", "Outages", "outages", period.Monthly), "1"),
		Template{
			ID: "unsupported-systems", Name: "Systems out of support", Question: "How much of what we run does nobody mend any more?",
			Formula: "systems without maker's support / systems × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Paid extensions hide age.",
				"Many small systems count more than the one large old one.",
			},
		}.ratio(stock("systems-unsupported", "Systems without maker's support", "systems", period.Quarterly),
			stock("systems", "Systems", "systems", period.Quarterly), "100"),
	}
}

func itProcessChange() []Template {
	return []Template{
		Template{
			ID: "change-lead-time", Name: "Time from finished change to use", Question: "How long does finished work wait until users have it?",
			Formula: "hours from finished change to use, all together / changes made",
			Unit:    "hours", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"It says nothing about how long the idea waited before.",
				"Skipping tests shortens it: watch it together with changes that fail.",
			},
		}.ratio(flow("change-hours", "Hours from finished change to use", "hours", period.Monthly), changes(), "1"),
		Template{
			ID: "changes-failing", Name: "Changes that fail", Question: "How often does a change break something?",
			Formula: "changes that caused an incident or were taken back / changes made × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Zero is the wrong target: it means that nothing is risked any more.",
				"Many trivial changes dilute it.",
			},
		}.ratio(flow("changes-failed", "Changes that caused an incident or were taken back", "changes", period.Monthly), changes(), "100"),
		Template{
			ID: "releases-per-team", Name: "Releases per team", Question: "How often can each team deliver?",
			Formula: "releases / mean number of product teams",
			Unit:    "releases per team", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Releases that nobody needs are easy to make.",
				"A quarter's number is about three times a month's.",
			},
		}.ratio(flow("releases", "Releases", "releases", period.Monthly), level("product-teams", "Product teams", "teams", period.Monthly), "1"),
	}
}

func itCustomer() []Template {
	return []Template{
		Template{
			ID: "service-availability", Name: "Service availability", Question: "Are our services there when people need them?",
			Formula: "minutes available / minutes agreed × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"100 % is the wrong target: each further nine costs many times the last.",
				"An hour at night weighs like an hour of the busiest day.",
				"Slow counts as available.",
			},
		}.ratio(flow("minutes-available", "Minutes available", "minutes", period.Monthly), flow("minutes-agreed", "Minutes agreed", "minutes", period.Monthly), "100"),
		Template{
			ID: "tickets-in-time", Name: "Tickets solved within the agreed time", Question: "Do our colleagues get help as promised?",
			Formula: "tickets solved within the agreed time / tickets solved × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Tickets that are late already lose their claim to attention.",
				"Splitting one problem into several tickets lifts it.",
			},
		}.ratio(flow("tickets-solved-in-time", "Tickets solved within the agreed time", "tickets", period.Monthly),
			flow("tickets-solved", "Tickets solved", "tickets", period.Monthly), "100"),
		Template{
			ID: "users-satisfied-with-tools", Name: "Users satisfied with their tools", Question: "Do our systems help people to do their work?",
			Formula: "answers of satisfied or better / answers to the survey about tools × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"People get used to bad tools and call them fine.",
				"Yearly surveys mostly report the last outage.",
			},
		}.ratio(flow("tool-answers-satisfied", "Answers of satisfied or better about tools", "answers", period.Quarterly),
			flow("tool-answers", "Answers to the survey about tools", "answers", period.Quarterly), "100"),
	}
}

func itFinancial() []Template {
	return []Template{
		Template{
			ID: "it-cost-per-employee", Name: "IT cost per employee", Question: "What does IT cost for each of us?",
			Formula: "IT cost / mean headcount",
			Unit:    "currency per person", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Departments that buy their own software are missing.",
				"Less is not always better: automation costs IT and saves elsewhere.",
				"A quarter's value is about three times a month's.",
			},
		}.ratio(itCost(), headcount(), "1"),
		Template{
			ID: "running-cost-share", Name: "IT cost for running what is there", Question: "How much is left for anything new?",
			Formula: "IT cost for operation and upkeep / IT cost × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Where upkeep ends and change begins is a matter of booking.",
				"Starving upkeep lowers it until something breaks.",
			},
		}.ratio(flow("it-running-cost", "IT cost for operation and upkeep", "currency", period.Monthly), itCost(), "100"),
	}
}

func changes() bsc.Series {
	return flow("changes", "Changes made", "changes", period.Monthly)
}

func itCost() bsc.Series {
	return flow("it-cost", "IT cost", "currency", period.Monthly)
}
