// Package impact follows the links of a strategy map: what a change at one objective would bring to others, and which
// drivers in trouble will pull outcomes down. Links are hypotheses. It also says what KPIs below their targets cost.
// Nothing here enters a score.
//
// [Reach] lists what a change reaches: how far, how soon, how strongly and which way. [PolarityOf] answers only which
// way, for two nodes.
//
//	for _, r := range impact.Reach(card.Map(), crew) {
//		fmt.Println(r.Ref, r.Delay, r.Strength, r.Polarity)
//	}
//
// [WhatIf] carries a change along the links and adds what would arrive to the scores of a result, with the period of
// arrival: what would ten points less at the crew bring within eight quarters? [Of] answers the same without a result.
//
//	projected, err := impact.WhatIf(result, crew, decimal.NewFromInt(-10), 8)
//
// [EarlyWarnings] lists the drivers of a result that have the worst rating, with the outcomes that they pull down and
// the period in which that can first be seen. [TrendWarnings] adds drivers that are falling at the end of a trend. They
// warn before the outcomes themselves change.
//
//	for _, w := range impact.TrendWarnings(trend, 5) {
//		fmt.Println(w.Name, w.Movement, w.Outcomes[0].Ref, w.Outcomes[0].Due)
//	}
//
// [Shortfalls] lists the KPIs below their targets, with what each costs the scorecard's score, how much better its actual
// must be, and what a unit of that brings. [Cheapest] puts those first that bring most for what they cost. Neither follows
// links.
//
//	for _, s := range impact.Shortfalls(result, 5) {
//		fmt.Println(s.Name, s.Points, s.Lack, s.PerUnit)
//	}
//
// [AllPaths] and [Paths] list the ways from one node to another, each a [Path] with its delay and strength;
// [ShortestPath], [SoonestPath], [StrongestPath] and [LongestPath] return one. [CutPoints] returns the nodes on every
// way: what has to succeed whichever way the strategy takes.
//
//	for path := range impact.AllPaths(card.Map(), crew, profit) {
//		fmt.Println(path, path.Delay())
//	}
//	impact.CutPoints(card.Map(), bsc.Ref{}, profit) // the zero Ref stands for every driver
//
// Delays of links count in periods of the definition's Frequency. For causes, effects, order and loops, ask the map
// itself: see bsc.StrategyMap. Each function here first reads all links of the map, so its time grows with their
// number.
//
// As JSON, a node in an answer is its ref, name, score and rating with what the answer adds, and a [Path] is its nodes and
// links with their delay and strength. Package report has the rules of all JSON.
package impact
