// Package goalseek says which actuals reach a score: what would bring this objective to green, what that would cost,
// and what the months that are left must bring. Scores stay those of the engine: every answer is evaluated before it is
// given.
//
// A [Goal] is a node of a result and the score, or the rating, that it should have. [Alone] says what one KPI's actual
// must be, all else as it is; [Each] asks it of every KPI below the node.
//
//	goal := goalseek.Goal{Result: result, Node: serve, Rating: bsc.RatingGreen}
//	answers, err := goalseek.Each(goal)
//	fmt.Println(answers[0]) // Punctual flights: from 87 to 92.5 %, then objective:serve has 90
//
// An answer is the actual nearest to the present one that reaches the score. A [bsc.Mix] with it does, and one step
// less does not. If the score is reached now, it is the worst actual that still reaches it: what can be lost. The step
// is that of the KPI's [Bounds], which also say how far its actual can go: today's best unit, a cap, what the process
// has ever done. [BestOf] takes that from other results.
//
//	goal.Bounds = goalseek.BestOf(lastYear...)
//
// What cannot be reached is no error. The answer says so, with the most that can be reached and the actual that brings
// it. So does a KPI that cannot be sought, because people judge it or a node above, it is only shown, does not apply,
// or has no weight.
//
// [Together] moves all KPIs by one share of their own shortfalls, so that each is stressed alike. [Cheapest] moves
// those that gain most per cost, and says whether no other way could be cheaper.
//
//	plan, err := goalseek.Together(goal)
//	plan, err = goalseek.Cheapest(goal, map[bsc.Ref]decimal.Decimal{punctual: n("1200"), friendly: n("400")})
//
// [Remaining] looks at time: with some months of a year read, what must each of the others bring?
//
//	rest, err := goalseek.Remaining(card, bsc.Input{Period: period.Year(2026), Readings: readings}, goal, sales)
//
// [InCascade] looks through an organisation: what must this person's reading be so that the region's total is amber,
// through sums, factors and scores that contribute? It stands on [Seek], which asks any function from a number to a
// score, seldom.
//
// # What is exact
//
// The built-in scorers are inverted: see bsc.Result.Reaching. So are the aggregators of which a higher score never
// gives a lower one, by the score alone, whatever lies between. An answer is Bisected where that does not help: with a
// host's scorer or aggregator, most_frequent, or a KPI whose value other KPIs are calculated from or see. A host's
// scorer is taken to rise along the KPI's direction. All numbers are decimals; nothing here is an estimate.
//
// Everything an answer says is data and, as a words.Phrase, a sentence in any language. As JSON, it is its fields in
// snake case; package report has the rules.
package goalseek
