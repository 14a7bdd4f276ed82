// Package compare sets evaluated scorecards side by side: the org units of an organisation by one node that their cards
// have in common, and the perspectives of one scorecard by how evenly weight and achievement are spread over them.
//
// # Org units
//
// [OrgUnits] ranks the results of branches, departments or people by a KPI, an objective or the whole scorecard:
//
//	r := compare.OrgUnits(bsc.KPIRef("sales"), results, 1)
//	for _, row := range r.Rows {
//		fmt.Println(row.Rank, row.OrgUnit, row.Shown, row.Gap.Decimal)
//	}
//	fmt.Println(r.Spread.Median.Decimal, r.Warnings)
//
// The results come from Scorecard.EvaluateOrgUnits, from a Cascade, or from separate cards. A [Ranking] has ranks, gaps
// to the best and quartiles, and the [Spread] of the scores. Its Warnings say where a comparison is unfair: which org
// units measure a KPI differently from most. Row.Unique says how much of an org unit's weight lies on KPIs that others
// lack.
//
// # Balance
//
// [WeightBalanceOf] examines a design: does the weight lie on all perspectives, or on one? [ScoreBalanceOf] examines a
// result: is a score of 60 four times 60, or three 80s and a 0? Both stand beside the score and never enter it.
//
// Numbers are decimals computed in integers, with the same digits on every machine. Results of the functions are plain
// data that belongs to the caller. The functions only read scorecards and results, so goroutines may share those.
//
// As JSON, a [Ranking] is its rows with their ranks, its spread and its warnings. Package report has the rules of all JSON.
package compare
