// Package weights finds the weights of siblings on a scorecard from what a team says
// about them, and tells how far the team agrees with itself.
//
// Each method is one function. It takes what was said and returns [Weights]: one weight
// for each item, 10 decimal places that sum to exactly 1, and a [Consistency].
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
// The methods, from the least to the most that a team is asked for:
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
// Only the last three ask for more than is needed, and so only they can tell whether the
// answers fit together; nothing is measured for the others. Weights say how much a
// change of one score moves the total; they are not a measure of importance by
// themselves (Paruolo, Saisana and Saltelli 2013).
//
// All arithmetic is in fixed point with 60 decimal places, of which at least 40 are
// right at the end: the same answers give the same digits on every machine.
// The functions keep nothing and may be called by many goroutines.
//
// Errors are *bsc.Problem: with bsc.ErrNumber for text that is not a number, with
// bsc.ErrWeight for weights that are negative or all 0, and with bsc.ErrValue for
// everything else. The first fault found is returned, and no weights.
package weights
