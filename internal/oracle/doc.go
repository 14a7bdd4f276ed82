// Package oracle knows what the library should say, and makes the cards to ask it about. Only tests import it: that
// is a convention, which no tool enforces. It shares the library's types and nothing of its computing: every number
// is computed again, in the plainest way.
//
// # Compare the library with the reference
//
// A card of a seed is the same for ever. It shows itself where a test fails.
//
//	for seed := range oracle.Cards(3000) {
//		card := oracle.RandomCard(seed)
//		result, err := card.Result()            // what the library makes of it
//		differences := card.Differences(result) // where the reference says otherwise: nowhere
//	}
//
// [Cards] says how many cards to take. The variable BSC_CARDS of the environment scales it, for all tests alike.
//
// The reference is to be read beside the design's page on semantics: exact fractions, recursion, nothing prepared,
// nothing reused. A number in parentheses in a comment is a point of that page. The tree and the roll-up stand in
// reference.go, values and targets of KPIs in kpis.go, the built-in policies in policies.go, aggregators.go and thresholds.go, and
// fractions, their rounding and logarithms in numbers.go. [NewTree] gives a card's nodes with what holds for each,
// for tests that ask no more. [Map] answers the questions about a strategy map by listing all its paths.
//
// [RandomJudgedCard] draws people's judgements as well: judgements.go says which of them hold and count.
//
// # Time
//
// The files timed*.go hold a second reference, for values and targets over time, to be read beside the design's page
// on time. [RandomTimedCard] makes a card with readings of more than a year in one of some calendars, and
// [RandomTimedCascade] an organisation that adds them up. [EvaluateTimed] says how each KPI stands, and
// [TimedResult.Differences] compares that with a result: value, target, score, flags, gaps, and how each part of the
// window stands. This reference counts days and asks the public Calendar.
//
// [TimeExamples] are the worked examples of that page, with what is right, and [OpenTimeExamples] those of points
// that it leaves open. Both references of this package, and the library, are held to numbers that were worked out by
// hand.
//
// # Draw something else
//
// A [Generator] draws numbers, bands and scales that lean to what is awkward, and moments. [RandomMap] draws a
// strategy map and [RandomCompany] an organisation. [Registry] has the host's policies that random cards name.
//
// # Cards to begin with
//
// [Small], [CardOf], [Stated], [MapCard], [Template] and [Company] are plain cards for a test to change. [Readings],
// [Sparse] and [Thirteen] are readings and a calendar. [Problems], [Bounded], [Lines] and [Resolves] look at errors
// as a host sees them.
//
// What can go wrong is returned, as an error or as differences in words. A panic is a bug of this package, or says
// that BSC_CARDS is no number.
package oracle
