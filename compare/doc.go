// Package compare sets evaluated scorecards side by side: the units of an organisation by one node that their cards
// have in common, and the perspectives of one scorecard by how evenly weight and achievement lie over them.
//
// # Units
//
// [OrgUnits] ranks the results of branches, departments or people by a KPI, an objective or the whole scorecard:
//
//	r := compare.OrgUnits(bsc.KPIRef("sales"), results, 1)
//	for _, row := range r.Rows {
//		fmt.Println(row.Rank, row.OrgUnit, row.Shown, row.Gap.Decimal)
//	}
//	fmt.Println(r.Spread.Median.Decimal, r.Warnings)
//
// The results come from Scorecard.EvaluateOrgUnits, from a Cascade, or from cards of their own. A [Ranking] has ranks,
// gaps to the best and quartiles, and the [Spread] of the scores. Its Warnings say where a comparison is not fair:
// which units measure a KPI otherwise than most do, and how much of a unit's weight lies on KPIs that others lack.
//
// # Balance
//
// [WeightBalanceOf] asks of a design: does the weight lie on all perspectives, or on one? [ScoreBalanceOf] asks of a
// result: is a score of 60 four times 60, or three 80s and a 0? Both stand beside the score and never enter it.
//
// Numbers are decimals computed in integers, with the same digits on every machine. What the functions return is plain
// data of the caller's own. They only read scorecards and results, so that goroutines may share those.
package compare
