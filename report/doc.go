// Package report writes evaluated scorecards as plain data, for front ends, stores and programs in other languages
// that know nothing of package bsc.
//
// [Of] makes a [Report] of a result. It holds everything that was computed for one unit and period: every [Node] with
// its score, rating, flags and the limits of its ratings, and the links and initiatives of the scorecard. Its JSON is
// the documented form, whose schema package schema publishes.
//
//	document, err := json.Marshal(report.Of(result))
//
// [Parse] reads that JSON, strictly and within bounds, such as from a store that keeps what was reported. A report
// knows by its Fingerprint which definition gave the figures, and nothing is computed from it again.
//
//	r, err := report.Parse(document, nil)
//	for _, node := range r.Nodes {
//		fmt.Println(node.Ref, node.Score, node.Rating)
//	}
//
// Numbers are bsc.Number, the text of a decimal, and "" where there is none; a bsc.Score may be no score, which is not
// 0. Reports are the caller's own: whatever is written into one, the Result stays as it is.
package report
