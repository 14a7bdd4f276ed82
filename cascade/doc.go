// Package cascade brings the scorecards of an organisation together: what divisions, departments, teams and people
// contribute to one another, and what each of them has a part in at the top.
//
// An [OrgUnit] is a row of a host's organisation chart: an id, a parent, and a scorecard, its own or a template that
// many share with targets and weights of their own. A [Contribution] says what it brings to another, usually to its
// parent, in one of three modes: [Additive] values that add up and are scored then, so that rates are ratios of sums;
// [Contributory] scores that stand under an objective, with their coverage; and a [SharedMeasure] that both cards show.
//
//	units := []cascade.OrgUnit{
//		{ID: "team", Definition: template},
//		{ID: "ann", Parent: "team", Definition: template, Contributes: []cascade.Contribution{
//			{Mode: cascade.Additive, From: sales, To: sales},
//			{Mode: cascade.Contributory, From: learn, To: learn},
//		}},
//	}
//
// [New] compiles them once and says what is wrong: circles, values that count twice, frequencies and scales that
// differ. [Cascade.Evaluate] evaluates every unit on one input, from the bottom up:
//
//	org, err := cascade.New(units, nil)
//	result, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
//	result.Of("team").Score()
//	sights, more := result.LineOfSight("ann", sales)
//
// The results answer the questions of both ends. [Result.LineOfSight] shows a person which objectives at the top their
// KPI counts in, and how much; [Result.Shares] gives every KPI's share, and they add up to one. [Result.Contributors]
// goes down again, [bsc.Result.Missing] names who has not reported, and [Result.TargetGaps] lists targets that do not
// add up.
//
// Values add up month by month. Three branches bring 10 a month each to a company that should have 30. The company's
// first quarter is, by what is known of the third branch's March,
//
//	10                                           90 of 90
//	not applicable                               80 of 90: nothing is missing
//	not applicable, target: of_contributors      80 of 80: the sum of what the branches should bring
//	missing                                      60 of 60: the company's March is missing, too
//	missing, contributors: partial               80 of 90, with coverage 0.89
//
// A host that has its own way through its organisation needs no cascade: [bsc.Input.Sums] adds readings up, and
// [bsc.Input.Scores] lets a KPI stand for a node of another result. This package is made of these two.
//
// Cascades and their results are immutable and may be shared by goroutines. Package compare sets units side by side.
package cascade
