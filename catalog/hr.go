package catalog

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// hr has the templates of human resources.
func hr() []Template {
	return slices.Concat(
		placed("hr", "sustainability", hrSustainability()),
		placed("hr", "learning", hrLearningSkills()),
		placed("hr", "learning", hrLearningPeople()),
		placed("hr", "process", hrProcess()),
		placed("hr", "customer", hrCustomer()),
		placed("hr", "financial", hrFinancial()),
	)
}

func hrSustainability() []Template {
	return []Template{
		Template{
			ID: "employees-with-disability", Name: "Employees with a disability", Question: "Are we open to people with a disability?",
			Formula: "employees with a recognised disability / headcount × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Nobody has to tell: a rise may only mean more trust.",
				"A quota met by payment is not met.",
			},
		}.ratio(level("disabled-employees", "Employees with a recognised disability", "people", period.Monthly), headcount(), "100"),
		Template{
			ID: "overtime-share", Name: "Overtime", Question: "Do we ask too much of our people?",
			Formula: "hours of overtime / contract hours × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLead, Frequency: period.Monthly,
			Pitfalls: []string{
				"Unrecorded overtime is the unhealthiest.",
				"A mean hides the few who carry most of it.",
			},
		}.ratio(flow("overtime-hours", "Hours of overtime", "hours", period.Monthly), flow("contract-hours", "Contract hours", "hours", period.Monthly), "100"),
		Template{
			ID: "pay-gap", Name: "Gender pay gap", Question: "Do women and men earn the same by the hour?",
			Formula: "(mean hourly pay of men - mean hourly pay of women) / mean hourly pay of men × 100",
			Unit:    "%", Direction: bsc.DirectionCloser, Timing: bsc.TimingLag, Frequency: period.Yearly,
			Pitfalls: []string{
				"The target is 0: a gap the other way is a gap, too.",
				"It mixes unequal pay with unequal jobs: look at both.",
			},
		}.ratio(stock("pay-difference", "Mean hourly pay of men less that of women", "currency per hour", period.Yearly),
			stock("pay-men", "Mean hourly pay of men", "currency per hour", period.Yearly), "100"),
		Template{
			ID: "women-in-leadership", Name: "Women in leadership", Question: "Do women lead as often as men?",
			Formula: "women in leadership positions / leadership positions × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Beyond parity, more is not better.",
				"A wider idea of leadership lifts it: look at each level.",
			},
		}.ratio(stock("leaders-women", "Women in leadership positions", "people", period.Quarterly),
			stock("leaders", "People in leadership positions", "people", period.Quarterly), "100"),
	}
}

func hrLearningSkills() []Template {
	return []Template{
		Template{
			ID: "critical-skills-covered", Name: "Critical skills covered", Question: "Do we have the skills that our plans need?",
			Formula: "critical skills with enough qualified people / critical skills × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Skills that people claim for themselves are generous.",
				"The list must follow the strategy, not the people who are there.",
			},
		}.ratio(stock("skills-covered", "Critical skills with enough qualified people", "skills", period.Quarterly),
			stock("skills-critical", "Critical skills", "skills", period.Quarterly), "100"),
		Template{
			ID: "development-talks", Name: "Development talks held", Question: "Does everyone talk about their future with their manager once a year?",
			Formula: "development talks held / development talks due × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"A ticked box is not a talk: ask employees whether it helped.",
			},
		}.ratio(flow("talks-held", "Development talks held", "talks", period.Quarterly), flow("talks-due", "Development talks due", "talks", period.Quarterly), "100"),
		Template{
			ID: "promotions-from-within", Name: "Leadership positions filled from within", Question: "Do our own people rise?",
			Formula: "leadership positions filled from within / leadership positions filled × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"100 % is the wrong target: some knowledge must come from outside.",
				"Few positions a quarter make it jump.",
			},
		}.ratio(flow("leaders-from-within", "Leadership positions filled from within", "positions", period.Quarterly),
			flow("leaders-appointed", "Leadership positions filled", "positions", period.Quarterly), "100"),
		Template{
			ID: "successors-ready", Name: "Key positions with a successor", Question: "Who could take over tomorrow?",
			Formula: "key positions with somebody ready to take over / key positions × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"One person named for five positions is one successor.",
				"Plans are proved only when a position falls vacant.",
			},
		}.ratio(stock("positions-with-successor", "Key positions with somebody ready to take over", "positions", period.Quarterly),
			stock("positions-key", "Key positions", "positions", period.Quarterly), "100"),
		Template{
			ID: "training-days", Name: "Training days per employee", Question: "How much time do we invest in skills?",
			Formula: "training days taken / mean headcount",
			Unit:    "days per person", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Days are what goes in: ask what people can do now.",
				"Mandatory briefings inflate it.",
				"A quarter's number is about a fourth of a year's.",
			},
		}.ratio(flow("training-days-taken", "Training days taken", "days", period.Monthly), headcount(), "1"),
	}
}

