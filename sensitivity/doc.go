// Package sensitivity says whether results depend on the weights. Weights are choices: another committee would have made
// others. What rests on a choice should say so before somebody is paid by it.
//
// [Flips] says for one result how far each weight would have to move until a rating changes, or that none does.
//
//	s, err := sensitivity.Flips(result, bsc.Ref{})
//	fmt.Println(s.Says) // if Growth weighed 12.5 % or less instead of 30 %, Sales would be green
//
// [Swings] shows how far the score moves as each weight goes through an interval: the bars of a tornado.
//
//	swings, err := sensitivity.Swings(result, bsc.Ref{}, sensitivity.Intervals{Within: "20"})
//
// [Reversals] says for neighbours in a ranking which weight would turn their order. Give it two results to ask whether
// one is better than the other whatever the weights.
//
//	pairs, err := sensitivity.Reversals(results, bsc.Ref{})
//
// [Ranks] draws all weights at random, and counts ranks and ratings: how often is this unit first, and how often green?
//
//	a, err := sensitivity.Ranks(ctx, results, bsc.Ref{}, sensitivity.Options{Draws: 10_000, Seed: 1, Concentration: "50"})
//
// [LeaveOneOut] takes each node out in turn, and [ImportanceOf] sets what weights say against what moves the score.
//
//	left, err := sensitivity.LeaveOneOut(results, bsc.Ref{})
//	i, err := sensitivity.ImportanceOf(results, bsc.Ref{})
//
// All of it holds for any aggregator, with missing data, assessments and KPIs used from elsewhere: every score and every
// rating is what the engine gives under the weights in question, to the last digit, and nothing here enters a score. A
// weight is that of a node below its own parent, among its siblings, as in bsc.Overrides. A KPI used from elsewhere keeps
// its weight there.
//
// Answers are plain data, and have sentences in words: see package words for other languages. As JSON they have the rules
// of package report. Functions are safe for concurrent use.
package sensitivity
