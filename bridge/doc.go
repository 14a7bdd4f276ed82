// Package bridge explains why a score is another than before: was it performance, or did the target move? It divides the
// change among five causes, and each cause among the nodes of the scorecard, so that all parts add up to the last digit.
//
// [Between] makes a [Bridge] of two results: of two periods, of two org units, or of one period under two definitions.
// Printed, it is a sentence for a board. [Bridge.Text] is the whole of it, in any language.
//
//	b, err := bridge.Between(before, now, nil)
//	fmt.Println(b) // 72.4 → 68.1: −4.9 On-time delivery (92 → 88 %), +0.6 Turnover
//	fmt.Print(b.Text(words.German()))
//
// [Bridge.Of] answers what one [Cause] has brought, and [Bridge.Parts] lists the nodes of all causes, the largest first.
//
//	b.Of(bridge.Targets) // how much of it is that targets have moved
//
// Options.Node looks into a part of the scorecard: why the score of a perspective, an objective or a KPI is another. What
// Bridge.Parts has names where to look.
//
//	b, err := bridge.Between(before, now, &bridge.Options{Node: bsc.ObjectiveRef("deliver")})
//
// Options.Restated tells what was corrected from what was achieved. It is the earlier period, evaluated again with what
// is known by now: the result itself, where the source keeps the moments at which readings were recorded.
//
//	again, err := card.Evaluate(bsc.Input{Period: before.Period(), Readings: ledger, AsOf: now.AsOf()})
//	b, err := bridge.Between(before, now, &bridge.Options{Restated: again})
//
// [Over] goes through several results, such as the months of a year: a [Range] has a Bridge for each step, and what each
// cause has brought in all. [Range.Whole] is that as one Bridge.
//
//	r, err := bridge.Over(trend.Results(), nil)
//	fmt.Println(r.Whole())
//
// Changes have ten places, as scores have. [Bridge.Shown] rounds them for people, so that they still add up.
//
// Package render draws bridges as waterfalls. As JSON, a Bridge is its fields; package report has the rules of all JSON.
package bridge
