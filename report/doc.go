// Package report writes evaluated scorecards as plain data, for front ends, stores and programs in other languages
// that know nothing of package bsc.
//
// [Of] makes a [Report] of a result. It holds everything that was computed for one org unit and period: every [Node]
// with its score, rating, flags and the limits of its ratings, and the links and initiatives of the scorecard. Its JSON
// is the documented form; package schema publishes its schema.
//
//	document, err := json.Marshal(report.Of(result))
//
// [Parse] reads that JSON, strictly and within bounds, for example from a store of past reports. A report's Fingerprint
// identifies the definition behind its figures. Nothing is computed from a report again.
//
//	r, err := report.Parse(document, nil)
//	for _, node := range r.Nodes {
//		fmt.Println(node.Ref, node.Score, node.Rating)
//	}
//
// Numbers are bsc.Number, the text of a decimal, and "" if there is none. A bsc.Score may be no score, which is not 0.
// Reports belong to the caller: writing into one does not change the Result.
package report
