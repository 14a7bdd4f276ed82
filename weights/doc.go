// Package weights finds the weights of siblings on a scorecard from a team's answers, and measures how
// consistent the answers are.
//
// Each method is one function. It takes the answers and returns [Weights]: one weight for each item, with 10
// decimal places and a sum of exactly 1, and a [Consistency].
//
//	w, err := weights.AHP([]string{"customer", "process", "financial"}, []weights.Judgement{
//		{A: "financial", B: "customer", Times: "3"}, // financial matters 3 times as much as customer
//		{A: "financial", B: "process", Times: "5"},
//		{A: "customer", B: "process", Times: "2"},
//	})
//	…
//	if !w.Consistency.Consistent {
//		fmt.Println("please look again at", w.Consistency.Worst)
//	}
//	perspectives[0].Weight = w.Number("customer")
//
// The methods, from the least to the most questions:
//
//	RankOrder     the order of importance, ties allowed
//	Direct        the weights themselves, on any scale
//	Swing         what the step from worst to best is worth, the greatest being 100
//	Budget        points, from each of several experts
//	BestWorst     how the best and the worst compare with the rest
//	AHP           how each compares with each: principal eigenvector
//	AHPGeometric  the same judgements by geometric means of rows
//
// [Group] joins the judgements of several experts into one list for AHP.
//
// Only the last three ask for more than they need. Only they can therefore tell whether the answers fit
// together; for the others, nothing is measured. Weights say how much a change of one score moves the total.
// They are not in themselves a measure of importance (Paruolo, Saisana and Saltelli 2013).
//
// All arithmetic is in fixed point with 60 decimal places, of which at least 40 are right at the end. The
// same answers give the same digits on every machine. The functions keep no state, and many goroutines may
// call them.
//
// Errors are *bsc.Problem: with bsc.ErrNumber for text that is not a number, with bsc.ErrWeight for weights
// that are negative or all 0, and with bsc.ErrValue for everything else. Only the first fault is returned,
// without weights.
//
// As JSON, [Weights] are items, consistency and spread, and what a method asks for has the same keys, so that a front
// end can send it. Package report has the rules of all JSON.
package weights