func hrLearningPeople() []Template {
	return []Template{
		Template{
			ID: "early-leavers", Name: "Leavers within their first year", Question: "Do we choose well, and keep our word to those we choose?",
			Formula: "hires of a year ago who have left / hires of a year ago × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Quarterly,
			Pitfalls: []string{
				"It is a year old when it arrives.",
				"Contracts that end as agreed do not belong here.",
			},
		}.ratio(flow("hires-left", "Hires of a year ago who have left", "people", period.Quarterly),
			flow("hires-year-ago", "Hires of a year ago", "people", period.Quarterly), "100"),
		Template{
			ID: "employees-recommending", Name: "Employees who would recommend us", Question: "Would our people tell a friend to work here?",
			Formula: "answers of likely or certain / answers × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"Without anonymity it measures fear.",
				"Falling participation hides those who have given up.",
			},
		}.ratio(flow("employees-who-recommend", "Employees who would recommend us", "answers", period.Quarterly),
			flow("employee-answers", "Answers to the employee survey", "answers", period.Quarterly), "100"),
		Template{
			ID: "resignations", Name: "Employees who resign", Question: "How many people choose to leave us?",
			Formula: "employees who resigned / mean headcount × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"A quarter's rate is about three times a month's: compare like with like.",
				"Zero is the wrong target: a house that nobody leaves learns little from outside.",
				"Who leaves matters more than how many.",
			},
		}.ratio(flow("resigned", "Employees who resigned", "people", period.Monthly), headcount(), "100"),
		Template{
			ID: "sickness-absence", Name: "Sickness absence", Question: "How much working time do we lose to illness?",
			Formula: "days absent through illness / days of planned work × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Zero is the wrong target: people who come in ill infect others.",
				"Few long illnesses hide what happens to the many short ones.",
			},
		}.ratio(flow("sick-days", "Days absent through illness", "days", period.Monthly), flow("planned-days", "Days of planned work", "days", period.Monthly), "100"),
		Template{
			ID: "view-of-managers", Name: "Employees' view of their managers",
			Question: "Do people get direction, feedback and trust from those who lead them?",
			Formula:  "(points for direction + points for feedback + points for trust) / 3",
			Unit:     "points", Direction: bsc.DirectionHigher, Timing: bsc.TimingLead, Frequency: period.Quarterly,
			Pitfalls: []string{
				"A mean of three can hide one bad one: look at each.",
				"In small teams everyone knows who said what.",
			},
		}.mean(
			stock("points-direction", "Survey points for direction, 0 to 100", "points", period.Quarterly),
			stock("points-feedback", "Survey points for feedback, 0 to 100", "points", period.Quarterly),
			stock("points-trust", "Survey points for trust, 0 to 100", "points", period.Quarterly),
		),
	}
}

func hrProcess() []Template {
	return []Template{
		Template{
			ID: "job-offers-accepted", Name: "Job offers accepted", Question: "Do those we want also want us?",
			Formula: "job offers accepted / job offers made × 100",
			Unit:    "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"100 % is the wrong target: nobody sought after says yes every time.",
				"Asking before offering turns refusals into offers never made.",
			},
		}.ratio(flow("offers-accepted", "Job offers accepted", "offers", period.Monthly), flow("offers-made", "Job offers made", "offers", period.Monthly), "100"),
		Template{
			ID: "time-to-fill", Name: "Time to fill a position", Question: "How long do our teams wait for new colleagues?",
			Formula: "days from opening to acceptance, all positions filled together / positions filled",
			Unit:    "days", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Positions that stay open for ever never count.",
				"Speed over choice shows up as early leavers.",
			},
		}.ratio(flow("days-to-acceptance", "Days from opening to acceptance", "days", period.Monthly),
			flow("positions-filled", "Positions filled", "positions", period.Monthly), "1"),
	}
}

func hrCustomer() []Template {
	return []Template{
		Template{
			ID: "hr-requests-in-time", Name: "HR requests answered within the agreed time",
			Question: "Do employees and managers get answers from us in time?",
			Formula:  "HR requests answered within the agreed time / HR requests answered × 100",
			Unit:     "%", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Quick answers that raise new questions count double.",
			},
		}.ratio(flow("hr-answers-in-time", "HR requests answered within the agreed time", "requests", period.Monthly),
			flow("hr-answers", "HR requests answered", "requests", period.Monthly), "100"),
	}
}

func hrFinancial() []Template {
	return []Template{
		Template{
			ID: "labour-cost-share", Name: "Labour cost", Question: "How much of our revenue do we spend on people?",
			Formula: "labour cost / revenue × 100",
			Unit:    "%", Direction: bsc.DirectionLower, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Outsourcing moves it to another line without saving anything.",
				"Compare only with companies that make as much themselves.",
			},
		}.ratio(flow("labour-cost", "Labour cost", "currency", period.Monthly), revenue(), "100"),
		Template{
			ID: "revenue-per-employee", Name: "Revenue per employee", Question: "How much do we achieve with the people we have?",
			Formula: "revenue / mean headcount",
			Unit:    "currency per person", Direction: bsc.DirectionHigher, Timing: bsc.TimingLag, Frequency: period.Monthly,
			Pitfalls: []string{
				"Outsourcing lifts it.",
				"Count part-time work by hours, or it depends on contracts.",
				"A quarter's value is about three times a month's.",
			},
		}.ratio(revenue(), headcount(), "1"),
	}
}
