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
// # An organisation
//
// [OfCascade] makes an [Organisation] of the result of a cascade: the tree of org units with score, rating, coverage and
// bounds, what each counts of others, who has not reported, and which targets do not add up. [HeatMapOf] sets the org
// units against the nodes of their scorecards, and [PageOf] tells all about one of them, with its own [Report]. An org
// unit names its scorecard by its fingerprint; the scales and ratings are listed once. bsc.Unmarshal reads each back.
// [ExplainCascade] explains a node through what others contribute.
//
//	page := report.PageOf(result, "north")
//
// # One dialect
//
// Everything else that a host gets back is written by json.Marshal as a report is: outcomes, trends, strategy maps,
// rankings, cascades, early warnings, weights, findings, and errors. The JSON of a type is in its tags and at its
// MarshalJSON.
//
//   - Keys are in snake case, and the same thing has the same key everywhere: an Outcome has those of a [Node], the parts
//     of a bsc.Explanation those of an [Explanation]. An org unit is unit, and a delay is lag, as in definitions.
//   - Decimals are numbers with all their digits. Read them as text where floating point would lose some. JavaScript
//     cannot: for it, Marshal of package bsc writes them as text if its Options have TextNumbers.
//   - A Ref is "kpi:17", a Period "2026-Q3", and flags are a list of names.
//   - What is not there is left out: numbers, texts, false, and lists that are not the point of their type. The others,
//     such as the rows of a ranking, are empty lists. A score that is not there is null. No list is null.
//   - What embeds or holds an Outcome has its ref, name, score and rating, and what it adds itself; a history.Point also
//     has flags, actual and label. Take the rest from the report.
//   - An error is code, detail, ref, path, line, col, end_line, end_col, allowed, hint and warning; a DefinitionError and an InputError are
//     a list of problems.
//   - What has no data of its own, such as a Scorecard, a Board or a Registry, is an error with a hint what to write
//     instead; so are a Result and a bsc.Explanation, which this package writes.
//
// # In Go
//
// Numbers are bsc.Number, the text of a decimal, and "" if there is none. A bsc.Score may be no score, which is not 0.
// Reports belong to the caller: writing into one does not change the Result.
package report
