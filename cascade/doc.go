// Package cascade combines the scorecards of an organisation: what divisions, departments, teams and people contribute
// to one another, and what part each has in the objectives at the top.
//
// An [OrgUnit] is a row of a host's organisation chart: an id, a parent, and a scorecard. The scorecard is its own, or
// a template that many org units share with targets and weights of their own. A [Contribution] says what it brings to
// another org unit, usually to its parent, in one of three modes: [Additive] values add up before they are scored, so
// that rates are ratios of sums; [Contributory] scores stand under an objective, with their coverage; and a
// [SharedMeasure] is shown on both cards.
//
//	units := []cascade.OrgUnit{
//		{ID: "team", Definition: template},
//		{ID: "ann", Parent: "team", Definition: template, Contributes: []cascade.Contribution{
//			{Mode: cascade.Additive, From: sales, To: sales},
//			{Mode: cascade.Contributory, From: learn, To: learn},
//		}},
//	}
//
// [New] compiles them once and reports what is wrong: circles, values that count twice, frequencies and scales that
// differ. [Cascade.Evaluate] evaluates every org unit on one input, from the bottom up:
//
//	org, err := cascade.New(units, nil)
//	result, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
//	result.Of("team").Score()
//	sights, more := result.LineOfSight("ann", sales)
//
// The results can be read from both ends. [Result.LineOfSight] shows a person in which objectives at the top their KPI
// counts, and how much; [Result.Shares] gives every KPI's share, and they add up to one. [Result.Contributors] leads
// down again, one step. [Result.Explain] goes all the way, through scores and values, and shows the arithmetic down to
// each person's readings; what is at the bottom adds up to what is at the top. [Result.Missing] names who has not
// reported what, for a scorecard or for all. [Result.TargetGaps] lists targets that do not add up, over which periods,
// and why one is lacking. Package report writes all of it as plain data, and package render draws it.
//
// Values add up month by month. Suppose three branches bring 10 a month each to a company that should have 30. The
// company's first quarter depends on what is known of the third branch's March:
//
//	10                                           90 of 90
//	not applicable                               80 of 90: nothing is missing
//	not applicable, target: of_contributors      80 of 80: the sum of what the branches should bring
//	missing                                      60 of 60: the company's March is missing, too
//	missing, contributors: partial               80 of 90, with coverage 0.89
//
// # Live
//
// A [Board] is a cascade's live state. A reading that comes in evaluates the org units again that are made of it, up to
// the top, and no others; readers take a Result without waiting, and subscribers hear what has changed in their part of
// the organisation:
//
//	board, err := org.Board(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
//	board.Subscribe("north", func(_ *cascade.Board, n cascade.Notice) { draw(n.Changes) })
//	err = board.Add(bsc.Fact{OrgUnit: "ann", Ref: sales, Period: period.Month(2026, 6), Reading: reading})
//
// [Board.Add] records facts in the Readings, so that history and board are in one place; [Board.Apply] sets what is not
// recorded, such as what somebody tries out.
//
// # What may add up
//
// Sales in pounds do not add up to sales in euros. [New] refuses different units of measure, unless the contribution
// states a [bsc.Factor]: a number, or a series of rates, each for its own month. A share converts nothing. The group
// may keep the rates of its currencies, or each company its own:
//
//	{Mode: cascade.Additive, From: sales, To: sales, Factor: bsc.Factor{Rates: bsc.SeriesRef("gbp"), OrgUnit: "group"}}
//	{Mode: cascade.Additive, From: sales, To: sales, Factor: bsc.Factor{Share: "0.6"}} // of a company owned to 60 %
//	{Mode: cascade.Additive, From: hours, To: days, Factor: bsc.Factor{Number: "0.125"}}
//
// New also refuses labels, KPIs of opposite directions, and calendars with other periods: a January year's third quarter
// does not add up to an April year's, while months do. It warns once of percentages that add up, and of roll-ups other
// than sum and last. What a factor converts is shown as converted: by [Result.Contributors] and [bsc.Result.Addends],
// in shares and lines of sight, in target gaps, and in explanations. Scores need no factor; for a period whose days
// differ between two cards, [Cascade.Evaluate] refuses to count one on the other.
//
// A reading of what adds up or is shared belongs to the org unit it comes from. Evaluate refuses one that Readings have
// for the receiver.
//
// # Over time
//
// An organisation does not stand still. A [Version] is a row of the organisation chart with the period from which on it
// holds and the moment at which it was recorded; a [Timeline] has all of them:
//
//	versions := []cascade.Version{
//		{OrgUnit: north}, {OrgUnit: south}, {OrgUnit: ann}, // ann.Parent is north
//		{OrgUnit: annInSouth, From: period.Month(2026, 7), RecordedAt: decided},
//	}
//	org, err := cascade.NewTimeline(versions, nil)
//	result, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 9), Readings: readings})
//
// Each period has the structure of its last day, and each month of a year to date has the contributions of then: in
// September, north has what Ann sold until June, and south has what she has sold since. [Timeline.Restated] shows any
// period by the structure of another, such as last year by today's. As of a moment, nothing is known that was recorded
// later, so that what was reported can be computed again. Who joins has a Since, who leaves an Until, and leave is readings
// that do not apply. [Timeline.EvaluatePeriods] evaluates a year, and [Trends] says how every org unit has gone:
//
//	trends, err := cascade.Trends(org.EvaluatePeriods(period.Month(2026, 1), in))
//	trends["south"].Of(sales)
//
// # Files
//
// The package is laid out as it works: cascade.go has the types; build.go, card.go, contribute.go, order.go and twice.go
// check and compile; timeline.go has an organisation over the years, reigns.go which version rules when, structures.go the
// cascade of a period, and past.go what counted earlier; evaluate.go and periods.go evaluate; board.go keeps that up to
// date, with board_reach.go (what a reading reaches), board_readings.go (what was set) and board_notices.go;
// contributors.go, climb.go (the ways up), sight.go, shares.go, fall.go (shares over time), explain.go, missing.go and
// targets.go answer.
//
// A host that walks through its organisation itself needs no cascade: [bsc.Input.Sums] adds readings up, and
// [bsc.Input.Scores] lets a KPI stand for a node of another result. This package is built from these two.
//
// As JSON, a [Result] is its org units, each with its score and its contributors, and all shares and target gaps. Package
// report writes the card of one org unit, and has the rules of all JSON.
//
// Cascades and their results are immutable and may be shared by goroutines, and so may boards. Package compare sets org units side by
// side.
package cascade
